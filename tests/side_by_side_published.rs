//! The published disclosures of `../shared/corpus`, compared: every matched row of some tables against a transcription
//! by hand (`tests/fixtures/side_by_side`, figures only), and the sum of all changes against the change of the total of
//! every table that has one.

use std::{fs, path::Path, time::Instant};

use gongkai::{
    compare::{Aspect, Comparison, Order, Said, Standing, aspects},
    model::{Disclosure, Kind},
    read::{self, join},
};

/// A disclosure of some files of the corpus. `None` where it is not there.
fn open(folder: &str, files: &[&str]) -> Option<Disclosure> {
    let folder = Path::new("../shared/corpus").join(folder);
    let read = |file: &&str| {
        let bytes = fs::read(folder.join(file)).ok()?;
        let opened = read::opened(&bytes, (*file).to_owned(), &read::Options::default(), &mut |_, _| ());
        Some(opened.unwrap_or_else(|e| panic!("{file}: {e}")).disclosure)
    };
    Some(join::join(files.iter().map(read).collect::<Option<Vec<_>>>()?))
}

fn congress() -> Option<Vec<Disclosure>> {
    [
        &["江苏省人大办公厅2017年度预算公开.pdf"][..],
        &["省人大办公厅2018预算公开.pdf"],
        &["江苏省人大常委会2019年度部门预算公开.pdf", "江苏省人大常委会办公厅2019年部门预算公开表.pdf"],
    ]
    .into_iter()
    .map(|files| open("jiangsu-renda", files))
    .collect()
}

fn committee() -> Option<Vec<Disclosure>> {
    [
        &["江苏省委办公厅2017年部门预算.pdf", "江苏省委办公厅2017年预算公开表格.pdf"][..],
        &["江苏省委办公厅2018年度部门预算公开文件.pdf", "江苏省委办公厅2018年度部门预算公开表.pdf"],
        &["江苏省委办公厅2019年度部门预算公开文件.pdf", "江苏省委办公厅2019年度部门预算公开表格.pdf"],
    ]
    .into_iter()
    .map(|files| open("jiangsu-shengwei", files))
    .collect()
}

fn street() -> Option<Vec<Disclosure>> {
    ["上海市普陀区人民政府万里街道办事处24年预算.pdf", "上海市普陀区人民政府万里街道办事处25年预算.pdf"]
        .into_iter()
        .map(|file| open("shanghai", &[file]))
        .collect()
}

/// Compares with a transcription: a line for each subject, `table,code,values…,changes…`.
fn assert_as_transcribed(documents: &[Disclosure], fixture: &str) {
    let documents: Vec<&Disclosure> = documents.iter().collect();
    let text = fs::read_to_string(Path::new("tests/fixtures/side_by_side").join(fixture)).expect("a fixture");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut tables: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    tables.dedup();
    for table in tables {
        let (kind, measure) = table.split_once('·').unwrap_or((table, ""));
        let kind = *Kind::ALL.iter().find(|k| k.name() == kind).expect("a kind of table");
        let comparison = Comparison::of(&Aspect::of(kind).by(measure), &documents, Order::Years);
        // A line on which nobody states any money is not shown.
        let states = |row: &&Vec<&str>| row[2..].iter().any(|cell| !matches!(*cell, "" | "0" | "0.00"));
        let expected = rows.iter().filter(|r| r[0] == table).filter(states).map(|r| r[1..].join(","));
        let mut expected: Vec<String> = expected.collect();
        let mut found: Vec<String> = comparison.lines.iter().map(|l| as_transcribed(&comparison, l)).collect();
        let code = |line: &String| line.split(',').next().map(str::to_owned);
        found.sort_by_key(|line| (!line.starts_with("合计"), code(line)));
        expected.sort_by_key(|line| (!line.starts_with("合计"), code(line)));
        assert_eq!(found, expected, "{fixture} {table}");
    }
}

fn as_transcribed(c: &Comparison, line: &gongkai::compare::Line) -> String {
    let code = if line.role.is_total() { "合计" } else { &line.code };
    let values = (0..c.sides.len()).map(|side| line.value(side).map_or(String::new(), |v| v.to_string()));
    let changes = (1..c.sides.len()).map(|to| match c.standing(line, to - 1, to) {
        Standing::New => format!("新增 {}", c.difference(line, to - 1, to).expect("known")),
        Standing::Vanished => format!("取消 {}", c.difference(line, to - 1, to).expect("known")),
        Standing::Regrouped => "口径".to_owned(),
        _ => line.change(to - 1, to).map_or(String::new(), |change| change.difference.to_string()),
    });
    [code.to_owned()].into_iter().chain(values).chain(changes).collect::<Vec<_>>().join(",")
}

