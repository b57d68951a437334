//! Y5: what was published last year and is not there any more: a table, or a subject's name.

use super::{CrossFinding, Pair, Read, ledger::Ledger, words};
use crate::{
    catalog::{economic, functional},
    check::{Finding, Severity, names},
    model::{CellRef, Disclosure, Kind, Spot, Status, Table, text::squeeze},
    relations::{Grid, View},
};

pub(super) fn compare(documents: &[Read], pair: Pair, ledger: &mut Ledger) {
    let (Some(own), Some(other)) = (documents.get(pair.document), documents.get(pair.other)) else { return };
    let (d, other) = (&own.sheet, &other.sheet);
    tables(d, other, pair, ledger);
    for (mine, theirs) in View::all(d).iter().zip(&View::all(other)) {
        let grids =
            [(&mine.spending, &theirs.spending), (&mine.general, &theirs.general), (&mine.basic, &theirs.basic)];
        for (here, there) in grids {
            if let (Some(here), Some(there)) = (here, there) {
                subjects(d, other, pair, (here, there), ledger);
            }
        }
    }
}

/// A standard table with amounts that is missing this year.
fn tables(d: &Disclosure, other: &Disclosure, pair: Pair, ledger: &mut Ledger) {
    // What could not be read may be anything.
    let is_clear = |d: &Disclosure| {
        d.tables.len() >= 4 && d.tables.iter().all(|t| t.status == Status::Ok && t.kind != Kind::Other)
    };
    if !is_clear(d) {
        return;
    }
    for &kind in Kind::standard() {
        let is = |t: &&Table| t.kind == kind;
        let Some((index, _)) = other.tables.iter().enumerate().find(|(_, t)| is(t) && !t.is_empty()) else { continue };
        if d.tables.iter().any(|t| is(&t)) {
            continue;
        }
        let name = kind.name_in(d.stage);
        let message = format!(
            "{}有“{name}”，本年没有找到这张表。没有此项资金的也应公开空表并说明；确已并入其他表的，请忽略。",
            words::document(other)
        );
        let finding = Finding::new("Y5", Severity::Hint, message);
        let at = (!other.tables.get(index).is_none_or(|t| t.panels.is_empty())).then(|| CellRef::new(index, 0, 0, 0));
        let against = at.map(|c| (pair.other, Spot::Cell(c))).into_iter().collect();
        ledger.remark(CrossFinding { document: pair.document, finding, against });
    }
}

/// A code that goes by another name than last year, without a change of the catalogue.
fn subjects(d: &Disclosure, other: &Disclosure, pair: Pair, (here, there): (&Grid, &Grid), ledger: &mut Ledger) {
    let bare = |name: &str| squeeze(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for (code, rows) in &here.codes {
        let ([mine], [theirs]) = (&rows[..], there.rows(code)) else { continue };
        let name = |grid: &Grid, row: usize| grid.at.panel.rows.get(row).map(|r| bare(&r.name)).unwrap_or_default();
        let (now, before) = (name(here, *mine), name(there, *theirs));
        let is_official =
            |name: &str| [functional(), economic()].iter().any(|c| c.names(code).any(|s| bare(&s.name) == name));
        // A name that is cut off or broken says nothing; an official one is right in its year.
        let is_cut =
            now.starts_with(&before) || before.starts_with(&now) || now.ends_with(&before) || before.ends_with(&now);
        if now.is_empty() || before.is_empty() || is_cut || is_official(&now) || !is_official(&before) {
            continue;
        }
        let at = here.at.cell(*mine, here.header.whole().unwrap_or(0));
        let from = there.at.cell(*theirs, there.header.whole().unwrap_or(0));
        let message = format!(
            "{}的 {code} 写作“{now}”，{}写作“{before}”，科目表中没有这一更名，请核对科目代码和名称。",
            names::table(d, at.table),
            words::document(other)
        );
        let finding = Finding { cells: vec![at], ..Finding::new("Y5", Severity::Hint, message) };
        ledger.remark(CrossFinding { document: pair.document, finding, against: vec![(pair.other, Spot::Cell(from))] });
    }
}
