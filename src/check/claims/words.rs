//! What a claim comes to, in words: `= 支出总表“合计” 397.30`, and the sentence of a finding.

use rust_decimal::Decimal;

use super::judge::Judged;
use crate::{
    check::{Verdict, exact::decimal, names},
    model::{Disclosure, TextRef, Unit, with_thousands},
    prose::{Claim, Direction, Measure, Must, Number, Operand, Prose, Sum},
};

/// As many operands as a sentence names; the rest is only counted.
const SHOWN: usize = 6;
/// As many characters of a sentence or heading as a message repeats.
const LONGEST: usize = 24;

/// The words about one claim.
pub(super) struct Words<'a> {
    pub d: &'a Disclosure,
    pub prose: &'a Prose,
    pub claim: &'a Claim,
    pub judged: &'a Judged,
}

/// The figures of a claim as they are printed.
pub(super) struct Shown {
    pub stated: Decimal,
    pub computed: Decimal,
    pub difference: Decimal,
    pub allowed: Decimal,
}

impl Words<'_> {
    fn number(&self) -> Option<&Number> {
        self.prose.numbers.get(self.claim.stated)
    }

    fn is_percent(&self) -> bool {
        self.number().is_some_and(|n| n.measure == Measure::Percent)
    }

    /// The figures in the unit of the stated number.
    pub fn shown(&self) -> Shown {
        let places = self.number().map_or(0, |n| n.value.scale());
        let (unit, judged) = (self.judged.unit, self.judged);
        if !self.is_percent() {
            let of = |v: i128| decimal(v, unit, places);
            return Shown {
                stated: of(judged.stated),
                computed: of(judged.computed),
                difference: of(judged.stated - judged.computed),
                allowed: of(judged.allowed),
            };
        }
        // A quotient is told to the places that are printed, and to more where these do not show a difference.
        let of = |v: i128, places: u32| decimal(v, Unit::Yuan, 0).round_dp(places);
        let stated = of(judged.stated, 8);
        let rounded = of(judged.computed, places);
        let computed = if rounded == stated && judged.verdict != Verdict::Holds {
            of(judged.computed, places + 2)
        } else {
            rounded
        };
        Shown { stated, computed, difference: stated - computed, allowed: of(judged.allowed, places + 2) }
    }

    /// A figure with the sign that says what it is.
    fn figure(&self, value: Decimal) -> String {
        let sign = if self.is_percent() { "%" } else { "" };
        format!("{}{sign}", with_thousands(value))
    }

    /// What must hold, with its figures: `= 支出总表“合计” 397.30`.
    pub fn formula(&self, must: &Must) -> String {
        let shown = self.shown();
        let computed = self.figure(shown.computed);
        match must {
            Must::Equal(sum) if sum.len() == 1 => format!("= {}", self.sum(sum)),
            Must::Equal(sum) => format!("= {} = {computed}", self.sum(sum)),
            Must::AtLeast(sum) => format!("≥ {}", self.sum(sum)),
            Must::AtMost(sum) => format!("≤ {}", self.sum(sum)),
            Must::Product(factors) => format!("= {} = {computed}", self.factors(factors)),
            Must::Count(rows) => format!("= {} 行", rows.len()),
            Must::Change { by, .. } | Must::Direction { by, .. } => format!("{} = {computed}", self.sum(by)),
            Must::Share { part, whole } => format!("= {} ÷ {} = {computed}", self.group(part), self.group(whole)),
            Must::Rate { change, before, .. } => {
                format!("{} ÷ {} = {computed}", self.group(change), self.group(before))
            }
        }
    }

    /// The sentence of a finding: where, what is stated, what it must be, and by how much it is off.
    pub fn message(&self, must: &Must, others: usize) -> String {
        let shown = self.shown();
        // Of changes the words tell the direction.
        let moves = matches!(must, Must::Change { .. } | Must::Rate { .. });
        let difference = if moves { shown.difference.abs() } else { shown.difference };
        let (computed, difference) = (self.figure(shown.computed), self.figure(difference));
        let place = self.place();
        let mut text = match must {
            _ if self.judged.contrary => self.direction(must, &place, &computed),
            Must::Equal(sum) if sum.len() == 1 => {
                format!("{place}，应与{} 相同，差 {difference}", self.sum(sum))
            }
            Must::Equal(sum) => format!("{place}，应等于 {} = {computed}，差 {difference}", self.sum(sum)),
            Must::AtLeast(sum) => format!("{place}，不应小于 {}，差 {difference}", self.sum(sum)),
            Must::AtMost(sum) => format!("{place}，不应大于 {}，差 {difference}", self.sum(sum)),
            Must::Product(factors) => {
                format!("{place}，应等于 {} = {computed}，差 {difference}", self.factors(factors))
            }
            Must::Count(rows) => {
                let table = rows.first().map_or("", |c| names::table(self.d, c.table));
                format!("{place}，而{table}列有 {} 个，差 {difference}", rows.len())
            }
            Must::Change { by, .. } => {
                format!("{place}，按 {} 计算应为 {}，差 {difference}", self.sum(by), self.moved(shown.computed))
            }
            Must::Share { part, whole } => {
                let quotient = format!("{} ÷ {}", self.group(part), self.group(whole));
                format!("{place}，应为 {quotient} = {computed}，差 {difference}")
            }
            Must::Rate { change, before, .. } => {
                let quotient = format!("{} ÷ {}", self.group(change), self.group(before));
                format!("{place}，按 {quotient} 计算应为 {}，差 {difference}", self.moved(shown.computed))
            }
            Must::Direction { .. } => place,
        };
        let allowed = shown.allowed.normalize();
        let exact = matches!(must, Must::Count(_) | Must::AtLeast(_) | Must::AtMost(_) | Must::Direction { .. });
        text.push_str(&match self.judged.verdict {
            Verdict::Rounding => format!("，在尾差容许的 {allowed} 之内。"),
            Verdict::DoubtfulRounding => format!("；四舍五入最多能差 {allowed}，请核对。"),
            _ if exact || self.judged.contrary => "。".to_owned(),
            _ if allowed.is_zero() => "；同一金额、单位和位数相同，不容许尾差。".to_owned(),
            _ => format!("，超出尾差容许的 {allowed}。"),
        });
        if others > 0 {
            text.push_str(&format!("文字没有写明口径，按其他 {others} 种口径也对不上。"));
        }
        text
    }

    /// A rate was stated of nothing.
    pub fn of_nothing(&self) -> String {
        format!("{}，但上年为 0，增减率没有意义，建议写明“上年无此项支出”。", self.place())
    }

    fn direction(&self, must: &Must, place: &str, computed: &str) -> String {
        let (by, said) = match must {
            Must::Change { by, direction } | Must::Direction { by, direction } => (by, direction),
            Must::Rate { change, direction, .. } => (change, direction),
            _ => return place.to_owned(),
        };
        let said = match said {
            Direction::Up => "增加",
            Direction::Down => "减少",
            Direction::Same => "持平",
            Direction::Either => "增减",
        };
        let is = self.moves();
        let quotient = if matches!(must, Must::Rate { .. }) { format!("（{computed}）") } else { String::new() };
        format!("{place}，文字写的是{said}，而按 {} 计算是{is}{quotient}，方向相反", self.sum(by))
    }

    /// What the direction would have to be.
    pub fn moves(&self) -> &'static str {
        match self.judged.computed {
            0 => "持平",
            1.. => "增加",
            _ => "减少",
        }
    }

    /// A change as people say it: 减少 5.00.
    fn moved(&self, value: Decimal) -> String {
        let figure = self.figure(value.abs());
        match value {
            v if v.is_zero() => format!("持平（{figure}）"),
            v if v.is_sign_negative() => format!("减少 {figure}"),
            _ => format!("增加 {figure}"),
        }
    }

    /// `“五、一般公共预算…”一节“人员经费125.00万元”`
    fn place(&self) -> String {
        let Some(number) = self.number() else { return String::new() };
        let heading = self.d.prose.get(number.at.section as usize).map_or("", |s| s.heading.trim());
        let section =
            if heading.is_empty() { "文字部分".to_owned() } else { format!("“{}”一节", cut(heading)) };
        format!("{section}写明“{}”", self.clause(number))
    }

    /// The words before a number, from the last comma, with the number and its unit.
    fn clause(&self, number: &Number) -> String {
        let from = self.prose.sentences.get(number.sentence).map_or(0, |s| s.at.from);
        let before = TextRef { from, to: number.at.from, ..number.at }.text(self.d);
        let begin = before.rfind(['，', '；', '：', '、', ',', ';', ':', '\n']);
        let clause = begin.map_or(before, |at| before.get(at..).unwrap_or_default());
        // A bracket that is still open begins a clause of its own.
        let open = clause.rfind(['（', '(']).filter(|at| !clause.get(*at..).is_some_and(|r| r.contains(['）', ')'])));
        let clause = open.map_or(clause, |at| clause.get(at..).unwrap_or_default());
        let clause = clause.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“《〈".contains(c));
        let unit = match &number.measure {
            Measure::Money(unit) => unit.name(),
            Measure::Percent => "%",
            Measure::PerMille => "‰",
            Measure::Points => "个百分点",
            Measure::Count(word) => word,
            Measure::Year => "年",
            Measure::Plain => "",
        };
        let skip = clause.chars().count().saturating_sub(LONGEST);
        let ellipsis = if skip > 0 { "…" } else { "" };
        let clause: String = clause.chars().skip(skip).collect();
        format!("{ellipsis}{clause}{}{unit}", number.at.text(self.d))
    }

    fn group(&self, sum: &Sum) -> String {
        if sum.len() > 1 { format!("（{}）", self.sum(sum)) } else { self.sum(sum) }
    }

    /// `支出总表“合计” 397.30 + 10.00`
    fn sum(&self, sum: &Sum) -> String {
        let mut out = String::new();
        for (i, (sign, operand)) in sum.iter().take(SHOWN).enumerate() {
            out.push_str(match (i, sign) {
                (0, 1..) => "",
                (0, _) => "−",
                (_, 1..) => " + ",
                _ => " − ",
            });
            out.push_str(&self.operand(*operand));
        }
        if sum.len() > SHOWN {
            out.push_str(&format!(" + …（共 {} 项）", sum.len()));
        }
        out
    }

    fn factors(&self, factors: &[Operand]) -> String {
        factors.iter().map(|f| self.operand(*f)).collect::<Vec<_>>().join(" × ")
    }

    fn operand(&self, operand: Operand) -> String {
        match operand {
            Operand::Constant(value) => with_thousands(value),
            Operand::Number(index) => self.prose.numbers.get(index).map_or_else(String::new, |n| self.told(n)),
            Operand::Cell(at) => {
                let unit = self.d.tables.get(at.table as usize).map(|t| t.unit).filter(|u| *u != self.judged.unit);
                let value = match self.d.cell(at).and_then(|c| c.value) {
                    Some(value) => with_thousands(value),
                    None => "空白".to_owned(),
                };
                // A sum of rows of one table names the table once too often rather than never.
                format!("{} {value}{}", names::cell(self.d, at), unit.map_or("", Unit::name))
            }
        }
    }

    fn told(&self, number: &Number) -> String {
        let value = with_thousands(number.value);
        match &number.measure {
            Measure::Percent => format!("{value}%"),
            Measure::Money(unit) if *unit != self.judged.unit => format!("{value}{}", unit.name()),
            _ => value,
        }
    }
}

fn cut(text: &str) -> String {
    let mut chars = text.chars();
    let mut out: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}
