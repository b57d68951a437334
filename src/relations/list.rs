//! Rows by their roles: the sides of 收支总表 and other lists without codes.
//!
//! ```text
//! 一、本年收入              or   一、一般公共预算拨款收入
//!   （一）一般公共预算拨款            其中：财政拨款
//!   （二）政府性基金预算拨款      二、政府性基金预算拨款收入
//! 二、上年结转                   本年收入合计
//!   （一）一般公共预算拨款        上年结转结余
//! 收入总计                       收入总计
//! ```
//! The total of this year stands before or after its items. What stands under 上年结转 belongs to it.

use std::collections::{HashMap, HashSet};

use crate::model::{Panel, Row, RowRole, text::split_numbering};

/// A row and the rows inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested {
    /// The row that contains the others.
    pub whole: usize,
    /// The rows directly inside.
    pub parts: Vec<usize>,
    /// They are named for information (其中) and may not be all.
    pub of_which: bool,
}

/// The structure of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct List {
    /// 本年收入合计, 本年支出合计.
    pub year_total: Option<usize>,
    /// 收入总计, 支出总计, or the 合计 of a one-sided list.
    pub grand_total: Option<usize>,
    /// This year's items of the top level.
    pub items: Vec<usize>,
    /// Items between this year's total and the grand total that are no carry-over.
    pub others: Vec<usize>,
    /// 上年结转 or 结转下年.
    pub carried: Vec<usize>,
    /// Everything that has something inside it.
    pub nested: Vec<Nested>,
    /// Row → its place in `nested`.
    index: HashMap<usize, usize>,
}

/// Where the scan is.
#[derive(Clone, Copy)]
enum Section {
    ThisYear,
    AfterYear,
    Carried(usize),
}

impl List {
    /// The structure of a panel.
    pub fn of(panel: &Panel) -> Self {
        let mut out = List::default();
        let rows = &panel.rows;
        let is_item = |r: &Row| matches!(r.role, RowRole::Item | RowRole::OfWhich | RowRole::Unit | RowRole::Subtotal);
        out.year_total = rows.iter().position(|r| r.role == RowRole::YearTotal);
        out.grand_total = rows
            .iter()
            .position(|r| r.role == RowRole::GrandTotal)
            .or_else(|| rows.iter().position(|r| r.role == RowRole::Total));
        let year_total_leads =
            out.year_total.is_some_and(|t| !rows.iter().take(t).any(|r| is_item(r) || r.role == RowRole::CarriedIn));

        let mut section = Section::ThisYear;
        let mut items: Vec<usize> = Vec::new();
        let mut carried_items: Vec<usize> = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            match row.role {
                RowRole::YearTotal if !year_total_leads => section = Section::AfterYear,
                RowRole::YearTotal | RowRole::Total => section = Section::ThisYear,
                // 收入总计 over the list that it is the sum of.
                RowRole::GrandTotal if items.is_empty() && out.year_total.is_none() => section = Section::ThisYear,
                RowRole::GrandTotal => section = Section::AfterYear,
                RowRole::CarriedIn | RowRole::CarriedOut => match section {
                    Section::Carried(above) if row.level > level(panel, above) => carried_items.push(i),
                    _ => {
                        out.carried.push(i);
                        carried_items.push(i);
                        section = Section::Carried(i);
                    }
                },
                _ => match section {
                    Section::ThisYear => items.push(i),
                    Section::AfterYear => out.others.push(i),
                    Section::Carried(above) => {
                        let ends = out.year_total.is_none_or(|t| t > i) && row.level <= level(panel, above);
                        if ends && row.role != RowRole::OfWhich {
                            section = Section::ThisYear;
                            items.push(i);
                        } else {
                            carried_items.push(i);
                        }
                    }
                },
            }
        }
        out.items = out.nest(panel, &items, &HashSet::new());
        let carried = out.carried.iter().copied().collect();
        out.nest(panel, &carried_items, &carried);
        out
    }

    /// Finds what is inside what among these rows; returns those inside none. `heads` contain everything
    /// after them, whatever level it is printed at.
    fn nest(&mut self, panel: &Panel, rows: &[usize], heads: &HashSet<usize>) -> Vec<usize> {
        let mut top = Vec::new();
        // Rows that are open, with the level they count at.
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut part_level: Option<u8> = None;
        for &i in rows {
            let Some(row) = panel.rows.get(i) else { continue };
            if heads.contains(&i) {
                open = vec![(i, 0)];
                part_level = None;
                top.push(i);
                continue;
            }
            let mut at = row.level.max(u8::from(!heads.is_empty()));
            let mut is_part = row.role == RowRole::OfWhich;
            if is_part {
                // A part is inside the last row that is none itself.
                let whole = open.iter().rev().find(|(o, _)| !is_of_which(panel, *o)).map_or(0, |(_, l)| *l);
                at = part_level.unwrap_or_else(|| at.max(whole.saturating_add(1)));
            } else if let Some(level) = part_level
                && continues_parts(panel, i, &open)
            {
                (at, is_part) = (level, true);
            }
            part_level = is_part.then_some(at);
            while open.last().is_some_and(|(_, level)| *level >= at) {
                open.pop();
            }
            match open.last() {
                Some(&(whole, _)) => self.put_inside(whole, i, is_part),
                None => top.push(i),
            }
            open.push((i, at));
        }
        top
    }

    fn put_inside(&mut self, whole: usize, part: usize, of_which: bool) {
        let place = *self.index.entry(whole).or_insert(self.nested.len());
        match self.nested.get_mut(place) {
            Some(nested) => {
                nested.parts.push(part);
                nested.of_which |= of_which;
            }
            None => self.nested.push(Nested { whole, parts: vec![part], of_which }),
        }
    }

    /// The rows directly inside this one.
    pub fn parts_of(&self, whole: usize) -> &[usize] {
        let nested = self.index.get(&whole).and_then(|place| self.nested.get(*place));
        nested.map(|n| n.parts.as_slice()).unwrap_or_default()
    }
}

