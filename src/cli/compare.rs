//! `gongkai compare`: years of an agency, or agencies of a year, side by side.

use std::{ffi::OsString, io::Write, path::PathBuf};

use lexopt::{Arg, Parser};
use rust_decimal::Decimal;

use super::{
    CliError, FAILED, FOUND, OK,
    args::{choice, encoding, password},
    inputs::{Input, Inputs},
    save, say,
};
use crate::{
    check::Severity,
    compare::{
        Aspect, Chart, Comparison, Only, Order, Said, Shown, Sort,
        across::{self, Settings},
        aspects,
        peers::{self, Peers, Profile},
        scene::{self, Form, Look, Scene, Theme},
    },
    model::{
        Disclosure, Kind, Unit, parse_amount,
        text::{agency_key, squeeze},
    },
    prose::Prose,
    read::{Options, isolated::Reader},
    report::{
        ReportError,
        comparison::{self, Contents, List, Page},
    },
};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
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

const FORMS: &[(&str, Form)] = &[
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
struct Wanted {
    paths: Vec<PathBuf>,
    options: Options,
    output: Option<PathBuf>,
    format: Option<Target>,
    order: Option<Order>,
    tables: Vec<String>,
    measure: String,
    threshold: Option<Decimal>,
    percent: Option<Decimal>,
    level: Option<u8>,
    only: Only,
    sort: Sort,
    search: String,
    chart: Option<Form>,
    /// In millimetres.
    size: Option<(f32, f32)>,
    dpi: Option<f32>,
}

impl Wanted {
    fn of(args: &[OsString]) -> Result<Self, CliError> {
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
    fn target(&self) -> Result<Target, CliError> {
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
    if pages.iter().all(|p| p.comparison.sides.len() < 2) {
        let why = "这些文件合起来只有一份公开，表中也没有上年数，没有可以比较的：请写明两个以上年度或部门的文件";
        return Err(CliError::Usage(why.to_owned()));
    }
    let lists = if order == Order::Agencies { sample(&documents, &prose) } else { Vec::new() };
    let grave = across.findings.iter().any(|f| matches!(f.finding.severity, Severity::Error | Severity::Missing));
    let contents = Contents {
        title: Contents::title_of(&documents),
        files: found.iter().flat_map(names).collect(),
        pages,
        lists,
        findings: comparison::findings(&across, &documents),
    };
    Ok((contents, grave))
}

/// Agencies by what they spend on, per head and in shares: of the year of which there are most.
fn sample(documents: &[&Disclosure], prose: &[Prose]) -> Vec<List> {
    let profiles: Vec<Profile> = documents.iter().zip(prose).map(|(d, p)| Profile::of(d, p)).collect();
    let samples = peers::samples(&profiles).into_iter().take(1);
    let several = samples.map(|(year, stage)| Peers::of(&profiles, year, stage)).filter(|p| p.rows.len() > 1);
    several.map(|p| List::of_peers(&p)).collect()
}

/// What a page shows as a chart: its uppermost lines, or those that were searched or filtered for.
fn chart(page: &Page, wanted: &Wanted) -> Chart {
    let filtered = wanted.threshold.is_some() || wanted.percent.is_some() || !wanted.search.is_empty();
    if !filtered && wanted.only == Only::All {
        return Chart::of(&page.comparison, &[]);
    }
    let lines = page.shown.lines(&page.comparison);
    let lines = lines.iter().filter_map(|at| page.comparison.lines.get(*at)).filter(|l| !l.role.is_total());
    Chart::of(&page.comparison, &lines.map(|l| l.key.as_str()).collect::<Vec<_>>())
}

/// The usual size of a chart in an official document, in millimetres.
const SIZE: (f32, f32) = (160.0, 90.0);

fn look(wanted: &Wanted) -> Look {
    let (width, height) = wanted.size.unwrap_or(SIZE);
    Look::paper(width, height)
}

/// The drawings of a page as SVG: the form that was asked for, else the usual one and how the total came to change.
fn drawings(page: &Page, wanted: &Wanted) -> Vec<String> {
    let chart = chart(page, wanted);
    let forms = chart.forms();
    let usual = forms.first().copied().into_iter().chain(forms.iter().copied().filter(|f| *f == Form::Bridge));
    let forms: Vec<Form> = match wanted.chart {
        Some(form) => forms.into_iter().filter(|f| *f == form).collect(),
        None if READ_FIRST.contains(&(page.comparison.aspect.kind, page.comparison.aspect.panel)) => usual.collect(),
        None => Vec::new(),
    };
    let span = (page.shown.from, page.shown.to);
    let draw =
        |form: Form| scene::svg::write(&scene::draw(&chart, form, &look(wanted).between(span.0, span.1)), Theme::Light);
    if chart.groups.is_empty() { Vec::new() } else { forms.into_iter().map(draw).collect() }
}

/// The one chart of a picture: of the first table.
fn picture(contents: &Contents, wanted: &Wanted) -> Result<Scene, CliError> {
    // Where no table was named, spending by class is what people want to see.
    let spending = |p: &&Page| wanted.tables.is_empty() && p.comparison.aspect.panel == 1;
    let Some(page) = contents.pages.iter().find(spending).or(contents.pages.first()) else {
        return Err(CliError::Usage("没有可以画成图的表".to_owned()));
    };
    let chart = chart(page, wanted);
    let forms = chart.forms();
    let form = wanted.chart.or(forms.first().copied()).unwrap_or_default();
    if !forms.contains(&form) {
        let names: Vec<&str> = FORMS.iter().filter(|(_, f)| forms.contains(f)).map(|(name, _)| *name).collect();
        let (form, names) = (form.name(), names.join("、"));
        return Err(CliError::Usage(format!(
            "“{}”不能画成“{form}”，--chart 可选 {names}",
            page.comparison.aspect.title()
        )));
    }
    Ok(scene::draw(&chart, form, &look(wanted).between(page.shown.from, page.shown.to)))
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
