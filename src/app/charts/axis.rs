//! The value axis: sensible steps, and the unit that keeps its numbers short. Positions only; the exact
//! values stand in the table and in the tooltips.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{compare::Chart, model::Unit};

/// The value axis of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// The lowest value shown, zero or less.
    pub low: f64,
    /// The highest value shown.
    pub high: f64,
    /// Between two lines of the grid.
    pub step: f64,
    /// The unit of the numbers at the axis.
    pub unit: Unit,
    /// One `unit` in the unit of the chart.
    scale: f64,
}

impl Axis {
    /// An axis for the bars of a chart with about this many lines.
    pub(super) fn of(chart: &Chart, lines: usize) -> Self {
        let values = || chart.groups.iter().flat_map(|g| &g.points).flatten().map(|p| position(p.value));
        let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let unit = axis_unit(chart.unit, high.max(-low));
        let scale = position(unit.in_yuan()) / position(chart.unit.in_yuan());
        let span = if high > low { high - low } else { scale };
        let step = nice_step(span / lines.max(1) as f64 / scale) * scale;
        Self {
            low: (low / step).floor() * step,
            high: if high > low { (high / step).ceil() * step } else { scale },
            step,
            unit,
            scale,
        }
    }

    /// The values of the grid lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = f64> {
        let (low, step) = (self.low, self.step);
        let count = ((self.high - low) / step).round().clamp(0.0, 100.0) as usize;
        (0..=count).map(move |i| low + i as f64 * step)
    }

    /// What stands at a grid line.
    pub(super) fn text(&self, value: f64) -> String {
        let decimals = (-(self.step / self.scale).log10().floor()).clamp(0.0, 6.0) as usize;
        // A step of 2.5 has a decimal that its power of ten does not show.
        let decimals = if has_decimals(self.step / self.scale, decimals) { decimals } else { decimals + 1 };
        // No `-0` at the base line.
        format!("{:.decimals$}", value / self.scale + 0.0)
    }
}

/// Where on the axis a value lies.
pub(super) fn position(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// The unit of the chart, or a larger one when the numbers would get long.
fn axis_unit(unit: Unit, highest: f64) -> Unit {
    let yuan = highest * position(unit.in_yuan());
    [Unit::Yi, Unit::Wan]
        .into_iter()
        .find(|larger| larger.in_yuan() > unit.in_yuan() && yuan >= 10.0 * position(larger.in_yuan()))
        .unwrap_or(unit)
}

/// The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not less.
fn nice_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 2.5, 5.0].into_iter().map(|m| m * power).find(|step| *step >= least * 0.999).unwrap_or(10.0 * power)
}

fn has_decimals(step: f64, decimals: usize) -> bool {
    let shifted = step * 10f64.powi(decimals as i32);
    (shifted - shifted.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(low: f64, high: f64, unit: Unit) -> Axis {
        use crate::compare::{Group, Origin, Point, Publisher, Topic};
        use crate::model::{CellRef, Stage};
        let origin = Origin { document: 0, cell: CellRef::new(0, 0, 0, 0) };
        let point = |v: f64| Some(Point { value: v.to_string().parse().unwrap(), origin });
        let chart = Chart {
            topic: Topic::SpendingByClass,
            publisher: Publisher { agency: String::new(), stage: Stage::Budget },
            scope: "",
            unit,
            years: vec![2024, 2025],
            groups: vec![Group { code: String::new(), name: String::new(), points: vec![point(low), point(high)] }],
            total: None,
            places: 2,
            notes: vec![],
        };
        Axis::of(&chart, 4)
    }

    fn texts(axis: Axis) -> Vec<String> {
        axis.lines().map(|v| axis.text(v)).collect()
    }

    #[test]
    fn steps_are_round_and_enclose_every_value() {
        assert_eq!(texts(axis(3.0, 865.3, Unit::Wan)), ["0", "250", "500", "750", "1000"]);
        assert_eq!(texts(axis(0.5, 2.1, Unit::Wan)), ["0", "1", "2", "3"]);
        assert_eq!(texts(axis(0.01, 0.09, Unit::Wan)), ["0.000", "0.025", "0.050", "0.075", "0.100"]);
        assert_eq!(texts(axis(-20.0, 60.0, Unit::Wan)), ["-20", "0", "20", "40", "60"]);
        assert_eq!(texts(axis(0.0, 0.0, Unit::Wan)), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
    }

    #[test]
    fn long_numbers_take_a_larger_unit() {
        let large = axis(0.0, 234_000.0, Unit::Wan);
        assert_eq!((large.unit, texts(large)), (Unit::Yi, ["0", "10", "20", "30"].map(str::to_owned).to_vec()));
        assert_eq!(axis(0.0, 9_817.07, Unit::Wan).unit, Unit::Wan);
        assert_eq!(axis(0.0, 2_833_700.0, Unit::Yuan).unit, Unit::Wan);
        assert_eq!(axis(0.0, 80_000.0, Unit::Yuan).unit, Unit::Yuan);
    }
}
