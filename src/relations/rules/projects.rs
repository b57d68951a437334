//! C10: projects in 支出总表, in 项目支出表 and in the performance tables are the same money.

use std::collections::{BTreeMap, HashMap};

use super::{
    At,
    project_rows::{Project, of_performance, of_table},
    view::{Grid, View, at_least, tie},
};
use crate::{
    model::CellRef,
    relations::{Builder, Comparison, Evidence, Term},
};

/// The most alternatives of one question that are told apart.
const MOST: usize = 14;

/// One project has one amount, in 项目支出表, in the list of performance targets and in its own form.
pub(super) fn same_project(view: &View, out: &mut Builder) {
    let tables: Vec<Project> = view.projects.iter().flat_map(of_table).collect();
    let (lists, forms): (Vec<&At>, Vec<&At>) = view.performance.iter().partition(|at| at.panel.rows.len() > 1);
    let lists: Vec<Project> = lists.into_iter().flat_map(of_performance).collect();
    let forms: Vec<Project> = forms.into_iter().flat_map(of_performance).collect();
    for (stated, others, label) in [
        (&forms, &tables, "绩效目标表的项目金额 = 项目支出表的同一项目"),
        (&lists, &tables, "绩效目标清单的项目金额 = 项目支出表的同一项目"),
        (&forms, &lists, "绩效目标表的项目金额 = 绩效目标清单的同一项目"),
    ] {
        let named = grouped(others, |p| p.key.as_str());
        let coded = grouped(others, |p| if p.code.len() > 9 { p.code.as_str() } else { "" });
        for (key, mine) in in_order(grouped(stated, |p| p.key.as_str())) {
            let code = mine.first().map_or("", |p| p.code.as_str());
            let theirs = named.get(key).or_else(|| coded.get(code).filter(|_| mine.len() == 1));
            if let Some(theirs) = theirs {
                same_amount(&mine, theirs, label, out);
            }
        }
    }
}

/// Projects by name or code; those without are left out.
fn grouped<'p>(projects: &'p [Project], by: impl Fn(&'p Project) -> &'p str) -> HashMap<&'p str, Vec<&'p Project>> {
    let mut out: HashMap<&str, Vec<&Project>> = HashMap::new();
    for project in projects.iter().filter(|p| !by(p).is_empty()) {
        out.entry(by(project)).or_default().push(project);
    }
    out
}

/// In the order of the tables, so that the relations always come in the same order.
fn in_order<'p>(groups: HashMap<&'p str, Vec<&'p Project>>) -> Vec<(&'p str, Vec<&'p Project>)> {
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, projects)| projects.first().and_then(|p| p.whole().first()).copied());
    groups
}

/// The amounts that projects of one name are stated with, all together.
fn together(projects: &[&Project], choice: usize) -> Option<(Vec<CellRef>, bool)> {
    let amounts: Option<Vec<_>> = projects.iter().map(|p| p.amounts.get(choice)).collect();
    let amounts = amounts?;
    let sure = amounts.iter().all(|a| a.is_of_this_year);
    Some((amounts.into_iter().flat_map(|a| a.cells.iter().copied()).collect(), sure))
}

/// One question: with which of its figures does the one table mean which figure of the other? A form may state
/// this year's money or also what is carried in; of rows of one name in several units it may mean all or one.
fn same_amount(mine: &[&Project], theirs: &[&Project], label: &str, out: &mut Builder) {
    let mut here: Vec<_> = (0..3).filter_map(|choice| together(mine, choice)).collect();
    let fiscal: Option<Vec<CellRef>> = mine.iter().map(|p| p.fiscal).collect();
    here.extend(fiscal.map(|cells| (cells, true)));
    let mut there: Vec<Vec<CellRef>> = (0..2).filter_map(|choice| together(theirs, choice)).map(|(c, _)| c).collect();
    if theirs.len() > 1 {
        there.extend(theirs.iter().take(4).map(|p| p.whole().to_vec()));
    }
    let certain = mine.len() == 1 && theirs.len() == 1;
    let scope = out.scope("C10");
    let mut number = 0;
    for other in &there {
        for (cells, sure) in &here {
            let Some(tie) = tie(cells, other, &[]) else { continue };
            if number == MOST {
                break;
            }
            let add = |out: &mut Builder| out.when((scope, &[number]), "C10", tie, label);
            let relation = if certain && *sure { add(out) } else { out.doubtfully(add) };
            let mut evidence: Vec<Evidence> = relation.into_iter().map(Evidence::Holds).collect();
            evidence.push(Evidence::Money(cells.clone()));
            if number == 0 {
                evidence.extend(by_sources(scope, mine, theirs, label, out));
            }
            out.reading(scope, "同一项目的金额", evidence, None);
            number += 1;
        }
    }
    let cells = here.iter().flat_map(|(cells, _)| cells.iter().copied()).collect();
    out.reading(scope, "没有填金额，不比较", vec![Evidence::NoMoney(cells)], None);
}

