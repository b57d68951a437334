//! What is read of a page of a PDF: what a person sees there, and where. The pages are drawn by hand, see
//! `support/pdf.rs`.

#[path = "support/pdf.rs"]
mod pdf;

use gongkai::read::{
    Options, ReadError,
    pdf::{
        Pictures, document,
        page::{Char, PageModel},
        pages,
    },
};
use pdf::{HEIGHT, Sheet, WIDTH, file, file_with, glyphs, say, sheet, utf16};

/// The pages of a file that opens.
#[track_caller]
fn read(bytes: &[u8]) -> Vec<PageModel> {
    pages(bytes, &Options::default(), &mut |_, _| ()).expect("打得开")
}

/// The only page of a file.
#[track_caller]
fn page(sheet: Sheet) -> PageModel {
    read(&file(&[sheet])).pop().expect("有一页")
}

fn text<'a>(chars: impl IntoIterator<Item = &'a Char>) -> String {
    chars.into_iter().map(|c| c.c).collect()
}

fn seen(page: &PageModel) -> String {
    text(page.chars.iter().filter(|c| !c.hidden))
}

fn hidden(page: &PageModel) -> String {
    text(page.chars.iter().filter(|c| c.hidden))
}

/// Horizontal, at, from, to.
fn rules(page: &PageModel) -> Vec<(bool, f32, f32, f32)> {
    page.rules.iter().map(|r| (r.horizontal, r.at, r.from, r.to)).collect()
}

mod places {
    use super::*;

    #[test]
    fn a_character_has_the_box_of_its_square_and_its_baseline_from_the_top() {
        let page = page(sheet(say(100, 500, "合1")));
        let [he, one] = page.chars.as_slice() else { panic!("两个字：{page:?}") };
        assert_eq!((he.c, he.size, he.baseline), ('合', 12.0, HEIGHT as f32 - 500.0));
        let near = |a: [f32; 4], b: [f32; 4]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.1);
        assert!(near(he.bounds, [100.0, 95.0 - 0.88 * 12.0, 112.0, 95.0 + 0.12 * 12.0]), "{:?}", he.bounds);
        assert!((one.bounds[0] - 112.0).abs() < 0.1 && one.baseline == he.baseline, "{one:?}");
    }

    #[test]
    fn a_digit_is_as_wide_as_the_file_says_whatever_font_stands_in() {
        let page = page(sheet(say(100, 500, "12.50")));
        for pair in page.chars.windows(2).take(3) {
            assert!((pair[0].bounds[2] - pair[1].bounds[0]).abs() < 0.1, "{pair:?}");
        }
    }

    #[test]
    fn a_page_has_the_size_of_its_paper() {
        let page = page(sheet(""));
        assert_eq!((page.width, page.height, page.turned), (WIDTH as f32, HEIGHT as f32, 0));
    }

    #[test]
    fn the_crop_box_is_the_page() {
        let page = page(sheet(say(100, 500, "合") + &say(10, 500, "外")).with("/CropBox [50 100 420 595]"));
        assert_eq!((page.width, page.height), (370.0, 495.0));
        assert_eq!((seen(&page), hidden(&page)), ("合".into(), "外".into()));
        assert!((page.chars[0].bounds[0] - 50.0).abs() < 0.1);
    }

    #[test]
    fn a_page_that_a_viewer_turns_is_read_as_it_is_displayed() {
        // Written sideways on the paper and turned by /Rotate: upright for whoever looks at it.
        let down = format!("BT /Song 12 Tf 0 1 -1 0 100 50 Tm <{}> Tj ET", utf16("合计"));
        let page = page(sheet(down).with("/Rotate 90"));
        assert_eq!((page.width, page.height, page.turned), (HEIGHT as f32, WIDTH as f32, 0));
        let [he, ji] = page.chars.as_slice() else { panic!() };
        assert!(ji.bounds[0] > he.bounds[0] && ji.baseline == he.baseline, "{page:?}");
    }

    #[test]
    fn sideways_text_and_its_lines_are_turned_upright() {
        for (matrix, turned) in [("0 1 -1 0 100 50", 90), ("0 -1 1 0 100 550", 270), ("-1 0 0 -1 300 300", 180)] {
            let content = format!("BT /Song 12 Tf {matrix} Tm <{}> Tj ET", utf16("合计12.50"));
            let page = page(sheet(content + " 100 50 m 100 500 l S"));
            let [he, ji, ..] = page.chars.as_slice() else { panic!() };
            assert_eq!((page.turned, seen(&page).as_str()), (turned, "合计12.50"));
            assert!((ji.bounds[0] - he.bounds[2]).abs() < 0.1 && ji.baseline == he.baseline, "{matrix}: {page:?}");
            assert_eq!(page.rules[0].horizontal, turned != 180, "a line along the text stays along it");
            assert_eq!(page.width > page.height, turned != 180);
        }
    }

    #[test]
    fn what_a_form_draws_lies_where_the_form_is_placed() {
        let form = ("/Type /XObject /Subtype /Form /BBox [0 0 200 100]", say(10, 10, "合计"));
        let sheet = sheet("q 1 0 0 1 100 200 cm /X0 Do Q");
        let page = read(&file_with(&[sheet], &[(form.0, &form.1)])).pop().expect("有一页");
        assert_eq!(seen(&page), "合计");
        assert!((page.chars[0].bounds[0] - 110.0).abs() < 0.1);
        assert_eq!(page.chars[0].baseline, HEIGHT as f32 - 210.0);
    }
}

