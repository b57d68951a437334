//! Running text out of paragraphs: headed sections, each line with its place.

use super::lattice::Lattice;
use crate::{
    document::Paragraph,
    model::{
        Place, Section, TextLine,
        text::{split_numbering, squeeze},
    },
    recognize::segment::{is_heading, is_page_number},
};

/// The sections of a document as they are found.
#[derive(Debug, Default)]
pub struct Prose {
    /// So far.
    pub sections: Vec<Section>,
    /// Within the table of contents: the page that it begins on.
    contents: Option<Option<u32>>,
}

impl Prose {
    /// Adds paragraphs: a heading begins a section. The lines of a table of contents are none.
    pub fn add<'d>(&mut self, paragraphs: impl IntoIterator<Item = &'d Paragraph>) {
        for paragraph in paragraphs {
            let text = paragraph.text.trim();
            let squeezed = squeeze(text);
            if squeezed.is_empty() || is_page_number(&squeezed) {
                continue;
            }
            if matches!(squeezed.as_str(), "目录" | "目次") {
                self.contents = Some(paragraph.place.page);
                begin(&mut self.sections, text, paragraph.place);
                continue;
            }
            let is_contents = self.contents.is_some_and(|page| is_entry(&squeezed, page, paragraph.place.page));
            if !is_contents {
                self.contents = None;
            }
            if !is_contents && is_heading_here(paragraph, text, &squeezed) {
                begin(&mut self.sections, text, paragraph.place);
            } else {
                add_text(&mut self.sections, text, paragraph.place, &paragraph.lines, &paragraph.text);
            }
        }
    }
}

/// A line of the table of contents: on its first page, or with dots and a page number.
fn is_entry(squeezed: &str, first_page: Option<u32>, page: Option<u32>) -> bool {
    let leads = squeezed.contains("…") || squeezed.contains("...");
    let numbered = squeezed.ends_with(|c: char| c.is_ascii_digit()) && squeezed.chars().count() < 60;
    leads || numbered || first_page.is_some() && page == first_page
}

/// A heading by its style, by its words, or a short numbered line that is a paragraph of its own.
fn is_heading_here(paragraph: &Paragraph, text: &str, squeezed: &str) -> bool {
    let length = squeezed.chars().count();
    let (numbering, rest) = split_numbering(text);
    let is_numbered = numbering.ends_with('、') && !numbering.starts_with(|c: char| c.is_ascii_digit());
    let is_plain = !rest.is_empty() && !rest.contains(['。', '；', ';', '：', ':', '，', ',']);
    paragraph.heading.is_some() && length <= LONGEST_HEADING
        || is_heading(text)
        || is_numbered && is_plain && length <= LONGEST_HEADING / 2
}

/// A heading has at most so many characters.
const LONGEST_HEADING: usize = 60;

/// Adds the texts of a grid that only lays them out.
pub fn add_frame(sections: &mut Vec<Section>, frame: &Lattice<'_>) {
    for slot in frame.rows.iter().flat_map(|r| r.own()) {
        add_text(sections, &slot.text(), slot.cell.place, &[], "");
    }
}

fn begin(sections: &mut Vec<Section>, heading: &str, place: Place) {
    sections.push(Section { heading: heading.to_owned(), place, ..Section::default() });
}

fn add_text(sections: &mut Vec<Section>, text: &str, place: Place, lines: &[TextLine], untrimmed: &str) {
    if text.is_empty() {
        return;
    }
    if sections.is_empty() {
        begin(sections, "", place);
    }
    let Some(section) = sections.last_mut() else { return };
    if !section.text.is_empty() {
        section.text.push('\n');
    }
    let count = |t: &str| u32::try_from(t.chars().count()).unwrap_or(u32::MAX);
    let at = count(&section.text);
    if lines.is_empty() {
        section.lines.push(TextLine { at, place });
    }
    // The lines' places are counted in the untrimmed text.
    let lead = count(untrimmed) - count(untrimmed.trim_start());
    for line in lines {
        section.lines.push(TextLine { at: at + line.at.saturating_sub(lead), place: line.place });
    }
    section.text.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_place() {
        let place = |page| Place { page: Some(page), ..Place::default() };
        let paragraph =
            |text: &str, page| Paragraph { text: text.to_owned(), place: place(page), ..Paragraph::default() };
        let mut long = paragraph("　　本年收入5万元，与上年持平。", 2);
        long.lines = vec![TextLine { at: 0, place: place(2) }, TextLine { at: 9, place: place(3) }];
        let all = [paragraph("一、收支预算情况说明", 1), paragraph("第一段。", 1), long];
        let mut prose = Prose::default();
        prose.add(&all);
        let [section] = &prose.sections[..] else { panic!() };
        assert_eq!(section.heading, "一、收支预算情况说明");
        let seen: Vec<(u32, Option<u32>)> = section.lines.iter().map(|l| (l.at, l.place.page)).collect();
        assert_eq!(seen, [(0, Some(1)), (5, Some(2)), (12, Some(3))]);
    }

    #[test]
    fn a_table_of_contents_is_no_row_of_headings() {
        let lines = [
            ("目  录", 2),
            ("一、部门职责", 2),
            ("二、收支情况……3", 2),
            ("三、说明 5", 3),
            ("一、部门职责", 3),
            ("管水。", 3),
        ];
        let all = lines.map(|(text, page)| Paragraph {
            text: text.to_owned(),
            place: Place { page: Some(page), ..Place::default() },
            ..Paragraph::default()
        });
        let mut prose = Prose::default();
        prose.add(&all);
        let seen: Vec<&str> = prose.sections.iter().map(|s| s.heading.as_str()).collect();
        assert_eq!(seen, ["目  录", "一、部门职责"]);
    }
}
