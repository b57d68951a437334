//! Documents that flow (流式文档): what a reader of Word documents or web pages meets one after the other
//! (paragraphs, tables, tables in the cells of tables) becomes the blocks of a [`Document`].
//!
//! A reader calls [`Flow::paragraph`] and the pairs of `open_` and `close_` in the order of the file. What is
//! opened twice or never closed does no harm: a file may do both. A table that holds little but other tables
//! is a layout (版面表格) and is read as what stands in it; a small table in a cell of a real one is read as
//! text of that cell.
//!
//! Nesting is bounded by [`limits::MAX_TABLE_DEPTH`], so what walks the tree may recurse.

mod place;

use crate::{
    document::{Block, Document, Format, Page, Paragraph},
    model::Notice,
    read::{ReadError, limits},
};

/// Something in a cell, or in the document itself.
enum Content {
    Paragraph {
        text: String,
        heading: Option<u8>,
    },
    /// A paragraph that is one link to elsewhere.
    Link {
        text: String,
    },
    Table(Table),
}

/// So many links one below the other are a menu (导航) and no text.
const MENU: usize = 3;

/// A table as the file has it: rows of cells, before it is known which columns they stand in.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Characters in it, and those of them that are in tables within it.
    characters: usize,
    nested_characters: usize,
    /// Characters that are no links to elsewhere.
    plain_characters: usize,
}

#[derive(Default)]
struct Row {
    /// Columns left out before its first cell.
    skipped: u32,
    cells: Vec<Cell>,
}

struct Cell {
    columns: u32,
    height: Height,
    content: Vec<Content>,
}

/// How far down a cell goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// This many rows (网页的 rowspan).
    Rows(u32),
    /// It continues the cell above it (Word 的 vMerge).
    Continues,
}

/// A table whose end has not been met yet.
#[derive(Default)]
struct OpenTable {
    table: Table,
    row: Option<Row>,
    cell: Option<Cell>,
}

/// A document in the making.
pub struct Flow {
    document: Document,
    content: Vec<Content>,
    tables: Vec<OpenTable>,
    /// Tables opened deeper than the limit; what stands in them goes to the cell around them.
    too_deep: usize,
    cells: usize,
    characters: usize,
}

impl Flow {
    /// An empty document.
    pub fn new(format: Format) -> Self {
        Self {
            document: Document { format, pages: vec![Page::default()], ..Document::default() },
            content: Vec::new(),
            tables: Vec::new(),
            too_deep: 0,
            cells: 0,
            characters: 0,
        }
    }

    /// Says something to the user, once.
    pub fn notice(&mut self, text: &str) {
        if self.document.notices.iter().all(|n| n.text != text) {
            self.document.notices.push(Notice { text: text.to_owned(), ..Notice::default() });
        }
    }

    /// A paragraph of running text or of a cell. `\n` in it is a line break made by hand.
    pub fn paragraph(&mut self, text: &str, heading: Option<u8>) -> Result<(), ReadError> {
        let text = text.trim_end().to_owned();
        self.add(Content::Paragraph { text, heading })
    }

    /// A paragraph that is one link: among others of its sort it is a menu and left out.
    pub fn link(&mut self, text: &str) -> Result<(), ReadError> {
        self.add(Content::Link { text: text.trim().to_owned() })
    }

    fn add(&mut self, part: Content) -> Result<(), ReadError> {
        let (size, plain) = match &part {
            Content::Paragraph { text, .. } if !text.trim_start().is_empty() => (text.len(), text.len()),
            Content::Link { text } if !text.is_empty() => (text.len(), 0),
            _ => return Ok(()),
        };
        self.characters += size;
        if self.characters > limits::MAX_FLOW_BYTES {
            let limit = format!("{} MB", limits::MAX_FLOW_BYTES >> 20);
            return Err(ReadError::Exceeds { what: "文字过多", limit });
        }
        // Text between the cells of a table is no part of any; it stands before the table.
        let cell = self.tables.iter_mut().rev().find_map(|open| Some((&mut open.table, open.cell.as_mut()?)));
        let content = match cell {
            Some((table, cell)) => {
                table.characters += size;
                table.plain_characters += plain;
                &mut cell.content
            }
            None => &mut self.content,
        };
        content.push(part);
        Ok(())
    }

    /// A table begins, perhaps in a cell.
    pub fn open_table(&mut self) {
        if self.tables.len() >= limits::MAX_TABLE_DEPTH {
            self.too_deep += 1;
        } else {
            self.tables.push(OpenTable::default());
        }
    }

    /// A row begins, after `skipped` columns that it leaves out.
    pub fn open_row(&mut self, skipped: u32) -> Result<(), ReadError> {
        self.close_row();
        if self.too_deep == 0
            && let Some(open) = self.tables.last_mut()
        {
            if open.table.rows.len() >= limits::MAX_GRID_ROWS as usize {
                let limit = format!("{} 行", limits::MAX_GRID_ROWS);
                return Err(ReadError::Exceeds { what: "表格行数过多", limit });
            }
            open.row = Some(Row { skipped, cells: Vec::new() });
        }
        Ok(())
    }