mod what_is_seen {
    use super::*;

    #[test]
    fn an_overlong_cell_printed_on_both_pages_and_clipped_counts_once() {
        let both = say(100, 500, "1,234.56") + &say(100, 100, "789.00");
        let first = sheet(format!("q 0 300 420 295 re W n {both} Q"));
        let second = sheet(format!("q 0 0 420 300 re W n {both} Q"));
        let read = read(&file(&[first, second]));
        assert_eq!((seen(&read[0]), seen(&read[1])), ("1,234.56".into(), "789.00".into()));
        assert_eq!((hidden(&read[0]), hidden(&read[1])), ("789.00".into(), "1,234.56".into()));
    }

    #[test]
    fn text_off_the_page_is_not_seen() {
        let page = page(sheet(say(100, 500, "内") + &say(500, 500, "外") + &say(100, -50, "下")));
        assert_eq!((seen(&page), hidden(&page)), ("内".into(), "外下".into()));
    }

    #[test]
    fn text_drawn_invisibly_is_not_seen() {
        let page = page(sheet(format!("{} BT 3 Tr ET {}", say(100, 500, "明"), say(100, 400, "暗"))));
        assert_eq!((seen(&page), hidden(&page)), ("明".into(), "暗".into()));
        let clear = super::page(sheet(format!("{} q /Clear gs {} Q", say(100, 500, "明"), say(100, 400, "透"))));
        assert_eq!((seen(&clear), hidden(&clear)), ("明".into(), "透".into()));
    }

    #[test]
    fn a_watermark_across_the_page_is_no_content() {
        let mark = format!("q 0.8 g BT /Song 60 Tf 0.7 0.7 -0.7 0.7 90 400 Tm <{}> Tj ET Q ", utf16("征求意见稿"));
        let page = page(sheet(mark + &say(100, 500, "12.34")));
        assert_eq!((seen(&page), hidden(&page)), ("12.34".into(), "征求意见稿".into()));
        assert_eq!(page.turned, 0);
    }

    #[test]
    fn white_text_is_seen_on_a_dark_header_only() {
        let header = "0.1 0.2 0.6 rg 90 490 200 30 re f 1 g ";
        let page = page(sheet(format!("{header} {} {}", say(100, 500, "头"), say(100, 400, "白"))));
        assert_eq!((seen(&page), hidden(&page)), ("头".into(), "白".into()));
    }

    #[test]
    fn a_figure_painted_over_and_printed_anew_counts_once() {
        let corrected = format!("{} 1 g 95 495 60 16 re f 0 g {}", say(100, 500, "12.34"), say(100, 500, "12.43"));
        let page = page(sheet(corrected));
        assert_eq!((seen(&page), hidden(&page)), ("12.43".into(), "12.34".into()));
    }

    #[test]
    fn shading_behind_text_hides_nothing() {
        let page = page(sheet(format!("0.9 g 95 495 60 16 re f 0 g {}", say(100, 500, "12.34"))));
        assert_eq!((seen(&page), hidden(&page)), ("12.34".into(), String::new()));
    }

    #[test]
    fn fake_bold_counts_once() {
        let stroked = format!("BT 2 Tr ET {}", say(100, 500, "合计 11.00"));
        assert_eq!(seen(&page(sheet(stroked))), "合计 11.00");
        let shifted: String = ["100", "100.3", "100.6"]
            .map(|x| say(100, 500, "合计 11.00").replace("100 500", &format!("{x} 500")))
            .concat();
        assert_eq!(seen(&page(sheet(shifted))), "合计 11.00");
    }
}

