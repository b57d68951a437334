//! Published documents of other forms than the seeds, in `../shared/corpus`: budgets of two agencies of Jiangsu
//! through three years (one column 金额, spending by function beside spending by purpose) and final accounts
//! (决算). What tables there are, what holds in them, and every finding. Only figures are kept here.
//!
//! All of them are taken for free of errors: what was reported when the snapshots were taken was compared with
//! the documents by hand. The differences that are left are of rounding.

mod support;

use std::fs;

use gongkai::{
    check::{Checker, Severity},
    model::{Disclosure, Kind, Stage, Status},
    read::{self, Options},
    recognize,
};
use support::digest::{findings, tables};

fn read(path: &str) -> Option<Disclosure> {
    let Ok(bytes) = fs::read(format!("../shared/corpus/{path}")) else {
        eprintln!("跳过：没有 ../shared/corpus/{path}");
        return None;
    };
    let document = read::document(&bytes, &Options::default(), &mut |_, _| ()).expect("读得出");
    Some(recognize::document(&document))
}

/// The file's tables and findings, none of which is an error.
#[track_caller]
fn clean(path: &str) -> Option<String> {
    let d = read(path)?;
    assert!(d.tables.iter().all(|t| t.status == Status::Ok));
    let found = Checker::new(&d).findings(&d);
    assert!(found.iter().all(|f| f.severity == Severity::Hint), "{found:#?}");
    Some(format!("{}\n{}", tables(&d), findings(&d)))
}

macro_rules! published {
    ($($name:ident = $path:literal,)*) => {
        $(#[test]
        fn $name() {
            if let Some(seen) = clean($path) {
                insta::assert_snapshot!(seen);
            }
        })*
    };
}

published! {
    congress_2017 = "jiangsu-renda/江苏省人大办公厅2017年度预算公开.pdf",
    congress_2018 = "jiangsu-renda/省人大办公厅2018预算公开.pdf",
    congress_2019 = "jiangsu-renda/江苏省人大常委会办公厅2019年部门预算公开表.pdf",
    committee_2017 = "jiangsu-shengwei/江苏省委办公厅2017年预算公开表格.pdf",
    committee_2018 = "jiangsu-shengwei/江苏省委办公厅2018年度部门预算公开表.pdf",
    committee_2019 = "jiangsu-shengwei/江苏省委办公厅2019年度部门预算公开表格.pdf",
    final_accounts = "shanghai/上海市普陀区财政局2024年度部门决算.pdf",
}

#[test]
fn final_accounts_have_the_nine_tables_of_their_stage() {
    let Some(d) = read("shanghai/上海市普陀区财政局2024年度部门决算.pdf") else { return };
    assert_eq!((d.stage, d.year), (Stage::FinalAccounts, Some(2024)));
    for kind in Kind::standard() {
        let table = d.tables.iter().find(|t| t.kind == *kind);
        assert_eq!(table.map(|t| t.title.as_str()), Some(kind.name_in(d.stage)));
    }
}
