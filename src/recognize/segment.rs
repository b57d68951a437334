//! Where tables begin and end in a text, and what is running text.
//!
//! A table begins at a line that is the title of a known kind and ends where the next title's preamble
//! (number, unit, agency) begins, at a heading of the running text, or where a [`narrative`] begins. A title with nothing like a table
//! under it (a table of contents, a mention) is no table.

use super::{
    Line, Region, kind_of_title, narrative,
    vocabulary::{ends_as_title, is_inner_title},
};
use crate::catalog::functional;
use crate::model::{
    Kind, Unit, parse_amount,
    text::{is_han, split_numbering, squeeze},
};

/// A piece of the text in document order.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'a> {
    /// A table.
    Table(Region<'a>),
    /// Running text.
    Prose(&'a [Line<'a>]),
}

struct Title {
    /// Index of the first line of its preamble.
    start: usize,
    /// Index of the line after the title.
    end: usize,
    kind: Kind,
    number: String,
    title: String,
    unit: Option<Unit>,
    remarks: Vec<String>,
}

/// Cuts a text into tables and running text.
pub fn segment<'a>(lines: &'a [Line<'a>]) -> Vec<Block<'a>> {
    let titles = find_titles(lines);
    let mut blocks = Vec::new();
    let mut from = 0;
    let mut usual = None;
    for (i, title) in titles.iter().enumerate() {
        let limit = titles.get(i + 1).map_or(lines.len(), |t| t.start);
        let end = (title.end..limit).find(|&k| lines.get(k).is_some_and(|l| is_heading(l.text))).unwrap_or(limit);
        let mut body = lines.get(title.end..end).unwrap_or_default();
        if !looks_like_table(body) {
            continue;
        }
        let before = lines.get(from..title.start).unwrap_or_default();
        push_prose(&mut blocks, before);
        usual = narrative::usual_width(before).or(usual);
        let text = narrative::begin(title.kind, body, before, usual).and_then(|at| body.get(..at));
        body = text.filter(|rest| looks_like_table(rest)).unwrap_or(body);
        let Some(line) = lines.get(title.end.saturating_sub(1)) else { continue };
        let unit = title.unit.or_else(|| body.iter().take(HEADER_LINES).find_map(|l| unit_in(l.text)));
        blocks.push(Block::Table(Region {
            kind: title.kind,
            number: if title.number.is_empty() { number_under(body).unwrap_or_default() } else { title.number.clone() },
            title: title.title.clone(),
            unit: unit.unwrap_or_default(),
            unit_printed: unit.is_some(),
            remarks: title.remarks.clone(),
            line: *line,
            lines: body,
        }));
        from = title.end + body.len();
    }
    push_prose(&mut blocks, lines.get(from..).unwrap_or_default());
    blocks
}

/// How far below a title its unit may stand.
const HEADER_LINES: usize = 12;

fn push_prose<'a>(blocks: &mut Vec<Block<'a>>, lines: &'a [Line<'a>]) {
    if lines.iter().any(|l| !l.is_blank()) {
        blocks.push(Block::Prose(lines));
    }
}

fn find_titles(lines: &[Line<'_>]) -> Vec<Title> {
    let mut titles: Vec<Title> = Vec::new();
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        let found =
            title_on(line.text).or_else(|| other_title(lines, i)).map(|t| (t, 1)).or_else(|| wrapped_title(lines, i));
        let Some(((number, title, kind), taken)) = found else {
            i += 1;
            continue;
        };
        let floor = titles.last().map_or(0, |t| t.end);
        let preamble = preamble_before(lines, i, floor);
        titles.push(Title {
            start: preamble.start,
            end: i + taken,
            kind,
            number: if number.is_empty() { preamble.number } else { number },
            title,
            unit: preamble.unit,
            remarks: preamble.remarks,
        });
        i += taken;
    }
    titles
}

/// Number, title and kind on one line: `收支总表`, `表1 收支总表`, `七、政府性基金预算支出表`.
fn title_on(text: &str) -> Option<(String, String, Kind)> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 {
        return None;
    }
    // A line of a table of contents: `一、收支总表……3`, `- 一、收支总表`.
    if text.contains("……") || text.contains("....") || text.starts_with('-') || !ends_as_title(&squeeze(text)) {
        return None;
    }
    let (number, rest) = split_number(text);
    let title = split_numbering(rest).1.trim();
    kind_of_title(title).map(|kind| (number.to_owned(), title.to_owned(), kind))
}

