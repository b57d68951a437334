//! Names and roles as keys.

use crate::model::{RowRole, text::name_key};

/// A name as it is compared: without numbering, blanks and punctuation.
pub(in crate::compare) fn stem(name: &str) -> String {
    name_key(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The key of a row that says something of the whole, if it is one.
pub(super) fn of_role(role: RowRole, name: &str) -> Option<String> {
    Some(match role {
        RowRole::Total | RowRole::GrandTotal => "合计".to_owned(),
        RowRole::YearTotal => "本年合计".to_owned(),
        // 使用非财政拨款结余 is money of another sort beside 上年结转.
        RowRole::CarriedIn if ["非财政拨款", "事业基金"].iter().any(|w| name.contains(w)) => {
            "使用结余".to_owned()
        }
        RowRole::CarriedIn => "上年结转".to_owned(),
        RowRole::CarriedOut => "结转下年".to_owned(),
        _ => return None,
    })
}

/// The name of a row for people, where a total is printed without one.
pub(super) fn shown(name: &str, role: RowRole) -> String {
    match (name.is_empty(), role) {
        (true, RowRole::YearTotal) => "本年合计".to_owned(),
        (true, role) if role.is_total() => "合计".to_owned(),
        _ => name.to_owned(),
    }
}
