//! What is wrong with words, without a figure: remains of the template and the like.

use std::collections::HashMap;

use crate::{
    check::{Finding, Severity},
    model::{Disclosure, TextRef},
    prose::{Gravity, Note, Prose},
    relations::Family,
};

/// The same words more often than this are one finding with all their places: a template that nobody filled in
/// says nothing new with each of its two hundred placeholders.
const EACH: usize = 5;

/// All of them.
pub(super) fn findings(d: &Disclosure, prose: &Prose) -> Vec<Finding> {
    let mut places: HashMap<(&str, &str), Vec<TextRef>> = HashMap::new();
    for note in &prose.notes {
        places.entry((note.rule, note.message.as_str())).or_default().push(note.at);
    }
    let mut out = Vec::new();
    for note in &prose.notes {
        let all = places.get(&(note.rule, note.message.as_str())).map(Vec::as_slice).unwrap_or_default();
        if all.len() <= EACH {
            out.push(of(d, prose, note));
        } else if all.first() == Some(&note.at) {
            let mut finding = of(d, prose, note);
            finding.message.push_str(&format!("全文共 {} 处。", all.len()));
            finding.texts = all.to_vec();
            out.push(finding);
        }
    }
    out
}

fn of(d: &Disclosure, prose: &Prose, note: &Note) -> Finding {
    let severity = match note.gravity {
        Gravity::Wrong => Severity::Error,
        Gravity::Suspicious => Severity::Warning,
        Gravity::Remark => Severity::Hint,
    };
    // Sentences stand in the order of the text.
    let after = prose.sentences.partition_point(|s| (s.at.section, s.at.from) <= (note.at.section, note.at.from));
    let before = after.checked_sub(1).and_then(|i| prose.sentences.get(i)).map(|s| s.at);
    let sentence = before.filter(|s| s.section == note.at.section && note.at.from < s.to).unwrap_or(note.at);
    let heading = d.prose.get(note.at.section as usize).map(|s| s.heading.trim()).filter(|_| note.at.is_heading());
    Finding {
        family: Family::WithinText,
        texts: vec![note.at],
        quote: Some(heading.unwrap_or_else(|| sentence.text(d).trim()).to_owned()),
        ..Finding::new(note.rule, severity, note.message.clone())
    }
}
