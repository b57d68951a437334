//! Rows of a panel out of the rows of a grid.

use super::{
    lattice::{LatticeRow, Slot, one_line},
    panels::{GridColumn, Purpose},
};
use crate::{
    model::{
        Cell, ColumnRole, Row, RowRole, parse_amount, parse_share,
        text::{is_han, squeeze},
    },
    recognize::{columns::Use, flow::two_digits, rows::named_role},
};

/// A row, and how deep it stands where its cells say so.
pub struct ReadRow {
    /// The row.
    pub row: Row,
    /// Its level, told by the column in which its name stands.
    pub level: Option<u8>,
    /// A text stands in it beside its name.
    pub has_label: bool,
}

/// Reads the rows of one panel.
pub struct Reader<'c> {
    columns: &'c [GridColumn],
    /// Everything in the grid was worked out from alignment.
    is_inferred: bool,
    /// The code parts of the last row that had any: blanks repeat them.
    parts: Vec<String>,
    /// A row named what the parts in the second column of names are parts of.
    has_outer: bool,
}

impl<'c> Reader<'c> {
    /// A reader for these columns.
    pub fn new(columns: &'c [GridColumn], is_inferred: bool) -> Self {
        Self { columns, is_inferred, parts: Vec::new(), has_outer: false }
    }

    /// The row, or nothing if none of it is printed. `skipped` are columns whose text belongs to the header.
    pub fn row(&mut self, source: &LatticeRow<'_>, skipped: &[usize]) -> Option<ReadRow> {
        let slot = |c: &GridColumn| source.at(c.index).filter(|_| !skipped.contains(&c.index));
        let mut row = Row::default();
        let mut parts: Vec<String> = Vec::new();
        let mut misplaced_name = String::new();
        let mut inner = String::new();
        let mut unit = String::new();
        let mut has_label = false;
        for column in self.columns {
            let slot = slot(column);
            match column.purpose {
                Purpose::Use(Use::Serial) => {}
                Purpose::UnitCode => unit = slot.map(Slot::text).unwrap_or_default(),
                Purpose::Use(Use::Code) => {
                    let text = slot.filter(|s| s.from == column.index).map(Slot::text).unwrap_or_default();
                    let (code, name) = code_and_name(&text);
                    if !name.is_empty() && misplaced_name.is_empty() {
                        name.clone_into(&mut misplaced_name);
                    }
                    parts.push(squeeze(code));
                }
                Purpose::Use(Use::Name) => row.name = slot.map(Slot::text).unwrap_or_default(),
                Purpose::InnerName => {
                    inner = slot.filter(|s| s.from == column.index).map(Slot::text).unwrap_or_default();
                }
                Purpose::Use(Use::Value(role)) => {
                    has_label |= role == ColumnRole::Label && slot.is_some_and(|s| !s.cell.is_blank());
                    row.cells.push(self.cell(slot, column, role));
                }
            }
        }
        row.code = self.code(parts);
        if row.code.is_empty() {
            row.code = squeeze(&unit);
        }
        if row.name.is_empty() {
            row.name = misplaced_name;
        }
        if row.code.is_empty() {
            let (code, name) = code_and_name(&row.name);
            if !code.is_empty() && !name.is_empty() {
                (row.code, row.name) = (code.to_owned(), name.to_owned());
            }
        }
        let mut level = None;
        if !inner.is_empty() {
            // 小计 speaks for the name beside it. That name is left out where a page cuts the cell that it is in.
            let is_total = named_role(&inner).is_some_and(|r| r.is_total() || r == RowRole::Subtotal);
            let is_part = !is_total && (self.has_outer || !row.name.is_empty());
            self.has_outer |= !row.name.is_empty();
            level = Some(if is_part { 2 } else { 1 });
            row.name = if is_part { inner } else { row.name + &inner };
        }
        let has_cells = row.cells.iter().any(|c| !c.is_blank());
        (has_cells || !row.name.is_empty() || !row.code.is_empty()).then_some(ReadRow { row, level, has_label })
    }

    /// The cell of one column. An amount that spans several rows or columns counts once, at its first; a text
    /// that does is said of all its rows.
    fn cell(&self, slot: Option<&Slot<'_>>, column: &GridColumn, role: ColumnRole) -> Cell {
        let Some(slot) = slot.filter(|s| s.from == column.index && !s.cell.is_blank()) else { return Cell::blank() };
        if role != ColumnRole::Label && !slot.is_top {
            return Cell::blank();
        }
        let squeezed: String = slot.cell.text.split_whitespace().collect();
        let is_number =
            role != ColumnRole::Label && (parse_amount(&squeezed).is_some() || parse_share(&squeezed).is_some());
        let text = if is_number { squeezed } else { one_line(&slot.cell.text) };
        let mut cell = Cell::read(text, role);
        cell.place = slot.cell.place;
        cell.inferred = slot.cell.inferred || self.is_inferred;
        cell
    }

