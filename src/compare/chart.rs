//! The description of a chart, and the changes and the text table that follow from it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Publisher, Topic};
use crate::model::{CellRef, Unit, with_thousands};

/// The cell that a value was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Index into the documents that the chart was made of.
    pub document: usize,
    /// The cell in that document.
    pub cell: CellRef,
}

/// One value: an amount in the chart's unit, exact, and where it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// In the unit of the chart.
    pub value: Decimal,
    /// Where it is printed.
    pub origin: Origin,
}

/// The bars that stand together: one subject, source or expense through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Subject code, or empty.
    pub code: String,
    /// The name as the latest year prints it, without numbering.
    pub name: String,
    /// One for each of the chart's years; `None` where nothing is printed.
    pub points: Vec<Option<Point>>,
}

/// From one year to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Now − before (增减).
    pub difference: Decimal,
    /// Difference / before in percent with two decimals (幅度). `None` where the year before has zero or
    /// less: a rate on such a base means nothing.
    pub rate: Option<Decimal>,
}

impl Change {
    /// The change between two values. A rate beyond what a decimal can hold is left out too.
    pub fn between(before: Decimal, now: Decimal) -> Option<Self> {
        let difference = now.checked_sub(before)?;
        let rate = (before > Decimal::ZERO)
            .then(|| difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before))
            .flatten()
            .map(|rate| rate.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
        Some(Self { difference, rate })
    }

    /// The rate as people read it: `+10.90%`, or a dash.
    pub fn rate_text(&self) -> String {
        self.rate.map_or_else(|| DASH.to_owned(), |rate| format!("{}{rate:.2}%", sign(rate)))
    }
}

/// What stands where there is no value.
pub(super) const DASH: &str = "—";

/// The plus that a growth carries in a table of changes; the minus comes with the number.
fn sign(value: Decimal) -> &'static str {
    if value > Decimal::ZERO { "+" } else { "" }
}

impl Group {
    /// The value of the year at this index.
    pub fn value(&self, year: usize) -> Option<Decimal> {
        Some(self.points.get(year)?.as_ref()?.value)
    }

    /// How the year at this index changed against the one shown before it; `None` if either has no value.
    pub fn change(&self, year: usize) -> Option<Change> {
        Change::between(self.value(year.checked_sub(1)?)?, self.value(year)?)
    }

    /// Code and name for people.
    pub fn title(&self) -> String {
        if self.code.is_empty() { self.name.clone() } else { format!("{} {}", self.code, self.name) }
    }
}

/// What one agency states about one topic through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it is about.
    pub topic: Topic,
    /// Whose figures.
    pub publisher: Publisher,
    /// Which money the figures cover (口径): `全部资金`, `财政拨款` …; empty where the topic has only one.
    pub scope: &'static str,
    /// The unit of all values.
    pub unit: Unit,
    /// Ascending. A year without an open document or a statement is not among them.
    pub years: Vec<i32>,
    /// In the order of the classification, or of the latest table.
    pub groups: Vec<Group>,
    /// The printed total of the groups, shown in the table but not as bars.
    pub total: Option<Group>,
    /// The number of decimals that shows every value in full: the most that any of them has.
    pub places: u32,
    /// What a reader must know: tables that are missing, units converted, documents passed over. Sentences.
    pub notes: Vec<String>,
}

impl Chart {
    /// `某局 · 支出按功能分类`
    pub fn title(&self) -> String {
        format!("{} · {}", self.publisher.title(), self.topic.name())
    }

    /// `万元 · 预算 · 全部资金`
    pub fn subtitle(&self) -> String {
        let parts = [self.unit.name(), self.publisher.stage.name(), self.scope];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// No value at all.
    pub fn is_empty(&self) -> bool {
        self.rows().all(|g| g.points.iter().all(Option::is_none))
    }

    /// The rows of the table: the total first, as in the printed tables, then the groups.
    pub fn rows(&self) -> impl Iterator<Item = &Group> {
        self.total.iter().chain(&self.groups)
    }

    /// An amount with thousands separators and the decimals of this chart.
    pub fn amount_text(&self, value: Decimal) -> String {
        let mut padded = value;
        padded.rescale(self.places.max(value.scale()));
        with_thousands(padded)
    }

    /// An amount that is a change: with its sign.
    pub fn difference_text(&self, value: Decimal) -> String {
        format!("{}{}", sign(value), self.amount_text(value))
    }

    /// The heads of the change columns: against which year.
    pub fn change_heads(&self) -> Option<(String, &'static str)> {
        let [.., before, now] = self.years.as_slice() else { return None };
        let head = if before + 1 == *now { "比上年".to_owned() } else { format!("比 {before} 年") };
        Some((head, "幅度"))
    }

    /// The table under the chart as text: heads, then a line for each row. Cells of a line are `编码`,
    /// `名称`, a value for each year, and change and rate of the last year where there are two.
    pub fn table(&self) -> Vec<Vec<String>> {
        let last = self.years.len().saturating_sub(1);
        let mut head = vec!["编码".to_owned(), "名称".to_owned()];
        head.extend(self.years.iter().map(|year| format!("{year} 年")));
        let changes = self.change_heads();
        if let Some((difference, rate)) = &changes {
            head.extend([difference.clone(), (*rate).to_owned()]);
        }
        let line = |group: &Group| {
            let mut line = vec![group.code.clone(), group.name.clone()];
            line.extend((0..self.years.len()).map(|y| text_or_dash(group.value(y), |v| self.amount_text(v))));
            if changes.is_some() {
                let change = group.change(last);
                line.push(text_or_dash(change, |c| self.difference_text(c.difference)));
                line.push(text_or_dash(change, |c| c.rate_text()));
            }
            line
        };
        std::iter::once(head).chain(self.rows().map(line)).collect()
    }

    /// [`table`](Self::table) for the clipboard: columns parted by tabs, as Excel and WPS take it. The unit
    /// stands in the first line, so that the figures do not travel without it.
    pub fn tsv(&self) -> String {
        let mut out = format!("{}（{}）\n", self.title(), self.subtitle());
        for line in self.table() {
            out.push_str(&line.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        out
    }
}

fn text_or_dash<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| DASH.to_owned(), show)
}
