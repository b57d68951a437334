//! A report as a workbook: a page to file, and lists to filter and sort.
//!
//! Text is written as text, whatever it begins with: nothing that comes from a disclosure can become a formula.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Item, Report, words};
use crate::{check::Severity, model::with_thousands};

/// Excel takes no longer text in a cell.
const MAX_TEXT: usize = 32_000;
/// A number with more digits than this would lose some as Excel keeps it; it is written as text.
const EXACT_DIGITS: usize = 15;

/// The workbook.
pub(super) fn to_bytes(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own the library would put in today's, and no two reports would be the same.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(words::title(report)).set_creation_datetime(&fixed));
    summary(book.add_worksheet(), report)?;
    findings(book.add_worksheet(), "发现", &report.findings)?;
    if !report.hints.is_empty() {
        findings(book.add_worksheet(), "提示", &report.hints)?;
    }
    if !report.dismissed.is_empty() {
        findings(book.add_worksheet(), "已排除", &report.dismissed)?;
    }
    if !report.settled.is_empty() {
        let rows = report.settled.iter();
        let rows = rows.map(|s| vec![text(s.status.name()), text(&s.message), text(&s.note)]);
        list(book.add_worksheet(), "已处理", &[("处理", 10.0), ("说明", 90.0), ("备注", 40.0)], rows)?;
    }
    if report.unchecked().next().is_some() {
        let rows = report.unchecked();
        let rows = rows.map(|f| vec![text(&f.text), text(&f.sentence), text(words::figure_place(f))]);
        list(book.add_worksheet(), "未核对数字", &[("数字", 14.0), ("所在句子", 90.0), ("位置", 36.0)], rows)?;
    }
    tables(book.add_worksheet(), report)?;
    rules(book.add_worksheet(), report)?;
    book.save_to_buffer()
}

/// What a cell holds.
pub(super) enum Value {
    Text(String),
    Amount(Decimal),
    Count(usize),
    Severity(Severity),
    Blank,
}

impl Value {
    /// How many lines it takes in a column of so many digits: not every program makes rows as high as their text.
    fn lines(&self, width: f64) -> u32 {
        let Value::Text(text) = self else { return 1 };
        let of_line = |line: &str| {
            let digits: u32 = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            // A line is rarely full: what cannot be broken goes to the next one.
            (f64::from(digits) / (width - 2.0).max(1.0)).ceil().max(1.0) as u32
        };
        text.split('\n').map(of_line).sum::<u32>().min(26) // Excel has no higher rows
    }
}

pub(super) fn text(text: impl Into<String>) -> Value {
    let text = text.into();
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => Value::Text(text.get(..end).unwrap_or_default().to_owned()),
        None => Value::Text(text),
    }
}

fn amount(value: Option<Decimal>) -> Value {
    value.map_or(Value::Blank, Value::Amount)
}

fn findings(sheet: &mut Worksheet, name: &str, items: &[Item]) -> Result<(), XlsxError> {
    let columns = [
        ("序号", 6.0),
        ("严重程度", 9.5),
        ("类别", 8.0),
        ("规则", 7.0),
        ("表或正文", 16.0),
        ("行", 20.0),
        ("列", 12.0),
        ("表列", 12.0),
        ("应为", 12.0),
        ("差", 10.0),
        ("容许", 8.0),
        ("单位", 6.0),
        ("说明", 48.0),
        ("原因", 22.0),
        ("原文", 32.0),
        ("可能有误", 32.0),
        ("位置", 12.0),
        ("审核意见", 18.0),
    ];
    let row = |item: &Item| {
        let at = &item.at;
        vec![
            Value::Count(item.number),
            Value::Severity(item.severity),
            text(item.family.name()),
            text(item.rule),
            text(at.holder()),
            text(&at.row),
            text(&at.column),
            amount(item.stated),
            amount(item.computed),
            amount(item.difference),
            amount(item.allowed),
            text(&item.unit),
            text(&item.message),
            text(item.cause.clone().unwrap_or_default()),
            text(item.quote.clone().unwrap_or_default()),
            text(item.suspects.iter().map(words::suspect).collect::<Vec<_>>().join("\n")),
            text(&at.source),
            text(words::review(item).unwrap_or_default()),
        ]
    };
    list(sheet, name, &columns, items.iter().map(row))
}

