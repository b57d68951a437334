//! Where in the tables a thing that the text names is stated.
//!
//! The same thing stands in several tables, of wider or narrower scope (口径). What the words leave open is
//! answered with several places, the likeliest first; of tables that state the same measure twice only the one
//! that the section is about.

use std::collections::HashSet;

use super::{
    blocks::{Clock, When},
    expenses,
    names::Names,
    place::Place,
    purchases,
    words::{Expense, Money, Part, Purchase, Thing, plain, variants},
};
use crate::{
    catalog::{class_of_name, economic, functional},
    model::{CellRef, Disclosure, Kind, RowRole, Stage},
    prose::statement::Subject,
    relations::{Grid, Header, Side, Source, View},
};

/// One place: the cells whose sum is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The scope for people; empty where there is but one.
    pub scope: &'static str,
    pub cells: Vec<CellRef>,
}

/// The tables of a disclosure with their names.
pub(super) struct Tables<'d> {
    pub d: &'d Disclosure,
    pub(super) view: View<'d>,
    pub(super) clock: Clock,
    general: Names<'d>,
    spending: Names<'d>,
    basic: Names<'d>,
    running: Names<'d>,
}

/// Which rows of a table of subjects.
pub(super) enum Rows {
    Total,
    Code(String),
}

impl<'d> Tables<'d> {
    pub fn of(d: &'d Disclosure, view: View<'d>) -> Self {
        let names =
            |grid: &Option<Grid<'d>>, catalogue| grid.as_ref().map(|g| Names::of(g, catalogue)).unwrap_or_default();
        Self {
            d,
            clock: Clock::of(d),
            general: names(&view.general, functional()),
            spending: names(&view.spending, functional()),
            basic: names(&view.basic, economic()),
            running: names(&view.running, economic()),
            view,
        }
    }

    /// The places where this thing is stated.
    pub fn find(&self, thing: &Thing, place: &Place, when: When) -> Vec<Found> {
        let found = match thing {
            Thing::Income | Thing::Both => self.income(place, when),
            Thing::Spending => self.spending_of(&Rows::Total, None, place, when),
            Thing::Appropriation => self.appropriation(place, when),
            Thing::Source(source) => self.source(*source, place, when),
            Thing::Carried => self.carried(place, when),
            Thing::CarriedOut => self.carried_out(place, when),
            Thing::Part(part) => self.part(*part, place, when),
            Thing::Expense(expense) => {
                let line = self.expense_line(*expense, place, when);
                if !line.is_empty() {
                    return line;
                }
                let Some(three) = &self.view.three_public else { return Vec::new() };
                let cell = expenses::cell(three, *expense, when, self.clock).into_iter().collect();
                // Some count 会议费 and 培训费 in where the table does.
                let more = match expense {
                    Expense::Total => expenses::with_meetings(three, when, self.clock).into_iter().collect(),
                    _ => Vec::new(),
                };
                [one("", cell), one("含会议费、培训费", more)].concat()
            }
            Thing::RunningCosts => self.running_costs(when, false),
            Thing::Operation => self.running_costs(when, true),
            Thing::Purchase(purchase) => self.purchase(*purchase, when),
            Thing::Named(name) => {
                let found = variants(name).into_iter().map(|v| self.named(&v, place, when)).find(|f| !f.is_empty());
                found.unwrap_or_default()
            }
        };
        distinct(found)
    }

    /// The places of a functional subject that is named with its levels.
    pub fn subject(&self, subject: &Subject, part: Option<Part>, place: &Place, when: When) -> Vec<Found> {
        let code = self.code_of(subject);
        code.map(|c| distinct(self.spending_of(&Rows::Code(c), part, place, when))).unwrap_or_default()
    }

    /// The code of a subject that is named with its levels.
    pub fn code_of(&self, subject: &Subject) -> Option<String> {
        [&self.general, &self.spending].iter().find_map(|n| n.levelled(subject))
    }

    /// The functional subject of this name.
    pub fn code(&self, name: &str, within: &[&str]) -> Option<String> {
        // `2080505机关事业单位基本养老保险缴费支出`: the code is printed with the name.
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let (code, rest) = name.split_at_checked(digits).unwrap_or_default();
        if matches!(digits, 3 | 5 | 7) && functional().get(code).is_some() {
            let grids = [&self.view.general, &self.view.spending];
            let is_printed = grids.into_iter().flatten().any(|g| !g.rows(code).is_empty());
            return if is_printed { Some(code.to_owned()) } else { self.code(rest, within) };
        }
        let by_name = [&self.general, &self.spending].iter().find_map(|n| n.only(name, within)).map(str::to_owned);
        class_of_name(name.strip_suffix('类').unwrap_or(name)).map(str::to_owned).or(by_name)
    }

