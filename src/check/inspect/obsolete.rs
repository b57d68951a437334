//! Names of subjects that were replaced (S3): once a name, with all its places.

use crate::{
    catalog::{class_name_ended, functional},
    check::{Finding, Severity},
    model::{CellRef, Disclosure, Kind, Status, TextRef, text::name_key},
};

/// Shorter names are words of everyday language, too (扶贫): they are looked for in tables only.
const UNMISTAKABLE: usize = 8;

/// Everything that is called by a name that ended before the disclosure's year.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let Some(year) = d.year else { return Vec::new() };
    let mut found: Vec<(String, Finding)> = Vec::new();
    let mut add = |name: String, ended: i32, cell: Option<CellRef>, text: Option<TextRef>| {
        let same = |other: &str| other.trim_end_matches("支出") == name.trim_end_matches("支出");
        let at = match found.iter().position(|(n, _)| same(n)) {
            Some(at) => at,
            None => {
                let present = present(&name).map_or_else(String::new, |p| format!("，现名“{p}”"));
                let message = format!("“{name}”是旧科目名称（用到 {ended} 年）{present}；应使用 {year} 年的名称。");
                found.push((name, Finding::new("S3", Severity::Warning, message)));
                found.len() - 1
            }
        };
        if let Some((_, finding)) = found.get_mut(at) {
            finding.table = finding.table.or(cell.map(|c| c.table));
            finding.cells.extend(cell);
            finding.texts.extend(text);
        }
    };
    for (t, table) in d.tables.iter().enumerate().filter(|(_, t)| t.status == Status::Ok) {
        let lists_classes = table.kind.is_two_sided();
        let lists_subjects = matches!(
            table.kind,
            Kind::Income | Kind::Spending | Kind::GeneralSpending | Kind::FundSpending | Kind::StateCapitalSpending
        );
        for (p, panel) in table.panels.iter().enumerate() {
            for (r, row) in panel.rows.iter().enumerate() {
                let by_code = if lists_subjects { ended_with_code(&row.code, &row.name, year) } else { None };
                let by_class = if lists_classes { class_name_ended(&row.name, year) } else { None };
                if let Some(ended) = by_code.or(by_class) {
                    add(
                        name_key(&row.name).trim_start_matches(|c: char| c.is_ascii_digit()).to_owned(),
                        ended,
                        Some(CellRef::new(t, p, r, 0)),
                        None,
                    );
                }
            }
        }
    }
    for (section, s) in d.narrative() {
        for (name, ended) in unmistakable(year) {
            for (byte, _) in s.text.match_indices(name) {
                let from = s.text.get(..byte).map_or(0, |t| t.chars().count());
                let n = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
                let text = TextRef { section: n(section), from: n(from), to: n(from + name.chars().count()) };
                add(name.to_owned(), ended, None, Some(text));
            }
        }
    }
    found.into_iter().map(|(_, f)| f).collect()
}

/// The year in which this name of this code ended, if the code has another name now.
fn ended_with_code(code: &str, name: &str, year: i32) -> Option<i32> {
    let key = name_key(name);
    let same = || functional().names(code).filter(|s| name_key(&s.name) == key);
    let ended = same().next()?.valid.to?;
    (same().all(|s| !s.valid_in(year)) && ended < year).then_some(ended)
}

/// Old names that mean nothing else, wherever they stand.
fn unmistakable(year: i32) -> impl Iterator<Item = (&'static str, i32)> {
    functional().iter().filter_map(move |s| {
        let ended = s.valid.to.filter(|to| *to < year)?;
        let in_use = functional().by_name(&s.name).any(|other| other.valid_in(year));
        (!in_use && s.level < 3 && s.name.chars().count() >= UNMISTAKABLE).then_some((s.name.as_str(), ended))
    })
}

/// What a class or subject of this old name is called today.
fn present(name: &str) -> Option<&'static str> {
    let by_name = functional().by_name(name).next().map(|s| s.code.as_str());
    let code = by_name.or_else(|| crate::catalog::class_of_name(name))?;
    functional().get(code).filter(|s| s.valid.to.is_none()).map(|s| s.name.as_str())
}
