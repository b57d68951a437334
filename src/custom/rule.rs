//! What a file of own rules says, as data. Printing it gives text that reads back as the same data (a property
//! test).

use rust_decimal::Decimal;

use crate::{
    model::{Kind, Stage},
    relations::{Family, Rule},
};

/// How bad it is when a rule is broken (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grade {
    /// 错误
    #[default]
    Error,
    /// 警告
    Warning,
    /// 提示
    Hint,
}

/// A whole file (规则文件).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFile {
    /// The user's own rules.
    pub rules: Vec<OwnRule>,
    /// What it says of other rules, in the order of the file: a later one counts.
    pub settings: Vec<Setting>,
}

/// A switch or a severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Of which rules.
    pub target: Target,
    /// What.
    pub action: Action,
}

/// Which rules a setting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One rule, built in or of the same file.
    Rule(&'static str),
    /// All of a family.
    Family(Family),
}

/// What a setting does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// 关闭: it is not asked.
    Off,
    /// 打开: it is asked.
    On,
    /// 严重程度
    Severity(Grade),
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnRule {
    /// The id, `市01`.
    pub id: &'static str,
    /// A few words.
    pub title: String,
    /// 适用: all of these must be so.
    pub applies: Vec<Fact>,
    /// What must hold.
    pub statements: Vec<Statement>,
    /// 必须有: what it speaks of must be there.
    pub required: bool,
    /// 严重程度
    pub grade: Grade,
    /// 说明, 依据 … in the order of [`Note::ALL`].
    pub notes: Vec<(Note, String)>,
}

/// Text about a rule, for the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// 说明
    Explanation,
    /// 依据
    Source,
    /// 例
    Example,
    /// 怎样改
    Fix,
    /// 不算错的情形
    NotErrors,
}

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

impl Note {
    /// All of them with the words that begin their lines.
    pub const ALL: &[(&'static str, Note)] = &[
        ("说明", Note::Explanation),
        ("依据", Note::Source),
        ("例", Note::Example),
        ("怎样改", Note::Fix),
        ("不算错的情形", Note::NotErrors),
    ];
}

impl Grade {
    /// All of them with their names.
    pub const ALL: &[(&'static str, Grade)] =
        &[("错误", Grade::Error), ("警告", Grade::Warning), ("提示", Grade::Hint)];
}

impl OwnRule {
    /// What was noted under this heading.
    pub fn note(&self, note: Note) -> Option<&str> {
        self.notes.iter().find(|(n, _)| *n == note).map(|(_, text)| text.as_str())
    }

    /// Its page of the manual. What its author left out is said to be so.
    pub fn page(&self) -> Rule {
        let note = |note, otherwise: &str| self.note(note).unwrap_or(otherwise).to_owned();
        let mut what: Vec<String> = Vec::new();
        if !self.applies.is_empty() {
            what.push(format!("适用：{}", super::print::facts(&self.applies)));
        }
        what.extend(self.statements.iter().map(ToString::to_string));
        Rule {
            id: self.id.to_owned(),
            title: self.title.clone(),
            family: Family::Custom,
            what: what.join("\n"),
            why: note(Note::Explanation, "规则文件没有写说明。"),
            source: note(Note::Source, "规则文件没有写依据。"),
            example: note(Note::Example, "规则文件没有举例。"),
            fix: note(Note::Fix, "对照原文核对所列的各格，改正错的一格。"),
            not_errors: note(Note::NotErrors, "文件里没有规则所说的表、行或栏时，这条规则不比较。"),
        }
    }
}
