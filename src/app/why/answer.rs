//! What there is to say of a cell or a number of the text.

use crate::app::prose;
use crate::app::verdicts;
use crate::check::Verdict;
use crate::model::{CellRef, ColumnRole, Disclosure, Kind, Spot, Status, TextRef};
use crate::relations::{self, Evidence};
use crate::session::{Field, Session};

/// What there is to say.
#[derive(Default)]
pub(super) struct Answer {
    pub title: String,
    pub lead: Vec<String>,
    pub lines: Vec<Line>,
}

/// One thing that was asked, or was not.
pub(super) struct Line {
    /// How it came out, in a word; `None` begins a group.
    pub word: Option<&'static str>,
    pub verdict: Option<Verdict>,
    pub text: String,
    pub detail: String,
    pub goes: Option<Goes>,
}

/// Where a line leads.
#[derive(Clone)]
pub(super) enum Goes {
    Relation(usize),
    Spot(Spot),
}

pub(super) fn answer(session: &Session, spot: Spot) -> Answer {
    let mut answer = match spot {
        Spot::Cell(cell) => of_cell(session, cell),
        Spot::Text(text) => of_number(session, text),
    };
    said_about(session, spot, &mut answer.lines);
    answer
}

fn group(text: impl Into<String>) -> Line {
    Line { word: None, verdict: None, text: text.into(), detail: String::new(), goes: None }
}

fn of_cell(session: &Session, cell: CellRef) -> Answer {
    let d = session.disclosure();
    let checker = session.checker();
    let title = prose::spot_title(d, Spot::Cell(cell));
    let mut lines = Vec::new();
    let all: Vec<usize> = checker.candidates_of(cell).collect();
    let asked = verdicts::relations(session, cell);
    let count = |v: &dyn Fn(Verdict) -> bool| asked.iter().filter(|i| v(checker.outcome(**i).verdict)).count();
    let (broken, holds) = (count(&|v| v == Verdict::Broken), count(&|v| v == Verdict::Holds));
    let silent = count(&|v| v == Verdict::NotCompared);
    let rounding = asked.len() - broken - holds - silent;
    let mut lead = Vec::new();
    if let Some(why) = outside(d, cell) {
        lead.push(why);
    }
    if asked.is_empty() {
        lead.push("没有勾稽关系涉及这一格，所以不会标出；要核对它，请对照原文，或用临时求和比较。".to_owned());
    } else {
        let parts = [("平", holds), ("尾差", rounding), ("不平", broken), ("没有可比的数", silent)];
        let parts: Vec<String> = parts.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n}")).collect();
        lead.push(format!("参与 {} 条勾稽：{}。", asked.len(), parts.join("，")));
        if broken == 0 && rounding == 0 && holds > 0 {
            lead.push("能核对的都成立，所以没有标出。".to_owned());
        }
    }
    for &i in &asked {
        lines.push(relation_line(session, i));
    }
    let others: Vec<usize> = all.into_iter().filter(|i| !checker.asks_for(*i)).collect();
    if !others.is_empty() {
        lines.push(group("按本文件的口径不作要求："));
    }
    for i in others {
        lines.push(not_asked(session, i));
    }
    let naming = session.examination().numbers.iter().filter(|n| n.links.iter().any(|l| l.cells.contains(&cell)));
    let naming: Vec<_> = naming.collect();
    if !naming.is_empty() {
        lines.push(group("情况说明里说到它的数："));
    }
    for number in naming {
        lines.push(Line {
            word: Some(prose::Mark::of(number).name()),
            verdict: number.verdict,
            text: prose::spot_title(d, Spot::Text(number.at)),
            detail: String::new(),
            goes: Some(Goes::Spot(Spot::Text(number.at))),
        });
    }
    Answer { title, lead, lines }
}

/// Why a cell takes part in nothing, or in less than others do.
fn outside(d: &Disclosure, cell: CellRef) -> Option<String> {
    let table = d.tables.get(cell.table as usize)?;
    let role = d.column(cell)?.role;
    let text = match (table.status, role) {
        (Status::Unrecoverable, _) => "这张表无法还原，为免误报不参加勾稽。",
        (Status::Partial, _) => "这张表只还原了一部分，为免误报不参加勾稽。",
        (_, ColumnRole::Label) => "这一列是文字，不参加勾稽。",
        (_, ColumnRole::Share | ColumnRole::Count) => "这一列是比例或数量，不参加金额的勾稽。",
        _ if table.kind == Kind::Other => "这张表没有认出表种，只核对表内的合计，不与别的表核对。",
        _ if d.cell(cell).is_some_and(|c| c.value.is_none()) => "这一格没有数，在合计中按零计算。",
        _ => return None,
    };
    Some(text.to_owned())
}

fn relation_line(session: &Session, i: usize) -> Line {
    let checker = session.checker();
    let outcome = checker.outcome(i);
    let rule = checker.relations().get(i).map_or("", |r| r.rule);
    let title = relations::rule(rule).map_or("", |r| r.title.as_str());
    let mut detail = format!("规则 {rule}：{title}");
    if outcome.verdict == Verdict::NotCompared {
        detail.push_str("。没有比较：两边都没有数，或整行、整栏都没有数");
    } else if outcome.allowed.is_zero() {
        detail.push_str("；不容许尾差");
    } else {
        detail.push_str(&format!("；四舍五入最多能差 {}", outcome.allowed.normalize()));
    }
    if let Some(scope) = decided(session, i) {
        detail.push_str(&format!("。{scope}"));
    }
    if session.examiner().rules().off.contains(rule) {
        detail.push_str("。这条规则已关闭，查出的不报");
    }
    Line {
        word: Some(outcome.verdict.name()),
        verdict: Some(outcome.verdict),
        text: checker.formula(session.disclosure(), i),
        detail,
        goes: Some(Goes::Relation(i)),
    }
}

