//! Signs that a table was misread: then its figures are shown, but no rule is judged by them.

use std::collections::HashMap;

use super::{
    Line,
    columns::{PrintedColumn, Use},
    rows::Coding,
};
use crate::model::{Row, RowRole, text::squeeze};

/// The header is no known layout and its words are not whole: it takes more than one line.
pub fn guessed_header(likeness: f64, head: &[Line<'_>]) -> bool {
    likeness == 0.0 && head.len() > 1
}

/// Whether a panel is more likely a misreading than a table: codes without names, names without codes among
/// coded rows, one code on many rows, sums of the header that no reading of a row satisfies. One row in ten
/// may be so; disclosures have errors.
pub fn is_doubtful(rows: &[Row], broken: usize, coding: Coding) -> bool {
    let coded = rows.iter().filter(|r| r.role == RowRole::Item && !r.code.is_empty()).count();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut odd = broken;
    for row in rows.iter().filter(|r| r.role == RowRole::Item) {
        let labels: String = row.cells.iter().filter(|c| c.value.is_none()).map(|c| c.text.as_str()).collect();
        let lacks = row.code.is_empty() != row.name.is_empty() || row.code.is_empty() && coded * 2 > rows.len();
        let many = !row.code.is_empty() && labels.is_empty() && coding != Coding::Mixed;
        let again = many && {
            let count = seen.entry(row.code.as_str()).or_default();
            *count += 1;
            *count > 1
        };
        odd += usize::from(lacks && coded > 0 || again);
    }
    // 小计 of categories whose names stand in merged cells beside them: which rows each adds up is lost.
    let subtotals = rows.iter().filter(|r| squeeze(&r.name) == "小计").count();
    // Amounts that lost their row, in a panel whose totals have names.
    let is_bare = |r: &&Row| r.name.is_empty() && r.code.is_empty();
    let lost = rows.iter().any(|r| is_bare(&r)) && rows.iter().any(|r| r.role.is_total() && !is_bare(&r));
    odd > 2 && odd * 10 > rows.len() || subtotals > 1 || lost
}

/// A row with a name in a table that has no column for names.
pub fn has_stray_names(printed: &[PrintedColumn], rows: &[Row]) -> bool {
    let labelled = printed.iter().any(|c| matches!(c.usage, Use::Name | Use::Code));
    !labelled && rows.iter().any(|r| !r.name.is_empty())
}

/// Numbers of one or two digits on lines of their own are taken for page or serial numbers. Where there are
/// many and the layout has no serial numbers, they were cells.
pub fn has_lost_digits(lines: &[Line<'_>], printed: &[Vec<PrintedColumn>], rows: usize) -> bool {
    let serial = printed.iter().flatten().any(|c| c.usage == Use::Serial);
    let is_lone = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let lone = lines.iter().filter(|l| is_lone(l.text.trim())).count();
    !serial && lone > 3 && lone * 10 > rows
}
