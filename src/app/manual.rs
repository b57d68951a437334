//! The rule manual (规则手册): every rule with what it says, why, on what basis, how to mend, and what is no error.

use egui::{Button, Label, RichText, ScrollArea, TextEdit, Ui, Window, vec2};

use super::paint;
use super::theme::Palette;
use crate::check::{OwnOutcome, Rulebook};
use crate::relations::{Rule, rules};

/// The manual while it is open.
#[derive(Default)]
pub(super) struct Manual {
    open: bool,
    shown: Option<String>,
    query: String,
    /// The list is to show where the page is.
    reveal: bool,
}

impl Manual {
    /// Opens the manual, at a rule if one is asked for.
    pub(super) fn show(&mut self, id: Option<String>) {
        self.open = true;
        if let Some(id) = id {
            self.query.clear();
            self.shown = Some(id);
            self.reveal = true;
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn close(&mut self) {
        self.open = false;
    }
}

/// Draws it. `own`: how the rules of one's own came out in the document on top.
pub(super) fn ui(ui: &Ui, manual: &mut Manual, book: &Rulebook, own: &[OwnOutcome]) {
    let room = ui.ctx().content_rect();
    let size = vec2((room.width() - 80.0).min(860.0), (room.height() - 140.0).min(560.0));
    let mut open = true;
    Window::new("规则手册")
        .open(&mut open)
        .collapsible(false)
        .default_size(size)
        .min_size(vec2(480.0, 260.0))
        .default_pos(room.center() - size / 2.0 - vec2(0.0, 10.0))
        .constrain(true)
        .show(ui.ctx(), |ui| {
            let p = Palette::of(ui.ctx());
            let height = ui.available_height();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(250.0, height), |ui| ui.vertical(|ui| list(ui, &p, manual, book)));
                ui.separator();
                ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
                    ui.vertical(|ui| page(ui, &p, manual, book, own))
                });
            });
        });
    manual.open = open;
}

fn is_found(rule: &Rule, query: &str) -> bool {
    let query = query.trim();
    let texts = [&rule.title, &rule.what, &rule.why, &rule.source, &rule.example, &rule.fix, &rule.not_errors];
    query.is_empty() || rule.id.eq_ignore_ascii_case(query) || texts.iter().any(|t| t.contains(query))
}

fn list(ui: &mut Ui, p: &Palette, manual: &mut Manual, book: &Rulebook) {
    ui.set_width(250.0);
    let field = TextEdit::singleline(&mut manual.query).hint_text("查找规则").desired_width(f32::INFINITY);
    let field = ui.add(field);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "查找规则"));
    let own = book.own.iter().filter_map(|r| book.page(r.id));
    let mut found: Vec<Rule> = rules().iter().cloned().chain(own).filter(|r| is_found(r, &manual.query)).collect();
    found.sort_by_key(|r| r.family);
    ScrollArea::vertical().id_salt("rules").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if found.is_empty() {
            ui.label(RichText::new("没有找到；换一个词试试。").color(p.weak));
        }
        let mut family = None;
        for rule in found {
            if family != Some(rule.family) {
                family = Some(rule.family);
                ui.add_space(6.0);
                ui.label(RichText::new(rule.family.name()).color(p.weak).size(12.0));
            }
            let on = manual.shown.as_deref() == Some(rule.id.as_str());
            let off = if book.off.contains(&rule.id) { "（已关闭）" } else { "" };
            let text = format!("{} {}{off}", rule.id, rule.title);
            let text = if off.is_empty() { RichText::new(text) } else { RichText::new(text).color(p.weak) };
            let entry = ui.add(Button::selectable(on, text).truncate());
            if on && std::mem::take(&mut manual.reveal) {
                entry.scroll_to_me(None);
            }
            if entry.clicked() {
                manual.shown = Some(rule.id.clone());
            }
        }
    });
}

/// How a rule of one's own came out in the document on top.
fn outcome(own: &OwnOutcome) -> String {
    if let Some(why) = &own.inapplicable {
        return format!("在这份公开中不适用：{why}");
    }
    let mut text = format!("在这份公开中：核对 {} 处，不成立 {} 处", own.compared, own.broken);
    if !own.not_compared.is_empty() {
        text.push_str(&format!("；未比较：{}", own.not_compared.join("，")));
    }
    text
}

fn page(ui: &mut Ui, p: &Palette, manual: &Manual, book: &Rulebook, own: &[OwnOutcome]) {
    let Some(id) = manual.shown.as_deref() else {
        ui.label(
            RichText::new("在左边选一条规则。每条规则写明：规则、为什么、依据、例、怎样改、不算错的情形。")
                .color(p.weak),
        );
        return;
    };
    let Some(rule) = book.page(id) else {
        ui.label(format!("规则 {id} 不在手册里，也不在载入的规则文件里。"));
        return;
    };
    paint::bold_label(ui, &format!("{} {}", rule.id, rule.title), 16.0);
    let mut about = vec![rule.family.name().to_owned()];
    if book.off.contains(&rule.id) {
        about.push("已关闭，不核对".to_owned());
    }
    if let Some(severity) = book.severities.get(&rule.id) {
        about.push(format!("按{}报", severity.name()));
    }
    ui.label(RichText::new(about.join(" · ")).color(p.weak));
    if let Some(own) = own.iter().find(|o| o.rule == rule.id) {
        ui.add(Label::new(outcome(own)).wrap());
    }
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt(("rule", &rule.id)).auto_shrink(false).show(ui, |ui| {
        for (title, text) in [
            ("规则", &rule.what),
            ("为什么", &rule.why),
            ("依据", &rule.source),
            ("例", &rule.example),
            ("怎样改", &rule.fix),
            ("不算错的情形", &rule.not_errors),
        ] {
            if text.trim().is_empty() {
                continue;
            }
            ui.label(RichText::new(title).color(p.accent).size(12.5));
            ui.add(Label::new(RichText::new(text).line_height(Some(21.0))).wrap().selectable(true));
            ui.add_space(6.0);
        }
    });
}
