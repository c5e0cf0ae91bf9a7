//! An indicator asked of parks, and the sum of what they have.

use super::{Computed, Operand};
use crate::figure::{Gap, Measured, Status};
use crate::formula::Lag;
use crate::id::{Code, ParkId};
use crate::period::Basis;
use crate::zone::Indicator;

/// What is asked of parks: a formula's operands on a basis.
pub(super) struct Asked<'i> {
    pub indicator: &'i Indicator,
    pub operands: Vec<(Code, Lag)>,
    pub basis: Basis,
}

/// One park's part in the zone's figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Every operand.
    Counts(Vec<Operand>),
    /// 不适用: neither part of the sum nor missing.
    NotApplicable,
    /// At least one operand is absent: the park is missing.
    Lacks(Gap),
}

impl<'i> Asked<'i> {
    pub fn new(indicator: &'i Indicator, basis: Basis) -> Self {
        Self { indicator, operands: indicator.formula.parsed.operands(), basis }
    }

    pub fn evaluate(&self, figures: &[Operand]) -> Measured {
        self.indicator.formula.parsed.value(&|code, lag| {
            let index = self.operands.iter().position(|(c, l)| c == code && *l == lag);
            index.map_or(Err(Gap::NotReported), |index| figures[index].0)
        })
    }

    /// The zone's figure over the parks that count; those that lack something are named.
    pub fn sum<'p>(&self, parts: impl IntoIterator<Item = (&'p ParkId, Part)>) -> Computed {
        let mut sums: Vec<Operand> = vec![(Err(Gap::NotReported), Status::Final); self.operands.len()];
        let (mut missing, mut status, mut applies) = (Vec::new(), Status::Final, true);
        for (park, part) in parts {
            match part {
                Part::Lacks(_) => missing.push(park.clone()),
                Part::NotApplicable => applies = false,
                Part::Counts(figures) => {
                    for (sum, (value, firmness)) in sums.iter_mut().zip(figures) {
                        status = status.max(firmness);
                        let before = sum.0.or_else(|gap| if gap == Gap::NotReported { Ok(0.into()) } else { Err(gap) });
                        sum.0 = before.and_then(|before| before.checked_add(value?).ok_or(Gap::Overflow));
                    }
                }
            }
        }
        let nothing =
            |gap| if gap == Gap::NotReported && missing.is_empty() && !applies { Gap::NotApplicable } else { gap };
        let value = self.evaluate(&sums).map_err(nothing);
        Computed { value, status: if value.is_ok() { status } else { Status::Absent }, missing }
    }
}
