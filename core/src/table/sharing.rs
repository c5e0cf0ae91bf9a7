//! Sharing: flows from park to park, the transfers behind them, offers and needs.

use jiff::Timestamp;

use super::{Cell, LANG, Table, Width, column, count, measured, number, park_name, text, word};
use crate::format::{self, sharing::By};
use crate::id::{ElementId, StageId};
use crate::series::Seen;
use crate::sharing::Quantity;
use crate::view::{self, Amount, ListingsAsked, Selection, Wanted};
use crate::words::{Message, key};

/// Transfers in a table at most: pages of a hundred are put together.
const MOST: usize = 5_000;
/// Offers and needs in a table at most, as of the page.
const MOST_LISTINGS: usize = 1_000;

fn element_name(seen: Seen<'_>, id: &ElementId) -> String {
    let element = seen.zone().sharing.as_ref().and_then(|rules| rules.element(id));
    element.map_or_else(|| id.to_string(), |element| element.name.clone())
}

fn stage_name(seen: Seen<'_>, element: &ElementId, stage: &StageId) -> String {
    let element = seen.zone().sharing.as_ref().and_then(|rules| rules.element(element));
    let found = element.and_then(|element| element.stages.iter().find(|it| it.id == *stage));
    found.map_or_else(|| stage.to_string(), |stage| stage.name.clone())
}

/// What flowed from park to park, with the total under it and, of all elements, each element's part of it.
pub(super) fn flows(seen: Seen<'_>, selection: &Selection, now: Timestamp) -> Option<Table> {
    let sharing = view::sharing(seen, selection, now)?;
    let rules = seen.zone().sharing.as_ref()?;
    let columns = vec![
        column(key::TABLE_GIVER, Width::Middle),
        column(key::TABLE_TAKER, Width::Middle),
        measured(key::TABLE_BEGUN.text(LANG), key::TABLE_TIMES.text(LANG)),
        measured(key::TABLE_LANDED.text(LANG), key::TABLE_TIMES.text(LANG)),
        measured(&format::sharing::money_name(rules, sharing.element.as_ref(), LANG), &rules.money),
        column(key::TABLE_EFFECTS, Width::Wide),
    ];
    let stretch = format::sharing::stretch(sharing.span, sharing.month, sharing.first, LANG);
    let of = sharing.element.as_ref().map(|element| element_name(seen, element));
    let title = Message::new(key::TABLE_SHARING).with("period", stretch);
    let title = title.with("element", of.unwrap_or_else(|| key::TABLE_ALL_ELEMENTS.text(LANG).to_owned()));
    let mut table = Table::new(seen, title.text(LANG), now, columns);
    let cells = |amount: &Amount| {
        let money = number(amount.money, amount.money.normalize().scale().min(4));
        [count(amount.count), count(amount.landed), money, text(format::sharing::quantities(&amount.effects, LANG))]
    };
    for flow in &sharing.flows {
        let name = |park| text(seen.zone().park_name(park, sharing.month));
        let mut row = vec![name(&flow.giver), name(&flow.taker)];
        row.extend(cells(&flow.amount));
        table.rows.push(row);
    }
    let Some(total) = &sharing.total else {
        table.notes.push(format::sharing::finding(&sharing, seen.zone(), By::Count, LANG).text(LANG));
        return Some(table);
    };
    let mut row = vec![word(key::TABLE_TOTAL), Cell::Empty];
    row.extend(cells(total));
    table.rows.push(row);
    // Of all elements together, each with what it is measured by.
    for it in sharing.elements.iter().filter(|_| sharing.element.is_none()) {
        let name = Message::new(key::TABLE_OF_WHICH).with("name", element_name(seen, &it.element));
        let measure = rules.element(&it.element).map_or_else(String::new, |element| element.measure.name.clone());
        let mut row = vec![text(name.text(LANG)), text(measure)];
        row.extend(cells(&it.amount));
        table.rows.push(row);
    }
    table.notes.extend(format::sharing::money_note(&sharing, rules, LANG).map(|note| note.text(LANG)));
    table.notes.push(key::TABLE_SHARING_COUNTS.text(LANG).to_owned());
    Some(table)
}

