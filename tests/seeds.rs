//! The five real disclosures in `../shared/seeds`, read and checked: what tables there are, how many figures
//! they hold and what these add up to, and every finding with its figures. Only figures are kept here; the
//! documents themselves are not part of the project. The tables were compared cell by cell with a
//! transcription made by hand when the snapshots were taken.

use std::{collections::BTreeMap, fs};

use gongkai::{
    check::{Checker, Verdict},
    model::{Decimal, Disclosure},
    recognize,
};

fn read(name: &str) -> Option<Disclosure> {
    match fs::read_to_string(format!("../shared/seeds/{name}-2025.txt")) {
        Ok(text) => Some(recognize::disclosure(&text)),
        Err(_) => {
            eprintln!("跳过：没有 ../shared/seeds/{name}-2025.txt");
            None
        }
    }
}

/// One line a panel: kind, status, rows × columns, filled amounts (inferred ones), their sum.
fn tables(d: &Disclosure) -> String {
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
fn findings(d: &Disclosure) -> String {
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

macro_rules! seed {
    ($name:ident) => {
        #[test]
        fn $name() {
            if let Some(d) = read(stringify!($name)) {
                insta::assert_snapshot!(format!("{}\n{}", tables(&d), findings(&d)));
            }
        }
    };
}

seed!(huzhu);
seed!(qiemo);
seed!(gaoyang);
seed!(luanchuan);
seed!(zengdu);
