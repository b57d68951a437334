//! Where in the tables a thing that the text names is stated.
//!
//! The same thing stands in several tables, of wider or narrower scope (口径). What the words leave open is
//! answered with several places, the likeliest first; of tables that state the same measure twice only the one
//! that the section is about.

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
    model::{CellRef, Disclosure},
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
    view: View<'d>,
    clock: Clock,
    general: Names<'d>,
    spending: Names<'d>,
    basic: Names<'d>,
    running: Names<'d>,
}

/// Which rows of a table of subjects.
enum Rows {
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

    fn whole(&self, header: &Header, when: When) -> Vec<usize> {
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
        block.find(&|n| names.iter().any(|name| n.starts_with(name))).map(Header::value).unwrap_or_default()
    }

    /// Spending in the scope that the place is about.
    fn spending_of(&self, rows: &Rows, part: Option<Part>, place: &Place, when: When) -> Vec<Found> {
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
                // What is told by items only is told by the budget that it belongs to.
                if list.is_empty() { one(this_year, general()) } else { one("财政拨款", list) }
            }
            Money::General if place.is_fiscal() && place.two_sided => {
                [one(with_carry, fiscal(Money::General)), one(this_year, general())].concat()
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
                let class = side.classes().into_iter().find(|(c, _)| c == code);
                class.map(|(_, rows)| rows).unwrap_or_default()
            }
        };
        side.cells(&rows, &self.side_columns(side, money, when))
    }

    fn side_columns(&self, side: &Side, money: Money, when: When) -> Vec<usize> {
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

    fn purchase(&self, purchase: Purchase, when: When) -> Vec<Found> {
        if when == When::Now { one("", purchases::cells(self.d, purchase)) } else { Vec::new() }
    }

    fn income(&self, place: &Place, when: When) -> Vec<Found> {
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
        if place.of_income && !place.grand && self.view.stage == crate::model::Stage::Budget {
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
    fn appropriation(&self, place: &Place, when: When) -> Vec<Found> {
        let income = || self.income(place, when);
        let spending = || self.spending_of(&Rows::Total, None, place, when);
        if place.income && !place.spending { [income(), spending()].concat() } else { [spending(), income()].concat() }
    }

    fn source(&self, source: Source, place: &Place, when: When) -> Vec<Found> {
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

    fn carried_out(&self, place: &Place, when: When) -> Vec<Found> {
        let side = if place.is_fiscal() { &self.view.fiscal_out } else { &self.view.all_out };
        let Some(side) = side else { return Vec::new() };
        one("", side.cells(&side.list.carried, &self.side_columns(side, place.money, when)))
    }

    fn carried(&self, place: &Place, when: When) -> Vec<Found> {
        if when != When::Now {
            return Vec::new();
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

/// The printed name of a source says what the text says of it.
fn is_same_source(printed: &str, name: &str) -> bool {
    let key = |text: &str| plain(text).replace("的", "").trim_start_matches("其中").to_owned();
    let (printed, name) = (key(printed), key(name));
    printed == name || name.strip_suffix("资金") == Some(&printed)
}

fn one(scope: &'static str, cells: Vec<CellRef>) -> Vec<Found> {
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
