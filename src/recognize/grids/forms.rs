//! Performance forms whose cells are known: the labels are read by [`crate::recognize::forms`], the places
//! come back from the grid.

use super::{
    lattice::{Lattice, LatticeRow, Slot},
    table::{Region, row_text},
};
use crate::{
    model::{Cell, Kind, Section, Status, Table},
    recognize::forms::{FormTable, FormText, of_rows, section, texts_of_rows},
};

/// Whether this grid is a form (labels with their values beside or below them) and not a list of projects
/// under a header, which is read as any table.
pub fn is_form(kind: Kind, lattice: &Lattice<'_>) -> bool {
    match kind {
        Kind::OverallPerformance => true,
        Kind::ProjectPerformance => !lattice.rows.iter().take(HEAD).any(is_list_header),
        _ => false,
    }
}

/// A list has its header among the first rows.
const HEAD: usize = 4;

/// `单位 | 项目名称 | 金额 | 绩效目标 | …`: every cell names a column.
fn is_list_header(row: &LatticeRow<'_>) -> bool {
    let texts: Vec<String> = row.filled().map(|s| s.text()).collect();
    let names = [
        "名称", "编码", "代码", "单位", "金额", "资金", "目标", "指标", "序号", "预算", "类别", "权重", "内容", "性质",
        "方向",
    ];
    let named = texts.iter().filter(|t| t.chars().count() <= 12 && names.iter().any(|n| t.contains(n))).count();
    texts.len() >= 4
        && named * 4 >= texts.len() * 3
        && texts.iter().any(|t| t.contains("名称"))
        && texts.iter().any(|t| t.contains("指标") || t.contains("目标"))
}

/// The texts of the cells of a form, row by row.
fn rows(lattice: &Lattice<'_>) -> Vec<Vec<String>> {
    let texts =
        |row: &LatticeRow<'_>| row.slots.iter().map(|s| if s.is_top { s.text() } else { String::new() }).collect();
    lattice.rows.iter().map(texts).collect()
}

/// The sentences with money in a form, each at its cell.
pub fn texts(title: &str, lattice: &Lattice<'_>) -> Vec<Section> {
    let at = |t: &FormText| {
        let row = lattice.rows.get(usize::try_from(t.line).ok()?.checked_sub(1)?)?;
        row.slots.get(t.column).map(|slot| slot.cell.place)
    };
    texts_of_rows(rows(lattice)).iter().map(|t| section(title, t, at(t).unwrap_or_default())).collect()
}

/// The tables of a form.
pub fn recognize(region: &Region<'_>, bare: &Table) -> Vec<Table> {
    let lattice = &region.lattice;
    let found = of_rows(bare.kind, rows(lattice));
    let all_used: Vec<u32> = found.iter().flat_map(|f| f.used.iter().copied()).collect();
    found.into_iter().map(|form| table(form, lattice, bare, &all_used)).collect()
}

fn table(form: FormTable, lattice: &Lattice<'_>, bare: &Table, used: &[u32]) -> Table {
    let mut panel = form.panel;
    let mut taken = Vec::new();
    for cell in panel.rows.iter_mut().flat_map(|r| &mut r.cells) {
        place(cell, lattice, &mut taken);
    }
    let first = panel.rows.iter().flat_map(|r| &r.cells).find(|c| c.place.page.is_some()).map(|c| c.place);
    let base = Table { panels: vec![panel], ..bare.clone() };
    match form.title {
        Some(title) => Table {
            kind: form.kind,
            number: String::new(),
            title: title.to_owned(),
            notes: Vec::new(),
            place: first.unwrap_or(bare.place),
            ..base
        },
        None => {
            let rest = lattice.rows.iter().zip(1u32..).filter(|(_, n)| !used.contains(n)).map(|(r, _)| row_text(r));
            let raw = rest.filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
            Table { status: if form.is_incomplete { Status::Partial } else { Status::Ok }, raw, ..base }
        }
    }
}

/// Gives a cell the place of the grid cell with its text in its row, each to one.
fn place(cell: &mut Cell, lattice: &Lattice<'_>, taken: &mut Vec<(u32, u32)>) {
    let row = cell.place.line.take().and_then(|n| lattice.rows.get(usize::try_from(n).ok()?.checked_sub(1)?));
    let Some(row) = row.filter(|_| !cell.is_blank()) else { return };
    let is_free = |s: &&Slot<'_>| !taken.contains(&(s.cell.row, s.cell.column));
    let same = row.own().filter(is_free).find(|s| s.text() == cell.text);
    if let Some(slot) = same.or_else(|| row.own().find(|s| s.text().contains(&cell.text))) {
        taken.push((slot.cell.row, slot.cell.column));
        cell.place = slot.cell.place;
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::*, model::*, recognize};

    #[test]
    fn the_money_of_a_form_keeps_its_places() {
        let text = "项目支出绩效目标申报表|||\n项目名称|渠道维修|项目编码|2025001\n主管部门|青禾县水务局|实施单位|水资源站\n资金总额|120.00|财政拨款|120.00\n总体目标|完成维修 12 公里。||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|维修长度|≥12公里";
        let mut document =
            Document { format: Format::Docx, blocks: vec![Block::Grid(Grid::of(text))], ..Document::default() };
        document.number_blocks();
        let read = recognize::document(&document);
        let [table] = &read.tables[..] else { panic!("{:?}", read.tables) };
        assert_eq!(table.kind, Kind::ProjectPerformance);
        let row = &table.panels[0].rows[0];
        assert_eq!((row.name.as_str(), row.code.as_str()), ("渠道维修", "2025001"));
        let amounts: Vec<_> =
            row.cells.iter().filter(|c| !c.is_blank()).map(|c| (c.text.as_str(), c.place.cell)).collect();
        assert_eq!(amounts, [("120.00", Some([3, 1])), ("120.00", Some([3, 3]))]);
        assert!(table.raw.contains("≥12公里"));
    }

    #[test]
    fn sentences_with_money_are_text_of_the_form_at_their_cells() {
        let text = "项目支出绩效目标申报表|||\n项目名称|渠道维修|项目编码|2025001\n资金总额|120.00|财政拨款|120.00\n总体目标|本项目资金120万元，全部用于维修 12 公里渠道。||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|维修长度|≥12公里";
        let mut document =
            Document { format: Format::Docx, blocks: vec![Block::Grid(Grid::of(text))], ..Document::default() };
        document.number_blocks();
        let read = recognize::document(&document);
        let [section] = &read.prose[..] else { panic!("{:?}", read.prose) };
        assert_eq!((section.heading.as_str(), section.table), ("项目支出绩效目标申报表·总体目标", Some(0)));
        assert_eq!(
            (section.text.chars().take(5).collect::<String>(), section.place.cell),
            ("本项目资金".into(), Some([3, 1]))
        );
    }
}
