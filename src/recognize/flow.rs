//! Rows out of a stream of words: text whose lines are no longer rows.
//!
//! A row is labels (code, name, further texts) followed by its numbers. Names wrap over lines, a code may
//! stand on a line of its own or after the numbers of its row, a name may go on after the numbers. First the
//! stream is cut where labels follow numbers or a code follows a complete row; then the pieces that are no
//! row by themselves are given to the row that they belong to.

use std::borrow::Cow;

use super::{
    rows::{is_known_name, named_role},
    tokens::{Token, TokenKind},
};
use crate::{
    catalog::{economic, functional},
    model::{
        parse_amount,
        text::{split_numbering, squeeze},
    },
};

/// A row before its numbers have columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawRow {
    /// Code, its pieces joined.
    pub code: String,
    /// Name, its lines joined.
    pub name: String,
    /// Texts of further label columns, in order.
    pub labels: Vec<String>,
    /// Numbers and dashes, in order.
    pub numbers: Vec<Token>,
    /// Line of its first token.
    pub line: u32,
    name_line: u32,
}

impl RawRow {
    fn has_label(&self) -> bool {
        !self.code.is_empty() || !self.name.is_empty()
    }
}

/// What is known of the table whose rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How many label columns there are beside code and name.
    pub labels: usize,
    /// Amounts have decimals, so that bare digits are codes or furniture.
    pub decimals: bool,
    /// Two lists side by side: rows have no codes, names tell where a row begins.
    pub two_sided: bool,
    /// Codes are printed in several columns (类 款 项).
    pub split_codes: bool,
}

/// Rows and the texts that are no rows (remarks).
pub fn rows(tokens: &[Token], shape: Shape) -> (Vec<RawRow>, Vec<String>) {
    let pieces = cut(tokens, shape);
    mend(pieces, shape)
}

fn cut(tokens: &[Token], shape: Shape) -> Vec<RawRow> {
    let mut done: Vec<RawRow> = Vec::new();
    let mut row = RawRow::default();
    let mut previous: Option<&Token> = None;
    for (i, token) in tokens.iter().enumerate() {
        let same_line = previous.is_some_and(|p| p.line == token.line);
        let after_number = same_line && previous.is_some_and(|p| is_number(p.kind));
        match token.kind {
            TokenKind::Amount | TokenKind::Share | TokenKind::Dash => row.numbers.push(token.clone()),
            // `… 227.19 203 国防支出`: the code of the row on the right.
            TokenKind::Digits if shape.two_sided && token.text.len() == 3 && text_follows(tokens, i) => {
                if row.has_label() || !row.numbers.is_empty() {
                    done.push(std::mem::take(&mut row));
                }
                row.code = token.text.clone();
                row.line = token.line;
            }
            TokenKind::Digits if after_number || !shape.decimals && same_line && !row.name.is_empty() => {
                row.numbers.push(Token { kind: TokenKind::Amount, ..token.clone() });
            }
            TokenKind::Digits => {
                let short = token.text.len() == 2 || shape.split_codes && token.text.len() == 1;
                let continues = same_line && row.numbers.is_empty() && short;
                // `208 05 01 412001 行政单位离退休`, `412001 2080501 行政单位离退休`: the unit's code beside the
                // subject's.
                let beside = same_line && row.numbers.is_empty() && row.name.is_empty() && token.text.len() > 3;
                if same_line && row.name.is_empty() && row.numbers.is_empty() && token.text == row.code
                    || beside && is_subject(&row.code)
                {
                    previous = tokens.get(i);
                    continue;
                }
                if beside && row.code.len() >= 6 && is_subject(&token.text) {
                    row.code = token.text.clone();
                    previous = tokens.get(i);
                    continue;
                }
                if continues && row.labels.is_empty() && row.name.is_empty() && !row.code.is_empty() {
                    row.code.push_str(&two_digits(&token.text));
                } else if shape.labels > 0
                    && !row.name.is_empty()
                    && row.numbers.is_empty()
                    && row.labels.len() < shape.labels
                {
                    row.labels.push(token.text.clone());
                } else if token.text.len() >= 3 {
                    if row.has_label() || !row.numbers.is_empty() {
                        done.push(std::mem::take(&mut row));
                    }
                    row.code = token.text.clone();
                    row.line = token.line;
                }
                // One or two digits alone are a page or serial number.
            }
            TokenKind::Text => {
                let next_starts_row = !row.numbers.is_empty() || starts_row(&row, token, shape);
                if next_starts_row && (row.has_label() || !row.numbers.is_empty()) {
                    done.push(std::mem::take(&mut row));
                }
                let (code, text) = split_code(&token.text);
                if !code.is_empty() && row.code.is_empty() {
                    row.code = code.to_owned();
                }
                add_text(&mut row, text, token, same_line, shape);
            }
        }
        if row.line == 0 {
            row.line = token.line;
        }
        previous = tokens.get(i);
    }
    if row.has_label() || !row.numbers.is_empty() {
        done.push(row);
    }
    done
}

