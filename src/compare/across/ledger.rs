//! What was compared between two documents, and how sure a difference is.
//!
//! The same document is held against the same other one in many places. Where most of them fit, one that does not
//! is an error; where most differ, the two cover different things (units joined or left, 执行数 instead of 预算数),
//! and only that is said.

use std::collections::{HashMap, HashSet};

use super::{Across, CrossFinding, Held, Pair, Read, Tie, amount::Known, words};
use crate::{
    check::{Finding, Severity},
    model::{CellRef, Decimal, Spot, Unit, with_thousands},
};

/// As many comparisons must fit before one that does not is called an error, and so many times as many as do not.
const SUPPORT: (usize, usize) = (2, 2);
/// From so many differences on it is asked whether the documents can be compared at all.
const MANY: usize = 4;
/// So many of them are told.
const SHOWN: usize = 3;

/// A difference between two documents.
pub(super) struct Broken {
    pub finding: CrossFinding,
    /// What the words or headers name is exactly what the other document publishes.
    pub sure: bool,
    /// What this document says the other states, and what it states, in 元: by this it is the same slip.
    pub key: (Decimal, Decimal),
}

/// Everything that was compared between two documents.
#[derive(Default)]
pub(super) struct Ledger {
    held: Vec<Held>,
    /// The amounts of these: that nothing is nothing proves little, and the same said again no more.
    amounts: HashSet<Decimal>,
    broken: Vec<Broken>,
    /// The place of each slip among these.
    slips: HashMap<(&'static str, (Decimal, Decimal)), usize>,
    remarks: Vec<CrossFinding>,
    unchecked: Vec<(usize, Spot)>,
}

impl Ledger {
    /// What stands here is what these cells of the other document publish.
    pub fn fits(&mut self, pair: Pair, at: Spot, there: &[CellRef], value: Decimal) {
        if !value.is_zero() {
            self.amounts.insert(value.normalize());
        }
        let against = there.iter().map(|c| (pair.other, Spot::Cell(*c))).collect();
        self.held.push(Held { document: pair.document, at, against });
    }

    /// It is not known what this is to be compared with.
    pub fn unchecked(&mut self, pair: Pair, at: Spot) {
        self.unchecked.push((pair.document, at));
    }

    /// A difference. The same slip said again joins the first.
    pub fn breaks(&mut self, broken: Broken) {
        let slip = (broken.finding.finding.rule, broken.key);
        let at = *self.slips.entry(slip).or_insert(self.broken.len());
        match self.broken.get_mut(at) {
            Some(known) => {
                known.sure |= broken.sure;
                let finding = &mut known.finding.finding;
                finding.texts.extend(broken.finding.finding.texts);
                finding.cells.extend(broken.finding.finding.cells);
                let mut against = broken.finding.against;
                against.retain(|spot| !known.finding.against.contains(spot));
                known.finding.against.extend(against);
            }
            None => self.broken.push(broken),
        }
    }

    /// Something to say that is no comparison of the same figure.
    pub fn remark(&mut self, finding: CrossFinding) {
        self.remarks.push(finding);
    }

    /// Says how sure the differences are, and hands everything over.
    pub fn close(mut self, documents: &[Read], pair: Pair, out: &mut Across) {
        let broken = self.broken.len();
        let fits = self.amounts.len();
        out.held.append(&mut self.held);
        out.unchecked.append(&mut self.unchecked);
        let supported = fits >= SUPPORT.0 && fits >= SUPPORT.1 * broken;
        if broken >= MANY && broken > fits {
            out.findings.extend(self.apart(documents, pair, fits));
        } else {
            out.findings.extend(self.broken.drain(..).map(|b| {
                let severity = match pair.tie {
                    // A budget is written before last year's accounts are closed: it tells what is expected.
                    Tie::LastAccounts => Severity::Hint,
                    _ if b.sure && supported => Severity::Error,
                    _ => Severity::Warning,
                };
                CrossFinding { finding: Finding { severity, ..b.finding.finding }, ..b.finding }
            }));
        }
        out.findings.append(&mut self.remarks);
    }

    /// The two documents differ nearly everywhere: one sentence about all of it.
    fn apart(&mut self, documents: &[Read], pair: Pair, fits: usize) -> Option<CrossFinding> {
        let other = &documents.get(pair.other)?.sheet;
        let (count, all) = (self.broken.len(), self.broken.len() + fits);
        let shown = |value: Decimal| with_thousands(Known::shown(value.round_dp(2), Unit::Wan, 2));
        let examples: Vec<String> =
            self.broken.iter().take(SHOWN).map(|b| format!("{}（公开 {}）", shown(b.key.0), shown(b.key.1))).collect();
        let mut broken = self.broken.drain(..);
        let mut whole = broken.next()?.finding;
        for next in broken {
            whole.finding.texts.extend(next.finding.finding.texts);
            whole.finding.cells.extend(next.finding.finding.cells);
            whole.against.extend(next.finding.against);
        }
        let of = if pair.tie == Tie::Plan { "年初预算" } else { "上年" };
        whole.finding = Finding {
            severity: if pair.tie == Tie::LastAccounts { Severity::Hint } else { Severity::Warning },
            verdict: None,
            stated: None,
            computed: None,
            difference: None,
            allowed: None,
            quote: None,
            message: format!(
                "本文件所写的{of}数有 {count} 个（共核对 {all} 个）与{}不一致，如（万元）：{}。可能按执行数或调整后的口径比较，或者公开范围有变化（单位划入划出）；请在说明中写明比较口径，口径没有变化的请逐个核对。",
                words::document(other),
                examples.join("、"),
            ),
            ..whole.finding
        };
        Some(whole)
    }
}
