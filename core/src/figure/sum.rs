//! A sum over parks that says what it lacks.

use rust_decimal::Decimal;

use super::{Gap, Measured};
use crate::id::ParkId;

/// A sum over parks that says what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The sum of what is there; absent when nothing is.
    pub value: Measured,
    /// The parks that should have counted and did not.
    pub missing: Vec<ParkId>,
}

impl Sum {
    /// Adds what is there and names what is not. A park to which the item does not apply is not missing.
    pub fn of(parts: impl IntoIterator<Item = (ParkId, Measured)>) -> Self {
        let mut total: Option<Measured> = None;
        let mut missing = Vec::new();
        for (park, part) in parts {
            match part {
                Ok(value) => {
                    let before = total.unwrap_or(Ok(Decimal::ZERO));
                    total = Some(before.and_then(|sum| sum.checked_add(value).ok_or(Gap::Overflow)));
                }
                Err(Gap::NotApplicable) => {}
                Err(_) => missing.push(park),
            }
        }
        let nothing = if missing.is_empty() { Gap::NotApplicable } else { Gap::NotReported };
        Self { value: total.unwrap_or(Err(nothing)), missing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_sum_names_what_it_lacks() {
        let sum = Sum::of([
            ("a".into(), Ok(d("1.5"))),
            ("b".into(), Err(Gap::NotReported)),
            ("c".into(), Err(Gap::NotApplicable)),
            ("d".into(), Ok(d("2"))),
        ]);
        assert_eq!(sum, Sum { value: Ok(d("3.5")), missing: vec!["b".into()] });
        assert_eq!(Sum::of([]).value, Err(Gap::NotApplicable));
    }
}
