//! Carrying out what a review asks for: going from finding to finding, deciding on them, and the questions why.

use egui::{Context, Key, Modifiers};

use super::dialogs::Dialog;
use super::findings::{self, FindingKey, Say};
use super::grid::Typing;
use super::shell::{Notice, Shell};
use super::workspace::{DocId, Tab};
use crate::check::Finding;
use crate::model::{ReviewEntry, ReviewStatus, Spot, TextRef};
use crate::session::{Edit, Field};

impl Shell {
    pub(super) fn step_finding(&mut self, forward: bool) {
        let Some(document) = self.workspace.current() else { return };
        let id = document.id;
        let table = match self.workspace.tab() {
            Some(Tab::Table(_, table)) => Some(table),
            _ => None,
        };
        let shown = self.findings.shown(document, table).to_vec();
        match self.findings.neighbour(document, &shown, forward).map(FindingKey::of) {
            Some(key) => self.go_to_finding(id, key),
            None if document.session.findings().is_empty() => self.notice = Notice::remark("没有要看的发现。"),
            None => self.notice = Notice::remark("右边没有列出发现；提示默认折叠，可在那里展开或放宽条件。"),
        }
    }

    pub(super) fn go_to_finding(&mut self, id: DocId, key: FindingKey) {
        self.findings.select(id, key);
        if let Some(text) = key.text {
            self.show_number(id, text);
        } else if let Some(cell) = key.cell {
            self.workspace.go_to(id, Field::from(cell));
            if let Some((view, _)) = self.workspace.grid() {
                view.relation = key.relation;
            }
        } else if let Some(table) = key.table {
            self.workspace.show(Tab::Table(id, table as usize));
        }
    }

    pub(super) fn go_to_spot(&mut self, id: DocId, spot: Spot) {
        match spot {
            Spot::Cell(cell) => self.workspace.go_to(id, Field::from(cell)),
            Spot::Text(text) => self.show_number(id, text),
        }
    }

    /// Shows a number of the text, with its sentence lit.
    fn show_number(&mut self, id: DocId, at: TextRef) {
        if let Some(document) = self.workspace.document(id) {
            self.prose.visit(id, at, &document.session.examination().numbers);
        }
        self.workspace.show_sentence(id, at);
    }

    /// To the next number of the text of those that are looked for.
    pub(super) fn step_number(&mut self, forward: bool) {
        let Some(document) = self.workspace.current() else { return };
        let id = document.id;
        let next = self.prose.neighbour(id, &document.session.examination().numbers, forward);
        match next {
            Some(at) => self.show_number(id, at),
            None => self.notice = Notice::remark("情况说明里没有这样的数。"),
        }
    }

    /// The finding that is decided on: the one visited last, or the worst of those about the selected cell; of the years
    /// side by side, what they say of each other.
    fn finding_in_hand(&mut self) -> Option<(DocId, Finding)> {
        if self.workspace.tab() == Some(Tab::Compare) {
            return self.compare.finding_in_hand();
        }
        let document = self.workspace.current()?;
        let id = document.id;
        if let Some(finding) = self.findings.selected(document) {
            return Some((id, finding.clone()));
        }
        let (view, document) = self.workspace.grid_view()?;
        let cell = view.field(&document.session)?.cell()?;
        let finding = document.session.findings().iter().find(|f| f.cells.first() == Some(&cell))?.clone();
        Some((id, finding))
    }

    /// Gives the finding in hand this status; a second time takes it back. Dismissing asks why.
    pub(super) fn decide(&mut self, status: ReviewStatus) {
        let Some((id, finding)) = self.finding_in_hand() else {
            self.notice = Notice::remark("先在右边选一条发现，或按 F8 到下一条。");
            return;
        };
        let Some(document) = self.workspace.document(id) else { return };
        let said = findings::said(&document.session, &finding);
        if said.status == status {
            let nothing = ReviewEntry { status: ReviewStatus::Open, ..said };
            self.edit(id, Edit::Review(vec![nothing]));
        } else if status == ReviewStatus::Dismissed {
            self.dialog = Some(Dialog::Say(Box::new(Say::new(id, ReviewEntry { status, ..said }))));
        } else {
            self.edit(id, Edit::Review(vec![ReviewEntry { status, ..said }]));
        }
    }

    /// Ticks the finding in hand off as looked at, or takes the tick away.
    pub(super) fn tick(&mut self) {
        let Some((id, finding)) = self.finding_in_hand() else {
            self.notice = Notice::remark("先在右边选一条发现，或按 F8 到下一条。");
            return;
        };
        let Some(document) = self.workspace.document(id) else { return };
        let d = document.session.disclosure();
        let key = finding.key(d);
        let seen = !d.review.seen.contains(&key);
        self.edit(id, Edit::Seen { ids: vec![key], seen });
    }

    /// Asks why of what is selected: the cell under the cursor, or the number of the text gone to last.
    pub(super) fn ask_why(&mut self) {
        if self.why.is_open() {
            self.why.close();
            return;
        }
        match self.workspace.tab() {
            Some(Tab::Table(id, _)) => {
                let cell = self.workspace.grid().and_then(|(view, session)| view.field(session)?.cell());
                match cell {
                    Some(cell) => self.why.ask(id, Spot::Cell(cell)),
                    None => self.notice = Notice::remark("先选中一个有数的单元格。"),
                }
            }
            Some(Tab::Text(id)) => match self.prose.visited(id) {
                Some(at) => self.why.ask(id, Spot::Text(at)),
                None => self.notice = Notice::remark("先到情况说明里的一个数，例如按 F4。"),
            },
            _ => {}
        }
    }

    /// Holds the sum of the selected cells to compare it, or lets it go.
    pub(super) fn hold_sum(&mut self) {
        if self.sum.is_open() {
            self.sum.close();
            return;
        }
        let Some(Tab::Table(id, _)) = self.workspace.tab() else { return };
        let Some((view, session)) = self.workspace.grid() else { return };
        let cells = view.amounts(session);
        let cursor = view.field(session).and_then(Field::cell);
        if cells.is_empty() {
            self.notice = Notice::remark("先选中要相加的单元格：拖动选一块，按住 Ctrl 再点可以添加。");
        } else {
            self.sum.hold(id, cells, cursor, session);
        }
    }

    /// Opens the manual at the rule of the finding that has the keyboard, or else of the one visited last.
    pub(super) fn show_manual(&mut self) {
        let selected = self.workspace.current().and_then(|d| self.findings.selected(d)).map(|f| f.rule);
        let rule = self.findings.focused.or(selected);
        self.manual.show(rule.map(str::to_owned));
    }

    /// Esc closes what is open beside the work, the last opened first, as long as nothing is being typed.
    pub(super) fn escape(&mut self, ctx: &Context) {
        let open = self.manual.is_open() || self.why.is_open() || self.sum.is_open();
        let typing = self.workspace.grid().is_some_and(|(view, _)| view.typing != Typing::Not);
        if !open || typing || !ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            return;
        }
        if self.manual.is_open() {
            self.manual.close();
        } else if self.why.is_open() {
            self.why.close();
        } else {
            self.sum.close();
        }
        self.focus_grid();
    }

    /// The questions that stay open beside the work go on with the selected cell.
    pub(super) fn follow_selection(&mut self) {
        if !self.why.is_open() {
            return;
        }
        if let Some(Tab::Table(id, _)) = self.workspace.tab()
            && let Some(cell) = self.workspace.grid().and_then(|(view, session)| view.field(session)?.cell())
        {
            self.why.follow(id, cell);
        }
    }
}