    fn named(&self, name: &str, place: &Place, when: When) -> Vec<Found> {
        let within: Vec<&str> = place.within.iter().map(String::as_str).collect();
        let functional = || match self.code(name, &within) {
            Some(code) => {
                let whole = self.spending_of(&Rows::Code(code.clone()), place.part, place, when);
                // A 款 or 项 in a list by what is bought with the money is what is spent on projects under it.
                let projects = match place.part {
                    None if code.len() > 3 => self.spending_of(&Rows::Code(code), Some(Part::Project), place, when),
                    _ => Vec::new(),
                };
                let projects = projects.into_iter().map(|f| Found { scope: "项目支出", ..f });
                whole.into_iter().chain(projects).collect()
            }
            None => Vec::new(),
        };
        let economic = || {
            let basic = self.line(&self.view.basic, &self.basic, name, when);
            if basic.is_empty() { self.line(&self.view.running, &self.running, name, when) } else { basic }
        };
        let first = if place.economic { economic() } else { functional() };
        match first.is_empty() {
            false => first,
            true if place.economic => functional(),
            true => {
                let printed = if when == When::Now { self.printed(name, place) } else { Vec::new() };
                let others = [self.purpose(name, place, when), economic()];
                if printed.is_empty() {
                    others.into_iter().find(|f| !f.is_empty()).unwrap_or_default()
                } else {
                    printed
                }
            }
        }
    }

    /// A column of the table of spending, or a row of the list of purposes, under just this name: 单位预留机动经费.
    fn purpose(&self, name: &str, place: &Place, when: When) -> Vec<Found> {
        let grid = if place.money == Money::All { &self.view.spending } else { &self.view.general };
        let is = |text: &str| plain(text) == name;
        let column = grid.as_ref().and_then(|grid| {
            let columns = self.clock.block(&grid.header, when)?.find(&is).map(Header::value)?;
            Some(grid.cells(&grid.total_rows(), &columns))
        });
        let row = || {
            let side = self.view.purposes.as_ref().filter(|_| place.money == Money::All)?;
            let row = side.at.panel.rows.iter().position(|r| is(&r.name))?;
            Some(side.cells(&[row], &self.whole(&side.header, when)))
        };
        one("", column.filter(|c| !c.is_empty()).or_else(row).unwrap_or_default())
    }

    /// An economic line of basic spending.
    fn line(&self, grid: &Option<Grid>, names: &Names, name: &str, when: When) -> Vec<Found> {
        let Some(grid) = grid else { return Vec::new() };
        let Some(code) = names.only(name, &[]) else { return Vec::new() };
        let columns = self.whole(&grid.header, when);
        one("", grid.cells(grid.rows(code), &columns))
    }

    /// One of the three public expenses among the lines of office costs.
    fn expense_line(&self, expense: Expense, place: &Place, when: When) -> Vec<Found> {
        let code = match expense {
            Expense::Reception => "30217",
            Expense::Running => "30231",
            Expense::Abroad => "30212",
            Expense::Meeting => "30215",
            Expense::Training => "30216",
            _ => return Vec::new(),
        };
        let Some(grid) = self.view.basic.as_ref().filter(|_| place.economic) else { return Vec::new() };
        one("", grid.cells(grid.rows(code), &self.whole(&grid.header, when)))
    }

    /// A row of the income side, or in the section of income a column of 收入总表, that is printed under just this
    /// name.
    fn printed(&self, name: &str, place: &Place) -> Vec<Found> {
        if place.of_income
            && let Some(grid) = &self.view.income
        {
            let is = |text: &str| is_same_source(text, name);
            let columns: Vec<usize> = grid.header.about().find(&is).map(Header::value).unwrap_or_default();
            if !columns.is_empty() {
                return one("", grid.cells(&grid.total_rows(), &columns));
            }
        }
        let side = if place.is_fiscal() { &self.view.fiscal_in } else { &self.view.all_in };
        let Some(side) = side.as_ref().filter(|_| !place.spending) else { return Vec::new() };
        let rows = &side.at.panel.rows;
        let mut same = rows.iter().enumerate().filter(|(_, r)| is_same_source(&r.name, name));
        match (same.next(), same.next()) {
            (Some((row, _)), None) => one("", side.whole(row).into_iter().collect()),
            _ => Vec::new(),
        }
    }

