//! What can be told of a formula without any figure: what is constant in it, and whether its parts add up.

use rust_decimal::Decimal;

use super::{Assertion, Expr, Operator};

impl Expr {
    /// Whether the value of a whole is the sum of its parts' values: items added, subtracted, and multiplied or divided
    /// by numbers. 亿元 add up over parks, shares and rates do not.
    pub fn is_additive(&self) -> bool {
        match self {
            Self::Item(..) => true,
            Self::Number(_) | Self::YearOnYear(_) | Self::Absolute(_) => false,
            Self::Negative(x) => x.is_additive(),
            Self::Binary(x, Operator::Add | Operator::Subtract, y) => x.is_additive() && y.is_additive(),
            Self::Binary(x, Operator::Multiply, y) => {
                (x.is_additive() && y.constant().is_some()) || (x.constant().is_some() && y.is_additive())
            }
            Self::Binary(x, Operator::Divide, y) => x.is_additive() && y.constant().is_some(),
        }
    }

    /// Its value when no item can change it: `1 - 1`, and `a - a` too.
    fn constant(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Item(..) | Self::YearOnYear(_) => None,
            Self::Negative(x) => Some(-x.constant()?),
            Self::Absolute(x) => Some(x.constant()?.abs()),
            Self::Binary(x, Operator::Subtract, y) if x == y => Some(Decimal::ZERO),
            Self::Binary(x, operator, y) => match (x.constant(), operator, y.constant()) {
                (Some(zero), Operator::Multiply | Operator::Divide, _) if zero.is_zero() => Some(zero),
                (_, Operator::Multiply, Some(zero)) if zero.is_zero() => Some(zero),
                (Some(x), Operator::Add, Some(y)) => x.checked_add(y),
                (Some(x), Operator::Subtract, Some(y)) => x.checked_sub(y),
                (Some(x), Operator::Multiply, Some(y)) => x.checked_mul(y),
                (Some(x), Operator::Divide, Some(y)) => x.checked_div(y),
                _ => None,
            },
        }
    }

    /// For every division, in the order they are written, whether what it divides by is always zero.
    pub fn zero_divisors(&self) -> Vec<bool> {
        let mut found = Vec::new();
        self.visit_divisions(&mut |is_zero| found.push(is_zero));
        found
    }

    fn visit_divisions(&self, seen: &mut dyn FnMut(bool)) {
        match self {
            Self::Number(_) | Self::Item(..) | Self::YearOnYear(_) => {}
            Self::Negative(x) | Self::Absolute(x) => x.visit_divisions(seen),
            Self::Binary(x, operator, y) => {
                x.visit_divisions(seen);
                if *operator == Operator::Divide {
                    seen(y.constant().is_some_and(|by| by.is_zero()));
                }
                y.visit_divisions(seen);
            }
        }
    }
}

impl Assertion {
    /// For every division, whether what it divides by is always zero; the middle of `a >= b >= c` is told twice.
    pub fn zero_divisors(&self) -> Vec<bool> {
        let mut found = Vec::new();
        self.visit(&mut |expr| found.extend(expr.zero_divisors()));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up_over_parks_is_linear() {
        let check = |text: &str, expected| assert_eq!(Expr::parse(text).unwrap().is_additive(), expected, "{text}");
        for text in ["a", "a / 100000", "(a - sn(a)) / 10", "2 * (a + b)", "-a", "a * (1 + 1)"] {
            check(text, true);
        }
        for text in ["a / b", "a * b", "yoy(a)", "abs(a)", "a + 1", "1 / a", "a * (b - b) + yoy(a)"] {
            check(text, false);
        }
    }

    #[test]
    fn divisors_that_are_always_zero_are_found_in_the_order_they_are_written() {
        let check = |text: &str, expected: &[bool]| {
            assert_eq!(Expr::parse(text).unwrap().zero_divisors(), expected, "{text}");
        };
        check("a / 0", &[true]);
        check("a / b / (1 - 1)", &[false, true]);
        check("a / (b / 0)", &[false, true]);
        check("a / (b * 0) / 3", &[true, false]);
        check("a / (b - b)", &[true]);
        check("a / (b - sn(b))", &[false]);
        check("a / (0.1 - 0.10)", &[true]);
    }
}
