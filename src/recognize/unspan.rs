//! A header of several rows whose merged cells left no trace: each row has its texts, and which of them stands
//! over which of the row below is lost. That is how a page of the web is copied, and how a PDF becomes text.
//!
//! The texts of a row stand, in runs and in order, under texts of the rows above that have none below them yet.
//! All ways to deal them out are weighed: what the known layouts (`assets/recognition/layouts.toml`) print above
//! each other costs nothing, what no header does (小计 in the middle of a run, amounts under a name) costs most.
//! Where two ways are equally good the header stays unknown.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    columns::{PrintedColumn, Use},
    header_words::{is_of_units, is_word, use_of},
    layouts::known_paths,
    rows::is_total_name,
};
use crate::{model::text::squeeze, relations::Source};

/// No header has more rows or texts.
const MAX_ROWS: usize = 4;
const MAX_TEXTS: usize = 40;
/// A name of a classification (功能科目) has so many characters at the most.
const SHORT: usize = 8;
/// Steps of the search, after which the header stays unknown.
const MAX_STEPS: usize = 100_000;

/// What the known layouts print, and what above what.
struct Printed {
    texts: HashSet<String>,
    pairs: HashSet<(String, String)>,
}

static PRINTED: LazyLock<Printed> = LazyLock::new(|| {
    let (mut texts, mut pairs) = (HashSet::new(), HashSet::new());
    for path in known_paths() {
        let path: Vec<String> = path.iter().map(|t| key(t)).collect();
        pairs.extend(path.iter().cloned().zip(path.iter().skip(1).cloned()));
        texts.extend(path);
    }
    Printed { texts, pairs }
});

/// A header without blanks, brackets of a kind, and the year that it is printed for.
fn key(text: &str) -> String {
    let key = squeeze(text);
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    key.get(digits..).and_then(|r| r.strip_prefix('年')).filter(|_| digits == 4).map_or(key.clone(), str::to_owned)
}

/// The text of a whole header cell, as far as is known, and no piece of one that was broken to fit its cell.
pub fn is_whole(text: &str) -> bool {
    let key = key(text);
    let is_short = key.chars().count() <= SHORT;
    PRINTED.texts.contains(&key)
        || is_word(&key)
        || Source::of(&key).is_some() && key.ends_with("收入")
        || is_short && (key.ends_with("科目") || ["预算", "预算数", "决算数"].contains(&key.as_str()))
        || key.starts_with("本年") && key.ends_with("支出")
}

/// The columns under rows of texts, and how unusual they are; `None` where the texts can be dealt out in no way,
/// or in several that are equally good. `misfit` says how badly columns go with what stands below them, or that
/// they cannot.
pub fn columns(rows: &[Vec<String>], misfit: &dyn Fn(&[Use]) -> Option<u32>) -> Option<(Vec<PrintedColumn>, u32)> {
    let texts: usize = rows.iter().map(Vec::len).sum();
    if rows.len() < 2 || rows.len() > MAX_ROWS || texts > MAX_TEXTS {
        return None;
    }
    let (first, rest) = rows.split_first()?;
    let mut search = Search { rows: rest, misfit, best: None, ties: false, steps: 0 };
    search.deal(0, first.iter().map(|text| vec![text.as_str()]).collect(), 0);
    let found = search.best.filter(|_| !search.ties && search.steps <= MAX_STEPS)?;
    Some((found.columns, found.cost))
}

/// The texts over a column, from the top.
type Path<'t> = Vec<&'t str>;

struct Best {
    columns: Vec<PrintedColumn>,
    cost: u32,
}

struct Search<'a> {
    /// The rows below the first.
    rows: &'a [Vec<String>],
    misfit: &'a dyn Fn(&[Use]) -> Option<u32>,
    best: Option<Best>,
    /// Another way is as good as the best.
    ties: bool,
    steps: usize,
}

impl<'a> Search<'a> {
    /// Deals out the texts of `row` under the columns that there are so far.
    fn deal(&mut self, row: usize, above: Vec<Path<'a>>, cost: u32) {
        match self.rows.get(row) {
            Some(texts) => self.run(row, &above, texts, Vec::new(), cost),
            None => self.finish(&above, cost),
        }
    }

    /// Deals out `texts` under the first of `above`, or under those after it.
    fn run(&mut self, row: usize, above: &[Path<'a>], texts: &'a [String], done: Vec<Path<'a>>, cost: u32) {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.best.as_ref().is_some_and(|b| cost > b.cost) {
            return;
        }
        let Some((first, rest)) = above.split_first() else {
            if texts.is_empty() {
                self.deal(row + 1, done, cost);
            }
            return;
        };
        for length in (0..=texts.len()).rev() {
            let Some((run, left)) = texts.split_at_checked(length) else { continue };
            let mut done = done.clone();
            if run.is_empty() {
                done.push(first.clone());
            }
            done.extend(run.iter().map(|text| first.iter().copied().chain([text.as_str()]).collect()));
            self.run(row, rest, left, done, cost + cost_of(first.last().copied().unwrap_or_default(), run));
        }
    }

