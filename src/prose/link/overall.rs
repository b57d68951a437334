//! Texts inside the form of the whole agency: `2025年医保局年度预算总额227.23万元`.

use super::{
    Linker, Place, When,
    place::Headings,
    reading, sum,
    words::{Money, Thing, plain},
};
use crate::{
    model::{CellRef, ColumnRole, Disclosure, Kind, RowRole},
    prose::{Claim, Doubt, Measure, Must, Prose, Reading, Role, Statement},
};

/// What the whole budget of an agency is called there.
const WHOLE: &[&str] =
    &["预算总额", "年度预算", "部门预算", "总预算", "预算资金总额", "收支预算", "预算资金", "资金总额"];
/// These are parts of it.
const PARTS: &[&str] = &["项目", "基本", "人员", "公用", "采购", "三公", "拨款", "专项", "收入", "上年"];

/// The form that states the amount of the whole agency inside which this statement does too.
fn form(d: &Disclosure, prose: &Prose, statement: &Statement) -> Option<u32> {
    let number = prose.numbers.get(statement.number)?;
    let table = d.prose.get(number.at.section as usize)?.table?;
    let is_overall = d.tables.get(table as usize)?.kind == Kind::OverallPerformance;
    let is_amount = statement.role == Role::Amount && matches!(number.measure, Measure::Money(_));
    let name = statement.topics.first().map(|t| plain(t)).unwrap_or_default();
    let is_whole = WHOLE.iter().any(|w| name.ends_with(w)) && !PARTS.iter().any(|w| name.contains(w));
    (is_overall && is_amount && is_whole && statement.of.is_none()).then_some(table)
}

/// What a text inside the form of an agency says that the agency has in all is what the form says.
pub(super) fn claims(d: &Disclosure, prose: &Prose) -> Vec<Claim> {
    let claim = |statement: &Statement| {
        let must = Must::Equal(sum(1, &own(d, form(d, prose, statement)?)?));
        let readings = vec![Reading { scope: "整体绩效目标表".to_owned(), must }];
        Some(Claim { rule: "N1", stated: statement.number, readings, doubt: Doubt::Open })
    };
    prose.statements.iter().filter_map(claim).collect()
}

impl Linker<'_> {
    /// It is also what the tables say: all money, or that of the treasury.
    pub(super) fn whole_agency(&self, index: usize, out: &mut Vec<Claim>) {
        let Some((statement, _)) = self.statement(index) else { return };
        if form(self.tables.d, self.prose, statement).is_none() {
            return;
        }
        let place = |money| Place { money, grand: true, ..Place::under(&Headings::default()) };
        let whole = [(Thing::Spending, Money::All), (Thing::Income, Money::All), (Thing::Spending, Money::Fiscal)];
        let found = whole.into_iter().flat_map(|(thing, money)| self.tables.find(&thing, &place(money), When::Now));
        let readings: Vec<Reading> = found.map(|f| reading(&f, Must::Equal(sum(1, &f.cells)))).collect();
        if !readings.is_empty() {
            out.push(Claim { rule: "N1", stated: statement.number, readings, doubt: Doubt::Open });
        }
    }
}

/// What the form itself gives the agency in all: its only total, or all its sources where it has none.
fn own(d: &Disclosure, table: u32) -> Option<Vec<CellRef>> {
    let panel = d.tables.get(table as usize)?.panels.first()?;
    let amounts: Vec<u32> =
        (0u32..).zip(&panel.columns).filter(|(_, c)| c.role == ColumnRole::Amount).map(|(i, _)| i).collect();
    let [column] = amounts[..] else { return None };
    let rows = |wanted: fn(RowRole) -> bool| -> Vec<CellRef> {
        let rows = (0u32..).zip(&panel.rows).filter(|(_, r)| wanted(r.role));
        rows.map(|(row, _)| CellRef { table, panel: 0, row, column }).collect()
    };
    let totals = rows(RowRole::is_total);
    match totals.len() {
        0 => Some(rows(|r| r == RowRole::Item)).filter(|cells| !cells.is_empty()),
        1 => Some(totals),
        _ => None,
    }
}
