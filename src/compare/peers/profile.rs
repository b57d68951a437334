//! The few figures of a disclosure by which its agency is compared with others.

use super::{Staff, staff};
use crate::{
    compare::{
        Topic,
        statement::{Figure as Stated, Statement},
        units::convert,
    },
    model::{CellRef, Decimal, Disclosure, Stage, Unit},
    prose::Prose,
};

/// An amount with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// In 万元, exact.
    pub value: Decimal,
    /// Where it is printed.
    pub cell: CellRef,
}

/// What a disclosure states of its agency.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// As printed.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The file it was read from.
    pub file: String,
    /// 支出合计, of all money; of the general public budget where the tables state no other.
    pub spending: Option<Figure>,
    /// 基本支出, of the same money.
    pub basic: Option<Figure>,
    /// 项目支出, of the same money.
    pub projects: Option<Figure>,
    /// Which money these three cover (口径).
    pub scope: &'static str,
    /// 人员经费
    pub personnel: Option<Figure>,
    /// 公用经费
    pub office: Option<Figure>,
    /// “三公”经费
    pub three_public: Option<Figure>,
    /// How many people it has.
    pub staff: Option<Staff>,
}

impl Profile {
    /// Takes the figures out of a disclosure and its text.
    pub fn of(d: &Disclosure, prose: &Prose) -> Self {
        let own = d.year.unwrap_or_default();
        let statement = |topic: Topic| topic.statements(d, own).into_iter().find(|s| s.year == own);
        let parts = statement(Topic::BasicAndProjects);
        let staff_and_office = statement(Topic::PersonnelAndOffice);
        let three = statement(Topic::ThreePublic);
        let of = |s: &Option<Statement>, key: &str| {
            s.as_ref().and_then(|s| figure(s, s.figures.iter().find(|f| f.key == key)))
        };
        let total = |s: &Option<Statement>| s.as_ref().and_then(|s| figure(s, s.total.as_ref()));
        Self {
            agency: d.agency.clone(),
            year: d.year,
            stage: d.stage,
            file: d.source.file.clone(),
            spending: total(&parts),
            basic: of(&parts, "基本支出"),
            projects: of(&parts, "项目支出"),
            scope: parts.as_ref().map_or("", |s| s.scope.name()),
            personnel: of(&staff_and_office, "人员经费"),
            office: of(&staff_and_office, "公用经费"),
            three_public: total(&three),
            staff: staff::of(d, prose),
        }
    }

    /// The agency's name for people.
    pub fn title(&self) -> &str {
        if self.agency.is_empty() { "（未写明部门）" } else { &self.agency }
    }
}

fn figure(statement: &Statement, stated: Option<&Stated>) -> Option<Figure> {
    let stated = stated?;
    let value = convert(stated.value?, statement.unit, Unit::Wan)?;
    Some(Figure { value, cell: stated.cell })
}
