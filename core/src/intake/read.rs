//! From a grid to rows.

use std::collections::{BTreeMap, HashMap};

use super::book::Identity;
use super::layout::{Header, Line, beside, start};
use super::number::{NotANumber, from_float, number};
use super::template::{COLUMNS, Column, EARLIER_VERSIONS, VERSION};
use super::{Grid, Raw, Shown};
use crate::check::Finding;
use crate::figure::{Gap, Mark};
use crate::format;
use crate::id::{Code, ParkId, RuleId};
use crate::period::Month;
use crate::report::{Cell, Row};
use crate::words::{Key, Lang, Message, key};
use crate::zone::{Item, Level, Zone};

/// Longest text taken from a cell, in characters.
const LONGEST_TEXT: usize = 2000;

/// What a grid says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Whether it is the form, park and month asked for at all.
    pub is_this: bool,
    /// The rows that could be read.
    pub rows: Vec<Row>,
    /// Texts of the last column by item.
    pub reasons: BTreeMap<Code, String>,
    /// What could not be taken as it stands.
    pub findings: Vec<Finding>,
}

/// Reads a grid as the report of `park` on `month`.
pub fn read(zone: &Zone, park: &ParkId, month: Month, grid: &Grid) -> Read {
    let mut read = Read::default();
    let Some(header) = Header::find(grid) else {
        read.error(key::NOT_THE_TEMPLATE, None, None, |m| m);
        return read;
    };
    for missing in COLUMNS.iter().filter(|(column, _)| !column.is_known() && !header.columns.contains_key(column)) {
        let place = Cell { row: header.row, column: 0 };
        read.error(key::COLUMN_MISSING, None, Some(place), |m| m.with("column", missing.1));
    }
    for (column, twice) in &header.twice {
        let heading = COLUMNS.iter().find(|(known, _)| known == column).map_or("", |(_, heading)| heading);
        let first = Cell { row: header.row, column: header.columns[column] }.to_string();
        read.error(key::COLUMN_TWICE, None, Some(*twice), |m| m.with("column", heading).with("first", first));
    }
    check_label(grid, &mut read, "表号", &zone.form.id, key::OTHER_FORM);
    check_label(grid, &mut read, "园区代码", park.as_str(), key::OTHER_PARK);
    if grid.month() != Some(month) {
        check_label(grid, &mut read, "报告期代码", &month.to_string(), key::OTHER_MONTH);
    }
    check_version(grid, &mut read);
    if read.findings.iter().any(|finding| finding.level == Level::Error) {
        return read;
    }
    check_mark(grid, &mut read, park, month);
    read.is_this = true;
    let items = &zone.form.items;
    let index: HashMap<&str, usize> = items.iter().enumerate().map(|(at, item)| (item.code.as_str(), at)).collect();
    // Of each item of the form, where it stands.
    let mut first_at: Vec<Option<Cell>> = vec![None; items.len()];
    read.rows.reserve(items.len());
    for line in header.lines(grid) {
        // A row without a code is a heading or empty.
        let code = line.text(Column::Code);
        if code.is_empty() {
            continue;
        }
        let place = line.place(Column::Code);
        let Some(at) = index.get(code) else {
            // Shown back in a sentence: a code is short, whatever was typed.
            read.error(key::UNKNOWN_CODE, None, Some(place), |m| m.with("item", start(code)));
            continue;
        };
        let item = &items[*at];
        // Left over from another month's workbook; a figure in it is refused by the checks.
        let is_asked = item.term().holds(month);
        if let Some(first) = first_at[*at] {
            read.error(key::DUPLICATE_ROW, Some(&item.code), Some(place), |m| {
                m.with("item", &item.name).with("first", first.to_string())
            });
            continue;
        }
        first_at[*at] = Some(place);
        read.line(grid, &line, item);
        if !is_asked {
            read.rows.retain(|row| row.item != item.code || row.measured() != Err(Gap::NotReported));
        }
    }
    let missing = items.iter().zip(&first_at).filter(|(item, place)| place.is_none() && item.term().holds(month));
    for (item, _) in missing {
        let key = key::ROW_MISSING;
        read.error(key, Some(&item.code), None, |m| m.with("item", &item.name).with("code", item.code.as_str()));
    }
    read
}

