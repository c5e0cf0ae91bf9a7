//! A formula written out for people: with names for codes, or with the numbers it was computed from.

use super::{Expr, Operator};
use crate::format;
use crate::id::Code;

/// How tightly an expression holds together; a looser one inside a tighter one needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grip {
    Sum,
    Product,
    Whole,
}

impl Expr {
    /// The formula with `item` written for each operand, and `rate` for each change against last year:
    /// `研发费用 ÷ 营业收入 × 100`.
    pub fn written(&self, item: &dyn Fn(&Code, super::Lag) -> String, rate: &dyn Fn(&Code) -> String) -> String {
        self.grouped(item, rate).0
    }

    fn grouped(&self, item: &dyn Fn(&Code, super::Lag) -> String, rate: &dyn Fn(&Code) -> String) -> (String, Grip) {
        let inside = |x: &Self, least: Grip| {
            let (text, grip) = x.grouped(item, rate);
            if grip < least { format!("({text})") } else { text }
        };
        match self {
            Self::Number(number) => (format::exact(*number), Grip::Whole),
            Self::Item(code, lag) => (item(code, *lag), Grip::Whole),
            Self::YearOnYear(code) => (rate(code), Grip::Whole),
            Self::Negative(x) => (format!("−{}", inside(x, Grip::Whole)), Grip::Sum),
            Self::Absolute(x) => (format!("|{}|", inside(x, Grip::Sum)), Grip::Whole),
            Self::Binary(x, operator, y) => {
                // The right side of − and ÷ must not fall apart: a − (b + c).
                let (sign, grip, right) = match operator {
                    Operator::Add => ("+", Grip::Sum, Grip::Sum),
                    Operator::Subtract => ("−", Grip::Sum, Grip::Product),
                    Operator::Multiply => ("×", Grip::Product, Grip::Product),
                    Operator::Divide => ("÷", Grip::Product, Grip::Whole),
                };
                (format!("{} {sign} {}", inside(x, grip), inside(y, right)), grip)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Lag;

    #[test]
    fn formulas_are_written_with_the_brackets_they_need() {
        let check = |text: &str, expected: &str| {
            let item = |code: &Code, lag| if lag == Lag::Now { format!("名{code}") } else { format!("上年{code}") };
            let written = Expr::parse(text).unwrap().written(&item, &|code| format!("{code}同比"));
            assert_eq!(written, expected, "{text}");
        };
        check("a / b * 100", "名a ÷ 名b × 100");
        check("a / (b * 100)", "名a ÷ (名b × 100)");
        check("(a + b) / c", "(名a + 名b) ÷ 名c");
        check("a - (b + c)", "名a − (名b + 名c)");
        check("a - b + c", "名a − 名b + 名c");
        check("abs(a - sn(a)) / 100000", "|名a − 上年a| ÷ 100,000");
        check("yoy(a) - yoy(b)", "a同比 − b同比");
    }
}
