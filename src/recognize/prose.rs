//! Running text: headed sections of paragraphs whose wrapped lines are joined.

use super::{
    Line,
    segment::{is_heading, is_page_number},
};
use crate::model::{
    Place, Section, TextLine,
    text::{is_han, split_numbering, squeeze},
};

/// The sections of a text as they are found.
#[derive(Default)]
pub struct Prose {
    /// So far.
    pub sections: Vec<Section>,
    /// Where the last line begins in the text of the last section: in bytes and in characters.
    last: (usize, u32),
}

impl Prose {
    /// Adds running text: a heading begins a section. Without one it goes on with the last, from which a table
    /// parted it.
    pub fn add(&mut self, lines: &[Line<'_>]) {
        let width = wrap_width(lines);
        let mut last_was_full = false;
        for line in lines {
            let text = line.text.trim();
            if text.is_empty() || is_page_number(&squeeze(text)) {
                continue;
            }
            if is_heading(text) {
                self.begin(text, line);
                last_was_full = false;
                continue;
            }
            if self.sections.is_empty() {
                self.begin("", line);
            }
            self.line(line, last_was_full);
            // A line that is about as long as the others was broken by the margin, not by its author.
            let length = squeeze(text).chars().filter(|c| is_han(*c) || !c.is_whitespace()).count();
            last_was_full = length + 4 >= width;
        }
    }

    fn begin(&mut self, heading: &str, line: &Line<'_>) {
        self.sections.push(Section { heading: heading.to_owned(), place: place(line), ..Section::default() });
        self.last = (0, 0);
    }

    /// Adds a line to the last paragraph, or as the first of a new one.
    fn line(&mut self, line: &Line<'_>, last_was_full: bool) {
        let Some(section) = self.sections.last_mut() else { return };
        let (text, trimmed) = (&mut section.text, line.text.trim());
        let indented = line.text.starts_with(['　']) || line.text.starts_with("  ");
        let numbered = !split_numbering(trimmed).0.is_empty();
        let ended = text.ends_with(['。', '；', '：', '！', '？', ':', ';']);
        if text.is_empty() {
        } else if last_was_full && !indented && !(ended && numbered) {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if latin(text.chars().next_back()) && latin(trimmed.chars().next()) {
                text.push(' ');
            }
        } else {
            text.push('\n');
        }
        let (byte, at) = self.last;
        let since = text.get(byte..).map_or(0, |t| t.chars().count());
        let at = at.saturating_add(u32::try_from(since).unwrap_or(u32::MAX));
        self.last = (text.len(), at);
        section.lines.push(TextLine { at, place: place(line) });
        text.push_str(trimmed);
    }
}

fn place(line: &Line<'_>) -> Place {
    Place { line: Some(line.number), ..Place::default() }
}

/// How wide full lines of this text are: lines are wrapped where most long ones have the same width.
fn wrap_width(lines: &[Line<'_>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|l| squeeze(l.text).chars().count()).filter(|&w| w > 15).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "第三部分 情况说明\n一、收支预算情况说明\n某局二〇二五年收支总预算三百九十七点三万元，比上年\n减少，主要是项目减少。\n（一）本年收入由一般公共预算拨款收入组成，没有其他\n收入。\n- 3 -\n";
        let mut prose = Prose::default();
        prose.add(&lines(text));
        let seen: Vec<(&str, &str)> = prose.sections.iter().map(|s| (s.heading.as_str(), s.text.as_str())).collect();
        assert_eq!(seen[0], ("第三部分 情况说明", ""));
        assert_eq!(seen[1].0, "一、收支预算情况说明");
        assert_eq!(seen[1].1.lines().count(), 2);
        assert!(seen[1].1.starts_with("某局二〇二五年收支总预算三百九十七点三万元，比上年减少，主要是项目减少。"));
    }

    #[test]
    fn every_line_has_its_place_also_behind_a_table() {
        let text = "一、重点项目情况说明\n　　1、河道。\n\n（表）\n　　2、水库，\n除险。";
        let all = lines(text);
        let mut prose = Prose::default();
        prose.add(&all[..2]);
        prose.add(&all[4..]);
        let [section] = &prose.sections[..] else { panic!("{:?}", prose.sections) };
        assert_eq!(section.text, "1、河道。\n2、水库，\n除险。");
        let seen: Vec<(u32, Option<u32>)> = section.lines.iter().map(|l| (l.at, l.place.line)).collect();
        assert_eq!(seen, [(0, Some(2)), (6, Some(5)), (12, Some(6))]);
    }
}
