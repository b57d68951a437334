//! Reports of what was found: what they say, in which order, and that each format can be read back.

use std::fs;

use gongkai::{
    check::{Examination, Examiner, Family, Finding, Severity, Suspect, Verdict},
    document::{Block, Document, Grid},
    model::{CellRef, Decimal, Disclosure, Notice, Place, ReviewEntry, ReviewStatus, Section, Spot, TextLine, TextRef},
    read::{self, Options},
    report::{self, Format, Report},
};

/// The later sample as it is.
fn sample() -> Disclosure {
    let [_, later] = read::samples();
    later
}

fn report_of(d: &Disclosure) -> Report {
    let examiner = Examiner::new(d, Default::default());
    let examination = examiner.examine(d);
    Report::of("2025.json", d, &examiner, &examination)
}

/// A report of exactly these findings.
fn report_with(d: &Disclosure, findings: Vec<Finding>) -> Report {
    let examiner = Examiner::new(d, Default::default());
    Report::of("青禾.pdf", d, &examiner, &Examination { findings, ..Examination::default() })
}

fn written(report: &Report, format: Format) -> String {
    String::from_utf8(report::write(report, format).expect("written")).expect("text")
}

/// A disclosure with a sentence of text, and findings of every sort: for what no sample has.
fn invented() -> (Disclosure, Vec<Finding>) {
    let mut d = sample();
    let text = "2025年收入总计914.05万元。基本支出496.55万元，占54.32％。";
    d.prose = vec![Section {
        table: None,
        heading: "三、收支总体情况".to_owned(),
        text: text.to_owned(),
        place: Place { page: Some(2), ..Place::default() },
        lines: vec![
            TextLine {
                at: 0,
                place: Place { page: Some(2), bounds: Some([80.0, 100.0, 500.0, 112.0]), ..Place::default() },
            },
            TextLine {
                at: 20,
                place: Place { page: Some(2), bounds: Some([80.0, 116.0, 300.0, 128.0]), ..Place::default() },
            },
        ],
    }];
    d.source.notices =
        vec![Notice { text: "第 3 页是图片，没有读取。".to_owned(), place: Place::default() }];
    let income = TextRef { section: 0, from: 9, to: 15 };
    let cell = CellRef::new(0, 0, 0, 0);
    let two = |n: i64| Some(Decimal::new(n, 2));
    let findings = vec![
        Finding { texts: vec![income], ..Finding::new("V1", Severity::Hint, "尾差而已。") },
        Finding {
            family: Family::TextAgainstTable,
            verdict: Some(Verdict::Broken),
            texts: vec![income],
            cells: vec![cell],
            quote: Some("2025年收入总计914.05万元".to_owned()),
            stated: two(91405),
            computed: two(91504),
            difference: two(-99),
            allowed: two(0),
            cause: Some("疑为数字颠倒".to_owned()),
            suspects: vec![Suspect { spot: Spot::Text(income), value: two(91504), tied: true }],
            ..Finding::new("V2", Severity::Error, "正文与表不一致。")
        },
        Finding {
            family: Family::Privacy, ..Finding::new("V3", Severity::Warning, "<b>有手机号</b> & \"引号\"")
        },
        Finding {
            family: Family::Completeness,
            ..Finding::new("V4", Severity::Missing, "没有国有资本经营预算支出表。")
        },
        Finding {
            family: Family::WithinTable, table: Some(1), ..Finding::new("V5", Severity::Error, "整张表有误。")
        },
    ];
    (d, findings)
}

#[test]
fn findings_come_in_the_order_in_which_a_bureau_checks_and_are_numbered_through() {
    let (d, findings) = invented();
    let report = report_with(&d, findings);
    let order: Vec<_> = report.findings.iter().map(|f| (f.number, f.family)).collect();
    assert_eq!(
        order,
        [(1, Family::Completeness), (2, Family::WithinTable), (3, Family::TextAgainstTable), (4, Family::Privacy)]
    );
    assert_eq!(report.hints.iter().map(|f| f.number).collect::<Vec<_>>(), [5]);
    let tally = report.tally();
    assert_eq!((tally.errors, tally.missing, tally.warnings, tally.hints), (2, 1, 1, 1));
}