    fn finish(&mut self, paths: &[Path<'a>], cost: u32) {
        let columns: Vec<PrintedColumn> = paths
            .iter()
            .map(|path| PrintedColumn {
                usage: use_of(path.last().copied().unwrap_or_default()),
                path: path.iter().map(|t| (*t).to_owned()).collect(),
            })
            .collect();
        let uses: Vec<Use> = columns.iter().map(|c| c.usage).collect();
        let Some(misfit) = (self.misfit)(&uses) else { return };
        let cost = cost + misfit;
        match &self.best {
            Some(best) if cost > best.cost => {}
            Some(best) if cost == best.cost => self.ties |= best.columns != columns,
            _ => (self.best, self.ties) = (Some(Best { columns, cost }), false),
        }
    }
}

/// How unusual it is that these texts stand under that one.
fn cost_of(above: &str, run: &[String]) -> u32 {
    let above = key(above);
    let unknown = run.iter().filter(|t| !PRINTED.pairs.contains(&(above.clone(), key(t)))).count();
    if unknown == 0 {
        return 0;
    }
    let is_label =
        |text: &str| matches!(use_of(text), Use::Code | Use::Name | Use::Value(crate::model::ColumnRole::Label));
    let heads_labels = is_label(&above) || ["科目", "分类", "项目", "单位"].iter().any(|end| above.ends_with(end));
    let labels = run.iter().filter(|t| is_label(t)).count();
    // `项目` over codes and names, `科目编码` over 类, 款 and 项: that needs no example.
    let are_parts = run.iter().all(|t| matches!(t.as_str(), "类" | "款" | "项"));
    let is_code = use_of(&above) == Use::Code;
    if heads_labels && labels == run.len() && labels > 1 && is_code == are_parts && !is_of_units(&above) {
        return 0;
    }
    let mixed = labels > 0 && labels < run.len();
    let misplaced = mixed || heads_labels != (labels > 0);
    // `本年财政专户管理资金支出` over 合计, 基本支出, 项目支出: the total tells that the run begins there.
    let begins = run.first().is_some_and(|t| is_total_name(t) || key(t) == "小计") && run.len() > 1;
    let over = ["支出", "预算", "预算数", "决算数", "收入", "拨款", "安排", "资金"];
    let known = run.iter().all(|t| PRINTED.texts.contains(&key(t)));
    if begins && known && labels == 0 && !heads_labels && over.iter().any(|end| above.ends_with(end)) {
        return 1;
    }
    let late_total = run.iter().skip(1).any(|t| is_total_name(t) || key(t) == "小计");
    let of_total = is_total_name(&above) || above == "小计";
    let again = run.iter().enumerate().any(|(i, t)| run.iter().take(i).any(|other| other == t));
    let unusual = [misplaced, late_total, of_total, again, run.len() == 1];
    u32::try_from(unknown).unwrap_or(0) + 4 * u32::try_from(unusual.iter().filter(|is| **is).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths of the columns; `C` code, `N` name, `A` amount, as the body has them.
    fn dealt(rows: &[&str], body: &str) -> Option<Vec<String>> {
        let rows: Vec<Vec<String>> = rows.iter().map(|r| r.split('|').map(|t| t.trim().to_owned()).collect()).collect();
        let misfit = |uses: &[Use]| {
            let letter = |u: &Use| match u {
                Use::Code => 'C',
                Use::Name => 'N',
                _ => 'A',
            };
            (uses.len() == body.len())
                .then(|| 10 * uses.iter().zip(body.chars()).filter(|(u, c)| letter(u) != *c).count() as u32)
        };
        let (columns, _) = columns(&rows, &misfit)?;
        Some(columns.iter().map(|c| c.path.join("/")).collect())
    }

    #[test]
    fn what_layouts_print_above_each_other() {
        let seen = dealt(&["科目编码|科目名称|合计|基本支出|项目支出", "小计|人员经费|公用经费"], "CNAAAAA").unwrap();
        assert_eq!(seen[2..], ["合计", "基本支出/小计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]);
    }

    #[test]
    fn what_stands_below_tells_which_texts_are_labels() {
        let rows = ["项目|今年拨款", "科目编码|单位代码|单位名称（科目）|合计|基本支出|项目支出", "类|款|项"];
        let seen = dealt(&rows, "CCCCNAAA").unwrap();
        assert_eq!(seen[..2], ["项目/科目编码/类", "项目/科目编码/款"]);
        assert_eq!(seen[4..6], ["项目/单位名称（科目）", "今年拨款/合计"]);
    }

    #[test]
    fn what_can_be_dealt_out_in_two_ways_stays_unknown() {
        assert_eq!(dealt(&["名称|甲|乙", "丙|丁"], "NAAA"), None);
    }
}
