//! The rules, a family a file. Each is a function that reads the layout of a disclosure and hands relations
//! to the [`Builder`].

mod across;
mod adjusted;
mod assets;
mod carried;
mod down;
mod economic;
mod economic_summary;
mod fiscal_tables;
mod lists;
mod money;
mod performance;
pub(crate) mod procurement;
pub(crate) mod project_rows;
mod projects;
mod purposes;
mod sheets;
mod subjects;
mod three_public;
pub(crate) mod view;

use self::view::View;
use super::Builder;
use crate::model::{CellRef, Disclosure, Panel, Status, Table};

/// Asks every rule. Downwards comes before across: in 编制 mode a row that is a sum of rows takes every
/// column from them, and only a row that is none adds up across.
pub(super) fn all(d: &Disclosure, out: &mut Builder) {
    for at in panels(d) {
        down::code_hierarchy(&at, out);
        down::staff_and_office(&at, out);
        down::projects_of_subjects(&at, out);
        procurement::tree(&at, out);
        lists::totals(&at, out);
        assets::total(&at, out);
        lists::project_tree(&at, out);
        three_public::rows(&at, out);
    }
    for at in panels(d) {
        across::column_totals(&at, out);
        performance::amounts(&at, out);
        carried::over(&at, out);
    }
    for (income, spending) in panels(d).zip(panels(d).skip(1)) {
        if income.table_index == spending.table_index && income.table.kind.is_two_sided() {
            lists::balance(&income, &spending, out);
        }
    }
    for view in view::View::all(d) {
        between_tables(&view, out);
    }
}

/// The rules between the tables of one publisher.
fn between_tables(view: &View, out: &mut Builder) {
    money::income(view, out);
    money::income_list(view, out);
    money::carried_over(view, out);
    money::spending(view, out);
    purposes::of_spending(view, out);
    money::fiscal(view, out);
    subjects::income_against_spending(view, out);
    subjects::general_by_class(view, out);
    subjects::general_in_spending(view, out);
    fiscal_tables::subjects(view, out);
    carried::balance_of_budgets(view, out);
    carried::budgets(view, out);
    economic::basic(view, out);
    economic::basic_by_purpose(view, out);
    economic::running_costs(view, out);
    three_public::against_basic(view, out);
    out.doubtfully(|out| economic::functional_lines(view, out));
    projects::same_project(view, out);
    projects::all_projects(view, out);
    economic_summary::lines(view, out);
    out.doubtfully(|out| performance::against_tables(view, out));
}

/// A panel of a table that was read in full, and where it is.
#[derive(Clone, Copy)]
pub(crate) struct At<'d> {
    pub table_index: usize,
    pub panel_index: usize,
    pub table: &'d Table,
    pub panel: &'d Panel,
}

impl At<'_> {
    /// The address of a cell of this panel.
    pub fn cell(&self, row: usize, column: usize) -> CellRef {
        CellRef::new(self.table_index, self.panel_index, row, column)
    }
}

/// All panels that may be checked. What could not be read in full ties with nothing, and that is no error.
fn panels(d: &Disclosure) -> impl Iterator<Item = At<'_>> {
    d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok).flat_map(|(table_index, table)| {
        table.panels.iter().enumerate().map(move |(panel_index, panel)| At { table_index, panel_index, table, panel })
    })
}

/// `合计 = 208 + 210 + 221`, long sums shortened.
fn label<S: AsRef<str>, T: AsRef<str>>(
    total: Option<S>,
    addends: impl ExactSizeIterator<Item = Option<T>>,
) -> std::sync::Arc<str> {
    const SHOWN: usize = 8;
    let n = addends.len();
    let mut text = total.as_ref().map_or("合计", |t| t.as_ref()).to_owned();
    for (i, addend) in addends.enumerate().take(SHOWN) {
        text.push_str(if i == 0 { " = " } else { " + " });
        text.push_str(addend.as_ref().map_or("", |a| a.as_ref()));
    }
    if n > SHOWN {
        text.push_str(&format!(" + …（共 {n} 项）"));
    }
    text.into()
}
