//! Statements: `如果 … 则 支出总表[合计, 项目支出] = 项目支出表[合计, 合计] 误差 0.01`.

use rust_decimal::Decimal;

use super::{
    cursor::Cursor,
    error::RuleError,
    facts,
    names::{self, perhaps},
    reference,
    statement::{Chain, Claim, Compare, Constant, Expr, Function, Measure, Ref, Statement, TableName, Test, Thing},
};

type Parsed<T> = Result<T, RuleError>;
/// A term or factor; true where it is taken away, or divides.
type Part = (bool, Expr<Ref>);

/// How deep brackets may stand in brackets.
const DEEPEST: usize = 24;

/// Words that say how figures compare, the longer before the one that it begins with.
const COMPARISONS: &[(&str, Compare)] = &[
    ("不等于", Compare::NotEqual),
    ("等于", Compare::Equal),
    ("不小于", Compare::AtLeast),
    ("不少于", Compare::AtLeast),
    ("不低于", Compare::AtLeast),
    ("不大于", Compare::AtMost),
    ("不多于", Compare::AtMost),
    ("不高于", Compare::AtMost),
    ("不超过", Compare::AtMost),
    ("大于", Compare::More),
    ("超过", Compare::More),
    ("小于", Compare::Less),
    ("低于", Compare::Less),
    (">=", Compare::AtLeast),
    ("<=", Compare::AtMost),
    ("<>", Compare::NotEqual),
    ("!=", Compare::NotEqual),
    ("==", Compare::Equal),
    ("≥", Compare::AtLeast),
    ("≤", Compare::AtMost),
    ("≠", Compare::NotEqual),
    (">", Compare::More),
    ("<", Compare::Less),
    ("=", Compare::Equal),
];

/// Reads a whole statement.
pub(super) fn statement(c: &mut Cursor) -> Parsed<Statement> {
    let mut when = Vec::new();
    if c.word("如果") {
        loop {
            let mut group = vec![test(c)?];
            while c.word("且") || c.word("并且") {
                group.push(test(c)?);
            }
            when.push(group);
            if !(c.word("或者") || c.word("或")) {
                break;
            }
        }
        c.eat(',');
        if !c.word("则") {
            return Err(c.error(format!("“如果”的条件后面要写“则”，再写应当成立的关系；{}。", c.found())));
        }
    }
    let start = *c;
    let claim = if c.word("必须有") {
        if when.iter().flatten().any(|t| matches!(t, Test::Figures(_))) {
            let allowed = "预算、决算、年度、地区、部门、有或没有某表";
            return Err(start.error(format!("“必须有”前面的条件只能写{allowed}，不能比较金额。")));
        }
        c.eat(':');
        Claim::Exists(things(c)?)
    } else {
        let chain = chain(c)?;
        let tolerance = if c.word("误差") { Some(tolerance(c)?) } else { None };
        Claim::Compare { chain, tolerance }
    };
    if !c.is_done() {
        return Err(c.error(format!("关系写到前面已经完整，{}，看不懂：请删去，或另起一行。", c.found())));
    }
    Ok(Statement { when, claim })
}

fn tolerance(c: &mut Cursor) -> Parsed<Constant> {
    c.blanks();
    let start = *c;
    match number(c)? {
        Some(n) if n.value >= Decimal::ZERO => Ok(n),
        _ => Err(start.error(format!("“误差”后面要写允许相差多少，如 误差 0.01 万元；{}。", start.found()))),
    }
}

/// What 必须有 names: tables, or cells of them.
pub(super) fn things(c: &mut Cursor) -> Parsed<Vec<Thing>> {
    let mut out = Vec::new();
    loop {
        let table = table(c)?;
        let is_cell = matches!(c.peek(), Some('[' | '·'));
        out.push(if is_cell { Thing::Cell(reference::read(c, table)?) } else { Thing::Table(table) });
        if !(c.eat(',') || c.eat('、')) {
            return Ok(out);
        }
    }
}

fn test(c: &mut Cursor) -> Parsed<Test<Ref>> {
    if let Some(fact) = facts::of_a_condition(c)? {
        return Ok(Test::Fact(fact));
    }
    Ok(Test::Figures(chain(c)?))
}

fn chain(c: &mut Cursor) -> Parsed<Chain<Ref>> {
    let first = sum(c, 0)?;
    let mut rest = Vec::new();
    while let Some(compare) = comparison(c) {
        rest.push((compare, sum(c, 0)?));
    }
    if rest.is_empty() {
        let sign = "这里要写怎样比较：=、≠、≥、≤、>、<";
        return Err(c.error(format!("{sign}，或“不超过”“不小于”等字样；{}。", c.found())));
    }
    Ok(Chain { first, rest })
}

fn comparison(c: &mut Cursor) -> Option<Compare> {
    COMPARISONS.iter().find(|(word, _)| c.word(word)).map(|(_, compare)| *compare)
}

fn sum(c: &mut Cursor, depth: usize) -> Parsed<Expr<Ref>> {
    let minus = c.eat('-');
    let mut terms = vec![(minus, product(c, depth)?)];
    loop {
        let minus = match () {
            () if c.eat('+') => false,
            () if c.eat('-') => true,
            () => break,
        };
        terms.push((minus, product(c, depth)?));
    }
    Ok(single(terms, Expr::Sum))
}

