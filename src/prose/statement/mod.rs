//! What each number is there: an amount, a share, a change … and of what it is said.
//!
//! A paragraph is read from left to right, from figure to figure. The words before a figure say what it is
//! ([`role`]) and name what it is said of ([`noun`]); `其中`, `包括` and brackets open lists whose figures are parts
//! of the one before ([`listing`]). A change, a share or a rate belongs to the amount before it, or to the one
//! that it names ([`owner`]).

mod figure;
mod gap;
mod listing;
mod lists;
mod noun;
mod owner;
mod reader;
mod role;
mod style;
mod words;

pub(in crate::prose) use gap::is_two_sided;
pub(in crate::prose) use lists::{Family, family};
pub use lists::{List, Mark};
pub(in crate::prose) use noun::key;
pub(in crate::prose) use words::EITHER;

use super::{Number, lexer::Folded};
use crate::model::{Disclosure, TextRef};

/// The sense of a change: 增加 增长 上升, 减少 下降 降低, 持平 一致.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// 增加, 增长
    Up,
    /// 减少, 下降
    Down,
    /// 持平, 一致
    Same,
    /// 增（减）, 减少（增加）: the template was left as it was.
    Either,
}

/// What a number is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An amount of this year: `基本支出76.90万元`.
    Amount,
    /// A share in a whole: `占19.36%`.
    Share,
    /// A change against last year: `比上年减少16.95万元`. Of things too: `减少2人`.
    Change(Direction),
    /// The same as a percentage: `下降36.39%`.
    Rate(Direction),
    /// Last year's figure itself: `上年收入总计10202.8万元`.
    Before,
    /// What was planned, in final accounts: `年初预算为62.29万元`.
    Planned,
    /// How much of the plan was spent: `完成年初预算的98.20%`.
    Completion,
    /// A number of things: `4个项目`.
    Count,
    /// What one of them costs: `人均30元`, `500元/人`.
    UnitPrice,
    /// A figure of which nothing more is known.
    Other,
}

/// What money a figure is about (口径), by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// 一般公共预算
    General,
    /// 政府性基金
    Fund,
    /// 国有资本经营
    StateCapital,
    /// 财政拨款
    Fiscal,
    /// 当年, 本年
    Current,
    /// 上年结转, 结余
    Carried,
    /// 单位资金, 其他资金
    Own,
    /// 收支总, 全口径, 部门预算: all money.
    All,
}

/// A functional subject named with its levels: `卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）`. What is not
/// named is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// 类
    pub class: String,
    /// 款
    pub group: String,
    /// 项
    pub item: String,
}

/// A number and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Index into `Prose::numbers`.
    pub number: usize,
    /// What it is.
    pub role: Role,
    /// What it is said of, the nearest words first: `公务用车运行费`, `“三公”经费`, the heading.
    pub topics: Vec<String>,
    /// The functional subject, where it is named with its levels.
    pub subject: Option<Subject>,
    /// What money it is about, the nearest words first.
    pub scope: Vec<Scope>,
    /// The statement that it belongs to: the part of a share, the amount of a change or of last year's figure,
    /// the change of a rate, the total of a part. Index into `Prose::statements`.
    pub of: Option<usize>,
    /// The words that name the whole of a share: `占本年支出合计的`.
    pub whole: Option<String>,
    /// It is said as a reason or explanation (`主要原因是…`), or inside a form, and not of the matter itself.
    pub aside: bool,
    /// The list that it stands in: index into `Prose::lists`.
    pub list: Option<usize>,
}

/// What the words say of a figure without one of their own: `与上年持平`, `决算数小于预算数`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The words.
    pub at: TextRef,
    /// What they say.
    pub direction: Direction,
    /// The amount that it is said of: index into `Prose::statements`.
    pub of: Option<usize>,
    /// What it is said of, the nearest words first.
    pub topics: Vec<String>,
    /// It compares with the plan (决算数与预算数), not with last year.
    pub with_plan: bool,
}

/// What a text says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub statements: Vec<Statement>,
    pub lists: Vec<List>,
    pub trends: Vec<Trend>,
}

/// What the numbers say.
pub(super) fn read(d: &Disclosure, numbers: &[Number]) -> Said {
    let mut said = Said::default();
    let mut from = 0;
    for (index, section) in (0u32..).zip(&d.prose) {
        let mine = numbers.get(from..).unwrap_or_default();
        let mine = mine.iter().take_while(|n| n.at.section == index).count();
        let text = Folded::new(&section.text);
        let first = said.statements.len();
        reader::Reader::new(d, section, index, &text, &mut said).read(numbers, from..from + mine);
        // What stands inside a form is said of its project, and not of the matter of the document.
        if section.table.is_some() {
            said.statements.iter_mut().skip(first).for_each(|s| s.aside = true);
        }
        from += mine;
    }
    said
}

#[cfg(test)]
mod tests;
