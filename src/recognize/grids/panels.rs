//! What the columns of a grid are for, and which of them are a panel: 收入 beside 支出, 功能分类 beside 支出用途.

use std::collections::HashSet;

use super::{
    body::code_and_name,
    lattice::{Lattice, LatticeRow, Slot},
};
use crate::{
    model::{
        ColumnHint, ColumnRole, Meaning, parse_amount, parse_share,
        text::{split_numbering, squeeze},
    },
    recognize::{
        columns::{PrintedColumn, Use},
        header_words::{is_of_units, use_of},
        rows::{is_known_name, is_total_name},
    },
};

/// What a column of the grid is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// As a header says.
    Use(Use),
    /// A second column of names under one header: the names of the parts of what the first names.
    InnerName,
    /// Codes of units beside those of subjects.
    UnitCode,
}

/// A column of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    /// Its index in the grid.
    pub index: usize,
    /// Header path and use.
    pub printed: PrintedColumn,
    /// What it is for.
    pub purpose: Purpose,
    /// Its use was not told by a header, but by what stands in it.
    pub is_guess: bool,
    /// The user said what it means.
    pub is_stated: bool,
}

/// Columns that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// `收入`, `支出`, the header over it, or empty.
    pub name: String,
    /// From left to right.
    pub columns: Vec<GridColumn>,
}

/// The blocks of a grid whose body begins at row `height`.
/// `skipped` are columns whose text in the first row of the body belongs to the header.
/// What the user said of a column counts.
pub fn blocks(
    lattice: &Lattice<'_>,
    height: usize,
    printed: Vec<PrintedColumn>,
    skipped: &[usize],
    hints: &[ColumnHint],
) -> Vec<Block> {
    let body = lattice.rows.get(height..).unwrap_or_default();
    let contents = Contents::of_columns(body, lattice.width, skipped);
    let is_further = |index: usize| begins_list(&contents, index);
    let has_name = printed.iter().any(|p| squeeze(p.leaf()) == "项目名称");
    let mut columns: Vec<GridColumn> = printed
        .into_iter()
        .enumerate()
        .map(|(index, mut printed)| {
            // A list of names was cut from those of the second list; that is done here by blocks.
            let usage = if printed.path.is_empty() { printed.usage } else { use_of(printed.leaf()) };
            let content = contents.get(index).copied().unwrap_or_default();
            printed.usage = content.corrects(usage, printed.leaf());
            // `项目单位` beside `项目名称` says whose the project is.
            let is_of_other = printed.leaf().contains("单位") && has_name;
            let is_text = usage != Use::Name && printed.usage == Use::Value(ColumnRole::Label) && !is_of_other;
            let may_head = printed.usage != usage || printed.leaf().contains("科目");
            if is_text && (content.are_names() || may_head && is_further(index)) {
                printed.usage = Use::Name;
            }
            let is_guess = printed.usage != usage;
            let mut column =
                GridColumn { index, is_guess, is_stated: false, purpose: Purpose::Use(printed.usage), printed };
            if let Some(hint) = hints.iter().rev().find(|h| at(h) == Some(index)) {
                column.state(hint);
            }
            column
        })
        .collect();
    columns
        .retain(|c| c.is_stated || !c.printed.path.is_empty() || contents.get(c.index).is_some_and(|k| !k.is_blank()));
    let mut blocks = cut(columns);
    for block in &mut blocks {
        settle(lattice, height, &mut block.columns);
    }
    name(&mut blocks);
    blocks
}

/// The column that a hint is about.
pub fn at(hint: &ColumnHint) -> Option<usize> {
    usize::try_from(hint.column).ok()
}