/// The changes of the parts of every table come to the change of its total.
fn assert_changes_add_up(documents: &[Disclosure], least: usize) {
    let documents: Vec<&Disclosure> = documents.iter().collect();
    let mut asked = 0;
    for offer in aspects(&documents) {
        for (measure, _) in offer.aspect.measures(&documents) {
            let c = Comparison::of(&offer.aspect.by(&measure), &documents, Order::Years);
            for to in 1..c.sides.len() {
                let Some(control) = c.control(to - 1, to) else { continue };
                asked += 1;
                assert!(control.holds(), "{}: {control:?}", c.title());
            }
        }
    }
    assert!(asked >= least, "only {asked} totals could be asked");
}

#[test]
fn matched_rows_are_as_transcribed() {
    let (Some(congress), Some(committee), Some(street)) = (congress(), committee(), street()) else {
        return eprintln!("跳过：没有 ../shared/corpus");
    };
    assert_as_transcribed(&congress, "jiangsu_renda.csv");
    assert_as_transcribed(&committee, "jiangsu_shengwei.csv");
    assert_as_transcribed(&street, "shanghai_wanli.csv");
    let started = Instant::now();
    assert_changes_add_up(&congress, 12);
    assert_changes_add_up(&committee, 12);
    assert_changes_add_up(&street, 8);
    eprintln!("全部表的比较：{:?}", started.elapsed());
    if std::env::var_os("SHOW_COMPARISONS").is_some() {
        for documents in [&congress, &committee, &street] {
            show(documents, Order::Years);
        }
    }
}

#[test]
fn agencies_of_five_provinces_are_matched_by_what_their_rows_mean() {
    let names = ["gaoyang", "huzhu", "luanchuan", "qiemo", "zengdu"];
    let read = |name: &&str| {
        let bytes = fs::read(format!("../shared/seeds/{name}-2025.txt")).ok()?;
        Some(read::from_bytes(&bytes, format!("{name}.txt")).expect("it opens"))
    };
    let Some(documents) = names.iter().map(read).collect::<Option<Vec<Disclosure>>>() else {
        return eprintln!("跳过：没有 ../shared/seeds");
    };
    let all: Vec<&Disclosure> = documents.iter().collect();
    let of = |aspect: Aspect| Comparison::of(&aspect, &all, Order::Agencies);
    let stated = |c: &Comparison, key: &str| {
        let line = c.lines.iter().find(|l| l.key == key).unwrap_or_else(|| panic!("{key}: {}", c.title()));
        line.cells.iter().filter(|cell| cell.is_some()).count()
    };
    let spending = of(Aspect::side(Kind::IncomeAndSpending, 1));
    // One of them prints 208 blank, and has 项 only.
    assert_eq!((stated(&spending, "208"), stated(&spending, "210"), stated(&spending, "合计")), (4, 5, 5));
    let income = of(Aspect::side(Kind::IncomeAndSpending, 0));
    assert_eq!(stated(&income, "来源一般公共预算"), 5);
    let general = of(Aspect::of(Kind::GeneralSpending));
    assert_eq!((stated(&general, "2101501"), stated(&general, "2080505")), (5, 4));
    for measure in ["基本支出", "项目支出"] {
        let part = of(Aspect::of(Kind::GeneralSpending).by(measure));
        assert_eq!(stated(&part, "合计"), 5, "{measure}");
    }
    let public = of(Aspect::of(Kind::ThreePublic));
    assert_eq!(stated(&public, "“三公”经费合计"), 5);
    for offer in aspects(&all) {
        let c = of(offer.aspect);
        let known = (0..c.sides.len()).flat_map(|to| (0..to).map(move |from| (from, to)));
        for control in known.filter_map(|(from, to)| c.control(from, to)) {
            assert!(control.holds(), "{}: {control:?}", c.title());
        }
    }
    if std::env::var_os("SHOW_COMPARISONS").is_some() {
        show(&documents, Order::Agencies);
    }
}

fn show(documents: &[Disclosure], order: Order) {
    let documents: Vec<&Disclosure> = documents.iter().collect();
    let said: Vec<Said> = documents.iter().map(|d| Said::of(d)).collect();
    for offer in aspects(&documents) {
        let mut c = Comparison::of(&offer.aspect, &documents, order);
        c.explain(&documents, &said);
        let shown = gongkai::compare::Shown::latest(&c);
        eprintln!("\n== {} {} 份 {:?}", c.title(), offer.documents, offer.aspect.measures(&documents));
        for line in c.table(&shown) {
            eprintln!("{}", line.join(" | "));
        }
        for to in 1..c.sides.len() {
            eprintln!("{:?}", c.control(to - 1, to).map(|control| control.text("")));
        }
        c.notes.iter().for_each(|note| eprintln!("* {note}"));
    }
}
