//! A rule's sides said in words, with what they come to: `上年同期营业收入的30%为1,960.8千元`.

use super::{Assertion, Expr, Lag, Operator};
use crate::format;
use crate::id::Code;

impl Expr {
    /// The expression as an office would say it; `name` says an item. A difference in bars is `…与…之差`, a sum
    /// `…、…与…之和`, a part `…的30%`.
    ///
    /// ```
    /// use duoyuan_core::formula::Expr;
    /// let said = |text: &str| Expr::parse(text).unwrap().said(&|code| code.to_string());
    /// assert_eq!(said("sn(a) * 0.3"), "上年同期a的30%");
    /// assert_eq!(said("a + b + c"), "a、b与c之和");
    /// ```
    pub fn said(&self, name: &dyn Fn(&Code) -> String) -> String {
        match self {
            Self::Number(number) => format::exact(*number),
            Self::Item(code, Lag::Now) => name(code),
            Self::Item(code, Lag::YearAgo) => format!("上年同期{}", name(code)),
            Self::Item(code, Lag::LastMonth) => format!("上月{}", name(code)),
            Self::YearOnYear(code) => format!("{}同比", name(code)),
            Self::Negative(x) => format!("负{}", x.part(name)),
            Self::Absolute(x) => match &**x {
                Self::Binary(x, Operator::Subtract, y) => format!("{}与{}之差", x.part(name), y.beside(x, name)),
                x => format!("{}的绝对值", x.part(name)),
            },
            Self::Binary(_, Operator::Add, _) => {
                let mut terms = Vec::new();
                self.terms(&mut terms);
                let last = terms.pop().map(|term| term.part(name)).unwrap_or_default();
                let before: Vec<String> = terms.into_iter().map(|term| term.part(name)).collect();
                format!("{}与{last}之和", before.join("、"))
            }
            Self::Binary(x, Operator::Subtract, y) => format!("{}减{}", x.part(name), y.part(name)),
            Self::Binary(x, Operator::Multiply, y) => match **y {
                Self::Number(part) if part.is_sign_positive() && part < rust_decimal::Decimal::ONE => {
                    format!("{}的{}%", x.part(name), format::exact(part * rust_decimal::Decimal::ONE_HUNDRED))
                }
                _ => format!("{}乘以{}", x.part(name), y.part(name)),
            },
            Self::Binary(x, Operator::Divide, y) => format!("{}除以{}", x.part(name), y.part(name)),
        }
    }

    /// Inside another expression: what consists of parts stands in brackets.
    fn part(&self, name: &dyn Fn(&Code) -> String) -> String {
        let is_one = !matches!(self, Self::Binary(..) | Self::Negative(_));
        let text = self.said(name);
        if is_one { text } else { format!("（{text}）") }
    }

    /// Beside the same item of this period its name need not be said again: `营业收入与上年同期之差`.
    fn beside(&self, other: &Self, name: &dyn Fn(&Code) -> String) -> String {
        match (self, other) {
            (Self::Item(code, Lag::YearAgo), Self::Item(same, Lag::Now)) if code == same => "上年同期".to_owned(),
            (Self::Item(code, Lag::LastMonth), Self::Item(same, Lag::Now)) if code == same => "上月".to_owned(),
            _ => self.part(name),
        }
    }

    /// The terms of a sum, in order.
    fn terms<'a>(&'a self, found: &mut Vec<&'a Self>) {
        match self {
            Self::Binary(x, Operator::Add, y) => {
                x.terms(found);
                y.terms(found);
            }
            term => found.push(term),
        }
    }
}

impl Assertion {
    /// What the assertion compares, in reading order and each once: both sides of every comparison but bare numbers.
    pub fn compared(&self) -> Vec<&Expr> {
        let mut found: Vec<&Expr> = Vec::new();
        self.sides_of(&mut |side| {
            if !matches!(side, Expr::Number(_)) && !found.contains(&side) {
                found.push(side);
            }
        });
        found
    }

    fn sides_of<'a>(&'a self, seen: &mut dyn FnMut(&'a Expr)) {
        match self {
            Self::Compare(x, _, y) => {
                seen(x);
                seen(y);
            }
            Self::And(x, y) | Self::Or(x, y) | Self::Implies(x, y) | Self::Same(x, y) => {
                x.sides_of(seen);
                y.sides_of(seen);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_said_as_an_office_would() {
        let check = |text: &str, expected: &[&str]| {
            let assertion = Assertion::parse(text).unwrap();
            let said: Vec<String> = assertion.compared().iter().map(|x| x.said(&|code| format!("名{code}"))).collect();
            assert_eq!(said, expected, "{text}");
        };
        check("a = b + c + d", &["名a", "名b、名c与名d之和"]);
        check("a >= b - c", &["名a", "名b减名c"]);
        check("a = 0 <=> b = 0", &["名a", "名b"]);
        check("a > 0 => b > 0", &["名a", "名b"]);
        let growth = &["上年同期名a", "名a与上年同期之差", "上年同期名a的30%"];
        check("sn(a) > 0 => abs(a - sn(a)) <= sn(a) * 0.3", growth);
        check("a <= b * 20000", &["名a", "名b乘以20,000"]);
        check("a <= (b + c) * 0.5", &["名a", "（名b与名c之和）的50%"]);
        check("abs(a) <= yoy(b)", &["名a的绝对值", "名b同比"]);
    }
}
