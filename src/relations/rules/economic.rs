//! Economic subjects of basic spending against functional ones: C7 and C9.

use super::view::{Grid, View, at_least, equal, tie};
use crate::{
    model::CellRef,
    relations::{
        Builder, Comparison, Evidence, Remark, Term,
        bookings::{Equation, bookings},
    },
};

/// C7: 基本支出 of 一般公共预算支出表 = 一般公共预算基本支出表, in all and for 人员经费 and 公用经费.
pub(super) fn basic(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let (Some(here), Some(there)) = (general.total_row(), basic.total_row()) else { return };
    let mut same = |a: &[usize], b: &[usize], label: &str| {
        equal(out, "C7", &general.cells(&[here], a), &basic.cells(&[there], b), label);
    };
    same(&general.columns("基本支出"), &basic.whole(), "一般公共预算支出表基本支出 = 一般公共预算基本支出表合计");
    for name in ["人员经费", "公用经费"] {
        let label = format!("一般公共预算支出表{name} = 一般公共预算基本支出表{name}");
        same(&general.columns(name), &basic.columns(name), &label);
    }
}

/// C9: functional against economic subjects, basic spending only.
pub(super) fn functional_lines(view: &View, out: &mut Builder) {
    let (Some(general), Some(basic)) = (&view.general, &view.basic) else { return };
    let books = Books { general, basic, columns: general.columns("基本支出"), whole: basic.whole() };
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
