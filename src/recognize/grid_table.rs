//! A table out of a region that has its cells.

use std::borrow::Cow;

use super::{
    Region,
    columns::{PrintedColumn, Use, panel_name, value_columns},
    flow::two_digits,
    grid::{GridRow, is_furniture},
    grid_header::{printed_columns, settle_labels, split_panels},
    grids::is_borne_out,
    header_words::is_of_units,
    layouts::{Bag, best_layout},
    rows::{classify, is_known_name, is_total_name},
    text_header::without_side,
    text_table::{Context, bare_table, coding_of, raw_text},
    unspan,
};
use crate::model::{
    Cell, Column, ColumnRole, Kind, Panel, Row, Status, Table, parse_amount,
    text::{is_han, split_numbering, squeeze},
};

/// Reads a table whose cells are known.
pub fn recognize(region: &Region<'_>, grid: Vec<GridRow>, context: &Context) -> Table {
    let mut table = bare_table(region);
    let mut rows: Vec<GridRow> = Vec::new();
    for row in grid {
        match row.sole_text() {
            Some(text) if is_furniture(text) => {}
            Some(text) if is_remark(text) => table.notes.push(text.to_owned()),
            None if row.filled().next().is_none() => {}
            None if row.filled().all(is_furniture) => {}
            _ => rows.push(row),
        }
    }
    let marker = rows.iter().position(is_marker);
    let body_at = marker.or_else(|| rows.iter().position(|r| is_body(r, region.kind))).unwrap_or(rows.len());
    let body = rows.split_off(body_at);
    let header = rows;
    let width = width(&header, &body);
    let (panels, is_guess) = columns(region.kind, &header, &body, width, context);
    let header_texts: Vec<String> = header.iter().flat_map(|r| r.filled().map(squeeze)).collect();
    let body: Vec<&GridRow> = body.iter().filter(|r| !is_marker(r) && !is_header_again(r, &header_texts)).collect();
    let mut first = 0;
    for (i, printed) in panels.iter().enumerate() {
        let name = panel_name(i, panels.len());
        let mut rows: Vec<Row> = body.iter().map(|r| row(&aligned(r, printed, first), first, printed)).collect();
        rows.retain(|r| !r.name.is_empty() || !r.code.is_empty() || r.cells.iter().any(|c| !c.is_blank()));
        classify(&mut rows, coding_of(region.kind), &context.agency);
        first += printed.len();
        let printed = if panels.len() > 1 { without_side(printed.clone()) } else { printed.clone() };
        table.panels.push(Panel { name: name.to_owned(), columns: value_columns(&printed), rows });
    }
    if is_guess && (has_words_for_amounts(&table) || !is_borne_out(&table, context.stage)) {
        table.status = Status::Partial;
        table.raw = raw_text(region.lines);
    }
    table
}

/// Columns of amounts hold more words than amounts: they are not the columns that the header was taken for.
fn has_words_for_amounts(table: &Table) -> bool {
    let is_amount = |c: &Column| c.role == ColumnRole::Amount;
    table.panels.iter().any(|panel| {
        (0..panel.columns.len()).filter(|c| panel.columns.get(*c).is_some_and(is_amount)).any(|column| {
            let cells = panel.rows.iter().filter_map(|r| r.cells.get(column)).filter(|c| !c.is_blank());
            let (amounts, words): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|c| c.value.is_some());
            words.len() > amounts.len()
        })
    })
}

fn is_remark(text: &str) -> bool {
    let squeezed = squeeze(text);
    ["注:", "备注:", "说明:"].iter().any(|m| squeezed.starts_with(m))
        || squeezed.contains('。')
        || squeezed.contains("空表")
}

/// A header row printed again on a further page. A lone 合计 is a row, though headers have that word too.
fn is_header_again(row: &GridRow, header_texts: &[String]) -> bool {
    row.filled().all(|c| header_texts.contains(&squeeze(c)))
        && (row.filled().count() > 1 || !row.filled().all(is_total_name))
}

