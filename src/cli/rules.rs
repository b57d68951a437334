//! `gongkai rules`: the rule manual, and what a rule file says.

use std::{
    ffi::OsString,
    io::Write,
    path::{Path, PathBuf},
};

use lexopt::{Arg, Parser};

use super::{CliError, OK};
use crate::{
    check::Rulebook,
    relations::{self, Rule},
};

/// Reads a rule file.
pub(super) fn load(path: &Path) -> Result<Rulebook, CliError> {
    Rulebook::load(path).map_err(|errors| CliError::Rules { path: path.to_owned(), errors })
}

pub(super) fn run(args: &[OsString], out: &mut dyn Write) -> Result<u8, CliError> {
    let mut parser = Parser::from_args(args);
    let (mut book, mut id) = (Rulebook::default(), None);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("rules") => book = load(&PathBuf::from(parser.value()?))?,
            Arg::Value(value) if id.is_none() => id = Some(value.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(id) = id else {
        list(&book, out)?;
        return Ok(OK);
    };
    let page = book.page(&id).or_else(|| book.page(&id.to_uppercase()));
    let page = page.ok_or_else(|| CliError::Usage(format!("没有编号为“{id}”的规则，gongkai rules 列出全部")))?;
    print(&page, &book, out)?;
    Ok(OK)
}

fn list(book: &Rulebook, out: &mut dyn Write) -> Result<(), CliError> {
    for rule in relations::rules() {
        writeln!(out, "{:<4} {}　{}{}", rule.id, rule.family.name(), rule.title, state(book, &rule.id))?;
    }
    for rule in &book.own {
        writeln!(out, "{:<4} 自定义　{}{}", rule.id, rule.title, state(book, rule.id))?;
    }
    Ok(())
}

/// What the rule file says of a rule.
fn state(book: &Rulebook, id: &str) -> String {
    match (book.off.contains(id), book.severities.get(id)) {
        (true, _) => "（已关闭）".to_owned(),
        (false, Some(severity)) => format!("（按{}）", severity.name()),
        (false, None) => String::new(),
    }
}

fn print(rule: &Rule, book: &Rulebook, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{}　{}（{}）{}", rule.id, rule.title, rule.family.name(), state(book, &rule.id))?;
    for (heading, text) in [
        ("规则", &rule.what),
        ("为什么", &rule.why),
        ("依据", &rule.source),
        ("例", &rule.example),
        ("怎样改", &rule.fix),
        ("不算错的情形", &rule.not_errors),
    ] {
        writeln!(out, "\n{heading}\n  {}", text.trim().replace('\n', "\n  "))?;
    }
    Ok(())
}
