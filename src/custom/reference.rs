//! What stands in square brackets: `[行, 栏]`.

use super::{
    cursor::{Cursor, folded},
    error::RuleError,
    names::perhaps,
    statement::{Ref, Rows, Sort, TableName},
};

/// Names of the sides of two-sided tables.
const SIDES: &[&str] = &["收入", "支出", "支出用途"];

/// Reads `·支出[合计, 预算数]` after the table's name.
pub(super) fn read(c: &mut Cursor, table: TableName) -> Result<Ref, RuleError> {
    let mut side = None;
    if c.eat('·') {
        c.blanks();
        let start = *c;
        let name = c.until(|c| c == '[' || c.is_whitespace());
        if !SIDES.contains(&name.as_str()) {
            let perhaps = perhaps(&name, SIDES.iter().copied());
            return Err(start.error(format!("“·”后面写收入或支出这一侧，没有“{name}”{perhaps}")));
        }
        side = Some(name);
    }
    if !c.eat('[') {
        return Err(c.error(format!("表名后面要写 [行, 栏]，如 [合计, 项目支出]；{}。", c.found())));
    }
    let rows = rows(c)?;
    if !c.eat(',') {
        return Err(c.error(format!("行的后面要写逗号，再写栏，如 [合计, 项目支出]；{}。", c.found())));
    }
    let mut columns = vec![path(c)?];
    while or(c) {
        columns.push(path(c)?);
    }
    if !c.eat(']') {
        return Err(c.error(format!("栏的后面要写右方括号“]”；{}。", c.found())));
    }
    Ok(Ref { table, side, rows, columns })
}

/// 或, with a blank on at least its right side: names contain the character too.
fn or(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    let blank = ahead.peek().is_some_and(char::is_whitespace);
    let found = ahead.word("或") && (blank || ahead.peek().is_some_and(|c| c.is_whitespace() || c == '“' || c == '"'));
    if found {
        *c = ahead;
    }
    found
}

fn rows(c: &mut Cursor) -> Result<Rows, RuleError> {
    c.blanks();
    let start = *c;
    let mut names = Vec::new();
    loop {
        if let Some(text) = c.quoted()? {
            names.push(text);
        } else {
            let text = name(c, "行")?;
            match special(&text) {
                Some(rows) if names.is_empty() && !or(c) => return Ok(rows),
                Some(_) => {
                    return Err(start.error("“或”的各项只能是编码或名称，不能是“各项”“2101*”这样的多行。"));
                }
                None => names.push(text),
            }
        }
        if !or(c) {
            return Ok(Rows::One(names));
        }
    }
}

fn path(c: &mut Cursor) -> Result<Vec<String>, RuleError> {
    let mut out = Vec::new();
    loop {
        out.push(match c.quoted()? {
            Some(text) => text,
            None => name(c, "栏")?,
        });
        if !c.eat('/') {
            return Ok(out);
        }
    }
}

/// A name without quotation marks: up to what ends it, brackets within it closed.
fn name(c: &mut Cursor, what: &str) -> Result<String, RuleError> {
    c.blanks();
    let start = *c;
    let mut out = String::new();
    let mut depth = 0;
    while let Some(next) = c.peek() {
        let mut ahead = *c;
        let at_or = next.is_whitespace() && or(&mut ahead);
        match next {
            '(' => depth += 1,
            ')' => depth -= 1,
            '[' | ']' | ',' if depth <= 0 || next != ',' => break,
            '/' if what == "栏" && depth <= 0 => break,
            _ if at_or => break,
            _ => {}
        }
        out.extend(c.take());
    }
    let out = out.trim().to_owned();
    match out.is_empty() {
        true => Err(start.error(format!("这里要写{what}的名称，如 合计；{}。", start.found()))),
        false => Ok(out),
    }
}

/// Rows that are told by a sort or a code: `各项`, `210下各项`, `2101*`, `30201至30299`.
fn special(text: &str) -> Option<Rows> {
    let text: String = text.chars().map(folded).filter(|c| !c.is_whitespace()).collect();
    let is_code = |t: &str| !t.is_empty() && t.len() <= 24 && t.bytes().all(|b| b.is_ascii_digit());
    if let Some(code) = text.strip_suffix('*').filter(|t| is_code(t)) {
        return Some(Rows::Prefix(code.to_owned()));
    }
    if let Some((from, to)) = text.split_once(['至', '~', '到'])
        && is_code(from)
        && is_code(to)
        && from.len() == to.len()
    {
        return Some(Rows::Range(from.to_owned(), to.to_owned()));
    }
    let (under, each) = match text.split_once(['各', '每']) {
        Some(("", each)) => (None, each),
        Some((code, each)) => {
            let code = code.strip_suffix(['下', '的']).unwrap_or(code);
            (Some(code).filter(|c| is_code(c))?.into(), each)
        }
        None => return None,
    };
    let each = each.strip_prefix('个').unwrap_or(each);
    let sort = if each == "部门" { Sort::Unit } else { *Sort::ALL.iter().find(|s| s.name() == each)? };
    Some(Rows::Each(sort, under.map(str::to_owned)))
}
