//! Tables of a single row, which list across what others list down: 合计, 基本支出, 项目支出 …

use super::{super::reading::Reading, Entry};
use crate::model::RowRole;

pub(super) fn entries(of: &Reading) -> Vec<Entry> {
    let measures = of.columns.measures();
    let entry = |(name, column): (String, usize)| {
        let total = name.is_empty();
        Entry {
            key: if total { "合计".to_owned() } else { format!("栏{name}") },
            code: String::new(),
            name: if total { "合计".to_owned() } else { name },
            level: u8::from(!total),
            role: if total { RowRole::Total } else { RowRole::Item },
            unit: String::new(),
            at: vec![(0, column)],
            // Parts of parts stand among them, so that they are not simply the addends.
            top: [!total && of.columns.is_addend(column); 2],
            total: [total; 2],
        }
    };
    measures.into_iter().map(entry).collect()
}
