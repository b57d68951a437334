//! Which kind a printed table title means: `assets/recognition/kinds.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::{Kind, text::squeeze};

#[derive(Deserialize)]
struct Kinds {
    fillers: Vec<String>,
    kind: Vec<KindNames>,
    inner: Vec<InnerTitles>,
    ending: Vec<KindEndings>,
}

#[derive(Deserialize)]
struct InnerTitles {
    titles: Vec<String>,
}

#[derive(Deserialize)]
struct KindNames {
    name: Kind,
    cores: Vec<String>,
}

#[derive(Deserialize)]
struct KindEndings {
    name: Kind,
    endings: Vec<String>,
}

fn kinds() -> &'static Kinds {
    static KINDS: OnceLock<Kinds> = OnceLock::new();
    KINDS.get_or_init(|| {
        toml::from_str(include_str!("../../assets/recognition/kinds.toml"))
            .unwrap_or_else(|e| unreachable!("assets/recognition/kinds.toml is part of the program and tested: {e}"))
    })
}

/// The longest title of a known table, with province, agency and year, in characters.
const LONGEST: usize = 46;

/// The kind that a printed title names, whatever province, year and agency stand in it; `None` where it is
/// not the title of a known table.
///
/// ```
/// use gongkai::{model::Kind, recognize::kind_of_title};
/// assert_eq!(kind_of_title("2025 年部门收支预算表"), Some(Kind::IncomeAndSpending));
/// assert_eq!(kind_of_title("部门预算一般公共预算财政拨款支出表"), Some(Kind::GeneralSpending));
/// assert_eq!(kind_of_title("财政拨款“三公”经费支出情况表"), Some(Kind::ThreePublic));
/// assert_eq!(kind_of_title("某某表"), None);
/// ```
pub fn kind_of_title(title: &str) -> Option<Kind> {
    let squeezed = squeeze(title);
    let body = without_remark(&squeezed);
    if is_inner_title(body) {
        return None;
    }
    // A title ends in 表; a few print it as 部门政府采购预算, without.
    let (body, has_suffix) = match body.strip_suffix('表') {
        Some(b) => (b, true),
        None if body.ends_with("预算") => (body, false),
        None => return None,
    };
    if body.chars().count() > LONGEST || body.contains(['。', '；', ';', ':', '：']) {
        return None;
    }
    let mut core = without_year(body);
    core.retain(|c| !"“”\"'()《》〈〉、，,·-/".contains(c) && !c.is_ascii_digit());
    // 财政拨款 tells kinds apart only at the beginning: 财政拨款收支总表 is not 收支总表.
    let bare = ["部门", "综合", "预算", "单位"].iter().fold(core.as_str(), |c, lead| c.strip_prefix(lead).unwrap_or(c));
    if let Some(rest) = bare.strip_prefix("财政拨款") {
        core = format!("财拨{rest}");
    }
    for filler in &kinds().fillers {
        core = core.replace(filler.as_str(), "");
    }
    let by_core = kinds().kind.iter().find(|k| k.cores.contains(&core)).map(|k| k.name);
    let by_ending = || {
        let ends = |k: &&KindEndings| {
            let titles = [squeezed.as_str(), without_remark(&squeezed)];
            titles.iter().any(|t| k.endings.iter().any(|e| t.ends_with(e.as_str())))
        };
        kinds().ending.iter().find(ends).map(|k| k.name)
    };
    let found = by_core.or_else(by_ending)?;
    (has_suffix || found == Kind::Procurement).then_some(found)
}

/// Whether a squeezed text ends as titles of tables do; of no other is [`kind_of_title`] worth asking.
pub fn ends_as_title(squeezed: &str) -> bool {
    let body = without_remark(squeezed);
    body.ends_with('表') || body.ends_with("预算")
}

