//! Y1: a column of last year's figures prints what last year's disclosure published; Y3: a column of the budget
//! in final accounts prints the budget.

use super::{
    CrossFinding, Pair, Read, Tie,
    amount::Known,
    basis::{Basis, of_words},
    ledger::{Broken, Ledger},
    words,
};
use crate::{
    check::{Finding, Severity, names},
    model::{CellRef, Disclosure, Spot, Stage, text::squeeze, with_thousands},
    prose::{Printed, printed},
};

pub(super) fn compare(documents: &[Read], pair: Pair, ledger: &mut Ledger) {
    let (Some(own), Some(other)) = (documents.get(pair.document), documents.get(pair.other)) else { return };
    let (d, other) = (&own.sheet, &other.sheet);
    for repeated in printed(d, other, pair.tie == Tie::Plan) {
        let Some(named) = meant(d, pair.tie, repeated.here) else { continue };
        let states = |d: &Disclosure, at: CellRef| d.cell(at).is_some_and(|c| c.value.is_some());
        // A blank beside a blank says nothing.
        if !states(d, repeated.here) && !states(other, repeated.there) {
            continue;
        }
        let (here, there) = (Known::cells(d, &[repeated.here]), Known::cells(other, &[repeated.there]));
        match (here, there) {
            (Some(here), Some(there)) if here.fits(there, false) => {
                ledger.fits(pair, Spot::Cell(repeated.here), &[repeated.there], here.value);
            }
            (Some(here), Some(there)) => {
                let finding = finding(d, other, pair, &repeated, (here, there));
                let sure = named && !repeated.of_subject;
                ledger.breaks(Broken { finding, sure, key: (here.value, there.value) });
            }
            _ => ledger.unchecked(pair, Spot::Cell(repeated.here)),
        }
    }
}

/// Whether the header over a cell means what the other document of this tie publishes, and by its name.
fn meant(d: &Disclosure, tie: Tie, at: CellRef) -> Option<bool> {
    let path = squeeze(&d.column(at)?.path.concat());
    let basis = of_words(&path, d.year);
    match (tie, d.stage) {
        (Tie::LastYear, Stage::Budget) => match basis {
            Basis::Budget => Some(true),
            Basis::Open => Some(false),
            _ => None,
        },
        (Tie::LastYear, Stage::FinalAccounts) => match basis {
            Basis::Accounts => Some(true),
            Basis::Open => Some(false),
            _ => None,
        },
        (Tie::LastAccounts, _) => (basis == Basis::Accounts).then_some(true),
        // 预算数 alone may be that of the whole year, with what was changed.
        (Tie::Plan, _) => path.contains("年初").then_some(true),
    }
}

fn finding(
    d: &Disclosure,
    other: &Disclosure,
    pair: Pair,
    at: &Printed,
    (here, there): (Known, Known),
) -> CrossFinding {
    let table = d.tables.get(at.here.table as usize);
    let (unit, places) = table.map(|t| (t.unit, t.places())).unwrap_or_default();
    let printed = d.cell(at.here).and_then(|c| c.value).map_or_else(|| "空白".to_owned(), with_thousands);
    let shown = |value| Known::shown(value, unit, places);
    let difference = here.value - there.value;
    let (what, rule) = if pair.tie == Tie::Plan { ("年初预算", "Y3") } else { ("上年", "Y1") };
    let message = format!(
        "{} {printed} {}，应与{}的{} 相同，差 {}。请核对{what}数；因口径或公开范围变化而不同的，请加注说明。",
        names::cell(d, at.here),
        unit.name(),
        words::document(other),
        words::cells(other, &[at.there]),
        words::amount(difference.abs(), unit, places),
    );
    let finding = Finding {
        cells: vec![at.here],
        stated: Some(shown(here.value)),
        computed: Some(shown(there.value)),
        difference: Some(shown(difference)),
        allowed: Some(shown(here.allowed(there, false))),
        ..Finding::new(rule, Severity::Warning, message)
    };
    CrossFinding { document: pair.document, finding, against: vec![(pair.other, Spot::Cell(at.there))] }
}
