//! Marks on the pages of a PDF: they stand where the finding is, and the file is otherwise what it was.

#[path = "support/pdf.rs"]
mod pdf;

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongkai::{
    check::Examiner,
    model::Disclosure,
    read::{
        Options, ReadError,
        isolated::Reader,
        pdf::{
            annotate::{Mark, Shape, annotate},
            page::PageModel,
            pages,
        },
    },
    report::{self, Report},
};
use lopdf::{Dictionary, Document, Object};
use pdf::{file, say, sheet};

fn reader() -> Reader {
    Reader::new(env!("CARGO_BIN_EXE_gongkai"))
}

fn read(bytes: &[u8]) -> Vec<PageModel> {
    pages(bytes, &Options::default(), &mut |_, _| ()).expect("打得开")
}

fn mark(page: u32, bounds: [f32; 4]) -> Mark {
    Mark {
        page,
        bounds,
        shape: Shape::Frame,
        colour: [200, 0, 0],
        label: "12".to_owned(),
        slot: 0,
        title: "12 错误 V1".to_owned(),
        text: "合计有误。\n第二行".to_owned(),
    }
}

/// The file with these marks.
fn marked(bytes: &[u8], marks: &[Mark]) -> Vec<u8> {
    [bytes, &annotate(bytes, marks).expect("加得上")].concat()
}

