//! For people at the command line: columns that stand under one another, Han characters counted as two.

use super::{Contents, Page};

/// The text.
pub fn to_string(contents: &Contents) -> String {
    let mut out = format!("{}\n", contents.title);
    for page in &contents.pages {
        out.push('\n');
        table(&mut out, page);
    }
    if !contents.findings.is_empty() {
        out.push_str(&format!("\n跨年发现（{} 处）\n", contents.findings.len()));
        for found in &contents.findings {
            let place = if found.place.is_empty() { String::new() } else { format!("，{}", found.place) };
            out.push_str(&format!(
                "[{}] {} {}{place}：{}\n",
                found.severity.name(),
                found.rule,
                found.document,
                found.message
            ));
        }
    }
    out
}

fn table(out: &mut String, page: &Page) {
    let comparison = &page.comparison;
    out.push_str(&format!("{}\n", comparison.title()));
    let mut lines = comparison.table(&page.shown);
    // 说明 ends the line, however long it is: what is said of few lines must not make all of them wide.
    let last = lines.first().map_or(0, Vec::len).saturating_sub(1);
    let coded = lines.iter().skip(1).any(|line| line.first().is_some_and(|code| !code.is_empty()));
    let first = usize::from(!coded);
    let widths: Vec<usize> =
        (0..last).map(|c| lines.iter().filter_map(|l| l.get(c)).map(|text| width(text)).max().unwrap_or(0)).collect();
    for line in &mut lines {
        let mut text = String::new();
        for (column, (cell, to)) in line.iter().zip(&widths).enumerate().skip(first) {
            let gap = " ".repeat(to.saturating_sub(width(cell)));
            // Code and name stand at the left, numbers at the right.
            text.push_str(&if column < 2 { format!("{cell}{gap}  ") } else { format!("{gap}{cell}  ") });
        }
        text.push_str(line.get(last).map_or("", String::as_str));
        out.push_str(text.trim_end());
        out.push('\n');
    }
    for note in page.notes() {
        out.push_str(&format!("注：{note}\n"));
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() || matches!(c, '—' | '·' | '“' | '”') { 1 } else { 2 }).sum()
}
