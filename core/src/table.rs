//! Tables of the pages as they are exported: the same view behind the same scope, laid out as rows. What a scope may
//! not see is in no view, and so in no table.
//!
//! ```text
//! Asked ─► the view of the page, as the scope sees it ─► Table ─► the server writes it as .xlsx
//! ```
//! A table carries its title, its period, its source, the moment it is of, and whether its figures are made up;
//! every number has its unit, its status, and a word where it is missing.

mod enclaves;
mod openness;
mod parks;
mod platform;
mod review;
mod sharing;

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::as_of::AsOf;
use crate::figure::Change;
use crate::format;
use crate::id::{Code, OwnerId, ParkId};
use crate::openness::Period;
use crate::period::{Basis, Month};
use crate::say;
use crate::series::Seen;
use crate::view::{ListingsAsked, RankBy, Selection, Wanted};
use crate::words::{Key, Lang, Message, key};

/// Tables are Chinese, as the forms are.
const LANG: Lang = Lang::Chinese;

/// Which table is asked for, each by what its page is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The parks side by side, in the order of an indicator (the first one when missing).
    Board(Option<Month>, Basis, RankBy, Option<Code>),
    /// The parks in the order of one indicator (the first one when missing).
    Ranking(Option<Month>, Basis, RankBy, Option<Code>),
    /// A park's indicators.
    Park(ParkId, Option<Month>, Basis),
    /// PO-1 to PO-13.
    Openness(Period),
    /// Platform × park.
    Matrix(Period),
    /// The index of owners and platforms.
    Index(Period),
    /// What flowed between the parks.
    Sharing(Selection),
    /// The transfers behind a number.
    Transfers(Wanted),
    /// Offers and needs.
    Listings(ListingsAsked),
    /// 在地统计 beside 考核口径 of enclave projects.
    Enclaves(Option<Month>, Basis),
    /// A park's bookings.
    Bookings(ParkId),
    /// An owner's working list.
    Work(OwnerId),
    /// What waits for the office, and where every park stands.
    Queue,
    /// A submission opened for review.
    Review(ParkId, Month),
}

/// Whether a table, by the name of its file, holds figures that a meeting looks at: while an edition is shown they are
/// exported as that shows them. What somebody works on (`queue.xlsx`, `bookings.xlsx`) is exported as it is.
pub fn is_met(file: &str) -> bool {
    let figures = ["board", "ranking", "park", "openness", "openness-matrix", "openness-index", "sharing", "transfers"];
    file.strip_suffix(".xlsx").is_some_and(|name| figures.contains(&name) || name == "enclaves")
}

/// A table with everything that must stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its title: `2026年1—10月各园区主要指标`.
    pub title: String,
    /// Where it comes from and of which moment it is.
    pub source: String,
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// Heads of the columns, with the unit of the numbers under them.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What is to be known about it: what is left out, what is counted.
    pub notes: Vec<String>,
}

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, with the unit where there is one: `营业收入（亿元）`.
    pub head: String,
    /// Whether it holds long texts, numbers or names.
    pub width: Width,
}

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A few characters: a place, a status.
    Narrow,
    /// A number or a short name.
    Middle,
    /// A name or a sentence.
    Wide,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, or the word for why there is no number.
    Text(String),
    /// A number, exact, with how it is shown.
    Number(Number),
}

/// A number of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The exact value.
    pub value: Decimal,
    /// Decimals shown.
    pub decimals: u32,
    /// Whether a plus is written.
    pub signed: bool,
    /// Behind it: `%`, `个百分点`; empty where the head says the unit.
    pub suffix: &'static str,
}

/// The table asked for, as the scope may see it; nothing where the page would show nothing either.
pub fn table(seen: Seen<'_>, asked: &Asked, now: Timestamp) -> Option<Table> {
    // A wall draws, and takes nothing away.
    if !seen.scope().opens() {
        return None;
    }
    match asked {
        Asked::Board(month, basis, by, code) => parks::board(seen, (*month, *basis), *by, code.as_ref(), now),
        Asked::Ranking(month, basis, by, code) => parks::ranking(seen, (*month, *basis), *by, code.as_ref(), now),
        Asked::Park(park, month, basis) => parks::park(seen, park, (*month, *basis), now),
        Asked::Openness(period) => openness::indicators(seen, *period, now),
        Asked::Matrix(period) => openness::matrix(seen, *period, now),
        Asked::Index(period) => openness::index(seen, *period, now),
        Asked::Sharing(selection) => sharing::flows(seen, selection, now),
        Asked::Transfers(wanted) => sharing::transfers(seen, wanted, now),
        Asked::Listings(asked) => sharing::listings(seen, asked, now),
        Asked::Enclaves(month, basis) => enclaves::assessed(seen, *month, *basis, now),
        Asked::Bookings(park) => platform::bookings(seen, park, now),
        Asked::Work(owner) => platform::work(seen, owner, now),
        Asked::Queue => review::queue(seen, now),
        Asked::Review(park, month) => review::review(seen, park, *month, now),
    }
}

