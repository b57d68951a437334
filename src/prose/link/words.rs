//! What a topic names, by its words: `assets/recognition/topics.toml`.

use std::{collections::HashMap, sync::OnceLock};

use serde::Deserialize;

use crate::{
    model::text::{split_numbering, squeeze},
    relations::Source,
};

/// Which money a figure is about (口径).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Money {
    /// 全部资金
    All,
    /// 财政拨款
    Fiscal,
    /// 一般公共预算
    General,
    /// 政府性基金
    Fund,
    /// 国有资本经营
    StateCapital,
}

/// A column of spending (支出结构).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Basic,
    Project,
    Staff,
    Office,
}

/// One of the three public expenses (三公).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Expense {
    Total,
    Abroad,
    Cars,
    Purchase,
    Running,
    Reception,
    Meeting,
    Training,
}

/// What is bought (政府采购).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purchase {
    Total,
    Goods,
    Works,
    Services,
}

/// What a figure is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// 收入总计, 收入预算
    Income,
    /// 支出总计, 支出预算
    Spending,
    /// 收支总预算: both, which are equal.
    Both,
    /// 一般公共预算拨款: what is appropriated and spent.
    Appropriation,
    /// A source of income.
    Source(Source),
    /// 上年结转
    Carried,
    /// 结转下年
    CarriedOut,
    Part(Part),
    Expense(Expense),
    /// 机关运行经费
    RunningCosts,
    /// 机构运转经费
    Operation,
    Purchase(Purchase),
    /// A name that may be a subject, a project, or a row of a table.
    Named(String),
}

/// A topic read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topic {
    pub thing: Thing,
    /// The money that its own words tell.
    pub money: Option<Money>,
}

#[derive(Deserialize)]
struct Words {
    money: Vec<(String, Money)>,
    all_money: Vec<String>,
    heads: Vec<String>,
    tails: Vec<String>,
    income: Vec<String>,
    spending: Vec<String>,
    both: Vec<String>,
    appropriation: Vec<String>,
    source: Vec<String>,
    carried: Vec<String>,
    carried_out: Vec<String>,
    parts: HashMap<Part, Vec<String>>,
    expenses: HashMap<Expense, Vec<String>>,
    purchases: HashMap<Purchase, Vec<String>>,
    running: Names,
    economic: Vec<String>,
    stems: Stems,
}

#[derive(Deserialize)]
struct Names {
    names: Vec<String>,
    operation: Vec<String>,
}

#[derive(Deserialize)]
struct Stems {
    ends: Vec<String>,
}

/// The words, with the names of things by their words.
struct Lexicon {
    words: Words,
    things: HashMap<String, Thing>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let words: Words = toml::from_str(include_str!("../../../assets/recognition/topics.toml"))
            .unwrap_or_else(|e| unreachable!("assets/recognition/topics.toml is part of the program and tested: {e}"));
        let mut things = HashMap::new();
        let mut add = |names: &[String], thing: Thing| {
            things.extend(names.iter().map(|name| (name.clone(), thing.clone())));
        };
        words.parts.iter().for_each(|(part, names)| add(names, Thing::Part(*part)));
        words.expenses.iter().for_each(|(expense, names)| add(names, Thing::Expense(*expense)));
        words.purchases.iter().for_each(|(purchase, names)| add(names, Thing::Purchase(*purchase)));
        add(&words.running.names, Thing::RunningCosts);
        add(&words.running.operation, Thing::Operation);
        add(&words.income, Thing::Income);
        add(&words.spending, Thing::Spending);
        add(&words.both, Thing::Both);
        add(&words.carried, Thing::Carried);
        add(&words.carried_out, Thing::CarriedOut);
        Lexicon { words, things }
    })
}

/// A text without blanks, numbering, quotation marks and the marks of levels.
pub(super) fn plain(text: &str) -> String {
    let mut text = squeeze(split_numbering(text).1);
    for mark in ["(类)", "(款)", "(项)", "(目)"] {
        text = text.replace(mark, "");
    }
    text.retain(|c| !"\"“”'‘’《》〈〉「」、,，.。:：·()（）〔〕[]*-—/".contains(c));
    without_years(&text)
}

/// Without `2025年`, `2025年度`, wherever it stands.
fn without_years(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4
            && let Some(after) = rest.get(digits..).and_then(|r| r.strip_prefix('年'))
        {
            rest = after.strip_prefix('度').unwrap_or(after);
            continue;
        }
        let step = digits.max(c.len_utf8());
        out.push_str(rest.get(..step).unwrap_or_default());
        rest = rest.get(step..).unwrap_or_default();
    }
    out
}

