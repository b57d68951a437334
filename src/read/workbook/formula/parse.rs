//! The text of a formula → an expression, for Excel's way of writing and for OpenDocument's.

use rust_decimal::Decimal;

use super::{Corner, Expression, Function, Operator, Range};
use crate::read::workbook::book::{Formula, LAST_COLUMN, LAST_ROW, parse_column_name};

/// How deep brackets may be nested.
const MAX_DEPTH: u32 = 50;

/// Most terms and factors of a formula: a sum written out for every row has some hundred.
const MAX_PARTS: u32 = 1000;

/// Longest formula that is looked at; Excel allows no more.
const MAX_LENGTH: usize = 8192;

impl Expression {
    /// The expression of a formula; none if it is beyond what is computed here.
    pub fn parse(formula: &Formula) -> Option<Self> {
        if formula.text.len() > MAX_LENGTH {
            return None;
        }
        let mut parser =
            Parser { rest: formula.text.trim().trim_start_matches('='), moved: formula.moved, depth: 0, parts: 0 };
        let expression = parser.sum()?;
        parser.skip_space();
        parser.rest.is_empty().then_some(expression)
    }
}

struct Parser<'a> {
    rest: &'a str,
    moved: (i64, i64),
    depth: u32,
    parts: u32,
}

impl<'a> Parser<'a> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes this character if it is next.
    fn take(&mut self, c: char) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes characters as long as they are wanted.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn sum(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut left = self.product()?;
        loop {
            let operator = if self.take('+') {
                Operator::Plus
            } else if self.take('-') {
                Operator::Minus
            } else {
                self.depth -= 1;
                return Some(left);
            };
            left = Expression::Binary(operator, left.into(), self.product()?.into());
        }
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.signed()?;
        loop {
            let operator = if self.take('*') {
                Operator::Times
            } else if self.take('/') {
                Operator::Over
            } else {
                return Some(left);
            };
            left = Expression::Binary(operator, left.into(), self.signed()?.into());
        }
    }

    fn signed(&mut self) -> Option<Expression> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return None;
        }
        let mut negative = false;
        loop {
            if self.take('-') {
                negative = !negative;
            } else if !self.take('+') {
                break;
            }
        }
        let mut value = self.value()?;
        if self.take('%') {
            value = Expression::Percent(value.into());
        }
        Some(if negative { Expression::Negative(value.into()) } else { value })
    }

    fn value(&mut self) -> Option<Expression> {
        if self.take('(') {
            let inside = self.sum()?;
            return self.take(')').then(|| Expression::Bracket(inside.into()));
        }
        if self.take('[') {
            return self.bracketed_range().map(Expression::Range);
        }
        self.skip_space();
        let digit = |c: char| c.is_ascii_digit();
        if self.rest.starts_with(|c: char| digit(c) || c == '.') && !self.is_row_range() {
            let number = self.take_while(|c| digit(c) || c == '.');
            return number.parse::<Decimal>().ok().map(Expression::Number);
        }
        if let Some(function) = self.function() {
            return self.call(function);
        }
        self.range().map(Expression::Range)
    }

    /// `3:5`.
    fn is_row_range(&self) -> bool {
        self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(':')
    }

    fn function(&mut self) -> Option<Function> {
        const NAMES: [(&str, Function); 3] =
            [("SUM", Function::Sum), ("ROUND", Function::Round), ("ABS", Function::Absolute)];
        NAMES.into_iter().find_map(|(name, function)| {
            let after = self.rest.get(name.len()..)?;
            let named = self.rest.get(..name.len())?.eq_ignore_ascii_case(name);
            let inside = after.trim_start().strip_prefix('(').filter(|_| named)?;
            self.rest = inside;
            Some(function)
        })
    }

    fn call(&mut self, function: Function) -> Option<Expression> {
        let mut arguments = Vec::new();
        if !self.take(')') {
            loop {
                arguments.push(self.sum()?);
                if self.take(')') {
                    break;
                }
                // OpenDocument separates arguments by semicolons.
                if !self.take(',') && !self.take(';') {
                    return None;
                }
            }
        }
        Some(Expression::Call(function, arguments))
    }

    /// `B3`, `$B$3:C9`, `B:B`, `收支总表!B3`, `'收支 总表'!B3`.
    fn range(&mut self) -> Option<Range> {
        let sheet = self.sheet('!')?;
        let first = self.corner()?;
        let last = if self.take(':') { Some(self.corner()?) } else { None };
        self.complete(sheet, first, last)
    }

    /// `[.B3]`, `[.B3:.C9]`, `[$收支总表.B3]` as OpenDocument has it; the opening bracket was taken.
    fn bracketed_range(&mut self) -> Option<Range> {
        self.take('$');
        let sheet = self.sheet('.')?;
        if sheet.is_none() && !self.take('.') {
            return None;
        }
        let first = self.corner()?;
        let last = if self.take(':') {
            self.take('.');
            Some(self.corner()?)
        } else {
            None
        };
        self.take(']').then_some(())?;
        self.complete(sheet, first, last)
    }

    /// The name of a sheet before `mark`, if there is one. None at all if it is in another file.
    fn sheet(&mut self, mark: char) -> Option<Option<String>> {
        if let Some(quoted) = self.rest.strip_prefix('\'') {
            let mut name = String::new();
            let mut chars = quoted.char_indices().peekable();
            while let Some((at, c)) = chars.next() {
                if c != '\'' {
                    name.push(c);
                } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
                    name.push('\'');
                } else {
                    self.rest = quoted.get(at + 1..)?.strip_prefix(mark)?;
                    return (!name.contains(['[', ']'])).then_some(Some(name));
                }
            }
            return None;
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.') && c != mark;
        let end = self.rest.find(|c| !plain(c)).unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        match after.strip_prefix(mark) {
            Some(rest) if !name.is_empty() => {
                self.rest = rest;
                Some(Some(name.to_owned()))
            }
            _ => Some(None),
        }
    }

    /// `$B$3`, `B`, `3`, moved along with the formula.
    fn corner(&mut self) -> Option<Corner> {
        let column_stays = self.take('$');
        let letters = self.take_while(|c| c.is_ascii_alphabetic());
        // For `$3` the one `$` belongs to the row.
        let row_stays = if letters.is_empty() { column_stays } else { self.rest.starts_with('$') && self.take('$') };
        let digits = self.take_while(|c| c.is_ascii_digit());
        // A name, or a function that is not known here.
        if self.rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '(' | '!')) {
            return None;
        }
        let moved = |index: u32, stays: bool, by: i64, last: u32| {
            let index = if stays { i64::from(index) } else { i64::from(index) + by };
            u32::try_from(index).ok().filter(|i| *i <= last)
        };
        let column = match letters {
            "" => None,
            letters => {
                let column = parse_column_name(letters)?;
                Some((moved(column, column_stays, self.moved.1, LAST_COLUMN)?, column_stays))
            }
        };
        let row = match digits {
            "" => None,
            digits => {
                let row: u32 = digits.parse().ok()?;
                Some((moved(row.checked_sub(1)?, row_stays, self.moved.0, LAST_ROW)?, row_stays))
            }
        };
        (row.is_some() || column.is_some()).then_some(Corner { row, column })
    }

    /// Both corners must be of the same kind, and a single one must be a cell.
    fn complete(&self, sheet: Option<String>, first: Corner, last: Option<Corner>) -> Option<Range> {
        let matches = match last {
            Some(last) => first.row.is_some() == last.row.is_some() && first.column.is_some() == last.column.is_some(),
            None => first.row.is_some() && first.column.is_some(),
        };
        matches.then_some(Range { sheet, first, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, moved: (i64, i64)) -> Option<String> {
        Expression::parse(&Formula { text: text.into(), moved }).map(|e| e.to_string())
    }

    #[test]
    fn formulas_of_budgets() {
        for formula in [
            "SUM(B3:B6)",
            "B3+B4-C5",
            "ROUND(B3/10000,2)",
            "SUM(B3:B6,D8,-C9)",
            "收支总表!B7",
            "'2025年 收支总表'!$B$7*100%",
            "(B3+B4)*2",
            "SUM(B:B)",
            "ABS(B3)",
        ] {
            assert_eq!(printed(formula, (0, 0)).as_deref(), Some(formula));
        }
        assert_eq!(printed("=sum( B3 : B6 )", (0, 0)).as_deref(), Some("SUM(B3:B6)"));
    }

    #[test]
    fn open_document_writes_them_otherwise() {
        for (formula, printed_as) in [
            ("SUM([.B3:.B6];[.D8])", "SUM(B3:B6,D8)"),
            ("[$收支总表.B7]+[.C1]", "收支总表!B7+C1"),
            ("['收支 总表'.$B$7]", "'收支 总表'!$B$7"),
        ] {
            assert_eq!(printed(formula, (0, 0)).as_deref(), Some(printed_as));
        }
    }

    #[test]
    fn a_copied_formula_moves_but_for_what_is_fixed() {
        assert_eq!(printed("SUM(B3:B6)+$B$3", (1, 2)).as_deref(), Some("SUM(D4:D7)+$B$3"));
        assert_eq!(printed("A1", (-1, 0)), None);
    }

    #[test]
    fn what_is_beyond_is_left_alone() {
        for formula in [
            "VLOOKUP(A1,B:C,2,0)",
            "IF(A1>0,1,2)",
            "SUMIF(A:A,1,B:B)",
            "收入合计",
            "[1]Sheet1!A1",
            "'[预算.xlsx]收支'!A1",
            "A1&B1",
            "\"合计\"",
            "SUM(",
            "1..2",
            "A1:B2:C3",
            "",
            "B",
        ] {
            assert_eq!(printed(formula, (0, 0)), None, "{formula}");
        }
        assert_eq!(printed(&"(".repeat(5000), (0, 0)), None);
        assert_eq!(printed(&"-".repeat(5000), (0, 0)), None);
        assert_eq!(printed(&"1+".repeat(3000), (0, 0)), None);
    }
}