#[test]
fn a_finding_of_the_text_says_section_page_unit_and_what_it_should_be() {
    let (d, findings) = invented();
    let report = report_with(&d, findings);
    let item = report.findings.iter().find(|f| f.rule == "V2").expect("the finding of the text");
    assert_eq!((item.at.name.as_str(), item.at.page), ("正文“三、收支总体情况”", Some(2)));
    assert_eq!(item.unit, "万元");
    let lines: Vec<_> = item.shown.iter().filter_map(|p| p.bounds).collect();
    assert_eq!(lines, [[80.0, 100.0, 500.0, 112.0]]);
    let text = written(&report, Format::Text);
    assert!(
        text.contains("可能有误：正文“三、收支总体情况”，现为 914.05，或应为 915.04（另有同样可能的改法）"),
        "{text}"
    );
    assert!(text.contains("第 3 页是图片，没有读取。"), "{text}");
}

#[test]
fn what_was_dismissed_is_not_counted_and_stands_at_the_end_with_its_reason() {
    let mut d = sample();
    let before = report_of(&d);
    let examiner = Examiner::new(&d, Default::default());
    let examination = examiner.examine(&d);
    let error = examination.findings.iter().find(|f| f.severity == Severity::Error).expect("an error");
    d.review.entries = vec![
        ReviewEntry {
            key: error.key(&d),
            status: ReviewStatus::Dismissed,
            note: "口径不同".into(),
            message: String::new(),
        },
        ReviewEntry {
            key: "V9|t1".into(),
            status: ReviewStatus::Mended,
            note: "已改".into(),
            message: "合计原来有误。".into(),
        },
    ];
    let report = report_of(&d);
    assert_eq!(report.tally().errors + 1, before.tally().errors);
    assert_eq!(report.findings.len() + 1, before.findings.len());
    let last = report.dismissed.first().expect("dismissed");
    assert_eq!(last.number, report.findings.len() + report.hints.len() + 1);
    for format in [Format::Text, Format::Html, Format::Csv] {
        assert!(written(&report, format).contains("口径不同"), "{format:?}");
    }
    assert!(written(&report, Format::Html).contains("合计原来有误。"));
    let json: serde_json::Value = serde_json::from_str(&written(&report, Format::Json)).expect("JSON");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(report.findings.len() + report.hints.len()));
    assert_eq!(json["dismissed"][0]["review"]["status"], "已排除");
}

#[test]
fn a_report_is_the_same_whenever_it_is_written() {
    let report = report_of(&sample());
    for (name, format) in Format::ALL.iter().filter(|(_, format)| *format != Format::Pdf) {
        let first = report::write(&report, *format).expect("written");
        std::thread::sleep(std::time::Duration::from_millis(if format.is_binary() { 2100 } else { 0 }));
        assert!(first == report::write(&report, *format).expect("written again"), "{name}");
    }
}

#[test]
fn text_csv_json_and_web_page_as_they_are() {
    let (mut d, findings) = invented();
    d.tables.truncate(2);
    let mut report = report_with(&d, findings);
    // What there is of rules and relations is another matter.
    report.rules.truncate(5);
    report.relations = 12;
    insta::assert_snapshot!("text", written(&report, Format::Text));
    insta::assert_snapshot!("csv", written(&report, Format::Csv));
    insta::assert_snapshot!("json", written(&report, Format::Json));
    let page = written(&report, Format::Html);
    let style = page.find("<style>").zip(page.find("</style>")).expect("a style");
    insta::assert_snapshot!("html", format!("{}{}", &page[..style.0], &page[style.1..]));
}

