//! Reviews: what is said of findings is undone, saved and found again, and what is dismissed no longer counts.

mod support;

use gongkai::check::{Finding, Severity};
use gongkai::model::{CellRef, Disclosure, ReviewEntry, ReviewStatus, Section, TextLine, TextRef};
use gongkai::read::isolated::Reader;
use gongkai::session::{Edit, Field, Session};

/// 210 states 382.42 and its parts come to 328.42.
const BROKEN: &str = "支出总表
    编码 | 名称 | 合计 | 基本支出 | 项目支出
    | 合计 | 343.31 | 76.91 | 266.40
    208 | 社会保障和就业支出 | 9.24 | 9.24 |
    210 | 卫生健康支出 | 382.42 | 62.02 | 266.40
    221 | 住房保障支出 | 5.65 | 5.65 |";

fn session() -> Session {
    Session::new(support::disclosure(BROKEN))
}

fn at(row: usize, column: usize) -> CellRef {
    CellRef::new(0, 0, row, column)
}

fn errors(s: &Session) -> Vec<Finding> {
    s.findings().iter().filter(|f| f.severity == Severity::Error).cloned().collect()
}

fn say(s: &mut Session, finding: &Finding, status: ReviewStatus, note: &str) {
    let key = finding.key(s.disclosure());
    let entry = ReviewEntry { key, status, note: note.into(), message: finding.message.clone() };
    s.run(Edit::Review(vec![entry])).unwrap();
}

#[test]
fn what_is_dismissed_is_neither_listed_nor_counted_and_comes_back_with_undo() {
    let mut s = session();
    let before = errors(&s);
    assert!(!before.is_empty());
    let tally = s.tally();
    say(&mut s, &before[0], ReviewStatus::Dismissed, "上级批复如此");
    assert_eq!(errors(&s).len(), before.len() - 1);
    assert_eq!(s.tally().errors, tally.errors - 1);
    assert_eq!(s.table_tally(0).errors, tally.errors - 1);
    assert_eq!(s.dismissed().iter().map(|f| &f.message).collect::<Vec<_>>(), [&before[0].message]);
    assert_eq!(s.said(&before[0]).unwrap().note, "上级批复如此");
    assert_eq!(s.undo_label(), Some("记为已排除"));
    assert!(s.is_dirty());
    s.undo().unwrap();
    assert_eq!((errors(&s).len(), s.tally(), s.dismissed().len()), (before.len(), tally, 0));
    assert!(s.disclosure().review.is_empty() && !s.is_dirty());
    s.redo().unwrap();
    assert_eq!(s.dismissed().len(), 1);
}

#[test]
fn what_was_said_stays_while_other_cells_change_and_rows_come() {
    let mut s = session();
    let finding = errors(&s).remove(0);
    say(&mut s, &finding, ReviewStatus::Dismissed, "已说明");
    s.run(Edit::Texts(vec![(Field::from(at(1, 0)), "9.25".into())])).unwrap();
    s.run(Edit::InsertRows { at: Field::from(at(1, 0)), count: 1 }).unwrap();
    assert_eq!(s.dismissed().len(), 1, "the same finding, one row further down");
    assert!(errors(&s).iter().all(|f| f.key(s.disclosure()) != finding.key(s.disclosure())));
}

#[test]
fn what_was_said_of_a_finding_that_no_longer_comes_up_stays() {
    let mut s = session();
    let finding = errors(&s).into_iter().find(|f| f.cells.first() == Some(&at(2, 0))).unwrap();
    say(&mut s, &finding, ReviewStatus::Mended, "");
    assert_eq!(s.gone().count(), 0);
    s.run(Edit::Texts(vec![(Field::from(at(2, 0)), "328.42".into())])).unwrap();
    let gone: Vec<_> = s.gone().map(|e| (e.status, e.message.clone())).collect();
    assert_eq!(gone, [(ReviewStatus::Mended, finding.message)]);
}

#[test]
fn saying_nothing_takes_back_what_was_said_in_one_step() {
    let mut s = session();
    let finding = errors(&s).remove(0);
    say(&mut s, &finding, ReviewStatus::Asked, "问业务科");
    say(&mut s, &finding, ReviewStatus::Confirmed, "问业务科");
    assert_eq!(s.disclosure().review.entries.len(), 1);
    say(&mut s, &finding, ReviewStatus::Open, "");
    assert!(s.disclosure().review.is_empty());
    assert_eq!(s.undo_label(), Some("取消审阅意见"));
    s.undo().unwrap();
    assert_eq!(s.said(&finding).unwrap().status, ReviewStatus::Confirmed);
    let revision = s.revision();
    say(&mut s, &finding, ReviewStatus::Confirmed, "问业务科");
    assert_eq!(s.revision(), revision, "the same again is no step");
}

