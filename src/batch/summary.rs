//! The summary table (汇总表): one line a disclosure, or a file that could not be read.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::{
    check::{Family, Severity, Tally},
    model::{Unit, with_thousands},
    report::{self, Report, ReportError},
    write::csv,
};

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The file, or the files that make one disclosure.
    pub file: String,
    /// The publishing department or unit.
    pub agency: String,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 预算 or 决算; empty where nothing could be read.
    pub stage: &'static str,
    /// How many tables.
    pub tables: usize,
    /// Findings by severity.
    pub tally: Tally,
    /// 错误 and 缺失 by family, in the order of [`Family::ALL`].
    pub families: Vec<usize>,
    /// The largest difference of an error, in 万元.
    pub worst: Option<Decimal>,
    /// Figures of the text that nothing could be compared with.
    pub unchecked: usize,
    /// Why it could not be checked.
    pub failed: Option<String>,
}

impl Row {
    /// The line of a report.
    pub fn of(report: &Report) -> Self {
        let bad = || report.findings.iter().filter(|i| matches!(i.severity, Severity::Error | Severity::Missing));
        let units = [Unit::Yuan, Unit::Wan, Unit::Yi];
        let money = bad().filter_map(|item| {
            let unit = units.iter().find(|u| u.name() == item.unit)?;
            item.difference?.abs().checked_mul(unit.in_yuan())?.checked_div(Unit::Wan.in_yuan())
        });
        Self {
            file: report.file.clone(),
            agency: report.agency.clone(),
            year: report.year,
            stage: report.stage.name(),
            tables: report.tables.len(),
            tally: report.tally(),
            families: Family::ALL.iter().map(|f| bad().filter(|i| i.family == *f).count()).collect(),
            worst: money.max().map(|m| m.normalize()),
            unchecked: report.unchecked().count(),
            failed: None,
        }
    }

    /// The line of a file that could not be checked.
    pub fn failed(file: String, why: String) -> Self {
        Self {
            file,
            agency: String::new(),
            year: None,
            stage: "",
            tables: 0,
            tally: Tally::default(),
            families: vec![0; Family::ALL.len()],
            worst: None,
            unchecked: 0,
            failed: Some(why),
        }
    }

    /// 平, 有差错, or why it could not be checked.
    pub fn status(&self) -> &str {
        match &self.failed {
            Some(why) => why,
            None if self.tables == 0 => "没有找到表格",
            None if self.tally.errors + self.tally.missing > 0 => "有差错",
            None => "没有差错",
        }
    }

    /// What stands in each column.
    pub fn cells(&self) -> Vec<Cell> {
        let text = |t: &str| Cell::Text(t.to_owned());
        let year = self.year.map_or(Cell::Text(String::new()), |y| Cell::Text(y.to_string()));
        let mut out = vec![text(&self.file), text(&self.agency), year, text(self.stage)];
        if self.failed.is_some() {
            out.resize(header().len() - 1, text(""));
        } else {
            let Tally { errors, missing, warnings, hints } = self.tally;
            out.extend([self.tables, errors, missing, warnings, hints].map(Cell::Count));
            out.extend(self.families.iter().copied().map(Cell::Count));
            out.push(self.worst.map_or(text(""), Cell::Amount));
            out.push(Cell::Count(self.unchecked));
        }
        out.push(text(self.status()));
        out
    }
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number of things.
    Count(usize),
    /// Money in 万元.
    Amount(Decimal),
}

impl Cell {
    fn to_text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(n) => n.to_string(),
            Cell::Amount(value) => value.to_string(),
        }
    }
}

/// The names of the columns.
pub fn header() -> Vec<String> {
    let mut out: Vec<String> =
        ["文件", "部门", "年度", "预算或决算", "表", "错误", "缺失", "警告", "提示"].map(str::to_owned).to_vec();
    out.extend(Family::ALL.iter().map(|f| format!("{}差错", f.name())));
    out.extend(["最大差额（万元）", "未核对的数字", "结果"].map(str::to_owned));
    out
}

/// The table as a file: a workbook, a web page, or else CSV.
///
/// # Errors
/// What the library for workbooks says.
pub fn write(rows: &[Row], format: report::Format) -> Result<Vec<u8>, ReportError> {
    match format {
        report::Format::Xlsx => Ok(xlsx(rows)?),
        report::Format::Html => Ok(html(rows).into_bytes()),
        _ => Ok(csv(rows).into_bytes()),
    }
}

/// The table as CSV, with a byte order mark.
pub fn csv<'r>(rows: impl IntoIterator<Item = &'r Row>) -> String {
    let lines = rows.into_iter().map(|row| row.cells().iter().map(Cell::to_text).collect());
    csv::render(std::iter::once(header()).chain(lines))
}

/// The table as a web page in one file.
pub fn html(rows: &[Row]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>核对汇总</title>\n<style>\
         body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}\
         th,td{border:1px solid #bbb;padding:2px 8px;text-align:left}th{background:#eee;position:sticky;top:0}\
         td.n{text-align:right;font-variant-numeric:tabular-nums}tr.bad td:last-child{font-weight:bold}\
         </style></head><body>\n<h1>核对汇总</h1>\n<table>\n<thead><tr>",
    );
    header().iter().for_each(|name| out.push_str(&format!("<th>{}</th>", escaped(name))));
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str(if row.failed.is_some() || row.tally.errors > 0 { "<tr class=\"bad\">" } else { "<tr>" });
        for cell in row.cells() {
            out.push_str(&match &cell {
                Cell::Text(text) => format!("<td>{}</td>", escaped(text)),
                Cell::Count(n) => format!("<td class=\"n\">{n}</td>"),
                Cell::Amount(value) => format!("<td class=\"n\">{}</td>", with_thousands(*value)),
            });
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table></body></html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The table as a workbook. Texts are written as texts, never as formulas.
///
/// # Errors
/// What the library says.
pub fn xlsx(rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("核对汇总")?;
    let (bold, amount) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.00##"));
    for (column, name) in (0u16..).zip(header()) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row.cells()) {
            match &cell {
                Cell::Text(text) => drop(sheet.write_string(line, column, text)?),
                Cell::Count(n) => drop(sheet.write_number(line, column, *n as f64)?),
                // A workbook has nothing but floats; it is the last thing that happens to the number.
                Cell::Amount(value) => {
                    let number: f64 = value.to_string().parse().unwrap_or_default();
                    sheet.write_number_with_format(line, column, number, &amount)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(0, 40)?;
    sheet.set_column_width(1, 24)?;
    let (last, columns) = (u32::try_from(rows.len()).unwrap_or(u32::MAX), header().len());
    sheet.autofilter(0, 0, last, u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX))?;
    book.save_to_buffer()
}
