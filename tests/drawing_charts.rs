//! Drawings of charts: whatever is drawn is legible. Nothing overlaps, nothing leaves the drawing, bars are as high
//! as their values, a bridge closes.

use gongkai::compare::scene::{Anchor, Area, Form, Ink, Look, Mark, Medium, Scene, Theme, Values, draw, png, svg};
use gongkai::compare::{Chart, Group, Order, Origin, Point, Side};
use gongkai::model::{CellRef, Decimal, Stage, Unit};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// A chart of one agency's years, or of agencies: names of sides, then a group a line with its amounts, `-` for a
/// blank. A line 合计 is the printed total.
fn chart(sides: &[&str], lines: &[(&str, &[&str])]) -> Chart {
    let amounts = |amounts: &[&str]| amounts.iter().map(|a| a.parse().ok()).collect();
    let (totals, groups): (Vec<_>, Vec<_>) = lines.iter().partition(|(name, _)| *name == "合计");
    Made {
        labels: sides.iter().map(|s| (*s).to_owned()).collect(),
        groups: groups.into_iter().map(|(name, a)| ((*name).to_owned(), amounts(a))).collect(),
        total: totals.first().map(|(_, a)| amounts(a)),
        order: Order::Years,
        unit: Unit::Wan,
    }
    .chart()
}

/// What a chart is made of.
#[derive(Debug, Clone)]
struct Made {
    labels: Vec<String>,
    groups: Vec<(String, Vec<Option<Decimal>>)>,
    total: Option<Vec<Option<Decimal>>>,
    order: Order,
    unit: Unit,
}

impl Made {
    /// Each value has a cell of its own: row of its group, column of its side.
    fn chart(&self) -> Chart {
        let side = |(i, label): (usize, &String)| Side {
            document: i,
            year: label.get(..4).and_then(|y| y.parse().ok()),
            agency: if self.order == Order::Agencies { label.clone() } else { "临川县档案馆".to_owned() },
            stage: Stage::Budget,
            restated: false,
            label: label.clone(),
        };
        let points = |row: usize, values: &[Option<Decimal>]| {
            let point = |(column, value): (usize, &Option<Decimal>)| {
                let origin = Origin { document: column, cell: CellRef::new(0, 0, row, column) };
                value.map(|value| Point { value, origin })
            };
            values.iter().enumerate().map(point).collect()
        };
        let group = |(row, (name, values)): (usize, &(String, Vec<Option<Decimal>>))| Group {
            key: format!("{row} {name}"),
            code: String::new(),
            name: name.clone(),
            points: points(row, values),
        };
        let total = self.total.as_ref().map(|values| Group {
            key: String::new(),
            code: String::new(),
            name: "合计".to_owned(),
            points: points(999, values),
        });
        Chart {
            topic: None,
            name: "支出按功能分类".to_owned(),
            whose: "临川县档案馆".to_owned(),
            scope: "全部资金",
            unit: self.unit,
            other_unit: None,
            order: self.order,
            sides: self.labels.iter().enumerate().map(side).collect(),
            groups: self.groups.iter().enumerate().map(group).collect(),
            whole: total.is_some(),
            total,
            places: 2,
            notes: Vec::new(),
        }
    }
}

/// Amounts as they come: blanks, zeros, some of a few 分 and some of billions, some below zero.
fn amount() -> impl Strategy<Value = Option<Decimal>> {
    let amount = prop_oneof![
        1 => Just(0i64),
        2 => 1..100i64,
        6 => 100..1_000_000i64,
        1 => 1_000_000..90_000_000_000i64,
        1 => -1_000_000..0i64,
    ];
    option::weighted(0.85, amount.prop_map(|hundredths| Decimal::new(hundredths, 2)))
}

fn name() -> impl Strategy<Value = String> {
    let letters: Vec<char> = "一般公共服务社会保障和就业支出卫生健康（）“”、2025ab·：".chars().collect();
    vec(select(letters), 1..40).prop_map(|letters| letters.into_iter().collect())
}