/// `2` in a column of 款 is `02` whose zero a spreadsheet dropped.
pub fn two_digits(part: &str) -> Cow<'_, str> {
    let one_digit = part.len() == 1 && part.chars().all(|c| c.is_ascii_digit());
    if one_digit { Cow::Owned(format!("0{part}")) } else { Cow::Borrowed(part) }
}

/// A functional subject of any level, or a 款 of an economic one; a unit's code can look like its 类.
fn is_subject(code: &str) -> bool {
    functional().names(code).next().is_some() || code.len() == 5 && economic().names(code).next().is_some()
}

fn text_follows(tokens: &[Token], i: usize) -> bool {
    let (this, next) = (tokens.get(i), tokens.get(i + 1));
    next.is_some_and(|n| n.kind == TokenKind::Text && this.is_some_and(|t| t.line == n.line))
}

fn is_number(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Amount | TokenKind::Share | TokenKind::Dash)
}

/// Whether a text begins a row although the one before has no numbers: blanks leave no trace.
fn starts_row(row: &RawRow, token: &Token, shape: Shape) -> bool {
    if row.name.is_empty() {
        return false;
    }
    let numbered = !split_numbering(&token.text).0.is_empty();
    if shape.two_sided {
        let joined_is_known = is_known_name(&format!("{}{}", row.name, token.text)) && !is_known_name(&row.name);
        return numbered || is_known_name(&token.text) && !joined_is_known;
    }
    // Rows without a code are totals, and the items of lists such as “三公”经费.
    let two_items = || is_known_name(&row.name) && is_known_name(&token.text);
    named_role(&token.text).is_some()
        || row.code.is_empty() && (numbered || named_role(&row.name).is_some() || two_items())
}

/// `508001-某局` and `2101501行政运行` into code and name. A year is no code.
fn split_code(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let rest = rest.strip_prefix(['-', '—', '－']).unwrap_or(rest);
    let is_name = rest.chars().next().is_some_and(crate::model::text::is_han) && !rest.starts_with('年');
    if digits >= 3 && is_name { (head, rest) } else { ("", text) }
}

fn add_text(row: &mut RawRow, text: &str, token: &Token, same_line: bool, shape: Shape) {
    let beside = shape.labels > 0 && !row.name.is_empty() && row.labels.len() < shape.labels;
    let after_label_code = row.labels.last().is_some_and(|l| l.chars().all(|c| c.is_ascii_digit()));
    if beside && (same_line && row.name_line == token.line || after_label_code) {
        row.labels.push(text.to_owned());
    } else if let Some(last) = row.labels.last_mut() {
        last.push_str(text);
    } else {
        row.name.push_str(text);
    }
    row.name_line = token.line;
}

