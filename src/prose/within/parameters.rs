//! N12: a parameter of the plan (参保人数, 受益人数 …) has one value throughout.

use std::collections::HashMap;

use super::{Claim, Facts, Must, doubtful};
use crate::prose::{Measure, Role};

/// What such a parameter is called.
const PARAMETERS: &[&str] = &["参保", "人数", "受益", "服务对象", "户数", "覆盖", "救助对象", "补助对象"];

pub(super) fn claims(facts: &Facts, out: &mut Vec<Claim>) {
    let mut first: HashMap<(&str, &Measure, bool), usize> = HashMap::new();
    for (at, statement) in facts.all() {
        // `人数比上年少2人` is the same everywhere, too; of directions the words take care.
        let changes = matches!(statement.role, Role::Change(_));
        if !changes && (statement.role != Role::Count || statement.aside) {
            continue;
        }
        let Some(name) = statement.topics.first().map(String::as_str) else { continue };
        let Some(number) = facts.prose.numbers.get(statement.number) else { continue };
        if name.chars().count() < 4 || !PARAMETERS.iter().any(|p| name.contains(p)) {
            continue;
        }
        if !matches!(number.measure, Measure::Count(_)) {
            continue;
        }
        match first.get(&(name, &number.measure, changes)).copied() {
            None => {
                first.insert((name, &number.measure, changes), at);
            }
            Some(other) if facts.sentence(other) != facts.sentence(at) => {
                let must = Must::Equal(facts.one(other));
                out.push(doubtful(true, Claim::certain("N12", statement.number, must)));
            }
            Some(_) => {}
        }
    }
}
