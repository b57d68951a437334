//! The formula line: how the selected cell hangs together with others, and how that came out.

use egui::{Button, Frame, Label, Margin, RichText, ScrollArea, TextWrapMode, Ui};

use super::action::Action;
use super::grid::{GridView, Typing};
use super::theme::Palette;
use super::verdicts;
use super::workspace::DocId;
use crate::check::Verdict;
use crate::model::{CellRef, Spot, TextRef};
use crate::session::{Mode, Session};

/// What the line says about a cell, kept while cell and content stay the same: a total of a long table has
/// very many addends.
#[derive(Default)]
pub(super) struct FormulaLine {
    key: Option<(DocId, u64, CellRef)>,
    relations: Vec<usize>,
    shown: Option<(usize, String)>,
    /// The numbers of the text that were compared with the cell.
    texts: Vec<TextRef>,
}

impl FormulaLine {
    /// The relation that it shows.
    pub(super) fn relation(&self) -> Option<usize> {
        self.shown.as_ref().map(|(relation, _)| *relation)
    }

    fn update(&mut self, id: DocId, session: &Session, cell: CellRef, wanted: Option<usize>) {
        let key = Some((id, session.revision(), cell));
        if self.key != key {
            let texts = verdicts::naming(session, cell);
            *self = Self { key, relations: verdicts::relations(session, cell), shown: None, texts };
        }
        let wanted = wanted.filter(|r| self.relations.contains(r)).or(self.relations.first().copied());
        if self.shown.as_ref().map(|(relation, _)| *relation) != wanted {
            self.shown = wanted.map(|r| (r, session.checker().formula(session.disclosure(), r)));
        }
    }
}

pub(super) fn ui(
    ui: &mut Ui,
    line: &mut FormulaLine,
    view: &GridView,
    session: &Session,
    id: DocId,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    let frame = Frame::NONE.fill(p.paper).inner_margin(Margin::symmetric(12, 5));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(28.0);
            ui.set_max_height(28.0);
            let d = session.disclosure();
            let Some(field) = view.field(session) else {
                ui.weak("选中一个单元格，这里显示它和哪些数有勾稽关系。");
                return;
            };
            let chip = Frame::NONE.fill(p.head).corner_radius(5.0).inner_margin(Margin::symmetric(8, 3));
            // In a narrow window the formula has the greater part of the room.
            let widest = ui.available_width() * 0.42;
            let title = field.title(d);
            chip.show(ui, |ui| {
                ui.set_max_width(widest);
                ui.add(Label::new(&title).wrap_mode(TextWrapMode::Truncate)).on_hover_text(title)
            });
            if view.typing != Typing::Not {
                ui.weak("回车确定，Esc 放弃");
                return;
            }
            match field.cell() {
                Some(cell) => {
                    line.update(id, session, cell, view.relation);
                    relations(ui, line, session, id, cell, actions);
                }
                None => {
                    ui.weak("文字不参与勾稽");
                }
            }
        });
    });
    let rect = ui.min_rect();
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, p.line));
}

fn relations(ui: &mut Ui, line: &FormulaLine, session: &Session, id: DocId, cell: CellRef, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let Some((shown, text)) = &line.shown else {
        ui.weak("这个单元格不在任何勾稽关系里");
        texts_menu(ui, line, session, id, actions);
        return;
    };
    let shown = *shown;
    let checker = session.checker();
    let verdict = checker.outcome(shown).verdict;
    let ink = p.verdict(verdict).map_or(p.text, |tone| tone.ink);
    let broken_total = verdict == Verdict::Broken
        && session.mode() == Mode::Review
        && checker.relations().get(shown).is_some_and(|r| r.stated == cell);
    let suggestion = broken_total.then(|| verdicts::computed_value(session, cell)).flatten();

    // What stands at the right end is laid out first, so that a long formula cannot push it out of sight.
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        menu(ui, session, &line.relations, shown, actions);
        texts_menu(ui, line, session, id, actions);
        if let Some(value) = suggestion {
            let offer = format!("改为 {}", session.style(cell.table).write(value));
            let button = Button::new(RichText::new(offer).color(p.on_accent)).fill(p.accent);
            if ui.add(button).on_hover_text("把表列的数改为按分项算出的数，可以撤销").clicked() {
                actions.push(Action::Accept(id, cell));
            }
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let scroll = ScrollArea::horizontal().id_salt("formula").auto_shrink([false, true]);
            scroll.min_scrolled_width(0.0).show(ui, |ui| {
                let label = Label::new(RichText::new(text).color(ink)).wrap_mode(TextWrapMode::Extend);
                ui.add(label.selectable(true)).on_hover_text(text);
            });
        });
    });
}

/// The numbers of the text that name the cell.
fn texts_menu(ui: &mut Ui, line: &FormulaLine, session: &Session, id: DocId, actions: &mut Vec<Action>) {
    if line.texts.is_empty() {
        return;
    }
    ui.menu_button(format!("文中 {}", line.texts.len()), |ui| {
        ui.set_max_width(420.0);
        for text in &line.texts {
            if ui.button(super::prose::spot_title(session.disclosure(), Spot::Text(*text))).clicked() {
                actions.push(Action::GoToSpot(id, Spot::Text(*text)));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text("情况说明里说到这一格的数");
}

/// All relations of the cell and how each came out.
fn menu(ui: &mut Ui, session: &Session, all: &[usize], shown: usize, actions: &mut Vec<Action>) {
    let p = Palette::of(ui.ctx());
    let checker = session.checker();
    let d = session.disclosure();
    ui.menu_button(format!("勾稽 {}", all.len()), |ui| {
        ui.set_max_width(620.0);
        ui.label(RichText::new("这个单元格参与的勾稽关系，以及各自的结果").color(p.weak));
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for &i in all {
                let verdict = checker.outcome(i).verdict;
                let tone = p.verdict(verdict).filter(|_| i != shown);
                let ink = tone.map_or(p.text, |tone| tone.ink);
                let rule = checker.relations().get(i).map_or("", |r| r.rule);
                let text = format!("{} · {rule} · {}", verdict.name(), checker.formula(d, i));
                let button = Button::selectable(i == shown, RichText::new(text).color(ink)).wrap();
                if ui.add(button).clicked() {
                    actions.push(Action::ShowRelation(i));
                    ui.close();
                }
            }
        });
    })
    .response
    .on_hover_text("列出这个单元格参与的全部勾稽关系");
}
