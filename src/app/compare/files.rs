//! The bytes of what is written of a comparison.

use std::io::Cursor;

use egui::ColorImage;
// The library; `scene::png` makes the files.
use ::png::{ColorType, Decoder};

use super::chart::spanning;
use super::{Ask, ComparePanel, Open, What};
use crate::app::workspace::DocId;
use crate::compare::peers::Peers;
use crate::compare::scene::{Form, Look, Theme, draw, png, svg};
use crate::compare::{Chart, Comparison, Order, Said};
use crate::model::Disclosure;
use crate::prose::Prose;
use crate::report::comparison::{Contents, List, Page, csv, findings, html, xlsx};

/// Makes the bytes of a file, away from the thread that draws.
pub(super) type Maker = Box<dyn FnOnce() -> Result<Vec<u8>, String> + Send>;

impl ComparePanel {
    /// The name of a file: `临川县档案馆-支出总表-2023-2025`.
    pub(super) fn file_name(&self, what: What) -> String {
        let Some(comparison) = self.made.comparison() else { return "对比".to_owned() };
        let mut years: Vec<i32> = comparison.sides.iter().filter_map(|s| s.year).collect();
        years.sort_unstable();
        years.dedup();
        let years = match years.as_slice() {
            [] => String::new(),
            [only] => only.to_string(),
            [first, .., last] => format!("{first}-{last}"),
        };
        let agency = comparison.sides.last().map_or("", |s| s.agency.as_str());
        let agency = if self.choice.order == Order::Years { agency } else { "各部门" };
        let about = match what {
            What::Picture | What::Table if self.peers().is_some() => "同类部门".to_owned(),
            What::Picture => self.made.chart().map_or_else(String::new, |c| c.name.clone()),
            What::Table => comparison.aspect.title(),
            What::Page => "对比".to_owned(),
        };
        let parts = [agency.to_owned(), about, years].into_iter().filter(|p| !p.is_empty());
        // No name of a file has these on Windows.
        parts.collect::<Vec<_>>().join("-").replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|', ' '], "")
    }

    /// What makes the file that was asked for; `None` where there is nothing to write.
    pub(super) fn maker(&self, ask: &Ask, open: &[Open]) -> Option<Maker> {
        match ask.what {
            What::Picture => self.picture(ask),
            What::Table if self.peers().is_some() => self.agencies(ask, open),
            What::Table => self.one_table(ask, open),
            What::Page => self.page(open),
        }
    }

    /// The agencies by a few indicators, where these are looked at.
    fn peers(&self) -> Option<&Peers> {
        self.alike.peers().filter(|_| self.shows_peers())
    }

    /// The table of the agencies with its spread.
    fn agencies(&self, ask: &Ask, open: &[Open]) -> Option<Maker> {
        let documents: Vec<&Disclosure> = self.documents(open).into_iter().map(|(d, _)| d).collect();
        let lists = vec![List::of_peers(self.peers()?)];
        Some(made_of(Contents { lists, findings: Vec::new(), ..self.contents(&documents) }, ask))
    }

