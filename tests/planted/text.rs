//! Errors in the text: the same ways, with what a sentence has beside figures: words of direction and units.

use crate::plant::{Planted, Way, wrong};
use crate::support::random::Random;
use gongkai::{
    check::{Examiner, Verdict},
    model::{Column, Decimal, Disclosure, Spot, TextRef},
};
use std::{collections::HashSet, sync::Arc};

/// Ways in which a figure of the text goes wrong.
pub const WAYS: &[Way] = &[Way::Digit, Way::Swap, Way::Point, Way::Sign, Way::Unit, Way::Stale, Way::Cut];

/// The figures of the text that are compared with something and hold.
pub fn figures(d: &Disclosure) -> Vec<TextRef> {
    let examination = Examiner::new(d, Arc::default()).judge(d);
    let holds = |v: Option<Verdict>| matches!(v, Some(Verdict::Holds | Verdict::Rounding));
    // What is part of something wrong cannot be made wrong.
    let links = examination.numbers.iter().flat_map(|n| &n.links);
    let wrong = links.filter(|l| matches!(l.verdict, Verdict::Broken | Verdict::DoubtfulRounding));
    let wrong: HashSet<TextRef> = wrong.flat_map(|l| l.texts.iter().copied()).collect();
    let fine = examination.numbers.iter().filter(|n| holds(n.verdict) && !n.links.is_empty());
    fine.map(|n| n.at).filter(|at| !wrong.contains(at)).collect()
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
            let wrong =
                wrong(way, value, random, || last_year(d, at, value)).filter(|n| *n != value && !n.is_zero())?;
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

/// What the table that this number was compared with states beside it of last year.
fn last_year(d: &Disclosure, at: TextRef, value: Decimal) -> Option<Decimal> {
    let examination = Examiner::new(d, Arc::default()).judge(d);
    let number = examination.numbers.into_iter().find(|n| n.at == at)?;
    let cell = number.links.iter().find_map(|l| if let [cell] = l.cells[..] { Some(cell) } else { None })?;
    let header = |c: &Column| c.path.get(1..).map(<[String]>::to_vec);
    let is_before = |c: &Column| c.path.first().is_some_and(|p| p.contains("上年") || p.contains("2024"));
    let panel = d.panel(cell)?;
    let own = panel.columns.get(cell.column as usize)?;
    let before = panel.columns.iter().position(|c| is_before(c) && header(c) == header(own) && c != own)?;
    d.row(cell)?.cells.get(before)?.value.filter(|v| *v != value && !v.is_zero())
}

const DIRECTIONS: &[(&str, &str)] = &[("增加", "减少"), ("减少", "增加"), ("增长", "下降"), ("下降", "增长")];
