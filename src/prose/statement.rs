//! What each number is there: an amount, a share, a change … and of what it is said.

use super::{Number, Sentence};
use crate::model::Disclosure;

/// The sense of a change: 增加 增长 上升, 减少 下降 降低, 持平 一致.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// 增加, 增长
    Up,
    /// 减少, 下降
    Down,
    /// 持平, 一致
    Same,
}

/// What a number is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An amount of this year: `基本支出76.90万元`.
    Amount,
    /// A share in a whole: `占19.36%`.
    Share,
    /// A change against last year: `比上年减少16.95万元`.
    Change(Direction),
    /// The same as a percentage: `下降36.39%`.
    Rate(Direction),
    /// Last year's figure itself: `上年收入总计10202.8万元`.
    Before,
    /// A number of things: `4个项目`.
    Count,
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
    /// The statement that it belongs to: the whole of a share, the amount of a change, the change of a rate,
    /// the total of a part. Index into `Prose::statements`.
    pub of: Option<usize>,
}

/// What the numbers say.
pub(super) fn read(_d: &Disclosure, _sentences: &[Sentence], _numbers: &[Number]) -> Vec<Statement> {
    Vec::new()
}
