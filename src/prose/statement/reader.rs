//! Reads one section, paragraph by paragraph.

use std::ops::Range;

use super::{
    Direction, Family, List, Mark, Role, Said, Scope, Statement, Trend, family,
    noun::{self, key},
    role::{self, Context},
    words,
};
use crate::{
    model::{Disclosure, Section, TextRef, text::squeeze},
    prose::{
        Measure, Number,
        lexer::{Folded, is_end},
    },
};

/// A list that is still open.
struct Open {
    /// Index into the lists.
    list: usize,
    /// Brackets around it: a closing one ends it.
    bracket: bool,
    /// It was opened in an earlier paragraph: the numbering that its items have.
    style: Option<Style>,
    /// It was opened behind the last semicolon, and another was before.
    inner: bool,
    /// The sentence in which it was opened is over.
    dormant: bool,
}

/// How paragraphs are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    None,
    /// 一、
    Chinese,
    /// （一）
    ChineseBrackets,
    /// 1.
    Digits,
    /// （1）
    DigitsBrackets,
}

/// The words since the last figure or boundary, without blanks.
#[derive(Default)]
struct Clause {
    words: String,
    from: usize,
}

pub(super) struct Reader<'a> {
    context: Context,
    agency: String,
    heading: String,
    index: u32,
    text: &'a Folded,
    said: &'a mut Said,
    open: Vec<Open>,
    clause: Clause,
    /// Brackets open in it.
    depth: usize,
    /// Clauses of this sentence before the present one, since the last figure.
    earlier: Vec<String>,
    /// What the paragraph is about, by its first words.
    paragraph: String,
    /// The class that a paragraph without figures named: `一般公共服务（类）`.
    class: String,
    /// The last amount and the last number of things.
    head: Option<usize>,
    things: Option<usize>,
    /// The last change and the last statement of all in this sentence.
    change: Option<usize>,
    last: Option<usize>,
    /// Last year's figure or the plan, named before the amount itself.
    ahead: Option<usize>,
    aside: bool,
    /// Where the section's and the paragraph's statements begin.
    section_from: usize,
    paragraph_from: usize,
    /// Where those of the paragraph before begin, if it had any.
    previous_from: usize,
    /// The paragraph stands under an item of a list: its figures are no items.
    under: bool,
    /// Where the sentence's statements begin.
    sentence_from: usize,
    /// Figures of this sentence.
    figures: usize,
}

impl<'a> Reader<'a> {
    pub fn new(d: &Disclosure, section: &Section, index: u32, text: &'a Folded, said: &'a mut Said) -> Self {
        let from = said.statements.len();
        Self {
            context: Context { stage: d.stage, year: d.year },
            agency: squeeze(&d.agency),
            heading: section.heading.chars().take(LONGEST).collect(),
            index,
            text,
            said,
            open: Vec::new(),
            clause: Clause::default(),
            depth: 0,
            earlier: Vec::new(),
            paragraph: String::new(),
            class: String::new(),
            head: None,
            things: None,
            change: None,
            last: None,
            ahead: None,
            aside: false,
            section_from: from,
            paragraph_from: from,
            previous_from: from,
            under: false,
            sentence_from: from,
            figures: 0,
        }
    }

    /// Reads all paragraphs; `mine` are the section's numbers.
    pub fn read(&mut self, numbers: &[Number], mine: Range<usize>) {
        let mut next = mine.start;
        let mut from = 0;
        while from < self.text.len() {
            let to = (from..self.text.len()).find(|&i| self.text.at(i) == '\n').unwrap_or(self.text.len());
            self.begin_paragraph(from, to);
            let mut cursor = from;
            while let Some(number) = numbers.get(next).filter(|n| next < mine.end && (n.at.from as usize) < to) {
                if number.figure {
                    self.gap(cursor, number.at.from as usize);
                    self.figure(next, number, numbers);
                    cursor = (number.end as usize).max(cursor);
                }
                next += 1;
            }
            self.gap(cursor, to);
            self.end_paragraph();
            from = to + 1;
        }
    }

