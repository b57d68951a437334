//! `gongkai convert`: text or JSON to JSON or CSV.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use lexopt::{Arg, Parser};

use super::{CliError, FAILED, OK, args::choice, save, say};
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
    let (mut inputs, mut to, mut output) = (Vec::<PathBuf>::new(), None, None::<PathBuf>);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("to") => to = Some(choice(&mut parser, "--to", TARGETS)?),
            Arg::Short('o') | Arg::Long("output") => output = Some(parser.value()?.into()),
            Arg::Value(path) => inputs.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let target = to.or_else(|| Target::of_path(output.as_deref()?)).unwrap_or(Target::Json);
    match (inputs.as_slice(), output) {
        ([], _) => Err(CliError::Usage("convert 要写明转换哪个文件".to_owned())),
        ([input], None) => {
            let text = target.render(&open(input, reader, err)?);
            out.write_all(text.as_bytes())?;
            Ok(OK)
        }
        (_, None) => Err(CliError::Usage("转换几个文件时，请用 -o 写明放到哪个文件夹".to_owned())),
        ([input], Some(output)) if !output.is_dir() => {
            convert(input, &output, target, reader, err)?;
            Ok(OK)
        }
        (inputs, Some(folder)) => convert_into(inputs, &folder, target, reader, err),
    }
}

/// Converts each file into the folder; one that fails does not keep the others from it.
fn convert_into(
    inputs: &[PathBuf],
    folder: &Path,
    target: Target,
    reader: &Reader,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    if let Err(cause) = fs::create_dir_all(folder) {
        return Err(atomic::WriteError { path: folder.to_owned(), cause }.into());
    }
    let mut status = OK;
    let mut written = HashSet::new();
    for input in inputs {
        let name = Path::new(input.file_name().unwrap_or(input.as_os_str())).with_extension(target.extension());
        let output = folder.join(&name);
        let done = if written.insert(name) {
            convert(input, &output, target, reader, err)
        } else {
            Err(CliError::SameName(input.clone()))
        };
        if let Err(error) = done {
            say(err, &error);
            status = FAILED;
        }
    }
    Ok(status)
}

fn convert(input: &Path, output: &Path, target: Target, reader: &Reader, err: &mut dyn Write) -> Result<(), CliError> {
    let text = target.render(&open(input, reader, err)?);
    save(output, &text, &[input.to_owned()])
}

fn open(path: &Path, reader: &Reader, err: &mut dyn Write) -> Result<Disclosure, CliError> {
    let loaded =
        reader.read(path, &Options::default()).map_err(|cause| CliError::Read { path: path.to_owned(), cause })?;
    let disclosure = loaded.opened.disclosure;
    if disclosure.tables.is_empty() {
        say(err, &format_args!("“{}”中没有找到表格，只转换了文字。", path.display()));
    }
    Ok(disclosure)
}
