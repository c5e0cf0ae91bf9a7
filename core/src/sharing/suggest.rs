//! Suggestions: which offer would answer which need, and why.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Ledger, Listing, Rules, Side, Standing, days_between};
use crate::access::Scope;
use crate::format;
use crate::id::{ListingId, ParkId};
use crate::period::day_of;
use crate::words::{Message, key};

/// Days after which a need is old: it goes before others that fit as well.
const OLD: u32 = 30;

/// An offer that would answer a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Number of the offer: the position of the entry that posted it.
    pub offer: ListingId,
    /// Number of the need: the position of the entry that posted it.
    pub need: ListingId,
    /// How well it fits; more is better.
    pub score: u32,
    /// Why it fits.
    pub why: Vec<Message>,
}

/// What fits, best first and at most `most`, of what a scope may see. Only what each side may see of the other is
/// paired: a need that is shown to 修武 alone is suggested with no offer of 博爱, to either of them or to the office.
pub fn suggest(rules: &Rules, ledger: &Ledger, scope: &Scope, now: Timestamp, most: usize) -> Vec<Fit> {
    let today = day_of(now);
    let is_seen = |it: &&Listing| it.is_seen_by(scope);
    let offers: Vec<&Listing> =
        ledger.active(today).filter(|it| it.posted.side == Side::Offer).filter(is_seen).collect();
    // To another park's need a park can only bring its own offers.
    let own: Vec<&Listing> = match scope {
        Scope::Park(park) => offers.iter().copied().filter(|offer| offer.park == *park).collect(),
        _ => offers.clone(),
    };
    let mut fits = Vec::new();
    // Whether others have agreed on a need of theirs is not told to a park.
    let of_others = |it: &&Listing| matches!(scope, Scope::Park(park) if it.park != *park);
    let active = ledger.active(today).filter(|it| it.posted.side == Side::Need).filter(of_others);
    let needs = ledger.wanted(today).filter(|it| !of_others(it)).chain(active);
    for need in needs.filter(is_seen) {
        let is_own = matches!(scope, Scope::Park(park) if need.park == *park);
        let pairs = if is_own { &offers } else { &own }.iter().filter(|offer| may_pair(scope, offer, need));
        let pairs = pairs.filter_map(|offer| Some((offer, fit(rules, offer, need, now)?)));
        let fresh = pairs.filter(|(offer, _)| !is_paired(rules, ledger, offer, need, today));
        fits.extend(fresh.map(|(_, fit)| fit));
    }
    // The oldest need first among those that fit alike.
    fits.sort_by(|a, b| b.score.cmp(&a.score).then((a.need, a.offer).cmp(&(b.need, b.offer))));
    fits.truncate(most);
    for fit in &mut fits {
        if let (Some(offer), Some(need)) = (ledger.listing(&fit.offer), ledger.listing(&fit.need)) {
            fit.why = reasons(rules, offer, need, now);
        }
    }
    fits
}

fn may_pair(scope: &Scope, offer: &Listing, need: &Listing) -> bool {
    let is_side = |park: &ParkId| offer.park == *park || need.park == *park;
    let is_asked = if let Scope::Park(own) = scope { is_side(own) } else { true };
    is_asked && offer.park != need.park && offer.is_visible_to(&need.park) && need.is_visible_to(&offer.park)
}

/// Whether the two parks are talking about it, have talked about it, or have declined it.
fn is_paired(rules: &Rules, ledger: &Ledger, offer: &Listing, need: &Listing, today: Date) -> bool {
    let matches = need.matches.iter().filter_map(|id| ledger.matched(id));
    let mut same = matches.filter(|it| it.giver == offer.park && it.offer.is_none_or(|id| id == offer.id));
    same.any(|it| it.standing(today, rules.answer_days) != Standing::Lapsed)
}

/// How well an offer fits a need; nothing when it does not.
fn fit(rules: &Rules, offer: &Listing, need: &Listing, now: Timestamp) -> Option<Fit> {
    if offer.posted.element != need.posted.element {
        return None;
    }
    let industry = match (&offer.posted.industry, &need.posted.industry) {
        (Some(one), Some(other)) if one == other => 4,
        (Some(one), Some(other)) if rules.related(one, other) => 2,
        (Some(_), Some(_)) => return None,
        _ => 1,
    };
    let quantity = match (&offer.posted.quantity, &need.posted.quantity) {
        (Some(offered), Some(needed)) => {
            let ((offered, one), (needed, other)) = (rules.base(offered), rules.base(needed));
            if one != other {
                return None;
            }
            if offered >= needed { 3 } else { 2 }
        }
        _ => 1,
    };
    let old = u32::from(days_between(need.at, now) >= OLD);
    Some(Fit { offer: offer.id, need: need.id, score: industry + quantity + old, why: Vec::new() })
}

fn reasons(rules: &Rules, offer: &Listing, need: &Listing, now: Timestamp) -> Vec<Message> {
    let (given, asked) = (&offer.posted, &need.posted);
    let element = rules.element(&asked.element).map_or(asked.element.as_str(), |element| &element.name);
    let industry = |id| rules.industry(id).map_or_else(|| id.to_string(), |industry| industry.name.clone());
    let mut why = vec![Message::new(key::FIT_ELEMENT).with("element", element)];
    why.push(match (&given.industry, &asked.industry) {
        (Some(one), Some(other)) if one == other => {
            Message::new(key::FIT_SAME_INDUSTRY).with("industry", industry(one))
        }
        (Some(one), Some(other)) => {
            Message::new(key::FIT_RELATED_INDUSTRY).with("one", industry(one)).with("other", industry(other))
        }
        _ => Message::new(key::FIT_ANY_INDUSTRY),
    });
    if let (Some(offered), Some(needed)) = (&given.quantity, &asked.quantity) {
        let covers = rules.base(offered).0 >= rules.base(needed).0;
        let message = Message::new(if covers { key::FIT_QUANTITY_COVERS } else { key::FIT_QUANTITY_PART });
        let message = message.with("offer", format::exact(offered.value)).with("offer_unit", &offered.unit);
        why.push(message.with("need", format::exact(needed.value)).with("need_unit", &needed.unit));
    }
    let until = given.valid_until.min(asked.valid_until);
    why.push(Message::new(key::FIT_TIME).with("until", until.to_string()));
    let days = days_between(need.at, now);
    if days >= OLD {
        why.push(Message::new(key::FIT_WAITS).with("days", days.to_string()));
    }
    why
}
