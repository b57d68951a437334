//! Which lines are titles of performance forms.

use crate::model::{Kind, text::squeeze};

/// The longest title: a project's name can stand in it.
const LONGEST: usize = 80;

/// The kind of performance form that this line is the title of: 项目绩效目标表 or 整体绩效目标表, under
/// whatever name, with the project's name and a number before it. Headings of the tables inside a form
/// (长期绩效目标表, 年度绩效目标表) are no titles.
///
/// ```
/// use gongkai::{model::Kind, recognize::forms};
/// assert_eq!(forms::kind_of_title("3、河道清淤经费绩效目标表"), Some(Kind::ProjectPerformance));
/// assert_eq!(forms::kind_of_title("项目申报表"), Some(Kind::ProjectPerformance));
/// assert_eq!(forms::kind_of_title("部门（单位）整体绩效目标表"), Some(Kind::OverallPerformance));
/// assert_eq!(forms::kind_of_title("年度绩效目标表"), None);
/// assert_eq!(forms::kind_of_title("填报绩效目标表。"), None);
/// ```
pub fn kind_of_title(line: &str) -> Option<Kind> {
    if line.trim().chars().count() > LONGEST {
        return None;
    }
    let text = squeeze(line);
    let text = text.strip_suffix("(续)").unwrap_or(&text);
    let text = match text.rsplit_once('(') {
        Some((head, year)) if year.ends_with("年)") || year.ends_with("年度)") => head,
        _ => text,
    };
    if text.contains(['。', ';', ':', '?']) {
        return None;
    }
    let name = text.strip_suffix('表')?;
    let name =
        ["申报", "公开", "批复", "情况", "明细", "汇总"].iter().fold(name, |n, s| n.strip_suffix(s).unwrap_or(n));
    if matches!(name, "项目" | "项目支出") && text.ends_with("申报表") {
        return Some(Kind::ProjectPerformance);
    }
    let subject = name.strip_suffix("绩效目标").or_else(|| name.strip_suffix("绩效"))?;
    if ["长期", "中期", "中长期", "年度", "当年"].contains(&subject) || subject.is_empty() {
        return None;
    }
    let overall = subject.ends_with("整体") || subject.ends_with("整体支出") || subject.contains("整体");
    Some(if overall { Kind::OverallPerformance } else { Kind::ProjectPerformance })
}
