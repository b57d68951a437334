//! The right side: what was found, to filter, to go to and to decide on.
//!
//! `list` says which findings are shown and in which order, `filters` asks, `entry` draws one (`card` is what it has in
//! common with those of other lists), `say` is what can be said of it, and `rest` lists below them what was dismissed and what no longer comes up.

mod card;
mod entry;
mod filters;
mod list;
mod rest;
mod say;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use egui::{Frame, Label, Margin, Rect, RichText, ScrollArea, Sense, Stroke, Ui, vec2};

use super::action::Action;
use super::command::Command;
use super::paint;
use super::theme::Palette;
use super::workspace::{DocId, Document, Tab, Workspace};
use crate::check::{Family, Finding, Severity};
use crate::model::{CellRef, TextRef};

pub(super) use card::{Card, menu};
use list::{Filter, Item, List, Order, Standing};
pub(super) use rest::{entry as said_ui, fold};
pub(super) use say::Say;
pub(super) use say::said;

/// What a finding is about. Its place in the list changes with every edit; this does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FindingKey {
    pub(super) rule: &'static str,
    pub(super) relation: Option<usize>,
    pub(super) cell: Option<CellRef>,
    pub(super) text: Option<TextRef>,
    pub(super) table: Option<u32>,
    /// Of its words, where nothing else tells it from others of its rule.
    words: u64,
}

impl FindingKey {
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule,
            relation: finding.relation,
            cell: finding.cells.first().copied(),
            text: finding.texts.first().copied(),
            table: finding.table,
            words: if finding.relation.is_some() { 0 } else { hash(&finding.message) },
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Which findings are shown, and which one was visited last.
pub(super) struct FindingsPanel {
    hidden: BTreeSet<Severity>,
    family: Option<Family>,
    this_table: bool,
    standing: Standing,
    query: String,
    order: Order,
    selected: Option<(DocId, FindingKey)>,
    /// The rule of the entry that has the keyboard.
    pub(super) focused: Option<&'static str>,
    scroll: bool,
    /// How many entries are drawn; more are drawn when asked for.
    limit: usize,
    list: List,
    rest: rest::Rest,
}

/// So many entries are drawn at first, and more each time that they are asked for.
const PAGE: usize = 100;

impl Default for FindingsPanel {
    fn default() -> Self {
        Self {
            // 尾差 is nearly everywhere and nearly always innocent: it is folded away until asked for.
            hidden: BTreeSet::from([Severity::Hint]),
            family: None,
            this_table: false,
            standing: Standing::All,
            query: String::new(),
            order: Order::default(),
            selected: None,
            focused: None,
            scroll: false,
            limit: PAGE,
            list: List::default(),
            rest: rest::Rest::default(),
        }
    }
}

impl FindingsPanel {
    /// Whether findings of this severity are listed.
    pub(super) fn shows(&self, severity: Severity) -> bool {
        !self.hidden.contains(&severity)
    }

    /// Lists findings of this severity, or not.
    pub(super) fn set(&mut self, severity: Severity, shown: bool) {
        if shown {
            self.hidden.remove(&severity);
        } else {
            self.hidden.insert(severity);
        }
    }

    /// The findings that pass the filters, in their order.
    pub(super) fn shown(&mut self, document: &Document, table: Option<usize>) -> &[Item] {
        let filter = Filter {
            hidden: self.hidden.clone(),
            family: self.family,
            table: table.filter(|_| self.this_table),
            standing: self.standing,
            query: self.query.clone(),
            order: self.order,
        };
        if self.list.follow(document, filter) {
            self.limit = PAGE;
        }
        &self.list.items
    }

    /// The finding after (or before) the one visited last, around the end.
    pub(super) fn neighbour<'s>(&self, document: &'s Document, shown: &[Item], forward: bool) -> Option<&'s Finding> {
        let here = shown.iter().position(|item| self.is_selected(document, item));
        let count = shown.len().max(1);
        let next = match (here, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        shown.get(next)?.finding(&document.session)
    }

    /// The finding visited last, as long as it comes up.
    pub(super) fn selected<'s>(&self, document: &'s Document) -> Option<&'s Finding> {
        let (_, key) = self.selected.filter(|(id, _)| *id == document.id)?;
        let session = &document.session;
        session.findings().iter().chain(session.dismissed()).find(|f| FindingKey::of(f) == key)
    }

    /// How many entries to draw, so that the one visited last is among them when it is to be seen.
    fn limit_for(&mut self, document: &Document, shown: &[Item]) -> usize {
        if self.scroll {
            let at = shown.iter().position(|item| self.is_selected(document, item)).unwrap_or(0);
            self.limit = self.limit.max((at / PAGE + 1) * PAGE);
        }
        self.limit
    }

    /// Remembers a finding as the one visited last.
    pub(super) fn select(&mut self, id: DocId, key: FindingKey) {
        self.selected = Some((id, key));
        self.scroll = true;
    }

    fn is_selected(&self, document: &Document, item: &Item) -> bool {
        let finding = item.finding(&document.session);
        finding.is_some_and(|f| self.selected == Some((document.id, FindingKey::of(f))))
    }
}

