//! What stands side by side: the disclosures that are compared, in their order.

use super::{
    Aspect,
    header::{columns_of, years_in},
    reading::Reading,
};
use crate::model::{Disclosure, Kind, Stage, text::agency_key};

/// How the columns of a comparison are ordered, and what tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// 按年度: one agency through the years, ascending.
    #[default]
    Years,
    /// 按部门: agencies of a year, in the order in which they were opened.
    Agencies,
}

/// One column of a comparison: a disclosure, or what another disclosure states about its last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Index of the disclosure that speaks, in the documents that are compared.
    pub document: usize,
    /// The year of the figures. `None` where the disclosure does not say its year.
    pub year: Option<i32>,
    /// As printed.
    pub agency: String,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The document is of another year and states these figures as those of `year` (上年预算数).
    pub restated: bool,
    /// What tells it apart from the others, for a column head: `2024 年`, `2024 年决算`, `某局`.
    pub label: String,
}

/// The columns of a comparison of these documents: those with a year by year and stage, the others after them;
/// or as they are, by agency. Labels are as short as they can be and still differ.
pub fn sides(documents: &[&Disclosure], order: Order) -> Vec<Side> {
    let mut all: Vec<Side> = documents
        .iter()
        .enumerate()
        .map(|(document, d)| Side {
            document,
            year: d.year,
            agency: d.agency.clone(),
            stage: d.stage,
            restated: false,
            label: String::new(),
        })
        .collect();
    if order == Order::Years {
        all.sort_by_key(|s| (s.year.is_none(), s.year, s.stage == Stage::FinalAccounts));
    }
    label(&mut all, order);
    all
}

/// The columns of a comparison of one aspect: those of the documents, and further ones for what no document is open of
/// but another prints beside its own: last year (上年预算数, 2024年执行数), and in final accounts what was planned. Of
/// several that do, the nearest speaks.
pub(super) fn with_restated(documents: &[&Disclosure], order: Order, aspect: &Aspect) -> Vec<Side> {
    let own = sides(documents, order);
    if order == Order::Agencies {
        return own;
    }
    let mut restated: Vec<Side> = Vec::new();
    for side in &own {
        let Some((year, reading)) = side.year.and_then(|y| Some((y, Reading::of(documents, side, aspect).ok()?)))
        else {
            continue;
        };
        let before = years_in(reading.panel, year).into_iter().filter(|y| *y < year);
        let mut further: Vec<Side> = before
            .map(|y| {
                let figure = figure(reading.panel, y, year);
                Side { year: Some(y), label: format!("{y} 年{figure}（{year} 年文件所列）"), ..side.clone() }
            })
            .collect();
        if side.stage == Stage::FinalAccounts {
            let label = format!("{year} 年预算（决算所列）");
            further.push(Side { stage: Stage::Budget, label, ..side.clone() });
        }
        for further in further.into_iter().map(|s| Side { restated: true, ..s }) {
            let is_same = |s: &Side| {
                s.year == further.year
                    && s.stage == further.stage
                    && agency_key(&s.agency) == agency_key(&further.agency)
            };
            let stated = Reading::of(documents, &further, aspect)
                .is_ok_and(|r| r.column.is_some() || aspect.kind == Kind::ThreePublic);
            // Sides come by year: what a later document says of a year that an earlier one restates is passed over.
            if stated && !own.iter().any(is_same) && !restated.iter().any(is_same) {
                restated.push(further);
            }
        }
    }
    let mut all: Vec<Side> = restated.into_iter().chain(own).collect();
    all.sort_by_key(|s| (s.year.is_none(), s.year, s.stage == Stage::FinalAccounts, s.restated));
    label(&mut all, order);
    all
}

/// What a header calls the figures of another year, where it is not the usual plan: 执行数, 决算数.
fn figure(panel: &crate::model::Panel, year: i32, own: i32) -> &'static str {
    let says = |word: &str| columns_of(panel, year, own).any(|(_, c)| c.path.iter().any(|head| head.contains(word)));
    ["执行数", "决算数", "完成数"].into_iter().find(|word| says(word)).unwrap_or_default()
}

/// Gives every side its label.
fn label(sides: &mut [Side], order: Order) {
    let differs = |key: &dyn Fn(&Side) -> String| {
        let mut keys = sides.iter().map(key);
        let first = keys.next();
        keys.any(|k| Some(k) != first)
    };
    let agencies = differs(&|s| agency_key(&s.agency));
    let years = differs(&|s| format!("{:?}", s.year));
    let stages = differs(&|s| s.stage.name().to_owned());
    for side in sides {
        let agency = if side.agency.is_empty() { "（未写明部门）" } else { &side.agency };
        if side.restated {
            // It was said already of what it is.
            side.label = if agencies { format!("{agency} {}", side.label) } else { side.label.clone() };
            continue;
        }
        let year = side.year.map_or_else(|| "年度不明".to_owned(), |y| format!("{y} 年"));
        let time = if stages { format!("{year}{}", side.stage.name()) } else { year };
        side.label = match order {
            Order::Years if agencies => format!("{agency} {time}"),
            Order::Years => time,
            Order::Agencies if years || stages => format!("{agency} {time}"),
            Order::Agencies => agency.to_owned(),
        };
    }
}
