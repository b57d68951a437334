//! Paragraphs about one project: `2、“某项目”主要内容是：…。2025年预算安排45万元，全部为当年一般公共预算资金。`
//!
//! The first amount of such a paragraph (or of those under it) that is said to be what is arranged, and of nothing
//! else, is the project's. Its name may not be that of its form: then it is the form that follows at once, if their
//! names have the essential part in common; that is no certain link.

use super::{super::words::plain, Listed, Project, Sort, amount, is_long, is_same, sources};
use crate::{
    model::{Disclosure, Kind, Place, Section, Status, text::split_numbering},
    prose::{Claim, Doubt, Measure, Number, Prose, Role},
};

/// The words that say that an amount is the project's, put together in any way.
pub(super) const OF_PROJECT: &[&str] = &[
    "年初", "年度", "本年", "当年", "今年", "本级", "区级", "县级", "市级", "省级", "财政", "预算", "安排", "资金",
    "经费", "规模", "总额", "金额", "项目", "部门", "支出", "批复", "申请", "计划", "拟", "所需", "需要", "共计",
    "合计", "共", "总计", "总", "该", "本", "数", "额", "为", "约", "计", "的",
];
/// At least one of them must be there.
const ARRANGED: &[&str] = &["预算", "安排", "资金", "经费", "规模"];
/// These say that it is something else: of several years, or only a part.
const OTHERWISE: &[&str] = &["总预算", "实施期", "总投资", "追加", "调整"];
/// As many paragraphs up as the one is looked for that names the project.
const UP: usize = 40;
/// The longest name.
const LONGEST: usize = 60;
/// As many characters before a figure as say what it is.
const FAR: u32 = 80;
/// A name in quotation marks at the head of a paragraph may be this short.
const QUOTED: usize = 4;

/// The words (without blanks, signs and years) say: the amount of the project.
pub(super) fn is_amount_of_project(words: &str) -> bool {
    if OTHERWISE.iter().any(|w| words.contains(w)) || !ARRANGED.iter().any(|w| words.contains(w)) {
        return false;
    }
    is_made_of(words, OF_PROJECT)
}

/// The words are nothing but these.
pub(super) fn is_made_of(words: &str, of: &[&str]) -> bool {
    let mut rest = words;
    while let Some(shorter) = of.iter().filter_map(|w| rest.strip_prefix(w)).min_by_key(|r| r.len()) {
        rest = shorter;
    }
    rest.is_empty()
}

/// What a paragraph tells that its project is given.
pub(super) struct Told {
    /// Index of the statement of the whole amount, and of those of its sources.
    pub statement: usize,
    pub parts: Vec<usize>,
    /// The project's name as the paragraph has it.
    name: String,
    /// The form behind it, where its name is not the same.
    form: Option<usize>,
}

impl Told {
    /// What must hold of the amount and of its sources.
    pub fn claims(&self, d: &Disclosure, prose: &Prose, lists: &[Listed]) -> Vec<Claim> {
        let Some(statement) = prose.statements.get(self.statement) else { return Vec::new() };
        let named = |p: &Project| is_same(&p.name, &self.name);
        let mut claims = amount(d, statement.number, lists, named);
        claims.extend(sources::claims(d, prose, &self.parts, lists, named));
        let Some(form) = self.form else { return claims };
        // By another name than its form has, the project may have the form's name elsewhere.
        let of_form = |p: &Project| p.row.table as usize == form;
        let other = lists.iter().flat_map(|l| &l.projects).find(|p| of_form(p)).map(|p| p.name.as_str());
        let is_listed = lists.iter().flat_map(|l| &l.projects).any(named);
        let by_form = |p: &Project| of_form(p) || !is_listed && Some(p.name.as_str()) == other;
        let mut more = amount(d, statement.number, lists, by_form);
        if !is_listed {
            more.extend(sources::claims(d, prose, &self.parts, lists, by_form));
        }
        claims.extend(more.into_iter().map(|c| Claim { doubt: Doubt::Other, ..c }));
        claims
    }
}