/// `栏次 1 2 3`, `※ ※ 1 2`: column numbers, the last row of a header.
fn is_marker(row: &GridRow) -> bool {
    let marks = row.filled().filter(|c| matches!(*c, "※" | "栏次" | "行次")).count();
    let numbers: Vec<usize> = row.filled().filter_map(|c| c.parse().ok()).collect();
    let counts = numbers.iter().zip(1..).all(|(n, i)| *n == i);
    let all = row.filled().count();
    all > 0 && counts && marks + numbers.len() == all && (marks > 0 || numbers.len() > 2)
}

/// The first row of data where no column numbers tell.
fn is_body(row: &GridRow, kind: Kind) -> bool {
    let amount = |c: &str| c.contains('.') && parse_amount(c).is_some();
    let code = |c: &str| c.len() >= 3 && c.chars().all(|d| d.is_ascii_digit());
    let named = |c: &str| kind.is_two_sided() && !split_numbering(c).0.is_empty() && is_known_name(c);
    row.filled().any(|c| amount(c) || code(c) || named(c))
        || row.filled().next().is_some_and(|c| is_total_name(c) && row.cells.len() > 2 && row.filled().count() <= 2)
}

/// The number of cells of a body row: what most rows have.
fn width(header: &[GridRow], body: &[GridRow]) -> usize {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in body {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let usual = counts.iter().max_by_key(|(width, n)| (**n, **width)).map(|(width, _)| *width);
    usual.or_else(|| header.iter().map(|r| r.cells.len()).max()).unwrap_or(0)
}

/// The printed columns by panel: of the known layout with this header, else as the header's cells lie; and
/// whether that is a guess, for what the figures must bear out.
fn columns(
    kind: Kind,
    header: &[GridRow],
    body: &[GridRow],
    width: usize,
    context: &Context,
) -> (Vec<Vec<PrintedColumn>>, bool) {
    let mut bag = Bag::default();
    header.iter().flat_map(GridRow::filled).for_each(|text| bag.add(text));
    let dealt = dealt_out(header, body, width);
    // Cells over cells, with nothing to say where the merged ones end.
    let is_guess = header.len() > 1 && !kind.is_two_sided();
    let mut lying = dealt.unwrap_or_else(|| printed_columns(header, width));
    if !is_guess {
        corrected(&mut lying, &contents(body, width));
    }
    let serial = lying.first().is_some_and(|c| c.usage == Use::Serial);
    // A header with the very words of a known layout is that layout, even where a page prints them shifted.
    if let Some((layout, _)) = best_layout(kind, &bag).filter(|(_, likeness)| *likeness > 0.999) {
        let layout = layout.in_year(context.year);
        if layout.panels.iter().map(Vec::len).sum::<usize>() + usize::from(serial) == width {
            let mut panels = layout.panels;
            if let (true, Some(first)) = (serial, panels.first_mut()) {
                first.splice(0..0, lying.first().cloned());
            }
            return (panels, false);
        }
    }
    (if kind.is_two_sided() { split_panels(lying) } else { vec![lying] }, is_guess)
}

/// The columns of a header of several rows without blanks where the merged cells were.
fn dealt_out(header: &[GridRow], body: &[GridRow], width: usize) -> Option<Vec<PrintedColumn>> {
    let rows: Vec<Vec<String>> =
        header.iter().map(|r| r.cells.iter().map(|c| c.split_whitespace().collect()).collect()).collect();
    let has_blanks =
        rows.iter().any(|r: &Vec<String>| r.iter().rev().skip_while(|c| c.is_empty()).any(String::is_empty));
    if has_blanks || rows.iter().any(|r| r.len() >= width) {
        return None;
    }
    let rows: Vec<Vec<String>> = rows.into_iter().map(|r| r.into_iter().filter(|c| !c.is_empty()).collect()).collect();
    let contents = contents(body, width);
    let misfit = |uses: &[Use]| {
        let fits = |(usage, [amounts, digits, words]): (&Use, &[usize; 3])| match usage {
            Use::Code => amounts + words <= *digits,
            Use::Name => amounts + digits <= *words,
            Use::Value(role) if *role != ColumnRole::Label => *words <= amounts + digits,
            _ => true,
        };
        let wrong = uses.iter().zip(&contents).filter(|both| !fits(*both)).count();
        (uses.len() == width).then(|| u32::try_from(wrong * 10).unwrap_or(u32::MAX))
    };
    let (mut columns, _) = unspan::columns(&rows, &misfit)?;
    settle_labels(&mut columns);
    Some(columns)
}

/// What stands in each column: how many amounts, bare digits and words.
fn contents(body: &[GridRow], width: usize) -> Vec<[usize; 3]> {
    let of_column = |column: usize| {
        let cells = body.iter().filter_map(|r| r.cells.get(column)).filter(|c| !c.is_empty());
        cells.fold([0; 3], |mut seen, cell| {
            let digits = cell.chars().all(|c| c.is_ascii_digit());
            let at = if digits { 1 } else { usize::from(parse_amount(cell).is_none()) * 2 };
            if let Some(count) = seen.get_mut(at) {
                *count += 1;
            }
            seen
        })
    };
    (0..width).map(of_column).collect()
}

/// Columns of words whose header says nothing of what they are are labels, the first of them the names of the
/// rows if no other is.
fn corrected(columns: &mut [PrintedColumn], contents: &[[usize; 3]]) {
    let mut is_named = columns.iter().any(|c| c.usage == Use::Name);
    for (column, [amounts, digits, words]) in columns.iter_mut().zip(contents) {
        if column.usage == Use::Value(ColumnRole::Amount) && *words > amounts + digits {
            column.usage = if is_named { Use::Value(ColumnRole::Label) } else { Use::Name };
            is_named = true;
        }
    }
}

/// A row whose leading blanks were trimmed away begins with a name where a code should be: it is moved to
/// the name column.
fn aligned<'r>(source: &'r GridRow, printed: &[PrintedColumn], first: usize) -> Cow<'r, GridRow> {
    let name_at = printed.iter().position(|c| c.usage == Use::Name).unwrap_or(0);
    let begins_with_code = printed.first().is_some_and(|c| c.usage == Use::Code);
    let begins_with_name = source.cells.first().is_some_and(|c| c.chars().next().is_some_and(is_han));
    // 合计 in a cell merged over code and name leaves the name blank, and is in its place.
    let is_merged = source.cells.get(name_at).is_some_and(String::is_empty);
    if first > 0 || !begins_with_code || !begins_with_name || name_at == 0 || is_merged {
        return Cow::Borrowed(source);
    }
    let mut moved = source.clone();
    moved.cells.splice(0..0, std::iter::repeat_n(String::new(), name_at));
    Cow::Owned(moved)
}

