//! The kind of a table without a title that names one: from its header and the names of its columns.

use super::panels::Block;
use crate::{
    model::Kind,
    recognize::layouts::{Bag, kinds_like},
};

/// The kind that a header is of; 其他表 where several kinds have it, or none.
pub fn of_header(texts: &[String], blocks: &[Block]) -> Kind {
    let mut bag = Bag::default();
    texts.iter().for_each(|t| bag.add(t));
    let has = |word: &str| texts.iter().any(|t| t.contains(word));
    if has("因公出国") && has("公务接待") {
        return Kind::ThreePublic;
    }
    let kinds = kinds_like(&bag);
    if let [only] = kinds[..] {
        return only;
    }
    let is_two_sided = ["收入", "支出"].iter().all(|side| blocks.iter().any(|b| b.name == *side));
    match (is_two_sided, has("财政拨款收入") || has("政府性基金")) {
        (true, true) => Kind::FiscalIncomeAndSpending,
        (true, false) => Kind::IncomeAndSpending,
        _ => Kind::Other,
    }
}
