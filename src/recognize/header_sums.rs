//! What a merged header says must hold in every row: 合计 is the sum of its neighbours, `其中` a part.

use crate::model::{Column, ColumnRole, text::squeeze};

/// `total = Σ parts` within a row, as indices of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderSum {
    /// The column of the sum.
    pub total: usize,
    /// What adds up to it.
    pub parts: Vec<usize>,
}

/// The sums of a header, and the columns that are only parts of another (`其中：财政拨款`).
///
/// Under each header cell the child called 合计, 小计 or 总计 (also with the parent's name before it) is the
/// sum of the others; a header cell without such a child stands for the sum of what is below it.
pub fn header_sums(columns: &[Column]) -> (Vec<HeaderSum>, Vec<usize>) {
    let leaves: Vec<usize> =
        (0..columns.len()).filter(|&i| columns.get(i).is_some_and(|c| c.role == ColumnRole::Amount)).collect();
    let mut found = Found { columns, sums: Vec::new(), within: Vec::new() };
    found.value_of(&leaves, 0);
    (found.sums, found.within)
}

/// Whether a header text names the sum of its neighbours.
pub fn is_sum_name(name: &str) -> bool {
    let name = squeeze(name);
    ["合计", "小计", "总计"].iter().any(|word| name.ends_with(word))
}

/// Whether a header text names a part of the column before it.
pub fn is_part_name(name: &str) -> bool {
    squeeze(name).starts_with("其中")
}

struct Found<'a> {
    columns: &'a [Column],
    sums: Vec<HeaderSum>,
    within: Vec<usize>,
}

impl Found<'_> {
    fn name(&self, column: usize, depth: usize) -> &str {
        self.columns.get(column).and_then(|c| c.path.get(depth)).map_or("", String::as_str)
    }

    /// The columns whose sum is the value of the header cell that spans `leaves` above `depth`.
    fn value_of(&mut self, leaves: &[usize], depth: usize) -> Vec<usize> {
        let mut total = None;
        let mut parts: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(&first) = leaves.get(at) {
            let name = self.name(first, depth).to_owned();
            let ends = |c: usize| self.columns.get(c).is_none_or(|c| c.path.len() <= depth + 1);
            let is_leaf = ends(first);
            let together = |c: &&usize| !ends(**c) && self.name(**c, depth) == name;
            let run = leaves.get(at..).unwrap_or_default().iter().take_while(together).count();
            let below = leaves.get(at..at + run).unwrap_or_default();
            at += run.max(1);
            let value = if is_leaf { vec![first] } else { self.value_of(below, depth + 1) };
            if is_part_name(&name) {
                self.within.extend(value);
            } else if is_leaf && total.is_none() && is_sum_name(&name) {
                total = Some(first);
            } else {
                parts.extend(value);
            }
        }
        match total {
            Some(total) => {
                if !parts.is_empty() {
                    self.sums.push(HeaderSum { total, parts });
                }
                vec![total]
            }
            None => parts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(paths: &[&str]) -> Vec<(usize, Vec<usize>)> {
        let columns: Vec<Column> = paths.iter().map(|p| Column::amount(&p.split('/').collect::<Vec<_>>())).collect();
        header_sums(&columns).0.into_iter().map(|s| (s.total, s.parts)).collect()
    }

    #[test]
    fn nested_totals() {
        let three_public = ["合计", "出国", "车/小计", "车/购置", "车/运行", "接待"];
        assert_eq!(sums(&three_public), [(2, vec![3, 4]), (0, vec![1, 2, 5])]);
    }

    #[test]
    fn a_group_without_a_total_stands_for_its_parts() {
        assert_eq!(sums(&["小计", "人员/工资", "人员/补助", "公用"]), [(0, vec![1, 2, 3])]);
    }

    #[test]
    fn parts_for_information_are_not_added() {
        assert_eq!(sums(&["总计", "一般/小计", "一般/其中：财政拨款", "结转"]), [(0, vec![1, 3])]);
    }

    #[test]
    fn two_years_side_by_side_are_not_added_up() {
        assert_eq!(sums(&["上年/合计", "上年/车", "本年/合计", "本年/车"]), [(0, vec![1]), (2, vec![3])]);
    }
}
