//! Arguments → window or command; or a reader of one foreign file for the program that started it.

use std::{
    alloc::System,
    io::{self, Write},
    process::ExitCode,
};

use cap::Cap;
use gongkai::{
    cli::{self, Outcome},
    read::isolated::{self, Reader},
};

/// Counts what is allocated, so that the process which reads a foreign file can be kept within bounds.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == isolated::ARGUMENT) {
        // It fails only where more than the limit is in use, and nothing is yet.
        return isolated::serve(|limit| MEMORY.set_limit(limit).unwrap_or_default());
    }
    let reader = match Reader::of_this_program() {
        Ok(reader) => reader,
        Err(cause) => return failed(&format!("找不到本程序自己的文件：{cause}。请重新安装。")),
    };
    let outcome = cli::run(std::env::args_os().skip(1), &reader, &mut io::stdout(), &mut io::stderr());
    match outcome {
        Outcome::Exit(status) => status.into(),
        Outcome::Window(files) => match window(files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => failed(&message),
        },
    }
}

fn failed(message: &str) -> ExitCode {
    // Where even this cannot be written, there is nobody to tell.
    let _ = writeln!(io::stderr(), "{message}");
    cli::FAILED.into()
}

#[cfg(feature = "window")]
use gongkai::app::run as window;

#[cfg(not(feature = "window"))]
fn window(_files: Vec<std::path::PathBuf>) -> Result<(), String> {
    Err("这个程序编译时没有包含窗口，打不开窗口；不需要窗口的命令有：gongkai check、gongkai convert、gongkai rules。"
        .to_owned())
}
