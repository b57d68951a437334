//! One relation: `stated = Σ ± terms`, or `stated ≥ Σ ± terms`.

use std::sync::Arc;

use crate::model::CellRef;

/// One addend: a cell with its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// The cell. A blank cell counts as zero.
    pub cell: CellRef,
    /// `+1` or `-1`.
    pub sign: i8,
}

impl Term {
    /// An addend.
    pub fn plus(cell: CellRef) -> Self {
        Self { cell, sign: 1 }
    }

    /// A deduction.
    pub fn minus(cell: CellRef) -> Self {
        Self { cell, sign: -1 }
    }
}

/// How the two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The stated value is the sum of the terms.
    Equal,
    /// The stated value is the sum of the terms or more (an item and its 其中 rows where these may be incomplete).
    AtLeast,
}

/// Under which readings of a [`Scope`](super::Scope) a relation must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Index into [`RelationSet::scopes`](super::RelationSet::scopes).
    pub scope: usize,
    /// One bit for each reading of that scope, the first reading in the lowest bit.
    pub readings: u16,
}

impl Condition {
    /// Whether the relation must hold under this reading.
    pub fn includes(self, reading: usize) -> bool {
        reading < 16 && self.readings & (1 << reading) != 0
    }
}

/// Something that must hold between cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Id of the rule that it comes from: `V1`, `C5` … (see `assets/rules.toml`).
    pub rule: &'static str,
    /// The value that is stated: a total, or one side of an equality.
    pub stated: CellRef,
    /// What it must equal. A single term makes it an equality (相等): the same measure published twice,
    /// which has no rounding allowance in the same unit and places.
    pub terms: Vec<Term>,
    /// Equal, or at least.
    pub comparison: Comparison,
    /// In 编制 mode the stated cell is computed from the terms. At most one relation defines a cell.
    pub defines: bool,
    /// It ties by how such figures usually come about, not by definition: where it does not hold, that is
    /// suspicious (警告) and no proof of an error.
    pub doubtful: bool,
    /// Where it must hold only under some readings of the document; `None` where it always must.
    pub condition: Option<Condition>,
    /// What is compared with what, for people: `合计 = 基本支出 + 项目支出`.
    pub label: Arc<str>,
}

impl Relation {
    /// A relation that no rule has made: the user compares a sum of cells with a cell.
    pub(crate) fn ad_hoc(stated: CellRef, terms: Vec<Term>) -> Self {
        Self {
            rule: "",
            stated,
            terms,
            comparison: Comparison::Equal,
            defines: false,
            condition: None,
            doubtful: false,
            label: Arc::default(),
        }
    }

    /// The same measure published twice.
    pub fn is_equality(&self) -> bool {
        self.terms.len() == 1
    }
}
