//! A comparison as a table of texts, for the clipboard, the screen of a command and files.

use rust_decimal::Decimal;

use super::{Comparison, Line, Order, Shown, Standing, chart::DASH};
use crate::model::with_thousands;

/// A cell of the table as it is written into a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// An amount in the unit of the comparison.
    Amount(Decimal),
    /// A number of percent.
    Rate(Decimal),
    /// Nothing is printed.
    Blank,
}

impl Comparison {
    /// An amount with thousands separators and the decimals of this comparison.
    pub fn amount_text(&self, value: Decimal) -> String {
        let mut padded = value;
        padded.rescale(self.places.max(value.scale()));
        with_thousands(padded)
    }

    /// An amount that is a change: with its sign.
    pub fn difference_text(&self, value: Decimal) -> String {
        format!("{}{}", plus(value), self.amount_text(value))
    }

    /// `支出总表 · 基本支出（万元）`
    pub fn title(&self) -> String {
        format!("{}（{}）", self.aspect.title(), self.unit.name())
    }

    /// The heads of the table: 编码, 名称, each side, 增减, 幅度, 说明.
    pub fn heads(&self, shown: &Shown) -> Vec<String> {
        let mut heads = vec!["编码".to_owned(), "名称".to_owned()];
        heads.extend(self.sides.iter().map(|s| s.label.clone()));
        let label = |side: usize| self.sides.get(side).map_or("", |s| s.label.as_str());
        if self.pair(shown).is_some() {
            heads.push(format!("{} 比 {} 增减", label(shown.to), label(shown.from)));
            heads.extend(["幅度%".to_owned(), "说明".to_owned()]);
        }
        heads
    }

    fn pair(&self, shown: &Shown) -> Option<(usize, usize)> {
        (shown.from != shown.to && shown.from.max(shown.to) < self.sides.len()).then_some((shown.from, shown.to))
    }

    /// The cells of a line under [`heads`](Self::heads).
    pub fn cells(&self, line: &Line, shown: &Shown) -> Vec<Cell> {
        let mut out = vec![Cell::Text(line.code.clone()), Cell::Text(self.line_name(line))];
        out.extend((0..self.sides.len()).map(|side| line.value(side).map_or(Cell::Blank, Cell::Amount)));
        if let Some((from, to)) = self.pair(shown) {
            out.push(self.difference(line, from, to).map_or(Cell::Blank, Cell::Amount));
            out.push(self.rate(line, from, to).map_or(Cell::Blank, Cell::Rate));
            out.push(Cell::Text(self.remarks(line, from, to)));
        }
        out
    }

    /// The name with its unit, where units are kept apart.
    fn line_name(&self, line: &Line) -> String {
        if line.unit.is_empty() { line.name.clone() } else { format!("{}（{}）", line.name, line.unit) }
    }

    /// What is to be said of a line between two sides: how it stands, other names, sums, and the reason that is given.
    pub fn remarks(&self, line: &Line, from: usize, to: usize) -> String {
        let mut out: Vec<String> = Vec::new();
        let standing = self.standing(line, from, to);
        // An agency that states what another does not has not begun anything.
        match (standing, self.order) {
            (Standing::New | Standing::Vanished, Order::Years) => out.push(standing.name().to_owned()),
            (Standing::New, _) => out.push("仅后者有".to_owned()),
            (Standing::Vanished, _) => out.push("仅前者有".to_owned()),
            _ => {}
        }
        let label = |side: usize| self.sides.get(side).map_or("", |s| s.label.as_str());
        for former in line.former.iter().filter(|_| self.order == Order::Years) {
            let name =
                if former.code.is_empty() { former.name.clone() } else { format!("{} {}", former.code, former.name) };
            out.push(format!("{}为“{}”", label(former.side), name.trim()));
        }
        if !line.summed.is_empty() {
            let sides: Vec<&str> = line.summed.iter().map(|s| label(*s)).collect();
            out.push(format!("{}由原表几行相加", sides.join("、")));
        }
        out.extend(self.line_notes(line, from, to).map(|note| note.trim_end_matches('。').to_owned()));
        if let Some(reason) = line.reasons.get(to).and_then(Option::as_ref) {
            out.push(format!("原文：{}", reason.quote));
        }
        out.join("；")
    }

    /// The table as text: heads, then the lines that are shown.
    pub fn table(&self, shown: &Shown) -> Vec<Vec<String>> {
        let lines = shown.lines(self);
        let lines = lines.iter().filter_map(|at| self.lines.get(*at));
        let change = self.sides.len() + 2;
        let text = |(column, cell): (usize, Cell)| match cell {
            Cell::Text(text) => text,
            Cell::Amount(value) if column == change => self.difference_text(value),
            Cell::Amount(value) => self.amount_text(value),
            Cell::Rate(rate) => format!("{}{rate:.2}", plus(rate)),
            Cell::Blank => DASH.to_owned(),
        };
        let row = |line: &Line| self.cells(line, shown).into_iter().enumerate().map(text).collect();
        std::iter::once(self.heads(shown)).chain(lines.map(row)).collect()
    }

    /// [`table`](Self::table) for the clipboard: columns parted by tabs, as Excel and WPS take it. Title and unit stand
    /// in the first line, so that the figures do not travel without them.
    pub fn tsv(&self, shown: &Shown) -> String {
        let mut out = format!("{}\n", self.title());
        for line in self.table(shown) {
            out.push_str(&line.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        out
    }
}

fn plus(value: Decimal) -> &'static str {
    if value > Decimal::ZERO { "+" } else { "" }
}
