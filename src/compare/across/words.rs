//! What documents, places and amounts are called in the sentences of findings.

use super::amount::Known;
use crate::{
    check::names,
    model::{CellRef, Decimal, Disclosure, TextRef, Unit, with_thousands},
    prose::{Measure, Prose},
};

/// As many cells as a sentence names; the rest is only counted.
const SHOWN: usize = 3;
/// As many characters of a heading or a clause as a sentence repeats.
const LONGEST: usize = 28;

/// `2024 年公开的预算`
pub(super) fn document(d: &Disclosure) -> String {
    match d.year {
        Some(year) => format!("{year} 年公开的{}", d.stage.name()),
        None => format!("另一份{}", d.stage.name()),
    }
}

/// `“五、一般公共预算…”一节写明“与上年相比增加5.00万元”`
pub(super) fn place(d: &Disclosure, prose: &Prose, at: TextRef) -> String {
    let heading = d.prose.get(at.section as usize).map_or("", |s| s.heading.trim());
    let section =
        if heading.is_empty() { "文字部分".to_owned() } else { format!("“{}”一节", ends(heading, false)) };
    format!("{section}写明“{}”", clause(d, prose, at))
}

/// The words since the figure before this place, with the number there and its unit.
fn clause(d: &Disclosure, prose: &Prose, at: TextRef) -> String {
    let sentence = prose.sentences.iter().map(|s| s.at).find(|s| s.section == at.section && s.to > at.from);
    let from = sentence.map_or(at.from, |s| s.from);
    let numbers = prose.numbers.iter().filter(|n| n.at.section == at.section);
    let before = numbers.clone().filter(|n| n.figure && n.end <= at.from && n.at.from >= from).map(|n| n.end).max();
    let to = numbers.filter(|n| n.at == at).map(|n| n.end).max().unwrap_or(at.to);
    let words = TextRef { from: before.unwrap_or(from), to, ..at }.text(d);
    let words: String = words.split_whitespace().collect();
    ends(words.trim_start_matches(['，', '。', '；', '、', ',', ';', '：', ':']), true)
}

/// The beginning of a text, or where it is long its end.
fn ends(text: &str, end: bool) -> String {
    let length = text.chars().count();
    match length.checked_sub(LONGEST) {
        None | Some(0) => text.to_owned(),
        Some(over) if end => format!("…{}", text.chars().skip(over).collect::<String>()),
        Some(_) => format!("{}…", text.chars().take(LONGEST).collect::<String>()),
    }
}

/// The sentence around this place.
pub(super) fn quote(d: &Disclosure, prose: &Prose, at: TextRef) -> Option<String> {
    let sentence = prose.sentences.iter().map(|s| s.at).find(|s| s.section == at.section && s.to > at.from)?;
    Some(sentence.text(d).trim().to_owned())
}

/// `支出总表“合计” 397.30 + 10.00`
pub(super) fn cells(d: &Disclosure, cells: &[CellRef]) -> String {
    let one = |at: &CellRef| {
        let value = d.cell(*at).and_then(|c| c.value).map_or_else(|| "空白".to_owned(), with_thousands);
        let unit = d.tables.get(at.table as usize).map(|t| t.unit.name()).unwrap_or_default();
        format!("{} {value} {unit}", names::cell(d, *at))
    };
    let mut out = cells.iter().take(SHOWN).map(one).collect::<Vec<_>>().join(" + ");
    if cells.len() > SHOWN {
        out.push_str(&format!(" + …（共 {} 项）", cells.len()));
    }
    out
}

/// `1,234.50 万元`
pub(super) fn amount(value: Decimal, unit: Unit, places: u32) -> String {
    format!("{} {}", with_thousands(Known::shown(value, unit, places)), unit.name())
}

/// The unit and places in which a number of the text is printed.
pub(super) fn printing(prose: &Prose, number: usize) -> (Unit, u32) {
    match prose.numbers.get(number).map(|n| (&n.measure, n.value.scale())) {
        Some((Measure::Money(unit), places)) => (*unit, places),
        _ => (Unit::Wan, 2),
    }
}
