//! The table as it is shown: columns, the lines in their order, and the texts of all cells. Made when the
//! comparison, the pair of sides, the order or the filters change.

use std::cmp::Ordering;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::arrange::{Filter, Sort, ends, shown};
use crate::compare::{Comparison, Line, Standing};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app::compare) enum Column {
    Code,
    Name,
    /// The amount of a side.
    Side(usize),
    Difference,
    Rate,
    /// What the text says about the change.
    Reason,
}

impl Column {
    /// Numbers stand at the right.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Column::Side(_) | Column::Difference | Column::Rate)
    }
}

/// Printed on one of the two sides only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app::compare) enum Mark {
    /// 新增: not on the side before.
    New,
    /// 恢复: not on the side before, but on an earlier one.
    Back,
    /// 取消: no longer on this side.
    Gone,
    /// 口径变化: not the same money.
    Other,
}

impl Mark {
    pub(super) fn name(self) -> &'static str {
        match self {
            Mark::New => "新增",
            Mark::Back => "恢复",
            Mark::Gone => "取消",
            Mark::Other => "口径变化",
        }
    }
}

/// A line as it is shown.
#[derive(Debug, Clone)]
pub(in crate::app::compare) struct Shown {
    /// Its place in the comparison.
    pub line: usize,
    /// What stands in each column.
    pub texts: Vec<String>,
    /// Its other names: `2019 年：行政事业单位离退休`.
    pub former: String,
    pub mark: Option<Mark>,
    /// More, less or the same.
    pub trend: Ordering,
    /// A total, or of the first level where there are deeper ones.
    pub bold: bool,
    pub total: bool,
    /// Lines of deeper levels belong to it; whether they are hidden.
    pub fold: Option<bool>,
    pub level: u8,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub(in crate::app::compare) struct Sheet {
    pub columns: Vec<Column>,
    pub heads: Vec<String>,
    pub rows: Vec<Shown>,
    /// So many columns from the left stay in place.
    pub frozen: usize,
    pub pair: (usize, usize),
}

/// What stands where there is no value.
const DASH: &str = "—";

impl Sheet {
    pub(super) fn of(
        comparison: &Comparison,
        pair: (usize, usize),
        sort: Sort,
        filter: &Filter,
        folded: &HashSet<String>,
    ) -> Self {
        let (from, to) = pair;
        let has_codes = comparison.lines.iter().any(|l| !l.code.is_empty());
        let has_reasons = comparison.lines.iter().any(|l| l.reasons.get(to).is_some_and(Option::is_some));
        let mut columns: Vec<Column> = has_codes.then_some(Column::Code).into_iter().chain([Column::Name]).collect();
        let frozen = columns.len();
        columns.extend((0..comparison.sides.len()).map(Column::Side));
        if from != to {
            columns.extend([Column::Difference, Column::Rate]);
            columns.extend(has_reasons.then_some(Column::Reason));
        }
        let heads = columns.iter().map(|c| head(*c, comparison, pair)).collect();
        let ends = ends(&comparison.lines);
        let deep = comparison.lines.iter().any(|l| l.level > 1);
        let row = |at: usize| {
            let line = comparison.lines.get(at)?;
            let folds = ends.get(at).is_some_and(|end| *end > at + 1);
            let change = comparison.difference(line, from, to).unwrap_or_default();
            let total = line.level == 0 || line.role.is_total();
            Some(Shown {
                line: at,
                texts: columns.iter().map(|c| text(*c, line, comparison, pair)).collect(),
                former: former(line, comparison),
                mark: (from != to).then(|| mark(line, comparison, pair)).flatten(),
                trend: if from == to { Ordering::Equal } else { change.cmp(&Decimal::ZERO) },
                bold: total || deep && line.level <= 1,
                total,
                fold: folds.then(|| folded.contains(&line.key)),
                level: line.level,
            })
        };
        let rows = shown(comparison, pair, sort, filter, folded, &ends).into_iter().filter_map(row).collect();
        Self { columns, heads, rows, frozen, pair }
    }

    /// What stands in a cell.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|r| r.texts.get(column)).map_or("", String::as_str)
    }

    /// What a cell gives to the clipboard: the plain number, and nothing where nothing is printed.
    pub(super) fn raw(&self, row: usize, column: usize, comparison: &Comparison) -> String {
        let text = self.text(row, column);
        match self.number(row, column, comparison) {
            Some(value) => value.to_string(),
            None if text == DASH => String::new(),
            None => text.to_owned(),
        }
    }

