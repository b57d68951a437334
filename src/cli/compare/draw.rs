//! The charts of `gongkai compare`: on its page, or as a picture.

use super::{
    READ_FIRST,
    wanted::{FORMS, Wanted},
};
use crate::{
    cli::CliError,
    compare::{
        Chart, Only,
        scene::{self, Form, Look, Scene, Theme},
    },
    report::comparison::{Contents, Page},
};

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
pub(super) fn drawings(page: &Page, wanted: &Wanted) -> Vec<String> {
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
pub(super) fn picture(contents: &Contents, wanted: &Wanted) -> Result<Scene, CliError> {
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
