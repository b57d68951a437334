//! `gongkai rules`: the rule manual.

use std::{ffi::OsString, io::Write};

use super::{CliError, OK};
use crate::relations::{self, Rule};

pub(super) fn run(args: &[OsString], out: &mut dyn Write) -> Result<u8, CliError> {
    match args {
        [] => {
            for rule in relations::rules() {
                writeln!(out, "{:<4} {}　{}", rule.id, rule.family.name(), rule.title)?;
            }
        }
        [id] => {
            let id = id.to_string_lossy().to_uppercase();
            let rule = relations::rule(&id)
                .ok_or_else(|| CliError::Usage(format!("没有编号为“{id}”的规则，gongkai rules 列出全部")))?;
            print(rule, out)?;
        }
        [_, other, ..] => return Err(CliError::Usage(format!("多余的参数“{}”", other.to_string_lossy()))),
    }
    Ok(OK)
}

fn print(rule: &Rule, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{}　{}（{}）", rule.id, rule.title, rule.family.name())?;
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
