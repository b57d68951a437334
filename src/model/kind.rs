//! The kinds of table (表种) that a disclosure is made of.

use serde::{Deserialize, Serialize};

use super::Stage;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a table is, whatever its province calls it. The names and aliases are data: `assets/recognition/kinds.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $name)] $variant,)* }

        impl Kind {
            /// All kinds in the order of a disclosure; the nine standard tables come first.
            pub const ALL: &[Kind] = &[$(Kind::$variant,)*];

            /// The standard Chinese name.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// Income and spending on two sides.
    IncomeAndSpending = "收支总表",
    /// All income by source, by unit or subject.
    Income = "收入总表",
    /// All spending by functional subject.
    Spending = "支出总表",
    /// Fiscal appropriation, income and spending on two sides.
    FiscalIncomeAndSpending = "财政拨款收支总表",
    /// General public budget spending by functional subject.
    GeneralSpending = "一般公共预算支出表",
    /// Basic spending of the general public budget by economic subject.
    GeneralBasicSpending = "一般公共预算基本支出表",
    /// The three public expenses: travel abroad, cars, receptions.
    ThreePublic = "三公经费支出表",
    /// Spending of government funds.
    FundSpending = "政府性基金预算支出表",
    /// Spending of the state capital operating budget.
    StateCapitalSpending = "国有资本经营预算支出表",
    /// Projects with their amounts.
    Projects = "项目支出表",
    /// Project spending of the general public budget, by economic class.
    GeneralProjects = "一般公共预算项目支出表",
    /// Departmental and governmental economic subjects side by side.
    EconomicSummary = "支出经济分类汇总表",
    /// What it costs to run the agency, by economic subject.
    RunningCosts = "机构运转经费表",
    /// Money carried over from last year.
    CarriedOver = "上年结转结余表",
    /// Government procurement.
    Procurement = "政府采购预算表",
    /// Performance targets of projects.
    ProjectPerformance = "项目绩效目标表",
    /// Performance targets of the whole agency.
    OverallPerformance = "整体绩效目标表",
    /// None of these; shown and kept all the same.
    #[default]
    Other = "其他表",
}

impl Kind {
    /// The nine tables that every disclosure must have (财预〔2016〕143号, with the state capital table since
    /// 2018): of a budget and of final accounts (决算) the same nine, under the names of [`name_in`](Self::name_in).
    pub fn standard() -> &'static [Kind] {
        &Self::ALL[..9]
    }

    /// What a table of this kind is called in a disclosure of this stage.
    ///
    /// A table of final accounts states what was received and spent where that of a budget states what is
    /// planned: the same measures under the same subjects. So both are one kind, which rules and charts and
    /// those who read the JSON find under one name ([`name`](Self::name)); only people are told the other.
    ///
    /// ```
    /// use gongkai::model::{Kind, Stage};
    /// assert_eq!(Kind::Income.name_in(Stage::FinalAccounts), "收入决算表");
    /// assert_eq!(Kind::Income.name_in(Stage::Budget), "收入总表");
    /// ```
    pub fn name_in(self, stage: Stage) -> &'static str {
        match (stage, self) {
            (Stage::Budget, _) => self.name(),
            (_, Kind::IncomeAndSpending) => "收入支出决算总表",
            (_, Kind::Income) => "收入决算表",
            (_, Kind::Spending) => "支出决算表",
            (_, Kind::FiscalIncomeAndSpending) => "财政拨款收入支出决算总表",
            (_, Kind::GeneralSpending) => "一般公共预算财政拨款支出决算表",
            (_, Kind::GeneralBasicSpending) => "一般公共预算财政拨款基本支出决算表",
            (_, Kind::ThreePublic) => "财政拨款“三公”经费支出决算表",
            (_, Kind::FundSpending) => "政府性基金预算财政拨款收入支出决算表",
            (_, Kind::StateCapitalSpending) => "国有资本经营预算财政拨款收入支出决算表",
            (_, Kind::Projects) => "项目支出决算表",
            (_, Kind::GeneralProjects) => "一般公共预算财政拨款项目支出决算表",
            (_, Kind::Procurement) => "政府采购情况表",
            _ => self.name(),
        }
    }

    /// Income on the left, spending on the right: the panels 收入 and 支出.
    pub fn is_two_sided(self) -> bool {
        matches!(self, Kind::IncomeAndSpending | Kind::FiscalIncomeAndSpending)
    }
}
