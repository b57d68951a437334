//! The labels of performance forms: `assets/recognition/forms.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::text::squeeze;

/// One label.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Word {
    printed: String,
    key: String,
}

impl Word {
    /// As labels are compared: squeezed, without a colon at its end.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// As it is usually printed.
    pub fn printed(&self) -> &str {
        &self.printed
    }
}

impl From<String> for Word {
    fn from(printed: String) -> Self {
        let key = squeeze(&printed).trim_end_matches(':').to_owned();
        Self { printed, key }
    }
}

/// The labels of performance forms by what they announce.
#[derive(Deserialize)]
pub(super) struct Words {
    pub name: Vec<Word>,
    pub code: Vec<Word>,
    pub amount: Vec<Word>,
    pub group: Vec<Word>,
    pub detail: Vec<Word>,
    pub detail_amount: Vec<Word>,
    pub detail_end: Vec<Word>,
    pub text: Vec<Word>,
    pub end: Vec<Word>,
    pub overall: Overall,
}

/// The labels of a form for the whole agency.
#[derive(Deserialize)]
pub(super) struct Overall {
    pub start: Vec<Word>,
    pub amount: Vec<Word>,
    pub share: Vec<Word>,
    pub years: Vec<Word>,
    pub heading: Vec<Word>,
    pub total: Vec<Word>,
    pub end: Vec<Word>,
    pub task_start: Vec<Word>,
    pub task_amount: Vec<Word>,
    pub projects: Vec<Word>,
}

/// The vocabulary.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        toml::from_str(include_str!("../../../assets/recognition/forms.toml"))
            .unwrap_or_else(|e| unreachable!("forms.toml is part of the program and tested: {e}"))
    })
}

/// The word of this list that a squeezed text is, as it is usually printed.
pub(super) fn find<'a>(list: &'a [Word], key: &str) -> Option<&'a str> {
    list.iter().find(|w| w.key == key).map(|w| w.printed.as_str())
}
