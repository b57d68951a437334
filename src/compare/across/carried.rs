//! Y2: what is carried in this year (年初结转和结余) is what last year carried out (年末结转和结余).
//!
//! Between final accounts the two are one amount, unless last year's was corrected afterwards. A budget tells both
//! only as it expects them: a difference there is a remark, and none where last year expected nothing to be left.

use super::{CrossFinding, Pair, Read, Tie, amount::Known, ledger::Ledger, words};
use crate::{
    check::{Finding, Severity},
    model::{CellRef, Disclosure, Spot, Stage},
    relations::{Side, View},
};

pub(super) fn compare(documents: &[Read], pair: Pair, ledger: &mut Ledger) {
    let (Some(own), Some(other)) = (documents.get(pair.document), documents.get(pair.other)) else { return };
    if pair.tie == Tie::Plan {
        return;
    }
    let (d, other) = (&own.sheet, &other.sheet);
    for (now, before) in View::all(d).iter().zip(&View::all(other)) {
        for (into, out_of) in [(&now.all_in, &before.all_out), (&now.fiscal_in, &before.fiscal_out)] {
            let (Some(into), Some(out_of)) = (into, out_of) else { continue };
            let (here, there) = (carried(into), carried(out_of));
            let (Some(carried_in), Some(carried_out)) = (Known::cells(d, &here), Known::cells(other, &there)) else {
                continue;
            };
            // A blank beside a blank says nothing.
            let states =
                |d: &Disclosure, cells: &[CellRef]| cells.iter().any(|c| d.cell(*c).is_some_and(|c| c.value.is_some()));
            if !states(d, &here) && !states(other, &there) {
                continue;
            }
            if carried_in.fits(carried_out, here.len() + there.len() > 2) {
                if let Some(&at) = here.first() {
                    ledger.fits(pair, Spot::Cell(at), &there, carried_in.value);
                }
                continue;
            }
            let certain = d.stage == Stage::FinalAccounts;
            if !certain && carried_out.value.is_zero() {
                continue;
            }
            let Some(table) = here.first().and_then(|at| d.tables.get(at.table as usize)) else { continue };
            let (unit, places) = (table.unit, table.places());
            let difference = carried_in.value - carried_out.value;
            let note = match certain {
                true => "请核对；上年决算后有调整（会计差错更正、收回结转结余等）的，请在说明中写明。",
                false => "预算里的结转是预计数，结转有变化的，请在说明中写明。",
            };
            let message = format!(
                "{}，应与{}的{} 相同，差 {}。{note}",
                words::cells(d, &here),
                words::document(other),
                words::cells(other, &there),
                words::amount(difference.abs(), unit, places),
            );
            let shown = |value| Known::shown(value, unit, places);
            let finding = Finding {
                stated: Some(shown(carried_in.value)),
                computed: Some(shown(carried_out.value)),
                difference: Some(shown(difference)),
                allowed: Some(shown(carried_in.allowed(carried_out, false))),
                cells: here,
                ..Finding::new("Y2", if certain { Severity::Warning } else { Severity::Hint }, message)
            };
            let against = there.into_iter().map(|c| (pair.other, Spot::Cell(c))).collect();
            ledger.remark(CrossFinding { document: pair.document, finding, against });
        }
    }
}

/// What is carried, without 使用非财政拨款结余: what is taken from a fund of earlier years was not left by the last.
fn carried(side: &Side) -> Vec<CellRef> {
    let rows = side.list.carried.iter().filter(|row| !side.name(**row).contains("使用"));
    rows.filter_map(|row| side.whole(*row)).collect()
}
