//! Proposing a match, answering it, ending it, asking for an answer.

use super::{Desk, conflict, content, invalid, reason, short_enough};
use crate::access::Role;
use crate::format;
use crate::id::{ListingId, MatchId, ParkId};
use crate::period::day_of;
use crate::sharing::{Event, Listing, ListingStatus, Match, Party, Proposal, Side, Standing, StepKind};
use crate::state::{Rejection, RejectionKind};
use crate::words::{Message, key};

pub(super) fn propose(desk: Desk<'_>, proposal: &Proposal) -> Result<Event, Rejection> {
    let Proposal { giver, taker, suggested, .. } = proposal;
    let proposer = match &desk.actor.role {
        Role::Office => Party::Office,
        Role::Park(_) => Party::Park(desk.own_park()?.clone()),
        _ => return Err(Rejection::forbidden(key::SHARING_ONLY_PARKS_OR_OFFICE)),
    };
    if let Party::Park(own) = &proposer
        && ![giver, taker].contains(&own)
    {
        return Err(Rejection::forbidden(key::SHARING_NOT_A_SIDE));
    }
    if giver == taker {
        return Err(invalid(Message::new(key::SHARING_WITH_ONESELF).with("park", desk.name(giver))));
    }
    desk.member(giver)?;
    desk.member(taker)?;
    let offer = listing(desk, proposal.offer, Side::Offer, giver, taker)?;
    let need = listing(desk, proposal.need, Side::Need, taker, giver)?;
    let named = need.into_iter().chain(offer);
    let elements = proposal.element.iter().chain(named.clone().map(|listing| &listing.posted.element));
    let mut elements = elements.map(|id| content::element(desk.rules, id));
    let element = elements.next().ok_or_else(|| invalid(Message::new(key::SHARING_ELEMENT_MISSING)))??;
    for other in elements {
        let other = other?;
        if other.id != element.id {
            let message = Message::new(key::SHARING_OTHER_ELEMENT).with("one", &element.name);
            return Err(invalid(message.with("other", &other.name)));
        }
    }
    let title = match proposal.title.as_deref().filter(|title| !title.trim().is_empty()) {
        Some(title) => content::title(title)?,
        None => content::title(named.clone().next().map_or("", |listing| &listing.posted.title))?,
    };
    // Nobody gives more than is offered, nor to one more than it needs: 130小时 of an offer for a need of 260小时.
    let posted = named.clone().filter_map(|it| it.posted.quantity.as_ref());
    let smaller = |one, other| match (desk.rules.base(one), desk.rules.base(other)) {
        ((offered, unit), (needed, same)) if unit == same && needed < offered => other,
        _ => one,
    };
    let said = proposal.quantity.as_ref().or_else(|| posted.reduce(smaller));
    let quantity = content::quantity(desk.rules, element, said)?;
    let same = |it: &&Match| {
        let same_listings = (it.offer, it.need) == (proposal.offer, proposal.need);
        let direct = it.offer.is_none() && it.need.is_none();
        let live = matches!(desk.standing(it), Standing::Proposed | Standing::Agreed);
        live && it.taker == *taker && it.element == element.id && same_listings && (!direct || it.title == title)
    };
    if let Some(same) = matches_of(desk, giver).filter(|it| it.giver == *giver).find(same) {
        let message = Message::new(key::SHARING_ALREADY_MATCHED).with("match", same.id.to_string());
        return Err(conflict(message.with("giver", desk.name(giver)).with("taker", desk.name(taker))));
    }
    Ok(Event::MatchProposed {
        giver: giver.clone(),
        taker: taker.clone(),
        element: element.id.clone(),
        title,
        quantity,
        offer: proposal.offer,
        need: proposal.need,
        proposer,
        suggested: *suggested,
        why: short_enough(&proposal.why)?,
    })
}

fn matches_of<'a>(desk: Desk<'a>, park: &ParkId) -> impl Iterator<Item = &'a Match> {
    let ledger = &desk.state.sharing;
    ledger.of_park.get(park).into_iter().flatten().rev().filter_map(|id| ledger.matched(id))
}

