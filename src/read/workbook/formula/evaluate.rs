//! What formulas come to, exactly, from the numbers that are typed in.

use std::collections::HashMap;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{Expression, Function, Operator, Range};
use crate::read::{
    limits,
    workbook::book::{Area, Book, LAST_COLUMN, LAST_ROW, SheetCell, Value, shifted, significant},
};

/// How deep formulas may refer to formulas (and be nested themselves) before stored results are taken.
const MAX_DEPTH: u32 = 500;

/// Sheet, row, column.
type Address = (usize, u32, u32);

/// What a formula comes to; none if that is beyond what is computed here.
pub(super) type Outcome = Option<Decimal>;

/// Computes each formula once.
pub(super) struct Evaluator<'a> {
    book: &'a Book,
    /// No formula has a result, or every result is the 0 that some programs write instead.
    pub never_calculated: bool,
    /// Lower case, as names of sheets are alike whatever their case.
    sheets: HashMap<String, usize>,
    /// None while it is being computed: so a formula that refers to itself is told.
    known: HashMap<Address, Option<Outcome>>,
    depth: u32,
    /// How many more cells may be looked at in all.
    steps: usize,
}

impl<'a> Evaluator<'a> {
    /// Nothing is computed yet.
    pub fn new(book: &'a Book) -> Self {
        let names = book.sheets.iter().enumerate().map(|(i, sheet)| (sheet.name.to_lowercase(), i));
        let mut formulas = book.sheets.iter().flat_map(|s| &s.cells).filter(|c| c.formula.is_some());
        Self {
            book,
            never_calculated: formulas.all(|c| is_nothing(&c.value)),
            sheets: names.collect(),
            known: HashMap::new(),
            depth: 0,
            steps: limits::MAX_FORMULA_STEPS,
        }
    }

    /// For each sheet the indices of the cells that have formulas, and what these come to.
    pub fn results(&mut self) -> Vec<Vec<(usize, Outcome)>> {
        let book = self.book;
        let of_sheet = |(sheet, cells): (usize, &'a [SheetCell])| {
            let formulas = cells.iter().enumerate().filter(|(_, c)| c.formula.is_some());
            formulas.map(|(i, cell)| (i, self.formula(sheet, cell))).collect()
        };
        book.sheets.iter().map(|s| s.cells.as_slice()).enumerate().map(of_sheet).collect()
    }

    fn formula(&mut self, sheet: usize, cell: &'a SheetCell) -> Outcome {
        let address = (sheet, cell.at.0, cell.at.1);
        if let Some(known) = self.known.get(&address) {
            return known.flatten();
        }
        self.known.insert(address, None);
        let expression = cell.formula.as_ref().and_then(Expression::parse);
        let outcome = expression.and_then(|e| self.value(&e, sheet)).map(significant);
        self.known.insert(address, Some(outcome));
        outcome
    }

    fn value(&mut self, expression: &Expression, sheet: usize) -> Outcome {
        self.depth += 1;
        let outcome = if self.depth > MAX_DEPTH { None } else { self.value_within(expression, sheet) };
        self.depth -= 1;
        outcome
    }

    fn value_within(&mut self, expression: &Expression, sheet: usize) -> Outcome {
        match expression {
            Expression::Number(number) => Some(*number),
            Expression::Range(range) => {
                let (sheet, area) = self.area(range, sheet)?;
                // An area is no number, except for functions.
                let cell = range.last.is_none().then(|| self.cell(sheet, area.first))?;
                cell.map_or(Some(Decimal::ZERO), |cell| self.operand(sheet, cell))
            }
            Expression::Negative(value) => Some(-self.value(value, sheet)?),
            Expression::Percent(value) => self.value(value, sheet)?.checked_div(Decimal::ONE_HUNDRED),
            Expression::Bracket(value) => self.value(value, sheet),
            Expression::Binary(operator, left, right) => {
                let (left, right) = (self.value(left, sheet)?, self.value(right, sheet)?);
                match operator {
                    Operator::Plus => left.checked_add(right),
                    Operator::Minus => left.checked_sub(right),
                    Operator::Times => left.checked_mul(right),
                    Operator::Over => left.checked_div(right),
                }
            }
            Expression::Call(function, arguments) => match (function, arguments.as_slice()) {
                (Function::Sum, arguments) => arguments
                    .iter()
                    .try_fold(Decimal::ZERO, |sum, argument| sum.checked_add(self.sum(argument, sheet)?)),
                (Function::Absolute, [value]) => Some(self.value(value, sheet)?.abs()),
                (Function::Round, [value, places]) => {
                    round(self.value(value, sheet)?, self.value(places, sheet)?.to_i32()?.clamp(-28, 28))
                }
                _ => None,
            },
        }
    }