/// Gives the pieces that are no rows by themselves to the rows that they belong to.
fn mend(pieces: Vec<RawRow>, shape: Shape) -> (Vec<RawRow>, Vec<String>) {
    let mut rows: Vec<RawRow> = Vec::new();
    let mut remarks: Vec<String> = Vec::new();
    let mut waiting_code: Option<RawRow> = None;
    for mut piece in pieces {
        if is_remark(&piece) {
            remarks.push(format!("{}{}", piece.code, piece.name));
            continue;
        }
        let only_code = !piece.code.is_empty() && piece.name.is_empty() && piece.numbers.is_empty();
        let only_name = piece.code.is_empty() && !piece.name.is_empty() && piece.numbers.is_empty();
        if only_code {
            match rows.last_mut() {
                // The code printed after its row, at the foot of a cell that a page break cut.
                Some(last) if last.code.is_empty() && !last.name.is_empty() && named_role(&last.name).is_none() => {
                    last.code = piece.code;
                }
                _ => waiting_code = Some(piece),
            }
            continue;
        }
        let may_go_on = only_name && !shape.two_sided && named_role(&piece.name).is_none();
        if may_go_on && let Some(last) = rows.last_mut().filter(|last| goes_on(last, &piece.name)) {
            last.name.push_str(&piece.name);
            continue;
        }
        if let Some(code) = waiting_code.take() {
            if piece.code.is_empty() && named_role(&piece.name).is_none() {
                piece.code = code.code;
                piece.line = code.line;
            } else {
                rows.push(code);
            }
        }
        rows.push(piece);
    }
    rows.extend(waiting_code);
    (rows, remarks)
}

/// Whether a text after a row's numbers is the rest of the row's name.
fn goes_on(row: &RawRow, rest: &str) -> bool {
    if row.code.is_empty() {
        return false;
    }
    let joined = squeeze(&format!("{}{rest}", row.name));
    let mut official = functional().names(&row.code).chain(economic().names(&row.code)).peekable();
    // An unknown code: its row ends where the next code begins, so the text can only be its own.
    official.peek().is_none() || official.any(|s| squeeze(&s.name).starts_with(&joined))
}

/// A sentence, not a row: `注：…`, `本表无数据。`
fn is_remark(piece: &RawRow) -> bool {
    piece.numbers.is_empty()
        && (piece.name.contains(['。', '，']) || ["空表", "无数据"].iter().any(|w| piece.name.contains(w)))
}

