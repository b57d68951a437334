//! The line above the table: which table and money, between which sides, which lines; and what is said below it.

use egui::{Button, ComboBox, Key, RichText, TextEdit, Ui, WidgetInfo};

use super::ComparePanel;
use super::choice::{Pair, key_of};
use super::made::Kept;
use crate::app::theme::Palette;
use crate::compare::{Comparison, Only, Order};
use crate::model::parse_amount;

/// Which levels are shown.
const LEVELS: [(Option<u8>, &str); 3] = [(None, "全部级次"), (Some(1), "只看类"), (Some(2), "到款")];
/// Which lines are shown, by how they stand.
const ONLY: [(Only, &str); 5] = [
    (Only::All, "全部科目"),
    (Only::Changed, "有变化的"),
    (Only::New, "新增的"),
    (Only::Vanished, "取消的"),
    (Only::NewOrVanished, "新增和取消"),
];

/// What is being typed here.
#[derive(Debug, Default)]
pub(super) struct Bar {
    /// The search field is to take the keyboard.
    pub wants_search: bool,
    /// The least change as it is typed.
    least: String,
}

/// Draws the line.
pub(super) fn ui(ui: &mut Ui, panel: &mut ComparePanel) {
    ui.horizontal_wrapped(|ui| {
        aspects_ui(ui, panel);
        pair_ui(ui, panel);
        filters_ui(ui, panel);
    });
}

/// Which table, and which amount of its rows.
fn aspects_ui(ui: &mut Ui, panel: &mut ComparePanel) {
    let now = panel.choice.aspect.clone();
    let count = panel.made.documents.len();
    let combo = ComboBox::from_id_salt("compare-kind").width(130.0).height(420.0).selected_text(now.name());
    let shown = combo.show_ui(ui, |ui| {
        for offer in panel.made.offers() {
            let text = match offer.documents {
                all if all == count => offer.name.clone(),
                some => format!("{}（{some} 份有）", offer.name),
            };
            if ui.selectable_label(offer.aspect == now.by(""), text).clicked() {
                panel.choice.aspect = offer.aspect.by(&now.measure);
            }
        }
    });
    let name = now.name();
    shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, format!("对比的表 {name}")));
    let measures = panel.made.measures();
    if measures.len() > 1 {
        let word = |measure: &str| if measure.is_empty() { "合计".to_owned() } else { measure.to_owned() };
        let combo = ComboBox::from_id_salt("compare-measure").width(70.0).height(320.0);
        let shown = combo.selected_text(word(&now.measure)).show_ui(ui, |ui| {
            for measure in measures {
                if ui.selectable_label(*measure == now.measure, word(measure)).clicked() {
                    panel.choice.aspect.measure.clone_from(measure);
                }
            }
        });
        let text = format!("金额 {}", word(&now.measure));
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, &text));
    }
}

/// Between which sides the change is.
fn pair_ui(ui: &mut Ui, panel: &mut ComparePanel) {
    let Some(comparison) = panel.made.comparison().filter(|c| c.sides.len() > 1) else { return };
    let (from, to) = panel.choice.sides(comparison, &panel.made.documents);
    let ids = &panel.made.documents;
    let key = |side: usize| comparison.sides.get(side).and_then(|s| key_of(s, ids));
    let mut picked = (from, to);
    ui.label(if comparison.order == Order::Years { "增减" } else { "相差" });
    for (salt, name, at) in [("compare-from", "从", 0), ("compare-to", "到", 1)] {
        let now = if at == 0 { from } else { to };
        let label = |side: usize| comparison.sides.get(side).map_or("", |s| s.label.as_str());
        let combo = ComboBox::from_id_salt(salt).width(70.0).selected_text(label(now));
        let shown = combo.show_ui(ui, |ui| {
            for side in 0..comparison.sides.len() {
                if ui.selectable_label(side == now, label(side)).clicked() {
                    picked = if at == 0 { (side, to) } else { (from, side) };
                }
            }
        });
        let text = format!("增减{name} {}", label(now));
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, &text));
        if at == 0 {
            ui.label("→");
        }
    }
    let last = comparison.sides.len() - 1;
    let ends = ui.add_enabled(last > 1, Button::selectable((from, to) == (0, last) && last > 1, "首末"));
    let ends = ends.on_hover_text("第一个和最后一个之间的增减；再按一次回到最后两个").clicked();
    panel.choice.pair = match (ends, picked == (from, to)) {
        (true, _) if (from, to) == (0, last) => Pair::Last,
        (true, _) => Pair::Ends,
        (false, true) => return,
        (false, false) => match (key(picked.0), key(picked.1)) {
            (Some(from), Some(to)) => Pair::Of(from, to),
            _ => return,
        },
    };
}