/// As many words as are taken off a name.
const MOST: u8 = 5;

/// What a name is known as, with as few as possible of the words off that may stand in front of it and behind it:
/// 基本支出预算 is 基本支出 before it is 基本.
fn reduced<T>(text: &str, known: &impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut level: Vec<&str> = vec![text];
    for _ in 0..=MOST {
        if let Some(found) = level.iter().find_map(|t| known(t)) {
            return Some(found);
        }
        let mut next: Vec<&str> = level.iter().flat_map(|t| shorter(t)).collect();
        next.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        next.dedup();
        level = next;
    }
    None
}

/// The name with one of the words off that say nothing. What is nothing but such words is left.
fn shorter(text: &str) -> impl Iterator<Item = &str> {
    let words = &lexicon().words;
    let heads = words.heads.iter().filter_map(move |h| text.strip_prefix(h.as_str()));
    let tails = words.tails.iter().filter_map(move |w| text.strip_suffix(w.as_str()));
    heads.chain(tails).filter(|rest| !rest.is_empty())
}

/// The first word for money in a text, with the text without all of them.
fn without_money(text: &str) -> (String, Option<Money>) {
    let mut rest = text.to_owned();
    let mut found = None;
    for (word, money) in &lexicon().words.money {
        if rest.contains(word.as_str()) {
            rest = rest.replace(word.as_str(), "");
            found = found.or(Some(*money));
        }
    }
    (rest, found)
}

/// What a topic names; `None` where its words name nothing.
pub(super) fn topic(text: &str) -> Option<Topic> {
    let lexicon = lexicon();
    let light = plain(text);
    let known = |name: &str| lexicon.things.get(name).cloned();
    let (rest, money) = without_money(&light);
    let is_spending = light.contains("支出");
    let source = || Source::of(&light).filter(|_| !is_spending && is_source(&light)).map(Thing::Source);
    let appropriated =
        |name: &str| lexicon.words.appropriation.iter().any(|w| w == name).then_some(Thing::Appropriation);
    let thing = known(&light)
        .or_else(source)
        .or_else(|| reduced(&light, &known))
        .or_else(|| reduced(&rest, &known))
        .or_else(|| money.and_then(|_| reduced(&rest, &appropriated)))
        .or_else(|| (!light.is_empty()).then_some(Thing::Named(light)))?;
    Some(Topic { thing, money })
}

/// A name as it may be printed: as it is, without words for money, and without words behind it.
pub(super) fn variants(name: &str) -> Vec<String> {
    let (rest, _) = without_money(name);
    let tails = ["预算数", "预算", "决算数", "决算", "合计", "支出预算", "支出决算"];
    let short = tails.iter().filter_map(|t| rest.strip_suffix(t)).map(str::to_owned);
    let all = [name.to_owned(), rest.clone()].into_iter().chain(short);
    let mut out: Vec<String> = Vec::new();
    for variant in all.filter(|v| !v.is_empty()) {
        if !out.contains(&variant) {
            out.push(variant);
        }
    }
    out
}

/// What is left of a source's name says nothing more than that it is income.
fn is_source(light: &str) -> bool {
    let words = &lexicon().words;
    let (rest, _) = without_money(light);
    let kinds = ["财政专户", "单位资金", "附属单位", "上级补助", "事业单位经营", "经营", "事业", "其他资金", "其他"];
    let mut rest = rest.as_str();
    for kind in kinds {
        if let Some(after) = rest.strip_prefix(kind) {
            rest = after;
            break;
        }
    }
    let fits = |text: &str| words.source.iter().any(|w| w == text).then_some(());
    reduced(rest, &fits).is_some()
}

/// The money that a heading or the words before a list speak of.
pub(super) fn money_in(text: &str) -> Option<Money> {
    let text = plain(text);
    let all = || lexicon().words.all_money.iter().any(|w| text.contains(w.as_str())).then_some(Money::All);
    without_money(&text).1.or_else(all)
}

/// What follows is told by economic subjects.
pub(super) fn is_economic(text: &str) -> bool {
    lexicon().words.economic.iter().any(|w| text.contains(w.as_str()))
}

/// By which a printed name of a subject and its name in the text are the same.
pub(super) fn stem(name: &str) -> String {
    let name: String = plain(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let ends = &lexicon().words.stems.ends;
    let mut rest = name.as_str();
    while let Some(shorter) = ends.iter().find_map(|end| rest.strip_suffix(end.as_str())) {
        rest = shorter;
    }
    if rest.is_empty() || rest == "其他" { name } else { rest.to_owned() }
}
