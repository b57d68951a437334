//! Columns by their printed headers: a merged header is a tree, and a 小计 in it is the sum of its siblings.
//!
//! ```text
//! 合计 | 基本支出                    | 项目支出
//!      | 小计 | 人员经费 | 公用经费  | 小计 | 其他运转类 | 特定目标类
//! ```
//! gives 合计 = 基本支出小计 + 项目支出小计, 基本支出小计 = 人员经费 + 公用经费, and so on. A header without a 小计 of
//! its own stands for the sum of what is under it. A `其中：` column is part of the column before it and no
//! addend.

use super::{meaning::Source, measures};
use crate::model::{Column, ColumnRole, Panel, text::squeeze};

/// The most levels of merged headers that are told apart. Printed ones have up to five.
const DEEPEST: usize = 12;

/// A header and what is under it.
#[derive(Debug, Default)]
pub struct Header {
    /// The printed name, squeezed; empty for the root.
    pub name: String,
    /// The column, for a lowest header.
    pub column: Option<usize>,
    /// What is under it.
    pub children: Vec<Header>,
}

/// A total column and what it is the total of.
#[derive(Debug)]
pub struct ColumnSum<'h> {
    /// The header over all of these; the root for a 合计 beside the others.
    pub under: &'h Header,
    /// The 合计 or 小计 column.
    pub total: usize,
    /// Its addends.
    pub addends: Vec<usize>,
    /// The same by sibling: its name, and the columns that it stands for.
    pub siblings: Vec<(&'h str, Vec<usize>)>,
}

/// A column and one of its parts that is named for information (其中).
#[derive(Debug, PartialEq, Eq)]
pub struct ColumnPart {
    /// The column that contains it.
    pub whole: usize,
    /// The 其中 column.
    pub part: usize,
}

/// A column of amounts that can be added: prices (单价) cannot.
pub(super) fn adds_up(column: &Column) -> bool {
    column.role == ColumnRole::Amount && !column.leaf().contains("单价")
}

/// A name that says total: 合计, 总计, 小计, `“三公”经费合计`.
pub fn is_total_name(name: &str) -> bool {
    let of_three = name.contains("三公") && name.ends_with("总额");
    !is_of_which(name) && (of_three || ["合计", "总计", "小计", "共计"].iter().any(|t| name.ends_with(t)))
}

fn is_of_which(name: &str) -> bool {
    name.starts_with("其中")
}

impl Header {
    /// The tree of the amount columns of a panel.
    pub fn of(panel: &Panel) -> Self {
        let mut paths = Vec::with_capacity(panel.columns.len());
        for (i, column) in panel.columns.iter().enumerate() {
            if !adds_up(column) {
                continue;
            }
            let mut names: Vec<String> = column.path.iter().map(|p| squeeze(p)).filter(|p| !p.is_empty()).collect();
            // `2025年预算数 / 2025年预算数`: one cell merged downwards, not two headers.
            names.dedup();
            // Deeper than any header: what a damaged file says must not decide how deep the tree is.
            names.drain(..names.len().saturating_sub(DEEPEST));
            paths.push((i, names));
        }
        let mut root = Header::default();
        for (i, names) in measures::in_blocks(paths) {
            root.insert(&names, i);
        }
        root
    }

    fn insert(&mut self, path: &[String], column: usize) {
        match path {
            [] => self.children.push(Header { column: Some(column), ..Header::default() }),
            [leaf] => {
                self.children.push(Header { name: leaf.clone(), column: Some(column), ..Header::default() });
            }
            [first, rest @ ..] => {
                // A merged header spans neighbours only; the same words further right are another header.
                match self.children.last_mut() {
                    Some(last) if last.name == *first && last.column.is_none() => last.insert(rest, column),
                    _ => {
                        let mut node = Header { name: first.clone(), ..Header::default() };
                        node.insert(rest, column);
                        self.children.push(node);
                    }
                }
            }
        }
    }

    /// The total column among the children. With several it is not clear what is the total of what.
    pub fn total(&self) -> Option<usize> {
        let mut totals = self.children.iter().filter(|c| is_total_name(&c.name)).filter_map(|c| c.column);
        totals.next().filter(|_| totals.next().is_none())
    }

