//! How the user wants tables of certain layouts to be read, kept in the configuration folder and offered for
//! the next document that has them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    document::Document,
    model::{Hints, Reading, TableHint},
    recognize,
    write::atomic::{self, WriteError},
};

/// Readings by the signature of their layout ([`recognize::Layout::signature`]).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layouts {
    /// Where it is kept; nowhere if there is no place.
    #[serde(skip)]
    file: Option<PathBuf>,
    readings: BTreeMap<String, Reading>,
}

impl Layouts {
    /// Those of this user.
    pub fn load() -> Self {
        dirs::config_dir().map(|dir| Self::load_from(&dir.join("gongkai").join("layouts.json"))).unwrap_or_default()
    }

    /// Those in this file. A file that is not there or cannot be read holds none.
    pub fn load_from(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let read: Self = serde_json::from_str(&text).unwrap_or_default();
        Self { file: Some(file.to_owned()), ..read }
    }

    /// What is known of the tables of a document: hints to offer, or to read it with.
    pub fn offer(&self, document: &Document) -> Hints {
        if self.readings.is_empty() {
            return Hints::default();
        }
        let known = recognize::layouts(document).into_iter().filter_map(|layout| {
            let reading = self.readings.get(&layout.signature)?.clone();
            Some(TableHint { block: layout.block, row: layout.rows.start, reading, ..TableHint::default() })
        });
        Hints { tables: known.collect() }
    }

    /// Remembers what was said about the tables of a document and writes the file.
    pub fn learn(&mut self, document: &Document, hints: &Hints) -> Result<(), WriteError> {
        for layout in recognize::layouts(document) {
            if let Some(hint) = hints.about(layout.block, layout.rows.clone()).filter(|h| !h.reading.is_empty()) {
                self.readings.insert(layout.signature, hint.reading.clone());
            }
        }
        self.save()
    }

    /// Forgets how tables of this layout are to be read.
    pub fn forget(&mut self, signature: &str) -> Result<(), WriteError> {
        self.readings.remove(signature);
        self.save()
    }

    fn save(&self) -> Result<(), WriteError> {
        let Some(file) = &self.file else { return Ok(()) };
        let failed = |cause| WriteError { path: file.clone(), cause };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let text = serde_json::to_string_pretty(self).map_err(|e| failed(e.into()))?;
        atomic::save(file, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Block, Format, Grid},
        model::{ColumnHint, ColumnRole, Kind, Meaning},
    };

    fn sheet(text: &str) -> Document {
        let mut document =
            Document { format: Format::Xlsx, blocks: vec![Block::Grid(Grid::of(text))], ..Document::default() };
        document.number_blocks();
        document
    }

    #[test]
    fn what_was_said_of_one_table_is_offered_for_the_next_of_its_layout() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("设置").join("layouts.json");
        let last_year = sheet("摘要|标识|2024年数\n渠道维修|A1|12.50\n合计||12.50");
        let mut hints = Hints::default();
        let columns = [(0, Meaning::Name), (1, Meaning::Ignored), (2, Meaning::Value(ColumnRole::Amount))]
            .map(|(column, meaning)| ColumnHint { column, meaning, path: Vec::new() })
            .to_vec();
        let reading = Reading { kind: Some(Kind::Projects), columns, ..Reading::default() };
        hints.say(TableHint { block: 0, row: 0, reading, ..TableHint::default() });
        Layouts::load_from(&file).learn(&last_year, &hints).unwrap();

        let this_year = sheet("摘要|标识|2025年数\n水库维修|B7|30.00\n合计||30.00");
        let offered = Layouts::load_from(&file).offer(&this_year);
        let read = recognize::document_with(&this_year, &offered);
        let table = &read.tables[0];
        assert_eq!((table.kind, table.panels[0].rows[0].name.as_str()), (Kind::Projects, "水库维修"));
        assert_eq!(table.panels[0].columns.len(), 1);
        assert_eq!(read.source.hints, offered);

        let other = sheet("摘要|数\n水库维修|30.00");
        assert!(Layouts::load_from(&file).offer(&other).is_empty());
    }
}
