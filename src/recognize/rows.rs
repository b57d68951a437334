//! What a row is: its role, its level, its side of a two-sided table. Names are data: `assets/recognition/rows.toml`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use serde::Deserialize;

use crate::{
    catalog::{class_of_name, economic, functional},
    model::{
        Row, RowRole,
        text::{is_han, name_key, split_numbering, squeeze},
    },
};

/// `assets/recognition/rows.toml`.
#[derive(Deserialize)]
struct File {
    total: Vec<String>,
    subtotal: Vec<String>,
    year_total: Vec<String>,
    ambiguous_total: Vec<String>,
    grand_total: Vec<String>,
    carried_in: Vec<String>,
    carried_out: Vec<String>,
    spending_words: Vec<String>,
    income_words: Vec<String>,
    complete_endings: Vec<String>,
}

/// The names as they are compared: squeezed once, roles found by the name.
struct Names {
    roles: HashMap<String, RowRole>,
    ambiguous_total: HashSet<String>,
    spending_words: Vec<String>,
    income_words: Vec<String>,
    complete_endings: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../assets/recognition/rows.toml"))
        .unwrap_or_else(|e| unreachable!("assets/recognition/rows.toml is part of the program and tested: {e}"));
    let mut roles = HashMap::new();
    for (names, role) in [
        (&file.total, RowRole::Total),
        (&file.subtotal, RowRole::Subtotal),
        (&file.year_total, RowRole::YearTotal),
        (&file.ambiguous_total, RowRole::YearTotal),
        (&file.grand_total, RowRole::GrandTotal),
        (&file.carried_in, RowRole::CarriedIn),
        (&file.carried_out, RowRole::CarriedOut),
    ] {
        for name in names {
            roles.entry(squeeze(name)).or_insert(role);
        }
    }
    Names {
        roles,
        ambiguous_total: file.ambiguous_total.iter().map(|n| squeeze(n)).collect(),
        spending_words: file.spending_words,
        income_words: file.income_words,
        complete_endings: file.complete_endings,
    }
});

/// Income or spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 收入
    Income,
    /// 支出
    Spending,
}

/// The role that a name alone tells; `None` for names of ordinary rows.
pub fn named_role(name: &str) -> Option<RowRole> {
    role_of_key(&name_key(name))
}

/// The same for a name's key.
fn role_of_key(key: &str) -> Option<RowRole> {
    NAMES.roles.get(key).copied()
}

/// Whether a name is that of a total.
pub fn is_total_name(name: &str) -> bool {
    named_role(name).is_some_and(RowRole::is_total)
}

/// Whether a name is complete as it stands: a total, a class, or a usual source of income. What is not may
/// go on in the next line.
pub fn is_known_name(name: &str) -> bool {
    let key = name_key(name);
    role_of_key(&key).is_some()
        || class_of_name(name).is_some()
        || NAMES.complete_endings.iter().any(|end| key.ends_with(end.as_str()))
}

/// The side on which a row of a two-sided table stands, as far as its name tells.
pub fn side_of(name: &str) -> Option<Side> {
    let key = name_key(name);
    match role_of_key(&key) {
        Some(RowRole::CarriedIn) => return Some(Side::Income),
        Some(RowRole::CarriedOut) => return Some(Side::Spending),
        _ => {}
    }
    let contains = |words: &[String]| words.iter().any(|w| key.contains(w.as_str()));
    if class_of_name(name).is_some() || contains(&NAMES.spending_words) {
        Some(Side::Spending)
    } else if contains(&NAMES.income_words) {
        Some(Side::Income)
    } else {
        None
    }
}

/// How numbering in front of a name ranks: `一、` above `（一）` above `1.` above `(1)`; `None` without numbering.
fn numbering_rank(numbering: &str) -> Option<u8> {
    let first = numbering.chars().next()?;
    if numbering.starts_with("其中") {
        None
    } else if matches!(first, '（' | '(') {
        Some(if numbering.chars().nth(1).is_some_and(|c| c.is_numeric()) { 3 } else { 1 })
    } else if first.is_ascii_digit() {
        Some(2)
    } else {
        Some(0)
    }
}

