//! The compare view (对比): years or agencies side by side, as a chart over a table, with what changed from one
//! side to another and what the years say of each other beside it. It shows what [`compare`](crate::compare)
//! describes and changes nothing.
//!
//! `choice` is what is chosen, `made` what was worked out for it and when that is done anew. `head`, `chart`,
//! `table`, `side` and `cross` draw; `export` asks in which form and where something goes, `shell` carries it out.

mod alike;
mod bar;
mod chart;
mod choice;
mod cross;
mod describe;
mod export;
mod files;
mod head;
mod made;
mod shell;
mod side;
mod status;
mod table;

use egui::{Context, Frame, Margin, Panel, Ui};

use super::action::Action;
use super::paint;
use super::settings::Settings;
use super::theme::Palette;
use super::workspace::DocId;
use crate::compare::scene::Form;
use crate::compare::{Aspect, Order, Origin};
use crate::model::{Disclosure, Spot};
use crate::prose::Prose;
use crate::session::{Field, Session};
use choice::Choice;
pub(super) use export::{Ask, What};
use made::{Made, Subject};
pub(super) use side::{tally_ui, ui as side_ui};
pub(super) use status::{source, ui as status_ui};
use table::{Asked, Column, TableView};

/// What is wished for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wish {
    /// Ask in which form and where this goes.
    Ask(What),
    /// Choose the place with the system's dialog.
    Browse(Ask),
    /// Write it.
    Write(Ask),
    /// Copy the whole table.
    CopyAll,
    /// Copy the chart.
    CopyPicture,
}

/// A document that can be compared.
pub(super) struct Open<'a> {
    pub id: DocId,
    /// Which state of its content.
    pub content: u64,
    pub session: &'a Session,
    pub disclosure: &'a Disclosure,
    pub prose: &'a Prose,
}

impl<'a> Open<'a> {
    pub(super) fn of(id: DocId, session: &'a Session) -> Self {
        let (disclosure, prose) = (session.disclosure(), session.examiner().prose());
        Self { id, content: session.content(), session, disclosure, prose }
    }
}

/// The panel's state.
#[derive(Default)]
pub(super) struct ComparePanel {
    choice: Choice,
    made: Made,
    table: TableView,
    chart: chart::ChartView,
    bar: bar::Bar,
    alike: alike::Alike,
    foot: bar::Foot,
    /// The cross-year finding that is selected, and in which list of them.
    selected: Option<(u64, usize)>,
    /// Those that were dismissed are unfolded.
    shows_dismissed: bool,
    asked: Option<Ask>,
}

impl ComparePanel {
    /// Compares what is like this document.
    pub(super) fn start_from(&mut self, base: DocId) {
        self.choice.start_from(base);
    }

    /// Takes over what was chosen the last time.
    pub(super) fn restore(&mut self, settings: &Settings) {
        self.choice.order = if settings.compare_agencies { Order::Agencies } else { Order::Years };
        self.choice.subject = Subject::named(&settings.compare_topic);
        let form = Form::ALL.into_iter().find(|f| f.name() == settings.compare_form);
        self.chart.form = form.unwrap_or_default();
        self.choice.large = side::large(settings).unwrap_or_default();
    }

    /// Shows years or agencies.
    pub(super) fn choose(&mut self, order: Order, settings: &mut Settings) {
        if self.choice.order != order {
            self.choice.order = order;
            self.choice.forget_decisions();
        }
        settings.compare_agencies = order == Order::Agencies;
    }

    /// Puts the keyboard into the search field.
    pub(super) fn search(&mut self) {
        self.bar.wants_search = true;
    }

    /// The selection for the clipboard.
    pub(super) fn copied(&self) -> Option<String> {
        match self.alike.peers().filter(|_| self.shows_peers()) {
            Some(peers) => Some(peers.tsv()),
            None => Some(self.table.copied(self.made.comparison()?)),
        }
    }