    pub(super) fn whole(&self, header: &Header, when: When) -> Vec<usize> {
        let block = self.clock.block(header, when);
        block.and_then(Header::whole).into_iter().collect()
    }

    fn columns(&self, header: &Header, part: Option<Part>, when: When) -> Vec<usize> {
        let Some(part) = part else { return self.whole(header, when) };
        let Some(block) = self.clock.block(header, when) else { return Vec::new() };
        let names: &[&str] = match part {
            Part::Basic => &["基本支出"],
            Part::Project => &["项目支出"],
            Part::Staff => &["人员经费", "人员支出"],
            Part::Office => &["公用经费", "日常公用经费", "公用支出"],
        };
        block.find_of_all(&|n| names.iter().any(|name| n.starts_with(name))).map(Header::value).unwrap_or_default()
    }

    /// Spending in the scope that the place is about.
    pub(super) fn spending_of(&self, rows: &Rows, part: Option<Part>, place: &Place, when: When) -> Vec<Found> {
        let grid =
            |grid: &Option<Grid>| grid.as_ref().map(|g| self.grid_cells(g, rows, part, when)).unwrap_or_default();
        let side = |side: &Option<Side>, money: Money| match (side, part) {
            (Some(side), None) => self.side_cells(side, rows, money, place, when),
            _ => Vec::new(),
        };
        let first = |options: [Vec<CellRef>; 2]| options.into_iter().find(|c| !c.is_empty()).unwrap_or_default();
        let general = || grid(&self.view.general);
        let fiscal = |money| side(&self.view.fiscal_out, money);
        let (this_year, with_carry) = ("一般公共预算，当年", "一般公共预算，含结转");
        match place.money {
            Money::All => {
                let (list, table) = (side(&self.view.all_out, Money::All), grid(&self.view.spending));
                one("全部资金", first(if place.two_sided { [list, table] } else { [table, list] }))
            }
            Money::Fiscal => {
                let list = fiscal(Money::Fiscal);
                if !list.is_empty() {
                    return one("财政拨款", list);
                }
                // What is told by items only is told by the budgets that it belongs to.
                let budgets = [general(), grid(&self.view.fund), grid(&self.view.state_capital)].concat();
                [one("财政拨款", budgets), one(this_year, general())].concat()
            }
            Money::General if place.is_fiscal() && place.two_sided => {
                [one(with_carry, fiscal(Money::General)), one(this_year, general())].concat()
            }
            // What was spent is not what is spent and left over (总计).
            Money::General if self.view.stage == Stage::FinalAccounts && !place.grand => {
                let spent = Place { this_year: true, ..place.clone() };
                let list = match (&self.view.fiscal_out, part) {
                    (Some(side), None) => self.side_cells(side, rows, Money::General, &spent, when),
                    _ => Vec::new(),
                };
                [one(this_year, general()), one("财政拨款收支总表", list)].concat()
            }
            Money::General => [one(this_year, general()), one(with_carry, fiscal(Money::General))].concat(),
            Money::Fund => one("政府性基金", first([grid(&self.view.fund), fiscal(Money::Fund)])),
            Money::StateCapital => {
                one("国有资本经营", first([grid(&self.view.state_capital), fiscal(Money::StateCapital)]))
            }
        }
    }

    fn grid_cells(&self, grid: &Grid, rows: &Rows, part: Option<Part>, when: When) -> Vec<CellRef> {
        let rows = match rows {
            Rows::Total => grid.total_rows(),
            Rows::Code(code) => match grid.rows(code) {
                [] => grid.class(code),
                rows => rows.to_vec(),
            },
        };
        grid.cells(&rows, &self.columns(&grid.header, part, when))
    }

    /// A class or the total of a list.
    fn side_cells(&self, side: &Side, rows: &Rows, money: Money, place: &Place, when: When) -> Vec<CellRef> {
        let rows = match rows {
            Rows::Total => {
                let totals = [side.list.grand_total, side.list.year_total];
                totals
                    .into_iter()
                    .flatten()
                    .nth(usize::from(place.this_year && side.list.grand_total.is_some()))
                    .or(side.total_row())
                    .into_iter()
                    .collect()
            }
            Rows::Code(code) => {
                let class = side.classes.iter().find(|(c, _)| c == code);
                class.map(|(_, rows)| rows.clone()).unwrap_or_default()
            }
        };
        side.cells(&rows, &self.side_columns(side, money, when))
    }

