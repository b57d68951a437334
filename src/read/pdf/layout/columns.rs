//! Lines of text that are known to be a table → its columns, rows and cells.
//!
//! Columns are where the texts of the rows lie that have several; a header in the middle over several columns
//! spans them. A line with nothing but a name, very near a row, is a part of that row's name.

use super::{
    alignment::{Chunk, Row},
    content::{CellText, PageTable},
    lattice::{Frame, Lattice},
};
use crate::document::Origin;

/// More columns than this have no meaning that alignment could tell.
pub(super) const MOST: usize = 40;
/// A header stands in the middle of the columns that it spans up to this share of its size.
const CENTRED: f32 = 0.6;
/// Lines of one wrapped text are at most this many sizes apart.
const WRAPPED: f32 = 1.7;
/// A line nearer to a row than this share of the usual distance of rows belongs to it.
const SAME_ROW: f32 = 0.75;

/// A table of these lines. `borders` are the heights of lines drawn between them, with those at top and bottom;
/// the first `header` lines are known to be its header.
pub(super) fn table(rows: &[Row], borders: &[f32], header: usize) -> Option<PageTable> {
    // A header over several columns would join them: rows with amounts tell the columns, if there are any.
    let amounts = rows.iter().filter(|r| r.has_amounts()).count() >= 2;
    let tells = |r: &&Row| if amounts { r.has_amounts() } else { r.is_wide() };
    let columns = match rows.split_at_checked(header).filter(|_| header > 0) {
        Some((header, body)) => headed(header, body),
        None => None,
    };
    let of_body = || {
        let columns = self::columns(rows.iter().filter(tells))?;
        let above = rows.iter().position(Row::has_amounts).unwrap_or(0);
        Some(with_empty(columns, rows.get(..above).unwrap_or_default()))
    };
    let columns = columns.or_else(of_body)?;
    let groups = group(rows, borders);
    let xs = verticals(rows, &columns);
    let ys = horizontals(rows, &groups, borders);
    let body = if header > 0 { header } else { rows.iter().position(Row::has_amounts).unwrap_or(1) };
    let mut cells: Vec<(Frame, String)> = Vec::new();
    for (r, range) in groups.iter().enumerate() {
        let mut row: Vec<(usize, usize, String)> = Vec::new();
        for (i, line) in rows.iter().enumerate().take(range.end).skip(range.start) {
            for (from, to, text) in place(line, &columns, i + 1 < body) {
                match row.iter_mut().find(|cell| cell.0 <= to && from <= cell.1) {
                    Some(cell) => {
                        cell.2.push('\n');
                        cell.2.push_str(&text);
                    }
                    None => row.push((from, to, text)),
                }
            }
        }
        for column in 0..columns.len() {
            if !row.iter().any(|cell| (cell.0..=cell.1).contains(&column)) {
                row.push((column, column, String::new()));
            }
        }
        row.sort_by_key(|cell| cell.0);
        for (from, to, text) in row {
            let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or_default();
            let bounds = [at(&xs, from), at(&ys, r), at(&xs, to + 1), at(&ys, r + 1)];
            cells.push((Frame { row: r, column: from, row_span: 1, column_span: to + 1 - from, bounds }, text));
        }
    }
    let cell = |(frame, text)| (frame, CellText { text, full: false });
    let (frames, texts) = cells.into_iter().map(cell).unzip();
    Some(PageTable { lattice: Lattice::of(xs, ys, frames), texts, origin: Origin::Alignment })
}

