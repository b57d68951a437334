//! The head: whose figures, which documents, years or agencies; and the states in which there is nothing to show.

use std::collections::BTreeSet;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Align, Button, Frame, Layout, Margin, PopupCloseBehavior, RichText, Ui};

use super::{ComparePanel, Open, message_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::paint;
use crate::app::settings::Settings;
use crate::app::theme::Palette;
use crate::compare::Order;
use crate::model::{Stage, text::agency_key};

/// Draws the head.
pub(super) fn ui(
    ui: &mut Ui,
    panel: &mut ComparePanel,
    open: &[Open],
    settings: &mut Settings,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            orders_ui(ui, panel, settings);
            documents_ui(ui, panel, open, actions);
            if panel.choice.order == Order::Agencies {
                ways_ui(ui, panel);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (title, about) = title(panel, open);
                paint::bold_label(ui, &title, 16.0);
                ui.add(egui::Label::new(RichText::new(&about).color(p.weak)).truncate()).on_hover_text(about);
            });
        });
    });
}

/// Says what would be there with more, or other, documents, and offers it.
pub(super) fn hint_ui(
    ui: &mut Ui,
    panel: &mut ComparePanel,
    open: &[Open],
    settings: &mut Settings,
    actions: &mut Vec<Action>,
) {
    let p = Palette::of(ui.ctx());
    let taken: Vec<&Open> = open.iter().filter(|o| panel.choice.takes(o, open)).collect();
    let agencies: BTreeSet<String> = taken.iter().map(|o| agency_key(&o.disclosure.agency)).collect();
    let restates = panel.made.comparison().is_some_and(|c| c.sides.len() > 1);
    let (text, turn) = match (panel.choice.order, taken.as_slice()) {
        (Order::Years, [_]) if restates => {
            ("只打开了一个年度，上年数是这份文件自己所列的；打开上年的公开，才能核对它当年是不是这样公开的。", None)
        }
        (Order::Years, [_]) => {
            ("只有一个年度；再打开同一部门另一个年度的公开，就能看增减、更名的科目和跨年不符。", None)
        }
        (Order::Agencies, [_]) => ("只有一个部门；再打开同一年度别的部门的公开，就能放在一起比较。", None),
        (Order::Years, [_, _, ..]) if agencies.len() > 1 && agencies.len() == taken.len() => {
            ("选中的文件属于不同的部门；放在一起比较请用“按部门”。", Some(Order::Agencies))
        }
        _ => return,
    };
    Frame::NONE.fill(p.accent_soft).corner_radius(6.0).inner_margin(Margin::symmetric(10, 4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add(egui::Label::new(text).truncate()).on_hover_text(text);
            match turn {
                Some(order) => {
                    if ui.button("按部门比较").clicked() {
                        panel.choice.order = order;
                        settings.compare_agencies = order == Order::Agencies;
                    }
                }
                None => {
                    if ui.button(Command::Open.text()).on_hover_text(Command::Open.tooltip()).clicked() {
                        actions.push(Action::Command(Command::Open));
                    }
                }
            }
        });
    });
}

/// Whose figures they are, and which: `某街道办事处`, `部门预算 · 2023–2025 年`.
fn title(panel: &ComparePanel, open: &[Open]) -> (String, String) {
    let Some(base) = panel.choice.base(open).map(|o| o.disclosure) else { return Default::default() };
    let agency = if base.agency.is_empty() { "（未写明部门）" } else { &base.agency };
    let taken = open.iter().filter(|o| panel.choice.takes(o, open)).map(|o| o.disclosure);
    let mut stages: Vec<Stage> = Vec::new();
    let (mut years, mut agencies) = (Vec::new(), Vec::new());
    for d in taken {
        if !stages.contains(&d.stage) {
            stages.push(d.stage);
        }
        years.extend(d.year.filter(|y| !years.contains(y)));
        if !agencies.contains(&d.agency) {
            agencies.push(d.agency.clone());
        }
    }
    years.sort_unstable();
    let span = match years.as_slice() {
        [] => String::new(),
        [only] => format!("{only} 年"),
        [first, .., last] => format!("{first}–{last} 年"),
    };
    let stages = stages.iter().map(|s| s.name()).collect::<Vec<_>>().join("、");
    let title = match (panel.choice.order, agencies.len()) {
        (Order::Years, 0 | 1) => agency.to_owned(),
        (_, count) => format!("{count} 个部门"),
    };
    let said = [format!("部门{stages}"), span].into_iter().filter(|s| !s.is_empty());
    (title, said.collect::<Vec<_>>().join(" · "))
}

