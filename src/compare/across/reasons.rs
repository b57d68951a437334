//! Whether the text gives a reason for a change.
//!
//! A reason belongs to what its sentence is about, and to what it names: `支出增加…，主要原因是住房公积金基数调整` explains
//! the whole, and 住房保障支出 with it, but not 项目支出.

use crate::{
    catalog::{class_of_name, functional},
    model::{Disclosure, TextRef, text::squeeze},
    prose::{Measure, Prose, Role},
};

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// 收支总计, 支出合计
    Total,
    /// A functional class.
    Class { code: String, name: String },
    /// 基本支出, 项目支出
    Part(String),
    /// One of the three public expenses, by its name; `三公` for all of them.
    Expense(String),
}

/// Words with which a reason begins.
const MARKS: &[&str] = &["原因", "由于", "主要是", "主要系", "主要为", "系因", "是因", "因为", "主要因", "缘于"];
/// Words that begin a reason only where they do not stand in a name.
const NOT_A_MARK: &[&str] = &["因公", "因素", "因私", "病因"];

/// A reason with the words of what its sentence is about.
struct Given {
    /// What stands before it in its sentence, or in the sentence before where it begins one.
    about: String,
    /// Its words.
    reason: String,
}

/// All reasons that a text gives.
pub(super) struct Reasons<'a> {
    d: &'a Disclosure,
    prose: &'a Prose,
    given: Vec<Given>,
}

impl<'a> Reasons<'a> {
    pub fn of(d: &'a Disclosure, prose: &'a Prose) -> Self {
        let mut given = Vec::new();
        for (_, section) in d.narrative() {
            for paragraph in section.text.split('\n') {
                given.extend(of_paragraph(&squeeze(paragraph), &squeeze(&section.heading)));
            }
        }
        Self { d, prose, given }
    }

    /// A reason is given for the change of this.
    pub fn explain(&self, subject: &Subject) -> bool {
        let names = self.names(subject);
        let named = self.named_in_reasons(subject);
        // What is said of 项目支出预算 is not said of the whole.
        let about = |g: &Given| match subject {
            Subject::Total => g.about.replace("项目支出", "").replace("基本支出", ""),
            _ => g.about.clone(),
        };
        self.given.iter().any(|g| {
            let about = about(g);
            names.iter().any(|n| about.contains(n.as_str())) || named.iter().any(|n| g.reason.contains(n.as_str()))
        })
    }

    /// Where the text states the amount itself.
    pub fn said_of(&self, subject: &Subject) -> Vec<TextRef> {
        let names = self.names(subject);
        let is_it = |topic: &str| {
            let topic = squeeze(topic);
            match subject {
                Subject::Class { code, .. } => class_of_name(&topic) == Some(code.as_str()),
                _ => names.iter().any(|n| topic.contains(n.as_str())),
            }
        };
        let amounts = self.prose.statements.iter().filter(|s| s.role == Role::Amount && !s.aside);
        let said = amounts.filter(|s| s.topics.first().is_some_and(|t| is_it(t)));
        let numbers = said.filter_map(|s| self.prose.numbers.get(s.number));
        numbers.filter(|n| matches!(n.measure, Measure::Money(_))).map(|n| n.at).take(1).collect()
    }

    /// What a sentence about this calls it.
    fn names(&self, subject: &Subject) -> Vec<String> {
        let all = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        match subject {
            Subject::Total => all(&[
                "收入支出",
                "收支总",
                "收、支",
                "收入、支出",
                "支出总",
                "支出预算",
                "支出合计",
                "总支出",
                "收支预算",
                "本年支出",
                "总收入",
                "收入总",
                "收入预算",
                "总预算",
                "支出决算",
            ]),
            Subject::Part(name) => vec![squeeze(name)],
            Subject::Class { code, name } => {
                let short = squeeze(name);
                let short = short.strip_suffix("支出").unwrap_or(&short).to_owned();
                let catalogue = functional().names(code).map(|s| {
                    let name = squeeze(&s.name);
                    name.strip_suffix("支出").unwrap_or(&name).to_owned()
                });
                std::iter::once(short)
                    .chain(catalogue)
                    .chain(self.children(code))
                    .filter(|n| n.chars().count() > 1)
                    .collect()
            }
            Subject::Expense(name) => all(match () {
                () if name.contains("接待") => &["接待"],
                () if name.contains("出国") => &["出国"],
                () if name.contains("购置") && !name.contains("运行") => &["购置", "公务用车", "车辆"],
                () if name.contains("运行") || name.contains("公务用车") => &["公务用车", "公车", "车辆运"],
                // What explains a part of them explains the whole.
                () => &["三公", "接待", "出国", "公务用车", "购置"],
            }),
        }
    }

