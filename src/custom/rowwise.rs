//! Statements that hold for each of many rows (逐行): `支出总表[各项, 合计] = 支出总表[各项, 基本支出] + …`.
//!
//! A reference to many rows that no function gathers makes its statement one about each of them. The rows are
//! those of the first such reference; the others are looked for by code, or by name where there is none.

use super::statement::{Chain, Claim, Expr, Ref, Statement, Test};

/// The references to many rows that no function gathers, in the order of the statement.
pub(super) fn refs(statement: &Statement) -> Vec<&Ref> {
    let mut out = Vec::new();
    for test in statement.when.iter().flatten() {
        if let Test::Figures(chain) = test {
            of_chain(chain, &mut out);
        }
    }
    if let Claim::Compare { chain, .. } = &statement.claim {
        of_chain(chain, &mut out);
    }
    out
}

fn of_chain<'s>(chain: &'s Chain<Ref>, out: &mut Vec<&'s Ref>) {
    of_expr(&chain.first, out);
    chain.rest.iter().for_each(|(_, side)| of_expr(side, out));
}

fn of_expr<'s>(expr: &'s Expr<Ref>, out: &mut Vec<&'s Ref>) {
    match expr {
        Expr::Cells(r) if r.rows.is_many() => out.push(r),
        Expr::Call(function, args) if !function.gathers() => args.iter().for_each(|a| of_expr(a, out)),
        Expr::Number(_) | Expr::Cells(_) | Expr::Call(..) => {}
        Expr::Sum(parts) | Expr::Product(parts) => parts.iter().for_each(|(_, e)| of_expr(e, out)),
    }
}

/// Why such a statement makes no sense, if it does not.
pub(super) fn disagreement(statement: &Statement) -> Option<String> {
    let refs = refs(statement);
    let (first, others) = refs.split_first()?;
    let other = others.iter().find(|r| r.rows != first.rows)?;
    Some(format!("“{}”与“{}”都是多行，逐行比较时要选同样的行；要加总的请写 合计({})。", first.rows, other.rows, other))
}