/// 按年度 | 按部门.
fn orders_ui(ui: &mut Ui, panel: &mut ComparePanel, settings: &mut Settings) {
    // From right to left.
    let all = [
        (Order::Agencies, "按部门", "同一年度的几个部门放在一起"),
        (Order::Years, "按年度", "同一部门的几个年度放在一起"),
    ];
    for (order, text, hint) in all {
        let on = panel.choice.order == order;
        if ui.add(Button::selectable(on, text)).on_hover_text(hint).clicked() && !on {
            panel.choose(order, settings);
        }
    }
}

/// 逐项对比 | 同类部门.
fn ways_ui(ui: &mut Ui, panel: &mut ComparePanel) {
    ui.separator();
    for (peers, text, hint) in [
        (true, "同类部门", "总量、人均、“三公”占比、项目占比，和样本的分布"),
        (false, "逐项对比", "一种表的各科目，部门并列"),
    ] {
        if ui.add(Button::selectable(panel.alike.chosen == peers, text)).on_hover_text(hint).clicked() {
            panel.alike.chosen = peers;
        }
    }
}

/// Which of the open documents are compared.
fn documents_ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open], actions: &mut Vec<Action>) {
    let count = open.iter().filter(|o| panel.choice.takes(o, open)).count();
    let button = Button::new(format!("{count} / {} 份文件…", open.len()));
    let button = if open.is_empty() { Button::new("没有文件") } else { button };
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::from_button(button).config(config).ui(ui, |ui| {
        ui.set_min_width(260.0);
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for one in open {
                let mut taken = panel.choice.takes(one, open);
                let d = one.disclosure;
                if ui.checkbox(&mut taken, d.title()).on_hover_text(&d.source.file).changed() {
                    panel.choice.decide(one.id, taken);
                }
            }
        });
        ui.separator();
        ui.horizontal(|ui| {
            let restore = ui.add_enabled(panel.choice.is_decided(), Button::new("恢复默认"));
            let hint = "只比较与当前文件同一部门的各年度，或同一年度的各部门";
            if restore.on_hover_text(hint).clicked() {
                panel.choice.forget_decisions();
            }
            if ui.button(Command::Open.text()).clicked() {
                actions.push(Action::Command(Command::Open));
                ui.close();
            }
        });
    });
    response.on_hover_text("选择把哪些打开的文件放在一起");
}

/// Whether there is a table to show.
pub(super) fn has_sides(panel: &ComparePanel) -> bool {
    panel.made.comparison().is_some_and(|c| !c.sides.is_empty()) && !panel.made.offers().is_empty()
}

/// Nothing to compare: what is missing, and what to do.
pub(super) fn nothing_ui(ui: &mut Ui, panel: &ComparePanel, open: &[Open], actions: &mut Vec<Action>) {
    let (title, sentence) = match (open.is_empty(), panel.made.documents.is_empty()) {
        (true, _) => ("还没有打开文件", "打开一份或几份公开文件后，这里把各年度、各部门放在一起。"),
        (false, true) => ("没有选中文件", "在右上角选择要放在一起的文件。"),
        (false, false) => ("没有可以比较的表", "选中的文件里没有认出有金额的表。"),
    };
    message_ui(ui, title, &[sentence.to_owned()]);
    ui.vertical_centered(|ui| {
        for command in [Command::Open, Command::OpenFolder] {
            let button = Button::new(command.text()).min_size(egui::vec2(180.0, 30.0));
            if ui.add(button).on_hover_text(command.tooltip()).clicked() {
                actions.push(Action::Command(command));
            }
        }
    });
}
