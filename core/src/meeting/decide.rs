//! What is allowed with editions: the office freezes and releases, and one is shown at a time.

use jiff::Timestamp;

use super::{Command, Event, figures};
use crate::access::{Actor, Role, Scope};
use crate::format;
use crate::series::Seen;
use crate::state::{self, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};

/// Characters of the meeting's name: one line of a head.
pub(crate) const LONGEST_TITLE: usize = 40;

type Decision = Result<Vec<state::Event>, Rejection>;

pub(crate) fn decide(state: &State, actor: &Actor, command: &Command, now: Timestamp) -> Decision {
    if actor.role != Role::Office {
        return Err(Rejection::forbidden(key::EDITION_ONLY_OFFICE));
    }
    let event = match command {
        Command::Freeze { title } => freeze(state, title, now),
        Command::Release { edition } => release(state, *edition),
    };
    Ok(vec![state::Event::Meeting(event?)])
}

fn freeze(state: &State, title: &str, now: Timestamp) -> Result<Event, Rejection> {
    let title = title.trim();
    if title.is_empty() {
        return Err(invalid(Message::new(key::EDITION_TITLE_NEEDED)));
    }
    if title.chars().count() > LONGEST_TITLE || title.contains(['\n', '\t']) {
        let message = Message::new(key::EDITION_TITLE_LONG).with("most", LONGEST_TITLE.to_string());
        return Err(invalid(message.with("n", title.chars().count().to_string())));
    }
    if let Some(shown) = state.editions().shown() {
        let message = Message::new(key::EDITION_SHOWN_ALREADY).with("n", shown.number.to_string());
        let message = message.with("by", &shown.frozen.by).with("when", format::moment(shown.frozen.at));
        return Err(conflict(message));
    }
    let seen = Seen::new(state, &Scope::Leading).ok_or_else(|| conflict(Message::new(key::NOT_CONFIGURED)))?;
    let Some(month) = seen.latest() else { return Err(conflict(Message::new(key::EDITION_NOTHING))) };
    let edition = state.editions().next_number();
    let digest = figures::digest(&figures::figures(seen, now));
    Ok(Event::EditionFrozen { edition, title: title.to_owned(), month: Some(month), digest })
}

fn release(state: &State, number: u32) -> Result<Event, Rejection> {
    let about = |key: Key| Message::new(key).with("n", number.to_string());
    let edition = state.editions().get(number);
    let edition = edition.ok_or_else(|| Rejection::new(RejectionKind::NotFound, about(key::EDITION_UNKNOWN)))?;
    if let Some(released) = &edition.released {
        let message = about(key::EDITION_RELEASED_ALREADY).with("by", &released.by);
        return Err(conflict(message.with("when", format::moment(released.at))));
    }
    Ok(Event::EditionReleased { edition: number })
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}

fn invalid(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Invalid, message)
}
