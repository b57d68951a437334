//! The right side: what was found, to filter and to go to.

use std::collections::BTreeSet;

use egui::{Frame, Label, Margin, Rect, RichText, ScrollArea, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::action::Action;
use super::command::Command;
use super::paint;
use super::theme::Palette;
use super::workspace::{DocId, Document, Tab, Workspace, table_title};
use crate::check::{Family, Finding, Severity};
use crate::model::{CellRef, TextRef, with_thousands};

/// What a finding is about. Its place in the list changes with every edit; this does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FindingKey {
    rule: &'static str,
    pub(super) relation: Option<usize>,
    pub(super) cell: Option<CellRef>,
    pub(super) text: Option<TextRef>,
    pub(super) table: Option<u32>,
}

impl FindingKey {
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule,
            relation: finding.relation,
            cell: finding.cells.first().copied(),
            text: finding.texts.first().copied(),
            table: finding.table,
        }
    }
}

/// Which findings are shown, and which one was visited last.
pub(super) struct FindingsPanel {
    hidden: BTreeSet<Severity>,
    family: Option<Family>,
    this_table: bool,
    selected: Option<(DocId, FindingKey)>,
    scroll: bool,
    /// How many entries are drawn; more are drawn when asked for.
    limit: usize,
    list: List,
}

/// The findings that pass the filters, kept while filters, document and content stay the same.
#[derive(Default)]
struct List {
    key: Option<(DocId, u64, ListFilter)>,
    shown: Vec<usize>,
    /// All findings by severity.
    counts: Vec<(Severity, usize)>,
    families: BTreeSet<Family>,
}

/// Severities that are hidden, the family and the table that are asked for.
type ListFilter = (BTreeSet<Severity>, Option<Family>, Option<usize>);

/// So many entries are drawn at first, and more each time that they are asked for.
const PAGE: usize = 100;

impl Default for FindingsPanel {
    fn default() -> Self {
        // 尾差 is nearly everywhere and nearly always innocent: it is folded away until asked for.
        let hidden = BTreeSet::from([Severity::Hint]);
        let list = List::default();
        Self { hidden, family: None, this_table: false, selected: None, scroll: false, limit: PAGE, list }
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

    /// The findings that pass the filters, the worst first.
    pub(super) fn shown(&mut self, document: &Document, table: Option<usize>) -> &[usize] {
        let table = table.filter(|_| self.this_table);
        let filter = (self.hidden.clone(), self.family, table);
        let key = Some((document.id, document.session.revision(), filter));
        if self.list.key != key {
            let findings = document.session.findings();
            let in_table = |f: &Finding| table.is_none_or(|t| f.cells.iter().any(|c| c.table as usize == t));
            let mut shown: Vec<usize> = findings
                .iter()
                .enumerate()
                .filter(|(_, f)| self.shows(f.severity) && self.family.is_none_or(|family| f.family == family))
                .filter(|(_, f)| in_table(f))
                .map(|(i, _)| i)
                .collect();
            shown.sort_by_key(|&i| findings.get(i).map(|f| f.severity));
            let severities = [Severity::Error, Severity::Warning, Severity::Missing, Severity::Hint];
            let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
            let counts = severities.map(|s| (s, count(s))).into_iter().filter(|(_, n)| *n > 0).collect();
            self.list = List { key, shown, counts, families: findings.iter().map(|f| f.family).collect() };
            self.limit = PAGE;
        }
        &self.list.shown
    }

    /// The finding after (or before) the one visited last, around the end.
    pub(super) fn neighbour(&self, document: &Document, shown: &[usize], forward: bool) -> Option<usize> {
        let here = shown.iter().position(|i| self.is_selected(document, *i));
        let count = shown.len();
        let next = match (here, forward) {
            (Some(at), true) => (at + 1) % count.max(1),
            (Some(at), false) => (at + count.max(1) - 1) % count.max(1),
            (None, true) => 0,
            (None, false) => count.saturating_sub(1),
        };
        shown.get(next).copied()
    }

    /// How many entries to draw, so that the one visited last is among them when it is to be seen.
    fn limit_for(&mut self, document: &Document, shown: &[usize]) -> usize {
        if self.scroll {
            let at = shown.iter().position(|i| self.is_selected(document, *i)).unwrap_or(0);
            self.limit = self.limit.max((at / PAGE + 1) * PAGE);
        }
        self.limit
    }

    /// Remembers a finding as the one visited last.
    pub(super) fn select(&mut self, id: DocId, key: FindingKey) {
        self.selected = Some((id, key));
        self.scroll = true;
    }

    fn is_selected(&self, document: &Document, index: usize) -> bool {
        let finding = document.session.findings().get(index);
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
    let all = document.session.findings();
    Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 10, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            paint::bold_label(ui, "发现", 14.0);
            ui.label(RichText::new(format!("{} 条，显示 {} 条", all.len(), shown.len())).color(p.weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let next = Command::NextFinding;
                let keys = next.keys(ui.ctx());
                let button = ui.add_enabled(!shown.is_empty(), egui::Button::new(format!("{keys} 下一条")).small());
                if button.on_hover_text(next.tooltip()).clicked() {
                    actions.push(Action::Command(next));
                }
            });
        });
        ui.add_space(2.0);
        filters(ui, &p, panel);
    });
    let line = ui.min_rect();
    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, p.line));
    ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if shown.is_empty() {
            nothing(ui, &p, panel, document);
        }
        let (limit, total) = (panel.limit_for(document, &shown), shown.len());
        for index in shown.into_iter().take(limit) {
            if let Some(finding) = all.get(index) {
                entry(ui, &p, panel, document, index, finding, actions);
            }
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
    });
}

