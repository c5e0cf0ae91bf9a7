//! Figures of sharing: what a park has given and received, and what has flowed in the zone.

use super::asked::{Found, When};
use super::{Shared, Side};
use crate::figure::{Gap, Measured, Status};
use crate::period::{Basis, Month, day_of};
use crate::series::{Seen, Subject};
use crate::sharing::Span;
use crate::view::{FigurePart, tallied};
use crate::words::{Message, key};

/// What a tally comes to. A month that is over stays as it is: what is confirmed later counts in its own month.
pub(super) fn found(seen: Seen<'_>, shared: &Shared, subject: &Subject, when: When) -> Found {
    let span = if when.basis == Basis::Month { Span::Month } else { Span::Year };
    let of = |side| tallied(seen, &Shared { side, ..shared.clone() }, subject, (span, when.month), when.now);
    let value: Measured = match (shared.side, subject) {
        (Side::Net, Subject::Zone) => Err(Gap::NotApplicable),
        (Side::Net, _) => of(Side::Given).and_then(|given| given.checked_sub(of(Side::Received)?).ok_or(Gap::Overflow)),
        (side, _) => of(side),
    };
    let is_over = when.month < Month::of(day_of(when.now));
    Found::new(value, if is_over { Status::Final } else { Status::Provisional })
}

/// What it is made of: both sides of what is net, else every element of all.
pub(super) fn parts(seen: Seen<'_>, shared: &Shared, subject: &Subject, when: When) -> Vec<FigurePart> {
    let Some(rules) = &seen.zone().sharing else { return Vec::new() };
    let part = |name: Message, shared: Shared| {
        let (value, unit) = (found(seen, &shared, subject, when).value.ok()?, shared.unit(rules)?);
        Some(FigurePart { name, value, unit })
    };
    if shared.side == Side::Net {
        let sides =
            [(key::SOURCE_PARTS_SHARED_GIVEN, Side::Given), (key::SOURCE_PARTS_SHARED_RECEIVED, Side::Received)];
        return sides
            .into_iter()
            .filter_map(|(name, side)| part(name.into(), Shared { side, ..shared.clone() }))
            .collect();
    }
    let elements = rules.elements.iter().filter(|_| shared.element.is_none());
    let of = |element: &crate::sharing::Element| {
        let name = Message::new(key::SOURCE_NAMED).with("name", element.name.as_str());
        part(name, Shared { element: Some(element.id.clone()), ..shared.clone() })
    };
    elements.filter_map(of).collect()
}
