//! The published files of `../shared/corpus`, read and checked: what tables there are, what columns they have,
//! how many figures they hold and what these add up to; that every figure is in one cell, and that nothing is
//! found wrong with files that tie. Only figures are kept here; the documents are not part of the project.

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongkai::{
    check::{self, Checker},
    document::{Block, Document},
    model::{ColumnRole, Decimal, Disclosure, Status, parse_amount},
    read,
};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// One line a panel: kind, unit, rows × columns, filled amounts (inferred ones), their sum, columns.
fn tables(d: &Disclosure) -> String {
    let mut out = format!("{:?} {}\n", d.year, d.stage.name());
    for table in &d.tables {
        out += &format!("{} {} {:?} 注 {}\n", table.kind.name(), table.unit.name(), table.status, table.notes.len());
        for panel in &table.panels {
            let cells = || panel.rows.iter().flat_map(|r| &r.cells).filter(|c| c.value.is_some());
            let sum: Decimal = cells().filter_map(|c| c.value).sum();
            let columns: Vec<String> = panel.columns.iter().map(|c| c.title()).collect();
            out += &format!(
                "  {}〔{}〕{} 行 数 {}（推断 {}） 和 {sum}\n",
                panel.name,
                columns.join("｜"),
                panel.rows.len(),
                cells().count(),
                cells().filter(|c| c.inferred).count(),
            );
        }
    }
    out
}

/// They were looked through by hand and tie: nothing worse than a hint is found.
fn assert_nothing_is_found(name: &str, d: &Disclosure) {
    let worse = |f: &&check::Finding| f.severity != check::Severity::Hint;
    let findings = Checker::new(d).findings(d);
    let seen: Vec<&str> = findings.iter().filter(worse).map(|f| f.message.as_str()).collect();
    assert!(seen.is_empty(), "{name}：{seen:?}");
}

/// Every figure with decimals that stands in a grid of the document is in exactly one cell of a table.
fn assert_figures_land_once(name: &str, document: &Document, d: &Disclosure) {
    let mut places: Vec<(Option<u32>, Option<[u32; 2]>)> = Vec::new();
    for table in d.tables.iter().filter(|t| t.status == Status::Ok && t.raw.is_empty()) {
        for panel in &table.panels {
            for row in &panel.rows {
                let cells = panel.columns.iter().zip(&row.cells);
                let amounts = cells.filter(|(c, cell)| c.role != ColumnRole::Label && cell.value.is_some());
                places.extend(amounts.map(|(_, cell)| (cell.place.block, cell.place.cell)));
            }
        }
    }
    let all = places.len();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), all, "{name}：同一格的数出现两次");
    for (block, grid) in document.grids() {
        for cell in
            grid.cells.iter().filter(|c| c.text.contains('.') && parse_amount(&c.text.replace('\n', "")).is_some())
        {
            let at = (u32::try_from(block).ok(), Some([cell.row, cell.column]));
            assert!(places.binary_search(&at).is_ok(), "{name}：第 {block} 块的 {} 没有读到", cell.text);
        }
    }
    assert!(document.blocks.iter().any(|b| matches!(b, Block::Paragraph(_))), "{name}");
}

#[test]
fn published_files_are_read_and_checked() {
    let files = files(Path::new("../shared/corpus"));
    if files.is_empty() {
        eprintln!("跳过：没有 ../shared/corpus");
        return;
    }
    let mut out = String::new();
    for (path, number) in files.into_iter().zip(1..) {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let options = read::Options::default();
        let opened =
            read::opened(&bytes, name.clone(), &options, &mut |_, _| ()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_figures_land_once(&name, &opened.document, &opened.disclosure);
        assert_nothing_is_found(&name, &opened.disclosure);
        let (format, inspected) = (opened.document.format.name(), support::digest::inspected(&opened.disclosure));
        out += &format!("# {number} {format}\n{}{inspected}\n", tables(&opened.disclosure));
        if !opened.disclosure.prose.is_empty() && !opened.disclosure.tables.is_empty() {
            out += &format!("{}\n", support::digest::text(&opened.disclosure));
        }
    }
    insta::assert_snapshot!(out);
}
