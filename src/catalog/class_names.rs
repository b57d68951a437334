//! The functional class (类) that a printed name means.
//!
//! 收支总表 lists spending by class, mostly without codes, in wording that varies by province and by year:
//! with a number or a code in front, with or without 支出 or 事务, with names that were replaced long ago.
//! What wording varies *regularly* is rubbed off by [`stem`]; whole other names are data
//! (`assets/catalog/class_names.csv`).

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::{Years, functional, subjects::records};
use crate::model::text::{name_key, squeeze};

/// A name that a class has or had beside those of the subject catalogue. The years in the file are for the
/// person who edits it: a name is recognized in any year, because agencies go on using old ones.
#[derive(Debug, Deserialize)]
struct ClassName {
    name: String,
    code: String,
    #[serde(default)]
    valid: Years,
}

static BY_STEM: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let official = functional().iter().filter(|s| s.level == 1).map(|s| (s.name.clone(), s.code.as_str()));
    let others = records::<ClassName>(include_str!("../../assets/catalog/class_names.csv"))
        .filter_map(|n| Some((n.name, functional().get(&n.code)?.code.as_str())));
    let mut by_stem = HashMap::new();
    for (name, code) in official.chain(others) {
        by_stem.entry(stem(&name)).or_insert(code);
    }
    by_stem
});

/// The code of the functional class that a printed name means, if it means one.
///
/// ```
/// use gongkai::catalog::class_of_name;
/// assert_eq!(class_of_name("（十）医疗卫生与计划生育支出"), Some("210"));
/// assert_eq!(class_of_name("十二、城乡社区事务"), Some("212"));
/// assert_eq!(class_of_name("201 一般公共服务支出"), Some("201"));
/// assert_eq!(class_of_name("一、一般公共预算拨款收入"), None);
/// ```
pub fn class_of_name(printed: &str) -> Option<&'static str> {
    BY_STEM.get(&stem(without_code(&name_key(printed)))).copied()
}

/// Every name of a class by what is printed of it, with the years of all that are printed so.
static YEARS: LazyLock<HashMap<String, Vec<Years>>> = LazyLock::new(|| {
    let official = functional().iter().filter(|s| s.level == 1).map(|s| (s.name.clone(), s.valid));
    let others = records::<ClassName>(include_str!("../../assets/catalog/class_names.csv")).map(|n| (n.name, n.valid));
    let mut by_name: HashMap<String, Vec<Years>> = HashMap::new();
    for (name, years) in official.chain(others) {
        by_name.entry(bare(&name)).or_default().push(years);
    }
    by_name
});

/// The last year in which this name of a class was in use, if that was before `year`.
///
/// ```
/// use gongkai::catalog::class_name_ended;
/// assert_eq!(class_name_ended("（九）医疗卫生与计划生育支出", 2025), Some(2018));
/// assert_eq!(class_name_ended("十一、城乡社区事务", 2025), Some(2013));
/// assert_eq!(class_name_ended("十一、城乡社区支出", 2025), None);
/// assert_eq!(class_name_ended("（九）医疗卫生与计划生育支出", 2017), None);
/// ```
pub fn class_name_ended(printed: &str, year: i32) -> Option<i32> {
    let all = YEARS.get(&bare(without_code(&name_key(printed))))?;
    let ends: Option<Vec<i32>> = all.iter().map(|years| years.to).collect();
    ends?.into_iter().max().filter(|end| *end < year)
}

/// The name without 支出 at its end and without punctuation: what some provinces print of it.
fn bare(name: &str) -> String {
    let name: String = squeeze(name).chars().filter(|c| c.is_alphanumeric()).collect();
    name.strip_suffix("支出").map(str::to_owned).unwrap_or(name)
}

/// The name without a class code of three digits in front.
fn without_code(name: &str) -> &str {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 3 { name.get(digits..).unwrap_or(name) } else { name }
}

/// The part of a class name that does not vary: without 支出, 事务 and 等 at the end, and without
/// punctuation. 其他支出 stays whole, because a bare 其他 may be anything.
fn stem(name: &str) -> String {
    let name: String = squeeze(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = name.as_str();
    for suffix in ["支出", "事务", "等"] {
        rest = rest.strip_suffix(suffix).unwrap_or(rest);
    }
    if rest.is_empty() || rest == "其他" { name } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_official_name_means_its_own_class() {
        for class in functional().iter().filter(|s| s.level == 1) {
            assert_eq!(class_of_name(&class.name), Some(class.code.as_str()), "{}", class.name);
        }
    }

    #[test]
    fn every_other_name_is_loaded_and_means_one_class() {
        let text = include_str!("../../assets/catalog/class_names.csv");
        let names: Vec<ClassName> = records(text).collect();
        assert_eq!(names.len(), text.lines().count() - 1);
        for name in names {
            assert_eq!(class_of_name(&name.name), Some(name.code.as_str()), "{}", name.name);
        }
    }

    #[test]
    fn wording_varies_by_province_and_year() {
        for (printed, code) in [
            ("二、外交", "202"),
            ("（七）文化体育旅游与传媒支出", "207"),
            ("七、文化体育与传媒", "207"),
            ("八、社会保障和就业", "208"),
            ("十、医疗卫生", "210"),
            ("（十二）城乡社区事务支出", "212"),
            ("十三、农林水事务", "213"),
            ("十五、资源勘探信息等", "215"),
            ("（十五）资源勘探工业信息等支出", "215"),
            ("十六、商业服务业等", "216"),
            ("十九、国土海洋气象等支出", "220"),
            ("（二十一）国有资本经营预算", "223"),
            ("廿一、其他支出", "229"),
            ("224灾害防治及应急管理支出", "224"),
            ("二十四、 预 备 费", "227"),
            ("三十四、抗疫特别国债安排的支出", "234"),
        ] {
            assert_eq!(class_of_name(printed), Some(code), "{printed}");
        }
    }

    #[test]
    fn what_is_no_class_is_none() {
        for printed in ["", "支出", "本年支出合计", "其他", "九、其他收入", "20805 行政事业单位养老支出", "支出总计"]
        {
            assert_eq!(class_of_name(printed), None, "{printed}");
        }
    }
}
