//! One reading of a row's text: given its pieces, which are code, name, unit and category, and how likely that
//! is.

use super::{
    header::{Header, TextColumn, is_class},
    pieces::{Piece, join},
};

/// Characters in a project code (项目代码): six of region, two of the year, thirteen of the project, by the
/// national standard of budget management (预算管理一体化规范).
pub(crate) const PROJECT_CODE: usize = 21;

/// What a row is by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// 合计, or no text at all.
    #[default]
    Total,
    /// A department (3 digits) or unit (6, 9).
    Unit,
    /// A category of projects.
    Category,
    /// A project.
    Project,
}

/// The text of one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    /// What the row is.
    pub sort: Sort,
    /// The code without breaks.
    pub code: String,
    /// The name without breaks.
    pub name: String,
    /// The unit (项目单位) of a project.
    pub unit: String,
    /// The category (项目类别) of a project.
    pub class: String,
}

/// The cost of a mistake that no sound row makes, and of what is only unusual.
pub(super) const BAD: u32 = 40;
pub(super) const ODD: u32 = 10;

/// What a row is by its code and name.
pub(crate) fn sort_of(code: &str, name: &str) -> Sort {
    match code.len() {
        0 if matches!(name, "" | "合计" | "总计") => Sort::Total,
        0 => Sort::Project,
        _ if is_unit_code(code) => Sort::Unit,
        1..=7 if code.chars().all(|c| c.is_ascii_digit()) => Sort::Category,
        _ => Sort::Project,
    }
}

/// The code of a department (3 digits) or of a unit below it (6, 9).
pub(crate) fn is_unit_code(text: &str) -> bool {
    matches!(text.len(), 3 | 6 | 9) && text.chars().all(|c| c.is_ascii_digit())
}

/// Reads the text of one row.
pub(super) struct Reader<'a> {
    pub header: &'a Header,
    /// Names of units that are known; they tell name and unit of a project apart.
    pub units: &'a [String],
}

impl Reader<'_> {
    /// A reading of the pieces before and among a row's amounts and of those after them, with its cost.
    pub fn read(&self, pieces: &[Piece], own: &[usize], tail: &[usize]) -> (u32, Text) {
        let mut cost = 0;
        let mut broken = false;
        for &t in tail {
            broken |= pieces.get(t).is_some_and(|p| p.after_break);
            cost += if broken { 0 } else { ODD };
        }
        let all: Vec<Piece> = own.iter().chain(tail).filter_map(|&i| pieces.get(i).copied()).collect();
        let has_codes = self.header.text.contains(&TextColumn::Code);
        let is_code: Vec<bool> = (0..all.len()).map(|i| looks_like_code(&all, i, has_codes)).collect();
        let code: String = all.iter().zip(&is_code).filter(|(_, c)| **c).map(|(p, _)| p.text).collect();
        let words: Vec<&str> = all.iter().zip(&is_code).filter(|(_, c)| !**c).map(|(p, _)| p.text).collect();
        // Text before the code, and after the amounts, is possible but unusual.
        let first_code = is_code.iter().position(|c| *c).unwrap_or(0);
        cost += u32::try_from(first_code).unwrap_or(BAD);
        let late_words = is_code.iter().skip(own.len()).filter(|c| !**c).count();
        cost += u32::try_from(late_words).unwrap_or(BAD);

        let sort = sort_of(&code, &join(words.iter().copied()));
        let mut text = Text { sort, ..Text::default() };
        match sort {
            Sort::Total => text.name = join(words),
            Sort::Unit | Sort::Category => {
                text.name = join(words);
                // Short codes are seldom broken.
                cost += if is_code.iter().filter(|c| **c).count() > 1 { ODD } else { 0 };
                let is_known = sort == Sort::Category || self.units.is_empty() || self.units.contains(&text.name);
                cost += if text.name.is_empty() || !is_known { BAD } else { 0 };
            }
            Sort::Project => {
                cost += match code.len() {
                    PROJECT_CODE => 0,
                    0 if !has_codes => 0,
                    _ => BAD,
                };
                cost += self.read_project(words, &mut text);
            }
        }
        text.code = code;
        (cost, text)
    }

    fn read_project(&self, words: Vec<&str>, text: &mut Text) -> u32 {
        let mut cost = 0;
        let mut words = words;
        let class = self.header.class();
        if let Some((_, true)) = class
            && !words.is_empty()
        {
            text.class = words.remove(0).to_owned();
        }
        if self.header.label().is_some() {
            let split = self.units.iter().find_map(|u| without(&words, u).map(|rest| (u.clone(), rest)));
            match split {
                Some((unit, rest)) => (text.unit, words) = (unit, rest),
                None if self.units.is_empty() && words.len() > 1 => text.unit = words.pop().unwrap_or("").to_owned(),
                None => cost += BAD,
            }
        }
        if let Some((_, false)) = class {
            text.class = words.pop().unwrap_or("").to_owned();
        }
        if class.is_some() && !is_class(&text.class) {
            cost += ODD;
        }
        text.name = join(words);
        if text.name.is_empty() { cost + BAD } else { cost }
    }
}

/// A piece of digits (and capital letters) that is, or is part of, a code.
fn looks_like_code(all: &[Piece], at: usize, has_codes: bool) -> bool {
    let Some(piece) = all.get(at) else { return false };
    let text = piece.text;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || !text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return false;
    }
    // `2025 年…` is the head of a name.
    let year = text.len() == 4
        && all.get(at + 1).is_some_and(|next| next.follows && next.text.starts_with(['年', '-', '—', '－']));
    if has_codes { !year } else { at == 0 && digits == text.len() && matches!(digits, 3 | 6 | 9) }
}

/// The pieces that are left when those that spell `name` in order are taken out; the latest such pieces, as
/// the unit stands behind the project's name.
fn without<'a>(pieces: &[&'a str], name: &str) -> Option<Vec<&'a str>> {
    // reach[i]: the lengths of the beginnings of `name` that pieces before i can spell.
    let mut reach: Vec<Vec<usize>> = vec![vec![0]];
    for piece in pieces {
        let before = reach.last()?;
        let mut now = before.clone();
        for &j in before {
            let end = j + piece.len();
            if name.get(j..end) == Some(*piece) && !now.contains(&end) {
                now.push(end);
            }
        }
        reach.push(now);
    }
    let mut at = name.len();
    let mut left = Vec::new();
    for (piece, before) in pieces.iter().zip(&reach).rev() {
        let start = at.checked_sub(piece.len());
        match start.filter(|s| name.get(*s..at) == Some(*piece) && before.contains(s)) {
            Some(start) => at = start,
            None if before.contains(&at) => left.push(*piece),
            None => return None,
        }
    }
    left.reverse();
    (at == 0).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_name_is_taken_out_of_the_pieces_it_is_mixed_with() {
        let pieces = ["某某区", "水利局", "中", "农村", "饮水工", "程", "心"];
        assert_eq!(without(&pieces, "某某区水利局中心").unwrap(), ["农村", "饮水工", "程"]);
        assert_eq!(without(&pieces, "某某区水务局中心"), None);
    }
}