mod lines {
    use super::*;

    #[test]
    fn strokes_and_thin_rectangles_are_rules_and_white_ones_are_not() {
        let drawn =
            "0.5 w 50 500 m 350 500 l S  0 g 50 399.5 300 1 re f  1 g 50 300 300 1 re f  1 G 50 200 m 350 200 l S";
        let page = page(sheet(drawn));
        assert_eq!(rules(&page), [(true, 95.0, 50.0, 350.0), (true, 195.0, 50.0, 350.0)]);
    }

    #[test]
    fn a_shaded_cell_is_no_rule() {
        assert_eq!(rules(&page(sheet("0.8 g 50 400 300 20 re f"))), []);
    }

    #[test]
    fn a_rule_ends_where_its_clip_ends() {
        let page = page(sheet("q 0 0 200 595 re W n 1 w 50 500 m 350 500 l S Q"));
        assert_eq!(rules(&page), [(true, 95.0, 50.0, 201.0)]);
    }
}

mod meaning {
    use super::*;

    #[test]
    fn a_font_outside_of_the_file_is_read_over_its_encoding() {
        assert_eq!(seen(&page(sheet(say(100, 500, "（一）“三公”经费 ３.50")))), "（一）“三公”经费 ３.50");
    }

    #[test]
    fn a_font_that_keeps_silent_is_read_by_its_own_table() {
        let page = page(sheet(format!("BT /Bare 12 Tf 100 500 Td <{}> Tj ET", glyphs("合计12.50"))));
        assert_eq!((seen(&page).as_str(), page.unmapped), ("合计12.50", 0));
    }

    #[test]
    fn a_font_that_tells_nothing_is_said_and_shows_no_garbage() {
        let mute = sheet(format!("BT /Mute 12 Tf 100 500 Td <{}> Tj ET", glyphs("合计12.50")));
        assert_eq!(page(mute.clone()).unmapped, 7);
        let whole = document(&file(std::slice::from_ref(&mute)), &Options::default(), &mut |_, _| ());
        assert!(whole.expect_err("全是不明的字").to_string().contains("文字层无法读取"));
        let clear = sheet(say(100, 500, "收入支出预算总表"));
        let part = document(&file(&[clear, mute]), &Options::default(), &mut |_, _| ()).expect("第一页读得出");
        assert_eq!(part.notices.len(), 1, "{:?}", part.notices);
        assert!(part.notices[0].text.starts_with("第 2 页的文字层无法读取") && part.notices[0].place.page == Some(2));
        assert!(!serde_json::to_string(&part.blocks).expect("JSON").contains('\u{FFFD}'));
    }

    #[test]
    fn a_scanned_page_is_said() {
        let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let scan = sheet("q 420 0 0 595 0 0 cm /X0 Do Q");
        let behind = sheet(format!("BT 3 Tr ET {} q 420 0 0 595 0 0 cm /X0 Do Q", say(100, 500, "合计 12.50")));
        let refused = |sheet: Sheet| {
            let file = file_with(&[sheet], &[(image, "x")]);
            document(&file, &Options::default(), &mut |_, _| ()).expect_err("没有文字").to_string()
        };
        assert!(refused(scan).contains("扫描的图片，里面没有可读的文字"));
        assert!(refused(behind).contains("识别出来的"));
    }
}

mod opening {
    use super::*;

    #[test]
    fn what_is_no_pdf_inside_is_said_to_be_damaged() {
        for bytes in [b"%PDF-1.7".as_slice(), b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", b""] {
            assert!(matches!(pages(bytes, &Options::default(), &mut |_, _| ()), Err(ReadError::Damaged { .. })));
        }
    }

    #[test]
    fn a_file_that_was_cut_off_says_which_pages_are_missing() {
        let sheets: Vec<Sheet> =
            ["收入总表", "支出总表", "项目支出表"].map(|title| sheet(say(100, 500, title))).to_vec();
        let whole = file(&sheets);
        let notices = |bytes: &[u8]| {
            let document = document(bytes, &Options::default(), &mut |_, _| ()).expect("其余的读得出");
            document.notices.into_iter().map(|n| n.text).collect::<Vec<_>>()
        };
        assert!(notices(&whole).is_empty());
        let at = |what: &[u8]| whole.windows(what.len()).rposition(|w| w == what).expect("在文件里");
        let cut = notices(&whole[..at(b"24 0 obj")]);
        assert!(cut.len() == 1 && cut[0].starts_with("文件说有 3 页，只找到 2 页"), "{cut:?}");
        let tail = notices(&whole[..at(b"xref\n0 1")]);
        assert!(tail.len() == 1 && tail[0].starts_with("文件的末尾缺失"), "{tail:?}");
    }

