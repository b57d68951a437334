//! Styles (样式): what the style of a paragraph or run says of its heading level, its number, and whether it
//! is shown.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{numbering::Reference, word_prefix};
use crate::{
    document::Format,
    read::{
        ReadError,
        xml::{Xml, attribute, count},
    },
};

/// Styles based on each other further than this are a circle.
const MAX_BASES: usize = 32;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    outline: Option<u8>,
    number: Reference,
    hidden: Option<bool>,
}

impl Styles {
    /// The heading level, from 1, of paragraphs in a style (the default one if they name none).
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.resolve(id, |s| s.outline).and_then(heading_of_outline)
    }

    /// The numbering of paragraphs in a style, and the style that states it.
    pub(super) fn number<'s>(&'s self, id: Option<&'s str>) -> Option<(Reference, &'s str)> {
        self.chain(id).find_map(|(id, style)| style.number.list.is_some().then_some((style.number, id)))
    }

    /// The style says that its text is hidden, or that it is not.
    pub(super) fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.resolve(id, |s| s.hidden)
    }

    fn resolve<T>(&self, id: Option<&str>, property: impl Fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(id).find_map(|(_, style)| property(style))
    }

    /// A style and those it is based on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = id.or(self.default_paragraph.as_deref());
        let known = move |id: &'s str| Some((id, self.by_id.get(id)?));
        std::iter::successors(first.and_then(known), move |(_, style)| style.base.as_deref().and_then(known))
            .take(MAX_BASES)
    }
}

/// Outline levels count from 0; 9 is body text.
pub(super) fn heading_of_outline(outline: u8) -> Option<u8> {
    (outline < 9).then_some(outline + 1)
}

/// A built-in heading style by its name, where it does not state its level: `heading 2`, `标题 2`.
fn outline_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?.trim().parse::<u8>().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

/// Reads the part of styles.
pub(super) fn read(part: &[u8]) -> Result<Styles, ReadError> {
    let (mut xml, mut buffer) = (Xml::new(part, Format::Docx.name(), "styles.xml"), Vec::new());
    let (mut styles, mut prefix) = (Styles::default(), None);
    let mut open: Option<(String, Style)> = None;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => {
                let prefix = prefix.get_or_insert_with(|| word_prefix(&e));
                let name = e.name();
                let name = name.as_ref().strip_prefix(prefix.as_str()).unwrap_or_default();
                let value = || attribute(&e, "val").unwrap_or_default();
                match (name, &mut open) {
                    ("style", _) => {
                        let id = attribute(&e, "styleId").unwrap_or_default();
                        let is_paragraph = attribute(&e, "type").is_none_or(|t| t == "paragraph");
                        if is_paragraph && attribute(&e, "default").is_some_and(|d| d == "1" || d == "true") {
                            styles.default_paragraph = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                    }
                    ("name", Some((_, style))) => style.outline = style.outline.or(outline_of_name(&value())),
                    ("basedOn", Some((_, style))) => style.base = Some(value()),
                    ("outlineLvl", Some((_, style))) => style.outline = count(&e, "val"),
                    ("ilvl", Some((_, style))) => style.number.level = count(&e, "val"),
                    ("numId", Some((_, style))) => style.number.list = count(&e, "val"),
                    ("vanish", Some((_, style))) => style.hidden = Some(super::elements::is_on(&e)),
                    _ => {}
                }
            }
            Event::End(e) => {
                let prefix = prefix.as_deref().unwrap_or_default();
                if e.name().as_ref().strip_prefix(prefix) == Some("style")
                    && let Some((id, style)) = open.take()
                {
                    styles.by_id.insert(id, style);
                }
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
