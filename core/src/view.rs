//! Views: what screens show, computed from a state behind a scope. Every published type lives here.
//!
//! A view is a function of position, scope and, where lateness shows, of now. It carries codes and exact
//! numbers; words and rounding are chosen where they are shown, by [`crate::words`] and [`crate::format`].

mod board;
mod desk;
mod enclave;
mod explain;
mod figure;
mod file;
mod live;
mod park;
mod queue;
mod sharing;

pub use board::{Board, Meter, News, ParkLine, Reporting, ReportingLine, board};
pub use desk::{Desk, DeskLine, Sheet, SheetLine, desk, sheet};
pub use enclave::{
    AssessedItem, AssessedLine, EnclaveAct, EnclaveMonth, EnclaveProject, Enclaves, SplitVersion, enclaves,
};
pub use explain::{Explanation, Operand, Origin, Replaced, explain};
pub use figure::{Figure, Ranked, Ranking, Trend, TrendPoint, rank};
pub use file::workbook;
pub use live::{Live, live};
pub use park::{Gauge, ParkPage, Place, park};
pub use queue::{Changed, OpenPeriod, Queue, QueueLine, Review, queue, review};
pub use sharing::{
    Act, Amount, Awaited, Balance, ElementTotal, Flow, HistoryStep, Kind, Landed, ListingLine, Market, MatchLine, Pace,
    Pair, Selection, Sharing, Suggestion, Todo, Transfer, Transfers, Unconfirmed, UnconfirmedLine, WaitingNeed, Wanted,
    market, sharing, transfers,
};
