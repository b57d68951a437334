//! Edits: what a user asks for, checked and turned into reversible changes.

use crate::model::{
    Cell, CellRef, ColumnRole, Disclosure, Kind, ReviewEntry, Row, RowRole, Stage, TextRef, Unit, parse_amount,
    parse_share,
};

use super::change::Change;
use super::review;
use super::style::Style;
use super::{Field, Slot};

/// Something that a user wants changed. All of it happens, or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Put these texts there.
    Texts(Vec<(Field, String)>),
    /// Put this many empty rows before `at`.
    InsertRows {
        /// The row before which they go; one past the last row appends.
        at: Field,
        /// How many.
        count: usize,
    },
    /// Take this many rows away, from `at` on.
    DeleteRows {
        /// The first of them.
        at: Field,
        /// How many.
        count: usize,
    },
    /// Say what a table is.
    Heading {
        /// Index into `Disclosure::tables`.
        table: usize,
        /// Its kind.
        kind: Kind,
        /// Its title.
        title: String,
        /// The unit of its amounts. The amounts themselves stay as printed.
        unit: Unit,
    },
    /// Say whose disclosure it is, of which year and stage.
    Identity {
        /// The department or unit.
        agency: String,
        /// The fiscal year.
        year: Option<i32>,
        /// 预算 or 决算.
        stage: Stage,
    },
    /// Put another number in the place of one of the running text.
    Number {
        /// Its characters.
        at: TextRef,
        /// What is to stand there.
        text: String,
    },
    /// Say something of findings. An entry without status and note takes back what was said.
    Review(Vec<ReviewEntry>),
    /// Tick off what was looked at, or take the ticks away.
    Seen {
        /// Ids as in [`crate::model::Review::seen`].
        ids: Vec<String>,
        /// Looked at.
        seen: bool,
    },
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not what the column holds.
    #[error("“{text}”不是{expected}，未填入“{place}”；请{advice}，或留空。")]
    NotReadable {
        /// What was typed.
        text: String,
        /// What the column holds.
        expected: &'static str,
        /// Which field.
        place: String,
        /// What to type instead.
        advice: &'static str,
    },
    /// The cell is computed in 编制 mode.
    #[error("“{place}”由公式算出，不能直接填写；请改它的分项，或切换到审阅模式再改。")]
    Computed {
        /// Which field.
        place: String,
    },
    /// What was to be put in the place of a number of the text is none.
    #[error("“{0}”不是数，没有改动情况说明；请输入数字，如 1234.50。")]
    NoNumber(String),
    /// There is no such place.
    #[error("这里没有可以修改的单元格；请先选中表内的单元格。")]
    Nowhere,
}

impl Edit {
    /// What it does, for the undo menu.
    pub(super) fn label(&self) -> String {
        match self {
            Edit::Texts(texts) if texts.len() == 1 => "填写单元格".to_owned(),
            Edit::Texts(texts) if texts.iter().all(|(_, text)| text.is_empty()) => {
                format!("清除 {} 个单元格", texts.len())
            }
            Edit::Texts(texts) => format!("填写 {} 个单元格", texts.len()),
            Edit::InsertRows { count, .. } => format!("插入 {count} 行"),
            Edit::DeleteRows { count, .. } => format!("删除 {count} 行"),
            Edit::Heading { .. } => "修改表名、表种或单位".to_owned(),
            Edit::Identity { .. } => "修改部门、年度或预决算".to_owned(),
            Edit::Number { .. } => "修改情况说明中的数".to_owned(),
            Edit::Review(entries) => review::label(entries),
            Edit::Seen { seen: true, .. } => "记为已看".to_owned(),
            Edit::Seen { seen: false, .. } => "取消已看".to_owned(),
        }
    }

