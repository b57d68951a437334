//! The three public expenses (“三公”经费): where each stands, this year's and last year's.

use super::{
    blocks::{Clock, When},
    words::Expense,
};
use crate::{
    model::{CellRef, Row, text::squeeze},
    relations::{Grid, Header},
};

/// What a row name or a header means. A name of the longer expense holds the words of its parts.
fn expense(text: &str) -> Option<Expense> {
    let text = squeeze(text);
    let has = |word: &str| text.contains(word);
    let runs = has("运行") || has("运维") || has("维护");
    Some(match () {
        () if has("机关运行") => return None,
        () if has("会议费") => Expense::Meeting,
        () if has("培训费") => Expense::Training,
        () if has("接待") => Expense::Reception,
        () if has("出国") => Expense::Abroad,
        () if has("购置") && runs => Expense::Cars,
        () if has("购置") => Expense::Purchase,
        () if runs => Expense::Running,
        () if has("公务用车") => Expense::Cars,
        () if has("三公") => Expense::Total,
        () => return None,
    })
}

fn is_total(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "合计" | "总计" | "小计")
}

/// The cell of an expense.
pub(super) fn cell(three: &Grid, wanted: Expense, when: When, clock: Clock) -> Option<CellRef> {
    let rows = &three.at.panel.rows;
    let listed = rows.iter().filter_map(|r| expense(&r.name)).any(|e| e != Expense::Total);
    // `2024年` and `2025年` stand one below the other.
    if rows.iter().any(|r| clock.when(&r.name).is_some()) {
        let row = rows.iter().position(|r| clock.when(&r.name) == Some(when))?;
        let [column] = column(three.header.about(), wanted)?[..] else { return None };
        return Some(three.at.cell(row, column));
    }
    let block = clock.block(&three.header, when)?;
    if listed {
        let row = rows.iter().position(|r| expense(&r.name) == Some(wanted));
        // Without 会议费 and 培训费 in it a plain 合计 is the total of the three.
        let more = rows.iter().any(|r| r.name.contains("会议费") || r.name.contains("培训费"));
        let total = || rows.iter().position(|r| r.role.is_total()).filter(|_| wanted == Expense::Total && !more);
        return Some(three.at.cell(row.or_else(total)?, block.whole()?));
    }
    let row = the_row(three)?;
    let [column] = column(block, wanted)?[..] else { return None };
    Some(three.at.cell(row, column))
}

/// The total that holds 会议费 and 培训费 too, where the table prints one beside that of the three.
pub(super) fn with_meetings(three: &Grid, when: When, clock: Clock) -> Option<CellRef> {
    let block = clock.block(&three.header, when)?;
    let has_more = |name: &str| name.contains("会议费") || name.contains("培训费");
    let rows = &three.at.panel.rows;
    if rows.iter().any(|r| has_more(&r.name)) {
        return Some(three.at.cell(three.total_row()?, block.whole()?));
    }
    block.find(&has_more)?;
    let row = the_row(three)?;
    let total = block.children.iter().find(|c| is_total(&c.name))?;
    Some(three.at.cell(row, total.column?))
}

/// The row of a table with the expenses side by side: its total, or its only row with amounts.
fn the_row(three: &Grid) -> Option<usize> {
    let states = |row: &&Row| row.cells.iter().any(|c| c.value.is_some());
    let rows = &three.at.panel.rows;
    let only = || if rows.iter().filter(states).count() == 1 { rows.iter().position(|r| states(&r)) } else { None };
    three.total_row().or_else(only)
}

/// The columns of an expense under a header: its own, or the 合计 of all for the total.
fn column(block: &Header, wanted: Expense) -> Option<Vec<usize>> {
    let named = block.find(&|name| expense(name) == Some(wanted)).map(Header::value);
    let beside = block.find(&|name| name.contains("会议费") || name.contains("培训费")).is_some();
    let total = || {
        let total = block.children.iter().find(|c| is_total(&c.name) && c.column.is_some());
        total.and_then(|c| c.column).map(|c| vec![c])
    };
    match wanted {
        Expense::Total => named.or_else(|| if beside { None } else { total() }),
        _ => named,
    }
}
