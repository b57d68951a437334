//! Files that were made to do harm, and files that are none, through the real program: it ends in time and
//! within its memory, and says in one sentence what is the matter, or reads what there is.

mod growth;
mod packages;
mod pdfs;
mod program;

use std::{fs, path::Path};

use packages::{bomb, entities, overlapping, word, word_of, workbook, workbook_of, zip};
use program::{Ran, check};

/// The program on a file with these bytes.
#[track_caller]
fn check_bytes(name: &str, bytes: &[u8]) -> Ran {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    check(&path)
}

/// It is refused, with these words in the message.
#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    let ran = check_bytes(name, bytes);
    assert_eq!(ran.status, 2, "{name}: {}", ran.out);
    assert!(ran.err.contains(words), "{name}: {}", ran.err);
}

fn made() -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<_> = fs::read_dir("tests/made")
        .expect("the project's own documents")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|e| e != "py"))
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("read")))
        .collect();
    out.sort();
    out
}

#[test]
fn files_that_were_cut_off() {
    for (name, bytes) in made() {
        for eighth in 0..8 {
            check_bytes(&name, &bytes[..bytes.len() * eighth / 8]);
        }
        check_bytes(&name, &bytes[..bytes.len() - 1]);
        check_bytes(&name, &bytes[..bytes.len().min(513)]);
    }
}

#[test]
fn nothing_and_next_to_nothing() {
    refused("空.pdf", b"", "空的");
    refused("空行.txt", b"\r\n \r\n", "空的");
    for byte in [0, b'P', b'{', b'<', b'%', 0xd0, 0xff] {
        check_bytes("一字节.xlsx", &[byte]);
    }
    for begin in [b"%PDF-1.7".as_slice(), b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] {
        assert_eq!(check_bytes("开头.pdf", begin).status, 2);
    }
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    for (name, bytes) in made() {
        let (right, wrong) = (check_bytes(&name, &bytes), check_bytes("表.txt", &bytes));
        let after_path = |ran: &Ran| ran.out.split_once('：').map(|(_, rest)| rest.to_owned());
        assert_eq!((right.status, after_path(&right)), (wrong.status, after_path(&wrong)), "{name}");
    }
}

#[test]
fn what_is_no_file() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(check(&folder.path().join("没有.pdf")).status, 2);
    #[cfg(unix)]
    {
        let pipe = folder.path().join("管道.pdf");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        assert!(check(&pipe).err.contains("管道"));
        assert!(check(Path::new("/dev/zero")).err.contains("设备"));
    }
}

#[test]
fn a_file_that_grows_while_it_is_read() {
    use std::io::Write;
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("增长.txt");
    let stop = AtomicBool::new(false);
    let mut file = fs::File::create(&path).expect("file");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let line = "208 社会保障和就业支出 9.24 9.24\n".repeat(1000);
            for _ in 0..2000 {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                file.write_all(line.as_bytes()).expect("written");
            }
        });
        check(&path);
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn zip_bombs() {
    refused("bomb.xlsx", &bomb(10), "请");
    check_bytes("overlapping.xlsx", &overlapping());
    let mut nested = zip(&[("0.txt", &vec![b' '; 10 << 20])]);
    for level in 1..6 {
        let name = format!("{level}.zip");
        let parts: Vec<(String, &[u8])> = (0..10).map(|i| (format!("{i}{name}"), nested.as_slice())).collect();
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        nested = zip(&parts);
    }
    refused("nested.xlsx", &nested, "压缩包");
}

#[test]
fn workbooks_that_reach_far() {
    let corners = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    check_bytes("corners.xlsx", &workbook(corners));
    check_bytes(
        "beyond.xlsx",
        &workbook(r#"<sheetData><row r="4294967295"><c r="ZZZZZZ4294967295"><v>2</v></c></row></sheetData>"#),
    );
    let merged =
        format!(r#"<sheetData/><mergeCells>{}</mergeCells>"#, r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(10_000));
    check_bytes("merged.xlsx", &workbook(&merged));
    check_bytes("nested.xlsx", &workbook(&"<sheetData>".repeat(200_000)));
    let wide = format!(r#"<sheetData><row r="1">{}</row></sheetData>"#, "<c><v>1</v></c>".repeat(300_000));
    check_bytes("wide.xlsx", &workbook(&wide));
    check_bytes(
        "entities.xlsx",
        &workbook_of(
            entities(
                "worksheet",
                "<worksheet><sheetData><row><c t=\"str\"><v>&l9;</v></c></row></sheetData></worksheet>",
            )
            .as_bytes(),
        ),
    );
}

#[test]
fn word_documents_that_go_round_in_circles() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>"#;
    check_bytes(
        "styles.docx",
        &word(r#"<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>合计</w:t></w:r></w:p>"#, styles),
    );
    let tables = "<w:tbl><w:tr><w:tc>".repeat(20_000) + &"</w:tc></w:tr></w:tbl>".repeat(20_000);
    check_bytes("tables.docx", &word(&tables, ""));
    let spans = r#"<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p/></w:tc>"#.repeat(100);
    check_bytes("spans.docx", &word(&format!("<w:tbl><w:tr>{spans}</w:tr></w:tbl>"), ""));
    check_bytes(
        "entities.docx",
        &word_of(
            &entities("w:document", "<w:document><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"),
            "",
        ),
    );
}

#[test]
fn pdfs_that_go_round_in_circles_or_out_of_bounds() {
    for (name, bytes) in pdfs::all() {
        check_bytes(&format!("{name}.pdf"), &bytes);
    }
}

#[test]
fn web_pages_that_never_end() {
    for tag in ["div", "table", "table><tr><td", "b", "font", "a"] {
        // The parser looks through everything that is open for each that opens.
        let open = format!("<{tag}>").repeat(if tag == "div" { 10_000 } else { 100_000 });
        check_bytes("nested.html", format!("<html>{open}合计").as_bytes());
    }
    let bomb =
        r#"<tr><td rowspan="65534" colspan="1000">1</td><td rowspan="4294967295" colspan="99999999999">2</td></tr>"#;
    check_bytes("spans.html", format!("<html><table>{}</table>", bomb.repeat(5_000)).as_bytes());
    check_bytes("open.html", format!("<html><table>{}", "<tr><td>1".repeat(200_000)).as_bytes());
    check_bytes("attributes.html", format!("<html><p {}>", "a=1 ".repeat(500_000)).as_bytes());
    check_bytes("comment.html", format!("<html><!--{}", "-".repeat(4 << 20)).as_bytes());
}

#[test]
fn texts_that_are_no_tables() {
    check_bytes("line.txt", "9".repeat(2 << 20).as_bytes());
    check_bytes("numbers.txt", format!("支出总表\n单位：万元\n{}", "9.24 ".repeat(100_000)).as_bytes());
    check_bytes("commas.csv", format!("{}\n", ",".repeat(100_000)).repeat(8).as_bytes());
    check_bytes("quote.csv", format!("\"a\",\"b\"\n\"{}", "x,\n".repeat(100_000)).as_bytes());
    for (name, text) in [
        ("arrays.json", "{\"a\":".to_owned() + &"[".repeat(1_000_000)),
        ("objects.json", "{\"a\":".repeat(1_000_000)),
        ("number.json", format!("{{\"format\":\"gongkai/1\",\"agency\":\"\",\"year\":{}}}", "9".repeat(1_000_000))),
    ] {
        assert_eq!(check_bytes(name, text.as_bytes()).status, 2, "{name}");
    }
}
