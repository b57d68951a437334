//! Blocks of cells as text with tabs, the way Excel and WPS put them on the clipboard.

/// The block as text: tabs between cells, CRLF between rows, cells with tabs, line ends or quotes quoted.
///
/// ```
/// use gongkai::session::tsv;
/// assert_eq!(tsv::write(&[vec!["合计", "1,000.50"], vec!["两\n行", ""]]), "合计\t1,000.50\r\n\"两\n行\"\t");
/// ```
pub fn write<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    let mut out = String::new();
    for (r, row) in rows.iter().enumerate() {
        if r > 0 {
            out.push_str("\r\n");
        }
        for (c, cell) in row.iter().map(AsRef::as_ref).enumerate() {
            if c > 0 {
                out.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
    }
    out
}

/// Reads what Excel, WPS or a text editor puts on the clipboard. A quote opens a quoted cell only at its
/// beginning; a last line end, which Excel always adds, makes no row. Rows may differ in length.
///
/// ```
/// use gongkai::session::tsv;
/// assert_eq!(tsv::read("1\t2\r\n3\t\"4\n五\"\r\n"), [vec!["1", "2"], vec!["3", "4\n五"]]);
/// assert_eq!(tsv::read("说“5\"”\t"), [vec!["说“5\"”", ""]]);
/// assert_eq!(tsv::read(""), [vec![""]]);
/// ```
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut fresh = true;
    let mut chars = text.chars().peekable();
    let mut ended = false;
    while let Some(c) = chars.next() {
        ended = false;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if fresh => quoted = true,
            '\t' if !quoted => put(&mut rows, &mut cell),
            '\r' if !quoted && chars.peek() == Some(&'\n') => continue,
            '\n' | '\r' if !quoted => {
                put(&mut rows, &mut cell);
                rows.push(Vec::new());
                ended = true;
            }
            c => cell.push(c),
        }
        fresh = !quoted && matches!(c, '\t' | '\n' | '\r');
    }
    if ended {
        rows.pop();
    } else {
        put(&mut rows, &mut cell);
    }
    rows
}

fn put(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}
