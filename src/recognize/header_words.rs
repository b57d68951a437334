//! What a column header means: `assets/recognition/columns.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::columns::Use;
use crate::model::{Column, ColumnRole, text::squeeze};

#[derive(Deserialize)]
struct Words {
    rare: Vec<String>,
    code: Vec<String>,
    name: Vec<String>,
    code_endings: Vec<String>,
    name_endings: Vec<String>,
    serial: Vec<String>,
    share: Vec<String>,
    count: Vec<String>,
    label: Vec<String>,
    economic: Vec<EconomicColumns>,
}

#[derive(Deserialize)]
struct EconomicColumns {
    classes: Vec<String>,
    not: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/recognition/columns.toml"))
        .unwrap_or_else(|e| unreachable!("assets/recognition/columns.toml is part of the program and tested: {e}"))
});

/// The use of a column whose lowest header is this text. What names no label holds amounts.
pub fn use_of(header: &str) -> Use {
    let key = squeeze(header);
    let is = |list: &[String]| list.iter().any(|w| squeeze(w) == key);
    let contains = |list: &[String]| list.iter().any(|w| key.contains(&squeeze(w)));
    let ends = |list: &[String]| list.iter().any(|w| key.ends_with(&squeeze(w)));
    if is(&WORDS.serial) {
        Use::Serial
    } else if is(&WORDS.code) {
        Use::Code
    } else if is(&WORDS.name) {
        Use::Name
    } else if contains(&WORDS.label) {
        Use::Value(ColumnRole::Label)
    } else if contains(&WORDS.share) {
        Use::Value(ColumnRole::Share)
    } else if is(&WORDS.count) {
        Use::Value(ColumnRole::Count)
    } else if ends(&WORDS.code_endings) {
        Use::Code
    } else if ends(&WORDS.name_endings) {
        Use::Name
    } else {
        Use::Value(ColumnRole::Amount)
    }
}

/// How unusual it is that a row of this code has a value in this column: 0 for a usual one.
pub fn weight(column: &Column, code: &str) -> u32 {
    let path = squeeze(&column.path.concat());
    let leaf = squeeze(column.leaf());
    // 小计 speaks for the header above it.
    let name = if ["合计", "小计", "总计"].contains(&leaf.as_str()) { &path } else { &leaf };
    let rare = u32::from(WORDS.rare.iter().any(|w| name.contains(&squeeze(w))));
    let misplaced = WORDS.economic.iter().any(|e| {
        e.classes.iter().any(|c| code.starts_with(c.as_str())) && e.not.iter().any(|w| name.contains(&squeeze(w)))
    });
    rare + if misplaced { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_codes_names_and_amounts() {
        assert_eq!(use_of("科目 编码"), Use::Code);
        assert_eq!(use_of("功能科目代码"), Use::Code);
        assert_eq!(use_of("项　目"), Use::Name);
        assert_eq!(use_of("部门经济分类科目名称"), Use::Name);
        assert_eq!(use_of("序号"), Use::Serial);
        assert_eq!(use_of("占比"), Use::Value(ColumnRole::Share));
        assert_eq!(use_of("一般公共预算拨款"), Use::Value(ColumnRole::Amount));
    }

    #[test]
    fn wages_are_no_public_funds() {
        let public = Column::amount(&["公用经费"]);
        assert_eq!(weight(&public, "30101"), 3);
        assert_eq!(weight(&public, "30201"), 0);
        assert_eq!(weight(&Column::amount(&["事业单位经营支出"]), "208"), 1);
    }
}
