//! Comparisons that are no sums of cells: worked out exactly each time they are asked for.

use super::{
    evaluate::{self, Sense, When},
    ratio::Ratio,
    resolve::Cells,
    statement::{Compare, Constant, Expr},
};
use crate::model::{CellRef, Decimal, Disclosure, Unit};

/// A comparison that is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Index of its rule.
    pub rule: usize,
    /// As it is written in the rule: left side, sign, right side.
    pub written: (String, Compare, String),
    /// The row, where it is asked of many.
    pub row: Option<String>,
    pub(super) when: When,
    pub(super) left: Expr<Cells>,
    pub(super) right: Expr<Cells>,
    pub(super) tolerance: Option<Constant>,
}

/// How a comparison came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Result {
    /// It is so.
    pub holds: bool,
    /// What the figures count.
    pub sense: Sense,
    /// In the unit of the first cell's table; of a share in percent.
    pub left: Decimal,
    /// The same of the right side.
    pub right: Decimal,
    /// Left − right.
    pub difference: Decimal,
    /// 误差, in the same unit.
    pub allowed: Decimal,
    /// The unit of money.
    pub unit: Unit,
}

impl Check {
    /// All cells that it looks at, the first of the left side first.
    pub fn cells(&self) -> Vec<CellRef> {
        let mut out = Vec::new();
        all_cells(&self.left, &mut out);
        all_cells(&self.right, &mut out);
        out
    }

    /// Its right side is a number that the rule states.
    pub fn compares_with_a_number(&self) -> bool {
        matches!(self.right, Expr::Number(_))
    }

    /// Works it out. `None` where its condition (如果) is not fulfilled.
    ///
    /// # Errors
    /// Why it cannot be worked out.
    pub fn evaluate(&self, d: &Disclosure) -> std::result::Result<Option<Result>, String> {
        if !evaluate::is_so(d, &self.when)? {
            return Ok(None);
        }
        let compared = evaluate::compare(d, &self.left, self.written.1, &self.right, self.tolerance)?;
        let table = self.cells().first().and_then(|c| d.tables.get(c.table as usize));
        let unit = table.map_or(Unit::default(), |t| t.unit);
        let (factor, places) = match compared.left.sense {
            Sense::Money => (unit.in_yuan(), table.map_or(2, |t| t.places())),
            Sense::Share => (Decimal::new(1, 2), 2),
            Sense::Plain => (Decimal::ONE, 0),
        };
        let shown =
            |value: Ratio| Ratio::of(factor).and_then(|f| value.over(f)?.decimal(places)).ok_or("数太大，算不了");
        let (left, right) = (compared.left.exact, compared.right.exact);
        let allowed = match self.tolerance {
            None => Decimal::ZERO,
            Some(t) => evaluate::tolerance(compared.left, t).and_then(shown)?,
        };
        let difference = left.minus(right).ok_or("数太大，算不了")?;
        Ok(Some(Result {
            holds: compared.holds,
            sense: compared.left.sense,
            left: shown(left)?,
            right: shown(right)?,
            difference: shown(difference)?,
            allowed,
            unit,
        }))
    }
}

fn all_cells(expr: &Expr<Cells>, out: &mut Vec<CellRef>) {
    match expr {
        Expr::Number(_) => {}
        Expr::Cells(cells) => out.extend(cells.iter().flatten()),
        Expr::Call(_, args) => args.iter().for_each(|a| all_cells(a, out)),
        Expr::Sum(parts) | Expr::Product(parts) => parts.iter().for_each(|(_, e)| all_cells(e, out)),
    }
}
