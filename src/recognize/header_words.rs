//! What a column header means: `assets/recognition/columns.toml`.

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::columns::Use;
use crate::model::{Column, ColumnRole, text::squeeze};

/// `assets/recognition/columns.toml`, every word squeezed.
#[derive(Deserialize)]
struct Words {
    #[serde(deserialize_with = "squeezed")]
    rare: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    rarest: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    code: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    name: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    code_endings: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    name_endings: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    serial: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    share: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    count: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    label: Vec<String>,
    economic: Vec<EconomicColumns>,
}

#[derive(Deserialize)]
struct EconomicColumns {
    classes: Vec<String>,
    #[serde(deserialize_with = "squeezed")]
    not: Vec<String>,
}

fn squeezed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Vec::<String>::deserialize(deserializer).map(|words| words.iter().map(|w| squeeze(w)).collect())
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/recognition/columns.toml"))
        .unwrap_or_else(|e| unreachable!("assets/recognition/columns.toml is part of the program and tested: {e}"))
});

/// The use of a column whose lowest header is this text. What names no label holds amounts.
pub fn use_of(header: &str) -> Use {
    let key = squeeze(header);
    let is = |list: &[String]| list.contains(&key);
    let contains = |list: &[String]| list.iter().any(|w| key.contains(w.as_str()));
    // `单位编码（项目编码）`
    let bare = key.split('(').next().unwrap_or_default();
    let ends = |list: &[String]| list.iter().any(|w| key.ends_with(w.as_str()) || bare.ends_with(w.as_str()));
    if is(&WORDS.serial) {
        Use::Serial
    } else if is(&WORDS.code) {
        Use::Code
    } else if is(&WORDS.name) {
        Use::Name
    } else if ends(&WORDS.code_endings) {
        Use::Code
    } else if ends(&WORDS.name_endings) {
        Use::Name
    } else if contains(&WORDS.label) {
        Use::Value(ColumnRole::Label)
    } else if contains(&WORDS.share) {
        Use::Value(ColumnRole::Share)
    } else if is(&WORDS.count) {
        Use::Value(ColumnRole::Count)
    } else {
        Use::Value(ColumnRole::Amount)
    }
}

/// The whole of a header is one of the words that name codes, names, shares or counts.
pub fn is_word(header: &str) -> bool {
    let key = squeeze(header);
    let lists = [&WORDS.serial, &WORDS.code, &WORDS.name, &WORDS.share, &WORDS.count, &WORDS.label];
    let ends = [&WORDS.code_endings, &WORDS.name_endings];
    lists.iter().any(|list| list.contains(&key))
        || ends.iter().any(|list| list.iter().any(|end| key.ends_with(end.as_str())))
}

/// Codes of agencies and units (单位代码), which are no subjects.
pub fn is_of_units(header: &str) -> bool {
    let key = squeeze(header);
    key.contains("单位") && WORDS.code_endings.iter().any(|end| key.ends_with(end.as_str()))
}

/// What the header of a column says of the rows that have a value there.
pub struct Expected {
    /// Few rows have one.
    is_rare: bool,
    /// Hardly any has.
    is_rarest: bool,
    /// Economic classes that have none.
    excluded: Vec<&'static str>,
}

impl Expected {
    /// Of this column.
    pub fn of(column: &Column) -> Self {
        let path = squeeze(&column.path.concat());
        let leaf = squeeze(column.leaf());
        // 小计 speaks for the header above it.
        let name = if ["合计", "小计", "总计"].contains(&leaf.as_str()) { &path } else { &leaf };
        let names = |words: &[String]| words.iter().any(|w| name.contains(w.as_str()));
        let excluding = WORDS.economic.iter().filter(|e| names(&e.not));
        let (is_rare, is_rarest) = (names(&WORDS.rare), names(&WORDS.rarest));
        Self { is_rare, is_rarest, excluded: excluding.flat_map(|e| &e.classes).map(String::as_str).collect() }
    }

    /// How unusual it is that a row of this code has a value in the column: 0 for a usual one.
    pub fn weight(&self, code: &str) -> u32 {
        let misplaced = self.excluded.iter().any(|class| code.starts_with(class));
        u32::from(self.is_rare) + u32::from(self.is_rarest) + if misplaced { 3 } else { 0 }
    }
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
        let public = Expected::of(&Column::amount(&["公用经费"]));
        assert_eq!(public.weight("30101"), 3);
        assert_eq!(public.weight("30201"), 0);
        assert_eq!(Expected::of(&Column::amount(&["事业单位经营支出"])).weight("208"), 1);
    }
}
