//! Layouts that provinces print, as grids with merged cells: they are read so that what ties is found to tie, and a
//! slip is found. `<` is merged with the cell on its left, `^` with the one above. Agencies and figures are invented.

use gongkai::{
    check::{Checker, Verdict},
    document::{Block, Document, Format, Grid, GridCell},
    model::{Disclosure, Kind, Status, Table},
    recognize,
};

/// A sheet out of a text.
fn sheet(text: &str) -> Grid {
    let rows: Vec<Vec<&str>> = text.trim().lines().map(|l| l.split('|').map(str::trim).collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let at = |r: usize, c: usize| rows.get(r).and_then(|row| row.get(c)).copied().unwrap_or("");
    let plain = rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n");
    let mut grid = Grid::of(&plain);
    grid.columns = u32::try_from(width).expect("列数");
    grid.cells.clear();
    for r in 0..rows.len() {
        for c in (0..width).filter(|&c| !matches!(at(r, c), "<" | "^")) {
            let columns = 1 + (c + 1..width).take_while(|&c| at(r, c) == "<").count();
            let tall = 1 + (r + 1..rows.len()).take_while(|&r| at(r, c) == "^").count();
            let number = |n: usize| u32::try_from(n).expect("表太大");
            let cell = GridCell::new(number(r), number(c), at(r, c));
            grid.cells.push(cell.spanning(number(tall), number(columns)));
        }
    }
    grid
}

fn read(sheets: &[&str]) -> Disclosure {
    let blocks = sheets.iter().map(|s| Block::Grid(sheet(s))).collect();
    let mut document = Document { format: Format::Docx, blocks, ..Document::default() };
    document.number_blocks();
    recognize::document(&document)
}

/// The tables of these sheets, of which nothing is wrong.
#[track_caller]
fn ties(sheets: &[&str]) -> Vec<Table> {
    let d = read(sheets);
    assert!(d.tables.iter().all(|t| t.status == Status::Ok), "{:?}", d.tables);
    assert_eq!(broken(&d), Vec::<String>::new());
    d.tables
}

fn broken(d: &Disclosure) -> Vec<String> {
    let findings = Checker::new(d).findings(d);
    findings.iter().filter(|f| f.verdict == Some(Verdict::Broken)).map(|f| f.message.clone()).collect()
}

/// `name: amounts` of every row of a panel, deeper ones after dots.
fn rows(table: &Table, panel: usize) -> Vec<String> {
    let cells = |r: &gongkai::model::Row| r.cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join(" ");
    let dots = |level: u8| ".".repeat(usize::from(level.saturating_sub(1)));
    table.panels[panel].rows.iter().map(|r| format!("{}{}: {}", dots(r.level), r.name, cells(r).trim())).collect()
}

/// Spending three times, by function, by departmental and by government economic subject, each with its totals; the
/// numbering goes three levels down.
const THREE_LISTS: &str = "
2025年部门综合预算收支总表|<|<|<|<|<|<|<
|||||||单位：万元
收入|<|支出|<|<|<|<|<
项目|预算数|支出功能分科目（按大类）|预算数|部门经济科目（按大类）|预算数|政府经济科目（按大类）|预算数
一、部门预算|90.00|一、农林水支出|80.00|1、人员经费和公用经费支出|70.00|1、机关工资福利支出|60.00
1、财政拨款|85.00|二、住房保障支出|20.00|(1)工资福利支出|60.00|2、机关商品和服务支出|40.00
(1)一般公共预算拨款|85.00|||(2)商品和服务支出|10.00||
(2)政府性基金拨款||||2、专项业务经费支出|30.00||
2、事业收入|5.00|||(1)商品和服务支出|30.00||
本年收入合计|90.00|本年支出合计|100.00|本年支出合计|100.00|本年支出合计|100.00
上年结转|10.00|结转下年||结转下年||结转下年|
收入总计|100.00|支出总计|100.00|支出总计|100.00|支出总计|100.00";

#[test]
fn spending_by_three_classifications_are_three_lists() {
    let [table] = &ties(&[THREE_LISTS])[..] else { panic!() };
    assert_eq!(table.kind, Kind::IncomeAndSpending);
    let names: Vec<&str> = table.panels.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["收入", "支出", "部门经济科目（按大类）", "政府经济科目（按大类）"]);
    assert_eq!(rows(table, 0)[..3], ["一、部门预算: 90.00", ".1、财政拨款: 85.00", "..(1)一般公共预算拨款: 85.00"]);
    let d = read(&[&THREE_LISTS.replace("(2)商品和服务支出|10.00", "(2)商品和服务支出|11.00")]);
    assert!(broken(&d).iter().any(|m| m.contains("人员经费和公用经费支出")), "{:?}", broken(&d));
}

