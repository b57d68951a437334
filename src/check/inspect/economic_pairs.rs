//! Departmental economic subjects beside governmental ones (S6): which stands beside which is fixed.

use crate::{
    catalog::{dept_to_gov, government_economic},
    check::{Finding, Severity},
    model::{CellRef, ColumnRole, Disclosure, Kind, Row, Status},
};

/// Pairs that the official table does not set side by side.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let mut out = Vec::new();
    let tables = d.tables.iter().enumerate();
    let tables = tables.filter(|(_, t)| {
        t.status == Status::Ok && matches!(t.kind, Kind::GeneralBasicSpending | Kind::EconomicSummary)
    });
    for (t, table) in tables {
        for (p, panel) in table.panels.iter().enumerate() {
            for (r, row) in panel.rows.iter().enumerate() {
                let cells = panel.columns.iter().zip(&row.cells).filter(|(c, _)| c.role == ColumnRole::Label);
                let digits = cells.map(|(_, c)| c.text.trim()).filter(|c| c.bytes().all(|b| b.is_ascii_digit()));
                let government: String = digits.collect();
                if let Some(message) = mismatch(row, &government) {
                    let cells = vec![CellRef::new(t, p, r, 0)];
                    let table = u32::try_from(t).ok();
                    out.push(Finding { table, cells, ..Finding::new("S6", Severity::Hint, message) });
                }
            }
        }
    }
    out
}

fn mismatch(row: &Row, government: &str) -> Option<String> {
    if row.code.len() != 5 || government.len() != 5 || dept_to_gov(&row.code).next().is_none() {
        return None;
    }
    let fits = dept_to_gov(&row.code).any(|c| c.gov_code == government);
    let name = government_economic().get(government).map(|s| format!(" {}", s.name)).unwrap_or_default();
    let usual: Vec<&str> = dept_to_gov(&row.code).map(|c| c.gov_code.as_str()).collect();
    (!fits).then(|| {
        format!(
            "“{}”对应政府经济科目 {government}{name}，通常对应 {}；请对照《支出经济分类科目对照表》。",
            row.title(),
            usual.join("、")
        )
    })
}
