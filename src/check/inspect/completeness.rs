//! Completeness (完整性) against 财预〔2016〕143号 and 预算法实施条例: K1 the standard tables, K2 an empty table
//! says why, K3 down to which level, K4 what the text must tell, K5 the table of contents.
//!
//! What was there and could not be read is not missing; a file that publishes a part only says so once.

use super::{narrative, overview::Overview};
use crate::{
    check::{Finding, Severity, names},
    model::{Decimal, Disclosure, Kind, Row, Stage, Status, Table},
    relations::outline::Outline,
};

/// Everything that is not there.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let overview = Overview::of(d);
    let mut out = Vec::new();
    tables(d, &overview, &mut out);
    if overview.has_tables() {
        out.extend(contents(d, &overview));
    }
    for (index, table) in d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok) {
        let mut add = |rule, severity, message: String| {
            let table = u32::try_from(index).ok();
            out.push(Finding { table, ..Finding::new(rule, severity, message) });
        };
        let name = names::table(d, u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(message) = unexplained(d, table, name, &overview) {
            add("K2", Severity::Warning, message);
        }
        if let Some(message) = depth(table, name) {
            add("K3", Severity::Missing, message);
        } else if states_only_a_total(table) {
            let message = format!("“{name}”只有合计，没有列出各单位、科目或项目；请核对是否漏了一行。");
            add("K3", Severity::Warning, message);
        }
    }
    out.extend(narrative::check(d, &overview));
    out
}

/// The first year in which 国有资本经营预算 has a table of its own nearly everywhere. From 2018 on provinces
/// added it one after the other.
fn state_capital(d: &Disclosure) -> Option<Severity> {
    let everywhere = if d.stage == Stage::FinalAccounts { 2020 } else { 2021 };
    match d.year {
        Some(year) if year < 2018 => None,
        Some(year) if year < everywhere => Some(Severity::Hint),
        _ => Some(Severity::Missing),
    }
}

/// K1.
fn tables(d: &Disclosure, overview: &Overview, out: &mut Vec<Finding>) {
    let absent: Vec<Kind> = Kind::standard().iter().copied().filter(|k| !overview.has(*k)).collect();
    if !overview.has_tables() {
        let there = Kind::standard().len() - absent.len();
        let message = match (there, d.prose.is_empty()) {
            (0, true) => return,
            (0, false) => {
                "本文件没有公开表（只有文字说明，或表在另外的文件里）；请把表格文件与本文件一起打开，完整性才能核对。"
                    .to_owned()
            }
            _ => format!(
                "本文件只有九张标准表中的 {there} 张，看来只是公开内容的一部分；请把同一部门的其他文件一起打开，完整性才能核对。"
            ),
        };
        out.push(Finding::new("K1", Severity::Hint, message));
        return;
    }
    for kind in absent {
        let name = kind.name_in(d.stage);
        let severity = if kind == Kind::StateCapitalSpending { state_capital(d) } else { Some(Severity::Missing) };
        let Some(severity) = severity else { continue };
        let finding = if overview.prints_title(kind) {
            let message = format!("文中有“{name}”的表名，但没有读到这张表；请对照原文，表还在的可在识别设置里指定。");
            Finding::new("K1", Severity::Hint, message)
        } else if severity == Severity::Hint {
            let message = format!("没有“{name}”；这张表 2018 年起各地陆续加列，没有数据的也应列出空表并说明。");
            Finding::new("K1", severity, message)
        } else if overview.lists_title(kind) {
            let message = format!("目录列有“{name}”，正文中没有这张表；没有数据的也应列出空表并说明。");
            Finding::new("K1", severity, message)
        } else {
            let message = format!("缺少“{name}”；没有数据的也应列出空表并说明。");
            Finding::new("K1", severity, message)
        };
        out.push(finding);
    }
}

/// K5: other tables that the table of contents lists. Missing standard tables are said by K1.
fn contents(d: &Disclosure, overview: &Overview) -> Vec<Finding> {
    let absent = overview
        .listed()
        .into_iter()
        .filter(|kind| !Kind::standard().contains(kind) && !overview.has(*kind) && !overview.prints_title(*kind));
    absent
        .map(|kind| {
            let name = kind.name_in(d.stage);
            Finding::new("K5", Severity::Missing, format!("目录列有“{name}”，正文中没有这张表；请补上，或改目录。"))
        })
        .collect()
}