    #[test]
    fn progress_is_told_page_by_page() {
        let mut told = Vec::new();
        let three = file(&[sheet(""), sheet(""), sheet("")]);
        pages(&three, &Options::default(), &mut |done, of| told.push((done, of))).expect("打得开");
        assert_eq!(told, [(1, 3), (2, 3), (3, 3)]);
    }

    #[test]
    fn a_locked_file_asks_for_its_password() {
        let bytes = include_bytes!("made/2025.locked.pdf");
        let open = |password: Option<&str>| {
            pages(bytes, &Options { password: password.map(str::to_owned), ..Options::default() }, &mut |_, _| ())
        };
        assert!(matches!(open(None), Err(ReadError::NeedsPassword)));
        assert!(matches!(open(Some("")), Err(ReadError::NeedsPassword)));
        assert!(matches!(open(Some("budget")), Err(ReadError::WrongPassword)));
        assert!(seen(&open(Some("Budget-2025")).expect("密码对")[0]).contains("青禾县水务局"));
        assert!(Pictures::open(bytes, Some("Budget-2025")).is_ok() && Pictures::open(bytes, None).is_err());
    }
}

mod pictures {
    use super::*;

    /// The darkest pixel in a box given in points.
    fn darkest(bytes: &[u8], scale: f32, [left, top, right, bottom]: [f32; 4]) -> u8 {
        let picture = Pictures::open(bytes, None).expect("打得开").draw(0, scale).expect("有第一页");
        let inside = |v: usize, from: f32, to: f32| (from * scale..to * scale).contains(&(v as f32));
        let width = picture.width as usize;
        let pixels = picture.rgba.chunks_exact(4).enumerate();
        let there = pixels.filter(|(i, _)| inside(i % width, left, right) && inside(i / width, top, bottom));
        there.map(|(_, p)| p[0]).min().expect("框在画面里")
    }

    #[test]
    fn what_is_read_lies_where_it_is_drawn_also_when_turned() {
        for (matrix, entry) in [
            ("1 0 0 1 100 50", ""),
            ("0 1 -1 0 100 50", ""),
            ("0 -1 1 0 100 550", ""),
            ("1 0 0 1 100 50", "/Rotate 270"),
        ] {
            // A font that is not in the file: the program's own draws it.
            let sheet = sheet(format!("BT /Song 30 Tf {matrix} Tm <{}> Tj ET", utf16("国"))).with(entry);
            let bytes = file(&[sheet]);
            let place = read(&bytes)[0].chars[0].bounds;
            assert!(darkest(&bytes, 2.0, place) < 60, "{matrix} {entry}: nothing is drawn in {place:?}");
            let [left, top, ..] = place;
            assert_eq!(darkest(&bytes, 2.0, [left - 30.0, top - 30.0, left - 1.0, top - 1.0]), 255);
        }
    }

    #[test]
    fn a_huge_page_is_drawn_small() {
        for media in [[0, 0, 2_000_000_000, 2_000_000_000], [0, 0, 30_000, 10], [0, 0, 0, 0], [-5, -5, -4, -4]] {
            let bytes = file(&[sheet(say(0, 0, "合计")).on(media)]);
            let picture = Pictures::open(&bytes, None).expect("打得开").draw(0, 4.0).expect("有第一页");
            assert!(picture.width <= 8_000 && picture.height <= 8_000, "{} × {}", picture.width, picture.height);
            assert_eq!(picture.rgba.len(), (picture.width * picture.height * 4) as usize);
            assert!(picture.rgba.len() <= 64_100_000);
        }
    }

    #[test]
    fn a_scale_that_makes_no_sense_does_no_harm() {
        let bytes = file(&[sheet(say(100, 500, "合计"))]);
        let pictures = Pictures::open(&bytes, None).expect("打得开");
        assert_eq!(pictures.pages(), 1);
        assert!(pictures.draw(1, 1.0).is_none(), "there is one page only");
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e-9, 1e9] {
            assert!(pictures.draw(0, scale).is_some_and(|p| p.width > 0 && p.height > 0), "{scale}");
        }
    }
}
