//! What is lit in the source: the place of the selected field or sentence, and of the cells that it hangs
//! together with.

use std::ops::Range;

use super::index::PlaceIndex;
use crate::check::Verdict;
use crate::model::{CellRef, Disclosure, Place, Section};
use crate::session::{Field, Session};

/// More related cells than this would cover the page: a total of a long table has very many addends.
const MOST_RELATED: usize = 60;

/// What the user has selected beside the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::app) enum Chosen {
    #[default]
    Nothing,
    /// A field of the grid on top, and the relation in the formula line.
    Field(Field, Option<usize>),
    /// Characters of a section of the text; of a heading, none.
    Sentence(usize, Range<u32>),
}

/// The places to light.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Lit {
    /// Of what is selected: one for a field, several for a sentence over several lines.
    pub places: Vec<Place>,
    /// Of the cells in the same relation, with whether it is broken.
    pub related: Vec<(Place, bool)>,
    /// What is selected, for people.
    pub label: String,
}

impl Lit {
    pub(super) fn of(chosen: &Chosen, session: &Session, index: &PlaceIndex) -> Self {
        let d = session.disclosure();
        match chosen {
            Chosen::Nothing => Self::default(),
            Chosen::Field(field, relation) => Self {
                // What was typed in since stands nowhere: then the table is shown.
                places: index.place(d, *field).or_else(|| table_of(d, *field)).into_iter().collect(),
                related: relation.map(|r| related(*field, r, session)).unwrap_or_default(),
                label: field.title(d),
            },
            Chosen::Sentence(section, range) => match d.prose.get(*section) {
                Some(section) => Self {
                    places: places_of(section, range),
                    related: Vec::new(),
                    label: match range.is_empty() {
                        true => section.heading.clone(),
                        false => section.text.chars().skip(range.start as usize).take(range.len().min(40)).collect(),
                    },
                },
                None => Self::default(),
            },
        }
    }
}

fn table_of(d: &Disclosure, field: Field) -> Option<Place> {
    d.tables.get(field.table as usize).map(|t| t.place).filter(|p| *p != Place::default())
}

fn related(field: Field, relation: usize, session: &Session) -> Vec<(Place, bool)> {
    let checker = session.checker();
    let Some(found) = checker.relations().get(relation) else { return Vec::new() };
    let broken = checker.outcome(relation).verdict == Verdict::Broken;
    let cells = std::iter::once(found.stated).chain(found.terms.iter().map(|t| t.cell));
    let others = cells.filter(|cell| field.cell() != Some(*cell));
    others.filter_map(|cell| Some((place_of(session.disclosure(), cell)?, broken))).take(MOST_RELATED).collect()
}

fn place_of(d: &Disclosure, cell: CellRef) -> Option<Place> {
    d.cell(cell).map(|c| c.place).filter(|p| *p != Place::default())
}

/// The places of the stretches of a section that these characters are in, or that of its heading.
fn places_of(section: &Section, range: &Range<u32>) -> Vec<Place> {
    if section.lines.is_empty() || range.is_empty() {
        return vec![section.place];
    }
    let ends = section.lines.iter().skip(1).map(|l| l.at).chain([u32::MAX]);
    let stretches = section.lines.iter().zip(ends);
    stretches.filter(|(line, end)| line.at < range.end && *end > range.start).map(|(line, _)| line.place).collect()
}

/// The sentence around a character of a text: up to 。！？； or the end of the paragraph.
pub(in crate::app) fn sentence_at(text: &str, at: u32) -> Range<u32> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let (mut start, mut position) = (0, 0);
    for c in text.chars() {
        position += 1;
        if ends(c) {
            if position > at {
                return start..position;
            }
            start = position;
        }
    }
    start..position.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TextLine;

    #[test]
    fn a_sentence_ends_at_its_full_stop_or_with_its_paragraph() {
        let text = "收入减少。支出增加；其中\n另起一段";
        let sentence = |at| {
            let range = sentence_at(text, at);
            text.chars().skip(range.start as usize).take(range.len()).collect::<String>()
        };
        assert_eq!(sentence(0), "收入减少。");
        assert_eq!(sentence(4), "收入减少。");
        assert_eq!(sentence(5), "支出增加；");
        assert_eq!(sentence(11), "其中\n");
        assert_eq!(sentence(14), "另起一段");
        assert_eq!(sentence_at("", 0), 0..0);
    }

    #[test]
    fn a_sentence_over_two_lines_lights_both() {
        let line = |at: u32| TextLine { at, place: Place { page: Some(at + 1), ..Place::default() } };
        let section = Section { lines: vec![line(0), line(10), line(20)], ..Section::default() };
        let pages = |range| places_of(&section, &range).iter().filter_map(|p| p.page).collect::<Vec<_>>();
        assert_eq!(pages(5..12), [1, 11]);
        assert_eq!(pages(25..30), [21]);
    }

    #[test]
    fn a_heading_lights_its_own_line() {
        let place = |page| Place { page: Some(page), ..Place::default() };
        let lines = vec![TextLine { at: 0, place: place(3) }];
        let section = Section { place: place(2), lines, ..Section::default() };
        assert_eq!(places_of(&section, &(0..0)), [place(2)]);
        assert_eq!(places_of(&section, &(0..9)), [place(3)]);
    }
}
