//! One report for each disclosure, made by the workers and written into a folder in order, with the summary beside
//! them.

use std::{
    cell::OnceCell,
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Row, Span, Spool, find, summary};
use crate::{
    read::{self, isolated::Reader},
    report::{self, Format, Report, ReportError, text},
    write::atomic::{self, WriteError},
};

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be made in this form.
    #[error("“{}”：{cause}", path.display())]
    Report {
        /// Of which file.
        path: PathBuf,
        /// Why.
        cause: ReportError,
    },
    /// It would take the place of a file that is read.
    #[error("“{}”是打开的文件，不会改写它：请换个去处。", .0.display())]
    WouldOverwrite(PathBuf),
    /// It does not fit on the disk until its turn comes.
    #[error("临时文件写不进去：{0}。请检查磁盘空间。")]
    Spool(#[from] io::Error),
    /// It does not go where it belongs.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A report (or an annotated PDF) that was made and waits in the spool, or why it could not be.
#[derive(Debug)]
pub struct Piece {
    /// The file that names it.
    pub source: PathBuf,
    /// Where it lies.
    pub made: Result<Span, Error>,
}

/// In which form reports are made, and what is needed for it.
#[derive(Debug, Clone, Copy)]
pub struct Maker<'a> {
    /// The form.
    pub format: Format,
    /// The text lists hints too.
    pub all: bool,
    /// Marks PDFs.
    pub reader: &'a Reader,
    /// Keeps what was made.
    pub spool: &'a Spool,
}

impl Maker<'_> {
    /// Makes the pieces of a report of these files: one, or one for each PDF that is marked.
    pub fn make(&self, report: &Report, paths: &[PathBuf]) -> Vec<Piece> {
        let Some(first) = paths.first() else { return Vec::new() };
        let put = |made: Result<Vec<u8>, ReportError>, source: &Path| {
            let named = |cause| Error::Report { path: source.to_owned(), cause };
            let made = made.map_err(named).and_then(|bytes| Ok(self.spool.put(&bytes)?));
            Piece { source: source.to_owned(), made }
        };
        if self.format != Format::Pdf {
            let made = match self.format {
                Format::Text => Ok(text::to_string(report, self.all).into_bytes()),
                format => report::write(report, format),
            };
            return vec![put(made, first)];
        }
        let pdfs: Vec<Piece> = (0u32..)
            .zip(paths)
            .filter(|(_, path)| is_pdf(path))
            .map(|(file, path)| {
                let made = read::bytes(path).map_err(ReportError::from);
                put(made.and_then(|bytes| report::annotated(report, self.reader, file, &bytes)), path)
            })
            .collect();
        // Where there is none, that is what it says.
        if pdfs.is_empty() { vec![put(report::write(report, Format::Pdf), first)] } else { pdfs }
    }
}

fn is_pdf(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| io::Read::read_to_end(&mut io::Read::take(file, 5), &mut head));
    read.is_ok() && head == b"%PDF-"
}

/// A folder that reports are written into.
#[derive(Debug)]
pub struct Folder<'a> {
    path: &'a Path,
    format: Format,
    /// What is read and must not be written to.
    inputs: &'a [PathBuf],
    /// Names that are taken.
    names: HashSet<String>,
    /// The files that are read, wherever links lead: asked for once and only where something would be replaced.
    read: OnceCell<HashSet<PathBuf>>,
}

impl<'a> Folder<'a> {
    /// The folder at this path, made if it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new(path: &'a Path, format: Format, inputs: &'a [PathBuf]) -> Result<Self, WriteError> {
        fs::create_dir_all(path).map_err(|cause| WriteError { path: path.to_owned(), cause })?;
        Ok(Self { path, format, inputs, names: HashSet::new(), read: OnceCell::new() })
    }

    /// Writes a report under the name of its file.
    ///
    /// # Errors
    /// It was not made, or cannot be written; that does not keep the others from it.
    pub fn put(&mut self, piece: Piece, spool: &Spool) -> Result<(), Error> {
        let stem = piece.source.file_stem().unwrap_or_default().to_string_lossy();
        let what = if self.format == Format::Pdf { "批注" } else { "核对报告" };
        let extension = self.format.extension();
        // Files of one name from several folders are told apart by a number.
        let numbered = (2u32..).map(|n| format!("{stem}-{what}.{n}.{extension}"));
        let mut names = std::iter::once(format!("{stem}-{what}.{extension}")).chain(numbered);
        let name = names.find(|name| !self.names.contains(name)).unwrap_or_default();
        let done = piece.made.and_then(|span| self.save(&self.path.join(&name), &spool.get(span)?));
        self.names.insert(name);
        done
    }

    /// Writes the table of all.
    pub fn summary(&self, rows: &[Row]) -> Vec<Error> {
        let mut tables = vec![Format::Csv];
        tables.extend(Some(self.format).filter(|f| matches!(f, Format::Html | Format::Xlsx)));
        let write = |format: Format| {
            let path = self.path.join(format!("{}.{}", find::SUMMARY, format.extension()));
            let bytes = summary::write(rows, format).map_err(|cause| Error::Report { path: path.clone(), cause })?;
            self.save(&path, &bytes)
        };
        tables.into_iter().filter_map(|format| write(format).err()).collect()
    }

    fn save(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let links = || self.inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
        if fs::canonicalize(path).is_ok_and(|target| self.read.get_or_init(links).contains(&target)) {
            return Err(Error::WouldOverwrite(path.to_owned()));
        }
        Ok(atomic::save(path, bytes)?)
    }
}

/// A file that is read is never written to, whatever it is called here.
///
/// # Errors
/// The output is one of them.
pub fn not_an_input(output: &Path, inputs: &[PathBuf]) -> Result<(), Error> {
    // What does not exist is none of the files that were opened.
    let Ok(target) = fs::canonicalize(output) else { return Ok(()) };
    match inputs.iter().find(|input| fs::canonicalize(input).is_ok_and(|i| i == target)) {
        Some(input) => Err(Error::WouldOverwrite(input.clone())),
        None => Ok(()),
    }
}
