//! From names to cells: which cells a reference means in a disclosure, or why it means none.

use std::collections::HashSet;

use super::{
    columns::{columns, is_like},
    layout::{Layout, Sheet},
    statement::{Ref, Rows, Sort, TableName},
};
use crate::model::{
    CellRef, ColumnRole, RowRole, Stage, Status,
    text::{name_key, squeeze},
};

/// The cells of a reference: for each row that it means the cells that add up to its figure.
pub(super) type Cells = Vec<Vec<CellRef>>;

/// One of many rows, as others are found by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub code: String,
    pub name: String,
}

/// Why a reference finds nothing. `gone`: the document does not have it, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfound {
    pub gone: bool,
    pub reason: String,
}

pub(super) fn gone(reason: String) -> Unfound {
    Unfound { gone: true, reason }
}

pub(super) fn unclear(reason: String) -> Unfound {
    Unfound { gone: false, reason }
}

/// The name of a table as this document's readers know it.
pub(super) fn shown(name: &TableName, stage: Stage) -> &str {
    match name {
        TableName::Kind(kind) => kind.name_in(stage),
        TableName::Title(title) => title,
    }
}

/// The tables of this name, those read in full first.
pub(super) fn tables(layout: &Layout, name: &TableName) -> Vec<usize> {
    match name {
        TableName::Kind(kind) => layout.tables(|t| t.kind == *kind),
        TableName::Title(title) => {
            let title = squeeze(title);
            let exact = layout.tables(|t| squeeze(&t.title) == title);
            if exact.is_empty() { layout.tables(|t| squeeze(&t.title).contains(&title)) } else { exact }
        }
    }
}

/// The cells that a reference means; of many rows only the one of this key, where one is given.
pub(super) fn cells(layout: &Layout, r: &Ref, key: Option<&Key>) -> Result<Cells, Unfound> {
    let stage = layout.d.stage;
    let found = tables(layout, &r.table);
    if found.is_empty() {
        return Err(gone(format!("没有“{}”", shown(&r.table, stage))));
    }
    // Of several tables of one kind the first that has what is asked for.
    let mut why = None;
    for table in found {
        match in_table(layout, table, r, key) {
            Ok(cells) => return Ok(cells),
            Err(unfound) => why = why.or(Some(unfound)),
        }
    }
    Err(why.unwrap_or_else(|| gone(format!("没有“{}”", shown(&r.table, stage)))))
}

fn in_table(layout: &Layout, table: usize, r: &Ref, key: Option<&Key>) -> Result<Cells, Unfound> {
    let name = shown(&r.table, layout.d.stage);
    let Some(t) = layout.d.tables.get(table) else { return Err(gone(format!("没有“{name}”"))) };
    if t.status != Status::Ok {
        return Err(unclear(format!("“{name}”没有完整读出，不能比较")));
    }
    let mut hits = Vec::new();
    let mut why = None;
    let mut sides = 0;
    for (number, panel) in t.panels.iter().enumerate() {
        if r.side.as_ref().is_some_and(|side| *side != panel.name) {
            continue;
        }
        sides += 1;
        let Some(sheet) = layout.sheet(table, number) else { continue };
        match in_sheet(sheet, r, key) {
            Ok(found) => hits.push((number, found)),
            Err(unfound) => why = why.or(Some(unfound)),
        }
    }
    if sides == 0 {
        let side = r.side.as_deref().unwrap_or_default();
        return Err(gone(format!("“{name}”没有“{side}”这一侧")));
    }
    match hits.as_slice() {
        [(number, found)] => {
            let cell = |(row, column): &(usize, usize)| CellRef::new(table, *number, *row, *column);
            Ok(found.iter().map(|row| row.iter().map(cell).collect()).collect())
        }
        [] => {
            let Unfound { gone, reason } = why.unwrap_or_else(|| unclear("是空表".to_owned()));
            Err(Unfound { gone, reason: format!("“{name}”{reason}") })
        }
        _ => Err(unclear(format!("“{name}”收入和支出两侧都有“{}”，请写明 ·收入 或 ·支出", r.rows))),
    }
}

type Places = Vec<Vec<(usize, usize)>>;

fn in_sheet(sheet: &Sheet, r: &Ref, key: Option<&Key>) -> Result<Places, Unfound> {
    let rows = match (&r.rows, key) {
        (Rows::One(names), _) => vec![one(sheet, names)?],
        (many, None) => self::many(sheet, many),
        (many, Some(key)) => keyed(sheet, many, key).into_iter().collect(),
    };
    if rows.is_empty() {
        let reason = match key {
            Some(key) => format!("没有“{}”这一行", if key.code.is_empty() { &key.name } else { &key.code }),
            None => format!("没有“{}”的行", r.rows),
        };
        return Err(gone(reason));
    }
    let columns = columns(sheet, &r.columns)?;
    let product = |rows: &Vec<usize>| rows.iter().flat_map(|r| columns.iter().map(|c| (*r, *c))).collect();
    Ok(rows.iter().map(product).collect())
}

