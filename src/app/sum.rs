//! The ad-hoc sum (临时求和): what the selected cells come to, held against any other cell.

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Ui};

use super::action::Action;
use super::command::Command;
use super::names::table_name;
use super::prose;
use super::theme::Palette;
use super::workspace::{DocId, Workspace};
use crate::check::{Outcome, Verdict};
use crate::model::{CellRef, Decimal, Spot, Unit, with_thousands};
use crate::session::Session;

/// A sum that is kept while the user looks for the cell to compare it with.
#[derive(Default)]
pub(super) struct AdHocSum {
    held: Option<Held>,
}

struct Held {
    id: DocId,
    cells: Vec<CellRef>,
    /// The cursor stands where it stood when the sum was taken.
    waiting: Option<CellRef>,
    key: Option<(u64, CellRef)>,
    outcome: Option<Outcome>,
    sum: (u64, Option<Decimal>),
}

impl AdHocSum {
    /// Holds the sum of these cells.
    pub(super) fn hold(&mut self, id: DocId, cells: Vec<CellRef>, cursor: Option<CellRef>, session: &Session) {
        let sum = (session.revision(), total(session, &cells));
        self.held = Some(Held { id, cells, waiting: cursor, key: None, outcome: None, sum });
    }

    pub(super) fn is_open(&self) -> bool {
        self.held.is_some()
    }

    pub(super) fn close(&mut self) {
        self.held = None;
    }
}

/// Exactly, or not at all.
fn total(session: &Session, cells: &[CellRef]) -> Option<Decimal> {
    let values = cells.iter().filter_map(|at| session.disclosure().cell(*at)?.value);
    values.into_iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value))
}

pub(super) fn ui(ui: &mut Ui, sum: &mut AdHocSum, workspace: &mut Workspace, actions: &mut Vec<Action>) {
    let Some(held) = &mut sum.held else { return };
    let selected = workspace.grid_view().and_then(|(view, document)| {
        let cell = view.field(&document.session)?.cell()?;
        (document.id == held.id).then_some(cell)
    });
    let Some(document) = workspace.document(held.id) else {
        sum.held = None;
        return;
    };
    let session = &document.session;
    if held.sum.0 != session.revision() {
        held.sum = (session.revision(), total(session, &held.cells));
        held.key = None;
    }
    if selected != held.waiting {
        held.waiting = None;
    }
    let stated = selected.filter(|cell| held.waiting.is_none() && !held.cells.contains(cell));
    if let Some(cell) = stated {
        let key = Some((session.revision(), cell));
        if held.key != key {
            let has_value = session.disclosure().cell(cell).is_some_and(|c| c.value.is_some());
            held.outcome = has_value.then(|| session.checker().weigh(cell, &held.cells));
            held.key = key;
        }
    }
    let p = Palette::of(ui.ctx());
    let d = session.disclosure();
    let unit = held.cells.first().and_then(|c| d.tables.get(c.table as usize)).map_or(Unit::default(), |t| t.unit);
    let number = held.sum.1.map(with_thousands);
    let what = match &number {
        Some(number) => format!("{number} {}", unit.name()),
        None => "太大，算不出".to_owned(),
    };
    let table = held.cells.first().map(|c| table_name(d, c.table as usize)).unwrap_or_default();
    let (text, ink) = match (stated, held.outcome.filter(|_| stated.is_some())) {
        (Some(cell), Some(outcome)) => result(session, cell, &outcome, &p),
        (Some(_), None) => ("选中的格没有数，换一格比较。".to_owned(), p.weak),
        _ => ("再点一个单元格（哪张表的都行），看与它差多少。".to_owned(), p.weak),
    };
    let frame = Frame::NONE.fill(p.accent_soft).inner_margin(Margin::symmetric(12, 5));
    Panel::bottom("ad-hoc-sum").frame(frame).show(ui, |ui| {
        ui.allocate_ui_with_layout(
            egui::vec2(ui.available_width(), 24.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                if ui.button("关闭").on_hover_text("不再比较").clicked() {
                    actions.push(Action::Command(Command::CompareSum));
                }
                let all = format!("{}\t{text}", number.clone().unwrap_or_default());
                if ui.button("复制").on_hover_text("复制和数与比较的结果").clicked() {
                    ui.copy_text(all);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.label(format!("{table} {} 格之和 {what}", held.cells.len()));
                    ui.add(Label::new(RichText::new(&text).color(ink)).truncate()).on_hover_text(&text);
                });
            },
        );
    });
}

fn result(session: &Session, cell: CellRef, outcome: &Outcome, p: &Palette) -> (String, egui::Color32) {
    let place = prose::spot_title(session.disclosure(), Spot::Cell(cell));
    let difference = with_thousands(outcome.difference.abs());
    let allowed = outcome.allowed.normalize();
    let (how, ink) = match outcome.verdict {
        Verdict::Holds | Verdict::NotCompared => ("相等".to_owned(), p.green.ink),
        Verdict::Broken if outcome.allowed.is_zero() => (format!("差 {difference}"), p.red.ink),
        Verdict::Broken => (format!("差 {difference}，四舍五入最多差 {allowed}，解释不了"), p.red.ink),
        Verdict::DoubtfulRounding => {
            (format!("差 {difference}，四舍五入最多能差 {allowed}，但很少差到这么多"), p.amber.ink)
        }
        Verdict::Rounding | Verdict::Truncation => {
            (format!("差 {difference}，四舍五入可以解释（最多差 {allowed}）"), p.amber.ink)
        }
    };
    (format!("与 {place} 比较：{how}。"), ink)
}
