//! The child's side: does what the parent asks, until the parent goes away.

use std::{
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    process::{self, ExitCode},
    sync::mpsc,
    thread,
};

use super::message::{Answer, Ask, Failure, receive, send};
use crate::read::{self, Options, ReadError, limits, pdf};

/// Answers the parent on standard output until it closes standard input. `limit_memory` is told how many
/// bytes this process may allocate.
pub fn serve(limit_memory: impl FnOnce(usize)) -> ExitCode {
    limit_memory(limits::CHILD_MEMORY_BYTES);
    let (asks, todo) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(limits::CHILD_STACK_BYTES).spawn(move || {
        let mut work = Work::default();
        for (ask, tail) in todo {
            if work.answer(ask, tail, &mut io::stdout().lock()).is_err() {
                break; // nobody listens any more
            }
        }
    });
    if worker.is_err() {
        return ExitCode::FAILURE;
    }
    let mut from = io::stdin().lock();
    let limit = limits::MAX_FOREIGN_BYTES + limits::COMPLAINT_BYTES;
    while let Ok(message) = receive::<Ask>(&mut from, limit) {
        if asks.send(message).is_err() {
            break;
        }
    }
    // The parent is gone or does not want the answer: whatever the other thread is at, it ends here.
    process::exit(0)
}

/// The file that the parent is asking about.
#[derive(Default)]
struct Work {
    name: String,
    options: Options,
    bytes: Vec<u8>,
    /// The file once a page of it was drawn.
    pictures: Option<pdf::Pictures>,
}

impl Work {
    fn answer(&mut self, ask: Ask, tail: Vec<u8>, out: &mut impl Write) -> io::Result<()> {
        match ask {
            Ask::File { name, options } => {
                *self = Self { name, options, bytes: tail, pictures: None };
                Ok(())
            }
            Ask::Read => {
                let mut progress = |done, of| {
                    // Where the parent is gone, the other thread ends this process.
                    let _ = send(out, &Answer::Progress(done, of), &[]);
                };
                let opened = guarded(|| read::opened(&self.bytes, self.name.clone(), &self.options, &mut progress));
                let answer = match opened {
                    Ok(opened) => Answer::Opened(Box::new(opened)),
                    Err(error) => Answer::Failed(Failure::from(error)),
                };
                send(out, &answer, &[])
            }
            Ask::Picture { page, scale } => match guarded(|| self.draw(page, scale)) {
                Ok(pdf::Picture { width, height, rgba }) => send(out, &Answer::Picture { width, height }, &rgba),
                Err(error) => send(out, &Answer::Failed(Failure::from(error)), &[]),
            },
            Ask::Annotate(marks) => match guarded(|| pdf::annotate::annotate(&self.bytes, &marks)) {
                Ok(appended) => send(out, &Answer::Annotated, &appended),
                Err(error) => send(out, &Answer::Failed(Failure::from(error)), &[]),
            },
        }
    }
}

impl Work {
    /// Draws a page, counted from 1.
    fn draw(&mut self, page: u32, scale: f32) -> Result<pdf::Picture, ReadError> {
        let pictures = match self.pictures.take() {
            Some(pictures) => pictures,
            None => pdf::Pictures::open(&self.bytes, self.options.password.as_deref())?,
        };
        // While it draws, the file is out of reach: after a panic it is opened anew.
        let drawn = (page as usize).checked_sub(1).and_then(|page| pictures.draw(page, scale));
        self.pictures = Some(pictures);
        drawn.ok_or(ReadError::NoText("没有这一页：请重新打开这个文件。"))
    }
}

/// A library's panic on a file that it did not expect becomes an error.
fn guarded<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ReadError::Broke(String::new())))
}
