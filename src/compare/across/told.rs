//! Y1: last year's figure as the text tells it is what last year's disclosure published; Y3: the same of the
//! budget in final accounts.
//!
//! ```text
//! 基本支出 76.90 万元，比上年预算减少 16.95 万元   ⇒ last year 93.85, which last year's 支出总表 must print
//! ```

use std::collections::HashSet;

use super::{
    CrossFinding, Pair, Read, Tie,
    amount::Known,
    basis::{self, Basis},
    ledger::{Broken, Ledger},
    sheet::Sheet,
    words,
};
use crate::{
    check::{Finding, Severity},
    model::{CellRef, Spot, Stage},
    prose::{Prior, Prose, Told, priors},
};

/// What became of one figure that the text tells.
enum Came {
    Fits(Vec<CellRef>),
    Unchecked,
    /// It is not what these cells of the other disclosure state.
    Breaks(Vec<CellRef>, bool),
}

pub(super) fn compare(documents: &[Read], pair: Pair, ledger: &mut Ledger) {
    let (Some(own), Some(other)) = (documents.get(pair.document), documents.get(pair.other)) else { return };
    let (d, prose) = (&own.sheet, own.prose);
    let told = priors(d, prose, &other.sheet);
    // What fits last year's final accounts was compared with these, if the words do not say otherwise.
    let accounts = accounts(documents, pair).map(|a| (a, priors(d, prose, a)));
    let fits_accounts = |at: usize| {
        accounts.as_ref().is_some_and(|(a, told)| told.get(at).is_some_and(|p| fits_any(prose, a, p).is_some()))
    };
    let mut done: HashSet<Option<usize>> = HashSet::new();
    let mut at = 0;
    // What may be said of one amount or another stands at one place: it holds if it does for one of them.
    for group in told.chunk_by(|a, b| a.at == b.at) {
        let first = at;
        at += group.len();
        let Some(prior) = group.first().filter(|p| p.planned == (pair.tie == Tie::Plan)) else { continue };
        let basis = if prior.planned { basis::of_plan(d, prose, prior.at) } else { basis::of_text(d, prose, prior.at) };
        match meant(pair.tie, d.stage, basis) {
            Some(true) => {}
            Some(false) => {
                ledger.unchecked(pair, Spot::Text(prior.at));
                continue;
            }
            None => continue,
        }
        let value = |p: &Prior| known(prose, p.told).map(|(k, _)| k.value.round_dp(2)).unwrap_or_default();
        let came: Vec<Came> = group.iter().map(|p| came(d, prose, &other.sheet, p, basis)).collect();
        if let Some(Came::Fits(cells)) = came.iter().find(|c| matches!(c, Came::Fits(_))) {
            ledger.fits(pair, Spot::Text(prior.at), cells, value(prior));
        } else if basis == Basis::Open && (first..at).any(fits_accounts) {
            // It is that of the final accounts; what it is compared with there is told by their own tie.
            ledger.fits(pair, Spot::Text(prior.at), &[], value(prior));
        } else if let Some((prior, Came::Breaks(cells, sure))) =
            group.iter().zip(came).find(|(_, c)| matches!(c, Came::Breaks(..)))
        {
            // Last year's figure and the change tell the same slip.
            let is_new = prior.now.is_none() || done.insert(prior.now);
            if let Some(broken) = broken(own, pair, &other.sheet, prior, cells, sure).filter(|_| is_new) {
                ledger.breaks(broken);
            }
        } else {
            ledger.unchecked(pair, Spot::Text(prior.at));
        }
    }
}

/// Last year's final accounts, where a budget is held against last year's budget.
fn accounts<'a, 'd>(documents: &'a [Read<'d>], pair: Pair) -> Option<&'a Sheet<'d>> {
    if pair.tie != Tie::LastYear {
        return None;
    }
    let other = super::pairs::of(documents)
        .into_iter()
        .find(|p| p.document == pair.document && p.tie == Tie::LastAccounts)?
        .other;
    documents.get(other).map(|d| &d.sheet)
}

/// Whether words that name this figure of last year mean what the other document of this tie publishes; `None`
/// where another tie answers for them.
fn meant(tie: Tie, stage: Stage, basis: Basis) -> Option<bool> {
    match (tie, stage, basis) {
        (Tie::LastYear, _, Basis::Unpublished) => Some(false),
        (Tie::LastYear, Stage::Budget, Basis::Budget | Basis::Open)
        | (Tie::LastYear, Stage::FinalAccounts, Basis::Accounts | Basis::Open)
        | (Tie::LastAccounts, _, Basis::Accounts) => Some(true),
        // 调整预算数 is published nowhere before.
        (Tie::Plan, _, basis) => Some(basis != Basis::Unpublished),
        _ => None,
    }
}

/// Last year's figure, and whether it is worked out.
fn known(prose: &Prose, told: Told) -> Option<(Known, bool)> {
    Some(match told {
        Told::Stated(number) | Told::Same { now: number } => (Known::number(prose, number)?, false),
        Told::Change { now, by, sign } => (Known::number(prose, now)?.plus(Known::number(prose, by)?, -sign)?, true),
        Told::Rate { now, by, sign } => (Known::number(prose, now)?.before(prose.numbers.get(by)?.value, sign)?, true),
        Told::Completion { now, by } => (Known::number(prose, now)?.planned(prose.numbers.get(by)?.value)?, true),
    })
}