/// From where to where the texts of each column reach in these rows; none if there is but one column, or too many.
pub(super) fn columns<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<Vec<(f32, f32)>> {
    let mut spans: Vec<(f32, f32)> = rows.flat_map(|r| &r.chunks).map(|c| (c.left, c.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    (2..=MOST).contains(&columns.len()).then_some(columns)
}

/// These columns with those that are empty below their headers: texts of the fullest line of the header that stand
/// above no column, and texts that are broken around that line.
fn with_empty(columns: Vec<(f32, f32)>, header: &[Row]) -> Vec<(f32, f32)> {
    let fullest = header.iter().enumerate().filter(|(_, r)| !r.tells_parts()).max_by_key(|(_, r)| r.chunks.len());
    let Some((at, leaf)) = fullest.filter(|(_, r)| r.chunks.len() > 2) else { return columns };
    let near = |r: &&Row| (r.baseline - leaf.baseline).abs() <= WRAPPED * leaf.size;
    let chunks = |rows: &[Row]| rows.iter().filter(near).flat_map(|r| r.chunks.clone()).collect::<Vec<Chunk>>();
    let (above, below) = header.split_at_checked(at).unwrap_or_default();
    let (above, below) = (chunks(above), chunks(below.get(1..).unwrap_or_default()));
    let broken = above.iter().flat_map(|a| below.iter().map(move |b| (a, b)));
    let broken = broken.filter(|(a, b)| a.left < b.right && b.left < a.right);
    let broken = broken.map(|(a, b)| (a.left.min(b.left), a.right.max(b.right)));
    // What stands over 类, 款 and 项 heads these.
    let parts =
        header.iter().find(|r| r.tells_parts()).and_then(|r| Some((r.chunks.first()?.left, r.chunks.last()?.right)));
    let heads_parts = |span: (f32, f32)| parts.is_some_and(|p| p.0 < span.1 && span.0 < p.1);
    let mut all = columns;
    for span in leaf.chunks.iter().map(|c| (c.left, c.right)).chain(broken) {
        let is_apart = !all.iter().any(|c| c.0 < span.1 && span.0 < c.1);
        if is_apart && all.len() < MOST && !heads_parts(span) && !heads_two(&all, span, leaf.size) {
            all.push(span);
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
    all
}

/// The text stands in the middle over two columns beside each other.
fn heads_two(columns: &[(f32, f32)], span: (f32, f32), size: f32) -> bool {
    let middle = f32::midpoint(span.0, span.1);
    columns.windows(2).any(|w| {
        matches!(w, [a, b] if a.1 <= span.0 && span.1 <= b.0
            && (f32::midpoint(a.0, b.1) - middle).abs() <= CENTRED * size)
    })
}

/// The columns below the lowest texts of a known header, as wide as these and what stands below them. None if
/// the body has more columns than the header.
fn headed(header: &[Row], body: &[Row]) -> Option<Vec<(f32, f32)>> {
    let mut leaves = leaves(header);
    let body = columns(body.iter()).unwrap_or_default();
    for ((left, right), leaf) in body.iter().zip(below(&leaves, &body)?) {
        if let Some(leaf) = leaves.get_mut(leaf) {
            *leaf = (leaf.0.min(*left), leaf.1.max(*right));
        }
    }
    let apart = leaves.windows(2).all(|w| matches!(w, [a, b] if a.1 <= b.0));
    (apart && (2..=MOST).contains(&leaves.len())).then_some(leaves)
}

/// Where the lowest texts of a header stand. A text above several others, or in the middle between two, heads
/// these and is no column of its own.
fn leaves(header: &[Row]) -> Vec<(f32, f32)> {
    let mut leaves: Vec<(f32, f32)> = Vec::new();
    for row in header.iter().rev() {
        let lower = leaves.clone();
        for chunk in &row.chunks {
            let mut touched = leaves.iter_mut().filter(|c| c.0 < chunk.right && chunk.left < c.1);
            let over_two = |w: &[(f32, f32)]| {
                matches!(w, [a, b] if a.1 <= chunk.left && chunk.right <= b.0
                    && (f32::midpoint(a.0, b.1) - chunk.centre()).abs() <= 2.0 * CENTRED * row.size)
            };
            match (touched.next(), touched.next()) {
                (None, _) if lower.windows(2).any(over_two) => {}
                (None, _) => leaves.push((chunk.left, chunk.right)),
                (Some(leaf), None) => *leaf = (leaf.0.min(chunk.left), leaf.1.max(chunk.right)),
                (Some(_), Some(_)) => {}
            }
            leaves.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
    leaves
}

/// For each column of the body the header text that it stands below: in the same order, and as near as can be
/// in all. None if there are more columns than texts.
fn below(leaves: &[(f32, f32)], body: &[(f32, f32)]) -> Option<Vec<usize>> {
    let free = leaves.len().checked_sub(body.len())?;
    let distance = |leaf: &(f32, f32), column: &(f32, f32)| {
        let apart = (leaf.0 - column.1).max(column.0 - leaf.1).max(0.0);
        (f32::midpoint(leaf.0, leaf.1) - f32::midpoint(column.0, column.1)).abs() + 4.0 * apart
    };
    // best[k]: the cost of the columns so far if k texts were left out before them, and what each stands below.
    let mut best: Vec<(f32, Vec<usize>)> = vec![(0.0, Vec::new()); free + 1];
    for (i, column) in body.iter().enumerate() {
        let mut next: Vec<(f32, Vec<usize>)> = Vec::with_capacity(free + 1);
        for skipped in 0..=free {
            let leaf = i + skipped;
            let cheapest = best.iter().take(skipped + 1).min_by(|a, b| a.0.total_cmp(&b.0))?;
            let cost = cheapest.0 + distance(leaves.get(leaf)?, column);
            next.push((cost, cheapest.1.iter().copied().chain([leaf]).collect()));
        }
        best = next;
    }
    best.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, leaves)| leaves)
}

/// Which lines make a row. Between drawn lines with at most one line of several texts is one row.
fn group(rows: &[Row], borders: &[f32]) -> Vec<std::ops::Range<usize>> {
    let mut baselines: Vec<f32> = Vec::new();
    let anchors: Vec<&Row> = rows.iter().filter(|r| r.is_wide()).collect();
    baselines.extend(anchors.windows(2).filter_map(|w| Some(w.last()?.baseline - w.first()?.baseline)));
    let pitch = super::lines::middle(baselines);
    let band = |r: &Row| borders.partition_point(|b| *b < r.baseline);
    let mut wide_in_band = vec![0; borders.len() + 1];
    for row in &anchors {
        if let Some(n) = wide_in_band.get_mut(band(row)) {
            *n += 1;
        }
    }
    let lined = borders.len() > 2 && anchors.len() < borders.len();
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let same = groups.last().and_then(|g| rows.get(g.clone())).is_some_and(|group| {
            let wide = group.iter().filter(|r| r.is_wide()).count() + usize::from(row.is_wide());
            let in_band = wide_in_band.get(band(row)).copied().unwrap_or_default();
            let step = |above: &Row| row.baseline - above.baseline;
            let near = group.last().is_some_and(|a| step(a) < SAME_ROW * pitch && step(a) < WRAPPED * row.size);
            let one_band = group.first().is_some_and(|first| band(first) == band(row));
            one_band && wide <= 1 && !row.tells_parts() && (near || in_band <= 1 && lined)
        });
        match groups.last_mut() {
            Some(group) if same => group.end = i + 1,
            _ => groups.push(i..i + 1),
        }
    }
    groups
}

/// Column borders: half way between the columns' texts.
fn verticals(rows: &[Row], columns: &[(f32, f32)]) -> Vec<f32> {
    let all = || rows.iter().flat_map(|r| &r.chunks);
    let mut xs = vec![all().map(|c| c.left).fold(f32::MAX, f32::min)];
    xs.extend(columns.windows(2).filter_map(|w| Some(f32::midpoint(w.first()?.1, w.last()?.0))));
    xs.push(all().map(|c| c.right).fold(f32::MIN, f32::max));
    xs
}

/// Row borders: the drawn ones, else half way between the lines of text.
fn horizontals(rows: &[Row], groups: &[std::ops::Range<usize>], borders: &[f32]) -> Vec<f32> {
    let top = |i: usize| rows.get(i).map_or(0.0, |r| r.top);
    let bottom = |i: usize| rows.get(i).map_or(0.0, |r| r.bottom);
    let mut ys = vec![borders.first().copied().unwrap_or_else(|| top(0))];
    for pair in groups.windows(2) {
        let [above, below] = pair else { continue };
        let (from, to) = (bottom(above.end - 1), top(below.start));
        let drawn = borders.iter().copied().find(|b| (from.min(to) - 2.0..=to.max(from) + 2.0).contains(b));
        ys.push(drawn.unwrap_or(f32::midpoint(from, to)));
    }
    ys.push(borders.last().copied().unwrap_or_else(|| bottom(rows.len().saturating_sub(1))));
    ys
}

/// The cells of one line: first and last column and the text of each. None overlap. `heads` says that there are
/// lines of the header below this one, so that its texts may span what they head.
fn place(row: &Row, columns: &[(f32, f32)], heads: bool) -> Vec<(usize, usize, String)> {
    let last = columns.len() - 1;
    if let Some(each) = sides(row, columns).filter(|_| heads) {
        let cell = |(i, c): (usize, &Chunk)| (i * each, (i + 1) * each - 1, c.text.clone());
        return row.chunks.iter().enumerate().map(cell).collect();
    }
    let mut out: Vec<(usize, usize, String)> = Vec::new();
    for (i, chunk) in row.chunks.iter().enumerate() {
        let nearest = nearest(chunk, columns);
        let touched = |c: &(f32, f32)| c.0 < chunk.right && chunk.left < c.1;
        let from = columns.iter().position(touched).unwrap_or(nearest);
        let to = columns.iter().rposition(touched).unwrap_or(nearest).max(from);
        let (mut from, mut to) = (from, to);
        if heads {
            let lowest = out.last().map_or(0, |cell| cell.1 + 1);
            let next = row.chunks.get(i + 1).map(|next| self::nearest(next, columns));
            let highest = next.map_or(last, |n| n.saturating_sub(1)).max(to);
            (from, to) = spanned(chunk, row.size, columns, (lowest.min(from), highest), (from, to));
        }
        let taken = out.last().map(|cell| cell.1).filter(|taken| *taken >= from);
        match (taken, out.last_mut()) {
            (Some(taken), Some(before)) if nearest <= taken => {
                before.2.push(' ');
                before.2.push_str(&chunk.text);
            }
            (Some(taken), _) => out.push((taken + 1, to.max(taken + 1), chunk.text.clone())),
            (None, _) => out.push((from, to, chunk.text.clone())),
        }
    }
    out
}

/// How many columns each text of a header row heads, if all head as many: 收入 and 支出 over two columns each.
fn sides(row: &Row, columns: &[(f32, f32)]) -> Option<usize> {
    let each = columns.len().checked_div(row.chunks.len()).filter(|each| *each > 1)?;
    // It stands nearer to the middle of them all than to that of any single one.
    let over = |(group, chunk): (&[(f32, f32)], &Chunk)| {
        let (Some(a), Some(b)) = (group.first(), group.last()) else { return false };
        let off = |from: f32, to: f32| (f32::midpoint(from, to) - chunk.centre()).abs();
        a.0 < chunk.centre() && chunk.centre() < b.1 && group.iter().all(|c| off(a.0, b.1) < off(c.0, c.1))
    };
    let fits = columns.len() == each * row.chunks.len() && columns.chunks(each).zip(&row.chunks).all(over);
    (row.chunks.len() > 1 && fits).then_some(each)
}

/// The column whose middle is nearest.
fn nearest(chunk: &Chunk, columns: &[(f32, f32)]) -> usize {
    let distance = |c: &(f32, f32)| (f32::midpoint(c.0, c.1) - chunk.centre()).abs();
    let best = columns.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    best.map_or(0, |b| b.0)
}

/// The most columns around those touched in whose middle the header stands; within the limits.
fn spanned(
    chunk: &Chunk,
    size: f32,
    columns: &[(f32, f32)],
    (lowest, highest): (usize, usize),
    touched: (usize, usize),
) -> (usize, usize) {
    let middle = |from: usize, to: usize| Some(f32::midpoint(columns.get(from)?.0, columns.get(to)?.1));
    let mut ranges: Vec<(usize, usize)> =
        (lowest..=touched.0).flat_map(|from| (touched.1..=highest).map(move |to| (from, to))).collect();
    ranges.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
    let centred = |r: &&(usize, usize)| middle(r.0, r.1).is_some_and(|m| (m - chunk.centre()).abs() <= CENTRED * size);
    ranges.iter().find(centred).copied().unwrap_or(touched)
}
