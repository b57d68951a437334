//! The kind of a table without a title that names one: from its header and the names of its columns.

use super::panels::Block;
use crate::{
    model::Kind,
    recognize::layouts::{Bag, kinds_like},
};

/// The kind of a table with a title that names none. A table of all fiscal spending (财政拨款支出表), which some
/// provinces print beside that of the general budget, has the same header.
pub fn of_table(title: &str, texts: &[String], blocks: &[Block]) -> Kind {
    let kind = of_header(texts, blocks);
    let is_fiscal = title.contains("财政拨款") && !title.contains("一般公共预算");
    match kind {
        Kind::GeneralSpending | Kind::GeneralBasicSpending if is_fiscal => Kind::Other,
        kind => kind,
    }
}

/// The kind that a header is of; 其他表 where several kinds have it, or none.
fn of_header(texts: &[String], blocks: &[Block]) -> Kind {
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