#[test]
fn a_title_of_no_known_form_and_the_agency_stand_above_the_header() {
    let text = "
青禾县渠道管护明细（按支出功能分类科目，不含上年结转）|<|<|<|<
青禾县水务局 预算年度：2025|<|<|单位：万元|<
科目编码|科目名称|合计|基本支出|项目支出
|合计|12.00|9.00|3.00
213|农林水支出|12.00|9.00|3.00
21303|水利|12.00|9.00|3.00
2130301|行政运行|12.00|9.00|3.00";
    let [table] = &ties(&[text])[..] else { panic!() };
    assert_eq!(table.title, "青禾县渠道管护明细（按支出功能分类科目，不含上年结转）");
    let columns: Vec<String> = table.panels[0].columns.iter().map(|c| c.title()).collect();
    assert_eq!(columns, ["合计", "基本支出", "项目支出"]);
}

#[test]
fn tables_by_functional_and_by_economic_subjects_share_a_title() {
    let title = |remark: &str| {
        let title = format!("2025年部门综合预算一般公共预算基本支出明细表（{remark}，不含上年结转）");
        read(&[&format!("{title}|<|<\n||单位：万元\n科目编码|科目名称|合计\n|合计|5.00")]).tables[0].kind
    };
    assert_eq!(title("按支出经济分类科目"), Kind::GeneralBasicSpending);
    assert_eq!(title("按支出功能分类科目"), Kind::Other);
}

#[test]
fn two_years_of_the_three_public_expenses_stand_side_by_side() {
    let block = "合计|一般公共预算拨款安排的“三公”经费预算|<|<|<|<|<|会议费|培训费";
    let parts = "^|小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费|<|<|^|^";
    let cars = "^|^|^|^|小计|公务用车购置费|公务用车运行维护费|^|^";
    let (last, now) = ("9.00|5.00||1.00|4.00||4.00|1.50|2.50", "8.00|4.50||0.50|4.00||4.00|1.50|2.00");
    let text = format!(
        "一般公共预算拨款“三公”经费及会议费、培训费支出预算表|{0}\n{1}单位：万元\n单位编码|单位名称|2024年{2}|2025年{2}\n\
         ^|^|{block}|{block}\n^|^|{parts}|{parts}\n^|^|{cars}|{cars}\n|合计|{last}|{now}\n108001|青禾县水务局|{last}|{now}",
        ["<"; 19].join("|"),
        "|".repeat(19),
        "|<".repeat(8),
    );
    let [table] = &ties(&[&text])[..] else { panic!() };
    assert_eq!(table.kind, Kind::ThreePublic);
    let wrong = read(&[&text.replace("0.50|4.00||4.00", "0.60|4.00||4.00")]);
    assert_eq!(broken(&wrong).len(), 2, "of the total and of the unit: {:?}", broken(&wrong));
}

#[test]
fn basic_spending_of_final_accounts_in_three_lists_is_one_list() {
    let basic = "
一般公共预算财政拨款基本支出决算明细表|<|<|<|<|<|<|<|<
部门：青禾县水务局||||||||单位：万元
人员经费|<|<|公用经费|<|<|<|<|<
科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数
301|工资福利支出|50.00|302|商品和服务支出|8.00|310|资本性支出|2.00
30101|基本工资|50.00|30201|办公费|8.00|31002|办公设备购置|2.00
303|对个人和家庭的补助|5.00||||||
30302|退休费|5.00||||||
人员经费合计|<|55.00|公用经费合计|<|<|<|<|10.00";
    let general = "
一般公共预算财政拨款支出决算表|<|<|<|<
部门：青禾县水务局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|65.00|65.00|
213|农林水支出|65.00|65.00|";
    let tables = ties(&[general, basic]);
    assert_eq!(tables[1].panels.len(), 1);
    let wrong = read(&[general, &basic.replace("|310|资本性支出|2.00", "|310|资本性支出|3.00")]);
    assert!(broken(&wrong).iter().any(|m| m.contains("公用经费合计")), "{:?}", broken(&wrong));
}

#[test]
fn all_fiscal_spending_is_not_the_general_budget() {
    let text = "
财政拨款支出表（功能科目）|<|<|<|<
部门：青禾县水务局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|65.00|65.00|
213|农林水支出|65.00|65.00|";
    let [table] = &ties(&[text])[..] else { panic!() };
    assert_eq!(table.kind, Kind::Other);
}

