//! Pages of a PDF as drawings in text.
//!
//! ```text
//! +------+------+
//! | 科目 | 金额 |
//! +------+------+
//! ```
//! A line of the drawing is 20 points high, an ASCII character 6 points wide and a Chinese one 12, so that the
//! drawing looks as in an editor. `-` `|` `+` are ruling lines where they are part of a run; `=` is a double
//! line. Text has a size of 12 points. A page ends where its drawing ends, plus a margin all around.

use gongkai::{
    document::{Block, Document},
    read::pdf::page::{Bounds, Char, PageModel, Rule},
};

/// Height of a line of the drawing.
pub const LINE: f32 = 20.0;
/// Width of an ASCII character.
pub const UNIT: f32 = 6.0;
/// From the edge of the page to the drawing.
pub const MARGIN: f32 = 20.0;

/// The page that is drawn. Common indentation and the first line break do not count.
pub fn page(drawing: &str) -> PageModel {
    let lines: Vec<&str> = drawing.strip_prefix('\n').unwrap_or(drawing).trim_end().lines().collect();
    let indent = lines.iter().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start_matches(' ').len()).min();
    let cells: Vec<Vec<(f32, char)>> =
        lines.iter().map(|l| columns(l.get(indent.unwrap_or(0)..).unwrap_or(""))).collect();
    let width = cells.iter().flatten().map(|(x, c)| x + width(*c)).fold(0.0, f32::max);
    let mut page = PageModel {
        width: (width + 2.0 * MARGIN).max(300.0),
        height: cells.len() as f32 * LINE + 2.0 * MARGIN,
        ..PageModel::default()
    };
    for (i, line) in cells.iter().enumerate() {
        let top = MARGIN + i as f32 * LINE;
        let above = i.checked_sub(1).and_then(|i| cells.get(i));
        let lines = [above, Some(line), cells.get(i + 1)];
        horizontals(line, top + LINE / 2.0, &mut page.rules);
        for (k, &(x, c)) in line.iter().enumerate() {
            if is_vertical(line, k) {
                let reach = |other: Option<&Vec<(f32, char)>>| {
                    other.is_some_and(|o| o.iter().any(|(at, c)| *at == x && matches!(c, '|' | '+' | '=')))
                };
                let from = if c == '|' || reach(lines[0]) { top } else { top + LINE / 2.0 };
                let to = if c == '|' || reach(lines[2]) { top + LINE } else { top + LINE / 2.0 };
                let rule = Rule { horizontal: false, at: MARGIN + x + UNIT / 2.0, from, to, width: 0.5 };
                if to > from {
                    page.rules.push(rule);
                }
            } else if !is_horizontal(line, k) && c != ' ' {
                page.chars.push(char_at(c, MARGIN + x, top + 4.0));
            }
        }
    }
    page
}

/// A character of 12 points.
pub fn char_at(c: char, x: f32, top: f32) -> Char {
    let bounds: Bounds = [x, top, x + width(c), top + 12.0];
    Char { c, bounds, baseline: top + 10.5, size: 12.0, hidden: false, font: 0 }
}

fn width(c: char) -> f32 {
    if c.is_ascii() { UNIT } else { 2.0 * UNIT }
}

fn columns(line: &str) -> Vec<(f32, char)> {
    let mut x = 0.0;
    line.chars()
        .map(|c| {
            let at = x;
            x += width(c);
            (at, c)
        })
        .collect()
}

fn at(line: &[(f32, char)], i: usize) -> char {
    line.get(i).map_or(' ', |c| c.1)
}

fn is_vertical(line: &[(f32, char)], i: usize) -> bool {
    matches!(at(line, i), '|' | '+')
}

/// `-`, `=` or `+` with another beside it.
fn is_horizontal(line: &[(f32, char)], i: usize) -> bool {
    let drawn = |c: char| matches!(c, '-' | '=' | '+');
    let beside = |i: Option<usize>| i.is_some_and(|i| drawn(at(line, i)));
    drawn(at(line, i)) && (beside(i.checked_sub(1)) || beside(Some(i + 1)))
}

fn horizontals(line: &[(f32, char)], y: f32, rules: &mut Vec<Rule>) {
    let mut i = 0;
    while i < line.len() {
        let from = i;
        while is_horizontal(line, i) {
            i += 1;
        }
        if i > from + 1 {
            let x = |i: usize| MARGIN + line[i].0 + UNIT / 2.0;
            let double = line[from..i].iter().any(|c| c.1 == '=');
            for y in if double { vec![y - 1.0, y + 1.0] } else { vec![y] } {
                rules.push(Rule { horizontal: true, at: y, from: x(from), to: x(i - 1), width: 0.5 });
            }
        }
        i = i.max(from + 1);
    }
}

/// Every ruling line as dashes of 3 points with gaps of 3.
pub fn dashed(mut page: PageModel) -> PageModel {
    page.rules = page
        .rules
        .iter()
        .flat_map(|rule| {
            let n = ((rule.to - rule.from) / 6.0) as usize;
            (0..=n).map(|i| rule.from + 6.0 * i as f32).map(|from| Rule {
                from,
                to: (from + 3.0).min(rule.to),
                ..*rule
            })
        })
        .collect();
    page
}

/// The document as text: a paragraph a line (`¶`), a row a line with `|` between cells, `/` for a line break
/// in a cell, and the span of a cell as `«rows×columns»`.
pub fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push_str(&format!("¶ {}\n", paragraph.text)),
            Block::Grid(grid) => {
                for row in 0..grid.rows {
                    let cells: Vec<String> = grid
                        .row(row)
                        .iter()
                        .map(|c| {
                            let span = match (c.row_span, c.column_span) {
                                (1, 1) => String::new(),
                                (rows, columns) => format!("«{rows}×{columns}»"),
                            };
                            c.text.replace('\n', "/") + &span
                        })
                        .collect();
                    out.push_str(&format!("{}\n", cells.join(" | ").trim_end()));
                }
            }
        }
    }
    out
}

/// Reads the pages and compares what comes out, line by line, leaving indentation out.
#[track_caller]
pub fn assert_reads(pages: &[PageModel], expected: &str) {
    let document = gongkai::read::pdf::layout::document(pages);
    let trimmed = |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(trimmed(&shown(&document)), trimmed(expected));
}