impl Read {
    /// Something about the workbook as a whole.
    pub(super) fn say(&mut self, level: Level, message: Message) {
        self.push(level, message.key, None, None, message);
    }

    pub(super) fn push(&mut self, level: Level, key: Key, item: Option<&Code>, cell: Option<Cell>, message: Message) {
        let subject = item.map_or("*", Code::as_str);
        self.findings.push(Finding {
            level,
            rule: RuleId::new(format!("{}:{subject}", key.name())),
            items: item.cloned().into_iter().collect(),
            cell,
            message,
        });
    }

    fn error(&mut self, key: Key, item: Option<&Code>, cell: Option<Cell>, with: impl FnOnce(Message) -> Message) {
        self.push(Level::Error, key, item, cell, with(Message::new(key)));
    }

    fn line(&mut self, grid: &Grid, line: &Line<'_>, item: &Item) {
        let code = &item.code;
        let expect = [
            (Column::Name, item.name.as_str(), key::NAME_CHANGED),
            (Column::Unit, item.unit.name(), key::UNIT_CHANGED),
            (Column::Basis, format::basis(item.basis).text(Lang::Chinese), key::BASIS_CHANGED),
        ];
        for (column, right, key) in expect {
            let found = line.text(column);
            if found != right {
                self.error(key, Some(code), Some(line.place(column)), |m| {
                    m.with("item", &item.name).with("right", right).with("found", start(found))
                });
            }
        }
        let text = line.text(Column::Mark);
        let mark = Mark::named(text).unwrap_or_else(|| {
            self.error(key::UNKNOWN_MARK, Some(code), Some(line.place(Column::Mark)), |m| {
                m.with("item", &item.name).with("found", start(text))
            });
            Mark::None
        });
        let reason = line.text(Column::Reason);
        if !reason.is_empty() {
            self.reasons.insert(code.clone(), reason.chars().take(LONGEST_TEXT).collect());
        }
        let cell = line.place(Column::Value);
        if let Some(struck) =
            STRUCK.iter().find_map(|column| line.filled(*column).filter(|at| grid.struck.contains(at)))
        {
            self.error(key::STRUCK_OUT, Some(code), Some(struck), |m| m.with("item", &item.name));
            return;
        }
        if let Some(inkless) =
            INPUT.iter().find_map(|column| line.filled(*column).filter(|at| grid.inkless.contains(at)))
        {
            self.error(key::INKLESS, Some(code), Some(inkless), |m| m.with("item", &item.name));
            return;
        }
        if let Some((first, last)) = grid.merged.iter().find(|area| contains(area, cell)) {
            let area = format!("{first}:{last}");
            self.error(key::MERGED, Some(code), Some(cell), |m| m.with("item", &item.name).with("area", area));
            return;
        }
        let value = match line.raw(Column::Value).filter(|raw| !raw.is_blank()) {
            None => None,
            Some(raw) => match self.value(raw, item, cell) {
                Some(value) => Some(value),
                None => return,
            },
        };
        self.rows.push(Row { item: code.clone(), value, mark, cell: Some(cell) });
    }

