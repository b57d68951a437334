//! Project tables (项目支出表) printed in narrow columns or with their blanks dropped.
//!
//! Nothing is left of the grid but the order of its pieces. What is sure: the header's terms
//! (`header`), the amounts once their fragments are joined (`values`), so many to a row as the header has
//! columns, and the codes: units of 3, 6 or 9 digits, projects of 21 characters, categories of other lengths
//! (`texts`). Where blank cells left no trace, the columns of the amounts are those that make units,
//! categories and projects add up (`fill`).

pub(crate) mod fill;
pub(crate) mod header;
pub(crate) mod pieces;
pub(crate) mod placement;
pub(crate) mod reading;
mod texts;
pub(crate) mod values;

use std::collections::{BTreeSet, HashMap, HashSet};

use self::{
    fill::fill,
    header::Header,
    pieces::{Piece, is_amount, pieces},
    placement::{Number, Shape, Takes, Unplaced},
    reading::{Sort, Text, is_unit_code, sort_of},
    texts::texts,
    values::{ValueRow, are_broken, broken_rows, calm_rows},
};
use super::{Region, rows::named_role};
use crate::model::{Cell, Column, ColumnRole, Panel, Place, Row, RowRole, Status, Table, parse_amount, text::squeeze};

/// The project table of this region; `None` where no header of a project table stands before the first amount.
pub fn recognize(region: &Region) -> Option<Table> {
    let pieces = pieces(region.lines);
    let first_line = pieces.iter().find(|p| is_amount(p.text))?.line;
    // The first row's name may stand on the line of its amounts.
    let header = Header::read(pieces.iter().take_while(|p| p.line < first_line).map(|p| p.text))?;
    if !header.text.contains(&header::TextColumn::Name) {
        return None;
    }
    let body = without_repeats(pieces.get(header.pieces..)?, pieces.get(..header.pieces)?);
    let (rows, left) = if are_broken(&body) {
        broken_rows(&body, header.numbers.len(), header.total)
    } else {
        (calm_rows(&body), Vec::new())
    };
    let (texts, skipped) = texts(&body, &rows, &left, &header);
    let mut panel = panel(&header, &rows, &texts);
    projects_of_units(&mut panel.rows);
    let mut raw: Vec<String> = left.into_iter().map(|v| v.text).collect();
    raw.extend(skipped.into_iter().filter_map(|i| body.get(i)).map(|p| p.text.to_owned()));
    // Codes that ran together: those of the project and of its subject stand beside each other.
    if panel.rows.iter().any(|r| r.code.len() > LONGEST_CODE) {
        raw.extend(region.lines.iter().filter(|l| !l.is_blank()).map(|l| l.text.trim().to_owned()));
    }
    let raw = raw.join("\n");
    Some(Table {
        kind: region.kind,
        number: region.number.clone(),
        title: region.title.clone(),
        unit: region.unit,
        unit_printed: Some(region.unit_printed),
        status: if raw.is_empty() { Status::Ok } else { Status::Partial },
        panels: vec![panel],
        raw,
        place: Place { line: Some(region.line.number), ..Place::default() },
        ..Table::default()
    })
}

/// Rows of one unit's code and several names are the unit's projects, each behind its unit's name; a row whose
/// name all of them begin with is the unit itself.
fn projects_of_units(rows: &mut [Row]) {
    let mut names: HashMap<String, BTreeSet<String>> = HashMap::new();
    for row in rows.iter().filter(|r| r.role == RowRole::Unit && !r.code.is_empty()) {
        names.entry(row.code.clone()).or_default().insert(squeeze(&row.name));
    }
    for row in rows.iter_mut().filter(|r| r.role == RowRole::Unit) {
        let Some(all) = names.get(&row.code).filter(|all| all.len() > 1) else { continue };
        let name = squeeze(&row.name);
        if !all.iter().all(|other| other.starts_with(&name)) {
            row.role = RowRole::Item;
        }
    }
}

/// No code of a project, or of a unit, is longer.
const LONGEST_CODE: usize = 24;

/// The body without the headers that pages repeat.
fn without_repeats<'a>(body: &[Piece<'a>], header: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(piece) = body.get(at) {
        let again = body.get(at..at + header.len());
        if header.len() > 3 && again.is_some_and(|a| a.iter().zip(header).all(|(x, y)| x.text == y.text)) {
            at += header.len();
        } else {
            out.push(*piece);
            at += 1;
        }
    }
    out
}

/// Rows with their levels, roles and cells.
pub(crate) fn panel(header: &Header, rows: &[ValueRow], texts: &[Text]) -> Panel {
    let mut places = Nesting::default();
    let nested: Vec<(u8, Option<usize>)> = texts.iter().enumerate().map(|(i, t)| places.put(i, t)).collect();
    let role = |c: usize| header.columns.get(c).map_or(ColumnRole::Amount, |c| c.role);
    let unplaced: Vec<Unplaced> = rows
        .iter()
        .zip(texts)
        .zip(&nested)
        .map(|((row, text), (_, parent))| Unplaced {
            numbers: row.values.iter().map(|v| Number::of(&v.text)).collect(),
            parent: *parent,
            dashes: row.dashes,
            carried: (text.sort == Sort::Project).then(|| ["结转", "结余"].iter().any(|w| text.name.contains(w))),
        })
        .collect();
    let shape = Shape {
        columns: header.numbers.iter().filter_map(|&c| header.columns.get(c)).map(Takes::of).collect(),
        total: header.total,
        carried: header.carried.clone(),
    };
    let columns = fill(&unplaced, &shape);
    let mut panel = Panel { columns: header.columns.clone(), ..Panel::default() };
    for (((row, text), (level, _)), columns) in rows.iter().zip(texts).zip(nested).zip(columns) {
        let mut cells = vec![Cell::blank(); header.columns.len()];
        let line = row.values.iter().map(|v| v.line).min().unwrap_or(0);
        for (index, label) in [(header.class().map(|c| c.0), &text.class), (header.label(), &text.unit)] {
            if let Some(cell) = index.and_then(|i| cells.get_mut(i)).filter(|_| !label.is_empty()) {
                *cell = Cell::read(label.as_str(), ColumnRole::Label).on_line(line);
            }
        }
        let sure = row.values.len() == header.numbers.len() && !row.reordered;
        for (value, position) in row.values.iter().zip(columns) {
            let Some(&column) = header.numbers.get(position) else { continue };
            if let Some(cell) = cells.get_mut(column) {
                *cell = Cell::read(value.text.as_str(), role(column)).on_line(value.line);
                cell.inferred = !sure && header.total != Some(position);
            }
        }
        let (code, name) = (text.code.clone(), text.name.clone());
        panel.rows.push(Row { code, name, level, role: role_of(text.sort), cells });
    }
    panel
}

