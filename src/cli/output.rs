//! Where the reports of `check` go: to the output, into one file, or into a folder; one after the other, as they
//! come.

use std::{
    cell::OnceCell,
    collections::HashSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{CliError, FAILED, OK, save, say};
use crate::{
    batch::{Row, Span, Spool, summary},
    read::{self, isolated::Reader},
    report::{self, Format, Report, ReportError, csv, text},
    write::atomic::{self, WriteError},
};

/// What is to be written, and where.
pub(super) struct Target<'a> {
    pub(super) format: Format,
    /// One file was named, so JSON is its object and not an array of such.
    pub(super) single: bool,
    /// The text lists hints too.
    pub(super) all: bool,
    /// A file or a folder.
    pub(super) output: Option<&'a Path>,
    /// What is read and must not be written to.
    pub(super) inputs: &'a [PathBuf],
}

/// A report (or an annotated PDF) that was made, or why it could not be.
pub(super) struct Piece {
    /// The file that names it.
    source: PathBuf,
    made: Result<Span, CliError>,
}

/// The format that was asked for, or that of the output's name.
pub(super) fn format(asked: Option<Format>, output: Option<&Path>) -> Result<Format, CliError> {
    let extension = output.and_then(|path| path.extension()?.to_str()).map(str::to_ascii_lowercase);
    let by_name = Format::ALL.iter().map(|(_, format)| *format).find(|f| Some(f.extension()) == extension.as_deref());
    let format = asked.or(by_name).unwrap_or(Format::Text);
    match output {
        None if format.is_binary() => {
            let name = format.extension();
            Err(CliError::Usage(format!("{name} 报告不能写到屏幕上，要用 -o 写明写到哪个文件或文件夹")))
        }
        _ => Ok(format),
    }
}

/// Makes the pieces of a report. The workers call it.
pub(super) fn make(report: &Report, paths: &[PathBuf], to: &Target<'_>, reader: &Reader, spool: &Spool) -> Vec<Piece> {
    let Some(first) = paths.first() else { return Vec::new() };
    let put = |made: Result<Vec<u8>, ReportError>, source: &Path| {
        let named = |cause| CliError::ReportOf { path: source.to_owned(), cause };
        let made = made.map_err(named).and_then(|bytes| Ok(spool.put(&bytes)?));
        Piece { source: source.to_owned(), made }
    };
    if to.format != Format::Pdf {
        let made = match to.format {
            Format::Text => Ok(text::to_string(report, to.all).into_bytes()),
            format => report::write(report, format),
        };
        return vec![put(made, first)];
    }
    let pdfs: Vec<Piece> = (0u32..)
        .zip(paths)
        .filter(|(_, path)| is_pdf(path))
        .map(|(file, path)| {
            let made = read::bytes(path).map_err(ReportError::from);
            put(made.and_then(|bytes| report::annotated(report, reader, file, &bytes)), path)
        })
        .collect();
    // Where there is none, that is what it says.
    if pdfs.is_empty() { vec![put(report::write(report, Format::Pdf), first)] } else { pdfs }
}

fn is_pdf(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| io::Read::read_to_end(&mut io::Read::take(file, 5), &mut head));
    read.is_ok() && head == b"%PDF-"
}

/// Takes what was made, in order.
pub(super) struct Output<'a> {
    to: &'a Target<'a>,
    spool: &'a Spool,
    out: &'a mut dyn Write,
    place: Place<'a>,
    /// Names in the folder that are taken.
    names: HashSet<String>,
    /// The files that are read, wherever links lead: asked for once and only where something would be replaced.
    read: OnceCell<HashSet<PathBuf>>,
    rows: Vec<Row>,
    status: u8,
}