impl GridColumn {
    fn state(&mut self, hint: &ColumnHint) {
        self.printed.usage = match hint.meaning {
            Meaning::Code => Use::Code,
            Meaning::Name => Use::Name,
            Meaning::Ignored => Use::Serial,
            Meaning::Value(role) => Use::Value(role),
        };
        self.purpose = Purpose::Use(self.printed.usage);
        (self.is_stated, self.is_guess) = (true, false);
        if !hint.path.is_empty() {
            self.printed.path.clone_from(&hint.path);
        }
    }
}

/// Texts that do not repeat, between two columns of amounts, name the rows of a further list
/// (支出功能分类 | 预算数 | 部门经济分类 | 预算数).
fn begins_list(contents: &[Contents], index: usize) -> bool {
    let is_amount = |i: Option<usize>| i.and_then(|i| contents.get(i)).is_some_and(|c| c.amounts > 0 && c.texts == 0);
    let own = contents.get(index).copied().unwrap_or_default();
    own.texts > 1 && own.are_distinct() && is_amount(index.checked_sub(1)) && is_amount(index.checked_add(1))
}

/// What stands in a column below its header.
#[derive(Debug, Clone, Copy, Default)]
struct Contents {
    amounts: usize,
    codes: usize,
    texts: usize,
    /// Of the texts, those that only the name of a row can be: 卫生健康支出, 收入总计.
    names: usize,
    /// Of the texts, those that begin with a code: 208 社会保障和就业支出.
    coded: usize,
    /// How many different texts there are.
    distinct: usize,
}

