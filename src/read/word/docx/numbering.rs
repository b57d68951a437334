//! Automatic numbering (自动编号): the definitions of lists, and how far each has been counted.

use std::collections::{HashMap, HashSet};

use quick_xml::events::Event;

use super::{numerals, styles::Styles, word_prefix};
use crate::{
    document::Format,
    read::{
        ReadError,
        xml::{Xml, attribute, count},
    },
};

/// Levels of a list.
const LEVELS: usize = 9;

/// No pattern of a number is longer: `第%1部分` has five.
const MAX_PATTERN: usize = 40;

/// By what a paragraph or style refers to a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reference {
    /// `w:numId`; 0 says that there is none.
    pub list: Option<u32>,
    /// `w:ilvl`.
    pub level: Option<u8>,
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`: the number of level 1 and a mark.
    pattern: String,
    /// All numbers in digits, whatever their own formats.
    legal: bool,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
}

type Levels = [Option<Level>; LEVELS];

#[derive(Debug, Default)]
struct Abstract {
    levels: Levels,
    /// The style in whose list the levels are defined instead.
    defined_in: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    abstract_id: u32,
    levels: Levels,
    starts: [Option<u32>; LEVELS],
}

/// The part of numbering, and the counters.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    abstracts: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
    /// By abstract list: lists of the same kind go on counting where the other stopped.
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that begin anew and have done so.
    begun: HashSet<(u32, usize)>,
}

impl Definitions {
    /// Counts a paragraph and returns what is printed before it; nothing for a bullet.
    pub(super) fn next(&mut self, reference: Reference, style: Option<&str>, styles: &Styles) -> Option<String> {
        let Self { abstracts, lists, counters, begun } = self;
        let id = reference.list.filter(|id| *id != 0)?;
        let list = lists.get(&id)?;
        let (abstract_id, levels) = levels_of(list, abstracts, lists, styles)?;
        let stated = reference.level.map(usize::from);
        let of_style =
            || levels.iter().position(|l| l.as_ref().is_some_and(|l| l.style.is_some() && l.style.as_deref() == style));
        let at = stated.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let level = |i: usize| list.levels.get(i)?.as_ref().or(levels.get(i)?.as_ref());
        let start = |i: usize| list.starts.get(i).copied().flatten().or(level(i).map(|l| l.start)).unwrap_or(1);

        let counters = counters.entry(abstract_id).or_default();
        let restarts = list.starts.get(at).is_some_and(Option::is_some) && begun.insert((id, at));
        for (i, counter) in counters.iter_mut().enumerate() {
            *counter = match *counter {
                Some(_) if i > at => None,
                Some(n) if i == at && !restarts => Some(n.saturating_add(1)),
                Some(n) if i < at => Some(n),
                _ if i <= at => Some(start(i)),
                _ => None,
            };
        }
        let here = level(at)?;
        if here.format == "bullet" {
            return None;
        }
        Some(printed(here, counters, |i| level(i).map_or("decimal", |l| l.format.as_str())))
    }
}

/// The abstract list of a list and its levels, in another style's list if it says so.
fn levels_of<'a>(
    list: &List,
    abstracts: &'a HashMap<u32, Abstract>,
    lists: &HashMap<u32, List>,
    styles: &Styles,
) -> Option<(u32, &'a Levels)> {
    let own = abstracts.get(&list.abstract_id)?;
    let elsewhere = own.defined_in.as_deref().and_then(|style| {
        let (reference, _) = styles.number(Some(style))?;
        let id = lists.get(&reference.list?)?.abstract_id;
        Some((id, &abstracts.get(&id)?.levels))
    });
    Some(elsewhere.unwrap_or((list.abstract_id, &own.levels)))
}

/// The pattern with its numbers: `%1` is the number of the first level.
fn printed<'a>(level: &Level, counters: &[Option<u32>; LEVELS], format: impl Fn(usize) -> &'a str) -> String {
    let mut out = String::new();
    let mut pattern = level.pattern.chars().peekable();
    while let Some(c) = pattern.next() {
        let index = pattern.peek().filter(|_| c == '%').and_then(|d| d.to_digit(10)?.checked_sub(1));
        match index {
            Some(index) => {
                pattern.next();
                let (index, number) = (index as usize, counters.get(index as usize).copied().flatten());
                let format = if level.legal { "decimal" } else { format(index) };
                out.push_str(&number.map_or_else(String::new, |n| numerals::print(n, format)));
            }
            None => out.push(c),
        }
    }
    // Marks like 、 and ． keep their distance by themselves; after a bare number or letter there is a gap.
    if out.chars().last().is_some_and(char::is_alphanumeric) {
        out.push(' ');
    }
    out
}

/// Reads the part of numbering.
pub(super) fn read(part: &[u8]) -> Result<Definitions, ReadError> {
    let (mut xml, mut buffer) = (Xml::new(part, Format::Docx.name(), "numbering.xml"), Vec::new());
    let (mut definitions, mut prefix) = (Definitions::default(), None);
    let mut kind: Option<(u32, Abstract)> = None;
    let mut list: Option<(u32, List)> = None;
    let mut level: Option<(usize, Level)> = None;
    let mut overridden = 0;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(e) => {
                let prefix = prefix.get_or_insert_with(|| word_prefix(&e));
                let name = e.name();
                let value = || attribute(&e, "val").unwrap_or_default();
                match (name.as_ref().strip_prefix(prefix.as_str()).unwrap_or_default(), &mut level) {
                    ("abstractNum", _) => {
                        kind = Some((count(&e, "abstractNumId").unwrap_or_default(), Abstract::default()));
                    }
                    ("num", _) => list = Some((count(&e, "numId").unwrap_or_default(), List::default())),
                    ("numStyleLink", _) => {
                        if let Some((_, kind)) = &mut kind {
                            kind.defined_in = Some(value());
                        }
                    }
                    ("abstractNumId", _) => {
                        if let Some((_, list)) = &mut list {
                            list.abstract_id = count(&e, "val").unwrap_or_default();
                        }
                    }
                    ("lvlOverride", _) => overridden = count(&e, "ilvl").unwrap_or(LEVELS),
                    ("startOverride", _) => {
                        if let Some(start) = list.as_mut().and_then(|(_, list)| list.starts.get_mut(overridden)) {
                            *start = count(&e, "val");
                        }
                    }
                    ("lvl", _) => {
                        level = Some((count(&e, "ilvl").unwrap_or(LEVELS), Level { start: 1, ..Level::default() }));
                    }
                    ("start", Some((_, level))) => level.start = count(&e, "val").unwrap_or(1),
                    ("numFmt", Some((_, level))) => level.format = value(),
                    ("lvlText", Some((_, level))) => level.pattern = value().chars().take(MAX_PATTERN).collect(),
                    ("isLgl", Some((_, level))) => level.legal = super::elements::is_on(&e),
                    ("pStyle", Some((_, level))) => level.style = Some(value()),
                    _ => {}
                }
            }
            Event::End(e) => match e.name().as_ref().strip_prefix(prefix.as_deref().unwrap_or_default()) {
                Some("lvl") => {
                    let levels = match (&mut list, &mut kind) {
                        (Some((_, list)), _) => Some(&mut list.levels),
                        (None, kind) => kind.as_mut().map(|(_, kind)| &mut kind.levels),
                    };
                    if let (Some((at, level)), Some(levels)) = (level.take(), levels)
                        && let Some(slot) = levels.get_mut(at)
                    {
                        *slot = Some(level);
                    }
                }
                Some("abstractNum") => definitions.abstracts.extend(kind.take()),
                Some("num") => definitions.lists.extend(list.take()),
                _ => {}
            },
            Event::Eof => return Ok(definitions),
            _ => {}
        }
    }
}