/// The rows of one name or code; of a code all that count.
fn one(sheet: &Sheet, names: &[String]) -> Result<Vec<usize>, Unfound> {
    for name in names {
        let squeezed = squeeze(name);
        if matches!(squeezed.as_str(), "合计" | "总计")
            && let Some(row) = sheet.total()
        {
            return Ok(vec![row]);
        }
        let is_code = squeezed.bytes().all(|b| b.is_ascii_digit());
        if is_code && let Some(rows) = sheet.counted.get(squeezed.as_str()) {
            return Ok(rows.clone());
        }
        let found: Vec<usize> = match (is_code, squeezed.contains('*')) {
            (true, _) => sheet.coded.get(squeezed.as_str()).cloned().unwrap_or_default(),
            (false, false) => sheet.named.get(&name_key(name)).cloned().unwrap_or_default(),
            (false, true) => {
                let rows = sheet.panel.rows.iter().enumerate();
                rows.filter(|(_, r)| is_like(&squeezed, &name_key(&r.name))).map(|(i, _)| i).collect()
            }
        };
        match found.as_slice() {
            [] => {}
            [_] => return Ok(found),
            // One subject in the blocks of several units.
            [first, ..] => {
                let code = sheet.panel.rows.get(*first).map_or("", |r| r.code.as_str());
                return match sheet.counted.get(code).filter(|counted| **counted == found) {
                    Some(counted) => Ok(counted.clone()),
                    None => Err(unclear(format!("有 {} 行都是“{name}”，分不清是哪一行，请改用编码", found.len()))),
                };
            }
        }
    }
    Err(gone(format!("没有“{}”这一行", names.join("”或“"))))
}

/// The rows of a sort; those of one subject in several blocks are one.
fn many(sheet: &Sheet, rows: &Rows) -> Vec<Vec<usize>> {
    match rows {
        Rows::One(_) => Vec::new(),
        Rows::Each(Sort::Project, _) => sheet.projects().iter().map(|r| vec![*r]).collect(),
        Rows::Each(Sort::Unit | Sort::Any, _) => {
            (0..sheet.panel.rows.len()).filter(|r| is_among(sheet, rows, *r)).map(|r| vec![r]).collect()
        }
        _ => {
            let codes = sheet.codes.iter().filter(|c| is_code_among(sheet, rows, c));
            codes.filter_map(|c| sheet.counted.get(*c).cloned()).collect()
        }
    }
}

/// Of many rows the one (or the blocks of the one subject) that this key tells.
fn keyed(sheet: &Sheet, rows: &Rows, key: &Key) -> Option<Vec<usize>> {
    let of_codes = !matches!(rows, Rows::One(_) | Rows::Each(Sort::Unit | Sort::Project | Sort::Any, _));
    if of_codes {
        return sheet.counted.get(key.code.as_str()).filter(|_| is_code_among(sheet, rows, &key.code)).cloned();
    }
    let found = if key.code.is_empty() { sheet.named.get(&key.name) } else { sheet.coded.get(key.code.as_str()) };
    let total = sheet.total().filter(|_| key.code.is_empty() && key.name == TOTAL);
    total.or_else(|| found?.iter().copied().find(|r| is_among(sheet, rows, *r))).map(|row| vec![row])
}

fn is_among(sheet: &Sheet, rows: &Rows, row: usize) -> bool {
    match rows {
        Rows::Each(Sort::Unit, _) => sheet.panel.rows.get(row).is_some_and(|r| r.role == RowRole::Unit),
        Rows::Each(Sort::Project, _) => sheet.projects().binary_search(&row).is_ok(),
        _ => true,
    }
}

fn is_code_among(sheet: &Sheet, rows: &Rows, code: &str) -> bool {
    let length = |sort: Sort| match sort {
        Sort::Class => 3,
        Sort::Section => 5,
        _ => 7,
    };
    match rows {
        Rows::Prefix(prefix) => code.starts_with(prefix.as_str()) && sheet.lowest.contains(code),
        Rows::Range(from, to) => code.len() == from.len() && (from.as_str()..=to.as_str()).contains(&code),
        Rows::Each(sort, under) => {
            let below = |u: &String| code.len() > u.len() && code.starts_with(u.as_str());
            code.len() == length(*sort) && under.as_ref().is_none_or(below)
        }
        Rows::One(_) => false,
    }
}

/// The name of every 合计 row, whatever it is printed as.
const TOTAL: &str = "合计";

/// What row of another table corresponds to this one.
fn key(sheet: &Sheet, row: usize) -> Key {
    let Some(r) = sheet.panel.rows.get(row) else { return Key { code: String::new(), name: String::new() } };
    let name = if r.role == RowRole::Total { TOTAL.to_owned() } else { name_key(&r.name) };
    // A code tells by itself: its name may be printed differently.
    if r.code.is_empty() {
        Key { code: String::new(), name }
    } else {
        Key { code: r.code.clone(), name: String::new() }
    }
}

/// The rows that a statement about many is asked for, each with its name for people.
pub(super) fn keys(layout: &Layout, r: &Ref) -> Result<Vec<(Key, String)>, Unfound> {
    let cells = cells(layout, r, None)?;
    let firsts = cells.iter().filter_map(|row| row.first().copied());
    let keyed = firsts.filter_map(|at| {
        let sheet = layout.sheet(at.table as usize, at.panel as usize)?;
        Some((key(sheet, at.row as usize), layout.d.row(at)?.title()))
    });
    // Of rows that go by one name only the first is found in the other table, so only that is asked for.
    let mut seen = HashSet::new();
    Ok(keyed.filter(|(key, _)| seen.insert(key.clone())).collect())
}

/// The figures of these columns are sums of money; other columns hold shares and counts.
pub(super) fn is_money(layout: &Layout, cells: &Cells) -> bool {
    cells.iter().flatten().all(|at| layout.d.column(*at).is_some_and(|c| c.role == ColumnRole::Amount))
}
