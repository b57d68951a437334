//! Where lists begin and end, and which one a figure stands in.

use super::{
    Family, List, Mark, Role, family, noun,
    reader::{Open, Reader},
};

/// As many lists as are open inside one another.
const DEEPEST: usize = 12;

impl Reader<'_> {
    pub(super) fn open_bracket(&mut self, at: usize) {
        let name = noun::noun(&self.clause.words, &self.agency);
        self.boundary(at);
        self.open_list(Mark::Brackets, &name, true);
    }

    pub(super) fn close_bracket(&mut self, at: usize) {
        self.boundary(at);
        self.earlier.clear();
        let Some(from) = self.open.iter().rposition(|o| o.bracket) else { return };
        if let Some(list) = self.open.get(from).and_then(|o| self.said.lists.get(o.list)) {
            (self.head, self.things) = (list.total.or(self.head), list.count.or(self.things));
        }
        self.open.truncate(from);
    }

    pub(super) fn open_list(&mut self, mark: Mark, name: &str, bracket: bool) {
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
            count: self.counted().filter(|_| name.is_empty() || mark == Mark::Brackets),
            change,
            name: name.to_owned(),
            parts: Vec::new(),
            first: None,
        });
        let inner = self.open.iter().any(|o| !o.dormant && o.style.is_none());
        let list = self.said.lists.len() - 1;
        self.open.push(Open { list, bracket, style: None, inner, dormant: false, goes_on: false });
    }

    /// What a list without a name of its own is a list of: said in this sentence, or before it if this one says
    /// nothing yet.
    pub(super) fn here(&self, of: Option<usize>) -> Option<usize> {
        of.filter(|&o| self.figures == 0 || o >= self.sentence_from)
    }

    /// The number of things that a list breaks down: said in its paragraph, or before one that begins with 其中.
    fn counted(&self) -> Option<usize> {
        let is_first = self.said.statements.len() == self.paragraph_from;
        self.here(self.things).filter(|&t| is_first || t >= self.paragraph_from)
    }

    pub(super) fn semicolon(&mut self) {
        self.queue.clear();
        self.aside = false;
        let keep = self.open.iter().rposition(|o| o.bracket || !o.inner).map_or(0, |at| at + 1);
        self.open.truncate(keep);
        if let Some(list) = self.open.last().and_then(|o| self.said.lists.get_mut(o.list)) {
            list.first.get_or_insert(list.parts.len());
        }
        self.change = None;
    }

    pub(super) fn sentence_end(&mut self) {
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

    pub(super) fn sentence_over(&mut self) {
        self.aside = false;
        self.change = None;
        self.last = None;
        self.ahead = None;
        self.queue.clear();
        self.figures = 0;
        self.sentence_from = self.said.statements.len();
    }

    /// The list that a part of this name stands in.
    pub(super) fn listed(&mut self, name: &str) -> Option<usize> {
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

    /// The total of a list that just ends: `…5万元，其中：A 1万元、B 2万元、C 2万元，较上年减少1万元`. Where every part
    /// has a change of its own, or is said to be as it was, that is not it.
    pub(super) fn listing(&self) -> Option<usize> {
        let open = self.open.last().filter(|o| !o.dormant && !o.bracket && o.style.is_none())?;
        let list = self.said.lists.get(open.list).filter(|l| (3..200).contains(&l.parts.len()))?;
        let since = self.said.statements.get(*list.parts.first()?..)?;
        // `A 1万元，与上年持平；…；C 2万元，比上年减少1万元`: each part is compared for itself.
        let mut trends = self.said.trends.iter().rev().take(list.parts.len());
        if trends.any(|t| t.of.is_some_and(|part| list.parts.contains(&part))) {
            return None;
        }
        let alone = since.iter().all(|s| matches!(s.role, Role::Amount | Role::Count));
        // Last year's figure may be there already: `较上年6万元减少1万元`.
        let before = || {
            let (last, others) = since.split_last()?;
            let plain = others.iter().all(|s| matches!(s.role, Role::Amount | Role::Count));
            (plain && last.role == Role::Before && last.of == list.total).then_some(())
        };
        if alone || before().is_some() { list.total } else { None }
    }
}
