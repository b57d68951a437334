//! One open disclosure: edits as commands, undo, recheck, saving.
