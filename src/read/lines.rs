//! Text → document: a paragraph a line, so that the window can show the lines of the source.

use crate::{
    document::{Block, Document, Format, Page, Paragraph},
    model::Place,
    recognize,
};

/// The lines of a text, blank ones left out: their numbers tell where they are missing.
pub fn document(text: &str) -> Document {
    let mut document = Document { format: Format::Text, pages: vec![Page::default()], ..Document::default() };
    for line in recognize::lines(text) {
        if document.pages.len() < line.page as usize {
            document.pages.resize(line.page as usize, Page::default());
        }
        if !line.is_blank() {
            let place = Place { page: Some(line.page), line: Some(line.number), ..Place::default() };
            document.blocks.push(Block::Paragraph(Paragraph {
                text: line.text.to_owned(),
                place,
                ..Paragraph::default()
            }));
        }
    }
    document.number_blocks();
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_its_number_and_its_page() {
        let document = document("部门预算公开\n\n\u{c}一、收支总表\n  合计\t9.24\n");
        let seen: Vec<_> =
            document.paragraphs().map(|p| (p.place.page, p.place.line, p.place.block, p.text.as_str())).collect();
        let expected = [(1, 1, 0, "部门预算公开"), (2, 3, 1, "一、收支总表"), (2, 4, 2, "  合计\t9.24")];
        assert_eq!(seen, expected.map(|(page, line, block, text)| (Some(page), Some(line), Some(block), text)));
        assert_eq!(document.pages.len(), 2);
    }
}
