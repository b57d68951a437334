//! Running text: headed sections of paragraphs whose wrapped lines are joined.

use super::{
    Line,
    segment::{is_heading, is_page_number},
};
use crate::model::{
    Place, Section,
    text::{is_han, split_numbering, squeeze},
};

/// Cuts running text into sections at its headings.
pub fn sections(lines: &[Line<'_>]) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let width = wrap_width(lines);
    let mut paragraphs = Paragraphs { width, ..Paragraphs::default() };
    for line in lines {
        let text = line.text.trim();
        if text.is_empty() || is_page_number(&squeeze(text)) {
            continue;
        }
        if is_heading(text) {
            paragraphs.close_into(&mut out);
            out.push(Section {
                heading: text.to_owned(),
                text: String::new(),
                place: Place { line: Some(line.number), ..Place::default() },
                lines: Vec::new(),
            });
        } else {
            if out.is_empty() {
                out.push(Section {
                    place: Place { line: Some(line.number), ..Place::default() },
                    ..Section::default()
                });
            }
            paragraphs.add(line.text);
        }
    }
    paragraphs.close_into(&mut out);
    out
}

/// How wide full lines of this text are: lines are wrapped where most long ones have the same width.
fn wrap_width(lines: &[Line<'_>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|l| squeeze(l.text).chars().count()).filter(|&w| w > 15).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(usize::MAX)
}

#[derive(Default)]
struct Paragraphs {
    width: usize,
    text: String,
    last_was_full: bool,
}

impl Paragraphs {
    fn add(&mut self, line: &str) {
        let trimmed = line.trim();
        let indented = line.starts_with(['　']) || line.starts_with("  ");
        let numbered = !split_numbering(trimmed).0.is_empty();
        let ended = self.text.ends_with(['。', '；', '：', '！', '？', ':', ';']);
        if self.text.is_empty() {
            self.text.push_str(trimmed);
        } else if self.last_was_full && !indented && !(ended && numbered) {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if latin(self.text.chars().next_back()) && latin(trimmed.chars().next()) {
                self.text.push(' ');
            }
            self.text.push_str(trimmed);
        } else {
            self.text.push('\n');
            self.text.push_str(trimmed);
        }
        // A line that is about as long as the others was broken by the margin, not by its author.
        let length = squeeze(trimmed).chars().filter(|c| is_han(*c) || !c.is_whitespace()).count();
        self.last_was_full = length + 4 >= self.width;
    }

    fn close_into(&mut self, out: &mut [Section]) {
        if let Some(section) = out.last_mut() {
            section.text = std::mem::take(&mut self.text);
        }
        self.text.clear();
        self.last_was_full = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "第三部分 情况说明\n一、收支预算情况说明\n某局二〇二五年收支总预算三百九十七点三万元，比上年\n减少，主要是项目减少。\n（一）本年收入由一般公共预算拨款收入组成，没有其他\n收入。\n- 3 -\n";
        let seen: Vec<(String, String)> = sections(&lines(text)).into_iter().map(|s| (s.heading, s.text)).collect();
        assert_eq!(seen[0], ("第三部分 情况说明".into(), String::new()));
        assert_eq!(seen[1].0, "一、收支预算情况说明");
        assert_eq!(seen[1].1.lines().count(), 2);
        assert!(seen[1].1.starts_with("某局二〇二五年收支总预算三百九十七点三万元，比上年减少，主要是项目减少。"));
    }
}
