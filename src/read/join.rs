//! One disclosure out of several files: text and tables are often published apart.
//!
//! Which files belong together is decided from what they say of themselves: agency, year, 预算 or 决算, and
//! whether it is the whole department (部门) or one unit (单位), which are two disclosures of the same name.
//! What a file does not say, its name may; what nothing says, fits everything, and then there must be only one
//! thing that it fits. Files in the program's own format are whole disclosures and are joined with nothing.

use super::Opened;
use crate::{
    document::{Document, Format},
    model::{
        Disclosure, Kind, Notice, Place, Section, Stage, Table,
        text::{agency_key, squeeze},
    },
    recognize,
};

/// Which files make one disclosure: their indices, in order, grouped in the order of their first.
pub fn groups(files: &[&Opened]) -> Vec<Vec<usize>> {
    let identities: Vec<Identity> = files.iter().map(|file| Identity::of(file)).collect();
    group(&identities.iter().collect::<Vec<_>>())
}

/// What a file says of whose disclosure it holds: all that is needed to [`group`] it once its content is gone.
pub fn identity(file: &Opened) -> Identity {
    Identity::of(file)
}

/// The same as [`groups`], of files of which only this is kept.
pub fn group(identities: &[&Identity]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Those that say who they are come first, whatever their order; the others look for a place among them.
    let (known, unknown): (Vec<usize>, Vec<usize>) =
        (0..identities.len()).partition(|&i| identities.get(i).is_some_and(|i| i.is_known()));
    for i in known.into_iter().chain(unknown) {
        let Some(identity) = identities.get(i) else { continue };
        let fits = |group: &&mut Vec<usize>| {
            group.iter().all(|&other| identities.get(other).is_some_and(|other| identity.fits(other)))
        };
        let mut fitting: Vec<&mut Vec<usize>> = groups.iter_mut().filter(fits).collect();
        match fitting.as_mut_slice() {
            [group] => group.push(i),
            // It fits nothing, or it cannot be told which: then it stays by itself.
            _ => groups.push(vec![i]),
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups
}

/// What a file says of whose disclosure it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The agency's name as names are compared, as the content and as the file's name has it.
    agencies: Vec<String>,
    year: Option<i32>,
    stage: Stage,
    /// 部门 or 单位.
    level: Option<&'static str>,
    native: bool,
}

impl Identity {
    fn of(file: &Opened) -> Self {
        let Opened { disclosure, document, .. } = file;
        let name = squeeze(disclosure.source.file.rsplit_once('.').map_or(&*disclosure.source.file, |(stem, _)| stem));
        let by_name = recognize::identity_of(std::slice::from_ref(&name));
        let mut agencies = vec![agency_key(&disclosure.agency), agency_key(&by_name.agency)];
        agencies.retain(|agency| !agency.is_empty());
        Self {
            agencies,
            year: disclosure.year.or(by_name.year),
            stage: disclosure.stage,
            level: level(document).or_else(|| level_in(&name)),
            native: document.format == Format::Json,
        }
    }

    fn is_known(&self) -> bool {
        !self.agencies.is_empty() && self.year.is_some()
    }

    fn fits(&self, other: &Self) -> bool {
        fn may_equal<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        !self.native
            && !other.native
            && self.stage == other.stage
            && (self.agencies.is_empty()
                || other.agencies.is_empty()
                || self.agencies.iter().any(|agency| other.agencies.contains(agency)))
            && may_equal(&self.year, &other.year)
            && may_equal(&self.level, &other.level)
    }
}

/// How many paragraphs may stand before the title is done.
const TITLE_WITHIN: usize = 20;

/// 部门 or 单位, as the title says.
fn level(document: &Document) -> Option<&'static str> {
    document.paragraphs().take(TITLE_WITHIN).find_map(|p| level_in(&squeeze(&p.text)))
}

/// `2024年度单位决算` → 单位.
fn level_in(title: &str) -> Option<&'static str> {
    let said = |level: &str| {
        ["预算", "决算"]
            .iter()
            .any(|stage| ["年", "年度"].iter().any(|year| title.contains(&format!("{year}{level}{stage}"))))
    };
    ["部门", "单位"].into_iter().find(|level| said(level))
}

