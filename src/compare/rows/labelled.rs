//! Tables whose rows are told by labels (政府采购预算表): a category by its name, under it what is bought for which
//! purpose, in columns of their own.
//!
//! ```text
//! 一、货物A |            |             |
//!           | 办公设备购置费 | 办公设备购置 |             the purpose, which the rows below it belong to
//!           |            |             | 台式计算机
//! ```

use super::{super::reading::Reading, Entry, key::stem, list};
use crate::model::{ColumnRole, Panel, RowRole, text::squeeze};

/// Labels that say how something is done and not what it is.
const ASIDE: [&str; 8] = ["形式", "方式", "计量", "备注", "序号", "来源", "性质", "类型"];

/// Rows without a name that have labels.
pub(super) fn is_labelled(panel: &Panel) -> bool {
    (0..panel.rows.len()).any(|row| is_unnamed(panel, row) && !labels(panel, row).is_empty())
}

fn is_unnamed(panel: &Panel, row: usize) -> bool {
    panel.rows.get(row).is_some_and(|r| r.name.is_empty() && r.code.is_empty() && !r.role.is_total())
}

/// The texts of the telling label columns of a row, with the place of their column among these.
fn labels(panel: &Panel, row: usize) -> Vec<(usize, &str)> {
    let cells = panel.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or_default();
    let telling = panel.columns.iter().zip(cells).filter(|(c, _)| {
        let head = squeeze(&c.title());
        c.role == ColumnRole::Label && !ASIDE.iter().any(|w| head.contains(w))
    });
    telling.enumerate().map(|(at, (_, cell))| (at, cell.text.trim())).filter(|(_, text)| !text.is_empty()).collect()
}

pub(super) fn entries(of: &Reading) -> Vec<Entry> {
    let mut entries = list::entries(of);
    let (mut over, mut purpose) = (String::new(), String::new());
    for (row, entry) in entries.iter_mut().enumerate() {
        if !is_unnamed(of.panel, row) {
            if entry.role == RowRole::Item {
                (over, purpose) = (entry.key.clone(), String::new());
            }
            continue;
        }
        let labels = labels(of.panel, row);
        let key = labels.iter().map(|(_, text)| stem(text)).collect::<Vec<_>>().join("+");
        entry.name = labels.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" · ");
        if labels.first().is_some_and(|(at, _)| *at == 0) {
            entry.key = format!("{over}/{key}");
            purpose.clone_from(&entry.key);
        } else {
            entry.key = format!("{}/{key}", if purpose.is_empty() { &over } else { &purpose });
            entry.level = entry.level.saturating_add(u8::from(!purpose.is_empty()));
        }
    }
    entries
}
