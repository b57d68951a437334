//! What the checker says about one cell, put for the formula line, tooltips and marks.

use egui::{RichText, Ui};
use rust_decimal::Decimal;

use super::theme::Palette;
use crate::check::Verdict;
use crate::model::{CellRef, TextRef};
use crate::session::Session;

/// The relations of a cell, the worst first; among equals those that state the cell come before those that
/// only add it up.
pub(super) fn relations(session: &Session, cell: CellRef) -> Vec<usize> {
    let checker = session.checker();
    let states = |i: usize| checker.relations().get(i).is_some_and(|r| r.stated == cell);
    let mut all: Vec<usize> = checker.relations_of(cell).collect();
    all.sort_by_key(|&i| (std::cmp::Reverse(checker.outcome(i).verdict), !states(i), i));
    all
}

/// The numbers of the text that were compared with a cell.
pub(super) fn naming(session: &Session, cell: CellRef) -> Vec<TextRef> {
    let numbers = session.examination().numbers.iter();
    numbers.filter(|n| n.links.iter().any(|l| l.cells.contains(&cell))).map(|n| n.at).collect()
}

/// What a cell must be by the worst of the broken relations that state it.
pub(super) fn computed_value(session: &Session, cell: CellRef) -> Option<Decimal> {
    let checker = session.checker();
    let broken = |i: &usize| {
        checker.relations().get(*i).is_some_and(|r| r.stated == cell) && checker.outcome(*i).verdict == Verdict::Broken
    };
    let relation = checker.relations_of(cell).find(broken)?;
    Some(checker.outcome(relation).computed)
}

/// Whether there is something to say about a cell.
pub(super) fn has_remark(session: &Session, cell: CellRef) -> bool {
    let marked = session.checker().mark(cell).is_some_and(|v| v > Verdict::Holds);
    marked || session.computed_by(cell).is_some() || session.disclosure().cell(cell).is_some_and(|c| c.inferred)
}

/// The sentences about a cell; `suspect`: it is likely wrong, and what it would have to be.
pub(super) fn remarks_ui(ui: &mut Ui, session: &Session, cell: CellRef, suspect: Option<Option<String>>) {
    let p = Palette::of(ui.ctx());
    ui.set_max_width(420.0);
    match suspect {
        Some(Some(value)) => {
            ui.label(RichText::new(format!("最可能有误：改为 {value}，相关的勾稽就都成立。")).color(p.red.ink));
        }
        Some(None) => {
            ui.label(RichText::new("可能有误：改它能使相关的勾稽成立，应是多少不止一种可能。").color(p.red.ink));
        }
        None => {}
    }
    let d = session.disclosure();
    let checker = session.checker();
    for i in relations(session, cell).into_iter().take(4) {
        let verdict = checker.outcome(i).verdict;
        if let Some(tone) = p.verdict(verdict) {
            ui.label(RichText::new(checker.formula(d, i)).color(tone.ink));
        }
    }
    if let Some(i) = session.computed_by(cell) {
        ui.label(format!("自动计算：{}", checker.formula(d, i)));
    }
    if let Some(found) = d.cell(cell) {
        if found.inferred {
            ui.label("这个数属于哪一列是按勾稽关系推断的，原文没有写明；请对照原文核实。");
        }
        let place = place_text(&found.place);
        if !place.is_empty() {
            ui.label(RichText::new(place).color(p.weak));
        }
    }
}

/// Where something stands in the source: `原文第 4 页第 120 行`.
pub(super) fn place_text(place: &crate::model::Place) -> String {
    match (place.page, place.line) {
        (Some(page), Some(line)) => format!("原文第 {page} 页，第 {line} 行"),
        (Some(page), None) => format!("原文第 {page} 页"),
        (None, Some(line)) => format!("原文第 {line} 行"),
        (None, None) => String::new(),
    }
}
