//! For people at the command line: columns that stand under one another, Han characters counted as two.

use super::{Contents, Page};

/// The text.
pub fn to_string(contents: &Contents) -> String {
    let mut out = format!("{}\n", contents.title);
    for page in &contents.pages {
        out.push('\n');
        table(&mut out, page);
    }
    for list in &contents.lists {
        out.push_str(&format!("\n{}\n", list.title));
        let rows = list.rows.iter().map(|row| row.iter().map(|(text, _)| text.clone()).collect());
        let lines: Vec<Vec<String>> = std::iter::once(list.heads.clone()).chain(rows).collect();
        columns(&mut out, &lines, 0, 1, usize::MAX);
        notes(&mut out, &list.notes);
    }
    for (_, title, findings) in contents.lists_of_findings() {
        out.push_str(&format!("\n{title}\n"));
        for found in findings {
            let place = if found.place.is_empty() { String::new() } else { format!("，{}", found.place) };
            out.push_str(&format!(
                "[{}] {} {}{place}：{}\n",
                found.severity.name(),
                found.rule,
                found.document,
                found.message
            ));
            let said = found.said();
            if !said.is_empty() {
                out.push_str(&format!("    审阅意见：{said}\n"));
            }
        }
    }
    out
}

fn table(out: &mut String, page: &Page) {
    let comparison = &page.comparison;
    out.push_str(&format!("{}\n", comparison.title()));
    let lines = comparison.table(&page.shown);
    // 说明 ends the line, however long it is: what is said of few lines must not make all of them wide.
    let last = lines.first().map_or(0, Vec::len).saturating_sub(1);
    let coded = lines.iter().skip(1).any(|line| line.first().is_some_and(|code| !code.is_empty()));
    columns(out, &lines, usize::from(!coded), 2, last);
    notes(out, &page.notes());
}

/// Columns from `first` on; those before `names` stand at the left, numbers at the right; from `free` on they are as
/// wide as they are.
fn columns(out: &mut String, lines: &[Vec<String>], first: usize, names: usize, free: usize) {
    let most = lines.iter().map(Vec::len).max().unwrap_or(0).min(free);
    let widths: Vec<usize> =
        (0..most).map(|c| lines.iter().filter_map(|l| l.get(c)).map(|text| width(text)).max().unwrap_or(0)).collect();
    for line in lines {
        let mut text = String::new();
        for (column, (cell, to)) in line.iter().zip(&widths).enumerate().skip(first) {
            let gap = " ".repeat(to.saturating_sub(width(cell)));
            text.push_str(&if column < names { format!("{cell}{gap}  ") } else { format!("{gap}{cell}  ") });
        }
        line.iter().skip(widths.len()).for_each(|cell| text.push_str(cell));
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn notes(out: &mut String, notes: &[String]) {
    for note in notes {
        out.push_str(&format!("注：{note}\n"));
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() || matches!(c, '—' | '·' | '“' | '”') { 1 } else { 2 }).sum()
}