/// Sets role and level of the rows of one panel from their names and codes.
///
/// Coded rows have the level of their code; the others that of their numbering, counted among the kinds of
/// numbering that the panel uses. A row after `其中：` without numbering is one more of its parts.
pub fn classify(rows: &mut [Row], coding: Coding, agency: &str) {
    let mut ranks: Vec<u8> =
        rows.iter().filter(|r| r.code.is_empty()).filter_map(|r| numbering_rank(split_numbering(&r.name).0)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let level_of = |rank: u8| ranks.iter().position(|&r| r == rank).map_or(1, |p| p as u8 + 1);
    // The level under which rows without numbering stand, and whether they are parts (其中).
    let (mut base, mut of_which) = (0u8, false);
    let mut under_heading = 0u8;
    let last = rows.len().saturating_sub(1);
    let has_grand = rows.iter().any(|r| named_role(&r.name) == Some(RowRole::GrandTotal));
    let mut after_year_total = false;
    for (i, row) in rows.iter_mut().enumerate() {
        if !row.code.is_empty() {
            (row.role, row.level) = coded(row, coding, agency);
            continue;
        }
        let numbering = split_numbering(&row.name).0;
        let role = match named_role(&row.name) {
            Some(_) if i == last && !has_grand && NAMES.ambiguous_total.contains(&name_key(&row.name)) => {
                Some(RowRole::GrandTotal)
            }
            // A bare 总计 under 本年收入合计 is 收入总计.
            Some(RowRole::Total) if after_year_total && !has_grand => Some(RowRole::GrandTotal),
            None if row.name.is_empty() && !has_words(row) => Some(RowRole::Total),
            role => role,
        };
        after_year_total |= role == Some(RowRole::YearTotal);
        if let Some(rank) = numbering_rank(numbering) {
            row.level = level_of(rank).saturating_add(under_heading);
            row.role = role.filter(|r| *r != RowRole::Total).unwrap_or(RowRole::Item);
            (base, of_which) = (row.level, false);
        } else if numbering.starts_with("其中") {
            row.level = base.max(1) + 1;
            row.role = RowRole::OfWhich;
            of_which = true;
        } else if let Some(role) = role {
            row.role = role;
            row.level = if role.is_total() { 0 } else { 1 };
            // Numbering that starts again below 年初结转 or “三公”经费小计 breaks that row down.
            under_heading = u8::from(
                matches!(role, RowRole::CarriedIn | RowRole::CarriedOut)
                    || role == RowRole::Subtotal && !ranks.is_empty(),
            );
            (base, of_which) = (row.level, false);
        } else if of_which {
            row.level = base.max(1) + 1;
            row.role = RowRole::OfWhich;
        } else {
            row.level = base + 1;
            row.role = RowRole::Item;
        }
        if row.role == RowRole::GrandTotal {
            under_heading = 0;
        }
    }
    nest_units(rows);
    under_subjects(rows);
}

/// A row with a unit's code and another name, under the row of a subject, names what the subject pays for there.
fn under_subjects(rows: &mut [Row]) {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut subject = None;
    for row in rows {
        match (row.role, subject) {
            (RowRole::Unit, Some(level)) if names.get(&row.code).is_some_and(|n| *n != squeeze(&row.name)) => {
                (row.role, row.level) = (RowRole::OfWhich, level + 1);
            }
            (RowRole::Unit, _) => {
                names.entry(row.code.clone()).or_insert_with(|| squeeze(&row.name));
                subject = None;
            }
            (RowRole::Item, _) if row.code.len() == 7 => subject = Some(row.level),
            _ => {}
        }
    }
}

/// The row says something in its other columns of text: it is no total that leaves out its name.
fn has_words(row: &Row) -> bool {
    row.cells.iter().any(|c| c.value.is_none() && c.text.chars().any(is_han))
}

/// Units whose code begins with that of another unit of the table stand below it: 307001 below 307.
fn nest_units(rows: &mut [Row]) {
    let codes: HashSet<String> = rows.iter().filter(|r| r.role == RowRole::Unit).map(|r| r.code.clone()).collect();
    for row in rows.iter_mut().filter(|r| r.role == RowRole::Unit) {
        let above = (1..row.code.len()).filter(|&n| row.code.get(..n).is_some_and(|c| codes.contains(c)));
        row.level = u8::try_from(above.count()).unwrap_or(u8::MAX).saturating_add(1);
    }
}

/// What the codes of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// 支出功能分类科目
    Functional,
    /// 支出经济分类科目
    Economic,
    /// Units and subjects of either sort: what a code is, its name must tell.
    Mixed,
}

/// Role and level of a row with a code.
fn coded(row: &Row, coding: Coding, agency: &str) -> (RowRole, u8) {
    let digits = row.code.len();
    let all_digits = row.code.chars().all(|c| c.is_ascii_digit());
    if !all_digits || is_unit(row, coding, agency) {
        return (RowRole::Unit, 1);
    }
    let level = match digits {
        0..=3 => 1,
        4..=5 => 2,
        _ => 3,
    };
    (RowRole::Item, level)
}

