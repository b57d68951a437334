//! Sessions: edits, undo, totals that follow, saving.

mod support;

use proptest::prelude::*;

use gongkai::check::{Checker, Verdict};
use gongkai::model::{CellRef, ColumnRole, Disclosure, Kind, Spot, Unit};
use gongkai::read::isolated::Reader;
use gongkai::session::{Edit, EditError, Field, Mode, Recent, Session, Slot};

const SPENDING: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 397.31 | 76.91 | 320.40
    208 | 社会保障和就业支出 | 9.24 | 9.24 |
    210 | 卫生健康支出 | 382.42 | 62.02 | 320.40
    221 | 住房保障支出 | 5.65 | 5.65 |";

fn session() -> Session {
    Session::new(support::disclosure(SPENDING))
}

/// The cell in this row and column of the first table.
fn at(row: usize, column: usize) -> CellRef {
    CellRef::new(0, 0, row, column)
}

fn text(session: &Session, cell: CellRef) -> &str {
    &session.disclosure().cell(cell).unwrap().text
}

fn put(cell: CellRef, text: &str) -> Edit {
    Edit::Texts(vec![(Field::from(cell), text.to_owned())])
}

fn field(row: u32, slot: Slot) -> Field {
    Field { table: 0, panel: 0, row, slot }
}

/// What the session says of every relation is what a checker built anew says.
#[track_caller]
fn agrees_with_a_new_checker(session: &Session) {
    let anew = Checker::new(session.disclosure());
    let verdicts = |c: &Checker| (0..c.relations().len()).map(|i| c.outcome(i).verdict).collect::<Vec<_>>();
    assert_eq!(verdicts(session.checker()), verdicts(&anew));
}

#[test]
fn an_edit_is_rechecked_and_undone() {
    let mut s = session();
    assert_eq!(s.checker().mark(at(2, 0)), Some(Verdict::Holds));
    let done = s.run(put(at(2, 0), "328.42")).unwrap();
    assert_eq!((done.cells, done.followed), (vec![at(2, 0)], 0));
    assert_eq!(s.checker().mark(at(2, 0)), Some(Verdict::Broken));
    assert!(s.findings().iter().any(|f| f.cells.first() == Some(&at(2, 0))));
    assert!(s.is_dirty());
    agrees_with_a_new_checker(&s);

    s.undo().unwrap();
    assert_eq!(text(&s, at(2, 0)), "382.42");
    assert_eq!(s.checker().mark(at(2, 0)), Some(Verdict::Holds));
    assert!(!s.is_dirty(), "back at what the file has");
    s.redo().unwrap();
    assert_eq!(text(&s, at(2, 0)), "328.42");
    agrees_with_a_new_checker(&s);
}

#[test]
fn typed_amounts_take_the_look_of_the_table() {
    let mut s = session();
    for (typed, expected) in
        [("１２．５", "12.50"), ("1,000", "1000.00"), ("(3)", "-3.00"), ("0.125", "0.125"), ("—", "—")]
    {
        s.run(put(at(1, 1), typed)).unwrap();
        assert_eq!(text(&s, at(1, 1)), expected, "typed {typed}");
    }
}

#[test]
fn bad_text_is_refused_with_a_sentence_and_changes_nothing() {
    let mut s = session();
    let before = s.disclosure().clone();
    let texts = vec![(Field::from(at(1, 1)), "1".to_owned()), (Field::from(at(2, 1)), "约三万".to_owned())];
    let why = s.run(Edit::Texts(texts)).unwrap_err();
    assert_eq!(
        why.to_string(),
        "“约三万”不是金额，未填入“210 卫生健康支出 · 基本支出”；请输入数字，如 1234.50，或留空。"
    );
    assert_eq!(*s.disclosure(), before);
    assert_eq!(s.undo_label(), None);
    assert_eq!(s.run(put(at(9, 9), "1")), Err(EditError::Nowhere));
}

#[test]
fn in_compile_mode_totals_follow_within_one_step() {
    let mut s = session();
    s.set_mode(Mode::Compile);
    let done = s.run(put(at(3, 1), "6.65")).unwrap();
    assert_eq!(text(&s, at(3, 0)), "6.65", "合计 of the row");
    assert_eq!(text(&s, at(0, 1)), "77.91", "合计 of the column");
    assert_eq!(text(&s, at(0, 0)), "398.31");
    assert_eq!(done.followed, 3);
    agrees_with_a_new_checker(&s);
    s.undo().unwrap();
    assert_eq!(*s.disclosure(), support::disclosure(SPENDING), "one undo takes back all of it");
}