impl Table {
    /// A table without rows yet.
    fn new(seen: Seen<'_>, title: String, now: Timestamp, columns: Vec<Column>) -> Self {
        let (source, demo) = (source(seen, now), seen.state().is_demo());
        Self { title, source, demo, columns, rows: Vec::new(), notes: Vec::new() }
    }

    /// The same table of what was, exported at `now`. Its title says as of when it is, such as
    /// `2026年1—9月各园区主要指标（截至2026-09-30的数据）`, so that nobody takes it for one of today.
    pub fn looked_back(self, seen: Seen<'_>, as_of: AsOf, now: Timestamp) -> Self {
        Self { title: say::title_as_of(&self.title, as_of, LANG), source: source(seen, now), ..self }
    }

    /// The name of its file: the title, and the day where the title has no period of its own.
    pub fn file(&self) -> String {
        let plain: String = self.title.chars().filter(|c| !r#"\/:*?"<>|[]"#.contains(*c) && !c.is_control()).collect();
        format!("{plain}.xlsx")
    }

    /// Says that only so many of all are in it, when it is so.
    fn cut(&mut self, listed: usize, all: usize) {
        if listed < all {
            let message = Message::new(key::TABLE_CUT).with("listed", listed.to_string());
            self.notes.push(message.with("all", all.to_string()).text(LANG));
        }
    }
}

/// Where a table comes from, when it was exported, and of which entry its data are.
fn source(seen: Seen<'_>, exported: Timestamp) -> String {
    let message = Message::new(key::TABLE_SOURCE).with("zone", seen.zone().name.clone());
    let message = message.with("when", format::moment(exported)).with("position", seen.position().to_string());
    message.text(LANG)
}

/// A column without a unit.
fn column(head: Key, width: Width) -> Column {
    Column { head: head.text(LANG).to_owned(), width }
}

/// A column of numbers in a unit.
fn measured(name: &str, unit: &str) -> Column {
    Column { head: if unit.is_empty() { name.to_owned() } else { format!("{name}（{unit}）") }, width: Width::Middle }
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn word(word: Key) -> Cell {
    Cell::Text(word.text(LANG).to_owned())
}

fn number(value: Decimal, decimals: u32) -> Cell {
    Cell::Number(Number { value, decimals, signed: false, suffix: "" })
}

/// Every digit there is.
fn exact(value: Decimal) -> Cell {
    number(value, value.normalize().scale())
}

fn count(count: u32) -> Cell {
    number(Decimal::from(count), 0)
}

/// A change as a number with its sign and unit, or the reason why there is none.
fn change(change: Change) -> Cell {
    let signed = |value, decimals, suffix| Cell::Number(Number { value, decimals, signed: true, suffix });
    match change {
        Change::Rate(rate) => signed(rate, 1, "%"),
        Change::Points(points) => signed(points, 2, "个百分点"),
        Change::None(_) => Cell::Text(format::change(change, LANG)),
    }
}

fn moment(at: Timestamp) -> Cell {
    Cell::Text(format::moment(at))
}

/// A park's short name.
/// A park's newest name, where no month is looked at.
fn park_name(seen: Seen<'_>, park: &ParkId) -> String {
    seen.zone().park(park).map_or_else(|| park.to_string(), |park| park.short.clone())
}

/// A park's name with its status in a month where that is said: `孟州（试点）`.
fn marked_name(seen: Seen<'_>, park: &ParkId, month: Month) -> String {
    let name = seen.zone().park_name(park, month);
    let status = seen.zone().marked(park, month).map(|status| format::park_status(status).text(LANG));
    status.map_or_else(|| name.clone(), |status| format!("{name}（{status}）"))
}

fn owner_name(seen: Seen<'_>, owner: &OwnerId) -> String {
    seen.zone().owner(owner).map_or_else(|| owner.to_string(), |owner| owner.name.clone())
}
