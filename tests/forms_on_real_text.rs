//! Project tables and performance forms of real disclosures, where they are at hand: nothing is lost, nothing
//! counts twice, and what must add up does.

use gongkai::{
    model::{ColumnRole, Kind, Panel, Row, RowRole, Status, Table, parse_amount},
    recognize::disclosure,
};
use rust_decimal::Decimal;

/// The text of a real disclosure, or a word on standard output that the test was skipped.
fn seed(name: &str) -> Option<String> {
    let path = format!("{}/../shared/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {path} is not here");
    }
    text
}

fn tables_of(text: &str, kinds: &[Kind]) -> Vec<Table> {
    let mut tables = disclosure(text).tables;
    tables.retain(|t| kinds.contains(&t.kind));
    tables
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.panels.iter().flat_map(|p| &p.rows)
}

/// The amounts of a row, blank cells as zero.
fn amounts<'a>(panel: &'a Panel, row: &'a Row) -> impl Iterator<Item = Decimal> + 'a {
    let amounts = panel.columns.iter().zip(&row.cells).filter(|(c, _)| c.role == ColumnRole::Amount);
    amounts.map(|(_, cell)| cell.value.unwrap_or_default())
}

/// Every row that heads others is their sum, column by column, but for what rounding of so many can do.
#[track_caller]
fn adds_up(table: &Table) {
    for panel in &table.panels {
        for (i, row) in panel.rows.iter().enumerate().filter(|(_, r)| r.role != RowRole::Item) {
            let below = panel.rows[i + 1..].iter().take_while(|r| r.level > row.level);
            let children: Vec<&Row> = below.filter(|r| r.level == row.level + 1).collect();
            let mut off: Vec<Decimal> = amounts(panel, row).collect();
            for child in &children {
                off.iter_mut().zip(amounts(panel, child)).for_each(|(o, a)| *o -= a);
            }
            let slack = Decimal::new(5, 3) * Decimal::from(children.len() + 1);
            assert!(off.iter().all(|o| o.abs() <= slack), "{} in {}: {off:?}", row.title(), table.title);
        }
    }
}

/// Every amount printed in these lines, whole (`12.00`) or the head of a broken one (`0.0`), is in exactly one
/// cell, and no cell has any other.
#[track_caller]
fn has_all_amounts_of<'a>(table: &Table, lines: impl Iterator<Item = &'a str>) {
    let is_amount = |w: &&str| w.contains('.') && parse_amount(w).is_some();
    let is_whole = |w: &&str| parse_amount(w).is_some_and(|a| a.scale() >= 2);
    let printed = lines.flat_map(str::split_whitespace).filter(is_amount);
    let (whole, mut heads): (Vec<&str>, Vec<&str>) = printed.partition(is_whole);
    let mut cells: Vec<&str> =
        rows(table).flat_map(|r| &r.cells).filter(|c| c.value.is_some()).map(|c| c.text.as_str()).collect();
    for amount in whole {
        let at = cells.iter().position(|c| *c == amount);
        cells.swap_remove(at.unwrap_or_else(|| panic!("{amount} is in no cell of {}", table.title)));
    }
    let mut broken: Vec<&str> = cells.into_iter().map(|c| &c[..c.len() - 1]).collect();
    broken.sort_unstable();
    heads.sort_unstable();
    assert_eq!(broken, heads, "{}", table.title);
}

fn filled_amounts(table: &Table) -> usize {
    let cells = |p: &Panel| p.rows.iter().flat_map(|r| &r.cells).filter(|c| c.value.is_some()).count();
    table.panels.iter().map(cells).sum()
}

#[test]
fn project_tables_come_out_whole() {
    for (name, count, units) in [("zengdu-2025", 148, 5), ("luanchuan-2025", 8, 1)] {
        let Some(text) = seed(name) else { continue };
        let found = tables_of(&text, &[Kind::Projects]);
        let [table] = found.as_slice() else { panic!("one project table in {name}, not {}", found.len()) };
        assert_eq!((table.status, table.raw.as_str()), (Status::Ok, ""), "{name}");
        assert_eq!(rows(table).count(), count, "{name}");
        assert_eq!(rows(table).filter(|r| r.role == RowRole::Unit).count(), units, "{name}");
        // The table's lines go from its title to where its last amounts are, and a little of text behind.
        let last = rows(table).flat_map(|r| &r.cells).filter_map(|c| c.place.line).max().unwrap();
        let first = table.place.line.unwrap();
        let lines = text.lines().skip(first as usize).take((last - first) as usize + 30);
        has_all_amounts_of(table, lines);
        adds_up(table);
        let cent = Decimal::new(1, 2);
        for panel in &table.panels {
            for row in &panel.rows {
                let row_amounts: Vec<Decimal> = amounts(panel, row).collect();
                let off = row_amounts[0] - row_amounts[1..].iter().sum::<Decimal>();
                assert!(off.abs() <= cent, "合计 of {} is off by {off}", row.title());
            }
        }
    }
}

#[test]
fn every_form_has_its_name_its_code_and_its_amounts() {
    // Tables, projects in them, whole project codes, numbers in cells.
    for (name, tables, projects, codes, numbers) in [
        ("gaoyang-2025", 7, 7, 7, 42),
        ("huzhu-2025", 1, 4, 4, 9),
        ("luanchuan-2025", 2, 6, 6, 20),
        ("qiemo-2025", 3, 2, 0, 9),
        ("zengdu-2025", 12, 20, 2, 72),
    ] {
        let Some(text) = seed(name) else { continue };
        let found = tables_of(&text, &[Kind::ProjectPerformance, Kind::OverallPerformance]);
        assert_eq!(found.len(), tables, "{name}: {:?}", found.iter().map(|t| &t.title).collect::<Vec<_>>());
        let of_projects = found.iter().filter(|t| t.kind == Kind::ProjectPerformance);
        let items: Vec<&Row> = of_projects.flat_map(rows).filter(|r| r.role == RowRole::Item).collect();
        assert!(items.iter().all(|r| !r.name.is_empty()), "{name}");
        let whole_codes = items.iter().filter(|r| r.code.chars().count() == 21).count();
        assert_eq!((items.len(), whole_codes), (projects, codes), "{name}");
        assert_eq!(found.iter().map(filled_amounts).sum::<usize>(), numbers, "{name}");
        assert!(found.iter().all(|t| t.status == Status::Ok), "{name}");
    }
}

#[test]
fn lists_of_projects_add_up() {
    for name in ["huzhu-2025", "luanchuan-2025"] {
        let Some(text) = seed(name) else { continue };
        tables_of(&text, &[Kind::ProjectPerformance]).iter().for_each(adds_up);
    }
}
