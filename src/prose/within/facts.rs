//! Statements with what belongs to them.

use std::collections::{HashMap, HashSet};

use super::{Operand, Prose, Sum};
use crate::{
    model::{Disclosure, TextRef},
    prose::{Direction, Measure, Role, Statement, lexer::Folded, statement::key},
};

/// The statements of a text, and which of them belong to which.
pub(in crate::prose) struct Facts<'a> {
    pub prose: &'a Prose,
    belonging: HashMap<usize, Vec<usize>>,
    texts: Vec<Folded>,
    /// The amounts of each name, a few of them.
    named: HashMap<String, Vec<usize>>,
    /// Amounts that are said to be as they were.
    same: HashSet<usize>,
    /// The list of an amount's parts.
    lists: HashMap<usize, usize>,
}

impl<'a> Facts<'a> {
    pub fn new(d: &Disclosure, prose: &'a Prose) -> Self {
        let mut belonging: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, of) in prose.statements.iter().enumerate().filter_map(|(at, s)| Some((at, s.of?))) {
            belonging.entry(of).or_default().push(at);
        }
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, s) in prose.statements.iter().enumerate().filter(|(_, s)| s.role == Role::Amount && !s.aside) {
            if let Some(topic) = s.topics.first() {
                let mine: &mut Vec<usize> = named.entry(key(topic)).or_default();
                if mine.len() < 8 {
                    mine.push(at);
                }
            }
        }
        let same = prose.trends.iter().filter(|t| t.direction == Direction::Same).filter_map(|t| t.of);
        let texts = d.prose.iter().map(|s| Folded::new(&s.text)).collect();
        let lists = prose.lists.iter().enumerate().filter_map(|(at, l)| Some((l.total?, at))).collect();
        Self { prose, belonging, texts, named, same: same.collect(), lists }
    }

    /// The words there, folded, without blanks.
    pub fn words(&self, at: TextRef) -> String {
        let text = self.texts.get(at.section as usize);
        let part = text.map(|t| t.part(at.from as usize, at.to as usize)).unwrap_or_default();
        part.iter().filter(|c| !c.is_whitespace()).collect()
    }

    /// Where the first of these words begins, between two places of a section.
    pub fn find(&self, section: u32, from: u32, to: u32, words: &[&str]) -> Option<u32> {
        let text = self.texts.get(section as usize)?;
        (from..to).find(|&at| words.iter().any(|w| text.has(at as usize, w)))
    }

    /// All sections.
    pub fn texts(&self) -> &[Folded] {
        &self.texts
    }

    /// The amounts that the text states under this name ([`key`]).
    pub fn named(&self, name: &str) -> &[usize] {
        self.named.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The words say that it is as it was last year.
    pub fn is_same(&self, amount: usize) -> bool {
        // What all parts of it say, they say of the whole.
        let parts = self.lists.get(&amount).and_then(|&l| self.prose.lists.get(l)).map(|l| l.parts.as_slice());
        self.same.contains(&amount)
            || parts.is_some_and(|p| p.len() > 1 && p.len() < 20 && p.iter().all(|p| self.same.contains(p)))
    }

    /// All statements with their indices.
    pub fn all(&self) -> impl Iterator<Item = (usize, &'a Statement)> {
        self.prose.statements.iter().enumerate()
    }

    /// One statement.
    pub fn get(&self, at: usize) -> Option<&'a Statement> {
        self.prose.statements.get(at)
    }

    /// What belongs to a statement and is there in this role.
    pub fn of(&self, of: usize, role: impl Fn(Role) -> bool) -> impl Iterator<Item = usize> {
        let mine = self.belonging.get(&of).map(Vec::as_slice).unwrap_or_default();
        mine.iter().copied().filter(move |&s| self.get(s).is_some_and(|s| role(s.role)))
    }

    /// Last year's figure of an amount, said in the same sentence as `near`.
    pub fn before(&self, amount: usize, near: usize) -> Option<usize> {
        let sentence = self.sentence(near);
        self.of(amount, |r| r == Role::Before)
            .find(|&b| self.sentence(b) == sentence && self.is_money(b) == self.is_money(amount))
    }

    /// The change of an amount that is stated with it, and its sign.
    pub fn change(&self, amount: usize) -> Option<(i8, usize)> {
        self.of(amount, |r| matches!(r, Role::Change(_)))
            .find(|&c| self.get(c).is_some_and(|s| !s.aside))
            .and_then(|c| Some((sign(self.get(c)?)?, c)))
    }

    /// The template's 增（减） was left with a zero behind it.
    pub fn is_unchanged(&self, amount: usize) -> bool {
        let value = |s: usize| self.get(s).and_then(|s| self.prose.numbers.get(s.number)).map(|n| n.value);
        self.of(amount, |r| r == Role::Change(Direction::Either)).any(|c| value(c).is_some_and(|v| v.is_zero()))
    }

    /// Nothing is stated: 0.00.
    pub fn is_zero(&self, at: usize) -> bool {
        let number = self.get(at).and_then(|s| self.prose.numbers.get(s.number));
        number.is_some_and(|n| n.value.is_zero())
    }

    /// The sentence of a statement.
    pub fn sentence(&self, at: usize) -> Option<usize> {
        Some(self.prose.numbers.get(self.get(at)?.number)?.sentence)
    }

    /// The section of a statement.
    pub fn section(&self, at: usize) -> Option<u32> {
        Some(self.prose.numbers.get(self.get(at)?.number)?.at.section)
    }

    /// It states an amount of money.
    pub fn is_money(&self, at: usize) -> bool {
        let number = self.get(at).and_then(|s| self.prose.numbers.get(s.number));
        number.is_some_and(|n| matches!(n.measure, Measure::Money(_)))
    }

    /// The number of a statement as an operand.
    pub fn operand(&self, at: usize) -> Operand {
        Operand::Number(self.get(at).map_or(usize::MAX, |s| s.number))
    }

    /// It alone as a sum.
    pub fn one(&self, at: usize) -> Sum {
        vec![(1, self.operand(at))]
    }

    /// These added up.
    pub fn sum(&self, of: &[usize]) -> Sum {
        of.iter().map(|&s| (1, self.operand(s))).collect()
    }
}

/// The sign of a change: this year − last year. `None` where the words do not say.
pub(in crate::prose) fn sign(statement: &Statement) -> Option<i8> {
    match statement.role {
        Role::Change(Direction::Up) => Some(1),
        Role::Change(Direction::Down) => Some(-1),
        _ => None,
    }
}