    /// The number in a cell, or nothing when a finding says why not.
    fn value(&mut self, raw: &Raw, item: &Item, cell: Cell) -> Option<rust_decimal::Decimal> {
        let result = match raw {
            Raw::Number { shown: Shown::Percent, .. } => Err(key::PERCENT),
            Raw::Number { value, .. } => from_float(*value).map_err(not_a_number),
            Raw::Text(text) => number(text).map_err(not_a_number),
            Raw::Boolean(_) => Err(key::NOT_A_NUMBER),
            Raw::Date(_) => Err(key::A_DATE),
            Raw::Error(_) => Err(key::ERROR_VALUE),
            Raw::Uncomputed => Err(key::UNCOMPUTED),
        };
        if let (Ok(value), Raw::Text(text)) = (result, raw)
            && text.trim() != value.to_string()
        {
            let message = Message::new(key::READ_AS).with("item", &item.name).with("value", format::exact(value));
            let message = message.with("found", start(text));
            self.push(Level::Notice, key::READ_AS, Some(&item.code), Some(cell), message);
        }
        if let (Ok(value), Raw::Number { shown, .. }) = (result, raw)
            && let Some((sentence, format)) = shown.misleads(item.unit.name())
        {
            let with = |m: Message| m.with("item", &item.name).with("format", start(format));
            let with = |m: Message| with(m).with("value", format::exact(value)).with("unit", item.unit.name());
            self.error(sentence, Some(&item.code), Some(cell), with);
            return None;
        }
        if let Err(key) = result {
            self.error(key, Some(&item.code), Some(cell), |m| {
                m.with("item", &item.name).with("found", start(&raw.shown())).with("unit", item.unit.name())
            });
        }
        result.ok()
    }
}

/// Columns in which nothing may be struck out, the gravest first: what is struck out is neither said nor unsaid.
const STRUCK: [Column; 6] = [Column::Value, Column::Mark, Column::Reason, Column::Name, Column::Unit, Column::Code];

/// Columns a park fills in, the gravest first.
pub(super) const INPUT: [Column; 3] = [Column::Value, Column::Mark, Column::Reason];

/// The sentence for a number that cannot be taken.
pub(crate) fn not_a_number(why: NotANumber) -> Key {
    match why {
        NotANumber::SaysNone => key::SAYS_NONE,
        NotANumber::Percent => key::PERCENT,
        NotANumber::WithUnit => key::WITH_UNIT,
        NotANumber::OutOfRange => key::TOO_MANY_DIGITS,
        NotANumber::Other => key::NOT_A_NUMBER,
    }
}

/// The version of the template: an earlier one is read and said, an unknown one is not read.
fn check_version(grid: &Grid, read: &mut Read) {
    let found = Identity::of(grid).version;
    match found.as_deref() {
        Some(VERSION) => {}
        None => read.say(Level::Notice, Message::new(key::EARLIER_TEMPLATE)),
        Some(known) if EARLIER_VERSIONS.contains(&known) => {
            read.say(Level::Notice, Message::new(key::EARLIER_TEMPLATE));
        }
        Some(other) => {
            let cell = beside(grid, "模板版本").map(|(cell, _)| cell);
            read.error(key::OTHER_VERSION, None, cell, |m| m.with("found", start(other)).with("right", VERSION));
        }
    }
}

/// A template that was made for another month or park and relabelled: its comparisons are of then and there.
fn check_mark(grid: &Grid, read: &mut Read, park: &ParkId, month: Month) {
    let Some(Identity { park: Some(of), month: Some(on), .. }) = Identity::marked(grid) else { return };
    if of != park.as_str() || on != month {
        let message = Message::new(key::RELABELLED_TEMPLATE).with("found", format!("{} {on}", start(&of)));
        read.say(Level::Notice, message.with("right", format!("{park} {month}")));
    }
}

/// The content beside a label must be what the park was given.
fn check_label(grid: &Grid, read: &mut Read, label: &'static str, right: &str, key: Key) {
    match beside(grid, label) {
        None => read.error(key::LABEL_MISSING, None, None, |m| m.with("label", label)),
        Some((_, found)) if found == right => {}
        Some((cell, found)) => read.error(key, None, Some(cell), |m| m.with("found", found).with("right", right)),
    }
}

fn contains((first, last): &(Cell, Cell), cell: Cell) -> bool {
    (first.row..=last.row).contains(&cell.row) && (first.column..=last.column).contains(&cell.column)
}