/// Makes one disclosure of those that belong together, in this order. A table that is in several files is
/// kept once; of two that should be the same and differ, both are kept and that is said.
pub fn join(parts: Vec<Disclosure>) -> Disclosure {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for (file, mut part) in (1u32..).zip(parts) {
        for_each_place(&mut part, |place| place.file = file);
        if whole.agency.is_empty() {
            whole.agency = part.agency;
        }
        if whole.region.is_empty() {
            whole.region = part.region;
        }
        whole.year = whole.year.or(part.year);
        let places = places_in(&whole.tables, &part.tables);
        for section in &mut part.prose {
            section.table = section.table.and_then(|at| places.get(at as usize).copied());
        }
        part.tables.retain(|table| !whole.tables.iter().any(|other| is_same(other, table)));
        for table in &part.tables {
            if let Some(other) = whole.tables.iter().find(|other| other.kind == table.kind && is_single(table.kind)) {
                whole.source.notices.push(differ(other, table, &part.source.file));
            }
        }
        whole.tables.append(&mut part.tables);
        let is_known = |s: &Section| {
            whole.prose.iter().any(|known| (&known.heading, &known.text, known.table) == (&s.heading, &s.text, s.table))
        };
        part.prose.retain(|section| !is_known(section));
        whole.prose.append(&mut part.prose);
        whole.source.notices.append(&mut part.source.notices);
        whole.source.further.push(part.source.file);
    }
    if !whole.source.further.is_empty() {
        whole.number_tables();
    }
    whole
}

