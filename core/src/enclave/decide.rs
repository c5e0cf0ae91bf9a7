//! What is allowed with enclave projects.

use jiff::Timestamp;

use super::Command;
use crate::access::Actor;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::words::{Message, key};

type Decision = Result<Vec<Event>, Rejection>;

pub(crate) fn decide(state: &State, _actor: &Actor, _command: &Command, _now: Timestamp) -> Decision {
    let none = || Rejection::new(RejectionKind::Conflict, Message::new(key::NOT_CONFIGURED));
    state.zone().ok_or_else(none)?;
    Ok(Vec::new())
}
