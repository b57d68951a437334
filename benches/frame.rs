//! CPU time of a frame, without painting: a table of 30 rows and one of 100,000 rows on screen, standing still
//! and walked through by the cursor. The bound is 4 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, vec2};
use gongkai::app::Shell;
use gongkai::model::{Cell, Column, ColumnRole, Disclosure, Kind, Panel, Row, RowRole, Table};
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

struct Window {
    ctx: Context,
    shell: Shell,
    time: f64,
}

impl Window {
    fn new(rows: usize) -> Self {
        let ctx = Context::default();
        Shell::setup(&ctx);
        let mut shell = Shell::new(Recent::default());
        shell.add(Session::new(disclosure(rows)));
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

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    for rows in [30, 100_000] {
        let mut window = Window::new(rows);
        group.bench_function(format!("{rows} rows, still"), |b| b.iter(|| window.frame(Vec::new())));
        let mut down = true;
        group.bench_function(format!("{rows} rows, paging"), |b| {
            b.iter(|| {
                down = !down;
                let key = if down { Key::PageDown } else { Key::PageUp };
                window.frame(vec![Event::Key {
                    key,
                    physical_key: None,
                    pressed: true,
                    repeat: false,
                    modifiers: Modifiers::NONE,
                }]);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
