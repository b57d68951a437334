//! Whether what must hold inside a table bears out columns that only the alignment of the words told.

use crate::{
    model::{Decimal, Disclosure, Stage, Table, text::split_numbering},
    relations::{self, Comparison, Relation},
};

/// A table of which more than one relation in this many fails was misread: figures stand in wrong columns.
/// Disclosures have errors, but not so many.
const FAILING_IN: usize = 10;

/// The relations inside the table hold, up to a few that may be errors of the document.
pub fn is_borne_out(table: &Table, stage: Stage) -> bool {
    if has_torn_text(table) {
        return false;
    }
    let alone = Disclosure { stage, tables: vec![table.clone()], ..Disclosure::default() };
    let set = relations::build(&alone);
    let sums = || set.relations.iter().filter(|r| r.comparison == Comparison::Equal && r.condition.is_none());
    let failing = sums().filter(|r| fails(&alone, r)).count();
    failing * FAILING_IN <= sums().count()
}

/// An amount is glued to the words behind it: two columns were taken for one.
fn has_torn_text(table: &Table) -> bool {
    let is_torn = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(0);
        let (number, rest) = text.split_at_checked(end).unwrap_or_default();
        let is_amount = number.split_once('.').is_some_and(|(_, places)| places.len() == 2);
        is_amount && !split_numbering(rest).0.is_empty()
    };
    let rows = || table.panels.iter().flat_map(|p| &p.rows);
    rows().any(|r| is_torn(&r.name) || r.cells.iter().any(|c| is_torn(&c.text)))
}

/// The two sides differ by more than the rounding of all figures can explain.
fn fails(alone: &Disclosure, relation: &Relation) -> bool {
    let value = |cell| alone.cell(cell).and_then(|c| c.value);
    let mut places = value(relation.stated).map_or(0, |v| v.scale());
    let mut difference = value(relation.stated).unwrap_or_default();
    for term in &relation.terms {
        let Some(amount) = value(term.cell) else { continue };
        places = places.max(amount.scale());
        difference -= amount * Decimal::from(term.sign);
    }
    let figures = Decimal::from(relation.terms.len() + 1);
    difference.abs() > figures * Decimal::new(1, places.min(Decimal::MAX_SCALE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Block, document::Document, document::Grid, document::Origin, model::Status, recognize};

    fn read(text: &str) -> Table {
        let grid = Grid { origin: Origin::Alignment, ..Grid::of(text) };
        let paragraph =
            crate::document::Paragraph { text: "一般公共预算支出表".to_owned(), ..Default::default() };
        let document = Document {
            format: crate::document::Format::Pdf,
            blocks: vec![Block::Paragraph(paragraph), Block::Grid(grid)],
            ..Document::default()
        };
        recognize::document(&document).tables.remove(0)
    }

    #[test]
    fn figures_that_tie_bear_the_columns_out_and_shifted_ones_do_not() {
        let header = "科目编码|科目名称|合计|基本支出|项目支出\n";
        let right =
            "208|社会保障和就业支出|9.24|9.24|\n210|卫生健康支出|382.42|70.42|312.00\n|合计|391.66|79.66|312.00";
        let shifted = "208|社会保障和就业支出|9.24|9.24|\n210|卫生健康支出||382.42|70.42\n|合计|391.66|79.66|312.00";
        assert_eq!(read(&format!("{header}{right}")).status, Status::Ok);
        let table = read(&format!("{header}{shifted}"));
        assert_eq!(table.status, Status::Partial);
        assert!(table.raw.contains("382.42"));
    }

    #[test]
    fn two_columns_that_were_taken_for_one_are_not_trusted() {
        let header = "项目|合计|基本支出\n";
        let torn = "一、财政拨款|5.00一、教育支出|5.00\n二、事业收入|二、住房保障支出|1.00\n合计||6.00";
        assert_eq!(read(&format!("{header}{torn}")).status, Status::Partial);
    }
}