/// A squeezed title without the brackets behind it that say how the table is arranged or go on: `（续）`,
/// `（按功能分类科目）`, `（2025年度）`, `（特定目标类项目）`. What is classified by the government's economic subjects (按政府预算经济分类)
/// is another table than the one that the title names.
pub fn without_remark(squeezed: &str) -> &str {
    let bracket = squeezed.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    let tells = |inner: &str| {
        inner == "续"
            || inner.starts_with('按') && !inner.contains("政府")
            // `（其他运转类、特定目标类项目）`: which projects.
            || inner.ends_with("项目") && inner.contains('类')
            || inner.strip_suffix("年度").or(inner.strip_suffix('年')).is_some_and(|y| y.parse::<u16>().is_ok())
    };
    bracket.filter(|(title, inner)| title.ends_with('表') && tells(inner)).map_or(squeezed, |(title, _)| title)
}

/// A heading inside a form (`年度绩效目标表`), which looks like the title of a table of its own.
pub fn is_inner_title(squeezed: &str) -> bool {
    kinds().inner.iter().any(|i| i.titles.iter().any(|t| t == squeezed))
}

/// `2025年度部门…` → `部门…`
fn without_year(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(at) = rest.find('年') {
        let before = &rest[..at];
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let after = &rest[at + '年'.len_utf8()..];
        if digits == 4 {
            out.push_str(&before[..before.len() - 4]);
            rest = after.strip_prefix('度').unwrap_or(after);
        } else {
            out.push_str(&rest[..at + '年'.len_utf8()]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn kind(title: &str, name: &str) {
        assert_eq!(kind_of_title(title).map_or("", Kind::name), name, "{title}");
    }

    #[test]
    fn provincial_titles_name_the_standard_kinds() {
        kind("收支总表", "收支总表");
        kind("单位收支总体情况表", "收支总表");
        kind("部门预算收支总表", "收支总表");
        kind("2025年部门收入预算表", "收入总表");
        kind("单位支出总体情况表", "支出总表");
        kind("财政拨款收支预算总体情况表", "财政拨款收支总表");
        kind("部门预算财政拨款收支总表", "财政拨款收支总表");
        kind("2025 年财政拨款收支预算表", "财政拨款收支总表");
        kind("2025年预算单位财政拨款收支预算总表", "财政拨款收支总表");
        kind("2025年部门财务收支预算总表", "收支总表");
        kind("财政拨款政府性基金支出预算表", "政府性基金预算支出表");
        kind("财政拨款支出预算表", "");
        kind("2025年一般公共预算支出预算表", "一般公共预算支出表");
        kind("部门预算一般公共预算财政拨款基本支出表", "一般公共预算基本支出表");
        kind("一般公共预算项目支出情况表", "一般公共预算项目支出表");
        kind("一般公共预算“三公”经费预算表", "三公经费支出表");
        kind("政府性基金支出预算表", "政府性基金预算支出表");
        kind("国有资本经营预算支出情况表", "国有资本经营预算支出表");
        kind("行政（事业）单位机构运转经费预算表", "机构运转经费表");
        kind("2025年支出经济分类汇总表", "支出经济分类汇总表");
        kind("上年结转结余情况明细表", "上年结转结余表");
        kind("部门政府采购预算", "政府采购预算表");
        kind("部门预算项目支出绩效目标公开表", "项目绩效目标表");
        kind("一般公共预算基本支出表（按部门预算经济分类）", "一般公共预算基本支出表");
        kind("一般公共预算基本支出表（按政府预算经济分类）", "");
        kind("部门预算项目绩效目标表（2025年度）", "项目绩效目标表");
        kind("部门（单位）整体绩效目标表", "整体绩效目标表");
        kind("窗口服务经费(劳务派遣)绩效目标表", "项目绩效目标表");
    }

    #[test]
    fn sentences_and_headings_are_no_titles() {
        for text in ["政府性基金预算支出表为空表，本单位本年无。", "收入支出", "一般公共预算支出", "填表", "表", ""]
        {
            kind(text, "");
        }
    }
}