fn made() -> impl Strategy<Value = Made> {
    let sides = prop_oneof![Just(1usize), Just(2), Just(3), Just(12), 4..12usize, Just(25)];
    let groups = prop_oneof![Just(1usize), Just(2), 3..9usize, Just(30)];
    (sides, groups, any::<bool>(), any::<bool>(), select(vec![Unit::Yuan, Unit::Wan, Unit::Yi])).prop_flat_map(
        |(sides, groups, years, whole, unit)| {
            let labels = if years {
                vec(1..3i32, sides)
                    .prop_map(|steps| {
                        let years = steps.iter().scan(2000, |year, step| {
                            *year += step;
                            Some(*year)
                        });
                        years.map(|year| format!("{year} 年")).collect()
                    })
                    .boxed()
            } else {
                vec(name(), sides).boxed()
            };
            let total = if whole { vec(amount(), sides).prop_map(Some).boxed() } else { Just(None).boxed() };
            let order = if years { Order::Years } else { Order::Agencies };
            (labels, vec((name(), vec(amount(), sides)), groups), total).prop_map(move |(labels, groups, total)| Made {
                labels,
                groups,
                total,
                order,
                unit,
            })
        },
    )
}

fn look() -> impl Strategy<Value = Look> {
    let size = (220.0..1500.0f32, 60.0..900.0f32);
    let values = select(vec![Values::Fitting, Values::All, Values::Hidden]);
    (size, any::<bool>(), values).prop_map(|((width, height), screen, values)| {
        let look =
            if screen { Look::screen(width, height) } else { Look::paper(width / 72.0 * 25.4, height / 72.0 * 25.4) };
        look.with_values(values)
    })
}

