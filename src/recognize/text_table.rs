//! A table out of a stretch of flowing text: header, rows, columns.

use rust_decimal::Decimal;

use super::{
    Line, Region,
    columns::{PrintedColumn, Use, panel_name, value_columns},
    doubt::{guessed_header, has_lost_digits, has_stray_names, is_doubtful},
    flow::{self, RawRow, Shape},
    groups::groups,
    header_words::Expected,
    layouts::SURE,
    rows::{Coding, Side, classify, side_of},
    segment::{is_agency_line, is_page_number, unit_in},
    solve::{HeaderSum, Puzzle, solve},
    text_header::{header, without_repeated_header},
    tokens::{Token, TokenKind, tokens},
};
use crate::{
    model::{
        Cell, Column, ColumnRole, Kind, Panel, Place, Row, RowRole, Stage, Status, Table, parse_amount, parse_share,
        text::squeeze,
    },
    relations::{Source, columns::Header, is_carry},
};

/// What the whole document says that a table needs.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The publishing agency, as far as known.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算.
    pub stage: Stage,
    /// What 收支总表 says of the sources of income; money carried over has none.
    pub told: Vec<(Option<Source>, Decimal)>,
}

/// What a table says of the sources of income, if it is 收支总表.
pub fn told(table: &Table) -> Vec<(Option<Source>, Decimal)> {
    let panel = table.panels.first().filter(|_| table.kind == Kind::IncomeAndSpending && table.status == Status::Ok);
    let rows = panel.map(|p| p.rows.as_slice()).unwrap_or_default().iter();
    rows.filter(|r| matches!(r.role, RowRole::Item | RowRole::CarriedIn))
        .filter_map(|r| {
            let source = if is_carry(&r.name) { None } else { Some(Source::of(&r.name)?) };
            let value = r.cells.first()?.value.filter(|v| !v.is_zero())?;
            Some((source, value))
        })
        .collect()
}

/// What another table says of the money in each column of 收入总表.
fn told_of(columns: &[Column], told: &[(Option<Source>, Decimal)]) -> Vec<Option<Decimal>> {
    let source = |c: &Column| {
        let name = c.path.concat();
        // 其他收入 under 单位资金 is itself before it is a part.
        if is_carry(&name) { Some(None) } else { Source::of(c.leaf()).or_else(|| Source::of(&name)).map(Some) }
    };
    columns.iter().map(|c| source(c).and_then(|s| told.iter().find(|(of, _)| *of == s)).map(|(_, v)| *v)).collect()
}

/// Reads a table of flowing text.
pub fn recognize(region: &Region<'_>, context: &Context) -> Table {
    let mut table = bare_table(region);
    let (lines, notes) = without_notes(&data_lines(region.lines, &context.agency));
    let Some((layout, likeness, header_end)) = header(region.kind, &lines, context) else {
        table.status = Status::Unrecoverable;
        table.raw = raw_text(region.lines);
        table.panels = vec![Panel::default()];
        return table;
    };
    let (head, body) = lines.split_at_checked(header_end).unwrap_or((&lines, &[]));
    let body = without_repeated_header(head, body);
    let text: String = body.iter().map(|l| l.text).collect::<Vec<_>>().join("\n");
    let places = flow::usual_places(&text);
    let numbers_rows = layout.iter().flatten().any(|c| c.usage == Use::Serial && squeeze(c.leaf()) == "行次");
    let is_row_number = |t: &Token| numbers_rows && t.kind == TokenKind::Digits && t.text.len() < 3;
    let words: Vec<Token> = body.iter().flat_map(|l| tokens(l, places)).filter(|t| !is_row_number(t)).collect();
    let extra_labels = layout.iter().flatten().filter(|c| c.usage == Use::Value(ColumnRole::Label)).count();
    let split_codes = layout.iter().flatten().filter(|c| c.usage == Use::Code).count() > 1;
    let shape = Shape { labels: extra_labels, decimals: places > 0, two_sided: layout.len() > 1, split_codes };
    let (rows, remarks) = flow::rows(&words, shape);
    table.notes.extend(remarks.into_iter().chain(notes));
    let sides = if layout.len() > 1 { split_sides(rows) } else { vec![rows] };
    let coding = coding_of(region.kind);
    let mut left_over: Vec<String> = Vec::new();
    let mut doubts = 0;
    for (i, (printed, rows)) in layout.iter().zip(sides).enumerate() {
        let (panel, broken) = panel(region.kind, panel_name(i, layout.len()), printed, rows, context, &mut left_over);
        doubts += usize::from(is_doubtful(&panel.rows, broken, coding) || has_stray_names(printed, &panel.rows));
        table.panels.push(panel);
    }
    let rows = table.panels.iter().map(|p| p.rows.len()).sum();
    doubts += usize::from(has_lost_digits(region.lines, &layout, rows));
    if likeness < SURE {
        // The columns are those of a similar layout, or words in the order of the text: all places are guesses.
        let cells = table.panels.iter_mut().flat_map(|p| &mut p.rows).flat_map(|r| &mut r.cells);
        cells.filter(|c| !c.is_blank()).for_each(|c| c.inferred = true);
    }
    if !left_over.is_empty() {
        table.status = Status::Partial;
        table.raw = left_over.join("\n");
    } else if doubts > 0 || guessed_header(likeness, head) {
        // Rows were read, but too many of them cannot be what was printed: no figure is to be judged by them.
        table.status = Status::Partial;
        table.raw = raw_text(region.lines);
    }
    table
}

