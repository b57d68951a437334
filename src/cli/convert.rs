//! `gongkai convert`: files of any format to JSON or CSV; several that make one disclosure become one.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use lexopt::{Arg, Parser};

use super::{
    CliError, FAILED, OK,
    args::{choice, encoding, password},
    inputs::{Input, Inputs},
    save, say,
};
use crate::{
    model::Disclosure,
    read::{Options, isolated::Reader},
    write::{atomic, csv, native},
};

#[derive(Clone, Copy)]
enum Target {
    Json,
    Csv,
}

const TARGETS: &[(&str, Target)] = &[("json", Target::Json), ("csv", Target::Csv)];

impl Target {
    fn extension(self) -> &'static str {
        match self {
            Target::Json => "json",
            Target::Csv => "csv",
        }
    }

    fn render(self, disclosure: &Disclosure) -> String {
        match self {
            Target::Json => native::to_string(disclosure),
            Target::Csv => csv::to_string(disclosure),
        }
    }

    fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        TARGETS.iter().find(|(name, _)| *name == extension).map(|(_, target)| *target)
    }
}

pub(super) fn run(
    args: &[OsString],
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let mut parser = Parser::from_args(args);
    let (mut paths, mut to, mut output) = (Vec::<PathBuf>::new(), None, None::<PathBuf>);
    let mut options = Options::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("to") => to = Some(choice(&mut parser, "--to", TARGETS)?),
            Arg::Short('o') | Arg::Long("output") => output = Some(parser.value()?.into()),
            Arg::Long("password") => options.password = Some(password(&mut parser)?),
            Arg::Long("encoding") => options.encoding = Some(encoding(&mut parser)?),
            Arg::Value(path) => paths.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(CliError::Usage("convert 要写明转换哪个文件".to_owned()));
    }
    let target = to.or_else(|| Target::of_path(output.as_deref()?)).unwrap_or(Target::Json);
    let single = matches!(paths.as_slice(), [path] if !path.is_dir());
    let mut inputs = Inputs::new(reader, options, err);
    let found = inputs.all(&paths);
    let (files, failed) = (inputs.files, inputs.failed);
    for input in found.iter().filter(|input| input.disclosure.tables.is_empty()) {
        say(err, &format_args!("“{}”中没有找到表格，只转换了文字。", list(input)));
    }
    match output {
        Some(folder) if folder.is_dir() || !(single || Target::of_path(&folder).is_some()) => {
            let written = write_into(&found, &folder, target, &files, err)?;
            Ok(if failed { FAILED } else { written })
        }
        // One file out of several is made of all of them or not at all.
        _ if failed => Ok(FAILED),
        output => match (found.as_slice(), output) {
            ([input], Some(output)) => save(&output, target.render(&input.disclosure).as_bytes(), &files).map(|()| OK),
            ([input], None) => {
                out.write_all(target.render(&input.disclosure).as_bytes())?;
                Ok(OK)
            }
            (several, _) => Err(CliError::SeveralDisclosures(several.len())),
        },
    }
}

/// Writes each disclosure into the folder, under the name of its first file; one that fails does not keep the
/// others from it.
fn write_into(
    inputs: &[Input],
    folder: &Path,
    target: Target,
    files: &[PathBuf],
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    if let Err(cause) = fs::create_dir_all(folder) {
        return Err(atomic::WriteError { path: folder.to_owned(), cause }.into());
    }
    let mut status = OK;
    let mut written = HashSet::new();
    for input in inputs {
        let Some(first) = input.paths.first() else { continue };
        let name = Path::new(first.file_name().unwrap_or(first.as_os_str())).with_extension(target.extension());
        let output = folder.join(&name);
        let done = if written.insert(name) {
            save(&output, target.render(&input.disclosure).as_bytes(), files)
        } else {
            Err(CliError::SameName(first.clone()))
        };
        if let Err(error) = done {
            say(err, &error);
            status = FAILED;
        }
    }
    Ok(status)
}

fn list(input: &Input) -> String {
    input.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("”“")
}
