//! Whether formulas come out in the unit they claim: dimensions are carried through them as numbers are.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::define::Context;
use super::place::Spot;
use super::{Indicator, Item, Rule};
use crate::figure::Unit;
use crate::formula::{Assertion, Expr, Operator};
use crate::id::Code;
use crate::words::{Message, key};

/// What is counted: the base units every unit is made of.
const BASES: [&str; 10] = ["元", "人", "家", "件", "项", "个", "吨标准煤", "台", "小时", "台年"];
/// Those that count things one by one, in `BASES`: 个 may stand for any of them.
const COUNTING: std::ops::Range<usize> = 2..6;
/// 个 in `BASES`.
const THING: usize = 5;

/// What a number counts: 千元 is 元 to the first power, a thousand at a time; 万元/人 is 元 to the first and 人
/// to minus the first, ten thousand at a time; a share is none of anything, and % a hundredth at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Quantity {
    powers: [i32; BASES.len()],
    /// How many of the base units one of the number stands for; not known when a factor that is no power of ten
    /// took part: whether ×12 makes a year of a month or another unit, no unit can say.
    scale: Option<Decimal>,
}

/// What a part of a formula is.
enum Value {
    /// A number written in the formula.
    Constant(Decimal),
    Quantity(Quantity),
    /// Not to be told: an item that is not known, or a number with a meaning of its own in a rule.
    Unknown,
}

/// Two sides that cannot be added or compared.
struct Mixed(Quantity, Quantity);

/// How factors are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Factors {
    /// In an indicator they change units: ÷100000 makes 亿元 of 千元.
    Convert,
    /// In a rule they are thresholds with units of their own: 营业收入 ≤ 从业人员 × 20000.
    Threshold,
}

