//! The commands: `check`, `compare`, `convert`, `rules`, `help`. Whatever is none of these is a file for the window.
//!
//! Invariants: results go to `out` and nothing else does; messages go to `err`; a closed pipe ends the
//! program quietly. Everything goes through the two writers, so that a test needs no process.

mod args;
mod check;
mod compare;
mod convert;
mod help;
mod inputs;
mod interrupt;
mod output;
mod progress;
mod rules;

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    batch::reports,
    custom::RuleError,
    read::{ReadError, isolated::Reader},
    report::ReportError,
    write::atomic::{self, WriteError},
};

/// Exit status when everything went well and nothing is broken or missing.
pub const OK: u8 = 0;
/// Exit status of `check` when something is broken (错误) or missing (缺失), of `compare` when years contradict each other.
pub const FOUND: u8 = 1;
/// Exit status when a file could not be read or written, or the command was not understood.
pub const FAILED: u8 = 2;

/// What is left to do after the arguments were looked at.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: end with this status.
    Exit(u8),
    /// Open the window on these files; on the embedded sample if there are none.
    Window(Vec<PathBuf>),
}

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error("{0}。用法见 gongkai help。")]
    Usage(String),
    #[error("这些文件是 {0} 份不同的公开，放不进一个文件：请用 -o 写明放到哪个文件夹。")]
    SeveralDisclosures(usize),
    #[error("“{}”与前面的文件同名，没有写出：请分开处理，或先改名。", .0.display())]
    SameName(PathBuf),
    #[error("“{}”：{cause}{}", path.display(), how(cause))]
    Read { path: PathBuf, cause: ReadError },
    #[error("这份公开由几个 PDF 合成，带批注的 PDF 放不进一个文件：请用 -o 写明放到哪个文件夹。")]
    SeveralPdfs,
    #[error(transparent)]
    ReportOf(#[from] reports::Error),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    Picture(#[from] crate::compare::scene::png::Error),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("{}规则文件“{}”有错，没有采用：请改正后再试。", lines(errors), path.display())]
    Rules { path: PathBuf, errors: Vec<RuleError> },
    #[error("输出中断：{0}。请检查输出的去处。")]
    Output(#[from] io::Error),
}

/// Each error on a line of its own.
fn lines(errors: &[RuleError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

/// What the user of a command can do where the window would ask.
fn how(cause: &ReadError) -> &'static str {
    match cause {
        ReadError::NeedsPassword | ReadError::WrongPassword => "在命令里用 --password 密码。",
        _ => "",
    }
}

/// Runs the program's arguments (without its name). Files are read by `reader`.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let status = match dispatch(args.into_iter().collect(), reader, out, err) {
        Ok(Outcome::Window(files)) => return Outcome::Window(files),
        Ok(Outcome::Exit(status)) => status,
        // Whoever read the output has seen enough (`| head`).
        Err(CliError::Output(cause)) if cause.kind() == io::ErrorKind::BrokenPipe => OK,
        Err(error) => {
            say(err, &error);
            FAILED
        }
    };
    Outcome::Exit(status)
}

fn dispatch(
    args: Vec<OsString>,
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, CliError> {
    let (first, rest) = match args.split_first() {
        None => return Ok(Outcome::Window(Vec::new())),
        Some((first, rest)) => (first.to_string_lossy(), rest),
    };
    let asks_for_help = rest.iter().any(|arg| matches!(arg.to_str(), Some("--help" | "-h")));
    let status = match first.as_ref() {
        "help" | "--help" | "-h" => help::print(rest, out)?,
        "--version" | "-V" => {
            writeln!(out, "gongkai {}", env!("CARGO_PKG_VERSION"))?;
            OK
        }
        command @ ("check" | "compare" | "convert" | "rules") if asks_for_help => help::print(&[command.into()], out)?,
        "check" => check::run(rest, reader, out, err)?,
        "compare" => compare::run(rest, reader, out, err)?,
        "convert" => convert::run(rest, reader, out, err)?,
        "rules" => rules::run(rest, out)?,
        _ => return files_for_window(args).map(Outcome::Window),
    };
    out.flush()?;
    Ok(Outcome::Exit(status))
}

/// A mistyped command must not open a window.
fn files_for_window(args: Vec<OsString>) -> Result<Vec<PathBuf>, CliError> {
    let files = args::paths(args)?;
    match files.iter().find(|file| !file.exists()) {
        Some(file) => Err(CliError::Usage(format!("没有文件“{}”，也没有这个命令", file.display()))),
        None => Ok(files),
    }
}

/// A file that is opened is never written to.
fn save(output: &Path, bytes: impl AsRef<[u8]>, inputs: &[PathBuf]) -> Result<(), CliError> {
    reports::not_an_input(output, inputs)?;
    Ok(atomic::save(output, bytes.as_ref())?)
}

/// A message for the user. If even that cannot be written, there is nobody to tell.
fn say(err: &mut dyn Write, message: &dyn std::fmt::Display) {
    let _ = writeln!(err, "{message}");
}
