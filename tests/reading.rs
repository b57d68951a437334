//! Files in: every encoding, our own format and back, what is refused and how.

use std::{fs, io::Write, path::Path, time::Instant};

use encoding_rs::GB18030;
use gongkai::{
    model::{
        Cell, Column, ColumnRole, Disclosure, Kind, Panel, Place, Review, ReviewEntry, ReviewStatus, Row, RowRole,
        Section, Source, Stage, Status, Table, TextLine, Unit,
    },
    read::{self, ReadError, limits},
    write::native,
};
use proptest::prelude::*;

const TEXT: &str = "青禾县某局 2025 年部门预算公开\n\n我局今年没有需要公开的表格，特此说明。\n";

fn read_bytes(bytes: &[u8]) -> Result<Disclosure, ReadError> {
    read::from_bytes(bytes, "公开.txt".to_owned())
}

fn refusal(bytes: &[u8]) -> String {
    read_bytes(bytes).expect_err("refused").to_string()
}

/// A message for the user: one sentence or two in Chinese, that says what to do.
#[track_caller]
fn assert_tells_what_to_do(message: &str) {
    assert!(message.contains('请') && message.ends_with('。') && !message.contains('\n'), "{message}");
}

#[test]
fn a_text_reads_the_same_in_every_encoding_and_with_every_line_end() {
    let plain = read_bytes(TEXT.as_bytes()).expect("UTF-8");
    assert_eq!(plain.tables, []);
    assert_eq!(plain.source, Source { file: "公开.txt".to_owned(), format: "text".to_owned(), ..Source::default() });
    for (name, bytes) in in_other_forms(TEXT) {
        assert_eq!(read_bytes(&bytes).expect(name), plain, "{name}");
    }
}

#[test]
fn fifty_megabytes_of_noise_are_refused_with_a_sentence_and_at_once() {
    let mut state = 1u64;
    let block: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    })
    .take(1 << 20)
    .collect();
    let mut file = tempfile::NamedTempFile::new().expect("file");
    for _ in 0..50 {
        file.write_all(&block).expect("written");
    }
    let start = Instant::now();
    let error = read::open(file.path()).expect_err("noise");
    assert!(matches!(error, ReadError::TooLarge { limit: limits::MAX_TEXT_BYTES, .. }), "{error:?}");
    assert_tells_what_to_do(&error.to_string());
    assert_tells_what_to_do(&refusal(&block));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().expect("folder");
    let missing = read::open(&folder.path().join("没有.txt")).expect_err("missing").to_string();
    assert!(missing.contains("没有这个文件"), "{missing}");
    assert_tells_what_to_do(&missing);
    assert_tells_what_to_do(&read::open(folder.path()).expect_err("a folder").to_string());
    for bytes in [
        b"%PDF-1.7 ...".as_slice(),
        b"PK\x03\x04....",
        b"{\"format\":\"gongkai/2\",\"agency\":\"\"}",
        b"{\"name\":\"somebody else's\"}",
        b"{\"format\":\"gongkai/1\",\"agency\":",
        b"{\"format\":\"gongkai/1\",\"agency\":3}",
    ] {
        assert_tells_what_to_do(&refusal(bytes));
    }
    assert!(refusal(b"{\"format\":\"gongkai/2\"}").contains("新版"));
    assert!(refusal(b"{\"format\":\"gongkai/1\",\"agency\":").contains("第 1 行"));
}

#[test]
fn a_row_with_a_cell_too_few_is_refused_by_name() {
    let mut d = Disclosure::default();
    let row = Row { code: "208".to_owned(), name: "社会保障和就业支出".to_owned(), ..Row::default() };
    let panel = Panel { columns: vec![Column::amount(&["合计"])], rows: vec![row], ..Panel::default() };
    d.tables.push(Table { title: "支出总表".to_owned(), panels: vec![panel], ..Table::default() });
    let message = native::parse(&native::to_string(&d)).expect_err("one cell missing").to_string();
    assert!(message.contains("支出总表") && message.contains("208 社会保障和就业支出"), "{message}");
}

