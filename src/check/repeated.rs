//! V6: a row that is printed twice (重复行).
//!
//! Many disclosures print a row again at the head of the next page; sums count it once, and that is no error.
//! On one page the same row under itself is one.

use super::{Finding, Severity, Suspect, names};
use crate::model::{CellRef, ColumnRole, Disclosure, Kind, Panel, Row, Spot, Status, text::name_key};

/// Rows further apart in a text than this have the end of a page between them.
const LINES: u32 = 3;

/// All rows that repeat the one before.
pub(super) fn rows(d: &Disclosure) -> Vec<Finding> {
    let mut out = Vec::new();
    for (t, table) in d.tables.iter().enumerate() {
        // Forms print lines of text; of a table read in part nobody knows what is missing between two rows.
        let is_form = matches!(table.kind, Kind::OverallPerformance | Kind::Other);
        if is_form || table.status != Status::Ok {
            continue;
        }
        for (p, panel) in table.panels.iter().enumerate() {
            for (r, pair) in panel.rows.windows(2).enumerate() {
                let [first, second] = pair else { continue };
                if is_same(panel, first, second) && !is_new_page(first, second) {
                    out.extend(finding(d, CellRef::new(t, p, r + 1, 0)));
                }
            }
        }
    }
    out
}

/// The same code, name, labels and amounts, some of which are not zero.
fn is_same(panel: &Panel, first: &Row, second: &Row) -> bool {
    let named = !(first.code.is_empty() && first.name.is_empty());
    let cells = panel.columns.iter().zip(first.cells.iter().zip(&second.cells));
    let same = cells.clone().all(|(column, (a, b))| match column.role {
        ColumnRole::Label => a.text == b.text,
        _ => a.value == b.value,
    });
    let money =
        cells.filter(|(c, _)| c.role == ColumnRole::Amount).any(|(_, (a, _))| a.value.is_some_and(|v| !v.is_zero()));
    named && same && money && first.code == second.code && name_key(&first.name) == name_key(&second.name)
}

fn is_new_page(first: &Row, second: &Row) -> bool {
    let page = |row: &Row| row.cells.iter().find_map(|c| Some((c.place.file, c.place.page?)));
    let line = |row: &Row| row.cells.iter().find_map(|c| c.place.line);
    let pages = page(first).zip(page(second)).is_some_and(|(a, b)| a != b);
    pages || line(first).zip(line(second)).is_some_and(|(a, b)| b.saturating_sub(a) > LINES)
}

fn finding(d: &Disclosure, row: CellRef) -> Option<Finding> {
    let columns = (0u32..).zip(&d.panel(row)?.columns).filter(|(_, c)| c.role == ColumnRole::Amount);
    let cells = columns.map(|(column, _)| CellRef { column, ..row });
    let cells: Vec<CellRef> = cells.filter(|c| d.cell(*c).is_some_and(|c| c.value.is_some())).collect();
    let message = format!(
        "{}“{}”连续列了两行，代码、名称和金额都相同；合计只应计一次，请对照原文，多出的一行应删去。",
        names::table(d, row.table),
        d.row(row)?.title()
    );
    let suspects = cells.iter().map(|c| Suspect { spot: Spot::Cell(*c), value: None, tied: false }).collect();
    let cause = Some("疑为重复行".to_owned());
    Some(Finding { cells, suspects, cause, ..Finding::new("V6", Severity::Warning, message) })
}