/// The title of a table of no known kind: a short line that ends in 表 with a unit or cells right under it.
fn other_title(lines: &[Line<'_>], i: usize) -> Option<(String, String, Kind)> {
    let text = lines.get(i)?.text;
    let squeezed = squeeze(text);
    let length = squeezed.chars().count();
    let plain = squeezed.chars().all(|c| is_han(c) || c.is_ascii_digit() || "“”()（）".contains(c));
    let named = match squeezed.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((title, remark)) if remark.starts_with('按') => title,
        _ => squeezed.as_str(),
    };
    if !named.ends_with('表')
        || !(5..=25).contains(&length)
        || !plain
        || text.contains('\t')
        || is_table_number(&squeezed)
    {
        return None;
    }
    let below = lines.get(i + 1..)?.iter().filter(|l| !l.is_blank()).take(3);
    let is_table = below.into_iter().any(|l| l.text.trim_end().contains('\t') || unit_in(l.text).is_some());
    is_table.then(|| (String::new(), text.trim().to_owned(), Kind::Other))
}

/// A title wrapped over two lines.
fn wrapped_title(lines: &[Line<'_>], i: usize) -> Option<((String, String, Kind), usize)> {
    let first = lines.get(i)?.text.trim();
    let gap = usize::from(lines.get(i + 1)?.is_blank());
    let second = lines.get(i + 1 + gap)?.text.trim();
    let plausible = first.chars().count() >= 6 && !first.ends_with('表') && second.ends_with('表');
    if !plausible || second.chars().count() > 12 || title_on(second).is_some() || is_inner_title(&squeeze(second)) {
        return None;
    }
    title_on(&format!("{first}{second}")).map(|t| (t, 2 + gap))
}

struct Preamble {
    start: usize,
    number: String,
    unit: Option<Unit>,
    remarks: Vec<String>,
}

/// Walks up from a title over what belongs to it: its number, unit, agency, a remark in brackets.
fn preamble_before(lines: &[Line<'_>], title: usize, floor: usize) -> Preamble {
    let mut found = Preamble { start: title, number: String::new(), unit: None, remarks: Vec::new() };
    for k in (floor..title).rev() {
        let Some(line) = lines.get(k) else { break };
        let squeezed = squeeze(line.text);
        if squeezed.is_empty() {
            continue;
        }
        if is_table_number(&squeezed) && found.number.is_empty() {
            found.number = line.text.trim().to_owned();
        } else if let Some(unit) = unit_in(line.text).filter(|_| found.unit.is_none()) {
            found.unit = Some(unit);
        } else if is_remark(&squeezed) {
            found.remarks.insert(0, line.text.trim().to_owned());
        } else if is_page_number(&squeezed) {
            // Or the last digit of an amount that a narrow column broke: it stays with what is above it.
            continue;
        } else if !(is_agency_line(&squeezed) || is_part_heading(&squeezed)) {
            break;
        }
        found.start = k;
    }
    found
}

/// `部门公开表1`, `附表4-1`, `预算01表`, `表一`, `附件1：`.
pub fn is_table_number(squeezed: &str) -> bool {
    let body = squeezed.trim_end_matches([':', '：']);
    let letters: String = body.chars().filter(|c| is_han(*c) && !is_numeral(*c)).collect();
    let numbered = body.chars().any(|c| c.is_ascii_digit() || is_numeral(c));
    numbered
        && body.chars().count() <= 12
        && body.chars().all(|c| is_han(c) || c.is_ascii_digit() || "-()（）—".contains(c))
        && matches!(
            letters.as_str(),
            "表" | "附表"
                | "附件"
                | "公开表"
                | "部门公开表"
                | "单位公开表"
                | "预算表"
                | "公开"
                | "预算公开表"
                | "部门预算表"
                | "决算表"
                | "财决公开表"
        )
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// A number in front of a title on the same line, and the rest.
fn split_number(text: &str) -> (&str, &str) {
    let mut best = ("", text);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            let (head, rest) = text.split_at(at);
            if is_table_number(&squeeze(head)) {
                best = (head.trim(), rest.trim());
            }
        }
    }
    best
}

/// A number printed under the title: `预算 13表  单位：元`.
fn number_under(body: &[Line<'_>]) -> Option<String> {
    let line = body.iter().find(|l| !l.is_blank())?;
    let head = line.text.split("单位").next().unwrap_or_default().trim();
    is_table_number(&squeeze(head)).then(|| head.to_owned())
}

/// The unit that a line states: `单位：万元`, `金额单位:元`, also glued to other text.
pub fn unit_in(text: &str) -> Option<Unit> {
    let squeezed = squeeze(text);
    // `编制单位：某局 单位：元`: the first that is followed by a unit of money.
    squeezed.match_indices("单位:").find_map(|(at, label)| {
        let stated = squeezed.get(at + label.len()..)?;
        [("万元", Unit::Wan), ("亿元", Unit::Yi), ("元", Unit::Yuan)]
            .into_iter()
            .find(|(name, _)| stated.starts_with(name))
            .map(|(_, unit)| unit)
    })
}

/// The longest line that only says whose table it is and for when, in characters.
const LONGEST_AGENCY: usize = 40;

/// `部门名称：…`, `编制单位：…`, `预算年度：2025`: who and when, not data.
pub fn is_agency_line(squeezed: &str) -> bool {
    let squeezed = squeezed.replace('：', ":");
    let labelled = [
        "部门名称:",
        "单位名称:",
        "编制单位:",
        "编制部门:",
        "部门/单位:",
        "部门:",
        "填报单位:",
        "预算年度:",
        "公开部门:",
    ];
    // `450某某县…局`, `450001 某某县…局`: the agency's code before its name on a line of its own.
    let digits = squeezed.chars().take_while(char::is_ascii_digit).count();
    let is_short = squeezed.chars().count() < LONGEST_AGENCY;
    labelled.iter().any(|l| squeezed.starts_with(l))
        // `某某县…局 预算年度：2025`
        || is_short && squeezed.contains("预算年度:")
        || matches!(digits, 3 | 6 | 9)
            && squeezed.chars().skip(digits).all(is_han)
            && squeezed.chars().count() > digits + 5
            && squeezed.ends_with(['局', '委', '办', '院', '会', '处', '室', '府', '厅', '部', '队', '中', '心', '校'])
}

fn is_remark(squeezed: &str) -> bool {
    squeezed.starts_with(['(', '（']) && squeezed.ends_with([')', '）']) && squeezed.chars().count() > 6
}

fn is_part_heading(squeezed: &str) -> bool {
    squeezed.starts_with('第') && squeezed.contains("部分") && squeezed.chars().count() <= 40
        || squeezed.starts_with("附件") && squeezed.chars().count() <= 30
        || squeezed.starts_with("附:")
}

/// A page number on a line of its own: `- 12 -`, `12`.
pub fn is_page_number(squeezed: &str) -> bool {
    let inner = squeezed.trim_matches(['-', '—', '–']);
    !inner.is_empty()
        && inner.len() <= 3
        && inner.chars().all(|c| c.is_ascii_digit())
        && (inner.len() < 3 || inner.len() < squeezed.len())
}

/// A heading of the running text: `第三部分 …`, `二、收入预算情况说明`, `(五) 其他需说明的事项`.
pub fn is_heading(text: &str) -> bool {
    let text = text.trim();
    let squeezed = squeeze(text);
    if squeezed.chars().count() > 45 || squeezed.contains(['。', ';', '；']) {
        return false;
    }
    if squeezed.starts_with('第')
        && squeezed.split("部分").next().is_some_and(|n| n.chars().skip(1).all(is_numeral) && n.chars().count() > 1)
    {
        return squeezed.contains("部分");
    }
    if squeezed.ends_with("情况说明") && squeezed.chars().count() <= 20 && squeezed.chars().all(is_han) {
        return true;
    }
    let (numbering, rest) = split_numbering(text);
    let rest = squeeze(rest);
    let ends = ["说明", "情况", "解释", "信息", "事项", "概况", "职责", "设置", "构成", "绩效目标编制情况"];
    // So may the first line of a sentence end, but then it has a comma or says that reasons follow.
    let whole = ["变化原因", "变动原因", "增减原因", "绩效目标", "经费安排", "预算安排", "资金安排"];
    let is_whole = || !rest.contains(['，', ',', ':']) && whole.iter().any(|e| rest.ends_with(e));
    !numbering.is_empty()
        && !numbering.starts_with("其中")
        && !numbering.starts_with(|c: char| c.is_ascii_digit())
        && (ends.iter().any(|e| rest.ends_with(e)) || is_whole())
        // A class name cut off by a line break: `十二、资源勘探工业信息` / `等支出`.
        && !functional().classes().any(|class| class.name.starts_with(&rest))
}

/// At least a header row, an amount, or a unit under the title.
fn looks_like_table(body: &[Line<'_>]) -> bool {
    let texts: Vec<&str> = body.iter().map(|l| l.text).filter(|t| !t.trim().is_empty()).collect();
    let words = |t: &str| t.split_whitespace().count();
    let is_amount = |w: &str| w.contains('.') && parse_amount(w).is_some();
    let has_amounts = || texts.iter().flat_map(|t| t.split_whitespace()).any(is_amount);
    let has_unit = || texts.iter().any(|t| unit_in(t).is_some());
    let is_header = |t: &str| {
        let s = squeeze(t);
        ["科目编码", "科目名称", "项目", "合计", "单位名称", "一级指标"].iter().any(|w| s.contains(w))
            && !s.contains(['。', '，'])
    };
    texts.len() >= 2
        && (has_amounts() || has_unit() || texts.iter().any(|t| is_header(t)))
        && texts.iter().take(HEADER_LINES).any(|t| words(t) > 0 && kind_of_title(t).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::lines;

    fn outline(text: &str) -> Vec<String> {
        let all = lines(text);
        segment(&all)
            .iter()
            .map(|b| match b {
                Block::Table(r) => format!("{}|{}|{}|{}", r.number, r.title, r.unit.name(), r.lines.len()),
                Block::Prose(p) => format!("文 {}", p.iter().map(|l| l.text.trim()).collect::<String>()),
            })
            .collect()
    }

    #[test]
    fn number_and_unit_above_the_title_belong_to_it() {
        let text = "第一部分 概况\n 单位：元部门名称：某局\n\n部门公开表1\n\n收支总表\n收入 支出\n项目 预算数 项目 预算数\n一、x 1.00\n第三部分 情况说明\n某局很好。";
        assert_eq!(outline(text), ["部门公开表1|收支总表|元|3", "文 第三部分 情况说明某局很好。"]);
    }

    #[test]
    fn a_table_of_contents_holds_no_tables() {
        let text = "目录\n一、收支总表\n二、收入总表\n三、支出总表\n第一部分 概况\n某局。";
        assert_eq!(outline(text).len(), 1);
    }

    #[test]
    fn units_are_found_where_they_are_glued_or_wrapped() {
        assert_eq!(unit_in("部门名称：某局 单位:万元"), Some(Unit::Wan));
        assert_eq!(unit_in("单位：元部门名称：某局"), Some(Unit::Yuan));
        assert_eq!(unit_in("编制单位：某局"), None);
        assert_eq!(unit_in("编制单位：某局    单位：元"), Some(Unit::Yuan));
    }

    #[test]
    fn headings_end_in_many_words_and_lines_of_a_sentence_are_none() {
        for yes in [
            "四、“三公”经费预算情况及增减变化原因",
            "五、部门整体绩效目标",
            "（二）机关运行经费安排",
            "三、收支预算情况说明",
        ] {
            assert!(is_heading(yes), "{yes}");
        }
        for no in
            ["（一）收入比上年减少，主要原因", "（二）本年收入减少的原因是项目减少。", "1.绩效目标", "其中：绩效目标"]
        {
            assert!(!is_heading(no), "{no}");
        }
    }

    #[test]
    fn table_numbers() {
        for yes in ["部门公开表1", "附表4-1", "预算01表", "表一", "附件1："] {
            assert!(is_table_number(yes), "{yes}");
        }
        for no in ["收支总表", "2025年", "表", "一、收入", "基本支出1表格说明"] {
            assert!(!is_table_number(no), "{no}");
        }
    }
}
