//! What is bought (政府采购), by the table that lists it.

use super::words::Purchase;
use crate::{
    model::{CellRef, Disclosure, Kind, Row, Status, text::name_key},
    relations::Header,
};

/// The cells that state a sort of purchase: the total row, a row that names the sort, or a column.
pub(super) fn cells(d: &Disclosure, purchase: Purchase) -> Vec<CellRef> {
    let tables = d.tables.iter().enumerate();
    let mut tables = tables.filter(|(_, t)| t.kind == Kind::Procurement && t.status == Status::Ok && !t.is_empty());
    let (Some((at, table)), None) = (tables.next(), tables.next()) else { return Vec::new() };
    let [panel] = &table.panels[..] else { return Vec::new() };
    let header = Header::of(panel);
    let total = panel.rows.iter().position(|r| r.role.is_total());
    let word = match purchase {
        Purchase::Total => {
            let cell = total.zip(header.whole()).map(|(row, column)| CellRef::new(at, 0, row, column));
            return cell.into_iter().collect();
        }
        Purchase::Goods => "货物",
        Purchase::Works => "工程",
        Purchase::Services => "服务",
    };
    let is = |r: &Row| {
        let name = name_key(&r.name);
        name.starts_with(word) && name.chars().count() <= 4
    };
    let rows: Vec<usize> = panel.rows.iter().enumerate().filter(|(_, r)| is(r)).map(|(i, _)| i).collect();
    if let ([row], Some(column)) = (&rows[..], header.whole()) {
        return vec![CellRef::new(at, 0, *row, column)];
    }
    let columns = header.about().find(&|n| n.starts_with(word)).map(Header::value).unwrap_or_default();
    total.map(|row| columns.iter().map(|c| CellRef::new(at, 0, row, *c)).collect()).unwrap_or_default()
}
