//! A table out of a grid and what is printed around it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    body::{ReadRow, Reader, nest_unnamed},
    caption::Caption,
    forms, header, kind,
    lattice::{Lattice, LatticeRow},
    panels::{Block, GridColumn, Purpose, at, blocks, is_one_list, mixed_row},
    shared,
    slivers::without_slivers,
    trust::is_borne_out,
};
use crate::{
    document::Origin,
    model::{
        Column, ColumnHint, ColumnRole, Kind, Panel, Place, Reading, Section, Status, Table, parse_amount,
        text::squeeze,
    },
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
    /// What the user said about it.
    pub reading: Option<&'d Reading>,
}

impl Region<'_> {
    /// The kind that the user or the title names.
    fn kind(&self) -> Option<Kind> {
        self.reading.and_then(|r| r.kind).or(self.caption.kind)
    }

    /// What the user said about its columns.
    fn columns(&self) -> &[ColumnHint] {
        self.reading.map_or(&[], |r| &r.columns)
    }
}

/// Reads the table of a region; a form can hold a second one.
pub fn recognize(region: &Region<'_>, context: &Context) -> Vec<Table> {
    match region.kind() {
        Some(kind) if region.columns().is_empty() && forms::is_form(kind, &region.lattice) => {
            forms::recognize(region, &bare(region, kind))
        }
        _ => vec![grid_table(region, context)],
    }
}

/// The sentences with money inside the table of a region, where it is a form.
pub fn texts(region: &Region<'_>) -> Vec<Section> {
    match region.kind() {
        Some(kind) if region.columns().is_empty() && forms::is_form(kind, &region.lattice) => {
            forms::texts(&region.caption.title, &region.lattice)
        }
        _ => Vec::new(),
    }
}

/// What is said of a table around it.
fn bare(region: &Region<'_>, kind: Kind) -> Table {
    let unit = region.reading.and_then(|r| r.unit).or(region.caption.unit);
    Table {
        kind,
        number: region.caption.number.clone(),
        title: region.caption.title.clone(),
        unit: unit.unwrap_or_default(),
        unit_printed: Some(unit.is_some()),
        notes: region.caption.notes.clone(),
        place: region.caption.place.unwrap_or(region.place),
        ..Table::default()
    }
}

fn grid_table(region: &Region<'_>, context: &Context) -> Table {
    let printed = &region.lattice;
    let stated = region.reading.and_then(|r| usize::try_from(r.header_rows?).ok());
    let height = stated.map_or_else(|| header::height(printed), |rows| rows.min(printed.rows.len()));
    let aligned = without_slivers(printed, height);
    let lattice = aligned.as_ref().unwrap_or(printed);
    let hints = aligned.as_ref().map_or_else(|| region.columns().to_vec(), |to| moved(region.columns(), printed, to));
    let mut printed = header::columns(lattice, height);
    let skipped = mixed_row(lattice.rows.get(height), &mut printed);
    let blocks = blocks(lattice, height, printed, &skipped, &hints);
    let texts = header_texts(lattice, height);
    let kind = region.kind().unwrap_or_else(|| kind::of_table(&region.caption.title, &texts, &blocks));
    let mut table = bare(region, kind);
    let mut body = lattice.clone();
    shared::unshare(&mut body, height, &blocks);
    let is_inferred = region.origin == Origin::Alignment;
    let read = |b: &Block| read_rows(b, &body, is_inferred, height, &skipped, &texts);
    let mut lists: Vec<(Panel, Vec<ReadRow>)> = blocks.iter().map(|b| (panel(b), read(b))).collect();
    if is_one_list(&blocks) {
        let rest = lists.split_off(lists.len().min(1));
        if let Some((panel, rows)) = lists.first_mut() {
            panel.name.clear();
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
    let is_whole = holds_all(&body, height, &texts, &blocks, &table);
    if !is_whole || is_inferred && !is_borne_out(&table, context.stage) {
        table.status = Status::Partial;
        table.raw = raw(lattice);
    }
    table
}

/// Hints about columns of the grid as printed, for its columns once they are aligned.
fn moved(hints: &[ColumnHint], printed: &Lattice<'_>, aligned: &Lattice<'_>) -> Vec<ColumnHint> {
    let now = |column: usize| {
        let pairs = printed.rows.iter().zip(&aligned.rows).flat_map(|(a, b)| a.slots.iter().zip(&b.slots));
        pairs.filter(|(a, _)| a.from == column).map(|(_, b)| b.from).next_back()
    };
    let column = |hint: &ColumnHint| u32::try_from(now(at(hint)?)?).ok();
    hints.iter().filter_map(|h| Some(ColumnHint { column: column(h)?, ..h.clone() })).collect()
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
fn is_header_again(row: &LatticeRow<'_>, header: &[String]) -> bool {
    let own: Vec<String> = row.own().map(|s| squeeze(&s.text())).collect();
    !own.is_empty()
        && own.iter().all(|t| header.contains(t))
        && (own.len() > 1 || !own.iter().all(|t| is_total_name(t)) && row.filled().count() > 1)
}

/// Every amount of the grid is in exactly one cell of the table: every number in a column of amounts, and what
/// looks like money anywhere but in columns that the user gave up.
fn holds_all(body: &Lattice<'_>, height: usize, header: &[String], blocks: &[Block], table: &Table) -> bool {
    let columns = || blocks.iter().flat_map(|b| &b.columns);
    let numbers: BTreeSet<usize> = columns().filter(|c| is_number_column(c)).map(|c| c.index).collect();
    let given_up: BTreeSet<usize> =
        columns().filter(|c| c.is_stated && c.printed.usage == Use::Serial).map(|c| c.index).collect();
    let is_money = |t: &str| t.contains('.') && parse_amount(t).is_some();
    let mut balance: BTreeMap<String, i32> = BTreeMap::new();
    let rows = body.rows.iter().skip(height).filter(|r| !header::is_marker(r) && !is_header_again(r, header));
    for slot in rows.flat_map(|r| r.own()).filter(|s| !given_up.contains(&s.from)) {
        let text = squeeze(&slot.cell.text);
        if is_money(&text) || numbers.contains(&slot.from) && parse_amount(&text).is_some() {
            *balance.entry(text).or_default() += 1;
        }
    }
    let cells = table.panels.iter().flat_map(|p| p.rows.iter().flat_map(|r| p.columns.iter().zip(&r.cells)));
    for (column, cell) in cells {
        let text = squeeze(&cell.text);
        if column.role != ColumnRole::Label && parse_amount(&text).is_some() || is_money(&text) {
            *balance.entry(text).or_default() -= 1;
        }
    }
    balance.values().all(|n| *n == 0)
}

fn is_number_column(column: &GridColumn) -> bool {
    matches!(column.purpose, Purpose::Use(Use::Value(role)) if role != ColumnRole::Label)
}

/// The grid as text.
fn raw(lattice: &Lattice<'_>) -> String {
    lattice.rows.iter().map(row_text).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A row as text: tabs between its cells.
pub fn row_text(row: &LatticeRow<'_>) -> String {
    row.own().map(|s| s.text()).collect::<Vec<_>>().join("\t")
}