/// The offer of the giver, or the need of the taker, that a proposal names: still good, and open to the `other` side
/// when it is not its own park that proposes.
fn listing<'a>(
    desk: Desk<'a>,
    id: Option<ListingId>,
    side: Side,
    of: &ParkId,
    other: &ParkId,
) -> Result<Option<&'a Listing>, Rejection> {
    let Some(id) = id else { return Ok(None) };
    let scope = desk.actor.role.scope();
    let found = desk.state.sharing.listing(&id);
    let seen = found.filter(|it| scope.is_some_and(|scope| it.is_seen_by(&scope)));
    let none = || Rejection::new(RejectionKind::NotFound, Message::new(key::SHARING_NO_LISTING));
    let listing = seen.ok_or_else(none)?;
    if listing.posted.side != side || listing.park != *of {
        let key = if side == Side::Offer { key::SHARING_NOT_AN_OFFER } else { key::SHARING_NOT_A_NEED };
        return Err(invalid(Message::new(key).with("park", desk.name(of))));
    }
    still_good(desk, listing)?;
    if desk.actor.role == Role::Office && !listing.is_visible_to(other) {
        let message = Message::new(key::SHARING_NOT_OFFERED_TO).with("title", &listing.posted.title);
        return Err(invalid(message.with("park", desk.name(other))));
    }
    Ok(Some(listing))
}

fn still_good(desk: Desk<'_>, listing: &Listing) -> Result<(), Rejection> {
    let about = |key| Message::new(key).with("title", &listing.posted.title);
    let until = listing.posted.valid_until.to_string();
    match listing.status(desk.today) {
        ListingStatus::Active => Ok(()),
        ListingStatus::Withdrawn => Err(conflict(about(key::SHARING_LISTING_WITHDRAWN))),
        ListingStatus::Expired => Err(conflict(about(key::SHARING_LISTING_EXPIRED).with("until", until))),
    }
}

pub(super) fn accept(desk: Desk<'_>, id: MatchId) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    let it = desk.matched(id)?;
    match desk.standing(it) {
        Standing::Proposed => {}
        Standing::Agreed => return Err(agreed(key::SHARING_ALREADY_AGREED, it)),
        _ => return Err(desk.over(it)),
    }
    if it.accepted.contains(own) {
        let mut steps = it.history.iter().filter(|step| step.by.role == Role::Park(own.clone()));
        let when = steps.next_back().map_or_else(String::new, |step| format::moment(step.at));
        return Err(conflict(Message::new(key::SHARING_ALREADY_ACCEPTED).with("when", when)));
    }
    desk.member(it.other(own))?;
    for listing in it.offer.iter().chain(&it.need).filter_map(|id| desk.state.sharing.listing(id)) {
        still_good(desk, listing)?;
    }
    Ok(Event::MatchAccepted { matched: id, park: own.clone() })
}

pub(super) fn decline(desk: Desk<'_>, id: MatchId, why: &str) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    let it = desk.matched(id)?;
    match desk.standing(it) {
        Standing::Proposed => Ok(Event::MatchDeclined { matched: id, park: own.clone(), reason: reason(why)? }),
        Standing::Agreed => Err(agreed(key::SHARING_AGREED_CANNOT_DECLINE, it)),
        _ => Err(desk.over(it)),
    }
}

/// The office ends what goes nowhere; a park ends what it had agreed to.
pub(super) fn close(desk: Desk<'_>, id: MatchId, why: &str) -> Result<Event, Rejection> {
    let by = match &desk.actor.role {
        Role::Office => Party::Office,
        Role::Park(_) => Party::Park(desk.own_park()?.clone()),
        _ => return Err(Rejection::forbidden(key::SHARING_ONLY_PARKS_OR_OFFICE)),
    };
    let it = desk.matched(id)?;
    match (desk.standing(it), &by) {
        (Standing::Agreed, _) | (Standing::Proposed | Standing::Lapsed, Party::Office) => {
            Ok(Event::MatchClosed { matched: id, by, reason: reason(why)? })
        }
        (Standing::Proposed, Party::Park(_)) => Err(conflict(Message::new(key::SHARING_CLOSE_OWN_PROPOSAL))),
        _ => Err(desk.over(it)),
    }
}

pub(super) fn nudge(desk: Desk<'_>, id: MatchId, text: &str) -> Result<Event, Rejection> {
    if desk.actor.role != Role::Office {
        return Err(Rejection::forbidden(key::SHARING_ONLY_OFFICE_NUDGES));
    }
    let it = desk.matched(id)?;
    match desk.standing(it) {
        Standing::Proposed | Standing::Agreed => {}
        Standing::Lapsed => return Err(desk.over(it)),
        _ => return Err(conflict(Message::new(key::SHARING_NOTHING_TO_NUDGE))),
    }
    let today = it.history.iter().find(|step| step.kind == StepKind::Nudged && day_of(step.at) == desk.today);
    if let Some(step) = today {
        return Err(conflict(Message::new(key::SHARING_NUDGED_TODAY).with("when", format::moment(step.at))));
    }
    Ok(Event::Nudged { matched: id, text: reason(text)? })
}

fn agreed(key: crate::words::Key, it: &Match) -> Rejection {
    conflict(Message::new(key).with("when", it.agreed_at.map_or_else(String::new, format::moment)))
}
