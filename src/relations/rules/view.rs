//! The standard tables of a disclosure, found and taken apart once for all rules between tables.

pub(crate) use super::sheets::{Grid, Side};
use super::{At, fiscal_tables, panels};
use crate::{
    model::{CellRef, Disclosure, Kind, Stage, Status, Table},
    relations::{Builder, Comparison, Term},
};

/// As many standard tables as make a set of a publisher.
const A_SET: usize = 4;

/// What the rules between tables look at. A kind that occurs more than once is taken at its first table.
pub(crate) struct View<'d> {
    /// 预算 or 决算.
    pub stage: Stage,
    /// 收支总表, 收入.
    pub all_in: Option<Side<'d>>,
    /// 收支总表, 支出.
    pub all_out: Option<Side<'d>>,
    /// 收支总表, 支出用途: spending a second time, as 基本支出, 项目支出 …
    pub purposes: Option<Side<'d>>,
    /// 财政拨款收支总表, 收入.
    pub fiscal_in: Option<Side<'d>>,
    /// 财政拨款收支总表, 支出.
    pub fiscal_out: Option<Side<'d>>,
    /// 收入总表 as a list of sources, where it names them in rows.
    pub income_list: Option<Side<'d>>,
    /// 收入总表
    pub income: Option<Grid<'d>>,
    /// 支出总表
    pub spending: Option<Grid<'d>>,
    /// 一般公共预算支出表
    pub general: Option<Grid<'d>>,
    /// 一般公共预算基本支出表
    pub basic: Option<Grid<'d>>,
    /// 三公经费支出表
    pub three_public: Option<Grid<'d>>,
    /// 政府性基金预算支出表
    pub fund: Option<Grid<'d>>,
    /// 国有资本经营预算支出表
    pub state_capital: Option<Grid<'d>>,
    /// 机构运转经费表
    pub running: Option<Grid<'d>>,
    /// 支出经济分类汇总表
    pub summary: Option<Grid<'d>>,
    /// 一般公共预算项目支出表
    pub general_projects: Option<Grid<'d>>,
    /// 上年结转结余表
    pub carried_over: Option<Grid<'d>>,
    /// 财政拨款支出表 of functional and of economic subjects, which some provinces print beside the standard tables.
    pub fiscal_subjects: Vec<Grid<'d>>,
    /// Every 项目支出表.
    pub projects: Vec<At<'d>>,
    /// Every 项目绩效目标表, a list or a form.
    pub performance: Vec<At<'d>>,
    /// Every 整体绩效目标表.
    pub overall: Vec<At<'d>>,
}

impl<'d> View<'d> {
    /// The sets of tables of a disclosure: one, or one for each publisher (a department and its units in one
    /// file), told by the 收支总表 with which each begins.
    pub fn all(d: &'d Disclosure) -> Vec<Self> {
        let is_read = |t: &&Table| t.status == Status::Ok && t.panels.iter().any(|p| !p.rows.is_empty());
        let mut bounds = vec![0];
        for (i, table) in d.tables.iter().enumerate() {
            if table.kind != Kind::IncomeAndSpending || !is_read(&table) {
                continue;
            }
            let before = bounds.last().copied().unwrap_or(0);
            // The second half of a torn table begins no set: what lies before must be a set of its own.
            let mut kinds: Vec<Kind> =
                d.tables.get(before..i).unwrap_or_default().iter().filter(is_read).map(|t| t.kind).collect();
            kinds.retain(|k| Kind::standard().contains(k));
            kinds.sort_unstable();
            kinds.dedup();
            if kinds.len() >= A_SET && kinds.contains(&Kind::IncomeAndSpending) {
                bounds.push(i);
            }
        }
        let ends = bounds.iter().skip(1).copied().chain([d.tables.len()]);
        bounds.iter().copied().zip(ends).map(|(from, to)| Self::of(d, from..to)).collect()
    }

