//! The agencies in the order of one indicator, as a chart.

use rust_decimal::RoundingStrategy;

use super::{Indicator, Measured, Peers};
use crate::{
    compare::{Chart, Group, Order, Origin, Point, Side},
    model::{Spot, Unit, text::agency_key},
};

/// The decimals that a share or an amount per head is shown with.
const PLACES: u32 = 2;

impl Peers {
    /// Bars of this indicator, the greatest first, with the median beneath the title. `None` where no figure of a
    /// table is behind it, as of the number of people. A bar leads to the figure, or to the part of a share.
    pub fn chart(&self, indicator: Indicator) -> Option<Chart> {
        let spread = self.spread(indicator)?;
        let group = |peer: &super::Peer| {
            let Some(Spot::Cell(cell)) = indicator.spot(&peer.profile) else { return None };
            let value = peer.value(indicator)?.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero);
            let point = Point { value, origin: Origin { document: peer.at, cell } };
            let (key, name) = (agency_key(&peer.profile.agency), peer.profile.title().to_owned());
            Some(Group { key, code: String::new(), name, points: vec![Some(point)] })
        };
        let order = self.sorted(Some(indicator), false);
        let groups: Vec<Group> = order.into_iter().filter_map(|at| group(self.rows.get(at)?)).collect();
        if groups.is_empty() {
            return None;
        }
        let side = Side {
            document: 0,
            year: Some(self.year),
            agency: String::new(),
            stage: self.stage,
            restated: false,
            label: format!("{} 年{}", self.year, self.stage.name()),
        };
        let median = format!(
            "{} 个部门写明，中位数 {} {}，平均 {} {}。",
            spread.count,
            indicator.text(spread.median),
            indicator.unit(),
            indicator.text(spread.mean),
            indicator.unit()
        );
        Some(Chart {
            topic: None,
            name: indicator.name().to_owned(),
            whose: "同类部门".to_owned(),
            scope: "",
            unit: Unit::Wan,
            other_unit: (indicator.measured() != Measured::Money).then(|| indicator.unit()),
            order: Order::Agencies,
            sides: vec![side],
            groups,
            total: None,
            whole: false,
            places: PLACES,
            notes: std::iter::once(median).chain(self.notes.iter().cloned()).collect(),
        })
    }
}
