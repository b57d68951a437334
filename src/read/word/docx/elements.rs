//! The elements of a document's body: which are remembered, which are not text, and which are on.

use quick_xml::events::BytesStart;

use crate::read::xml::attribute;

/// The names of elements that the walk must remember while they are open.
const KNOWN: &[&str] = &[
    "p",
    "pPr",
    "numPr",
    "r",
    "rPr",
    "t",
    "tbl",
    "tr",
    "trPr",
    "tc",
    "tcPr",
    "txbxContent",
    "AlternateContent",
    "sdt",
    "sdtPr",
];

pub(super) fn known(name: &str) -> &'static str {
    KNOWN.iter().find(|k| **k == name).copied().unwrap_or_default()
}

/// What is not shown, or is not text: the old side of tracked changes, former properties, instructions of
/// fields, phonetic guides.
pub(super) fn is_skipped(name: &str) -> bool {
    name.ends_with("PrChange")
        || matches!(
            name,
            "del"
                | "moveFrom"
                | "instrText"
                | "delText"
                | "delInstrText"
                | "fldData"
                | "rt"
                | "sectPr"
                | "tblPr"
                | "tblGrid"
        )
}

/// A toggle: on unless it says otherwise.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !attribute(element, "val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off"))
}