fn tables(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let columns = [
        ("表种", 36.0),
        ("编号和标题", 44.0),
        ("单位", 8.0),
        ("行数", 8.0),
        ("位置", 14.0),
        ("状态", 18.0),
        ("错误", 8.0),
        ("缺失", 8.0),
        ("警告", 8.0),
        ("提示", 8.0),
    ];
    let rows = report.tables.iter().map(|t| {
        let mut row = vec![text(t.kind), text(&t.title), text(t.unit), Value::Count(t.rows), text(&t.at.source)];
        row.push(text(words::status(t)));
        row.extend([t.tally.errors, t.tally.missing, t.tally.warnings, t.tally.hints].map(Value::Count));
        row
    });
    list(sheet, "核对的表", &columns, rows)
}

fn rules(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let columns = [("类别", 10.0), ("规则", 10.0), ("内容", 50.0), ("启用", 10.0), ("严重程度", 12.0), ("发现", 8.0)];
    let rows = report.rules.iter().map(|r| {
        let severity = r.severity.map_or(Value::Blank, Value::Severity);
        let asked = match (r.off, r.aside.as_str()) {
            (true, _) => "关闭",
            (false, "") => "启用",
            (false, aside) => aside,
        };
        vec![text(r.family.name()), text(&r.id), text(&r.title), text(asked), severity, Value::Count(r.found)]
    });
    list(sheet, "规则", &columns, rows)
}

/// A list under a head that stays in sight, is repeated on every printed page, and can be filtered.
pub(super) fn list(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[(&str, f64)],
    rows: impl Iterator<Item = Vec<Value>>,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let styles = Styles::new();
    for (column, (title, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *title, &styles.head)?;
    }
    sheet.set_row_height(0, 22)?;
    let mut last = 0;
    for (row, values) in (1u32..).zip(rows) {
        let lines = values.iter().zip(columns).map(|(value, (_, width))| value.lines(*width)).max().unwrap_or(1);
        sheet.set_row_height(row, 15 * lines)?;
        for (column, value) in (0u16..).zip(values) {
            styles.write(sheet, row, column, &value)?;
        }
        last = row;
    }
    let right = u16::try_from(columns.len().saturating_sub(1)).unwrap_or_default();
    sheet.autofilter(0, 0, last.max(1), right)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    let wide = columns.iter().map(|(_, width)| width).sum::<f64>() > 200.0;
    let sheet = paper(sheet).set_landscape();
    if wide {
        sheet.set_paper_size(8); // A3
    }
    Ok(())
}

/// A4, as wide as the columns are.
pub(super) fn paper(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页，共 &N 页")
}

