//! Forms of labels and values: one project, its name, its code, and amounts each behind (or below) its label.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    cells::{FormCell, Grid},
    words::{find, words},
};
use crate::model::{Cell, Column, ColumnRole, Panel, Row, RowRole, parse_amount};

/// A label may be wrapped over so many cells.
const WRAPPED: usize = 3;

/// The most labels of amounts in a form.
const MOST_LABELS: usize = 200;

/// What was made out of a form, and the lines whose text is all in cells.
pub(super) struct Form {
    pub panel: Panel,
    pub used: Vec<u32>,
    /// An amount was met that has no label.
    pub is_incomplete: bool,
}

/// What a label announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Name,
    Code,
    Amount(&'static str),
    Group(&'static str),
    Detail(&'static str),
    DetailEnd,
    Text,
    End,
}

/// Where a cell stands.
#[derive(Clone, Copy)]
struct At {
    row: usize,
    column: usize,
}

/// Reads a form of one project. `None` where neither a name nor an amount is found.
pub(super) fn read(grid: &Grid) -> Option<Form> {
    let cells: Vec<(At, &FormCell)> = grid
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, c)| (At { row, column }, c)))
        .collect();
    let mut reader = Reader { is_grid: grid.has_columns, ..Reader::default() };
    let mut at = 0;
    while let Some(&(place, cell)) = cells.get(at) {
        match label_at(&cells, at) {
            Some((Label::End, _)) => break,
            // What stands right behind a label of text is its text (`项目立项依据 上级资金`), unless an amount follows.
            Some((Label::Amount(_), taken))
                if reader.is_behind_text(place) && !is_amount_at(&cells, at + taken, place.row) =>
            {
                at += taken;
            }
            Some((label, taken)) => {
                at += taken;
                reader.meet(label, cells.get(at - 1).map_or(place, |c| c.0), cell);
            }
            None => {
                let next = cells.get(at + 1).filter(|n| n.0.row == place.row).map(|n| n.1);
                if cell.is_amount() && !is_quantity(cell, next) && reader.takes_amounts() {
                    let is_one = |(_, c): &&(At, &FormCell)| c.is_amount() || c.key.is_empty();
                    let run: Vec<_> = cells.iter().skip(at).take_while(is_one).copied().collect();
                    at += run.len();
                    let left = place.column.checked_sub(1).and_then(|c| grid.rows.get(place.row)?.get(c));
                    reader.amounts(&run, left);
                } else {
                    reader.value(place, cell, next);
                    at += 1;
                }
            }
        }
    }
    reader.finish()
}

/// The longest label that begins at this cell, and over how many cells it goes.
fn label_at(cells: &[(At, &FormCell)], at: usize) -> Option<(Label, usize)> {
    let mut key = String::new();
    let mut found = None;
    for (taken, (_, cell)) in cells.iter().skip(at).take(WRAPPED).enumerate() {
        if cell.key.is_empty() {
            break;
        }
        key.push_str(&cell.key);
        found = label(&key).map(|l| (l, taken + 1)).or(found);
    }
    found
}

fn is_amount_at(cells: &[(At, &FormCell)], at: usize, row: usize) -> bool {
    cells.get(at).is_some_and(|(place, cell)| place.row == row && cell.is_amount())
}

fn label(key: &str) -> Option<Label> {
    static LABELS: OnceLock<HashMap<&'static str, Label>> = OnceLock::new();
    let all = LABELS.get_or_init(|| {
        let w = words();
        let mut all = HashMap::new();
        // What ends the money comes last, and so wins over a label of the same name.
        all.extend(w.text.iter().map(|w| (w.key(), Label::Text)));
        all.extend(w.amount.iter().map(|w| (w.key(), Label::Amount(w.printed()))));
        all.extend(w.group.iter().map(|w| (w.key(), Label::Group(w.printed()))));
        all.extend(w.detail_end.iter().map(|w| (w.key(), Label::DetailEnd)));
        all.extend(w.detail.iter().map(|w| (w.key(), Label::Detail(w.printed()))));
        all.extend(w.code.iter().map(|w| (w.key(), Label::Code)));
        all.extend(w.name.iter().map(|w| (w.key(), Label::Name)));
        all.extend(w.end.iter().map(|w| (w.key(), Label::End)));
        all
    });
    all.get(key).copied()
}

