//! The header of a project table: whatever lines and pieces it was broken into, its terms in order, and
//! from them the columns. The terms are data: `assets/recognition/project_columns.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::{Column, ColumnRole, text::squeeze};

/// What a header term says about its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Code,
    Name,
    Label,
    Class,
    Total,
    Group,
    Carry,
    Source,
    Over,
    Amount,
    Share,
    Note,
    Skip,
}

#[derive(Deserialize)]
struct Terms {
    code: Vec<String>,
    name: Vec<String>,
    label: Vec<String>,
    class: Vec<String>,
    total: Vec<String>,
    group: Vec<String>,
    carry: Vec<String>,
    source: Vec<String>,
    over: Vec<String>,
    amount: Vec<String>,
    share: Vec<String>,
    note: Vec<String>,
    skip: Vec<String>,
    classes: Vec<String>,
}

fn vocabulary() -> &'static Terms {
    static TERMS: OnceLock<Terms> = OnceLock::new();
    TERMS.get_or_init(|| {
        toml::from_str(include_str!("../../../assets/recognition/project_columns.toml"))
            .unwrap_or_else(|e| unreachable!("project_columns.toml is part of the program and tested: {e}"))
    })
}

/// A value of the category column (其他运转类 …).
pub(crate) fn is_class(text: &str) -> bool {
    vocabulary().classes.iter().any(|c| c == text)
}

/// All terms, longest first: squeezed, as printed, and what each means.
fn terms() -> &'static [(String, String, Term)] {
    static SORTED: OnceLock<Vec<(String, String, Term)>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let t = vocabulary();
        let groups = [
            (&t.code, Term::Code),
            (&t.name, Term::Name),
            (&t.label, Term::Label),
            (&t.class, Term::Class),
            (&t.total, Term::Total),
            (&t.group, Term::Group),
            (&t.carry, Term::Carry),
            (&t.source, Term::Source),
            (&t.over, Term::Over),
            (&t.amount, Term::Amount),
            (&t.share, Term::Share),
            (&t.note, Term::Note),
            (&t.skip, Term::Skip),
        ];
        let mut all: Vec<_> = groups
            .into_iter()
            .flat_map(|(names, term)| names.iter().map(move |n| (squeeze(n), n.clone(), term)))
            .collect();
        all.sort_by_key(|(key, ..)| std::cmp::Reverse(key.chars().count()));
        all
    })
}

/// Where text columns stand in a row, as far as the order of the header tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextColumn {
    /// The code.
    Code,
    /// The name.
    Name,
    /// The unit (项目单位) or another text: index into [`Header::columns`].
    Label(usize),
    /// The category (项目类别): index into [`Header::columns`].
    Class(usize),
}

/// The most pieces and columns of a header: several times those of the widest tables seen.
const MAX_PIECES: usize = 600;
const MAX_COLUMNS: usize = 40;

/// A recognized header.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Header {
    /// Code and name excepted, in the order of the header: text columns, then amounts.
    pub columns: Vec<Column>,
    /// Indices into `columns` of those that hold numbers.
    pub numbers: Vec<usize>,
    /// Position in `numbers` of the column that is the sum of the other amounts.
    pub total: Option<usize>,
    /// Positions in `numbers` of money carried over (结转).
    pub carried: Vec<usize>,
    /// The text column behind the numbers: index into `columns`.
    pub note: Option<usize>,
    /// The text columns from left to right.
    pub text: Vec<TextColumn>,
    /// Number of pieces that the header takes.
    pub pieces: usize,
}

