//! The five real disclosures in `../shared/seeds`, read and checked: what tables there are, how many figures
//! they hold and what these add up to, and every finding with its figures. Only figures are kept here; the
//! documents themselves are not part of the project. The tables were compared cell by cell with a
//! transcription made by hand when the snapshots were taken.

mod support;

use std::fs;

use gongkai::{model::Disclosure, recognize};
use support::digest::{findings, tables};

fn read(name: &str) -> Option<Disclosure> {
    match fs::read_to_string(format!("../shared/seeds/{name}-2025.txt")) {
        Ok(text) => Some(recognize::disclosure(&text)),
        Err(_) => {
            eprintln!("跳过：没有 ../shared/seeds/{name}-2025.txt");
            None
        }
    }
}

macro_rules! seed {
    ($name:ident) => {
        #[test]
        fn $name() {
            if let Some(d) = read(stringify!($name)) {
                insta::assert_snapshot!(format!("{}\n{}", tables(&d), findings(&d)));
            }
        }
    };
}

seed!(huzhu);
seed!(qiemo);
seed!(gaoyang);
seed!(luanchuan);
seed!(zengdu);
