//! Subjects that go by another code now: joined where it is the same money, and said where it is not.
//!
//! ```text
//! 2017                        2018
//! 30311 住房公积金        ──▶  30113 住房公积金            one line
//! 30104 其他社会保障缴费  ──▶  30108 …、30112 …            lines of their own, no change between them
//! ```
//! Of subjects that were merged, one that alone had money is the new one; the same way round for a split whose new
//! subject keeps the name. Otherwise nothing is computed across the year.

use std::collections::HashMap;

use super::{
    Side,
    rows::{Entry, stem},
};
use crate::catalog::{Regrouping, SuccessionKind, regroupings};

/// What is to be said of lines, by key.
#[derive(Debug, Default)]
pub(super) struct Regrouped {
    /// Which money each side states: cells with different numbers are not compared. Absent where all are the same.
    pub money: HashMap<String, Vec<u8>>,
    /// Sentences, with the first year after what they tell of.
    pub notes: HashMap<String, Vec<(i32, String)>>,
}

/// A row on a side.
#[derive(Clone, Copy)]
struct Place {
    side: usize,
    entry: usize,
}

/// Joins and marks. `has_money` tells whether an entry of a side states an amount other than zero.
pub(super) fn regroup(
    sides: &[Side],
    entries: &mut [Vec<Entry>],
    has_money: &dyn Fn(usize, &Entry) -> bool,
) -> Regrouped {
    let mut out = Regrouped::default();
    let mut groups: Vec<&Regrouping> = regroupings().iter().collect();
    groups.sort_by_key(|g| g.year);
    for group in groups {
        Work { group, sides, has_money }.apply(entries, &mut out);
    }
    out
}

struct Work<'a> {
    group: &'a Regrouping,
    sides: &'a [Side],
    has_money: &'a dyn Fn(usize, &Entry) -> bool,
}

