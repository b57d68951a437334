//! The keys of commands.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::Command;
use super::Command as C;

impl Command {
    /// Its keys, the usual ones first.
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const CTRL: Modifiers = Modifiers::COMMAND;
        const SHIFT: Modifiers = Modifiers::SHIFT;
        const CTRL_SHIFT: Modifiers = CTRL.plus(SHIFT);
        macro_rules! keys {
            ($($modifiers:expr, $key:ident);*) => { const { &[$(KeyboardShortcut::new($modifiers, Key::$key)),*] } };
        }
        match self {
            C::Open => keys!(CTRL, O),
            C::OpenPath => keys!(CTRL_SHIFT, O),
            C::Batch => keys!(CTRL_SHIFT, B),
            C::Save => keys!(CTRL, S),
            C::SaveAs => keys!(CTRL_SHIFT, S),
            C::Export => keys!(CTRL, E),
            C::CloseTab => keys!(CTRL, W),
            C::CloseDocument => keys!(CTRL_SHIFT, W),
            C::Quit => keys!(CTRL, Q),
            C::Compare => keys!(Modifiers::NONE, F5),
            C::ExportPicture => keys!(CTRL_SHIFT, P),
            C::ExportTable => keys!(CTRL_SHIFT, T),
            C::ExportPage => keys!(CTRL_SHIFT, H),
            C::Undo => keys!(CTRL, Z),
            C::Redo => keys!(CTRL, Y; CTRL_SHIFT, Z),
            C::Cut => keys!(CTRL, X),
            C::Copy => keys!(CTRL, C),
            C::Paste => keys!(CTRL, V),
            C::Clear => keys!(Modifiers::NONE, Delete),
            C::SelectAll => keys!(CTRL, A),
            C::InsertRow => keys!(CTRL_SHIFT, I),
            C::DeleteRows => keys!(CTRL_SHIFT, D),
            C::Find => keys!(CTRL, F),
            C::FindNext => keys!(Modifiers::NONE, F3),
            C::FindPrevious => keys!(SHIFT, F3),
            C::ToggleSource => keys!(Modifiers::NONE, F6),
            C::MoveSource => keys!(SHIFT, F6),
            C::NextFinding => keys!(Modifiers::NONE, F8),
            C::PreviousFinding => keys!(SHIFT, F8),
            C::ConfirmFinding => keys!(Modifiers::NONE, F9),
            C::DismissFinding => keys!(SHIFT, F9),
            C::TickFinding => keys!(CTRL, F9),
            C::NextNumber => keys!(Modifiers::NONE, F4),
            C::PreviousNumber => keys!(SHIFT, F4),
            C::Why => keys!(Modifiers::NONE, F7),
            C::CompareSum => keys!(SHIFT, F7),
            C::Manual => keys!(SHIFT, F1),
            C::NextTab => keys!(CTRL, Tab),
            C::PreviousTab => keys!(CTRL_SHIFT, Tab),
            C::ZoomIn => keys!(CTRL, Plus; CTRL, Equals),
            C::ZoomOut => keys!(CTRL, Minus),
            C::ZoomReset => keys!(CTRL, Num0),
            C::Help => keys!(Modifiers::NONE, F1),
            _ => &[],
        }
    }

    /// Whether the key belongs to the grid, which has more to say about it than the window: it is listed here
    /// only to be shown.
    fn is_local(self) -> bool {
        matches!(self, C::Cut | C::Copy | C::Paste | C::Clear | C::SelectAll)
    }

    /// The first of its keys, for people.
    pub fn keys(self, ctx: &Context) -> String {
        self.shortcuts().first().map(|s| ctx.format_shortcut(s)).unwrap_or_default()
    }
}

/// The commands whose keys were pressed in this frame; the keys are used up. While a text is being typed,
/// undo and redo are its own.
pub(in crate::app) fn pressed(ctx: &Context, is_typing: bool) -> Vec<Command> {
    let mut out = Vec::new();
    let in_text = |c: Command| is_typing && matches!(c, C::Undo | C::Redo);
    ctx.input_mut(|input| {
        for &command in Command::ALL.iter().filter(|c| !c.is_local() && !in_text(**c)) {
            if command.shortcuts().iter().any(|shortcut| input.consume_shortcut(shortcut)) {
                out.push(command);
            }
        }
    });
    out
}
