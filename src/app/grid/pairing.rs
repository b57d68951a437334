//! Which row of one side of a table stands beside which row of the other.
//!
//! The two sides of 收支总表 are lists of different length, printed so that their totals stand on one line:
//! 本年收入合计 beside 本年支出合计, 收入总计 beside 支出总计. Between these lines each list is printed from
//! the top, and the shorter one is followed by blank cells.

use crate::model::{Panel, Row, RowRole, Table};

/// For each side, the row of the list at each line of the grid and the line of each row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pairing {
    rows: Vec<Vec<Option<u32>>>,
    lines: Vec<Vec<u32>>,
    len: usize,
}

impl Pairing {
    /// The lines of a table.
    pub(super) fn of(table: &Table) -> Self {
        let mut out = Self::default();
        let mut from = vec![0usize; table.panels.len()];
        out.rows = vec![Vec::new(); from.len()];
        out.lines = vec![Vec::new(); from.len()];
        let sides = || table.panels.iter();
        for total in [is_year_total, is_grand_total] {
            let at: Vec<Option<usize>> = sides().zip(&from).map(|(p, &f)| find(p, f, total)).collect();
            if at.iter().flatten().count() > 1 {
                // A side without this total (支出用途 beside 收入 and 支出) is printed from the top like the others.
                let end = |p: &Panel, f: usize| find(p, f, is_grand_total).unwrap_or(p.rows.len());
                let to: Vec<usize> =
                    sides().zip(&from).zip(&at).map(|((p, &f), at)| at.unwrap_or_else(|| end(p, f))).collect();
                out.stack(&from, &to);
                from = to;
            }
        }
        let ends: Vec<usize> = table.panels.iter().map(|p| p.rows.len()).collect();
        out.stack(&from, &ends);
        out
    }

    /// Puts the rows from `from` up to `to` of each side under the lines there are, and fills the shorter sides.
    fn stack(&mut self, from: &[usize], to: &[usize]) {
        for ((rows, lines), (&from, &to)) in self.rows.iter_mut().zip(&mut self.lines).zip(from.iter().zip(to)) {
            for row in from..to {
                lines.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
                rows.push(u32::try_from(row).ok());
            }
        }
        self.len = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        for rows in &mut self.rows {
            rows.resize(self.len, None);
        }
    }

    /// How many lines the grid has.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The row of this side at this line of the grid.
    pub(super) fn row(&self, panel: u32, line: usize) -> Option<u32> {
        self.rows.get(panel as usize)?.get(line).copied().flatten()
    }

    /// A row number past the end of this side, different for every line.
    pub(super) fn beyond(&self, panel: u32, line: usize) -> u32 {
        let rows = self.lines.get(panel as usize).map_or(0, Vec::len);
        u32::try_from(rows + line).unwrap_or(u32::MAX)
    }

    /// The line of the grid at which this row of a side stands.
    pub(super) fn line(&self, panel: u32, row: u32) -> Option<usize> {
        self.lines.get(panel as usize)?.get(row as usize).map(|&line| line as usize)
    }
}

fn find(panel: &Panel, from: usize, total: fn(&Row) -> bool) -> Option<usize> {
    panel.rows.iter().skip(from).position(total).map(|at| at + from)
}

/// 本年收入合计 under its items; 一、本年收入 over them (level 1) stands where its list begins.
fn is_year_total(row: &Row) -> bool {
    row.role == RowRole::YearTotal && row.level == 0
}

fn is_grand_total(row: &Row) -> bool {
    row.role == RowRole::GrandTotal
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of the grid as `left | right`.
    fn lines(left: &str, right: &str) -> Vec<String> {
        lines_of(&[left, right])
    }

    fn lines_of(sides: &[&str]) -> Vec<String> {
        let panel = |text: &str| Panel {
            rows: text
                .split_whitespace()
                .map(|name| Row {
                    name: name.to_owned(),
                    level: u8::from(!name.ends_with('计')),
                    role: match name {
                        "合计" => RowRole::YearTotal,
                        "总计" => RowRole::GrandTotal,
                        _ => RowRole::Item,
                    },
                    ..Row::default()
                })
                .collect(),
            ..Panel::default()
        };
        let table = Table { panels: sides.iter().map(|s| panel(s)).collect(), ..Table::default() };
        let pairing = Pairing::of(&table);
        let name = |p: usize, line: usize| {
            let row = pairing.row(p as u32, line).map(|r| r as usize);
            row.and_then(|r| table.panels[p].rows.get(r)).map_or("·", |r| r.name.as_str()).to_owned()
        };
        for (p, panel) in table.panels.iter().enumerate() {
            for row in 0..panel.rows.len() {
                let line = pairing.line(p as u32, row as u32).unwrap();
                assert_eq!(pairing.row(p as u32, line), Some(row as u32));
            }
        }
        let line = |l: usize| (0..sides.len()).map(|p| name(p, l)).collect::<Vec<_>>().join("|");
        (0..pairing.len()).map(line).collect()
    }

    #[test]
    fn totals_stand_on_one_line() {
        let seen = lines("拨款 合计 结转 总计", "教育 卫生 住房 合计 结转 总计");
        assert_eq!(seen, ["拨款|教育", "·|卫生", "·|住房", "合计|合计", "结转|结转", "总计|总计"]);
    }

    #[test]
    fn a_third_list_without_totals_stands_at_the_top() {
        let seen = lines_of(&["拨款 合计 总计", "教育 卫生 合计 总计", "基本 项目 机动"]);
        assert_eq!(seen, ["拨款|教育|基本", "·|卫生|项目", "·|·|机动", "合计|合计|·", "总计|总计|·"]);
    }

    #[test]
    fn lists_without_common_totals_begin_together() {
        assert_eq!(lines("拨款 其他", "教育 卫生 总计"), ["拨款|教育", "其他|卫生", "·|总计"]);
    }
}
