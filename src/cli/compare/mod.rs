//! `gongkai compare`: years of an agency, or agencies of a year, side by side.

mod draw;
mod wanted;

use std::{ffi::OsString, io::Write};

use rust_decimal::Decimal;

use self::{
    draw::{drawings, picture},
    wanted::{Target, Wanted},
};
use super::{
    CliError, FAILED, FOUND, OK,
    inputs::{Input, Inputs},
    save, say,
};
use crate::{
    check::Severity,
    compare::{
        Aspect, Comparison, Only, Order, Said, Shown,
        across::{self, Settings},
        aspects,
        peers::{self, Peers, Profile},
        scene::{self, Theme},
    },
    model::{
        Disclosure, Kind, Unit,
        text::{agency_key, squeeze},
    },
    prose::Prose,
    read::isolated::Reader,
    report::{
        ReportError,
        comparison::{self, Contents, List, Page},
    },
};

pub(super) fn run(
    args: &[OsString],
    reader: &Reader,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, CliError> {
    let wanted = Wanted::of(args)?;
    let target = wanted.target()?;
    let mut inputs = Inputs::new(reader, wanted.options.clone(), err);
    let found = inputs.all(&wanted.paths);
    let (files, failed) = (inputs.files, inputs.failed);
    if failed {
        return Ok(FAILED);
    }
    for input in found.iter().filter(|i| i.disclosure.tables.is_empty()) {
        say(err, &format_args!("“{}”中没有找到表格，这一份没有可以比较的数。", names(input).join("”“")));
    }
    let (contents, grave) = compare(&found, &wanted, target)?;
    let bytes = match target {
        Target::Text => comparison::text::to_string(&contents).into_bytes(),
        Target::Csv => comparison::csv::to_string(&contents).into_bytes(),
        Target::Html => comparison::html(&contents).into_bytes(),
        Target::Xlsx => comparison::xlsx(&contents).map_err(ReportError::from)?,
        Target::Svg => scene::svg::write(&picture(&contents, &wanted)?, Theme::Light).into_bytes(),
        Target::Png => scene::png::write(&picture(&contents, &wanted)?, Theme::Light, wanted.dpi.unwrap_or(300.0))?,
    };
    match &wanted.output {
        Some(output) => save(output, bytes, &files)?,
        None => out.write_all(&bytes)?,
    }
    Ok(if grave { FOUND } else { OK })
}

fn names(input: &Input) -> Vec<String> {
    input.paths.iter().map(|p| p.file_name().unwrap_or(p.as_os_str()).to_string_lossy().into_owned()).collect()
}

/// Everything that is written, and whether something found from year to year is an error.
fn compare(found: &[Input], wanted: &Wanted, target: Target) -> Result<(Contents, bool), CliError> {
    let documents: Vec<&Disclosure> = found.iter().map(|i| &i.disclosure).collect();
    let order = wanted.order.unwrap_or_else(|| order(&documents));
    let prose: Vec<Prose> = documents.iter().map(|d| Prose::of(d)).collect();
    let said: Vec<Said> = documents.iter().zip(&prose).map(|(d, p)| Said::from(d, p)).collect();
    let told: Vec<across::Document> =
        documents.iter().zip(&prose).map(|(disclosure, prose)| across::Document { disclosure, prose }).collect();
    let default = Settings::default();
    let settings = Settings {
        percent: wanted.percent.unwrap_or(default.percent),
        amount: wanted.threshold.unwrap_or(default.amount),
    };
    let across = across::examine(&told, &settings);
    let mut pages = Vec::new();
    for aspect in chosen(&documents, wanted, target)? {
        let mut comparison = Comparison::of(&aspect, &documents, order);
        if comparison.is_empty() {
            continue;
        }
        comparison.explain(&documents, &said);
        let shown = shown(&comparison, wanted);
        let mut page = Page { comparison, shown, drawings: Vec::new() };
        if target == Target::Html {
            page.drawings = drawings(&page, wanted);
        }
        pages.push(page);
    }
    // Of one document, the tables that print last year's figures too.
    pages.retain(|p| p.comparison.sides.len() > 1);
    if pages.is_empty() {
        let why = "这些文件合起来只有一份公开，表中也没有上年数，没有可以比较的：请写明两个以上年度或部门的文件";
        return Err(CliError::Usage(why.to_owned()));
    }
    let lists = if order == Order::Agencies { sample(&documents, &prose) } else { Vec::new() };
    let contents = Contents {
        title: Contents::title_of(&documents),
        files: found.iter().flat_map(names).collect(),
        pages,
        lists,
        findings: comparison::findings(&across, &documents),
    };
    let grave = contents.open().any(|f| matches!(f.severity, Severity::Error | Severity::Missing));
    Ok((contents, grave))
}

/// Agencies by what they spend on, per head and in shares: of the year of which there are most.
fn sample(documents: &[&Disclosure], prose: &[Prose]) -> Vec<List> {
    let profiles: Vec<Profile> = documents.iter().zip(prose).map(|(d, p)| Profile::of(d, p)).collect();
    let samples = peers::samples(&profiles).into_iter().take(1);
    let several = samples.map(|(year, stage)| Peers::of(&profiles, year, stage)).filter(|p| p.rows.len() > 1);
    several.map(|p| List::of_peers(&p)).collect()
}

/// One agency is compared by years, several of one year by agency.
fn order(documents: &[&Disclosure]) -> Order {
    let differ =
        |key: &dyn Fn(&Disclosure) -> String| documents.windows(2).any(|d| matches!(d, [a, b] if key(a) != key(b)));
    let agencies = differ(&|d| agency_key(&d.agency));
    let years = differ(&|d| format!("{:?}{:?}", d.year, d.stage));
    if agencies && !years { Order::Agencies } else { Order::Years }
}

/// The tables that are compared: those that were named; all that two state in a file; on the screen those that are read
/// first.
fn chosen(documents: &[&Disclosure], wanted: &Wanted, target: Target) -> Result<Vec<Aspect>, CliError> {
    let offers = aspects(documents);
    let with_measure = |aspect: &Aspect| -> Option<Aspect> {
        let known = aspect.measures(documents);
        let asked = squeeze(&wanted.measure);
        let found = known.into_iter().find(|(name, _)| squeeze(name) == asked || name.is_empty() && asked == "合计");
        found.map(|(name, _)| aspect.by(&name)).or(asked.is_empty().then(|| aspect.clone()))
    };
    let bare = |name: &str| squeeze(name).replace('·', "");
    let mut out: Vec<Aspect> = Vec::new();
    for asked in &wanted.tables {
        let asked = bare(asked);
        let named: Vec<&Aspect> = offers
            .iter()
            .filter(|o| {
                asked == "全部" || asked == "all" || bare(&o.name) == asked || bare(&o.name).starts_with(&asked)
            })
            .map(|o| &o.aspect)
            .collect();
        if named.is_empty() {
            let names: Vec<&str> = offers.iter().map(|o| o.name.as_str()).collect();
            let names = names.join("、");
            return Err(CliError::Usage(format!("这些文件中没有“{asked}”，可选 {names}")));
        }
        out.extend(named.into_iter().cloned());
    }
    if wanted.tables.is_empty() {
        out = offers.iter().filter(|o| documents.len() < 2 || o.documents > 1).map(|o| o.aspect.clone()).collect();
        if matches!(target, Target::Text | Target::Png | Target::Svg) && wanted.measure.is_empty() {
            out.retain(|a| READ_FIRST.iter().any(|(kind, panel)| a.kind == *kind && a.panel == *panel));
        }
    }
    let measured: Vec<Aspect> = out.iter().filter_map(with_measure).collect();
    if measured.is_empty() && !wanted.measure.is_empty() {
        let mut names: Vec<String> =
            out.iter().flat_map(|a| a.measures(documents)).map(|(name, _)| name).filter(|n| !n.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        let names = if names.is_empty() { "合计".to_owned() } else { names.join("、") };
        return Err(CliError::Usage(format!("没有一张表有“{}”栏，可选 {names}", wanted.measure)));
    }
    Ok(measured)
}

/// Income by source, spending by class, and the three public expenses: what fits on a screen.
const READ_FIRST: &[(Kind, usize)] =
    &[(Kind::IncomeAndSpending, 0), (Kind::IncomeAndSpending, 1), (Kind::GeneralSpending, 0), (Kind::ThreePublic, 0)];

/// What was asked for, in the unit of the table.
fn shown(comparison: &Comparison, wanted: &Wanted) -> Shown {
    let in_unit = |wan: Decimal| match comparison.unit {
        Unit::Yuan => wan.checked_mul(Decimal::from(10_000)),
        Unit::Wan => Some(wan),
        Unit::Yi => wan.checked_div(Decimal::from(10_000)),
    };
    // Between three agencies or more no two are the ones to compare.
    let asked = wanted.threshold.is_some() || wanted.percent.is_some() || wanted.only != Only::All;
    let none = comparison.order == Order::Agencies && comparison.sides.len() > 2 && !asked;
    let latest = if none { Shown::default() } else { Shown::latest(comparison) };
    Shown {
        level: wanted.level,
        min_change: wanted.threshold.and_then(in_unit),
        min_rate: wanted.percent,
        only: wanted.only,
        search: wanted.search.clone(),
        sort: wanted.sort,
        ..latest
    }
}
