//! A disclosure of tens of thousands of cells: what was found follows a moment later, and is the same as for a small one.

mod support;

use std::{
    fmt::Write,
    sync::Arc,
    time::{Duration, Instant},
};

use gongkai::{
    check::{Examiner, Severity},
    model::{CellRef, Decimal, Spot},
    session::{Edit, Field, Session},
};

/// A list of so many projects of 1.00 and 1.00 each, added across.
fn projects(count: usize) -> Session {
    let mut text = String::from("项目支出表\n编码 | 名称 | 合计 | 本年拨款/一般公共预算 | 单位资金\n");
    let sums = format!("{}.00 | {count}.00 | {count}.00", 2 * count);
    let _ = writeln!(text, " | 合计 | {sums}\n900000 | [某单位] | {sums}");
    for number in 1..=count {
        let _ = writeln!(text, "3610{number:017} | 某项目 | 2.00 | 1.00 | 1.00");
    }
    Session::new(support::disclosure(&text))
}

fn errors(session: &Session) -> Vec<String> {
    let errors = session.findings().iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| f.message.clone()).collect()
}

/// Waits for all answers.
fn settle(session: &mut Session) {
    let start = Instant::now();
    while session.is_expecting() {
        assert!(start.elapsed() < Duration::from_secs(120), "no answer came");
        std::thread::sleep(Duration::from_millis(5));
        session.receive();
    }
}

#[test]
fn findings_follow_an_edit_and_undo_takes_them_back() {
    let mut session = projects(4000);
    assert!(session.is_followed() && !session.is_examining());
    assert_eq!(errors(&session), Vec::<String>::new());
    settle(&mut session);

    let at = CellRef::new(0, 0, 2000, 0);
    session.run(Edit::Texts(vec![(Field::from(at), "7.00".to_owned())])).expect("it can be typed");
    // The relations know at once, the list a moment later.
    assert_eq!(session.counts().broken, 1);
    assert!(session.is_examining() && errors(&session).is_empty());
    assert_eq!(session.report().tally().errors, 1, "a report waits for it");
    settle(&mut session);
    assert!(!session.is_examining());
    assert_eq!(errors(&session).len(), 1);
    let suspect = &session.findings()[0].suspects[0];
    assert_eq!((suspect.spot, suspect.value), (Spot::Cell(at), Some(Decimal::new(200, 2))));

    session.undo().expect("something to take back");
    settle(&mut session);
    assert_eq!(errors(&session), Vec::<String>::new());
}

#[test]
fn many_edits_at_once_come_to_what_is_found_anew() {
    let mut session = projects(4000);
    for (step, row) in (1..400).step_by(7).enumerate() {
        let field = Field::from(CellRef::new(0, 0, row, step % 3));
        session.run(Edit::Texts(vec![(field, format!("{step}.50"))])).expect("it can be typed");
        if step % 10 == 0 {
            session.receive();
        }
    }
    settle(&mut session);
    let d = session.disclosure();
    let anew = Examiner::new(d, Arc::default()).examine(d);
    let told = |f: &gongkai::check::Finding| (f.rule, f.message.clone());
    let found: Vec<_> = session.examination().findings.iter().map(told).collect();
    assert_eq!(found, anew.findings.iter().map(told).collect::<Vec<_>>());
}

#[test]
fn rows_that_come_or_go_are_judged_at_once() {
    let mut session = projects(4000);
    let at = Field::from(CellRef::new(0, 0, 10, 0));
    session.run(Edit::Texts(vec![(at, "7.00".to_owned())])).expect("it can be typed");
    settle(&mut session);
    assert_eq!(errors(&session).len(), 1);
    session.run(Edit::DeleteRows { at, count: 1 }).expect("it can go");
    assert!(session.is_followed() && !session.is_examining());
    assert_eq!(errors(&session), Vec::<String>::new());
}