#[test]
fn tables_without_ids_get_them() {
    let d = Disclosure { tables: vec![Table::default(), Table::default()], ..Disclosure::default() };
    let ids: Vec<_> = native::parse(&native::to_string(&d)).expect("read").tables.into_iter().map(|t| t.id).collect();
    assert_eq!(ids, ["t1", "t2"]);
}

#[test]
fn the_format_is_named_first_and_a_row_is_a_line() {
    let mut row = Row { name: "合计".to_owned(), role: RowRole::Total, ..Row::default() };
    row.cells.push(Cell::read("283.37", ColumnRole::Amount));
    let panel = Panel { columns: vec![Column::amount(&["金额"])], rows: vec![row.clone(), row], ..Panel::default() };
    let table = Table { id: "t1".to_owned(), kind: Kind::Spending, panels: vec![panel], ..Table::default() };
    let text = native::to_string(&Disclosure { year: Some(2025), tables: vec![table], ..Disclosure::default() });
    assert!(
        text.starts_with("{\n \"format\": \"gongkai/1\",\n \"agency\": \"\",\n \"year\": 2025,\n")
            || text.starts_with("{\n \"format\":\"gongkai/1\",\n"),
        "{text}"
    );
    let line = text.lines().find(|l| l.contains("合计")).expect("a row");
    assert_eq!(
        line.trim().trim_end_matches(','),
        r#"{"code":"","name":"合计","level":0,"role":"total","cells":[{"text":"283.37","value":"283.37","inferred":false}]}"#
    );
}

#[test]
fn saving_and_opening_gives_the_same_disclosure() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("公开.json");
    let d = Disclosure { agency: "青禾县某局".to_owned(), year: Some(2025), ..Disclosure::default() };
    native::save(&d, &path).expect("saved");
    let source = Source { file: "公开.json".to_owned(), format: "json".to_owned(), ..Source::default() };
    assert_eq!(read::open(&path).expect("opened"), Disclosure { source, ..d });
}

/// The text in other encodings and with other line ends.
fn in_other_forms(text: &str) -> [(&'static str, Vec<u8>); 5] {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [
        ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("GB18030", GB18030.encode(text).0.into_owned()),
        ("UTF-16 with mark", [b"\xff\xfe", utf16.as_slice()].concat()),
        ("UTF-16", utf16),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
    ]
}

#[test]
fn the_published_texts_read_the_same_in_every_encoding_and_save_without_loss() {
    let folder = Path::new("../shared/seeds");
    let Ok(entries) = fs::read_dir(folder) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    for entry in entries {
        let text = fs::read_to_string(entry.expect("entry").path()).expect("text");
        let plain = read_bytes(text.as_bytes()).expect("UTF-8");
        assert_eq!(native::parse(&native::to_string(&plain)).expect("read back"), plain);
        for (name, bytes) in in_other_forms(&text) {
            assert!(read_bytes(&bytes).expect(name) == plain, "{}: {name}", plain.agency);
        }
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥（）：、]{0,8}",
        "-?[0-9]{1,3}(,[0-9]{3}){0,2}(\\.[0-9]{1,4})?",
        Just("—".to_owned()),
        "\\PC{0,6}",
        "[\"\\\\\n\t{}\\[\\],:]{0,5}",
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    let bounds = proptest::array::uniform4(-4000i32..4000).prop_map(|b| b.map(|x| x as f32 / 8.0));
    (proptest::option::of(any::<u32>()), proptest::option::of(bounds), proptest::option::of(any::<u32>()))
        .prop_map(|(page, bounds, line)| Place { page, bounds, line, block: page, cell: line.map(|l| [l, 0]), file: 0 })
}

fn any_column() -> impl Strategy<Value = Column> {
    let role = prop_oneof![
        Just(ColumnRole::Amount),
        Just(ColumnRole::Share),
        Just(ColumnRole::Count),
        Just(ColumnRole::Label)
    ];
    (proptest::collection::vec(any_text(), 0..3), role).prop_map(|(path, role)| Column { path, role })
}

