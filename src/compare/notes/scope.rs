//! Whether a table contains money carried over from the year before (含上年结转), which provinces and years do
//! differently: what cannot be told from its header is told by its total.

use super::super::{
    Comparison,
    reading::{Absent, Reading},
    units::convert,
};
use crate::{
    model::{CellRef, Decimal, Disclosure, Kind, with_thousands},
    relations::{Side, View},
};

/// What the total of a table covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Covers {
    /// Money carried over is in it.
    carried: bool,
    /// How much is carried over, in the unit of 收支总表.
    amount: Decimal,
    /// The same total the other way, where the document prints it.
    other: Option<Decimal>,
}

/// Says where one side contains what was carried over and another does not.
pub(super) fn carried(
    comparison: &Comparison,
    documents: &[&Disclosure],
    readings: &[Result<Reading, Absent>],
    out: &mut Vec<String>,
) {
    let covers: Vec<Option<Covers>> = comparison
        .read
        .iter()
        .zip(readings)
        .map(|(read, reading)| {
            let total = read.as_ref()?.sums.iter().find_map(|s| s.total)?;
            let cell = comparison
                .lines
                .get(total)?
                .cells
                .iter()
                .flatten()
                .find(|p| reading.as_ref().is_ok_and(|r| p.origin.document == r.document))?;
            let reading = reading.as_ref().ok()?;
            covers(documents.get(reading.document)?, comparison.aspect.kind, cell.origin.cell)
        })
        .collect();
    let with: Vec<usize> =
        (0..covers.len()).filter(|i| covers.get(*i).is_some_and(|c| c.is_some_and(|c| c.carried))).collect();
    let without =
        comparison.read.iter().zip(&covers).filter(|(read, c)| read.is_some() && !c.is_some_and(|c| c.carried));
    if with.is_empty() || without.count() == 0 {
        return;
    }
    for side in with {
        let (Some(label), Some(Some(c))) = (comparison.sides.get(side).map(|s| &s.label), covers.get(side)) else {
            continue;
        };
        let amount = with_thousands(c.amount);
        let unit = comparison.unit.name();
        let comparable = c.other.map_or(String::new(), |v| format!("，当年数为 {} {unit}", with_thousands(v)));
        out.push(format!(
            "{label}的合计含上年结转 {amount} {unit}{comparable}；其他栏不含或没有上年结转，比较时请注意。"
        ));
    }
}

/// What the total of a table covers, by what 收支总表 (or 财政拨款收支总表) states. `None` where nothing is carried over
/// or it cannot be told.
fn covers(document: &Disclosure, kind: Kind, total: CellRef) -> Option<Covers> {
    let table = document.tables.get(total.table as usize)?;
    let view = View::all(document).into_iter().next()?;
    let (income, spending) = match kind {
        Kind::Spending | Kind::Income => (view.all_in.as_ref()?, view.all_out.as_ref()?),
        Kind::GeneralSpending => (view.fiscal_in.as_ref()?, view.fiscal_out.as_ref()?),
        _ => return None,
    };
    let value = |cell: &CellRef| document.cell(*cell).and_then(|c| c.value);
    let of = |side: &Side, cell: CellRef| convert(value(&cell)?, side.at.table.unit, table.unit);
    let carried =
        income.carried().into_iter().filter_map(|c| of(income, c)).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    if carried.is_zero() {
        return None;
    }
    let total = value(&total)?;
    let whole = of(spending, spending.grand_total()?)?;
    let year = whole.checked_sub(carried)?;
    let printed_year =
        [income.year_total().and_then(|c| of(income, c)), spending.year_total().and_then(|c| of(spending, c))];
    if total == whole && total != year {
        let other = printed_year.into_iter().flatten().find(|v| *v == year);
        return Some(Covers { carried: true, amount: carried, other });
    }
    (total == year).then_some(Covers { carried: false, amount: carried, other: Some(whole) })
}
