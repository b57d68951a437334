//! Headers that say *which* figure of one measure stands below: 年初预算数, 调整预算数, 决算数, 2024年执行数.
//!
//! A table of final accounts sets what was planned beside what was spent, either in blocks or in pairs:
//! ```text
//! 预算数              | 决算数                    合计            | 因公出国（境）费
//! 合计 | 因公出国 | … | 合计 | 因公出国 | …   or   预算数 | 决算数  | 预算数 | 决算数    …
//! ```
//! Both mean the same. Sums hold within each block and never between them: spending may differ from plan.

/// Words with which the name of such a figure ends.
const FIGURES: &[&str] = &["预算数", "决算数", "执行数", "预算", "决算", "预计执行"];

/// The header names a figure: `预算数`, `2024年执行数`, or only the year: `2024年`.
fn is_figure(name: &str) -> bool {
    let words = name.trim_start_matches(|c: char| c.is_ascii_digit() || "年度初全调整上本当".contains(c));
    let words = words.split('(').next().unwrap_or_default();
    FIGURES.contains(&words) || words.is_empty() && year(name) > 0
}

/// The year with which a name begins, or 0.
fn year(name: &str) -> u32 {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|_| digits.len() == 4).unwrap_or(0)
}

/// Paths with pairs turned into blocks: where the lowest headers are the same few figures again and again,
/// the figure is moved to the front and its columns are brought together, in the order of print.
pub(super) fn in_blocks(paths: Vec<(usize, Vec<String>)>) -> Vec<(usize, Vec<String>)> {
    let mut figures: Vec<(String, usize)> = Vec::new();
    for (_, path) in &paths {
        if let [_, .., leaf] = path.as_slice()
            && is_figure(leaf)
        {
            match figures.iter_mut().find(|(f, _)| f == leaf) {
                Some((_, times)) => *times += 1,
                None => figures.push((leaf.clone(), 1)),
            }
        }
    }
    if figures.len() < 2 || figures.iter().any(|(_, times)| *times < 2) {
        return paths;
    }
    let place = |path: &[String]| figures.iter().position(|(f, _)| path.len() > 1 && path.last() == Some(f));
    let mut blocks: Vec<Vec<(usize, Vec<String>)>> = vec![Vec::new(); figures.len()];
    let mut rest = Vec::new();
    for (column, mut path) in paths {
        match place(&path).and_then(|p| blocks.get_mut(p)) {
            Some(block) => {
                path.rotate_right(1);
                block.push((column, path));
            }
            None => rest.push((column, path)),
        }
    }
    blocks.into_iter().flatten().chain(rest).collect()
}

/// Of several figures side by side the one that the table is about: of final accounts what was spent, of a
/// budget what is planned for the latest year. `None` where the names are others, or leave it open.
pub(super) fn principal<'n>(names: impl Iterator<Item = &'n str>) -> Option<usize> {
    let mut ranked: Vec<((u32, bool), usize)> = Vec::new();
    for (i, name) in names.enumerate() {
        if is_figure(name) {
            ranked.push((rank(name), i));
        } else if !is_comparison(name) {
            return None;
        }
    }
    let &(best, place) = ranked.iter().max()?;
    (ranked.iter().filter(|(r, _)| *r == best).count() == 1).then_some(place)
}

/// The later year first; within one year, or without years, what was spent before what was planned.
fn rank(name: &str) -> (u32, bool) {
    (year(name), name.contains("决算"))
}

/// A column that sets two figures against each other: 增减额, 比上年增长%.
fn is_comparison(name: &str) -> bool {
    ["比", "增减", "增长", "完成", "差异", "备注"].iter().any(|w| name.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_a_table_is_about() {
        let place = |names: &[&str]| principal(names.iter().copied());
        assert_eq!(place(&["年初预算数", "全年预算数", "决算数"]), Some(2));
        assert_eq!(place(&["2024年执行数", "2025年预算数", "2025年预算数比2024年执行数"]), Some(1));
        assert_eq!(place(&["预算数", "决算数", "增减"]), Some(1));
        assert_eq!(place(&["2024年", "2025年", "增减变化情况"]), Some(1));
        assert_eq!(place(&["上年预算数", "本年预算数"]), None, "two plans without years leave it open");
        assert_eq!(place(&["合计", "基本支出", "项目支出"]), None);
    }

    #[test]
    fn pairs_become_blocks() {
        let path = |p: &str| p.split('/').map(str::to_owned).collect::<Vec<_>>();
        let paths = ["合计/预算数", "合计/决算数", "接待/预算数", "接待/决算数"].iter().map(|p| path(p)).enumerate();
        let seen: Vec<String> =
            in_blocks(paths.collect()).iter().map(|(i, p)| format!("{i} {}", p.join("/"))).collect();
        assert_eq!(seen, ["0 预算数/合计", "2 预算数/接待", "1 决算数/合计", "3 决算数/接待"]);
        let blocks = vec![(0, path("预算数/合计")), (1, path("决算数/合计"))];
        assert_eq!(in_blocks(blocks.clone()), blocks);
    }
}
