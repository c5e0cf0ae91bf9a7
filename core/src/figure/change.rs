//! Changes against the year or the month before 同比、环比.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Gap, Measured, Unit};

/// How a figure changed against the same period of the year before (同比) or the month before (环比).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Change {
    /// Percent, not rounded.
    Rate(Decimal),
    /// Percentage points 百分点: the difference of two percentages.
    Points(Decimal),
    /// Not computed, and why.
    None(Gap),
}

impl Change {
    /// From `before` to `now`; shares change in points, all else in percent.
    /// Source: the usual convention (domain facts §6.1): no rate on a zero or negative base.
    pub fn between(now: Measured, before: Measured, unit: Unit) -> Self {
        let (now, before) = match (now, before) {
            (Ok(now), Ok(before)) => (now, before),
            (Err(gap), _) => return Self::None(gap),
            (_, Err(Gap::NotReported)) => return Self::None(Gap::NoBase),
            (_, Err(gap)) => return Self::None(gap),
        };
        if unit == Unit::Percent {
            return now.checked_sub(before).map_or(Self::None(Gap::Overflow), Self::Points);
        }
        if before.is_zero() {
            return Self::None(Gap::ZeroBase);
        }
        if before.is_sign_negative() {
            return Self::None(Gap::NegativeBase);
        }
        let rate = now
            .checked_sub(before)
            .and_then(|d| d.checked_mul(Decimal::ONE_HUNDRED))
            .and_then(|d| d.checked_div(before));
        rate.map_or(Self::None(Gap::Overflow), Self::Rate)
    }

    /// The number of percent or points, when there is one.
    pub fn amount(self) -> Option<Decimal> {
        match self {
            Self::Rate(d) | Self::Points(d) => Some(d),
            Self::None(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn change_is_computed_only_where_it_means_something() {
        let check = |now: &str, before: Measured, unit, expected| {
            assert_eq!(Change::between(Ok(d(now)), before, unit), expected, "{now} {before:?}");
        };
        check("110", Ok(d("100")), Unit::ThousandYuan, Change::Rate(d("10")));
        check("7.5", Ok(d("5")), Unit::Percent, Change::Points(d("2.5")));
        check("1", Ok(d("0")), Unit::Person, Change::None(Gap::ZeroBase));
        check("1", Ok(d("-5")), Unit::ThousandYuan, Change::None(Gap::NegativeBase));
        check("1", Err(Gap::NotReported), Unit::Person, Change::None(Gap::NoBase));
        check("1", Err(Gap::Break), Unit::Person, Change::None(Gap::Break));
    }
}
