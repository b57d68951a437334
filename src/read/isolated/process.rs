//! The parent's side of one child: starting it, talking to it under a clock, ending it.

use std::{
    io::{self, BufReader, Read},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    ARGUMENT, Reader,
    message::{Answer, Ask, Failure, receive, send},
};
use crate::read::{Options, ReadError, limits};

/// A child that was started. Dropping it ends the child.
pub(super) struct Process {
    switch: Arc<Switch>,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    complaint: Option<JoinHandle<String>>,
}

/// What can end the child from any thread, while another is waiting for its answer.
#[derive(Default)]
pub(super) struct Switch {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    child: Option<Child>,
    /// When the answer that is waited for must be there.
    deadline: Option<Instant>,
    /// The answer did not come in time.
    late: bool,
    /// When the child must be done with all that was asked, whatever signs of life it gives.
    end: Option<Instant>,
    /// Nobody wants any answer any more.
    cancelled: bool,
}

impl Switch {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, and if it did, the child must be ended all the same.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the child, now and for good: none is started any more.
    pub(super) fn cancel(&self) {
        let mut state = self.state();
        state.cancelled = true;
        end(&mut state);
        self.changed.notify_all();
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// Waits until the child is ended, and ends it when its time is over.
    fn watch(&self) {
        let mut state = self.state();
        while state.child.is_some() {
            let wait = state.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            match wait {
                Some(Duration::ZERO) => {
                    state.late = true;
                    end(&mut state);
                }
                Some(wait) => {
                    state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
                None => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

/// Kills and reaps at once, so that no zombie is left.
fn end(state: &mut State) {
    if let Some(mut child) = state.child.take() {
        // Both fail only where it has ended already.
        let _ = child.kill();
        let _ = child.wait();
    }
    (state.deadline, state.end) = (None, None);
}

impl Process {
    /// Starts a child and sends it the file.
    pub(super) fn start(
        reader: &Reader,
        switch: &Arc<Switch>,
        name: &str,
        bytes: &[u8],
        options: &Options,
    ) -> Result<Self, ReadError> {
        let mut command = Command::new(&reader.program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_remove("RUST_BACKTRACE"); // a long one would push out the first words, which tell most
        apart(&mut command);
        let mut state = switch.state();
        if state.cancelled {
            return Err(ReadError::Cancelled);
        }
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        (state.child, state.late) = (Some(child), false);
        drop(state);
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else { return Err(ReadError::Broke(String::new())) };
        let watched = Arc::clone(switch);
        thread::spawn(move || watched.watch());
        let complaint = thread::spawn(move || said(stderr));
        let stdout = BufReader::new(stdout);
        let mut process = Self { switch: Arc::clone(switch), stdin, stdout, complaint: Some(complaint) };
        process.expect_within(limits::SILENT_SECONDS);
        let file = Ask::File { name: name.to_owned(), options: options.clone() };
        match send(&mut process.stdin, &file, bytes) {
            Ok(()) => Ok(process),
            Err(_) => Err(process.why_it_ended()),
        }
    }

    /// Asks for something that must be answered within so many seconds, with signs of life on the way.
    pub(super) fn ask(&mut self, ask: &Ask, seconds: u64) -> Result<(), ReadError> {
        self.switch.state().end = Some(Instant::now() + Duration::from_secs(seconds));
        self.alive();
        send(&mut self.stdin, ask, &[]).map_err(|_| self.why_it_ended())
    }

    /// The next thing that it says.
    pub(super) fn answer(&mut self) -> Result<(Answer, Vec<u8>), ReadError> {
        receive(&mut self.stdout, limits::MAX_ANSWER_BYTES).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => {
                ReadError::Exceeds { what: "内容过多", limit: format!("{} MB", limits::MAX_ANSWER_BYTES >> 20) }
            }
            _ => self.why_it_ended(),
        })
    }

    /// The error that it reports.
    pub(super) fn error(&mut self, failure: Failure) -> ReadError {
        match failure {
            Failure::NeedsPassword => ReadError::NeedsPassword,
            Failure::WrongPassword => ReadError::WrongPassword,
            Failure::Said(sentence) => ReadError::Told(sentence),
            Failure::Broke => self.why_it_ended(),
        }
    }

    /// Nothing is waited for: the clock stands still.
    pub(super) fn rest(&self) {
        let mut state = self.switch.state();
        (state.deadline, state.end) = (None, None);
    }

    /// It gave a sign of life: it may go on for a while.
    pub(super) fn alive(&self) {
        self.expect_within(limits::SILENT_SECONDS);
    }

    /// It will give no sign of life for so many seconds.
    pub(super) fn be_patient(&self, seconds: u64) {
        self.expect_within(seconds);
    }

    fn expect_within(&self, seconds: u64) {
        let mut state = self.switch.state();
        let deadline = Instant::now() + Duration::from_secs(seconds);
        state.deadline = Some(state.end.map_or(deadline, |end| end.min(deadline)));
        self.switch.changed.notify_all();
    }

    /// An answer that was not asked for.
    pub(super) fn nonsense(&mut self) -> ReadError {
        self.why_it_ended()
    }

    /// Ends it and tells why there is no answer: it was cancelled, it was late, or it broke down, and then its last words tell.
    fn why_it_ended(&mut self) -> ReadError {
        let (late, cancelled) = {
            let mut state = self.switch.state();
            end(&mut state);
            (state.late, state.cancelled)
        };
        self.switch.changed.notify_all();
        let complaint = self.complaint.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        if cancelled {
            ReadError::Cancelled
        } else if late {
            ReadError::TooSlow
        } else if complaint.contains("memory allocation of") {
            let limit = format!("{} MB", limits::CHILD_MEMORY_BYTES >> 20);
            ReadError::Exceeds { what: "读取要用的内存过多", limit }
        } else if complaint.contains("overflowed its stack") {
            ReadError::Damaged { what: "文件", detail: "结构层层嵌套，过深".to_owned() }
        } else {
            ReadError::Broke(complaint)
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.switch.state());
        self.switch.changed.notify_all();
    }
}

/// What a child says on standard error, as far as it is kept; the rest is read and dropped, lest it block.
fn said(mut stderr: impl Read) -> String {
    let mut kept = Vec::new();
    // A pipe that breaks ends the words like any other end.
    let _ = (&mut stderr).take(limits::COMPLAINT_BYTES).read_to_end(&mut kept);
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

/// Ctrl+C in the terminal is for the program, which finishes what it is at; it would end its readers at once. On
/// Windows a console program would also flash up a console window of its own.
#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(any(windows, unix)))]
fn apart(_: &mut Command) {}