/// The cells that state it, whatever the scope.
fn fits_any(prose: &Prose, other: &Sheet, prior: &Prior) -> Option<Vec<CellRef>> {
    let (told, worked_out) = known(prose, prior.told)?;
    let nothing = told.value.abs() <= told.half && worked_out || told.value.is_zero();
    let is_blank = |at: &CellRef| other.cell(*at).is_some_and(|c| c.value.is_none() && c.is_blank());
    let fits = |cells: &[CellRef]| match Known::cells(other, cells) {
        Some(stated) => told.fits(stated, worked_out),
        // Nothing, of a subject that was not printed or in a column that was not used.
        None => nothing && cells.iter().all(is_blank) && (prior.of_subject || !cells.is_empty()),
    };
    prior.places.iter().find(|p| fits(&p.there)).map(|p| p.there.clone())
}

fn came(d: &Sheet, prose: &Prose, other: &Sheet, prior: &Prior, basis: Basis) -> Came {
    if let Some(cells) = fits_any(prose, other, prior) {
        return Came::Fits(cells);
    }
    // What is negative is a slip of its own (N7).
    if known(prose, prior.told).is_none_or(|(k, _)| k.value.is_sign_negative()) {
        return Came::Unchecked;
    }
    let now = prior.now.and_then(|n| Known::number(prose, n));
    let stated = |cells: &[CellRef]| Known::cells(other, cells).is_some();
    let borne_out = |cells: &[CellRef]| match (now, Known::cells(d, cells)) {
        (Some(now), Some(here)) => now.fits(here, false),
        _ => false,
    };
    let sure: Vec<_> = prior.places.iter().filter(|p| stated(&p.there) && borne_out(&p.here)).collect();
    match (&sure[..], &prior.places[..]) {
        ([place, more @ ..], _) => {
            let same = |p: &&&crate::prose::Both| Known::cells(other, &p.there) == Known::cells(other, &place.there);
            let only = more.iter().all(|p| same(&p));
            let named = match d.stage {
                Stage::Budget => basis == Basis::Budget,
                Stage::FinalAccounts if prior.planned => basis == Basis::Budget,
                Stage::FinalAccounts => basis == Basis::Accounts,
            };
            let exact = matches!(prior.told, Told::Stated(_) | Told::Change { .. });
            Came::Breaks(place.there.clone(), only && named && exact && !prior.of_subject && !prior.doubtful)
        }
        // `上年收入总计为…` without this year's figure: the words must leave no choice.
        ([], [place]) if prior.now.is_none() && !prior.of_subject && stated(&place.there) => {
            Came::Breaks(place.there.clone(), false)
        }
        _ => Came::Unchecked,
    }
}

fn broken(own: &Read, pair: Pair, other: &Sheet, prior: &Prior, cells: Vec<CellRef>, sure: bool) -> Option<Broken> {
    let (d, prose) = (&own.sheet, own.prose);
    let ((told, worked_out), stated) = (known(prose, prior.told)?, Known::cells(other, &cells)?);
    let number = match prior.told {
        Told::Stated(n) | Told::Same { now: n } | Told::Change { now: n, .. } | Told::Rate { now: n, .. } => n,
        Told::Completion { now: n, .. } => n,
    };
    let (unit, places) = words::printing(prose, number);
    let shown = |value| Known::shown(value, unit, places);
    let difference = told.value - stated.value;
    let what = if pair.tie == Tie::Plan { "年初预算" } else { "上年" };
    let implied = match prior.told {
        Told::Stated(_) => String::new(),
        Told::Same { .. } => format!("，即{what}也是 {}", words::amount(told.value, unit, places)),
        _ => format!("，按此推算{what}为 {}", words::amount(told.value.round_dp(4), unit, places)),
    };
    let message = format!(
        "{}{implied}，而 {}里是{}，差 {}。请核对{what}数；因口径或公开范围变化而不同的，请在说明中写明。",
        words::place(d, prose, prior.at),
        words::document(other),
        words::cells(other, &cells),
        words::amount(difference.abs().round_dp(4), unit, places),
    );
    let now = prior.now.and_then(|n| prose.numbers.get(n)).map(|n| n.at).filter(|at| *at != prior.at);
    let rule = if pair.tie == Tie::Plan { "Y3" } else { "Y1" };
    let finding = Finding {
        texts: std::iter::once(prior.at).chain(now).collect(),
        quote: words::quote(d, prose, prior.at),
        stated: Some(shown(told.value)),
        computed: Some(shown(stated.value)),
        difference: Some(shown(difference)),
        allowed: Some(shown(told.allowed(stated, worked_out))),
        ..Finding::new(rule, Severity::Warning, message)
    };
    let against = cells.into_iter().map(|c| (pair.other, Spot::Cell(c))).collect();
    let finding = CrossFinding { document: pair.document, finding, against };
    Some(Broken { finding, sure, key: (told.value, stated.value) })
}