    /// The changes that make it. Texts that already stand there change nothing.
    pub(super) fn changes(self, d: &Disclosure, style: impl Fn(u32) -> Style) -> Result<Vec<Change>, EditError> {
        match self {
            Edit::Texts(texts) => {
                let mut changes = Vec::with_capacity(texts.len());
                for (field, text) in texts {
                    text_change(d, field, &text, &style, &mut changes)?;
                }
                Ok(changes)
            }
            Edit::InsertRows { at, count } => {
                let start = CellRef { table: at.table, panel: at.panel, row: at.row, column: 0 };
                let panel = d.panel(start).ok_or(EditError::Nowhere)?;
                let like = panel.rows.get((at.row as usize).saturating_sub(1)).or_else(|| panel.rows.first());
                let level = like.filter(|row| !row.role.is_total()).map_or(1, |row| row.level);
                let cells = vec![Cell::blank(); panel.columns.len()];
                let row = Row { level, role: RowRole::Item, cells, ..Row::default() };
                Ok(vec![Change::Insert { at: start, rows: vec![row; count] }])
            }
            Edit::DeleteRows { at, count } => {
                at.row(d).ok_or(EditError::Nowhere)?;
                let at = CellRef { table: at.table, panel: at.panel, row: at.row, column: 0 };
                Ok(vec![Change::Remove { at, count }])
            }
            Edit::Identity { agency, year, stage } => {
                let same = (&d.agency, d.year, d.stage) == (&agency, year, stage);
                Ok(if same { Vec::new() } else { vec![Change::Identity { agency, year, stage }] })
            }
            Edit::Number { at, text } => Ok(super::number::change(d, at, &text)?.into_iter().collect()),
            Edit::Review(entries) => Ok(review::said(d, entries)),
            Edit::Seen { ids, seen } => {
                let news = ids.into_iter().filter(|id| d.review.seen.contains(id) != seen);
                Ok(news.map(|id| Change::Seen { id, seen }).collect())
            }
            Edit::Heading { table, kind, title, unit } => {
                let here = d.tables.get(table).ok_or(EditError::Nowhere)?;
                let same = (here.kind, &here.title, here.unit) == (kind, &title, unit);
                Ok(if same { Vec::new() } else { vec![Change::Heading { table, kind, title, unit }] })
            }
        }
    }
}

/// Adds the change that puts `text` there, if it is one. A code and a name of one row become one change.
fn text_change(
    d: &Disclosure,
    field: Field,
    text: &str,
    style: &impl Fn(u32) -> Style,
    changes: &mut Vec<Change>,
) -> Result<(), EditError> {
    let text = text.trim();
    let row = field.row(d).ok_or(EditError::Nowhere)?;
    let Some(at) = field.cell() else {
        let here = CellRef { table: field.table, panel: field.panel, row: field.row, column: 0 };
        let pending = changes.iter_mut().rev().find_map(|change| match change {
            Change::Title { at, code, name } if *at == here => Some((code, name)),
            _ => None,
        });
        let text = match field.slot {
            Slot::Code => text.split_whitespace().collect(),
            _ => text.to_owned(),
        };
        match (pending, field.slot) {
            (Some((code, _)), Slot::Code) => *code = text,
            (Some((_, name)), _) => *name = text,
            (None, Slot::Code) if row.code != text => {
                changes.push(Change::Title { at: here, code: text, name: row.name.clone() });
            }
            (None, Slot::Name) if row.name != text => {
                changes.push(Change::Title { at: here, code: row.code.clone(), name: text });
            }
            (None, _) => {}
        }
        return Ok(());
    };
    let old = d.cell(at).ok_or(EditError::Nowhere)?;
    let role = d.column(at).ok_or(EditError::Nowhere)?.role;
    if old.text == text {
        return Ok(());
    }
    let mut cell = read_cell(text, role, style(at.table)).ok_or_else(|| not_readable(d, field, text, role))?;
    cell.place = old.place;
    if cell.text != old.text || cell.value != old.value {
        changes.push(Change::Cell { at, cell });
    }
    Ok(())
}

/// Reads typed text as the column asks. Numbers take the look of the table; a dash stands for "nothing".
fn read_cell(text: &str, role: ColumnRole, style: Style) -> Option<Cell> {
    let dash = matches!(text, "-" | "—" | "——" | "－" | "–");
    if text.is_empty() || dash || role == ColumnRole::Label {
        return Some(Cell { text: text.to_owned(), ..Cell::default() });
    }
    match role {
        ColumnRole::Amount => {
            let value = parse_amount(text)?;
            let text = style.write(value);
            Some(Cell::read(text, role))
        }
        ColumnRole::Count => parse_amount(text).map(|_| Cell::read(text, role)),
        ColumnRole::Share => parse_share(text).or_else(|| parse_amount(text)).map(|_| Cell::read(text, role)),
        ColumnRole::Label => None,
    }
}

fn not_readable(d: &Disclosure, field: Field, text: &str, role: ColumnRole) -> EditError {
    let (expected, advice) = match role {
        ColumnRole::Amount => ("金额", "输入数字，如 1234.50"),
        ColumnRole::Share => ("比例", "输入百分数，如 79.68%"),
        ColumnRole::Count => ("数量", "输入整数，如 12"),
        ColumnRole::Label => ("文字", "输入文字"),
    };
    EditError::NotReadable { text: text.to_owned(), expected, place: field.title(d), advice }
}
