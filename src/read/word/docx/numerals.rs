//! Numbers as automatic numbering (自动编号) prints them.

/// A number in the format that a numbering level names (`w:numFmt`). Formats that are not known print digits.
pub(super) fn print(number: u32, format: &str) -> String {
    let within = |symbols: &str| {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        symbols.chars().nth(index).map(String::from)
    };
    let printed = match format {
        "none" | "bullet" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTen" => chinese(number, "〇一二三四五六七八九", "十百千"),
        "chineseLegalSimplified" => chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
        "ideographDigital" | "taiwaneseDigital" => Some(digits(number, "〇一二三四五六七八九")),
        "ideographTraditional" => within("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => within("子丑寅卯辰巳午未申酉戌亥"),
        "ideographEnclosedCircle" => within("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => within("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => within("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop" => within("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(number, "０１２３４５６７８９")),
        "decimalZero" => Some(format!("{number:02}")),
        "upperLetter" => letter(number, 'A'),
        "lowerLetter" => letter(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|r| r.to_lowercase()),
        _ => None,
    };
    printed.unwrap_or_else(|| number.to_string())
}

fn digits(number: u32, symbols: &str) -> String {
    let symbol = |digit: char| symbols.chars().nth(digit.to_digit(10)? as usize);
    number.to_string().chars().filter_map(symbol).collect()
}

/// 一百二十三; ten to nineteen without the leading one. Up to 9999, which no list reaches.
fn chinese(number: u32, symbols: &str, units: &str) -> Option<String> {
    if number == 0 || number > 9999 {
        return None;
    }
    let (digits, units): (Vec<char>, Vec<char>) = (symbols.chars().collect(), units.chars().collect());
    let (mut out, mut gap) = (String::new(), false);
    for place in (0..4u32).rev() {
        let digit = number / 10u32.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(digit == 1 && place == 1 && out.is_empty()) {
            out.push(*digits.get(digit as usize)?);
        }
        if place > 0 {
            out.push(*units.get(place as usize - 1)?);
        }
    }
    Some(out)
}

/// A to Z, then AA to ZZ and so on.
fn letter(number: u32, first: char) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + index % 26)?;
    Some(std::iter::repeat_n(letter, (index / 26 + 1).min(10) as usize).collect())
}

fn roman(number: u32) -> Option<String> {
    const SYMBOLS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return None;
    }
    let (mut left, mut out) = (number, String::new());
    for (value, symbol) in SYMBOLS {
        while left >= *value {
            out.push_str(symbol);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn numbers_are_printed_as_in_chinese_documents() {
        let chinese = [1, 10, 11, 20, 23, 100, 101, 110, 203, 1010].map(|n| print(n, "chineseCountingThousand"));
        assert_eq!(
            chinese,
            ["一", "十", "十一", "二十", "二十三", "一百", "一百零一", "一百一十", "二百零三", "一千零一十"]
        );
        let others = [(3, "decimal"), (3, "decimalEnclosedCircle"), (2, "ideographTraditional"), (4, "upperRoman")];
        assert_eq!(others.map(|(n, f)| print(n, f)), ["3", "③", "乙", "IV"]);
        assert_eq!(
            [print(28, "lowerLetter"), print(7, "decimalZero"), print(12, "decimalFullWidth")],
            ["bb", "07", "１２"]
        );
        assert_eq!(
            [print(99, "decimalEnclosedCircle"), print(5000, "lowerRoman"), print(0, "upperLetter")],
            ["99", "5000", "0"]
        );
    }
}
