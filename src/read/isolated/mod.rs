//! Foreign formats, read in a child process: the program itself, started with [`ARGUMENT`].
//!
//! Parsing a file that somebody sent is the one dangerous thing that the program does: a library may panic,
//! run out of memory (which aborts the process), overflow the stack, or never come back. All of that ends the
//! child and not a window with unsaved work.
//!
//! The parent sends the bytes and what it wants on standard input and gets messages on standard output
//! (`message`); a clock kills the child (`process`), the child's allocator refuses more than its share
//! (`main.rs`), and it ends at once when the parent goes away (`child`). [`Reading`] is one file on its way,
//! [`Pictures`] draws the pages of a PDF afterwards, [`Reader::annotated`] puts marks on them. Nothing here
//! blocks the caller unless it says so.
//!
//! The program's own JSON, text and CSV are read by our own code, in a thread of this process.

mod annotated;
mod child;
mod message;
mod pictures;
mod process;
mod reading;

pub use child::serve;
pub use pictures::{Picture, Pictures};
pub use reading::{Loaded, Reading};

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Options, ReadError};

/// The first argument that makes the program a reader for its parent, and nothing else.
pub const ARGUMENT: &str = "--read-in-child";

/// Called from another thread whenever there is something new to fetch: the window repaints.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Reads files, foreign ones in a child process.
#[derive(Debug, Clone)]
pub struct Reader {
    /// What is started with [`ARGUMENT`].
    program: PathBuf,
}

impl Reader {
    /// A reader that starts this program, which must be Gongkai.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// A reader that starts the running program.
    ///
    /// # Errors
    /// When the system does not say where the program is.
    pub fn of_this_program() -> io::Result<Self> {
        // On Linux the file may have been replaced by an update while we run; this name still leads to it.
        let program =
            if cfg!(target_os = "linux") { PathBuf::from("/proc/self/exe") } else { std::env::current_exe()? };
        Ok(Self { program })
    }

    /// Begins to read a file.
    pub fn start(&self, path: &Path, options: &Options, wake: Wake) -> Reading {
        Reading::start(self.clone(), path.to_owned(), options.clone(), wake)
    }

    /// Reads a file and waits for it.
    pub fn read(&self, path: &Path, options: &Options) -> Result<Loaded, ReadError> {
        self.start(path, options, Arc::new(|| ())).wait()
    }

    /// Draws pages of a PDF whose bytes are at hand. The child starts at the first wish.
    pub fn pictures(&self, bytes: Arc<[u8]>, options: &Options, wake: Wake) -> Pictures {
        Pictures::start(self.clone(), bytes, options.clone(), wake)
    }
}
