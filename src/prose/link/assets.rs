//! What is owned (国有资产): its value in the text is that of the table that lists it, where there is one.

use super::{
    super::{Claim, Doubt, Measure, Must, Operand, Prose, Reading, Role},
    words::plain,
};
use crate::{
    model::{CellRef, Disclosure, Status, Table, text::name_key},
    relations::Header,
};

/// What all that is listed is called, in the text and in the row that states it.
const ALL: &[&str] = &["固定资产", "资产"];
/// Words behind it.
const ENDS: &[&str] = &["金额", "总额", "价值", "总值", "总计", "合计", "原值", "账面原值", "账面价值", ""];
/// What is only a part of it, or is still to be bought.
const OTHER: &[&str] = &["购置", "新增", "净值", "流动", "无形", "其他", "配置", "在建", "处置"];

/// Claims about the value of all that is owned.
pub(super) fn claims(d: &Disclosure, prose: &Prose, out: &mut Vec<Claim>) {
    let tables: Vec<(CellRef, &'static str)> = d.tables.iter().enumerate().filter_map(|(i, t)| stated(i, t)).collect();
    let [(cell, what)] = tables[..] else { return };
    for statement in &prose.statements {
        let Some(number) = prose.numbers.get(statement.number) else { continue };
        let is_value =
            matches!(statement.role, Role::Amount | Role::Before) && matches!(number.measure, Measure::Money(_));
        let topic = statement.topics.first().map(|t| plain(t)).unwrap_or_default();
        if statement.aside
            || !is_value
            || all_of(&topic) != Some(what)
            || out.iter().any(|c| c.stated == statement.number)
        {
            continue;
        }
        let must = Must::Equal(vec![(1, Operand::Cell(cell))]);
        let readings = vec![Reading { scope: String::new(), must }];
        // At cost or what is left of it: the words do not always say.
        out.push(Claim { rule: "N1", stated: statement.number, readings, doubt: Doubt::Other });
    }
}

/// The cell of a table of what is owned that states the value of all of it, and what that is called.
fn stated(index: usize, table: &Table) -> Option<(CellRef, &'static str)> {
    let title = plain(&table.title);
    if table.status != Status::Ok || !title.contains("资产") || OTHER.iter().any(|w| title.contains(w)) {
        return None;
    }
    let [panel] = &table.panels[..] else { return None };
    let header = Header::of(panel);
    let told = header.about().find(&|n| ["价值", "金额", "原值"].iter().any(|w| n.contains(w))).map(Header::value);
    let column = match told.as_deref() {
        Some([column]) => *column,
        Some(_) => return None,
        None => header.whole()?,
    };
    let row = panel.rows.iter().position(|r| r.role.is_total() || all_of(&name_key(&r.name)).is_some())?;
    let row_says = all_of(&name_key(&panel.rows.get(row)?.name));
    // 资产总额 of a table of 固定资产 is that of 固定资产.
    let what = if title.contains("固定资产") { "固定资产" } else { row_says.unwrap_or("资产") };
    Some((CellRef::new(index, 0, row, column), what))
}

/// What a name that means all that is owned calls it: `上年末固定资产金额` is 固定资产.
fn all_of(name: &str) -> Option<&'static str> {
    if OTHER.iter().any(|w| name.contains(w)) {
        return None;
    }
    ALL.iter().find(|all| ENDS.iter().any(|end| name.ends_with(&format!("{all}{end}")))).copied()
}
