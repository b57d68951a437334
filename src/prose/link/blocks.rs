//! Columns of this year, of last year and of the plan, side by side in one table.

use crate::{
    model::{Disclosure, Stage},
    relations::Header,
};

/// Of when a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum When {
    /// What the table is about: this year's plan, or what was spent.
    Now,
    /// 上年
    Before,
    /// 年初预算, in final accounts.
    Planned,
}

/// Says of when the figures under a header are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    year: Option<i32>,
    stage: Stage,
}

impl Clock {
    pub fn of(d: &Disclosure) -> Self {
        Self { year: d.year, stage: d.stage }
    }

    /// Of when a header says that its figures are; `None` if it says nothing.
    pub fn when(self, name: &str) -> Option<When> {
        if ["比", "增减", "增长", "差异", "完成"].iter().any(|w| name.contains(w)) {
            return None;
        }
        let says = |year: Option<i32>| year.is_some_and(|y| name.contains(&y.to_string()));
        let before = says(self.year.map(|y| y - 1)) || ["上年", "去年"].iter().any(|w| name.starts_with(w));
        let carried = name.contains("结转") || name.contains("结余");
        match () {
            () if before && !carried => Some(When::Before),
            () if says(self.year) && self.stage == Stage::Budget => Some(When::Now),
            () if ["本年预算数", "本年预算", "本年度预算数", "本年数"].contains(&name) => {
                Some(When::Now)
            }
            () if self.stage == Stage::FinalAccounts && name.contains("决算") => Some(When::Now),
            () if self.stage == Stage::FinalAccounts && name.contains("年初预算") => Some(When::Planned),
            () if self.stage == Stage::FinalAccounts && name.ends_with("预算数") && !name.contains("调整") => {
                Some(When::Planned)
            }
            () => None,
        }
    }

    /// The part of a header that holds figures of that time. Of now, the whole of it where nothing else is said.
    pub fn block(self, header: &Header, when: When) -> Option<&Header> {
        let said = header.children.iter().find(|child| self.when(&child.name) == Some(when));
        match when {
            When::Now => said.or_else(|| Some(header.about())),
            _ => said,
        }
    }
}
