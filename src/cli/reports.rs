//! Where the reports of `check` go: to the output, into one file, or into a folder.

use std::{
    collections::HashSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{CliError, FAILED, OK, inputs::Input, save, say};
use crate::{
    check::{Examiner, Rulebook},
    read::{self, isolated::Reader},
    report::{self, Format, Report, ReportError, csv, json, text},
    write::atomic,
};

/// One disclosure that was checked.
pub(super) struct Checked {
    paths: Vec<PathBuf>,
    pub(super) report: Report,
}

impl Checked {
    pub(super) fn new(Input { paths, disclosure }: Input, rules: &Arc<Rulebook>) -> Self {
        let file = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" + ");
        let examiner = Examiner::new(&disclosure, Arc::clone(rules));
        let examination = examiner.examine(&disclosure);
        let report = Report::of(&file, &disclosure, &examiner, &examination);
        Self { paths, report }
    }
}

/// What is to be written, and where.
pub(super) struct Target<'a> {
    pub(super) format: Format,
    /// One file was named, so JSON is its object and not an array of such.
    pub(super) single: bool,
    /// The text lists hints too.
    pub(super) all: bool,
    /// A file or a folder.
    pub(super) output: Option<&'a Path>,
    /// What was read and must not be written to.
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

/// Writes all reports.
pub(super) fn write(
    checked: &[Checked],
    to: &Target<'_>,
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let Some(output) = to.output else {
        out.write_all(&together(checked, to)?)?;
        return Ok(OK);
    };
    if output.is_dir() || !to.format.joins() && checked.len() > 1 {
        return into_folder(checked, output, to, reader, err);
    }
    match checked {
        // There is no disclosure to write of, and it was said why.
        [] if !to.format.joins() => Ok(OK),
        [one] if to.format == Format::Pdf => {
            let mut annotated = pdfs(one);
            match (annotated.next(), annotated.next()) {
                (Some((file, path)), None) => save(output, &annotate(one, file, path, reader)?, to.inputs)?,
                (Some(_), Some(_)) => return Err(CliError::SeveralPdfs),
                // It says that there is none.
                (None, _) => drop(report::write(&one.report, Format::Pdf)?),
            }
            Ok(OK)
        }
        _ => save(output, &together(checked, to)?, to.inputs).map(|()| OK),
    }
}

/// All reports as one.
fn together(checked: &[Checked], to: &Target<'_>) -> Result<Vec<u8>, CliError> {
    let reports = || checked.iter().map(|c| &c.report);
    Ok(match (to.format, checked) {
        (Format::Text, _) => reports().map(|r| text::to_string(r, to.all)).collect::<Vec<_>>().join("\n").into(),
        (Format::Json, []) if to.single => Vec::new(),
        (Format::Json, [one]) if to.single => json::to_string(&one.report, true).into(),
        (Format::Json, _) => json::array(reports()).into(),
        (Format::JsonLines, _) => reports().map(|r| json::to_string(r, false)).collect::<String>().into(),
        (Format::Csv, _) => csv::to_string(reports()).into(),
        (format, [one]) => report::write(&one.report, format)?,
        (_, several) => return Err(CliError::SeveralDisclosures(several.len())),
    })
}

/// A report for each disclosure, under the name of its first file; one that fails does not keep the others from it.
fn into_folder(
    checked: &[Checked],
    folder: &Path,
    to: &Target<'_>,
    reader: &Reader,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    if let Err(cause) = fs::create_dir_all(folder) {
        return Err(atomic::WriteError { path: folder.to_owned(), cause }.into());
    }
    let mut status = OK;
    let mut written = HashSet::new();
    let mut put = |source: &Path, made: Result<Vec<u8>, CliError>, err: &mut dyn Write| {
        let stem = source.file_stem().unwrap_or_default().to_string_lossy();
        let what = if to.format == Format::Pdf { "批注" } else { "核对报告" };
        let name = format!("{stem}-{what}.{}", to.format.extension());
        let done = if written.insert(name.clone()) {
            made.and_then(|bytes| save(&folder.join(name), &bytes, to.inputs))
        } else {
            Err(CliError::SameName(source.to_owned()))
        };
        if let Err(error) = done {
            say(err, &error);
            status = FAILED;
        }
    };
    for one in checked {
        let Some(first) = one.paths.first() else { continue };
        if to.format != Format::Pdf {
            let single = Target { single: true, ..*to };
            put(first, together(std::slice::from_ref(one), &single), err);
            continue;
        }
        let mut none = true;
        for (file, path) in pdfs(one) {
            none = false;
            put(path, annotate(one, file, path, reader), err);
        }
        if none {
            put(first, report::write(&one.report, Format::Pdf).map_err(|e| named(first, e)), err);
        }
    }
    Ok(status)
}

/// The files of a disclosure that are PDF, with their numbers.
fn pdfs(one: &Checked) -> impl Iterator<Item = (u32, &Path)> {
    (0u32..).zip(one.paths.iter().map(PathBuf::as_path)).filter(|(_, path)| is_pdf(path))
}

fn is_pdf(path: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| std::io::Read::read_to_end(&mut std::io::Read::take(file, 5), &mut head));
    read.is_ok() && head == b"%PDF-"
}

fn annotate(one: &Checked, file: u32, path: &Path, reader: &Reader) -> Result<Vec<u8>, CliError> {
    let made = read::bytes(path).map_err(ReportError::from);
    made.and_then(|bytes| report::annotated(&one.report, reader, file, &bytes)).map_err(|error| named(path, error))
}

fn named(path: &Path, cause: ReportError) -> CliError {
    CliError::ReportOf { path: path.to_owned(), cause }
}
