//! The options of `gongkai compare`.

use std::{ffi::OsString, path::PathBuf};

use lexopt::{Arg, Parser};
use rust_decimal::Decimal;

use crate::{
    cli::{
        CliError,
        args::{choice, encoding, password},
    },
    compare::{Only, Order, Sort, scene::Form},
    model::parse_amount,
    read::Options,
};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Text,
    Csv,
    Html,
    Xlsx,
    Png,
    Svg,
}

const TARGETS: &[(&str, Target)] = &[
    ("text", Target::Text),
    ("csv", Target::Csv),
    ("html", Target::Html),
    ("xlsx", Target::Xlsx),
    ("png", Target::Png),
    ("svg", Target::Svg),
];

pub(super) const FORMS: &[(&str, Form)] = &[
    ("grouped", Form::Grouped),
    ("trend", Form::Trend),
    ("stacked", Form::Stacked),
    ("shares", Form::Shares),
    ("bridge", Form::Bridge),
    ("changes", Form::TopChanges),
];

const ORDERS: &[(&str, Order)] = &[("years", Order::Years), ("agencies", Order::Agencies)];

const SORTS: &[(&str, Sort)] = &[
    ("table", Sort::Table),
    ("name", Sort::Name),
    ("code", Sort::Code),
    ("change", Sort::Change),
    ("growth", Sort::Growth),
    ("rate", Sort::Rate),
    ("amount", Sort::Amount),
];

const ONLY: &[(&str, Only)] = &[
    ("all", Only::All),
    ("changed", Only::Changed),
    ("new", Only::New),
    ("vanished", Only::Vanished),
    ("new-or-vanished", Only::NewOrVanished),
];

/// The options.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) paths: Vec<PathBuf>,
    pub(super) options: Options,
    pub(super) output: Option<PathBuf>,
    pub(super) format: Option<Target>,
    pub(super) order: Option<Order>,
    pub(super) tables: Vec<String>,
    pub(super) measure: String,
    pub(super) threshold: Option<Decimal>,
    pub(super) percent: Option<Decimal>,
    pub(super) level: Option<u8>,
    pub(super) only: Only,
    pub(super) sort: Sort,
    pub(super) search: String,
    pub(super) chart: Option<Form>,
    /// In millimetres.
    pub(super) size: Option<(f32, f32)>,
    pub(super) dpi: Option<f32>,
}

impl Wanted {
    pub(super) fn of(args: &[OsString]) -> Result<Self, CliError> {
        let mut parser = Parser::from_args(args);
        let mut wanted = Self::default();
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Short('o') | Arg::Long("output") => wanted.output = Some(parser.value()?.into()),
                Arg::Long("format") => wanted.format = Some(choice(&mut parser, "--format", TARGETS)?),
                Arg::Long("by") => wanted.order = Some(choice(&mut parser, "--by", ORDERS)?),
                Arg::Long("table") => wanted.tables.push(words(&mut parser)?),
                Arg::Long("measure") => wanted.measure = words(&mut parser)?,
                Arg::Long("threshold") => wanted.threshold = Some(amount(&mut parser, "--threshold")?),
                Arg::Long("percent") => wanted.percent = Some(amount(&mut parser, "--percent")?),
                Arg::Long("level") => {
                    wanted.level = Some(choice(&mut parser, "--level", &[("0", 0), ("1", 1), ("2", 2), ("3", 3)])?);
                }
                Arg::Long("only") => wanted.only = choice(&mut parser, "--only", ONLY)?,
                Arg::Long("sort") => wanted.sort = choice(&mut parser, "--sort", SORTS)?,
                Arg::Long("search") => wanted.search = words(&mut parser)?,
                Arg::Long("chart") => wanted.chart = Some(choice(&mut parser, "--chart", FORMS)?),
                Arg::Long("size") => wanted.size = Some(size(&mut parser)?),
                Arg::Long("dpi") => wanted.dpi = Some(dpi(&mut parser)?),
                Arg::Long("password") => wanted.options.password = Some(password(&mut parser)?),
                Arg::Long("encoding") => wanted.options.encoding = Some(encoding(&mut parser)?),
                Arg::Value(path) => wanted.paths.push(path.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        if wanted.paths.is_empty() {
            return Err(CliError::Usage("compare 要写明比较哪些文件".to_owned()));
        }
        Ok(wanted)
    }

    /// The format that was asked for, or that of the output's name.
    pub(super) fn target(&self) -> Result<Target, CliError> {
        let by_name = self.output.as_deref().map(|path| {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            let known = TARGETS.iter().find(|(name, _)| *name == extension).map(|(_, target)| *target);
            known.or((extension == "txt").then_some(Target::Text)).ok_or(extension)
        });
        match (self.format, by_name) {
            (Some(Target::Xlsx | Target::Png), None) => {
                Err(CliError::Usage("xlsx 和 png 不能写到屏幕上，要用 -o 写明写到哪个文件".to_owned()))
            }
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Target::Text),
            (None, Some(Ok(target))) => Ok(target),
            (None, Some(Err(extension))) => {
                let names: Vec<&str> = TARGETS.iter().skip(1).map(|(name, _)| *name).collect();
                let names = names.join("、");
                Err(CliError::Usage(format!("对比不能写成“{extension}”，-o 的扩展名可以是 {names}")))
            }
        }
    }
}

fn words(parser: &mut Parser) -> Result<String, CliError> {
    parser.value()?.into_string().map_err(|value| lexopt::Error::NonUnicodeValue(value).into())
}

fn amount(parser: &mut Parser, option: &str) -> Result<Decimal, CliError> {
    let given = words(parser)?;
    let number = parse_amount(&given).filter(|n| !n.is_sign_negative());
    number.ok_or_else(|| CliError::Usage(format!("{option} 不能是“{given}”，要写不小于 0 的数")))
}

/// Width and height in millimetres: `160x90`.
fn size(parser: &mut Parser) -> Result<(f32, f32), CliError> {
    let given = words(parser)?;
    let sides =
        given.split_once(['x', 'X', '×']).and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
    let fits = |side: f32| (40.0..=1000.0).contains(&side);
    sides.filter(|(w, h)| fits(*w) && fits(*h)).ok_or_else(|| {
        CliError::Usage(format!("--size 不能是“{given}”，要写宽x高的毫米数，如 160x90，每边 40 至 1000"))
    })
}

fn dpi(parser: &mut Parser) -> Result<f32, CliError> {
    let given = words(parser)?;
    let dpi = given.parse::<f32>().ok().filter(|dpi| (72.0..=600.0).contains(dpi));
    dpi.ok_or_else(|| CliError::Usage(format!("--dpi 不能是“{given}”，要写 72 至 600 的数")))
}
