//! C14: tables of all fiscal spending (财政拨款支出表) that some provinces print beside the standard ones, by functional
//! subject and, of basic spending, by economic subject: each subject = 一般公共预算支出表 (+ 政府性基金, 国有资本经营), and
//! = 一般公共预算基本支出表. The totals tell whether both cover the same.

use super::{
    At,
    down::is_catalogued,
    view::{Grid, View, tie},
};
use crate::{
    catalog::functional,
    model::{CellRef, Kind},
    relations::{Builder, Evidence},
};

/// The panel of such a table.
pub(super) fn is_one(at: &At) -> bool {
    let title = at.table.title.as_str();
    at.table.kind == Kind::Other && title.contains("财政拨款") && title.contains("支出") && is_catalogued(at.panel)
}

pub(super) fn subjects(view: &View, out: &mut Builder) {
    for fiscal in &view.fiscal_subjects {
        let is_functional = fiscal.codes.iter().any(|(code, _)| functional().get(code).is_some());
        let budgets = [&view.general, &view.fund, &view.state_capital];
        let others: Vec<&Grid> =
            if is_functional { budgets.into_iter().flatten().collect() } else { view.basic.iter().collect() };
        let is_basic = fiscal.at.table.title.contains("基本支出");
        if is_functional && view.general.is_some() && !is_basic || !is_functional && is_basic && !others.is_empty() {
            same(fiscal, &others, out);
        }
    }
}

fn same(fiscal: &Grid, others: &[&Grid], out: &mut Builder) {
    let total = |grid: &Grid| grid.cells(&grid.total_row().into_iter().collect::<Vec<_>>(), &grid.whole());
    let there: Vec<CellRef> = others.iter().flat_map(|o| total(o)).collect();
    let Some(all) = tie(&total(fiscal), &there, &[]) else { return };
    let scope = out.scope("C14");
    let holds = out.when((scope, &[0]), "C14", all, "财政拨款支出表合计 = 各本预算支出表合计之和");
    out.reading(scope, "两表口径相同", holds.into_iter().map(Evidence::Holds).collect(), None);
    for (code, rows) in &fiscal.codes {
        let there: Vec<CellRef> = others.iter().flat_map(|o| o.cells(o.rows(code), &o.whole())).collect();
        if let Some(tie) = tie(&fiscal.cells(rows, &fiscal.whole()), &there, &[]) {
            out.when((scope, &[0]), "C14", tie, "财政拨款支出表各科目 = 各本预算支出表的同一科目");
        }
    }
    out.reading(scope, "两表口径不同，不比较", Vec::new(), None);
}
