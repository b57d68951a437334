//! Document or text → disclosure: which table is this, what is each row and column, which column does a bare
//! number belong to.
//!
//! A [document](crate::document) whose tables are grids of cells goes to `grids`: nothing need be guessed there.
//!
//! The way of a text: [`lines`] → `segment` (tables and running text) → for each table either `grid_table`
//! (the text kept its cells) or `text_table` (words in a row): header against the known `layouts`, rows out
//! of the stream of words (`flow`), columns by what must hold (`solve`). Performance forms go to [`forms`],
//! project tables without their cells to [`projects`].
//!
//! Invariants: recognition never fails. It returns a disclosure and what it could not make out: a table is
//! partial or unrecoverable with its raw text, a cell whose column had to be guessed is marked inferred.
//! Names, layouts and words are data under `assets/recognition`.

mod columns;
mod doubt;
mod flow;
pub mod forms;
mod grid;
mod grid_header;
mod grid_table;
mod grids;
mod groups;
mod header_words;
mod identity;
mod layouts;
mod lines;
mod narrative;
pub mod projects;
mod prose;
mod region;
mod rows;
mod segment;
mod solve;
mod text_header;
mod text_table;
mod tokens;
mod unspan;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use grids::{Layout, layouts};
pub(crate) use identity::Identity;
pub use identity::complete_from_file_name;
pub use lines::{Line, lines};
pub use region::Region;
pub use vocabulary::kind_of_title;

use crate::{
    document::{Document, Format},
    model::{Disclosure, Hints, Kind, Section, Table},
};
use segment::Block;
use text_table::Context;

/// Reads a document: its grids with their spans, or the lines of a text. Every cell and sentence keeps its place.
pub fn document(document: &Document) -> Disclosure {
    document_with(document, &Hints::default())
}

/// Reads a document as the user said that it is to be read. The hints are kept in [`crate::model::Source::hints`];
/// a text without grids has nothing that they could be about.
pub fn document_with(document: &Document, hints: &Hints) -> Disclosure {
    match document.format {
        Format::Text => of_lines(&paragraph_lines(document)),
        _ => grids::disclosure(document, hints),
    }
}

/// What squeezed titles (or the name of a file) say of whose disclosure it is.
pub(crate) fn identity_of(titles: &[String]) -> Identity {
    identity::of_texts(titles)
}

/// Reads the text of a disclosure.
pub fn disclosure(text: &str) -> Disclosure {
    of_lines(&lines(text))
}

/// The lines of a text whose paragraphs are its lines; those that were left out are blank.
fn paragraph_lines(document: &Document) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    for paragraph in document.paragraphs() {
        let next = out.last().map_or(1, |l| l.number + 1);
        let number = paragraph.place.line.unwrap_or(next).max(next);
        let page = paragraph.place.page.or(out.last().map(|l| l.page)).unwrap_or(1);
        if next < number {
            // One blank line says as much as several.
            out.push(Line { number: number - 1, page, text: "" });
        }
        out.push(Line { number, page, text: &paragraph.text });
    }
    out
}

fn of_lines(lines: &[Line<'_>]) -> Disclosure {
    let identity = identity::identity(lines);
    let mut context = identity.context();
    let mut out = identity.disclosure();
    let mut prose = prose::Prose::default();
    let mut inside = Vec::new();
    for block in segment::segment(lines) {
        match block {
            Block::Prose(lines) => prose.add(lines),
            Block::Table(region) => {
                if matches!(region.kind, Kind::ProjectPerformance | Kind::OverallPerformance) {
                    inside.extend(belonging(forms::texts(&region), out.tables.len()));
                }
                let tables = tables(&region, &context);
                context.told.extend(tables.iter().flat_map(text_table::told));
                out.tables.extend(tables);
            }
        }
    }
    out.prose = prose.sections;
    out.prose.append(&mut inside);
    out.number_tables();
    out
}

/// Sections of text that stand inside the table with this index.
fn belonging(sections: Vec<Section>, table: usize) -> impl Iterator<Item = Section> {
    let table = u32::try_from(table).ok();
    sections.into_iter().map(move |section| Section { table, ..section })
}

fn tables(region: &Region<'_>, context: &Context) -> Vec<Table> {
    let cells = grid::grid_rows(region.lines);
    match (region.kind, cells) {
        (Kind::ProjectPerformance | Kind::OverallPerformance, _) => forms::recognize(region),
        (Kind::Projects, None) => {
            vec![projects::recognize(region).unwrap_or_else(|| text_table::recognize(region, context))]
        }
        (Kind::Projects, Some(rows)) => {
            let mut table = grid_table::recognize(region, rows, context);
            projects::nest(&mut table);
            vec![table]
        }
        (_, Some(rows)) => vec![grid_table::recognize(region, rows, context)],
        (_, None) => vec![text_table::recognize(region, context)],
    }
}
