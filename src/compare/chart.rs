//! The description of a chart, and the changes and the text table that follow from it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Comparison, Line, Order, Side, Topic, scene::Form};
use crate::model::{CellRef, RowRole, Unit, text::agency_key, with_thousands};

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

/// The bars that stand together: one subject, source or expense on all sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// By this it is the same on every side, and the same as a line of a comparison.
    pub key: String,
    /// Subject code, or empty.
    pub code: String,
    /// The name as the latest side prints it, without numbering.
    pub name: String,
    /// One for each of the chart's sides; `None` where nothing is printed.
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
    /// The value on the side at this index.
    pub fn value(&self, side: usize) -> Option<Decimal> {
        Some(self.points.get(side)?.as_ref()?.value)
    }

    /// How the side at this index changed against the one shown before it; `None` if either has no value.
    pub fn change(&self, side: usize) -> Option<Change> {
        Change::between(self.value(side.checked_sub(1)?)?, self.value(side)?)
    }

    /// Code and name for people.
    pub fn title(&self) -> String {
        if self.code.is_empty() { self.name.clone() } else { format!("{} {}", self.code, self.name) }
    }
}

/// What is stated about one topic, or in one kind of table, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it is about; `None` for a chart of a comparison.
    pub topic: Option<Topic>,
    /// The same for people: the topic, or the kind of table.
    pub name: String,
    /// Whose figures, for people.
    pub whose: String,
    /// Which money the figures cover (口径): `全部资金`, `财政拨款` …; empty where there is only one.
    pub scope: &'static str,
    /// The unit of all values.
    pub unit: Unit,
    /// The name of the unit where the values are no amounts of money (`%`, `万元/人`).
    pub other_unit: Option<&'static str>,
    /// How the sides are ordered.
    pub order: Order,
    /// What stands side by side. A year without an open document or a statement is not among them.
    pub sides: Vec<Side>,
    /// In the order of the classification, or of the latest table.
    pub groups: Vec<Group>,
    /// The printed total of the groups, shown in the table but not as bars.
    pub total: Option<Group>,
    /// The groups are the parts of the total, so that shares and a bridge mean something.
    pub whole: bool,
    /// The number of decimals that shows every value in full: the most that any of them has.
    pub places: u32,
    /// What a reader must know: tables that are missing, units converted, documents passed over. Sentences.
    pub notes: Vec<String>,
}

impl Chart {
    /// A chart of a comparison: of the lines with these keys, or of its uppermost lines if there are none. The
    /// total is the printed one.
    pub fn of(comparison: &Comparison, keys: &[&str]) -> Self {
        let items = || comparison.lines.iter().filter(|l| l.role == RowRole::Item);
        let top = items().map(|l| l.level).min();
        let lines: Vec<&Line> = if keys.is_empty() {
            items().filter(|l| Some(l.level) == top).collect()
        } else {
            comparison.lines.iter().filter(|l| keys.contains(&l.key.as_str())).collect()
        };
        let group = |line: &Line| Group {
            key: line.key.clone(),
            code: line.code.clone(),
            name: if line.unit.is_empty() { line.name.clone() } else { format!("{} {}", line.unit, line.name) },
            points: line.cells.clone(),
        };
        let mut notes = comparison.notes.clone();
        notes.extend(lines.iter().flat_map(|l| l.notes.iter().cloned()));
        let total = keys.is_empty().then(|| comparison.lines.iter().find(|l| l.role.is_total())).flatten();
        Self {
            topic: None,
            name: comparison.aspect.title(),
            whose: whose(&comparison.sides),
            scope: "",
            unit: comparison.unit,
            other_unit: None,
            order: comparison.order,
            sides: comparison.sides.clone(),
            groups: lines.into_iter().map(group).collect(),
            whole: total.is_some(),
            total: total.map(group),
            places: comparison.places,
            notes,
        }
    }

    /// `某局 · 支出按功能分类`
    pub fn title(&self) -> String {
        format!("{} · {}", self.whose, self.name)
    }

    /// `万元 · 预算 · 全部资金`
    pub fn subtitle(&self) -> String {
        let mut parts = vec![self.unit_name()];
        parts.extend(self.stages());
        parts.push(self.scope);
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// 预算, 决算, or both, each once.
    pub fn stages(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for name in self.sides.iter().map(|s| s.stage.name()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The unit for people.
    pub fn unit_name(&self) -> &'static str {
        self.other_unit.unwrap_or(self.unit.name())
    }

    /// The forms in which this chart says something true, the usual one first.
    pub fn forms(&self) -> Vec<Form> {
        let stated = |side: &usize| self.rows().any(|g| g.value(*side).is_some());
        let sides = (0..self.sides.len()).filter(stated).count();
        let fits = |form: &Form| match form {
            Form::Grouped => true,
            Form::Trend => sides > 1 && self.order == Order::Years,
            Form::Stacked => self.whole && self.groups.len() > 1,
            Form::Shares => self.whole && self.groups.len() > 1,
            Form::Bridge => self.whole && self.totals().count() > 1,
            Form::TopChanges => sides > 1,
        };
        let topical = |form: &Form| self.topic.is_none_or(|t| t.forms().contains(form));
        Form::ALL.into_iter().filter(topical).filter(fits).collect()
    }

    /// The sides whose total is printed.
    pub fn totals(&self) -> impl DoubleEndedIterator<Item = (usize, Point)> {
        let points = self.total.iter().flat_map(|t| t.points.iter().enumerate());
        points.filter_map(|(side, point)| Some((side, (*point)?)))
    }

    /// What a side is called.
    pub fn side_label(&self, side: usize) -> &str {
        self.sides.get(side).map_or("", |s| s.label.as_str())
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

    /// The heads of the change columns: against which side.
    pub fn change_heads(&self) -> Option<(String, &'static str)> {
        let [.., before, now] = self.sides.as_slice() else { return None };
        let follows = before.year.and_then(|y| y.checked_add(1)) == now.year && now.year.is_some();
        let same_stage = before.stage == now.stage && self.order == Order::Years;
        let head = if follows && same_stage { "比上年".to_owned() } else { format!("比 {}", before.label) };
        Some((head, "幅度"))
    }

    /// The table under the chart as text: heads, then a line for each row. Cells of a line are `编码`,
    /// `名称`, a value for each side, and change and rate of the last side where there are two.
    pub fn table(&self) -> Vec<Vec<String>> {
        let last = self.sides.len().saturating_sub(1);
        let mut head = vec!["编码".to_owned(), "名称".to_owned()];
        head.extend(self.sides.iter().map(|side| side.label.clone()));
        let changes = self.change_heads();
        if let Some((difference, rate)) = &changes {
            head.extend([difference.clone(), (*rate).to_owned()]);
        }
        let line = |group: &Group| {
            let mut line = vec![group.code.clone(), group.name.clone()];
            line.extend((0..self.sides.len()).map(|s| text_or_dash(group.value(s), |v| self.amount_text(v))));
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

/// Whose figures, in a few words.
fn whose(sides: &[Side]) -> String {
    match sides {
        [] => String::new(),
        [first, rest @ ..] if rest.iter().all(|s| agency_key(&s.agency) == agency_key(&first.agency)) => {
            if first.agency.is_empty() { "（未写明部门）".to_owned() } else { first.agency.clone() }
        }
        _ => format!("{} 个部门", sides.len()),
    }
}

fn text_or_dash<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| DASH.to_owned(), show)
}
