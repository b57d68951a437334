//! DOCX: the parts of the package and what each is for. [`body`] walks the text, [`styles`] says what a style
//! means for it, [`numbering`] counts.

mod body;
mod elements;
mod numbering;
mod numerals;
mod styles;

use quick_xml::events::Event;

use crate::{
    document::{Document, Format},
    read::{
        ReadError,
        package::Package,
        xml::{Xml, attribute},
    },
};

/// Reads a DOCX.
pub(super) fn document(bytes: &[u8]) -> Result<Document, ReadError> {
    let what = Format::Docx.name();
    let mut package = Package::open(bytes, what)?;
    let main = target(&mut package, "", "/officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
    let text = package.required(&main)?;
    let mut optional = |sort: &str| -> Result<Option<Vec<u8>>, ReadError> {
        match target(&mut package, &main, sort)? {
            Some(part) => package.part(&part),
            None => Ok(None),
        }
    };
    let (styles, numbering) = (optional("/styles")?, optional("/numbering")?);
    let styles = match &styles {
        Some(part) => styles::read(part)?,
        None => styles::Styles::default(),
    };
    let definitions = match &numbering {
        Some(part) => numbering::read(part)?,
        None => numbering::Definitions::default(),
    };
    body::read(&text, &main, &styles, definitions)
}

/// The part that another one (the package itself, if the name is empty) refers to as being of this sort.
fn target(package: &mut Package<'_>, of: &str, sort: &str) -> Result<Option<String>, ReadError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let relations = [folder, "_rels", &format!("{name}.rels")].join("/");
    let Some(part) = package.part(&relations)? else { return Ok(None) };
    let (mut xml, mut buffer) = (Xml::new(&part, Format::Docx.name(), &relations), Vec::new());
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) if attribute(&e, "Type").is_some_and(|t| t.ends_with(sort)) => {
                let Some(target) = attribute(&e, "Target") else { continue };
                return Ok(Some(match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                }));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The prefix, with its colon, by which the root of a part names the elements of WordprocessingML.
fn word_prefix(root: &quick_xml::events::BytesStart<'_>) -> String {
    root.attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.value.ends_with("/wordprocessingml/main") || a.value.ends_with("/wordprocessingml/2006/main"))
        .map_or_else(
            || "w:".to_owned(),
            |a| match a.key.as_ref().split_once(':') {
                Some((_, prefix)) => format!("{prefix}:"),
                None => String::new(),
            },
        )
}
