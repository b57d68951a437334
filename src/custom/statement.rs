//! What a rule says: comparisons of sums, counts and ratios of cells, and under which conditions.

use rust_decimal::Decimal;

use crate::model::{Kind, Stage};

/// One line of what must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// 如果: one of these groups, all of a group. Empty where it always must hold.
    pub when: Vec<Vec<Test<Ref>>>,
    /// What must hold then.
    pub claim: Claim,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// These compare so.
    Compare {
        /// `A = B ≥ C`
        chain: Chain<Ref>,
        /// 误差: how far the two sides may be apart.
        tolerance: Option<Constant>,
    },
    /// These are there.
    Exists(Vec<Thing>),
}

/// Something that can be there or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A table.
    Table(TableName),
    /// A row and column of a table.
    Cell(Ref),
}

/// `A = B ≥ C`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain<R> {
    /// A
    pub first: Expr<R>,
    /// `= B`, `≥ C`
    pub rest: Vec<(Compare, Expr<R>)>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test<R> {
    /// Of figures.
    Figures(Chain<R>),
    /// Of the document.
    Fact(Fact),
}

/// Something that is so or not in a document, whatever its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// 预算, 决算
    Stage(Stage),
    /// `2023 年以后`, `2021 至 2023 年`; both ends included.
    Years(Option<i32>, Option<i32>),
    /// `地区 江苏 或 浙江`
    Region(Vec<String>),
    /// `部门含“局”或“委”`
    AgencyHas(Vec<String>),
    /// `部门不含“学校”`
    AgencyLacks(Vec<String>),
    /// `部门是“…”`
    AgencyIs(Vec<String>),
    /// `有 政府采购预算表`
    Has(TableName),
    /// `没有 政府采购预算表`
    Lacks(TableName),
}

/// How two figures compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // what they say
pub enum Compare {
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    More,
    Less,
}

/// A table as the rule calls it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TableName {
    /// By its kind, under whatever name.
    Kind(Kind),
    /// By its printed title, in quotation marks.
    Title(String),
}

/// Cells of a table: `支出总表[合计, 基本支出/小计]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// Which table.
    pub table: TableName,
    /// 收入 or 支出 of a two-sided table.
    pub side: Option<String>,
    /// Which rows.
    pub rows: Rows,
    /// Which column: names of one are paths from the top, `基本支出/小计`; the first that is there counts.
    pub columns: Vec<Vec<String>>,
}

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// By code, by name (`*` stands for anything), or 合计; the first that is there counts.
    One(Vec<String>),
    /// `2101*`: the lowest printed level of everything that begins so.
    Prefix(String),
    /// `30201至30299`
    Range(String, String),
    /// `各项`, `210下各项`, `各项目`
    Each(Sort, Option<String>),
}

/// Sorts of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// 各类: codes of three digits.
    Class,
    /// 各款: five.
    Section,
    /// 各项: seven.
    Item,
    /// 各单位
    Unit,
    /// 各项目
    Project,
    /// 各行
    Any,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constant {
    /// As written.
    pub value: Decimal,
    /// Its unit.
    pub unit: Measure,
}

/// What a number of a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// No unit: 万元 beside an amount, a plain number otherwise.
    Bare,
    /// %
    Percent,
    /// 元
    Yuan,
    /// 万元
    Wan,
    /// 亿元
    Yi,
}

/// A figure that is read or worked out; `R` says which cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr<R> {
    /// A number.
    Number(Constant),
    /// A cell, or several under a function or 逐行.
    Cells(R),
    /// A function.
    Call(Function, Vec<Expr<R>>),
    /// `a + b − c`; true where it is taken away.
    Sum(Vec<(bool, Expr<R>)>),
    /// `a × b ÷ c`; true where it divides.
    Product(Vec<(bool, Expr<R>)>),
}

/// Functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// 合计
    Sum,
    /// 个数
    Count,
    /// 最大
    Max,
    /// 最小
    Min,
    /// 占比(部分, 全部)
    Share,
    /// 绝对值
    Abs,
}

impl Rows {
    /// More than one row may be meant.
    pub fn is_many(&self) -> bool {
        !matches!(self, Rows::One(_))
    }
}

impl Function {
    /// All of them with their names.
    pub const ALL: &[(&'static str, Function)] = &[
        ("合计", Function::Sum),
        ("个数", Function::Count),
        ("最大", Function::Max),
        ("最小", Function::Min),
        ("占比", Function::Share),
        ("绝对值", Function::Abs),
    ];

    /// It makes one figure of all cells that it is given.
    pub fn gathers(self) -> bool {
        matches!(self, Function::Sum | Function::Count | Function::Max | Function::Min)
    }
}
