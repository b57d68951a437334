//! The rows of all sides as lines: the latest side gives order, names and levels; what only earlier ones have is put
//! where it belongs.

use std::collections::{HashMap, HashSet};

use super::{
    Former, Line, Point,
    rows::{Entry, stem},
};

/// A total and what adds up to it, as lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub total: Option<usize>,
    pub addends: Vec<usize>,
}

/// The lines, and for each side the totals of its table: of this year's money, and of all.
pub(super) struct Poured {
    pub lines: Vec<Line>,
    pub tops: Vec<[Sum; 2]>,
}

/// A row printed without its code is the coded one of its name, where another side has just one of that name and
/// this side does not print it with its code.
pub(super) fn by_name(entries: &mut [Vec<Entry>]) {
    let mut coded: HashMap<(String, String), HashSet<String>> = HashMap::new();
    for entry in entries.iter().flatten().filter(|e| !e.code.is_empty() && !e.key.starts_with('名')) {
        coded.entry((entry.unit.clone(), stem(&entry.name))).or_default().insert(entry.key.clone());
    }
    for side in entries {
        let mine: HashSet<String> = side.iter().map(|e| e.key.clone()).collect();
        for entry in side.iter_mut().filter(|e| e.code.is_empty() && e.key.starts_with('名')) {
            let Some(known) = coded.get(&(entry.unit.clone(), stem(&entry.name))) else { continue };
            if let Some(key) = known.iter().next().filter(|key| known.len() == 1 && !mine.contains(*key)) {
                entry.key.clone_from(key);
            }
        }
    }
}

/// Puts the rows of all sides into lines.
pub(super) fn pour(
    entries: &[Vec<Entry>],
    sides: usize,
    fixed: bool,
    value: impl Fn(usize, &Entry) -> Option<Point>,
) -> Poured {
    let mut lines: Vec<Line> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    // Places in `lines`, in the order in which they are shown.
    let mut order: Vec<usize> = Vec::new();
    let mut tops = vec![<[Sum; 2]>::default(); entries.len()];
    for (side, of_side) in entries.iter().enumerate().rev() {
        let mut before: Option<usize> = None;
        for entry in of_side {
            let at = match index.get(entry.key.as_str()) {
                Some(at) => *at,
                None => {
                    let at = lines.len();
                    let place = place(&order, &lines, entry, before);
                    order.insert(place, at);
                    lines.push(line(entry, sides));
                    index.insert(&entry.key, at);
                    at
                }
            };
            before = Some(at);
            let Some(line) = lines.get_mut(at) else { continue };
            set(line, side, entry, value(side, entry));
            for ((sum, top), total) in tops.get_mut(side).into_iter().flatten().zip(entry.top).zip(entry.total) {
                if top {
                    sum.addends.push(at);
                }
                if total {
                    sum.total = Some(at);
                }
            }
        }
    }
    arrange(lines, &order, tops, fixed)
}

/// In order, and without those that nobody has money for: of the thirty classes of a list most are blank or zero. The
/// few of a fixed list are kept where they are printed.
fn arrange(lines: Vec<Line>, order: &[usize], tops: Vec<[Sum; 2]>, fixed: bool) -> Poured {
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut moved: HashMap<usize, usize> = HashMap::new();
    let mut out: Vec<Line> = Vec::with_capacity(order.len());
    for at in order {
        let Some(line) = lines.get_mut(*at).and_then(Option::take) else { continue };
        let money = |point: &Point| fixed || !point.value.is_zero();
        let states = line.cells.iter().flatten().any(money) || line.role.is_total();
        if states {
            moved.insert(*at, out.len());
            out.push(line);
        }
    }
    let there = |at: &usize| moved.get(at).copied();
    let sum = |sum: Sum| Sum {
        total: sum.total.as_ref().and_then(there),
        addends: sum.addends.iter().filter_map(there).collect(),
    };
    Poured { tops: tops.into_iter().map(|both| both.map(sum)).collect(), lines: out }
}

/// Where a line that later sides do not have is shown: by its code behind the last smaller one of its unit, else behind
/// the row that it follows in print.
fn place(order: &[usize], lines: &[Line], entry: &Entry, before: Option<usize>) -> usize {
    let line = |at: &usize| lines.get(*at);
    let coded = |l: &Line| !l.code.is_empty() && l.unit == entry.unit && !entry.code.is_empty() && l.role == entry.role;
    let smaller = order.iter().rposition(|at| line(at).is_some_and(|l| coded(l) && l.code < entry.code));
    let greater = order.iter().position(|at| line(at).is_some_and(|l| coded(l) && l.code > entry.code));
    let follows = before.and_then(|before| order.iter().position(|at| *at == before));
    match (smaller, greater, follows) {
        (Some(place), _, _) => place + 1,
        (None, Some(place), _) => place,
        (None, None, Some(place)) => place + 1,
        // The first row of a side: a total leads, anything else ends.
        (None, None, None) if entry.role.is_total() => 0,
        (None, None, None) => order.len(),
    }
}

fn line(entry: &Entry, sides: usize) -> Line {
    Line {
        key: entry.key.clone(),
        code: entry.code.clone(),
        name: entry.name.clone(),
        unit: entry.unit.clone(),
        level: entry.level,
        role: entry.role,
        former: Vec::new(),
        cells: vec![None; sides],
        summed: Vec::new(),
        money: vec![0; sides],
        notes: Vec::new(),
        since: Vec::new(),
        reasons: vec![None; sides],
    }
}

fn set(line: &mut Line, side: usize, entry: &Entry, point: Option<Point>) {
    let bare = |name: &str| stem(name).trim_end_matches("支出").to_owned();
    // What is matched by its meaning goes by many names; only of codes a name is worth telling.
    let renamed = bare(&entry.name) != bare(&line.name) && !entry.name.is_empty();
    if !entry.code.is_empty() && !line.code.is_empty() && (entry.code != line.code || renamed) {
        line.former.push(Former { side, code: entry.code.clone(), name: entry.name.clone() });
    }
    if line.code.is_empty() {
        line.code.clone_from(&entry.code);
    }
    if entry.at.len() > 1 && point.is_some() {
        line.summed.push(side);
    }
    if let Some(slot) = line.cells.get_mut(side) {
        *slot = point;
    }
}
