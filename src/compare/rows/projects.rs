//! Tables of projects (项目支出表): projects under categories and units.

use std::collections::HashSet;

use super::{
    super::{reading::Reading, statement::bare_name},
    Entry,
    key::{of_role, shown, stem},
};
use crate::{model::RowRole, relations::projects::sums};

pub(super) fn entries(of: &Reading) -> Vec<Entry> {
    let Some(column) = of.column else { return Vec::new() };
    let total = of.panel.rows.iter().position(|r| r.role.is_total());
    let sums = sums(of.panel);
    let top: HashSet<usize> =
        sums.iter().filter(|s| Some(s.total) == total).flat_map(|s| s.addends.iter().copied()).collect();
    let (mut unit, mut category) = (String::new(), String::new());
    let mut out = Vec::new();
    for (i, row) in of.panel.rows.iter().enumerate() {
        let name = project_name(&row.name, of.year);
        let key = match (of_role(row.role, &row.name), row.role) {
            (Some(key), _) => key,
            (None, RowRole::Unit) => {
                (unit, category) = (name.clone(), String::new());
                format!("单位{name}")
            }
            (None, RowRole::Subtotal) => {
                category = name.clone();
                format!("{unit}·类别{name}")
            }
            _ => format!("{unit}·{category}·{name}"),
        };
        out.push(Entry {
            key,
            // A project has another code every year.
            code: String::new(),
            name: shown(&bare_name(row), row.role),
            level: row.level,
            role: row.role,
            unit: if row.role == RowRole::Unit || row.role.is_total() { String::new() } else { unit.clone() },
            at: vec![(i, column)],
            top: [top.contains(&i); 2],
            total: [Some(i) == total; 2],
        });
    }
    out
}

/// A project that is named with the year of its budget is the same one the year after.
fn project_name(name: &str, year: i32) -> String {
    let stem = stem(name);
    stem.strip_prefix(&year.to_string())
        .map(|rest| rest.strip_prefix("年度").or(rest.strip_prefix('年')).unwrap_or(rest).to_owned())
        .unwrap_or(stem)
}