impl Number {
    /// What a printed number is.
    pub(crate) fn of(text: &str) -> Self {
        if squeeze(text).ends_with('%') {
            return Number::Share;
        }
        Number::Amount(parse_amount(text).unwrap_or_default())
    }
}

impl Takes {
    /// What a column takes by its role and header.
    pub(crate) fn of(column: &Column) -> Self {
        match column.role {
            ColumnRole::Share if column.leaf().contains(['%', '％']) => Takes::BareShare,
            ColumnRole::Share => Takes::Share,
            _ => Takes::Amount,
        }
    }
}

/// Gives the rows of a project table that kept its cells their roles and levels, and a unit's code its place
/// where it was printed in the column of categories. Project tables by subject (5 and 7 digits) stay as they are.
pub(crate) fn nest(table: &mut Table) {
    let by_subject = |p: &Panel| p.rows.iter().any(|r| matches!(r.code.len(), 5 | 7));
    for panel in table.panels.iter_mut().filter(|p| !by_subject(p)) {
        let mut nesting = Nesting::default();
        let units = units_of(panel);
        let named = panel.columns.iter().position(|c| squeeze(c.leaf()) == "项目名称");
        for (index, row) in panel.rows.iter_mut().enumerate() {
            let says_unit = |c: &Cell| units.contains(&squeeze(&c.text));
            let names_unit = units.contains(&squeeze(&row.name)) && !row.cells.iter().any(says_unit);
            let project = named.and_then(|n| row.cells.get(n)).map(|c| c.text.as_str()).unwrap_or_default();
            let is_project = !project.is_empty() && named_role(project).is_none();
            if row.code.is_empty()
                && let Some(cell) = row.cells.iter_mut().find(|c| is_unit_code(&c.text))
            {
                row.code = std::mem::take(cell).text;
            }
            let sort = match sort_of(&row.code, &row.name) {
                _ if row.role.is_total() => Sort::Total,
                // The row is called by the unit, and the project stands beside it.
                _ if is_project => Sort::Project,
                Sort::Project if row.code.is_empty() && names_unit => Sort::Unit,
                Sort::Project if row.code.is_empty() && header::is_class(&squeeze(&row.name)) => Sort::Category,
                sort => sort,
            };
            let text = Text { sort, code: row.code.clone(), ..Text::default() };
            (row.level, _) = nesting.put(index, &text);
            row.role = role_of(sort);
        }
    }
}

/// The units (项目单位) that the rows of a project table name beside their projects.
fn units_of(panel: &Panel) -> HashSet<String> {
    let columns = panel.columns.iter().enumerate();
    let names_units = columns.filter(|(_, c)| c.role == ColumnRole::Label && squeeze(c.leaf()).ends_with("单位"));
    let cells = names_units.flat_map(|(i, _)| panel.rows.iter().filter_map(move |r| r.cells.get(i)));
    cells.map(|c| squeeze(&c.text)).filter(|t| !t.is_empty()).collect()
}

fn role_of(sort: Sort) -> RowRole {
    match sort {
        Sort::Total => RowRole::Total,
        Sort::Unit => RowRole::Unit,
        Sort::Category => RowRole::Subtotal,
        Sort::Project => RowRole::Item,
    }
}

/// Which rows a row stands under: the total, then units by the beginnings of their codes, categories, projects.
#[derive(Debug, Default)]
struct Nesting {
    /// Open rows from the outermost: index, sort, code, level.
    open: Vec<(usize, Sort, String, u8)>,
}

impl Nesting {
    /// Puts the next row in its place: its level and the row above it.
    fn put(&mut self, index: usize, text: &Text) -> (u8, Option<usize>) {
        while self.open.last().is_some_and(|(_, sort, code, _)| !holds(*sort, code, text)) {
            self.open.pop();
        }
        let parent = self.open.last();
        let level = if text.sort == Sort::Total { 0 } else { parent.map_or(1, |p| p.3 + 1) };
        let parent = parent.map(|p| p.0);
        if text.sort != Sort::Project {
            self.open.push((index, text.sort, text.code.clone(), level));
        }
        (level, parent)
    }
}

/// Whether a row of this sort and code can hold another below it.
fn holds(sort: Sort, code: &str, text: &Text) -> bool {
    match (sort, text.sort) {
        (_, Sort::Total) | (Sort::Project, _) => false,
        (Sort::Total, _) | (Sort::Unit, Sort::Category | Sort::Project) | (Sort::Category, Sort::Project) => true,
        (Sort::Unit, Sort::Unit) | (Sort::Category, Sort::Category) => {
            text.code.len() > code.len() && text.code.starts_with(code)
        }
        (Sort::Category, Sort::Unit) => false,
    }
}

#[cfg(test)]
mod tests;