    /// The amount in a cell.
    pub(super) fn number(&self, row: usize, column: usize, comparison: &Comparison) -> Option<Decimal> {
        let line = comparison.lines.get(self.rows.get(row)?.line)?;
        match self.columns.get(column)? {
            Column::Side(side) => line.value(*side),
            Column::Difference => comparison.difference(line, self.pair.0, self.pair.1),
            _ => None,
        }
    }
}

/// The head of a column.
fn head(column: Column, comparison: &Comparison, (from, to): (usize, usize)) -> String {
    let label = |side: usize| comparison.sides.get(side).map_or("", |s| s.label.as_str());
    match column {
        Column::Code => "科目编码".to_owned(),
        Column::Name => "名称".to_owned(),
        Column::Side(side) => label(side).to_owned(),
        Column::Difference => match change_head(comparison, (from, to)) {
            Some(head) => head,
            None => format!("比{}", label(from)),
        },
        Column::Rate => "幅度".to_owned(),
        Column::Reason => "文中说明的原因".to_owned(),
    }
}

/// `比上年` where the two are neighbours in time and of one stage.
fn change_head(comparison: &Comparison, (from, to): (usize, usize)) -> Option<String> {
    let (before, now) = (comparison.sides.get(from)?, comparison.sides.get(to)?);
    let is_last_year = before.year? + 1 == now.year? && before.stage == now.stage;
    is_last_year.then(|| "比上年".to_owned())
}

fn text(column: Column, line: &Line, comparison: &Comparison, (from, to): (usize, usize)) -> String {
    let dash = || DASH.to_owned();
    match column {
        Column::Code => line.code.clone(),
        Column::Name if line.name.is_empty() => "合计".to_owned(),
        Column::Name if line.unit.is_empty() => line.name.clone(),
        Column::Name => format!("{}（{}）", line.name, line.unit),
        Column::Side(side) => line.value(side).map_or_else(dash, |v| comparison.amount_text(v)),
        Column::Difference => {
            comparison.difference(line, from, to).map_or_else(dash, |d| comparison.difference_text(d))
        }
        Column::Rate => comparison.rate(line, from, to).map_or_else(dash, rate_text),
        Column::Reason => {
            let reason = line.reasons.get(to).and_then(Option::as_ref);
            reason.map(|r| r.quote.replace(['\n', '\t'], " ")).unwrap_or_default()
        }
    }
}

/// `+8.42%`
fn rate_text(rate: Decimal) -> String {
    format!("{}{rate:.2}%", if rate > Decimal::ZERO { "+" } else { "" })
}

fn mark(line: &Line, comparison: &Comparison, (from, to): (usize, usize)) -> Option<Mark> {
    let was = |side: usize| side != from && line.value(side).is_some_and(|v| !v.is_zero());
    match comparison.standing(line, from, to) {
        Standing::New if (0..to).any(was) => Some(Mark::Back),
        Standing::New => Some(Mark::New),
        Standing::Vanished => Some(Mark::Gone),
        Standing::Regrouped => Some(Mark::Other),
        Standing::Both | Standing::Neither | Standing::Unknown => None,
    }
}

/// Where a line goes by another name: the sides that agree are named together, as `2019 年及以前`.
fn former(line: &Line, comparison: &Comparison) -> String {
    let mut parts: Vec<(Vec<usize>, String)> = Vec::new();
    for former in &line.former {
        let code = if former.code == line.code { "" } else { former.code.as_str() };
        let name = if former.name == line.name { "" } else { former.name.as_str() };
        let said = [code, name].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        match parts.iter_mut().find(|(_, other)| *other == said) {
            _ if said.is_empty() => {}
            Some((sides, _)) => sides.push(former.side),
            None => parts.push((vec![former.side], said)),
        }
    }
    let label = |side: usize| comparison.sides.get(side).map_or("", |s| s.label.as_str());
    let named = |(mut sides, said): (Vec<usize>, String)| {
        sides.sort_unstable();
        let last = sides.last().copied().unwrap_or_default();
        let is_prefix = sides.len() > 1 && sides.iter().copied().eq(0..sides.len());
        let when = match is_prefix {
            true => format!("{}及以前", label(last)),
            false => sides.iter().map(|s| label(*s)).collect::<Vec<_>>().join("、"),
        };
        format!("{when}：{said}")
    };
    parts.into_iter().map(named).collect::<Vec<_>>().join("；")
}