impl Work<'_> {
    fn apply(&self, entries: &mut [Vec<Entry>], out: &mut Regrouped) {
        let all = || {
            let sides = entries.iter().enumerate();
            sides.flat_map(|(side, of)| of.iter().enumerate().map(move |(entry, e)| (Place { side, entry }, e)))
        };
        let old: Vec<(Place, &Entry)> = all().filter(|(at, e)| self.is_old(at.side, e)).collect();
        let new: Vec<(Place, &Entry)> = all().filter(|(at, e)| self.is_new(at.side, e)).collect();
        if old.is_empty() || new.is_empty() {
            return;
        }
        let with_money = |places: &[(Place, &Entry)]| -> Vec<(String, String)> {
            let mut codes: Vec<(String, String)> = Vec::new();
            for (_, e) in places.iter().filter(|(at, e)| (self.has_money)(at.side, e)) {
                if !codes.iter().any(|(code, _)| *code == e.code) {
                    codes.push((e.code.clone(), e.name.clone()));
                }
            }
            codes
        };
        let (from, to) = (with_money(&old), with_money(&new));
        let moves = self.between_classes(&from, &to);
        match self.same_money(&from, &to) {
            Some(code) => {
                let places: Vec<Place> =
                    old.iter().filter(|(at, e)| (self.has_money)(at.side, e)).map(|(at, _)| *at).collect();
                for at in places {
                    rekey(entries, at, &code);
                }
            }
            None if from.is_empty() || to.is_empty() => {}
            None => {
                let keys = |places: &[(Place, &Entry)], codes: &[(String, String)]| -> Vec<(String, String)> {
                    let listed = places.iter().filter(|(_, e)| codes.iter().any(|(code, _)| *code == e.code));
                    listed.map(|(_, e)| (e.key.clone(), e.code.clone())).collect()
                };
                let (old_keys, new_keys) = (keys(&old, &from), keys(&new, &to));
                self.mark(&old_keys, &new_keys, &from, &to, out);
            }
        }
        for (class, note) in moves {
            for (_, e) in all_of(entries).filter(|(_, e)| e.code == class) {
                say(&mut out.notes, &e.key, self.group.year, &note);
            }
        }
    }

    /// The row states the money of the old subject.
    fn is_old(&self, side: usize, e: &Entry) -> bool {
        let year = self.sides.get(side).and_then(|s| s.year);
        let goes_on = self.group.after().iter().any(|(code, _)| *code == e.code);
        self.group.members.iter().filter(|s| s.from == e.code).any(|s| {
            let named = same_name(&e.name, &s.from_name);
            match year {
                // Old names are still printed late, but not where the code has another meaning now.
                Some(year) if year >= s.year => named && !goes_on,
                // A code that was used twice: the name tells which.
                Some(_) => named || !used_twice(&e.code, self.group.year) || e.name.is_empty(),
                None => named && !same_name(&s.from_name, &s.to_name),
            }
        })
    }

    fn is_new(&self, side: usize, e: &Entry) -> bool {
        let in_time = self.sides.get(side).and_then(|s| s.year).is_none_or(|year| year >= self.group.year);
        in_time && self.group.after().iter().any(|(code, _)| *code == e.code) && !self.is_old(side, e)
    }

    /// The code under which old and new are one line, if they are the same money.
    fn same_money(&self, from: &[(String, String)], to: &[(String, String)]) -> Option<String> {
        let (_, [(code, name)]) = (from, to) else { return None };
        let [(old, old_name)] = from else { return None };
        let listed = self.group.after();
        let official = listed.iter().find(|(c, _)| c == code).map_or(name.as_str(), |(_, n)| n);
        let joins = match self.group.kind {
            SuccessionKind::Renamed | SuccessionKind::Moved | SuccessionKind::Merged => true,
            SuccessionKind::Split => same_name(old_name, official),
        };
        (joins && old.len() == code.len()).then(|| code.clone())
    }

    /// Sets old and new apart and says why.
    fn mark(
        &self,
        old: &[(String, String)],
        new: &[(String, String)],
        from: &[(String, String)],
        to: &[(String, String)],
        out: &mut Regrouped,
    ) {
        let year = self.group.year;
        let mut keys: Vec<&String> = old.iter().chain(new).map(|(key, _)| key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let money = out.money.entry(key.clone()).or_insert_with(|| vec![0; self.sides.len()]);
            for (slot, side) in money.iter_mut().zip(self.sides) {
                *slot += u8::from(side.year.is_none_or(|y| y >= year));
            }
        }
        let list = |of: &[(String, String)]| of.iter().map(|(c, n)| format!("{c} {n}")).collect::<Vec<_>>().join("、");
        let goes = match self.group.kind {
            SuccessionKind::Renamed => "改为",
            SuccessionKind::Moved => "改列",
            SuccessionKind::Split => "拆分为",
            SuccessionKind::Merged => "并入",
        };
        // What took in others under its own code has not gone anywhere.
        let stays = |code: &str| self.group.kind == SuccessionKind::Merged && to.iter().any(|(c, _)| c == code);
        for (key, _) in old.iter().filter(|(_, code)| !stays(code)) {
            say(&mut out.notes, key, year, &format!("{year} 年起{goes} {}，前后不是同一范围，不计算增减。", list(to)));
        }
        for (key, _) in new {
            say(
                &mut out.notes,
                key,
                year,
                &format!("{year} 年以前列在 {}，前后不是同一范围，不计算增减。", list(from)),
            );
        }
    }

    /// What is to be said of classes between which money moved: (class, sentence).
    fn between_classes(&self, from: &[(String, String)], to: &[(String, String)]) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let class = |code: &str| code.get(..3).unwrap_or_default().to_owned();
        for s in &self.group.members {
            let (old, new) = (class(&s.from), class(&s.to));
            let moved = from.iter().any(|(c, _)| *c == s.from) && to.iter().any(|(c, _)| *c == s.to);
            if old == new || !moved {
                continue;
            }
            let (year, from, to) = (s.year, format!("{} {}", s.from, s.from_name), format!("{} {}", s.to, s.to_name));
            out.push((old, format!("{year} 年起不再包含 {from}（改列 {to}），前后范围不同。")));
            out.push((new, format!("{year} 年起包含 {to}（原列 {from}），前后范围不同。")));
        }
        out
    }
}

fn all_of(entries: &[Vec<Entry>]) -> impl Iterator<Item = (usize, &Entry)> {
    entries.iter().enumerate().flat_map(|(side, of)| of.iter().map(move |e| (side, e)))
}

fn say(notes: &mut HashMap<String, Vec<(i32, String)>>, key: &str, year: i32, note: &str) {
    let all = notes.entry(key.to_owned()).or_default();
    if !all.iter().any(|(_, known)| known == note) {
        all.push((year, note.to_owned()));
    }
}

/// Another subject of the list had this code in other years.
fn used_twice(code: &str, year: i32) -> bool {
    regroupings().iter().filter(|g| g.year != year).any(|g| g.members.iter().any(|s| s.from == code))
}

/// A name with or without 支出, or with a few words less.
fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| stem(name).trim_end_matches("支出").to_owned();
    bare(a) == bare(b)
}

/// Puts a row under another code, unless its side prints that one too.
fn rekey(entries: &mut [Vec<Entry>], at: Place, code: &str) {
    let Some(side) = entries.get_mut(at.side) else { return };
    let Some(entry) = side.get(at.entry) else { return };
    let Some(place) = entry.key.rfind(&entry.code).filter(|_| !entry.code.is_empty()) else { return };
    let (before, after) =
        (entry.key.get(..place).unwrap_or_default(), entry.key.get(place + entry.code.len()..).unwrap_or_default());
    let key = format!("{before}{code}{after}");
    // A row of the new code without money on the old side gives way.
    let taken = side.iter().position(|e| e.key == key).filter(|taken| *taken != at.entry);
    if let Some(other) = taken.and_then(|taken| side.get_mut(taken)) {
        other.key = format!("{}#旧", other.key);
    }
    if let Some(entry) = side.get_mut(at.entry) {
        entry.key = key;
    }
}
