//! Whether the changes of the parts come to the change of the whole.

use rust_decimal::Decimal;

use super::{Comparison, comparison::Read, merge::Sum, units::convert};
use crate::model::{half_place, with_thousands};

/// How the changes of the parts and the change of the total compare, between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Control {
    /// The earlier side.
    pub from: usize,
    /// The later side.
    pub to: usize,
    /// Σ of the changes of the top rows of both tables, what is new, vanished or regrouped with its whole amount.
    pub parts: Decimal,
    /// The change of the total.
    pub total: Decimal,
    /// The most that rounding of the printed amounts explains.
    pub allowed: Decimal,
}

impl Control {
    /// Total − parts.
    pub fn difference(&self) -> Decimal {
        self.total - self.parts
    }

    /// Exactly, or as far as rounding goes.
    pub fn holds(&self) -> bool {
        self.difference().abs() <= self.allowed
    }

    /// One line for people.
    pub fn text(&self, unit: &str) -> String {
        let (parts, total) = (with_thousands(self.parts), with_thousands(self.total));
        let difference = self.difference();
        if difference.is_zero() {
            format!("各项增减合计 {parts} {unit}，与合计的增减相符。")
        } else if self.holds() {
            let difference = with_thousands(difference.abs());
            format!("各项增减合计 {parts} {unit}，合计增减 {total} {unit}，相差 {difference}，为四舍五入尾差。")
        } else {
            let difference = with_thousands(difference.abs());
            format!(
                "各项增减合计 {parts} {unit}，合计增减 {total} {unit}，相差 {difference}：请核对两份文件的合计与分项。"
            )
        }
    }
}

impl Comparison {
    /// Whether the changes of the top rows come to the change of the total. `None` where a side has no total, or
    /// it is not known what adds up to it.
    pub fn control(&self, from: usize, to: usize) -> Option<Control> {
        let (before, after) = (self.read.get(from)?.as_ref()?, self.read.get(to)?.as_ref()?);
        // The same total of both: of this year's money, or of all.
        let pairs = before.sums.iter().flat_map(|a| after.sums.iter().map(move |b| (a, b)));
        let (a, b) = pairs.into_iter().find(|(a, b)| a.total.is_some() && a.total == b.total)?;
        let before = self.added(from, before, a)?;
        let after = self.added(to, after, b)?;
        let total = after.1.checked_sub(before.1)?;
        let parts = after.0.checked_sub(before.0)?;
        Some(Control { from, to, parts, total, allowed: before.2.checked_add(after.2)? })
    }

    /// Σ of the addends, the total, and what rounding may have hidden in both.
    fn added(&self, side: usize, read: &Read, sum: &Sum) -> Option<(Decimal, Decimal, Decimal)> {
        let total = self.lines.get(sum.total?)?.value(side)?;
        let addends: Vec<Decimal> = sum.addends.iter().filter_map(|l| self.lines.get(*l)?.value(side)).collect();
        if addends.is_empty() {
            return None;
        }
        let parts = addends.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
        let half = convert(half_place(read.places, read.unit), read.unit, self.unit)?;
        let allowed = half.checked_mul(Decimal::from(addends.len() + 1))?;
        Some((parts, total, allowed))
    }
}
