//! The composite index of openness: every part scored against its full value, weighed as published.

use rust_decimal::Decimal;

use super::Part;
use super::compute::{lacking, value};
use super::sums::{Sums, Within};

/// Of all weights (100 together), how many at least must have a value for an index to stand in the ranking. Services
/// without instruments have 45: what they lack is another thing than doing badly, and they are not ranked beside those
/// that have all.
const LEAST: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// An index with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scored {
    /// Over the parts that have a value; nothing when none has.
    pub value: Option<Decimal>,
    /// How much the parts that have a value weigh together, of 100.
    pub weighed: Decimal,
    /// Whether enough of it has a value to compare it with others.
    pub is_ranked: bool,
    /// Each with its value, its score and the months of instruments that it leaves out.
    pub parts: Vec<(Part, Option<Decimal>, Option<Decimal>, Decimal)>,
}

/// The index over sums with the weights of the period's last month.
pub(crate) fn index(sums: &Sums, within: &Within<'_>) -> Option<Scored> {
    let weights = within.rules.weights(within.period.to)?;
    let mut scored = Scored { value: None, weighed: Decimal::ZERO, is_ranked: false, parts: Vec::new() };
    let mut total = Decimal::ZERO;
    for part in &weights.parts {
        let value = value(part.measure, sums, within).value.ok();
        let score = value.and_then(|value| score(part, value));
        if let Some(score) = score {
            scored.weighed = scored.weighed.saturating_add(part.weight);
            total = total.saturating_add(score.saturating_mul(part.weight));
        }
        scored.parts.push((part.clone(), value, score, lacking(part.measure, sums)));
    }
    scored.value = total.checked_div(scored.weighed);
    scored.is_ranked = scored.weighed >= LEAST;
    Some(scored)
}

fn score(part: &Part, value: Decimal) -> Option<Decimal> {
    let (above, below) = if part.measure.lower_is_better() { (part.full, value) } else { (value, part.full) };
    if below.is_zero() && part.measure.lower_is_better() {
        return Some(Decimal::ONE_HUNDRED);
    }
    let share = above.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below)?;
    Some(share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
}
