//! The published PDFs of `../shared/corpus`: what is seen and what is hidden on their pages, and that every
//! figure that is seen is in exactly one place of the document. Only counts are kept here; the documents are
//! not part of the project. `tests/independent/pdf.py` compares the same files with another program's result.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use gongkai::{
    document::{Block, Document, Grid},
    read::{
        Options,
        pdf::{document, page::PageModel, pages},
    },
};

/// The PDF files under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "pdf") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How many marks of figures are in a text: points and commas between two digits. It finds a figure that is lost,
/// cut in two or read twice.
fn figures(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).filter(|w| w[0].is_ascii_digit() && matches!(w[1], '.' | ',') && w[2].is_ascii_digit()).count()
}

fn figures_on(pages: &[PageModel]) -> usize {
    let seen = |p: &PageModel| p.chars.iter().filter(|c| !c.hidden).map(|c| c.c).collect::<String>();
    pages.iter().map(|p| figures(&seen(p))).sum()
}

fn figures_in(document: &Document) -> usize {
    let in_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => figures(&paragraph.text),
        Block::Grid(grid) => grid.cells.iter().map(|cell| figures(&cell.text)).sum(),
    };
    document.blocks.iter().map(in_block).sum()
}

/// How many tables there are, over how many page breaks they go on, and how many rows and cells they have.
fn tables_in(document: &Document) -> String {
    let grids = || document.grids().map(|(_, grid)| grid);
    let breaks = |grid: &Grid| {
        let pages: BTreeSet<Option<u32>> = grid.cells.iter().map(|c| c.place.page).collect();
        pages.len().saturating_sub(1)
    };
    format!(
        "{}，跨页 {}，行 {}，格 {}",
        grids().count(),
        grids().map(breaks).sum::<usize>(),
        grids().map(|g| g.rows).sum::<u32>(),
        grids().map(|g| g.cells.len()).sum::<usize>(),
    )
}

#[test]
fn every_figure_that_is_seen_is_read_once() {
    let files = files(Path::new("../shared/corpus"));
    if files.is_empty() {
        return eprintln!("跳过：没有 ../shared/corpus");
    }
    let mut facts = String::new();
    for path in files {
        let bytes = fs::read(&path).expect("读得到");
        let options = Options::default();
        let pages = pages(&bytes, &options, &mut |_, _| ()).expect("打得开");
        let document = document(&bytes, &options, &mut |_, _| ()).expect("打得开");
        let chars = || pages.iter().flat_map(|p| &p.chars).filter(|c| !c.c.is_whitespace());
        let seen = figures_on(&pages);
        facts += &format!(
            "{} 页 {}，字 {}，看不见的 {}，不明的 {}，数字中的点和逗号 {seen}；表 {}\n",
            bytes.len(),
            pages.len(),
            chars().filter(|c| !c.hidden).count(),
            chars().filter(|c| c.hidden).count(),
            pages.iter().map(|p| p.unmapped).sum::<usize>(),
            tables_in(&document),
        );
        assert_eq!(figures_in(&document), seen, "{}", path.display());
        assert!(document.notices.is_empty(), "{}: {:?}", path.display(), document.notices);
    }
    insta::assert_snapshot!(facts);
}
