//! Random disclosures that tie: every amount is exact to the 分, and printed as its table prints. In 万元 that is
//! rounded, so honest 尾差 occur. Subjects, units, carry-over, layouts and sizes differ from seed to seed.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::random::Random;
use gongkai::model::Disclosure;

/// A 项 of a unit and its money, in 分.
#[derive(Clone, Default)]
struct Leaf {
    code: &'static str,
    unit: usize,
    staff: i64,
    office: i64,
    /// Project money: this year's general budget, carried in, other income, fund.
    general: i64,
    carried: i64,
    other: i64,
    fund: i64,
}

impl Leaf {
    fn basic(&self) -> i64 {
        self.staff + self.office
    }

    fn projects(&self) -> i64 {
        self.general + self.carried + self.other + self.fund
    }

    fn all(&self) -> i64 {
        self.basic() + self.projects()
    }
}

const NAMES: &[(&str, &str)] = &[
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出"),
    ("20126", "档案事务"),
    ("2012604", "档案馆"),
    ("2012699", "其他档案事务支出"),
    ("204", "公共安全支出"),
    ("20406", "司法"),
    ("2040604", "基层司法业务"),
    ("2040605", "普法宣传"),
    ("205", "教育支出"),
    ("20508", "进修及培训"),
    ("2050803", "培训支出"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("20808", "抚恤"),
    ("2080801", "死亡抚恤"),
    ("20899", "其他社会保障和就业支出"),
    ("2089999", "其他社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("2101103", "公务员医疗补助"),
    ("21015", "医疗保障管理事务"),
    ("2101504", "信息化建设"),
    ("2101505", "医疗保障政策管理"),
    ("2101599", "其他医疗保障管理事务支出"),
    ("212", "城乡社区支出"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("2120899", "其他国有土地使用权出让收入安排的支出"),
    ("213", "农林水支出"),
    ("21305", "巩固脱贫攻坚成果衔接乡村振兴"),
    ("2130504", "农村基础设施建设"),
    ("2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
];

/// The number of a class in the lists.
const CLASSES: &[(&str, &str)] = &[
    ("201", "一"),
    ("204", "四"),
    ("205", "五"),
    ("208", "八"),
    ("210", "九"),
    ("212", "十一"),
    ("213", "十二"),
    ("221", "十九"),
];

const PROJECTS: &[&str] = &[
    "2010302", "2010399", "2012604", "2012699", "2040604", "2040605", "2101504", "2101505", "2101599", "2130504",
    "2130599",
];

const STAFF_LINES: &[(&str, &str)] = &[
    ("30101", "基本工资"),
    ("30102", "津贴补贴"),
    ("30103", "奖金"),
    ("30107", "绩效工资"),
    ("30199", "其他工资福利支出"),
];

const OFFICE_LINES: &[(&str, &str)] = &[
    ("30201", "办公费"),
    ("30202", "印刷费"),
    ("30205", "水费"),
    ("30206", "电费"),
    ("30207", "邮电费"),
    ("30211", "差旅费"),
    ("30213", "维修（护）费"),
    ("30217", "公务接待费"),
    ("30228", "工会经费"),
    ("30229", "福利费"),
    ("30231", "公务用车运行维护费"),
    ("30239", "其他交通费用"),
    ("30299", "其他商品和服务支出"),
];

fn name(code: &str) -> &'static str {
    NAMES.iter().find(|(c, _)| *c == code).map_or("", |(_, n)| n)
}

/// One invented disclosure while it is written.
struct Writer {
    random: Random,
    yuan: bool,
    leaves: Vec<Leaf>,
    units: usize,
    with_carry: bool,
    /// Of the office costs: 公务接待 and 公务用车.
    reception: i64,
    cars: i64,
    text: String,
}

/// An invented disclosure.
pub fn invented(seed: u64) -> Disclosure {
    super::disclosure(&text(seed))
}

/// The same in the notation of [`super::disclosure`].
pub fn text(seed: u64) -> String {
    let mut random = Random::new(seed);
    let units = [1, 1, 1, 2, 3][random.below(5)];
    let carry = !random.one_in(4);
    let other = random.one_in(3);
    let mut leaves = Vec::new();
    for unit in 0..units {
        let run =
            Leaf { code: "2010301", unit, staff: random.amount(7, 9), office: random.amount(6, 8), ..Leaf::default() };
        leaves.push(run);
        for code in ["2080505", "2080506", "2089999", "2101101", "2101103", "2210201"] {
            if code != "2080506" && code != "2101103" || !random.one_in(3) {
                leaves.push(Leaf { code, unit, staff: random.amount(5, 8), ..Leaf::default() });
            }
        }
        let mut codes = PROJECTS.to_vec();
        for _ in 0..1 + random.below(6) {
            let code = codes.swap_remove(random.below(codes.len()));
            let general = random.amount(6, 9);
            let carried = if carry && random.one_in(2) { random.amount(5, 8) } else { 0 };
            let other = if other && random.one_in(3) { random.amount(5, 7) } else { 0 };
            leaves.push(Leaf { code, unit, general, carried, other, ..Leaf::default() });
        }
        if random.one_in(3) {
            leaves.push(Leaf { code: "2120899", unit, fund: random.amount(6, 9), ..Leaf::default() });
        }
    }
    let yuan = random.one_in(4);
    let with_carry = random.one_in(2);
    let mut w = Writer { random, yuan, leaves, units, with_carry, reception: 0, cars: 0, text: String::new() };
    w.income_and_spending();
    w.income();
    w.spending();
    w.fiscal();
    w.general();
    w.basic();
    w.three_public();
    w.fund();
    w.projects();
    w.text
}

impl Writer {
    fn sum(&self, of: impl Fn(&Leaf) -> i64) -> i64 {
        self.leaves.iter().map(of).sum()
    }

    /// An amount as printed. In 万元 it is rounded to two decimals.
    fn print(&self, fen: i64) -> String {
        if fen == 0 {
            return String::new();
        }
        let n = if self.yuan { fen } else { (fen + 5_000) / 10_000 };
        format!("{}.{:02}", n / 100, n % 100)
    }

    fn table(&mut self, kind: &str) {
        let unit = if self.yuan { "元" } else { "万元" };
        let _ = writeln!(self.text, "\n{kind} {unit}");
    }

    fn line(&mut self, labels: &[&str], amounts: &[i64]) {
        let amounts: Vec<String> = amounts.iter().map(|a| self.print(*a)).collect();
        let _ = writeln!(self.text, "{} | {}", labels.join(" | "), amounts.join(" | "));
    }

    fn classes(&self) -> Vec<(&'static str, &'static str)> {
        let has = |code: &str| self.leaves.iter().any(|l| l.code.starts_with(code));
        CLASSES.iter().filter(|(code, _)| has(code)).copied().collect()
    }

    fn income_and_spending(&mut self) {
        let general = self.sum(|l| l.basic() + l.general);
        let (fund, other, carried) = (self.sum(|l| l.fund), self.sum(|l| l.other), self.sum(|l| l.carried));
        self.table("收支总表");
        self.text.push_str("收入 | 预算数\n");
        self.line(&["一、一般公共预算拨款收入"], &[general]);
        self.line(&["二、政府性基金预算拨款收入"], &[fund]);
        self.line(&["三、国有资本经营预算拨款收入"], &[0]);
        self.line(&["四、财政专户管理资金收入"], &[0]);
        self.line(&["五、事业收入"], &[0]);
        self.line(&["六、其他收入"], &[other]);
        self.line(&["本年收入合计"], &[general + fund + other]);
        self.line(&["上年结转"], &[carried]);
        self.line(&["收入总计"], &[general + fund + other + carried]);
        self.text.push_str("支出 | 预算数\n");
        for (code, number) in self.classes() {
            let amount = self.sum(|l| if l.code.starts_with(code) { l.all() } else { 0 });
            self.line(&[&format!("{number}、{}", name(code))], &[amount]);
        }
        self.line(&["本年支出合计"], &[self.sum(Leaf::all)]);
        self.line(&["结转下年"], &[0]);
        self.line(&["支出总计"], &[self.sum(Leaf::all)]);
    }

    fn income(&mut self) {
        self.table("收入总表");
        self.text.push_str("编码 | 名称 | 合计 | 本年收入/小计 | 本年收入/一般公共预算 | 本年收入/政府性基金 | 本年收入/其他收入 | 上年结转\n");
        let row = |w: &Self, unit: Option<usize>| {
            let sum = |of: &dyn Fn(&Leaf) -> i64| w.sum(|l| if unit.is_none_or(|u| l.unit == u) { of(l) } else { 0 });
            let (general, fund) = (sum(&|l| l.basic() + l.general), sum(&|l| l.fund));
            let (other, carried) = (sum(&|l| l.other), sum(&|l| l.carried));
            [general + fund + other + carried, general + fund + other, general, fund, other, carried]
        };
        let all = row(self, None);
        self.line(&["", "合计"], &all);
        self.line(&["501", "[临川县政府办]"], &all);
        for unit in 0..self.units {
            let amounts = row(self, Some(unit));
            self.line(&[&format!("50100{}", unit + 1), &format!("[临川县第{}办公室]", unit + 1)], &amounts);
        }
    }

    /// The rows of a table of subjects: totals, then 类, 款, 项, for each unit apart or for all together.
    fn subjects(&mut self, by_unit: bool, total_last: bool, columns: &dyn Fn(&Leaf) -> Vec<i64>) {
        let width = columns(&Leaf::default()).len();
        let add = |leaves: &[&Leaf]| {
            let mut sum = vec![0; width];
            leaves.iter().flat_map(|l| columns(l).into_iter().enumerate()).for_each(|(i, n)| sum[i] += n);
            sum
        };
        let leaves = self.leaves.clone();
        let some: Vec<&Leaf> = leaves.iter().filter(|l| columns(l).iter().any(|n| *n != 0)).collect();
        if !total_last {
            self.line(&["", "合计"], &add(&some));
        }
        let groups: Vec<Option<usize>> = if by_unit { (0..self.units).map(Some).collect() } else { vec![None] };
        for unit in groups {
            let of: Vec<&Leaf> = some.iter().copied().filter(|l| unit.is_none_or(|u| l.unit == u)).collect();
            if let Some(unit) = unit {
                self.line(&[&format!("50100{}", unit + 1), &format!("[临川县第{}办公室]", unit + 1)], &add(&of));
            }
            let mut codes: BTreeMap<&str, Vec<&Leaf>> = BTreeMap::new();
            for leaf in of {
                for digits in [3, 5, 7] {
                    codes.entry(&leaf.code[..digits]).or_default().push(leaf);
                }
            }
            for (code, leaves) in codes {
                self.line(&[code, name(code)], &add(&leaves));
            }
        }
        if total_last {
            self.line(&["", "合计"], &add(&some));
        }
    }

    fn spending(&mut self) {
        self.table("支出总表");
        let by_unit = self.units > 1 && self.random.one_in(2);
        let last = !by_unit && self.random.one_in(3);
        if self.random.one_in(3) {
            self.text
                .push_str("编码 | 名称 | 合计 | 基本支出/小计 | 基本支出/人员经费 | 基本支出/公用经费 | 项目支出\n");
            self.subjects(by_unit, last, &|l| vec![l.all(), l.basic(), l.staff, l.office, l.projects()]);
        } else {
            self.text.push_str("编码 | 名称 | 合计 | 基本支出 | 项目支出\n");
            self.subjects(by_unit, last, &|l| vec![l.all(), l.basic(), l.projects()]);
        }
    }

    fn fiscal(&mut self) {
        let general = self.sum(|l| l.basic() + l.general);
        let (fund, carried) = (self.sum(|l| l.fund), self.sum(|l| l.carried));
        self.table("财政拨款收支总表");
        self.text.push_str("收入 | 预算数\n");
        self.line(&["一、本年收入"], &[general + fund]);
        self.line(&["（一）一般公共预算拨款"], &[general]);
        self.line(&["（二）政府性基金预算拨款"], &[fund]);
        self.line(&["二、上年结转"], &[carried]);
        self.line(&["（一）一般公共预算拨款"], &[carried]);
        self.line(&["（二）政府性基金预算拨款"], &[0]);
        self.line(&["收入总计"], &[general + fund + carried]);
        self.text.push_str("支出 | 合计 | 一般公共预算 | 政府性基金预算\n");
        let row = |l: &Leaf| [l.all() - l.other, l.basic() + l.general + l.carried, l.fund];
        let total = |w: &Self, code: &str| {
            let mut sum = [0; 3];
            w.leaves.iter().filter(|l| l.code.starts_with(code)).for_each(|l| {
                row(l).iter().enumerate().for_each(|(i, n)| sum[i] += n);
            });
            sum
        };
        self.line(&["一、本年支出"], &total(self, ""));
        for (code, number) in self.classes() {
            self.line(&[&format!("（{number}）{}", name(code))], &total(self, code));
        }
        self.line(&["二、结转下年"], &[0, 0, 0]);
        self.line(&["支出总计"], &total(self, ""));
    }

    fn general(&mut self) {
        self.table("一般公共预算支出表");
        let carry = i64::from(self.with_carry);
        let projects = move |l: &Leaf| l.general + carry * l.carried;
        let last = self.random.one_in(3);
        if self.random.one_in(2) {
            self.text
                .push_str("编码 | 名称 | 合计 | 基本支出/小计 | 基本支出/人员经费 | 基本支出/公用经费 | 项目支出\n");
            self.subjects(false, last, &|l| vec![l.basic() + projects(l), l.basic(), l.staff, l.office, projects(l)]);
        } else {
            self.text.push_str("编码 | 名称 | 合计 | 基本支出 | 项目支出\n");
            self.subjects(false, last, &|l| vec![l.basic() + projects(l), l.basic(), projects(l)]);
        }
    }

    /// Splits an amount into as many parts as there are lines, some of them nothing.
    fn split(&mut self, amount: i64, lines: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str, i64)> {
        let mut left = amount;
        let mut out = Vec::new();
        for (i, (code, name)) in lines.iter().enumerate() {
            let share = if i + 1 == lines.len() {
                left
            } else {
                (left as u64 / 100 * (5 + self.random.below(40)) as u64) as i64
            };
            if share > 0 && (i == 0 || i + 1 == lines.len() || !self.random.one_in(4)) {
                out.push((*code, *name, share));
                left -= share;
            }
        }
        out
    }

    fn basic(&mut self) {
        let of = |w: &Self, codes: &[&str]| w.sum(|l| if codes.contains(&l.code) { l.staff } else { 0 });
        let booked = [
            ("30108", "机关事业单位基本养老保险缴费", of(self, &["2080505"])),
            ("30109", "职业年金缴费", of(self, &["2080506"])),
            ("30110", "职工基本医疗保险缴费", of(self, &["2101101"])),
            ("30111", "公务员医疗补助缴费", of(self, &["2101103"])),
            ("30112", "其他社会保障缴费", of(self, &["2089999"])),
            ("30113", "住房公积金", of(self, &["2210201"])),
        ];
        let run = of(self, &["2010301"]);
        let benefits = run / 20;
        let mut staff = self.split(run - benefits, STAFF_LINES);
        staff.extend(booked.iter().filter(|(_, _, n)| *n > 0));
        staff.sort_unstable();
        let all_office = self.sum(|l| l.office);
        let furniture = if self.random.one_in(2) { all_office / 9 } else { 0 };
        let office = self.split(all_office - furniture, OFFICE_LINES);
        self.table("一般公共预算基本支出表");
        let apart = self.random.one_in(2);
        self.text.push_str(if apart {
            "编码 | 名称 | 合计 | 人员经费 | 公用经费\n"
        } else {
            "编码 | 名称 | 合计\n"
        });
        let row = |w: &mut Self, labels: [&str; 2], staff: i64, office: i64| {
            let amounts = if apart { vec![staff + office, staff, office] } else { vec![staff + office] };
            w.line(&labels, &amounts);
        };
        let wages: i64 = staff.iter().map(|(_, _, n)| n).sum();
        let goods: i64 = office.iter().map(|(_, _, n)| n).sum();
        row(self, ["", "合计"], wages + benefits, goods + furniture);
        row(self, ["301", "工资福利支出"], wages, 0);
        for (code, name, n) in &staff {
            row(self, [code, name], *n, 0);
        }
        row(self, ["302", "商品和服务支出"], 0, goods);
        for (code, name, n) in &office {
            row(self, [code, name], 0, *n);
        }
        row(self, ["303", "对个人和家庭的补助"], benefits, 0);
        row(self, ["30305", "生活补助"], benefits / 3, 0);
        row(self, ["30399", "其他对个人和家庭的补助"], benefits - benefits / 3, 0);
        if furniture > 0 {
            row(self, ["310", "资本性支出"], 0, furniture);
            row(self, ["31002", "办公设备购置"], 0, furniture);
        }
        self.reception = office.iter().find(|(c, _, _)| *c == "30217").map_or(0, |(_, _, n)| *n);
        self.cars = office.iter().find(|(c, _, _)| *c == "30231").map_or(0, |(_, _, n)| *n);
    }

    fn three_public(&mut self) {
        self.table("三公经费支出表");
        let (reception, cars) = (self.reception, self.cars);
        let (abroad, buying) = (0, if self.random.one_in(3) { 18_000_000 } else { 0 });
        let row = |r: i64, c: i64, b: i64| vec![abroad + r + c + b, abroad, c + b, b, c, r];
        if self.random.one_in(2) {
            self.text.push_str("编码 | 名称 | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费\n");
            self.line(&["", "合计"], &row(reception, cars, buying));
        } else {
            let blocks: Vec<String> = ["2024年预算数", "2025年预算数"]
                .iter()
                .flat_map(|y| {
                    [
                        "合计",
                        "因公出国（境）费",
                        "公务用车购置及运行费/小计",
                        "公务用车购置及运行费/公务用车购置费",
                        "公务用车购置及运行费/公务用车运行费",
                        "公务接待费",
                    ]
                    .map(|c| format!("{y}/{c}"))
                })
                .collect();
            let _ = writeln!(self.text, "编码 | 名称 | {}", blocks.join(" | "));
            let before = row(reception + self.random.amount(4, 6), cars + self.random.amount(4, 6), 0);
            let amounts = [before, row(reception, cars, buying)].concat();
            self.line(&["", "合计"], &amounts);
        }
    }

    fn fund(&mut self) {
        self.table("政府性基金预算支出表");
        self.text.push_str("编码 | 名称 | 合计 | 基本支出 | 项目支出\n");
        if self.sum(|l| l.fund) > 0 {
            self.subjects(false, false, &|l| vec![l.fund, 0, l.fund]);
        }
    }

    fn projects(&mut self) {
        self.table("项目支出表");
        self.text.push_str("编码 | 名称 | 〔项目单位〕 | 合计 | 本年拨款/一般公共预算 | 本年拨款/政府性基金预算 | 财政拨款结转结余/一般公共预算 | 单位资金\n");
        let row = |l: &Leaf| [l.projects(), l.general, l.fund, l.carried, l.other];
        let sum = |w: &Self, unit: Option<usize>| {
            let mut sum = [0; 5];
            w.leaves.iter().filter(|l| unit.is_none_or(|u| l.unit == u)).for_each(|l| {
                row(l).iter().enumerate().for_each(|(i, n)| sum[i] += n);
            });
            sum
        };
        self.line(&["", "合计", ""], &sum(self, None));
        self.line(&["501", "[临川县政府办]", ""], &sum(self, None));
        let mut number = 0;
        for unit in 0..self.units {
            let place = format!("临川县第{}办公室", unit + 1);
            self.line(&[&format!("50100{}", unit + 1), &format!("[{place}]"), ""], &sum(self, Some(unit)));
            for leaf in self.leaves.clone().iter().filter(|l| l.unit == unit && l.projects() > 0) {
                number += 1;
                let code = format!("3610002{number:014}");
                self.line(&[&code, &format!("{}项目", name(leaf.code)), &place], &row(leaf));
            }
        }
    }
}
