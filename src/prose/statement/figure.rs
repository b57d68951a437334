//! What the words make of one figure.

use super::{Family, Mark, Role, Scope, Statement, Subject, family, noun, reader::Reader, role, words};
use crate::prose::{Measure, Number, lexer::is_end};

/// As many topics as one statement has.
const TOPICS: usize = 6;

impl Reader<'_> {
    /// What the words say of the figure `index`.
    pub(super) fn figure(&mut self, index: usize, number: &Number, numbers: &[Number]) {
        let before = std::mem::take(&mut self.clause.words);
        self.about(&before);
        let from = number.end as usize;
        let after: String = self.text.part(from, from + 4).iter().filter(|c| **c != ' ').collect();
        let role = role::role(&before, &after, &number.measure, self.context);
        let (name, subject) = match self.postposed(&before, from) {
            Some(name) if role == Role::Amount => (name, None),
            None if role == Role::Amount
                && matches!(before.trim_matches('、'), "" | "和" | "及")
                && !self.queue.is_empty() =>
            {
                (self.queue.pop_front().unwrap_or_default(), None)
            }
            _ => self.name(&before, role),
        };
        if role == Role::Amount
            && before.is_empty()
            && (family(&name) == Some(Family::Sources) || after.starts_with("用于"))
        {
            self.parts_behind();
        }
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

    /// The name behind a figure that none stands before: `50万元为当年资金`, `1.2万元用于清淤`.
    pub(super) fn postposed(&self, before: &str, from: usize) -> Option<String> {
        let at = self.text.skip(from, self.text.len());
        let begins = match self.text.at(at) {
            '为' => at + 1,
            // The word stays: what money is used for is not the money of that name.
            '用' if self.text.at(at + 1) == '于' => at,
            _ => return None,
        };
        if !before.is_empty() {
            return None;
        }
        let ends = |c: &char| matches!(c, ',' | ';' | ':' | '(') || is_end(*c);
        let name: String =
            (begins..at + 30).map(|i| self.text.at(i)).take_while(|c| !ends(c)).filter(|c| *c != ' ').collect();
        (!name.is_empty()).then_some(name)
    }

    /// `54.67万元，50万元为当年一般公共预算资金，4.67万元为上年结转结余资金`, `3万元，1.2万元用于清淤，1.8万元用于绿化`: the
    /// first source or use after an amount opens the list of what it is made up of.
    fn parts_behind(&mut self) {
        let whole = self.last.filter(|&l| Some(l) == self.head && !self.aside);
        let is_alone = self.open.iter().all(|o| o.dormant || o.style.is_some());
        if whole.is_some_and(|w| w >= self.sentence_from) && is_alone {
            self.open_list(Mark::Behind, "", false);
        }
    }

    /// The name before the figure; of `（类）…（款）…（项）` the last, with all levels.
    pub(super) fn name(&self, before: &str, role: Role) -> (String, Option<Subject>) {
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
    pub(super) fn belongs(
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
            Role::Completion => (self.head.filter(|_| self.figures > 0), None),
            Role::Planned | Role::UnitPrice | Role::Other => (None, None),
        }
    }

    /// What comes after the statement at `at`.
    pub(super) fn follow(&mut self, at: usize, role: Role) {
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

    /// The last statement of this sentence, if it is of this role.
    pub(super) fn last_of(&self, role: Role) -> Option<usize> {
        self.last.filter(|&l| self.said.statements.get(l).is_some_and(|s| s.role == role))
    }

    pub(super) fn topics(&self, name: &str, of: Option<usize>) -> Vec<String> {
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

    pub(super) fn scope(&self, before: &str, of: Option<usize>) -> Vec<Scope> {
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

    pub(super) fn inherited(&self, of: Option<usize>, name: &str) -> Option<Subject> {
        if name.is_empty() { self.said.statements.get(of?)?.subject.clone() } else { None }
    }
}

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