/// Which tables those of a further file become: one that is there already, or the next.
fn places_in(whole: &[Table], part: &[Table]) -> Vec<u32> {
    let mut next = whole.len();
    let place = |table: &Table| {
        let known = whole.iter().position(|other| is_same(other, table));
        let at = known.unwrap_or(next);
        next += usize::from(known.is_none());
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    part.iter().map(place).collect()
}

/// Kinds of which a disclosure has one table, so that a second one says something else about the same.
fn is_single(kind: Kind) -> bool {
    !matches!(kind, Kind::Other | Kind::Projects | Kind::ProjectPerformance | Kind::OverallPerformance)
}

fn differ(one: &Table, other: &Table, file: &str) -> Notice {
    let text = format!(
        "“{}”在几个文件中都有而内容不同，两张都保留（后一张来自“{file}”）：请核对以哪一张为准。",
        if one.title.is_empty() { one.kind.name() } else { &one.title }
    );
    Notice { text, place: other.place }
}

/// The same kind, unit and printed content, wherever it stands.
fn is_same(a: &Table, b: &Table) -> bool {
    let columns = |t: &Table| t.panels.iter().map(|p| p.columns.len()).collect::<Vec<_>>();
    let rows = |t: &Table| t.panels.iter().map(|p| p.rows.len()).collect::<Vec<_>>();
    fn texts(t: &Table) -> impl Iterator<Item = String> {
        let rows = t.panels.iter().flat_map(|p| &p.rows);
        rows.flat_map(|row| [&row.code, &row.name].into_iter().chain(row.cells.iter().map(|c| &c.text)))
            .map(|text| squeeze(text))
    }
    (a.kind, a.unit) == (b.kind, b.unit)
        && columns(a) == columns(b)
        && rows(a) == rows(b)
        && (a.kind != Kind::Other || squeeze(&a.title) == squeeze(&b.title))
        && squeeze(&a.raw) == squeeze(&b.raw)
        && texts(a).eq(texts(b))
}

fn for_each_place(d: &mut Disclosure, mut change: impl FnMut(&mut Place)) {
    for table in &mut d.tables {
        change(&mut table.place);
        let rows = table.panels.iter_mut().flat_map(|p| &mut p.rows);
        rows.flat_map(|row| &mut row.cells).for_each(|cell| change(&mut cell.place));
    }
    for section in &mut d.prose {
        change(&mut section.place);
        section.lines.iter_mut().for_each(|line| change(&mut line.place));
    }
    d.source.notices.iter_mut().for_each(|notice| change(&mut notice.place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, ColumnRole, Panel, Row, Source};

    fn table(kind: Kind, amount: &str) -> Table {
        let row = Row { name: "合计".into(), cells: vec![Cell::read(amount, ColumnRole::Amount)], ..Row::default() };
        let panel = Panel { columns: vec![Column::amount(&["金额"])], rows: vec![row], ..Panel::default() };
        Table { kind, title: kind.name().into(), panels: vec![panel], ..Table::default() }
    }

    #[test]
    fn a_text_inside_a_table_stays_with_it() {
        let part = |amount: &str, heading: &str| {
            let section = Section { heading: heading.into(), table: Some(0), ..Section::default() };
            Disclosure {
                tables: vec![table(Kind::ProjectPerformance, amount)],
                prose: vec![section],
                ..Disclosure::default()
            }
        };
        let whole = join(vec![part("1.00", "一"), part("2.00", "二"), part("1.00", "三")]);
        let of: Vec<(&str, Option<u32>)> = whole.prose.iter().map(|s| (s.heading.as_str(), s.table)).collect();
        assert_eq!((whole.tables.len(), of), (2, vec![("一", Some(0)), ("二", Some(1)), ("三", Some(0))]));
    }

    /// A file of this name that says this of itself.
    fn file(name: &str, agency: &str, year: Option<i32>, tables: Vec<Table>) -> Opened {
        let source = Source { file: name.into(), format: "pdf".into(), ..Source::default() };
        let disclosure = Disclosure { agency: agency.into(), year, tables, source, ..Disclosure::default() };
        let document = Document { format: Format::Pdf, ..Document::default() };
        Opened { disclosure, document, encoding: None }
    }

    #[track_caller]
    fn grouped(files: &[Opened], expected: &[&[usize]]) {
        assert_eq!(groups(&files.iter().collect::<Vec<_>>()), expected);
    }

    #[test]
    fn text_and_tables_of_one_agency_and_year_belong_together_and_nothing_else_does() {
        grouped(
            &[
                file("a.pdf", "青禾县水务局", Some(2025), vec![]),
                file("b.pdf", "青禾县 水务局", Some(2025), vec![]),
                file("c.pdf", "青禾县水务局", Some(2024), vec![]),
                file("d.pdf", "青禾县档案馆", Some(2025), vec![]),
            ],
            &[&[0, 1], &[2], &[3]],
        );
    }

    #[test]
    fn what_a_file_does_not_say_its_name_may() {
        grouped(
            &[
                file("青禾县水务局2025年度部门预算公开表格.pdf", "", None, vec![]),
                file("青禾县水务局2024年度部门预算公开表格.pdf", "", None, vec![]),
                file("x.pdf", "青禾县水务局", Some(2025), vec![]),
            ],
            &[&[0, 2], &[1]],
        );
    }

    #[test]
    fn an_agency_that_goes_by_two_names_is_one_where_the_files_are_named_alike() {
        grouped(
            &[
                file("青禾县委办公室2025年度部门预算公开文件.pdf", "青禾县委办公室", Some(2025), vec![]),
                file("青禾县委办公室2025年度部门预算公开表格.pdf", "中共青禾县委办公室", Some(2025), vec![]),
                file("表格.pdf", "中共云溪县委办公室", Some(2025), vec![]),
            ],
            &[&[0, 1], &[2]],
        );
    }

    #[test]
    fn a_file_that_says_nothing_joins_only_where_there_is_no_choice() {
        let tables = || file("表.xlsx", "", None, vec![]);
        let of = |year| file("x.pdf", "青禾县水务局", Some(year), vec![]);
        grouped(&[tables(), of(2025)], &[&[0, 1]]);
        grouped(&[tables(), of(2024), of(2025)], &[&[0], &[1], &[2]]);
    }

    #[test]
    fn the_department_and_its_unit_of_the_same_name_are_two_disclosures() {
        grouped(
            &[
                file("青禾县水务局2024年度部门预算.pdf", "青禾县水务局", Some(2024), vec![]),
                file("青禾县水务局2024年度单位预算.pdf", "青禾县水务局", Some(2024), vec![]),
            ],
            &[&[0], &[1]],
        );
    }

    #[test]
    fn a_file_of_our_own_format_is_whole() {
        let mut native = file("a.json", "青禾县水务局", Some(2025), vec![]);
        native.document.format = Format::Json;
        grouped(&[native, file("a.pdf", "青禾县水务局", Some(2025), vec![])], &[&[0], &[1]]);
    }

    #[test]
    fn a_table_that_is_in_both_is_kept_once_and_one_that_differs_twice() {
        let text = file("文.pdf", "青禾县水务局", Some(2025), vec![table(Kind::Spending, "9.24")]);
        let tables = file("表.pdf", "", None, vec![table(Kind::Spending, "9.24"), table(Kind::Income, "9.24")]);
        let other = file("再.pdf", "", None, vec![table(Kind::Income, "9.42")]);
        let mut parts: Vec<_> = [text, tables, other].into_iter().map(|o| o.disclosure).collect();
        parts[1].prose.push(Section { heading: "说明".into(), ..Section::default() });
        let whole = join(parts);
        let seen: Vec<_> = whole.tables.iter().map(|t| (t.id.as_str(), t.kind, t.place.file)).collect();
        assert_eq!(seen, [("t1", Kind::Spending, 0), ("t2", Kind::Income, 1), ("t3", Kind::Income, 2)]);
        assert_eq!(whole.source.further, ["表.pdf", "再.pdf"]);
        assert_eq!((whole.agency.as_str(), whole.year), ("青禾县水务局", Some(2025)));
        assert_eq!(whole.prose.first().map(|s| s.place.file), Some(1));
        let said: Vec<_> = whole.source.notices.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("再.pdf") && said[0].contains('请'), "{said:?}");
    }
}