/// A relation that holds under another reading of the document only.
fn not_asked(session: &Session, i: usize) -> Line {
    let checker = session.checker();
    let d = session.disclosure();
    let relation = checker.relations().get(i);
    let condition = relation.and_then(|r| r.condition);
    let scope = condition.and_then(|c| Some((c, checker.scopes().nth(c.scope)?.0)));
    let only = scope.map(|(condition, scope)| {
        let readings = scope.readings.iter().enumerate().filter(|(n, _)| condition.includes(*n));
        let labels: Vec<&str> = readings.map(|(_, r)| r.label.as_str()).collect();
        format!("只在“{}”时要求", labels.join("”或“"))
    });
    let parts: Vec<String> = only.into_iter().chain(decided(session, i)).collect();
    Line {
        word: Some("不要求"),
        verdict: None,
        text: format!("{} {}", relation.map_or("", |r| r.rule), checker.formula(d, i)),
        detail: parts.join("；"),
        goes: None,
    }
}

/// Which reading (口径) was decided on for a relation, and on what evidence.
fn decided(session: &Session, i: usize) -> Option<String> {
    let checker = session.checker();
    let condition = checker.relations().get(i)?.condition?;
    let (scope, chosen) = checker.scopes().nth(condition.scope)?;
    let reading = scope.readings.get(chosen)?;
    let d = session.disclosure();
    let names = |cells: &[CellRef]| {
        let names: Vec<String> = cells.iter().take(3).map(|c| Field::from(*c).title(d)).collect();
        let more = if cells.len() > 3 { "等" } else { "" };
        format!("“{}”{more}", names.join("”“"))
    };
    let evidence: Vec<String> = reading
        .evidence
        .iter()
        .take(3)
        .map(|e| match e {
            Evidence::Holds(r) | Evidence::Exact(r) | Evidence::Witness(r) => {
                format!("{}（{}）", checker.formula(d, *r), checker.outcome(*r).verdict.name())
            }
            Evidence::NoMoney(cells) => format!("{}没有金额", names(cells)),
            Evidence::Money(cells) => format!("{}有金额", names(cells)),
        })
        .collect();
    let because = if evidence.is_empty() { "没有别的读法更合适".to_owned() } else { evidence.join("；") };
    Some(format!("口径定为“{}”，依据：{because}", reading.label))
}

fn of_number(session: &Session, at: TextRef) -> Answer {
    let d = session.disclosure();
    let title = prose::spot_title(d, Spot::Text(at));
    let number = session.examination().numbers.iter().find(|n| n.at == at);
    let mut lines = Vec::new();
    let mut lead = Vec::new();
    match number {
        None => lead.push("这不是金额、比例或数量（例如年份、编号），不核对。".to_owned()),
        Some(number) if number.links.is_empty() => {
            lead.push(
                "未核对：没有认出它说的是表中哪个数，也没有别的数可以推算它；程序不猜，请人工看一下。".to_owned(),
            );
        }
        Some(number) => {
            lead.push(format!("与 {} 处比较过，结果：{}。", number.links.len(), prose::Mark::of(number).name()));
            for link in &number.links {
                let mut detail = prose::about(link);
                if session.examiner().rules().off.contains(link.rule) {
                    detail.push_str("。这条规则已关闭，查出的不报");
                }
                lines.push(Line {
                    word: Some(link.verdict.name()),
                    verdict: Some(link.verdict),
                    text: link.formula.clone(),
                    detail,
                    goes: None,
                });
                let cells = link.cells.iter().take(12).map(|c| Spot::Cell(*c));
                for spot in cells.chain(link.texts.iter().take(12).map(|t| Spot::Text(*t))) {
                    lines.push(Line {
                        word: Some("　比较的数"),
                        verdict: None,
                        text: prose::spot_title(d, spot),
                        detail: String::new(),
                        goes: Some(Goes::Spot(spot)),
                    });
                }
            }
        }
    }
    Answer { title, lead, lines }
}

/// Findings about a place: those that are listed, and those that were dismissed, with the reason.
fn said_about(session: &Session, spot: Spot, lines: &mut Vec<Line>) {
    let is_about = |f: &&crate::check::Finding| match spot {
        Spot::Cell(cell) => f.cells.contains(&cell),
        Spot::Text(text) => f.texts.contains(&text),
    };
    let dismissed: Vec<_> = session.dismissed().iter().filter(is_about).collect();
    if !dismissed.is_empty() {
        lines.push(group("已排除的发现："));
    }
    for finding in dismissed {
        let note = session.said(finding).map(|e| e.note.as_str()).unwrap_or_default();
        let detail = if note.is_empty() { String::new() } else { format!("理由：{note}") };
        let text = finding.message.clone();
        lines.push(Line { word: Some("已排除"), verdict: None, text, detail, goes: None });
    }
    let off = &session.examiner().rules().off;
    if !off.is_empty() {
        let mut names: Vec<&str> = off.iter().map(String::as_str).collect();
        names.sort_unstable();
        lines.push(group(format!("已关闭的规则：{}", names.join("、"))));
    }
}
