//! Conditions on the document: `适用：预算，2023 年以后，地区 江苏，部门含“局”`.

use super::{cursor::Cursor, error::RuleError, expression, statement::Fact};
use crate::model::Stage;

/// All facts of a 适用 line.
pub(super) fn list(c: &mut Cursor) -> Result<Vec<Fact>, RuleError> {
    let mut out = Vec::new();
    loop {
        match one(c)? {
            Some(fact) => out.push(fact),
            None => {
                let expected = "适用的条件可以写：预算、决算、2023 年以后、2021 至 2023 年、地区 江苏、部门含“局”、有 某表、没有 某表";
                return Err(c.error(format!("{expected}；{}。", c.found())));
            }
        }
        if c.is_done() {
            return Ok(out);
        }
        if !(c.eat(',') || c.eat('、') || c.eat(';')) {
            return Err(c.error(format!("各个条件之间用逗号；{}。", c.found())));
        }
    }
}

/// A fact where a condition on figures could stand too.
pub(super) fn of_a_condition(c: &mut Cursor) -> Result<Option<Fact>, RuleError> {
    one(c)
}

fn one(c: &mut Cursor) -> Result<Option<Fact>, RuleError> {
    c.blanks();
    if let Some(years) = years(c)? {
        return Ok(Some(years));
    }
    let start = *c;
    for (word, stage) in [("预算", Stage::Budget), ("决算", Stage::FinalAccounts)] {
        // 预算收支总表[…] begins so too.
        if c.word(word) && (c.is_done() || c.peek().is_some_and(|c| ",、;且则或".contains(c))) {
            return Ok(Some(Fact::Stage(stage)));
        }
        *c = start;
    }
    type Make = fn(Vec<String>) -> Fact;
    let lists: &[(&str, Make)] = &[
        ("地区", Fact::Region),
        ("部门不含", Fact::AgencyLacks),
        ("部门含", Fact::AgencyHas),
        ("部门是", Fact::AgencyIs),
        ("单位不含", Fact::AgencyLacks),
        ("单位含", Fact::AgencyHas),
        ("单位是", Fact::AgencyIs),
    ];
    for (word, make) in lists {
        if c.word(word) {
            c.eat(':');
            return Ok(Some(make(names(c)?)));
        }
    }
    for (word, make) in [("没有", Fact::Lacks as fn(_) -> Fact), ("无", Fact::Lacks), ("有", Fact::Has)] {
        if c.word(word) {
            return Ok(Some(make(expression::table(c)?)));
        }
    }
    Ok(None)
}

/// `江苏 或 浙江`, `“局”或“委”`.
fn names(c: &mut Cursor) -> Result<Vec<String>, RuleError> {
    let mut out = Vec::new();
    loop {
        let name = match c.quoted()? {
            Some(name) => name,
            None => c.until(|c| c.is_whitespace() || ",、;或且则".contains(c)),
        };
        if name.is_empty() {
            return Err(c.error(format!("这里要写名称，如 地区 江苏 或 部门含“局”；{}。", c.found())));
        }
        out.push(name);
        // 或 in a condition may also join two conditions; a name follows it here.
        let mut ahead = *c;
        let next_is_name = ahead.word("或") && {
            ahead.blanks();
            !["地区", "部门", "单位", "有", "没有", "无", "预算", "决算"].iter().any(|w| {
                let mut ahead = ahead;
                ahead.word(w)
            }) && ahead.peek().is_some_and(|c| !"(-−+".contains(c) && !c.is_ascii_digit())
                && !names_a_figure(ahead)
        };
        if !next_is_name {
            return Ok(out);
        }
        *c = ahead;
        c.blanks();
    }
}

/// A cell or a function follows, not a name.
fn names_a_figure(mut c: Cursor) -> bool {
    if c.peek() == Some('“') {
        return c.quoted().is_err() || matches!(c.peek(), Some('[' | '·'));
    }
    c.until(|c| c.is_whitespace() || ",、;或且则[·(".contains(c));
    matches!(c.peek(), Some('[' | '·' | '('))
}

/// `2023 年以后`, `2021 至 2023 年`, `2023 年`.
fn years(c: &mut Cursor) -> Result<Option<Fact>, RuleError> {
    let mut ahead = *c;
    let Some(from) = year(&mut ahead) else { return Ok(None) };
    let mut to = None;
    if ["至", "到", "-", "—", "~"].iter().any(|w| ahead.word(w)) || (ahead.word("年至")) {
        to = year(&mut ahead);
        if to.is_none() {
            return Err(ahead.error(format!("这里要写年份，如 2021 至 2023 年；{}。", ahead.found())));
        }
    }
    if !ahead.word("年") {
        return Ok(None);
    }
    ahead.word("度");
    let start = *c;
    *c = ahead;
    let after = ["及以后", "以后", "以来", "起"].iter().any(|w| c.word(w));
    let before = !after && ["及以前", "以前", "为止", "止"].iter().any(|w| c.word(w));
    Ok(Some(match (to, after, before) {
        (Some(to), false, false) if to < from => return Err(start.error("年份的先后写反了：前一年要小于后一年。")),
        (Some(to), false, false) => Fact::Years(Some(from), Some(to)),
        (Some(_), ..) => return Err(start.error("写了起止两年，就不再写“以后”或“以前”。")),
        (None, true, _) => Fact::Years(Some(from), None),
        (None, _, true) => Fact::Years(None, Some(from)),
        (None, false, false) => Fact::Years(Some(from), Some(from)),
    }))
}

/// Four digits.
fn year(c: &mut Cursor) -> Option<i32> {
    c.blanks();
    let mut digits = String::new();
    while let Some(d @ '0'..='9') = c.peek() {
        if digits.len() == 4 {
            return None;
        }
        digits.push(d);
        c.take();
    }
    digits.parse().ok().filter(|_| digits.len() == 4)
}