    fn begin_paragraph(&mut self, from: usize, to: usize) {
        let style = style(self.text, from, to);
        let begins: String = self.text.part(from, (from + 6).min(to)).iter().collect();
        let aside = words::has_any(&begins, &["此外", "另外"]);
        self.under = false;
        while let Some(open) = self.open.last_mut() {
            let belongs = open.style.is_none_or(|s| s == style && !aside);
            if belongs {
                open.style = Some(style);
                break;
            }
            // `（1）` under `1.`, without a word that says what of.
            if open.style.is_some_and(|s| s != Style::None && style > s)
                && !self.open.iter().any(|o| o.style == Some(style))
            {
                self.under = true;
                break;
            }
            // What comes now is again about the whole.
            if let Some(list) = self.open.pop().and_then(|o| self.said.lists.get(o.list)) {
                (self.head, self.things) = (list.total.or(self.head), list.count.or(self.things));
            }
        }
        self.new_clause(from);
        self.earlier.clear();
        self.paragraph.clear();
        if self.paragraph_from < self.said.statements.len() {
            self.previous_from = self.paragraph_from;
        }
        self.paragraph_from = self.said.statements.len();
        self.sentence_over();
    }

    fn end_paragraph(&mut self) {
        self.clause_over();
        if self.said.statements.len() == self.paragraph_from
            && let Some(at) = self.paragraph.find("(类)")
        {
            self.class = words::strip_start(self.paragraph.get(..at).unwrap_or_default(), words::LEADING).to_owned();
        }
        // Only a list that nothing was said of yet goes on (`…其中：` at the end), or one that already went on.
        let lists = &self.said.lists;
        self.open.retain(|o| {
            o.style.is_some() || (!o.bracket && !o.dormant && lists.get(o.list).is_some_and(|l| l.parts.is_empty()))
        });
        for open in &mut self.open {
            open.inner = false;
            open.dormant = false;
        }
    }

