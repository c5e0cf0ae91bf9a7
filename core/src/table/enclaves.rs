//! Enclave projects: 在地统计 beside 考核口径, item by item and park by park.

use jiff::Timestamp;

use super::{Cell, LANG, Table, Width, column, count, exact, text, word};
use crate::format;
use crate::period::{Basis, Month};
use crate::say;
use crate::series::Seen;
use crate::view::{self, AssessedItem, AssessedLine};
use crate::words::{Message, key};

/// Every item that is split, with the parks that the scope sees and the zone's sum under them.
pub(super) fn assessed(seen: Seen<'_>, month: Option<Month>, basis: Basis, now: Timestamp) -> Option<Table> {
    let page = view::enclaves(seen, month, basis, now)?;
    let columns = vec![
        column(key::ENCL_ITEM, Width::Middle),
        column(key::TABLE_UNIT, Width::Narrow),
        column(key::PARK, Width::Middle),
        column(key::ENCL_OWN, Width::Middle),
        column(key::TABLE_STATUS, Width::Narrow),
        column(key::ENCL_GIVEN, Width::Middle),
        column(key::ENCL_RECEIVED, Width::Middle),
        column(key::ENCL_BY_SHARE, Width::Middle),
        column(key::TABLE_PROJECT_MONTHS, Width::Narrow),
    ];
    let title = Message::new(key::TABLE_ENCLAVES).with("period", format::period(page.month, basis, LANG));
    let mut table = Table::new(seen, title.text(LANG), now, columns);
    for item in &page.assessed {
        table.rows.extend(item.lines.iter().map(|line| row(seen, page.month, item, line)));
        table.rows.extend(zone(item));
    }
    table.notes.push(key::ENCL_ASSESSED_NOTE.text(LANG).to_owned());
    if page.assessed.iter().any(|item| item.missing > 0) {
        table.notes.push(key::ENCL_MISSING_NOTE.text(LANG).to_owned());
    }
    Some(table)
}

fn row(seen: Seen<'_>, month: Month, item: &AssessedItem, line: &AssessedLine) -> Vec<Cell> {
    let gap = line.gap.map_or(Cell::Empty, |gap| word(format::gap(gap)));
    vec![
        text(item.name.clone()),
        text(say::unit(item.unit, LANG)),
        text(seen.zone().park_name(&line.park, month)),
        line.own.map_or(gap.clone(), exact),
        word(format::status(line.status)),
        exact(line.given),
        exact(line.received),
        line.assessed.map_or(gap, exact),
        count(line.missing),
    ]
}

/// The sum of the parks, the same in both views; nothing where a park lacks its figure.
fn zone(item: &AssessedItem) -> Option<Vec<Cell>> {
    let zone = item.zone?;
    let mut row = vec![text(item.name.clone()), text(say::unit(item.unit, LANG)), word(key::ENCL_ZONE), exact(zone)];
    row.extend([Cell::Empty, Cell::Empty, Cell::Empty, exact(zone), count(item.missing)]);
    Some(row)
}
