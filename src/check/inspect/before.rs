//! N7 in performance forms (项目申报表): a form that says how much more the project is given than the year before
//! (`较上年增加400万元`) implies what that was, which is not below nothing.

use crate::{
    check::{Finding, Severity, names},
    model::{Decimal, Disclosure, Kind, Unit, parse_amount, text::squeeze, with_thousands},
    relations::performance_projects,
};

/// Forms of one project whose increase is more than its amount.
pub(super) fn check(d: &Disclosure) -> Vec<Finding> {
    let forms = d.tables.iter().enumerate().filter(|(_, t)| t.kind == Kind::ProjectPerformance);
    forms.filter_map(|(index, table)| of_form(d, index, &table.raw)).collect()
}

fn of_form(d: &Disclosure, index: usize, text: &str) -> Option<Finding> {
    let (more, unit) = increase(text)?;
    let [project] = &performance_projects(d, index)[..] else { return None };
    let cells: Vec<_> =
        project.whole().iter().copied().filter(|c| d.cell(*c).is_some_and(|c| c.value.is_some())).collect();
    let of_table = d.tables.get(index)?.unit;
    let yuan = |value: Decimal, unit: Unit| value.checked_mul(Decimal::from(10i64.pow(unit.places_of_yuan())));
    let given: Decimal = cells.iter().filter_map(|c| d.cell(*c)?.value).sum();
    let (increase, amount) = (yuan(more, unit)?, yuan(given, of_table)?);
    let first = *cells.first()?;
    // One more of the last place that the increase is told to.
    let slack = yuan(Decimal::new(1, more.scale()), unit)?;
    if increase - amount < slack {
        return None;
    }
    let (said, has) =
        (format!("{} {}", with_thousands(more), unit.name()), format!("{} {}", with_thousands(given), of_table.name()));
    let message = format!(
        "{}“{}”的预算是 {has}，却写明较上年增加 {said}：上年数成了负数，请核对增加额和本年数。",
        names::table(d, first.table),
        project.name
    );
    Some(Finding { cells, table: Some(first.table), ..Finding::new("N7", Severity::Warning, message) })
}

/// The increase that the form tells, if it tells one.
fn increase(raw: &str) -> Option<(Decimal, Unit)> {
    let cells: Vec<String> = raw.split(['\n', '\t']).map(squeeze).collect();
    let mut told = cells.iter().flat_map(|cell| {
        let words = ["较上年", "比上年", "较去年", "比去年"];
        words.into_iter().flat_map(move |w| cell.match_indices(w)).filter_map(|(at, w)| more(cell.get(at + w.len()..)?))
    });
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// `增加400万元`, with nothing behind it that would be counted instead of money.
fn more(text: &str) -> Option<(Decimal, Unit)> {
    let text = ["预算", "度", "年初"].iter().fold(text, |t, w| t.strip_prefix(w).unwrap_or(t));
    let text = text.strip_prefix("增加").or_else(|| text.strip_prefix("增长"))?;
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))?;
    let (figure, behind) = text.split_at(end);
    let unit = match behind {
        u if u.starts_with("万元") => Unit::Wan,
        u if u.starts_with('元') => Unit::Yuan,
        // `4万` is said for 4万元, `2万余人次` is not.
        u if u.strip_prefix('万').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) => Unit::Wan,
        _ => return None,
    };
    Some((parse_amount(figure)?, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_increase_of_money_is_one() {
        let told = |text: &str| increase(text).map(|(value, unit)| format!("{value}{}", unit.name()));
        assert_eq!(told("当年预算变动情况\n较上年增加 400 万"), Some("400万元".into()));
        assert_eq!(told("比上年预算增加1,200.50元"), Some("1200.50元".into()));
        for text in [
            "较上年减少15万元",
            "参保人数较上年增加2万人",
            "查阅较上年增加2万余人次",
            "较上年增加3万册",
            "较上年增长5%",
            "较上年增加，主要是人员增加",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