/// Every paragraph (with those under it) that tells what its project is given.
pub(super) fn told(d: &Disclosure, prose: &Prose, lists: &[Listed]) -> Vec<Told> {
    let mut out = Vec::new();
    let mut done: Option<(u32, usize)> = None;
    let mut current: Option<(u32, Vec<char>, Vec<Paragraph>)> = None;
    for (index, statement) in prose.statements.iter().enumerate() {
        let Some(number) = prose.numbers.get(statement.number) else { continue };
        let is_money = matches!(number.measure, Measure::Money(_)) && statement.role == Role::Amount;
        if !is_money || statement.aside || statement.of.is_some() {
            continue;
        }
        let section = number.at.section;
        if current.as_ref().is_none_or(|(of, ..)| *of != section) {
            current = d.prose.get(section as usize).map(|s| (section, s.text.chars().collect(), paragraphs(s)));
        }
        let Some((_, text, all)) = &current else { continue };
        if !is_arranged(d, prose, number, text) {
            continue;
        }
        let Some((head, name, form)) = about(d, all, number.at.from, lists) else { continue };
        // Only the first amount of a project is sure to be the whole.
        if done.replace((section, head)) == Some((section, head)) {
            continue;
        }
        let parts = prose
            .statements
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(_, s)| prose.numbers.get(s.number).is_some_and(|n| n.sentence == number.sentence));
        let parts = parts.filter(|(_, s)| s.of == Some(index) && s.role == Role::Amount).map(|(at, _)| at).collect();
        out.push(Told { statement: index, parts, name, form });
    }
    out
}

/// The words before the figure, since the last comma, say that it is what the project is given this year.
pub(super) fn is_arranged(d: &Disclosure, prose: &Prose, number: &Number, text: &[char]) -> bool {
    let Some(clause) = clause(prose, number, text) else { return false };
    let of_this_year = d.year.is_none_or(|year| !other_year(&clause, year));
    of_this_year && is_amount_of_project(&plain(&clause))
}

/// The words before a figure, without blanks, signs and years.
pub(super) fn said_before(prose: &Prose, number: &Number, text: &[char]) -> Option<String> {
    clause(prose, number, text).map(|c| plain(&c))
}

/// The words before a figure, since the last comma; of what a colon parts, the last that says something.
fn clause(prose: &Prose, number: &Number, text: &[char]) -> Option<String> {
    let sentence = prose.sentences.get(number.sentence)?;
    let from = sentence.at.from.max(number.at.from.saturating_sub(FAR));
    let before: String = text.get(from as usize..number.at.from as usize).unwrap_or_default().iter().collect();
    let clause = before.rsplit(['，', '；', ',', ';']).next().unwrap_or_default();
    clause.split(['：', ':']).rfind(|piece| !piece.trim().is_empty()).map(str::to_owned)
}

/// Another year is named than this one.
fn other_year(text: &str, year: i32) -> bool {
    let digits = |at: usize| text.get(at.checked_sub(4)?..at)?.parse::<i32>().ok();
    let years = text.match_indices('年').filter_map(|(at, _)| digits(text.get(..at)?.trim_end().len()));
    years.into_iter().any(|y| y != year)
}

/// A paragraph of a section: its first character, how it is numbered, and the project that its head may name.
struct Paragraph {
    from: u32,
    style: Option<String>,
    name: Option<String>,
    /// Where it stands in the source.
    place: Place,
}

fn paragraphs(section: &Section) -> Vec<Paragraph> {
    let mut from = 0u32;
    let mut out = Vec::new();
    for text in section.text.split('\n') {
        let numbering = split_numbering(text).0;
        let style: String = numbering.chars().filter(|c| !is_numeral(*c)).collect();
        let style = (!numbering.is_empty()).then(|| {
            let arabic = numbering.contains(|c: char| c.is_ascii_digit());
            format!("{style}{}", if arabic { '1' } else { '一' })
        });
        let line = section.lines.partition_point(|l| l.at <= from).checked_sub(1).and_then(|i| section.lines.get(i));
        let name = name_at_head(text, style.is_some());
        out.push(Paragraph { from, style, name, place: line.map_or(section.place, |l| l.place) });
        from = from.saturating_add(u32::try_from(text.chars().count() + 1).unwrap_or(u32::MAX));
    }
    out
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
}

/// The name of a project at the head of a paragraph: in quotation marks, behind 项目名称, or what a number stands
/// before, up to a sign or to what is said of it.
fn name_at_head(text: &str, is_numbered: bool) -> Option<String> {
    let (_, rest) = split_numbering(text);
    let labelled = rest.strip_prefix("项目名称").map(|r| r.trim_start_matches(['：', ':', ' ']));
    let rest = labelled.unwrap_or(rest);
    if !is_numbered && labelled.is_none() {
        return None;
    }
    let quoted = [('“', '”'), ('"', '"'), ('《', '》'), ('「', '」')]
        .into_iter()
        .find_map(|(open, close)| rest.strip_prefix(open)?.split_once(close).map(|(name, _)| name));
    let ends = |c: char| "：:，,。；;".contains(c);
    let until = || {
        let name = rest.split(ends).next().unwrap_or_default();
        name.split("主要内容").next().unwrap_or_default()
    };
    let name = plain(quoted.unwrap_or_else(until));
    let length = name.chars().count();
    let shortest = if quoted.is_some() || labelled.is_some() { QUOTED } else { super::SHORTEST };
    (shortest..=LONGEST).contains(&length).then_some(name)
}

