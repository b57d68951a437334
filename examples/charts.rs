//! Draws every form of chart with invented figures, at two sizes, light, dark and for print, with 1, 2, 3 and 12
//! years, into `target/charts`: for whoever changes a chart and wants to see what it does.
//!
//! ```sh
//! cargo run --example charts            # all
//! cargo run --example charts bridge     # those with this word in their names
//! ```

use std::{error::Error, fs, path::Path};

use gongkai::compare::scene::{Look, Theme, Values, draw, png, svg};
use gongkai::compare::{Chart, Group, Order, Origin, Point, Side};
use gongkai::model::{CellRef, Decimal, Stage, Unit};

const CLASSES: [(&str, &str, i64, i64); 9] = [
    ("201", "一般公共服务支出", 81_240, 2_650),
    ("204", "公共安全支出", 3_310, -120),
    ("205", "教育支出", 1_280, 90),
    ("207", "文化旅游体育与传媒支出", 640, -35),
    ("208", "社会保障和就业支出", 9_620, 1_770),
    ("210", "卫生健康支出", 4_150, 220),
    ("213", "农林水支出", 15_000, -2_900),
    ("221", "住房保障支出", 15_270, 1_400),
    ("229", "其他支出", 1_200, -250),
];

fn point(hundredths: i64) -> Option<Point> {
    Some(Point { value: Decimal::new(hundredths, 2), origin: Origin { document: 0, cell: CellRef::new(0, 0, 0, 0) } })
}

fn side(label: String, year: i32) -> Side {
    let agency = "临川县人民政府办公室".to_owned();
    Side { document: 0, year: Some(year), agency, stage: Stage::Budget, restated: false, label }
}

fn years(count: i32) -> Vec<Side> {
    (2026 - count..2026).map(|year| side(format!("{year} 年"), year)).collect()
}

/// Spending by class through so many years: one class comes late, one has a gap, the total has a little more.
fn classes(sides: Vec<Side>, many: usize) -> Chart {
    let count = sides.len() as i64;
    let amount = |i: usize, base: i64, growth: i64, year: i64| {
        let wave = ((year * 7 + i as i64 * 13) % 11 - 5) * base / 90;
        (i != 2 || year + 2 >= count).then(|| base + growth * (year + 3 - count) + wave)
    };
    let of = |n: usize| CLASSES[n % CLASSES.len()];
    let values: Vec<Vec<Option<i64>>> =
        (0..many).map(|i| (0..count).map(|y| amount(i, of(i).2 / (1 + i as i64 / 9), of(i).3, y)).collect()).collect();
    let group = |(i, values): (usize, &Vec<Option<i64>>)| Group {
        key: format!("{}{i}", of(i).0),
        code: of(i).0.to_owned(),
        name: of(i).1.trim_end_matches("支出").to_owned(),
        points: values.iter().map(|v| v.and_then(point)).collect(),
    };
    let total = (0..count as usize).map(|y| point(values.iter().filter_map(|v| v[y]).sum::<i64>() + 210)).collect();
    Chart {
        topic: None,
        name: "支出按功能分类".to_owned(),
        whose: "临川县人民政府办公室".to_owned(),
        scope: "全部资金",
        unit: Unit::Wan,
        other_unit: None,
        order: Order::Years,
        sides,
        groups: values.iter().enumerate().map(group).collect(),
        total: Some(Group { key: String::new(), code: String::new(), name: "合计".to_owned(), points: total }),
        whole: true,
        places: 2,
        notes: Vec::new(),
    }
}

fn agencies() -> Chart {
    let names =
        ["县人大办", "县政协办", "县教育和体育局", "县自然资源和规划局", "县住房和城乡建设局", "县退役军人事务局"];
    let sides = names.iter().map(|name| side(format!("临川{name}"), 2025)).collect();
    Chart { order: Order::Agencies, whose: "6 个部门".to_owned(), ..classes(sides, 9) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/charts");
    fs::create_dir_all(&folder)?;
    let mut charts: Vec<(String, Chart)> =
        [1, 2, 3, 12].map(|n| (format!("{n}years"), classes(years(n), 6))).into_iter().collect();
    charts.push(("3years-two".to_owned(), classes(years(3), 2)));
    charts.push(("12years-thirty".to_owned(), classes(years(12), 30)));
    charts.push(("agencies".to_owned(), agencies()));
    let looks = [
        ("paper160", Look::paper(160.0, 90.0), Theme::Print, 200.0),
        ("paper90", Look::paper(90.0, 70.0), Theme::Print, 200.0),
        ("screen900", Look::screen(900.0, 360.0), Theme::Light, 96.0),
        ("screen460", Look::screen(460.0, 300.0), Theme::Dark, 96.0),
        ("values", Look::screen(900.0, 360.0).with_values(Values::All), Theme::Dark, 96.0),
    ];
    for (name, chart) in &charts {
        for form in chart.forms() {
            for (size, look, theme, dpi) in &looks {
                let file = format!("{form:?}-{name}-{size}").to_lowercase();
                if !file.contains(&wanted) {
                    continue;
                }
                let scene = draw(chart, form, look);
                if scene.width > 6_000.0 {
                    continue;
                }
                fs::write(folder.join(&file).with_extension("svg"), svg::write(&scene, *theme))?;
                fs::write(folder.join(&file).with_extension("png"), png::write(&scene, *theme, *dpi)?)?;
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}
