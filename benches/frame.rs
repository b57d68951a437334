//! CPU time of a frame, without painting: a table of 30 rows and one of 100,000 rows on screen, standing still,
//! walked through by the cursor, and edited; a long text with numbers in every sentence; charts. The bound is 4 ms,
//! and 8 ms for a frame with an edit, a chart, or the compare view, with twelve years of 200 subjects.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, vec2};
use gongkai::app::{Command, Shell, picture::scene_ui};
use gongkai::compare::scene::{Form, Look, draw};
use gongkai::compare::{Aspect, Chart, Comparison, Order};
use gongkai::model::{Cell, Column, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Section, Table};
use gongkai::session::{Recent, Session};

/// 支出总表 with this many rows: 类 with their 款 and 项 and a total, all of which tie.
fn disclosure(rows: usize) -> Disclosure {
    let columns: Vec<Column> = ["合计", "基本支出", "项目支出"].map(|name| Column::amount(&[name])).into();
    let row = |code: String, name: &str, level: u8, role, amounts: [usize; 3]| {
        let cells = amounts.map(|a| Cell::read(format!("{a}.00"), ColumnRole::Amount)).into();
        Row { code, name: name.to_owned(), level, role, cells }
    };
    let mut all = Vec::with_capacity(rows);
    let items = rows.saturating_sub(1);
    let leaves = (0..items).filter(|i| i % 3 == 2).count();
    all.push(row(String::new(), "合计", 0, RowRole::Total, [3 * leaves, leaves, 2 * leaves]));
    for i in 0..items {
        let code = match i % 3 {
            0 => format!("{:03}", 200 + i / 3 % 800),
            1 => format!("{:03}01", 200 + i / 3 % 800),
            _ => format!("{:03}0101", 200 + i / 3 % 800),
        };
        let level = u8::try_from(i % 3 + 1).unwrap_or(1);
        all.push(row(code, "机关事业单位基本养老保险缴费支出", level, RowRole::Item, [3, 1, 2]));
    }
    let panels = vec![Panel { columns, rows: all, ..Panel::default() }];
    let table = Table { kind: Kind::Spending, title: "支出总表".into(), panels, ..Table::default() };
    Disclosure { agency: "某县档案馆".into(), year: Some(2025), tables: vec![table], ..Disclosure::default() }
}

/// The same with a text of this many paragraphs.
fn with_text(paragraphs: usize) -> Disclosure {
    let line = "2025年本部门支出预算397.30万元，比上年增加12.50万元，增长3.25%，主要用于人员经费和日常公用经费。";
    let text = vec![line; paragraphs].join("\n");
    let section = Section { heading: "一、收支预算说明".into(), text, ..Section::default() };
    Disclosure { prose: vec![section], ..disclosure(30) }
}

struct Window {
    ctx: Context,
    shell: Shell,
    time: f64,
}

impl Window {
    fn of(disclosure: Disclosure) -> Self {
        Self::of_all(vec![disclosure])
    }

    fn of_all(disclosures: Vec<Disclosure>) -> Self {
        let ctx = Context::default();
        Shell::setup(&ctx);
        let mut shell = Shell::new(Recent::default());
        for disclosure in disclosures {
            shell.add(Session::new(disclosure));
        }
        let mut window = Self { ctx, shell, time: 0.0 };
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0)));
        let input = RawInput { screen_rect, events, time: Some(self.time), ..RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| self.shell.ui(ui));
        // There is no graphics card to send new glyphs to.
        output.textures_delta.clear();
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}

fn press(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    for rows in [30, 100_000] {
        let mut window = Window::of(disclosure(rows));
        group.bench_function(format!("{rows} rows, still"), |b| b.iter(|| window.frame(Vec::new())));
        let mut down = true;
        group.bench_function(format!("{rows} rows, paging"), |b| {
            b.iter(|| {
                down = !down;
                let key = if down { Key::PageDown } else { Key::PageUp };
                window.frame(vec![press(key)]);
            });
        });
    }
    group.finish();
}

/// Typing a figure and leaving its cell: two frames, of which the second makes the edit.
fn edits(c: &mut Criterion) {
    let mut group = c.benchmark_group("edit");
    for rows in [30, 100_000] {
        let mut window = Window::of(disclosure(rows));
        let mut n = 0;
        group.bench_function(format!("{rows} rows, two frames"), |b| {
            b.iter(|| {
                n = (n + 1) % 8;
                let key = if n % 2 == 0 { Key::ArrowDown } else { Key::ArrowUp };
                window.frame(vec![Event::Text((n + 1).to_string())]);
                window.frame(vec![press(key)]);
            });
        });
    }
    group.finish();
}

fn texts(c: &mut Criterion) {
    let mut group = c.benchmark_group("text");
    for paragraphs in [30, 2_000] {
        let mut window = Window::of(with_text(paragraphs));
        let ctx = window.ctx.clone();
        window.shell.command(Command::NextNumber, &ctx);
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        group.bench_function(format!("{paragraphs} paragraphs, still"), |b| b.iter(|| window.frame(Vec::new())));
    }
    group.finish();
}

/// Twelve years of 200 subjects side by side, standing still and walked through, and the first frame after one of
/// them has changed, in which everything is compared anew.
fn comparisons(c: &mut Criterion) {
    let years = || (2014..2026).map(|year| Disclosure { year: Some(year), ..disclosure(200) }).collect();
    let mut window = Window::of_all(years());
    let ctx = window.ctx.clone();
    window.shell.command(Command::Compare, &ctx);
    for _ in 0..5 {
        window.frame(Vec::new());
    }
    let mut group = c.benchmark_group("compare");
    group.bench_function("12 years, still", |b| b.iter(|| window.frame(Vec::new())));
    let mut down = true;
    group.bench_function("12 years, paging", |b| {
        b.iter(|| {
            down = !down;
            window.frame(vec![press(if down { Key::PageDown } else { Key::PageUp })]);
        });
    });
    group.bench_function("12 years, compared anew", |b| {
        b.iter(|| {
            window.shell.command(Command::CompareAgencies, &ctx);
            window.frame(Vec::new());
            window.shell.command(Command::CompareYears, &ctx);
            window.frame(Vec::new());
        });
    });
    group.finish();
}

/// A chart of 200 subjects through 12 years, laid out and painted anew in each frame. The bound is 8 ms.
fn charts(c: &mut Criterion) {
    let mut group = c.benchmark_group("chart");
    let open: Vec<Disclosure> = (2014..2026).map(|year| Disclosure { year: Some(year), ..disclosure(200) }).collect();
    let documents: Vec<&Disclosure> = open.iter().collect();
    let comparison = Comparison::of(&Aspect::of(Kind::Spending), &documents, Order::Years);
    let keys: Vec<&str> = comparison.lines.iter().map(|line| line.key.as_str()).collect();
    let chart = Chart::of(&comparison, &keys);
    let ctx = Context::default();
    Shell::setup(&ctx);
    let mut time = 0.0;
    for form in Form::ALL {
        let mut frame = || {
            time += 1.0 / 60.0;
            let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0)));
            let input = RawInput { screen_rect, time: Some(time), ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let scene = draw(&chart, form, &Look::screen(ui.available_width(), 400.0));
                black_box(scene_ui(ui, &scene, |_| String::new()));
            });
            output.textures_delta.clear();
            black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        };
        for _ in 0..5 {
            frame();
        }
        group.bench_function(format!("{form:?}, {} subjects × 12 years", chart.groups.len()), |b| b.iter(&mut frame));
    }
    group.finish();
}

criterion_group!(benches, frames, edits, texts, comparisons, charts);
criterion_main!(benches);