/// A unit code (单位代码) can look like a subject code: 307 is an agency here and 债务利息及费用支出 there.
fn is_unit(row: &Row, coding: Coding, agency: &str) -> bool {
    let name = squeeze(&row.name);
    if row.code.len() == 6 || !agency.is_empty() && name == squeeze(agency) {
        return true;
    }
    let subjects = match coding {
        Coding::Functional => functional(),
        Coding::Economic => economic(),
        Coding::Mixed => return functional().get(&row.code).is_none() && economic().get(&row.code).is_none(),
    };
    let is_agency_name =
        name.ends_with(['局', '委', '办', '院', '站', '所', '校', '厅', '处']) || name.ends_with("中心");
    !subjects.names(&row.code).any(|s| squeeze(&s.name) == name) && is_agency_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(names: &[&str]) -> Vec<String> {
        let mut rows: Vec<Row> = names
            .iter()
            .map(|n| {
                let (code, name) = n.split_once('|').unwrap_or(("", n));
                Row { code: code.to_owned(), name: name.to_owned(), ..Row::default() }
            })
            .collect();
        classify(&mut rows, Coding::Functional, "某县某局");
        rows.iter().map(|r| format!("{} {:?} {}", r.level, r.role, r.name)).collect()
    }

    #[test]
    fn numbered_rows_and_their_parts() {
        let seen = classified(&[
            "一、本年收入",
            "1. 一般公共预算拨款",
            "其中：一般财力",
            "转移支付",
            "2. 单位资金",
            "二、上年结转",
            "收入总计",
        ]);
        assert_eq!(
            seen,
            [
                "1 YearTotal 一、本年收入",
                "2 Item 1. 一般公共预算拨款",
                "3 OfWhich 其中：一般财力",
                "3 OfWhich 转移支付",
                "2 Item 2. 单位资金",
                "1 CarriedIn 二、上年结转",
                "0 GrandTotal 收入总计",
            ]
        );
    }

    #[test]
    fn numbering_that_starts_again_under_a_carry_over() {
        let seen = classified(&[
            "一、一般公共预算拨款",
            "本年收入合计",
            "年初财政拨款结转和结余",
            "一、一般公共预算拨款",
            "收入总计",
        ]);
        assert_eq!(seen[0], "1 Item 一、一般公共预算拨款");
        assert_eq!(seen[2], "1 CarriedIn 年初财政拨款结转和结余");
        assert_eq!(seen[3], "2 Item 一、一般公共预算拨款");
    }

    #[test]
    fn income_total_is_the_grand_total_where_no_other_follows() {
        assert_eq!(classified(&["一、本年收入", "收入合计"])[1], "0 GrandTotal 收入合计");
        assert_eq!(classified(&["收入合计", "收入总计"])[0], "0 YearTotal 收入合计");
    }

    #[test]
    fn a_side_of_final_accounts_ends_in_a_bare_total() {
        let seen =
            classified(&["八、其他收入", "本年收入合计", "使用非财政拨款结余（含专用结余）", "年初结转和结余", "总计"]);
        assert_eq!(
            seen,
            [
                "1 Item 八、其他收入",
                "0 YearTotal 本年收入合计",
                "1 CarriedIn 使用非财政拨款结余（含专用结余）",
                "1 CarriedIn 年初结转和结余",
                "0 GrandTotal 总计",
            ]
        );
        assert_eq!(classified(&["本年支出合计", "结余分配", "年末结转和结余", "总计"])[1], "1 Item 结余分配");
    }

    #[test]
    fn units_are_no_subjects() {
        let seen = classified(&["|合计", "307|某县某局", "307001|某县某局", "2101501|行政运行", "210|卫生健康支出"]);
        assert_eq!(
            seen,
            ["0 Total 合计", "1 Unit 某县某局", "2 Unit 某县某局", "3 Item 行政运行", "1 Item 卫生健康支出",]
        );
    }

    #[test]
    fn what_a_unit_does_under_a_subject() {
        let seen = classified(&["412001|某县某局", "2130124|农业产业发展", "412001|产业园创建", "412002|某县某站"]);
        assert_eq!(seen, ["1 Unit 某县某局", "3 Item 农业产业发展", "4 OfWhich 产业园创建", "1 Unit 某县某站"]);
    }

    #[test]
    fn sides() {
        assert_eq!(side_of("（八）社会保障和就业"), Some(Side::Spending));
        assert_eq!(side_of("三、国有资本经营预算拨款收入"), Some(Side::Income));
        assert_eq!(side_of("二、年终结转结余"), Some(Side::Spending));
        assert_eq!(side_of("其中：财政拨款"), Some(Side::Income));
    }
}