    /// A cell begins.
    pub fn open_cell(&mut self, columns: u32, height: Height) -> Result<(), ReadError> {
        self.close_cell();
        if self.too_deep > 0 {
            return Ok(());
        }
        self.cells += 1;
        if self.cells > limits::MAX_CELLS {
            return Err(ReadError::Exceeds { what: "单元格过多", limit: format!("{} 个", limits::MAX_CELLS) });
        }
        if let Some(open) = self.tables.last_mut() {
            open.row.get_or_insert_default();
            open.cell = Some(Cell { columns: columns.max(1), height, content: Vec::new() });
        }
        Ok(())
    }

    /// The cell ends.
    pub fn close_cell(&mut self) {
        if self.too_deep == 0
            && let Some(open) = self.tables.last_mut()
            && let Some(cell) = open.cell.take()
        {
            open.row.get_or_insert_default().cells.push(cell);
        }
    }

    /// The row ends.
    pub fn close_row(&mut self) {
        self.close_cell();
        if self.too_deep == 0
            && let Some(open) = self.tables.last_mut()
            && let Some(row) = open.row.take()
        {
            open.table.rows.push(row);
        }
    }

    /// The row turns out not to be there: a tracked deletion, or hidden.
    pub fn drop_row(&mut self) {
        if self.too_deep == 0
            && let Some(open) = self.tables.last_mut()
        {
            open.cell = None;
            open.row = None;
        }
    }

    /// The table ends.
    pub fn close_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.close_row();
        let Some(OpenTable { table, .. }) = self.tables.pop() else { return };
        if table.characters > 0 && table.plain_characters == 0 {
            return;
        }
        match self.tables.iter_mut().rev().find_map(|open| Some((&mut open.table, open.cell.as_mut()?))) {
            Some((outer, cell)) => {
                outer.characters += table.characters;
                outer.plain_characters += table.plain_characters;
                if table.has_columns() {
                    outer.nested_characters += table.characters;
                }
                cell.content.push(Content::Table(table));
            }
            None => self.content.push(Content::Table(table)),
        }
    }

    /// The document, with what was still open closed.
    pub fn finish(mut self) -> Result<Document, ReadError> {
        self.too_deep = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        lay_out(self.content, &mut self.document.blocks)?;
        self.document.number_blocks();
        Ok(self.document)
    }
}

impl Table {
    /// It has rows of more than one cell; else it is a frame around text, or a list.
    fn has_columns(&self) -> bool {
        self.rows.iter().any(|row| row.cells.len() > 1)
    }

    /// It only says where on the page other things stand.
    fn is_layout(&self) -> bool {
        !self.has_columns() || self.nested_characters * 2 > self.characters
    }
}

/// Turns content into blocks, as deep as tables are nested.
fn lay_out(content: Vec<Content>, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
    let is_link = |part: &Content| matches!(part, Content::Link { .. });
    let mut in_menu = Vec::with_capacity(content.len());
    for run in content.chunk_by(|a, b| is_link(a) == is_link(b)) {
        in_menu.extend(run.iter().map(|part| is_link(part) && run.len() >= MENU));
    }
    for (part, in_menu) in content.into_iter().zip(in_menu) {
        match part {
            Content::Link { .. } if in_menu => {}
            Content::Link { text } => paragraphs(&text, None, blocks),
            Content::Paragraph { text, heading } => paragraphs(&text, heading, blocks),
            Content::Table(table) if table.is_layout() => {
                for cell in table.rows.into_iter().flat_map(|row| row.cells) {
                    lay_out(cell.content, blocks)?;
                }
            }
            Content::Table(table) => blocks.push(Block::Grid(place::grid(table)?)),
        }
    }
    Ok(())
}

/// Lines broken by hand are paragraphs in all but name; those of a heading are one.
fn paragraphs(text: &str, heading: Option<u8>, blocks: &mut Vec<Block>) {
    let mut push = |text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            blocks.push(Block::Paragraph(Paragraph { text: text.to_owned(), heading, ..Paragraph::default() }));
        }
    };
    match heading {
        Some(_) => push(&text.split('\n').map(str::trim).collect::<String>()),
        None => text.split('\n').for_each(push),
    }
}

/// The text of a cell: a line for each paragraph and for each row of a table in it.
fn text_of(content: Vec<Content>, out: &mut String) {
    for part in content {
        let begun = out.len();
        if begun > 0 {
            out.push('\n');
        }
        match part {
            Content::Paragraph { text, .. } | Content::Link { text } => out.push_str(&text),
            Content::Table(table) => {
                for row in table.rows {
                    if out.len() > begun + 1 {
                        out.push('\n');
                    }
                    for (i, cell) in row.cells.into_iter().enumerate() {
                        let mut text = String::new();
                        text_of(cell.content, &mut text);
                        if i > 0 {
                            out.push(' ');
                        }
                        out.push_str(&text);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
