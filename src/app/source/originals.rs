//! The files that a disclosure was read from, kept to be looked at beside it.

use std::sync::Arc;

use super::index::PlaceIndex;
use crate::document::Document;
use crate::read::isolated::Pictures;
use crate::session::Session;

/// One file as it was read.
pub struct Original {
    /// Its name without folders.
    pub name: String,
    /// Its pages, paragraphs and grids.
    pub document: Arc<Document>,
    /// What draws its pages, where it has any.
    pub pictures: Option<Pictures>,
}

/// The files of one disclosure, in the order of [`crate::model::Place::file`].
#[derive(Default)]
pub(in crate::app) struct Originals {
    files: Vec<Original>,
    index: PlaceIndex,
    /// The structure of the session for which the index was made.
    structure: Option<u64>,
}

impl Originals {
    /// These files; those in which there is nothing to look at (the program's own format) are left out.
    pub(in crate::app) fn new(files: Vec<Original>) -> Self {
        let nothing = files.iter().all(|file| file.document.blocks.is_empty() && file.document.pages.is_empty());
        Self { files: if nothing { Vec::new() } else { files }, ..Self::default() }
    }

    /// Follows the session: rows may have come or gone.
    pub(in crate::app) fn follow(&mut self, session: &Session) {
        if self.structure != Some(session.structure()) {
            self.index = PlaceIndex::of(session.disclosure(), &self.documents());
            self.structure = Some(session.structure());
        }
    }

    /// Whether there is nothing to look at.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn files(&self) -> &[Original] {
        &self.files
    }

    pub(super) fn documents(&self) -> Vec<&Document> {
        self.files.iter().map(|file| file.document.as_ref()).collect()
    }

    pub(in crate::app) fn index(&self) -> &PlaceIndex {
        &self.index
    }
}
