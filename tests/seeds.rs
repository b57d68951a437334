//! The five real disclosures in `../shared/seeds`, read and checked: what tables there are, how many figures
//! they hold and what these add up to, and every finding with its figures. Only figures are kept here; the
//! documents themselves are not part of the project. The tables were compared cell by cell with a
//! transcription made by hand when the snapshots were taken.

mod support;

use std::fs;

use gongkai::{model::Disclosure, read};
use support::digest::{findings, inspected, tables, text};

/// Reads the file as the program does, bytes first: which format it is, is part of it.
fn disclosure(name: &str) -> Option<Disclosure> {
    let file = format!("{name}-2025.txt");
    match fs::read(format!("../shared/seeds/{file}")) {
        Ok(bytes) => {
            let opened = read::opened(&bytes, file, &read::Options::default(), &mut |_, _| ());
            Some(opened.expect("a text").disclosure)
        }
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
            if let Some(d) = disclosure(stringify!($name)) {
                let (tables, text) = (tables(&d), text(&d));
                insta::assert_snapshot!(format!("{tables}\n{}\n\n{}\n{text}", findings(&d), inspected(&d)));
            }
        }
    };
}

seed!(huzhu);
seed!(qiemo);
seed!(gaoyang);
seed!(luanchuan);
seed!(zengdu);
