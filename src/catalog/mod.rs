//! The official vocabulary (政府收支分类科目), loaded from `assets/catalog`.
//!
//! The lists are data that a person of the field can read and correct: subject codes with their names and
//! the years in which these were valid. They are not complete, and much of them has not been seen in print
//! (`confirmed`). So a code that is not listed is *unknown* and never *wrong*; only a name that is known to
//! have ended, or a code whose printed name belongs to another code, may be remarked on.
//!
//! Invariant: no I/O. The files are part of the program, parsed once at first use.

mod class_names;
mod subjects;
mod successions;
mod years;

use std::sync::LazyLock;

pub use class_names::{class_name_ended, class_of_name};
pub use subjects::{Subject, Subjects};
pub use successions::{Regrouping, Succession, SuccessionKind, regroupings};
pub use years::Years;

static FUNCTIONAL: LazyLock<Subjects> =
    LazyLock::new(|| Subjects::from_csv(include_str!("../../assets/catalog/functional.csv")));
static ECONOMIC: LazyLock<Subjects> =
    LazyLock::new(|| Subjects::from_csv(include_str!("../../assets/catalog/economic_dept.csv")));
static GOVERNMENT_ECONOMIC: LazyLock<Subjects> =
    LazyLock::new(|| Subjects::from_csv(include_str!("../../assets/catalog/economic_gov.csv")));
static DEPT_TO_GOV: LazyLock<Vec<Counterpart>> =
    LazyLock::new(|| subjects::records(include_str!("../../assets/catalog/dept_to_gov.csv")).collect());

/// Functional subjects (支出功能分类科目): what the money is for. 类 3, 款 5, 项 7 digits.
pub fn functional() -> &'static Subjects {
    &FUNCTIONAL
}

/// Departmental economic subjects (部门预算支出经济分类科目): what is bought with it. 类 3, 款 5 digits.
pub fn economic() -> &'static Subjects {
    &ECONOMIC
}

/// Governmental economic subjects (政府预算支出经济分类科目): the same seen from the treasury, 501 to 599.
pub fn government_economic() -> &'static Subjects {
    &GOVERNMENT_ECONOMIC
}

/// One line of the table that sets departmental against governmental economic subjects (对照表).
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Counterpart {
    /// Departmental economic subject.
    pub dept_code: String,
    /// Its name.
    pub dept_name: String,
    /// Governmental economic subject.
    pub gov_code: String,
    /// Its name.
    pub gov_name: String,
    /// For which units this counterpart is used: 行政单位/参公, 事业单位 …
    pub unit_type: String,
}

/// The governmental economic subjects in which money of this departmental one may be booked. Which one
/// applies depends on the unit, so there are often two.
pub fn dept_to_gov(code: &str) -> impl Iterator<Item = &'static Counterpart> {
    DEPT_TO_GOV.iter().filter(move |c| c.dept_code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_files_is_loaded() {
        let lines = |text: &str| text.lines().filter(|l| !l.trim().is_empty()).count() - 1;
        assert_eq!(functional().len(), lines(include_str!("../../assets/catalog/functional.csv")));
        assert_eq!(economic().len(), lines(include_str!("../../assets/catalog/economic_dept.csv")));
        assert_eq!(government_economic().len(), lines(include_str!("../../assets/catalog/economic_gov.csv")));
        assert_eq!(DEPT_TO_GOV.len(), lines(include_str!("../../assets/catalog/dept_to_gov.csv")));
    }

    #[test]
    fn salaries_of_an_office_and_of_an_institution_have_different_counterparts() {
        let found: Vec<_> = dept_to_gov("30101").map(|c| (c.gov_code.as_str(), c.unit_type.as_str())).collect();
        assert_eq!(found, [("50101", "行政单位/参公"), ("50501", "事业单位")]);
        assert_eq!(dept_to_gov("99999").count(), 0);
    }
}
