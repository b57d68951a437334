//! Year against year (跨年) in the published files of `../shared/corpus`: what is found, what is as it was
//! published, and what is not known. `docs/across.md` lists all of it as it was looked up by hand; only figures and
//! names of rows are kept there. Skipped where the files are not.

use std::{path::Path, sync::OnceLock};

use gongkai::{
    compare::across::{self, Across, Document, Settings},
    model::{CellRef, Decimal, Disclosure, Spot, TextRef, with_thousands},
    prose::Prose,
    read,
};

const SETS: &[(&str, &[&[&str]])] = &[
    (
        "省委办公厅",
        &[
            &[
                "jiangsu-shengwei/江苏省委办公厅2017年部门预算.pdf",
                "jiangsu-shengwei/江苏省委办公厅2017年预算公开表格.pdf",
            ],
            &[
                "jiangsu-shengwei/江苏省委办公厅2018年度部门预算公开文件.pdf",
                "jiangsu-shengwei/江苏省委办公厅2018年度部门预算公开表.pdf",
            ],
            &[
                "jiangsu-shengwei/江苏省委办公厅2019年度部门预算公开文件.pdf",
                "jiangsu-shengwei/江苏省委办公厅2019年度部门预算公开表格.pdf",
            ],
        ],
    ),
    (
        "人大办公厅",
        &[
            &["jiangsu-renda/江苏省人大办公厅2017年度预算公开.pdf"],
            &["jiangsu-renda/省人大办公厅2018预算公开.pdf"],
            &[
                "jiangsu-renda/江苏省人大常委会2019年度部门预算公开.pdf",
                "jiangsu-renda/江苏省人大常委会办公厅2019年部门预算公开表.pdf",
            ],
        ],
    ),
    (
        "万里街道",
        &[
            &["shanghai/上海市普陀区人民政府万里街道办事处24年预算.pdf"],
            &["shanghai/上海市普陀区人民政府万里街道办事处25年预算.pdf"],
        ],
    ),
];

/// The sets that are here, each read once.
fn sets() -> impl Iterator<Item = (&'static str, &'static [Disclosure])> {
    type Set = (&'static str, Option<Vec<Disclosure>>);
    static READ: OnceLock<Vec<Set>> = OnceLock::new();
    let read = READ.get_or_init(|| SETS.iter().map(|(name, files)| (*name, opened(files))).collect());
    read.iter().filter_map(|(name, all)| {
        if all.is_none() {
            println!("skipped: {name} is not here");
        }
        Some((*name, all.as_deref()?))
    })
}

/// The documents of a set; `None` where they are not here.
fn opened(files: &[&[&str]]) -> Option<Vec<Disclosure>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let document = |parts: &&[&str]| {
        let parts = parts.iter().map(|p| folder.join(p)).map(|p| p.exists().then(|| read::open(&p).expect("readable")));
        Some(read::join::join(parts.collect::<Option<Vec<_>>>()?))
    };
    files.iter().map(document).collect()
}

fn compared(all: &[Disclosure]) -> Across {
    let prose: Vec<Prose> = all.iter().map(Prose::of).collect();
    let documents: Vec<Document> =
        all.iter().zip(&prose).map(|(disclosure, prose)| Document { disclosure, prose }).collect();
    across::examine(&documents, &Settings::default())
}

/// `2017 表 3`: the page of the source, of the second file with its letter.
fn page(d: &Disclosure, spot: Spot) -> String {
    let (file, page) = match spot {
        Spot::Text(at) => (d.prose.get(at.section as usize).map_or(0, |s| s.place.file), at.page(d)),
        Spot::Cell(at) => {
            let table = d.tables.get(at.table as usize);
            let file = table.map_or(0, |t| t.place.file);
            (file, d.cell(at).and_then(|c| c.place.page).or(table.and_then(|t| t.place.page)))
        }
    };
    let file = if file == 0 { "" } else { "表格 " };
    format!("{file}{}", page.map_or_else(|| "—".to_owned(), |p| p.to_string()))
}

fn cell(d: &Disclosure, at: CellRef) -> String {
    let name = |text: String| text.split_whitespace().collect::<String>();
    let (row, column) = (d.row(at).map(|r| r.title()), d.column(at).map(|c| c.leaf().to_owned()));
    let value = d.cell(at).and_then(|c| c.value).map_or_else(|| "空白".to_owned(), with_thousands);
    let kind = d.tables[at.table as usize].kind.name();
    format!("{kind}·{}·{} {value}", name(row.unwrap_or_default()), name(column.unwrap_or_default()))
}

fn told(d: &Disclosure, spot: Spot) -> String {
    match spot {
        Spot::Cell(at) => cell(d, at),
        Spot::Text(at) => at.text(d).split_whitespace().collect(),
    }
}

