//! What was located, told to the findings: their suspects, and what probably happened.

use super::{
    Located, What,
    rank::{Explanation, SUSPECTS},
    slip::Slip,
};
use crate::{
    check::{Examination, Finding, Suspect, Verdict, cause, names},
    model::{CellRef, Disclosure, Spot, TextRef, with_thousands},
};

impl Examination {
    /// Tells each finding what is most likely wrong. `located` must have been found for this examination.
    pub fn apply(&mut self, d: &Disclosure, located: &Located) {
        self.gave_up = located.gave_up;
        for finding in &mut self.findings {
            // A row that is not there is no cell: those beside the gap are.
            if finding.rule == "S5" && finding.suspects.is_empty() {
                let beside = finding.cells.iter().take(2);
                finding.suspects.extend(beside.map(|c| Suspect { spot: Spot::Cell(*c), value: None, tied: false }));
            }
            if finding.claim.is_some() && finding.verdict == Some(Verdict::DoubtfulRounding) {
                finding.suspects = coarsest(d, finding);
            }
            let relation = finding.relation.and_then(|r| located.of_relation(r));
            let Some(explanation) = relation.or_else(|| located.of_claim(finding.claim?)) else { continue };
            // One word mends as much as one figure, and the figures are right the other way round.
            if explanation.mends <= 1 && finding.cause.as_deref().is_some_and(|c| c.starts_with(cause::OPPOSITE)) {
                let stated = finding.texts.first().map(|t| Suspect { spot: Spot::Text(*t), value: None, tied: false });
                finding.suspects = stated.into_iter().collect();
                continue;
            }
            finding.suspects.clone_from(&explanation.suspects);
            if let Some(cause) = happened(d, finding, explanation) {
                finding.cause = Some(cause);
            }
        }
    }
}

/// What a doubtful rounding of the text rests on: first the numbers printed with fewer decimals than the others, of
/// which a last digit may have been dropped; first the stated one where all are printed alike.
fn coarsest(d: &Disclosure, finding: &Finding) -> Vec<Suspect> {
    let places = |t: &TextRef| t.text(d).split_once('.').map_or(0, |(_, behind)| behind.len());
    let is_zero = |t: &TextRef| t.text(d).chars().all(|c| matches!(c, '0' | '.'));
    let (zeros, others): (Vec<&TextRef>, Vec<&TextRef>) = finding.texts.iter().partition(|t| is_zero(t));
    let mut in_order = others;
    let alike = in_order.windows(2).all(|pair| matches!(pair, [a, b] if places(a) == places(b)));
    if !alike {
        in_order.sort_by_key(|t| places(t));
    }
    let suspects = in_order.into_iter().chain(zeros).map(|t| {
        let value = finding.computed.filter(|_| alike && finding.texts.first() == Some(t));
        Suspect { spot: Spot::Text(*t), value, tied: false }
    });
    suspects.take(SUSPECTS).collect()
}

/// What happened, as half a sentence that begins with 疑为.
fn happened(d: &Disclosure, finding: &Finding, explanation: &Explanation) -> Option<String> {
    match explanation.what.as_ref()? {
        What::Figure { spot, meant: Some(meant), slip } => {
            let own = match spot {
                Spot::Cell(cell) => finding.texts.is_empty() && finding.cells.first() == Some(cell),
                Spot::Text(text) => finding.texts.first() == Some(text),
            };
            // What the digits do not tell, the relation's own guess may: 漏加, 重复加, 结转.
            let guess = finding.cause.as_deref().and_then(|c| c.strip_prefix("疑为")).filter(|_| own && slip.is_none());
            let how = slip.map(|s| s.name()).or(guess).map_or(String::new(), |how| format!("（{how}）"));
            let place = if own { "此数".to_owned() } else { spot_name(d, *spot) };
            let printed = printed(d, *spot);
            let also = match explanation.mends {
                0 | 1 => String::new(),
                n => format!("，改后 {n} 处不平都能平"),
            };
            Some(format!("疑为{place}有误：{printed} 应为 {}{how}{also}", with_thousands(*meant)))
        }
        What::Figure { .. } => None,
        What::Gap { total, missing } => {
            let lack = finding.difference.filter(|d| !d.is_zero()).map(|d| with_thousands(d.abs()));
            let lack = lack.map_or(String::new(), |lack| format!("，所缺金额 {lack}"));
            let total = row_name(d, *total);
            Some(match missing {
                Some(row) => format!(
                    "疑为“{total}”下漏列一行“{}”（{}列有此行）{lack}",
                    row_name(d, *row),
                    names::table(d, row.table)
                ),
                None => format!("疑为“{total}”下漏列一行{lack}"),
            })
        }
        What::Double(row) => Some(format!("疑为“{}”行重复列了一次", row_name(d, *row))),
        What::Columns(row) => Some(format!("疑为“{}”行的金额错列", row_name(d, *row))),
        What::Rows(row) => {
            let next = CellRef { row: row.row.saturating_add(1), ..*row };
            Some(format!("疑为“{}”与“{}”两行的金额填串", row_name(d, *row), row_name(d, next)))
        }
    }
}

fn row_name(d: &Disclosure, at: CellRef) -> String {
    d.row(at).map(crate::model::Row::title).filter(|t| !t.is_empty()).unwrap_or_else(|| format!("第 {} 行", at.row + 1))
}

fn spot_name(d: &Disclosure, spot: Spot) -> String {
    match spot {
        Spot::Cell(cell) => names::cell(d, cell),
        Spot::Text(text) => {
            let before = TextRef { from: text.from.saturating_sub(10), to: text.from, ..text }.text(d);
            let before = before.rsplit(['，', '。', '；', '：', '、', '\n']).next().unwrap_or_default();
            format!("文中“{before}{}”", text.text(d))
        }
    }
}

fn printed(d: &Disclosure, spot: Spot) -> String {
    match spot {
        Spot::Cell(cell) => match d.cell(cell).and_then(|c| c.value) {
            Some(value) => with_thousands(value),
            None => "空白".to_owned(),
        },
        Spot::Text(text) => text.text(d).to_owned(),
    }
}

impl Slip {
    /// A few words for people.
    pub fn name(self) -> &'static str {
        match self {
            Slip::Unit => "元与万元混用",
            Slip::Point => "小数点错位",
            Slip::Sign => "正负号相反",
            Slip::Stale => "未更新的上年数",
            Slip::Swap => "数字颠倒",
            Slip::Cut => "末位数字被截去",
            Slip::Missing => "漏一位数字",
            Slip::Extra => "多一位数字",
            Slip::Digit => "一位数字有误",
        }
    }
}
