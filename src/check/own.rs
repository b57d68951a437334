//! How the user's own rules came out: those that are no relations are worked out here, and of all is said
//! whether they could be asked at all.

use super::{Checker, Finding, Severity, Verdict, rulebook::graded};
use crate::{
    custom::{Check, Compare, OwnRule, Result, Sense},
    model::{Decimal, Disclosure, with_thousands},
};

/// How one of the user's own rules came out in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOutcome {
    /// Its id.
    pub rule: &'static str,
    /// Its title.
    pub title: String,
    /// How many comparisons it made here.
    pub compared: usize,
    /// How many of them do not hold.
    pub broken: usize,
    /// Why it could not be compared (未比较), each reason once: `没有“政府采购预算表”`.
    pub not_compared: Vec<String>,
    /// Why it is not for this document (不适用).
    pub inapplicable: Option<String>,
}

/// Findings of the rules that are no relations, and the outcome of all.
pub(super) struct Checked {
    pub findings: Vec<Finding>,
    pub outcomes: Vec<OwnOutcome>,
}

/// As many reasons as are told of one rule.
const REASONS: usize = 20;

pub(super) fn check(d: &Disclosure, checker: &Checker) -> Checked {
    let rules = &checker.rules;
    let mut out = Checked { findings: Vec::new(), outcomes: rules.own.iter().map(OwnOutcome::new).collect() };
    for outcome in out.outcomes.iter_mut().filter(|o| rules.off.contains(o.rule)) {
        outcome.inapplicable = Some("已关闭".to_owned());
    }
    if rules.own.is_empty() {
        return out;
    }
    let plan = &checker.own;
    for (number, rule) in plan.rules.iter().enumerate() {
        let verdict = checker.outcomes.get(checker.own_from + number).map(|o| o.verdict);
        let Some(outcome) = out.outcomes.get_mut(*rule) else { continue };
        match verdict {
            None | Some(Verdict::NotCompared) => outcome.because("所说的格都是空白"),
            Some(verdict) => {
                outcome.compared += 1;
                outcome.broken += usize::from(verdict == Verdict::Broken);
            }
        }
    }
    for check in &plan.checks {
        let (Some(outcome), Some(rule)) = (out.outcomes.get_mut(check.rule), rules.own.get(check.rule)) else {
            continue;
        };
        match check.evaluate(d) {
            Ok(Some(result)) => {
                outcome.compared += 1;
                outcome.broken += usize::from(!result.holds);
                out.findings.extend((!result.holds).then(|| broken(rule, check, &result)));
            }
            Ok(None) => outcome.because("不符合“如果”的条件"),
            Err(reason) => outcome.because(&reason),
        }
    }
    for skipped in &plan.skipped {
        let (Some(outcome), Some(rule)) = (out.outcomes.get_mut(skipped.rule), rules.own.get(skipped.rule)) else {
            continue;
        };
        if skipped.missing {
            let message = format!("{}：{}，按规则必须有。", rule.title, skipped.reason);
            out.findings.push(Finding::new(rule.id, Severity::Missing, message));
            outcome.compared += 1;
            outcome.broken += 1;
        } else if skipped.inapplicable {
            outcome.inapplicable = Some(skipped.reason.clone());
        } else {
            outcome.because(&skipped.reason);
        }
    }
    out
}

/// Gives the finding of a relation that comes from an own rule that rule's name and severity.
pub(super) fn name(checker: &Checker, relation: usize, finding: &mut Finding) {
    let number = relation.checked_sub(checker.own_from);
    let rule = number.and_then(|n| checker.own.rules.get(n)).and_then(|r| checker.rules.own.get(*r));
    if let Some(rule) = rule {
        finding.message = format!("{}：{}", rule.title, finding.message);
        if finding.severity != Severity::Hint {
            finding.severity = graded(rule.grade.into(), finding.verdict);
        }
    }
}

fn broken(rule: &OwnRule, check: &Check, result: &Result) -> Finding {
    let (left, sign, right) = &check.written;
    let should = match sign {
        Compare::Equal => "应等于",
        Compare::NotEqual => "不应等于",
        Compare::AtLeast => "不应小于",
        Compare::AtMost => "不应超过",
        Compare::More => "应大于",
        Compare::Less => "应小于",
    };
    let show = |value: Decimal| match result.sense {
        Sense::Money => format!("{} {}", with_thousands(value), result.unit.name()),
        Sense::Share => format!("{value}%"),
        Sense::Plain => with_thousands(value),
    };
    let row = check.row.as_ref().map(|r| format!("（{r}）")).unwrap_or_default();
    let cells = check.cells();
    // A number that the rule itself states needs no other words.
    let right =
        if check.compares_with_a_number() { show(result.right) } else { format!("{right} = {}", show(result.right)) };
    let mut message = format!("{}{row}：{left} = {}，{should} {right}", rule.title, show(result.left));
    if *sign != Compare::NotEqual {
        message.push_str(&format!("，差 {}", show(result.difference)));
    }
    if !result.allowed.is_zero() {
        message.push_str(&format!("（误差容许 {}）", show(result.allowed)));
    }
    message.push('。');
    Finding {
        verdict: Some(Verdict::Broken),
        table: cells.first().map(|c| c.table),
        cells,
        stated: Some(result.left),
        computed: Some(result.right),
        difference: Some(result.difference),
        allowed: Some(result.allowed),
        ..Finding::new(rule.id, rule.grade.into(), message)
    }
}

impl OwnOutcome {
    fn new(rule: &OwnRule) -> Self {
        Self {
            rule: rule.id,
            title: rule.title.clone(),
            compared: 0,
            broken: 0,
            not_compared: Vec::new(),
            inapplicable: None,
        }
    }

    fn because(&mut self, reason: &str) {
        if self.not_compared.len() < REASONS && !self.not_compared.iter().any(|r| r == reason) {
            self.not_compared.push(reason.to_owned());
        }
    }
}
