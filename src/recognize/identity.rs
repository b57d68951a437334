//! Whose disclosure it is, for which year, budget or final accounts.

use std::collections::BTreeMap;

use super::{Line, text_table::Context};
use crate::model::{
    Disclosure, Stage,
    text::{is_han, squeeze},
};

/// Agency, year and stage, as far as the text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The department or unit.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The province, city or county that the agency's name begins with.
    pub region: String,
}

impl Identity {
    /// What the tables need to know of the document.
    pub fn context(&self) -> Context {
        Context { agency: self.agency.clone(), year: self.year, stage: self.stage, told: Vec::new() }
    }

    /// A disclosure of this agency and year with nothing in it yet.
    pub fn disclosure(self) -> Disclosure {
        let Self { agency, year, stage, region } = self;
        Disclosure { agency, year, stage, region, ..Disclosure::default() }
    }
}

/// Reads who and when from titles and from the agency lines of tables.
pub fn identity(lines: &[Line<'_>]) -> Identity {
    let squeezed: Vec<String> = lines.iter().map(|l| squeeze(l.text)).filter(|s| !s.is_empty()).collect();
    of_texts(&squeezed)
}

/// The same from squeezed texts.
pub fn of_texts(squeezed: &[String]) -> Identity {
    let agency = agency(squeezed);
    Identity { region: region(&agency).to_owned(), agency, year: year(squeezed), stage: stage(squeezed) }
}

/// Takes agency and year from the name of the file (`青禾县水务局2025年部门预算公开表.pdf`) where the text does
/// not say them: tables are often published alone.
pub fn complete_from_file_name(disclosure: &mut Disclosure, file: &str) {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let line = [squeeze(stem)];
    if disclosure.agency.is_empty() {
        disclosure.agency = agency_in_title(&line).unwrap_or_default();
        disclosure.region = region(&disclosure.agency).to_owned();
    }
    disclosure.year = disclosure.year.or_else(|| year(&line));
}

/// What stands in front of an agency's name.
const LABELS: [&str; 9] = [
    "部门名称:",
    "编制单位:",
    "编制部门:",
    "部门/单位:",
    "单位名称:",
    "公开部门:",
    "填报单位:",
    "预算单位:",
    "预算主管部门:",
];

/// The longest name of an agency.
const NAME: usize = 40;

/// The name that most agency lines (`部门名称：…`, `编制单位：…`) give; else the one in front of the title.
fn agency(lines: &[String]) -> String {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let labelled = LABELS.iter().filter_map(|label| line.split_once(label)).map(|(_, rest)| rest);
        // `部门：` says whose it is only at the beginning of a line.
        for rest in labelled.chain(line.strip_prefix("部门:")) {
            let name: String = rest.chars().take_while(|&c| is_han(c) || "()·".contains(c)).collect();
            // `部门：某局 金额单位：万元`
            let name = name.split("单位").next().unwrap_or_default();
            let name = name.strip_suffix("金额").unwrap_or(name);
            let name = name.strip_suffix("汇总").unwrap_or(name).to_owned();
            if (4..=NAME).contains(&name.chars().count()) {
                *votes.entry(name).or_default() += 1;
            }
        }
        if let Some(name) = beside_label(lines, at) {
            *votes.entry(name.to_owned()).or_default() += 1;
        }
        if let Some(name) = coded_agency(line) {
            *votes.entry(name).or_default() += 1;
        }
    }
    let most = votes.into_iter().max_by_key(|(name, n)| (*n, name.chars().count()));
    most.map(|(name, _)| name).or_else(|| agency_in_title(lines)).unwrap_or_default()
}

/// The name on the line after or before a label that stands alone: `部门：`.
fn beside_label(lines: &[String], at: usize) -> Option<&str> {
    let line = lines.get(at)?;
    let is_label = line == "部门:" || LABELS.contains(&line.as_str());
    let beside = [lines.get(at + 1), at.checked_sub(1).and_then(|i| lines.get(i))];
    beside.into_iter().flatten().find(|l| is_label && is_agency_name(l)).map(String::as_str)
}

/// Nothing but a name that ends as those of agencies do.
fn is_agency_name(text: &str) -> bool {
    const ENDS: &str = "局会委部办室院厅处署所站馆台园队校团社心府";
    (4..=NAME).contains(&text.chars().count()) && text.chars().all(is_han) && text.ends_with(|c| ENDS.contains(c))
}

/// `450某某县…局` on a line of its own.
fn coded_agency(line: &str) -> Option<String> {
    let name = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - name.len();
    (matches!(digits, 3 | 6) && is_agency_name(name)).then(|| name.to_owned())
}

/// `某县某局2025年部门预算`, `2025年某县某局部门预算`, or the agency on the line before `2025年部门预算`.
fn agency_in_title(lines: &[String]) -> Option<String> {
    for (i, line) in lines.iter().take(40).enumerate() {
        let Some(at) = line.find("20").filter(|&at| is_year_at(line, at)) else { continue };
        if !(line.contains("预算") || line.contains("决算")) || line.chars().count() > 50 {
            continue;
        }
        let before = line.get(..at).unwrap_or_default();
        if let Some(name) = line.get(at..).and_then(agency_after_year).filter(|_| before.is_empty()) {
            return Some(name.to_owned());
        }
        let name = if before.is_empty() { lines.get(i.checked_sub(1)?)?.as_str() } else { before };
        if (4..=NAME).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || "()".contains(c)) {
            return Some(name.to_owned());
        }
    }
    None
}

