//! What stands side by side: the disclosures that are compared, in their order.

use crate::model::{Disclosure, Stage, text::agency_key};

/// How the columns of a comparison are ordered, and what tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// 按年度: one agency through the years, ascending.
    #[default]
    Years,
    /// 按部门: agencies of a year, in the order in which they were opened.
    Agencies,
}

/// One column of a comparison: a disclosure, or what another disclosure states about its last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Index of the disclosure that speaks, in the documents that are compared.
    pub document: usize,
    /// The year of the figures. `None` where the disclosure does not say its year.
    pub year: Option<i32>,
    /// As printed.
    pub agency: String,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The document is of another year and states these figures as those of `year` (上年预算数).
    pub restated: bool,
    /// What tells it apart from the others, for a column head: `2024 年`, `2024 年决算`, `某局`.
    pub label: String,
}

/// The columns of a comparison of these documents: those with a year by year and stage, the others after them;
/// or as they are, by agency. Labels are as short as they can be and still differ.
pub fn sides(documents: &[&Disclosure], order: Order) -> Vec<Side> {
    let mut all: Vec<Side> = documents
        .iter()
        .enumerate()
        .map(|(document, d)| Side {
            document,
            year: d.year,
            agency: d.agency.clone(),
            stage: d.stage,
            restated: false,
            label: String::new(),
        })
        .collect();
    if order == Order::Years {
        all.sort_by_key(|s| (s.year.is_none(), s.year, s.stage == Stage::FinalAccounts));
    }
    label(&mut all, order);
    all
}

/// Gives every side its label.
fn label(sides: &mut [Side], order: Order) {
    let differs = |key: &dyn Fn(&Side) -> String| {
        let mut keys = sides.iter().map(key);
        let first = keys.next();
        keys.any(|k| Some(k) != first)
    };
    let agencies = differs(&|s| agency_key(&s.agency));
    let years = differs(&|s| format!("{:?}", s.year));
    let stages = differs(&|s| s.stage.name().to_owned());
    for side in sides {
        let agency = if side.agency.is_empty() { "（未写明部门）" } else { &side.agency };
        let year = side.year.map_or_else(|| "年度不明".to_owned(), |y| format!("{y} 年"));
        let time = if stages { format!("{year}{}", side.stage.name()) } else { year };
        side.label = match order {
            Order::Years if agencies => format!("{agency} {time}"),
            Order::Years => time,
            Order::Agencies if years || stages => format!("{agency} {time}"),
            Order::Agencies => agency.to_owned(),
        };
    }
}
