//! `gongkai check`: what does not tie in each file.

use std::{ffi::OsString, io::Write, path::PathBuf};

use lexopt::{Arg, Parser};

use super::{
    CliError, FAILED, FOUND, OK,
    args::{choice, encoding, password},
    inputs::Inputs,
    report::{Checked, Format},
    save,
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
    let mut options = Options::default();
    let (mut paths, mut format, mut output, mut all) = (Vec::<PathBuf>::new(), Format::Text, None::<PathBuf>, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("format") => format = choice(&mut parser, "--format", FORMATS)?,
            Arg::Short('o') | Arg::Long("output") => output = Some(parser.value()?.into()),
            Arg::Long("all") => all = true,
            Arg::Long("password") => options.password = Some(password(&mut parser)?),
            Arg::Long("encoding") => options.encoding = Some(encoding(&mut parser)?),
            Arg::Value(path) => paths.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(CliError::Usage("check 要写明核对哪个文件或文件夹".to_owned()));
    }
    let single = paths.len() == 1 && !paths.iter().any(|p| p.is_dir());
    let mut inputs = Inputs::new(reader, options, err);
    let mut checked = Vec::new();
    for path in &paths {
        // A folder holds disclosures in one or several files each; files named one by one are checked so.
        let found = if path.is_dir() { inputs.folder(path) } else { inputs.file(path).into_iter().collect() };
        checked.extend(found.into_iter().map(|input| Checked::new(&input.paths, input.disclosure)));
    }
    let bad = |c: &Checked| c.findings.iter().any(|f| matches!(f.severity, Severity::Error | Severity::Missing));
    let status = match inputs.failed {
        true => FAILED,
        false if checked.iter().any(bad) => FOUND,
        false => OK,
    };
    let text = format.render(&checked, single, all);
    match output {
        Some(output) => save(&output, &text, &inputs.files)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(status)
}
