//! `cargo run --release --example planted [N [SEED]]`: plants N errors and prints how many were reported and named.
//! `… planted shared [N]` plants N of each sort in every document of `../shared`.

#[path = "../support/mod.rs"]
mod support;

mod measure;
mod plant;
mod shared;
mod text;

use measure::{Became, Counts, Measure, Place, table};
use std::time::{Duration, Instant};
use support::{invented::invented, narrative::narrate, random::Random};

fn main() {
    let mut args = std::env::args().skip(1).peekable();
    let shared = args.next_if(|a| a == "shared").is_some();
    let wanted: Option<usize> = args.next().and_then(|n| n.parse().ok());
    if shared {
        let (only, show) = (args.next(), args.next().is_some());
        return in_shared(wanted.unwrap_or(10), &only.unwrap_or_default(), show);
    }
    let wanted = wanted.unwrap_or(3000);
    let start: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut counts = Counts::new();
    let mut plant = Plant { random: Random::new(start + 7), show: args.next().is_some(), slowest: Duration::ZERO };
    for seed in start.. {
        let mut d = invented(seed);
        narrate(&mut d, seed);
        let measure = Measure::new(&d);
        // Honest rounding is doubtful now and then.
        if measure.is_clean() {
            plant.each(&measure, 2, &seed.to_string(), &mut counts);
        }
        if measure::total(&counts).planted >= wanted {
            break;
        }
    }
    println!("{}", table(&counts));
    println!("最慢一份：{:?}", plant.slowest);
}

/// Every document of `../shared` by itself, those whose name has `only` in it.
fn in_shared(each: usize, only: &str, show: bool) {
    let (mut all, mut documents) = (Counts::new(), Vec::new());
    let mut plant = Plant { random: Random::new(1), show, slowest: Duration::ZERO };
    for (name, d) in shared::documents(&["seeds", "corpus"]).filter(|(name, _)| name.contains(only)) {
        let measure = Measure::new(&d);
        if !measure.has_figures() {
            continue;
        }
        let mut counts = Counts::new();
        plant.each(&measure, each, &name, &mut counts);
        documents.push((name, counts));
    }
    for (_, counts) in &documents {
        counts.iter().for_each(|(key, count)| {
            let sum = all.entry(*key).or_default();
            *sum = sum.plus(*count);
        });
    }
    println!("{}", table(&all));
    println!("{}", by_document(&documents));
    println!("最慢一份：{:?}", plant.slowest);
}

struct Plant {
    random: Random,
    show: bool,
    slowest: Duration,
}

impl Plant {
    fn each(&mut self, measure: &Measure, times: usize, name: &str, counts: &mut Counts) {
        for _ in 0..times {
            for (place, way) in
                [Place::Table, Place::Text].into_iter().flat_map(|p| p.ways().iter().map(move |w| (p, *w)))
            {
                let start = Instant::now();
                let Some((planted, became)) = measure.one(place, way, &mut self.random) else { continue };
                self.slowest = self.slowest.max(start.elapsed());
                counts.entry((place, way)).or_default().add(became);
                if self.show && became != Became::Compatible && became != Became::Reported(Some(0)) {
                    println!("{name} {} {} {became:?}", way.name(), planted.what);
                    measure.new_findings(&planted).iter().for_each(|f| {
                        println!("      {} {} {:?} {:?}", f.rule, f.message, f.cause, f.suspects);
                    });
                }
            }
        }
    }
}

/// A line for each document.
fn by_document(documents: &[(String, Counts)]) -> String {
    let mut out = String::from(
        "| 文件 | 表：植入 | 报出 | 首位 | 前三 | 文：植入 | 报出 | 首位 | 前三 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for (name, counts) in documents {
        out.push_str(&format!("| {name} |"));
        for place in [Place::Table, Place::Text] {
            let count = measure::total(&measure::of(counts, place));
            let [reported, first, three] = count.rates();
            out.push_str(&format!(" {} | {reported:.1} % | {first:.1} % | {three:.1} % |", count.planted));
        }
        out.push('\n');
    }
    out
}
