//! As a web page in one file: no script, nothing fetched, fit for paper.

use std::fmt::Write;

use super::{
    super::html::{class, escape, head, section},
    Contents, Found, List, Page,
};
use crate::{compare::table::Cell, report::words};

/// The page.
pub(super) fn to_string(contents: &Contents) -> String {
    let mut out = head(&contents.title, &contents.files.join("、"), include_str!("comparison.css"));
    out.push_str("<nav>\n<ol>\n");
    for (at, page) in contents.pages.iter().enumerate() {
        let _ = writeln!(out, "<li><a href=\"#t{at}\">{}</a></li>", escape(&page.comparison.aspect.title()));
    }
    for (at, list) in contents.lists.iter().enumerate() {
        let _ = writeln!(out, "<li><a href=\"#l{at}\">{}</a></li>", escape(&list.title));
    }
    let findings = contents.lists_of_findings();
    for (anchor, title, _) in &findings {
        let _ = writeln!(out, "<li><a href=\"#{anchor}\">{title}</a></li>");
    }
    out.push_str("</ol>\n</nav>\n");
    for (anchor, title, findings) in findings {
        section(&mut out, anchor, &title);
        findings.into_iter().for_each(|found| finding(&mut out, found));
    }
    for (at, page) in contents.pages.iter().enumerate() {
        section(&mut out, &format!("t{at}"), &page.comparison.title());
        fragment(&mut out, page);
    }
    for (at, list) in contents.lists.iter().enumerate() {
        section(&mut out, &format!("l{at}"), &list.title);
        plain(&mut out, list);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The drawings, the table and its notes.
fn fragment(out: &mut String, page: &Page) {
    if !page.drawings.is_empty() {
        out.push_str("<div class=\"drawings\">\n");
        for drawing in &page.drawings {
            let _ = writeln!(out, "<figure>{}</figure>", drawing.trim());
        }
        out.push_str("</div>\n");
    }
    let comparison = &page.comparison;
    out.push_str("<table class=\"list compared\">\n<thead><tr>");
    for (column, head) in comparison.heads(&page.shown).iter().enumerate() {
        let class = if (2..comparison.sides.len() + 4).contains(&column) { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th{class}>{}</th>", escape(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let change = comparison.sides.len() + 2;
    for line in page.shown.lines(comparison).into_iter().filter_map(|at| comparison.lines.get(at)) {
        let total = if line.role.is_total() { " class=\"total\"" } else { "" };
        let _ = write!(out, "<tr{total}>");
        for (column, cell) in comparison.cells(line, &page.shown).into_iter().enumerate() {
            let _ = match cell {
                Cell::Text(text) if column == 1 => {
                    write!(out, "<td class=\"l{}\">{}</td>", line.level.min(4), escape(&text))
                }
                Cell::Text(text) => write!(out, "<td>{}</td>", escape(&text)),
                Cell::Amount(v) if column == change => {
                    write!(out, "<td class=\"n\">{}</td>", comparison.difference_text(v))
                }
                Cell::Amount(v) => write!(out, "<td class=\"n\">{}</td>", comparison.amount_text(v)),
                Cell::Rate(rate) => {
                    let plus = if rate.is_sign_positive() && !rate.is_zero() { "+" } else { "" };
                    write!(out, "<td class=\"n\">{plus}{rate:.2}</td>")
                }
                Cell::Blank => write!(out, "<td class=\"n\">—</td>"),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    for note in page.notes() {
        let _ = writeln!(out, "<p class=\"remark\">{}</p>", escape(&note));
    }
}

fn plain(out: &mut String, list: &List) {
    let cell = |tag: &str, column: usize, text: &str| {
        let class = if column > 0 { " class=\"n\"" } else { "" };
        format!("<{tag}{class}>{}</{tag}>", escape(text))
    };
    let heads: String = list.heads.iter().enumerate().map(|(at, head)| cell("th", at, head)).collect();
    let _ = writeln!(out, "<table class=\"list compared\">\n<thead><tr>{heads}</tr></thead>\n<tbody>");
    for row in &list.rows {
        let cells: String = row.iter().enumerate().map(|(at, (text, _))| cell("td", at, text)).collect();
        let _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out.push_str("</tbody>\n</table>\n");
    for note in &list.notes {
        let _ = writeln!(out, "<p class=\"remark\">{}</p>", escape(note));
    }
}

fn finding(out: &mut String, found: &Found) {
    let said = Some(found.said()).filter(|said| !said.is_empty());
    let said = said.map_or(String::new(), |said| format!("\n<p class=\"remark\">审阅意见：{}</p>", escape(&said)));
    let _ = writeln!(
        out,
        "<article class=\"{}\">\n<h3><span class=\"badge\">{} {}</span> <span class=\"place\">{} {}</span> \
         <span class=\"rule\">{}</span></h3>\n<p>{}</p>{said}\n</article>",
        class(found.severity),
        words::shape(found.severity),
        found.severity.name(),
        escape(&found.document),
        escape(&found.place),
        escape(found.rule),
        escape(&found.message),
    );
}