/// `2025年度某县某局部门预算公开`
fn agency_after_year(text: &str) -> Option<&str> {
    let rest = text.get(4..)?.strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    // No name is longer; what follows may be a whole text in one line.
    let rest = rest.char_indices().nth(NAME + 2).and_then(|(end, _)| rest.get(..end)).unwrap_or(rest);
    let end = ["部门", "单位", "预算", "决算"].iter().filter_map(|w| rest.find(w)).min()?;
    rest.get(..end).filter(|name| is_agency_name(name))
}

fn is_year_at(line: &str, at: usize) -> bool {
    line.get(at..at + 4).is_some_and(|y| y.chars().all(|c| c.is_ascii_digit()))
        && line.get(at + 4..).is_some_and(|r| r.starts_with('年'))
}

/// The year that is named most often right before what it is the budget of; a stated 预算年度 settles it.
fn year(lines: &[String]) -> Option<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    for line in lines {
        if let Some(stated) = line.split_once("预算年度:").and_then(|(_, rest)| rest.get(..4)?.parse().ok()) {
            return Some(stated);
        }
        for (at, _) in line.match_indices("20") {
            let Some(year) = line.get(at..at + 4).and_then(|y| y.parse::<i32>().ok()) else { continue };
            let rest = line.get(at + 4..).unwrap_or_default();
            let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年'));
            let names_budget = rest.is_some_and(|r| {
                [
                    "预算",
                    "决算",
                    "部门",
                    "单位",
                    "收支",
                    "财政拨款",
                    "一般公共",
                    "支出",
                    "收入",
                    "政府性",
                    "国有",
                    "政府采购",
                ]
                .iter()
                .any(|w| r.starts_with(w))
            });
            let before_agency = agency_after_year(line.get(at..).unwrap_or_default()).is_some();
            if (names_budget || before_agency) && (2000..2100).contains(&year) {
                *votes.entry(year).or_default() += 1;
            }
        }
    }
    votes.into_iter().max_by_key(|(year, n)| (*n, *year)).map(|(year, _)| year)
}

/// `上海市普陀区` of `上海市普陀区财政局`. 市场, 市政 and the like are what an agency does, not where.
fn region(agency: &str) -> &str {
    // A party committee is one of the place that follows.
    let agency = ["中国共产党", "中共"].iter().find_map(|p| agency.strip_prefix(p)).unwrap_or(agency);
    let mut end = 0;
    for (at, c) in agency.char_indices().filter(|(_, c)| "省市县区州旗盟".contains(*c)) {
        let rest = agency.get(at + c.len_utf8()..).unwrap_or_default();
        let place = at > 0 && !rest.starts_with(['场', '政', '容', '民', '划', '域', '直', '级']);
        if place {
            end = at + c.len_utf8();
        }
    }
    agency.get(..end).unwrap_or_default()
}

/// Final accounts where the titles say 决算 more often than 预算, or several tables are called so: the titles
/// of final accounts name the budgets too (一般公共预算财政拨款支出决算表).
fn stage(lines: &[String]) -> Stage {
    let titles = lines.iter().filter(|l| l.ends_with("决算表") || l.ends_with("决算总表")).count();
    if titles > 2 {
        return Stage::FinalAccounts;
    }
    let count = |word: &str| lines.iter().filter(|l| l.chars().count() < 40 && l.contains(word)).count();
    if count("决算") > count("预算") { Stage::FinalAccounts } else { Stage::Budget }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    #[track_caller]
    fn is(text: &str, agency: &str, year: Option<i32>, stage: Stage) {
        let seen = identity(&lines(text));
        assert_eq!((seen.agency.as_str(), seen.year, seen.stage), (agency, year, stage));
    }

    #[test]
    fn from_the_lines_over_the_tables() {
        is("单位：万元部门名称：某县教育局\n2025年预算数\n与2024年相比", "某县教育局", Some(2025), Stage::Budget);
        is("部门：某县教育局 金额单位：万元\n2025年预算数", "某县教育局", Some(2025), Stage::Budget);
        is("450某某县教育局\n预算年度：2026", "某某县教育局", Some(2026), Stage::Budget);
    }

    #[test]
    fn the_file_name_says_what_the_tables_do_not() {
        let mut tables = Disclosure::default();
        complete_from_file_name(&mut tables, "青禾县水务局2025年部门预算公开表.pdf");
        assert_eq!((tables.agency.as_str(), tables.year), ("青禾县水务局", Some(2025)));
        complete_from_file_name(&mut tables, "某县某局2019年部门预算.xlsx");
        assert_eq!((tables.agency.as_str(), tables.year), ("青禾县水务局", Some(2025)));
        let mut none = Disclosure::default();
        complete_from_file_name(&mut none, "附件3.xls");
        assert_eq!(none, Disclosure::default());
    }

    #[test]
    fn the_region_is_what_the_name_begins_with() {
        assert_eq!(region("上海市普陀区财政局"), "上海市普陀区");
        assert_eq!(region("某某土族自治县医疗保障局"), "某某土族自治县");
        assert_eq!(region("云溪县市场监督管理局"), "云溪县");
        assert_eq!(region("中共青禾县委办公室"), "青禾县");
        assert_eq!(region("财政局"), "");
        assert_eq!(region("中共某省委员会办公厅"), "某省");
    }

    #[test]
    fn from_the_title() {
        is("某县教育局\n2023年度部门决算\n收入支出决算总表", "某县教育局", Some(2023), Stage::FinalAccounts);
        is("2025年某县教育局部门预算公开", "某县教育局", Some(2025), Stage::Budget);
        is("2024年某县档案馆部门决算公开", "某县档案馆", Some(2024), Stage::FinalAccounts);
        is("收支总表\n部门：\n某县教育局\n单位：万元\n2025年部门预算", "某县教育局", Some(2025), Stage::Budget);
        is("某县教育局 2025 年 部门预算公开", "某县教育局", Some(2025), Stage::Budget);
        is("无关文字", "", None, Stage::Budget);
    }
}
