//! N13: the budget year is one. A year that stayed from last year's text.

use super::{Facts, Note};
use crate::{
    model::{Disclosure, Stage, TextRef, text::squeeze},
    prose::{Gravity, Measure, Role},
};

/// Words with which another year is spoken of rightly.
const OF_ANOTHER: &[&str] = &[
    "比", "较", "与", "同", "决算", "执行", "结转", "上年", "去年", "年底", "期末", "末", "截至", "完成", "至", "起",
    "批复", "下达", "提前", "拨付", "以前",
];

pub(super) fn notes(d: &Disclosure, facts: &Facts, out: &mut Vec<Note>) {
    let Some(year) = d.year.filter(|_| d.stage == Stage::Budget) else { return };
    for (at, statement) in facts.all() {
        if !matches!(statement.role, Role::Amount | Role::Before) || statement.aside || !facts.is_money(at) {
            continue;
        }
        // Last year's figure beside this year's is what it is there for.
        if statement.role == Role::Before && statement.of.is_some() {
            continue;
        }
        let Some(number) = facts.prose.numbers.get(statement.number) else { continue };
        let Some(sentence) = facts.prose.sentences.get(number.sentence).map(|s| s.at) else { continue };
        let first = facts.prose.numbers.partition_point(|n| n.sentence < number.sentence);
        let Some(said) = facts.prose.numbers.get(first..=statement.number).filter(|said| said.len() < 6) else {
            continue;
        };
        let stray = match said {
            [stray, .., _] if stray.measure == Measure::Year && said.iter().filter(|n| n.figure).count() == 1 => stray,
            _ => continue,
        };
        let years = said.iter().filter(|n| n.measure == Measure::Year).count();
        let before = facts.words(TextRef { from: sentence.from, to: number.at.from, ..sentence });
        let earlier = stray.value < year.into() && stray.value >= (year - 5).into();
        if years != 1 || !earlier || !before.contains("预算") || OF_ANOTHER.iter().any(|w| before.contains(w)) {
            continue;
        }
        let message =
            format!("本文件公开的是 {year} 年预算，这里写的是“{}年”的预算，疑为上年文字没有改。", stray.value);
        out.push(Note {
            rule: "N13",
            at: TextRef { to: stray.end, ..stray.at },
            gravity: Gravity::Suspicious,
            message,
        });
    }
    absent(facts, year, out);
    headings(d, year, out);
}

/// `2024年本部门没有使用政府性基金预算安排的支出。` in a disclosure of 2025: a budget that there is not has no figure.
fn absent(facts: &Facts, year: i32, out: &mut Vec<Note>) {
    let lacks = ["没有使用", "没有安排", "未安排", "无政府性基金", "无国有资本", "没有政府性基金", "没有国有资本"];
    for sentence in &facts.prose.sentences {
        let words = facts.words(sentence.at);
        let numbers = facts.prose.numbers.iter().filter(|n| sentence.at.section == n.at.section);
        let mut here = numbers.filter(|n| (sentence.at.from..sentence.at.to).contains(&n.at.from));
        let (Some(stray), None) = (here.next(), here.next()) else { continue };
        let earlier = stray.value < year.into() && stray.value >= (year - 5).into();
        let speaks = lacks.iter().any(|w| words.contains(w)) && !OF_ANOTHER.iter().any(|w| words.contains(w));
        if stray.measure != Measure::Year || !earlier || !speaks {
            continue;
        }
        let message =
            format!("本文件公开的是 {year} 年预算，这里写的是“{}年”的预算，疑为上年文字没有改。", stray.value);
        let at = TextRef { to: stray.end, ..stray.at };
        out.push(Note { rule: "N13", at, gravity: Gravity::Suspicious, message });
    }
}

/// `三、2024年支出预算情况说明` in a disclosure of 2025.
fn headings(d: &Disclosure, year: i32, out: &mut Vec<Note>) {
    for (index, section) in d.prose.iter().enumerate() {
        let heading = squeeze(&section.heading);
        let Some(at) =
            heading.find('年').filter(|_| heading.contains("预算") && !OF_ANOTHER.iter().any(|w| heading.contains(w)))
        else {
            continue;
        };
        let digits: String =
            heading.get(..at).unwrap_or_default().chars().rev().take_while(char::is_ascii_digit).collect();
        let stated: Option<i32> = digits.chars().rev().collect::<String>().parse().ok();
        if let Some(stated) = stated.filter(|&s| digits.len() == 4 && s != year && (year - 5..year).contains(&s)) {
            let message = format!(
                "本文件公开的是 {year} 年预算，标题“{}”写的是 {stated} 年，疑为上年文字没有改。",
                section.heading.trim()
            );
            let at = TextRef::heading(index);
            out.push(Note { rule: "N13", at, gravity: Gravity::Suspicious, message });
        }
    }
}
