//! Options and paths of a command.

use std::{ffi::OsString, path::PathBuf};

use lexopt::{Arg, Parser};

use super::CliError;
use crate::read::text;

impl From<lexopt::Error> for CliError {
    fn from(error: lexopt::Error) -> Self {
        use lexopt::Error::*;
        Self::Usage(match error {
            MissingValue { option: Some(option) } => format!("选项 {option} 后面缺少内容"),
            MissingValue { option: None } => "选项后面缺少内容".to_owned(),
            UnexpectedOption(option) => format!("没有选项 {option}"),
            UnexpectedArgument(value) => format!("多余的参数“{}”", value.to_string_lossy()),
            UnexpectedValue { option, value } => format!("选项 {option} 不带“{}”", value.to_string_lossy()),
            NonUnicodeValue(value) => format!("参数“{}”不是合法的文字", value.to_string_lossy()),
            ParsingFailed { value, .. } => format!("看不懂“{value}”"),
            Custom(cause) => cause.to_string(),
        })
    }
}

/// Arguments that are only paths.
pub(super) fn paths(args: Vec<OsString>) -> Result<Vec<PathBuf>, CliError> {
    let mut parser = Parser::from_args(args);
    let mut paths = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(path) => paths.push(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(paths)
}

/// The password of an encrypted file.
pub(super) fn password(parser: &mut Parser) -> Result<String, CliError> {
    parser.value()?.into_string().map_err(|value| lexopt::Error::NonUnicodeValue(value).into())
}

/// The name of an encoding, by whatever name it goes.
pub(super) fn encoding(parser: &mut Parser) -> Result<String, CliError> {
    let value = parser.value()?;
    let name = value.to_string_lossy();
    match text::encoding(&name) {
        Some(name) => Ok(name.to_owned()),
        None => {
            let names: Vec<_> = text::ENCODINGS.iter().map(|(name, _)| *name).collect();
            Err(CliError::Usage(format!("没有名为“{name}”的编码，可选 {}", names.join("、"))))
        }
    }
}

/// The value of an option that is one of a few words.
pub(super) fn choice<T: Copy>(parser: &mut Parser, option: &str, choices: &[(&str, T)]) -> Result<T, CliError> {
    let value = parser.value()?;
    let given = value.to_string_lossy();
    choices.iter().find(|(name, _)| *name == given).map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        CliError::Usage(format!("{option} 不能是“{given}”，可选 {}", names.join("、")))
    })
}

/// A number of at least one.
pub(super) fn number(parser: &mut Parser, option: &str) -> Result<usize, CliError> {
    let value = parser.value()?;
    let given = value.to_string_lossy();
    let number = given.parse::<usize>().ok().filter(|n| (1..=256).contains(n));
    number.ok_or_else(|| CliError::Usage(format!("{option} 不能是“{given}”，要写 1 至 256 的数")))
}