fn any_row(columns: Vec<Column>) -> impl Strategy<Value = Row> {
    let role = proptest::sample::select(vec![
        RowRole::Item,
        RowRole::OfWhich,
        RowRole::Unit,
        RowRole::Subtotal,
        RowRole::Total,
        RowRole::YearTotal,
        RowRole::CarriedIn,
        RowRole::CarriedOut,
        RowRole::GrandTotal,
    ]);
    let cells: Vec<_> = columns
        .into_iter()
        .map(|column| {
            (any_text(), any::<bool>(), any_place()).prop_map(move |(text, inferred, place)| Cell {
                inferred,
                place,
                ..Cell::read(text, column.role)
            })
        })
        .collect();
    ("[0-9]{0,7}", any_text(), 0u8..4, role, cells).prop_map(|(code, name, level, role, cells)| Row {
        code,
        name,
        level,
        role,
        cells,
    })
}

fn any_panel() -> impl Strategy<Value = Panel> {
    (any_text(), proptest::collection::vec(any_column(), 0..4)).prop_flat_map(|(name, columns)| {
        let rows = proptest::collection::vec(any_row(columns.clone()), 0..4);
        rows.prop_map(move |rows| Panel { name: name.clone(), columns: columns.clone(), rows })
    })
}

fn any_table() -> impl Strategy<Value = Table> {
    let kind = proptest::sample::select(Kind::ALL.to_vec());
    let unit = proptest::sample::select(vec![Unit::Yuan, Unit::Wan, Unit::Yi]);
    let status = proptest::sample::select(vec![Status::Ok, Status::Partial, Status::Unrecoverable]);
    let texts = (any_text(), any_text(), any_text(), proptest::collection::vec(any_text(), 0..3));
    let unit = (unit, proptest::option::of(any::<bool>()));
    (kind, unit, status, texts, proptest::collection::vec(any_panel(), 0..3), any_place()).prop_map(
        |(kind, (unit, unit_printed), status, (number, title, raw, notes), panels, place)| Table {
            id: String::new(),
            kind,
            number,
            title,
            unit,
            unit_printed,
            status,
            panels,
            notes,
            raw,
            place,
        },
    )
}

fn any_disclosure() -> impl Strategy<Value = Disclosure> {
    let section = (any_text(), any_text(), any_place(), proptest::option::of(0u32..9)).prop_map(
        |(heading, text, place, table)| Section { table, heading, text, place, lines: vec![TextLine { at: 0, place }] },
    );
    let stage = prop_oneof![Just(Stage::Budget), Just(Stage::FinalAccounts)];
    (
        any_text(),
        proptest::option::of(1990..2100),
        stage,
        any_text(),
        proptest::collection::vec(any_table(), 0..3),
        proptest::collection::vec(section, 0..3),
    )
        .prop_map(|(agency, year, stage, region, tables, prose)| {
            let source = Source { file: "a.txt".to_owned(), format: "text".to_owned(), ..Source::default() };
            let said = ReviewEntry {
                key: "V1|t1".to_owned(),
                status: ReviewStatus::Dismissed,
                note: agency.clone(),
                message: region.clone(),
            };
            let review = Review { entries: vec![said], seen: [agency.clone()].into() };
            let mut d = Disclosure { agency, year, stage, region, tables, prose, source, review };
            d.number_tables();
            d
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_native_format_reads_back_without_loss(d in any_disclosure()) {
        prop_assert_eq!(native::parse(&native::to_string(&d)).expect("read back"), d);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn any_bytes_after_a_known_beginning_are_read_or_refused(
        begin in proptest::sample::select(vec!["{\"format\":\"gongkai/1\",", "\u{feff}", "附表1\n收支总表\n单位：万元\n"]),
        rest in "(\\PC|\n|\t|[0-9.,]|[一-龥]){0,80}",
    ) {
        let _ = read_bytes(format!("{begin}{rest}").as_bytes());
    }

    #[test]
    fn a_saved_file_cut_anywhere_is_refused(d in any_disclosure(), at in 0.0..1.0f64) {
        let text = native::to_string(&d);
        let end = (text.trim_end().len() as f64 * at) as usize;
        let cut = text.get(..end).unwrap_or("{\"");
        prop_assert!(native::parse(cut).is_err());
    }
}