/// The project spending of the tables of subjects, and all projects of each table that lists them.
pub(super) fn all_projects(view: &View, out: &mut Builder) {
    out.doubtfully(|out| {
        for at in &view.projects {
            listed(view, &of_table(at), out);
        }
        with_targets(view, out);
    });
    general_projects(view, out);
}

/// The total of project spending in a table of subjects.
fn total(grid: Option<&Grid>) -> Vec<CellRef> {
    let Some(grid) = grid else { return Vec::new() };
    let row: Vec<usize> = grid.total_row().into_iter().collect();
    grid.cells(&row, &grid.columns("项目支出"))
}

/// What that total adds up.
fn added_up(grid: Option<&Grid>) -> Vec<CellRef> {
    grid.map(|grid| grid.cells(&grid.outline.top, &grid.columns("项目支出"))).unwrap_or_default()
}

/// Where the amount of a project is wrong on one side, its sources there may still add up to that of the other:
/// then both tables mean the whole amount.
fn by_sources(scope: usize, mine: &[&Project], theirs: &[&Project], label: &str, out: &mut Builder) -> Vec<Evidence> {
    let sources = |side: &[&Project]| -> Vec<CellRef> {
        let told = side.iter().all(|p| !p.sources.is_empty());
        side.iter().filter(|_| told).flat_map(|p| p.sources.iter().copied()).collect()
    };
    let whole = |side: &[&Project]| -> Vec<CellRef> { side.iter().flat_map(|p| p.whole().iter().copied()).collect() };
    [(whole(mine), sources(theirs)), (sources(mine), whole(theirs)), (sources(mine), sources(theirs))]
        .into_iter()
        .filter_map(|(a, b)| out.witness(scope, "C10", tie(&a, &b, &[])?, label))
        .collect()
}

fn plus(cells: &[CellRef]) -> Vec<Term> {
    cells.iter().copied().map(Term::plus).collect()
}

/// 支出总表项目支出 = Σ 项目支出表. Some list only what the general budget pays, or only this year's money.
fn listed(view: &View, projects: &[Project], out: &mut Builder) {
    let all: Vec<CellRef> = projects.iter().flat_map(|p| p.whole().iter().copied()).collect();
    let of = |grid: &Option<Grid>| (total(grid.as_ref()), added_up(grid.as_ref()));
    let (spending, general) = (of(&view.spending), of(&view.general));
    // Where only the general budget's projects are told in all, they are compared with that budget's column.
    let of_general: Option<Vec<Vec<CellRef>>> = projects.iter().map(|p| p.general.clone()).collect();
    let of_general = of_general.filter(|_| spending.0.is_empty()).map_or_else(|| all.clone(), |cells| cells.concat());
    let carried = plus(&view.all_in.iter().flat_map(|s| s.carried()).collect::<Vec<_>>());
    let fiscal_carried = plus(&view.fiscal_in.iter().flat_map(|s| s.carried()).collect::<Vec<_>>());
    let scope = out.scope("C10");
    let candidates = [
        ("项目支出表列全部项目", &spending, &all, Vec::new(), "支出总表项目支出 = 项目支出表各项目之和"),
        (
            "项目支出表只列一般公共预算",
            &general,
            &of_general,
            Vec::new(),
            "一般公共预算项目支出 = 项目支出表各项目之和",
        ),
        ("项目支出表不含上年结转", &spending, &all, carried, "支出总表项目支出 = 项目支出表各项目之和 + 上年结转"),
        (
            "项目支出表只列当年一般公共预算",
            &general,
            &of_general,
            fiscal_carried,
            "一般公共预算项目支出 = 项目支出表各项目之和 + 上年结转",
        ),
    ];
    let mut number = 0;
    for (reading, (stated, parts), cells, more, label) in candidates {
        let Some(total) = tie(stated, cells, &more) else { continue };
        // `tie` may turn the sides of a sum around; a total is stated by the table of subjects.
        let Some(relation) = out.when((scope, &[number]), "C10", total, label) else { continue };
        let witness = tie(parts, cells, &more).and_then(|t| out.witness(scope, "C10", t, label));
        out.reading(scope, reading, witness.into_iter().chain([Evidence::Holds(relation)]).collect(), None);
        number += 1;
    }
    for (subject, rows) in by_subject(projects) {
        let Some(spending) = &view.spending else { continue };
        let here = spending.cells(spending.rows(subject), &spending.columns("项目支出"));
        if let Some(tie) = tie(&here, &rows, &[]) {
            out.when((scope, &[0]), "C10", tie, "支出总表各科目项目支出 = 其各项目之和");
        }
    }
}

