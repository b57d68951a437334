//! Own rules as text, in the one spelling that the program itself writes.

use std::fmt::{self, Display, Formatter};

use super::rule::{Action, Grade, Note, OwnRule, RuleFile, Setting, Target};
use super::statement::{
    Chain, Claim, Compare, Constant, Expr, Fact, Function, Measure, Ref, Rows, Sort, Statement, TableName, Test, Thing,
};
use crate::model::Stage;

/// `预算，2023 年以后`
pub(super) fn facts(facts: &[Fact]) -> String {
    facts.iter().map(ToString::to_string).collect::<Vec<_>>().join("，")
}

fn words<T>(all: &[(&'static str, T)], one: &T) -> &'static str
where
    T: PartialEq,
{
    all.iter().find(|(_, t)| t == one).map_or("", |(word, _)| word)
}

fn quoted(texts: &[String]) -> String {
    texts.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join("或")
}

impl Display for RuleFile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.settings.iter().try_for_each(|s| writeln!(f, "{s}"))?;
        self.rules.iter().try_for_each(|r| write!(f, "\n{r}"))
    }
}

impl Display for Setting {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let target = match self.target {
            Target::Rule(id) => id,
            Target::Family(family) => family.name(),
        };
        match self.action {
            Action::Off => write!(f, "关闭 {target}"),
            Action::On => write!(f, "打开 {target}"),
            Action::Severity(grade) => write!(f, "{target} 严重程度：{}", words(Grade::ALL, &grade)),
        }
    }
}

impl Display for OwnRule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "规则 {}：{}", self.id, self.title)?;
        if !self.applies.is_empty() {
            writeln!(f, "  适用：{}", facts(&self.applies))?;
        }
        self.statements.iter().try_for_each(|s| writeln!(f, "  {s}"))?;
        if self.required {
            writeln!(f, "  必须有")?;
        }
        writeln!(f, "  严重程度：{}", words(Grade::ALL, &self.grade))?;
        self.notes.iter().try_for_each(|(note, text)| writeln!(f, "  {}：{text}", words(Note::ALL, note)))
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.when.is_empty() {
            f.write_str("如果 ")?;
            for (i, group) in self.when.iter().enumerate() {
                f.write_str(if i > 0 { " 或 " } else { "" })?;
                for (j, test) in group.iter().enumerate() {
                    f.write_str(if j > 0 { " 且 " } else { "" })?;
                    test.fmt(f)?;
                }
            }
            f.write_str(" 则 ")?;
        }
        match &self.claim {
            Claim::Compare { chain, tolerance } => {
                chain.fmt(f)?;
                tolerance.as_ref().map_or(Ok(()), |t| write!(f, " 误差 {t}"))
            }
            Claim::Exists(things) => {
                f.write_str("必须有 ")?;
                for (i, thing) in things.iter().enumerate() {
                    f.write_str(if i > 0 { "，" } else { "" })?;
                    match thing {
                        Thing::Table(name) => name.fmt(f)?,
                        Thing::Cell(r) => r.fmt(f)?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl<R: Display> Display for Test<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Test::Figures(chain) => chain.fmt(f),
            Test::Fact(fact) => fact.fmt(f),
        }
    }
}

impl<R: Display> Display for Chain<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.rest.iter().try_for_each(|(compare, side)| write!(f, " {} {side}", compare.sign()))
    }
}

impl Compare {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "=",
            Compare::NotEqual => "≠",
            Compare::AtLeast => "≥",
            Compare::AtMost => "≤",
            Compare::More => ">",
            Compare::Less => "<",
        }
    }
}

impl Display for Fact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Fact::Stage(Stage::Budget) => f.write_str("预算"),
            Fact::Stage(Stage::FinalAccounts) => f.write_str("决算"),
            Fact::Years(Some(from), Some(to)) if from == to => write!(f, "{from} 年"),
            Fact::Years(Some(from), Some(to)) => write!(f, "{from} 至 {to} 年"),
            Fact::Years(Some(from), None) => write!(f, "{from} 年以后"),
            Fact::Years(None, Some(to)) => write!(f, "{to} 年以前"),
            Fact::Years(None, None) => f.write_str("预算或决算"),
            Fact::Region(names) => write!(f, "地区 {}", quoted(names)),
            Fact::AgencyHas(names) => write!(f, "部门含{}", quoted(names)),
            Fact::AgencyLacks(names) => write!(f, "部门不含{}", quoted(names)),
            Fact::AgencyIs(names) => write!(f, "部门是{}", quoted(names)),
            Fact::Has(table) => write!(f, "有 {table}"),
            Fact::Lacks(table) => write!(f, "没有 {table}"),
        }
    }
}

