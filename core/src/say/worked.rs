//! An indicator's formula in words and with its numbers, in units that are read: 亿元, not 千元.

mod ratio;

use rust_decimal::Decimal;

use self::ratio::Ratio;
use super::{gap, unit, value};
use crate::figure::{Measured, Unit};
use crate::format::{Scale, exact, number, thousands};
use crate::formula::{Expr, Lag, Operator};
use crate::id::Code;
use crate::view::{Figure, Operand};
use crate::words::{Lang, Message, key};
use crate::zone::Indicator;

/// The formula with names for codes: `研发费用 ÷ 营业收入 × 100`. A division that only turns the form's unit into the
/// board's is said as that: `营业收入（由千元换算为亿元）`; so is the factor of a quotient, `（由千元/人换算为万元/人）`.
pub fn formula(indicator: &Indicator, operands: &[Operand], lang: Lang) -> String {
    let name = |code: &Code| {
        let operand = operands.iter().find(|operand| operand.item == *code);
        operand.map_or_else(|| code.to_string(), |operand| operand.name.clone())
    };
    let named = |key, code: &Code| Message::new(key).with("item", name(code)).text(lang);
    let item = |code: &Code, lag| match lag {
        Lag::Now => name(code),
        Lag::YearAgo => named(key::EXPLAIN_OF_YEAR_AGO, code),
        Lag::LastMonth => named(key::EXPLAIN_OF_LAST_MONTH, code),
    };
    let rate = |code: &Code| named(key::EXPLAIN_RATE, code);
    let whole = || indicator.formula.parsed.written(&item, &rate);
    conversion(indicator, operands, &|expr| expr.written(&item, &rate), lang).unwrap_or_else(whole)
}

/// The formula by the codes of the form, as the configuration writes it but for a factor that only converts, which is said
/// in words here too: `qc05_0（由千元换算为亿元）`.
pub fn coded(indicator: &Indicator, operands: &[Operand], lang: Lang) -> String {
    let item = |code: &Code, lag| match lag {
        Lag::Now => code.to_string(),
        Lag::YearAgo => format!("sn({code})"),
        Lag::LastMonth => format!("last({code})"),
    };
    let rate = |code: &Code| format!("yoy({code})");
    let written = conversion(indicator, operands, &|expr| expr.written(&item, &rate), lang);
    written.unwrap_or_else(|| indicator.formula.text.clone())
}

/// What is converted, as `written` writes it, and from which unit to which; nothing where nothing is.
fn conversion(
    indicator: &Indicator,
    operands: &[Operand],
    written: &dyn Fn(&Expr) -> String,
    lang: Lang,
) -> Option<String> {
    let (inner, from) = match converted(indicator, operands) {
        Some((inner, from, _)) => (inner, unit(from, lang).to_owned()),
        None => {
            let Ratio { inner, from: (above, below), .. } = ratio::ratio(indicator, operands)?;
            (inner, format!("{}/{}", unit(above, lang), unit(below, lang)))
        }
    };
    let message = Message::new(key::EXPLAIN_CONVERTED).with("formula", written(inner));
    Some(message.with("from", from).with("to", unit(indicator.unit, lang)).text(lang))
}

/// The formula with the numbers it was computed from: `34.57亿元 ÷ 851.51亿元 × 100 = 4.06%`. Where the formula
/// mixes money with other things its factors belong to the form's units, and those are shown. Nothing when the
/// figure is one number of the form, turned into the board's unit: that number is told as the operand it is.
pub fn worked(indicator: &Indicator, figure: &Figure, operands: &[Operand], lang: Lang) -> Option<String> {
    let parsed = &indicator.formula.parsed;
    let (shown, numbers) = match converted(indicator, operands) {
        Some((Expr::Item(..), ..)) => return None,
        Some((inner, _, per)) => (inner, Numbers::Divided(per)),
        None if matches!(parsed, Expr::Item(..)) => return None,
        None => match (told_in(indicator, operands), ratio::ratio(indicator, operands)) {
            // With its money in the figure's own unit nothing is left to convert.
            (Some(told), Some(Ratio { inner, .. })) => (inner, Numbers::Told(told)),
            (Some(told), None) => (parsed, Numbers::Told(told)),
            (None, _) => (parsed, Numbers::Plain),
        },
    };
    let amount = |operand: &Operand, value: Decimal| match numbers {
        Numbers::Divided(per) => format!("{}{}", number(value / per, figure.decimals), unit(figure.unit, lang)),
        Numbers::Told(told) => {
            let scale = Scale::told_in(operand.unit, told);
            format!("{}{}", scale.number(value), unit(scale.unit, lang))
        }
        Numbers::Plain => format!("{}{}", exact(value), unit(operand.unit, lang)),
    };
    let item = |code: &Code, lag| {
        let operand = operands.iter().find(|operand| operand.item == *code && operand.lag == lag);
        match operand.map(|operand| (operand, operand.value, operand.gap)) {
            Some((operand, Some(value), _)) if value.is_sign_negative() => format!("（{}）", amount(operand, value)),
            Some((operand, Some(value), _)) => amount(operand, value),
            Some((_, None, Some(reason))) => gap(reason, lang).to_owned(),
            _ => "—".to_owned(),
        }
    };
    let rate = |code: &Code| format!("({} ÷ {} − 1) × 100", item(code, Lag::Now), item(code, Lag::YearAgo));
    let result = if figure.value.is_some() { unit(figure.unit, lang) } else { "" };
    Some(format!("{} = {}{result}", shown.written(&item, &rate), value(figure, lang)))
}

