//! Economic subjects of basic spending against functional ones (C7, C9) and against the costs of running the
//! agency (C12).

use super::{
    down::OFFICE,
    view::{Grid, View, at_least, equal, tie},
};
use crate::{
    model::{CellRef, text::name_key},
    relations::{
        Builder, Comparison, Evidence, Remark, Term,
        bookings::{Equation, bookings},
        meaning::Source,
    },
};

/// C7: 基本支出 of 一般公共预算支出表 = 一般公共预算基本支出表, in all and for 人员经费 and 公用经费.
pub(super) fn basic(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let Some(here) = general.total_row() else { return };
    let total = basic.cells(&basic.total_rows(), &basic.whole());
    let label = "一般公共预算支出表基本支出 = 一般公共预算基本支出表合计";
    equal(out, "C7", &general.cells(&[here], &general.columns("基本支出")), &total, label);
    for name in ["人员经费", "公用经费"] {
        let label = format!("一般公共预算支出表{name} = 一般公共预算基本支出表{name}");
        let column = basic.total_row().map(|row| basic.cells(&[row], &basic.columns(name)));
        let row = || basic.subtotal(name).map(|row| basic.cells(&[row], &basic.whole()));
        let there = column.filter(|c| !c.is_empty()).or_else(row).unwrap_or_default();
        equal(out, "C7", &general.cells(&[here], &general.columns(name)), &there, &label);
    }
}

/// C7 where 一般公共预算支出表 does not tell basic spending: 基本支出 of 财政拨款收支总表 by purpose
/// (支出用途) is that of 一般公共预算基本支出表, as far as no fund pays any.
pub(super) fn basic_by_purpose(view: &View, out: &mut Builder) {
    let (Some(fiscal_in), Some(fiscal), Some(basic)) = (&view.fiscal_in, &view.fiscal_out, &view.basic) else { return };
    let is_basic = |row: &&usize| name_key(fiscal.name(**row)) == "基本支出";
    let here: Vec<CellRef> =
        fiscal.list.items.iter().find(is_basic).and_then(|r| fiscal.whole(*r)).into_iter().collect();
    let Some(tie) = tie(&here, &basic.cells(&basic.total_rows(), &basic.whole()), &[]) else { return };
    let others = [Source::Fund, Source::StateCapital].iter().flat_map(|s| fiscal_in.source(*s)).collect();
    let scope = out.scope("C7");
    out.reading(scope, "财政拨款都是一般公共预算", vec![Evidence::NoMoney(others)], None);
    out.reading(scope, "另有政府性基金等，不比较", Vec::new(), None);
    out.when((scope, &[0]), "C7", tie, "财政拨款收支总表基本支出 = 一般公共预算基本支出表合计");
}

/// C12: 机构运转经费表 = 公用经费 of 一般公共预算基本支出表, line by line. Some agencies state more in it than
/// basic spending; the totals tell.
pub(super) fn running_costs(view: &View, out: &mut Builder) {
    let (Some(running), Some(basic)) = (&view.running, &view.basic) else { return };
    let Some(here) = running.total_row() else { return };
    let office: Vec<usize> = OFFICE.iter().flat_map(|class| basic.class(class)).collect();
    let scope = out.scope("C12");
    let total = tie(&running.cells(&[here], &running.whole()), &basic.cells(&office, &basic.whole()), &[]);
    let total = total.and_then(|t| out.when((scope, &[0]), "C12", t, "机构运转经费合计 = 公用经费"));
    if total.is_none() {
        return;
    }
    out.reading(scope, "机构运转经费就是公用经费", total.into_iter().map(Evidence::Holds).collect(), None);
    out.reading(scope, "机构运转经费的口径与公用经费不同，不比较", Vec::new(), None);
    for (code, rows) in &running.codes {
        let there = basic.cells(basic.rows(code), &basic.whole());
        if let Some(tie) = tie(&running.cells(rows, &running.whole()), &there, &[]) {
            out.when((scope, &[0]), "C12", tie, "机构运转经费各科目 = 基本支出的同一科目");
        }
    }
}

/// C9: functional against economic subjects, basic spending only.
pub(super) fn functional_lines(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let books = Books { general, basic, columns: general.columns("基本支出"), whole: basic.whole() };
    // A table that does not tell basic spending cannot be asked what of it is booked where.
    if books.columns.is_empty() {
        return;
    }
    books.remark(out);
    for booking in bookings() {
        books.scope(&booking.ways, out);
    }
}

/// The two tables in which one unit's basic spending is booked.
struct Books<'v> {
    general: &'v Grid<'v>,
    basic: &'v Grid<'v>,
    columns: Vec<usize>,
    whole: Vec<usize>,
}

impl Books<'_> {
    fn functional(&self, equation: &Equation) -> Vec<CellRef> {
        equation.functional.iter().flat_map(|c| self.general.cells(self.general.rows(c), &self.columns)).collect()
    }

    fn economic(&self, equation: &Equation) -> Vec<CellRef> {
        equation.economic.iter().flat_map(|c| self.basic.cells(self.basic.rows(c), &self.whole)).collect()
    }

    fn tie(&self, equation: &Equation) -> Option<(CellRef, Comparison, Vec<Term>)> {
        let (functional, economic) = (self.functional(equation), self.economic(equation));
        match equation.comparison {
            Comparison::Equal => tie(&functional, &economic, &[]),
            Comparison::AtLeast => at_least(&functional, &economic),
        }
    }

    /// One question: which of these ways of booking does the unit follow? Where it books none of the
    /// functional subjects apart there is nothing to compare.
    fn scope(&self, ways: &[Vec<Equation>], out: &mut Builder) {
        if !ways.iter().flatten().any(|equation| self.tie(equation).is_some()) {
            return;
        }
        let cells = ways.iter().flatten().flat_map(|e| self.functional(e)).collect();
        let scope = out.scope("C9");
        let none = out.reading(scope, "没有单列", vec![Evidence::NoMoney(cells)], None);
        for (number, way) in (none + 1..).zip(ways) {
            let ties = way.iter().filter_map(|e| Some((self.tie(e)?, e.text())));
            let indices = ties.filter_map(|(tie, label)| out.when((scope, &[number]), "C9", tie, label));
            let mut evidence: Vec<Evidence> = indices.map(Evidence::Holds).collect();
            // A way of which nothing is printed proves nothing.
            if evidence.is_empty() {
                evidence.push(Evidence::Money(Vec::new()));
            }
            out.reading(scope, "按对应的经济分类列支", evidence, None);
        }
    }

    /// Says so once where a unit pays insurance and housing but books all of it under one functional subject.
    fn remark(&self, out: &mut Builder) {
        let all = || bookings().iter().flat_map(|b| &b.ways).flatten();
        let functional: Vec<CellRef> = all().flat_map(|e| self.functional(e)).collect();
        let economic: Vec<CellRef> = all().flat_map(|e| self.economic(e)).collect();
        let Some(total) = self.general.total_row() else { return };
        if economic.is_empty() {
            return;
        }
        let remark = Remark {
            cells: self.general.cells(&[total], &self.columns),
            message: "基本支出没有按功能科目单列养老保险、医疗保险、住房公积金等（全部列在一个科目下），\
                      无法与基本支出的经济分类逐项核对；建议按《政府收支分类科目》分列。"
                .to_owned(),
        };
        let scope = out.scope("C9");
        out.reading(scope, "按功能科目单列", vec![Evidence::Money(functional)], None);
        out.reading(scope, "没有这些支出", vec![Evidence::NoMoney(economic)], None);
        out.reading(scope, "没有按功能科目单列", Vec::new(), Some(remark));
    }
}
