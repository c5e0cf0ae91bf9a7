//! Formulas of indicators and assertions of audit rules: small texts in the zone's files, parsed once,
//! computed exactly, and able to name their operands.
//!
//! ```text
//! qc12 / qc05_0 * 100                       an expression
//! qc05_0 = qc06 + qc07 + qc10 + qc49        an assertion
//! qj80_1 = 0 <=> qj80 = 0                   assertions joined by and, or, =>, <=>
//! sn(qc05_0)   last(qc05_0)   yoy(qc05_0)   上年同期, 上月, 同比 in percent
//! ```

mod constant;
mod lexer;
mod parser;
mod said;
mod written;

use rust_decimal::Decimal;

use crate::figure::{Change, Gap, Measured, Unit};
use crate::id::Code;
use crate::period::Month;

pub use parser::{Expected, SyntaxError};

/// Which of an item's figures a formula means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lag {
    /// The period itself 本期.
    Now,
    /// The same period of the year before 上年同期: `sn(x)`.
    YearAgo,
    /// The month before 上月: `last(x)`.
    LastMonth,
}

/// The month a lag means.
pub(crate) fn lagged(month: Month, lag: Lag) -> Month {
    match lag {
        Lag::Now => month,
        Lag::YearAgo => month.year_ago(),
        Lag::LastMonth => month.previous(),
    }
}

/// Arithmetic over items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A number written in the formula.
    Number(Decimal),
    /// An item's figure.
    Item(Code, Lag),
    /// The change of an item against the year before, in percent.
    YearOnYear(Code),
    /// `-x`.
    Negative(Box<Expr>),
    /// `abs(x)`.
    Absolute(Box<Expr>),
    /// `x op y`.
    Binary(Box<Expr>, Operator, Box<Expr>),
}

/// The four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What an audit rule asserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// `x op y`, within the rule's tolerance.
    Compare(Expr, Comparison, Expr),
    /// Both hold.
    And(Box<Assertion>, Box<Assertion>),
    /// At least one holds.
    Or(Box<Assertion>, Box<Assertion>),
    /// When the first holds, so does the second.
    Implies(Box<Assertion>, Box<Assertion>),
    /// Both hold or neither.
    Same(Box<Assertion>, Box<Assertion>),
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Expr {
    /// Reads an expression; an error names the column.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parser::expression(text)
    }

    /// Every operand, in order of appearance, each once.
    pub fn operands(&self) -> Vec<(Code, Lag)> {
        let mut found = Vec::new();
        self.visit(&mut |code, lag| {
            if !found.iter().any(|(c, l)| c == code && *l == lag) {
                found.push((code.clone(), lag));
            }
        });
        found
    }

    fn visit(&self, seen: &mut dyn FnMut(&Code, Lag)) {
        match self {
            Self::Number(_) => {}
            Self::Item(code, lag) => seen(code, *lag),
            Self::YearOnYear(code) => {
                seen(code, Lag::Now);
                seen(code, Lag::YearAgo);
            }
            Self::Negative(x) | Self::Absolute(x) => x.visit(seen),
            Self::Binary(x, _, y) => {
                x.visit(seen);
                y.visit(seen);
            }
        }
    }

    /// The value, or why there is none. `figure` supplies the operands.
    pub fn value(&self, figure: &dyn Fn(&Code, Lag) -> Measured) -> Measured {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Item(code, lag) => figure(code, *lag),
            Self::YearOnYear(code) => {
                // Money or persons alike: a rate is asked for, so the unit does not matter.
                let change = Change::between(figure(code, Lag::Now), figure(code, Lag::YearAgo), Unit::Count);
                match change {
                    Change::Rate(rate) | Change::Points(rate) => Ok(rate),
                    Change::None(gap) => Err(gap),
                }
            }
            Self::Negative(x) => Ok(-x.value(figure)?),
            Self::Absolute(x) => Ok(x.value(figure)?.abs()),
            Self::Binary(x, operator, y) => {
                let (x, y) = (x.value(figure)?, y.value(figure)?);
                let result = match operator {
                    Operator::Add => x.checked_add(y),
                    Operator::Subtract => x.checked_sub(y),
                    Operator::Multiply => x.checked_mul(y),
                    Operator::Divide if y.is_zero() => return Err(Gap::DivisionByZero),
                    Operator::Divide => x.checked_div(y),
                };
                result.ok_or(Gap::Overflow)
            }
        }
    }
}