pub(super) fn ui(ui: &mut Ui, panel: &mut FindingsPanel, workspace: &Workspace, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let Some(document) = workspace.current() else { return };
    let table = match workspace.tab() {
        Some(Tab::Table(_, table)) => Some(table),
        _ => None,
    };
    let shown = panel.shown(document, table).to_vec();
    Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 10, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            paint::bold_label(ui, "发现", 14.0);
            let all = document.session.findings().len();
            ui.label(RichText::new(format!("{all} 条，显示 {} 条", shown.len())).color(p.weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let next = Command::NextFinding;
                let keys = next.keys(ui.ctx());
                let button = ui.add_enabled(!shown.is_empty(), egui::Button::new(format!("{keys} 下一条")).small());
                if button.on_hover_text(next.tooltip()).clicked() {
                    actions.push(Action::Command(next));
                }
            });
        });
        progress(ui, &p, document);
        // Where nothing was found there is nothing to filter.
        if !document.session.findings().is_empty() || !document.session.dismissed().is_empty() {
            ui.add_space(2.0);
            filters::ui(ui, &p, panel);
        }
    });
    let line = ui.min_rect();
    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, p.line));
    panel.focused = None;
    ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if shown.is_empty() {
            nothing(ui, &p, panel, document);
        }
        let (limit, total) = (panel.limit_for(document, &shown), shown.len());
        for item in shown.iter().take(limit) {
            if let Some(group) = &item.group {
                heading(ui, &p, group);
            }
            entry::ui(ui, &p, panel, document, item, actions);
        }
        if total > limit {
            ui.add_space(8.0);
            ui.vertical_centered(|ui| {
                if ui.button(format!("再显示 {} 条，还有 {} 条", PAGE.min(total - limit), total - limit)).clicked()
                {
                    panel.limit = limit + PAGE;
                }
            });
            ui.add_space(8.0);
        }
        rest::ui(ui, &p, panel, document, actions);
    });
}

/// How much was looked at.
fn progress(ui: &mut Ui, p: &Palette, document: &Document) {
    let progress = document.session.progress();
    let (seen, all) = progress.findings;
    if all == 0 {
        return;
    }
    let left = all - seen.min(all);
    let text =
        if left == 0 { format!("{all} 条都已看过") } else { format!("已看 {seen} / {all}，还有 {left} 条") };
    let tip = format!(
        "发现（不计提示）：已看 {seen} / {all}；表：已看 {} / {}；情况说明：已看 {} / {} 节",
        progress.tables.0, progress.tables.1, progress.sections.0, progress.sections.1
    );
    ui.horizontal(|ui| {
        ui.label(RichText::new(&text).size(12.0).color(p.weak)).on_hover_text(&tip);
        let part = seen as f32 / all as f32;
        let (rect, bar) = ui.allocate_exact_size(vec2(ui.available_width(), 14.0), Sense::hover());
        let track = Rect::from_center_size(rect.center(), vec2(rect.width(), 4.0));
        ui.painter().rect_filled(track, 2.0, p.line);
        let done = Rect::from_min_size(track.min, vec2(track.width() * part, 4.0));
        ui.painter().rect_filled(done, 2.0, p.accent);
        bar.on_hover_text(tip);
    });
    if document.session.is_examining() {
        ui.add(Label::new(RichText::new("正在核对刚才的改动…").size(12.0).color(p.weak)));
    }
    if document.session.examination().gave_up {
        let text = "不平太多，没有找全最可能有误的数；改正一部分后会接着找。";
        ui.add(Label::new(RichText::new(text).size(12.0).color(p.weak)).wrap());
    }
}

fn heading(ui: &mut Ui, p: &Palette, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, p.head);
    let at = rect.left_center() + vec2(12.0, 0.0);
    let font = egui::FontId::proportional(12.5);
    paint::text(ui.painter(), at, egui::Align2::LEFT_CENTER, text, font, p.text, true);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
}

fn nothing(ui: &mut Ui, p: &Palette, panel: &FindingsPanel, document: &Document) {
    let session = &document.session;
    let hints = panel.list.counts.iter().find(|(s, _)| *s == Severity::Hint).map_or(0, |(_, n)| *n);
    let is_filtered =
        panel.family.is_some() || panel.this_table || panel.standing != Standing::All || !panel.query.trim().is_empty();
    Frame::NONE.inner_margin(Margin::symmetric(12, 14)).show(ui, |ui| {
        let text = if !session.findings().is_empty() && is_filtered {
            "没有符合筛选条件的发现；放宽上面的条件再看。".to_owned()
        } else if hints > 0 && !panel.shows(Severity::Hint) {
            format!("没有错误、警告和缺失；另有 {hints} 条提示（尾差等）折叠着，点上面的“提示”展开。")
        } else if !session.findings().is_empty() {
            "没有符合筛选条件的发现；点上面的标签放宽条件。".to_owned()
        } else if !session.dismissed().is_empty() {
            "没有要看的发现：查出的都已排除，列在下面。".to_owned()
        } else if session.counts().all == 0 {
            "没有可核对的勾稽关系：没有认出带金额的表格。".to_owned()
        } else {
            "没有发现问题：能核对的勾稽关系都成立。".to_owned()
        };
        ui.add(Label::new(RichText::new(text).color(p.weak)).wrap());
    });
}
