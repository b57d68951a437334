//! Tables of what an agency owns (国有资产占用情况表), a form of their own that several provinces ask for: V2.
//!
//! ```text
//! 资产总额                  65.94
//! 1、房屋（平方米）
//!    其中：办公用房（平方米）
//! 2、车辆（台、辆）          12.90
//! 3、单价在20万元以上的设备
//! 4、其他固定资产            53.04
//! ```

use super::{At, down::row_sum};
use crate::{
    model::{
        Kind, RowRole,
        text::{name_key, split_numbering},
    },
    relations::{Builder, outline::RowSum},
};

/// V2: the total is the sum of the numbered items, the last of which takes what is left (其他). What is counted has
/// several units and is not added.
pub(super) fn total(at: &At, out: &mut Builder) {
    if at.table.kind != Kind::Other || !at.table.title.contains("资产") {
        return;
    }
    let rows = at.panel.rows.iter().enumerate();
    let items = rows.filter(|(_, r)| r.role == RowRole::Item && !split_numbering(&r.name).0.is_empty());
    let addends: Vec<usize> = items.map(|(i, _)| i).collect();
    let mut totals = at.panel.rows.iter().enumerate().filter(|(_, r)| r.role.is_total());
    let (Some((total, _)), None) = (totals.next(), totals.next()) else { return };
    let last = addends.last().and_then(|i| at.panel.rows.get(*i));
    if addends.len() > 2 && last.is_some_and(|r| name_key(&r.name).starts_with("其他")) {
        out.doubtfully(|out| row_sum(at, "V2", &RowSum { total, addends }, out));
    }
}