/// K2: a table without any amount, and no sentence that says why.
fn unexplained(d: &Disclosure, table: &Table, name: &str, overview: &Overview) -> Option<String> {
    let may_be_empty = [Kind::FundSpending, Kind::StateCapitalSpending, Kind::ThreePublic].contains(&table.kind);
    if !table.is_empty() || table.panels.is_empty() || !Kind::standard().contains(&table.kind) {
        return None;
    }
    if !may_be_empty {
        return Some(format!("“{name}”没有一个金额；请核对是否漏填。"));
    }
    // In a file without text the explanation may stand in another one.
    if !overview.has_text()
        || explains(table.notes.iter().map(String::as_str))
        || explains([table.raw.as_str()].into_iter())
    {
        return None;
    }
    let of_budget = match table.kind {
        Kind::FundSpending => "政府性基金",
        Kind::StateCapitalSpending => "国有资本经营",
        _ => "三公",
    };
    let sentences = d.narrative().flat_map(|(_, s)| {
        let under_heading = s.heading.contains(of_budget);
        s.text.split(['。', '\n', '；']).filter(move |t| under_heading || t.contains(of_budget))
    });
    let words = table.panels.iter().flat_map(|p| &p.rows).map(|r| r.name.as_str());
    if explains(sentences) || explains(words) {
        return None;
    }
    Some(format!("“{name}”是空表，但没有说明原因；应在表下或情况说明中写明没有这项收支。"))
}

/// A sentence says that there is nothing.
fn explains<'t>(mut sentences: impl Iterator<Item = &'t str>) -> bool {
    const NOTHING: &[&str] = &["没有", "无", "未安排", "未使用", "不涉及", "空表", "未编制", "为零"];
    sentences.any(|text| NOTHING.iter().any(|w| text.contains(w)) || states_zero(text))
}

/// `支出预算为0.00万元`, `支出预算为0`
fn states_zero(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let is_zero = |number: &str| number.parse::<Decimal>().is_ok_and(|n| n.is_zero());
    let before_unit = text.match_indices("万元").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let rest = before.trim_end_matches(is_digit);
        is_zero(before.get(rest.len()..).unwrap_or_default())
    });
    let after_is = text.match_indices('为').any(|(at, word)| {
        let after = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let rest = after.trim_start_matches(is_digit);
        is_zero(after.get(..after.len() - rest.len()).unwrap_or_default())
    });
    before_unit || after_is
}

/// Money in the 合计 and no row below it.
fn states_only_a_total(table: &Table) -> bool {
    // 收入总表 and 支出总表 may tell sources and purposes in their columns and have one row.
    let is_broken_down = matches!(
        table.kind,
        Kind::GeneralSpending
            | Kind::GeneralBasicSpending
            | Kind::FundSpending
            | Kind::StateCapitalSpending
            | Kind::Projects
            | Kind::GeneralProjects
    );
    let rows = || table.panels.iter().flat_map(|p| &p.rows);
    let has_money = |r: &Row| r.cells.iter().any(|c| c.value.is_some_and(|v| !v.is_zero()));
    is_broken_down && rows().any(has_money) && rows().all(|r| r.role.is_total())
}

/// K3: functional subjects down to 项, basic spending by economic subject down to 款, cars by purchase and use.
fn depth(table: &Table, name: &str) -> Option<String> {
    let panel = table.panels.first()?;
    let lengths = || Outline::of(panel).counted.into_iter().filter_map(|i| panel.rows.get(i)).map(|r| r.code.len());
    let has = |n: usize| lengths().any(|l| l == n);
    match table.kind {
        Kind::Spending | Kind::GeneralSpending | Kind::FundSpending | Kind::StateCapitalSpending
            if (has(3) || has(5)) && !has(7) =>
        {
            Some(format!("“{name}”只列到{}，应按功能分类公开到项（7 位编码）。", if has(5) { "款" } else { "类" }))
        }
        Kind::GeneralBasicSpending if has(3) && !has(5) => {
            Some(format!("“{name}”只列到类，基本支出应按经济分类公开到款（5 位编码）。"))
        }
        Kind::ThreePublic if !table.is_empty() => {
            let rows = panel.rows.iter().map(|r| r.name.as_str());
            let columns = panel.columns.iter().flat_map(|c| c.path.iter().map(String::as_str));
            let words: Vec<&str> = rows.chain(columns).collect();
            let tells = |parts: &[&str]| {
                words.iter().any(|w| {
                    let w = crate::model::text::squeeze(w);
                    parts.iter().any(|p| w.contains(p)) && !(w.contains("购置") && w.contains("运行"))
                })
            };
            let both = tells(&["购置"]) && tells(&["运行", "运维"]);
            (!both && words.iter().any(|w| w.contains("公务用车")))
                .then(|| format!("“{name}”没有把公务用车购置及运行费细分为购置费和运行费。"))
        }
        _ => None,
    }
}