    pub(super) fn side_columns(&self, side: &Side, money: Money, when: When) -> Vec<usize> {
        let source = match money {
            Money::All | Money::Fiscal => return self.whole(&side.header, when),
            Money::General => Source::General,
            Money::Fund => Source::Fund,
            Money::StateCapital => Source::StateCapital,
        };
        let Some(block) = self.clock.block(&side.header, when) else { return Vec::new() };
        match block.find(&|n| Source::of(n) == Some(source)) {
            Some(header) => header.value(),
            // A list with one column of fiscal money holds that of the general budget, as a rule.
            None if source == Source::General => block.whole().into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn part(&self, part: Part, place: &Place, when: When) -> Vec<Found> {
        if let Some(subject) = place.within.first() {
            return self.spending_of(&Rows::Code(subject.clone()), Some(part), place, when);
        }
        let basic = || self.basic_total(part, when);
        if place.basic && part != Part::Project {
            let cells = basic();
            if !cells.is_empty() {
                return one("一般公共预算基本支出", cells);
            }
        }
        let found = self.spending_of(&Rows::Total, Some(part), place, when);
        // 人员经费 and 公用经费 are told by the table of basic spending, where no other does.
        if found.is_empty() && part != Part::Project { one("一般公共预算基本支出", basic()) } else { found }
    }

    fn basic_total(&self, part: Part, when: When) -> Vec<CellRef> {
        let Some(grid) = &self.view.basic else { return Vec::new() };
        let (name, classes): (&str, &[&str]) = match part {
            Part::Basic => return grid.cells(&grid.total_rows(), &self.whole(&grid.header, when)),
            Part::Staff => ("人员经费", &["301", "303"]),
            Part::Office => ("公用经费", &["302", "307", "309", "310", "311", "312", "313", "399"]),
            Part::Project => return Vec::new(),
        };
        let columns = self.columns(&grid.header, Some(part), when);
        if let (false, Some(total)) = (columns.is_empty(), grid.total_row()) {
            return grid.cells(&[total], &columns);
        }
        let whole = self.whole(&grid.header, when);
        match grid.subtotal(name) {
            Some(row) => grid.cells(&[row], &whole),
            None => grid.cells(&classes.iter().flat_map(|c| grid.class(c)).collect::<Vec<_>>(), &whole),
        }
    }

    /// 机关运行经费 is what running the agency costs, 公用经费; 机构运转经费 has a table of its own.
    fn running_costs(&self, when: When, by_table: bool) -> Vec<Found> {
        let running = self.view.running.as_ref();
        let table = running.map(|g| g.cells(&g.total_rows(), &self.whole(&g.header, when))).unwrap_or_default();
        let mut found = [one("公用经费", self.basic_total(Part::Office, when)), one("机构运转经费", table)].concat();
        if by_table {
            found.reverse();
        }
        found
    }

    /// Units of their own stand in the tables: what running the agency costs is not what running all of them does.
    pub fn has_units(&self) -> bool {
        let tables = self.d.tables.iter().filter(|t| matches!(t.kind, Kind::Income | Kind::Spending));
        tables.filter_map(|t| t.panels.first()).any(|panel| {
            let units = panel.rows.iter().filter(|r| r.role == RowRole::Unit && !r.code.is_empty());
            let codes: HashSet<&str> = units.map(|r| r.code.as_str()).collect();
            let is_above = |code: &str| codes.iter().any(|c| c.len() > code.len() && c.starts_with(code));
            codes.iter().filter(|c| !is_above(c)).count() > 1
        })
    }

    fn purchase(&self, purchase: Purchase, when: When) -> Vec<Found> {
        if when == When::Now { one("", purchases::cells(self.d, purchase)) } else { Vec::new() }
    }
}

/// The printed name of a source says what the text says of it.
fn is_same_source(printed: &str, name: &str) -> bool {
    let key = |text: &str| plain(text).replace("的", "").trim_start_matches("其中").to_owned();
    let (printed, name) = (key(printed), key(name));
    printed == name || name.strip_suffix("资金") == Some(&printed)
}

pub(super) fn one(scope: &'static str, cells: Vec<CellRef>) -> Vec<Found> {
    if cells.is_empty() { Vec::new() } else { vec![Found { scope, cells }] }
}

/// Each place once.
fn distinct(found: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for f in found {
        if !out.iter().any(|o| o.cells == f.cells) {
            out.push(f);
        }
    }
    out
}