fn filters_ui(ui: &mut Ui, panel: &mut ComparePanel) {
    let Some(comparison) = panel.made.comparison() else { return };
    let unit = comparison.unit.name();
    let filter = &mut panel.table.filter;
    let deepest = comparison.lines.iter().map(|l| l.level).max().unwrap_or(0);
    if deepest > 1 {
        let named = |level: Option<u8>| LEVELS.iter().find(|(l, _)| *l == level).map_or("", |(_, name)| *name);
        let combo = ComboBox::from_id_salt("compare-levels").width(76.0).selected_text(named(filter.level));
        let shown = combo.show_ui(ui, |ui| {
            for (level, name) in LEVELS.iter().filter(|(level, _)| level.is_none_or(|l| l < deepest)) {
                ui.selectable_value(&mut filter.level, *level, *name);
            }
        });
        let name = named(filter.level);
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, format!("级次 {name}")));
    }
    if comparison.sides.len() > 1 {
        let named = |only: Only| ONLY.iter().find(|(o, _)| *o == only).map_or("", |(_, name)| *name);
        let combo = ComboBox::from_id_salt("compare-only").width(76.0).selected_text(named(filter.only));
        let shown = combo.show_ui(ui, |ui| {
            for (only, name) in ONLY {
                ui.selectable_value(&mut filter.only, only, name);
            }
        });
        let name = named(filter.only);
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, format!("只看 {name}")));
        let bar = &mut panel.bar;
        let hint = format!("增减≥{unit}");
        let field = ui.add(TextEdit::singleline(&mut bar.least).desired_width(92.0).hint_text(&hint));
        field.widget_info(|| WidgetInfo::text_edit(true, "", &bar.least, &hint));
        let field = field.on_hover_text("只看增减不小于这个数的科目，不论增减");
        if field.changed() {
            filter.least = parse_amount(bar.least.trim()).map(|v| v.abs());
        }
    }
    let hint = "查找编码或名称";
    let field = ui.add(TextEdit::singleline(&mut filter.query).desired_width(120.0).hint_text(hint));
    field.widget_info(|| WidgetInfo::text_edit(true, "", &filter.query, hint));
    if std::mem::take(&mut panel.bar.wants_search) {
        field.request_focus();
    }
    if field.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        filter.query.clear();
    }
    if !filter.is_open() && ui.button("全部显示").on_hover_text("去掉所有筛选").clicked() {
        *filter = Default::default();
        panel.bar.least.clear();
    }
}

/// What is said below the table, made when comparison or sides change.
#[derive(Default)]
pub(super) struct Foot(Kept<FootKey, Vec<(Said, String)>>);

/// The number of the comparison, and the sides.
type FootKey = (u64, (usize, usize));

/// What kind of sentence it is.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Holds,
    Broken,
    Note,
}

impl Foot {
    /// Whether the changes add up, and the notes.
    pub(super) fn follow(&mut self, generation: u64, comparison: &Comparison, (from, to): (usize, usize)) {
        self.0.follow((generation, (from, to)), || {
            let control = comparison.control(from, to).filter(|_| from != to);
            let said = |holds| if holds { Said::Holds } else { Said::Broken };
            let control = control.map(|c| (said(c.holds()), c.text(comparison.unit.name())));
            control.into_iter().chain(comparison.notes.iter().map(|n| (Said::Note, n.clone()))).collect()
        });
    }

    fn lines(&self) -> &[(Said, String)] {
        self.0.get().map_or(&[], Vec::as_slice)
    }

    /// How much room the sentences want.
    pub(super) fn height(&self, ui: &Ui) -> f32 {
        let width = (ui.available_width() - 60.0).max(100.0);
        let font = egui::FontId::proportional(12.5);
        let line = |(_, text): &(Said, String)| {
            // Chinese text breaks anywhere, so that its width tells how many lines it takes.
            let text: f32 = ui.fonts_mut(|f| text.chars().map(|c| f.glyph_width(&font, c)).sum());
            (text / width).ceil().max(1.0) * 18.0 + 4.0
        };
        let height: f32 = self.lines().iter().map(line).sum();
        (height + 8.0).min(ui.available_height() * 0.3)
    }

    /// What a reader must know.
    pub(super) fn ui(&self, ui: &mut Ui) {
        let p = Palette::of(ui.ctx());
        let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 14, right: 14, top: 4, bottom: 2 });
        frame.show(ui, |ui| {
            egui::ScrollArea::vertical().id_salt("compare-notes").auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (kind, text) in self.lines() {
                    ui.horizontal_top(|ui| {
                        let (word, ink) = match kind {
                            Said::Holds => ("平", p.green.ink),
                            Said::Broken => ("不平", p.red.ink),
                            Said::Note => ("注", p.amber.ink),
                        };
                        ui.label(RichText::new(word).size(12.5).color(ink));
                        ui.add(egui::Label::new(RichText::new(text).size(12.5).color(p.weak)).wrap());
                    });
                }
            });
        });
    }
}
