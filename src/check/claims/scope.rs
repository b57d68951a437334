//! The scope (口径) of a claim in words that are true of this document: 一般公共预算支出表 contains money carried over
//! in some provinces, and the figures have told in which ([`crate::relations::Scope`] of C5).

use std::borrow::Cow;

use crate::{
    check::Checker,
    model::{Decimal, Disclosure},
    relations::Evidence,
};

/// What a reading calls the money of 一般公共预算支出表, and what it is where money carried over is in it.
const THIS_YEAR: &str = "一般公共预算，当年";
const WITH_CARRY: &str = "一般公共预算，含结转";

/// How scopes are to be called.
pub(super) struct Scopes {
    with_carry: bool,
}

impl Scopes {
    pub fn of(d: &Disclosure, checker: &Checker) -> Self {
        Self { with_carry: contains_carry(d, checker).unwrap_or(false) }
    }

    /// The name of a reading's scope.
    pub fn name<'s>(&self, scope: &'s str) -> Cow<'s, str> {
        if self.with_carry { scope.replace(THIS_YEAR, WITH_CARRY).into() } else { scope.into() }
    }
}

/// The table ties with all that is carried in (or with what the other table carries out again), and something is.
fn contains_carry(d: &Disclosure, checker: &Checker) -> Option<bool> {
    let mut asked = checker.scopes().filter(|(scope, _)| scope.rule == "C5");
    let (Some((scope, 0 | 2)), None) = (asked.next(), asked.next()) else { return None };
    let terms = |reading: usize| {
        let holds = scope.readings.get(reading)?.evidence.iter().find_map(|e| match e {
            Evidence::Holds(relation) => Some(*relation),
            _ => None,
        });
        Some(&checker.relations().get(holds?)?.terms)
    };
    let (whole, apart) = (terms(0)?, terms(1)?);
    let carried = apart.iter().filter(|t| !whole.contains(t));
    let amounts = carried.filter_map(|t| Some(Decimal::from(t.sign) * d.cell(t.cell)?.value?));
    Some(!amounts.sum::<Decimal>().is_zero())
}