    /// What a reason says that is this, or a part of it.
    fn named_in_reasons(&self, subject: &Subject) -> Vec<String> {
        let all = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        match subject {
            Subject::Part(name) if name.contains("基本") => {
                all(&["基本支出", "人员", "工资", "增资", "公用", "在职", "退休", "薪", "津贴", "补贴", "社保"])
            }
            Subject::Part(name) if name.contains("项目") => all(&["项目", "专项", "工程", "购置", "改造", "修缮"]),
            _ => self.names(subject),
        }
    }

    /// The names of the 款 and 项 that the tables print under a class.
    fn children(&self, class: &str) -> Vec<String> {
        let panels = self.d.tables.iter().flat_map(|t| &t.panels);
        let rows =
            panels.flat_map(|p| &p.rows).filter(|r| r.code.len() > 3 && !class.is_empty() && r.code.starts_with(class));
        let mut names: Vec<String> = rows.map(|r| squeeze(&r.name)).filter(|n| n.chars().count() >= 4).collect();
        // 行政运行 and the like stand under every class.
        names.retain(|n| !["行政运行", "一般行政管理事务", "机关服务", "事业运行"].contains(&n.as_str()));
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The reasons of a paragraph, each with what it is a reason of.
fn of_paragraph(text: &str, heading: &str) -> Vec<Given> {
    let mut out = Vec::new();
    let mut earlier = heading.to_owned();
    for sentence in text.split(['。', ';', '；', '!', '?']) {
        match mark(sentence) {
            Some(at) => {
                let (about, reason) = sentence.split_at(at);
                // `主要原因是…` at the beginning of a sentence is said of the one before.
                let about = if about.chars().count() < 4 { format!("{earlier}{about}") } else { about.to_owned() };
                out.push(Given { about: about.clone(), reason: reason.to_owned() });
                earlier = about;
            }
            None if !sentence.is_empty() => earlier = sentence.to_owned(),
            None => {}
        }
    }
    out
}

/// Where a reason begins in a sentence.
fn mark(sentence: &str) -> Option<usize> {
    let plain = MARKS.iter().filter_map(|m| sentence.find(m)).min();
    let because = sentence
        .match_indices('因')
        .map(|(at, _)| at)
        .find(|at| sentence.get(*at..).is_some_and(|rest| !NOT_A_MARK.iter().any(|n| rest.starts_with(n))));
    plain.into_iter().chain(because).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn explains(text: &str, subject: &Subject) -> bool {
        let section = Section { heading: "一、收支情况".into(), text: text.into(), ..Section::default() };
        let d = Disclosure { prose: vec![section], ..Disclosure::default() };
        Reasons::of(&d, &Prose::of(&d)).explain(subject)
    }

    fn class(code: &str, name: &str) -> Subject {
        Subject::Class { code: code.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn a_reason_belongs_to_its_sentence_and_to_what_it_names() {
        let whole = "支出预算总计90.00万元，比上年增加20.00万元，主要原因是住房保障支出增加。";
        assert!(explains(whole, &Subject::Total));
        assert!(explains(whole, &class("221", "住房保障支出")));
        assert!(!explains(whole, &class("213", "农林水支出")));
        assert!(!explains(whole, &Subject::Part("项目支出".to_owned())));
        let next = "项目支出40.00万元，比上年增加20.00万元。主要原因是新建水闸。";
        assert!(explains(next, &Subject::Part("项目支出".to_owned())));
    }

    #[test]
    fn travel_abroad_is_no_reason() {
        let text = "因公出国（境）费2.00万元，比上年增加1.00万元。";
        assert!(!explains(text, &Subject::Expense("因公出国（境）费".to_owned())));
    }
}