    /// Selects everything.
    pub(super) fn select_all(&mut self) {
        self.table.select_all();
    }

    /// Follows documents and choice; to be called before anything of it is drawn.
    pub(super) fn follow(&mut self, open: &[Open], ctx: &Context) {
        self.made.follow(open, &mut self.choice, ctx);
        if self.shows_peers() {
            let taken: Vec<&Open> = open.iter().filter(|o| self.choice.takes(o, open)).collect();
            self.alike.follow(&taken, self.choice.base(open));
        }
        if let Some(comparison) = self.made.comparison() {
            let pair = self.choice.sides(comparison, &self.made.documents);
            self.table.follow(self.made.generation, comparison, pair);
            self.foot.follow(self.made.generation, comparison, pair);
        }
    }

    /// The same, and waits for what the years say of each other: what is written has all of it.
    pub(super) fn settle(&mut self, open: &[Open], ctx: &Context) {
        // What is being worked out may be what was chosen before.
        self.made.settle();
        self.follow(open, ctx);
        self.made.settle();
    }

    /// Whether agencies are shown by a few indicators.
    pub(super) fn shows_peers(&self) -> bool {
        self.choice.order == Order::Agencies && self.alike.chosen
    }

    /// The line of the table that a bar belongs to, brought into sight; of another table, that table first.
    fn reveal(&mut self, clicked: &chart::Clicked, open: &[Open], ctx: &Context) {
        if self.line_of(clicked).is_none()
            && let Some(aspect) = clicked.origin.and_then(|o| self.aspect_of(o, open))
        {
            self.choice.aspect = aspect;
            self.follow(open, ctx);
        }
        let line = self.line_of(clicked);
        if let (Some(line), Some(comparison)) = (line, self.made.comparison()) {
            self.table.reveal(line, self.made.generation, comparison);
        }
    }

    fn line_of(&self, clicked: &chart::Clicked) -> Option<usize> {
        let lines = &self.made.comparison()?.lines;
        let is_there = |o: Origin| lines.iter().position(|l| l.cells.iter().flatten().any(|p| p.origin == o));
        let row = |o: Origin| {
            let same = |p: &crate::compare::Point| {
                let (a, b) = (p.origin.cell, o.cell);
                p.origin.document == o.document && (a.table, a.panel, a.row) == (b.table, b.panel, b.row)
            };
            lines.iter().position(|l| l.cells.iter().flatten().any(same))
        };
        let of_key = || lines.iter().position(|l| l.key == clicked.key).filter(|_| clicked.origin.is_none());
        clicked.origin.and_then(|o| is_there(o).or_else(|| row(o))).or_else(of_key)
    }

    /// The table that a cell is in.
    fn aspect_of(&self, origin: Origin, open: &[Open]) -> Option<Aspect> {
        let id = self.made.documents.get(origin.document)?;
        let d = open.iter().find(|o| o.id == *id)?.disclosure;
        let kind = d.tables.get(origin.cell.table as usize)?.kind;
        let panel = origin.cell.panel as usize;
        let offers = self.made.offers();
        offers.iter().find(|o| (o.aspect.kind, o.aspect.panel) == (kind, panel)).map(|o| o.aspect.clone())
    }

    /// Where the cell under the cursor was taken from; `before`: on the side that it is compared with.
    fn target(&self, before: bool) -> Option<(DocId, Spot)> {
        let comparison = self.made.comparison()?;
        let (line, column) = self.table.under(comparison)?;
        let (from, to) = self.table.sheet.pair;
        let cell = |side: usize| line.cells.get(side).copied().flatten();
        let point = match column {
            Column::Reason if !before => {
                let reason = line.reasons.get(to)?.as_ref()?;
                return Some((*self.made.documents.get(reason.document)?, Spot::Text(reason.at)));
            }
            _ if before => cell(from),
            Column::Side(side) => cell(side),
            _ => cell(to).or_else(|| cell(from)),
        }?;
        Some((*self.made.documents.get(point.origin.document)?, Spot::Cell(point.origin.cell)))
    }
}

