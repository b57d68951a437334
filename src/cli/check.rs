//! `gongkai check`: what does not tie in each file.

use std::{
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use lexopt::{Arg, Parser};

use super::{
    CliError, FAILED, FOUND, OK,
    args::choice,
    report::{Checked, Format},
    save, say,
};
use crate::{
    check::Severity,
    read::{Options, isolated::Reader},
};

const FORMATS: &[(&str, Format)] =
    &[("text", Format::Text), ("json", Format::Json), ("jsonl", Format::JsonLines), ("csv", Format::Csv)];

pub(super) fn run(
    args: &[OsString],
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let mut parser = Parser::from_args(args);
    let (mut paths, mut format, mut output, mut all) = (Vec::<PathBuf>::new(), Format::Text, None::<PathBuf>, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("format") => format = choice(&mut parser, "--format", FORMATS)?,
            Arg::Short('o') | Arg::Long("output") => output = Some(parser.value()?.into()),
            Arg::Long("all") => all = true,
            Arg::Value(path) => paths.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(CliError::Usage("check 要写明核对哪个文件或文件夹".to_owned()));
    }
    let single = paths.len() == 1 && !paths.iter().any(|p| p.is_dir());
    let mut status = OK;
    let mut checked = Vec::new();
    let files = files(&paths, &mut status, err);
    for path in &files {
        match reader.read(path, &Options::default()) {
            Ok(loaded) => checked.push(Checked::new(path.clone(), loaded.opened.disclosure)),
            Err(cause) => {
                say(err, &CliError::Read { path: path.clone(), cause });
                status = FAILED;
            }
        }
    }
    let bad = |c: &Checked| c.findings.iter().any(|f| matches!(f.severity, Severity::Error | Severity::Missing));
    if status == OK && checked.iter().any(bad) {
        status = FOUND;
    }
    let text = format.render(&checked, single, all);
    match output {
        Some(output) => save(&output, &text, &files)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(status)
}

/// The files named, and for each folder the files in it by name, without hidden ones.
fn files(paths: &[PathBuf], status: &mut u8, err: &mut dyn Write) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match files_in(path) {
            Ok(found) if found.is_empty() => {
                say(err, &format_args!("文件夹“{}”中没有文件。", path.display()));
                *status = FAILED;
            }
            Ok(found) => files.extend(found),
            Err(cause) => {
                say(err, &CliError::Read { path: path.clone(), cause: cause.into() });
                *status = FAILED;
            }
        }
    }
    files
}

fn files_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && !hidden(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