impl Header {
    /// Reads the header at the head of these pieces, which end before the first amount. What follows its
    /// last term is the body's. `None` where there is no column of amounts in it.
    pub fn read<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for piece in pieces.into_iter().take(MAX_PIECES) {
            text.push_str(&squeeze(piece));
            ends.push(text.len());
        }
        let (found, end) = scan(&text);
        let mut header = Self::of_terms(&found);
        header.pieces = ends.iter().position(|&e| e >= end).map_or(0, |i| i + 1);
        (1..=MAX_COLUMNS).contains(&header.columns.len()).then_some(header).filter(|h| !h.numbers.is_empty())
    }

    /// The index into `columns` of the first text column of this sort.
    pub fn label(&self) -> Option<usize> {
        self.text.iter().find_map(|t| if let TextColumn::Label(i) = t { Some(*i) } else { None })
    }

    /// The category column and whether it stands before the name.
    pub fn class(&self) -> Option<(usize, bool)> {
        let at = self.text.iter().position(|t| matches!(t, TextColumn::Class(_)))?;
        let name = self.text.iter().position(|t| *t == TextColumn::Name);
        match self.text.get(at) {
            Some(TextColumn::Class(i)) => Some((*i, name.is_none_or(|n| at < n))),
            _ => None,
        }
    }

    fn of_terms(found: &[(&str, Term)]) -> Self {
        // Numbers as (group, leaf): a group printed with its sources below it in a second line of the header
        // comes first, and the sources follow after all the rest; they go round the groups in turn.
        let mut labels: Vec<(Term, &str)> = Vec::new();
        let mut numbers: Vec<(Option<usize>, &str, Term)> = Vec::new();
        let mut groups: Vec<(&str, Term, usize)> = Vec::new();
        let (mut over, mut note) = (None, None);
        for &(name, term) in found {
            match term {
                Term::Code | Term::Name | Term::Label | Term::Class => {
                    if !labels.contains(&(term, name)) {
                        labels.push((term, name));
                    }
                }
                Term::Group | Term::Carry => groups.push((name, term, numbers.len())),
                Term::Over => over = Some(name),
                Term::Source => {
                    let taken = |g: usize| numbers.iter().any(|n| n.0 == Some(g) && n.1 == name);
                    match (0..groups.len()).find(|&g| !taken(g)) {
                        Some(g) => numbers.push((Some(g), name, term)),
                        None => numbers.push((None, name, term)),
                    }
                }
                Term::Total | Term::Amount | Term::Share => {
                    if !numbers.iter().any(|n| n.0.is_none() && n.1 == name) {
                        numbers.push((None, name, term));
                    }
                }
                Term::Note => note = Some(name),
                Term::Skip => {}
            }
        }
        // A group without sources below it is a column itself.
        for (g, &(name, _, _)) in groups.iter().enumerate() {
            if !numbers.iter().any(|n| n.0 == Some(g)) {
                numbers.push((Some(g), name, Term::Amount));
            }
        }
        // Sources move to the place of their group; the sort is stable, so all else keeps its order.
        let place = |i: usize, n: &(Option<usize>, &str, Term)| match n.0.and_then(|g| groups.get(g).map(|x| (g, x))) {
            Some((g, &(_, _, at))) => (at, 0, g),
            None => (i, 1, 0),
        };
        let mut ordered: Vec<_> = numbers.iter().enumerate().map(|(i, n)| (place(i, n), *n)).collect();
        ordered.sort_by_key(|(p, _)| *p);

        let mut header = Self::default();
        for (term, name) in labels {
            let index = header.columns.len();
            match term {
                Term::Code => header.text.push(TextColumn::Code),
                Term::Name => header.text.push(TextColumn::Name),
                _ => {
                    let text = if term == Term::Class { TextColumn::Class(index) } else { TextColumn::Label(index) };
                    header.text.push(text);
                    header.columns.push(Column { path: vec![name.to_owned()], role: ColumnRole::Label });
                }
            }
        }
        for (at, (_, (group, name, term))) in ordered.into_iter().enumerate() {
            let group = group.and_then(|g| groups.get(g));
            let mut path: Vec<String> = over.iter().map(|o| (*o).to_owned()).collect();
            if term == Term::Share {
                path.clear();
            }
            path.extend(group.map(|g| g.0).filter(|g| *g != name).map(str::to_owned));
            path.push(name.to_owned());
            if term == Term::Total && header.total.is_none() {
                header.total = Some(at);
            }
            if group.is_some_and(|g| g.1 == Term::Carry) {
                header.carried.push(at);
            }
            header.numbers.push(header.columns.len());
            let role = if term == Term::Share { ColumnRole::Share } else { ColumnRole::Amount };
            header.columns.push(Column { path, role });
        }
        if let Some(name) = note {
            header.note = Some(header.columns.len());
            header.columns.push(Column { path: vec![name.to_owned()], role: ColumnRole::Label });
        }
        header
    }
}

/// The terms in a squeezed text in order, and where the last of them ends.
fn scan(text: &str) -> (Vec<(&'static str, Term)>, usize) {
    let (mut found, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        match terms().iter().find(|(key, ..)| rest.starts_with(key.as_str())) {
            // A second 合计 is the name of the first row.
            Some((.., Term::Total)) if found.iter().any(|&(_, t)| t == Term::Total) => break,
            Some((key, name, term)) => {
                found.push((name.as_str(), *term));
                at += key.len();
                end = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    (found, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(header: &Header) -> Vec<String> {
        header.columns.iter().map(Column::title).collect()
    }

    #[test]
    fn a_header_of_single_characters_gives_its_columns() {
        let text = "项目编 码 项目名称 项目单 位 合计 本年拨款 财政拨款结转 结余 财 政 专 户 管 理 资 金 单 位 资 金 \
                    一般公共预 算 政 府 性 基 金 预 算 国 有 资 本 经 营 预 算 一 般 公 共 预 算 政 府 性 基 金 预 算 \
                    国 有 资 本 经 营 预 算 曾用名";
        let header = Header::read(text.split(' ')).unwrap();
        assert_eq!(
            titles(&header),
            [
                "项目单位",
                "合计",
                "本年拨款·一般公共预算",
                "本年拨款·政府性基金预算",
                "本年拨款·国有资本经营预算",
                "财政拨款结转结余·一般公共预算",
                "财政拨款结转结余·政府性基金预算",
                "财政拨款结转结余·国有资本经营预算",
                "财政专户管理资金",
                "单位资金",
            ]
        );
        assert_eq!((header.total, header.carried.as_slice()), (Some(0), [4, 5, 6].as_slice()));
        assert_eq!(header.pieces, text.split(' ').count() - 1, "the last piece belongs to the body");
    }

    #[test]
    fn amounts_under_one_heading_and_a_category_after_the_name() {
        let text = "单位编码（项目编码）|项目单位 （项目名称）|项目分类|项目金额（万元）|绩效目标|成本指标|资金总|额|政府预|算资金|\
                    财政专|户管理|资金|单位|资金|三级|指标";
        let header = Header::read(text.split('|')).unwrap();
        assert_eq!(
            titles(&header),
            [
                "项目分类",
                "项目金额（万元）·资金总额",
                "项目金额（万元）·政府预算资金",
                "项目金额（万元）·财政专户管理资金",
                "项目金额（万元）·单位资金",
            ]
        );
        assert_eq!(header.class(), Some((0, false)));
    }

    #[test]
    fn a_text_without_columns_of_amounts_is_no_header() {
        assert_eq!(Header::read(["本表为空表"]), None);
    }
}
