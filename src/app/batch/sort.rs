//! The columns of the table of a batch: what stands in them, and the order that a click on their head asks for.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::run::Line;
use crate::batch::Row;
use crate::check::Family;
use crate::model::with_thousands;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    File,
    Agency,
    Year,
    Stage,
    Errors,
    Missing,
    Warnings,
    Hints,
    /// 错误 and 缺失 of a family, by its place in [`Family::ALL`].
    Family(usize),
    Worst,
    Unchecked,
    Status,
}

impl Column {
    /// All of them, from left to right; those of the families only where there is room.
    pub(super) fn all(families: bool) -> Vec<Self> {
        use Column as C;
        let mut all = vec![C::File, C::Agency, C::Year, C::Stage, C::Errors, C::Missing, C::Warnings, C::Hints];
        all.extend((0..Family::ALL.len()).filter(|_| families).map(C::Family));
        all.extend([C::Worst, C::Unchecked, C::Status]);
        all
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Column::File => "文件",
            Column::Agency => "部门",
            Column::Year => "年度",
            Column::Stage => "阶段",
            Column::Errors => "错误",
            Column::Missing => "缺失",
            Column::Warnings => "警告",
            Column::Hints => "提示",
            Column::Family(i) => Family::ALL.get(i).map_or("", |f| f.name()),
            Column::Worst => "最大差额",
            Column::Unchecked => "未核对",
            Column::Status => "结果",
        }
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            Column::Family(_) => "这一类的错误和缺失",
            Column::Worst => "错误中最大的差额，万元",
            Column::Unchecked => "情况说明里没有东西可以对照的数字",
            _ => "点击排序，再点一次倒过来",
        }
    }

    /// Numbers stand at the right.
    pub(super) fn is_number(self) -> bool {
        !matches!(self, Column::File | Column::Agency | Column::Stage | Column::Status)
    }

    /// What it counts of a row that was checked.
    fn count(self, row: &Row) -> Option<usize> {
        if row.failed.is_some() {
            return None;
        }
        match self {
            Column::Errors => Some(row.tally.errors),
            Column::Missing => Some(row.tally.missing),
            Column::Warnings => Some(row.tally.warnings),
            Column::Hints => Some(row.tally.hints),
            Column::Family(i) => row.families.get(i).copied(),
            Column::Unchecked => Some(row.unchecked),
            _ => None,
        }
    }

    /// What stands in it. Nothing is written for nothing, so that what is there catches the eye.
    pub(super) fn text(self, row: &Row) -> String {
        match self {
            Column::File => row.file.clone(),
            Column::Agency => row.agency.clone(),
            Column::Year => row.year.map(|y| y.to_string()).unwrap_or_default(),
            Column::Stage => row.stage.to_owned(),
            Column::Worst => row.worst.map(money).unwrap_or_default(),
            Column::Status => row.status().to_owned(),
            _ => self.count(row).filter(|n| *n > 0).map(|n| n.to_string()).unwrap_or_default(),
        }
    }

    fn compare(self, a: &Row, b: &Row) -> Ordering {
        match self {
            Column::File => a.file.cmp(&b.file),
            Column::Agency => a.agency.cmp(&b.agency),
            Column::Year => a.year.cmp(&b.year),
            Column::Stage => a.stage.cmp(b.stage),
            Column::Worst => a.worst.cmp(&b.worst),
            Column::Status => (a.failed.is_some(), a.status()).cmp(&(b.failed.is_some(), b.status())),
            _ => self.count(a).cmp(&self.count(b)),
        }
    }
}

/// With two places at least, so that the points stand below each other.
fn money(mut amount: Decimal) -> String {
    amount.rescale(amount.scale().max(2));
    with_thousands(amount)
}

/// In which order lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sort {
    pub column: Column,
    pub reversed: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::File, reversed: false }
    }
}

impl Sort {
    /// A click on a head: the most first where it is a number, and a second click turns it round.
    pub(super) fn click(&mut self, column: Column) {
        let is_quantity = column.is_number() && column != Column::Year;
        let reversed = if self.column == column { !self.reversed } else { is_quantity };
        *self = Self { column, reversed };
    }

    /// Lines that are alike stay in the order of their files.
    pub(super) fn apply(self, lines: &mut [Arc<Line>]) {
        lines.sort_by(|a, b| {
            let order = self.column.compare(&a.row, &b.row);
            let order = if self.reversed { order.reverse() } else { order };
            order.then_with(|| a.files.cmp(&b.files))
        });
    }
}
