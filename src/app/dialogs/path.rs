//! A path that is typed.

use std::path::PathBuf;

use egui::{Key, TextEdit, Ui};

/// A field for a path that takes the keyboard when it appears. Whether Enter was pressed in it.
pub(super) fn path_field(ui: &mut Ui, path: &mut String, fresh: &mut bool) -> bool {
    let field = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY).hint_text("文件的完整路径"));
    if std::mem::take(fresh) {
        field.request_focus();
    }
    field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// A path as typed or pasted: Windows and file managers put quotes around it.
pub(in crate::app) fn typed_path(path: &str) -> Option<PathBuf> {
    let path = path.trim().trim_matches(['"', '\'']);
    let path = path.strip_prefix("file://").unwrap_or(path);
    (!path.is_empty()).then(|| PathBuf::from(path))
}
