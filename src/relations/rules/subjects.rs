//! Tables of functional subjects against each other: C2 (收入总表 = 支出总表), C5 and C6.

use super::adjusted::Class;
use super::view::{Side, View, at_least, equal, tie};
use crate::{
    model::{CellRef, Stage},
    relations::{Builder, Evidence, Term, meaning::Source},
};

/// C2: where 收入总表 tells subjects, each = the same subject of 支出总表.
pub(super) fn income_against_spending(view: &View, out: &mut Builder) {
    let (Some(income), Some(spending)) = (&view.income, &view.spending) else { return };
    if view.stage == Stage::FinalAccounts {
        // What came in and what was spent differ by what is carried over.
        return;
    }
    for (code, rows) in &income.codes {
        let here = income.cells(rows, &income.whole());
        let there = spending.cells(spending.rows(code), &spending.whole());
        equal(out, "C2", &here, &there, "收入总表各科目 = 支出总表各科目");
    }
}

/// C5: general-budget spending of 财政拨款收支总表 by class = 一般公共预算支出表 + k × 上年结转. Provinces
/// differ in whether the latter contains money carried over; the totals tell.
pub(super) fn general_by_class(view: &View, out: &mut Builder) {
    let (Some(fiscal_in), Some(fiscal), Some(general)) = (&view.fiscal_in, &view.fiscal_out, &view.general) else {
        return;
    };
    let told = fiscal.header.about().find(&|n| Source::of(n) == Some(Source::General)).map(|h| h.value());
    // With a single amount column there is nothing but general-budget money, or the classes cannot be compared.
    let (columns, only_if) = match told {
        Some(columns) => (columns, Vec::new()),
        None => {
            let others = [Source::Fund, Source::StateCapital].iter().flat_map(|s| fiscal_in.source(*s)).collect();
            (fiscal.header.whole().into_iter().collect(), vec![Evidence::NoMoney(others)])
        }
    };
    let whole = general.whole();
    let (Some(total), Some(general_total)) = (fiscal.total_row(), general.total_row()) else { return };
    let here = fiscal.cells(&[total], &columns);
    let there = general.cells(&[general_total], &whole);
    let carry_out: Vec<Term> = fiscal.cells(&fiscal.list.carried, &columns).into_iter().map(Term::minus).collect();

    let scope = out.scope("C5");
    let label = "财政拨款收支总表一般公共预算支出 = 一般公共预算支出表合计";
    let carried = general_carry(fiscal_in);
    let candidates = [
        ("一般公共预算支出表含上年结转", &[][..], ""),
        ("一般公共预算支出表不含上年结转", &carried, " + 上年结转"),
        ("财政拨款收支总表的结转列在结转下年", &carry_out, " − 结转下年"),
    ];
    let all_classes: Vec<usize> = fiscal.classes.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let classes_here = fiscal.cells(&all_classes, &columns);
    let classes_there = general.cells(&general.outline.top, &whole);
    // Final accounts state what was spent: there both tables contain money carried over.
    let asked = if view.stage == Stage::FinalAccounts { 1 } else { candidates.len() };
    for (number, (reading, more, suffix)) in candidates.into_iter().take(asked).enumerate() {
        let mut evidence = only_if.clone();
        let total = tie(&here, &there, more);
        let holds = total.and_then(|t| out.when((scope, &[number]), "C5", t, format!("{label}{suffix}")));
        evidence.extend(holds.map(Evidence::Holds));
        let classes = tie(&classes_here, &classes_there, more);
        evidence.extend(classes.and_then(|t| out.witness(scope, "C5", t, label)));
        out.reading(scope, reading, evidence, None);
    }
    if !only_if.is_empty() {
        out.reading(scope, "财政拨款收支总表未分列一般公共预算，不比较", Vec::new(), None);
    }
    for (code, rows) in &fiscal.classes {
        if view.stage == Stage::FinalAccounts && only_if.is_empty() {
            let class = Class { side: fiscal, rows, columns: &columns, grid: general, code, whole: &whole };
            class.is_the_same("C5", "财政拨款收支总表各类一般公共预算支出 = 一般公共预算支出表各类", out);
            continue;
        }
        let here = fiscal.cells(rows, &columns);
        let there = general.cells(&general.class(code), &whole);
        let label = "财政拨款收支总表各类一般公共预算支出 = 一般公共预算支出表各类";
        tie(&here, &there, &[]).and_then(|t| out.when((scope, &[0]), "C5", t, label));
        let label = "财政拨款收支总表各类一般公共预算支出 ≥ 一般公共预算支出表各类";
        at_least(&here, &there).and_then(|t| out.when((scope, &[1]), "C5", t, label));
    }
}

/// What is carried in of the general budget: all that is carried in but the other two budgets' parts.
fn general_carry(fiscal_in: &Side) -> Vec<Term> {
    let others = |name: &str| ["政府性基金", "国有资本"].iter().any(|w| name.contains(w));
    let carried = fiscal_in.carried().into_iter().map(Term::plus);
    carried.chain(fiscal_in.carried_parts(others).into_iter().map(Term::minus)).collect()
}

