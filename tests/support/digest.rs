//! What is kept of a published document in a snapshot: its tables in figures, the relations that were compared,
//! and every finding with its figures. No sentence of the document.

use std::{collections::BTreeMap, sync::Arc};

use gongkai::{
    check::{Checker, Examiner, Family, Rulebook, Verdict},
    model::{Decimal, Disclosure},
};

/// One line a panel: kind, status, rows × columns, filled amounts (inferred ones), their sum.
pub fn tables(d: &Disclosure) -> String {
    let mut out = format!("{:?} {}\n", d.year, d.stage.name());
    for table in &d.tables {
        let (kind, unit) = (table.kind.name(), table.unit.name());
        for panel in &table.panels {
            let cells = || panel.rows.iter().flat_map(|r| &r.cells).filter(|c| c.value.is_some());
            let sum: Decimal = cells().filter_map(|c| c.value).sum();
            out += &format!(
                "{kind} {}{:?} {unit} {}×{} 数 {}（推断 {}） 和 {sum}\n",
                panel.name,
                table.status,
                panel.rows.len(),
                panel.columns.len(),
                cells().count(),
                cells().filter(|c| c.inferred).count(),
            );
        }
    }
    out
}

/// One line a finding: severity, rule, table, stated, computed, difference, allowed.
pub fn findings(d: &Disclosure) -> String {
    let checker = Checker::new(d);
    let show = |v: Option<Decimal>| v.map_or("—".to_owned(), |v| v.normalize().to_string());
    let mut lines: Vec<String> = checker
        .findings(d)
        .iter()
        .map(|f| {
            let kind = f.cells.first().and_then(|c| d.tables.get(c.table as usize)).map_or("", |t| t.kind.name());
            let (stated, computed) = (show(f.stated), show(f.computed));
            let (difference, allowed) = (show(f.difference), show(f.allowed));
            format!(
                "{} {} {kind} 表列 {stated} 应为 {computed} 差 {difference} 容许 {allowed}",
                f.severity.name(),
                f.rule
            )
        })
        .collect();
    lines.sort();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let compared = |i: usize| checker.outcome(i).verdict != Verdict::NotCompared;
    for (_, relation) in checker.relations().iter().enumerate().filter(|(i, _)| compared(*i)) {
        *counts.entry(relation.rule).or_default() += 1;
    }
    let relations: Vec<String> = counts.iter().map(|(rule, n)| format!("{rule} {n}")).collect();
    format!("关系 {}\n{}", relations.join(" "), lines.join("\n"))
}

/// One line a finding about completeness, subjects, form and privacy: severity, rule, table, how many places.
pub fn inspected(d: &Disclosure) -> String {
    const FAMILIES: [Family; 4] = [Family::Completeness, Family::Subjects, Family::Form, Family::Privacy];
    let examination = Examiner::new(d, Arc::new(Rulebook::default())).examine(d);
    let mut lines: Vec<String> = examination
        .findings
        .iter()
        .filter(|f| FAMILIES.contains(&f.family) || f.rule == "N11")
        .map(|f| {
            let table = f.table.and_then(|t| d.tables.get(t as usize)).map_or("", |t| t.kind.name());
            format!("{} {} {table} 格 {} 文 {}\n", f.severity.name(), f.rule, f.cells.len(), f.texts.len())
        })
        .collect();
    lines.sort();
    lines.concat()
}

/// The figures of the text: how many were compared with cells, by rule, how many with other numbers only and how
/// many with nothing; and every finding of the text with its figures. No sentence.
pub fn text(d: &Disclosure) -> String {
    let examiner = Examiner::new(d, Arc::default());
    let examination = examiner.judge(d);
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let links = examination.numbers.iter().flat_map(|n| &n.links).filter(|l| !l.cells.is_empty());
    links.for_each(|l| *rules.entry(l.rule).or_default() += 1);
    let rules: Vec<String> = rules.iter().map(|(rule, n)| format!("{rule} {n}")).collect();
    let with_cells = examination.numbers.iter().filter(|n| n.links.iter().any(|l| !l.cells.is_empty())).count();
    let unchecked = examination.unchecked();
    let among = examination.numbers.len() - with_cells - unchecked;
    let show = |v: Option<Decimal>| v.map_or("—".to_owned(), |v| v.normalize().to_string());
    let found = examination.findings.iter().filter(|f| !f.texts.is_empty());
    let found = found.filter(|f| matches!(f.family, Family::TextAgainstTable | Family::WithinText));
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    found
        .map(|f| {
            let (stated, computed, difference) = (show(f.stated), show(f.computed), show(f.difference));
            let at = f.cells.first().and_then(|c| d.tables.get(c.table as usize)).map_or("", |t| t.kind.name());
            format!("{} {} {at} 写明 {stated} 应为 {computed} 差 {difference}", f.severity.name(), f.rule)
        })
        .for_each(|line| *lines.entry(line).or_default() += 1);
    let lines: Vec<String> = lines.into_iter().map(|(l, n)| if n > 1 { format!("{l} ×{n}") } else { l }).collect();
    let counts = format!("与表核对 {with_cells}（{}） 文内核对 {among} 未核对 {unchecked}", rules.join(" "));
    format!("文字 {} 个数：{counts}\n{}", examination.numbers.len(), lines.join("\n"))
}