    /// The whole code of a row. A part may be printed whole (`201`, `20101`, `2010101`), alone (`201`, `01`,
    /// `01`), or left out where it is that of the row above.
    fn code(&mut self, mut parts: Vec<String>) -> String {
        let first = parts.iter().position(|p| !p.is_empty());
        let Some(first) = first else { return String::new() };
        for (part, above) in parts.iter_mut().zip(&self.parts).take(first) {
            part.clone_from(above);
        }
        let mut code = String::new();
        for part in &parts {
            if part.len() > code.len() && part.starts_with(code.as_str()) && part.len() > 3 {
                code.clone_from(part);
            } else if code.is_empty() {
                code.push_str(part);
            } else {
                code.push_str(&two_digits(part));
            }
        }
        self.parts = parts;
        code
    }
}

/// Sets role and level of rows that have no name of their own but texts in other columns: they are no totals.
/// Where the named rows have no such texts, they are headings (一、货物) and the others break them down, in
/// steps that only the texts tell: they are parts for information.
pub fn nest_unnamed(rows: &mut [Row], has_label: &[bool]) {
    let is_unnamed = |row: &Row| row.name.is_empty() && row.code.is_empty();
    let are_headings = rows.iter().zip(has_label).all(|(r, has_label)| is_unnamed(r) || !has_label);
    let mut level_above = 0u8;
    for (row, _) in rows.iter_mut().zip(has_label).filter(|(r, has)| !is_unnamed(r) || **has) {
        if !is_unnamed(row) {
            level_above = row.level;
        } else if are_headings {
            (row.role, row.level) = (RowRole::OfWhich, level_above.saturating_add(1));
        } else {
            (row.role, row.level) = (RowRole::Item, 1);
        }
    }
}

/// A code that begins with so many digits may go on with letters.
const LONG_CODE: usize = 6;

/// `208 社会保障和就业支出`, `[20805]行政事业单位养老支出`, `2080501-行政单位离退休` into code and name.
pub fn code_and_name(text: &str) -> (&str, &str) {
    let text = text.trim();
    let open = text.strip_prefix(['[', '【', '(', '（']);
    let inner = open.unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    // Codes of projects have letters too: `42130322032R000000130`.
    let letters = inner.bytes().skip(digits).take_while(u8::is_ascii_alphanumeric).count();
    let length = if digits >= LONG_CODE { digits + letters } else { digits };
    let (code, rest) = inner.split_at_checked(length).unwrap_or(("", inner));
    if digits == 0 {
        let is_code = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        return if is_code { (text, "") } else { ("", text) };
    }
    if rest.is_empty() {
        return (code, "");
    }
    let rest = if open.is_some() { rest.strip_prefix([']', '】', ')', '）']).unwrap_or("") } else { rest };
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '_' | '.'));
    let is_code = open.is_none() && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    if is_code {
        return (text, "");
    }
    if digits >= 3 && name.starts_with(is_han) && !name.starts_with(['年', '月']) { (code, name) } else { ("", text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_name_in_one_cell() {
        assert_eq!(code_and_name("42130322032R0130 基本工资"), ("42130322032R0130", "基本工资"));
        assert_eq!(code_and_name("208 社会保障和就业支出"), ("208", "社会保障和就业支出"));
        assert_eq!(code_and_name("[20805]行政事业单位养老支出"), ("20805", "行政事业单位养老支出"));
        assert_eq!(code_and_name("2080501-行政单位离退休"), ("2080501", "行政单位离退休"));
        assert_eq!(code_and_name("2080501"), ("2080501", ""));
        assert_eq!(code_and_name("2025年预算"), ("", "2025年预算"));
        assert_eq!(code_and_name("合计"), ("", "合计"));
        assert_eq!(code_and_name("508001-02"), ("508001-02", ""));
    }

    #[test]
    fn parts_of_codes() {
        let code =
            |reader: &mut Reader<'_>, parts: &[&str]| reader.code(parts.iter().map(|p| (*p).to_owned()).collect());
        let mut reader = Reader::new(&[], false);
        assert_eq!(code(&mut reader, &["201", "", ""]), "201");
        assert_eq!(code(&mut reader, &["201", "6", ""]), "20106");
        assert_eq!(code(&mut reader, &["", "", "01"]), "2010601");
        assert_eq!(code(&mut reader, &["208", "20805", "2080501"]), "2080501");
        assert_eq!(code(&mut reader, &["", "", ""]), "");
    }
}
