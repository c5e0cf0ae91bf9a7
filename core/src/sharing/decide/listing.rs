//! Posting an offer or a need, and taking it back.

use jiff::{SignedDuration, ToSpan};

use super::{Desk, conflict, content, invalid, reason};
use crate::format;
use crate::id::ListingId;
use crate::sharing::{Audience, Event, ListingStatus, Posting};
use crate::state::{Rejection, RejectionKind};
use crate::words::{Message, key};

/// The same content of the same park within this time is the same request, sent again because the answer was lost.
const SAME: SignedDuration = SignedDuration::from_mins(1);
/// Days an offer or a need may be valid: two years. It can be posted again.
const LONGEST: i64 = 731;

pub(super) fn post(desk: Desk<'_>, posting: &Posting) -> Result<Event, Rejection> {
    let park = desk.own_park()?.clone();
    let element = content::element(desk.rules, &posting.element)?;
    content::industry(desk.rules, posting.industry.as_ref())?;
    valid_until(desk, posting)?;
    let posting = Posting {
        title: content::title(&posting.title)?,
        quantity: content::quantity(desk.rules, element, posting.quantity.as_ref())?,
        visible: audience(desk, posting)?,
        ..posting.clone()
    };
    let since = desk.now.checked_sub(SAME).unwrap_or(desk.now);
    let recent = desk.state.sharing.all_listings().rev().take_while(|listing| listing.at > since);
    if let Some(same) = recent.into_iter().find(|it| it.park == park && it.posted == posting) {
        return Err(conflict(Message::new(key::SHARING_POSTED_JUST_NOW).with("when", format::moment(same.at))));
    }
    Ok(Event::ListingPosted { park, posting })
}

fn valid_until(desk: Desk<'_>, posting: &Posting) -> Result<(), Rejection> {
    let latest = desk.today.saturating_add(LONGEST.days());
    let about = |key| Message::new(key).with("until", posting.valid_until.to_string());
    match posting.valid_until {
        until if until < desk.today => {
            Err(invalid(about(key::SHARING_ALREADY_EXPIRED).with("today", desk.today.to_string())))
        }
        until if until > latest => Err(invalid(about(key::SHARING_VALID_TOO_LONG).with("latest", latest.to_string()))),
        _ => Ok(()),
    }
}

/// Other members, each once, in the order of their ids.
fn audience(desk: Desk<'_>, posting: &Posting) -> Result<Audience, Rejection> {
    let Audience::Parks(parks) = &posting.visible else { return Ok(Audience::All) };
    let own = desk.own_park()?;
    if parks.contains(own) {
        return Err(invalid(Message::new(key::SHARING_OFFERED_TO_ONESELF).with("park", desk.name(own))));
    }
    if parks.is_empty() {
        return Err(invalid(Message::new(key::SHARING_NOBODY_SEES)));
    }
    parks.iter().try_for_each(|park| desk.member(park))?;
    let mut parks = parks.clone();
    parks.sort();
    parks.dedup();
    Ok(Audience::Parks(parks))
}

pub(super) fn withdraw(desk: Desk<'_>, id: ListingId, why: &str) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    let none = || Rejection::new(RejectionKind::NotFound, Message::new(key::SHARING_NO_LISTING));
    let listing = desk.state.sharing.listing(&id).filter(|it| it.is_visible_to(own)).ok_or_else(none)?;
    if listing.park != *own {
        return Err(Rejection::forbidden(key::SHARING_NOT_YOURS_TO_WITHDRAW));
    }
    match (listing.status(desk.today), &listing.withdrawn) {
        (_, Some((at, _))) => {
            Err(conflict(Message::new(key::SHARING_ALREADY_WITHDRAWN).with("when", format::moment(*at))))
        }
        (ListingStatus::Expired, None) => {
            let until = listing.posted.valid_until.to_string();
            Err(conflict(Message::new(key::SHARING_ALREADY_OVER).with("until", until)))
        }
        _ => Ok(Event::ListingWithdrawn { listing: id, reason: reason(why)? }),
    }
}
