//! A table out of a grid and what is printed around it.

use std::collections::BTreeMap;

use super::{
    body::{ReadRow, Reader, nest_unnamed},
    caption::Caption,
    header, kind,
    lattice::Lattice,
    panels::{Block, GridColumn, Purpose, blocks, is_one_list, mixed_row},
    shared,
    slivers::without_slivers,
};
use crate::{
    document::Origin,
    model::{Column, ColumnRole, Kind, Panel, Place, Status, Table, parse_amount, text::squeeze},
    recognize::{
        columns::Use,
        projects,
        rows::{classify, is_total_name},
        text_table::{Context, coding_of},
    },
};

/// A grid that is a table, with its caption.
#[derive(Debug, Clone)]
pub struct Region<'d> {
    /// What is printed around it.
    pub caption: Caption,
    /// Its rows.
    pub lattice: Lattice<'d>,
    /// How its cells were found.
    pub origin: Origin,
    /// Where it begins.
    pub place: Place,
}

/// Reads the table of a region.
pub fn recognize(region: &Region<'_>, context: &Context) -> Table {
    let height = header::height(&region.lattice);
    let aligned = without_slivers(&region.lattice, height);
    let lattice = aligned.as_ref().unwrap_or(&region.lattice);
    let mut printed = header::columns(lattice, height);
    let skipped = mixed_row(lattice.rows.get(height), &mut printed);
    let blocks = blocks(lattice, height, printed, &skipped);
    let texts = header_texts(lattice, height);
    let kind = region.caption.kind.unwrap_or_else(|| kind::of_header(&texts, &blocks));
    let mut table = Table {
        kind,
        number: region.caption.number.clone(),
        title: region.caption.title.clone(),
        unit: region.caption.unit.unwrap_or_default(),
        notes: region.caption.notes.clone(),
        place: region.caption.place.unwrap_or(region.place),
        ..Table::default()
    };
    let mut body = lattice.clone();
    shared::unshare(&mut body, height, &blocks);
    let is_inferred = region.origin == Origin::Alignment;
    let read = |b: &Block| read_rows(b, &body, is_inferred, height, &skipped, &texts);
    let mut lists: Vec<(Panel, Vec<ReadRow>)> = blocks.iter().map(|b| (panel(b), read(b))).collect();
    if is_one_list(&blocks) {
        let rest = lists.split_off(lists.len().min(1));
        if let Some((_, rows)) = lists.first_mut() {
            rows.extend(rest.into_iter().flat_map(|(_, more)| more));
        }
    }
    for (mut panel, read) in lists {
        let levels: Vec<Option<u8>> = read.iter().map(|r| r.level).collect();
        let has_label: Vec<bool> = read.iter().map(|r| r.has_label).collect();
        panel.rows = read.into_iter().map(|r| r.row).collect();
        classify(&mut panel.rows, coding_of(kind), &context.agency);
        for (row, level) in panel.rows.iter_mut().zip(levels) {
            row.level = level.filter(|_| !row.role.is_total()).unwrap_or(row.level);
        }
        nest_unnamed(&mut panel.rows, &has_label);
        table.panels.push(panel);
    }
    if table.panels.is_empty() {
        table.panels.push(Panel::default());
    }
    if kind == Kind::Projects {
        projects::nest(&mut table);
    }
    if !holds_all(lattice, height, &table) {
        table.status = Status::Partial;
        table.raw = raw(lattice);
    }
    table
}

/// The panel of a block, without its rows.
fn panel(block: &Block) -> Panel {
    let column = |c: &GridColumn| match c.purpose {
        Purpose::Use(Use::Value(role)) => Some(Column { path: c.printed.path.clone(), role }),
        _ => None,
    };
    Panel { name: block.name.clone(), columns: block.columns.iter().filter_map(column).collect(), rows: Vec::new() }
}

/// The rows of a block, without the header that pages repeat.
fn read_rows(
    block: &Block,
    lattice: &Lattice<'_>,
    is_inferred: bool,
    height: usize,
    skipped: &[usize],
    header: &[String],
) -> Vec<ReadRow> {
    let mut reader = Reader::new(&block.columns, is_inferred);
    let body = lattice.rows.iter().skip(height).enumerate();
    let own = body.filter(|(_, r)| !header::is_marker(r) && !is_header_again(r, header));
    own.filter_map(|(i, r)| reader.row(r, if i == 0 { skipped } else { &[] })).collect()
}

/// The texts of the header, squeezed.
fn header_texts(lattice: &Lattice<'_>, height: usize) -> Vec<String> {
    lattice.rows.iter().take(height).flat_map(|r| r.own().map(|s| squeeze(&s.text())).collect::<Vec<_>>()).collect()
}

/// A row of the header printed again on a further page. A lone 合计 is a row, though headers have that word too.
fn is_header_again(row: &super::lattice::LatticeRow<'_>, header: &[String]) -> bool {
    let own: Vec<String> = row.own().map(|s| squeeze(&s.text())).collect();
    !own.is_empty()
        && own.iter().all(|t| header.contains(t))
        && (own.len() > 1 || !own.iter().all(|t| is_total_name(t)) && row.filled().count() > 1)
}

/// Every amount of the grid is in exactly one cell of the table.
fn holds_all(lattice: &Lattice<'_>, height: usize, table: &Table) -> bool {
    let mut balance: BTreeMap<String, i32> = BTreeMap::new();
    let is_money = |t: &str| t.contains('.') && parse_amount(t).is_some();
    for slot in lattice.rows.iter().skip(height).flat_map(|r| r.own()) {
        let text = squeeze(&slot.cell.text);
        if is_money(&text) {
            *balance.entry(text).or_default() += 1;
        }
    }
    let cells = table.panels.iter().flat_map(|p| p.rows.iter().flat_map(|r| p.columns.iter().zip(&r.cells)));
    for (_, cell) in cells.filter(|(c, cell)| c.role != ColumnRole::Label && is_money(&squeeze(&cell.text))) {
        *balance.entry(squeeze(&cell.text)).or_default() -= 1;
    }
    balance.values().all(|n| *n == 0)
}

/// The grid as text: tabs between cells.
pub fn raw(lattice: &Lattice<'_>) -> String {
    let line = |r: &super::lattice::LatticeRow<'_>| r.own().map(|s| s.text()).collect::<Vec<_>>().join("\t");
    lattice.rows.iter().map(line).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}
