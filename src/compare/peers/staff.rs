//! How many people an agency has, as its text states it: `编制15名，实有在职人员12人，退休2人`.

use crate::{
    model::{Disclosure, TextRef},
    prose::{Measure, Number, Prose, Role, Statement},
};

/// What a number of people counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// 在职人数: who works there.
    InService,
    /// 实有人数: who is there; retired people may be among them.
    Present,
    /// 编制数: how many there may be.
    Posts,
}

impl Basis {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Basis::InService => "在职人数",
            Basis::Present => "实有人数",
            Basis::Posts => "编制数",
        }
    }

    /// What the words before a number count; the words after 其中 alone tell of a part.
    fn of(words: &str) -> Option<Self> {
        let has = |word: &str| words.contains(word);
        if ["离休", "退休", "离退", "遗属", "聘用", "临时", "劳务", "空编", "超编", "领导", "局长", "主任"]
            .iter()
            .any(|w| has(w))
        {
            return None;
        }
        if has("在职") || has("在编") || has("在岗") {
            return Some(Basis::InService);
        }
        if has("实有") || has("现有人") || has("实际人数") || has("现有干部") || has("现有职工") {
            return Some(Basis::Present);
        }
        (has("编制") || has("核编")).then_some(Basis::Posts)
    }
}

/// The number of an agency's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staff {
    /// How many.
    pub persons: u32,
    /// Counted how.
    pub basis: Basis,
    /// Where the text says so.
    pub at: TextRef,
}

/// A number of people in the text.
struct Counted {
    staff: Staff,
    /// One kind of them only: 行政编制, 事业编制, 参公.
    part: bool,
}

/// The number of people that the text states, by the narrowest basis that it states: who works there, who is
/// there, how many there may be. Several numbers of that basis are taken only if one of them is the whole of the
/// others; otherwise they belong to units, and nobody says what all have.
pub(super) fn of(d: &Disclosure, prose: &Prose) -> Option<Staff> {
    let counted: Vec<Counted> = prose
        .statements
        .iter()
        .filter(|s| s.role == Role::Count && !s.aside)
        .filter_map(|s| counted(d, prose, s))
        .collect();
    let stated = counted.iter().map(|c| c.staff.basis).min()?;
    let of_basis: Vec<&Counted> = counted.iter().filter(|c| c.staff.basis == stated).collect();
    whole(&of_basis)
}

/// The one number that is all: the only one, one that is said again, or the sum of the others.
fn whole(of_basis: &[&Counted]) -> Option<Staff> {
    let mut wholes: Vec<Staff> = of_basis.iter().filter(|c| !c.part).map(|c| c.staff).collect();
    wholes.dedup_by_key(|s| s.persons);
    match wholes.as_slice() {
        [] => {
            let [only] = of_basis else { return None };
            Some(only.staff)
        }
        [only] => Some(*only),
        [first, rest @ ..] => {
            let sum: u64 = rest.iter().map(|s| u64::from(s.persons)).sum();
            (u64::from(first.persons) == sum).then_some(*first)
        }
    }
}

fn counted(d: &Disclosure, prose: &Prose, statement: &Statement) -> Option<Counted> {
    let number = prose.numbers.get(statement.number)?;
    let Measure::Count(word) = &number.measure else { return None };
    if !matches!(word.as_str(), "人" | "名" | "个") {
        return None;
    }
    let words = words_before(d, number)?;
    // `编制 3 个` is said, `内设机构 3 个` too.
    let basis = Basis::of(&words).filter(|b| word != "个" || *b == Basis::Posts)?;
    let persons = u32::try_from(number.value).ok().filter(|n| *n > 0)?;
    let part =
        ["行政", "事业", "参公", "工勤", "公务员", "附属", "聘", "机关", "派驻"].iter().any(|w| words.contains(w));
    Some(Counted { staff: Staff { persons, basis, at: number.at }, part })
}

/// The words of the clause before a number, without blanks.
fn words_before(d: &Disclosure, number: &Number) -> Option<String> {
    let text = &d.prose.get(number.at.section as usize)?.text;
    let from = (number.at.from as usize).saturating_sub(24);
    let before: Vec<char> = text.chars().skip(from).take(number.at.from as usize - from).collect();
    let ends = |c: &char| "，,。；;、：:（(）)\n".contains(*c) || c.is_ascii_digit();
    let clause: Vec<char> = before.iter().rev().take_while(|c| !ends(c)).copied().collect();
    let words: String = clause.iter().rev().filter(|c| !c.is_whitespace()).collect();
    (!words.is_empty()).then_some(words)
}
