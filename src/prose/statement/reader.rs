//! Reads one section, paragraph by paragraph.

use std::{collections::VecDeque, ops::Range};

use super::{
    Mark, Said,
    role::Context,
    style::{self, Style},
    words,
};
use crate::{
    model::{Disclosure, Section, text::squeeze},
    prose::{Number, lexer::Folded},
};

/// As many characters of a heading or of a paragraph's first words as are kept.
pub(super) const LONGEST: usize = 100;

/// A list that is still open.
pub(super) struct Open {
    /// Index into the lists.
    pub list: usize,
    /// Brackets around it: a closing one ends it.
    pub bracket: bool,
    /// It was opened in an earlier paragraph: the numbering that its items have.
    pub style: Option<Style>,
    /// It was opened behind the last semicolon, and another was before.
    pub inner: bool,
    /// The sentence in which it was opened is over.
    pub dormant: bool,
    /// The paragraph ended in a semicolon: the list goes on in the next.
    pub goes_on: bool,
}

/// The words since the last figure or boundary, without blanks.
#[derive(Default)]
pub(super) struct Clause {
    pub words: String,
    pub from: usize,
}

pub(super) struct Reader<'a> {
    pub context: Context,
    pub agency: String,
    pub heading: String,
    pub index: u32,
    pub text: &'a Folded,
    pub said: &'a mut Said,
    pub open: Vec<Open>,
    pub clause: Clause,
    /// Brackets open in it.
    pub depth: usize,
    /// Names whose figures come in the same order: `基本支出、项目支出分别为…`.
    pub queue: VecDeque<String>,
    /// Clauses of this sentence before the present one, since the last figure.
    pub earlier: Vec<String>,
    /// What the paragraph is about, by its first words.
    pub paragraph: String,
    /// The class that a paragraph without figures named: `一般公共服务（类）`.
    pub class: String,
    /// The last amount and the last number of things.
    pub head: Option<usize>,
    pub things: Option<usize>,
    /// The last change and the last statement of all in this sentence.
    pub change: Option<usize>,
    pub last: Option<usize>,
    /// Last year's figure or the plan, named before the amount itself.
    pub ahead: Option<usize>,
    pub aside: bool,
    /// Where the section's and the paragraph's statements begin.
    pub section_from: usize,
    pub paragraph_from: usize,
    /// Where those of the paragraph before begin, if it had any.
    pub previous_from: usize,
    /// The paragraph stands under an item of a list: its figures are no items.
    pub under: bool,
    /// Where the sentence's statements begin.
    pub sentence_from: usize,
    /// Figures of this sentence.
    pub figures: usize,
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
            queue: VecDeque::new(),
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
            self.end_paragraph(to);
            from = to + 1;
        }
    }

    fn begin_paragraph(&mut self, from: usize, to: usize) {
        let style = style::style(self.text, from, to);
        let begins: String = self.text.part(from, (from + 6).min(to)).iter().collect();
        let aside = words::has_any(&begins, &["此外", "另外"]);
        self.under = false;
        // `2、“某项目”主要内容是…`: an item about a thing of its own says nothing of what the item before it told.
        if style != Style::None && begins.trim_start_matches(is_numbering).starts_with(['"', '《', '「']) {
            (self.head, self.things) = (None, None);
        }
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

    fn end_paragraph(&mut self, to: usize) {
        self.clause_over();
        if self.said.statements.len() == self.paragraph_from
            && let Some(at) = self.paragraph.find("(类)")
        {
            self.class = words::strip_start(self.paragraph.get(..at).unwrap_or_default(), words::LEADING).to_owned();
        }
        // Only a list that nothing was said of yet goes on (`…其中：` at the end), or one that already went on.
        // `…其中：A 3万元；` goes on in the next paragraph until one ends otherwise, if it is no list in a list.
        let lists = &self.said.lists;
        let last = self.text.skip_back(to, 0);
        let semicolon = last > 0 && self.text.at(last - 1) == ';';
        let mut outer = 0;
        self.open.retain_mut(|o| {
            let list = lists.get(o.list);
            let is_new = list.is_some_and(|l| l.parts.is_empty());
            let is_among = list.is_some_and(|l| l.mark == Mark::Among);
            o.goes_on |= semicolon && o.style.is_none() && outer == 0 && !is_new && is_among;
            let keeps = match o.style {
                Some(_) => semicolon || !o.goes_on,
                None => !o.bracket && !o.dormant && (is_new || o.goes_on),
            };
            outer += usize::from(keeps);
            keeps
        });
        for open in &mut self.open {
            open.inner = false;
            open.dormant = false;
        }
    }
}

/// What numbers of paragraphs are written with.
fn is_numbering(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十()、., ".contains(c)
}