/// Reports indicators whose formula does not give their unit, and formulas that add or compare unlike things.
pub(super) fn units<'a>(
    context: &Context<'a>,
    items: &[Item],
    indicators: &[(Spot<'a>, Indicator)],
    rules: &[(Spot<'a>, Rule)],
) {
    let units: BTreeMap<&Code, Unit> = items.iter().rev().map(|item| (&item.code, item.unit)).collect();
    let mixed = |at: Spot<'a>, Mixed(left, right): Mixed| {
        let message = Message::new(key::ZONE_FORMULA_MIXED).with("left", left.name());
        context.problems.add(at, message.with("right", right.name()));
    };
    // What divides by nothing has no unit either.
    let divides = |(_, indicator): &&(Spot<'_>, Indicator)| !indicator.formula.parsed.zero_divisors().contains(&true);
    for (at, indicator) in indicators.iter().filter(divides) {
        match value(&indicator.formula.parsed, &units, Factors::Convert) {
            Ok(Value::Quantity(found)) => {
                if let Some(message) = found.against(indicator.unit) {
                    context.problems.add(*at, message);
                }
            }
            Ok(_) => {}
            Err(sides) => mixed(*at, sides),
        }
    }
    for (at, rule) in rules {
        if let Err(sides) = compared(&rule.assert.parsed, &units) {
            mixed(*at, sides);
        }
    }
}

fn value(expr: &Expr, units: &BTreeMap<&Code, Unit>, factors: Factors) -> Result<Value, Mixed> {
    Ok(match expr {
        Expr::Number(number) => Value::Constant(*number),
        Expr::Item(code, _) => units.get(code).map_or(Value::Unknown, |unit| Value::Quantity(Quantity::of(*unit))),
        Expr::YearOnYear(_) => Value::Quantity(Quantity::of(Unit::Percent)),
        Expr::Negative(x) | Expr::Absolute(x) => value(x, units, factors)?,
        Expr::Binary(x, operator, y) => {
            let (x, y) = (value(x, units, factors)?, value(y, units, factors)?);
            match operator {
                Operator::Add | Operator::Subtract => added(x, y)?,
                Operator::Multiply => multiplied(x, y, 1, factors),
                Operator::Divide => multiplied(x, y, -1, factors),
            }
        }
    })
}

/// A number beside a quantity is in the quantity's unit: sn(x) + 1.
fn added(x: Value, y: Value) -> Result<Value, Mixed> {
    Ok(match (x, y) {
        (Value::Quantity(x), Value::Quantity(y)) => match x.joined(&y) {
            Some(both) => Value::Quantity(both),
            None => return Err(Mixed(x, y)),
        },
        (Value::Constant(x), Value::Constant(_)) => Value::Constant(x),
        (Value::Quantity(known), Value::Constant(_)) | (Value::Constant(_), Value::Quantity(known)) => {
            Value::Quantity(known)
        }
        _ => Value::Unknown,
    })
}

/// x × y, or x ÷ y when the power is −1.
fn multiplied(x: Value, y: Value, power: i32, factors: Factors) -> Value {
    let constant = |number| Quantity { powers: [0; BASES.len()], scale: conversion(number) };
    let (x, y) = match (x, y) {
        (Value::Unknown, _) | (_, Value::Unknown) => return Value::Unknown,
        (Value::Constant(x), Value::Constant(y)) => {
            let result = if power > 0 { x.checked_mul(y) } else { x.checked_div(y) };
            return result.map_or(Value::Unknown, Value::Constant);
        }
        (Value::Constant(_), _) | (_, Value::Constant(_)) if factors == Factors::Threshold => return Value::Unknown,
        (Value::Constant(x), Value::Quantity(y)) => (constant(x), y),
        (Value::Quantity(x), Value::Constant(y)) => (x, constant(y)),
        (Value::Quantity(x), Value::Quantity(y)) => (x, y),
    };
    let scale = x.scale.zip(y.scale).and_then(|(x, y)| if power > 0 { x.checked_mul(y) } else { x.checked_div(y) });
    Value::Quantity(Quantity { powers: std::array::from_fn(|n| x.powers[n] + power * y.powers[n]), scale })
}

/// Multiplying by 10^n leaves units of 10^−n: that many fewer stand for one of the number.
fn conversion(number: Decimal) -> Option<Decimal> {
    let number = number.normalize();
    let mut mantissa = number.mantissa();
    while mantissa > 1 && mantissa % 10 == 0 {
        mantissa /= 10;
    }
    (mantissa == 1).then(|| Decimal::ONE.checked_div(number)).flatten()
}

fn compared(assertion: &Assertion, units: &BTreeMap<&Code, Unit>) -> Result<(), Mixed> {
    match assertion {
        Assertion::Compare(x, _, y) => {
            added(value(x, units, Factors::Threshold)?, value(y, units, Factors::Threshold)?).map(|_| ())
        }
        Assertion::And(x, y) | Assertion::Or(x, y) | Assertion::Implies(x, y) | Assertion::Same(x, y) => {
            compared(x, units)?;
            compared(y, units)
        }
    }
}

impl Quantity {
    fn of(unit: Unit) -> Self {
        let (powers, scale): (&[(usize, i32)], Decimal) = match unit {
            Unit::ThousandYuan => (&[(0, 1)], ten_to(3)),
            Unit::TenThousandYuan => (&[(0, 1)], ten_to(4)),
            Unit::HundredMillionYuan => (&[(0, 1)], ten_to(8)),
            Unit::Person => (&[(1, 1)], ten_to(0)),
            Unit::TenThousandPersons => (&[(1, 1)], ten_to(4)),
            Unit::Enterprise => (&[(2, 1)], ten_to(0)),
            Unit::Piece => (&[(3, 1)], ten_to(0)),
            Unit::Project => (&[(4, 1)], ten_to(0)),
            Unit::Count => (&[(THING, 1)], ten_to(0)),
            Unit::TonneCoal => (&[(6, 1)], ten_to(0)),
            Unit::TonneCoalPerTenThousandYuan => (&[(6, 1), (0, -1)], ten_to(-4)),
            Unit::TenThousandYuanPerPerson => (&[(0, 1), (1, -1)], ten_to(4)),
            Unit::PiecePerTenThousandPersons => (&[(3, 1), (1, -1)], ten_to(-4)),
            Unit::PiecePerTenMillionYuan => (&[(3, 1), (0, -1)], ten_to(-7)),
            Unit::PiecePerTenBillionYuan => (&[(3, 1), (0, -1)], ten_to(-10)),
            Unit::Instrument => (&[(7, 1)], ten_to(0)),
            Unit::Hours => (&[(8, 1)], ten_to(0)),
            Unit::HoursEach => (&[(8, 1), (7, -1)], ten_to(0)),
            Unit::InstrumentYear => (&[(9, 1)], ten_to(0)),
            Unit::Percent => (&[], ten_to(-2)),
        };
        let power = |base| powers.iter().find(|(of, _)| *of == base).map_or(0, |(_, power)| *power);
        Self { powers: std::array::from_fn(power), scale: Some(scale) }
    }

    /// What two added quantities are: 家 and 项 together are 个. Nothing when they cannot be added.
    fn joined(&self, other: &Self) -> Option<Self> {
        if let (Some(x), Some(y)) = (self.scale, other.scale)
            && x != y
        {
            return None;
        }
        let scale = self.scale.and(other.scale);
        if self.powers == other.powers {
            return Some(Self { scale, ..self.clone() });
        }
        let counts = self.is_counting() && other.is_counting();
        counts.then(|| Self { scale, powers: std::array::from_fn(|base| i32::from(base == THING)) })
    }

    /// Whether it counts things one by one, whatever they are.
    fn is_counting(&self) -> bool {
        let counted = |base: usize| self.powers[base] == 1 && COUNTING.contains(&base);
        (0..BASES.len()).filter(|base| self.powers[*base] != 0).map(counted).eq([true])
    }

    /// What is wrong when it is claimed to be counted in `unit`.
    fn against(&self, unit: Unit) -> Option<Message> {
        let claimed = Self::of(unit);
        let counts = unit == Unit::Count && self.is_counting();
        if self.powers != claimed.powers && !counts {
            let message = Message::new(key::ZONE_FORMULA_UNIT).with("found", self.name());
            return Some(message.with("unit", unit.name()));
        }
        // A count of things is one at a time in either.
        let factor = claimed.scale?.checked_div(self.scale?)?.normalize();
        let message = Message::new(key::ZONE_FORMULA_SCALE).with("unit", unit.name());
        (factor != Decimal::ONE).then(|| message.with("factor", factor.to_string()))
    }

    /// Its name: that of the unit it is, or what it is made of.
    fn name(&self) -> String {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| Self::of(*unit) == *self) {
            return unit.name().to_owned();
        }
        let named = |sign: i32| {
            let powers = self.powers.iter().zip(BASES).filter(|(power, _)| power.signum() == sign);
            let times = powers.flat_map(|(power, base)| std::iter::repeat_n(base, power.unsigned_abs() as usize));
            times.collect::<Vec<_>>().join("·")
        };
        match (named(1), named(-1)) {
            (over, under) if over.is_empty() && under.is_empty() => "比值".to_owned(),
            (over, under) if under.is_empty() => over,
            (over, under) if over.is_empty() => format!("1/{under}"),
            (over, under) => format!("{over}/{under}"),
        }
    }
}

fn ten_to(power: i32) -> Decimal {
    let zeros = power.unsigned_abs();
    if power < 0 { Decimal::new(1, zeros) } else { Decimal::from(10_u64.pow(zeros)) }
}
