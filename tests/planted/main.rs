//! Planted errors: one figure of a clean disclosure is changed; is it reported, and is it named?

#[path = "../support/mod.rs"]
mod support;

mod measure;
mod plant;

use support::invented;

#[test]
fn invented_disclosures_are_clean() {
    for seed in 0..60 {
        let d = invented::invented(seed);
        let findings = gongkai::check::Checker::new(&d).findings(&d);
        let bad: Vec<String> = findings
            .iter()
            .filter(|f| f.severity != gongkai::check::Severity::Hint)
            .map(|f| format!("{} {}", f.rule, f.message))
            .collect();
        assert!(bad.is_empty(), "{seed}: {bad:#?}\n{}", invented::text(seed));
    }
}
