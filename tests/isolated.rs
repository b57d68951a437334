//! Foreign formats in a child process, through the real program: what arrives, what is cancelled, what breaks.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use gongkai::{
    document::Format,
    read::{
        self, Options, ReadError,
        isolated::{Loaded, Picture, Pictures, Reader},
    },
};

fn reader() -> Reader {
    Reader::new(env!("CARGO_BIN_EXE_gongkai"))
}

fn made(name: &str) -> PathBuf {
    Path::new("tests/made").join(name)
}

fn load(name: &str) -> Loaded {
    reader().read(&made(name), &Options::default()).expect(name)
}

fn wait<T>(what: &str, mut get: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        if let Some(got) = get() {
            return got;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("no {what} within a minute");
}

fn picture(pictures: &Pictures, page: u32) -> Result<Picture, ReadError> {
    pictures.request(page, 1.0);
    let (drawn, picture) = wait("picture", || pictures.try_take());
    assert_eq!(drawn, page);
    picture
}

#[test]
fn what_the_child_reads_is_what_this_process_reads() {
    for name in ["2025.xlsx", "2025.word.pdf", "2025.web.html"] {
        let bytes = fs::read(made(name)).expect(name);
        let here = read::opened(&bytes, name.to_owned(), &Options::default(), &mut |_, _| ()).expect(name);
        assert!(here.document.format.is_foreign(), "{name}");
        assert_eq!(load(name).opened, here, "{name}");
    }
}

#[test]
fn pages_of_a_pdf_are_drawn_and_there_are_no_others() {
    let loaded = load("2025.word.pdf");
    assert_eq!(loaded.opened.document.format, Format::Pdf);
    let size = loaded.opened.document.pages.first().map(|p| (p.width.round(), p.height.round())).expect("a page");
    let bytes = loaded.bytes.expect("the bytes of the PDF");
    let pictures = reader().pictures(bytes, &Options::default(), Arc::new(|| ()));
    let first = picture(&pictures, 1).expect("drawn");
    assert_eq!((first.width as f32, first.height as f32), size);
    assert_eq!(first.rgba.len(), (first.width * first.height * 4) as usize);
    assert!(first.rgba.chunks(4).any(|pixel| pixel.first() < Some(&100)), "there is something dark on it");
    for none in [0, 10_000] {
        assert!(picture(&pictures, none).expect_err("no such page").to_string().contains("没有这一页"));
    }
    picture(&pictures, 1).expect("drawn again after a page that is not there");
}

#[test]
fn a_file_can_be_cancelled_at_any_moment() {
    for pause in [0, 1, 5, 20, 80] {
        let reading = reader().start(&made("2025.excel.pdf"), &Options::default(), Arc::new(|| ()));
        std::thread::sleep(Duration::from_millis(pause));
        let start = Instant::now();
        reading.cancel();
        assert!(start.elapsed() < Duration::from_millis(500), "cancelling waits for nothing");
        match reading.wait() {
            Ok(_) | Err(ReadError::Cancelled) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_child_that_says_nothing_or_nonsense_is_an_error_in_a_sentence() {
    for program in ["true", "cat", "no-such-program"] {
        let error = Reader::new(program).read(&made("2025.xlsx"), &Options::default()).expect_err(program);
        let message = error.to_string();
        assert!(message.contains('请') && message.ends_with('。'), "{program}: {message}");
    }
}

#[test]
fn no_child_is_left_behind() {
    for name in ["2025.xlsx", "2025.word.pdf"] {
        load(name);
    }
    drop(reader().start(&made("2025.docx"), &Options::default(), Arc::new(|| ())));
    #[cfg(target_os = "linux")]
    wait("end of all children", || {
        let of_this = format!("/proc/{}/task/{}/children", std::process::id(), std::process::id());
        let Ok(children) = fs::read_to_string(of_this) else { return Some(()) };
        children.trim().is_empty().then_some(())
    });
}
