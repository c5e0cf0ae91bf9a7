//! What is allowed with offers, needs and matches.

use jiff::Timestamp;

use super::Command;
use crate::access::Actor;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::words::{Message, key};

type Decision = Result<Vec<Event>, Rejection>;

pub(crate) fn decide(state: &State, _actor: &Actor, _command: &Command, _now: Timestamp) -> Decision {
    let none = || Rejection::new(RejectionKind::Conflict, Message::new(key::SHARING_NOT_CONFIGURED));
    state.zone().and_then(|zone| zone.sharing.as_ref()).ok_or_else(none)?;
    Ok(Vec::new())
}