impl Assertion {
    /// Reads an assertion; an error names the column.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parser::assertion(text)
    }

    /// Every operand, each once.
    pub fn operands(&self) -> Vec<(Code, Lag)> {
        let mut found: Vec<(Code, Lag)> = Vec::new();
        self.visit(&mut |expr| {
            for operand in expr.operands() {
                if !found.contains(&operand) {
                    found.push(operand);
                }
            }
        });
        found
    }

    fn visit(&self, seen: &mut dyn FnMut(&Expr)) {
        match self {
            Self::Compare(x, _, y) => {
                seen(x);
                seen(y);
            }
            Self::And(x, y) | Self::Or(x, y) | Self::Implies(x, y) | Self::Same(x, y) => {
                x.visit(seen);
                y.visit(seen);
            }
        }
    }

    /// Whether it holds. `Err` when an operand is absent: then nothing can be said.
    pub fn holds(&self, tolerance: Decimal, figure: &dyn Fn(&Code, Lag) -> Measured) -> Result<bool, Gap> {
        let side = |a: &Self| a.holds(tolerance, figure);
        match self {
            Self::Compare(x, comparison, y) => {
                let (x, y) = (x.value(figure)?, y.value(figure)?);
                let difference = x.checked_sub(y).ok_or(Gap::Overflow)?;
                Ok(match comparison {
                    Comparison::Equal => difference.abs() <= tolerance,
                    Comparison::NotEqual => difference.abs() > tolerance,
                    Comparison::Less => difference < -tolerance,
                    Comparison::LessOrEqual => difference <= tolerance,
                    Comparison::Greater => difference > tolerance,
                    Comparison::GreaterOrEqual => difference >= -tolerance,
                })
            }
            Self::And(x, y) => Ok(side(x)? && side(y)?),
            Self::Or(x, y) => Ok(side(x)? || side(y)?),
            Self::Implies(x, y) => Ok(!side(x)? || side(y)?),
            Self::Same(x, y) => Ok(side(x)? == side(y)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(code: &Code, lag: Lag) -> Measured {
        match (code.as_str(), lag) {
            ("a", Lag::Now) => Ok(Decimal::from(12)),
            ("a", Lag::YearAgo) => Ok(Decimal::from(10)),
            ("b", _) => Ok(Decimal::from(5)),
            ("zero", _) => Ok(Decimal::ZERO),
            _ => Err(Gap::NotReported),
        }
    }

    #[test]
    fn expressions_compute() {
        let check = |text: &str, expected: Result<&str, Gap>| {
            let value = Expr::parse(text).unwrap().value(&figure);
            assert_eq!(value, expected.map(|d| d.parse().unwrap()), "{text}");
        };
        check("a + b * 2", Ok("22"));
        check("(a + b) * 2", Ok("34"));
        check("a - b - 1", Ok("6"));
        check("-a + 20", Ok("8"));
        check("yoy(a)", Ok("20"));
        check("sn(a) / b", Ok("2"));
        check("abs(b - a)", Ok("7"));
        check("a / zero", Err(Gap::DivisionByZero));
        check("a + missing", Err(Gap::NotReported));
        check("79228162514264337593543950335 * 10", Err(Gap::Overflow));
    }

    #[test]
    fn assertions_hold_or_not() {
        let check = |text: &str, expected| {
            assert_eq!(Assertion::parse(text).unwrap().holds(Decimal::ONE, &figure), expected, "{text}");
        };
        check("a = b + 7", Ok(true));
        check("a = b + 8", Ok(true)); // within the tolerance of one
        check("a = b + 9", Ok(false));
        check("a >= b >= zero", Ok(true));
        check("zero = 0 <=> a = 0", Ok(false));
        check("a = 0 => missing = 0", Ok(true)); // nothing to say about `missing`
        check("missing >= a", Err(Gap::NotReported));
    }

    #[test]
    fn mistakes_are_located() {
        for (text, column) in [("a +", 4), ("a b", 3), ("(a", 3), ("foo(a)", 1), ("a + $", 5), ("sn(1)", 4), ("", 1)] {
            assert_eq!(Expr::parse(text).unwrap_err().column, column, "{text}");
        }
    }
}
