//! What is allowed with enclave projects: the office registers what was agreed, the landing park reports, the other
//! side confirms.

mod shares;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{Agreement, Command, Event, ItemSplit, Line, Project};
use crate::access::{Actor, Role};
use crate::format;
use crate::id::{ParkId, ProjectId};
use crate::period::{Month, day_of};
use crate::sharing::{DECIMALS, LARGEST, Party, not_active};
use crate::state::{self, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};
use crate::zone::Zone;

/// Characters of a name, a contract's number, a start event: one line of a table.
const LINE: usize = 60;
/// Months of a term: fifty years. A longer one is a slip of the pen.
const LONGEST_TERM: i32 = 600;

type Decision = Result<Vec<state::Event>, Rejection>;

pub(crate) fn decide(state: &State, actor: &Actor, command: &Command, now: Timestamp) -> Decision {
    let none = || conflict(Message::new(key::NOT_CONFIGURED));
    let zone = state.zone().map(std::sync::Arc::as_ref).ok_or_else(none)?;
    let today = Month::of(day_of(now));
    let event = match command {
        Command::Agree(agreement) => agree(state, zone, actor, agreement, today),
        Command::ChangeSplit { project, from, split } => change(state, zone, actor, *project, *from, split),
        Command::Report { project, month, rows } => report(state, zone, actor, *project, *month, rows, today),
        Command::Confirm { project, month } => confirm(state, actor, *project, *month),
    };
    Ok(vec![state::Event::Enclave(event?)])
}

fn agree(state: &State, zone: &Zone, actor: &Actor, agreement: &Agreement, today: Month) -> Result<Event, Rejection> {
    office(actor)?;
    let name = line(&agreement.name, 2, key::ENCLAVE_NAME_NEEDED)?;
    let contract_no = line(&agreement.contract_no, 1, key::ENCLAVE_CONTRACT_NEEDED)?;
    let start_event = line(&agreement.start_event, 2, key::ENCLAVE_START_NEEDED)?;
    let Agreement { from, to, recruiter, first, last, investment, split, .. } = agreement;
    for park in [from, to, recruiter] {
        shares::known(zone, park)?;
        if let Some(park) = zone.park(park).filter(|it| !it.is_active(today)) {
            return Err(invalid(not_active(park, today)));
        }
    }
    if from == to {
        let short = zone.park(from).map_or(from.as_str(), |park| &park.short);
        return Err(invalid(Message::new(key::ENCLAVE_SAME_PARK).with("park", short)));
    }
    let about = |key| Message::new(key).with("first", format::month(*first)).with("last", format::month(*last));
    if last < first {
        return Err(invalid(about(key::ENCLAVE_TERM_BACKWARDS)));
    }
    if last.index() - first.index() >= LONGEST_TERM {
        return Err(invalid(about(key::ENCLAVE_TERM_TOO_LONG)));
    }
    if let Some(found) = investment.filter(|it| *it <= Decimal::ZERO || !is_sensible(*it)) {
        let message = Message::new(key::ENCLAVE_INVESTMENT_WRONG);
        return Err(invalid(message.with("found", format::exact(found))));
    }
    let overlaps = |it: &&Project| {
        it.agreement.contract_no == contract_no && it.agreement.first <= *last && *first <= it.agreement.last
    };
    if let Some(Project { agreement: other, .. }) = state.enclaves.all.values().find(overlaps) {
        let message = Message::new(key::ENCLAVE_TERM_OVERLAPS).with("contract", &contract_no);
        let message = message.with("first", format::month(other.first)).with("last", format::month(other.last));
        return Err(conflict(message.with("name", &other.name)));
    }
    let split = shares::checked(zone, split)?;
    let investment = investment.map(|it| it.normalize());
    Ok(Event::ProjectAgreed(Agreement { name, contract_no, start_event, investment, split, ..agreement.clone() }))
}

fn change(
    state: &State,
    zone: &Zone,
    actor: &Actor,
    project: ProjectId,
    from: Month,
    split: &[ItemSplit],
) -> Result<Event, Rejection> {
    office(actor)?;
    let it = state.enclaves.all.get(&project).ok_or_else(no_project)?;
    let Agreement { first, last, .. } = &it.agreement;
    if from < *first || from > *last {
        let message = Message::new(key::ENCLAVE_SPLIT_OUTSIDE).with("from", format::month(from));
        return Err(invalid(message.with("first", format::month(*first)).with("last", format::month(*last))));
    }
    let split = shares::checked(zone, split)?;
    if let Some(version) = it.versions.last() {
        if from <= version.from {
            let message = Message::new(key::ENCLAVE_SPLIT_NOT_AFTER).with("from", format::month(from));
            return Err(conflict(message.with("before", format::month(version.from))));
        }
        if version.split == split {
            return Err(conflict(Message::new(key::ENCLAVE_SPLIT_SAME)));
        }
    }
    Ok(Event::SplitChanged { project, from, split })
}