/// One labelled amount; its cell is blank until a value is met.
struct Labelled {
    path: Vec<String>,
    at: At,
    cell: Cell,
}

/// One line of the estimate by activities (项目支出明细测算).
struct Detail {
    text: String,
    cell: Cell,
}

#[derive(Default)]
struct Reader {
    /// Cells of one index stand in one column.
    is_grid: bool,
    name: String,
    code: String,
    amounts: Vec<Labelled>,
    /// The labels of amounts met since the last value or other label.
    run: Vec<usize>,
    group: Option<&'static str>,
    /// The label that the next value belongs to.
    open: Option<(Label, At)>,
    /// Inside the estimate: the text met since the last amount there.
    detail: Option<String>,
    detail_heading: &'static str,
    details: Vec<Detail>,
    /// An amount was met that has no label.
    is_incomplete: bool,
    used: Vec<u32>,
}

impl Reader {
    /// A label is met; `at` is where its last cell stands.
    fn meet(&mut self, label: Label, at: At, cell: &FormCell) {
        if !matches!(label, Label::Amount(_)) {
            self.run.clear();
        }
        match label {
            Label::Group(word) => self.group = Some(word),
            Label::Detail(word) => {
                (self.group, self.detail, self.detail_heading) = (None, Some(String::new()), word);
            }
            Label::DetailEnd => self.detail = None,
            Label::Amount(word) if self.detail.is_none() => {
                let path = self.group.iter().map(|g| (*g).to_owned()).chain([word.to_owned()]).collect::<Vec<_>>();
                // A label printed twice (合计 as a heading and as a line) is one column.
                let known = self.amounts.iter().position(|a| a.path == path);
                let index = known.unwrap_or(self.amounts.len());
                if known.is_none() {
                    self.amounts.push(Labelled { path, at, cell: Cell::blank() });
                }
                self.run.push(index);
                self.used.push(cell.line);
            }
            Label::Name | Label::Code => self.used.push(cell.line),
            _ => {}
        }
        self.open = Some((label, at));
    }

    /// Amounts that follow here are looked at: no name, code, or estimate is being read.
    fn takes_amounts(&self) -> bool {
        self.detail.is_none() && !matches!(self.open, Some((Label::Name | Label::Code, _)))
    }

    /// A cell that is no label is met.
    fn value(&mut self, at: At, cell: &FormCell, next: Option<&FormCell>) {
        if cell.key.is_empty() {
            return;
        }
        self.run.clear();
        if let Some(text) = &mut self.detail {
            match detail_amount(cell, next, at, &self.amounts) {
                Some(amount) => {
                    let text = std::mem::take(text);
                    self.details.push(Detail { text, cell: amount });
                }
                None if find(&words().detail_amount, &cell.key).is_some() => text.clear(),
                None => text.push_str(&cell.text),
            }
            return;
        }
        match self.open {
            Some((Label::Name, _)) => self.name.push_str(&cell.text),
            Some((Label::Code, _)) if is_code(&cell.key) => self.code.push_str(&cell.key),
            _ => return,
        }
        self.used.push(cell.line);
    }

    /// A run of amounts, blank cells among them, belongs to the labels right before it: one to one if they are
    /// as many, else by columns where there are columns, else to the last labels. An amount with decimals may
    /// also stand behind a label that nobody listed, on its `left`.
    fn amounts(&mut self, run: &[(At, &FormCell)], left: Option<&FormCell>) {
        let labels = std::mem::take(&mut self.run);
        let amounts: Vec<_> = run.iter().filter(|(_, c)| !c.key.is_empty()).collect();
        let one_to_one = labels.len() == amounts.len();
        let skipped = labels.len().saturating_sub(amounts.len());
        for (i, (at, cell)) in amounts.into_iter().enumerate() {
            let above = |l: &&usize| {
                let label = self.amounts.get(**l).map(|l| l.at);
                self.is_grid && label.is_some_and(|l| l.row + 1 == at.row && l.column == at.column)
            };
            let by_column = labels.iter().find(above).filter(|_| !one_to_one);
            let slot = by_column.or_else(|| labels.get(skipped + i)).copied();
            let slot = slot.or_else(|| left.filter(|_| i == 0).and_then(|l| self.unlisted(*at, cell, l)));
            match slot.and_then(|i| self.amounts.get_mut(i)).filter(|l| l.cell.is_blank()) {
                Some(labelled) => {
                    labelled.cell = Cell::read(cell.text.as_str(), ColumnRole::Amount).on_line(cell.line);
                    self.used.push(cell.line);
                }
                None if cell.text.contains('.') && !matches!(self.open, Some((Label::Text, _)) | None) => {
                    self.is_incomplete = true;
                }
                None => {}
            }
        }
    }

