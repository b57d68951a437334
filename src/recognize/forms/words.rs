//! The labels of performance forms: `assets/recognition/forms.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::text::squeeze;

/// The labels of performance forms by what they announce.
#[derive(Deserialize)]
pub(super) struct Words {
    pub name: Vec<String>,
    pub code: Vec<String>,
    pub amount: Vec<String>,
    pub group: Vec<String>,
    pub detail: Vec<String>,
    pub detail_amount: Vec<String>,
    pub detail_end: Vec<String>,
    pub text: Vec<String>,
    pub end: Vec<String>,
    pub overall: Overall,
}

/// The labels of a form for the whole agency.
#[derive(Deserialize)]
pub(super) struct Overall {
    pub start: Vec<String>,
    pub amount: Vec<String>,
    pub share: Vec<String>,
    pub years: Vec<String>,
    pub heading: Vec<String>,
    pub total: Vec<String>,
    pub end: Vec<String>,
    pub projects: Vec<String>,
}

/// The vocabulary.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        toml::from_str(include_str!("../../../assets/recognition/forms.toml"))
            .unwrap_or_else(|e| unreachable!("forms.toml is part of the program and tested: {e}"))
    })
}

/// The word of this list that a squeezed text is.
pub(super) fn find<'a>(list: &'a [String], key: &str) -> Option<&'a str> {
    list.iter().find(|w| squeeze(w).trim_end_matches(':') == key).map(String::as_str)
}
