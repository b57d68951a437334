//! `gongkai check`: what does not tie in each file.

use std::{ffi::OsString, io::Write, path::PathBuf, sync::Arc};

use lexopt::{Arg, Parser};

use super::{
    CliError, FAILED, FOUND, OK,
    args::{choice, encoding, password},
    inputs::Inputs,
    reports::{self, Checked},
};
use crate::{
    read::{Options, isolated::Reader},
    report::Format,
};

pub(super) fn run(
    args: &[OsString],
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let mut parser = Parser::from_args(args);
    let mut options = Options::default();
    let mut rules = Arc::default();
    let (mut paths, mut format, mut output, mut all) = (Vec::<PathBuf>::new(), None, None::<PathBuf>, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("format") => format = Some(choice(&mut parser, "--format", Format::ALL)?),
            Arg::Short('o') | Arg::Long("output") => output = Some(parser.value()?.into()),
            Arg::Long("all") => all = true,
            Arg::Long("rules") => rules = Arc::new(super::rules::load(&PathBuf::from(parser.value()?))?),
            Arg::Long("password") => options.password = Some(password(&mut parser)?),
            Arg::Long("encoding") => options.encoding = Some(encoding(&mut parser)?),
            Arg::Value(path) => paths.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(CliError::Usage("check 要写明核对哪个文件或文件夹".to_owned()));
    }
    let format = reports::format(format, output.as_deref())?;
    let single = paths.len() == 1 && !paths.iter().any(|p| p.is_dir());
    let mut inputs = Inputs::new(reader, options, err);
    let mut checked = Vec::new();
    for path in &paths {
        // A folder holds disclosures in one or several files each; files named one by one are checked so.
        let found = if path.is_dir() { inputs.folder(path) } else { inputs.file(path).into_iter().collect() };
        checked.extend(found.into_iter().map(|input| Checked::new(input, &rules)));
    }
    let (files, failed) = (inputs.files, inputs.failed);
    let status = match failed {
        true => FAILED,
        false if checked.iter().any(|c| c.report.is_bad()) => FOUND,
        false => OK,
    };
    let to = reports::Target { format, single, all, output: output.as_deref(), inputs: &files };
    let written = reports::write(&checked, &to, reader, out, err)?;
    Ok(status.max(written))
}
