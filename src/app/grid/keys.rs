//! Keys and input methods of a grid. They are taken before the editor of the active cell sees them.

use egui::{Event, ImeEvent, Key, Ui};

use crate::session::Session;

use super::view::{GridView, Input, Reply, Step, Typing};

/// Carries out the keys of this frame, as long as the grid has the keyboard. The replies are in their order.
pub(crate) fn run(ui: &Ui, view: &mut GridView, session: &mut Session) -> Vec<Reply> {
    let editor = super::editor_id();
    if !ui.memory(|m| m.has_focus(editor)) {
        view.deferred.clear();
        return Vec::new();
    }
    let mut events = std::mem::take(&mut view.deferred);
    events.extend(ui.input(|input| input.events.clone()));
    let mut replies = Vec::new();
    let mut kept = Vec::with_capacity(events.len());
    let mut text_seen = false;
    for event in events {
        if text_seen && is_keyboard(&event) && !matches!(event, Event::Text(_) | Event::Ime(_)) {
            // The editor gets its text while it is drawn: what comes after must see the text in it.
            view.deferred.push(event);
            continue;
        }
        if !view.deferred.is_empty() && is_keyboard(&event) {
            view.deferred.push(event);
            continue;
        }
        if compose(view, session, &event, &mut replies) {
            text_seen = true;
            kept.push(event);
            continue;
        }
        let inputs = if view.composing { Vec::new() } else { inputs(view, &event) };
        if inputs.is_empty() {
            kept.push(event);
        }
        for input in inputs {
            replies.push(view.run(input, session));
        }
    }
    if !view.deferred.is_empty() {
        ui.request_repaint();
    }
    ui.input_mut(|input| input.events = kept);
    replies
}

fn is_keyboard(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_))
}

/// Text and input-method events belong to the editor; the first of them starts typing over the cell.
/// Not every input method shows what it is putting together, so a bare commit starts typing as well.
fn compose(view: &mut GridView, session: &mut Session, event: &Event, replies: &mut Vec<Reply>) -> bool {
    let starts = match event {
        Event::Text(text) => !text.is_empty(),
        Event::Ime(ImeEvent::Preedit { text, .. }) => {
            view.composing = !text.is_empty();
            view.composing
        }
        Event::Ime(ImeEvent::Commit(text)) => {
            view.composing = false;
            !text.is_empty()
        }
        Event::Ime(_) => false,
        _ => return false,
    };
    if starts && view.typing == Typing::Not {
        let reply = view.run(Input::TypeOver, session);
        if reply.refused {
            view.composing = false;
        }
        replies.push(reply);
    }
    true
}

/// What an event asks of the grid; nothing if it is for the editor or the window.
fn inputs(view: &GridView, event: &Event) -> Vec<Input> {
    let ready = view.typing == Typing::Not;
    let inside = view.typing == Typing::Inside;
    let one = |input| vec![input];
    match event {
        Event::Copy if ready => one(Input::Copy),
        Event::Cut if ready => one(Input::Cut),
        Event::Paste(text) if ready => one(Input::Paste(text.clone())),
        Event::Key { key, pressed: true, modifiers, .. } => {
            let (shift, ctrl) = (modifiers.shift, modifiers.command);
            let extend = shift && ready;
            let arrow = |rows: isize, columns: isize| {
                let step = if ctrl { Step::Edge(rows, columns) } else { Step::By(rows, columns) };
                if ready { Input::Go { step, extend } } else { Input::Commit(Step::By(rows, columns)) }
            };
            let page = view.page.max(2) as isize - 1;
            match key {
                Key::Enter if !ctrl => one(Input::Commit(Step::By(if shift { -1 } else { 1 }, 0))),
                Key::Tab if !ctrl => one(Input::Commit(Step::Tab(shift))),
                Key::Escape => one(Input::Cancel),
                Key::F2 if ready => one(Input::Edit),
                Key::ArrowUp => one(arrow(-1, 0)),
                Key::ArrowDown => one(arrow(1, 0)),
                Key::ArrowLeft if !inside => one(arrow(0, -1)),
                Key::ArrowRight if !inside => one(arrow(0, 1)),
                Key::PageUp if ready => one(Input::Go { step: Step::By(-page, 0), extend }),
                Key::PageDown if ready => one(Input::Go { step: Step::By(page, 0), extend }),
                Key::Home if ready && ctrl => one(Input::Go { step: Step::TableEnd(false), extend }),
                Key::End if ready && ctrl => one(Input::Go { step: Step::TableEnd(true), extend }),
                Key::Home if ready => one(Input::Go { step: Step::RowEnd(false), extend }),
                Key::End if ready => one(Input::Go { step: Step::RowEnd(true), extend }),
                Key::Delete if ready => one(Input::Clear),
                Key::Backspace if ready => one(Input::TypeOver),
                Key::A if ready && ctrl => one(Input::SelectAll),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
