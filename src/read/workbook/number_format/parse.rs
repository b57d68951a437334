//! Number format codes → sections of tokens.

use rust_decimal::Decimal;

use super::{
    Comparison, NumberFormat, Section, Token,
    date::{Part, Unit},
};

/// Most characters of a code that are read; Excel allows 255.
const MAX_CODE: usize = 1024;

impl NumberFormat {
    /// Reads a code. What is not understood is displayed as it stands, as spreadsheets do.
    pub fn parse(code: &str) -> Self {
        let mut reader = Reader::default();
        let chars: Vec<char> = code.chars().take(MAX_CODE).collect();
        let mut rest = chars.as_slice();
        while let Some(after) = reader.token(rest) {
            rest = after;
        }
        reader.end_section();
        let general = |s: &Section| s.tokens == [Token::General] && s.condition.is_none();
        if matches!(reader.sections.as_slice(), [only] if general(only) || only.tokens.is_empty() && code.is_empty()) {
            return Self::default();
        }
        Self { sections: reader.sections }
    }
}

/// The sections read so far.
#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    section: Section,
    /// Commas since the last digit: between digits they separate thousands, after the last they divide.
    commas: u32,
}

impl Reader {
    /// Takes a token off the code.
    fn token<'a>(&mut self, code: &'a [char]) -> Option<&'a [char]> {
        let (&first, rest) = code.split_first()?;
        if let Some(rest) = strip(code, "General").or_else(|| strip(code, "G/通用格式")) {
            self.push(Token::General);
            return Some(rest);
        }
        for (word, chinese) in [("AM/PM", false), ("A/P", false), ("上午/下午", true)] {
            if let Some(rest) = strip(code, word) {
                self.push(Token::Date(Part::Noon(chinese)));
                return Some(rest);
            }
        }
        match first {
            ';' => self.end_section(),
            '"' => {
                let end = rest.iter().position(|c| *c == '"').unwrap_or(rest.len());
                self.literal(rest.get(..end)?.iter().collect());
                return Some(rest.get(end + 1..).unwrap_or_default());
            }
            '\\' | '!' => {
                let (&escaped, rest) = rest.split_first()?;
                self.literal(escaped.to_string());
                return Some(rest);
            }
            // As much space as the next character is wide; the next character, repeated to fill the column.
            '_' => {
                self.literal(" ".to_owned());
                return Some(rest.get(1..).unwrap_or_default());
            }
            '*' => return Some(rest.get(1..).unwrap_or_default()),
            '[' => {
                let end = rest.iter().position(|c| *c == ']')?;
                self.bracket(&rest.get(..end)?.iter().collect::<String>());
                return rest.get(end + 1..);
            }
            '0' | '#' | '?' => {
                if self.commas > 0 && self.section.tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
                    self.section.thousands = true;
                }
                self.commas = 0;
                self.section.tokens.push(Token::Digit(first));
            }
            ',' => self.commas += 1,
            '.' => {
                if let Some(fraction) = self.second_fraction(rest) {
                    return Some(fraction);
                }
                self.push(Token::Point);
            }
            '%' | '％' => {
                self.section.power += 2;
                self.literal("%".to_owned());
            }
            '@' => self.push(Token::Text),
            'E' if matches!(rest.first(), Some('+' | '-')) => {
                self.push(Token::Exponent(rest.first() == Some(&'+')));
                return rest.get(1..);
            }
            'y' | 'Y' | 'e' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' => {
                let same = |c: &&char| c.eq_ignore_ascii_case(&first);
                let letters = code.iter().take_while(same).count();
                let count = u8::try_from(letters).unwrap_or(u8::MAX);
                self.push(match first.to_ascii_lowercase() {
                    'y' => Token::Date(Part::Year(count)),
                    'e' => Token::Date(Part::Year(4)),
                    'm' => Token::Date(Part::Month(count)),
                    'd' => Token::Date(Part::Day(count)),
                    'h' => Token::Date(Part::Hour(count)),
                    's' => Token::Date(Part::Second(count)),
                    _ if letters >= 3 => Token::Date(Part::Weekday(count)),
                    _ => Token::Literal(first.to_string()),
                });
                return code.get(letters..);
            }
            _ => self.literal(first.to_string()),
        }
        Some(rest)
    }

    /// `ss.000`: a point behind seconds begins their fraction.
    fn second_fraction<'a>(&mut self, rest: &'a [char]) -> Option<&'a [char]> {
        matches!(self.section.tokens.last(), Some(Token::Date(Part::Second(_)))).then_some(())?;
        let digits = rest.iter().take_while(|c| **c == '0').count();
        self.push(Token::Date(Part::Fraction(u8::try_from(digits.min(3)).ok()?)));
        rest.get(digits..)
    }

    /// `[Red]`, `[>100]`, `[$¥-804]`, `[h]`.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.literal(symbol.to_owned());
        } else if let Some(condition) = condition(inside) {
            self.section.condition = Some(condition);
        } else {
            let same = |letter: char| !inside.is_empty() && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter));
            let unit = [('h', Unit::Hours), ('m', Unit::Minutes), ('s', Unit::Seconds)];
            match unit.into_iter().find(|(letter, _)| same(*letter)) {
                Some((_, unit)) => self.push(Token::Date(Part::Elapsed(unit))),
                None => self.section.coloured |= !inside.to_ascii_lowercase().starts_with("dbnum"),
            }
        }
    }

    fn literal(&mut self, text: String) {
        self.divide();
        self.section.tokens.push(Token::Literal(text));
    }

    fn push(&mut self, token: Token) {
        self.divide();
        self.section.tokens.push(token);
    }

    /// Commas that no digit follows divide by a thousand each; without digits they are commas.
    fn divide(&mut self) {
        let commas = std::mem::take(&mut self.commas);
        if self.section.tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
            self.section.power -= 3 * i32::try_from(commas).unwrap_or(0);
        } else if commas > 0 {
            self.section.tokens.push(Token::Literal(",".repeat(commas as usize)));
        }
    }

    fn end_section(&mut self) {
        self.divide();
        let mut section = std::mem::take(&mut self.section);
        tell_minutes(&mut section.tokens);
        self.sections.push(section);
    }
}

fn strip<'a>(code: &'a [char], word: &str) -> Option<&'a [char]> {
    let mut rest = code;
    for c in word.chars() {
        let (first, after) = rest.split_first()?;
        if !first.eq_ignore_ascii_case(&c) {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

fn condition(inside: &str) -> Option<(Comparison, Decimal)> {
    let signs = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<>", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    let (sign, comparison) = signs.into_iter().find(|(sign, _)| inside.starts_with(sign))?;
    Some((comparison, inside.get(sign.len()..)?.trim().parse().ok()?))
}

/// `m` after hours or before seconds is minutes.
fn tell_minutes(tokens: &mut [Token]) {
    let dates: Vec<usize> =
        tokens.iter().enumerate().filter(|(_, t)| matches!(t, Token::Date(_))).map(|(i, _)| i).collect();
    for (n, &i) in dates.iter().enumerate() {
        let near = |n: Option<usize>| n.and_then(|n| dates.get(n)).and_then(|&i| tokens.get(i));
        let after_hours =
            matches!(near(n.checked_sub(1)), Some(Token::Date(Part::Hour(_) | Part::Elapsed(Unit::Hours))));
        let before_seconds = matches!(near(Some(n + 1)), Some(Token::Date(Part::Second(_))));
        if let Some(Token::Date(part)) = tokens.get_mut(i)
            && let Part::Month(letters) = *part
            && (after_hours || before_seconds)
        {
            *part = Part::Minute(letters);
        }
    }
}
