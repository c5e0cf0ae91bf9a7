//! Figures of openness: a measure of all platforms, or of one park's part in them.

use super::asked::{Found, When};
use crate::figure::{Gap, Status};
use crate::openness::{Measure, Period, Sums, Value, Within, lacking, sums, value};
use crate::series::{Seen, Subject};
use crate::view::FigurePart;

/// What a measure comes to. It stays provisional: use and own hours are recorded later, in the month of the slot.
pub(super) fn found(seen: Seen<'_>, measure: Measure, subject: &Subject, when: When) -> Found {
    let Some((value, lacking)) = computed(seen, measure, subject, when) else {
        return Found::new(Err(Gap::NotApplicable), Status::Absent);
    };
    Found { lacking, ..Found::new(value.value, Status::Provisional) }
}

/// What went into it, in the order of its formula.
pub(super) fn parts(seen: Seen<'_>, measure: Measure, subject: &Subject, when: When) -> Vec<FigurePart> {
    let operands = computed(seen, measure, subject, when).map(|(value, _)| value.operands);
    let part = |(name, value, unit): (crate::words::Key, _, _)| FigurePart { name: name.into(), value, unit };
    operands.into_iter().flatten().map(part).collect()
}

/// The value over all platforms, and what it leaves out; nothing where platforms are not kept.
fn computed(seen: Seen<'_>, measure: Measure, subject: &Subject, when: When) -> Option<(Value, rust_decimal::Decimal)> {
    let rules = seen.zone().openness.as_ref()?;
    let period = Period::of(when.month, when.basis);
    let mut within = Within::new(seen.state(), seen.zone(), rules, period, when.now);
    if let Subject::Park(park) = subject {
        within.park = Some(park);
    }
    let mut total = Sums::default();
    let is_of = |platform: &&crate::platform::Platform| match subject {
        Subject::Owner(owner) => platform.details.owner == *owner,
        Subject::Zone | Subject::Park(_) => true,
    };
    let platforms = seen.state().platforms.platforms.values().filter(is_of).filter(|platform| within.has(platform));
    platforms.for_each(|platform| total.add(&sums(&within, platform).0));
    Some((value(measure, &total, &within), lacking(measure, &total)))
}
