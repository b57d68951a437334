//! What the years say of each other (跨年发现), and what a reviewer says of that. An entry of the review is kept with the
//! document that is accused: it is changed, undone and saved with it.

use egui::{Frame, Label, Margin, RichText, Sense, Ui};

use super::describe::Places;
use super::{ComparePanel, Open, go};
use crate::app::action::Action;
use crate::app::findings::{Card, fold, menu, said, said_ui};
use crate::app::theme::Palette;
use crate::app::workspace::DocId;
use crate::check::{Finding, Severity};
use crate::compare::across::{Across, CrossFinding};
use crate::model::{ReviewEntry, ReviewStatus, Spot};
use crate::session::Edit;

/// A finding in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Index into [`Across::findings`].
    pub index: usize,
    pub severity: Severity,
    pub status: ReviewStatus,
    pub seen: bool,
}

/// The findings by what was said of them.
#[derive(Debug, Default)]
pub(super) struct Reviewed {
    /// Those that nobody dismissed.
    pub open: Vec<Line>,
    /// The others.
    pub dismissed: Vec<Line>,
}

impl Reviewed {
    /// `documents` are those that were examined.
    pub(super) fn of(across: &Across, documents: &[&Open]) -> Self {
        let line = |(index, found): (usize, &CrossFinding)| {
            let session = documents.get(found.document)?.session;
            let status = session.said(&found.finding).map_or(ReviewStatus::Open, |entry| entry.status);
            Some(Line { index, severity: found.finding.severity, status, seen: session.is_seen(&found.finding) })
        };
        let lines = across.findings.iter().enumerate().filter_map(line);
        let (dismissed, open) = lines.partition(|line| line.status == ReviewStatus::Dismissed);
        Self { open, dismissed }
    }
}

impl ComparePanel {
    /// The finding that was gone to last, with the document that it accuses.
    pub(in crate::app) fn finding_in_hand(&self) -> Option<(DocId, Finding)> {
        let (list, index) = self.selected?;
        let found = self.made.across()?.findings.get(index).filter(|_| list == self.made.listed())?;
        Some((*self.made.documents.get(found.document)?, found.finding.clone()))
    }
}

/// Draws the list.
pub(super) fn ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open], p: &Palette, actions: &mut Vec<Action>) {
    let Some(across) = panel.made.across() else { return };
    let reviewed = panel.made.reviewed();
    let places = Places { ids: &panel.made.documents, open };
    if reviewed.open.is_empty() {
        let text = match (reviewed.dismissed.len(), across.held.len()) {
            (0, 0) => "没有可以跨年核对的数：要打开同一部门相邻的两个年度，或一份列有上年数的公开。",
            (0, _) => "没有发现跨年不符。",
            (_, _) => "没有要看的跨年发现：查出的都已排除，列在下面。",
        };
        Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 2, bottom: 8 }).show(ui, |ui| {
            ui.add(Label::new(RichText::new(text).color(p.weak)).wrap());
        });
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    // Of the later side first, then of the years before it, the nearest first.
    let latest = panel.made.comparison().and_then(|c| c.sides.get(panel.table.sheet.pair.1)).map(|s| s.document);
    let year = |document: usize| places.document(document).and_then(|d| d.year);
    let mut order: Vec<(&Line, &CrossFinding)> =
        reviewed.open.iter().filter_map(|line| Some((line, across.findings.get(line.index)?))).collect();
    order.sort_by_key(|(_, f)| (Some(f.document) != latest, std::cmp::Reverse(year(f.document))));
    let list = panel.made.listed();
    let mut clicked = None;
    for (line, found) in order {
        if entry_ui(ui, p, &places, found, line, panel.selected == Some((list, line.index)), actions) {
            clicked = Some((list, line.index));
        }
    }
    let dismissed = &reviewed.dismissed;
    if !dismissed.is_empty() {
        let mut is_open = panel.shows_dismissed;
        fold(ui, p, &format!("已排除 {} 条", dismissed.len()), &mut is_open);
        for found in dismissed.iter().filter(|_| is_open).filter_map(|line| across.findings.get(line.index)) {
            if let Some(document) = places.open(found.document) {
                said_ui(ui, p, document.id, &said(document.session, &found.finding), "恢复", actions);
            }
        }
        panel.shows_dismissed = is_open;
    }
    panel.selected = clicked.or(panel.selected);
}

/// Where the finding is in the document that it accuses.
fn own_spot(found: &CrossFinding) -> Option<Spot> {
    let text = found.finding.texts.first().copied().map(Spot::Text);
    text.or_else(|| found.finding.cells.first().copied().map(Spot::Cell))
}

/// One finding; whether it was clicked.
fn entry_ui(
    ui: &mut Ui,
    p: &Palette,
    places: &Places,
    found: &CrossFinding,
    line: &Line,
    selected: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let finding = &found.finding;
    let Some(accused) = places.open(found.document) else { return false };
    let (id, session) = (accused.id, accused.session);
    let card = Card { finding, status: line.status, seen: line.seen, selected };
    let response = card.ui(ui, p, ("cross", line.index), |ui| {
        let own = own_spot(found).map(|spot| (found.document, spot));
        for (document, spot) in own.into_iter().chain(found.against.iter().copied().take(3)) {
            let text = RichText::new(places.spot(document, spot)).size(12.5).color(p.accent);
            let link = ui.add(Label::new(text).truncate().sense(Sense::click()));
            if link.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("到这里去看").clicked()
                && let Some(id) = places.ids.get(document)
            {
                actions.push(go(*id, spot));
            }
        }
        let note = session.said(finding).map_or("", |entry| entry.note.as_str());
        card.last_line(ui, p, &format!("{} · {}", finding.family.name(), finding.rule), note);
        // A click on the entry leads away, so what can be decided is offered with each.
        ui.horizontal_wrapped(|ui| {
            let small = |text: &str| egui::Button::new(RichText::new(text).size(12.5));
            let decide = |status| ReviewEntry { status, ..said(session, finding) };
            if ui.add(small("确认").selected(line.status == ReviewStatus::Confirmed)).clicked() {
                let is_on = line.status == ReviewStatus::Confirmed;
                let status = if is_on { ReviewStatus::Open } else { ReviewStatus::Confirmed };
                actions.push(Action::Edit(id, Edit::Review(vec![decide(status)])));
            }
            if ui.add(small("排除…")).clicked() {
                actions.push(Action::AskSay(id, decide(ReviewStatus::Dismissed)));
            }
            ui.menu_button(RichText::new("更多").size(12.5).color(p.text), |ui| {
                menu(ui, id, session, finding, line.status, actions);
            });
        });
    });
    response.context_menu(|ui| menu(ui, id, session, finding, line.status, actions));
    let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    if clicked {
        // Both places are opened; that of the document which is accused comes on top.
        let against = found.against.first().copied();
        let own = own_spot(found).map(|spot| (found.document, spot));
        for (document, spot) in against.into_iter().chain(own) {
            actions.extend(places.ids.get(document).map(|id| go(*id, spot)));
        }
    }
    clicked
}