fn level(panel: &Panel, row: usize) -> u8 {
    panel.rows.get(row).map_or(0, |r| r.level)
}

fn is_of_which(panel: &Panel, row: usize) -> bool {
    panel.rows.get(row).is_some_and(|r| r.role == RowRole::OfWhich)
}

/// A row without number after a 其中 row goes on naming parts, if what contains them is numbered: only the
/// first part of several says 其中.
fn continues_parts(panel: &Panel, row: usize, open: &[(usize, u8)]) -> bool {
    let numbered = |i: usize| panel.rows.get(i).is_some_and(|r| !split_numbering(&r.name).0.is_empty());
    let whole = open.iter().rev().find(|(o, _)| !is_of_which(panel, *o) && numbered(*o));
    whole.is_some() && !numbered(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `role level name`, indices as in the text.
    fn list(text: &str) -> List {
        let rows = text
            .lines()
            .map(str::trim)
            .map(|line| {
                let mut words = line.splitn(3, ' ');
                let role = match words.next().unwrap() {
                    "年" => RowRole::YearTotal,
                    "总" => RowRole::GrandTotal,
                    "转" => RowRole::CarriedIn,
                    "中" => RowRole::OfWhich,
                    _ => RowRole::Item,
                };
                let level = words.next().unwrap().parse().unwrap();
                Row { role, level, name: words.next().unwrap().into(), ..Row::default() }
            })
            .collect();
        List::of(&Panel { rows, ..Panel::default() })
    }

    #[test]
    fn the_total_of_the_year_may_stand_first_or_last() {
        let first = list(
            "年 0 一、本年收入
             项 1 （一）一般公共预算拨款
             项 1 （二）政府性基金预算拨款
             转 0 二、上年结转
             项 1 （一）一般公共预算拨款
             总 0 收入总计",
        );
        assert_eq!((first.year_total, first.grand_total), (Some(0), Some(5)));
        assert_eq!((first.items, first.carried), (vec![1, 2], vec![3]));
        assert_eq!(first.nested, [Nested { whole: 3, parts: vec![4], of_which: false }]);
        let last = list(
            "项 1 一、一般公共预算拨款收入
             年 0 本年收入合计
             项 1 使用非财政拨款结余
             转 0 上年结转
             总 0 收入总计",
        );
        assert_eq!((last.items, last.others, last.carried), (vec![0], vec![2], vec![3]));
    }

    #[test]
    fn the_grand_total_may_stand_first() {
        let l = list(
            "总 0 收入总计
             项 1 一般公共预算资金小计
             项 2 公共财政拨款(补助)资金
             项 2 专项收入
             项 1 政府性基金小计
             转 1 上年结转和结余资金小计
             中 2 其中：动用上年结转和结余资金",
        );
        assert_eq!((l.grand_total, l.items.as_slice(), l.carried.as_slice()), (Some(0), &[1, 4][..], &[5][..]));
        assert_eq!(l.parts_of(1), [2, 3]);
    }

    #[test]
    fn parts_after_the_first_need_not_say_so() {
        let l = list(
            "年 0 一、本年收入
             项 1 1. 一般公共预算拨款
             中 2 其中：一般财力
             项 1 上级一般公共预算安排转移支付
             项 1 2. 政府性基金预算拨款
             转 0 二、上年结转结余
             项 1 1. 财政拨款结转
             中 2 其中：一般公共预算拨款
             项 1 政府性基金预算拨款
             项 1 2. 非财政拨款结转结余
             总 0 收入总计",
        );
        assert_eq!(l.items, [1, 4]);
        assert_eq!(l.parts_of(1), [2, 3]);
        assert_eq!(l.parts_of(5), [6, 9]);
        assert_eq!(l.parts_of(6), [7, 8]);
    }
}
