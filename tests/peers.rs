//! Agencies of one year side by side: what each states, per head, and where the sample lies.

mod support;

use gongkai::{
    compare::peers::{Basis, Indicator, Peers, Profile, samples},
    model::{Disclosure, Stage},
    prose::Prose,
};

/// A bureau with its spending, its 三公 and what its text says of its people.
fn bureau(name: &str, [basic, projects, three]: [u32; 3], people: &str) -> Profile {
    let total = basic + projects;
    let text = format!(
        "支出总表
         编码 | 名称 | 合计 | 基本支出 | 项目支出
         | 合计 | {total}.00 | {basic}.00 | {projects}.00
         201 | 一般公共服务支出 | {total}.00 | {basic}.00 | {projects}.00
         三公经费支出表
         编码 | 名称 | 预算数
         | “三公”经费合计 | {three}.00
         | 公务接待费 | {three}.00
         # 一、部门概况
         > {people}"
    );
    profile(&Disclosure { agency: name.into(), ..support::disclosure(&text) })
}

fn profile(d: &Disclosure) -> Profile {
    Profile::of(d, &Prose::of(d))
}

fn three() -> Vec<Profile> {
    vec![
        bureau("临川县档案馆", [240, 60, 3], "本馆编制15名，实有人数14人，其中：在职12人，退休2人。"),
        bureau("临川县水务局", [400, 600, 10], "核定编制25名。"),
        bureau("临川县文联", [50, 50, 1], "本单位职责是联络文艺界。"),
    ]
}

#[test]
fn each_agency_has_a_line_and_the_sample_its_spread() {
    let peers = Peers::of(&three(), 2025, Stage::Budget);
    let shown: Vec<String> = peers.table().iter().map(|l| l.join(" | ")).collect();
    assert_eq!(
        shown,
        [
            "部门 | 支出合计（万元） | 基本支出（万元） | 项目支出（万元） | 项目支出占比（%） | “三公”经费（万元） | \
             “三公”经费占比（%） | 人数（人） | 人均基本支出（万元/人） | 人均“三公”经费（万元/人）",
            "临川县档案馆 | 300.00 | 240.00 | 60.00 | 20.00 | 3.00 | 1.00 | 12 | 20.00 | 0.25",
            "临川县水务局 | 1,000.00 | 400.00 | 600.00 | 60.00 | 10.00 | 1.00 | 25 | 16.00 | 0.40",
            "临川县文联 | 100.00 | 50.00 | 50.00 | 50.00 | 1.00 | 1.00 | — | — | —",
            "最低 | 100.00 | 50.00 | 50.00 | 20.00 | 1.00 | 1.00 | 12 | 16.00 | 0.25",
            "下四分位数 | 200.00 | 145.00 | 55.00 | 35.00 | 2.00 | 1.00 | 15.2 | 17.00 | 0.29",
            "中位数 | 300.00 | 240.00 | 60.00 | 50.00 | 3.00 | 1.00 | 18.5 | 18.00 | 0.33",
            "上四分位数 | 650.00 | 320.00 | 330.00 | 55.00 | 6.50 | 1.00 | 21.8 | 19.00 | 0.36",
            "最高 | 1,000.00 | 400.00 | 600.00 | 60.00 | 10.00 | 1.00 | 25 | 20.00 | 0.40",
            "平均数 | 466.67 | 230.00 | 236.67 | 43.33 | 4.67 | 1.00 | 18.5 | 18.00 | 0.33",
        ]
    );
}

#[test]
fn what_the_figures_rest_on_is_said() {
    assert_eq!(
        Peers::of(&three(), 2025, Stage::Budget).notes,
        ["临川县水务局文中没有写在职人数，人均按编制数计算。", "临川县文联文中没有写明人数，不计人均。"]
    );
}

#[test]
fn other_years_and_a_second_file_of_one_agency_are_told() {
    let mut all = three();
    all.push(Profile { year: Some(2024), ..all[0].clone() });
    all.push(bureau("临川县 文联", [70, 30, 1], "在职人员5人。"));
    assert_eq!(samples(&all), [(2025, Stage::Budget), (2024, Stage::Budget)]);
    let peers = Peers::of(&all, 2025, Stage::Budget);
    assert_eq!(peers.rows.len(), 3);
    assert_eq!(peers.rows[2].value(Indicator::Basic).map(|v| v.to_string()), Some("70.00".into()));
    assert_eq!(peers.notes[..2], ["“临川县 文联”有两份同年文件，用后一份。", "另有 1 份不是 2025 年预算，未列入。"]);
}

#[test]
fn the_number_of_people_is_the_one_that_is_all_of_them() {
    let staff = |people: &str| bureau("某局", [1, 1, 1], people).staff.map(|s| (s.persons, s.basis));
    let in_service = |n| Some((n, Basis::InService));
    assert_eq!(
        staff("编制 339 名，其中行政编制 199 名。实际在编在职人员 274 名，离退休人员 150 名。"),
        in_service(274)
    );
    assert_eq!(
        staff("机关行政编制20名，在职18人；下属单位在职9人。"),
        None,
        "two units, and nobody says what both have"
    );
    assert_eq!(staff("在职人员27人，其中行政在职18人，事业在职9人。"), in_service(27));
    assert_eq!(staff("退休人员6人，离休1人。"), None);
    assert_eq!(staff("核定行政编制12名，其中局长1名，副局长3名。"), Some((12, Basis::Posts)));
    assert_eq!(staff("因在职人员减少2人，支出下降。"), None, "a change is no number of people");
}
