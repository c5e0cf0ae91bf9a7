//! The composite index of openness: every part scored against its full value, weighed as published.

use rust_decimal::Decimal;

use super::compute::value;
use super::sums::{Sums, Within};
use super::{Measure, Part};

/// Of all weights, how many at least must have a value: services without instruments have 45.
const LEAST: Decimal = Decimal::from_parts(40, 0, 0, false, 0);

/// An index with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scored {
    pub value: Option<Decimal>,
    pub weighed: Decimal,
    pub parts: Vec<(Part, Option<Decimal>, Option<Decimal>)>,
}

/// The index over sums with the weights of the period's last month.
pub(crate) fn index(sums: &Sums, within: &Within<'_>) -> Option<Scored> {
    let weights = within.rules.weights(within.period.to)?;
    let mut scored = Scored { value: None, weighed: Decimal::ZERO, parts: Vec::new() };
    let mut total = Decimal::ZERO;
    for part in &weights.parts {
        let value = value(part.measure, sums, within).value.ok();
        let score = value.and_then(|value| score(part, value));
        if let Some(score) = score {
            scored.weighed = scored.weighed.saturating_add(part.weight);
            total = total.saturating_add(score.saturating_mul(part.weight));
        }
        scored.parts.push((part.clone(), value, score));
    }
    if scored.weighed >= LEAST {
        scored.value = total.checked_div(scored.weighed);
    }
    Some(scored)
}

fn score(part: &Part, value: Decimal) -> Option<Decimal> {
    let (above, below) = if part.measure.lower_is_better() { (part.full, value) } else { (value, part.full) };
    if below.is_zero() && part.measure == Measure::ResponseHours {
        return Some(Decimal::ONE_HUNDRED);
    }
    let share = above.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below)?;
    Some(share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
}
