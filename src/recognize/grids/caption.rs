//! What stands around a table and says what it is: title, number, unit, agency, remarks, notes.
//!
//! A paragraph and a merged row inside the grid say the same things, so both are read here.

use crate::{
    model::{
        Kind, Place, Unit,
        text::{is_han, split_numbering, squeeze},
    },
    recognize::{
        grid::is_furniture,
        segment::{is_agency_line, is_page_number, is_table_number, unit_in},
        vocabulary::{is_inner_title, kind_of_title},
    },
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;

/// What is known of a table from what is printed around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// The printed number (`公开01表`), or empty.
    pub number: String,
    /// The printed title, or empty.
    pub title: String,
    /// The kind that the title names.
    pub kind: Option<Kind>,
    /// The unit that is stated.
    pub unit: Option<Unit>,
    /// Remarks in brackets, notes below.
    pub notes: Vec<String>,
    /// Where the title stands.
    pub place: Option<Place>,
}

impl Caption {
    /// Takes in what a line says. A title and a number that are known already stay.
    pub fn take(&mut self, says: &Says, place: Place) {
        if self.title.is_empty()
            && let Some((title, kind)) = &says.title
        {
            self.title.clone_from(title);
            self.kind = *kind;
            self.place = Some(place);
        }
        if self.number.is_empty() {
            self.number.clone_from(&says.number);
        }
        self.unit = self.unit.or(says.unit);
        self.notes.extend(says.note.clone());
    }
}

/// What one line, or one merged row, says about a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Says {
    /// A number: `公开01表`, `表一`.
    pub number: String,
    /// A title, and the kind if it is a known one.
    pub title: Option<(String, Option<Kind>)>,
    /// A unit of money.
    pub unit: Option<Unit>,
    /// Whose table it is, for when, or a page number: nothing that is kept.
    pub is_furniture: bool,
    /// A remark in brackets or a note (`注：…`).
    pub note: Option<String>,
}

impl Says {
    /// Reads one line.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let squeezed = squeeze(text);
        let mut says = Self::default();
        if squeezed.is_empty() {
            return says;
        }
        if is_note(&squeezed) {
            says.note = Some(text.to_owned());
            return says;
        }
        if is_table_number(&squeezed) {
            says.number = text.to_owned();
            return says;
        }
        says.unit = unit_in(text);
        let about = squeezed.split("单位:").next().unwrap_or_default();
        says.is_furniture = says.unit.is_some() && about.chars().count() < LONGEST_TITLE
            || is_furniture(text)
            || is_agency_line(&squeezed)
            || is_page_number(&squeezed);
        if says.unit.is_some() && is_table_number(about) {
            // `公开01表 单位：万元`
            says.number = about.to_owned();
        }
        if !says.is_furniture {
            says.title = titled(text).map(|(number, title, kind)| {
                says.number = number;
                (title, kind)
            });
        }
        says
    }

    /// What several cells of one row say together.
    pub fn of_all<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        let said: Vec<(&str, Self)> = texts.map(|t| (t, Self::of(t))).collect();
        // Beside the unit of money a bare name says whose table it is.
        let has_unit = said.iter().any(|(_, says)| says.unit.is_some());
        for (text, says) in said {
            if says.is_nothing() && !(has_unit && is_agency(&squeeze(text))) {
                return Self::default();
            }
            all.title = all.title.or(says.title);
            all.unit = all.unit.or(says.unit);
            all.note = all.note.or(says.note);
            all.is_furniture |= says.is_furniture;
            if all.number.is_empty() {
                all.number = says.number;
            }
        }
        all
    }

    /// It is a unit of money, whose table it is or for when.
    pub fn is_line_of_unit(&self) -> bool {
        self.unit.is_some() && self.title.is_none()
    }

    /// It is not about a table.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A name that ends as those of agencies and units do, with or without the year of the budget behind it.
fn is_agency(squeezed: &str) -> bool {
    let name = squeezed.split("预算年度:").next().unwrap_or_default();
    let ends =
        ["局", "委", "办", "院", "会", "处", "室", "府", "厅", "部", "队", "中心", "校", "学", "所", "站", "馆", "园"];
    name.chars().count() > 4
        && name.chars().all(|c| is_han(c) || c.is_ascii_digit() || "()".contains(c))
        && (ends.iter().any(|e| name.ends_with(e)) || name.ends_with("本级") || name.ends_with(')'))
}

/// `注：…`, `备注：…`, and a remark in brackets.
fn is_note(squeezed: &str) -> bool {
    let begins = ["注:", "备注:", "说明:", "※注:", "注1", "*注"].iter().any(|m| squeezed.starts_with(m));
    let bracketed = squeezed.starts_with('(') && squeezed.ends_with(')') && squeezed.chars().count() > 6;
    let is_empty_table = squeezed.contains("空表") && squeezed.contains(['。', '，', ',']);
    begins || bracketed && titled(squeezed).is_none() || is_empty_table
}