/// The number of decimals that most amounts of a text print.
pub fn usual_places(text: &str) -> usize {
    let mut counts = [0usize; 7];
    for word in text.split_whitespace() {
        if let Some((_, fraction)) = word.split_once('.')
            && parse_amount(word).is_some()
            && let Some(count) = counts.get_mut(fraction.len())
        {
            *count += 1;
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(places, n)| (**n, usize::MAX - places));
    best.filter(|(_, n)| **n > 0).map_or(0, |(places, _)| places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::{lines, tokens::tokens};

    fn read(text: &str, labels: usize, two_sided: bool) -> Vec<String> {
        let all: Vec<Token> = lines(text).iter().flat_map(|l| tokens(l, 2)).collect();
        let (rows, remarks) = rows(&all, Shape { labels, decimals: true, two_sided, split_codes: true });
        rows.iter()
            .map(|r| {
                let numbers: Vec<&str> = r.numbers.iter().map(|n| n.text.as_str()).collect();
                let labels: String = r.labels.iter().map(|l| format!("[{l}]")).collect();
                format!("{}|{}{labels}|{}", r.code, r.name, numbers.join(" "))
            })
            .chain(remarks.into_iter().map(|r| format!("注 {r}")))
            .collect()
    }

    #[test]
    fn wrapped_names_and_codes_on_their_own_line() {
        let text = "合计 3.00 3.00\n208\n社会保障和就业\n支出\n1.00 1.00\n2101501\n行政运行 2.00 2.00";
        assert_eq!(
            read(text, 0, false),
            ["|合计|3.00 3.00", "208|社会保障和就业支出|1.00 1.00", "2101501|行政运行|2.00 2.00"]
        );
    }

    #[test]
    fn a_code_printed_after_its_row() {
        let text = "2080501\n行政单位离退休 3.34\n事业单位离退休 38.10\n\n2080502\n\n2080505\n机关事业单位基本\n养老保险缴费支出\n65.67";
        assert_eq!(
            read(text, 0, false),
            [
                "2080501|行政单位离退休|3.34",
                "2080502|事业单位离退休|38.10",
                "2080505|机关事业单位基本养老保险缴费支出|65.67",
            ]
        );
    }

    #[test]
    fn a_name_that_goes_on_after_the_numbers() {
        let text = "2080505 机关事业单位基本养 6.13 6.13\n老保险缴费支出\n2101501 行政运行 1.00 1.00";
        assert_eq!(read(text, 0, false)[0], "2080505|机关事业单位基本养老保险缴费支出|6.13 6.13");
    }

    #[test]
    fn split_and_second_codes() {
        assert_eq!(read("301 2 津贴补贴 5.00", 0, false), ["30102|津贴补贴|5.00"]);
        let text = "301 10\n职工基本医疗保险\n缴费\n501 02 社会保障缴费 8.68 8.68\n302 01 办公费 505 02\n商品和服务支\n出\n56.91";
        assert_eq!(
            read(text, 3, false),
            [
                "30110|职工基本医疗保险缴费[501][02][社会保障缴费]|8.68 8.68",
                "30201|办公费[505][02][商品和服务支出]|56.91",
            ]
        );
    }

    #[test]
    fn the_units_code_beside_that_of_the_subject() {
        let text = "412001 某县农业农村局 9.00\n208 05 01 412001 行政单位离退休 5.00\n2080505 412001 养老保险 4.00";
        assert_eq!(
            read(text, 0, false),
            ["412001|某县农业农村局|9.00", "2080501|行政单位离退休|5.00", "2080505|养老保险|4.00"]
        );
    }

    #[test]
    fn units_with_their_code_before_a_dash() {
        assert_eq!(
            read("508001-某县医疗保\n障局（本级）\n397.30 113.94", 0, false),
            ["508001|某县医疗保障局（本级）|397.30 113.94"]
        );
    }

    #[test]
    fn two_lists_side_by_side() {
        let text = "一、一般公共预算拨款收入 9,812.41一、一般公共服务支出 0.00\n二、事业收入 0.00\n五、文化旅游体育与传媒\n支出\n0.00\n其中：财政拨款 2.00 二、外交\n本年收入合计 1.00 本年支出合计 2.00";
        assert_eq!(
            read(text, 0, true),
            [
                "|一、一般公共预算拨款收入|9,812.41",
                "|一、一般公共服务支出|0.00",
                "|二、事业收入|0.00",
                "|五、文化旅游体育与传媒支出|0.00",
                "|其中：财政拨款|2.00",
                "|二、外交|",
                "|本年收入合计|1.00",
                "|本年支出合计|2.00",
            ]
        );
    }

    #[test]
    fn a_list_of_items_without_numbers() {
        let text = "合计 2.50 2.50\n因公出国（境）费\n公务接待费\n其中：公务用车购置费\n公务用车运行费 2.50 2.50";
        let seen = read(text, 0, false);
        assert_eq!(
            seen[1..],
            ["|因公出国（境）费|", "|公务接待费|", "|其中：公务用车购置费|", "|公务用车运行费|2.50 2.50"]
        );
    }

    #[test]
    fn codes_of_the_right_hand_list() {
        let text = "其中：一般财力 227.19 203 国防支出\n上级转移支付 204 公共安全支出 1.00";
        assert_eq!(
            read(text, 0, true),
            ["|其中：一般财力|227.19", "203|国防支出|", "|上级转移支付|", "204|公共安全支出|1.00"]
        );
    }

    #[test]
    fn the_sentence_under_an_empty_table_is_a_remark() {
        let text = "合计\n\n某局 2025 年无政府性基\n\n金预算拨款安排的支出，故此表无数\n\n据。";
        assert_eq!(read(text, 0, false), ["|合计|", "注 某局2025年无政府性基金预算拨款安排的支出，故此表无数据。"]);
    }

    #[test]
    fn places_are_those_of_most_amounts() {
        assert_eq!(usual_places("合计 9.24 9.24 1.5 2025"), 2);
        assert_eq!(usual_places("合计 1234 56"), 0);
    }
}
