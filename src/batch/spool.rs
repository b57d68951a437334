//! Finished pieces that wait for their turn lie on disk and not in memory.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    sync::{Mutex, PoisonError},
};

/// A temporary file without a name, gone with the process.
#[derive(Debug)]
pub struct Spool(Mutex<File>);

/// Where a piece lies.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    from: u64,
    length: u64,
}

impl Spool {
    /// An empty one.
    pub fn new() -> io::Result<Self> {
        tempfile::tempfile().map(|file| Self(Mutex::new(file)))
    }

    /// Puts a piece down.
    pub fn put(&self, bytes: &[u8]) -> io::Result<Span> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let from = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Span { from, length: bytes.len() as u64 })
    }

    /// Takes a piece up again.
    pub fn get(&self, span: Span) -> io::Result<Vec<u8>> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(span.from))?;
        let mut bytes = Vec::new();
        (&mut *file).take(span.length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