fn texts(scene: &Scene) -> Vec<(&str, Area, f32)> {
    let text = |mark: &'_ Mark| match mark {
        Mark::Text { size, .. } => Some((mark.area(), *size)),
        _ => None,
    };
    let words = scene.marks.iter().filter_map(|m| match m {
        Mark::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.zip(scene.marks.iter().filter_map(text)).map(|(words, (area, size))| (words, area, size)).collect()
}

fn shrunk(area: Area) -> Area {
    let by = 0.05;
    Area { left: area.left + by, top: area.top + by, width: area.width - 2.0 * by, height: area.height - 2.0 * by }
}

/// What must hold of every drawing.
fn legible(scene: &Scene, look: &Look) -> Result<(), TestCaseError> {
    let inside = |area: Area| {
        area.left >= -0.1
            && area.top >= -0.1
            && area.right() <= scene.width + 0.1
            && area.bottom() <= scene.height + 0.1
    };
    for mark in &scene.marks {
        prop_assert!(inside(mark.area()), "outside of {} × {}: {mark:?}", scene.width, scene.height);
    }
    for target in &scene.targets {
        prop_assert!(inside(target.area), "outside: {target:?}");
    }
    let texts = texts(scene);
    for (i, (words, area, size)) in texts.iter().enumerate() {
        prop_assert!(*size >= look.least(), "{words:?} has only {size}");
        for (other, place, _) in &texts[i + 1..] {
            prop_assert!(!shrunk(*area).meets(&shrunk(*place)), "{words:?} meets {other:?}: {area:?} {place:?}");
        }
    }
    if look.medium == Medium::Paper {
        prop_assert!(scene.width <= look.width.max(look.text * 24.0) + 0.1, "wider than the paper: {}", scene.width);
    }
    Ok(())
}

/// The bars of a grouped chart or of a stack, with the values behind them.
fn bars<'a>(scene: &'a Scene, chart: &'a Chart) -> impl Iterator<Item = (Area, Decimal)> + 'a {
    scene.targets.iter().filter_map(|target| {
        let cell = target.origin?.cell;
        let value = chart.groups.get(cell.row as usize)?.value(target.origin?.document)?;
        let mut found = scene.marks.iter().filter_map(|mark| match mark {
            Mark::Bar { area, ink: Ink::Ordered(..) | Ink::Kind(_) | Ink::Rest } if area.top > scene.frozen.y => {
                Some(*area)
            }
            _ => None,
        });
        let bar = found.find(|bar| target.area.left < bar.center_x() && bar.center_x() < target.area.right());
        Some((bar.unwrap_or_default(), value))
    })
}

/// Left and top, width and height exchanged.
fn turn(scene: &mut Scene) {
    let turned = |a: Area| Area { left: a.top, top: a.left + 1e6, width: a.height, height: a.width };
    for mark in &mut scene.marks {
        if let Mark::Bar { area, .. } = mark
            && area.top > scene.frozen.y
        {
            *area = turned(*area);
        }
    }
    for target in &mut scene.targets {
        target.area = turned(target.area);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_drawing_is_legible(made in made(), look in look()) {
        let chart = made.chart();
        for form in Form::ALL {
            let scene = draw(&chart, form, &look);
            prop_assert!(!scene.marks.is_empty());
            if let Err(error) = legible(&scene, &look) {
                return Err(TestCaseError::fail(format!("{form:?}: {error}")));
            }
        }
    }

    #[test]
    fn grouped_bars_are_as_high_as_their_values(made in made(), look in look()) {
        let chart = made.chart();
        let mut scene = draw(&chart, Form::Grouped, &look);
        // On a narrow page they lie: then they are turned up for the comparison.
        let lying = scene.targets.iter().all(|t| t.area.width == scene.targets[0].area.width) && look.medium == Medium::Paper
            && scene.targets.iter().any(|t| t.area.top != scene.targets[0].area.top);
        if lying {
            turn(&mut scene);
        }
        let heights: Vec<(f64, f64)> = bars(&scene, &chart)
            .map(|(bar, value)| (f64::from(bar.height), value.abs().to_string().parse().unwrap()))
            .collect();
        let tallest = heights.iter().copied().fold((0.0, 0.0), |a: (f64, f64), b| if b.0 > a.0 { b } else { a });
        prop_assume!(tallest.0 > 1.0);
        for (height, value) in &heights {
            let expected = value * tallest.0 / tallest.1;
            prop_assert!((height - expected).abs() < 0.2, "{value} is {height} high instead of {expected}");
        }
    }

    #[test]
    fn a_bridge_closes(made in made(), look in look()) {
        let chart = made.chart();
        let scene = draw(&chart, Form::Bridge, &look);
        // Each dashed line leads level from the end of one column to the beginning of the next.
        for mark in &scene.marks {
            if let Mark::Line { through, dashed: true, .. } = mark {
                prop_assert!(through.iter().all(|p| (p.y - through[0].y).abs() < 0.01));
            }
        }
        let steps = scene.marks.iter().filter(|m| matches!(m, Mark::Line { dashed: true, .. })).count();
        let columns = scene.targets.len();
        prop_assert!(columns == 0 || steps + 1 == columns);
    }
}

fn words(scene: &Scene) -> Vec<&str> {
    texts(scene).into_iter().map(|(words, ..)| words).collect()
}

fn labels(scene: &Scene) -> Vec<String> {
    scene.targets.iter().map(|t| t.label.replace('\n', " | ")).collect()
}

fn screen() -> Look {
    Look::screen(900.0, 360.0)
}

#[test]
fn a_bridge_says_what_the_rows_do_not_explain() {
    let chart = chart(
        &["2024 年", "2025 年"],
        &[("合计", &["100.00", "112.00"]), ("一般公共服务", &["60.00", "66.50"]), ("教育", &["40.00", "44.00"])],
    );
    let scene = draw(&chart, Form::Bridge, &screen());
    assert_eq!(
        labels(&scene),
        [
            "合计 | 2024 年：100.00 万元",
            "一般公共服务 | 2024 年：60.00 万元 | 2025 年：66.50 万元 | 增减 +6.50（+10.83%）",
            "教育 | 2024 年：40.00 万元 | 2025 年：44.00 万元 | 增减 +4.00（+10.00%）",
            "未列明 | +1.50 万元 | 两年合计之差中，各项没有列出的部分",
            "合计 | 2025 年：112.00 万元 | 比 2024 年 +12.00（+12.00%）",
        ]
    );
    assert!(words(&scene).contains(&"未列明") && words(&scene).contains(&"+1.50"));
    assert_eq!(scene.remarks, ["纵轴不从零起，两端合计的柱高不成比例。"]);
}

#[test]
fn without_a_printed_total_there_is_no_bridge() {
    let chart = chart(&["2024 年", "2025 年"], &[("合计", &["-", "112.00"]), ("教育", &["40.00", "44.00"])]);
    assert!(!chart.forms().contains(&Form::Bridge));
    let scene = draw(&chart, Form::Bridge, &screen());
    assert_eq!(words(&scene), ["只有一个年度公开了合计，不能画增减桥"]);
}

#[test]
fn what_is_new_and_what_is_gone_stands_among_the_changes() {
    let chart = chart(
        &["2023 年", "2024 年", "2025 年"],
        &[
            ("教育", &["1.00", "40.00", "44.00"]),
            ("农林水", &["1.00", "-", "15.00"]),
            ("其他支出", &["1.00", "9.00", "-"]),
            ("住房保障", &["1.00", "0.00", "3.00"]),
            ("卫生健康", &["1.00", "7.00", "7.00"]),
        ],
    );
    let numbers = |look: Look| -> Vec<String> {
        let scene = draw(&chart, Form::TopChanges, &look);
        let signed = |w: &&str| w.starts_with(['+', '-']);
        words(&scene).into_iter().filter(signed).map(str::to_owned).collect()
    };
    assert_eq!(numbers(screen()), ["+15.00（新增）", "-9.00（不再列示）", "+4.00（+10.00%）", "+3.00"]);
    assert_eq!(numbers(screen().between(0, 2))[0], "+43.00");
}

#[test]
fn a_stack_has_what_is_not_listed_and_says_where_parts_are_more_than_the_total() {
    let chart = chart(
        &["2024 年", "2025 年"],
        &[("合计", &["50.00", "50.00"]), ("教育", &["40.00", "44.00"]), ("农林水", &["6.00", "15.50"])],
    );
    let scene = draw(&chart, Form::Shares, &screen());
    assert_eq!(
        labels(&scene)[..3],
        [
            "教育 | 2024 年：40.00 万元 | 占 80.0%",
            "农林水 | 2024 年：6.00 万元 | 占 12.0%",
            "未列明 | 2024 年：4.00 万元 | 合计中各项没有列出的部分",
        ]
    );
    assert_eq!(scene.remarks, ["2025 年各项之和多于公开的合计，柱高按各项之和。"]);
}

#[test]
fn a_blank_is_a_gap_and_no_zero() {
    let chart = chart(&["2024 年", "2025 年"], &[("教育", &["-", "44.00"]), ("农林水", &["0.00", "15.00"])]);
    let scene = draw(&chart, Form::Grouped, &screen());
    assert_eq!(scene.targets[0].label, "教育\n2024 年：没有数（—）");
    assert_eq!((scene.targets[0].origin, scene.targets[2].origin.is_some()), (None, true));
    assert_eq!(words(&scene).iter().filter(|w| **w == "0.00").count(), 1);
    assert_eq!(scene.remarks, ["斜线处没有公开数，不是零。"]);
}

#[test]
fn on_a_page_small_groups_are_gathered_and_named() {
    let amounts: Vec<String> = (1..=30).map(|n| format!("{n}.00")).collect();
    let names: Vec<String> = (1..=30).map(|n| format!("第 {n} 类支出")).collect();
    let mut lines: Vec<(&str, Vec<&str>)> =
        names.iter().zip(&amounts).map(|(n, a)| (n.as_str(), vec![a.as_str(); 12])).collect();
    lines.push(("合计", vec!["465.00"; 12]));
    let years: Vec<String> = (2014..2026).map(|y| format!("{y} 年")).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let lines: Vec<(&str, &[&str])> = lines.iter().map(|(n, a)| (*n, a.as_slice())).collect();
    let chart = chart(&years, &lines);
    let page = draw(&chart, Form::Grouped, &Look::paper(160.0, 90.0));
    assert!(words(&page).contains(&"其余 23 项"), "{:?}", words(&page));
    assert!(page.remarks[0].starts_with("其余 23 项：第 1 类支出、第 2 类支出、"));
    let rest = page.targets.last().unwrap();
    assert!(rest.label.starts_with("其余 23 项\n2025 年：276.00 万元\n比 2024 年 0.00（0.00%）\n包括：第 1 类支出、"));
    // On the screen nothing is gathered: the drawing is wider than its place.
    let wide = draw(&chart, Form::Grouped, &screen());
    assert!(wide.width > 2_000.0 && wide.targets.len() == 360);
}

#[test]
fn what_does_not_sum_to_a_total_is_never_gathered() {
    let amounts: Vec<String> = (1..=30).map(|n| format!("{n}.00")).collect();
    let names: Vec<String> = (1..=30).map(|n| format!("临川县第 {n} 个部门")).collect();
    let amounts: Vec<[&str; 1]> = amounts.iter().map(|a| [a.as_str()]).collect();
    let lines: Vec<(&str, &[&str])> = names.iter().map(String::as_str).zip(amounts.iter().map(|a| &a[..])).collect();
    let page = draw(&chart(&["2025 年"], &lines), Form::Grouped, &Look::paper(160.0, 90.0));
    // Thirty do not stand side by side: they lie, and the page is higher.
    assert_eq!(page.targets.len(), 30);
    assert!(page.height > Look::paper(160.0, 90.0).height);
    assert!(words(&page).iter().all(|w| !w.contains("其余")));
}

#[test]
fn an_svg_is_escaped_and_keeps_its_widths() {
    let mut chart = chart(&["2025 年"], &[("甲 & 乙 <司>", &["1.00"])]);
    chart.whose = "“某”局\u{7}".to_owned();
    let text = svg::write(&draw(&chart, Form::Grouped, &Look::paper(120.0, 70.0)), Theme::Print);
    assert!(text.contains(">甲 &amp; 乙 &lt;司&gt;</text>") && !text.contains('\u{7}'));
    assert!(text.contains("<title>“某”局  · 支出按功能分类，分组柱</title>"));
    assert!(text.contains("textLength") && text.contains("Microsoft YaHei"));
}

#[test]
fn a_png_has_the_size_asked_for_and_says_its_resolution() {
    let chart = chart(&["2024 年", "2025 年"], &[("教育", &["40.00", "44.00"])]);
    let scene = draw(&chart, Form::Grouped, &Look::paper(160.0, 90.0));
    let bytes = png::write(&scene, Theme::Print, 300.0).unwrap();
    assert_eq!(bytes, png::write(&scene, Theme::Print, 300.0).unwrap());
    // 160 mm at 300 dots an inch are 1890 pixels; the header has width and height at bytes 16 to 24.
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (1890, 1063));
    let phys = bytes.windows(4).position(|w| w == b"pHYs").unwrap() + 4;
    assert_eq!((number(phys), bytes[phys + 8]), (11811, 1));
    let (look, dpi) = Look::pixels(1920, 1080);
    let slide = png::write(&draw(&chart, Form::Shares, &look), Theme::Dark, dpi).unwrap();
    assert_eq!(u32::from_be_bytes(slide[16..20].try_into().unwrap()), 1920);
    let wide = Scene { width: 90_000.0, height: 100.0, ..Scene::default() };
    assert_eq!(
        png::write(&wide, Theme::Print, 72.0).unwrap_err().to_string(),
        "图片太大（90000 × 100 像素）；请减小尺寸或分辨率。"
    );
}

/// A drawing as text: what is drawn where, in whole points.
fn written(scene: &Scene) -> String {
    let line = |mark: &Mark| match mark {
        Mark::Bar { area: a, ink } => {
            format!("bar  {:4.0} {:4.0}  {:.0} × {:.0}  {ink:?}", a.left, a.top, a.width, a.height)
        }
        Mark::Line { through, ink, .. } => {
            let places: Vec<String> = through.iter().map(|p| format!("{:.0},{:.0}", p.x, p.y)).collect();
            format!("line {}  {ink:?}", places.join(" → "))
        }
        Mark::Dot { at, ink, .. } => format!("dot  {:4.0} {:4.0}  {ink:?}", at.x, at.y),
        Mark::Text { at, anchor, text, .. } => {
            let side = match anchor {
                Anchor::Start => "<",
                Anchor::Middle => "|",
                Anchor::End => ">",
            };
            format!("text {:4.0} {:4.0} {side} {text}", at.x, at.y)
        }
    };
    let marks: Vec<String> = scene.marks.iter().map(line).collect();
    format!("{:.0} × {:.0}\n{}\n", scene.width, scene.height, marks.join("\n"))
}

/// Two years of a small agency.
fn small() -> Chart {
    chart(
        &["2024 年", "2025 年"],
        &[("合计", &["46.00", "59.50"]), ("教育", &["40.00", "44.00"]), ("农林水", &["6.00", "15.50"])],
    )
}

#[test]
fn grouped_bars_on_a_page() {
    insta::assert_snapshot!(written(&draw(&small(), Form::Grouped, &Look::paper(120.0, 70.0))));
}

#[test]
fn a_bridge_on_the_screen() {
    insta::assert_snapshot!(written(&draw(&small(), Form::Bridge, &Look::screen(500.0, 260.0))));
}

#[test]
fn shares_as_svg() {
    insta::assert_snapshot!(svg::write(&draw(&small(), Form::Shares, &Look::screen(400.0, 240.0)), Theme::Light));
}
