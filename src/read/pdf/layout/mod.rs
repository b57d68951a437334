//! Pages as drawn → document: tables out of ruling lines, joined over pages, and running text around them.
//!
//! Each page is taken apart into tables and lines (`content`): strokes and thin rectangles become lines as
//! seen (`rules`), lines that touch become a lattice of cells with spans (`lattice`), characters go to their
//! cells (`homes`), the rest becomes lines of text (`lines`). Where these are a table without ruling lines,
//! the alignment of the texts tells its cells (`alignment`, `columns`). All that is put into reading order
//! (`order`). Then all pages together: page furniture goes (`furniture`), tables are joined over page breaks
//! (`joining`), lines become paragraphs (`paragraphs`).
//!
//! Invariants: every visible character lands in exactly one block, unless it is page furniture or a header that
//! is repeated on a further page. Cells of a grid do not overlap. Work and memory grow with what is on the pages:
//! a page with more lines than any table has gives its text only, and says so.

mod alignment;
mod columns;
mod content;
mod furniture;
mod homes;
mod joining;
mod lattice;
mod lines;
mod order;
mod paragraphs;
mod rules;

use crate::{
    document::{Block, Document, Format, Page},
    model::{Notice, Place},
    read::{limits, pdf::page::PageModel},
};
use content::{Content, Item, PageTable};
use joining::Joined;
use paragraphs::{Margins, Open};

/// Makes a document of pages as drawn.
pub fn document(pages: &[PageModel]) -> Document {
    let heights: Vec<f32> = pages.iter().map(|p| p.height).collect();
    let widths: Vec<f32> = pages.iter().map(|p| p.width).collect();
    let mut contents: Vec<Content<'_>> = pages.iter().map(content::content).collect();
    furniture::remove(&mut contents, &heights);
    let margins = paragraphs::margins(&contents, &widths);

    let mut flow = Flow::default();
    for (((number, content), height), margins) in (1u32..).zip(contents).zip(heights).zip(margins) {
        if content.overdrawn {
            flow.notices.push(overdrawn(number));
        }
        flow.page(content, number, height, margins);
    }
    let size = |p: &PageModel| Page { width: p.width, height: p.height, turned: p.turned, ..Page::default() };
    flow.finish(pages.iter().map(size).collect())
}

/// The document as far as it has been read.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    notices: Vec<Notice>,
    /// The last paragraph, which may go on.
    paragraph: Option<Open>,
    /// The last table, which may go on on the next page; nothing has come after it.
    table: Option<Joined>,
    /// The lines since the last table, without blanks.
    since: Vec<String>,
}

impl Flow {
    fn page(&mut self, content: Content<'_>, page: u32, height: f32, margins: Margins) {
        let mut items = content.items.into_iter().peekable();
        let mut head = Vec::new();
        while let Some(Item::Line(line)) = items.next_if(|item| matches!(item, Item::Line(_))) {
            head.push(line);
        }
        let between: Vec<String> = head.iter().map(|line| joining::bare(&line.text())).collect();
        let joined = match (&mut self.table, items.peek()) {
            (Some(table), Some(Item::Table(next))) => table.goes_on(next, page, height, &between),
            _ => false,
        };
        if joined {
            items.next();
        } else {
            self.lines(head, page, margins);
        }
        for item in items {
            match item {
                Item::Line(line) => self.lines(vec![line], page, margins),
                Item::Table(table) => self.table(table, page, height),
            }
        }
    }

    fn lines(&mut self, lines: Vec<lines::Line<'_>>, page: u32, margins: Margins) {
        for line in lines {
            self.close_table();
            self.since.push(joining::bare(&line.text()));
            if self.paragraph.as_mut().is_some_and(|open| open.goes_on(&line, page, margins)) {
                continue;
            }
            self.close_paragraph();
            self.paragraph = Some(Open::new(&line, page, margins));
        }
    }

    fn table(&mut self, table: PageTable, page: u32, height: f32) {
        self.close_paragraph();
        self.close_table();
        self.table = Some(Joined::new(table, page, height, std::mem::take(&mut self.since)));
    }

    fn close_paragraph(&mut self) {
        self.blocks.extend(self.paragraph.take().map(|open| Block::Paragraph(open.close())));
    }

    fn close_table(&mut self) {
        self.blocks.extend(self.table.take().map(|table| Block::Grid(table.grid)));
    }

    fn finish(mut self, pages: Vec<Page>) -> Document {
        self.close_paragraph();
        self.close_table();
        let mut document = Document { format: Format::Pdf, pages, blocks: self.blocks, notices: self.notices };
        document.number_blocks();
        document
    }
}

/// A page on which no tables were looked for.
fn overdrawn(page: u32) -> Notice {
    Notice {
        text: format!(
            "第 {page} 页画有 {} 条以上的线，不像表格：只取其中的文字，请对照原文。",
            limits::MAX_LINES_OF_A_PAGE
        ),
        place: Place { page: Some(page), ..Place::default() },
    }
}
