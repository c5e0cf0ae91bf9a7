//! What is allowed with offers, needs and matches. What an actor may not see is not there for it.

mod content;
mod listing;
mod proposal;
mod stage;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Command, Element, Match, Rules, Standing};
use crate::access::{Actor, Role};
use crate::check::is_reason;
use crate::format;
use crate::id::{MatchId, ParkId};
use crate::period::{Month, day_of};
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};
use crate::zone::{Park, Zone};

/// Longest text a person may write, in characters: half a page.
const LONGEST_TEXT: usize = 500;

pub(crate) use content::{DECIMALS, LARGEST};
pub(crate) use stage::measured;

type Decision = Result<Vec<Event>, Rejection>;

/// What a decision is made with.
#[derive(Clone, Copy)]
struct Desk<'a> {
    state: &'a State,
    zone: &'a Zone,
    rules: &'a Rules,
    actor: &'a Actor,
    now: Timestamp,
    today: Date,
}

pub(crate) fn decide(state: &State, actor: &Actor, command: &Command, now: Timestamp) -> Decision {
    let none = || conflict(Message::new(key::SHARING_NOT_CONFIGURED));
    let zone = state.zone().ok_or_else(none)?;
    let rules = zone.sharing.as_ref().ok_or_else(none)?;
    let desk = Desk { state, zone, rules, actor, now, today: day_of(now) };
    let event = match command {
        Command::Post(posting) => listing::post(desk, posting),
        Command::Withdraw { listing, reason } => listing::withdraw(desk, *listing, reason),
        Command::Propose(proposal) => proposal::propose(desk, proposal),
        Command::Accept(matched) => proposal::accept(desk, *matched),
        Command::Decline { matched, reason } => proposal::decline(desk, *matched, reason),
        Command::Close { matched, reason } => proposal::close(desk, *matched, reason),
        Command::Nudge { matched, text } => proposal::nudge(desk, *matched, text),
        Command::Report { matched, stage, effect, note } => stage::report(desk, *matched, stage, effect.as_ref(), note),
        Command::Confirm(matched) => stage::confirm(desk, *matched),
        Command::Dispute { matched, reason } => stage::dispute(desk, *matched, reason),
    };
    Ok(vec![Event::Sharing(event?)])
}

impl<'a> Desk<'a> {
    /// The park that acts; it belongs to the zone today.
    fn own_park(self) -> Result<&'a ParkId, Rejection> {
        let Role::Park(park) = &self.actor.role else { return Err(Rejection::forbidden(key::SHARING_ONLY_PARKS)) };
        match self.zone.park(park) {
            Some(it) if it.is_active(Month::of(self.today)) => Ok(park),
            Some(it) => Err(conflict(match it.last_month(Month::of(self.today)) {
                Some(left) => {
                    let message = Message::new(key::SHARING_OWN_PARK_LEFT).with("park", &it.short);
                    message.with("left", format::month(left))
                }
                None => Message::new(key::SHARING_OWN_PARK_NOT_YET).with("park", &it.short),
            })),
            None => Err(invalid(Message::new(key::SHARING_UNKNOWN_PARK).with("park", park.as_str()))),
        }
    }

    /// A park that something is to be done with: it belongs to the zone today.
    fn member(self, park: &ParkId) -> Result<(), Rejection> {
        match self.zone.park(park) {
            Some(it) if it.is_active(Month::of(self.today)) => Ok(()),
            Some(it) => Err(invalid(not_active(it, Month::of(self.today)))),
            None => Err(invalid(Message::new(key::SHARING_UNKNOWN_PARK).with("park", park.as_str()))),
        }
    }

    /// The match, when the actor's scope may see it: to anybody else it is not there.
    fn matched(self, id: MatchId) -> Result<&'a Match, Rejection> {
        let scope = self.actor.role.scope();
        let found = self.state.sharing.matched(&id);
        let seen = found.filter(|it| scope.is_some_and(|scope| it.is_seen_by(&scope)));
        seen.ok_or_else(|| Rejection::new(RejectionKind::NotFound, Message::new(key::SHARING_NO_MATCH)))
    }

    fn standing(self, it: &Match) -> Standing {
        it.standing(self.today, self.rules.answer_days)
    }

    /// The element of a match; a configuration adopted later may no longer have it.
    fn element(self, it: &Match) -> Result<&'a Element, Rejection> {
        self.rules.element(&it.element).ok_or_else(|| content::unknown_element(self.rules, &it.element))
    }

    /// Why nothing more can be done with a match that has come to an end.
    fn over(self, it: &Match) -> Rejection {
        let last = it.history.last();
        let who = last.map_or("", |step| &step.by.name);
        let message =
            |key: Key| Message::new(key).with("when", last.map_or_else(String::new, |it| format::moment(it.at)));
        conflict(match self.standing(it) {
            Standing::Declined => message(key::SHARING_HAS_DECLINED).with("who", who),
            Standing::Closed => message(key::SHARING_HAS_CLOSED).with("who", who),
            Standing::Landed => message(key::SHARING_HAS_LANDED),
            _ => Message::new(key::SHARING_LAPSED).with("due", it.answer_due(self.rules.answer_days).to_string()),
        })
    }

    /// A park's name in a sentence.
    fn name(self, park: &ParkId) -> String {
        self.zone.park(park).map_or_else(|| park.to_string(), |park| park.short.clone())
    }
}

/// A reason that says something.
fn reason(text: &str) -> Result<String, Rejection> {
    short_enough(text)?;
    if is_reason(text) { Ok(text.trim().to_owned()) } else { Err(invalid(Message::new(key::SHARING_REASON_NEEDED))) }
}

/// Why nothing can be agreed with a park in `month`: it has left, or is not there yet.
pub(crate) fn not_active(park: &Park, month: Month) -> Message {
    match park.last_month(month) {
        Some(left) => {
            let message = Message::new(key::SHARING_PARK_LEFT).with("park", &park.short);
            message.with("left", format::month(left))
        }
        None => Message::new(key::SHARING_PARK_NOT_YET).with("park", &park.short),
    }
}

/// A remark that may be empty.
fn short_enough(text: &str) -> Result<String, Rejection> {
    let long = text.chars().count() > LONGEST_TEXT;
    if long { Err(invalid(Message::new(key::SHARING_TEXT_TOO_LONG))) } else { Ok(text.trim().to_owned()) }
}

fn invalid(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Invalid, message)
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}
