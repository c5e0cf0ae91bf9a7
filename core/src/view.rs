//! Views: what screens show, computed from a state behind a scope. Every published type lives here.
//!
//! A view is a function of position, scope and, where lateness shows, of now. It carries codes and exact
//! numbers; words and rounding are chosen where they are shown, by [`crate::words`] and [`crate::format`].

mod account;
mod board;
mod desk;
mod enclave;
mod explain;
mod figure;
mod file;
mod live;
mod meeting;
mod named;
mod openness;
mod park;
mod platform;
mod queue;
mod ranking;
mod resubmitted;
mod sharing;
mod since;
mod source;
mod target;
mod task;
mod zone;

pub use crate::series::{Comparison, LeftOut};
pub use account::{AccountLine, AccountsPage, DEEDS_SHOWN, OneTimePassword, accounts};
pub(crate) use board::is_overdue;
pub use board::{Board, Duty, News, ParkLine, Reporting, ReportingLine, board};
pub use desk::{Asked, Desk, DeskLine, Sheet, SheetLine, desk, sheet};
pub(crate) use enclave::assessed_item;
pub use enclave::{
    AssessedItem, AssessedLine, EnclaveAct, EnclaveMonth, EnclaveProject, Enclaves, SplitVersion, enclaves,
};
pub use explain::{Explanation, Operand, Origin, explain};
pub use figure::{Figure, Ranked, Ranking, Trend, TrendPoint, rank};
pub use file::{document, workbook};
pub use live::{Live, live, live_after, live_of_edition};
pub use meeting::{EditionLine, EditionPage, EditionShown, Editions, Moved as EditionFigure, edition, editions};
pub use named::{Asks, Names, is_anothers, unknown};
pub use openness::{
    Behind, Index, IndexPart, Level, LiveCell, Matrix, MatrixCell, MatrixRow, OnBase, OpenIndicator, OpennessExplained,
    OpennessLive, OpennessPage, OwnerIndex, WeightsUsed, openness, openness_explained, openness_live,
};
pub use park::{ParkPage, Place, park};
pub use platform::{
    Act as BookingAct, Availability, BookingLine, BookingPage, Catalogue, Clock, Entitled, Free, Maintenance,
    MyBookings, ParkDesk, PlatformCard, PlatformPage, RatedPlatform, Ratings, ResourceCard, Search, StepKind, StepLine,
    StripHour, StripState, Taken, Work, WorkSummary, availability, booking, catalogue, my_bookings, park_desk,
    platform, strip, strip_day, strip_hours, work, work_summary,
};
pub use queue::{Changed, LateLine, OpenPeriod, Queue, QueueLine, Review, queue, review};
pub use ranking::{RankBy, RankingPage, rank_by, rank_lines, ranking};
pub use resubmitted::{ReturnedBefore, SubmissionKind, Was};
pub(crate) use sharing::tallied;
pub use sharing::{
    Act as MatchAct, Amount, Awaited, Balance, ElementTotal, Flow, HistoryStep, Kind, LISTINGS_PAGE, Landed,
    ListingLine, Listings, ListingsAsked, Market, MatchLine, Pace, Pair, Selection, Sharing, Suggestion, Todo,
    Transfer, Transfers, Unconfirmed, UnconfirmedLine, WaitingNeed, Wanted, listings, market, market_todo, sharing,
    transfers,
};
pub use since::{Change as SinceChange, Changed as SinceLine, ItemChange, Since, since};
pub use source::{FigurePart, SourceLine, named_sources};
pub use target::Meter;
pub use task::{ConditionNow as TaskConditionNow, TaskLine, TaskPage, TaskTally, Tasks, task, task_tally, tasks};
pub use zone::zone;