/// Draws the tab.
pub(super) fn ui(
    ui: &mut Ui,
    panel: &mut ComparePanel,
    open: &[Open],
    settings: &mut Settings,
    has_keyboard: bool,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    let margin = |top: i8| Frame::NONE.inner_margin(Margin { left: 14, right: 14, top, bottom: 4 });
    if !open.is_empty() {
        margin(8).show(ui, |ui| {
            head::ui(ui, panel, open, settings, actions);
            head::hint_ui(ui, panel, open, settings, actions);
        });
    }
    panel.follow(open, ui.ctx());
    if !head::has_sides(panel) {
        head::nothing_ui(ui, panel, open, actions);
        return;
    }
    if panel.shows_peers() {
        alike::ui(ui, panel, open, actions);
        return;
    }
    let room = ui.available_height();
    let chart = Panel::top("compare-chart")
        .frame(margin(0).fill(p.paper))
        .resizable(true)
        .default_size(settings.compare_chart * room)
        .size_range((110.0_f32).min(room * 0.4)..=(room - 190.0).max(120.0));
    let shown = chart.show(ui, |ui| chart::ui(ui, panel, open, settings, actions));
    if room > 0.0 {
        settings.compare_chart = (shown.response.rect.height() / room).clamp(0.05, 0.95);
    }
    if let Some(clicked) = shown.inner {
        panel.reveal(&clicked, open, ui.ctx());
    }
    margin(6).show(ui, |ui| bar::ui(ui, panel));
    panel.follow(open, ui.ctx());
    let foot = panel.foot.height(ui);
    let mut inner = ui.available_rect_before_wrap();
    inner.min.x += 12.0;
    inner.max.y -= foot;
    let builder = egui::UiBuilder::new().max_rect(inner).id_salt("compare-table");
    let asked = ui.scope_builder(builder, |ui| table_ui(ui, panel, open, has_keyboard)).inner;
    ui.advance_cursor_after_rect(inner);
    panel.foot.ui(ui);
    for asked in asked {
        match asked {
            Asked::Copy => {
                if let Some(text) = panel.copied() {
                    ui.copy_text(text);
                }
            }
            Asked::CopyAll => actions.push(Action::Compare(Wish::CopyAll)),
            Asked::Go | Asked::GoBefore => {
                let target = panel.target(asked == Asked::GoBefore);
                actions.extend(target.map(|(id, spot)| go(id, spot)));
            }
        }
    }
}

/// The action that shows a place.
fn go(id: DocId, spot: Spot) -> Action {
    match spot {
        Spot::Cell(cell) => Action::GoTo(id, Field::from(cell)),
        Spot::Text(at) => Action::ShowSentence(id, at),
    }
}

fn table_ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open], has_keyboard: bool) -> Vec<Asked> {
    let Some(comparison) = panel.made.comparison() else { return Vec::new() };
    if panel.table.sheet.rows.is_empty() {
        ui.add_space(18.0);
        ui.vertical_centered(|ui| {
            let text = if panel.table.filter.is_open() {
                "这张表没有可比的行。"
            } else {
                "没有符合条件的科目。"
            };
            ui.weak(text);
        });
        return Vec::new();
    }
    let pair = panel.table.sheet.pair;
    let places = describe::Places { ids: &panel.made.documents, open };
    let about = |shown: &table::Shown, column: Column| describe::about(comparison, shown, column, pair, &places);
    table::ui(ui, &mut panel.table, comparison, has_keyboard, &about)
}

/// Nothing to show: why, and the way on.
fn message_ui(ui: &mut Ui, title: &str, sentences: &[String]) {
    ui.add_space(ui.available_height() * 0.2);
    ui.vertical_centered(|ui| {
        paint::bold_label(ui, title, 16.0);
        ui.add_space(6.0);
        for sentence in sentences {
            ui.weak(sentence);
        }
        ui.add_space(10.0);
    });
}
