//! The words that say what a figure is.

use super::{Direction, Scope};

/// More than before.
pub const UP: &[&str] = &[
    "增加", "增长", "上升", "提高", "上涨", "增支", "增收", "调增", "新增", "增幅", "多", "大于", "高于", "上浮", "增",
];

/// Less than before.
pub const DOWN: &[&str] = &[
    "减少", "下降", "降低", "压减", "缩减", "核减", "减支", "减收", "调减", "降幅", "减幅", "少", "小于", "低于",
    "压缩", "削减", "回落", "减",
];

/// Both at once: the writer was to strike one out.
pub const EITHER: &[&str] = &[
    "增(减)",
    "减(增)",
    "增加(减少)",
    "减少(增加)",
    "增长(下降)",
    "下降(增长)",
    "增长(减少)",
    "减少(增长)",
    "增长(降低)",
    "降低(增长)",
    "上升(下降)",
    "下降(上升)",
    "增加(下降)",
    "增(降)",
    "增/减",
    "增加/减少",
    "减少/增加",
    "增长/下降",
    "下降/增长",
    "增长/减少",
    "(增加/减少)",
];

/// As much as before.
pub const SAME: &[&str] =
    &["持平", "一致", "无变化", "相同", "没有变化", "未发生变化", "保持不变", "无增减", "没有增减", "相等"];

/// Last year.
pub const LAST_YEAR: &[&str] = &["上年", "去年", "上一年", "前一年"];

/// Has `上年` in it and is money of this year.
pub const NOT_LAST_YEAR: &[&str] =
    &["上年结转", "上年结余", "上年度结转", "上年度结余", "上年末", "年末", "年底", "期末", "截至", "截止", "结转"];

/// May stand between a word for a change and its figure.
pub const BETWEEN: &[&str] = &[
    "了", "约", "额", "数", "各", "共", "金额", "为", "幅度", "率", "的", "合计", ":", "达", "近", "到", "均", "资金",
    "预算", "支出", "拨付", "安排", "收入", "下达", "比例", "共计", "万元", "列支", "经费", "分别",
];

/// What stands in front of a name and is no part of it.
pub const LEADING: &[&str] = &[
    "其中",
    "主要包括",
    "包括",
    "包含",
    "分别为",
    "分别是",
    "具体为",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "以及",
    "此外",
    "另外",
    "同时",
    "和",
    "及",
    "与",
    "、",
    ":",
    "-",
    "另",
    "安排用于",
    "用于",
    "的",
    "是",
    "系",
    "共有",
    "共",
    "涉及",
    ".",
    "*",
    "•",
    "●",
];

/// What stands behind a name and is no part of it.
pub const TRAILING: &[&str] = &[
    "为",
    "均为",
    "是",
    "约",
    "达",
    "达到",
    "共计",
    "共有",
    "共",
    "有",
    "安排",
    "预算数",
    "年初预算数",
    "年初预算",
    "预算金额",
    "金额",
    "经费数",
    ":",
    "预算安排",
    "年初预算安排",
    "支出决算",
    "决算数",
    "资金共",
    "拨付",
    "的",
    "\"科目",
    "科目",
    "了",
    "涉及",
    "按",
    "各",
    "决算",
];

/// Words that end a name: what is before them is the name, what is behind is said of it.
pub const COMPARES: &[&str] = &["比", "较", "与", "同比", "同", "环比"];

/// Words of the money that a figure is about.
pub const SCOPES: &[(&str, Scope)] = &[
    ("一般公共预算", Scope::General),
    ("公共财政预算", Scope::General),
    ("政府性基金", Scope::Fund),
    ("基金预算", Scope::Fund),
    ("国有资本经营", Scope::StateCapital),
    ("财政拨款", Scope::Fiscal),
    ("当年", Scope::Current),
    ("本年", Scope::Current),
    ("上年结转", Scope::Carried),
    ("结转结余", Scope::Carried),
    ("上年结余", Scope::Carried),
    ("年初结转", Scope::Carried),
    ("单位资金", Scope::Own),
    ("其他资金", Scope::Own),
    ("自有资金", Scope::Own),
    ("收支总", Scope::All),
    ("收入总计", Scope::All),
    ("支出总计", Scope::All),
    ("收支预算", Scope::All),
    ("全口径", Scope::All),
    ("部门预算", Scope::All),
];

/// What a name may have in front in one place and not in another, as `key` leaves it.
pub const SCOPE_KEYS: &[&str] = &[
    "一般公共",
    "公共财政",
    "财政拨款",
    "政府性基金",
    "国有资本经营",
    "部门",
    "单位",
    "本年",
    "当年",
    "年度",
    "拨款安排的",
    "安排的",
];

/// One of the words is in it.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Strips words from the end as long as there are any.
pub fn strip_end<'a>(mut text: &'a str, words: &[&str]) -> &'a str {
    while let Some(rest) = words.iter().filter_map(|word| text.strip_suffix(word)).min_by_key(|rest| rest.len()) {
        text = rest;
    }
    text
}

/// Strips words from the front as long as there are any.
pub fn strip_start<'a>(mut text: &'a str, words: &[&str]) -> &'a str {
    while let Some(rest) = words.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len()) {
        text = rest;
    }
    text
}

/// The word for a change right before a figure: what it says, and where it begins.
pub fn direction(before: &str) -> Option<(Direction, usize)> {
    let trimmed = strip_end(before, BETWEEN);
    // `增加支出 5万元` ends in fillers only; `增加` itself must remain.
    for text in [trimmed, before] {
        if let Some(word) = EITHER.iter().filter(|w| text.ends_with(**w)).max_by_key(|w| w.len()) {
            return Some((Direction::Either, text.len() - word.len()));
        }
        let ends = |words: &[&str]| words.iter().filter(|w| text.ends_with(**w)).map(|w| w.len()).max();
        match (ends(UP), ends(DOWN)) {
            (Some(up), down) if up >= down.unwrap_or(0) => return Some((Direction::Up, text.len() - up)),
            (_, Some(down)) => return Some((Direction::Down, text.len() - down)),
            _ => {}
        }
    }
    // `本年数小于上年预算数 5万元`
    let trimmed = strip_end(strip_end(trimmed, &["度"]), LAST_YEAR);
    let against = |words: &[&str]| words.iter().find(|w| trimmed.ends_with(**w)).map(|w| trimmed.len() - w.len());
    let less = against(&["小于", "低于", "少于"]).map(|at| (Direction::Down, at));
    less.or_else(|| against(&["大于", "高于", "多于"]).map(|at| (Direction::Up, at)))
}
