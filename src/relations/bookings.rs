//! Which functional and economic subjects pay the same thing (`assets/economic_lines.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::Comparison;

/// One thing that is paid, under its functional and its economic subjects.
#[derive(Debug)]
pub struct Booking {
    /// The usual ways to book it, the commonest first. Each is a list of equations that hold together.
    pub ways: Vec<Vec<Equation>>,
}

/// `2101101 + 2101102 = 30110`
#[derive(Debug, PartialEq, Eq)]
pub struct Equation {
    /// Functional subjects.
    pub functional: Vec<String>,
    /// Economic subjects.
    pub economic: Vec<String>,
    /// Whether the functional side may be more.
    pub comparison: Comparison,
}

#[derive(Deserialize)]
struct File {
    lines: Vec<Lines>,
}

#[derive(Deserialize)]
struct Lines {
    ways: Vec<String>,
}

static BOOKINGS: LazyLock<Vec<Booking>> = LazyLock::new(|| {
    // Part of the program like the rule manual, and read by a test.
    let file = toml::from_str::<File>(include_str!("../../assets/economic_lines.toml"));
    let lines = file.map(|f| f.lines).unwrap_or_default();
    let way = |text: &String| text.split(';').filter_map(Equation::parse).collect();
    lines.iter().map(|l| Booking { ways: l.ways.iter().map(way).collect() }).collect()
});

/// All bookings.
pub fn bookings() -> &'static [Booking] {
    &BOOKINGS
}

impl Equation {
    fn parse(text: &str) -> Option<Self> {
        let (sides, comparison) = match text.split_once(">=") {
            Some(sides) => (sides, Comparison::AtLeast),
            None => (text.split_once('=')?, Comparison::Equal),
        };
        let codes = |side: &str| side.split('+').map(|code| code.trim().to_owned()).collect();
        Some(Self { functional: codes(sides.0), economic: codes(sides.1), comparison })
    }

    /// As it is written.
    pub fn text(&self) -> String {
        let sign = if self.comparison == Comparison::AtLeast { "≥" } else { "=" };
        format!("{} {sign} {}", self.functional.join(" + "), self.economic.join(" + "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{economic, functional};

    #[test]
    fn every_line_is_an_equation_between_known_subjects() {
        let file: File = toml::from_str(include_str!("../../assets/economic_lines.toml")).unwrap();
        let written: usize = file.lines.iter().flat_map(|l| &l.ways).map(|w| w.split(';').count()).sum();
        let equations: Vec<&Equation> = bookings().iter().flat_map(|b| &b.ways).flatten().collect();
        assert_eq!(equations.len(), written);
        for equation in equations {
            assert!(equation.functional.iter().all(|c| functional().get(c).is_some()), "{}", equation.text());
            assert!(equation.economic.iter().all(|c| economic().get(c).is_some()), "{}", equation.text());
        }
        // One bit a reading, and one reading for "not booked apart".
        assert!(bookings().iter().all(|b| b.ways.len() < 16));
    }
}
