//! Disclosures as small text tables.
//!
//! ```text
//! 支出总表 万元
//! 编码 | 名称 | 合计 | 基本支出/小计 | 基本支出/人员经费
//!      | 合计 | 10.00 | 6.00 | 6.00
//! 208  | 社会保障和就业支出 | 10.00 | 6.00 | 6.00
//! ```
//! A table begins with its kind, and its unit (万元 if none), on a line of its own; then comes the header row
//! and the body. Headers are paths with `/`; a header in `〔〕` is a label column. Roles and levels follow
//! from names and codes as in print; a name in `[ ]` is a unit, `其中：` marks a part, leading dots give the
//! level. A line `# heading` begins a section of the text, whose paragraphs are lines that begin with `> `. A line `决算 2024` makes it final accounts of that year. A line `收入 |…` or `支出 |…` instead of the header row begins a side of a two-sided table.
#![allow(dead_code)]

pub mod accounts;
pub mod digest;
pub mod invented;
pub mod narrative;
pub mod random;
pub mod whole;

use gongkai::{
    check::{Checker, Finding, Verdict},
    model::*,
};

/// Reads the notation, as the same agency published it for this year.
#[track_caller]
pub fn of(year: i32, text: &str) -> Disclosure {
    Disclosure { year: Some(year), ..disclosure(text) }
}

/// Reads the notation.
#[track_caller]
pub fn disclosure(text: &str) -> Disclosure {
    let mut d = Disclosure { agency: "临川县档案馆".into(), year: Some(2025), ..Disclosure::default() };
    let mut headed = false;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            d.prose.push(Section { heading: heading.into(), ..Section::default() });
            continue;
        }
        if let (Some(text), Some(section)) = (line.strip_prefix("> "), d.prose.last_mut()) {
            let separator = if section.text.is_empty() { "" } else { "\n" };
            section.text.push_str(&format!("{separator}{text}"));
            continue;
        }
        if !line.contains('|') {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap_or_default();
            if name == "决算" {
                d.stage = Stage::FinalAccounts;
                d.year = words.next().and_then(|y| y.parse().ok());
                continue;
            }
            let kind = *Kind::ALL.iter().find(|k| k.name() == name).unwrap_or_else(|| panic!("没有这种表：{line}"));
            let unit = match words.next() {
                None | Some("万元") => Unit::Wan,
                Some("元") => Unit::Yuan,
                Some("亿元") => Unit::Yi,
                Some(other) => panic!("没有这种单位：{other}"),
            };
            d.tables.push(Table { kind, unit, title: name.into(), ..Table::default() });
            headed = false;
            continue;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let table = d.tables.last_mut().expect("先写表名");
        let side = matches!(cells[0], "收入" | "支出" | "支出用途") && table.kind.is_two_sided();
        if side || !headed {
            let columns = cells[if side { 1 } else { 2 }..].iter().map(|h| column(h)).collect();
            let name = if side { cells[0].to_owned() } else { String::new() };
            table.panels.push(Panel { name, columns, rows: Vec::new() });
            headed = true;
            continue;
        }
        let panel = table.panels.last_mut().expect("先写表头");
        // In a two-sided table the name comes first and there is no code.
        let row = if table.kind.is_two_sided() {
            row("", &cells, &panel.columns, true)
        } else {
            row(cells[0], &cells[1..], &panel.columns, false)
        };
        panel.rows.push(row);
    }
    d.number_tables();
    d
}

fn column(header: &str) -> Column {
    let (text, role) = match header.strip_prefix('〔').and_then(|h| h.strip_suffix('〕')) {
        Some(label) => (label, ColumnRole::Label),
        None => (header, ColumnRole::Amount),
    };
    Column { path: text.split('/').map(|p| p.trim().to_owned()).collect(), role }
}

fn row(code: &str, cells: &[&str], columns: &[Column], two_sided: bool) -> Row {
    let printed = cells[0];
    let dots = printed.chars().take_while(|c| *c == '.').count();
    let mut name = printed.trim_start_matches('.').to_owned();
    let key = text::name_key(&name);
    let unit = name.starts_with('[');
    if unit {
        name = name.trim_matches(['[', ']']).to_owned();
    }
    let role = match key.as_str() {
        _ if unit => RowRole::Unit,
        _ if name.starts_with("其中") => RowRole::OfWhich,
        "总计" if two_sided => RowRole::GrandTotal,
        "合计" | "总计" => RowRole::Total,
        "人员经费合计" | "公用经费合计" => RowRole::Subtotal,
        "收入总计" | "支出总计" => RowRole::GrandTotal,
        "本年收入合计" | "本年支出合计" | "本年收入" | "本年支出" => RowRole::YearTotal,
        k if ["上年结转", "年初", "使用非财政拨款结余"].iter().any(|w| k.starts_with(w)) => {
            RowRole::CarriedIn
        }
        k if ["结转下年", "年终结转", "年末"].iter().any(|w| k.starts_with(w)) => RowRole::CarriedOut,
        _ => RowRole::Item,
    };
    let level = match (role, code.len()) {
        _ if dots > 0 => dots as u8,
        (r, _) if r.is_total() => 0,
        (_, 5) => 2,
        (_, 7) => 3,
        (RowRole::OfWhich, _) => 2,
        _ => 1,
    };
    let mut body: Vec<Cell> = cells[1..].iter().zip(columns).map(|(t, c)| Cell::read(*t, c.role)).collect();
    body.resize(columns.len(), Cell::blank());
    Row { code: code.to_owned(), name, level, role, cells: body }
}

/// The address of a cell: table kind, a word of the row's title, a word of the column's.
#[track_caller]
pub fn cell(d: &Disclosure, kind: &str, row: &str, column: &str) -> CellRef {
    for (t, table) in d.tables.iter().enumerate().filter(|(_, t)| t.kind.name() == kind) {
        for (p, panel) in table.panels.iter().enumerate() {
            let r = panel.rows.iter().position(|r| r.title().contains(row));
            let c = panel.columns.iter().position(|c| c.title().contains(column));
            if let (Some(r), Some(c)) = (r, c) {
                return CellRef::new(t, p, r, c);
            }
        }
    }
    panic!("没有这一格：{kind} {row} {column}")
}

/// Types a text into a cell.
#[track_caller]
pub fn type_into(d: &mut Disclosure, at: CellRef, text: &str) {
    let role = d.column(at).expect("栏").role;
    *d.cell_mut(at).expect("格") = Cell::read(text, role);
}

/// Checks a disclosure and compares its findings, each as `severity rule verdict row column`.
#[track_caller]
pub fn check(text: &str, expected: &[&str]) {
    let d = disclosure(text);
    let findings = Checker::new(&d).findings(&d);
    let line = |f: &Finding| {
        let at = f.cells[0];
        let (row, column) = (d.row(at).expect("行").title(), d.column(at).expect("栏").title());
        format!("{} {} {} {row} {column}", f.severity.name(), f.rule, f.verdict.map_or("说明", Verdict::name))
    };
    let seen: Vec<String> = findings.iter().map(line).collect();
    assert_eq!(seen, expected, "{}", findings.iter().map(|f| format!("\n{}", f.message)).collect::<String>());
}
