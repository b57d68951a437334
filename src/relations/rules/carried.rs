//! What is left of each budget: B4 in a table that prints what was there, came in, went out and is left, and
//! C13 between such a table and 财政拨款收支总表.

use super::{
    At,
    view::{Grid, Side, View, equal},
};
use crate::{
    model::{CellRef, Kind, Stage},
    relations::{Builder, Term, columns::Header, meaning::Source},
};

/// The columns of a table that prints all four.
struct Flow {
    before: Vec<usize>,
    income: Vec<usize>,
    spending: Vec<usize>,
    after: Vec<usize>,
}

impl Flow {
    fn of(header: &Header) -> Option<Self> {
        let find = |years: &[&str], carried: bool| {
            let fits = |h: &&Header| {
                let is_carried = h.name.contains("结转") || h.name.contains("结余");
                is_carried == carried && years.iter().any(|y| h.name.starts_with(y))
            };
            header.children.iter().find(fits).map(Header::value).filter(|columns| !columns.is_empty())
        };
        Some(Self {
            before: find(&["年初", "上年"], true)?,
            income: find(&["本年收入"], false)?,
            spending: find(&["本年支出"], false)?,
            after: find(&["年末", "结转下年"], true)?,
        })
    }
}

/// B4: 年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余, in every row.
pub(super) fn over(at: &At, out: &mut Builder) {
    if matches!(at.table.kind, Kind::Other | Kind::ProjectPerformance | Kind::OverallPerformance) {
        return;
    }
    let Some(flow) = Flow::of(&Header::of(at.panel)) else { return };
    let [left] = flow.after[..] else { return };
    let label: std::sync::Arc<str> = "年末结转和结余 = 年初结转和结余 + 本年收入 − 本年支出".into();
    for row in 0..at.panel.rows.len() {
        let plus = flow.before.iter().chain(&flow.income).map(|c| Term::plus(at.cell(row, *c)));
        let minus = flow.spending.iter().map(|c| Term::minus(at.cell(row, *c)));
        out.equal("B4", at.cell(row, left), plus.chain(minus).collect(), label.clone());
    }
}

/// B3 for each budget by itself: what 财政拨款收支总表 receives of it and carries over is the total of its
/// column. Asked of final accounts, where several budgets are usual; in a plan it would say B1 and B3 again.
pub(super) fn balance_of_budgets(view: &View, out: &mut Builder) {
    if view.stage != Stage::FinalAccounts {
        return;
    }
    let (Some(income), Some(spending)) = (&view.fiscal_in, &view.fiscal_out) else { return };
    let Some(total) = spending.list.grand_total else { return };
    // What is carried in must be told by budget, or there is none.
    if !income.carried().is_empty() && income.carried_parts(|name| Source::of(name).is_some()).is_empty() {
        return;
    }
    for source in BUDGETS {
        let here = spending.cells(&[total], &column_of(spending, source));
        let there = [income.source(source), carried_in(income, source)].concat();
        if let ([stated], false) = (&here[..], there.is_empty()) {
            let terms = there.into_iter().map(Term::plus).collect();
            out.equal("B3", *stated, terms, "支出总计 = 本年收入 + 年初结转（同一本预算）");
        }
    }
}

/// C13: in final accounts the tables of 政府性基金 and 国有资本经营 say of their budget what 财政拨款收支总表 says.
pub(super) fn budgets(view: &View, out: &mut Builder) {
    if view.stage != Stage::FinalAccounts {
        return;
    }
    let (Some(income), Some(spending)) = (&view.fiscal_in, &view.fiscal_out) else { return };
    for (source, grid) in [(Source::Fund, &view.fund), (Source::StateCapital, &view.state_capital)] {
        let Some(grid) = grid else { continue };
        let Some(total) = grid.total_row() else { continue };
        let column = column_of(spending, source);
        let year: Vec<usize> = spending.list.year_total.into_iter().collect();
        let mut same = |here: Vec<CellRef>, there: &[usize], label: &str| {
            equal(out, "C13", &here, &grid.cells(&[total], there), label);
        };
        same(spending.cells(&year, &column), &grid.whole(), "财政拨款收支总表本年支出 = 该本预算的本年支出");
        let Some(flow) = Flow::of(&grid.header) else { continue };
        same(income.source(source), &flow.income, "财政拨款收支总表本年收入 = 该本预算的本年收入");
        same(carried_in(income, source), &flow.before, "财政拨款收支总表年初结转 = 该本预算的年初结转");
        let left = spending.cells(&spending.list.carried, &column);
        same(left, &flow.after, "财政拨款收支总表年末结转 = 该本预算的年末结转");
        by_class(spending, grid, &column, out);
    }
}

fn by_class(spending: &Side, grid: &Grid, column: &[usize], out: &mut Builder) {
    for (code, rows) in &spending.classes {
        let there = grid.cells(&grid.class(code), &grid.whole());
        equal(out, "C13", &spending.cells(rows, column), &there, "财政拨款收支总表各类支出 = 该本预算的各类支出");
    }
}

const BUDGETS: [Source; 3] = [Source::General, Source::Fund, Source::StateCapital];

/// The columns of one budget on the spending side.
fn column_of(spending: &Side, source: Source) -> Vec<usize> {
    spending.header.about().find(&|n| Source::of(n) == Some(source)).map(Header::value).unwrap_or_default()
}

/// What is carried in of one budget.
fn carried_in(income: &Side, source: Source) -> Vec<CellRef> {
    income.carried_parts(|name| Source::of(name) == Some(source))
}
