//! Where a project's money comes from: `50万元为当年一般公共预算资金，4.67万元为上年结转结余资金`.

use super::{Listed, Project, Sort, sum};
use crate::{
    model::{CellRef, Column, ColumnRole, Disclosure, text::squeeze},
    prose::{Claim, Doubt, Must, Prose, Reading},
    relations::{Source, columns::is_total_name, is_carry},
};

/// A source of a project's money: of this year, or what was carried in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    ThisYear(Source),
    Carried,
}

impl From {
    /// What words say.
    fn of(words: &str) -> Option<Self> {
        if is_carry(words) { Some(Self::Carried) } else { Source::of(words).map(Self::ThisYear) }
    }

    /// What a column holds; none for a total and for a part named for information.
    fn of_column(column: &Column) -> Option<Self> {
        let path: Vec<String> = column.path.iter().map(|p| squeeze(p)).collect();
        let (leaf, over) = path.split_last()?;
        match () {
            () if column.role != ColumnRole::Amount => None,
            () if is_carry(&path.concat()) => Some(Self::Carried),
            () if leaf.starts_with("其中") => None,
            () if is_total_name(leaf) => Self::of(over.last()?),
            () => Self::of(leaf),
        }
    }
}

/// The statements of sources against the columns of the project for which this holds. What a form means by a source
/// (with what was carried in or without) is not certain.
pub(super) fn claims(
    d: &Disclosure,
    prose: &Prose,
    parts: &[usize],
    lists: &[Listed],
    is: impl Fn(&Project) -> bool,
) -> Vec<Claim> {
    let projects = || lists.iter().flat_map(|l| l.projects.iter().filter(|p| is(p)).map(move |p| (l, p)));
    let claim = |part: &usize| {
        let statement = prose.statements.get(*part)?;
        let from = From::of(&squeeze(statement.topics.first()?))?;
        let readings: Vec<Reading> =
            projects().flat_map(|(list, project)| of_project(d, list, project, from)).collect();
        (!readings.is_empty()).then_some(Claim { rule: "N1", stated: statement.number, readings, doubt: Doubt::Open })
    };
    parts.iter().filter_map(claim).collect()
}

fn of_project(d: &Disclosure, list: &Listed, project: &Project, from: From) -> Vec<Reading> {
    let Some(panel) = d.panel(project.row) else { return Vec::new() };
    let cells = |wanted: From| -> Vec<CellRef> {
        let columns = (0u32..).zip(&panel.columns).filter(|(_, c)| From::of_column(c) == Some(wanted));
        columns.map(|(column, _)| CellRef { column, ..project.row }).collect()
    };
    let (own, carried) = (cells(from), cells(From::Carried));
    if own.is_empty() {
        return Vec::new();
    }
    let reading = |must| Reading { scope: list.scope.to_owned(), must: Must::Equal(must) };
    let mut out = vec![reading(sum(&own))];
    if from != From::Carried && list.sort == Sort::Form && !carried.is_empty() {
        let without = sum(&carried).into_iter().map(|(_, o)| (-1, o));
        out.push(reading(sum(&own).into_iter().chain(without).collect()));
    }
    out
}
