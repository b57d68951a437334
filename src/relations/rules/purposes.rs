//! 收支总表 with spending twice, by function (功能分类) and by purpose (支出用途: 基本支出, 项目支出 …): V3 and C2.

use super::view::{View, equal, tie};
use crate::{
    model::{CellRef, text::name_key},
    relations::Builder,
};

/// V3: this year's spending is the sum of its purposes too. C2: each purpose = the column of 支出总表.
pub(super) fn of_spending(view: &View, out: &mut Builder) {
    let (Some(purposes), Some(spending)) = (&view.purposes, &view.all_out) else { return };
    let cells: Vec<CellRef> = purposes.list.items.iter().filter_map(|r| purposes.whole(*r)).collect();
    let total: Vec<CellRef> = spending.total_row().and_then(|r| spending.whole(r)).into_iter().collect();
    if let Some((stated, _, terms)) = tie(&total, &cells, &[]) {
        out.equal("V3", stated, terms, "本年支出合计 = 各支出用途之和");
    }
    let Some(grid) = &view.spending else { return };
    let Some(row) = grid.total_row() else { return };
    for &item in &purposes.list.items {
        let name = name_key(purposes.name(item));
        let here: Vec<CellRef> = purposes.whole(item).into_iter().collect();
        if !name.is_empty() {
            equal(out, "C2", &here, &grid.cells(&[row], &grid.columns(&name)), "收支总表各支出用途 = 支出总表同一栏");
        }
    }
}