    /// The children that add up: neither the total nor 其中 columns. Where a 其中 column follows the total
    /// at once, all the others are parts of the total.
    pub fn addends(&self) -> impl Iterator<Item = &Header> {
        let total = self.total();
        let all_parts = total.is_some()
            && self
                .children
                .iter()
                .find(|c| c.column.is_none() || c.column != total)
                .is_some_and(|c| is_of_which(&c.name));
        self.children.iter().filter(move |c| {
            let is_total = c.column.is_some() && c.column == total;
            !(all_parts || is_total || is_of_which(&c.name) || c.is_ambiguous())
        })
    }

    fn is_ambiguous(&self) -> bool {
        self.column.is_none() && self.children.iter().filter(|c| is_total_name(&c.name)).count() > 1
    }

    /// The columns whose sum is what this header stands for.
    pub fn value(&self) -> Vec<usize> {
        match (self.column, self.total()) {
            (Some(column), _) | (None, Some(column)) => vec![column],
            (None, None) => self.addends().flat_map(Header::value).collect(),
        }
    }

    /// Every total column with its addends, from the top.
    pub fn sums(&self) -> Vec<ColumnSum<'_>> {
        let mut out = Vec::new();
        self.walk(&mut |header| {
            let Some(total) = header.total() else { return };
            let siblings: Vec<(&str, Vec<usize>)> =
                header.addends().map(|child| (child.name.as_str(), child.value())).collect();
            let addends: Vec<usize> = siblings.iter().flat_map(|(_, columns)| columns.iter().copied()).collect();
            if !addends.is_empty() && !header.children.iter().any(Header::is_ambiguous) {
                out.push(ColumnSum { under: header, total, addends, siblings });
            }
        });
        out
    }

    /// Every 其中 column with the column that contains it.
    pub fn parts(&self) -> Vec<ColumnPart> {
        let mut out = Vec::new();
        self.walk(&mut |header| {
            let mut whole = None;
            for child in &header.children {
                match child.column {
                    Some(part) if is_of_which(&child.name) => out.extend(whole.map(|whole| ColumnPart { whole, part })),
                    _ => whole = if let [one] = child.value()[..] { Some(one) } else { None },
                }
            }
        });
        out
    }

    /// The first header of this meaning, from the top and the left.
    pub fn find(&self, is: &dyn Fn(&str) -> bool) -> Option<&Header> {
        let mut level: Vec<&Header> = self.children.iter().collect();
        while !level.is_empty() {
            if let Some(found) = level.iter().find(|h| !is_of_which(&h.name) && is(&h.name)) {
                return Some(found);
            }
            level = level.iter().flat_map(|h| &h.children).collect();
        }
        None
    }

    /// The same, but not among the columns of one source of money beside those of others: 项目支出 under
    /// 一般公共预算 is not that of all money.
    pub fn find_of_all(&self, is: &dyn Fn(&str) -> bool) -> Option<&Header> {
        let mut level: Vec<&Header> = vec![self];
        while !level.is_empty() {
            let of_sources = |h: &Header| h.children.iter().filter(|c| Source::of(&c.name).is_some()).count() > 1;
            let mut all = level.iter().flat_map(|h| &h.children);
            if let Some(found) = all.find(|h| !is_of_which(&h.name) && is(&h.name)) {
                return Some(found);
            }
            level = level.into_iter().filter(|h| !of_sources(h)).flat_map(|h| &h.children).collect();
        }
        None
    }

    /// The column of the whole: the 合计 beside the others, or the only amount column, in the part of the
    /// header that the table is about.
    pub fn whole(&self) -> Option<usize> {
        let about = self.about();
        match (about.column, about.total(), &about.children[..]) {
            (Some(column), ..) | (None, Some(column), _) => Some(column),
            (None, None, [only]) => only.whole(),
            _ => None,
        }
    }

    /// The part of the header that the table is about: 决算数 beside 预算数, or 本年支出 in a table that also
    /// prints what was there before and what is left. The whole header where nothing stands beside it.
    pub fn about(&self) -> &Header {
        let names = || self.children.iter().map(|c| c.name.as_str());
        let figure = if self.children.len() > 1 { measures::principal(names()) } else { None };
        let carried = |word: &str| names().any(|n| n.starts_with(word) && (n.contains("结转") || n.contains("结余")));
        let spending = || names().position(|n| n.starts_with("本年支出"));
        let flow = (self.total().is_none() && carried("年末")).then(spending).flatten();
        figure.or(flow).and_then(|place| self.children.get(place)).unwrap_or(self)
    }

    fn walk<'h>(&'h self, visit: &mut dyn FnMut(&'h Header)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(headers: &str) -> Header {
        let columns =
            headers.split('|').map(|h| Column::amount(&h.trim().split('/').collect::<Vec<_>>())).collect::<Vec<_>>();
        Header::of(&Panel { columns, ..Panel::default() })
    }

    fn whole(headers: &str) -> Option<usize> {
        header(headers).whole()
    }

    fn sums_and_parts(headers: &str) -> String {
        let root = header(headers);
        let sums = root.sums().into_iter().map(|s| format!("{}={:?}", s.total, s.addends));
        let parts = root.parts().into_iter().map(|p| format!("{}>{}", p.whole, p.part));
        sums.chain(parts).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn totals_are_the_sum_of_their_siblings_at_every_level() {
        assert_eq!(sums_and_parts("合计|基本支出|项目支出"), "0=[1, 2]");
        assert_eq!(
            sums_and_parts(
                "合计|基本支出/小计|基本支出/人员经费/工资福利支出|基本支出/人员经费/对个人和家庭的补助|\
                            基本支出/公用经费/商品和服务支出|项目支出/小计|项目支出/其他运转类|项目支出/特定目标类"
            ),
            "0=[1, 5] 1=[2, 3, 4] 5=[6, 7]"
        );
        assert_eq!(sums_and_parts("2024年/合计|2024年/因公出国|2025年/合计|2025年/因公出国"), "0=[1] 2=[3]");
        assert_eq!(sums_and_parts("合计|本年拨款/一般公共预算|本年拨款/政府性基金|单位资金"), "0=[1, 2, 3]");
    }

    #[test]
    fn of_which_columns_are_parts_and_no_addends() {
        assert_eq!(sums_and_parts("合计|一般公共预算/小计|一般公共预算/其中：财政拨款|政府性基金"), "0=[1, 3] 1>2");
        assert_eq!(sums_and_parts("合计|一般公共预算|其中:财政拨款|政府性基金"), "0=[1, 3] 1>2");
    }

    #[test]
    fn plan_and_execution_side_by_side_add_up_each_for_itself() {
        let paired =
            "三公/合计/预算数|三公/合计/决算数|三公/出国/预算数|三公/出国/决算数|三公/接待/预算数|三公/接待/决算数";
        assert_eq!(sums_and_parts(paired), "0=[2, 4] 1=[3, 5]");
        assert_eq!(whole("年初预算数/合计|年初预算数/基本支出|决算数/合计|决算数/基本支出"), Some(2));
        assert_eq!(whole("年初结转和结余|本年收入|本年支出/小计|本年支出/基本支出|年末结转和结余"), Some(2));
        assert_eq!(whole("合计|基本支出|项目支出"), Some(0));
        assert_eq!(whole("基本支出|项目支出"), None);
    }

    #[test]
    fn a_part_of_one_source_is_not_that_of_all() {
        let find = |headers: &str| header(headers).find_of_all(&|n| n == "项目支出").map(Header::value);
        assert_eq!(find("合计|一般公共预算/基本支出|一般公共预算/项目支出|政府性基金预算|单位资金"), None);
        assert_eq!(find("合计|一般公共预算支出/基本支出|一般公共预算支出/项目支出"), Some(vec![2]));
        assert_eq!(find("合计|基本支出/小计|基本支出/人员经费|项目支出"), Some(vec![3]));
    }

    #[test]
    fn two_totals_side_by_side_say_nothing_certain() {
        assert_eq!(sums_and_parts("合计|小计|人员经费|公用经费|项目支出"), "");
    }
}
