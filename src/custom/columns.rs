//! Which columns of a table a path of header names means.

use super::{
    layout::Sheet,
    resolve::{Unfound, gone, unclear},
};
use crate::{
    model::text::{name_key, squeeze},
    relations::columns::Header,
};

/// The columns whose sum a path means.
pub(super) fn columns(sheet: &Sheet, paths: &[Vec<String>]) -> Result<Vec<usize>, Unfound> {
    let mut why = None;
    for path in paths {
        match column(sheet, path) {
            Ok(columns) => return Ok(columns),
            Err(unfound) => why = why.or(Some(unfound)),
        }
    }
    let names: Vec<String> = paths.iter().map(|p| p.join("/")).collect();
    Err(why.filter(|w| !w.gone).unwrap_or_else(|| gone(format!("没有“{}”这一栏", names.join("”或“")))))
}

fn column(sheet: &Sheet, path: &[String]) -> Result<Vec<usize>, Unfound> {
    let parts: Vec<String> = path.iter().map(|p| squeeze(p)).collect();
    let shown = path.join("/");
    if let [only] = parts.as_slice() {
        let number = only.strip_prefix('第').and_then(|n| n.strip_suffix('栏'));
        if let Some(n) = number.and_then(|n| n.parse::<usize>().ok()) {
            let column = n.checked_sub(1).filter(|c| *c < sheet.panel.columns.len());
            return column.map(|c| vec![c]).ok_or_else(|| gone(format!("没有“{shown}”")));
        }
        if only == "合计"
            && let Some(whole) = sheet.header.whole()
        {
            return Ok(vec![whole]);
        }
    }
    let about = sheet.header.about();
    let mut within = Vec::new();
    all_columns(about, &mut within);
    // Columns first, then merged headers that stand for what is under them; first in what the table is about.
    let direct = |c: &usize| sheet.paths.get(*c).is_some_and(|p| fits(&parts, p));
    let all: Vec<usize> = (0..sheet.paths.len()).filter(|c| direct(c)).collect();
    let main: Vec<usize> = all.iter().copied().filter(|c| within.contains(c)).collect();
    for found in [&main, &all] {
        match found.as_slice() {
            [] => {}
            [_] => return Ok(found.clone()),
            _ => return Err(unclear(format!("有 {} 栏都叫“{shown}”，请写明上一级，如 基本支出/小计", found.len()))),
        }
    }
    for root in [about, &sheet.header] {
        let mut headers = Vec::new();
        merged(root, &mut Vec::new(), &parts, &mut headers);
        match headers.as_slice() {
            [] => {}
            [columns] if !columns.is_empty() => return Ok(columns.clone()),
            _ => return Err(unclear(format!("有 {} 处表头都叫“{shown}”，请写明上一级", headers.len()))),
        }
    }
    Err(gone(format!("没有“{shown}”这一栏")))
}

fn all_columns(header: &Header, out: &mut Vec<usize>) {
    out.extend(header.column);
    header.children.iter().for_each(|child| all_columns(child, out));
}

fn merged<'h>(header: &'h Header, above: &mut Vec<&'h str>, parts: &[String], out: &mut Vec<Vec<usize>>) {
    for child in &header.children {
        above.push(&child.name);
        if child.column.is_none() {
            if fits(parts, above) {
                out.push(child.value());
            } else {
                merged(child, above, parts, out);
            }
        }
        above.pop();
    }
}

/// The path ends in the last part and has the others before it, in their order.
fn fits<S: AsRef<str>>(parts: &[String], path: &[S]) -> bool {
    let Some((last, before)) = parts.split_last() else { return false };
    let Some((leaf, above)) = path.split_last() else { return false };
    if !is_named(last, leaf.as_ref()) {
        return false;
    }
    let mut above = above.iter();
    before.iter().all(|part| above.any(|name| is_named(part, name.as_ref())))
}

fn is_named(pattern: &str, name: &str) -> bool {
    is_like(pattern, name) || is_like(pattern, &name_key(name))
}

/// `*公务接待*`: a star stands for anything.
pub(super) fn is_like(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(first) = pieces.next() else { return false };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}