/// The one unit in which the money of an explanation is told: the figure's, where the figure is money; of a share the one
/// in which the largest of its operands is read; of 万元/人 the figure's 万元. Nothing where the formula mixes money with other
/// things in another way, as 件/千万元 does: its factors belong to the form's units, and those are shown.
///
/// Example: 税收 12,000万元 ÷ 营业收入 851,505,970千元 is told as 1.20亿元 ÷ 8,515.06亿元.
pub fn told_in(indicator: &Indicator, operands: &[Operand]) -> Option<Unit> {
    match () {
        () if converted(indicator, operands).is_some() => Some(indicator.unit).filter(|unit| is_money(*unit)),
        () if !operands.iter().any(|operand| is_money(operand.unit)) => None,
        () if let Some(ratio) = ratio::ratio(indicator, operands) => ratio.told,
        () if is_scale_free(&indicator.formula.parsed, operands) => {
            Some(Scale::of(Unit::ThousandYuan, largest(operands)).unit)
        }
        () => None,
    }
}

/// How operands are shown.
#[derive(Clone, Copy)]
enum Numbers {
    /// Divided by this, in the figure's unit.
    Divided(Decimal),
    /// Money in this unit.
    Told(Unit),
    /// As on the form.
    Plain,
}

/// The formula without the division that turns the unit of its operands into the board's, that unit, and the divisor.
fn converted<'a>(indicator: &'a Indicator, operands: &[Operand]) -> Option<(&'a Expr, Unit, Decimal)> {
    let Expr::Binary(inner, Operator::Divide, per) = &indicator.formula.parsed else { return None };
    let Expr::Number(per) = **per else { return None };
    let from = operands.first()?.unit;
    let is_one_unit = operands.iter().all(|operand| operand.unit == from) && from != indicator.unit;
    (is_one_unit && is_linear(inner) && !per.is_zero()).then_some((&**inner, from, per))
}

/// Whether only sums and differences of items are taken.
fn is_linear(expr: &Expr) -> bool {
    match expr {
        Expr::Item(..) => true,
        Expr::Number(_) | Expr::YearOnYear(_) => false,
        Expr::Negative(x) | Expr::Absolute(x) => is_linear(x),
        Expr::Binary(x, operator, y) => {
            matches!(operator, Operator::Add | Operator::Subtract) && is_linear(x) && is_linear(y)
        }
    }
}

/// Whether the result stays when all money is counted in another unit: a share, a rate.
fn is_scale_free(formula: &Expr, operands: &[Operand]) -> bool {
    let result = |factor: Decimal| -> Measured {
        let value = |code: &Code, lag| {
            let operand = operands.iter().find(|operand| operand.item == *code && operand.lag == lag);
            let operand = operand.ok_or(crate::figure::Gap::NotReported)?;
            // What is missing is read in the same unit as what is there.
            let value = operand.value.unwrap_or(Decimal::ONE);
            Ok(if is_money(operand.unit) { value / factor } else { value })
        };
        formula.value(&value)
    };
    match (result(Decimal::ONE), result(Decimal::from(8))) {
        (Ok(one), Ok(other)) => one.round_dp(8) == other.round_dp(8),
        _ => false,
    }
}

/// The largest amount of money, in 千元.
fn largest(operands: &[Operand]) -> Decimal {
    let money =
        operands.iter().filter_map(|operand| Some(operand.value?.abs().saturating_mul(thousands(operand.unit)?)));
    money.max().unwrap_or_default()
}

fn is_money(unit: Unit) -> bool {
    thousands(unit).is_some()
}

#[cfg(test)]
mod tests;
