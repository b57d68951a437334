//! Where things stand, in words and in the source.

use crate::{
    check::names,
    model::{CellRef, Disclosure, Place, Spot, TextRef},
};

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Where {
    /// The table's id, `t3`.
    pub table: String,
    /// The name of its kind as data has it (支出总表).
    pub kind: &'static str,
    /// What people call the table (支出决算表, or its printed title).
    pub table_name: String,
    /// The row's code and name.
    pub row: String,
    /// The column's header path.
    pub column: String,
    /// The heading of the section of the text.
    pub section: String,
    /// For people: table, row and column, or section.
    pub name: String,
    /// Page or sheet.
    pub page: Option<u32>,
    /// Where in the source, for people: `第 3 页`, `第 2 张工作表 B12`, `第 120 行`. Empty where that is not known.
    pub source: String,
}

impl Where {
    /// It is in the running text and not in a table.
    pub fn is_text(&self) -> bool {
        self.table.is_empty() && !self.name.is_empty()
    }

    /// The table or the section, for a column of its own.
    pub(super) fn holder(&self) -> &str {
        match (self.is_text(), self.section.is_empty()) {
            (false, _) => &self.table_name,
            (true, true) => "正文",
            (true, false) => &self.section,
        }
    }

    /// A cell.
    pub(super) fn of_cell(d: &Disclosure, at: CellRef) -> Self {
        let mut out = Self::of_table(d, at.table);
        out.row = d.row(at).map(crate::model::Row::title).unwrap_or_default();
        out.column = d.column(at).map(crate::model::Column::title).unwrap_or_default();
        out.name = names::cell(d, at);
        if let Some(place) = d.cell(at).map(|c| c.place).filter(|p| p.page.or(p.line).is_some()) {
            out.page = place.page.or(out.page);
            out.source = source(d, &place);
        }
        out
    }

    /// A table as a whole.
    pub(super) fn of_table(d: &Disclosure, table: u32) -> Self {
        let Some(t) = d.tables.get(table as usize) else { return Self::default() };
        let name = names::table(d, table).to_owned();
        Self {
            table: t.id.clone(),
            kind: t.kind.name(),
            name: name.clone(),
            table_name: name,
            page: t.place.page,
            source: source(d, &t.place),
            ..Self::default()
        }
    }

    /// A stretch of the text.
    pub(super) fn of_text(d: &Disclosure, at: TextRef) -> Self {
        let section = d.prose.get(at.section as usize);
        let heading = section.map(|s| s.heading.clone()).unwrap_or_default();
        let name = if heading.is_empty() { "正文".to_owned() } else { format!("正文“{heading}”") };
        let place = lines(d, at).first().copied().or(section.map(|s| s.place)).unwrap_or_default();
        let page = at.page(d);
        Self { section: heading, name, page, source: source(d, &Place { page, ..place }), ..Self::default() }
    }

    /// A cell or a number of the text.
    pub(super) fn of_spot(d: &Disclosure, spot: Spot) -> Self {
        match spot {
            Spot::Cell(at) => Self::of_cell(d, at),
            Spot::Text(at) => Self::of_text(d, at),
        }
    }
}

/// The pieces of the source that show this.
pub(super) fn shown(d: &Disclosure, spot: Spot) -> Vec<Place> {
    match spot {
        Spot::Cell(at) => d.cell(at).map(|c| c.place).into_iter().collect(),
        Spot::Text(at) => lines(d, at),
    }
}

/// The pieces of the source over which a stretch of the text runs, those of one printed line together.
fn lines(d: &Disclosure, at: TextRef) -> Vec<Place> {
    let Some(section) = d.prose.get(at.section as usize) else { return Vec::new() };
    if at.is_heading() && section.place != Place::default() {
        return vec![section.place];
    }
    let first = section.lines.iter().rposition(|l| l.at <= at.from).unwrap_or(0);
    let within = section.lines.iter().skip(first).take_while(|l| l.at < at.to.max(at.from.saturating_add(1)));
    let mut out: Vec<Place> = Vec::new();
    for place in within.map(|l| l.place) {
        match out.last_mut() {
            Some(last) if is_beside(last, &place) => {
                if let (Some(a), Some(b)) = (&mut last.bounds, place.bounds) {
                    (a[0], a[2]) = (a[0].min(b[0]), a[2].max(b[2]));
                }
            }
            _ => out.push(place),
        }
    }
    out
}

/// Both are pieces of one printed line.
fn is_beside(a: &Place, b: &Place) -> bool {
    let band = |p: &Place| p.bounds.map(|[_, top, _, bottom]| [top, bottom]);
    band(a).is_some() && (a.file, a.page, band(a)) == (b.file, b.page, band(b))
}

/// Where in the source, for people.
fn source(d: &Disclosure, place: &Place) -> String {
    let mut out = match (place.page, place.line) {
        (Some(page), _) if matches!(d.source.format.as_str(), "xlsx" | "xls" | "ods") => {
            let cell = place.cell.map(|[row, column]| format!(" {}{}", letters(column), u64::from(row) + 1));
            format!("第 {page} 张工作表{}", cell.unwrap_or_default())
        }
        (Some(page), _) => format!("第 {page} 页"),
        (None, Some(line)) => format!("第 {line} 行"),
        (None, None) => return String::new(),
    };
    // Of several files it must be said which.
    if let Some(file) = (place.file as usize).checked_sub(1).and_then(|i| d.source.further.get(i)) {
        out = format!("“{file}”{out}");
    }
    out
}

/// The name of a spreadsheet's column: 0 is A, 26 is AA.
fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let names: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