    /// An argument of `SUM`: of a range only the numbers count.
    fn sum(&mut self, argument: &Expression, sheet: usize) -> Outcome {
        let Expression::Range(range) = argument else { return self.value(argument, sheet) };
        let (sheet, area) = self.area(range, sheet)?;
        let cells = self.book.sheets.get(sheet)?.cells.as_slice();
        let from = cells.partition_point(|c| c.at.0 < area.first.0);
        let to = cells.partition_point(|c| c.at.0 <= area.last.0);
        let mut sum = Decimal::ZERO;
        for cell in cells.get(from..to)? {
            self.steps = self.steps.checked_sub(1)?;
            if !(area.first.1..=area.last.1).contains(&cell.at.1) {
                continue;
            }
            let text = matches!(cell.value, Value::Text(_) | Value::Bool(_));
            if !text || cell.formula.is_some() {
                match self.operand(sheet, cell) {
                    Some(number) => sum = sum.checked_add(number)?,
                    None if text => {}
                    None => return None,
                }
            }
        }
        Some(sum)
    }

    /// The number of a cell in a calculation.
    fn operand(&mut self, sheet: usize, cell: &'a SheetCell) -> Outcome {
        if cell.formula.is_some() {
            let refers_to_itself = self.known.get(&(sheet, cell.at.0, cell.at.1)) == Some(&None);
            if refers_to_itself {
                return None;
            }
            if let Some(result) = self.formula(sheet, cell) {
                return Some(result);
            }
            if self.never_calculated {
                return None;
            }
        }
        match &cell.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Bool(value) => Some(Decimal::from(u8::from(*value))),
            Value::Blank | Value::Error(_) => None,
        }
    }

    fn cell(&self, sheet: usize, at: (u32, u32)) -> Option<&'a SheetCell> {
        let cells = &self.book.sheets.get(sheet)?.cells;
        cells.get(cells.binary_search_by_key(&at, |c| c.at).ok()?)
    }

    /// The sheet and the area that a range means in a formula on this sheet.
    fn area(&self, range: &Range, sheet: usize) -> Option<(usize, Area)> {
        let sheet = match &range.sheet {
            Some(name) => *self.sheets.get(&name.to_lowercase())?,
            None => sheet,
        };
        let index = |place: Option<(u32, bool)>, otherwise| place.map_or(otherwise, |(index, _)| index);
        let last = range.last.unwrap_or(range.first);
        let first = (index(range.first.row, 0), index(range.first.column, 0));
        Some((sheet, Area::between(first, (index(last.row, LAST_ROW), index(last.column, LAST_COLUMN)))))
    }
}

/// What a program writes that does not compute.
pub(super) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Blank) || matches!(value, Value::Number(number) if number.is_zero())
}

/// Half away from zero, as spreadsheets do; a negative number of places rounds to tens and hundreds.
fn round(value: Decimal, places: i32) -> Outcome {
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    match u32::try_from(places) {
        Ok(places) => Some(value.round_dp_with_strategy(places.min(28), strategy)),
        Err(_) => shifted(shifted(value, places)?.round_dp_with_strategy(0, strategy), -places),
    }
}
