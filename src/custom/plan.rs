//! What own rules ask of one disclosure: relations where they are sums of cells, comparisons to be worked out
//! where they are not, and what cannot be asked because something is not there.
//!
//! The invariant of relations holds here too: what is asked follows from the layout, never from an amount.

use super::{
    check::Check,
    evaluate::When,
    layout::Layout,
    linear,
    resolve::{self, Cells, Key, Unfound},
    rowwise,
    rule::OwnRule,
    statement::{Chain, Claim, Constant, Expr, Fact, Function, Ref, Statement, TableName, Test, Thing},
};
use crate::{
    model::{Disclosure, text::squeeze},
    relations::Relation,
};

/// As many comparisons as are asked of one disclosure.
const MOST: usize = 500_000;

/// What own rules ask of one disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Sums of cells, as relations like any other.
    pub relations: Vec<Relation>,
    /// Index of the rule of each of them.
    pub rules: Vec<usize>,
    /// Everything else.
    pub checks: Vec<Check>,
    /// What is not asked, and why.
    pub skipped: Vec<Skipped>,
}

/// Something that a rule does not ask here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Index of the rule.
    pub rule: usize,
    /// Why, as half a sentence.
    pub reason: String,
    /// The rule says that it must be there (必须有), and it is not.
    pub missing: bool,
    /// The rule is not for such a document.
    pub inapplicable: bool,
}

/// What these rules ask of this disclosure. Rules for which `off` says so are not asked.
pub fn plan(d: &Disclosure, rules: &[OwnRule], off: impl Fn(&str) -> bool) -> Plan {
    let mut planner = Planner { layout: Layout::of(d), out: Plan::default() };
    for (number, rule) in rules.iter().enumerate().filter(|(_, r)| !off(r.id)) {
        let against = rule.applies.iter().find_map(|fact| planner.against(fact));
        match against {
            Some(reason) => planner.skip(number, reason, false, true),
            None => rule.statements.iter().for_each(|s| planner.statement(number, rule, s)),
        }
    }
    planner.out
}

/// A comparison with its condition, as the rule has it.
#[derive(Clone, Copy)]
struct Asked<'r> {
    when: &'r [Vec<Test<Ref>>],
    chain: &'r Chain<Ref>,
    tolerance: Option<Constant>,
}

struct Planner<'d> {
    layout: Layout<'d>,
    out: Plan,
}