    /// The words between two figures.
    fn gap(&mut self, from: usize, to: usize) {
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
    fn closes(&self, at: usize, to: usize) -> bool {
        (at + 1..to).map(|i| self.text.at(i)).find(|c| matches!(c, '(' | ')')) == Some(')')
    }

    fn new_clause(&mut self, from: usize) {
        self.clause = Clause { words: String::new(), from };
        self.depth = 0;
    }

    fn boundary(&mut self, at: usize) {
        self.clause_over();
        let words = std::mem::take(&mut self.clause.words);
        self.depth = 0;
        if !words.is_empty() {
            self.earlier.push(words);
        }
        self.clause.from = at + 1;
    }

    /// Looks at a clause that is over: what it says without a figure.
    fn clause_over(&mut self) {
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
    fn about(&mut self, words: &str) {
        if self.paragraph.is_empty() {
            self.paragraph = words.chars().take(LONGEST).collect();
        }
    }

    /// How many characters of the text the present clause has, blanks included.
    fn length_of_clause(&self) -> usize {
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
    fn mark(&mut self, at: usize) {
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

    fn open_bracket(&mut self, at: usize) {
        let name = noun::noun(&self.clause.words, &self.agency);
        self.boundary(at);
        self.open_list(Mark::Brackets, &name, true);
    }

    fn close_bracket(&mut self, at: usize) {
        self.boundary(at);
        self.earlier.clear();
        let Some(from) = self.open.iter().rposition(|o| o.bracket) else { return };
        if let Some(list) = self.open.get(from).and_then(|o| self.said.lists.get(o.list)) {
            (self.head, self.things) = (list.total.or(self.head), list.count.or(self.things));
        }
        self.open.truncate(from);
    }

    fn open_list(&mut self, mark: Mark, name: &str, bracket: bool) {
        if self.open.len() >= DEEPEST {
            return;
        }
        // `…（其中：…）`: the brackets and the word open one list.
        if let Some(open) = self.open.last_mut().filter(|o| o.bracket && mark != Mark::Brackets)
            && let Some(list) = self.said.lists.get_mut(open.list).filter(|l| l.parts.is_empty() && name.is_empty())
        {
            list.mark = mark;
            return;
        }
        let named = (!name.is_empty() && mark != Mark::Brackets).then(|| self.find(name)).flatten();
        let two_sided = || self.two_sided(name);
        let change = self.change.filter(|_| name.is_empty());
        let changed = change.and_then(|c| self.said.statements.get(c)).and_then(|s| s.of);
        let total = match mark {
            _ if name.is_empty() || mark == Mark::Brackets => changed.or(self.here(self.head)),
            _ => named.or_else(two_sided),
        };
        self.said.lists.push(List {
            mark,
            total,
            count: self.here(self.things).filter(|_| name.is_empty() || mark == Mark::Brackets),
            change,
            name: name.to_owned(),
            parts: Vec::new(),
            first: None,
        });
        let inner = self.open.iter().any(|o| !o.dormant && o.style.is_none());
        self.open.push(Open { list: self.said.lists.len() - 1, bracket, style: None, inner, dormant: false });
    }

    /// What a list without a name of its own is a list of: said in this sentence, or before it if this one says
    /// nothing yet.
    fn here(&self, of: Option<usize>) -> Option<usize> {
        of.filter(|&o| self.figures == 0 || o >= self.sentence_from)
    }

    fn semicolon(&mut self) {
        self.aside = false;
        let keep = self.open.iter().rposition(|o| o.bracket || !o.inner).map_or(0, |at| at + 1);
        self.open.truncate(keep);
        if let Some(list) = self.open.last().and_then(|o| self.said.lists.get_mut(o.list)) {
            list.first.get_or_insert(list.parts.len());
        }
        self.change = None;
    }

    fn sentence_end(&mut self) {
        self.aside = false;
        self.open.retain(|o| !o.inner || o.style.is_some());
        let mut outermost = None;
        for open in &mut self.open {
            if open.style.is_none() && !open.bracket {
                open.dormant = true;
                outermost = outermost.or(self.said.lists.get(open.list));
            }
        }
        if let Some(list) = outermost.filter(|l| !l.parts.is_empty()) {
            (self.head, self.things) = (list.total.or(self.head), list.count.or(self.things));
        }
        self.sentence_over();
    }

    fn sentence_over(&mut self) {
        self.aside = false;
        self.change = None;
        self.last = None;
        self.ahead = None;
        self.figures = 0;
        self.sentence_from = self.said.statements.len();
    }

    /// What the words say of the figure `index`.
    fn figure(&mut self, index: usize, number: &Number, numbers: &[Number]) {
        let before = std::mem::take(&mut self.clause.words);
        self.about(&before);
        let from = number.end as usize;
        let after: String = self.text.part(from, from + 4).iter().filter(|c| **c != ' ').collect();
        let role = role::role(&before, &after, &number.measure, self.context);
        let (name, subject) = match self.postposed(&before, from) {
            Some(name) if role == Role::Amount => (name, None),
            _ => self.name(&before, role),
        };
        let (of, list) = self.belongs(role, &name, &number.measure, numbers);
        let whole = (role == Role::Share || role == Role::Completion).then(|| whole(&before)).flatten();
        // `车辆1辆，价值5万元`, `项目2个，涉及金额8万元`
        let things = self.last.filter(|_| role == Role::Amount && (name.is_empty() || name.ends_with("价值")));
        let things = things.filter(|&l| self.said.statements.get(l).is_some_and(|s| s.role == Role::Count));
        let topics = self.topics(&name, things.or(of.filter(|_| name.is_empty())));
        let scope = self.scope(&before, of);
        let at = self.said.statements.len();
        let subject = subject.or_else(|| self.inherited(of, &name));
        self.said.statements.push(Statement {
            number: index,
            role,
            topics,
            subject,
            scope,
            of,
            whole,
            aside: self.aside,
            list,
        });
        if let Some(list) = list.and_then(|l| self.said.lists.get_mut(l)) {
            list.parts.push(at);
        }
        self.follow(at, role);
        self.earlier.clear();
        self.figures += 1;
    }

    /// The name behind a figure that none stands before: `50万元为当年资金`.
    fn postposed(&self, before: &str, from: usize) -> Option<String> {
        let at = self.text.skip(from, self.text.len());
        if !before.is_empty() || self.text.at(at) != '为' {
            return None;
        }
        let ends = |c: &char| matches!(c, ',' | ';' | ':' | '(') || is_end(*c);
        let name: String =
            (at + 1..at + 30).map(|i| self.text.at(i)).take_while(|c| !ends(c)).filter(|c| *c != ' ').collect();
        (!name.is_empty()).then_some(name)
    }

    /// The name before the figure; of `（类）…（款）…（项）` the last, with all levels.
    fn name(&self, before: &str, role: Role) -> (String, Option<super::Subject>) {
        let words = match role {
            Role::Change(_) | Role::Rate(_) => match words::direction(before) {
                Some((_, at)) => before.get(..at).unwrap_or_default(),
                None => led_object(before),
            },
            Role::Share => before.split('占').next().unwrap_or_default(),
            Role::Completion => before.split("完成").next().unwrap_or_default(),
            Role::Before => before,
            _ => before,
        };
        let words = if role == Role::Before { without_last_year(words, self.context.year) } else { words.to_owned() };
        let mut subject = noun::subject(&words);
        let mut name = noun::noun(&words, &self.agency);
        if self.aside && name.is_empty() && role == Role::Amount {
            let ahead = self.ahead.and_then(|a| self.said.statements.get(a)?.topics.first());
            return (ahead.cloned().unwrap_or_default(), None);
        }
        if name.is_empty() && matches!(role, Role::Amount | Role::Planned | Role::Count) {
            // `一般公共预算拨款，2025年预算数为5万元`
            if let Some(earlier) = self.earlier.iter().rev().find(|e| !noun::noun(e, &self.agency).is_empty()) {
                name = noun::noun(earlier, &self.agency);
            }
            let paragraph = noun::noun(&self.paragraph, &self.agency);
            let counted = self.last.and_then(|l| self.said.statements.get(l)).is_some_and(|s| s.role == Role::Count);
            let levels = self.paragraph.contains("(项)") || self.paragraph.contains("(款)");
            if levels || name.is_empty() && role != Role::Count && !counted {
                subject = subject.or_else(|| noun::subject(&self.paragraph));
                name = paragraph;
            }
        }
        if let Some(s) = &mut subject {
            if s.class.is_empty() && (!s.group.is_empty() || !s.item.is_empty()) {
                s.class.clone_from(&self.class);
            }
            let last = [&s.item, &s.group, &s.class].into_iter().find(|n| !n.is_empty());
            name = last.cloned().unwrap_or(name);
        }
        (name, subject)
    }

    /// The statement that this one belongs to, and the list in which it stands.
    fn belongs(
        &mut self,
        role: Role,
        name: &str,
        measure: &Measure,
        numbers: &[Number],
    ) -> (Option<usize>, Option<usize>) {
        match role {
            Role::Amount | Role::Count if self.aside => (None, None),
            Role::Amount | Role::Count => {
                let Some(list) = self.listed(name) else { return (None, None) };
                let open = self.said.lists.get(list);
                let total = match role {
                    Role::Count => open.and_then(|l| l.count).filter(|&c| {
                        self.said
                            .statements
                            .get(c)
                            .and_then(|s| numbers.get(s.number))
                            .is_some_and(|n| n.measure == *measure)
                    }),
                    _ => open.and_then(|l| l.total),
                };
                (total, Some(list))
            }
            Role::Change(_) if matches!(measure, Measure::Count(_)) => {
                (if name.is_empty() { self.things } else { None }, None)
            }
            Role::Change(_) => {
                let list = if name.is_empty() || self.aside { None } else { self.listed(name) };
                (if self.aside { self.last_of(Role::Amount) } else { self.owner(name) }, list)
            }
            Role::Rate(_) => {
                let recent = self.last.filter(|&l| {
                    self.said
                        .statements
                        .get(l)
                        .is_some_and(|s| matches!(s.role, Role::Change(_)) && s.aside == self.aside)
                });
                (recent.or_else(|| if self.aside { None } else { self.owner(name) }), None)
            }
            Role::Before if self.aside => (None, None),
            Role::Before => (if self.figures > 0 || name.is_empty() { self.owner(name) } else { None }, None),
            Role::Share | Role::Completion if self.aside => (None, None),
            Role::Share => (if name.is_empty() { self.head } else { self.owner(name) }, None),
            Role::Completion => (self.head, None),
            Role::Planned | Role::UnitPrice | Role::Other => (None, None),
        }
    }

    /// What comes after the statement at `at`.
    fn follow(&mut self, at: usize, role: Role) {
        match role {
            Role::Amount => {
                if let Some(before) = self.ahead.take().and_then(|a| self.said.statements.get_mut(a)) {
                    before.of.get_or_insert(at);
                }
                if !self.aside {
                    self.head = Some(at);
                    self.change = None;
                }
            }
            Role::Count if !self.aside => self.things = Some(at),
            Role::Change(_) if !self.aside => self.change = Some(at),
            Role::Before | Role::Planned if self.said.statements.get(at).is_some_and(|s| s.of.is_none()) => {
                self.ahead = Some(at);
            }
            _ => {}
        }
        self.last = Some(at);
    }

    /// The list that a part of this name stands in.
    fn listed(&mut self, name: &str) -> Option<usize> {
        let open = self.open.last()?;
        if self.under && open.style.is_some() {
            return None;
        }
        if open.dormant {
            // A list goes on behind a full stop only with what belongs together by its names.
            let first = self.said.lists.get(open.list)?.parts.iter().find_map(|&p| self.said.statements.get(p));
            let before: Option<Family> = first.and_then(|s| family(s.topics.first()?));
            let same = self.figures == 0 && before.is_some() && family(name) == before;
            let style = open.style;
            if same {
                self.open.iter_mut().for_each(|o| o.dormant = false);
            } else if style.is_none() {
                self.open.pop();
                return None;
            }
        }
        self.open.last().map(|o| o.list)
    }

    /// The last statement of this sentence, if it is of this role.
    fn last_of(&self, role: Role) -> Option<usize> {
        self.last.filter(|&l| self.said.statements.get(l).is_some_and(|s| s.role == role))
    }

    /// The amount that a change, or words for one, belong to: the one that they name, or the one before.
    fn owner(&self, name: &str) -> Option<usize> {
        if name.is_empty() { self.listing().or(self.head) } else { self.find(name) }
    }

    /// The total of a list that just ends: `…5万元，其中：A 1万元、B 2万元、C 2万元，较上年减少1万元`. Where every part
    /// has a change of its own, that is not it.
    fn listing(&self) -> Option<usize> {
        let open = self.open.last().filter(|o| !o.dormant && !o.bracket && o.style.is_none())?;
        let list = self.said.lists.get(open.list).filter(|l| (3..200).contains(&l.parts.len()))?;
        let since = self.said.statements.get(*list.parts.first()?..)?;
        let alone = since.iter().all(|s| matches!(s.role, Role::Amount | Role::Count));
        // Last year's figure may be there already: `较上年6万元减少1万元`.
        let before = || {
            let (last, others) = since.split_last()?;
            let plain = others.iter().all(|s| matches!(s.role, Role::Amount | Role::Count));
            (plain && last.role == Role::Before && last.of == list.total).then_some(())
        };
        if alone || before().is_some() { list.total } else { None }
    }

    /// The last amount of the section that has this name.
    fn find(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        let near_by = self.said.statements.len().saturating_sub(FAR);
        let amounts = |from: usize| {
            let from = from.max(near_by);
            let mine = self.said.statements.get(from..).unwrap_or_default();
            mine.iter()
                .enumerate()
                .rev()
                .filter(|(_, s)| s.role == Role::Amount && !s.aside)
                .map(move |(i, s)| (from + i, s))
        };
        if wanted.is_empty() {
            return self.head;
        }
        let topic = |s: &Statement| s.topics.first().map(|t| key(t)).unwrap_or_default();
        let same = amounts(self.section_from).find(|(_, s)| topic(s) == wanted);
        let both = || {
            wanted
                .contains("收支")
                .then(|| amounts(self.paragraph_from).find(|(_, s)| topic(s) == wanted.replace("收支", "收")))
                .flatten()
        };
        let near = || {
            amounts(self.paragraph_from).find(|(_, s)| {
                let topic = topic(s);
                let scoped = |long: &str, short: &str| {
                    let more = if short.chars().count() > 1 { long.strip_suffix(short) } else { None };
                    more.is_some_and(|m| words::strip_start(m, words::SCOPE_KEYS).is_empty())
                };
                scoped(&topic, &wanted) || scoped(&wanted, &topic)
            })
        };
        same.or_else(both).or_else(near).map(|(i, _)| i)
    }

    /// The amount of both sides (收支总预算) that `收入包括` and `支出包括` speak of.
    fn two_sided(&self, name: &str) -> Option<usize> {
        if !name.contains("收入") && !name.contains("支出") {
            return None;
        }
        let from = self.section_from.max(self.said.statements.len().saturating_sub(FAR));
        let mine = self.said.statements.get(from..).unwrap_or_default();
        let both = |s: &Statement| s.role == Role::Amount && s.topics.first().is_some_and(|t| is_two_sided(t));
        mine.iter().rposition(both).map(|i| from + i)
    }

    fn topics(&self, name: &str, of: Option<usize>) -> Vec<String> {
        let mut topics: Vec<String> = Vec::new();
        let mut add = |topic: &str| {
            if topics.len() < TOPICS && !topic.is_empty() && !topics.iter().any(|t| t == topic) {
                topics.push(topic.to_owned());
            }
        };
        add(name);
        for topic in of.and_then(|o| self.said.statements.get(o)).map(|s| s.topics.as_slice()).unwrap_or_default() {
            add(topic);
        }
        for open in self.open.iter().rev().filter(|o| !o.dormant) {
            let Some(list) = self.said.lists.get(open.list) else { continue };
            add(&list.name);
            if let Some(topic) = list.total.and_then(|t| self.said.statements.get(t)?.topics.first()) {
                add(topic);
            }
        }
        add(&noun::noun(&self.paragraph, &self.agency));
        add(&self.heading);
        topics
    }

    fn scope(&self, before: &str, of: Option<usize>) -> Vec<Scope> {
        let mut scope = Vec::new();
        let mut add = |text: &str| {
            for (word, found) in words::SCOPES {
                if text.contains(word) && !scope.contains(found) {
                    scope.push(*found);
                }
            }
        };
        add(before);
        self.earlier.iter().rev().for_each(|e| add(e));
        add(&self.paragraph);
        add(&self.heading);
        for found in of.and_then(|o| self.said.statements.get(o)).map(|s| s.scope.as_slice()).unwrap_or_default() {
            if !scope.contains(found) {
                scope.push(*found);
            }
        }
        scope
    }

    fn inherited(&self, of: Option<usize>, name: &str) -> Option<super::Subject> {
        if name.is_empty() { self.said.statements.get(of?)?.subject.clone() } else { None }
    }
}

/// As many characters of a heading or of a paragraph's first words as are kept.
const LONGEST: usize = 100;
/// As many statements back as an amount is looked for by its name.
const FAR: usize = 300;
/// As many topics as one statement has.
const TOPICS: usize = 6;
/// As many lists as are open inside one another.
const DEEPEST: usize = 12;

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

/// `增加基本支出`: what is named behind the word.
fn led_object(before: &str) -> &str {
    let all = words::UP.iter().chain(words::DOWN).filter(|w| w.len() > 3);
    let found = all.filter_map(|w| before.find(w).map(|at| at + w.len())).min();
    found.and_then(|at| before.get(at..)).unwrap_or(before)
}

fn without_last_year(text: &str, year: Option<i32>) -> String {
    let mut text = text.to_owned();
    if let Some(year) = year {
        text = text.replace(&format!("{}年", year - 1), "");
    }
    for word in words::LAST_YEAR {
        text = text.replace(word, "");
    }
    words::strip_start(text.trim_start_matches("度"), words::COMPARES).to_owned()
}

/// The words that name the whole of a share: `占本年支出合计的`.
fn whole(before: &str) -> Option<String> {
    let (_, rest) = before.split_once('占').or_else(|| before.split_once("完成"))?;
    let rest = words::strip_start(rest, &["比", "了"]);
    let rest = words::strip_end(rest, &["的", "比例", "比重", "为", "比", ":", "约"]);
    (!rest.is_empty()).then(|| rest.to_owned())
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

fn style(text: &Folded, from: usize, to: usize) -> Style {
    let at = text.skip(from, to);
    let bracket = text.at(at) == '(';
    let first = at + usize::from(bracket);
    let is = |i: usize, digits: &str| i < to && digits.contains(text.at(i));
    let run = |digits: &str| (first..to).take_while(|&i| is(i, digits)).count();
    let (digits, chinese) = (run("0123456789"), run("一二三四五六七八九十廿"));
    let after = text.at(text.skip(first + digits.max(chinese), to));
    match () {
        () if bracket && chinese > 0 && after == ')' => Style::ChineseBrackets,
        () if bracket && digits > 0 && after == ')' => Style::DigitsBrackets,
        () if chinese > 0 && matches!(after, '、' | '.' | ',') => Style::Chinese,
        () if digits > 0 && digits < 3 && matches!(after, '、' | '.' | ',') => Style::Digits,
        () => Style::None,
    }
}

fn number(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}
