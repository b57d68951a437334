//! Keys of the table, as in the grid.

use egui::{Event, Key, Ui};

use super::paint::Asked;
use super::view::{Input, Step, TableView};
use crate::compare::Comparison;

/// Carries out the keys of this frame; what is asked for besides.
pub(super) fn run(ui: &Ui, view: &mut TableView, comparison: &Comparison) -> Vec<Asked> {
    let mut asked = Vec::new();
    let events = ui.input_mut(|input| std::mem::take(&mut input.events));
    let mut kept = Vec::with_capacity(events.len());
    for event in events {
        match meaning(&event, view.page) {
            Some(Meaning::Input(input)) => view.run(input, comparison),
            Some(Meaning::Asked(what)) => asked.push(what),
            None => kept.push(event),
        }
    }
    ui.input_mut(|input| input.events = kept);
    asked
}

enum Meaning {
    Input(Input),
    Asked(Asked),
}

fn meaning(event: &Event, page: usize) -> Option<Meaning> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(Meaning::Asked(Asked::Copy)),
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.alt => (*key, *modifiers),
        _ => return None,
    };
    let (ctrl, extend) = (modifiers.command, modifiers.shift);
    let page = isize::try_from(page.max(2)).unwrap_or(isize::MAX) - 1;
    let go = |step| Some(Meaning::Input(Input::Go { step, extend }));
    let most = isize::MAX;
    match key {
        Key::ArrowUp => go(Step::By(if ctrl { -most } else { -1 }, 0)),
        Key::ArrowDown => go(Step::By(if ctrl { most } else { 1 }, 0)),
        Key::ArrowLeft => go(Step::By(0, if ctrl { -most } else { -1 })),
        Key::ArrowRight => go(Step::By(0, if ctrl { most } else { 1 })),
        Key::PageUp => go(Step::By(-page, 0)),
        Key::PageDown => go(Step::By(page, 0)),
        Key::Home if ctrl => go(Step::TableEnd(false)),
        Key::End if ctrl => go(Step::TableEnd(true)),
        Key::Home => go(Step::RowEnd(false)),
        Key::End => go(Step::RowEnd(true)),
        Key::A if ctrl && !extend => Some(Meaning::Input(Input::SelectAll)),
        Key::Enter if extend => Some(Meaning::Asked(Asked::GoBefore)),
        Key::Enter if !ctrl => Some(Meaning::Asked(Asked::Go)),
        _ => None,
    }
}
