//! Where in the text a figure stands: what its heading, and the list that it is part of, make it be about.

use super::words::{self, Money, Part, Thing, money_in};
use crate::{
    model::{Disclosure, Section, text::split_numbering},
    relations::Source,
};

/// The longest line that is taken for a heading.
const LONGEST: usize = 45;

/// What the words around a figure say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The scope (口径) that was decided on.
    pub money: Money,
    /// That of the heading.
    pub context: Money,
    /// It is about income and spending together: 收支总表.
    pub two_sided: bool,
    /// The heading is about income.
    pub of_income: bool,
    /// It is about income.
    pub income: bool,
    /// It is about spending.
    pub spending: bool,
    /// It is about basic spending by economic subject.
    pub basic: bool,
    /// It is about what is appropriated this year.
    pub appropriation: bool,
    /// The words say 当年, 本年, 合计.
    pub this_year: bool,
    /// The words say 总计, 总预算.
    pub grand: bool,
    /// Names are those of economic subjects.
    pub economic: bool,
    /// The functional subject that it is a part of.
    pub within: Vec<String>,
    /// The column of spending that it is a part of.
    pub part: Option<Part>,
    /// The source of income that was named right before.
    pub source: Option<Source>,
}

impl Place {
    /// What the headings over a figure say.
    pub fn under(headings: &Headings) -> Self {
        let over = [headings.sub.as_str(), headings.section.as_str()];
        let context = over.into_iter().find_map(money_in).unwrap_or(Money::All);
        let says = |words: &[&str]| over.iter().any(|h| words.iter().any(|w| h.contains(w)));
        let nearest = |words: &[&str]| over.into_iter().find(|h| words.iter().any(|w| h.contains(w)));
        let about = nearest(&["收入", "支出", "收支", "拨款"]).unwrap_or_default();
        let two_sided = about.contains("收支") || (about.contains("收入") && about.contains("支出"));
        Self {
            money: context,
            context,
            two_sided,
            of_income: about.contains("收入") && !two_sided,
            income: about.contains("收入") && !two_sided,
            spending: about.contains("支出") && !two_sided,
            basic: says(&["基本支出"]),
            appropriation: says(&["当年拨款", "拨款规模", "拨款情况", "拨款结构"]),
            this_year: false,
            grand: false,
            economic: says(&["基本支出", "机关运行", "经济分类"]),
            within: Vec::new(),
            part: None,
            source: None,
        }
    }

    /// The figure is said of this.
    pub fn said_of(&mut self, name: &str, topic: &words::Topic) {
        self.grand = name.contains('总');
        self.this_year = !self.grand && ["当年", "本年", "合计"].iter().any(|w| name.contains(w));
        match topic.thing {
            // A source says where money comes from, not what the section is about.
            Thing::Source(_) | Thing::Carried => {}
            _ => self.money = topic.money.unwrap_or(self.money),
        }
        if name.contains("收入") && !name.contains("支出") {
            (self.income, self.spending) = (true, false);
        } else if name.contains("支出") && !name.contains("收入") {
            (self.income, self.spending) = (false, true);
        }
    }

    /// The heading is about projects and their targets, or about what is owned: a name there is no row of a table.
    pub fn is_apart(headings: &Headings) -> bool {
        let over = [headings.section.as_str(), headings.sub.as_str()];
        over.into_iter().any(|h| {
            let of_projects = h.contains("项目") && !h.contains("项目支出");
            ["绩效", "国有资产", "资产占", "资产情况", "名词", "机构设置", "职责", "职能"].iter().any(|w| h.contains(w))
                || of_projects
        })
    }

    /// The heading speaks of all fiscal money.
    pub fn is_fiscal(&self) -> bool {
        self.context == Money::Fiscal || self.money == Money::Fiscal
    }
}

/// The headings over a stretch of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// Of the section.
    pub section: String,
    /// The nearest short numbered line before it.
    pub sub: String,
}

/// The lines of a section that are headings, with where they begin.
pub(super) struct Lines {
    section: String,
    subs: Vec<(u32, String)>,
}

/// The headings of all sections.
pub(super) fn lines(d: &Disclosure) -> Vec<Lines> {
    d.prose.iter().map(of_section).collect()
}

fn of_section(section: &Section) -> Lines {
    let mut subs = Vec::new();
    let mut at = 0u32;
    for line in section.text.split('\n') {
        let text = line.trim();
        let is_heading = text.chars().count() <= LONGEST
            && !split_numbering(text).0.is_empty()
            && !text.contains(['。', '；', '，', ',', '：', ':'])
            && !text.contains('%')
            && !text.contains("万元");
        if is_heading {
            subs.push((at, text.to_owned()));
        }
        at = at.saturating_add(u32::try_from(line.chars().count() + 1).unwrap_or(u32::MAX));
    }
    Lines { section: section.heading.clone(), subs }
}

impl Lines {
    /// The headings over this character.
    pub fn over(&self, at: u32) -> Headings {
        let sub = self.subs.iter().rev().find(|(from, _)| *from <= at);
        Headings { section: self.section.clone(), sub: sub.map(|(_, text)| text.clone()).unwrap_or_default() }
    }
}
