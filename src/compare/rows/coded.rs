//! Tables of subjects: functional and economic, with units over them or not.

use std::collections::{HashMap, HashSet};

use super::{
    super::{reading::Reading, statement::bare_name},
    Entry, Shape,
    key::{of_role, shown, stem},
};
use crate::{
    catalog::class_of_name,
    model::{ColumnRole, Kind, Panel, Row, RowRole, text::squeeze},
    relations::outline::{Outline, is_subject_code},
};

pub(super) fn entries(of: &Reading, shape: Shape) -> Vec<Entry> {
    let Some(column) = of.column else { return Vec::new() };
    let outline = Outline::of(of.panel);
    let counted: HashSet<usize> = outline.counted.iter().copied().collect();
    let top: HashSet<usize> = outline.top.iter().copied().collect();
    let totals = of.panel.rows.iter().filter(|r| r.role.is_total()).count();
    let mut out: Vec<Entry> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut unit = String::new();
    for (i, row) in of.panel.rows.iter().enumerate() {
        if row.role == RowRole::Unit {
            unit = if row.name.is_empty() { row.code.clone() } else { stem(&row.name) };
        }
        let Some((key, code)) = key(of, i, row, shape, counted.contains(&i)) else { continue };
        let of_unit = shape.by_unit && (counted.contains(&i) || row.role == RowRole::Subtotal);
        let key = if of_unit { format!("{unit}·{key}") } else { key };
        let is_subject = counted.contains(&i);
        match index.get(&key).and_then(|at| out.get_mut(*at)) {
            // The same subject under several units, or with several counterparts: what it comes to is their sum.
            Some(entry) if is_subject => {
                entry.at.push((i, column));
                continue;
            }
            // A further 合计 is of another table of the form under the first.
            Some(_) if row.role.is_total() => continue,
            _ => {}
        }
        index.entry(key.clone()).or_insert(out.len());
        out.push(Entry {
            key,
            code,
            name: shown(&bare_name(row), row.role),
            level: row.level,
            role: row.role,
            unit: if of_unit { unit.clone() } else { String::new() },
            at: vec![(i, column)],
            top: [top.contains(&i); 2],
            total: [totals == 1 && row.role.is_total(); 2],
        });
    }
    out
}

/// The key and the code of a row; `None` for one that repeats another.
fn key(of: &Reading, i: usize, row: &Row, shape: Shape, counted: bool) -> Option<(String, String)> {
    if let Some(key) = of_role(row.role, &row.name) {
        return Some((key, String::new()));
    }
    match row.role {
        RowRole::Unit => return Some((format!("单位{}", name_or_code(row)), row.code.clone())),
        RowRole::Subtotal if row.code.is_empty() => return Some((format!("小计{}", stem(&row.name)), String::new())),
        _ => {}
    }
    let project = || if of.table.kind == Kind::GeneralProjects { project(of.panel, i) } else { String::new() };
    if counted {
        let pair = if shape.pairs { counterpart(of.panel, i) } else { String::new() };
        let mut key = row.code.clone();
        for more in [pair, project()] {
            if !more.is_empty() {
                key = format!("{key}+{more}");
            }
        }
        return Some((key, row.code.clone()));
    }
    if is_subject_code(&row.code) {
        let project = project();
        return (!project.is_empty()).then(|| (format!("{}+{project}", row.code), row.code.clone()));
    }
    match class_of_name(&row.name).filter(|_| row.code.is_empty() && row.level <= 1) {
        Some(class) => Some((class.to_owned(), class.to_owned())),
        None => Some((format!("名{}", name_or_code(row)), row.code.clone())),
    }
}

fn name_or_code(row: &Row) -> String {
    if row.name.is_empty() { row.code.clone() } else { stem(&row.name) }
}

fn labels(panel: &Panel, row: usize) -> impl Iterator<Item = (String, &str)> {
    let cells = panel.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or_default();
    let labels = panel.columns.iter().zip(cells).filter(|(c, _)| c.role == ColumnRole::Label);
    labels.map(|(c, cell)| (squeeze(&c.path.join("")), cell.text.as_str()))
}

/// The other economic code of a row, where the table prints two: its digits, of one column or of 类 and 款.
fn counterpart(panel: &Panel, row: usize) -> String {
    let mut code = String::new();
    for (head, text) in labels(panel, row) {
        let text = squeeze(text);
        if head.contains("经济分类") && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            code.push_str(&text);
        }
    }
    code
}

/// The project of a row of a table that tells projects beside subjects.
fn project(panel: &Panel, row: usize) -> String {
    labels(panel, row)
        .find(|(head, text)| head.contains("项目") && !text.is_empty())
        .map_or(String::new(), |(_, t)| stem(t))
}

/// Whether every subject of a table has its other economic code beside it.
pub(in crate::compare) fn has_pairs(panel: &Panel) -> bool {
    let mut items = (0..panel.rows.len()).filter(|i| panel.rows.get(*i).is_some_and(|r| r.role == RowRole::Item));
    items.clone().next().is_some() && items.all(|i| is_subject_code(&counterpart(panel, i)))
}

/// How many units have subjects of their own under them.
pub(in crate::compare) fn blocks(panel: &Panel) -> usize {
    if !Outline::is_of_subjects(panel) {
        return 0;
    }
    let mut found = 0;
    let mut open = false;
    for row in &panel.rows {
        match row.role {
            RowRole::Unit => open = true,
            RowRole::Item | RowRole::Subtotal if open && is_subject_code(&row.code) => {
                found += 1;
                open = false;
            }
            _ => {}
        }
    }
    found
}