/// C6: 支出总表 = 一般公共预算支出表 + carry-over + other money; 基本支出 differs by other money only.
pub(super) fn general_in_spending(view: &View, out: &mut Builder) {
    let (Some(all), Some(general)) = (&view.spending, &view.general) else { return };
    let (Some(all_row), Some(general_row)) = (all.total_row(), general.total_row()) else { return };
    let here = all.cells(&[all_row], &all.whole());
    let there = general.cells(&[general_row], &general.whole());
    let carry = view.fiscal_in.as_ref().map(general_carry).unwrap_or_default();
    let other = other_money(view);
    let all_carry: Vec<Term> = view.all_in.iter().flat_map(|s| s.carried()).map(Term::plus).collect();
    let beyond: Vec<Term> =
        all_carry.iter().copied().chain(carry.iter().map(|t| Term { sign: -t.sign, ..*t })).collect();

    let scope = out.scope("C6");
    let label = "支出总表合计 = 一般公共预算支出表合计";
    let candidates = [
        ("全部支出都是一般公共预算", Vec::new(), ""),
        ("一般公共预算支出表不含上年结转", carry.clone(), " + 上年结转"),
        ("另有一般公共预算以外的资金", other.clone(), " + 其他资金"),
        ("另有其他资金，且不含上年结转", [carry.as_slice(), &other].concat(), " + 上年结转 + 其他资金"),
        ("另有其他资金及其结转", [other.as_slice(), &beyond].concat(), " + 其他资金（含结转）"),
        ("另有其他资金及其结转，且不含上年结转", [all_carry, other].concat(), " + 全部结转 + 其他资金"),
    ];
    let mut numbers = Vec::new();
    // What was spent of other money is no figure of any table: the difference is not known, only that there is one.
    let asked = if view.stage == Stage::FinalAccounts { 1 } else { candidates.len() };
    let subjects_here = all.cells(&all.outline.top, &all.whole());
    let subjects_there = general.cells(&general.outline.top, &general.whole());
    for (reading, more, suffix) in candidates.into_iter().take(asked) {
        let number = numbers.len();
        let total = tie(&here, &there, &more);
        let holds = total.and_then(|t| out.when((scope, &[number]), "C6", t, format!("{label}{suffix}")));
        let subjects = tie(&subjects_here, &subjects_there, &more);
        let witness = subjects.and_then(|t| out.witness(scope, "C6", t, label));
        let evidence = holds.map(Evidence::Holds).into_iter().chain(witness).collect();
        numbers.push(out.reading(scope, reading, evidence, None));
    }
    let is_budget = view.stage == Stage::Budget;
    match &view.all_in {
        // Without 收支总表 nobody knows what other money there is, without 财政拨款收支总表 how much of it is carried in.
        None => numbers.push(out.reading(scope, "资金来源不明，只看下限", Vec::new(), None)),
        Some(side) if !is_budget => {
            let other = other_money(view).into_iter().map(|t| t.cell).chain(side.carried()).collect();
            numbers.push(out.reading(scope, "另有其他资金，只看下限", vec![Evidence::Money(other)], None));
        }
        Some(_) if is_budget && view.fiscal_in.is_none() => {
            numbers.push(out.reading(scope, "结转不明，只看下限", Vec::new(), None));
        }
        Some(_) => {}
    }
    // Basic spending is not borne by money carried over: where that is all the difference, it is the same.
    let same_basic = if view.stage == Stage::FinalAccounts { 1 } else { 2 };
    compare(view, out, scope, "基本支出", numbers.split_at(same_basic.min(numbers.len())), &[]);
    compare(view, out, scope, "项目支出", numbers.split_at(1), if same_basic == 2 { &carry } else { &[] });
}

/// One column of 支出总表 and 一般公共预算支出表, by subject and in total: equal under some readings, at
/// least under the others. Under the reading with carry-over alone the totals differ by it exactly.
fn compare(
    view: &View,
    out: &mut Builder,
    scope: usize,
    column: &str,
    (equal_under, least_under): (&[usize], &[usize]),
    carry: &[Term],
) {
    let (Some(all), Some(general)) = (&view.spending, &view.general) else { return };
    let (all_columns, general_columns) = (all.columns(column), general.columns(column));
    let label = |sign: &str| format!("支出总表{column} {sign} 一般公共预算支出表{column}");
    let mut add = |a: &[CellRef], b: &[CellRef]| {
        tie(a, b, &[]).and_then(|t| out.when((scope, equal_under), "C6", t, label("=")));
        at_least(a, b).and_then(|t| out.when((scope, least_under), "C6", t, label("≥")));
    };
    for (code, rows) in &general.codes {
        add(&all.cells(all.rows(code), &all_columns), &general.cells(rows, &general_columns));
    }
    if let (Some(a), Some(b)) = (all.total_row(), general.total_row()) {
        let (a, b) = (all.cells(&[a], &all_columns), general.cells(&[b], &general_columns));
        add(&a, &b);
        if !carry.is_empty() {
            tie(&a, &b, carry).and_then(|t| out.when((scope, &[1]), "C6", t, format!("{} + 上年结转", label("="))));
        }
    }
}

/// Money outside the general budget: funds, state capital, and what is no fiscal appropriation.
fn other_money(view: &View) -> Vec<Term> {
    let Some(side) = &view.all_in else { return Vec::new() };
    let is_other = |s: Source| s != Source::General && s != Source::Fiscal;
    let rows = side.sources().into_iter().filter(|(s, _)| is_other(*s)).filter_map(|(_, row)| side.whole(row));
    rows.map(Term::plus).collect()
}
