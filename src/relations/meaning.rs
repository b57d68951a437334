//! What printed names of money mean, whatever the province calls them.

use crate::model::text::name_key;

/// Where money comes from (收入来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// 一般公共预算
    General,
    /// 政府性基金
    Fund,
    /// 国有资本经营
    StateCapital,
    /// 财政拨款: the three above in one.
    Fiscal,
    /// 财政专户
    Special,
    /// 事业收入
    Business,
    /// 上级补助收入
    Superior,
    /// 附属单位上缴收入
    Affiliated,
    /// 事业单位经营收入
    Operating,
    /// 其他收入
    Other,
    /// 单位资金: the five above in one.
    Unit,
}

/// Words in a name and the source that they tell, the first that fits. The longer word stands before the one
/// that is part of it (经营收入 is also in 国有资本经营收入, 事业 in 事业单位经营收入).
const WORDS: &[(&str, Source)] = &[
    ("一般公共预算", Source::General),
    ("政府性基金", Source::Fund),
    ("国有资本经营", Source::StateCapital),
    ("财政专户", Source::Special),
    ("教育收费", Source::Special),
    ("单位资金", Source::Unit),
    ("附属单位", Source::Affiliated),
    ("上级补助", Source::Superior),
    ("经营收入", Source::Operating),
    ("事业收入", Source::Business),
    ("其他收入", Source::Other),
    ("其他资金", Source::Unit),
    ("财政拨款", Source::Fiscal),
];

impl Source {
    /// The source that a printed name tells. Carried-over money (结转, 结余) has none.
    pub fn of(name: &str) -> Option<Source> {
        let key = name_key(name);
        if is_carry(&key) {
            return None;
        }
        WORDS.iter().find(|(word, _)| key.contains(word)).map(|(_, source)| *source)
    }

    /// The source that contains this one, for tables that do not tell its parts.
    pub fn whole(self) -> Option<Source> {
        match self {
            Source::General | Source::Fund | Source::StateCapital => Some(Source::Fiscal),
            Source::Business | Source::Superior | Source::Affiliated | Source::Operating | Source::Other => {
                Some(Source::Unit)
            }
            Source::Fiscal | Source::Special | Source::Unit => None,
        }
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Source::General => "一般公共预算",
            Source::Fund => "政府性基金预算",
            Source::StateCapital => "国有资本经营预算",
            Source::Fiscal => "财政拨款",
            Source::Special => "财政专户管理资金",
            Source::Business => "事业收入",
            Source::Superior => "上级补助收入",
            Source::Affiliated => "附属单位上缴收入",
            Source::Operating => "经营收入",
            Source::Other => "其他收入",
            Source::Unit => "单位资金",
        }
    }

    /// Money that is no fiscal appropriation.
    pub fn is_not_fiscal(self) -> bool {
        self != Source::Fiscal && self.whole() != Some(Source::Fiscal)
    }

    /// The parts of a whole source.
    pub const ALL: &[Source] = &[
        Source::General,
        Source::Fund,
        Source::StateCapital,
        Source::Fiscal,
        Source::Special,
        Source::Business,
        Source::Superior,
        Source::Affiliated,
        Source::Operating,
        Source::Other,
        Source::Unit,
    ];
}

/// 上年结转, 结转结余, 年初结余 …
pub fn is_carry(name: &str) -> bool {
    name.contains("结转") || name.contains("结余")
}

/// The parts that a list names with 其中 are all there are: it ends in 其他…, or it is one of the pairs and
/// triples that are complete by definition.
pub fn is_complete<'n>(parts: impl Iterator<Item = &'n str>) -> bool {
    const COMPLETE: &[&[&str]] = &[
        &["一般公共预算", "政府性基金", "国有资本经营"],
        &["财政专户", "单位资金"],
        &["公务用车购置", "公务用车运行"],
        &["购置费", "运行"],
        &["人员经费", "公用经费"],
        &["基本支出", "项目支出"],
    ];
    let parts: Vec<String> = parts.map(name_key).collect();
    let has_rest = parts.len() > 1 && parts.last().is_some_and(|p| p.starts_with("其他"));
    let of_higher_level = parts.len() == 2 && parts.last().is_some_and(|p| p.starts_with("上级"));
    let by_definition = |words: &&[&str]| {
        words.len() == parts.len() && words.iter().all(|w| parts.iter().filter(|p| p.contains(w)).count() == 1)
    };
    has_rest || of_higher_level || COMPLETE.iter().any(by_definition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_name_the_same_source_differently() {
        let all = ["一、一般公共预算拨款收入", "（一）一般公共预算财政拨款", "一般公共预算资金", "1. 一般公共预算"];
        assert!(all.iter().all(|n| Source::of(n) == Some(Source::General)));
        assert_eq!(Source::of("其中：国有资本经营收入"), Some(Source::StateCapital));
        assert_eq!(Source::of("事业单位经营收入"), Some(Source::Operating));
        assert_eq!(Source::of("财政拨款（补助）"), Some(Source::Fiscal));
        assert_eq!(Source::of("财政拨款结转"), None);
    }

    #[test]
    fn a_list_of_parts_may_be_complete() {
        assert!(is_complete(["事业收入", "上级补助收入", "其他收入"].into_iter()));
        assert!(is_complete(["公务用车购置费", "公务用车运行维护费"].into_iter()));
        assert!(is_complete(["一般财力", "上级一般公共预算安排转移支付"].into_iter()));
        assert!(!is_complete(["财政拨款"].into_iter()));
    }
}