fn product(c: &mut Cursor, depth: usize) -> Parsed<Expr<Ref>> {
    let mut factors = vec![(false, factor(c, depth)?)];
    loop {
        let divides = match () {
            () if c.eat('*') => false,
            () if c.eat('/') => true,
            () => break,
        };
        factors.push((divides, factor(c, depth)?));
    }
    Ok(single(factors, Expr::Product))
}

/// One alone needs no sum around it.
fn single(mut parts: Vec<Part>, many: fn(Vec<Part>) -> Expr<Ref>) -> Expr<Ref> {
    match parts.as_slice() {
        [(false, _)] => parts.pop().map_or_else(|| many(Vec::new()), |(_, one)| one),
        _ => many(parts),
    }
}

fn factor(c: &mut Cursor, depth: usize) -> Parsed<Expr<Ref>> {
    if depth > DEEPEST {
        return Err(c.error(format!("括号套得太深，最多 {DEEPEST} 层：请拆成几条规则。")));
    }
    c.blanks();
    if let Some(number) = number(c)? {
        return Ok(Expr::Number(number));
    }
    let start = *c;
    if c.eat('(') {
        let inner = sum(c, depth + 1)?;
        return match c.eat(')') {
            true => Ok(inner),
            false => Err(start.error("这个左括号没有对应的右括号。")),
        };
    }
    for (name, function) in Function::ALL {
        let mut ahead = *c;
        if ahead.word(name) && ahead.eat('(') {
            *c = ahead;
            return call(c, *function, name, start, depth);
        }
    }
    let table = table(c)?;
    Ok(Expr::Cells(reference::read(c, table)?))
}

fn call(c: &mut Cursor, function: Function, name: &str, start: Cursor, depth: usize) -> Parsed<Expr<Ref>> {
    let mut args = vec![sum(c, depth + 1)?];
    while c.eat(',') {
        args.push(sum(c, depth + 1)?);
    }
    if !c.eat(')') {
        return Err(c.error(format!("“{name}(…)”里各项之间用逗号，最后用右括号；{}。", c.found())));
    }
    let expected = match function {
        Function::Share => 2,
        Function::Abs => 1,
        _ => args.len(),
    };
    if args.len() != expected {
        return Err(start.error(match function {
            Function::Share => "“占比”要写两项：占比(部分，全部)。",
            _ => "“绝对值”只写一项：绝对值(…)。",
        }));
    }
    if function == Function::Count && !args.iter().all(|a| matches!(a, Expr::Cells(_))) {
        return Err(start.error("“个数”里只能写格，如 个数(项目支出表[各项目, 合计])。"));
    }
    Ok(Expr::Call(function, args))
}

/// A number with its unit, if one comes next.
fn number(c: &mut Cursor) -> Parsed<Option<Constant>> {
    let start = *c;
    if !c.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Ok(None);
    }
    let mut digits = String::new();
    while let Some(sign) = c.peek() {
        let follows = |n: usize| c.peek_at(n).is_some_and(|c| c.is_ascii_digit());
        match sign {
            '0'..='9' => digits.push(sign),
            '.' if follows(1) && !digits.contains('.') => digits.push(sign),
            // 1,234 is a number; (1, 234) are two.
            ',' if (1..=3).all(follows) && !follows(4) && !digits.contains('.') => {}
            _ => break,
        }
        c.take();
    }
    let value = digits.parse::<Decimal>().ok().filter(|_| digits.len() <= 24);
    let Some(value) = value else { return Err(start.error("这个数太长，最多 24 位。")) };
    let unit = [("%", Measure::Percent), ("亿元", Measure::Yi), ("万元", Measure::Wan), ("元", Measure::Yuan)];
    let unit = unit.iter().find(|(word, _)| c.word(word)).map_or(Measure::Bare, |(_, unit)| *unit);
    Ok(Some(Constant { value, unit }))
}

/// The name of a table.
pub(super) fn table(c: &mut Cursor) -> Parsed<TableName> {
    if let Some(title) = c.quoted()? {
        return Ok(TableName::Title(title));
    }
    c.blanks();
    let start = *c;
    let name = c.until(|c| c.is_whitespace() || "[]()+-*/=≠≥≤><!,、%:·".contains(c));
    if name.is_empty() {
        let expected = "这里要写一格，如 支出总表[合计, 项目支出]，或写一个数";
        return Err(start.error(format!("{expected}；{}。", start.found())));
    }
    if let Some(kind) = names::kind(&name) {
        return Ok(TableName::Kind(kind));
    }
    let functions = Function::ALL.iter().map(|(name, _)| *name);
    let meant = names::nearest(&name, names::kinds());
    Err(start.error(match (c.peek(), meant) {
        (Some('('), _) => format!("没有“{name}(…)”这种算法{}", perhaps(&name, functions)),
        (Some('[' | '·'), Some(meant)) => format!("没有“{name}”，是不是“{meant}”？"),
        (Some('[' | '·'), None) => {
            format!("没有“{name}”：不是通用表种的，用引号写印出的表名，如 “专项资金明细表”[合计, 金额]。")
        }
        _ => format!(
            "看不懂“{name}”{}一格要写成 表名[行, 栏]，如 支出总表[合计, 项目支出]。",
            perhaps(&name, names::kinds())
        ),
    }))
}