/// The paragraph that names the project which a figure at this place is about, the name, and the form that follows
/// it where that is known by another name.
fn about(d: &Disclosure, all: &[Paragraph], at: u32, lists: &[Listed]) -> Option<(usize, String, Option<usize>)> {
    let own = all.partition_point(|p| p.from <= at).checked_sub(1)?;
    let mut seen: Vec<&str> = Vec::new();
    for index in (own.saturating_sub(UP)..=own).rev() {
        let paragraph = all.get(index)?;
        let Some(style) = paragraph.style.as_deref().or(paragraph.name.as_ref().map(|_| "")) else { continue };
        // Of paragraphs that are numbered alike only the last one stands over the figure.
        if seen.contains(&style) {
            continue;
        }
        seen.push(style);
        let Some(name) = &paragraph.name else { continue };
        let is_known = |sort: fn(Sort) -> bool| {
            let mut all = lists.iter().filter(|l| sort(l.sort)).flat_map(|l| &l.projects);
            all.any(|p| p.is_project && is_same(&p.name, name))
        };
        let form = if is_known(|s| s == Sort::Form) { None } else { following(d, all, index, lists) };
        let form = form.filter(|(_, other)| is_alike(name, other)).map(|(table, _)| table);
        if form.is_some() || is_known(|_| true) {
            return Some((index, name.clone(), form));
        }
    }
    None
}

/// The form of one project that is the next table behind a paragraph, before the next paragraph numbered alike.
fn following<'l>(d: &Disclosure, all: &[Paragraph], index: usize, lists: &'l [Listed]) -> Option<(usize, &'l str)> {
    let paragraph = all.get(index)?;
    let here = order(&paragraph.place)?;
    let next = all.iter().skip(index + 1).find(|p| p.style == paragraph.style).and_then(|p| order(&p.place));
    let behind = |place: &Place| order(place).filter(|at| at.0 == here.0 && *at > here && next.is_none_or(|n| *at < n));
    let tables = d.tables.iter().enumerate().filter_map(|(i, t)| Some((behind(&t.place)?, i, t)));
    let (_, table, found) = tables.min_by_key(|(at, i, _)| (*at, *i))?;
    if found.kind != Kind::ProjectPerformance || found.status != Status::Ok {
        return None;
    }
    let forms = lists.iter().filter(|l| l.sort == Sort::Form).flat_map(|l| &l.projects);
    forms.filter(|p| p.row.table as usize == table).map(|p| (table, p.name.as_str())).next()
}

/// Where something stands in its file, so that places can be put in order; what kind of place it is comes first.
fn order(place: &Place) -> Option<((u32, u8), u32, u32)> {
    let whole = |points: f32| if points.is_finite() { points.clamp(0.0, 1e6) as u32 } else { 0 };
    match (place.page, place.bounds, place.block, place.line) {
        (Some(page), Some([_, top, ..]), ..) => Some(((place.file, 0), page, whole(top))),
        (_, None, Some(block), _) => Some(((place.file, 1), block, 0)),
        (.., Some(line)) => Some(((place.file, 2), line, 0)),
        _ => None,
    }
}

/// Words of names that many projects have.
const COMMON: &[&str] = &[
    "项目",
    "资金",
    "经费",
    "补助",
    "专项",
    "预算",
    "支出",
    "费用",
    "工作",
    "中央",
    "省级",
    "市级",
    "县级",
    "区级",
    "财政",
    "本级",
    "上级",
    "补贴",
    "配套",
    "年度",
    "提前下达",
    "下达",
];

/// Two names have the essential part in common: without the words that many have, the shorter is in the longer,
/// broken up at most in a few pieces of two characters and more (`医疗服务能力提升` in `医疗服务和保障能力提升`).
fn is_alike(name: &str, other: &str) -> bool {
    let core = |name: &str| COMMON.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    let (a, b) = (core(name), core(other));
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let short: Vec<char> = short.chars().collect();
    if short.len() < 4 {
        return false;
    }
    let mut rest = long.as_str();
    let (mut at, mut pieces) = (0, 0);
    while at < short.len() {
        let longest = (2..=short.len() - at).rev().find_map(|length| {
            let piece: String = short.get(at..at + length)?.iter().collect();
            rest.split_once(&piece).map(|(_, behind)| (length, behind))
        });
        let Some((length, behind)) = longest else { return false };
        (at, rest, pieces) = (at + length, behind, pieces + 1);
    }
    pieces == 1 || pieces <= 3 && is_long(name)
}
