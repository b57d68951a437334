//! The lists of a report that is a document for people: a summary by family, and what stands behind the findings.

use super::{Figure, Item, Report, words};

/// A table with a heading.
pub(super) struct List {
    /// A name for links.
    pub anchor: &'static str,
    /// The heading.
    pub title: String,
    /// A sentence under the heading; may be empty.
    pub remark: &'static str,
    /// Name and width of each column, in hundredths of the page.
    pub columns: &'static [(&'static str, usize)],
    /// One text for each column.
    pub rows: Vec<Vec<String>>,
}

/// The columns of this name hold numbers: they stand to the right.
pub(super) fn is_number(column: &str) -> bool {
    matches!(column, "错误" | "缺失" | "警告" | "提示" | "发现")
}

/// How much was found in each family.
pub(super) fn families(report: &Report) -> Option<List> {
    let families = report.families();
    if families.is_empty() {
        return None;
    }
    let rows = families.iter().map(|(family, tally)| (family.name(), *tally)).chain([("合计", report.tally())]);
    let row = |(name, t): (&str, crate::check::Tally)| {
        let numbers = [t.errors, t.missing, t.warnings, t.hints].map(|n| n.to_string());
        std::iter::once(name.to_owned()).chain(numbers).collect()
    };
    Some(List {
        anchor: "families",
        title: String::new(),
        remark: "",
        columns: &[("类别", 32), ("错误", 17), ("缺失", 17), ("警告", 17), ("提示", 17)],
        rows: rows.map(row).collect(),
    })
}

/// What comes behind the findings; a list that would be empty is left out.
pub(super) fn behind(report: &Report) -> Vec<List> {
    let mut lists = vec![hints(report), dismissed(report), settled(report), unchecked(report), tables(report)];
    lists.push(rules(report));
    lists.retain(|list| !list.rows.is_empty());
    lists
}

fn hints(report: &Report) -> List {
    let row = |item: &Item| vec![item.number.to_string(), item.rule.to_owned(), words::message(item)];
    List {
        anchor: "hints",
        title: format!("提示（{} 处）", report.hints.len()),
        remark: "四舍五入的尾差和格式上的小问题，一般不必处理。",
        columns: &[("序号", 8), ("规则", 10), ("说明", 82)],
        rows: report.hints.iter().map(row).collect(),
    }
}

fn dismissed(report: &Report) -> List {
    let reason = |item: &Item| item.review.as_ref().map(|(_, note)| note.clone()).unwrap_or_default();
    let row = |i: &Item| vec![i.number.to_string(), i.rule.to_owned(), words::message(i), reason(i)];
    List {
        anchor: "dismissed",
        title: format!("已排除（{} 处）", report.dismissed.len()),
        remark: "审核人认定不是差错，不计入上面的数目。",
        columns: &[("序号", 8), ("规则", 10), ("说明", 54), ("排除的理由", 28)],
        rows: report.dismissed.iter().map(row).collect(),
    }
}

fn settled(report: &Report) -> List {
    let rows = report.settled.iter().map(|s| vec![s.status.name().to_owned(), s.message.clone(), s.note.clone()]);
    List {
        anchor: "settled",
        title: "已处理，不再出现".to_owned(),
        remark: "",
        columns: &[("处理", 12), ("说明", 60), ("备注", 28)],
        rows: rows.collect(),
    }
}

/// The numbers of one sentence stand together.
fn unchecked(report: &Report) -> List {
    let figures: Vec<&Figure> = report.unchecked().collect();
    let sentences = figures.chunk_by(|a, b| (&a.sentence, &a.at) == (&b.sentence, &b.at));
    let row = |figures: &[&Figure]| {
        let first = figures.first()?;
        let numbers = figures.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join(" ");
        Some(vec![numbers, first.sentence.clone(), words::figure_place(first)])
    };
    List {
        anchor: "unchecked",
        title: format!("未核对的数字（{} 个）", figures.len()),
        remark: "正文中没有找到核对依据的数字，请人工核对。",
        columns: &[("数字", 20), ("所在句子", 54), ("位置", 26)],
        rows: sentences.filter_map(row).collect(),
    }
}

fn tables(report: &Report) -> List {
    let rows = report.tables.iter().map(|t| {
        let found = t.tally.errors + t.tally.missing + t.tally.warnings;
        let title = if t.title.is_empty() { t.kind } else { &t.title };
        vec![title.to_owned(), t.unit.to_owned(), t.at.source.clone(), words::status(t).to_owned(), found.to_string()]
    });
    List {
        anchor: "tables",
        title: "核对的表".to_owned(),
        remark: "",
        columns: &[("编号和标题", 44), ("单位", 9), ("位置", 17), ("状态", 20), ("发现", 10)],
        rows: rows.collect(),
    }
}

fn rules(report: &Report) -> List {
    let rows = report.rules.iter().map(|r| {
        let state = match (r.off, r.severity) {
            (true, _) => "关闭".to_owned(),
            (false, Some(severity)) => format!("按{}", severity.name()),
            (false, None) => "启用".to_owned(),
        };
        let state = if r.aside.is_empty() { state } else { r.aside.clone() };
        vec![r.family.name().to_owned(), r.id.clone(), r.title.clone(), state, r.found.to_string()]
    });
    List {
        anchor: "rules",
        title: "所用规则".to_owned(),
        remark: "",
        columns: &[("类别", 12), ("规则", 12), ("内容", 54), ("启用", 12), ("发现", 10)],
        rows: rows.collect(),
    }
}
