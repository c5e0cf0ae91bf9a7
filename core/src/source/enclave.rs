//! Figures by 考核口径: what a park reports, less what belongs to others, and what belongs to it elsewhere.

use rust_decimal::Decimal;

use super::asked::{Found, When};
use crate::figure::{Change, Gap, Status};
use crate::id::ParkId;
use crate::period::Month;
use crate::series::{Seen, Subject};
use crate::view::{AssessedItem, FigurePart, TrendPoint, assessed_item};
use crate::words::key;
use crate::zone::{Indicator, Item};

/// An item by 考核口径, as the page of enclave projects has it.
pub(super) fn found(seen: Seen<'_>, item: &Item, subject: &Subject, when: When) -> Found {
    let Some(assessed) = assessed_item(seen, item, when.month, when.basis, when.now) else {
        return Found::new(Err(Gap::NotSplit), Status::Absent);
    };
    match subject {
        Subject::Zone => zone(seen, &assessed, when.month),
        Subject::Owner(_) => Found::new(Err(Gap::NotApplicable), Status::Absent),
        Subject::Park(park) => {
            let Some(line) = assessed.lines.iter().find(|line| line.park == *park) else {
                return Found::new(Err(Gap::NotOwed), Status::Absent);
            };
            let value = line.assessed.ok_or(line.gap.unwrap_or(Gap::Overflow));
            Found { lacking: line.missing.into(), ..Found::new(value, line.status) }
        }
    }
}

/// The members' sum, the same in both views.
fn zone(seen: Seen<'_>, assessed: &AssessedItem, month: Month) -> Found {
    let is_member = |park: &ParkId| seen.zone().park(park).is_some_and(|park| park.is_member(month));
    let members = || assessed.lines.iter().filter(|line| is_member(&line.park));
    let missing: Vec<ParkId> = members().filter(|line| line.own.is_none()).map(|line| line.park.clone()).collect();
    let why = if missing.is_empty() { Gap::MovesOutside } else { Gap::NotReported };
    let status = members().map(|line| line.status).max().unwrap_or(Status::Absent);
    Found { missing, lacking: assessed.missing.into(), ..Found::new(assessed.zone.ok_or(why), status) }
}

/// 同比: of what is comparable of the reports, and what moved in either year.
pub(super) fn change(seen: Seen<'_>, item: &Item, subject: &Subject, when: When, found: &Found) -> Change {
    let value = match found.value {
        Ok(value) => value,
        Err(gap) => return Change::None(gap),
    };
    let indicator = Indicator::of(item);
    let compared = seen.compared(subject, &indicator, when.month, when.basis);
    let Subject::Park(park) = subject else { return compared.change };
    if let Change::None(gap @ (Gap::Break | Gap::NoBase | Gap::NotInForce | Gap::Confidential)) = compared.change {
        return Change::None(gap);
    }
    let moved = |month| -> Option<Decimal> {
        let assessed = assessed_item(seen, item, month, when.basis, when.now)?;
        let line = assessed.lines.into_iter().find(|line| line.park == *park)?;
        line.received.checked_sub(line.given)
    };
    let before = moved(when.month.year_ago()).zip(compared.sides.before);
    let before = before.and_then(|(moved, before)| before.checked_add(moved)).ok_or(Gap::NoBase);
    Change::between(Ok(value), before, item.unit)
}

/// The line of the reports, for where it breaks.
pub(super) fn reported(seen: Seen<'_>, subject: &Subject, item: &Item, last: Month, count: i32) -> Vec<TrendPoint> {
    seen.trend(subject, &Indicator::of(item), last, count)
}

/// What a park's figure is made of: what it reports, what it gives away, what it receives.
pub(super) fn parts(seen: Seen<'_>, item: &Item, subject: &Subject, when: When) -> Vec<FigurePart> {
    let Subject::Park(park) = subject else { return Vec::new() };
    let assessed = assessed_item(seen, item, when.month, when.basis, when.now);
    let line = assessed.and_then(|it| it.lines.into_iter().find(|line| line.park == *park));
    let Some(line) = line else { return Vec::new() };
    let own = line.own.map(|own| (key::SOURCE_PARTS_OWN, own));
    let moved = [(key::SOURCE_PARTS_GIVEN, line.given), (key::SOURCE_PARTS_RECEIVED, line.received)];
    let part = |(name, value): (crate::words::Key, _)| FigurePart { name: name.into(), value, unit: item.unit };
    own.into_iter().chain(moved).map(part).collect()
}
