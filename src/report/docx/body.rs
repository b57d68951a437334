//! The body of a Word document: headings, paragraphs and tables as WordprocessingML (ECMA-376 part 1, 17).

use std::fmt::Write;

use crate::{
    model::text::escape_xml,
    report::lists::{self, List},
};

/// A4 without its margins, in twentieths of a point.
const WIDTH: usize = 9070;

/// What has been written so far.
#[derive(Default)]
pub(super) struct Body {
    xml: String,
}

impl Body {
    pub(super) fn title(&mut self, text: &str) {
        self.paragraph("Title", text);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.paragraph("Heading1", text);
    }

    pub(super) fn subheading(&mut self, text: &str) {
        self.paragraph("Heading2", text);
    }

    pub(super) fn strong(&mut self, text: &str) {
        self.paragraph("Strong", text);
    }

    pub(super) fn plain(&mut self, text: &str) {
        self.paragraph("Normal", text);
    }

    /// A name in bold and what is said under it.
    pub(super) fn entry(&mut self, name: &str, text: &str) {
        self.xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"Entry\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>");
        self.run_text(name);
        self.xml.push_str("</w:r><w:r>");
        self.run_text("：");
        self.run_text(text);
        self.xml.push_str("</w:r></w:p>");
    }

    /// Names and values in a table without head.
    pub(super) fn pairs(&mut self, pairs: impl Iterator<Item = (String, String)>) {
        let widths = [WIDTH * 18 / 100, WIDTH * 82 / 100];
        self.open_table(&widths);
        for (name, value) in pairs {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(widths[0], "TableHead", true, &name);
            self.cell(widths[1], "TableText", false, &value);
            self.xml.push_str("</w:tr>");
        }
        self.close_table();
    }

    /// A table whose head is repeated on every page.
    pub(super) fn table(&mut self, list: &List) {
        let widths: Vec<usize> = list.columns.iter().map(|(_, hundredths)| WIDTH * hundredths / 100).collect();
        let number: Vec<bool> = list.columns.iter().map(|(name, _)| lists::is_number(name)).collect();
        self.open_table(&widths);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (((name, _), width), number) in list.columns.iter().zip(&widths).zip(&number) {
            self.cell(*width, if *number { "TableHeadNumber" } else { "TableHead" }, true, name);
        }
        self.xml.push_str("</w:tr>");
        for row in &list.rows {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for ((text, width), number) in row.iter().zip(&widths).zip(&number) {
                self.cell(*width, if *number { "TableNumber" } else { "TableText" }, false, text);
            }
            self.xml.push_str("</w:tr>");
        }
        self.close_table();
    }

    /// The whole `document.xml`.
    pub(super) fn finish(self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{}\
             <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" \
             w:left=\"1418\" w:header=\"851\" w:footer=\"851\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            self.xml
        )
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        // Writing to a String cannot fail.
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>");
        self.run_text(text);
        self.xml.push_str("</w:r></w:p>");
    }

    fn cell(&mut self, width: usize, style: &str, shaded: bool, text: &str) {
        let shade = if shaded { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF2F5\"/>" } else { "" };
        let _ = write!(
            self.xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr>"
        );
        self.paragraph(style, text);
        self.xml.push_str("</w:tc>");
    }

    fn open_table(&mut self, widths: &[usize]) {
        self.xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Report\"/>");
        let _ = write!(self.xml, "<w:tblW w:w=\"{}\" w:type=\"dxa\"/>", widths.iter().sum::<usize>());
        self.xml.push_str("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>");
    }

    /// A paragraph must stand between two tables, lest Word makes them one.
    fn close_table(&mut self) {
        self.xml.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }

    /// The text of a run; a line end breaks the line.
    fn run_text(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            self.xml.push_str(if i > 0 {
                "<w:br/><w:t xml:space=\"preserve\">"
            } else {
                "<w:t xml:space=\"preserve\">"
            });
            escape_xml(line, &mut self.xml);
            self.xml.push_str("</w:t>");
        }
    }
}