/// Kind, number, title, unit and place of a region's table, without panels.
pub fn bare_table(region: &Region<'_>) -> Table {
    Table {
        kind: region.kind,
        number: region.number.clone(),
        title: region.title.clone(),
        unit: region.unit,
        unit_printed: Some(region.unit_printed),
        notes: region.remarks.clone(),
        place: Place { line: Some(region.line.number), ..Place::default() },
        ..Table::default()
    }
}

/// The text of lines without the blank ones.
pub fn raw_text(lines: &[Line<'_>]) -> String {
    lines.iter().filter(|l| !l.is_blank()).map(|l| l.text.trim_end()).collect::<Vec<_>>().join("\n")
}

/// What the codes in a table of this kind are.
pub fn coding_of(kind: Kind) -> Coding {
    match kind {
        Kind::GeneralBasicSpending | Kind::EconomicSummary | Kind::RunningCosts => Coding::Economic,
        Kind::Other | Kind::Projects | Kind::Procurement => Coding::Mixed,
        _ => Coding::Functional,
    }
}

/// The lines that can hold header or data: no blanks, units, agency lines or page numbers.
fn data_lines<'a>(lines: &[Line<'a>], agency: &str) -> Vec<Line<'a>> {
    let agency = squeeze(agency);
    let mut out: Vec<Line<'a>> = Vec::new();
    let mut open_unit = false;
    let mut after_agency = false;
    for line in lines.iter().filter(|l| !l.is_blank()) {
        let squeezed = squeeze(line.text);
        let rest_of_unit = open_unit && ["万元", "元", "万"].contains(&squeezed.as_str());
        let rest_of_agency = after_agency && agency.ends_with(&squeezed);
        let states_unit = squeezed.starts_with("单位:") || squeezed.starts_with("金额单位:");
        open_unit = squeezed.contains("单位:") && !squeezed.ends_with('元');
        after_agency = is_agency_line(&squeezed);
        let drop = rest_of_unit
            || rest_of_agency
            || states_unit
            || after_agency
            || is_page_number(&squeezed)
            || counts_columns(&squeezed, line)
            || unit_in(line.text).is_some() && parse_count(line.text) == 0;
        if !drop {
            out.push(*line);
        }
    }
    out
}

/// `1 2 3 4`, `栏次 1 2`, `※`: column numbers.
fn counts_columns(squeezed: &str, line: &Line<'_>) -> bool {
    let words: Vec<&str> = line.text.split_whitespace().filter(|w| !matches!(*w, "栏次" | "行次" | "※")).collect();
    let marks = words.len() < line.text.split_whitespace().count();
    // Of two lists side by side each may say it: `栏次 1 栏次 2 3 4`.
    let squeezed = squeezed.replace("栏次", "").replace("行次", "").replace('※', "");
    (words.len() > 2 || marks)
        && squeezed.chars().all(|c| c.is_ascii_digit())
        && words.iter().zip(1..).all(|(w, i)| w.parse() == Ok(i))
}

fn parse_count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains('.') && parse_amount(w).is_some()).count()
}

/// Cuts off the notes under a table: from a line that begins with 注 or 备注 to the end, or to the next data.
fn without_notes<'a>(lines: &[Line<'a>]) -> (Vec<Line<'a>>, Vec<String>) {
    let (mut data, mut notes): (Vec<Line<'a>>, Vec<String>) = (Vec::new(), Vec::new());
    let mut open = false;
    for line in lines {
        let squeezed = squeeze(line.text);
        let begins = ["注:", "备注:", "说明:", "※注:"].iter().any(|m| squeezed.starts_with(m));
        if begins {
            notes.push(line.text.trim().to_owned());
        } else if open && parse_count(line.text) == 0 {
            if let Some(note) = notes.last_mut() {
                note.push_str(line.text.trim());
            }
        } else {
            data.push(*line);
            open = false;
            continue;
        }
        open = true;
    }
    (data, notes)
}

/// Deals the rows of two lists side by side to the two lists.
fn split_sides(rows: Vec<RawRow>) -> Vec<Vec<RawRow>> {
    let (mut income, mut spending): (Vec<RawRow>, Vec<RawRow>) = (Vec::new(), Vec::new());
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        // `总计 5.00 总计 5.00`: the first of two on one line is income.
        let is_first = rows.peek().is_some_and(|next| next.line == row.line && next.name == row.name);
        // The list of spending is the longer one, and goes on alone at the end.
        let otherwise = if is_first { Side::Income } else { Side::Spending };
        match side_of(&row.name).unwrap_or(otherwise) {
            Side::Income => income.push(row),
            Side::Spending => spending.push(row),
        }
    }
    vec![income, spending]
}