fn report(
    state: &State,
    zone: &Zone,
    actor: &Actor,
    project: ProjectId,
    month: Month,
    rows: &[Line],
    today: Month,
) -> Result<Event, Rejection> {
    let it = seen(state, actor, project, key::ENCLAVE_ONLY_LANDING)?;
    if actor.role != Role::Park(it.agreement.to.clone()) {
        return Err(Rejection::forbidden(key::ENCLAVE_ONLY_LANDING));
    }
    let Agreement { first, last, .. } = &it.agreement;
    let about = |key| Message::new(key).with("month", format::month(month));
    if month < *first || month > *last {
        let message = about(key::ENCLAVE_MONTH_OUTSIDE).with("first", format::month(*first));
        return Err(invalid(message.with("last", format::month(*last))));
    }
    if month >= today {
        return Err(conflict(about(key::ENCLAVE_MONTH_NOT_OVER)));
    }
    let rows = figures(zone, it, month, rows)?;
    let known = it.figures.get(&month).and_then(|figures| figures.pending.as_ref().or(figures.confirmed.as_ref()));
    if let Some(same) = known.filter(|known| known.rows == rows) {
        return Err(conflict(Message::new(key::ENCLAVE_SAME_FIGURES).with("when", format::moment(same.at))));
    }
    Ok(Event::ProjectReported { project, month, rows })
}

/// Figures of items that are split in that month, each once, in the order of the form's codes.
fn figures(zone: &Zone, it: &Project, month: Month, rows: &[Line]) -> Result<Vec<Line>, Rejection> {
    if rows.is_empty() {
        return Err(invalid(Message::new(key::ENCLAVE_NO_ROWS)));
    }
    let mut taken: Vec<Line> = Vec::new();
    for Line { item, value } in rows {
        let known = shares::item(zone, item)?;
        let about = |key| Message::new(key).with("item", &known.name).with("found", format::exact(*value));
        let wrong = match () {
            () if it.split(item, month).is_none() => {
                Some(about(key::ENCLAVE_NOT_SPLIT).with("month", format::month(month)))
            }
            () if taken.iter().any(|row| row.item == *item) => Some(about(key::ENCLAVE_ROW_TWICE)),
            () if !is_sensible(*value) => Some(about(key::ENCLAVE_VALUE_WRONG)),
            () if *value < Decimal::ZERO && !known.negative => Some(about(key::ENCLAVE_VALUE_NEGATIVE)),
            () if known.unit.is_whole() && !value.fract().is_zero() => Some(about(key::ENCLAVE_VALUE_NOT_WHOLE)),
            () => None,
        };
        if let Some(wrong) = wrong {
            return Err(invalid(wrong));
        }
        taken.push(Line { item: item.clone(), value: value.normalize() });
    }
    taken.sort_by(|a, b| a.item.cmp(&b.item));
    Ok(taken)
}

fn confirm(state: &State, actor: &Actor, project: ProjectId, month: Month) -> Result<Event, Rejection> {
    let it = seen(state, actor, project, key::ENCLAVE_ONLY_CONFIRMERS)?;
    let by = match &actor.role {
        Role::Office => Party::Office,
        Role::Park(park) if *park == it.agreement.from => Party::Park(park.clone()),
        _ => return Err(Rejection::forbidden(key::ENCLAVE_ONLY_CONFIRMERS)),
    };
    if it.figures.get(&month).is_none_or(|figures| figures.pending.is_none()) {
        let message = Message::new(key::ENCLAVE_NOTHING_TO_CONFIRM);
        return Err(conflict(message.with("month", format::month(month))));
    }
    Ok(Event::ProjectConfirmed { project, month, by })
}

/// The project, when the actor has a part in it; to other parks it is not there.
fn seen<'a>(state: &'a State, actor: &Actor, project: ProjectId, otherwise: Key) -> Result<&'a Project, Rejection> {
    let is_park = |park: &ParkId, it: &Project| it.involves(park);
    let found = state.enclaves.all.get(&project);
    match &actor.role {
        Role::Office => found.ok_or_else(no_project),
        Role::Park(park) => found.filter(|it| is_park(park, it)).ok_or_else(no_project),
        _ => Err(Rejection::forbidden(otherwise)),
    }
}

fn office(actor: &Actor) -> Result<(), Rejection> {
    if actor.role == Role::Office { Ok(()) } else { Err(Rejection::forbidden(key::ENCLAVE_ONLY_OFFICE)) }
}

fn no_project() -> Rejection {
    Rejection::new(RejectionKind::NotFound, Message::new(key::ENCLAVE_NO_PROJECT))
}

fn line(text: &str, least: usize, needed: Key) -> Result<String, Rejection> {
    let text = text.trim();
    let is_line = (least..=LINE).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if is_line { Ok(text.to_owned()) } else { Err(invalid(Message::new(needed))) }
}

/// Whether a number is small and short enough that its parts are exact.
fn is_sensible(value: Decimal) -> bool {
    value.abs() <= Decimal::from(LARGEST) && value.normalize().scale() <= DECIMALS
}

fn invalid(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Invalid, message)
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}
