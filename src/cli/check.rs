//! `gongkai check`: what does not tie in each file.

use std::{
    ffi::OsString,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use lexopt::{Arg, Parser};

use super::{
    CliError, FAILED, FOUND,
    args::{choice, encoding, number, password},
    inputs, interrupt, output,
    progress::Progress,
    say,
};
use crate::{
    batch::{self, Event, Settings, Spool, Unit},
    check::Rulebook,
    read::{Options, isolated::Reader},
    report::Format,
};

#[derive(Default)]
struct Asked {
    paths: Vec<PathBuf>,
    format: Option<Format>,
    output: Option<PathBuf>,
    all: bool,
    recursive: bool,
    separate: bool,
    jobs: Option<usize>,
    options: Options,
    rules: Arc<Rulebook>,
}

impl Asked {
    fn of(args: &[OsString]) -> Result<Self, CliError> {
        let mut parser = Parser::from_args(args);
        let mut asked = Self::default();
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Long("format") => asked.format = Some(choice(&mut parser, "--format", Format::ALL)?),
                Arg::Short('o') | Arg::Long("output") => asked.output = Some(parser.value()?.into()),
                Arg::Long("all") => asked.all = true,
                Arg::Short('r') | Arg::Long("recursive") => asked.recursive = true,
                Arg::Long("separate") => asked.separate = true,
                Arg::Short('j') | Arg::Long("jobs") => asked.jobs = Some(number(&mut parser, "--jobs")?),
                Arg::Long("rules") => asked.rules = Arc::new(super::rules::load(&PathBuf::from(parser.value()?))?),
                Arg::Long("password") => asked.options.password = Some(password(&mut parser)?),
                Arg::Long("encoding") => asked.options.encoding = Some(encoding(&mut parser)?),
                Arg::Value(path) => asked.paths.push(path.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        match asked.paths.is_empty() {
            true => Err(CliError::Usage("check 要写明核对哪个文件或文件夹".to_owned())),
            false => Ok(asked),
        }
    }
}

pub(super) fn run(
    args: &[OsString],
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let asked = Asked::of(args)?;
    let format = output::format(asked.format, asked.output.as_deref())?;
    let (units, mut failed) = units(&asked, err);
    let files: Vec<PathBuf> = units.iter().flat_map(|u| u.files.iter().cloned()).collect();
    let spool = Spool::new()?;
    let single = matches!(asked.paths.as_slice(), [path] if !path.is_dir());
    let target = output::Target { format, single, all: asked.all, output: asked.output.as_deref(), inputs: &files };
    let mut output = output::Output::new(&target, &spool, out)?;
    let mut progress = Progress::new(files.len(), io::stderr().is_terminal());
    let jobs = asked.jobs.unwrap_or_else(batch::cores);
    let stop = interrupt::asked();
    let settings = Settings { reader: reader.clone(), options: asked.options, rules: asked.rules, jobs, stop };
    let make = |report: &crate::report::Report, paths: &[PathBuf]| output::make(report, paths, &target, reader, &spool);
    let (mut bad, mut stopped, mut checked) = (false, None, 0);
    let cancel = AtomicBool::new(false);
    let complete = batch::run(&units, &settings, &cancel, &make, &mut |event| {
        if stopped.is_some() {
            return;
        }
        let told = match event {
            Event::Progress { done, file, .. } => {
                progress.show(done, file, err);
                Ok(())
            }
            Event::Checked { files, row, made } => {
                progress.clear(err);
                checked += files.len();
                progress.errors += row.tally.errors;
                bad |= row.tally.errors + row.tally.missing > 0;
                output.checked(row, made, err)
            }
            Event::Failed { file, cause } => {
                progress.clear(err);
                (failed, checked) = (true, checked + 1);
                let error = CliError::Read { path: file.clone(), cause };
                say(err, &error);
                output.failed(&file, &error)
            }
        };
        if let Err(error) = told {
            // Nothing more can be written, so nothing more need be read.
            cancel.store(true, std::sync::atomic::Ordering::Relaxed);
            stopped = Some(error);
        }
    });
    progress.clear(err);
    if let Some(error) = stopped {
        return Err(error);
    }
    let written = output.finish(failed || !complete, err)?;
    if !complete {
        say(err, &format!("已取消，已核对 {checked}/{} 个文件。", files.len()));
    }
    Ok(match () {
        () if failed || !complete => FAILED,
        () if bad => FOUND.max(written),
        () => written,
    })
}

/// A folder holds disclosures in one or several files each; files named one by one are checked so.
fn units(asked: &Asked, err: &mut dyn Write) -> (Vec<Unit>, bool) {
    let (mut units, mut failed) = (Vec::new(), false);
    for path in &asked.paths {
        if !path.is_dir() {
            units.push(Unit { files: vec![path.clone()], joined: false });
            continue;
        }
        let before = units.len();
        let folders = if asked.recursive { batch::find::folders(path) } else { Ok(vec![path.clone()]) };
        let folders = folders.unwrap_or_else(|cause| {
            say(err, &CliError::Read { path: path.clone(), cause: cause.into() });
            failed = true;
            Vec::new()
        });
        for folder in &folders {
            match batch::find::files(folder) {
                Ok(files) if files.is_empty() => {}
                Ok(files) if asked.separate => {
                    units.extend(files.into_iter().map(|file| Unit { files: vec![file], joined: false }));
                }
                Ok(files) => units.push(Unit { files, joined: true }),
                Err(cause) => {
                    say(err, &CliError::Read { path: folder.clone(), cause: cause.into() });
                    failed = true;
                }
            }
        }
        if units.len() == before && !folders.is_empty() && !failed {
            say(err, &inputs::EmptyFolder(path));
            failed = true;
        }
    }
    (units, failed)
}