#[test]
fn ticks_are_counted_and_undone() {
    let mut s = session();
    let all = s.progress();
    assert_eq!((all.findings.0, all.tables), (0, (0, 1)));
    let finding = errors(&s).remove(0);
    let ids = vec!["t1".to_owned(), finding.key(s.disclosure())];
    s.run(Edit::Seen { ids: ids.clone(), seen: true }).unwrap();
    assert!(s.is_table_seen(0) && s.is_seen(&finding));
    assert_eq!((s.progress().findings, s.progress().tables), ((1, all.findings.1), (1, 1)));
    s.run(Edit::Seen { ids, seen: false }).unwrap();
    assert_eq!(s.progress(), all);
    s.undo().unwrap();
    s.undo().unwrap();
    assert_eq!(s.progress(), all);
    // What was decided was looked at, also what was dismissed.
    say(&mut s, &finding, ReviewStatus::Dismissed, "");
    assert_eq!(s.progress().findings, (1, all.findings.1));
}

#[test]
fn a_review_is_saved_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("审阅.json");
    let mut s = session();
    let finding = errors(&s).remove(0);
    say(&mut s, &finding, ReviewStatus::Dismissed, "口径不同");
    s.run(Edit::Seen { ids: vec!["t1".into()], seen: true }).unwrap();
    s.save_as(&file).unwrap();
    assert!(!s.is_dirty());
    let again = Session::open(&file, &Reader::new(env!("CARGO_BIN_EXE_gongkai"))).unwrap();
    assert_eq!(again.disclosure().review, s.disclosure().review);
    assert_eq!((again.dismissed().len(), again.tally()), (1, s.tally()));
    assert!(again.is_table_seen(0));
}

#[test]
fn findings_of_tables_and_of_the_text_have_keys_of_their_own() {
    let d = Disclosure {
        prose: vec![text("基本支出76.91万元，项目支出76.91万元。")], ..support::disclosure(BROKEN)
    };
    let table = Finding { table: Some(0), ..Finding::new("V1", Severity::Missing, "缺少") };
    let of = |from, to| Finding {
        texts: vec![TextRef { section: 0, from, to }],
        ..Finding::new("V1", Severity::Error, "不同")
    };
    let keys = [table.key(&d), of(4, 9).key(&d), of(16, 21).key(&d)];
    assert_eq!(of(4, 9).texts[0].text(&d), "76.91");
    assert!(keys[0] != keys[1] && keys[1] != keys[2], "{keys:?}");
}

fn text(text: &str) -> Section {
    let lines = vec![TextLine { at: 0, ..TextLine::default() }, TextLine { at: 12, ..TextLine::default() }];
    Section { heading: "一、收支".into(), text: text.into(), lines, ..Section::default() }
}

#[test]
fn a_number_of_the_text_is_changed_and_what_follows_moves_along() {
    let d =
        Disclosure { prose: vec![text("收入1,076.91万元。\n支出5万元。")], ..support::disclosure(BROKEN) };
    let mut s = Session::new(d);
    let at = TextRef { section: 0, from: 2, to: 10 };
    assert_eq!(at.text(s.disclosure()), "1,076.91");
    let written = s.written(gongkai::model::Spot::Text(at), "12345.5".parse().unwrap());
    assert_eq!(written, "12,345.50");
    s.run(Edit::Number { at, text: written }).unwrap();
    assert_eq!(s.disclosure().prose[0].text, "收入12,345.50万元。\n支出5万元。");
    assert_eq!(s.disclosure().prose[0].lines[1].at, 13);
    let refused = s.run(Edit::Number { at: TextRef { to: 11, ..at }, text: "许多".into() });
    assert!(refused.unwrap_err().to_string().contains("“许多”不是数"));
    s.undo().unwrap();
    assert_eq!(s.disclosure().prose[0].text, "收入1,076.91万元。\n支出5万元。");
    assert_eq!(s.disclosure().prose[0].lines[1].at, 12);
}
