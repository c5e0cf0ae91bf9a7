//! The office's queue, and a submission opened for review.

use jiff::Timestamp;

use super::{Cell, LANG, Table, Width, change, column, count, exact, marked_name, moment, text, word};
use crate::figure::Measured;
use crate::format;
use crate::id::ParkId;
use crate::period::Month;
use crate::say;
use crate::series::Seen;
use crate::view;
use crate::words::{Message, key};

/// Where every park stands with the month being collected, and what else waits for review.
pub(super) fn queue(seen: Seen<'_>, now: Timestamp) -> Option<Table> {
    let queue = view::queue(seen, now)?;
    let columns = vec![
        column(key::PARK, Width::Middle),
        column(key::TABLE_MONTH, Width::Middle),
        column(key::TABLE_STANDING, Width::Middle),
        column(key::TABLE_SUBMITTED, Width::Middle),
        column(key::TABLE_BY, Width::Middle),
        column(key::TABLE_WARNINGS, Width::Narrow),
        column(key::TABLE_DAYS_LATE, Width::Narrow),
        column(key::TABLE_NOTE, Width::Wide),
    ];
    let title = Message::new(key::TABLE_QUEUE).with("month", format::month(queue.collected)).text(LANG);
    let mut table = Table::new(seen, title, now, columns);
    for line in &queue.lines {
        let waits = queue.waiting.iter().find(|it| it.park == line.park && it.month == queue.collected);
        table.rows.push(vec![
            text(marked_name(seen, &line.park, queue.collected)),
            text(format::month(queue.collected)),
            word(format::stage(line.stage)),
            line.submitted_at.map_or(Cell::Empty, moment),
            waits.map_or(Cell::Empty, |waits| text(waits.by.clone())),
            waits.map_or(Cell::Empty, |waits| count(waits.warnings)),
            if line.overdue { count(line.days_overdue) } else { Cell::Empty },
            if line.submitted_late { word(key::TABLE_LATE) } else { Cell::Empty },
        ]);
    }
    for line in queue.waiting.iter().filter(|line| line.month != queue.collected) {
        table.rows.push(vec![
            text(marked_name(seen, &line.park, line.month)),
            text(format::month(line.month)),
            word(format::stage(crate::report::Stage::Submitted)),
            moment(line.at),
            text(line.by.clone()),
            count(line.warnings),
            Cell::Empty,
            word(line.kind.words()),
        ]);
    }
    Some(table)
}

/// The lines of a submission with what they are compared with.
pub(super) fn review(seen: Seen<'_>, park: &ParkId, month: Month, now: Timestamp) -> Option<Table> {
    let review = view::review(seen, park, month)?;
    let columns = vec![
        column(key::TABLE_CODE, Width::Narrow),
        column(key::TABLE_ITEM, Width::Wide),
        column(key::TABLE_UNIT, Width::Narrow),
        column(key::TABLE_BASIS, Width::Narrow),
        column(key::TABLE_VALUE, Width::Middle),
        column(key::TABLE_MARK, Width::Narrow),
        column(key::REVIEW_THIS_MONTH, Width::Middle),
        column(key::REVIEW_MONTH_BEFORE, Width::Middle),
        column(key::TABLE_MONTH_ON_MONTH, Width::Middle),
        column(key::TABLE_YEAR_AGO, Width::Middle),
        column(key::TABLE_YEAR_ON_YEAR, Width::Middle),
        column(key::TABLE_REPLACES, Width::Middle),
        column(key::TABLE_NOTE, Width::Wide),
    ];
    let title = Message::new(key::TABLE_REVIEW)
        .with("month", format::month(month))
        .with("park", marked_name(seen, park, month));
    let mut table = Table::new(seen, title.text(LANG), now, columns);
    for line in &review.lines {
        let Some(item) = seen.zone().item(&line.row.item) else { continue };
        let findings = review.findings.iter().filter(|finding| finding.items.contains(&line.row.item));
        let said = findings.map(|finding| {
            let answer = review.answer(finding).map(|answer| format!("（{answer}）"));
            format!("{}{}", finding.message.text(LANG), answer.unwrap_or_default())
        });
        table.rows.push(vec![
            text(item.code.as_str()),
            text(item.name.clone()),
            text(say::unit(item.unit, LANG)),
            word(format::basis(item.basis)),
            measured(line.row.measured()),
            text(line.row.mark.name()),
            line.this_month.map_or(Cell::Empty, exact),
            line.month_before.map_or(Cell::Empty, exact),
            change(line.month_on_month),
            line.year_ago.map_or(Cell::Empty, exact),
            change(line.year_on_year),
            line.replaces.map_or(Cell::Empty, exact),
            text(said.collect::<Vec<_>>().join("；")),
        ]);
    }
    let by = Message::new(key::TABLE_REVIEW_BY).with("who", review.by.clone()).with("when", format::moment(review.at));
    table.notes.push(by.text(LANG));
    Some(table)
}

fn measured(value: Measured) -> Cell {
    match value {
        Ok(value) => exact(value),
        Err(gap) => word(format::gap(gap)),
    }
}
