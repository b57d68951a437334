//! Lists without codes: the sides of 收支总表 and whatever else names its rows.

use std::collections::{HashMap, HashSet};

use super::{
    super::{reading::Reading, statement::bare_name},
    Entry,
    key::{of_role, shown, stem},
};
use crate::{
    catalog::class_of_name,
    model::{Row, RowRole},
    relations::{Source, list::List},
};

pub(super) fn entries(of: &Reading) -> Vec<Entry> {
    let Some(column) = of.column else { return Vec::new() };
    let list = List::of(of.panel);
    let mut inside: HashMap<usize, usize> = HashMap::new();
    for nested in &list.nested {
        inside.extend(nested.parts.iter().map(|part| (*part, nested.whole)));
    }
    let items: HashSet<usize> = list.items.iter().copied().collect();
    let all: HashSet<usize> = [&list.items, &list.others, &list.carried].into_iter().flatten().copied().collect();
    // Without a total of the year's own money the one total counts for both.
    let (year, grand) = (list.year_total.or(list.grand_total), list.grand_total.or(list.year_total));
    // Several totals of their own (收入构成, 支出构成) add up what is not told apart here.
    let several = of.panel.rows.iter().filter(|r| r.role == RowRole::Total).count() > 1;
    let (year, grand) = if several { (None, None) } else { (year, grand) };
    let of_year = if list.year_total.is_some() { &items } else { &all };
    let of_all = if list.grand_total.is_some() { &all } else { &items };
    let rows = of.panel.rows.iter().enumerate();
    rows.map(|(i, row)| Entry {
        key: key(of, i, &inside, 0),
        code: code(of, row),
        name: shown(&bare_name(row), row.role),
        level: row.level,
        role: row.role,
        unit: String::new(),
        at: vec![(i, column)],
        top: [of_year.contains(&i), of_all.contains(&i)],
        total: [Some(i) == year, Some(i) == grand],
    })
    .collect()
}

/// As deep as a list is nested at most; what a damaged file says must not decide it.
const DEEPEST: usize = 6;

/// What is inside something else is told by both, unless a source of income is simply told in parts.
fn key(of: &Reading, row: usize, inside: &HashMap<usize, usize>, depth: usize) -> String {
    let Some(printed) = of.panel.rows.get(row) else { return String::new() };
    let own = own(of, printed);
    let Some(whole) = inside.get(&row).filter(|_| depth < DEEPEST) else { return own };
    let over = of.panel.rows.get(*whole);
    let source = |row: &Row| if of.is_income() { Source::of(&row.name) } else { None };
    let is_part = source(printed).and_then(Source::whole).is_some_and(|w| over.and_then(source) == Some(w));
    if is_part { own } else { format!("{}/{own}", key(of, *whole, inside, depth + 1)) }
}

fn own(of: &Reading, row: &Row) -> String {
    if let Some(key) = of_role(row.role, &row.name) {
        return key;
    }
    let code = code(of, row);
    if !code.is_empty() {
        return code;
    }
    match Source::of(&row.name).filter(|_| of.is_income() && row.role != RowRole::Unit) {
        Some(source) => format!("来源{}", source.name()),
        None => format!("名{}", stem(&row.name)),
    }
}

/// The code of a row: printed, or that of the class that its name means.
fn code(of: &Reading, row: &Row) -> String {
    let by_name = || class_of_name(&row.name).filter(|_| row.role == RowRole::Item && !of.is_income());
    if row.code.is_empty() { by_name().unwrap_or_default().to_owned() } else { row.code.clone() }
}