/// One panel: rows with their numbers in columns; and how many rows no reading fits the header's sums.
fn panel(
    kind: Kind,
    name: &str,
    printed: &[PrintedColumn],
    raw: Vec<RawRow>,
    context: &Context,
    left_over: &mut Vec<String>,
) -> (Panel, usize) {
    let coding = coding_of(kind);
    let columns = value_columns(printed);
    let mut rows: Vec<Row> = raw
        .iter()
        .map(|r| Row {
            code: r.code.clone(),
            name: r.name.clone(),
            cells: vec![Cell::blank(); columns.len()],
            ..Row::default()
        })
        .collect();
    classify(&mut rows, coding, &context.agency);
    fill_labels(&columns, &raw, &mut rows);
    let told: &[_] = if kind == Kind::Income { &context.told } else { &[] };
    let broken = fill_numbers(&columns, &raw, &mut rows, kind, told, left_over);
    rows.retain(|r| !(r.name.is_empty() && r.code.is_empty() && r.cells.iter().all(Cell::is_blank)));
    (Panel { name: name.to_owned(), columns, rows }, broken)
}

fn fill_labels(columns: &[Column], raw: &[RawRow], rows: &mut [Row]) {
    let label_columns: Vec<usize> =
        columns.iter().enumerate().filter(|(_, c)| c.role == ColumnRole::Label).map(|(i, _)| i).collect();
    for (source, row) in raw.iter().zip(rows) {
        for (text, &at) in source.labels.iter().zip(&label_columns) {
            if let Some(cell) = row.cells.get_mut(at) {
                *cell = Cell::read(text.clone(), ColumnRole::Label).on_line(source.line);
            }
        }
    }
}

/// The sums that the merged header states, which must hold in every row.
fn header_sums(columns: &[Column]) -> Vec<HeaderSum> {
    let panel = Panel { columns: columns.to_vec(), ..Panel::default() };
    let header = Header::of(&panel);
    header.sums().into_iter().map(|s| HeaderSum { total: s.total, parts: s.addends }).collect()
}

/// The economic subject of a row, which tells some of its columns; a unit code can look like one.
fn economic_code(row: &Row, coding: Coding) -> &str {
    if coding == Coding::Economic && row.role == RowRole::Item { &row.code } else { "" }
}

fn fill_numbers(
    columns: &[Column],
    raw: &[RawRow],
    rows: &mut [Row],
    kind: Kind,
    told: &[(Option<Source>, Decimal)],
    left_over: &mut Vec<String>,
) -> usize {
    let coding = coding_of(kind);
    let number_columns: Vec<usize> =
        columns.iter().enumerate().filter(|(_, c)| c.role != ColumnRole::Label).map(|(i, _)| i).collect();
    let numeric: Vec<Column> = number_columns.iter().filter_map(|&i| columns.get(i).cloned()).collect();
    let value = |t: &Token| parse_amount(&t.text).or_else(|| parse_share(&t.text)).unwrap_or(Decimal::ZERO);
    let expected: Vec<Expected> = numeric.iter().map(Expected::of).collect();
    // Money of a fund, or of state capital, pays for projects, as a rule.
    let for_projects = matches!(kind, Kind::FundSpending | Kind::StateCapitalSpending);
    let is_basic = |c: &Column| c.path.iter().any(|h| squeeze(h).starts_with("基本支出"));
    let basic: Vec<u32> = numeric.iter().map(|c| u32::from(for_projects && is_basic(c))).collect();
    let weights = |row: &Row| {
        let code = economic_code(row, coding);
        expected.iter().zip(&basic).map(|(column, basic)| column.weight(code) + basic).collect()
    };
    let puzzle = Puzzle {
        columns: numeric.len(),
        sums: header_sums(&numeric),
        weights: rows.iter().map(weights).collect(),
        told: told_of(&numeric, told),
        rows: raw.iter().map(|r| r.numbers.iter().map(value).collect()).collect(),
        groups: groups(rows),
    };
    let mut broken = 0;
    for ((reading, source), row) in solve(&puzzle).into_iter().zip(raw).zip(rows) {
        broken += usize::from(reading.as_ref().is_none_or(|r| r.breaks_header));
        let Some(reading) = reading else {
            let numbers: Vec<&str> = source.numbers.iter().map(|n| n.text.as_str()).collect();
            left_over.push(format!("{} {}", row.title(), numbers.join(" ")));
            continue;
        };
        for ((token, column), certain) in source.numbers.iter().zip(&reading.columns).zip(&reading.certain) {
            let Some(&at) = number_columns.get(*column) else { continue };
            let role = columns.get(at).map_or(ColumnRole::Amount, |c| c.role);
            if let Some(cell) = row.cells.get_mut(at) {
                *cell = Cell { inferred: !certain, ..Cell::read(token.text.clone(), role).on_line(token.line) };
            }
        }
    }
    broken
}
