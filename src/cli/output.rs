//! Where the reports of `check` go: to the output, into one file, or into a folder; one after the other, as they
//! come.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{CliError, FAILED, OK, save, say};
use crate::{
    batch::{
        Row, Spool,
        reports::{self, Folder, Maker, Piece},
    },
    read::isolated::Reader,
    report::{Format, Report, csv},
    write::atomic,
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
    Maker { format: to.format, all: to.all, reader, spool }.make(report, paths)
}

/// Takes what was made, in order.
pub(super) struct Output<'a> {
    to: &'a Target<'a>,
    spool: &'a Spool,
    out: &'a mut dyn Write,
    place: Place<'a>,
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
    Folder(Folder<'a>),
}

impl<'a> Output<'a> {
    pub(super) fn new(to: &'a Target<'a>, spool: &'a Spool, out: &'a mut dyn Write) -> Result<Self, CliError> {
        let place = match to.output {
            None => Place::Stream { begun: false },
            Some(path) if path.is_dir() => Place::Folder(Folder::new(path, to.format, to.inputs)?),
            Some(path) if to.format.joins() => {
                Place::File { path, file: tempfile::NamedTempFile::new()?, begun: false }
            }
            Some(path) => Place::Open { path, first: None },
        };
        Ok(Self { to, spool, out, place, rows: Vec::new(), status: OK })
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
                let before = first.take();
                let mut folder = Folder::new(path, self.to.format, self.to.inputs)?;
                for pieces in before.into_iter().chain([pieces]) {
                    self.status = self.status.max(Self::put(&mut folder, pieces, self.spool, err));
                }
                self.place = Place::Folder(folder);
            }
            Place::Folder(folder) => {
                self.status = self.status.max(Self::put(folder, pieces, self.spool, err));
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

    /// Reports in a folder; one that fails does not keep the others from it.
    fn put(folder: &mut Folder<'_>, pieces: Vec<Piece>, spool: &Spool, err: &mut dyn Write) -> u8 {
        let mut status = OK;
        for piece in pieces {
            if let Err(error) = folder.put(piece, spool) {
                say(err, &error);
                status = FAILED;
            }
        }
        status
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
            Place::Open { path, first } => {
                let mut pieces = first.unwrap_or_default();
                match (pieces.pop(), pieces.is_empty()) {
                    // There is no disclosure to write of, and it was said why.
                    (None, _) => {}
                    (Some(one), true) => save(path, &self.spool.get(one.made?)?, self.to.inputs)?,
                    _ => return Err(CliError::SeveralPdfs),
                }
            }
            Place::Folder(folder) if self.rows.len() > 1 => {
                for error in folder.summary(&self.rows) {
                    say(err, &error);
                    self.status = FAILED;
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
    reports::not_an_input(path, inputs)?;
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