/// Number, title and kind of a line that is a title. The kind is absent for a title of no known table.
pub fn titled(text: &str) -> Option<(String, String, Option<Kind>)> {
    let text = text.trim();
    let squeezed = squeeze(text);
    let leads_elsewhere = squeezed.contains("……") || squeezed.contains("....") || squeezed.contains("••");
    let is_sentence = squeezed.contains(['。', ';', '!', '?']) || squeezed.ends_with([':', ',']);
    if squeezed.is_empty() || squeezed.chars().count() > LONGEST_TITLE || leads_elsewhere || is_sentence {
        return None;
    }
    let (number, rest) = split_number(text);
    let title = split_numbering(rest).1.trim();
    if let Some(kind) = kind_in(title) {
        return Some((number.to_owned(), title.to_owned(), Some(kind)));
    }
    let squeezed = squeeze(title);
    let bare = squeezed.trim_end_matches(')').split('(').next().unwrap_or_default();
    let is_name = (3..=40).contains(&bare.chars().count())
        && (bare.ends_with('表') || squeezed.ends_with('表'))
        && !bare.contains(['，', ',', '、', '《', '》', ':'])
        && !is_inner_title(&squeezed);
    is_name.then(|| (number.to_owned(), title.to_owned(), None))
}

/// The kind that a title names, also with the agency's name in front of it (`某县某局2025年收支总表`) or a
/// remark behind it (`支出表（功能科目）`).
fn kind_in(title: &str) -> Option<Kind> {
    let squeezed = squeeze(title);
    let without_remark = squeezed.rsplit_once('(').filter(|(_, r)| r.ends_with(')')).map_or("", |(head, _)| head);
    let kind = [squeezed.as_str(), without_remark].into_iter().filter(|t| !t.is_empty()).find_map(|t| {
        kind_of_title(t).or_else(|| {
            let ends = t.char_indices().filter(|(at, c)| is_end_of_name(t, *at, *c));
            ends.map(|(at, c)| at + c.len_utf8()).find_map(|at| kind_of_title(t.get(at..)?))
        })
    })?;
    Some(classified_as(kind, squeezed.get(without_remark.len()..).unwrap_or_default()))
}

/// Some provinces print spending by functional and by economic subjects, each in all and of basic spending:
/// `一般公共预算支出明细表（按支出经济分类科目）` is not the table of that name by functional subjects.
fn classified_as(kind: Kind, remark: &str) -> Kind {
    let (by_function, by_economy) = (remark.contains("功能"), remark.contains("经济"));
    match kind {
        Kind::GeneralSpending if by_economy && !by_function => Kind::Other,
        Kind::GeneralBasicSpending if by_function && !by_economy => Kind::Other,
        kind => kind,
    }
}

/// Where the name of an agency can end, before a year or the title.
fn is_end_of_name(text: &str, at: usize, c: char) -> bool {
    let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
    let ends = "局委办院厅处心府会校队站所部)".contains(c) && !rest.starts_with(['门', '分']);
    ends || rest.starts_with("20") && rest.chars().take_while(char::is_ascii_digit).count() == 4
}

/// A number in front of a title, and the rest: `表1 收支总表`, `附表4-1：…`, `公开01表收支总表`.
fn split_number(text: &str) -> (&str, &str) {
    let mut best = ("", text);
    for (at, c) in text.char_indices().take(16) {
        let end = at + c.len_utf8();
        let (head, rest) = text.split_at(end);
        let cut = c.is_whitespace() || matches!(c, ':' | '：') || kind_of_title(rest).is_some();
        if cut && is_table_number(&squeeze(head)) && !rest.trim().is_empty() {
            best = (head.trim().trim_end_matches([':', '：']), rest.trim());
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn title(text: &str, number: &str, title: &str, kind: Option<Kind>) {
        assert_eq!(titled(text), Some((number.to_owned(), title.to_owned(), kind)), "{text}");
    }

    #[test]
    fn titles_with_numbers_years_and_agencies() {
        title("收支总表", "", "收支总表", Some(Kind::IncomeAndSpending));
        title("表1 收支总表", "表1", "收支总表", Some(Kind::IncomeAndSpending));
        title("表一：部门收入总表", "表一", "部门收入总表", Some(Kind::Income));
        title("附表4-1：支出总表", "附表4-1", "支出总表", Some(Kind::Spending));
        title("青禾县水务局2025年部门收支总表", "", "青禾县水务局2025年部门收支总表", Some(Kind::IncomeAndSpending));
        title(
            "一般公共预算支出预算表（功能科目）",
            "",
            "一般公共预算支出预算表（功能科目）",
            Some(Kind::GeneralSpending),
        );
        title("国有资产占有情况表", "", "国有资产占有情况表", None);
    }

    #[test]
    fn sentences_and_contents_are_no_titles() {
        for text in ["本单位无此项支出，按要求公开空表。", "一、收支总表……3", "纳入编制范围的单位包括：", "208", "表"]
        {
            assert_eq!(titled(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_can_say_several_things() {
        let says = Says::of("公开01表 单位：万元");
        assert_eq!((says.number.as_str(), says.unit), ("公开01表", Some(Unit::Wan)));
        let says = Says::of_all(["编制单位：青禾县水务局", "单位：元"].into_iter());
        assert!(says.is_furniture && says.unit == Some(Unit::Yuan));
        assert!(Says::of_all(["合计", "单位：元"].into_iter()).is_nothing());
        assert_eq!(Says::of("注：本部门无相关收支项目").note.as_deref(), Some("注：本部门无相关收支项目"));
    }
}
