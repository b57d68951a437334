//! Planted errors: one figure of a clean disclosure is changed; is it reported, and is it named?
//! `cargo run --release --example planted` does the same some thousand times (docs/planted.md).

#[path = "../support/mod.rs"]
mod support;

mod measure;
mod plant;
mod shared;
mod text;

use measure::{Became, Counts, Measure, Place};
use support::{invented, narrative::narrate, random::Random};

#[test]
fn invented_disclosures_tie() {
    for seed in 0..30 {
        let mut d = invented::invented(seed);
        narrate(&mut d, seed);
        let findings = gongkai::check::Examiner::new(&d, Default::default()).examine(&d).findings;
        let errors: Vec<&str> = findings
            .iter()
            .filter(|f| f.severity == gongkai::check::Severity::Error)
            .map(|f| f.message.as_str())
            .collect();
        assert!(errors.is_empty(), "{seed}: {errors:#?}\n{:#?}", d.prose);
    }
}

#[test]
fn planted_errors_are_reported_and_named() {
    let mut counts = Counts::new();
    let mut random = Random::new(4);
    let mut missed = Vec::new();
    for seed in 0..20 {
        let mut d = invented::invented(seed);
        narrate(&mut d, seed);
        let measure = Measure::new(&d);
        if !measure.is_clean() {
            continue;
        }
        for (place, way) in [Place::Table, Place::Text].into_iter().flat_map(|p| p.ways().iter().map(move |w| (p, *w)))
        {
            let Some((planted, became)) = measure.one(place, way, &mut random) else { continue };
            counts.entry((place, way)).or_default().add(became);
            if became == Became::Missed {
                missed.push(format!("{seed} {} {}", way.name(), planted.what));
            }
        }
    }
    let table = measure::table(&counts);
    for place in [Place::Table, Place::Text] {
        let [reported, first, three] = measure::total(&measure::of(&counts, place)).rates();
        assert!(reported >= 97.0 && first >= 95.0 && three >= 97.0, "{}: {table}\n{missed:#?}", place.name());
    }
}

#[test]
fn errors_planted_in_real_disclosures_are_reported_and_named() {
    let (mut counts, mut missed) = (Counts::new(), Vec::new());
    let mut random = Random::new(11);
    for (name, d) in shared::documents(&["seeds"]) {
        let measure = Measure::new(&d);
        let ways = [Place::Table, Place::Text].into_iter().flat_map(|p| p.ways().iter().map(move |w| (p, *w)));
        for (place, way) in ways.flat_map(|w| [w; 3]) {
            let Some((planted, became)) = measure.one(place, way, &mut random) else { continue };
            counts.entry((place, way)).or_default().add(became);
            if !matches!(became, Became::Compatible | Became::Reported(Some(0))) {
                missed.push(format!("{name} {} {} {became:?}", way.name(), planted.what));
            }
        }
    }
    if counts.is_empty() {
        return eprintln!("跳过：没有 ../shared/seeds");
    }
    let [reported, first, three] = measure::total(&counts).rates();
    assert!(reported >= 97.0 && first >= 90.0 && three >= 95.0, "{}\n{missed:#?}", measure::table(&counts));
}
