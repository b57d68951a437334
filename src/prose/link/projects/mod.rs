//! Projects: how many there are and what they cost together (N10), and what each costs (N1).
//!
//! A project is named with its amount (`库房改造30万元`), or the amount stands in a paragraph about the project
//! ([`items`]), or inside its form ([`inside`]).

mod inside;
mod items;
mod lists;
mod sources;

use std::collections::HashSet;

use lists::{Listed, Project, Sort, lists, sum};

use super::{
    super::{Claim, Doubt, Measure, Must, Prose, Reading, Role, Statement},
    place::Lines,
    words::plain,
};
use crate::model::{Disclosure, Stage, TextRef};

/// The shortest name, without blanks and signs, that is taken to mean a project wherever it stands.
const SHORTEST: usize = 8;

/// What the text says of projects by paragraphs about them.
pub(super) struct Projects {
    lists: Vec<Listed>,
    claims: Vec<Claim>,
    /// The statements that such a paragraph makes of its project: they say nothing of the whole budget.
    own: HashSet<usize>,
}

impl Projects {
    /// Reads the paragraphs.
    pub fn of(d: &Disclosure, prose: &Prose) -> Self {
        let lists = lists(d);
        let mut projects = Self { lists, claims: Vec::new(), own: HashSet::new() };
        // Final accounts speak of what was planned and what was spent side by side.
        if !projects.lists.is_empty() && d.stage == Stage::Budget {
            for one in items::told(d, prose, &projects.lists) {
                projects.own.insert(one.statement);
                projects.own.extend(&one.parts);
                projects.claims.extend(one.claims(d, prose, &projects.lists));
            }
            for one in inside::told(d, prose, &projects.lists) {
                projects.claims.extend(one.claims(d, prose, &projects.lists));
            }
        }
        projects
    }

    /// A paragraph about a project makes this statement of it.
    pub fn is_own(&self, statement: usize) -> bool {
        self.own.contains(&statement)
    }
}

/// What the text says of projects.
pub(super) fn claims(d: &Disclosure, prose: &Prose, lines: &[Lines], projects: Projects, out: &mut Vec<Claim>) {
    let Projects { lists, claims, .. } = projects;
    if lists.is_empty() {
        return;
    }
    out.extend(claims);
    for (index, statement) in prose.statements.iter().enumerate() {
        if statement.aside {
            continue;
        }
        if is_number_of_projects(d, prose, statement) {
            count(d, prose, index, &lists, out);
        } else if statement.role == Role::Amount {
            one_project(d, prose, lines, statement, &lists, out);
        }
    }
}

/// `共6个项目`, `涉及项目4个`: all projects, not a choice of them.
fn is_number_of_projects(d: &Disclosure, prose: &Prose, statement: &Statement) -> bool {
    let Some(number) = prose.numbers.get(statement.number) else { return false };
    if statement.role != Role::Count || !matches!(&number.measure, Measure::Count(word) if word == "个" || word == "项")
    {
        return false;
    }
    let Some(sentence) = prose.sentences.get(number.sentence) else { return false };
    let before =
        TextRef { from: sentence.at.from.max(number.at.from.saturating_sub(24)), to: number.at.from, ..number.at };
    let before = before.text(d);
    let clause = before.rsplit(['，', ',', '；', ';', '：']).next().unwrap_or_default();
    let behind = TextRef { from: number.end, to: number.end.saturating_add(4), ..number.at }.text(d);
    let is_of_projects =
        clause.contains("项目") || behind.trim_start().starts_with("项目") || behind.starts_with("预算项目");
    let some = [
        "等",
        "重点",
        "其中",
        "选定",
        "采购",
        "转移支付",
        "试点",
        "选取",
        "政府",
        "新增",
        "基建",
        "万元以上",
        "评价",
        "自评",
        "监控",
        // Sorts of projects, which the tables do not count apart.
        "人员类",
        "运转类",
        "特定目标类",
    ];
    is_of_projects && !some.iter().any(|w| clause.contains(w))
}

