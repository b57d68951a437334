//! A command with its output, in this process; foreign files are read by the real program.

use std::ffi::OsString;

use gongkai::{
    cli::{self, Outcome},
    read::isolated::Reader,
};

/// How it ended and what it wrote.
pub struct Ran {
    pub status: Outcome,
    pub out: String,
    pub err: String,
}

pub fn gongkai<S: Into<OsString> + Clone>(args: &[S]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let reader = Reader::new(env!("CARGO_BIN_EXE_gongkai"));
    let status = cli::run(args.iter().cloned().map(Into::into), &reader, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { status, out: text(out), err: text(err) }
}
