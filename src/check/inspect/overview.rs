//! What there is of a disclosure: its tables, the table of contents (目录), and how much text.

use std::collections::BTreeSet;

use crate::{
    model::{Disclosure, Kind, text::squeeze},
    recognize::kind_of_title,
};

/// As many standard tables as make a disclosure and not only a part of one.
const MOST_OF_NINE: usize = 5;
/// Text of fewer characters is a cover, not a 情况说明.
const A_TEXT: usize = 400;

/// What there is.
pub(super) struct Overview {
    there: BTreeSet<Kind>,
    listed: Vec<Kind>,
    printed: Vec<Kind>,
    characters: usize,
}

impl Overview {
    /// Looks through a disclosure.
    pub fn of(d: &Disclosure) -> Self {
        let mut there: BTreeSet<Kind> = d.tables.iter().map(|t| t.kind).collect();
        // A table whose title says more than one thing is of no kind; it is there all the same.
        there.extend(d.tables.iter().filter(|t| t.kind == Kind::Other).filter_map(|t| by_words(&t.title)));
        let contents = contents(d);
        let (mut listed, mut printed, mut characters) = (Vec::new(), Vec::new(), 0);
        for (index, section) in d.narrative() {
            // A table of contents without end: what states something is no longer part of it.
            let mut in_contents = contents.contains(&index);
            for line in std::iter::once(section.heading.as_str()).chain(section.text.lines()) {
                in_contents &= !states(line);
                let kinds = if in_contents { &mut listed } else { &mut printed };
                kinds.extend(title_of_line(line));
                if !in_contents {
                    characters += line.chars().filter(|c| !c.is_whitespace()).count();
                }
            }
        }
        Self { there, listed, printed, characters }
    }

    /// A table of this kind is there, read or not.
    pub fn has(&self, kind: Kind) -> bool {
        self.there.contains(&kind)
    }

    /// Enough of the standard tables are there to ask for the others.
    pub fn has_tables(&self) -> bool {
        Kind::standard().iter().filter(|k| self.has(**k)).count() >= MOST_OF_NINE
    }

    /// There is a 情况说明 and not only a cover.
    pub fn has_text(&self) -> bool {
        self.characters >= A_TEXT
    }

    /// The table of contents lists a table of this kind.
    pub fn lists_title(&self, kind: Kind) -> bool {
        self.listed.contains(&kind)
    }

    /// What the table of contents lists.
    pub fn listed(&self) -> BTreeSet<Kind> {
        self.listed.iter().copied().collect()
    }

    /// The title of such a table stands in the text by itself.
    pub fn prints_title(&self, kind: Kind) -> bool {
        self.printed.contains(&kind)
    }
}

/// The kind that a title tells by single words, for titles that recognition leaves open.
fn by_words(title: &str) -> Option<Kind> {
    let title = squeeze(title);
    let says = |word: &str| title.contains(word);
    let all = |words: &[&str]| words.iter().all(|w| says(w));
    match () {
        () if !says("支出") && !says("收支") && !says("收入") && !says("三公") => None,
        () if says("项目") || says("绩效") || says("采购") => None,
        () if says("国有资本") => Some(Kind::StateCapitalSpending),
        () if says("政府性基金") => Some(Kind::FundSpending),
        () if says("三公") => Some(Kind::ThreePublic),
        () if all(&["一般公共预算", "基本支出"]) => Some(Kind::GeneralBasicSpending),
        () if all(&["一般公共预算", "支出"]) => Some(Kind::GeneralSpending),
        () if all(&["财政拨款", "收支"]) || all(&["财政拨款", "收入支出"]) => {
            Some(Kind::FiscalIncomeAndSpending)
        }
        () if says("财政拨款") => None,
        () if says("收支") || says("收入支出") => Some(Kind::IncomeAndSpending),
        () if all(&["收入", "总"]) => Some(Kind::Income),
        () if all(&["支出", "总"]) => Some(Kind::Spending),
        () => None,
    }
}

/// A line that is the title of a table and nothing else, whatever number stands before and page behind.
fn title_of_line(line: &str) -> Option<Kind> {
    if !line.contains('表') && !line.contains("采购") {
        return None;
    }
    let line = line.trim_start_matches(|c: char| "-·*• \u{3000}".contains(c));
    let line = line.split(['…', '．']).next().unwrap_or_default().trim();
    let line = line.split("....").next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let title = crate::model::text::split_numbering(line).1;
    kind_of_title(title)
}

/// The sections that are the table of contents: from its heading as long as the lines are short and state
/// nothing.
fn contents(d: &Disclosure) -> Vec<usize> {
    let is_heading = |text: &str| squeeze(text).ends_with("目录");
    let begins =
        d.prose.iter().take(4).position(|s| is_heading(&s.heading) || s.text.lines().rev().take(1).any(is_heading));
    let Some(begins) = begins else { return Vec::new() };
    let rest = d.prose.iter().enumerate().skip(begins);
    // A heading that comes a second time begins the document itself.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    rest.take_while(|(i, s)| *i == begins || (!s.text.lines().any(states) && seen.insert(squeeze(&s.heading))))
        .map(|(i, _)| i)
        .collect()
}

/// A line of running text, not of a table of contents.
fn states(line: &str) -> bool {
    line.contains('。') || (line.chars().count() > 80 && !line.contains(['…', '·']) && !line.contains("..."))
}
