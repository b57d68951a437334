//! The tree of a page, walked in its order: elements that begin a line end the paragraph before them, tables
//! go to [`Flow`], white space collapses as in a browser.

use ego_tree::iter::Edge;
use scraper::{Html, Node, node::Element};

use super::{
    hidden::Hidden,
    links::{self, Links},
};
use crate::{
    document::{Document, Format},
    model::{Notice, text::is_han},
    read::{
        ReadError,
        flow::{Flow, Height},
    },
};

/// Elements before and after which a line ends.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "pre",
    "center",
    "blockquote",
    "section",
    "article",
    "main",
    "header",
    "form",
    "fieldset",
    "hr",
    "address",
    "figure",
    "figcaption",
    "caption",
    "body",
];

const ONLY_SHEETS_ELSEWHERE: &str = "这是 Excel 存成的网页，各表在旁边同名文件夹的 sheet001.htm 等文件里，这个文件里没有：\
                                     请打开那些文件，或用 Excel 打开后另存为工作簿（.xlsx）再打开。";
pub(super) const NOTHING: &str =
    "网页里没有文字：内容可能要联网才显示，或是图片。请在浏览器里打开，选中正文复制，存成文本再打开。";
const ONLY_ATTACHED: &str = "网页里没有表格，只有附件的链接：请下载附件，再打开附件。";

/// Reads a parsed page.
pub(super) fn document(page: &Html) -> Result<Document, ReadError> {
    let hidden = Hidden::of(page);
    let mut walk = Walk::new();
    let mut skipped = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if skipped.is_none() => match node.value() {
                Node::Element(element) if hidden.hides(element) => skipped = Some(node.id()),
                Node::Element(element) => walk.open(element)?,
                Node::Text(text) => walk.text(text),
                _ => {}
            },
            Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            Edge::Close(node) if skipped.is_none() => {
                if let Node::Element(element) = node.value() {
                    walk.close(element)?;
                }
            }
            _ => {}
        }
    }
    walk.finish()
}

struct Walk {
    flow: Flow,
    paragraph: String,
    /// White space that was not written yet, and whether a line of the source ended in it.
    space: Option<bool>,
    links: Links,
    /// How many links and preformatted elements are open; how deep.
    in_links: usize,
    preformatted: usize,
    heading: Option<u8>,
    has_frames: bool,
    has_attachments: bool,
}

impl Walk {
    fn new() -> Self {
        Self {
            flow: Flow::new(Format::Html),
            paragraph: String::new(),
            space: None,
            links: Links::default(),
            in_links: 0,
            preformatted: 0,
            heading: None,
            has_frames: false,
            has_attachments: false,
        }
    }

    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        let name = element.name();
        match name {
            "br" => {
                self.space = None;
                self.paragraph.push('\n');
            }
            "a" if element.attr("href").is_some() => {
                self.in_links += 1;
                self.links.begin();
                self.has_attachments |= element.attr("href").is_some_and(links::is_attachment);
            }
            "frame" => self.has_frames = true,
            "table" => {
                self.end_paragraph()?;
                self.flow.open_table();
            }
            "tr" => {
                self.end_paragraph()?;
                self.flow.open_row(0)?;
            }
            "td" | "th" => {
                self.end_paragraph()?;
                self.flow.open_cell(span(element, "colspan").max(1), Height::Rows(span(element, "rowspan")))?;
            }
            _ if BLOCKS.contains(&name) => {
                self.end_paragraph()?;
                self.heading = heading(name);
                self.preformatted += usize::from(name == "pre");
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: &Element) -> Result<(), ReadError> {
        let name = element.name();
        match name {
            "a" if element.attr("href").is_some() => self.in_links = self.in_links.saturating_sub(1),
            "table" => {
                self.end_paragraph()?;
                self.flow.close_table();
            }
            "tr" => {
                self.end_paragraph()?;
                self.flow.close_row();
            }
            "td" | "th" => {
                self.end_paragraph()?;
                self.flow.close_cell();
            }
            _ if BLOCKS.contains(&name) => {
                self.end_paragraph()?;
                self.heading = None;
                self.preformatted -= usize::from(name == "pre").min(self.preformatted);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.links.text(text, self.in_links > 0);
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c') && self.preformatted == 0 {
                self.space = Some(self.space.unwrap_or(false) || c == '\n');
                continue;
            }
            if let (Some(line_ended), Some(last)) = (self.space.take(), self.paragraph.chars().last()) {
                // A source line that ends between two Chinese characters is no blank in the text.
                let joined = line_ended && is_wide(last) && is_wide(c);
                if !joined && !last.is_whitespace() {
                    self.paragraph.push(' ');
                }
            }
            match c {
                '\u{a0}' => self.paragraph.push(' '),
                // Soft hyphens, zero-width characters and marks of order have no width.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                c => self.paragraph.push(c),
            }
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.paragraph);
        let links = std::mem::take(&mut self.links);
        self.space = None;
        // A link that goes on over the end of the paragraph counts in both.
        if self.in_links > 0 {
            self.links.begin();
        }
        if links.is_one_link() {
            self.flow.link(&text)
        } else if links.is_navigation() {
            Ok(())
        } else {
            self.flow.paragraph(&text, self.heading)
        }
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        self.end_paragraph()?;
        let mut document = self.flow.finish()?;
        if document.blocks.is_empty() {
            return Err(ReadError::NoText(if self.has_frames { ONLY_SHEETS_ELSEWHERE } else { NOTHING }));
        }
        if self.has_attachments && document.grids().next().is_none() {
            document.notices.push(Notice { text: ONLY_ATTACHED.to_owned(), ..Notice::default() });
        }
        Ok(document)
    }
}

fn span(element: &Element, attribute: &str) -> u32 {
    let digits = |value: &str| value.trim().chars().take_while(char::is_ascii_digit).collect::<String>();
    element.attr(attribute).map_or(Ok(1), |value| digits(value).parse()).unwrap_or(1)
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”')
}