/// The transfers behind a number, newest first.
pub(super) fn transfers(seen: Seen<'_>, wanted: &Wanted, now: Timestamp) -> Option<Table> {
    let mut page = view::transfers(seen, wanted, now)?;
    let (all, month) = (page.count as usize, page.month);
    let columns = vec![
        column(key::TABLE_NUMBER, Width::Narrow),
        column(key::TABLE_GIVER, Width::Middle),
        column(key::TABLE_TAKER, Width::Middle),
        column(key::TABLE_ELEMENT, Width::Middle),
        column(key::TABLE_WHAT, Width::Wide),
        column(key::TABLE_QUANTITY, Width::Middle),
        column(key::TABLE_STANDING, Width::Middle),
        column(key::TABLE_STAGE, Width::Middle),
        column(key::TABLE_EFFECT, Width::Middle),
        column(key::TABLE_PENDING, Width::Middle),
        column(key::TABLE_CHANGED, Width::Middle),
    ];
    // All time begins with the first month of the page.
    let selection = Selection { element: wanted.element.clone(), span: wanted.span, month: wanted.month };
    let first = view::sharing(seen, &selection, now)?.first;
    let stretch = format::sharing::stretch(wanted.span, month, first, LANG);
    let title = Message::new(key::TABLE_TRANSFERS).with("period", stretch).text(LANG);
    let mut table = Table::new(seen, title, now, columns);
    loop {
        for it in &page.lines {
            let last = it.history.last();
            table.rows.push(vec![
                text(it.matched.to_string()),
                text(park_name(seen, &it.giver)),
                text(park_name(seen, &it.taker)),
                text(element_name(seen, &it.element)),
                text(it.title.clone()),
                quantity(it.quantity.as_ref()),
                word(format::sharing::standing(it.standing)),
                it.stage.as_ref().map_or(Cell::Empty, |stage| text(stage_name(seen, &it.element, stage))),
                quantity(it.effect.as_ref()),
                it.pending.as_ref().map_or(Cell::Empty, |report| text(stage_name(seen, &it.element, &report.stage))),
                last.map_or(Cell::Empty, |step| super::moment(step.at)),
            ]);
        }
        match page.next {
            Some(next) if table.rows.len() < MOST => {
                page = view::transfers(seen, &Wanted { before: Some(next), ..wanted.clone() }, now)?;
            }
            _ => break,
        }
    }
    let listed = table.rows.len();
    table.cut(listed, all);
    Some(table)
}

/// Offers and needs, newest first.
pub(super) fn listings(seen: Seen<'_>, asked: &ListingsAsked, now: Timestamp) -> Option<Table> {
    let asked = ListingsAsked { count: MOST_LISTINGS, ..asked.clone() };
    let listings = view::listings(seen, &asked, now)?;
    let columns = vec![
        column(key::TABLE_NUMBER, Width::Narrow),
        column(key::TABLE_SIDE, Width::Narrow),
        column(key::PARK, Width::Middle),
        column(key::TABLE_ELEMENT, Width::Middle),
        column(key::TABLE_WHAT, Width::Wide),
        column(key::TABLE_QUANTITY, Width::Middle),
        column(key::TABLE_POSTED, Width::Middle),
        column(key::TABLE_VALID_UNTIL, Width::Middle),
        column(key::TABLE_STANDING, Width::Narrow),
        column(key::TABLE_MATCHES, Width::Narrow),
    ];
    let mut table = Table::new(seen, key::TABLE_LISTINGS.text(LANG).to_owned(), now, columns);
    for line in &listings.lines {
        table.rows.push(vec![
            text(line.id.to_string()),
            word(format::sharing::side(line.side)),
            text(park_name(seen, &line.park)),
            text(element_name(seen, &line.element)),
            text(line.title.clone()),
            quantity(line.quantity.as_ref()),
            super::moment(line.at),
            text(line.valid_until.to_string()),
            word(format::sharing::listing(line.status)),
            line.matches.map_or(Cell::Empty, count),
        ]);
    }
    table.cut(listings.lines.len(), listings.count as usize);
    Some(table)
}

fn quantity(quantity: Option<&Quantity>) -> Cell {
    quantity.map_or(Cell::Empty, |quantity| text(format::sharing::quantity(quantity)))
}