impl Contents {
    /// One for each column.
    fn of_columns(body: &[LatticeRow<'_>], width: usize, skipped: &[usize]) -> Vec<Self> {
        let mut all = vec![Self::default(); width];
        let mut seen: HashSet<(usize, String)> = HashSet::new();
        for (row, slot) in body.iter().enumerate().flat_map(|(i, r)| r.own().map(move |s| (i, s))) {
            if let Some(contents) = all.get_mut(slot.from).filter(|_| row > 0 || !skipped.contains(&slot.from)) {
                let texts = contents.texts;
                contents.add(slot);
                if contents.texts > texts && seen.insert((slot.from, slot.text())) {
                    contents.distinct += 1;
                }
            }
        }
        all
    }

    fn add(&mut self, slot: &Slot<'_>) {
        let text = squeeze(&slot.text());
        let is_digits = text.chars().all(|c| c.is_ascii_digit());
        if is_digits && matches!(text.len(), 3 | 5 | 7) {
            self.codes += 1;
        } else if parse_amount(&text).is_some() || parse_share(&text).is_some() {
            self.amounts += 1;
        } else if text.chars().any(char::is_alphabetic) {
            self.texts += 1;
            let (code, name) = code_and_name(&text);
            self.names += usize::from(is_known_name(name));
            self.coded += usize::from(!code.is_empty() && !name.is_empty());
        }
    }

    /// A word that is said of every row (财政拨款) names none.
    fn are_names(self) -> bool {
        self.names > 1 && self.names * 2 > self.texts && self.are_distinct() || self.have_codes()
    }

    fn are_distinct(self) -> bool {
        self.distinct * 2 > self.texts
    }

    fn have_codes(self) -> bool {
        self.coded > 1 && self.coded * 2 > self.texts
    }

    fn is_blank(self) -> bool {
        self.amounts + self.codes + self.texts == 0
    }

    /// The use of a column with such contents whose header says `usage`.
    fn corrects(self, usage: Use, header: &str) -> Use {
        let numbers = self.amounts + self.codes;
        let is_unnamed = header.is_empty();
        match usage {
            // 功能科目 2013816
            Use::Value(ColumnRole::Amount) if header.contains("科目") && self.codes > self.amounts => {
                Use::Value(ColumnRole::Label)
            }
            Use::Value(ColumnRole::Amount | ColumnRole::Count | ColumnRole::Share) if self.texts > numbers => {
                Use::Value(ColumnRole::Label)
            }
            Use::Value(ColumnRole::Amount) if is_unnamed && self.codes > self.amounts => Use::Code,
            usage => usage,
        }
    }
}

/// A list begins at a code or a name that stands behind amounts and has amounts behind it.
fn cut(columns: Vec<GridColumn>) -> Vec<Block> {
    let is_amount = |c: &GridColumn| c.printed.usage == Use::Value(ColumnRole::Amount);
    let is_label = |c: &GridColumn| matches!(c.printed.usage, Use::Code | Use::Name);
    let last_amount = columns.iter().rposition(is_amount).unwrap_or(0);
    let mut blocks: Vec<Block> = Vec::new();
    let mut has_amount = true;
    for (i, column) in columns.into_iter().enumerate() {
        if blocks.is_empty() || has_amount && is_label(&column) && i < last_amount {
            blocks.push(Block { name: String::new(), columns: Vec::new() });
            has_amount = false;
        }
        has_amount |= is_amount(&column);
        if let Some(block) = blocks.last_mut() {
            block.columns.push(column);
        }
    }
    blocks
}

/// One column names the rows of a block; further ones beside it are texts, or names of parts where both
/// stand under one header cell. Without any, the first column of text does.
fn settle(lattice: &Lattice<'_>, height: usize, columns: &mut [GridColumn]) {
    if !columns.iter().any(|c| c.printed.usage == Use::Name)
        && let Some(column) =
            columns.iter_mut().find(|c| c.is_guess && c.printed.usage == Use::Value(ColumnRole::Label))
    {
        column.printed.usage = Use::Name;
    }
    let header_cell = |index: usize| {
        let rows = lattice.rows.get(..height)?;
        rows.iter().rev().find_map(|r| r.at(index).filter(|s| !s.cell.is_blank())).map(|s| (s.cell.row, s.from))
    };
    let stated_name = columns.iter().find(|c| c.is_stated && c.printed.usage == Use::Name).map(|c| c.index);
    let mut has_code = columns.iter().any(|c| c.is_stated && c.printed.usage == Use::Code);
    let is_code = |c: &GridColumn| c.printed.usage == Use::Code;
    let has_subjects = columns.iter().any(|c| is_code(c) && !is_of_units(c.printed.leaf()));
    for column in columns.iter_mut().filter(|c| !c.is_stated && has_subjects) {
        if is_code(column) && is_of_units(column.printed.leaf()) {
            column.purpose = Purpose::UnitCode;
        }
    }
    let mut name = stated_name;
    for column in columns.iter_mut().filter(|c| !c.is_stated && c.purpose != Purpose::UnitCode) {
        let is_beside = name.is_some_and(|n| n + 1 == column.index);
        let is_under_name =
            name.is_some_and(|n| header_cell(n).is_some() && header_cell(n) == header_cell(column.index));
        column.purpose = Purpose::Use(match column.printed.usage {
            Use::Name if name.is_none() => {
                name = Some(column.index);
                Use::Name
            }
            Use::Name if is_under_name => {
                column.purpose = Purpose::InnerName;
                continue;
            }
            Use::Name | Use::Value(ColumnRole::Label) if is_beside && column.printed.path.is_empty() => {
                column.purpose = Purpose::InnerName;
                continue;
            }
            Use::Name => Use::Value(ColumnRole::Label),
            Use::Code if name.is_some() && has_code => Use::Value(ColumnRole::Label),
            Use::Code => {
                has_code = true;
                Use::Code
            }
            usage => usage,
        });
        if let Purpose::Use(usage) = column.purpose {
            column.printed.usage = usage;
        }
    }
}

/// Names the blocks by the header cells over them: a block is the 收入 or 支出 of the table, a further one of
/// the same side is called what its own header says.
fn name(blocks: &mut [Block]) {
    if blocks.len() < 2 {
        return;
    }
    let mut used: Vec<String> = Vec::new();
    for block in blocks.iter_mut() {
        let over = common_path(&block.columns);
        let side = over.iter().find_map(|h| ["收入", "支出"].into_iter().find(|s| squeeze(h).ends_with(s)));
        let own = over.last().cloned().unwrap_or_default();
        let is_used = |name: &str| used.iter().any(|u| u == name);
        block.name = match side {
            Some(side) if !is_used(side) => side.to_owned(),
            // 支出功能分类, 部门经济分类 and 政府经济分类 all under 支出: what heads the names tells them.
            Some(_) if is_used(&own) => {
                let names = block.columns.iter().find(|c| c.purpose == Purpose::Use(Use::Name));
                names.map_or(own, |c| c.printed.leaf().to_owned())
            }
            _ => own,
        };
        used.push(block.name.clone());
        // The panel is named already: what stands over all its columns goes.
        for column in block.columns.iter_mut().filter(|c| c.printed.path.len() > over.len()) {
            column.printed.path.drain(..over.len());
        }
    }
}

/// The headers that stand over all columns of a block.
fn common_path(columns: &[GridColumn]) -> Vec<String> {
    let mut paths = columns.iter().filter(|c| c.printed.usage != Use::Serial).map(|c| c.printed.path.as_slice());
    let Some(first) = paths.next() else { return Vec::new() };
    let shortest = paths.clone().map(<[String]>::len).chain([first.len()]).min().unwrap_or(0).saturating_sub(1);
    let shared = |depth: &usize| paths.clone().all(|p| p.get(*depth) == first.get(*depth));
    let depth = (0..shortest).take_while(shared).count();
    first.get(..depth).unwrap_or_default().to_vec()
}

/// Whether blocks continue one list: the same headers side by side, none of them a side of its own
/// (基本支出决算表: 301 … beside 302 …, also under 人员经费 and 公用经费).
pub fn is_one_list(blocks: &[Block]) -> bool {
    let heads = |b: &Block| b.columns.iter().map(|c| (c.purpose, squeeze(c.printed.leaf()))).collect::<Vec<_>>();
    let is_side = |b: &Block| !b.name.is_empty() && !b.name.ends_with("经费");
    blocks.windows(2).all(|pair| {
        let [a, b] = pair else { return true };
        !is_side(a) && !is_side(b) && heads(a) == heads(b)
    })
}

/// Headers that share a row with the first row of data (`类 | 款 | 项 | 合计 | 12.00`, or `合计 | | 小计 | 基本支出`):
/// they go to the header, and the row keeps the rest. The columns whose text in that row is a header.
pub fn mixed_row(row: Option<&LatticeRow<'_>>, printed: &mut [PrintedColumn]) -> Vec<usize> {
    let Some(row) = row else { return Vec::new() };
    let is_part = |t: &str| matches!(t, "类" | "款" | "项");
    let own: Vec<(usize, String)> = row.own().map(|s| (s.from, squeeze(&s.text()))).collect();
    let has_total = own.iter().any(|(_, t)| is_total_name(t));
    let mut taken = Vec::new();
    for (i, (column, text)) in own.iter().enumerate() {
        let is_row_name = !split_numbering(text).0.is_empty() || is_known_name(text) && !is_total_name(text);
        let is_later_text =
            i > 0 && !is_row_name && parse_amount(text).is_none() && use_of(text) == Use::Value(ColumnRole::Amount);
        let is_first_total = is_total_name(text) && !own.iter().take(i).any(|(_, t)| is_total_name(t));
        let is_sub_header = has_total && is_later_text && !is_first_total && text.chars().any(char::is_alphabetic);
        let Some(column_printed) = printed.get_mut(*column) else { continue };
        let is_under_amounts = use_of(column_printed.leaf()) == Use::Value(ColumnRole::Amount);
        if is_part(text) && has_total || is_sub_header && is_under_amounts {
            column_printed.path.push(text.clone());
            column_printed.usage = use_of(text);
            taken.push(*column);
        }
    }
    taken
}
