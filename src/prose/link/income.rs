//! Where income is stated: its totals, its sources, what is carried in and out.

use super::{
    blocks::When,
    place::Place,
    tables::{Found, Rows, Tables, one},
    words::Money,
};
use crate::{
    model::{CellRef, Stage},
    relations::{Grid, Side, Source, is_carry},
};

impl Tables<'_> {
    pub(super) fn income(&self, place: &Place, when: When) -> Vec<Found> {
        let side = match place.money {
            Money::All => &self.view.all_in,
            Money::Fiscal => &self.view.fiscal_in,
            Money::General => return self.general_income(place, when),
            Money::Fund => return self.source(Source::Fund, place, when),
            Money::StateCapital => return self.source(Source::StateCapital, place, when),
        };
        let table = || match (&self.view.income, place.money) {
            (Some(grid), Money::All) => grid.cells(&grid.total_rows(), &self.whole(&grid.header, when)),
            _ => Vec::new(),
        };
        if place.of_income && !place.grand && self.view.stage == Stage::Budget {
            let cells = table();
            if !cells.is_empty() {
                return one("", cells);
            }
        }
        let Some(side) = side else { return one("", table()) };
        let columns = self.whole(&side.header, when);
        let of = |row: Option<usize>| row.map(|r| side.cells(&[r], &columns)).unwrap_or_default();
        let (grand, year) = (one("总计", of(side.list.grand_total)), one("本年合计", of(side.list.year_total)));
        if place.this_year { [year, grand].concat() } else { [grand, year].concat() }
    }

    /// Income of the general budget: this year's appropriation, or with what is carried in.
    fn general_income(&self, place: &Place, when: When) -> Vec<Found> {
        let year = self.source(Source::General, place, when);
        let carried =
            self.view.fiscal_in.as_ref().map(|side| side.carried_parts(|n| Source::of(n) == Some(Source::General)));
        let with_carry = year
            .first()
            .zip(carried.filter(|c| !c.is_empty() && when == When::Now))
            .map(|(y, c)| [y.cells.clone(), c].concat());
        [year, with_carry.map(|c| one("一般公共预算，含结转", c)).unwrap_or_default()].concat()
    }

    /// 一般公共预算拨款…万元: in the section of its spending what is spent, elsewhere what comes in.
    pub(super) fn appropriation(&self, place: &Place, when: When) -> Vec<Found> {
        let income = || self.income(place, when);
        let spending = || self.spending_of(&Rows::Total, None, place, when);
        if place.income && !place.spending { [income(), spending()].concat() } else { [spending(), income()].concat() }
    }

    pub(super) fn source(&self, source: Source, place: &Place, when: When) -> Vec<Found> {
        let of_side =
            |side: &Option<Side>| side.as_ref().map(|s| self.source_cells(s, source, when)).unwrap_or_default();
        let (all, fiscal) = (of_side(&self.view.all_in), of_side(&self.view.fiscal_in));
        let mut order = if place.is_fiscal() {
            vec![(fiscal, self.carried_of(&self.view.fiscal_in, source)), (all, Vec::new())]
        } else {
            vec![(all, self.carried_of(&self.view.all_in, source)), (fiscal, Vec::new())]
        };
        if place.of_income {
            order.insert(0, (self.source_of_table(source, when), self.carried_of_table()));
        }
        // The section of this year's appropriation is about what is spent of it.
        let spent = match source {
            Source::General if place.appropriation => self.spending_of(&Rows::Total, None, place, when),
            _ => Vec::new(),
        };
        let (cells, carried) = order.into_iter().find(|(c, _)| !c.is_empty()).unwrap_or_default();
        // 其中：一般公共预算收入 of a total that contains what is carried in may contain it too.
        let with_carry = if carried.is_empty() || cells.is_empty() || when != When::Now {
            Vec::new()
        } else {
            [cells.clone(), carried].concat()
        };
        [spent, one("当年", cells), one("含结转", with_carry)].concat()
    }

    /// What is carried in of a source: told by source, or all of it.
    fn carried_of(&self, side: &Option<Side>, source: Source) -> Vec<CellRef> {
        let Some(side) = side else { return Vec::new() };
        let parts = side.carried_parts(|n| Source::of(n) == Some(source));
        if parts.is_empty() { side.carried() } else { parts }
    }

    fn carried_of_table(&self) -> Vec<CellRef> {
        let Some(grid) = &self.view.income else { return Vec::new() };
        let columns: Vec<usize> =
            grid.sources().into_iter().filter(|(s, _)| s.is_none()).flat_map(|(_, c)| c).collect();
        grid.cells(&grid.total_rows(), &columns)
    }

    fn source_of_table(&self, source: Source, when: When) -> Vec<CellRef> {
        let Some(grid) = self.view.income.as_ref().filter(|_| when == When::Now) else { return Vec::new() };
        let name = |c: &usize| grid.at.panel.columns.get(*c).map_or("", |c| c.leaf());
        let mut columns: Vec<usize> =
            grid.sources().into_iter().filter(|(s, _)| *s == Some(source)).flat_map(|(_, c)| c).collect();
        // 一般公共预算 beside 上级一般公共预算安排的转移支付: the text names them one by one too.
        if columns.iter().any(|c| !name(c).contains("上级")) {
            columns.retain(|c| !name(c).contains("上级"));
        }
        grid.cells(&grid.total_rows(), &columns)
    }

    /// A source, or the parts of one that is not printed as a whole.
    fn source_cells(&self, side: &Side, source: Source, when: When) -> Vec<CellRef> {
        let columns = self.whole(&side.header, when);
        let rows = |fits: &dyn Fn(Source) -> bool| -> Vec<usize> {
            side.sources().into_iter().filter(|(s, _)| fits(*s)).map(|(_, row)| row).collect()
        };
        let own = rows(&|s| s == source);
        let rows = if own.is_empty() { rows(&|s| s.whole() == Some(source)) } else { own };
        side.cells(&rows, &columns)
    }

    pub(super) fn carried_out(&self, place: &Place, when: When) -> Vec<Found> {
        let side = if place.is_fiscal() { &self.view.fiscal_out } else { &self.view.all_out };
        let Some(side) = side else { return Vec::new() };
        one("", side.cells(&side.list.carried, &self.side_columns(side, place.money, when)))
    }

    /// The budget that a section is about, with its own table.
    fn budget(&self, context: Money) -> Option<(Source, Option<&Grid<'_>>)> {
        match context {
            Money::Fund => Some((Source::Fund, self.view.fund.as_ref())),
            Money::StateCapital => Some((Source::StateCapital, self.view.state_capital.as_ref())),
            _ => None,
        }
    }

    /// What is carried in of one budget: a column of its table, or a part of what is carried in of all fiscal money.
    fn carried_of_budget(&self, source: Source, grid: Option<&Grid>) -> Vec<Found> {
        let is_carried = |name: &str| is_carry(name) && !name.contains('末') && !name.contains("下年");
        let column = grid.and_then(|g| Some(g.cells(&g.total_rows(), &g.header.find(&is_carried)?.value())));
        let part = |side: &Option<Side>| {
            let cells = side.as_ref()?.carried_parts(|n| Source::of(n) == Some(source));
            (!cells.is_empty()).then_some(cells)
        };
        let parts = || part(&self.view.fiscal_in).or_else(|| part(&self.view.all_in));
        one("", column.filter(|c| !c.is_empty()).or_else(parts).unwrap_or_default())
    }

    pub(super) fn carried(&self, place: &Place, when: When) -> Vec<Found> {
        if when != When::Now {
            return Vec::new();
        }
        if let Some((source, grid)) = self.budget(place.context) {
            return self.carried_of_budget(source, grid);
        }
        let side = if place.is_fiscal() { &self.view.fiscal_in } else { &self.view.all_in };
        let Some(side) = side else { return Vec::new() };
        if place.of_income {
            let cells = self.carried_of_table();
            if !cells.is_empty() {
                return one("", cells);
            }
        }
        let part = place.source.map(|source| side.carried_parts(|n| Source::of(n) == Some(source)));
        let part = part.filter(|p| !p.is_empty()).map(|p| one("", p)).unwrap_or_default();
        // 上年结转 right behind the one source that has any is all of it.
        match place.source {
            Some(Source::Fund | Source::StateCapital) if !part.is_empty() => part,
            _ => [part, one("", side.carried())].concat(),
        }
    }
}