/// Where it goes.
enum Place<'a> {
    /// To the output, one after the other.
    Stream { begun: bool },
    /// Into one file, in the same way, put in its place at the end.
    File { path: &'a Path, file: tempfile::NamedTempFile, begun: bool },
    /// A file that holds one disclosure, or a folder as soon as a second one comes.
    Open { path: &'a Path, first: Option<Vec<Piece>> },
    /// A file each.
    Folder(&'a Path),
}

impl<'a> Output<'a> {
    pub(super) fn new(to: &'a Target<'a>, spool: &'a Spool, out: &'a mut dyn Write) -> Result<Self, CliError> {
        let place = match to.output {
            None => Place::Stream { begun: false },
            Some(path) if path.is_dir() => Place::Folder(path),
            Some(path) if to.format.joins() => {
                Place::File { path, file: tempfile::NamedTempFile::new()?, begun: false }
            }
            Some(path) => Place::Open { path, first: None },
        };
        Ok(Self { to, spool, out, place, names: HashSet::new(), read: OnceCell::new(), rows: Vec::new(), status: OK })
    }

    /// A disclosure was checked.
    pub(super) fn checked(&mut self, row: Row, pieces: Vec<Piece>, err: &mut dyn Write) -> Result<(), CliError> {
        self.rows.push(row);
        match &mut self.place {
            Place::Stream { begun } if self.to.format.joins() => append(self.out, begun, self.to, self.spool, pieces)?,
            // A web page to the output: there can be but one.
            Place::Stream { begun } => {
                if std::mem::replace(begun, true) {
                    return Err(CliError::SeveralDisclosures(self.rows.len()));
                }
                for piece in pieces {
                    self.out.write_all(&self.spool.get(piece.made?)?)?;
                }
            }
            Place::File { file, begun, .. } => append(file, begun, self.to, self.spool, pieces)?,
            Place::Open { first: first @ None, .. } => *first = Some(pieces),
            Place::Open { path, first } => {
                let (path, before) = (*path, first.take());
                fs::create_dir_all(path).map_err(|cause| WriteError { path: path.to_owned(), cause })?;
                self.place = Place::Folder(path);
                before.into_iter().chain([pieces]).for_each(|pieces| self.put(path, pieces, err));
            }
            Place::Folder(folder) => {
                let folder = *folder;
                self.put(folder, pieces, err);
            }
        }
        Ok(())
    }

    /// A file could not be read, and that was said.
    pub(super) fn failed(&mut self, file: &Path, why: &CliError) -> Result<(), CliError> {
        let why = match why {
            CliError::Read { cause, .. } => cause.to_string(),
            other => other.to_string(),
        };
        self.rows.push(Row::failed(file.display().to_string(), why));
        Ok(())
    }

    /// A report in a folder, under the name of its file; one that fails does not keep the others from it.
    fn put(&mut self, folder: &Path, pieces: Vec<Piece>, err: &mut dyn Write) {
        for Piece { source, made } in pieces {
            let stem = source.file_stem().unwrap_or_default().to_string_lossy();
            let what = if self.to.format == Format::Pdf { "批注" } else { "核对报告" };
            let extension = self.to.format.extension();
            // Files of one name from several folders are told apart by a number.
            let numbered = (2u32..).map(|n| format!("{stem}-{what}.{n}.{extension}"));
            let mut names = std::iter::once(format!("{stem}-{what}.{extension}")).chain(numbered);
            let name = names.find(|name| !self.names.contains(name)).unwrap_or_default();
            let done = made.and_then(|span| self.save(&folder.join(&name), &self.spool.get(span)?));
            self.names.insert(name);
            if let Err(error) = done {
                say(err, &error);
                self.status = FAILED;
            }
        }
    }

    fn save(&self, path: &Path, bytes: &[u8]) -> Result<(), CliError> {
        let links = || self.to.inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
        if fs::canonicalize(path).is_ok_and(|target| self.read.get_or_init(links).contains(&target)) {
            return Err(CliError::WouldOverwrite(path.to_owned()));
        }
        Ok(atomic::save(path, bytes)?)
    }

    /// Everything was checked; says how the writing went.
    pub(super) fn finish(mut self, failed: bool, err: &mut dyn Write) -> Result<u8, CliError> {
        let (format, single) = (self.to.format, self.to.single);
        match self.place {
            Place::Stream { begun } => close(self.out, begun, format, single)?,
            Place::File { path, mut file, begun } => {
                if failed && !begun && single {
                    return Ok(self.status);
                }
                close(&mut file, begun, format, single)?;
                file.flush()?;
                save_file(path, file.path(), self.to.inputs)?;
            }
            Place::Open { path, first } => match first.unwrap_or_default().as_mut_slice() {
                // There is no disclosure to write of, and it was said why.
                [] => {}
                [one] => {
                    let made = std::mem::replace(&mut one.made, Err(CliError::SeveralPdfs))?;
                    save(path, &self.spool.get(made)?, self.to.inputs)?;
                }
                _ => return Err(CliError::SeveralPdfs),
            },
            Place::Folder(folder) if self.rows.len() > 1 => {
                let csv = summary::csv(&self.rows).into_bytes();
                let mut tables = vec![("csv", Ok(csv))];
                match format {
                    Format::Html => tables.push(("html", Ok(summary::html(&self.rows).into_bytes()))),
                    Format::Xlsx => tables.push(("xlsx", summary::xlsx(&self.rows).map_err(ReportError::from))),
                    _ => {}
                }
                for (extension, bytes) in tables {
                    let path = folder.join(format!("{}.{extension}", crate::batch::find::SUMMARY));
                    let named = |cause| CliError::ReportOf { path: path.clone(), cause };
                    if let Err(error) = bytes.map_err(named).and_then(|bytes| save(&path, &bytes, self.to.inputs)) {
                        say(err, &error);
                        self.status = FAILED;
                    }
                }
            }
            Place::Folder(_) => {}
        }
        Ok(self.status)
    }
}

/// Writes the next disclosure after those that were written.
fn append(
    out: &mut dyn Write,
    begun: &mut bool,
    to: &Target<'_>,
    spool: &Spool,
    pieces: Vec<Piece>,
) -> Result<(), CliError> {
    for piece in pieces {
        let bytes = spool.get(piece.made?)?;
        let first = !std::mem::replace(begun, true);
        match to.format {
            Format::Text if !first => out.write_all(b"\n")?,
            Format::Json if !to.single => out.write_all(if first { b"[\n" } else { b",\n" })?,
            _ => {}
        }
        match to.format {
            // The object of an array stands two blanks further in. No string of it holds a line break.
            Format::Json if !to.single => {
                let inner = String::from_utf8_lossy(&bytes).trim_end().replace('\n', "\n  ");
                write!(out, "  {inner}")?;
            }
            // The header stands once.
            Format::Csv if !first => {
                let header = bytes.iter().position(|b| *b == b'\n').map_or(0, |end| end + 1);
                out.write_all(bytes.get(header..).unwrap_or_default())?;
            }
            _ => out.write_all(&bytes)?,
        }
    }
    // Whoever reads along gets each as soon as it is there.
    Ok(out.flush()?)
}

/// Ends what [`append`] has written.
fn close(out: &mut dyn Write, begun: bool, format: Format, single: bool) -> Result<(), CliError> {
    match (format, begun) {
        (Format::Json, _) if single => {}
        (Format::Json, true) => out.write_all(b"\n]\n")?,
        (Format::Json, false) => out.write_all(b"[]\n")?,
        (Format::Csv, false) => out.write_all(csv::to_string([]).as_bytes())?,
        _ => {}
    }
    Ok(())
}

/// Puts a finished file in its place.
fn save_file(path: &Path, finished: &Path, inputs: &[PathBuf]) -> Result<(), CliError> {
    super::not_an_input(path, inputs)?;
    Ok(atomic::save_from(path, finished)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json;

    #[test]
    fn an_array_written_piece_by_piece_is_the_array_written_at_once() {
        let reports = [Report { file: "甲\n乙".into(), ..Report::default() }, Report::default()];
        let spool = Spool::new().expect("a file");
        let to = Target { format: Format::Json, single: false, all: false, output: None, inputs: &[] };
        let reader = Reader::new("none");
        let (mut out, mut begun) = (Vec::new(), false);
        for report in &reports {
            append(&mut out, &mut begun, &to, &spool, make(report, &[PathBuf::from("a")], &to, &reader, &spool))
                .expect("written");
        }
        close(&mut out, begun, Format::Json, false).expect("written");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), json::array(&reports));
    }
}