    /// Finds the tables among these.
    fn of(d: &'d Disclosure, tables: std::ops::Range<usize>) -> Self {
        let panels = |d: &'d Disclosure| {
            let tables = tables.clone();
            panels(d).filter(move |at| tables.contains(&at.table_index))
        };
        let panel = |kind: Kind, index: usize| {
            let table = panels(d).find(|at| at.table.kind == kind && !at.panel.rows.is_empty())?.table_index;
            panels(d).find(|at| at.table_index == table && at.panel_index == index)
        };
        let every = |kind: Kind| panels(d).filter(|at| at.table.kind == kind && !at.panel.rows.is_empty()).collect();
        // The sides are told by their names, or by their order where they have none.
        let side = |kind, index, name: &str| {
            let (first, second) = (panel(kind, 0), panel(kind, 1));
            let named = [first, second].into_iter().flatten().find(|at| at.panel.name == name);
            let unnamed = panel(kind, index).filter(|at| at.panel.name.is_empty());
            named.or(unnamed).map(Side::of)
        };
        let grid = |kind| panel(kind, 0).map(Grid::of);
        Self {
            stage: d.stage,
            purposes: panel(Kind::IncomeAndSpending, 2).map(Side::of),
            all_in: side(Kind::IncomeAndSpending, 0, "收入"),
            all_out: side(Kind::IncomeAndSpending, 1, "支出"),
            fiscal_in: side(Kind::FiscalIncomeAndSpending, 0, "收入"),
            fiscal_out: side(Kind::FiscalIncomeAndSpending, 1, "支出"),
            income_list: panel(Kind::Income, 0)
                .filter(|at| at.panel.rows.iter().all(|r| r.code.is_empty()))
                .map(Side::of),
            income: grid(Kind::Income),
            spending: grid(Kind::Spending),
            general: grid(Kind::GeneralSpending),
            basic: grid(Kind::GeneralBasicSpending),
            three_public: grid(Kind::ThreePublic),
            fund: grid(Kind::FundSpending),
            state_capital: grid(Kind::StateCapitalSpending),
            running: grid(Kind::RunningCosts),
            summary: grid(Kind::EconomicSummary),
            general_projects: grid(Kind::GeneralProjects),
            carried_over: grid(Kind::CarriedOver),
            fiscal_subjects: panels(d).filter(fiscal_tables::is_one).map(Grid::of).collect(),
            projects: every(Kind::Projects),
            performance: every(Kind::ProjectPerformance),
            overall: every(Kind::OverallPerformance),
        }
    }
}

/// `Σ a = Σ b + more`, as a relation that states the first cell of `a`, or the only one of `b`.
pub(super) fn tie(a: &[CellRef], b: &[CellRef], more: &[Term]) -> Option<(CellRef, Comparison, Vec<Term>)> {
    if let ([_, _, ..], [_], []) = (a, b, more) {
        return tie(b, a, more);
    }
    let (stated, rest) = a.split_first()?;
    let terms: Vec<Term> = b.iter().copied().map(Term::plus).chain(rest.iter().copied().map(Term::minus)).collect();
    (!b.is_empty()).then(|| (*stated, Comparison::Equal, [terms, more.to_vec()].concat()))
}

/// `Σ a ≥ Σ b`.
pub(super) fn at_least(a: &[CellRef], b: &[CellRef]) -> Option<(CellRef, Comparison, Vec<Term>)> {
    let (stated, rest) = a.split_first()?;
    let terms: Vec<Term> = b.iter().copied().map(Term::plus).chain(rest.iter().copied().map(Term::minus)).collect();
    (!b.is_empty()).then_some((*stated, Comparison::AtLeast, terms))
}

/// Adds `Σ a = Σ b` without condition.
pub(super) fn equal(out: &mut Builder, rule: &'static str, a: &[CellRef], b: &[CellRef], label: &str) {
    if let Some((stated, _, terms)) = tie(a, b, &[]) {
        out.equal(rule, stated, terms, label);
    }
}
