//! Money of a budget (一般公共预算, 政府性基金, 国有资本经营) that one table states and the table that must list it does
//! not: C4 for a source that is no row of the other table, K2 for a table of a budget without an amount. Where there
//! is no cell no relation can ask.

use crate::{
    check::{Finding, Severity, Suspect, names},
    model::{CellRef, Decimal, Disclosure, Kind, Spot, Status, with_thousands},
    relations::{Side, Source, View},
};

/// The three budgets.
const BUDGETS: [Source; 3] = [Source::General, Source::Fund, Source::StateCapital];

pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let views = View::all(d);
    let mut out = Vec::new();
    for view in &views {
        let (Some(all), Some(fiscal)) = (&view.all_in, &view.fiscal_in) else { continue };
        for source in BUDGETS {
            out.extend(unlisted(d, all, fiscal, source));
            out.extend(unlisted(d, fiscal, all, source));
        }
    }
    if let [view] = &views[..] {
        for (source, kind) in [(Source::Fund, Kind::FundSpending), (Source::StateCapital, Kind::StateCapitalSpending)] {
            out.extend(empty(d, view, source, kind));
        }
    }
    out
}

/// The cell of a source with money.
fn money(d: &Disclosure, side: &Side, source: Source) -> Option<(CellRef, Decimal)> {
    let amounts = side.source(source).into_iter().filter_map(|at| Some((at, d.cell(at)?.value?)));
    amounts.into_iter().find(|(_, v)| !v.is_zero())
}

/// The one side states money of this source, and the other lists sources, but not this one.
fn unlisted(d: &Disclosure, here: &Side, there: &Side, source: Source) -> Option<Finding> {
    let (at, amount) = money(d, here, source)?;
    let listed = there.sources();
    // A source under a name that is not known, or all three in one.
    let is_open = listed.len() < there.list.items.len() || listed.iter().any(|(s, _)| *s == Source::Fiscal);
    if is_open || listed.iter().any(|(s, _)| *s == source) {
        return None;
    }
    let total = there.year_total().or_else(|| there.grand_total())?;
    let message = format!(
        "{}是 {}，{}没有列这一项；请核对是否漏了一行。",
        names::cell(d, at),
        with_thousands(amount),
        names::table(d, total.table)
    );
    let suspects = vec![Suspect { spot: Spot::Cell(total), value: None, tied: false }];
    let finding = Finding::new("C4", Severity::Warning, message);
    Some(Finding { table: Some(total.table), cells: vec![total, at], suspects, ..finding })
}

/// A table of one budget without an amount, though the document states money of it.
fn empty(d: &Disclosure, view: &View, source: Source, kind: Kind) -> Option<Finding> {
    let mut tables = d.tables.iter().enumerate().filter(|(_, t)| t.kind == kind);
    let (index, table) = tables.next()?;
    let is_read = table.status == Status::Ok && table.raw.is_empty() && !table.panels.is_empty();
    if !is_read || !table.is_empty() || tables.next().is_some() {
        return None;
    }
    let sides = [&view.fiscal_in, &view.all_in].into_iter().flatten();
    let (at, amount) = sides.into_iter().find_map(|side| money(d, side, source))?;
    let index = u32::try_from(index).ok()?;
    let message = format!(
        "“{}”没有一个金额，而{}是 {}；请核对是否漏填。",
        names::table(d, index),
        names::cell(d, at),
        with_thousands(amount)
    );
    let suspects = vec![Suspect { spot: Spot::Cell(at), value: None, tied: false }];
    Some(Finding { table: Some(index), cells: vec![at], suspects, ..Finding::new("K2", Severity::Warning, message) })
}