/// The number of projects, and the money that is said of them in the same sentence.
fn count(d: &Disclosure, prose: &Prose, index: usize, lists: &[Listed], out: &mut Vec<Claim>) {
    let (Some(statement), true) = (prose.statements.get(index), lists.iter().any(|l| l.counts)) else { return };
    let Some(number) = prose.numbers.get(statement.number) else { return };
    let Some(sentence) = prose.sentences.get(number.sentence) else { return };
    let text = sentence.at.text(d);
    let of_all = ["共", "均", "全部", "所有", "全面"].iter().any(|w| text.contains(w));
    let usable = || lists.iter().filter(|l| l.counts);
    let reading = |l: &Listed, must: Must| Reading { scope: l.scope.to_owned(), must };
    let rows = |l: &Listed| l.projects.iter().map(|p| p.row).collect();
    let readings = usable().map(|l| reading(l, Must::Count(rows(l)))).collect();
    out.push(Claim { rule: "N10", stated: statement.number, readings, doubt: Doubt::open(!of_all) });
    let near = |at: Option<usize>| at.and_then(|at| prose.statements.get(at));
    for other in [near(index.checked_sub(1)), near(index.checked_add(1))].into_iter().flatten() {
        let is_here = prose.numbers.get(other.number).is_some_and(|n| n.sentence == number.sentence);
        let topic = other.topics.first().map(|t| plain(t)).unwrap_or_default();
        let generic = [
            "",
            "项目",
            "预算拨款",
            "预算金额",
            "预算",
            "资金",
            "金额",
            "财政拨款",
            "预算资金",
            "项目资金",
            "项目支出",
            "涉及金额",
            "一般公共预算拨款",
        ];
        let same = other.topics.first() == statement.topics.first() || generic.contains(&topic.as_str());
        if !is_here || !same || other.role != Role::Amount || out.iter().any(|c| c.stated == other.number) {
            continue;
        }
        let told = usable().filter(|l| !l.total.is_empty());
        let readings: Vec<Reading> = told.map(|l| reading(l, Must::Equal(sum(&l.total)))).collect();
        if !readings.is_empty() {
            out.push(Claim { rule: "N10", stated: other.number, readings, doubt: Doubt::open(!of_all) });
        }
    }
}

/// The amount of a project that the words name.
fn one_project(
    d: &Disclosure,
    prose: &Prose,
    lines: &[Lines],
    statement: &Statement,
    lists: &[Listed],
    out: &mut Vec<Claim>,
) {
    let Some(number) = prose.numbers.get(statement.number) else { return };
    if !matches!(number.measure, Measure::Money(_)) || out.iter().any(|c| c.stated == statement.number) {
        return;
    }
    let own = statement.topics.first().map(|t| plain(t)).unwrap_or_default();
    let over = lines.get(number.at.section as usize).map(|l| l.over(number.at.from)).unwrap_or_default();
    let named: Vec<String> = if items::is_amount_of_project(&own) {
        let rest = statement.topics.iter().skip(1).map(|t| plain(t));
        rest.chain([plain(&over.sub), plain(&over.section)]).collect()
    } else {
        vec![own]
    };
    // In a list of project spending a short name, with or without 支出 behind it, is that of a project too.
    let total = statement.list.and_then(|l| prose.lists.get(l)?.total).and_then(|t| prose.statements.get(t));
    let in_list = total.and_then(|t| t.topics.first()).is_some_and(|t| t.contains("项目支出"));
    let short = |name: &str| in_list && name.chars().count() > 3;
    for name in named.iter().map(|n| shorn(n, in_list)).filter(|n| is_long(n) || short(n)) {
        // The name of its unit may stand in front of it.
        let ends = |p: &Project| in_list && shorn(&p.name, in_list).ends_with(name);
        let is = |p: &Project| ends(p) || is_same(shorn(&p.name, false), name);
        let claims = amount(d, statement.number, lists, is);
        if !claims.is_empty() {
            out.extend(claims);
            return;
        }
    }
}

/// A name without what says no more than that it is a project.
fn shorn(name: &str, in_list: bool) -> &str {
    let ends = ["项目支出", "项目经费", "项目资金", "项目", "支出"].into_iter().take(if in_list { 5 } else { 4 });
    ends.filter_map(|end| name.strip_suffix(end)).find(|rest| !rest.is_empty()).unwrap_or(name)
}

fn is_long(name: &str) -> bool {
    name.chars().count() >= SHORTEST
}

/// Both names mean the same project: one may have more in front, a year or the number of a document.
fn is_same(project: &str, name: &str) -> bool {
    project == name || (is_long(project) && is_long(name) && (name.ends_with(project) || project.ends_with(name)))
}

/// What is said to be the amount of a project is what the tables of projects state, and its targets, and its form:
/// each of these for itself, for one that was not changed with the others is what is looked for.
fn amount(d: &Disclosure, stated: usize, lists: &[Listed], is: impl Fn(&Project) -> bool) -> Vec<Claim> {
    let of = |sort: Sort| {
        let mine = || lists.iter().filter(move |l| l.sort == sort);
        let readings: Vec<Reading> = mine().flat_map(|l| l.readings(d, &is)).collect();
        // A bare 资金总额 may be that of several years.
        let doubtful = mine().flat_map(|l| &l.projects).any(|p| is(p) && !p.is_of_this_year);
        (!readings.is_empty()).then_some(Claim { rule: "N1", stated, readings, doubt: Doubt::open(doubtful) })
    };
    let mut claims: Vec<Claim> = [Sort::Table, Sort::List, Sort::Form].into_iter().filter_map(of).collect();
    // Of final accounts one table has what was planned and another what was spent: any may be meant.
    if d.stage == Stage::FinalAccounts && claims.len() > 1 {
        let readings: Vec<Reading> = claims.drain(1..).flat_map(|c| c.readings).collect();
        claims.iter_mut().for_each(|c| c.readings.extend(readings.clone()));
    }
    claims
}
