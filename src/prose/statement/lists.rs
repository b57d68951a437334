//! Lists: `其中：…`, `包括…`, what stands in brackets after a total.

/// What opens a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// 其中
    Among,
    /// 包括, 包含, 分别为, 主要用于：
    Consists,
    /// （…）
    Brackets,
    /// Nothing but an amount before it: `3万元，1.2万元用于清淤，1.8万元用于绿化`
    Behind,
}

/// Figures that the words make parts of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What opened it.
    pub mark: Mark,
    /// The amount before it, if there is one: index into `Prose::statements`.
    pub total: Option<usize>,
    /// The number of things before it (`共有车辆1辆，其中：`).
    pub count: Option<usize>,
    /// The change before it (`减少400.50万元，其中：`).
    pub change: Option<usize>,
    /// What the words name as its total, where they do: `收入包括：`.
    pub name: String,
    /// Its parts: amounts, numbers of things and changes, in their order.
    pub parts: Vec<usize>,
    /// How many of the parts stand before the first semicolon.
    pub first: Option<usize>,
}

/// Names that make up a whole together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::prose) enum Family {
    /// 基本支出, 项目支出 (and 经营, 上缴, 附属, 机动)
    BasicAndProjects,
    /// 人员经费, 公用经费
    PersonnelAndPublic,
    /// 因公出国, 公务用车购置及运行, 公务接待
    ThreePublic,
    /// 公务用车购置, 公务用车运行
    Vehicles,
    /// 货物, 工程, 服务
    Procurement,
    /// Sources of income.
    Sources,
    /// Functional classes.
    Classes,
}

/// The family that a name belongs to.
pub(in crate::prose) fn family(name: &str) -> Option<Family> {
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    let buys_and_runs = has(&["购置"]) && has(&["运行", "运维"]);
    Some(match () {
        () if has(&["公务用车"]) && !buys_and_runs && has(&["购置", "运行", "运维"]) => Family::Vehicles,
        () if has(&["出国", "公务接待", "公务用车"]) => Family::ThreePublic,
        () if has(&["人员经费", "人员支出", "公用经费", "公用支出"]) => Family::PersonnelAndPublic,
        () if matches!(name, "工程" | "服务") => Family::Procurement,
        () if has(&[
            "货物",
            "工程类",
            "工程采购",
            "采购工程",
            "工程支出",
            "服务类",
            "采购服务",
            "服务采购",
            "购买服务",
            "工程预算",
            "服务预算",
        ]) =>
        {
            Family::Procurement
        }
        () if has(&["基本支出", "项目支出", "机动经费", "经营支出", "上缴上级", "附属单位补助"]) => {
            Family::BasicAndProjects
        }
        () if has(&[
            "一般公共预算",
            "政府性基金",
            "基金预算",
            "国有资本",
            "专户",
            "单位资金",
            "事业收入",
            "经营收入",
            "其他收入",
            "其他资金",
            "上年结转",
            "财政拨款收入",
        ]) =>
        {
            Family::Sources
        }
        () if has(&["(类)"]) || crate::catalog::class_of_name(&name.replace("(类)", "")).is_some() => Family::Classes,
        () => return None,
    })
}