    /// The documents that are compared.
    fn documents<'a>(&self, open: &[Open<'a>]) -> Vec<(&'a Disclosure, &'a Prose)> {
        let of = |id: &DocId| open.iter().find(|o| o.id == *id).map(|o| (o.disclosure, o.prose));
        self.made.documents.iter().filter_map(of).collect()
    }

    /// What is said of all that is written.
    fn contents(&self, documents: &[&Disclosure]) -> Contents {
        Contents {
            title: Contents::title_of(documents),
            files: documents.iter().map(|d| d.source.file.clone()).filter(|f| !f.is_empty()).collect(),
            pages: Vec::new(),
            lists: self.peers().map(List::of_peers).into_iter().collect(),
            findings: self.made.across().map(|a| findings(a, documents)).unwrap_or_default(),
        }
    }

    /// The table as it is shown, with what was found.
    fn one_table(&self, ask: &Ask, open: &[Open]) -> Option<Maker> {
        let comparison = self.made.comparison().filter(|c| !c.is_empty())?.clone();
        let shown = self.table.shown();
        let documents: Vec<&Disclosure> = self.documents(open).into_iter().map(|(d, _)| d).collect();
        let mut contents = self.contents(&documents);
        contents.pages.push(Page { comparison, shown, drawings: Vec::new() });
        Some(made_of(contents, ask))
    }

    /// Every table that can be compared, each with its drawings. All of it is worked out away from the window.
    fn page(&self, open: &[Open]) -> Option<Maker> {
        let documents: Vec<(Disclosure, Prose)> =
            self.documents(open).into_iter().map(|(d, prose)| (d.clone(), prose.clone())).collect();
        let offers = self.made.offers().to_vec();
        let order = self.choice.order;
        let first = self.choice.aspect.clone();
        let all: Vec<&Disclosure> = documents.iter().map(|(d, _)| d).collect();
        let mut contents = self.contents(&all);
        if offers.is_empty() {
            return None;
        }
        Some(Box::new(move || {
            let said: Vec<Said> = documents.iter().map(|(d, prose)| Said::from(d, prose)).collect();
            let all: Vec<&Disclosure> = documents.iter().map(|(d, _)| d).collect();
            // What is looked at comes first.
            let others = offers.into_iter().map(|o| o.aspect).filter(|a| *a != first.by(""));
            for aspect in [first.clone()].into_iter().chain(others) {
                let mut comparison = Comparison::of(&aspect, &all, order);
                if comparison.is_empty() {
                    continue;
                }
                comparison.explain(&all, &said);
                let drawings = drawings(&Chart::of(&comparison, &[]));
                contents.pages.push(Page { drawings, ..Page::of(comparison) });
            }
            Ok(html(&contents).into_bytes())
        }))
    }

    /// The chart as pixels, for the clipboard: as large as it stands in an official document.
    pub(super) fn copied_picture(&self) -> Option<ColorImage> {
        let ask = Ask::new(What::Picture, "图".into()).with_dots(200);
        self.picture(&ask)?().ok().and_then(|bytes| image(&bytes))
    }

    /// The chart as it is chosen, drawn for paper.
    fn picture(&self, ask: &Ask) -> Option<Maker> {
        let size = ask.size()?;
        let look = Look::paper(size.width, size.height).with_values(self.chart.values);
        let (chart, form, look) = match self.peers() {
            Some(peers) => (self.alike.chart(peers)?, Form::Grouped, look),
            None => {
                let chart = self.made.chart().filter(|c| !c.is_empty())?.clone();
                let form = self.chart.form_of(&chart)?;
                let look = spanning(&chart, self.made.comparison(), look, self.table.sheet.pair);
                (chart, form, look)
            }
        };
        let is_svg = ask.ending == "svg";
        Some(Box::new(move || {
            let scene = draw(&chart, form, &look);
            match is_svg {
                true => Ok(svg::write(&scene, Theme::Print).into_bytes()),
                false => png::write(&scene, Theme::Print, size.dots).map_err(|e| e.to_string()),
            }
        }))
    }
}

/// A workbook or a CSV of this, as the ending says.
fn made_of(contents: Contents, ask: &Ask) -> Maker {
    let is_csv = ask.ending == "csv";
    Box::new(move || match is_csv {
        true => Ok(csv::to_string(&contents).into_bytes()),
        false => xlsx(&contents).map_err(|e| e.to_string()),
    })
}

/// The pixels of a picture without transparency.
fn image(bytes: &[u8]) -> Option<ColorImage> {
    let mut reader = Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let size = [usize::try_from(frame.width).ok()?, usize::try_from(frame.height).ok()?];
    let expected = size.iter().product::<usize>() * 3;
    pixels.get(..expected).filter(|_| frame.color_type == ColorType::Rgb).map(|rgb| ColorImage::from_rgb(size, rgb))
}

/// The drawings of a table for a page: the sides beside one another, and what changed.
fn drawings(chart: &Chart) -> Vec<String> {
    let forms = chart.forms();
    let look = Look::paper(180.0, 95.0);
    let wanted = [Form::Grouped, Form::Bridge].into_iter().filter(|f| forms.contains(f));
    wanted
        .filter(|_| !chart.groups.is_empty())
        .map(|form| svg::write(&draw(chart, form, &look), Theme::Print))
        .collect()
}