/// One row of a panel whose columns begin at `first`.
fn row(source: &GridRow, first: usize, printed: &[PrintedColumn]) -> Row {
    let mut row = Row::default();
    let is_subject = |c: &PrintedColumn| c.usage == Use::Code && !is_of_units(c.leaf());
    let has_subjects = printed.iter().any(is_subject);
    let (mut unit, mut misplaced) = ("", "");
    for (i, column) in printed.iter().enumerate() {
        let text = source.cells.get(first + i).map_or("", String::as_str);
        match column.usage {
            Use::Serial => {}
            // The unit's code beside that of the subject.
            Use::Code if has_subjects && !is_subject(column) => unit = text,
            Use::Code if text.starts_with(is_han) => misplaced = text,
            Use::Code if row.code.is_empty() => row.code.push_str(&squeeze(text)),
            Use::Code => row.code.push_str(&two_digits(&squeeze(text))),
            Use::Name => {
                let (code, name) = code_and_name(text);
                row.code.push_str(code);
                row.name = joined(name);
            }
            Use::Value(role) => {
                let cell = Cell::read(text, role);
                row.cells.push(if text.is_empty() { cell } else { cell.on_line(source.line) });
            }
        }
    }
    if row.code.is_empty() {
        row.code = squeeze(unit);
    }
    if row.name.is_empty() {
        row.name = joined(misplaced);
    }
    row
}

/// `201 一般公共服务支出` into code and name.
fn code_and_name(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let rest = rest.trim_start();
    if digits >= 3 && rest.starts_with(is_han) && !rest.starts_with('年') { (head, rest) } else { ("", text) }
}

/// A name without the spaces at which it was broken to fit its cell; those between Latin words stay.
fn joined(name: &str) -> String {
    let mut out = String::new();
    let mut words = name.split_whitespace();
    if let Some(word) = words.next() {
        out.push_str(word);
    }
    for word in words {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
