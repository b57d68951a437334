//! Which amount of a row is compared (栏): what the header over a column means, whatever the province calls it.

use super::header::{total_column, year_of};
use crate::{
    model::{ColumnRole, Panel, text::squeeze},
    relations::{Header, Source, columns::is_total_name, is_carry},
};

/// The columns of one year in a panel.
pub(super) struct Columns {
    header: Header,
    /// The figure among several that is read: what was planned, in a table of what was spent.
    planned: Option<usize>,
    /// The column that states the whole amount of a row.
    whole: Option<usize>,
}

/// Words in a header and the part of spending that they mean, the more telling first.
const PARTS: [(&str, &str); 11] = [
    ("基本支出", "基本支出"),
    ("人员经费", "人员经费"),
    ("人员支出", "人员经费"),
    ("公用经费", "公用经费"),
    ("公用支出", "公用经费"),
    ("项目支出", "项目支出"),
    ("经营支出", "经营支出"),
    ("上缴上级", "上缴上级支出"),
    ("上解上级", "上缴上级支出"),
    ("附属单位补助", "对附属单位补助支出"),
    ("机动经费", "机动经费"),
];

/// What money carried over is called, whatever it is of.
const CARRIED: &str = "上年结转";

impl Columns {
    /// The columns of `year` in a panel of a document of the year `own`. Columns without a word about a year are
    /// of the document's own.
    pub fn of(panel: &Panel, year: i32, own: i32) -> Self {
        let mut of_year = Panel { columns: panel.columns.clone(), ..Panel::default() };
        for column in of_year.columns.iter_mut().filter(|c| year_of(c, own) != Some(year)) {
            column.role = ColumnRole::Label;
        }
        let header = Header::of(&of_year);
        let whole = header.whole().or_else(|| total_column(panel, year, own));
        Self { header, planned: None, whole }
    }

    /// The columns of what was planned (年初预算数), in a panel of final accounts that prints it beside what was spent.
    pub fn planned(panel: &Panel, year: i32, own: i32) -> Option<Self> {
        let mut of = Self::of(panel, year, own);
        let children = &of.header.children;
        let is = |word: &str| children.iter().position(|h| h.name.ends_with(word));
        let (planned, _) = (is("预算数").or(is("预算"))?, is("决算数").or(is("决算"))?);
        let part = children.get(planned)?;
        of.whole = part.column.or(part.total());
        of.planned = Some(planned);
        Some(of)
    }

    /// What is read: the figure that was asked for, or that the table is about.
    fn about(&self) -> &Header {
        let planned = self.planned.and_then(|place| self.header.children.get(place));
        planned.unwrap_or_else(|| self.header.about())
    }

    /// The columns by what they mean: `""` for the whole amount, which comes first.
    pub fn measures(&self) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = self.whole.map(|column| (String::new(), column)).into_iter().collect();
        collect(self.about(), "", &mut out);
        out
    }

    /// The column of a measure.
    pub fn column(&self, measure: &str) -> Option<usize> {
        self.measures().into_iter().find(|(name, _)| name == measure).map(|(_, column)| column)
    }

    /// The column is one of those that the whole amount is the sum of.
    pub fn is_addend(&self, column: usize) -> bool {
        self.about().addends().any(|header| header.value().contains(&column))
    }

    /// The lowest columns of what the table is about, in the order of print.
    pub fn leaves(&self) -> Vec<usize> {
        let mut out = Vec::new();
        leaves(self.about(), &mut out);
        out
    }
}

fn leaves(header: &Header, out: &mut Vec<usize>) {
    out.extend(header.column);
    header.children.iter().for_each(|child| leaves(child, out));
}

/// A header that stands for a single column is that column; one that could only be had by adding several is passed
/// over, its parts are not.
fn collect(header: &Header, over: &str, out: &mut Vec<(String, usize)>) {
    for child in &header.children {
        let is_total = child.column.is_some() && is_total_name(&child.name);
        let meaning = meaning(&child.name);
        let name = match (over, meaning.as_str()) {
            (CARRIED, CARRIED) | ("", _) => meaning.clone(),
            (CARRIED, other) => format!("{CARRIED}·{other}"),
            _ => meaning.clone(),
        };
        if !is_total
            && let [column] = child.value()[..]
            && !out.iter().any(|(known, at)| *known == name || *at == column)
        {
            out.push((name, column));
        }
        let below = if over == CARRIED || meaning == CARRIED { CARRIED } else { "" };
        collect(child, below, out);
    }
}

/// What a header means.
fn meaning(name: &str) -> String {
    let name = squeeze(name);
    if ["下年", "年末", "年终"].iter().any(|w| name.contains(w)) {
        return "结转下年".to_owned();
    }
    if is_carry(&name) {
        return CARRIED.to_owned();
    }
    if let Some((_, part)) = PARTS.iter().find(|(word, _)| name.contains(word)) {
        return (*part).to_owned();
    }
    // 其中：财政拨款 is a part of its neighbour and not all fiscal money.
    if name.starts_with("其中") {
        return name;
    }
    Source::of(&name).map_or(name, |source| source.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    fn measures(headers: &str) -> Vec<String> {
        let columns = headers.split('|').map(|h| Column::amount(&h.trim().split('/').collect::<Vec<_>>())).collect();
        let panel = Panel { columns, ..Panel::default() };
        let of = Columns::of(&panel, 2025, 2025).measures();
        of.into_iter().map(|(name, column)| format!("{column}{name}")).collect()
    }

    #[test]
    fn provinces_name_the_same_column_differently() {
        assert_eq!(measures("合计|基本支出|项目支出|上解上级支出"), ["0", "1基本支出", "2项目支出", "3上缴上级支出"]);
        assert_eq!(
            measures("合计|基本支出/小计|基本支出/人员经费|基本支出/日常公用经费|项目支出"),
            ["0", "1基本支出", "2人员经费", "3公用经费", "4项目支出"]
        );
        assert_eq!(
            measures("合计|一般公共预算财政拨款|财政专户（教育收费）|上年结转结余/小计|上年结转结余/政府性基金"),
            ["0", "1一般公共预算", "2财政专户管理资金", "3上年结转", "4上年结转·政府性基金预算"]
        );
    }

    #[test]
    fn a_part_that_would_have_to_be_added_up_is_not_offered() {
        assert_eq!(
            measures("合计|基本支出/人员经费|基本支出/公用经费|项目支出"),
            ["0", "1人员经费", "2公用经费", "3项目支出"]
        );
    }

    #[test]
    fn what_was_planned_stands_beside_what_was_spent() {
        let columns = ["合计/预算数", "合计/决算数", "接待/预算数", "接待/决算数"];
        let columns = columns.map(|h| Column::amount(&h.split('/').collect::<Vec<_>>())).to_vec();
        let panel = Panel { columns, ..Panel::default() };
        assert_eq!(Columns::of(&panel, 2024, 2024).leaves(), [1, 3]);
        assert_eq!(Columns::planned(&panel, 2024, 2024).map(|c| (c.leaves(), c.whole)), Some((vec![0, 2], Some(0))));
        let spent = Panel { columns: vec![Column::amount(&["决算数"])], ..Panel::default() };
        assert!(Columns::planned(&spent, 2024, 2024).is_none());
    }

    #[test]
    fn only_the_columns_of_the_year_count() {
        assert_eq!(
            measures("上年预算数/合计|上年预算数/基本支出|2025年预算数/合计|2025年预算数/项目支出"),
            ["2", "3项目支出"]
        );
    }
}