#[test]
fn computed_cells_cannot_be_typed_into() {
    let mut s = session();
    s.set_mode(Mode::Compile);
    let why = s.run(put(at(0, 0), "1")).unwrap_err();
    assert_eq!(why.to_string(), "“合计 · 合计”由公式算出，不能直接填写；请改它的分项，或切换到审阅模式再改。");
    s.set_mode(Mode::Review);
    s.run(put(at(0, 0), "1")).unwrap();
    assert_eq!(text(&s, at(0, 0)), "1.00");
}

#[test]
fn entering_compile_mode_computes_broken_totals_and_can_be_undone() {
    let mut s = Session::new(support::disclosure(&SPENDING.replace("397.31", "379.31")));
    let done = s.set_mode(Mode::Compile);
    assert_eq!((done.followed, text(&s, at(0, 0))), (1, "397.31"));
    s.undo().unwrap();
    assert_eq!((s.mode(), text(&s, at(0, 0))), (Mode::Review, "379.31"));
    s.redo().unwrap();
    assert_eq!((s.mode(), text(&s, at(0, 0))), (Mode::Compile, "397.31"));
}

#[test]
fn rows_come_and_go_with_their_relations() {
    let mut s = session();
    let before = s.disclosure().clone();
    s.run(Edit::InsertRows { at: field(4, Slot::Name), count: 1 }).unwrap();
    let row = [(Slot::Code, "229"), (Slot::Name, "其他支出"), (Slot::Column(0), "2"), (Slot::Column(1), "2")];
    let texts = row.map(|(slot, text)| (field(4, slot), text.to_owned()));
    s.run(Edit::Texts(texts.into())).unwrap();
    assert_eq!(s.disclosure().row(at(4, 0)).unwrap().title(), "229 其他支出");
    assert_eq!(s.checker().mark(at(0, 0)), Some(Verdict::Broken), "the new row belongs to the sum");
    s.run(Edit::DeleteRows { at: field(4, Slot::Name), count: 1 }).unwrap();
    assert_eq!(*s.disclosure(), before);
    for _ in 0..3 {
        s.undo().unwrap();
    }
    assert_eq!(*s.disclosure(), before);
    agrees_with_a_new_checker(&s);
}

#[test]
fn what_a_table_is_can_be_corrected() {
    let mut s = session();
    let heading = Edit::Heading { table: 0, kind: Kind::Other, title: "表三".into(), unit: Unit::Yuan };
    s.run(heading).unwrap();
    let table = &s.disclosure().tables[0];
    assert_eq!((table.kind, table.title.as_str(), table.unit), (Kind::Other, "表三", Unit::Yuan));
    s.undo().unwrap();
    assert_eq!(*s.disclosure(), support::disclosure(SPENDING));
}

#[test]
fn undo_goes_back_through_everything_and_forward_again() {
    let mut s = session();
    let mut states: Vec<Disclosure> = vec![s.disclosure().clone()];
    for i in 0..50usize {
        s.run(put(at(1 + i % 3, 1), &format!("{i}.25"))).unwrap();
        states.push(s.disclosure().clone());
    }
    for state in states.iter().rev().skip(1) {
        s.undo().unwrap();
        assert_eq!(s.disclosure(), state);
    }
    assert!(s.undo().is_none());
    for state in states.iter().skip(1) {
        s.redo().unwrap();
        assert_eq!(s.disclosure(), state);
    }
    s.undo().unwrap();
    s.run(put(at(1, 1), "7")).unwrap();
    assert!(s.redo().is_none(), "a new edit ends what was undone");
}

#[test]
fn saving_spares_the_source_and_clears_the_mark() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("预算公开.txt");
    std::fs::write(&source, "某县档案馆 2025 年部门预算\n没有表格的一段话。\n").unwrap();
    let mut s = Session::open(&source, &Reader::new(env!("CARGO_BIN_EXE_gongkai"))).unwrap();
    assert_eq!(s.path(), None);
    assert!(s.save().is_err(), "nobody has said where to");
    assert!(s.save_as(&source).unwrap_err().to_string().contains("不会被改写"));

    let target = s.suggested_path();
    assert_eq!(target, folder.path().join("预算公开.json"));
    s.save_as(&target).unwrap();
    assert_eq!(std::fs::read_to_string(&source).unwrap(), "某县档案馆 2025 年部门预算\n没有表格的一段话。\n");

    let mut again = Session::open(&target, &Reader::new(env!("CARGO_BIN_EXE_gongkai"))).unwrap();
    assert_eq!(again.disclosure().prose, s.disclosure().prose);
    assert_eq!(again.path(), Some(target.as_path()), "our own format is saved where it is");
    again.save().unwrap();
}

