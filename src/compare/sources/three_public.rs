//! The three public expenses (“三公”经费), in both layouts: expenses as rows, or all of them in one row with
//! an expense to each column.

use super::super::{
    header::{columns_of, total_column, years_in},
    statement::{Figure, Scope, Statement, View},
};
use crate::model::{Disclosure, Kind, RowRole, text::squeeze};

/// An expense of the fixed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expense {
    Abroad,
    /// 购置 and 运行 together.
    Cars,
    CarPurchase,
    CarRunning,
    Reception,
    Total,
}

impl Expense {
    /// Those that are charted, in the usual order. 公务用车购置及运行费 is their sum where it is broken down.
    const CHARTED: [Expense; 5] =
        [Expense::Abroad, Expense::Cars, Expense::CarPurchase, Expense::CarRunning, Expense::Reception];

    fn name(self) -> &'static str {
        match self {
            Expense::Abroad => "因公出国（境）费",
            Expense::Cars => "公务用车购置及运行费",
            Expense::CarPurchase => "公务用车购置费",
            Expense::CarRunning => "公务用车运行维护费",
            Expense::Reception => "公务接待费",
            Expense::Total => "“三公”经费合计",
        }
    }

    /// What a row name or a single header means.
    fn of_text(text: &str) -> Option<Self> {
        let text = squeeze(text);
        let has = |word: &str| text.contains(word);
        let runs = has("运行") || has("运维") || has("维护");
        Some(match () {
            // 机关运行经费 may stand beside the three; it is no car.
            () if has("机关运行") => return None,
            () if has("接待") => Expense::Reception,
            () if has("出国") => Expense::Abroad,
            () if has("购置") && runs => Expense::Cars,
            () if has("购置") => Expense::CarPurchase,
            () if runs => Expense::CarRunning,
            () if has("公务用车") => Expense::Cars,
            // Some tables go on with 会议费 and 培训费, and 合计 is then more than 三公.
            () if has("三公") || matches!(text.as_str(), "合计" | "总计") => Expense::Total,
            () => return None,
        })
    }

    /// What a column means: its lowest header, or for a 小计 the one above it.
    fn of_header(path: &[String]) -> Option<Self> {
        let (leaf, above) = path.split_last()?;
        match squeeze(leaf).as_str() {
            "小计" | "合计" => above.iter().rev().find_map(|head| Self::of_text(head)).or(Some(Expense::Total)),
            _ => Self::of_text(leaf),
        }
    }
}

pub(super) fn statements(document: &Disclosure, own: i32) -> Vec<Statement> {
    View::all(document, own, Kind::ThreePublic, 0)
        .flat_map(|view| years_in(view.panel, own).into_iter().filter_map(move |year| of_year(&view, year)))
        .collect()
}

fn of_year(view: &View, year: i32) -> Option<Statement> {
    let listed_down = view.panel.rows.iter().filter_map(|r| Expense::of_text(&r.name)).any(|e| e != Expense::Total);
    let cells = if listed_down { cells_of_rows(view, year)? } else { cells_of_columns(view, year)? };
    let figure = |expense: Expense| -> Option<Figure> {
        // The first that fits is the whole; 其中 rows that repeat its name follow it.
        let (_, row, column) = cells.iter().find(|(e, _, _)| *e == expense)?;
        let figure = view.figure(*row, *column, expense.name().to_owned())?;
        Some(Figure { name: expense.name().to_owned(), ..figure })
    };
    let broken_down =
        [Expense::CarPurchase, Expense::CarRunning].into_iter().filter_map(figure).any(|f| f.value.is_some());
    let figures: Vec<Figure> = Expense::CHARTED
        .into_iter()
        .filter(|e| match e {
            Expense::Cars => !broken_down && figure(Expense::Cars).is_some_and(|f| f.value.is_some()),
            _ => true,
        })
        .filter_map(figure)
        .collect();
    view.statement(Scope::Plain, year, figures, figure(Expense::Total))
}

/// Expense, row and column of each cell, for a table that lists the expenses downward.
fn cells_of_rows(view: &View, year: i32) -> Option<Vec<(Expense, usize, usize)>> {
    let column = total_column(view.panel, year, view.own)?;
    let mut cells: Vec<_> = view
        .panel
        .rows
        .iter()
        .enumerate()
        .filter_map(|(row, printed)| Some((Expense::of_text(&printed.name)?, row, column)))
        .collect();
    // “三公”经费小计 before 合计, which may hold more.
    let named = |row: usize| view.panel.rows.get(row).is_some_and(|r| r.name.contains("三公"));
    cells.sort_by_key(|&(expense, row, _)| expense == Expense::Total && !named(row));
    Some(cells)
}

/// The same for a table that has the expenses side by side: its total row, or its only row with amounts.
fn cells_of_columns(view: &View, year: i32) -> Option<Vec<(Expense, usize, usize)>> {
    let stated = |row: &crate::model::Row| row.cells.iter().any(|c| c.value.is_some());
    let rows = &view.panel.rows;
    let total = rows.iter().position(|r| r.role.is_total() && stated(r));
    let row = total.or_else(|| {
        let mut with_values = rows.iter().enumerate().filter(|(_, r)| r.role != RowRole::OfWhich && stated(r));
        let (only, _) = with_values.next()?;
        with_values.next().is_none().then_some(only)
    })?;
    let columns = columns_of(view.panel, year, view.own);
    Some(columns.filter_map(|(column, c)| Some((Expense::of_header(&c.path)?, row, column))).collect())
}
