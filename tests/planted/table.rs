//! `cargo run --release --example planted [N]`: plants N errors and prints how many were reported and named.

#[path = "../support/mod.rs"]
mod support;

mod measure;
mod plant;

use std::collections::BTreeMap;

use measure::{Became, Count, Measure, table};
use plant::Way;
use support::{invented::invented, random::Random};

fn main() {
    let mut args = std::env::args().skip(1);
    let wanted: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(3000);
    let show = args.next().is_some();
    let mut counts: BTreeMap<Way, Count> = BTreeMap::new();
    let mut random = Random::new(7);
    let mut slowest = std::time::Duration::ZERO;
    for seed in 0.. {
        let d = invented(seed);
        let measure = Measure::new(&d);
        // Honest rounding is doubtful now and then.
        if !measure.is_clean() {
            continue;
        }
        for _ in 0..2 {
            for way in Way::ALL {
                let start = std::time::Instant::now();
                let Some((planted, became)) = measure.one(*way, &mut random) else { continue };
                slowest = slowest.max(start.elapsed());
                counts.entry(*way).or_default().add(became);
                if show && became != Became::Compatible && became != Became::Reported(Some(0)) {
                    println!("{seed} {} {} {became:?}", way.name(), planted.what);
                    if became == Became::Reported(None) {
                        for f in gongkai::check::Examiner::new(&planted.d, Default::default())
                            .examine(&planted.d)
                            .findings
                            .iter()
                            .filter(|f| f.severity != gongkai::check::Severity::Hint)
                        {
                            println!("      {} {} {:?} {:?}", f.rule, f.message, f.cause, f.suspects);
                        }
                    }
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