/// Units without a code above their projects; the projects name them.
const UNITS: &str = "
2025年项目支出预算表|<|<|<|<
部门名称：青禾县水务局||||单位：万元
类型|项目名称|项目单位|合计|本年拨款
|合计||90.00|90.00
|青禾县水务局机关||60.00|60.00
特定目标类|渠道清淤|青禾县水务局机关|40.00|40.00
其他运转类|防汛值守|青禾县水务局机关|20.00|20.00
|青禾县水文站||30.00|30.00
特定目标类|水质监测|青禾县水文站|30.00|30.00";

#[test]
fn a_unit_heads_the_projects_that_name_it() {
    let [table] = &ties(&[UNITS])[..] else { panic!() };
    let levels: Vec<u8> = table.panels[0].rows.iter().map(|r| r.level).collect();
    assert_eq!(levels, [0, 1, 2, 2, 1, 2]);
    let wrong = read(&[&UNITS.replace("青禾县水文站|30.00|30.00", "青禾县水文站|31.00|31.00")]);
    assert!(!broken(&wrong).is_empty());
}

#[test]
fn a_category_heads_its_projects_and_basic_spending_is_none() {
    let projects = "
项目支出表|<|<|<|<
部门名称：青禾县水务局||||单位：万元
项目编码|项目名称|项目单位|合计|本年拨款
合计|||100.00|100.00
108001|青禾县水务局||100.00|100.00
人员类||青禾县水务局|70.00|70.00
|工资奖金津补贴|青禾县水务局|70.00|70.00
公用经费||青禾县水务局|10.00|10.00
|日常公用经费|青禾县水务局|10.00|10.00
特定目标类||青禾县水务局|20.00|20.00
361000220000000000001|渠道清淤|青禾县水务局|20.00|20.00";
    let spending = "
支出总表|<|<|<|<
部门名称：青禾县水务局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|100.00|80.00|20.00
213|农林水支出|100.00|80.00|20.00";
    ties(&[spending, projects]);
    assert!(
        !broken(&read(&[spending, &projects.replace("渠道清淤|青禾县水务局|20.00", "渠道清淤|青禾县水务局|25.00")]))
            .is_empty()
    );
}

#[test]
fn a_list_of_targets_names_units_and_projects_in_one_column() {
    let text = "
2025年部门预算项目绩效目标表|<|<|<|<|<|<
部门名称：青禾县水务局||||||单位：万元
单位编码（项目编码）|项目单位（项目名称）|项目分类|项目金额（万元）|<|绩效指标|<
^|^|^|资金总额|政府预算资金|三级指标|指标值
108|青禾县水务局||60.00|60.00||
108001|青禾县水务局机关||60.00|60.00||
410925000000000013001|渠道清淤|特定目标类|40.00|40.00|清淤长度|≥12公里
410925000000000013002|防汛值守|其他运转类|20.00|20.00|值守天数|≥90天";
    let [table] = &ties(&[text])[..] else { panic!() };
    let codes: Vec<(&str, &str)> = table.panels[0].rows.iter().map(|r| (r.code.as_str(), r.name.as_str())).collect();
    assert_eq!(codes[2], ("410925000000000013001", "渠道清淤"));
}

#[test]
fn prices_of_purchases_do_not_add_up() {
    let text = "
政府采购预算表|<|<|<|<|<|<
部门名称：青禾县水务局||||||单位：元
项目|政府采购品目|功能科目|资金来源|采购数量|单价（元）|采购金额合计（元）
合计||||||26,000.00
渠道清淤|A02010105 台式计算机|2130301|财政拨款|4|5,000.00|20,000.00
防汛值守|A05010200 台、桌类|2130301|财政拨款|6|1,000.00|6,000.00";
    let [table] = &ties(&[text])[..] else { panic!() };
    assert_eq!(table.panels.len(), 1);
    assert_eq!(table.panels[0].rows[1].name, "渠道清淤");
}

#[test]
fn economic_subjects_of_the_department_stand_beside_those_of_the_government() {
    let text = "
一般公共预算支出明细表（按支出经济分类科目）|<|<|<|<|<
部门名称：青禾县水务局|||||单位：万元
部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出
|合计|||70.00|70.00
301|工资福利支出|||70.00|70.00
30101|基本工资|50101|工资奖金津补贴|40.00|40.00
30101|基本工资|50501|工资福利支出|30.00|30.00";
    let [table] = &ties(&[text])[..] else { panic!() };
    assert_eq!(table.panels[0].rows[2].code, "30101");
    assert!(!broken(&read(&[&text.replace("工资福利支出|30.00", "工资福利支出|35.00")])).is_empty());
}
