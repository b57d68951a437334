//! An expression as the spreadsheet program shows it.

use std::fmt::{self, Display, Formatter};

use super::{Corner, Expression, Function, Operator, Range};
use crate::read::workbook::book::column_name;

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Number(number) => write!(f, "{number}"),
            Expression::Range(range) => write!(f, "{range}"),
            Expression::Negative(value) => write!(f, "-{value}"),
            Expression::Percent(value) => write!(f, "{value}%"),
            Expression::Bracket(value) => write!(f, "({value})"),
            Expression::Binary(operator, left, right) => {
                let sign = match operator {
                    Operator::Plus => '+',
                    Operator::Minus => '-',
                    Operator::Times => '*',
                    Operator::Over => '/',
                };
                write!(f, "{left}{sign}{right}")
            }
            Expression::Call(function, arguments) => {
                let name = match function {
                    Function::Sum => "SUM",
                    Function::Round => "ROUND",
                    Function::Absolute => "ABS",
                };
                write!(f, "{name}(")?;
                for (i, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if i > 0 { "," } else { "" })?;
                }
                f.write_str(")")
            }
        }
    }
}

impl Display for Range {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            let plain = sheet.chars().all(|c| c.is_alphanumeric() || c == '_')
                && !sheet.starts_with(|c: char| c.is_ascii_digit());
            if plain {
                write!(f, "{sheet}!")?;
            } else {
                write!(f, "'{}'!", sheet.replace('\'', "''"))?;
            }
        }
        write!(f, "{}", self.first)?;
        self.last.map_or(Ok(()), |last| write!(f, ":{last}"))
    }
}

impl Display for Corner {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let fixed = |stays: bool| if stays { "$" } else { "" };
        if let Some((column, stays)) = self.column {
            write!(f, "{}{}", fixed(stays), column_name(column))?;
        }
        if let Some((row, stays)) = self.row {
            write!(f, "{}{}", fixed(stays), row + 1)?;
        }
        Ok(())
    }
}
