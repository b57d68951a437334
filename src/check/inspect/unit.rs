//! F7: the unit is printed with every table of amounts.
//!
//! Only a table that leaves it out where the tables before and after it print theirs is worth a word: some
//! documents state one unit for all, at their head or once a page.

use crate::{
    check::{Finding, Severity, names},
    model::{Disclosure, Kind, Status, Table, text::squeeze},
};

/// Tables without a unit among tables that have theirs.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let tables: Vec<(usize, &Table)> = d.tables.iter().enumerate().filter(|(_, t)| is_asked(t)).collect();
    let mut out = Vec::new();
    for (i, &(index, table)) in tables.iter().enumerate() {
        let neighbours = [i.checked_sub(1).and_then(|before| tables.get(before)), tables.get(i + 1)];
        let mut neighbours = neighbours.into_iter().flatten().map(|(_, t)| *t).peekable();
        let shares_its_page = |other: &Table| {
            table.place.page.is_some_and(|p| Some(p) == other.place.page && table.place.file == other.place.file)
        };
        if says_unit(table)
            || neighbours.peek().is_none()
            || !neighbours.all(|n| says_unit(n) && !shares_its_page(n))
            || tables.iter().filter(|(_, t)| says_unit(t)).count() < ENOUGH
        {
            continue;
        }
        let number = u32::try_from(index).ok();
        let name = names::table(d, number.unwrap_or(u32::MAX));
        let message = format!(
            "“{name}”没有印单位，前后各表都印了；按{}核对，请补上“单位：{}”。",
            table.unit.name(),
            table.unit.name()
        );
        out.push(Finding { table: number, ..Finding::new("F7", Severity::Hint, message) });
    }
    out
}

/// Fewer tables that print their unit are no habit of the document.
const ENOUGH: usize = 3;

/// A table of amounts with a title of its own, of which it is known whether a unit is printed.
fn is_asked(table: &Table) -> bool {
    table.status == Status::Ok
        && table.unit_printed.is_some()
        && !table.title.is_empty()
        && !table.is_empty()
        && !matches!(table.kind, Kind::Other | Kind::ProjectPerformance | Kind::OverallPerformance)
}

/// Beside it, in its title, in a header, or in a note.
fn says_unit(table: &Table) -> bool {
    let headers = table.panels.iter().flat_map(|p| &p.columns).flat_map(|c| &c.path);
    let mut words = headers.chain([&table.title]).chain(&table.notes).map(|w| squeeze(w));
    table.unit_printed == Some(true) || words.any(|w| ["万元", "（元）", "(元)", "单位"].iter().any(|u| w.contains(u)))
}
