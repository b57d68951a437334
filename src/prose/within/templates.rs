//! N15: nothing of the template remains: both directions at once, placeholders, empty brackets, instructions,
//! what a formula left behind.

use super::{Facts, Note};
use crate::{
    model::TextRef,
    prose::{Gravity, lexer::Folded, statement::EITHER},
};

/// What a spreadsheet shows where a formula failed.
const FAILED: &[&str] = &["#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!"];

/// Instructions to whoever fills the template in.
const INSTRUCTIONS: &[&str] = &[
    "如持平作持平表述",
    "不涉及的不列",
    "据实填写",
    "按实际填写",
    "此处填写",
    "请填写",
    "支出事项填写",
    "自行填写",
    "删除此",
    "没有的请删除",
    "填表说明",
];

pub(super) fn notes(facts: &Facts, out: &mut Vec<Note>) {
    for (text, index) in facts.texts().iter().zip(0u32..) {
        let mut at = 0;
        while at < text.len() {
            let rules = [either, placeholder, failed, empty, instruction, equals];
            let found = rules.iter().find_map(|rule| rule(text, at));
            let Some((to, gravity, message)) = found else {
                at += 1;
                continue;
            };
            let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
            let place = TextRef { section: index, from: n(at), to: n(to) };
            let message = message.replace("{}", &facts.words(place));
            out.push(Note { rule: "N15", at: place, gravity, message });
            at = to.max(at + 1);
        }
    }
}

type Found = Option<(usize, Gravity, &'static str)>;

/// `增（减）0万元`: only before a figure or a placeholder; `增（减）变化情况` is a heading.
fn either(text: &Folded, at: usize) -> Found {
    if !matches!(text.at(at), '增' | '减' | '下' | '降' | '上' | '(') {
        return None;
    }
    let word = EITHER.iter().filter(|w| text.has(at, w)).max_by_key(|w| w.len())?;
    let to = at + word.chars().count();
    let figure = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x' | '×');
    let near = (to..to + 8).map(|i| text.at(i)).take_while(|c| !matches!(c, ',' | '。' | ';' | '\n')).any(figure);
    let about = text.has(to, "的主要原因") || text.has(to, "的原因") || text.has(to, "主要原因");
    (near || about).then_some((to, Gravity::Suspicious, "“{}”是模板用语，没有改成实际的增减方向。"))
}

/// `XX万元`
fn placeholder(text: &Folded, at: usize) -> Found {
    let is = |c: char| matches!(c, 'X' | 'x' | '×' | '╳' | '✕');
    if !is(text.at(at)) || at > 0 && (is(text.at(at - 1)) || text.at(at - 1).is_ascii_alphanumeric()) {
        return None;
    }
    let to = (at..text.len()).find(|&i| !is(text.at(i))).unwrap_or(text.len());
    let next = text.at(to);
    (to - at > 1 && !next.is_ascii_alphanumeric() && next != '.').then_some((
        to,
        Gravity::Suspicious,
        "“{}”是模板的占位符，没有填写实际内容。",
    ))
}

fn failed(text: &Folded, at: usize) -> Found {
    if text.at(at) != '#' {
        return None;
    }
    let word = FAILED.iter().find(|w| text.has(at, w))?;
    Some((at + word.chars().count(), Gravity::Wrong, "“{}”是表格公式出错留下的，没有显示出数值。"))
}

/// `（ ）`, `《》`
fn empty(text: &Folded, at: usize) -> Found {
    let close = match text.at(at) {
        '(' => ')',
        '《' => '》',
        '〔' => '〕',
        '【' => '】',
        _ => return None,
    };
    let next = text.skip(at + 1, text.len());
    (text.at(next) == close).then_some((next + 1, Gravity::Remark, "“{}”里面是空的，疑为模板没有填写。"))
}

fn instruction(text: &Folded, at: usize) -> Found {
    let word = INSTRUCTIONS.iter().find(|w| text.has(at, w))?;
    Some((at + word.chars().count(), Gravity::Suspicious, "“{}”是模板的填写说明，应当删去。"))
}

/// `=76.90万元`: what a formula left behind.
fn equals(text: &Folded, at: usize) -> Found {
    if text.at(at) != '=' {
        return None;
    }
    let before = if at == 0 { '\n' } else { text.at(text.skip_back(at, 0).saturating_sub(1)) };
    let counts =
        before.is_ascii_alphanumeric() || matches!(before, ')' | '%' | '元' | '>' | '<' | '!' | '=' | '≥' | '≤');
    let next = text.at(text.skip(at + 1, text.len()));
    let stray = !counts && (next.is_ascii_digit() || matches!(next, ',' | '。' | ';' | '\n' | '-'));
    stray.then_some((at + 1, Gravity::Suspicious, "“{}”疑为公式留下的等号，应当删去。"))
}