#[test]
fn saved_means_the_state_that_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut s = session();
    s.run(put(at(1, 1), "1")).unwrap();
    s.save_as(&folder.path().join("甲.json")).unwrap();
    assert!(!s.is_dirty());
    s.undo().unwrap();
    assert!(s.is_dirty(), "what is on screen is not what was saved");
    s.redo().unwrap();
    assert!(!s.is_dirty());
}

#[test]
fn recent_files_are_remembered_the_last_one_first() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("配置").join("recent.txt");
    let mut recent = Recent::load_from(&list);
    for name in ["甲.txt", "乙.txt", "甲.txt"] {
        recent.add(&folder.path().join(name));
    }
    let expected = [folder.path().join("甲.txt"), folder.path().join("乙.txt")];
    assert_eq!(Recent::load_from(&list).paths(), expected);
}

/// Every cell of amounts in a disclosure.
fn amounts(d: &Disclosure) -> Vec<CellRef> {
    let mut out = Vec::new();
    for (t, table) in d.tables.iter().enumerate() {
        for (p, panel) in table.panels.iter().enumerate() {
            let columns = panel.columns.iter().enumerate().filter(|(_, c)| c.role == ColumnRole::Amount);
            let columns: Vec<usize> = columns.map(|(c, _)| c).collect();
            out.extend((0..panel.rows.len()).flat_map(|r| columns.iter().map(move |c| CellRef::new(t, p, r, *c))));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is typed where, in either mode: the session says what a checker built anew says, and undoing
    /// everything leads back to what was opened.
    #[test]
    fn random_edits_agree_with_a_full_check(
        steps in proptest::collection::vec((any::<prop::sample::Index>(), "[0-9]{0,4}(\\.[0-9]{2})?", 0u8..10), 1..30),
    ) {
        let [_, sample] = gongkai::read::samples();
        let opened = sample.clone();
        let cells = amounts(&sample);
        let mut s = Session::new(sample);
        for (cell, typed, choice) in steps {
            match choice {
                0 => { s.undo(); }
                1 => { s.redo(); }
                2 => { s.set_mode(Mode::Compile); }
                3 => { s.set_mode(Mode::Review); }
                // A computed total refuses; so does a lone decimal point.
                _ => { let _ = s.run(put(*cell.get(&cells), &typed)); }
            }
            agrees_with_a_new_checker(&s);
        }
        while s.undo().is_some() {}
        prop_assert_eq!(s.disclosure(), &opened);
        agrees_with_a_new_checker(&s);
    }
}

/// Long enough for any machine that gets something done.
const BRAKE: std::time::Duration = std::time::Duration::from_secs(60);

fn suspects(session: &Session) -> Vec<CellRef> {
    let spots = session.findings().iter().flat_map(|f| &f.suspects).map(|s| s.spot);
    let mut cells: Vec<CellRef> = spots.filter_map(|s| if let Spot::Cell(at) = s { Some(at) } else { None }).collect();
    cells.dedup();
    cells
}

#[test]
fn what_is_likely_wrong_is_told_of_the_figures_it_was_asked_for_and_of_no_others() {
    let mut s = session();
    assert!(s.unsolved().is_none(), "nothing is broken");
    s.run(put(at(2, 0), "328.42")).unwrap();
    let (first, before) = (s.unsolved().unwrap(), s.revision());
    // While that is being looked at, it is mended and something else is broken.
    s.undo().unwrap();
    s.run(put(at(3, 1), "6.65")).unwrap();
    let (second, now) = (s.unsolved().unwrap(), s.revision());
    s.apply(before, &first.solve(BRAKE));
    assert!(suspects(&s).is_empty(), "these figures stand no longer there");
    s.apply(now, &second.solve(BRAKE));
    assert_eq!(suspects(&s), [at(3, 1)]);
    agrees_with_a_new_checker(&s);
}

#[test]
fn what_is_said_changes_no_content_and_no_two_sessions_have_the_same() {
    let mut s = session();
    let before = s.content();
    assert_ne!(before, session().content(), "a file that is read anew is another one");
    s.run(Edit::Seen { ids: vec!["t1".into()], seen: true }).unwrap();
    assert_eq!(s.content(), before);
    s.run(put(at(2, 0), "328.42")).unwrap();
    let changed = s.content();
    assert_ne!(changed, before);
    s.undo().unwrap();
    assert!(s.content() != changed && s.content() != before);
}