    /// A label that nobody listed: the text right before an amount with decimals, in a grid.
    fn unlisted(&mut self, at: At, cell: &FormCell, left: &FormCell) -> Option<usize> {
        let is_other = matches!(self.open, Some((Label::Text | Label::Name | Label::Code, open)) if open.row == at.row);
        let is_label = !left.key.is_empty() && !left.is_amount() && cell.text.contains('.');
        if !self.is_grid || !is_label || is_other || self.open.is_none() || self.amounts.len() >= MOST_LABELS {
            return None;
        }
        let path = self.group.iter().map(|g| (*g).to_owned()).chain([left.key.clone()]).collect();
        self.amounts.push(Labelled { path, at, cell: Cell::blank() });
        self.amounts.len().checked_sub(1)
    }

    /// The cell stands right behind a label of text, on its row.
    fn is_behind_text(&self, at: At) -> bool {
        matches!(self.open, Some((Label::Text, open)) if open.row == at.row && open.column + 1 == at.column)
    }

    fn finish(self) -> Option<Form> {
        let mut panel = Panel::default();
        let mut cells = Vec::new();
        for labelled in self.amounts {
            panel.columns.push(Column { path: labelled.path, role: ColumnRole::Amount });
            cells.push(labelled.cell);
        }
        let mut used = self.used;
        used.extend(self.details.iter().filter_map(|d| d.cell.place.line));
        if !self.details.is_empty() {
            panel.columns.push(Column::amount(&[self.detail_heading, "金额"]));
        }
        let mut below = Vec::new();
        match self.details.as_slice() {
            [] => {}
            // One activity is the project itself.
            [only] => cells.push(only.cell.clone()),
            several => {
                cells.push(Cell::blank());
                for detail in several {
                    let mut of_which = vec![Cell::blank(); cells.len() - 1];
                    of_which.push(detail.cell.clone());
                    let name = detail.text.clone();
                    below.push(Row { name, level: 2, role: RowRole::OfWhich, cells: of_which, ..Row::default() });
                }
            }
        }
        if self.name.is_empty() && cells.iter().all(Cell::is_blank) {
            return None;
        }
        panel.rows.push(Row { code: self.code, name: self.name, level: 1, role: RowRole::Item, cells });
        panel.rows.extend(below);
        Some(Form { panel, used, is_incomplete: self.is_incomplete })
    }
}

/// The amount at the head of a row of the estimate: with decimals, or the same as an amount above; the year
/// that begins the next column may be glued to it (`54.672024 年…`).
fn detail_amount(cell: &FormCell, next: Option<&FormCell>, at: At, above: &[Labelled]) -> Option<Cell> {
    if let Some(value) = parse_amount(&cell.text) {
        let stands_alone = next.is_none() || at.column == 0;
        let is_known = value.scale() > 0 || above.iter().any(|l| l.cell.value == Some(value));
        let glued = next.is_some_and(|n| n.key.starts_with('年')) && value.scale() > 4;
        if !glued {
            let is_money = is_known && stands_alone && !is_quantity(cell, next);
            return is_money.then(|| Cell::read(cell.text.as_str(), ColumnRole::Amount).on_line(cell.line));
        }
        let amount = cell.text.get(..cell.text.len().checked_sub(4)?)?;
        let mut read = Cell::read(amount, ColumnRole::Amount).on_line(cell.line);
        read.inferred = true;
        return read.value.is_some().then_some(read);
    }
    None
}

/// What follows a number in prose makes it a quantity: `15 万元`, `9 人`. Money alone has two decimals, so the
/// name of a thing may follow it (`50.00 人工`), but no unit.
fn is_quantity(number: &FormCell, next: Option<&FormCell>) -> bool {
    let Some(next) = next else { return false };
    let counted = ['人', '年', '个', '次', '岁', '月', '日', '号', '户', '名'];
    next.key.starts_with(['万', '元', '亿', '%', '倍']) || !number.text.contains('.') && next.key.starts_with(counted)
}

/// A code or a part of one.
fn is_code(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && key.chars().any(|c| c.is_ascii_digit())
}
