//! What is allowed with platforms.

use jiff::Timestamp;

use super::Command;
use crate::access::Actor;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::words::{Message, key};

pub(crate) fn decide(
    _state: &State,
    _actor: &Actor,
    _command: &Command,
    _now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    Err(Rejection::new(RejectionKind::NotFound, Message::new(key::NOT_FOUND)))
}