impl Planner<'_> {
    fn skip(&mut self, rule: usize, reason: String, missing: bool, inapplicable: bool) {
        self.out.skipped.push(Skipped { rule, reason, missing, inapplicable });
    }

    /// Why a fact is not so, if it is not.
    fn against(&self, fact: &Fact) -> Option<String> {
        let d = self.layout.d;
        let agency = squeeze(&d.agency);
        let any = |names: &[String], is: &dyn Fn(&str) -> bool| names.iter().any(|n| is(&squeeze(n)));
        let has = |table: &TableName| !resolve::tables(&self.layout, table).is_empty();
        let so = match fact {
            Fact::Stage(stage) => *stage == d.stage,
            Fact::Years(from, to) => match d.year {
                None => return Some("文件没有写明年度".to_owned()),
                Some(year) => from.is_none_or(|f| f <= year) && to.is_none_or(|t| year <= t),
            },
            Fact::Region(names) => {
                let region = squeeze(&d.region);
                any(names, &|n| region.contains(n) || agency.contains(n))
            }
            Fact::AgencyHas(names) => any(names, &|n| agency.contains(n)),
            Fact::AgencyLacks(names) => !any(names, &|n| agency.contains(n)),
            Fact::AgencyIs(names) => any(names, &|n| agency == *n),
            Fact::Has(table) => has(table),
            Fact::Lacks(table) => !has(table),
        };
        (!so).then(|| format!("只适用于{fact}"))
    }

    fn statement(&mut self, number: usize, rule: &OwnRule, statement: &Statement) {
        if self.out.checks.len() + self.out.relations.len() > MOST {
            return self.skip(number, "要比较的太多".to_owned(), false, false);
        }
        let Some(when) = self.facts(&statement.when) else {
            return self.skip(number, "不符合“如果”的条件".to_owned(), false, true);
        };
        match &statement.claim {
            Claim::Exists(things) if when.is_empty() => {
                for thing in things {
                    if let Some(unfound) = self.unfound(thing) {
                        self.skip(number, unfound.reason, unfound.gone, false);
                    }
                }
            }
            // A thing is there or not, whatever the figures: the parser lets no condition on figures stand here.
            Claim::Exists(_) => {}
            Claim::Compare { chain, tolerance } => {
                let keys = match rowwise::refs(statement).first() {
                    None => Ok(vec![(None, None)]),
                    Some(r) => resolve::keys(&self.layout, r)
                        .map(|keys| keys.into_iter().map(|(key, title)| (Some(key), Some(title))).collect()),
                };
                match keys {
                    Ok(keys) => {
                        for (key, title) in keys {
                            let asked = self.compare(
                                number,
                                rule,
                                Asked { when: &when, chain, tolerance: *tolerance },
                                key.as_ref(),
                                title,
                            );
                            if let Err(unfound) = asked {
                                self.skip(number, unfound.reason, rule.required && unfound.gone, false);
                            }
                        }
                    }
                    Err(unfound) => self.skip(number, unfound.reason, rule.required && unfound.gone, false),
                }
            }
        }
    }

    /// Settles the facts of a condition. `None`: it cannot be fulfilled in this document.
    fn facts(&self, when: &[Vec<Test<Ref>>]) -> Option<Vec<Vec<Test<Ref>>>> {
        let mut open = Vec::new();
        for group in when {
            let is_against = |t: &Test<Ref>| matches!(t, Test::Fact(f) if self.against(f).is_some());
            if group.iter().any(is_against) {
                continue;
            }
            let figures: Vec<_> = group.iter().filter(|t| matches!(t, Test::Figures(_))).cloned().collect();
            if figures.is_empty() {
                return Some(Vec::new());
            }
            open.push(figures);
        }
        (when.is_empty() || !open.is_empty()).then_some(open)
    }

    fn unfound(&self, thing: &Thing) -> Option<Unfound> {
        match thing {
            Thing::Cell(r) => resolve::cells(&self.layout, r, None).err(),
            Thing::Table(name) if resolve::tables(&self.layout, name).is_empty() => {
                let name = resolve::shown(name, self.layout.d.stage);
                Some(Unfound { gone: true, reason: format!("没有“{name}”") })
            }
            Thing::Table(_) => None,
        }
    }

    fn compare(
        &mut self,
        number: usize,
        rule: &OwnRule,
        asked: Asked<'_>,
        key: Option<&Key>,
        row: Option<String>,
    ) -> std::result::Result<(), Unfound> {
        let Asked { when, chain, tolerance } = asked;
        let mut found: When = Vec::new();
        for group in when {
            let mut tests = Vec::new();
            for test in group {
                if let Test::Figures(chain) = test {
                    tests.push(Test::Figures(self.chain(chain, key)?));
                }
            }
            found.push(tests);
        }
        let cells = self.chain(chain, key)?;
        let (mut left, mut shown) = (cells.first, &chain.first);
        for ((sign, right), (_, written)) in cells.rest.into_iter().zip(&chain.rest) {
            let relation = if found.is_empty() && tolerance.is_none() {
                linear::relation(&self.layout, rule, &left, sign, &right)
            } else {
                None
            };
            match relation {
                Some(relation) => {
                    self.out.relations.push(relation);
                    self.out.rules.push(number);
                }
                None => self.out.checks.push(Check {
                    rule: number,
                    written: (shown.to_string(), sign, written.to_string()),
                    row: row.clone(),
                    when: found.clone(),
                    left,
                    right: right.clone(),
                    tolerance,
                }),
            }
            (left, shown) = (right, written);
        }
        Ok(())
    }

    fn chain(&self, chain: &Chain<Ref>, key: Option<&Key>) -> std::result::Result<Chain<Cells>, Unfound> {
        let first = self.expr(&chain.first, key)?;
        let rest = chain.rest.iter().map(|(sign, side)| Ok((*sign, self.expr(side, key)?)));
        Ok(Chain { first, rest: rest.collect::<std::result::Result<_, Unfound>>()? })
    }

    fn expr(&self, expr: &Expr<Ref>, key: Option<&Key>) -> std::result::Result<Expr<Cells>, Unfound> {
        let parts = |parts: &[(bool, Expr<Ref>)]| {
            parts.iter().map(|(b, e)| Ok((*b, self.expr(e, key)?))).collect::<std::result::Result<Vec<_>, Unfound>>()
        };
        Ok(match expr {
            Expr::Number(n) => Expr::Number(*n),
            Expr::Cells(r) => Expr::Cells(resolve::cells(&self.layout, r, key.filter(|_| r.rows.is_many()))?),
            Expr::Call(function, args) => {
                let key = key.filter(|_| !function.gathers());
                let args = args.iter().map(|a| self.gathered(*function, a, key));
                Expr::Call(*function, args.collect::<std::result::Result<_, Unfound>>()?)
            }
            Expr::Sum(terms) => Expr::Sum(parts(terms)?),
            Expr::Product(factors) => Expr::Product(parts(factors)?),
        })
    }

    /// The sum of no rows is zero where the table is there: a class without projects has no project money.
    fn gathered(
        &self,
        function: Function,
        arg: &Expr<Ref>,
        key: Option<&Key>,
    ) -> std::result::Result<Expr<Cells>, Unfound> {
        self.expr(arg, key).or_else(|unfound| match arg {
            Expr::Cells(r) if function == Function::Count && unfound.gone && self.has_table(&r.table) => {
                Ok(Expr::Cells(Vec::new()))
            }
            _ => Err(unfound),
        })
    }

    fn has_table(&self, name: &TableName) -> bool {
        !resolve::tables(&self.layout, name).is_empty()
    }
}