fn summary(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_name("概要")?;
    let styles = Styles::new();
    for (column, width) in [(0u16, 16.0), (1, 14.0), (2, 14.0), (3, 14.0), (4, 14.0)] {
        sheet.set_column_width(column, width)?;
    }
    let title = styles.base.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 4, &words::title(report), &title)?;
    sheet.set_row_height(0, 34)?;
    let strong = styles.cell.clone().set_bold();
    sheet.merge_range(1, 0, 1, 4, &words::conclusion(report), &strong)?;
    sheet.set_row_height(1, 24)?;
    let year = report.year.map(|y| format!("{y} 年{}", report.stage.name())).unwrap_or_default();
    let entries = [
        ("部门", report.agency.clone()),
        ("年度", year),
        ("文件", report.file.clone()),
        ("核对范围", words::extent(report)),
        ("规则", words::rules(report)),
    ];
    let mut row = 2;
    let notices = report.notices.iter().map(|n| ("读取说明", n.text.clone()));
    for (name, value) in entries.into_iter().chain(notices).filter(|(_, value)| !value.is_empty()) {
        sheet.write_string_with_format(row, 0, name, &styles.label)?;
        let Value::Text(value) = text(value) else { continue };
        sheet.merge_range(row, 1, row, 4, &value, &styles.cell)?;
        // A merged cell does not grow by itself: some thirty characters stand on a line.
        let lines = u32::try_from(value.chars().count() / 28 + 1).unwrap_or(1).min(20);
        sheet.set_row_height(row, 6 + 15 * lines)?;
        row += 1;
    }
    row += 1;
    for (column, name) in (0u16..).zip(["类别", "错误", "缺失", "警告", "提示"]) {
        sheet.write_string_with_format(row, column, name, &styles.head)?;
    }
    let families = report.families().into_iter().map(|(family, tally)| (family.name(), tally));
    for (name, t) in families.chain([("合计", report.tally())]) {
        row += 1;
        sheet.write_string_with_format(row, 0, name, &styles.cell)?;
        for (column, n) in (1u16..).zip([t.errors, t.missing, t.warnings, t.hints]) {
            styles.write(sheet, row, column, &Value::Count(n))?;
        }
    }
    paper(sheet).set_print_gridlines(false);
    Ok(())
}

/// How cells look.
pub(super) struct Styles {
    base: Format,
    title: Format,
    head: Format,
    label: Format,
    cell: Format,
    amount: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let line = base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00C8_CED4));
        let head = line.clone().set_font_name("黑体").set_background_color(Color::RGB(0x00EE_F2F5));
        Self {
            head: head.clone().set_align(FormatAlign::Center).set_text_wrap(),
            label: head,
            cell: line.clone().set_text_wrap(),
            amount: line,
            title: base.clone().set_bold().set_font_size(14),
            base,
        }
    }

    /// A head over a column.
    pub(super) fn head(&self) -> &Format {
        &self.head
    }

    /// Words outside of a table.
    pub(super) fn plain(&self) -> &Format {
        &self.base
    }

    /// The title of a sheet.
    pub(super) fn title(&self) -> &Format {
        &self.title
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, value: &Value) -> Result<(), XlsxError> {
        match value {
            Value::Text(text) => sheet.write_string_with_format(row, column, text, &self.cell)?,
            Value::Blank => sheet.write_blank(row, column, &self.cell)?,
            Value::Severity(severity) => {
                let word = format!("{} {}", words::shape(*severity), severity.name());
                let format = self.cell.clone().set_font_color(Color::RGB(colour(*severity)));
                sheet.write_string_with_format(row, column, word, &format)?
            }
            Value::Count(n) => {
                // Excel counts in floating point; a number of findings or rows is far below where that matters.
                sheet.write_number_with_format(row, column, u32::try_from(*n).unwrap_or(u32::MAX), &self.amount)?
            }
            Value::Amount(value) => match exactly(*value) {
                Some(number) => {
                    let decimals = value.scale() as usize;
                    let point = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
                    let format = self.amount.clone().set_num_format(format!("#,##0{point}"));
                    sheet.write_number_with_format(row, column, number, &format)?
                }
                None => sheet.write_string_with_format(row, column, with_thousands(*value), &self.cell)?,
            },
        };
        Ok(())
    }
}

/// The number as Excel keeps it, where it shows the same digits then.
fn exactly(value: Decimal) -> Option<f64> {
    let digits = value.mantissa().unsigned_abs().to_string().len();
    value.to_f64().filter(|_| digits <= EXACT_DIGITS)
}

fn colour(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 0x00B3_261E,
        Severity::Missing => 0x006A_3FA0,
        Severity::Warning => 0x008A_5200,
        Severity::Hint => 0x005B_6670,
    }
}