fn by_subject(projects: &[Project]) -> BTreeMap<&str, Vec<CellRef>> {
    let mut out: BTreeMap<&str, Vec<CellRef>> = BTreeMap::new();
    for project in projects {
        if let Some(subject) = project.subject.as_deref() {
            out.entry(subject).or_default().extend(project.whole());
        }
    }
    out
}

/// 一般公共预算支出表项目支出 = 一般公共预算项目支出表, in all and by subject.
fn general_projects(view: &View, out: &mut Builder) {
    let (Some(general), Some(projects)) = (&view.general, &view.general_projects) else { return };
    let Some(row) = projects.total_row() else { return };
    let there = projects.cells(&[row], &projects.whole());
    let carried = plus(&view.fiscal_in.iter().flat_map(|s| s.carried()).collect::<Vec<_>>());
    let scope = out.scope("C10");
    let label = "一般公共预算支出表项目支出 = 一般公共预算项目支出表";
    let mut number = 0;
    for (reading, more) in [("口径相同", Vec::new()), ("项目支出表不含上年结转", carried)] {
        let Some(total) = tie(&total(Some(general)), &there, &more) else { continue };
        if number == 1 && more.is_empty() {
            continue;
        }
        let relation = out.when((scope, &[number]), "C10", total, label).map(Evidence::Holds);
        let subjects = projects.cells(&projects.outline.top, &projects.whole());
        let witness = tie(&added_up(Some(general)), &subjects, &more);
        let witness = witness.and_then(|t| out.witness(scope, "C10", t, label));
        out.reading(scope, reading, relation.into_iter().chain(witness).collect(), None);
        number += 1;
    }
    for (code, rows) in &projects.codes {
        let here = general.cells(general.rows(code), &general.columns("项目支出"));
        if let Some(tie) = tie(&here, &projects.cells(rows, &projects.whole()), &[]) {
            out.when((scope, &[0]), "C10", tie, "一般公共预算支出表各科目项目支出 = 一般公共预算项目支出表同一科目");
        }
    }
}

/// Projects with performance targets are some or all of the projects: not more money than these have.
fn with_targets(view: &View, out: &mut Builder) {
    let spending = if view.spending.is_some() { total(view.spending.as_ref()) } else { total(view.general.as_ref()) };
    // Money that goes to other levels is no spending of this agency.
    let passes_on = |at: &&At| {
        let says = |text: &str| text.contains("转移支付") || text.contains("专项资金");
        says(&at.table.title) || at.panel.rows.iter().any(|r| says(&r.name))
    };
    if view.performance.iter().any(|at| passes_on(&at)) {
        return;
    }
    let (lists, forms): (Vec<&At>, Vec<&At>) = view.performance.iter().partition(|at| at.panel.rows.len() > 1);
    for tables in lists.into_iter().map(|at| vec![at]).chain([forms]) {
        let projects: Vec<Project> = tables.into_iter().flat_map(of_performance).collect();
        let all: Vec<CellRef> = projects.iter().flat_map(|p| p.whole().iter().copied()).collect();
        let ([stated], false) = (&spending[..], all.is_empty()) else { continue };
        let scope = out.scope("C10");
        let same = (*stated, Comparison::Equal, plus(&all));
        let same = out.when((scope, &[0]), "C10", same, "支出总表项目支出 = 各项目绩效目标表金额之和");
        out.reading(scope, "全部项目都有绩效目标", same.into_iter().map(Evidence::Holds).collect(), None);
        let fiscal: Option<Vec<CellRef>> = projects.iter().map(|p| p.fiscal).collect();
        let candidates = [("部分项目有绩效目标", all), ("绩效目标含预算以外的资金", fiscal.unwrap_or_default())];
        let mut number = 1;
        for (reading, cells) in candidates {
            let Some(least) = at_least(&spending, &cells) else { continue };
            let least = out.when((scope, &[number]), "C10", least, "支出总表项目支出 ≥ 各项目绩效目标表金额之和");
            out.reading(scope, reading, least.into_iter().map(Evidence::Holds).collect(), None);
            number += 1;
        }
    }
}
