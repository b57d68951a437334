//! Tables as CSV for Excel and WPS: all tables of a disclosure in one file, one under the other.
//!
//! Each table is its title with number and unit, its headers (one line for each level, a merged header
//! repeated over its columns), its rows as printed, its notes, and a blank line. The two sides of a
//! two-sided table stand side by side, as in print.

use crate::model::{Disclosure, Panel, Table, parse_amount, parse_share, text::squeeze};

/// Excel and WPS take a CSV file for UTF-8 only if it begins with this.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The tables of a disclosure as one CSV text.
pub fn to_string(disclosure: &Disclosure) -> String {
    let mut lines = vec![vec![disclosure.title()]];
    for table in &disclosure.tables {
        lines.push(Vec::new());
        lines.extend(table_lines(table));
    }
    render(lines)
}

/// Lines of cells as CSV: with a byte order mark, and with no cell that a spreadsheet would run as a formula.
pub fn render(lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    for line in lines {
        for (i, cell) in line.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            out.push_str(&quoted(&harmless(cell)));
        }
        out.push_str("\r\n");
    }
    out
}

fn table_lines(table: &Table) -> Vec<Vec<String>> {
    let mut title = vec![table.title.clone(), table.kind.name().to_owned(), format!("单位：{}", table.unit.name())];
    if !table.number.is_empty() {
        title.insert(1, table.number.clone());
    }
    let mut lines = vec![title];
    let depth = table.panels.iter().flat_map(|p| &p.columns).map(|c| c.path.len()).max().unwrap_or(0).max(1);
    lines.extend((0..depth).map(|level| table.panels.iter().flat_map(|panel| header(panel, level, depth)).collect()));
    let height = table.panels.iter().map(|p| p.rows.len()).max().unwrap_or(0);
    lines.extend((0..height).map(|i| table.panels.iter().flat_map(|panel| body(panel, i)).collect()));
    lines.extend(table.notes.iter().map(|note| vec![note.clone()]));
    if !table.raw.is_empty() {
        lines.push(vec!["以下原文未能还原成单元格：".to_owned()]);
        lines.extend(table.raw.lines().map(|line| vec![line.to_owned()]));
    }
    lines
}

/// One level of a panel's header. A path shorter than the deepest ends on its last name, as a merged cell does.
fn header(panel: &Panel, level: usize, depth: usize) -> Vec<String> {
    let lowest = level + 1 == depth;
    let labels = ["编码", "项目"].map(|name| if lowest { name } else { &panel.name }.to_owned());
    let columns = panel.columns.iter().map(|c| c.path.get(level).or(c.path.last()).cloned().unwrap_or_default());
    with_labels(panel, labels, columns)
}

fn body(panel: &Panel, row: usize) -> Vec<String> {
    match panel.rows.get(row) {
        Some(row) => with_labels(panel, [row.code.clone(), row.name.clone()], row.cells.iter().map(|c| c.text.clone())),
        None => with_labels(panel, Default::default(), panel.columns.iter().map(|_| String::new())),
    }
}

/// Code, name and the rest; no column of codes where a panel has none.
fn with_labels(panel: &Panel, [code, name]: [String; 2], rest: impl Iterator<Item = String>) -> Vec<String> {
    let coded = panel.rows.iter().any(|row| !row.code.is_empty());
    coded.then_some(code).into_iter().chain([name]).chain(rest).collect()
}

/// A text that begins like a formula gets an apostrophe in front, the mark with which spreadsheets
/// themselves say "this is text". Numbers and dashes are what they are. Full-width signs count: Chinese
/// spreadsheets take them for the plain ones.
fn harmless(cell: &str) -> String {
    let formula = squeeze(cell).starts_with(['=', '+', '-', '@'])
        && parse_amount(cell).is_none()
        && parse_share(cell).is_none()
        && cell.chars().any(|c| !matches!(c, '-' | '－'));
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, ColumnRole, Kind, Row, Unit};

    fn panel(name: &str, columns: &[&[&str]], rows: &[(&str, &str, &[&str])]) -> Panel {
        let rows = rows.iter().map(|(code, name, cells)| Row {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            cells: cells.iter().map(|c| Cell::read(*c, ColumnRole::Amount)).collect(),
            ..Row::default()
        });
        Panel {
            name: name.to_owned(),
            columns: columns.iter().map(|p| Column::amount(p)).collect(),
            rows: rows.collect(),
        }
    }

    #[test]
    fn tables_stand_one_under_the_other_with_sides_side_by_side() {
        let both = Table {
            kind: Kind::IncomeAndSpending,
            number: "公开表1".to_owned(),
            title: "收支总表".to_owned(),
            panels: vec![
                panel("收入", &[&["预算数"]], &[("", "一、拨款收入", &["1,234.50"])]),
                panel("支出", &[&["预算数"]], &[("", "八、社会保障", &["34.50"]), ("", "九、卫生健康", &["1,200.00"])]),
            ],
            ..Table::default()
        };
        let one = Table {
            kind: Kind::GeneralSpending,
            title: "支出表".to_owned(),
            unit: Unit::Yuan,
            panels: vec![panel(
                "",
                &[&["合计"], &["基本支出", "小计"], &["基本支出", "公用"]],
                &[("208", "社会保障和就业支出", &["-3", "", "-"])],
            )],
            notes: vec!["注：无".to_owned()],
            ..Table::default()
        };
        let d = Disclosure { agency: "青禾县某局".to_owned(), tables: vec![both, one], ..Disclosure::default() };
        let expected = "\u{feff}青禾县某局 · 预算

收支总表,公开表1,收支总表,单位：万元
项目,预算数,项目,预算数
一、拨款收入,\"1,234.50\",八、社会保障,34.50
,,九、卫生健康,\"1,200.00\"

支出表,一般公共预算支出表,单位：元
,,合计,基本支出,基本支出
编码,项目,合计,小计,公用
208,社会保障和就业支出,-3,,-
注：无
";
        assert_eq!(to_string(&d).replace("\r\n", "\n"), expected);
    }

    #[test]
    fn no_cell_is_run_as_a_formula() {
        for (cell, written) in [
            ("=HYPERLINK(\"http://a\")", "'=HYPERLINK(\"http://a\")"),
            ("＝1+1", "'＝1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+86 电话", "'+86 电话"),
            ("-1+2", "'-1+2"),
            ("-12.50", "-12.50"),
            ("-3.1%", "-3.1%"),
            ("--", "--"),
            ("—", "—"),
        ] {
            assert_eq!(harmless(cell), written);
        }
    }
}
