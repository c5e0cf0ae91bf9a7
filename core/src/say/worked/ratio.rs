//! A figure per something, such as 万元/人: its formula holds a factor that only turns the form's units into its own.

use rust_decimal::Decimal;

use super::is_linear;
use crate::figure::Unit;
use crate::formula::{Expr, Operator};
use crate::view::Operand;
use crate::zone::Indicator;

/// A quotient with its conversion: `增加值 ÷ 从业人员期末人数`, by the form 千元 and 人, in the figure's unit 万元 and 人.
pub(super) struct Ratio<'a> {
    /// The quotient without the factor.
    pub inner: &'a Expr,
    /// The form's units above and below.
    pub from: (Unit, Unit),
    /// The one unit of money in which nothing is left to convert; nothing where other things are converted too.
    pub told: Option<Unit>,
}

/// The quotient of an indicator whose factor is nothing but a conversion.
pub(super) fn ratio<'a>(indicator: &'a Indicator, operands: &[Operand]) -> Option<Ratio<'a>> {
    let (above, below) = indicator.unit.name().split_once('/')?;
    let (inner, factor) = without_factor(&indicator.formula.parsed)?;
    let Expr::Binary(x, Operator::Divide, y) = inner else { return None };
    let from = (unit_of(x, operands)?, unit_of(y, operands)?);
    let (over, under) = (size(from.0.name()) / size(above), size(from.1.name()) / size(below));
    if factor == Decimal::ONE || factor.round_dp(12) != (over / under).round_dp(12) {
        return None;
    }
    let is_told = |form: Unit, shown: &str| {
        form.name() == shown || (super::is_money(form) && Unit::named(shown).is_some_and(super::is_money))
    };
    let money = [above, below].into_iter().filter_map(Unit::named).find(|unit| super::is_money(*unit));
    Some(Ratio { inner, from, told: money.filter(|_| is_told(from.0, above) && is_told(from.1, below)) })
}

/// An expression without the numbers it is multiplied with and divided by, and what they come to.
fn without_factor(expr: &Expr) -> Option<(&Expr, Decimal)> {
    let Expr::Binary(x, operator, y) = expr else { return Some((expr, Decimal::ONE)) };
    let (Expr::Number(number), Operator::Multiply | Operator::Divide) = (&**y, operator) else {
        return Some((expr, Decimal::ONE));
    };
    let (inner, factor) = without_factor(x)?;
    let by = if *operator == Operator::Multiply { factor.checked_mul(*number) } else { factor.checked_div(*number) };
    Some((inner, by?))
}

/// The one unit of what an expression adds up.
fn unit_of(expr: &Expr, operands: &[Operand]) -> Option<Unit> {
    let mut units = Vec::new();
    is_linear(expr).then_some(())?;
    for (code, _) in expr.operands() {
        units.push(operands.iter().find(|operand| operand.item == code)?.unit);
    }
    units.iter().all(|unit| *unit == units[0]).then(|| units.first().copied()).flatten()
}

/// How large a unit is, by its name: money in 千元, persons in 人; everything else is one of itself.
fn size(name: &str) -> Decimal {
    Decimal::from(match name {
        "万元" => 10,
        "千万元" | "万人" => 10_000,
        "亿元" => 100_000,
        "百亿元" => 10_000_000,
        _ => 1,
    })
}
