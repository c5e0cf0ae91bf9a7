//! What was read though nobody who looks at the worksheet sees it, or sees it so: rows and columns that are hidden,
//! results of formulas that the program would compute anew. All of it counts — what a park submits must not depend on what
//! its screen shows — and all of it is said.
//!
//! Only what a park fills in is looked at: names, units and codes are compared with the form's own, shown or not.

use std::collections::{BTreeMap, HashMap};

use super::layout::{Header, start};
use super::read::{INPUT, Read};
use super::template::{COLUMNS, Column};
use super::{Grid, Raw};
use crate::id::Code;
use crate::report::Cell;
use crate::words::{Key, Message, key};
use crate::zone::{Item, Level, Zone};

/// Most places listed in a sentence.
const LISTED: usize = 8;

/// What one sentence is about.
#[derive(Default)]
struct Unseen {
    first: Option<Cell>,
    items: Vec<Code>,
    names: Vec<String>,
}

/// Tells of what was read and does not show, one sentence a kind.
pub(super) fn tell(read: &mut Read, zone: &Zone, grid: &Grid) {
    // As nearly every worksheet: there is nothing to tell.
    if grid.hidden_rows.is_empty() && grid.hidden_columns.is_empty() && grid.as_saved.is_empty() {
        return;
    }
    let Some(header) = Header::find(grid) else { return };
    let items: HashMap<&str, &Item> = zone.form.items.iter().map(|item| (item.code.as_str(), item)).collect();
    let (mut rows, mut as_saved) = (Unseen::default(), Unseen::default());
    let mut columns: BTreeMap<Column, Cell> = BTreeMap::new();
    for line in header.lines(grid) {
        let Some(item) = items.get(line.text(Column::Code)) else { continue };
        let filled: Vec<(Column, Cell)> =
            INPUT.into_iter().filter_map(|column| Some((column, line.filled(column)?))).collect();
        if let Some((_, cell)) = filled.first().filter(|_| grid.hidden_rows.contains(&line.row)) {
            rows.push(*cell, item, format!("{}“{}”", line.row + 1, item.name));
        }
        for (column, cell) in filled {
            if grid.hidden_columns.contains(&cell.column) {
                columns.entry(column).or_insert(cell);
            }
            // What is not taken is told by its own sentence.
            let taken = line.raw(column).is_some_and(|raw| !matches!(raw, Raw::Error(_) | Raw::Uncomputed));
            if taken && grid.as_saved.contains(&cell) {
                as_saved.push(cell, item, format!("{cell}“{}”", item.name));
            }
        }
    }
    rows.say(read, key::HIDDEN_ROWS);
    as_saved.say(read, key::RESULT_AS_SAVED);
    let heading = |column| COLUMNS.iter().find(|(known, _)| *known == column).map_or("", |(_, heading)| heading);
    for (column, cell) in columns {
        let message = Message::new(key::HIDDEN_COLUMN).with("column", heading(column));
        read.push(Level::Notice, key::HIDDEN_COLUMN, None, Some(cell), message);
    }
}

impl Unseen {
    fn push(&mut self, cell: Cell, item: &Item, name: String) {
        self.first.get_or_insert(cell);
        self.items.push(item.code.clone());
        self.names.push(start(&name));
    }

    fn say(self, read: &mut Read, key: Key) {
        let Some(first) = self.first else { return };
        let more = if self.names.len() > LISTED { "、…" } else { "" };
        let listed = self.names[..self.names.len().min(LISTED)].join("、") + more;
        let message = Message::new(key).with("count", self.names.len().to_string()).with("places", listed);
        read.push(Level::Notice, key, None, Some(first), message);
        if let Some(said) = read.findings.last_mut() {
            said.items = self.items;
            said.items.dedup();
        }
    }
}
