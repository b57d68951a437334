//! What surrounds a drawing: title, scope, unit and legend above it, source and notes below.

use super::{
    Area, At, Form, Ink, Look, Scene,
    canvas::{Canvas, LEADING, Style},
};
use crate::{
    compare::{Chart, Order},
    font::{shorten, width, wrap, wrap_evenly},
};

/// One colour with its meaning.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub ink: Ink,
    pub text: String,
}

/// A drawing in the making, with what it is of.
pub(super) struct Page<'a> {
    pub chart: &'a Chart,
    pub form: Form,
    pub look: &'a Look,
    pub canvas: Canvas,
    /// How far the drawing reaches.
    pub right: f32,
    /// How far the form reaches downward.
    pub bottom: f32,
    /// What must be said beneath: sentences.
    pub remarks: Vec<String>,
}

/// A form gets no less height than this many lines of text.
const LEAST_LINES: f32 = 13.0;
/// So many notes stand beneath a drawing, each on two lines at most.
const MOST_NOTES: usize = 6;

impl<'a> Page<'a> {
    pub(super) fn new(chart: &'a Chart, form: Form, look: &'a Look) -> Self {
        let least = look.name_size() * 24.0;
        let canvas = Canvas::default();
        Self { chart, form, look, canvas, right: look.width.max(least), bottom: 0.0, remarks: Vec::new() }
    }

    /// Between the edge and what is drawn.
    pub(super) fn margin(&self) -> f32 {
        if self.look.is_paper() { self.look.text } else { 2.0 }
    }

    /// The width as it was asked for, inside the margins.
    pub(super) fn inner(&self) -> f32 {
        self.look.width.max(self.look.name_size() * 24.0) - 2.0 * self.margin()
    }

    pub(super) fn small(&self, ink: Ink) -> Style {
        Style::new(self.look.small_size(), ink)
    }

    pub(super) fn name(&self) -> Style {
        Style::new(self.look.name_size(), Ink::Text)
    }

    /// Puts captions and legend, and returns the room for the form. What the form has to remark must be known by
    /// then, or the drawing gets higher than asked.
    pub(super) fn open(&mut self, legend: &[Entry], unit: &str) -> Area {
        let mut y = self.margin();
        if self.look.is_paper() {
            y = self.captions(y);
        }
        y = self.legend(legend, unit, y);
        let foot: f32 = self.foot().iter().map(|note| note.len() as f32).sum::<f32>() * self.step() + self.margin();
        let foot = if self.look.is_paper() { foot + self.step() * 0.5 } else { 2.0 };
        let height = (self.look.height - y - foot).max(self.look.name_size() * LEAST_LINES);
        self.bottom = y + height;
        self.canvas.scene.frozen.y = y;
        Area { left: self.margin(), top: y, width: self.inner(), height }
    }

    /// Title, and the scope beneath it.
    fn captions(&mut self, mut y: f32) -> f32 {
        let title = Style::new(self.look.name_size() * 1.35, Ink::Text).bold();
        let form = match self.form {
            Form::Bridge | Form::TopChanges => "增减",
            Form::Shares | Form::Stacked => "结构",
            Form::Grouped | Form::Trend => "",
        };
        let text = format!("{}{form}", self.chart.title());
        let lines = wrap(&text, title.size, self.inner() - 1.0, 2);
        y = self.canvas.lines(self.margin(), y, title, &lines);
        let mut parts = self.chart.stages();
        parts.push(self.chart.scope);
        parts.retain(|p| !p.is_empty());
        let scope = shorten(&parts.join(" · "), self.look.small_size(), self.inner());
        y = self.canvas.lines(self.margin(), y, self.small(Ink::Weak), &[scope]);
        y + self.look.small_size() * 0.3
    }

    /// The legend in as many lines as it needs, and the unit at the right of the first. Returns where they end.
    fn legend(&mut self, legend: &[Entry], unit: &str, top: f32) -> f32 {
        let style = self.small(Ink::Text);
        let unit = if unit.is_empty() { String::new() } else { format!("单位：{unit}") };
        let right = self.margin() + self.inner();
        self.canvas.text(right, top, self.small(Ink::Weak).end(), unit.clone());
        let room = self.inner() - if unit.is_empty() { 0.0 } else { width(&unit, style.size) + style.size * 2.0 };
        let (swatch, gap) = (style.size * 0.8, style.size * 0.45);
        let (mut x, mut y) = (0.0, top);
        for entry in legend {
            let text = shorten(&entry.text, style.size, (room - swatch - gap).min(style.size * 18.0));
            let taken = swatch + gap + width(&text, style.size);
            if x > 0.0 && x + taken > room {
                (x, y) = (0.0, y + self.step() * 1.08);
            }
            let left = self.margin() + x;
            let swatch_top = y + style.size * 0.51 - swatch / 2.0;
            self.canvas.bar(Area { left, top: swatch_top, width: swatch, height: swatch }, entry.ink);
            self.canvas.text(left + swatch + gap, y, style, text);
            x += taken + style.size * 1.4;
        }
        let used = !legend.is_empty() || !unit.is_empty();
        if used { y + self.step() + style.size * 0.3 } else { y }
    }

    /// From one small line to the next.
    pub(super) fn step(&self) -> f32 {
        self.look.small_size() * LEADING
    }

