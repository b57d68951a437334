//! The topics of charts, one file each: which tables state it, and in which rows and columns.
//!
//! To add a topic, add a file with a function `statements` and name it here.

mod basic_and_projects;
mod classes;
mod income;
mod performance;
mod personnel_and_office;
mod three_public;

use super::{scene::Form, statement::Statement};
use crate::model::{Disclosure, Kind};

/// What a chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Topic {
    /// 支出按功能分类: what the money is for, by 类.
    #[default]
    SpendingByClass,
    /// 基本支出 against 项目支出.
    BasicAndProjects,
    /// 人员经费 against 公用经费: the two parts of basic spending.
    PersonnelAndOffice,
    /// 收入来源: where the money comes from.
    IncomeBySource,
    /// “三公”经费: travel abroad, cars, receptions.
    ThreePublic,
    /// 整体绩效: income and spending of several years as a performance form states them, in its own
    /// classification.
    Performance,
}

impl Topic {
    /// All topics in the order in which they are offered.
    pub const ALL: [Topic; 6] = [
        Topic::SpendingByClass,
        Topic::BasicAndProjects,
        Topic::PersonnelAndOffice,
        Topic::IncomeBySource,
        Topic::ThreePublic,
        Topic::Performance,
    ];

    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Topic::SpendingByClass => "支出按功能分类",
            Topic::BasicAndProjects => "基本支出与项目支出",
            Topic::PersonnelAndOffice => "人员经费与公用经费",
            Topic::IncomeBySource => "收入来源",
            Topic::ThreePublic => "“三公”经费",
            Topic::Performance => "整体绩效近年收支",
        }
    }

    /// The kinds of table that can state it, the preferred one first.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Topic::SpendingByClass => {
                &[Kind::Spending, Kind::IncomeAndSpending, Kind::FiscalIncomeAndSpending, Kind::GeneralSpending]
            }
            Topic::BasicAndProjects => &[Kind::Spending, Kind::GeneralSpending],
            Topic::PersonnelAndOffice => &[Kind::GeneralBasicSpending, Kind::GeneralSpending],
            Topic::IncomeBySource => &[Kind::IncomeAndSpending, Kind::FiscalIncomeAndSpending],
            Topic::ThreePublic => &[Kind::ThreePublic],
            Topic::Performance => &[Kind::OverallPerformance],
        }
    }

    /// The forms that fit: what a performance form lists has income and spending in one list, so it has no
    /// shares and no bridge.
    pub fn forms(self) -> &'static [Form] {
        if self.is_whole() { &Form::ALL } else { &[Form::Grouped, Form::Trend, Form::TopChanges] }
    }

    /// Whether the groups are the parts of one printed total.
    pub(super) fn is_whole(self) -> bool {
        self != Topic::Performance
    }

    /// Whether a row without a value in any year is shown all the same. The few expenses of 三公 are a fixed
    /// list, and that one of them is blank is worth seeing; of the thirty classes most are blank.
    pub(super) fn keeps_blank(self) -> bool {
        self == Topic::ThreePublic
    }

    /// All that a disclosure of the year `own` states about this topic, the preferred tables first.
    pub(super) fn statements(self, document: &Disclosure, own: i32) -> Vec<Statement> {
        match self {
            Topic::SpendingByClass => classes::statements(document, own),
            Topic::BasicAndProjects => basic_and_projects::statements(document, own),
            Topic::PersonnelAndOffice => personnel_and_office::statements(document, own),
            Topic::IncomeBySource => income::statements(document, own),
            Topic::ThreePublic => three_public::statements(document, own),
            Topic::Performance => performance::statements(document, own),
        }
    }
}