/// One line of the table in `docs/across.md` for each thing that was compared.
fn lines(name: &str, all: &[Disclosure]) -> Vec<String> {
    let across = compared(all);
    let year = |d: usize| all[d].year.unwrap_or_default();
    let against = |spots: &[(usize, Spot)]| {
        let one = |(d, s): &(usize, Spot)| format!("{} 第 {} 页 {}", year(*d), page(&all[*d], *s), told(&all[*d], *s));
        if spots.is_empty() {
            "上年没有这一行".to_owned()
        } else {
            spots.iter().map(one).collect::<Vec<_>>().join(" ＋ ")
        }
    };
    let line = |verdict: &str, d: usize, at: Option<Spot>, other: &[(usize, Spot)]| {
        let (page, told) = at.map(|s| (page(&all[d], s), told(&all[d], s))).unwrap_or_default();
        format!("| {name} {} | {page} | {told} | {} | {verdict} |", year(d), against(other))
    };
    let mut out = Vec::new();
    for f in &across.findings {
        let at = f.finding.cells.first().map(|c| Spot::Cell(*c));
        let at = at.or(f.finding.texts.first().map(|t| Spot::Text(*t)));
        out.push(line(&format!("{} {}", f.finding.severity.name(), f.finding.rule), f.document, at, &f.against));
    }
    out.extend(across.held.iter().map(|h| line("相符", h.document, Some(h.at), &h.against)));
    out.extend(across.unchecked.iter().map(|(d, at)| line("未核对", *d, Some(*at), &[])));
    out.iter_mut().filter(|l| l.contains("未核对")).for_each(|l| *l = l.replace("上年没有这一行", "—"));
    out
}

#[test]
fn what_is_found_is_what_was_looked_up_by_hand() {
    let manual = include_str!("../docs/across.md");
    for (name, all) in sets() {
        let mine = lines(name, all);
        let known: Vec<&str> = manual.lines().filter(|l| l.starts_with(&format!("| {name} "))).collect();
        let missing: Vec<_> = known.iter().filter(|l| !mine.iter().any(|m| m == **l)).collect();
        let more: Vec<_> = mine.iter().filter(|l| !known.contains(&l.as_str())).collect();
        for line in &more {
            println!("{line}");
        }
        assert!(
            missing.is_empty() && more.is_empty() && mine.len() == known.len(),
            "{name}：少 {missing:?}，多 {more:?}"
        );
    }
}

/// Changes one figure of the text at a time: each must be found, where it stands and nowhere else.
#[test]
fn a_figure_of_last_year_that_is_falsified_is_found() {
    let (mut planted, mut found, mut others) = (0, 0, 0);
    for (name, all) in sets() {
        let right = compared(all);
        let figures = right.held.iter().filter_map(|h| match h.at {
            Spot::Text(at) => Some((h.document, at)),
            Spot::Cell(_) => None,
        });
        let known: Vec<String> = right.findings.iter().map(|f| f.finding.message.clone()).collect();
        for (document, at) in figures {
            let Ok(value) = at.text(&all[document]).trim().parse::<Decimal>() else { continue };
            // 增加（减少）0万元: with a figure in it the words say nothing of the direction.
            if value.is_zero() {
                continue;
            }
            let false_one = format!("{}", value + Decimal::new(137, 1));
            // Only the two years that are concerned.
            let mut pair = vec![all[document - 1].clone(), all[document].clone()];
            replace(&mut pair[1], at, &false_one);
            planted += 1;
            let new = compared(&pair).findings.into_iter().filter(|f| !known.contains(&f.finding.message));
            let (here, elsewhere): (Vec<_>, Vec<_>) = new
                .filter(|f| f.finding.rule == "Y1")
                .partition(|f| f.finding.texts.iter().any(|t| (t.section, t.from) == (at.section, at.from)));
            found += usize::from(!here.is_empty());
            others += elsewhere.len();
            if here.is_empty() || !elsewhere.is_empty() {
                println!("{name} {document} {} → {false_one}: {here:?} {elsewhere:?}", at.text(&all[document]));
            }
        }
    }
    println!("改动 {planted} 处，查出 {found} 处，误指 {others} 处");
    assert!(found * 100 >= planted * 95 && others == 0, "改动 {planted} 处，查出 {found} 处，误指 {others} 处");
}

fn replace(d: &mut Disclosure, at: TextRef, text: &str) {
    let section = &mut d.prose[at.section as usize];
    let chars: Vec<char> = section.text.chars().collect();
    let (from, to) = (at.from as usize, at.to as usize);
    section.text = chars[..from].iter().copied().chain(text.chars()).chain(chars[to..].iter().copied()).collect();
}
