//! Errors in the text: the same ways, with what a sentence has beside figures: words of direction and units.

use crate::plant::{Planted, Way, wrong};
use crate::support::random::Random;
use gongkai::{
    check::{Examiner, Verdict},
    model::{Decimal, Disclosure, Spot, TextRef},
};
use std::sync::Arc;

/// Ways in which a figure of the text goes wrong.
pub const WAYS: &[Way] = &[Way::Digit, Way::Swap, Way::Point, Way::Sign, Way::Unit, Way::Stale, Way::Cut];

/// The figures of the text that are compared with something and hold.
pub fn figures(d: &Disclosure) -> Vec<TextRef> {
    let examination = Examiner::new(d, Arc::default()).judge(d);
    let holds = |v: Option<Verdict>| matches!(v, Some(Verdict::Holds | Verdict::Rounding));
    examination.numbers.iter().filter(|n| holds(n.verdict) && !n.links.is_empty()).map(|n| n.at).collect()
}

/// Plants one error of this kind at one of these figures.
pub fn plant(d: &Disclosure, figures: &[TextRef], way: Way, random: &mut Random) -> Option<Planted> {
    (0..60).find_map(|_| figure(d, *random.pick(figures)?, way, random))
}

fn figure(d: &Disclosure, at: TextRef, way: Way, random: &mut Random) -> Option<Planted> {
    let printed = at.text(d);
    let value: Decimal = printed.parse().ok()?;
    if value.is_zero() {
        return None;
    }
    let text: Vec<char> = d.prose.get(at.section as usize)?.text.chars().collect();
    let (before, after) = (text.get(..at.from as usize)?, text.get(at.to as usize..)?);
    let (mut head, mut tail): (String, String) = (before.iter().collect(), after.iter().collect());
    let mut new = printed.to_owned();
    match way {
        Way::Sign => {
            let other = DIRECTIONS.iter().find_map(|(a, b)| Some((head.strip_suffix(a)?, b)))?;
            head = format!("{}{}", other.0, other.1);
        }
        Way::Unit => tail = format!("元{}", tail.strip_prefix("万元")?),
        _ => {
            let wrong = wrong(way, value, random, || None).filter(|n| *n != value && !n.is_zero())?;
            new = wrong.to_string();
        }
    }
    let mut changed = d.clone();
    let section = changed.prose.get_mut(at.section as usize)?;
    section.text = format!("{head}{new}{tail}");
    let to = at.from + new.chars().count() as u32;
    let around: String = before.iter().rev().take(12).rev().collect();
    let what = format!("“{around}{printed}” → {new}");
    Some(Planted { d: changed, culprits: vec![Spot::Text(TextRef { to, ..at })], what })
}

const DIRECTIONS: &[(&str, &str)] = &[("增加", "减少"), ("减少", "增加"), ("增长", "下降"), ("下降", "增长")];
