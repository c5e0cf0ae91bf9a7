//! Openness: indicators, the matrix, the index.

use jiff::Timestamp;

use super::{Cell, Column, LANG, Table, Width, column, count, measured, number, owner_name, text, word};
use crate::format;
use crate::format::platform::Mark;
use crate::openness::Period;
use crate::series::Seen;
use crate::view::{self, Index, OpennessPage};
use crate::words::{Key, Message, key};

fn title(key: Key, period: Period) -> String {
    Message::new(key).with("period", format::platform::months(period, LANG)).text(LANG)
}

/// Every measure with its value, what it is compared with, its formula and what went into it.
pub(super) fn indicators(seen: Seen<'_>, period: Period, now: Timestamp) -> Option<Table> {
    let page = view::openness(seen, period, now)?;
    let columns = vec![
        column(key::INDICATOR, Width::Wide),
        column(key::TABLE_CODE, Width::Narrow),
        column(key::TABLE_UNIT, Width::Narrow),
        column(key::TABLE_VALUE, Width::Middle),
        column(key::PW_REFERENCES, Width::Wide),
        column(key::EXPLAIN_FORMULA, Width::Wide),
        column(key::EXPLAIN_OPERANDS, Width::Wide),
        column(key::TABLE_NOTE, Width::Middle),
    ];
    let mut table = Table::new(seen, title(key::TABLE_OPENNESS, period), now, columns);
    for it in &page.indicators {
        let references = it.references.iter().filter_map(|reference| format::platform::against(it, reference));
        let references: Vec<String> = references.map(|(_, message)| message.text(LANG)).collect();
        let operands = it.operands.iter().map(|operand| {
            let amount = format::platform::amount(operand.value, operand.unit);
            format!("{}{amount}{}", operand.name.text(LANG), operand.unit.name())
        });
        table.rows.push(vec![
            Cell::Text(it.name.text(LANG)),
            text(it.measure.id()),
            text(it.figure.unit.name()),
            match it.figure.value {
                Some(value) => number(value, it.figure.decimals),
                None => text(format::platform::measured(it, LANG)),
            },
            text(references.join("；")),
            Cell::Text(it.formula.text(LANG)),
            text(operands.collect::<Vec<_>>().join("，")),
            format::platform::lacking(it.measure, it.figure.value, it.figure.lacking)
                .map_or(Cell::Empty, |it| text(it.text(LANG))),
        ]);
    }
    Some(table)
}

/// Platform × park: how open, and how often used in the period.
pub(super) fn matrix(seen: Seen<'_>, period: Period, now: Timestamp) -> Option<Table> {
    let page = view::openness(seen, period, now)?;
    let mut columns = vec![column(key::PW_PLATFORM, Width::Wide), column(key::PW_OWNER, Width::Wide)];
    for park in &page.matrix.parks {
        let name = seen.zone().park_name(park, period.to);
        columns.push(Column { head: name.clone(), width: Width::Narrow });
        columns.push(measured(&format!("{name} {}", key::PW_USED_IN_PERIOD.text(LANG)), key::PW_TIMES.text(LANG)));
    }
    let mut table = Table::new(seen, title(key::TABLE_MATRIX, period), now, columns);
    for row in &page.matrix.rows {
        let mut cells = vec![text(row.name.clone()), text(owner_name(seen, &row.owner))];
        for cell in &row.cells {
            cells.extend([word(Mark::of(cell).word()), count(cell.count)]);
        }
        table.rows.push(cells);
    }
    let days = seen.zone().openness.as_ref()?.limits.idle_days.whole();
    table.notes.push(Message::new(key::PW_LEGEND_NOMINAL).with("n", days.to_string()).text(LANG));
    Some(table)
}

/// The index of every owner and platform with its parts.
pub(super) fn index(seen: Seen<'_>, period: Period, now: Timestamp) -> Option<Table> {
    let page = view::openness(seen, period, now)?;
    let weights = page.weights.as_ref()?;
    let mut columns = vec![
        column(key::TABLE_KIND, Width::Narrow),
        column(key::TABLE_NAME, Width::Wide),
        column(key::PLACE, Width::Narrow),
        column(key::PW_INDEX, Width::Narrow),
    ];
    for part in &weights.parts {
        columns.push(measured(part.measure.name().text(LANG), part.measure.unit().name()));
        let score = Message::new(key::TABLE_SCORE).with("name", part.measure.name().text(LANG));
        columns
            .push(Column { head: score.with("weight", format::exact(part.weight)).text(LANG), width: Width::Middle });
    }
    columns.push(column(key::TABLE_NOTE, Width::Wide));
    let mut table = Table::new(seen, title(key::TABLE_INDEX, period), now, columns);
    for line in &page.owners {
        table.rows.push(line_of(key::PW_OWNER, owner_name(seen, &line.owner), &line.index));
    }
    for index in &page.platforms {
        table.rows.push(line_of(key::PW_PLATFORM, platform_name(&page, index), index));
    }
    Some(table)
}

fn line_of(kind: Key, name: String, index: &Index) -> Vec<Cell> {
    let mut cells = vec![word(kind), text(name)];
    cells.push(index.rank.map_or(word(key::OUTSIDE), count));
    cells.push(index.value.map_or(word(key::PW_INDEX_NONE), |value| number(value, 1)));
    for part in &index.parts {
        cells.push(part.value.map_or(Cell::Empty, |value| number(value, part.measure.decimals())));
        cells.push(part.score.map_or(Cell::Empty, |score| number(score, 1)));
    }
    let notes: Vec<String> = [format::platform::weighed(index, LANG), format::platform::index_lacking(index, LANG)]
        .into_iter()
        .flatten()
        .collect();
    cells.push(if notes.is_empty() { Cell::Empty } else { text(notes.join("；")) });
    cells
}

fn platform_name(page: &OpennessPage, index: &Index) -> String {
    let row = page.matrix.rows.iter().find(|row| Some(&row.platform) == index.platform.as_ref());
    row.map_or_else(String::new, |row| row.name.clone())
}
