//! Projects: how many there are and what they cost together (N10), and what each costs.

use super::{
    super::{Claim, Measure, Must, Operand, Prose, Reading, Role, Statement, Sum},
    place::Lines,
    words::plain,
};
use crate::{
    model::{CellRef, ColumnRole, Disclosure, Kind, Panel, RowRole, Status, TextRef},
    relations::{Header, has_indicators, named_project},
};

/// The shortest name, without blanks and signs, that is taken to mean a project wherever it stands.
const SHORTEST: usize = 8;

/// A table that lists projects, or all forms that tell of one each.
struct Listed {
    /// What the list is, for people.
    scope: &'static str,
    projects: Vec<Project>,
    /// What they cost together; nothing where that is not told.
    total: Vec<CellRef>,
    /// It lists all projects and nothing else: no salaries, and not only those of one budget.
    counts: bool,
}

struct Project {
    /// Its name without blanks and signs.
    name: String,
    /// A cell of its row.
    row: CellRef,
    /// What it costs; nothing where the columns do not tell which that is.
    amount: Vec<CellRef>,
}

/// What the text says of projects.
pub(super) fn claims(d: &Disclosure, prose: &Prose, lines: &[Lines], out: &mut Vec<Claim>) {
    let lists = lists(d);
    if lists.is_empty() {
        return;
    }
    for (index, statement) in prose.statements.iter().enumerate() {
        if statement.aside {
            continue;
        }
        if is_number_of_projects(d, prose, statement) {
            count(d, prose, index, &lists, out);
        } else if statement.role == Role::Amount {
            one_project(prose, lines, statement, &lists, out);
        }
    }
}

fn lists(d: &Disclosure) -> Vec<Listed> {
    let mut out = Vec::new();
    let mut forms: Vec<Listed> = Vec::new();
    for (index, table) in d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok) {
        let Some(panel) = table.panels.first() else { continue };
        let listed = match table.kind {
            Kind::Projects | Kind::GeneralProjects => listed(index, panel, "项目支出表", table.kind == Kind::Projects),
            Kind::ProjectPerformance => listed(index, panel, "绩效目标表", true),
            _ => continue,
        };
        match listed.projects.len() {
            0 => {}
            // A form tells of one project; what tells of several is a list of its own.
            1 if table.kind == Kind::ProjectPerformance => forms.push(listed),
            _ => out.push(listed),
        }
    }
    if !forms.is_empty() {
        let told = forms.iter().all(|f| !f.total.is_empty());
        let total = forms.iter().filter(|_| told).flat_map(|f| f.total.iter().copied()).collect();
        let projects = forms.into_iter().flat_map(|f| f.projects).collect();
        out.push(Listed { scope: "绩效目标表", projects, total, counts: true });
    }
    out
}

fn listed(table: usize, panel: &Panel, scope: &'static str, all: bool) -> Listed {
    let columns = amount_columns(panel);
    let cells = |row: usize| columns.iter().map(|c| CellRef::new(table, 0, row, *c)).collect::<Vec<_>>();
    let any = panel.columns.iter().position(|c| c.role == ColumnRole::Amount).unwrap_or_default();
    let rows = panel.rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Item);
    let mut projects: Vec<Project> = Vec::new();
    for (i, row) in rows {
        let name = plain(named_project(panel, i).unwrap_or(&row.name));
        // A list may print a row for each of a project's indicators.
        let is_further = has_indicators(panel) && projects.last().is_some_and(|p| p.name == name);
        // Of a table by subjects only the rows that name a project are projects.
        if !name.is_empty() && !is_further {
            projects.push(Project { name, row: CellRef::new(table, 0, i, any), amount: cells(i) });
        }
    }
    let salaries = ["基本工资", "津贴", "住房公积金", "公用经费"];
    let counts = all && !projects.iter().any(|p| salaries.iter().any(|w| p.name.contains(w)));
    let total = match panel.rows.iter().position(|r| r.role.is_total()) {
        Some(row) => cells(row),
        None => projects.iter().flat_map(|p| p.amount.iter().copied()).collect(),
    };
    Listed { scope, projects, total, counts }
}

/// The columns that make up a project's amount: the whole, or the parts of the one group that there is.
fn amount_columns(panel: &Panel) -> Vec<usize> {
    let header = Header::of(panel);
    match (header.whole(), &header.children[..]) {
        (Some(column), _) => vec![column],
        (None, [group]) => group.value(),
        (None, groups) => {
            let told =
                |name: &str| ["预算数", "年度资金总额", "资金总额", "批复数", "年度预算", "项目金额"].contains(&name);
            groups.iter().find_map(|g| g.find(&told)).map(Header::value).unwrap_or_default()
        }
    }
}

fn sum(cells: &[CellRef]) -> Sum {
    cells.iter().map(|c| (1, Operand::Cell(*c))).collect()
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
    out.push(Claim { rule: "N10", stated: statement.number, readings, doubtful: !of_all });
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
            out.push(Claim { rule: "N10", stated: other.number, readings, doubtful: !of_all });
        }
    }
}

/// The amount of a project that the words name.
fn one_project(prose: &Prose, lines: &[Lines], statement: &Statement, lists: &[Listed], out: &mut Vec<Claim>) {
    let Some(number) = prose.numbers.get(statement.number) else { return };
    if !matches!(number.measure, Measure::Money(_)) || out.iter().any(|c| c.stated == statement.number) {
        return;
    }
    let generic = [
        "预算安排规模",
        "预算规模",
        "年度预算",
        "资金规模",
        "项目资金",
        "预算金额",
        "年度预算安排",
        "项目预算",
        "预算",
        "预算安排",
        "项目总预算",
        "安排资金",
        "安排经费",
        "该项目安排经费",
        "项目安排经费",
        "年度安排经费",
        "年度安排资金",
        "安排预算资金",
        "预算资金",
        "资金总额",
        "年度资金总额",
    ];
    let own = statement.topics.first().map(|t| plain(t)).unwrap_or_default();
    let over = lines.get(number.at.section as usize).map(|l| l.over(number.at.from)).unwrap_or_default();
    let named: Vec<String> = if generic.contains(&own.as_str()) {
        let rest = statement.topics.iter().skip(1).map(|t| plain(t));
        rest.chain([plain(&over.sub), plain(&over.section)]).collect()
    } else {
        vec![own]
    };
    let long = |name: &str| name.chars().count() >= SHORTEST;
    let is = |project: &str, name: &str| {
        project == name || (long(project) && long(name) && (name.ends_with(project) || project.ends_with(name)))
    };
    for name in named.iter().filter(|n| long(n)) {
        let readings: Vec<Reading> = lists
            .iter()
            .filter_map(|l| {
                let of = |p: &&Project| is(&p.name, name) && !p.amount.is_empty();
                let table = l.projects.iter().find(of).map(|p| p.row.table)?;
                let here = l.projects.iter().filter(of).filter(|p| p.row.table == table);
                let cells = sum(&here.flat_map(|p| p.amount.iter().copied()).collect::<Vec<_>>());
                (!cells.is_empty()).then(|| Reading { scope: l.scope.to_owned(), must: Must::Equal(cells) })
            })
            .collect();
        if !readings.is_empty() {
            out.push(Claim { rule: "N1", stated: statement.number, readings, doubtful: false });
            return;
        }
    }
}
