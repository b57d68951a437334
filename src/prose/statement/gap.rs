//! The words between two figures: clauses, and the words that open a list or a reason.

use std::collections::VecDeque;

use super::{
    Direction, Mark, Role, Trend,
    noun::{self, key},
    reader::{Clause, LONGEST, Reader},
    words,
};
use crate::{model::TextRef, prose::lexer::is_end};

/// What opens lists, to be taken off the name of the list.
const LISTING: &[&str] = &[
    "其中",
    "主要包括",
    "包括",
    "包含",
    "分别为",
    "分别是",
    "主要用于",
    "用于以下方面",
    "主要用于以下方面",
    "情况如下",
    "构成如下",
    "具体为",
];

impl Reader<'_> {
    /// The words between two figures.
    pub(super) fn gap(&mut self, from: usize, to: usize) {
        self.new_clause(from);
        self.earlier.clear();
        for i in from..to {
            let c = self.text.at(i);
            match c {
                ' ' => {}
                '(' if !self.closes(i, to) => self.open_bracket(i),
                ')' if self.depth == 0 => self.close_bracket(i),
                ',' => {
                    self.boundary(i);
                }
                ';' => {
                    self.boundary(i);
                    self.semicolon();
                }
                _ if is_end(c) => {
                    self.boundary(i);
                    self.earlier.clear();
                    self.sentence_end();
                }
                // `卫生健康支出5万元：行政单位医疗3万元，…`
                ':' if self.last.is_some() && !self.aside && self.text.skip(from, to) == i => {
                    self.open_list(Mark::Consists, "", false);
                }
                _ => {
                    match c {
                        '(' => self.depth += 1,
                        ')' => self.depth -= 1,
                        _ => {}
                    }
                    self.clause.words.push(c);
                    self.mark(i);
                }
            }
        }
    }

    /// A bracket opened here is closed before the next figure, so it belongs to a name: `因公出国（境）费`.
    pub(super) fn closes(&self, at: usize, to: usize) -> bool {
        (at + 1..to).map(|i| self.text.at(i)).find(|c| matches!(c, '(' | ')')) == Some(')')
    }

    pub(super) fn new_clause(&mut self, from: usize) {
        self.clause = Clause { words: String::new(), from };
        self.depth = 0;
    }

    pub(super) fn boundary(&mut self, at: usize) {
        self.clause_over();
        let words = std::mem::take(&mut self.clause.words);
        self.depth = 0;
        if !words.is_empty() {
            self.earlier.push(words);
        }
        self.clause.from = at + 1;
    }

    /// Looks at a clause that is over: what it says without a figure.
    pub(super) fn clause_over(&mut self) {
        let words = self.clause.words.clone();
        self.about(&words);
        if self.aside || words.is_empty() {
            return;
        }
        let to = self.text.skip_back(self.clause.from + self.length_of_clause(), self.clause.from);
        let at = TextRef { section: self.index, from: number(self.clause.from), to: number(to) };
        let words = words::strip_end(&words, &["主要原因", "主要是", "原因是", "的", "年度"]);
        let Some((direction, with_plan)) = trend(words) else { return };
        let name = noun::noun(words, &self.agency);
        let of = if with_plan { self.head } else { self.owner(&name) };
        let topics = self.topics(&name, of);
        self.said.trends.push(Trend { at, direction, of, topics, with_plan });
    }

    /// The first words of a paragraph say what it is about.
    pub(super) fn about(&mut self, words: &str) {
        if self.paragraph.is_empty() {
            self.paragraph = words.chars().take(LONGEST).collect();
        }
    }

    /// How many characters of the text the present clause has, blanks included.
    pub(super) fn length_of_clause(&self) -> usize {
        let mut left = self.clause.words.chars().count();
        let mut at = self.clause.from;
        while left > 0 && at < self.text.len() {
            if self.text.at(at) != ' ' {
                left -= 1;
            }
            at += 1;
        }
        at - self.clause.from
    }

    /// A word that opens a list or a reason ends here.
    pub(super) fn mark(&mut self, at: usize) {
        let words = &self.clause.words;
        if ["主要原因", "主要是", "原因是", "原因为", "主要由于", "主要系", "主要为"].iter().any(|w| words.ends_with(w))
        {
            self.clause_over();
            self.aside = true;
            self.new_clause(at + 1);
            self.earlier.clear();
            return;
        }
        let next = self.text.at(self.text.skip(at + 1, self.text.len()));
        let colon = next == ':';
        let among = words.ends_with("其中") && !words.ends_with("尤其中");
        let consists = words.ends_with("包括") && !words.ends_with("不包括")
            || words.ends_with("包含") && !words.ends_with("不包含")
            || (words.ends_with("分别为") || words.ends_with("分别是"))
            || colon
                && ["主要用于", "用于以下方面", "情况如下", "构成如下", "具体为"].iter().any(|w| words.ends_with(w));
        if !among && !consists || self.aside {
            return;
        }
        if words.ends_with("分别为") || words.ends_with("分别是") {
            let names = words::strip_end(words, &["分别为", "分别是"]);
            let names = noun::noun(names, &self.agency);
            let names: VecDeque<String> =
                names.split(['、', '和', '与']).filter(|n| !n.is_empty()).map(str::to_owned).collect();
            if names.len() > 1 {
                self.queue = names;
                self.new_clause(at + 1);
                self.earlier.clear();
                return;
            }
        }
        let mark = if among { Mark::Among } else { Mark::Consists };
        let name = words::strip_end(words, LISTING);
        let name = noun::noun(name, &self.agency);
        // `具体情况如下：` names nothing; it is about the one amount before it, if there is but one.
        if name.starts_with("具体") || words.contains("如下") && name.is_empty() {
            self.open_list(mark, "", false);
            let amounts = self.said.statements.get(self.previous_from..).unwrap_or_default();
            let one = amounts.iter().filter(|s| s.role == Role::Amount && !s.aside && s.list.is_none()).count() == 1;
            if let Some(list) = self.said.lists.last_mut().filter(|_| !one) {
                list.total = None;
            }
        } else {
            self.open_list(mark, &name, false);
        }
        self.new_clause(at + 1);
        self.earlier.clear();
    }
}

/// What a clause says without a figure: how it stands against last year, or against the plan.
fn trend(words: &str) -> Option<(Direction, bool)> {
    if words.contains("决算数") && words.contains("预算数") {
        let direction = match () {
            () if words.contains("大于(小于)") || words.contains("小于(大于)") || words.contains("基本") => {
                return None;
            }
            () if words.contains("小于") || words.contains("低于") => Direction::Down,
            () if words.contains("大于") || words.contains("高于") => Direction::Up,
            () if words::has_any(words, words::SAME) => Direction::Same,
            () => return None,
        };
        return Some((direction, true));
    }
    let compares =
        words::has_any(words, words::LAST_YEAR) || words.contains("年") && words::has_any(words, words::COMPARES);
    let same = words::SAME.iter().any(|w| words.ends_with(w));
    let hedged =
        words.contains("基本") && words.contains("基本持平") || words.contains("不一致") || words.contains("如持平");
    (compares && same && !hedged).then_some((Direction::Same, false))
}

/// It names both income and spending: 收支总预算, 收入、支出预算总计.
pub(in crate::prose) fn is_two_sided(name: &str) -> bool {
    let key = key(name);
    key.contains("收支") || key.contains("收和支")
}

fn number(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}
