//! Arguments → window or command.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use gongkai::cli::{self, Outcome};

fn main() -> ExitCode {
    let outcome = cli::run(std::env::args_os().skip(1), &mut io::stdout(), &mut io::stderr());
    match outcome {
        Outcome::Exit(status) => status.into(),
        Outcome::Window(files) => match window(files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                // Where even this cannot be written, there is nobody to tell.
                let _ = writeln!(io::stderr(), "{message}");
                cli::FAILED.into()
            }
        },
    }
}

#[cfg(feature = "window")]
use gongkai::app::run as window;

#[cfg(not(feature = "window"))]
fn window(_files: Vec<std::path::PathBuf>) -> Result<(), String> {
    Err("这个程序编译时没有包含窗口，打不开窗口；不需要窗口的命令有：gongkai check、gongkai convert、gongkai rules。"
        .to_owned())
}
