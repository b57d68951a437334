//! What reading XML with quick-xml needs everywhere. No entity but the five of XML and character references
//! is ever expanded, so none can grow.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::ReadError;

/// A part being read. Damage is an error with the name of the part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    what: &'static str,
    part: &'a str,
}

impl<'a> Xml<'a> {
    /// `what` is the format for people.
    pub fn new(bytes: &'a [u8], what: &'static str, part: &'a str) -> Self {
        let mut reader = Reader::from_reader(bytes);
        // `<c/>` and `<c></c>` are the same.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, what, part }
    }

    /// The next event.
    pub fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, ReadError> {
        buffer.clear();
        self.reader.read_event_into(buffer).map_err(|_| self.damaged())
    }

    /// The part is not as it must be.
    pub fn damaged(&self) -> ReadError {
        ReadError::Damaged { what: self.what, detail: format!("部件 {}", self.part) }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
        a.normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned)
    })
}

/// An attribute that says yes.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|v| v == "1" || v == "true")
}

/// An attribute that is a number.
pub(super) fn count<N: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<N> {
    attribute(element, name)?.trim().parse().ok()
}

/// Adds what an event has of the running text.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(data) => out.push_str(&data.xml10_content()),
        Event::GeneralRef(reference) => out.extend(resolve(reference)),
        _ => {}
    }
}

fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
