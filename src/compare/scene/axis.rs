//! The value axis: sensible steps, and the unit that keeps its numbers short. Positions only are floats; the
//! amounts that are written are exact decimals, rounded for the eye.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::super::{Chart, units::convert};
use crate::model::{Unit, with_thousands};

/// The value axis of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// The lowest value shown.
    pub low: f64,
    /// The highest value shown.
    pub high: f64,
    /// Between two lines of the grid.
    pub step: f64,
    /// The unit of the numbers at the axis and on the bars.
    unit: Unit,
    /// The unit of the chart.
    of: Unit,
    /// Its name, where it is no amount of money.
    other_unit: Option<&'static str>,
    /// One `unit` in the unit of the chart.
    scale: f64,
}

impl Axis {
    /// An axis for values of a chart between these, with about so many lines. It holds zero unless `low` is above
    /// it and `from_zero` is not asked for.
    pub(super) fn new(chart: &Chart, low: f64, high: f64, lines: usize, from_zero: bool) -> Self {
        let (low, high) = if from_zero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
        let unit = match chart.other_unit {
            Some(_) => chart.unit,
            None => axis_unit(chart.unit, high.max(-low)),
        };
        let scale = position(unit.in_yuan()) / position(chart.unit.in_yuan());
        let span = if high > low { high - low } else { scale };
        let step = nice_step(span / lines.max(1) as f64 / scale) * scale;
        let (low, top) = ((low / step).floor() * step, (high / step).ceil() * step);
        let high = if top > low { top } else { low + step * lines.max(1) as f64 };
        Self { low, high, step, unit, of: chart.unit, other_unit: chart.other_unit, scale }
    }

    /// An axis of percent.
    pub(super) fn percent(chart: &Chart) -> Self {
        let other_unit = Some("%");
        Self { low: 0.0, high: 100.0, step: 25.0, unit: chart.unit, of: chart.unit, other_unit, scale: 1.0 }
    }

    /// The name of the unit.
    pub(super) fn unit_name(&self) -> &'static str {
        self.other_unit.unwrap_or(self.unit.name())
    }

    /// The values of the grid lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = f64> + use<> {
        let (low, step) = (self.low, self.step);
        let count = ((self.high - low) / step).round().clamp(0.0, 100.0) as usize;
        (0..=count).map(move |i| low + i as f64 * step)
    }

    /// What stands at a grid line.
    pub(super) fn text(&self, value: f64) -> String {
        let step = self.step / self.scale;
        let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
        // A step of 2.5 has a decimal that its power of ten does not show.
        let decimals = if has_decimals(step, decimals) { decimals } else { decimals + 1 };
        let text = format!("{:.decimals$}", value / self.scale);
        match text.parse::<Decimal>() {
            // No `-0` at the base line.
            Ok(number) if number.is_zero() => format!("{:.decimals$}", 0.0),
            Ok(number) => with_thousands(number),
            Err(_) => text,
        }
    }

    /// An amount of the chart in the unit of the axis, rounded to so many decimals.
    pub(super) fn amount(&self, value: Decimal, places: u32) -> String {
        let shown = convert(value, self.of, self.unit).unwrap_or(value);
        let mut rounded = shown.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        if rounded.is_zero() && !value.is_zero() {
            return "≈0".to_owned();
        }
        rounded.rescale(places);
        with_thousands(rounded)
    }

    /// The same for a change: with its sign.
    pub(super) fn difference(&self, value: Decimal, places: u32) -> String {
        let sign = if value > Decimal::ZERO { "+" } else { "" };
        match self.amount(value, places) {
            text if text.starts_with('≈') => format!("≈{sign}0"),
            text => format!("{sign}{text}"),
        }
    }

    /// The most decimals that are worth writing.
    pub(super) fn places(&self, chart: &Chart) -> u32 {
        let shift = self.unit.places_of_yuan().saturating_sub(self.of.places_of_yuan());
        (chart.places + shift).min(2)
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
    use crate::compare::scene::tests::chart;

    fn axis(low: f64, high: f64, unit: Unit) -> Axis {
        Axis::new(&Chart { unit, ..chart(&[], &[]) }, low, high, 4, true)
    }

    fn texts(axis: Axis) -> Vec<String> {
        axis.lines().map(|v| axis.text(v)).collect()
    }

    #[test]
    fn steps_are_round_and_enclose_every_value() {
        assert_eq!(texts(axis(3.0, 865.3, Unit::Wan)), ["0", "250", "500", "750", "1,000"]);
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

    #[test]
    fn an_amount_is_rounded_for_the_eye_and_never_to_nothing() {
        let axis = axis(0.0, 900.0, Unit::Wan);
        let amount = |text: &str, places| axis.amount(text.parse().unwrap(), places);
        assert_eq!([amount("812.45", 1), amount("1234.5", 2), amount("0.00", 1)], ["812.5", "1,234.50", "0.0"]);
        assert_eq!(amount("0.02", 1), "≈0");
        assert_eq!(axis.difference("67.2".parse().unwrap(), 1), "+67.2");
        assert_eq!(axis.difference("-67.2".parse().unwrap(), 0), "-67");
    }
}
