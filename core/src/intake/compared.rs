//! The columns 上年同期 and 上月 are there to compare with. What somebody writes into them is not taken, and that is
//! said: whoever corrects last year's figure there believes to have corrected it.

use std::cell::LazyCell;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::layout::{Header, Line, start};
use super::number::{from_float, number};
use super::read::Read;
use super::template::{COLUMNS, Column};
use super::{Grid, Raw};
use crate::format;
use crate::view::{Sheet, SheetLine};
use crate::words::{Message, key};
use crate::zone::{Item, Level, Zone};

/// Tells of every figure there that is not the one the system has.
pub(super) fn tell(read: &mut Read, zone: &Zone, sheet: &Sheet, grid: &Grid) {
    let Some(header) = Header::find(grid) else { return };
    // Nearly always nothing was changed, and no item is asked for.
    let items: LazyCell<HashMap<&str, &Item>, _> =
        LazyCell::new(|| zone.form.items.iter().map(|item| (item.code.as_str(), item)).collect());
    let known: HashMap<&str, &SheetLine> = sheet.lines.iter().map(|line| (line.item.as_str(), line)).collect();
    for line in header.lines(grid) {
        let code = line.text(Column::Code);
        let Some(known) = known.get(code) else { continue };
        let columns = [(Column::YearAgo, known.year_ago), (Column::LastMonth, known.last_month)];
        for (column, right) in columns {
            if let Some(found) = changed(&line, column, right)
                && let Some(item) = items.get(code)
            {
                let heading = COLUMNS.iter().find(|(known, _)| *known == column).map_or("", |(_, heading)| heading);
                let right = right.map_or_else(|| "—".to_owned(), format::exact);
                let message = Message::new(key::COMPARED_CHANGED).with("item", &item.name).with("column", heading);
                let message = message.with("found", start(&found)).with("right", right);
                read.push(Level::Notice, key::COMPARED_CHANGED, Some(&item.code), Some(line.place(column)), message);
            }
        }
    }
}

/// What stands in the cell when it is not what the template wrote there. An emptied cell misleads nobody.
fn changed(line: &Line<'_>, column: Column, right: Option<Decimal>) -> Option<String> {
    let raw = line.raw(column).filter(|raw| !raw.is_blank())?;
    let found = match raw {
        Raw::Number { value, .. } => from_float(*value).ok(),
        Raw::Text(text) => number(text).ok(),
        _ => None,
    };
    (found.is_none() || found != right).then(|| raw.shown())
}
