//! Who may drive the wall: one at a time, and from one hand to the next on purpose.

use jiff::Timestamp;

use super::{Command, Driver, Event, SILENCE, WallPage};
use crate::access::{Actor, Role};
use crate::format;
use crate::state::{self, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};

pub(crate) fn decide(
    state: &State,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<state::Event>, Rejection> {
    may_drive(actor)?;
    let event = match command {
        Command::Take { heard } => take(state, *heard, now)?,
        Command::Leave { generation } => {
            is_driver(state, actor, *generation)?;
            Event::Left {}
        }
    };
    Ok(vec![state::Event::Wall(event)])
}

/// The office and the leading group drive.
pub(super) fn may_drive(actor: &Actor) -> Result<(), Rejection> {
    let drives = matches!(actor.role, Role::Office | Role::Leading);
    if drives { Ok(()) } else { Err(Rejection::forbidden(key::WALL_NOT_YOURS)) }
}

/// Whether the configuration has what a page is about.
pub(super) fn is_page(state: &State, page: &WallPage) -> Result<(), Rejection> {
    let is_known = state.zone().is_some_and(|zone| match page {
        WallPage::Ranking(code) => zone.compare.contains(code),
        WallPage::Park(park) => zone.park(park).is_some(),
        WallPage::Headline | WallPage::Reporting | WallPage::Targets | WallPage::Flows => true,
    });
    let unknown = || Message::new(key::WALL_NO_PAGE).with("page", page.to_string());
    if is_known { Ok(()) } else { Err(Rejection::new(RejectionKind::Invalid, unknown())) }
}

/// Takes the wall when nobody drives, or when whoever drives has not been heard of for [`SILENCE`]. Another tablet of the
/// same account is another driver: the first leaves the wall on purpose.
fn take(state: &State, heard: Option<Timestamp>, now: Timestamp) -> Result<Event, Rejection> {
    let Some(driver) = state.driver() else { return Ok(Event::Taken {}) };
    let last = heard.unwrap_or(driver.since).max(driver.since);
    let is_silent = now.duration_since(last) >= SILENCE;
    if is_silent {
        return Ok(Event::Taken {});
    }
    Err(told(key::WALL_DRIVEN_BY, driver))
}

/// Whether whoever says something drives. One that drove before is told who does now.
pub(crate) fn is_driver(state: &State, actor: &Actor, generation: u64) -> Result<(), Rejection> {
    match state.driver() {
        Some(driver) if driver.generation == generation && driver.account == actor.account => Ok(()),
        Some(driver) => Err(told(key::WALL_TAKEN_BY, driver)),
        None => Err(Rejection::new(RejectionKind::Conflict, Message::new(key::WALL_NOT_DRIVEN))),
    }
}

fn told(key: Key, driver: &Driver) -> Rejection {
    let message = Message::new(key).with("by", &driver.name).with("when", format::moment(driver.since));
    Rejection::new(RejectionKind::Conflict, message)
}