/// The annotations of a page (from 1) that are no popup notes.
fn annotations(bytes: &[u8], page: u32) -> Vec<Dictionary> {
    let document = Document::load_mem(bytes).expect("打得开");
    let page = document.get_pages().remove(&page).expect("有这一页");
    let all = document.get_page_annotations(page).expect("有批注");
    all.into_iter().filter(|a| a.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Popup")).cloned().collect()
}

fn numbers(annotation: &Dictionary, key: &str) -> Vec<f32> {
    let list = annotation.get(key.as_bytes()).and_then(Object::as_array).expect("几个数");
    list.iter().map(|n| n.as_float().expect("数")).collect()
}

/// The frame itself in the coordinates of the file: the rectangle without what surrounds it.
fn frame(annotation: &Dictionary) -> [f32; 4] {
    let rect = numbers(annotation, "Rect");
    let around = numbers(annotation, "RD");
    [rect[0] + around[0], rect[1] + around[3], rect[2] - around[2], rect[3] - around[1]]
}

fn text(annotation: &Dictionary, key: &str) -> String {
    let bytes = annotation.get(key.as_bytes()).and_then(Object::as_str).expect("文字");
    assert_eq!(bytes.get(..2), Some(&[0xfe, 0xff][..]), "以 UTF-16BE 写");
    let units: Vec<u16> = bytes[2..].chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

#[test]
fn a_frame_stands_around_what_was_read_however_the_page_is_cut_or_turned() {
    for entries in [
        "",
        "/Rotate 90",
        "/Rotate 180",
        "/Rotate 270",
        "/Rotate -90",
        "/CropBox [50 100 400 560]",
        "/CropBox [50 100 400 560] /Rotate 90",
        "/CropBox [30 20 410 570] /Rotate 270",
    ] {
        for origin in [0, -70] {
            let media = [origin, origin, i64::from(pdf::WIDTH), i64::from(pdf::HEIGHT)];
            // In the coordinates of the file the character is 12 points high and wide, on a line at 300.
            let bytes = file(&[sheet(say(100, 300, "数")).with(entries).on(media)]);
            let model = &read(&bytes)[0];
            let seen = model.chars.iter().find(|c| c.c == '数').expect("读得到");
            let [left, bottom, right, top] = frame(&annotations(&marked(&bytes, &[mark(1, seen.bounds)]), 1)[0]);
            for (name, found, wanted) in
                [("左", left, 99.0), ("右", right, 113.0), ("下", bottom, 297.6), ("上", top, 311.6)]
            {
                assert!((found - wanted).abs() < 1.5, "{entries} {origin}：{name} {found}，应为 {wanted}");
            }
        }
    }
}

#[test]
fn a_marker_follows_a_line_of_text_that_runs_down_the_page() {
    let down = format!("q 0 -1 1 0 50 500 cm {} Q", say(0, 0, "收入总计"));
    let bytes = file(&[sheet(down)]);
    let model = &read(&bytes)[0];
    assert_ne!(model.turned, 0, "读的时候转正了");
    let first = model.chars.first().expect("有字").bounds;
    let last = model.chars.last().expect("有字").bounds;
    let line = Mark { shape: Shape::Marker, ..mark(1, [first[0], first[1], last[2], last[3]]) };
    let found = &annotations(&marked(&bytes, &[line]), 1)[0];
    assert_eq!(found.get(b"Subtype").and_then(Object::as_name).ok(), Some(&b"Highlight"[..]));
    let quad = numbers(found, "QuadPoints");
    // The text begins at the top and runs down: its upper left corner is the upper right one of the file.
    let corners: Vec<_> = quad.chunks(2).map(|p| (p[0].round() as i32, p[1].round() as i32)).collect();
    let (upper_left, upper_right) = (corners[0], corners[1]);
    assert!((upper_left.0 - 62).abs() < 3 && (upper_left.1 - 501).abs() < 3, "{corners:?}");
    assert!((upper_right.0 - 62).abs() < 3 && (upper_right.1 - 451).abs() < 3, "{corners:?}");
}

#[test]
fn the_bytes_of_the_file_stay_and_its_text_too() {
    for name in ["2024.word.pdf", "2025.word.pdf", "2025.excel.pdf", "accounts.pdf"] {
        let bytes = fs::read(made(name)).expect(name);
        let before = read(&bytes);
        let marks: Vec<Mark> = (1u32..).zip(&before).map(|(page, _)| mark(page, [50.0, 60.0, 90.0, 70.0])).collect();
        let after = marked(&bytes, &marks);
        assert!(after.starts_with(&bytes) && after.len() > bytes.len(), "{name}");
        let again = read(&after);
        assert_eq!(before.len(), again.len(), "{name}：页数");
        for (number, (before, again)) in (1u32..).zip(before.iter().zip(&again)) {
            assert!(before.chars == again.chars, "{name} 第 {number} 页的文字变了");
            assert_eq!(annotations(&after, number).len(), 1, "{name} 第 {number} 页");
        }
        // Marks can be put on a file that has some.
        assert_eq!(annotations(&marked(&after, &marks), 1).len(), 2, "{name}");
    }
}

#[test]
fn the_note_says_number_rule_and_sentence_in_utf16_with_a_popup() {
    let bytes = file(&[sheet(say(100, 300, "数"))]);
    let after = marked(&bytes, &[mark(1, [100.0, 100.0, 120.0, 110.0])]);
    let found = &annotations(&after, 1)[0];
    assert_eq!(text(found, "T"), "12 错误 V1");
    assert_eq!(text(found, "Contents"), "合计有误。\r第二行");
    let document = Document::load_mem(&after).expect("打得开");
    let popup = found.get(b"Popup").and_then(Object::as_reference).expect("弹出的注");
    let popup = document.get_dictionary(popup).expect("弹出的注");
    assert_eq!(popup.get(b"Subtype").and_then(Object::as_name).ok(), Some(&b"Popup"[..]));
    let appearance = found.get(b"AP").and_then(Object::as_dict).expect("外观");
    let stream = appearance.get(b"N").and_then(Object::as_reference).expect("外观");
    let stream = document.get_object(stream).and_then(Object::as_stream).expect("外观");
    assert!(String::from_utf8_lossy(&stream.content).contains("(12) Tj"));
}

#[test]
fn annotations_that_were_there_stay() {
    let there = "<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] >>";
    let bytes = file(&[sheet(say(100, 300, "数")).with(&format!("/Annots [{there}]"))]);
    let found = annotations(&marked(&bytes, &[mark(1, [1.0, 1.0, 9.0, 9.0])]), 1);
    let kinds: Vec<_> =
        found.iter().map(|a| a.get(b"Subtype").and_then(Object::as_name).expect("种类").to_vec()).collect();
    assert_eq!(kinds, [b"Link".to_vec(), b"Square".to_vec()]);
}

#[test]
fn a_file_whose_objects_are_listed_in_a_stream_gets_its_marks_too() {
    let mut document = Document::load_mem(&file(&[sheet(say(100, 300, "数")), sheet("")])).expect("打得开");
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).expect("写得出");
    assert!(!bytes.windows(8).any(|w| w == b"\ntrailer"), "没有旧式的对照表");
    let after = marked(&bytes, &[mark(2, [1.0, 1.0, 9.0, 9.0])]);
    assert_eq!((read(&after).len(), annotations(&after, 2).len()), (2, 1));
}

#[test]
fn what_cannot_be_annotated_is_said_in_a_sentence() {
    let good = file(&[sheet(say(100, 300, "数"))]);
    let locked = fs::read(made("2025.locked.pdf")).expect("文件");
    let cut = good.get(..good.len() - 60).expect("长些").to_vec();
    let shifted = [b"\n\n", &good[..]].concat();
    let one = mark(1, [1.0, 1.0, 9.0, 9.0]);
    for (bytes, page, said) in [
        (&locked, 1, "加密"),
        (&cut, 1, "内部结构特殊或有损坏"),
        (&shifted, 1, "内部结构特殊或有损坏"),
        (&good, 2, "内部结构特殊或有损坏"),
        (&b"%PDF-1.7 nothing".to_vec(), 1, "损坏"),
    ] {
        let marks = [Mark { page, ..one.clone() }];
        let here = annotate(bytes, &marks).expect_err("加不上").to_string();
        assert!(here.contains(said) && here.ends_with('。'), "{here}");
        let there = reader().annotated(bytes, &marks).expect_err("加不上").to_string();
        assert_eq!(here, there, "子进程说的一样");
    }
    let many = vec![one; gongkai::read::limits::MAX_MARKS + 1];
    assert!(matches!(annotate(&good, &many), Err(ReadError::Exceeds { .. })));
}

#[test]
fn a_report_is_put_on_the_pages_of_its_source() {
    let path = made("2025.word.pdf");
    let d: Disclosure = reader().read(&path, &Options::default()).expect("读得出").opened.disclosure;
    let examiner = Examiner::new(&d, Default::default());
    let report = Report::of("2025.word.pdf", &d, &examiner, &examiner.examine(&d));
    let bytes = fs::read(&path).expect("文件");
    let after = report::annotated(&report, &reader(), 0, &bytes).expect("加得上");
    assert!(after.starts_with(&bytes));
    for item in report.findings.iter().filter(|item| item.at.page.is_some() && !item.shown.is_empty()) {
        let page = item.at.page.expect("页");
        let title = format!("{} {} {}", item.number, item.severity.name(), item.rule);
        let found = annotations(&after, page);
        let one = found.iter().find(|a| text(a, "T") == title).unwrap_or_else(|| panic!("第 {page} 页没有 {title}"));
        assert!(text(one, "Contents").contains(&item.message), "{title}");
    }
    let first = annotations(&after, 1);
    let summary = first.iter().find(|a| text(a, "T") == "核对报告").expect("首页的总说明");
    let said = text(summary, "Contents");
    assert!(said.contains(&format!("错误 {}，", report.tally().errors)), "{said}");
}

fn made(name: &str) -> PathBuf {
    Path::new("tests/made").join(name)
}

#[test]
fn a_comment_on_a_page_is_not_read_and_a_field_that_was_filled_in_is() {
    let drawn = say(0, 0, "旁注");
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 40 14] /Resources << /Font << /Song 3 0 R >> >>";
    for (kind, is_read) in [("Square", false), ("Highlight", false), ("Widget", true), ("FreeText", true)] {
        let annotation = format!("<< /Type /Annot /Subtype /{kind} /Rect [200 100 240 114] /AP << /N 10 0 R >> >>");
        let page = sheet(say(100, 300, "正文")).with(&format!("/Annots [{annotation}]"));
        let seen: String = read(&pdf::file_with(&[page], &[(form, &drawn)]))[0].chars.iter().map(|c| c.c).collect();
        assert_eq!(seen.contains("旁注"), is_read, "{kind}：{seen}");
        assert!(seen.contains("正文"), "{kind}：{seen}");
    }
}

#[test]
fn a_damaged_file_gets_its_marks_or_a_sentence_and_breaks_nothing() {
    let good = fs::read(made("accounts.pdf")).expect("文件");
    let mut seed = 2025u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    for round in 0..60 {
        let mut bytes = good.clone();
        if round % 4 == 0 {
            bytes.truncate(next(good.len()));
        }
        // The tables by which everything is found stand at the end.
        let from = if round % 2 == 0 { 0 } else { bytes.len().saturating_sub(3000) };
        for _ in 0..=next(12) {
            let at = from + next(bytes.len() - from);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = b"0123456789 <>/[]\0R"[next(18)];
            }
        }
        match annotate(&bytes, &[mark(1, [10.0, 10.0, 50.0, 20.0])]) {
            Ok(appended) => assert_eq!(read(&[&bytes[..], &appended].concat()).len(), read(&bytes).len(), "{round}"),
            Err(error) => assert!(error.to_string().ends_with('。'), "{round}：{error}"),
        }
    }
}
