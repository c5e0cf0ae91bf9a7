//! Bookings: a park's own, and an owner's work.

use jiff::Timestamp;

use super::{Cell, Column, LANG, Table, Width, column, exact, moment, owner_name, park_name, text, word};
use crate::format;
use crate::id::{OwnerId, ParkId};
use crate::series::Seen;
use crate::view::{self, BookingLine};
use crate::words::{Message, key};

/// A park's bookings: what is not over, then the last hundred that are.
pub(super) fn bookings(seen: Seen<'_>, park: &ParkId, now: Timestamp) -> Option<Table> {
    let bookings = view::my_bookings(seen, park, now)?;
    let title = Message::new(key::TABLE_BOOKINGS).with("park", park_name(seen, park)).text(LANG);
    let mut table = Table::new(seen, title, now, columns());
    table.rows.extend(bookings.open.iter().chain(&bookings.over).map(|line| row(seen, line)));
    table.notes.push(key::TABLE_BOOKINGS_NOTE.text(LANG).to_owned());
    Some(table)
}

/// What an owner has to do, list by list.
pub(super) fn work(seen: Seen<'_>, owner: &OwnerId, now: Timestamp) -> Option<Table> {
    let work = view::work(seen, owner, now)?;
    let mut columns = columns();
    columns.insert(0, column(key::TABLE_LIST, Width::Middle));
    let title = Message::new(key::TABLE_WORK).with("owner", owner_name(seen, owner)).text(LANG);
    let mut table = Table::new(seen, title, now, columns);
    let lists = [
        (key::PW_WAITING, &work.waiting),
        (key::PW_WAIT_PARK, &work.proposed),
        (key::PW_TODAYS, &work.today),
        (key::PW_TO_RECORD, &work.to_record),
        (key::PW_UPCOMING, &work.upcoming),
        (key::PW_STAGE_WAITLISTED, &work.waitlisted),
        (key::TABLE_OWED, &work.owed),
    ];
    for (list, lines) in lists {
        for line in lines {
            let mut cells = vec![word(list)];
            cells.extend(row(seen, line));
            table.rows.push(cells);
        }
    }
    Some(table)
}

fn columns() -> Vec<Column> {
    vec![
        column(key::TABLE_NUMBER, Width::Narrow),
        column(key::PW_PLATFORM, Width::Wide),
        column(key::PW_RESOURCE, Width::Wide),
        column(key::PARK, Width::Middle),
        column(key::PW_ENTERPRISE, Width::Wide),
        column(key::PW_CODE, Width::Wide),
        column(key::PW_PURPOSE, Width::Wide),
        column(key::TABLE_QUANTITY, Width::Narrow),
        column(key::TABLE_UNIT, Width::Narrow),
        column(key::PW_FROM, Width::Middle),
        column(key::PW_TO, Width::Middle),
        column(key::TABLE_STANDING, Width::Middle),
        column(key::TABLE_ASKED, Width::Middle),
        column(key::TABLE_ANSWER_DUE, Width::Middle),
        column(key::TABLE_USED, Width::Wide),
        column(key::TABLE_NOTE, Width::Wide),
    ]
}

fn row(seen: Seen<'_>, line: &BookingLine) -> Vec<Cell> {
    let request = &line.request;
    let slot = request.slot;
    vec![
        text(line.booking.to_string()),
        text(line.platform_name.clone()),
        text(line.resource_name.clone()),
        text(park_name(seen, &request.park)),
        text(request.enterprise.name.clone()),
        text(request.enterprise.code.clone()),
        text(request.purpose.clone()),
        exact(request.amount),
        text(line.unit.clone()),
        slot.map_or(Cell::Empty, |slot| moment(slot.from)),
        slot.map_or(Cell::Empty, |slot| moment(slot.to)),
        text(format::platform::standing(line).1.text(LANG)),
        moment(line.requested_at),
        line.clock.as_ref().map_or(Cell::Empty, |clock| moment(clock.due)),
        line.usage.as_ref().map_or(Cell::Empty, |usage| text(format::platform::used(usage, LANG))),
        line.note.clone().map_or(Cell::Empty, text),
    ]
}
