//! The three public expenses (“三公”经费), as rows or as columns, with what provinces print beside them.

use super::{super::reading::Reading, Entry, key::stem};
use crate::model::{Panel, RowRole, text::squeeze};

/// An expense: its key, its name for people, its level, and whether it is one of the three.
type Expense = (&'static str, u8, bool);

const TOTAL: Expense = ("“三公”经费合计", 0, false);
const ABROAD: Expense = ("因公出国（境）费", 1, true);
const CARS: Expense = ("公务用车购置及运行费", 1, true);
const PURCHASE: Expense = ("公务用车购置费", 2, false);
const RUNNING: Expense = ("公务用车运行维护费", 2, false);
const RECEPTION: Expense = ("公务接待费", 1, true);
const MEETINGS: Expense = ("会议费", 1, false);
const TRAINING: Expense = ("培训费", 1, false);
const OFFICE: Expense = ("机关运行经费", 1, false);

/// What a name means.
fn expense(name: &str) -> Option<Expense> {
    let name = squeeze(name);
    let has = |word: &str| name.contains(word);
    let runs = has("运行") || has("运维") || has("维护");
    Some(match () {
        () if has("机关运行") => OFFICE,
        () if has("会议费") && !has("三公") => MEETINGS,
        () if has("培训费") && !has("三公") => TRAINING,
        () if has("接待") => RECEPTION,
        // 教学科研人员因公出国 is a part of the first.
        () if has("出国") && !has("教学科研") && !has("其他因公") => ABROAD,
        () if has("出国") => return None,
        () if has("购置") && runs => CARS,
        () if has("购置") => PURCHASE,
        () if runs => RUNNING,
        () if has("公务用车") => CARS,
        () if has("三公") => TOTAL,
        () => return None,
    })
}

/// The expenses are rows.
pub(in crate::compare) fn listed_down(panel: &Panel) -> bool {
    panel.rows.iter().filter_map(|r| expense(&r.name)).any(|(_, level, _)| level > 0)
}

pub(super) fn down(of: &Reading) -> Vec<Entry> {
    let Some(column) = of.column else { return Vec::new() };
    let names_total = of.panel.rows.iter().any(|r| r.name.contains("三公"));
    let rows = of.panel.rows.iter().enumerate();
    let mut out: Vec<Entry> = Vec::new();
    for (i, row) in rows {
        let total = row.role.is_total() && !names_total;
        let meaning = if total { Some(TOTAL) } else { expense(&row.name) };
        // The first that fits is the whole; what repeats its name is a part of it.
        let meaning = meaning.filter(|(name, ..)| out.iter().all(|e| e.key != *name));
        out.push(entry(meaning, &row.name, row.role, (i, column)));
    }
    out
}

pub(super) fn across(of: &Reading) -> Vec<Entry> {
    let stated = |row: &crate::model::Row| row.cells.iter().any(|c| c.value.is_some());
    let rows = &of.panel.rows;
    let total = rows.iter().position(|r| r.role.is_total() && stated(r));
    let mut others = rows.iter().enumerate().filter(|(_, r)| r.role != RowRole::OfWhich && stated(r));
    let only = others.next().map(|(i, _)| i).filter(|_| others.next().is_none());
    let Some(row) = total.or(only).or((rows.len() == 1).then_some(0)) else { return Vec::new() };
    let columns = of.columns.leaves();
    let path = |column: usize| of.panel.columns.get(column).map(|c| c.path.as_slice()).unwrap_or_default();
    let names_total = columns.iter().any(|c| says_three(path(*c)));
    let beside = columns.iter().any(|c| header(path(*c), names_total).is_some_and(|e| e == MEETINGS || e == TRAINING));
    let mut out: Vec<Entry> = Vec::new();
    for column in columns {
        let path = path(column);
        let mut meaning = header(path, names_total);
        // 合计 over the three and 会议费, 培训费 is more than the three.
        if meaning == Some(TOTAL) && beside && !says_three(path) {
            meaning = None;
        }
        let leaf = path.last().map(String::as_str).unwrap_or_default();
        let meaning = meaning.filter(|(name, ..)| out.iter().all(|e| e.key != *name));
        out.push(entry(meaning, leaf, RowRole::Item, (row, column)));
    }
    out
}

fn says_three(path: &[String]) -> bool {
    path.iter().any(|head| head.contains("三公"))
}

fn is_sum(name: &str) -> bool {
    ["小计", "合计", "总计"].contains(&name)
}

/// What a column means: its lowest header, or for a 小计 the one above it.
fn header(path: &[String], names_total: bool) -> Option<Expense> {
    let names: Vec<String> = path.iter().map(|h| squeeze(h)).filter(|h| !is_figure(h)).collect();
    let (leaf, above) = names.split_last()?;
    if !is_sum(leaf) {
        return expense(leaf);
    }
    let over = above.iter().rev().find_map(|head| expense(head));
    over.or((!names_total || above.iter().any(|h| h.contains("三公"))).then_some(TOTAL))
}

/// 预算数, 决算数: which figure, not which expense.
fn is_figure(name: &str) -> bool {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || "年度初全调整上本当".contains(c));
    ["预算数", "决算数", "执行数", "预算", "决算"].contains(&bare)
}

fn entry(meaning: Option<Expense>, printed: &str, role: RowRole, at: (usize, usize)) -> Entry {
    let (key, name, level, top) = match meaning {
        Some((name, level, top)) => (name.to_owned(), name.to_owned(), level, top),
        None => {
            let name = crate::model::text::split_numbering(printed).1.trim();
            (format!("名{}", stem(printed)), name.to_owned(), if role == RowRole::OfWhich { 2 } else { 1 }, false)
        }
    };
    let total = meaning == Some(TOTAL);
    Entry {
        key,
        code: String::new(),
        name,
        level,
        role: if total { RowRole::Total } else { role },
        unit: String::new(),
        at: vec![at],
        top: [top; 2],
        total: [total; 2],
    }
}
