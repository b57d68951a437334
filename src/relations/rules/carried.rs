//! What is left: B4, 年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余.

use super::At;
use crate::{
    model::Kind,
    relations::{Builder, Term, columns::Header},
};

/// B4: in a table that prints what was there, came in, went out and is left, in every row.
pub(super) fn over(at: &At, out: &mut Builder) {
    if matches!(at.table.kind, Kind::Other | Kind::ProjectPerformance | Kind::OverallPerformance) {
        return;
    }
    let header = Header::of(at.panel);
    let find = |years: &[&str], carried: bool| {
        let fits = |h: &&Header| {
            let is_carried = h.name.contains("结转") || h.name.contains("结余");
            is_carried == carried && years.iter().any(|y| h.name.starts_with(y))
        };
        header.children.iter().find(fits).map(Header::value).filter(|columns| !columns.is_empty())
    };
    let (Some(before), Some(income), Some(spending), Some(after)) = (
        find(&["年初", "上年"], true),
        find(&["本年收入"], false),
        find(&["本年支出"], false),
        find(&["年末", "结转下年"], true),
    ) else {
        return;
    };
    let [left] = after[..] else { return };
    for row in 0..at.panel.rows.len() {
        let plus = before.iter().chain(&income).map(|c| Term::plus(at.cell(row, *c)));
        let minus = spending.iter().map(|c| Term::minus(at.cell(row, *c)));
        out.equal(
            "B4",
            at.cell(row, left),
            plus.chain(minus).collect(),
            "年末结转和结余 = 年初结转和结余 + 本年收入 − 本年支出",
        );
    }
}