#[test]
fn a_web_page_needs_nothing_else_and_nothing_in_it_is_markup_of_others() {
    let (d, findings) = invented();
    let page = written(&report_with(&d, findings), Format::Html);
    assert!(page.contains("&lt;b&gt;有手机号&lt;/b&gt; &amp; &quot;引号&quot;"), "{page}");
    for fetched in ["<script", "src=", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    let anchors: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(anchors.len() > 3);
    assert!(anchors.iter().all(|a| page.contains(&format!("id=\"{a}\""))), "{anchors:?}");
    for shape in ["✕ 错误", "○ 缺失", "△ 警告"] {
        assert!(page.contains(shape), "{shape}");
    }
}

/// What our own reader makes of a report's bytes.
fn read_back(report: &Report, format: Format) -> Document {
    let bytes = report::write(report, format).expect("written");
    read::document(&bytes, &Options::default(), &mut |_, _| ()).expect("read back")
}

fn grids(document: &Document) -> Vec<&Grid> {
    document.grids().map(|(_, grid)| grid).collect()
}

fn texts(grid: &Grid, row: u32) -> Vec<&str> {
    grid.cells.iter().filter(|c| c.row == row).map(|c| c.text.as_str()).collect()
}

#[test]
fn a_workbook_reads_back_with_amounts_as_numbers_and_no_formula() {
    let (mut d, mut findings) = invented();
    let cell = CellRef::new(0, 0, 0, 0);
    d.tables[0].panels[0].rows[0].name = "=HYPERLINK(\"http://a\")".to_owned();
    for message in ["=1+1", "+86", "-2", "@SUM(A1)"] {
        findings.push(Finding { cells: vec![cell], ..Finding::new("V1", Severity::Error, message) });
    }
    let report = report_with(&d, findings);
    let document = read_back(&report, Format::Xlsx);
    let names: Vec<&str> = document.pages.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["概要", "发现", "提示", "核对的表", "规则"]);
    let found = grids(&document)[1];
    assert_eq!(texts(found, 0)[..4], ["序号", "严重程度", "类别", "规则"]);
    let all: Vec<&str> = found.cells.iter().map(|c| c.text.as_str()).collect();
    for text in ["=HYPERLINK(\"http://a\")", "=1+1", "+86", "@SUM(A1)", "914.05", "-0.99"] {
        assert!(all.contains(&text), "{text}: {all:?}");
    }
    let bytes = report::write(&report, Format::Xlsx).expect("written");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("a part");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        assert!(!text.contains("<f>") && !text.contains("<f "), "part {i}");
    }
}

#[test]
fn a_word_document_reads_back_with_headings_sentences_and_tables() {
    let (d, findings) = invented();
    let report = report_with(&d, findings);
    let document = read_back(&report, Format::Docx);
    let headings: Vec<&str> = document.paragraphs().filter(|p| p.heading == Some(1)).map(|p| p.text.as_str()).collect();
    assert_eq!(
        headings,
        [
            "一、完整性（1 处）",
            "二、表内（1 处）",
            "三、文表（1 处）",
            "四、隐私（1 处）",
            "五、提示（1 处）",
            "六、核对的表",
            "七、所用规则"
        ]
    );
    let all: Vec<&str> = document.paragraphs().map(|p| p.text.as_str()).collect();
    assert!(all.contains(&"正文与表不一致。") && all.contains(&"<b>有手机号</b> & \"引号\""), "{all:?}");
    assert!(all.iter().any(|p| p.contains("原文：2025年收入总计914.05万元")), "{all:?}");
    let families = grids(&document).into_iter().find(|g| texts(g, 0).first() == Some(&"类别")).expect("the summary");
    assert_eq!(texts(families, 0), ["类别", "错误", "缺失", "警告", "提示"]);
    assert!(document.blocks.iter().any(|b| matches!(b, Block::Grid(g) if texts(g, 0).contains(&"编号和标题"))));
}

#[test]
fn an_empty_disclosure_makes_a_report_in_every_format() {
    let report = report_of(&Disclosure::default());
    for (name, format) in Format::ALL.iter().filter(|(_, format)| *format != Format::Pdf) {
        assert!(!report::write(&report, *format).expect(name).is_empty());
    }
    assert!(written(&report, Format::Html).contains("未发现错误、缺失和存疑之处。"));
    let error = report::write(&report, Format::Pdf).expect_err("no PDF").to_string();
    assert!(error.contains("没有可以加批注的 PDF") && error.ends_with('。'), "{error}");
}

#[test]
#[ignore = "measures; prints what it took"]
fn a_thousand_findings() {
    let (d, findings) = invented();
    let broken = findings.iter().find(|f| f.cause.is_some()).expect("one with everything");
    let many: Vec<Finding> = (0..1000).map(|_| broken.clone()).collect();
    let start = std::time::Instant::now();
    let report = report_with(&d, many);
    println!("gathered in {:?}", start.elapsed());
    for (name, format) in Format::ALL.iter().filter(|(_, format)| *format != Format::Pdf) {
        let start = std::time::Instant::now();
        let bytes = report::write(&report, *format).expect("written");
        println!("{name}: {:?}, {} KB", start.elapsed(), bytes.len() >> 10);
    }
    println!(
        "{}",
        fs::read_to_string("/proc/self/status")
            .unwrap_or_default()
            .lines()
            .filter(|l| l.starts_with("VmHWM"))
            .collect::<String>()
    );
}