    /// The lines beneath the drawing, one list a sentence: the source, what the form remarks, the chart's notes.
    fn foot(&self) -> Vec<Vec<String>> {
        if !self.look.is_paper() {
            return Vec::new();
        }
        let size = self.look.small_size();
        let source = format!("来源：{}", source(self.chart));
        let mut all = vec![source];
        let notes: Vec<&String> = self.remarks.iter().chain(&self.chart.notes).collect();
        all.extend(notes.iter().take(MOST_NOTES).map(|note| format!("注：{note}")));
        if notes.len() > MOST_NOTES {
            all.push(format!("另有 {} 条说明未列。", notes.len() - MOST_NOTES));
        }
        all.iter().map(|sentence| wrap(sentence, size, self.inner(), 2)).collect()
    }

    /// Instead of a drawing: what is missing.
    pub(super) fn message(&mut self, text: &str) {
        let body = self.open(&[], "");
        let style = self.name().middle();
        let text = shorten(text, style.size, body.width);
        self.canvas.text(body.center_x(), body.center_y() - style.size, Style { ink: Ink::Weak, ..style }, text);
    }

    /// The drawing with everything around it.
    pub(super) fn finish(mut self) -> Scene {
        let style = self.small(Ink::Weak);
        let mut y = self.bottom + if self.look.is_paper() { self.step() * 0.5 } else { 0.0 };
        for lines in self.foot() {
            y = self.canvas.lines(self.margin(), y, style, &lines);
        }
        let (margin, width) = (self.margin(), self.right);
        let mut scene = self.canvas.scene;
        scene.height = y + margin;
        scene.width = width;
        scene.summary = summary(self.chart, self.form);
        scene.remarks = self.remarks;
        scene
    }

    /// Puts what the sides are called under their columns, each `step` wide, and returns where the texts end.
    /// Years lose their 年 where it has no room; where even that does not help, only every second or third stands.
    pub(super) fn side_names(&mut self, middles: &[f32], step: f32, top: f32) -> f32 {
        let style = self.name().middle();
        let labels: Vec<String> = (0..middles.len()).map(|i| self.chart.side_label(i).to_owned()).collect();
        let fits = |texts: &[String]| texts.iter().all(|t| width(t, style.size) + 4.0 <= step);
        let bare: Vec<String> = labels.iter().map(|l| l.trim_end_matches(" 年").to_owned()).collect();
        let years = bare.iter().all(|l| l.chars().all(|c| c.is_ascii_digit()));
        let texts: Vec<Vec<String>> = if fits(&labels) {
            labels.into_iter().map(|l| vec![l]).collect()
        } else if years {
            bare.into_iter().map(|l| vec![l]).collect()
        } else {
            labels.iter().map(|l| wrap_evenly(l, style.size, step - 4.0, 3)).collect()
        };
        let widest = texts.iter().flatten().map(|t| width(t, style.size) + 4.0).fold(0.0, f32::max);
        let every = ((widest / step.max(1.0)).ceil() as usize).max(1);
        let mut end = top;
        // Counted from the last, which is the one that matters most.
        for (i, (middle, lines)) in middles.iter().zip(&texts).enumerate() {
            if (texts.len() - 1 - i).is_multiple_of(every) {
                end = end.max(self.canvas.lines(*middle, top, style, lines));
            }
        }
        end
    }

    /// How high the names of sides get, for the same step.
    pub(super) fn side_names_height(&self, step: f32) -> f32 {
        let size = self.look.name_size();
        let lines = self.chart.sides.iter().map(|s| {
            let year = s.label.trim_end_matches(" 年").chars().all(|c| c.is_ascii_digit());
            if year { 1 } else { wrap_evenly(&s.label, size, step - 4.0, 3).len() }
        });
        lines.max().unwrap_or(1) as f32 * size * LEADING
    }

    /// A line from left to right.
    pub(super) fn rule(&mut self, left: f32, right: f32, y: f32, ink: Ink, width: f32) {
        self.canvas.line(At { x: left, y }, At { x: right, y }, ink, width);
    }
}

/// Where the figures come from.
fn source(chart: &Chart) -> String {
    let of = match chart.stages().as_slice() {
        ["决算"] => "部门决算公开",
        ["预算"] => "部门预算公开",
        _ => "部门预算、决算公开",
    };
    match (chart.order, chart.sides.as_slice()) {
        (Order::Years, [only]) => format!("{} {}{of}", chart.whose, only.label.trim_end_matches(" 年决算")),
        (Order::Years, _) => format!("{}各年{of}", chart.whose),
        (Order::Agencies, _) => format!("各{of}"),
    }
}

/// The drawing in a sentence.
fn summary(chart: &Chart, form: Form) -> String {
    let sides: Vec<&str> = chart.sides.iter().map(|s| s.label.as_str()).collect();
    let total = chart
        .totals()
        .map(|(side, p)| format!("{} {} {}", chart.side_label(side), chart.amount_text(p.value), chart.unit_name()));
    let total: Vec<String> = total.collect();
    let total = if total.is_empty() { String::new() } else { format!("合计：{}。", total.join("，")) };
    format!("{}，{}：{}，{} 项。{total}", chart.title(), form.name(), sides.join("、"), chart.groups.len())
}