fn filters(ui: &mut Ui, p: &Palette, panel: &mut FindingsPanel) {
    let (counts, families) = (panel.list.counts.clone(), panel.list.families.clone());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
        for (severity, count) in &counts {
            let severity = *severity;
            let on = panel.shows(severity);
            let text = format!("{} {count}", severity.name());
            if paint::chip(ui, p, Some(severity), &text, p.severity(severity), on).clicked() {
                panel.set(severity, !on);
            }
        }
        if families.len() > 1 {
            for family in families {
                let on = panel.family == Some(family);
                if paint::chip(ui, p, None, family.name(), p.grey, on).clicked() {
                    panel.family = if on { None } else { Some(family) };
                }
            }
        }
        if !counts.is_empty() && paint::chip(ui, p, None, "只看本表", p.grey, panel.this_table).clicked() {
            panel.this_table = !panel.this_table;
        }
    });
}

fn nothing(ui: &mut Ui, p: &Palette, panel: &FindingsPanel, document: &Document) {
    let hints = panel.list.counts.iter().find(|(s, _)| *s == Severity::Hint).map_or(0, |(_, n)| *n);
    Frame::NONE.inner_margin(Margin::symmetric(12, 14)).show(ui, |ui| {
        let text = if document.session.counts().all == 0 {
            "没有可核对的勾稽关系：没有认出带金额的表格。".to_owned()
        } else if document.session.findings().is_empty() {
            "没有发现问题：能核对的勾稽关系都成立。".to_owned()
        } else if hints > 0 && !panel.shows(Severity::Hint) {
            format!("没有错误、警告和缺失；另有 {hints} 条提示（尾差等）折叠着，点上面的“提示”展开。")
        } else {
            "没有符合筛选条件的发现；点上面的标签放宽条件。".to_owned()
        };
        ui.add(Label::new(RichText::new(text).color(p.weak)).wrap());
    });
}

fn entry(
    ui: &mut Ui,
    p: &Palette,
    panel: &mut FindingsPanel,
    document: &Document,
    index: usize,
    finding: &Finding,
    actions: &mut Vec<Action>,
) {
    let selected = panel.is_selected(document, index);
    let tone = p.severity(finding.severity);
    let background = ui.painter().add(egui::Shape::Noop);
    let inner = Frame::NONE.inner_margin(Margin { left: 40, right: 10, top: 9, bottom: 9 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.add(Label::new(RichText::new(&finding.message).line_height(Some(19.0))).wrap());
        if let Some(cause) = &finding.cause {
            ui.add(Label::new(RichText::new(cause).color(tone.ink).size(12.5)).wrap());
        }
        ui.add(Label::new(RichText::new(place(document, finding)).color(p.weak).size(12.0)).wrap());
    });
    let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), inner.response.rect.y_range());
    let response = ui.interact(rect, ui.scope_id().with(("finding", index)), Sense::click());
    let fill = if selected || response.hovered() || response.has_focus() { p.accent_soft } else { p.paper };
    let painter = ui.painter();
    painter.set(background, egui::Shape::rect_filled(rect, 0.0, fill));
    if selected {
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, p.accent);
        if std::mem::take(&mut panel.scroll) {
            response.scroll_to_me(None);
        }
    }
    let icon = Rect::from_min_size(pos2(rect.left() + 13.0, rect.top() + 11.0), Vec2::splat(18.0));
    paint::severity(painter, icon, finding.severity, tone, true);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    let label = format!("{}：{}", finding.severity.name(), finding.message);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, selected, &label));
    let figures = figures(finding);
    let response = if figures.is_empty() { response } else { response.on_hover_text(figures) };
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(Action::GoToFinding(document.id, FindingKey::of(finding)));
    }
}

/// Stated, computed, difference and what rounding allows.
fn figures(finding: &Finding) -> String {
    let named = [
        ("表列", finding.stated),
        ("算得", finding.computed),
        ("差", finding.difference),
        ("尾差容许", finding.allowed),
    ];
    let parts = named.iter().filter_map(|(name, value)| value.map(|v| format!("{name} {}", with_thousands(v))));
    parts.collect::<Vec<_>>().join("　")
}

/// `表内 · 支出总表 · V2`.
fn place(document: &Document, finding: &Finding) -> String {
    let d = document.session.disclosure();
    let tables: BTreeSet<u32> = finding.cells.iter().map(|c| c.table).collect();
    let first = finding.cells.first().map(|c| c.table);
    let names = first.into_iter().chain(tables.into_iter().filter(|t| Some(*t) != first));
    let names: Vec<&str> = names.filter_map(|t| d.tables.get(t as usize).map(table_title)).take(3).collect();
    let mut parts = vec![finding.family.name().to_owned()];
    if !names.is_empty() {
        parts.push(names.join("、"));
    }
    parts.push(finding.rule.to_owned());
    parts.join(" · ")
}
