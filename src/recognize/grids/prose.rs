//! Running text out of paragraphs: headed sections, each line with its place.

use super::lattice::Lattice;
use crate::{
    document::Paragraph,
    model::{Place, Section, TextLine, text::squeeze},
    recognize::segment::{is_heading, is_page_number},
};

/// Adds paragraphs to the sections: a heading begins one.
pub fn add<'d>(sections: &mut Vec<Section>, paragraphs: impl IntoIterator<Item = &'d Paragraph>) {
    for paragraph in paragraphs {
        let text = paragraph.text.trim();
        if text.is_empty() || is_page_number(&squeeze(text)) {
            continue;
        }
        if paragraph.heading.is_some() && text.chars().count() <= 60 || is_heading(text) {
            begin(sections, text, paragraph.place);
        } else {
            add_text(sections, text, paragraph.place, &paragraph.lines, &paragraph.text);
        }
    }
}

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
        let mut sections = Vec::new();
        add(&mut sections, &all);
        let [section] = &sections[..] else { panic!() };
        assert_eq!(section.heading, "一、收支预算情况说明");
        let seen: Vec<(u32, Option<u32>)> = section.lines.iter().map(|l| (l.at, l.place.page)).collect();
        assert_eq!(seen, [(0, Some(1)), (5, Some(2)), (12, Some(3))]);
    }
}
