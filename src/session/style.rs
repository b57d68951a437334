//! How a table prints its amounts, so that what is typed or computed looks like the rest of it.

use rust_decimal::Decimal;

use crate::model::{ColumnRole, Table, with_thousands};

/// Decimals and thousands separators of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The number of decimals printed.
    pub places: u32,
    /// Whether thousands are separated by commas.
    pub thousands: bool,
}

impl Style {
    /// The look of this table's amounts.
    pub fn of(table: &Table) -> Self {
        let thousands = table.panels.iter().any(|panel| {
            let amounts = |row: &crate::model::Row| {
                let mut cells = panel.columns.iter().zip(&row.cells);
                cells.any(|(column, cell)| column.role == ColumnRole::Amount && cell.text.contains([',', '，']))
            };
            panel.rows.iter().any(amounts)
        });
        Self { places: table.places(), thousands }
    }

    /// The amount in this look. It never loses a decimal that was typed.
    ///
    /// ```
    /// use gongkai::{model::parse_amount, session::Style};
    /// let style = Style { places: 2, thousands: true };
    /// assert_eq!(style.write(parse_amount("１２３４.5").unwrap()), "1,234.50");
    /// assert_eq!(style.write(parse_amount("0.125").unwrap()), "0.125");
    /// ```
    pub fn write(self, value: Decimal) -> String {
        let mut value = value;
        if value.scale() < self.places {
            value.rescale(self.places);
        }
        if self.thousands { with_thousands(value) } else { value.to_string() }
    }
}