impl Display for TableName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TableName::Kind(kind) => f.write_str(kind.name()),
            TableName::Title(title) => write!(f, "“{title}”"),
        }
    }
}

impl Display for Ref {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.table.fmt(f)?;
        if let Some(side) = &self.side {
            write!(f, "·{side}")?;
        }
        write!(f, "[{}, ", self.rows)?;
        for (i, path) in self.columns.iter().enumerate() {
            f.write_str(if i > 0 { " 或 " } else { "" })?;
            for (j, part) in path.iter().enumerate() {
                write!(f, "{}{}", if j > 0 { "/" } else { "" }, name(part))?;
            }
        }
        f.write_str("]")
    }
}

/// Quoted where it would be read as something else.
fn name(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '*' | '（' | '）' | '、' | '“' | '”' | '_' | '%');
    let is_plain = !text.is_empty()
        && text.chars().all(plain)
        && !text.starts_with(['“', '各', '每'])
        && !text.contains(['或', '至', '下', '第'])
        && !text.chars().any(|c| c.is_ascii_digit());
    let code = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if (is_plain && !text.contains(['“', '”'])) || code { text.to_owned() } else { format!("“{text}”") }
}

impl Display for Rows {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Rows::One(names) => {
                let names: Vec<String> = names.iter().map(|n| name(n)).collect();
                f.write_str(&names.join(" 或 "))
            }
            Rows::Prefix(code) => write!(f, "{code}*"),
            Rows::Range(from, to) => write!(f, "{from}至{to}"),
            Rows::Each(sort, None) => write!(f, "各{}", sort.name()),
            Rows::Each(sort, Some(code)) => write!(f, "{code}下各{}", sort.name()),
        }
    }
}

impl Sort {
    /// All of them.
    pub(super) const ALL: &[Sort] = &[Sort::Class, Sort::Section, Sort::Project, Sort::Item, Sort::Unit, Sort::Any];

    /// 类, 款, 项 …
    pub fn name(self) -> &'static str {
        match self {
            Sort::Class => "类",
            Sort::Section => "款",
            Sort::Item => "项",
            Sort::Unit => "单位",
            Sort::Project => "项目",
            Sort::Any => "行",
        }
    }
}

impl Display for Constant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Measure::Bare => "",
            Measure::Percent => "%",
            Measure::Yuan => " 元",
            Measure::Wan => " 万元",
            Measure::Yi => " 亿元",
        };
        write!(f, "{}{unit}", self.value)
    }
}

impl<R: Display> Display for Expr<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let part = |f: &mut Formatter<'_>, e: &Expr<R>, tight: bool| match e {
            Expr::Sum(_) => write!(f, "({e})"),
            Expr::Product(_) if tight => write!(f, "({e})"),
            _ => e.fmt(f),
        };
        match self {
            Expr::Number(n) => n.fmt(f),
            Expr::Cells(r) => r.fmt(f),
            Expr::Call(function, args) => {
                write!(f, "{}(", words(Function::ALL, function))?;
                for (i, arg) in args.iter().enumerate() {
                    write!(f, "{}{arg}", if i > 0 { "，" } else { "" })?;
                }
                f.write_str(")")
            }
            Expr::Sum(terms) => terms.iter().enumerate().try_for_each(|(i, (minus, e))| {
                f.write_str(match (i, minus) {
                    (0, false) => "",
                    (0, true) => "−",
                    (_, false) => " + ",
                    (_, true) => " − ",
                })?;
                part(f, e, false)
            }),
            Expr::Product(factors) => factors.iter().enumerate().try_for_each(|(i, (divides, e))| {
                f.write_str(match (i, divides) {
                    (0, _) => "",
                    (_, false) => " × ",
                    (_, true) => " ÷ ",
                })?;
                part(f, e, true)
            }),
        }
    }
}
