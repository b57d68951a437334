//! `cargo run --release --example planted [N [SEED]]`: plants N errors and prints how many were reported and named.

#[path = "../support/mod.rs"]
mod support;

mod measure;
mod plant;
mod text;

use measure::{Became, Counts, Measure, Place, table};
use support::{invented::invented, narrative::narrate, random::Random};

fn main() {
    let mut args = std::env::args().skip(1);
    let wanted: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(3000);
    let start: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let show = args.next().is_some();
    let mut counts = Counts::new();
    let mut random = Random::new(start + 7);
    let mut slowest = std::time::Duration::ZERO;
    for seed in start.. {
        let mut d = invented(seed);
        narrate(&mut d, seed);
        let measure = Measure::new(&d);
        // Honest rounding is doubtful now and then.
        if !measure.is_clean() {
            continue;
        }
        for _ in 0..2 {
            for (place, way) in
                [Place::Table, Place::Text].into_iter().flat_map(|p| p.ways().iter().map(move |w| (p, *w)))
            {
                let start = std::time::Instant::now();
                let Some((planted, became)) = measure.one(place, way, &mut random) else { continue };
                slowest = slowest.max(start.elapsed());
                counts.entry((place, way)).or_default().add(became);
                if show && became != Became::Compatible && became != Became::Reported(Some(0)) {
                    println!("{seed} {} {} {became:?}", way.name(), planted.what);
                    tell(&planted.d);
                }
            }
        }
        if measure::total(&counts).planted >= wanted {
            break;
        }
    }
    println!("{}", table(&counts));
    println!("最慢一份：{slowest:?}");
}

fn tell(d: &gongkai::model::Disclosure) {
    use gongkai::check::{Examiner, Severity};
    let examination = Examiner::new(d, Default::default()).examine(d);
    for f in examination.findings.iter().filter(|f| f.severity != Severity::Hint) {
        println!("      {} {} {:?} {:?}", f.rule, f.message, f.cause, f.suspects);
    }
}
