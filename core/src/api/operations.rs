//! Every operation, in the order of the router.

use super::{
    AnotherTime, Approval, ApprovalWithdrawal, Credentials, Done, Freezing, HandedIn, Leaving, Me, Method, NewBooking,
    NewMaintenance, NewOpenness, NewPassword, NewPlatform, Note, Nothing, OfMonth, Operation, OwnUse, ProjectFigures,
    Rating, Reached, Reason, Reminders, Repayment, ReportBody, Return, Right, SplitChange, Upload, Word, ZoneInfo,
};
use crate::access::RoleKind::{Display, Leading, Office, Operator, Owner, Park};
use crate::access::{AccountRequest, RoleKind};
use crate::enclave::Agreement;
use crate::id::{AccountName, ListingId, MatchId, ParkId, PlatformId, ProjectId, TaskId};
use crate::period::Month;
use crate::platform::{BookingId, Details, Usage};
use crate::sharing::{Posting, Proposal};
use crate::task::{Act, Assignment};
use crate::view;
use crate::wall::{Shown, WallState};

/// What is sent or answered and is no JSON: the bytes of a file, a stream.
pub enum Bytes {}

const PARKS: &[RoleKind] = &[Park];
const OFFICE: &[RoleKind] = &[Office];
const PARKS_AND_OFFICE: &[RoleKind] = &[Park, Office];
const OWNERS: &[RoleKind] = &[Owner];
const OWNERS_AND_OFFICE: &[RoleKind] = &[Owner, Office];
const OWNERS_AND_PARKS: &[RoleKind] = &[Owner, Park];
const MANAGERS: &[RoleKind] = &[Office, Operator];
const STATE_SOMETHING: &[RoleKind] = &[Park, Owner, Office];
const THOSE_WHO_MEET: &[RoleKind] = &[Leading, Office];
const LOGGED_IN: &[RoleKind] = &[Leading, Office, Park, Owner, Display, Operator];

/// A line an operation: its name, its method and path, the types of the parameters in the path, what it takes and what
/// it answers, and the accounts it is for where their kind decides that.
macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident: $method:ident $path:literal ($($parameter:ty),*) $body:ty => $answer:ty
        $(, $kinds:ident)?;)*) => {
        $(
            $(#[$doc])*
            pub const $name: Operation<($($parameter,)*), $body, $answer> =
                Operation::new(Method::$method, $path, right!($($kinds)?));
        )*

        /// The method, path and right of every operation.
        pub const ALL: &[(Method, &str, Right)] = &[$(($name.method, $name.path, $name.right)),*];
    };
}

macro_rules! right {
    () => {
        Right::Anybody
    };
    ($kinds:ident) => {
        Right::Of($kinds)
    };
}

operations! {
    /// Logs in and sets the session's cookie.
    LOG_IN: Post "/api/v1/session" () Credentials => Me;
    /// Who is logged in.
    WHO_AM_I: Get "/api/v1/session" () () => Me;
    /// Ends the session.
    LOG_OUT: Delete "/api/v1/session" () () => ();
    /// Changes the own password.
    CHANGE_PASSWORD: Post "/api/v1/session/password" () NewPassword => (), LOGGED_IN;

    /// The accounts that may be managed.
    ACCOUNTS: Get "/api/v1/accounts" () () => view::AccountsPage;
    /// Makes an account.
    ADD_ACCOUNT: Post "/api/v1/accounts" () AccountRequest => view::OneTimePassword, MANAGERS;
    /// Gives an account another password.
    RESET_ACCOUNT: Post "/api/v1/accounts/{account}/password" (AccountName) () => view::OneTimePassword, MANAGERS;
    /// Lets an account log in no longer.
    DISABLE_ACCOUNT: Post "/api/v1/accounts/{account}/disable" (AccountName) () => (), MANAGERS;
    /// Lets an account log in again.
    ENABLE_ACCOUNT: Post "/api/v1/accounts/{account}/enable" (AccountName) () => (), MANAGERS;
    /// Forgets an account's failed logins.
    UNLOCK_ACCOUNT: Post "/api/v1/accounts/{account}/unlock" (AccountName) () => (), MANAGERS;

    /// The part of the zone's configuration that the visitor needs.
    ZONE: Get "/api/v1/zone" () () => ZoneInfo;
    /// The leading group's board.
    BOARD: Get "/api/v1/board" () () => view::Board;
    /// The parks in the order of an indicator or of any other source of figures.
    RANKING: Get "/api/v1/ranking" () () => view::RankingPage;
    /// A park's page.
    PARK: Get "/api/v1/parks/{park}" (ParkId) () => view::ParkPage;
    /// What has changed since a moment.
    SINCE: Get "/api/v1/since" () () => view::Since;
    /// Where a figure comes from.
    EXPLANATION: Get "/api/v1/explanation" () () => view::Explanation;

    /// What a park's office has to do.
    DESK: Get "/api/v1/desk/{park}" (ParkId) () => view::Desk;
    /// The form of a month, with what stands in it.
    SHEET: Get "/api/v1/reports/{park}/{month}" (ParkId, Month) () => view::Sheet;
    /// The same as a workbook to fill in.
    TEMPLATE: Get "/api/v1/reports/{park}/{month}/workbook" (ParkId, Month) () => Bytes;
    /// Reads and judges a workbook without submitting it.
    DRY_RUN: Post "/api/v1/reports/{park}/{month}/dry-run" (ParkId, Month) Bytes => Upload, PARKS;
    /// Submits a report.
    SUBMIT: Post "/api/v1/reports/{park}/{month}/submissions" (ParkId, Month) ReportBody => Done, PARKS;
    /// A submitted workbook, as it was sent.
    WORKBOOK: Get "/api/v1/workbooks/{digest}" (String) () => Bytes;

    /// What waits for the office.
    QUEUE: Get "/api/v1/queue" () () => view::Queue;
    /// A submission opened for review.
    REVIEW: Get "/api/v1/reports/{park}/{month}/review" (ParkId, Month) () => view::Review;
    /// Approves a submission.
    APPROVE: Post "/api/v1/reports/{park}/{month}/approval" (ParkId, Month) Approval => Done, OFFICE;
    /// Returns a submission to its park.
    RETURN: Post "/api/v1/reports/{park}/{month}/return" (ParkId, Month) Return => Done, OFFICE;
    /// Takes back an approval.
    WITHDRAW_APPROVAL: Post "/api/v1/reports/{park}/{month}/withdrawal" (ParkId, Month) ApprovalWithdrawal => Done, OFFICE;
    /// Asks parks for overdue reports.
    REMIND: Post "/api/v1/periods/{month}/reminders" (Month) Reminders => Done, OFFICE;
    /// Closes a month.
    CLOSE_PERIOD: Post "/api/v1/periods/{month}/closing" (Month) Nothing => Done, OFFICE;
    /// Opens a closed month again.
    REOPEN_PERIOD: Post "/api/v1/periods/{month}/reopening" (Month) Reason => Done, OFFICE;

    /// What flowed between the parks.
    SHARING: Get "/api/v1/sharing" () () => view::Sharing;
    /// The transfers behind a number.
    TRANSFERS: Get "/api/v1/sharing/transfers" () () => view::Transfers;
    /// What is offered, needed and matched.
    MARKET: Get "/api/v1/market" () () => view::Market;
    /// Offers and needs.
    LISTINGS: Get "/api/v1/listings" () () => view::Listings;
    /// Posts an offer or a need.
    POST_LISTING: Post "/api/v1/listings" () Posting => Done, PARKS;
    /// Takes an offer or a need back.
    WITHDRAW_LISTING: Post "/api/v1/listings/{id}/withdraw" (ListingId) Reason => Done, PARKS;
    /// Proposes a match.
    PROPOSE_MATCH: Post "/api/v1/matches" () Proposal => Done, PARKS_AND_OFFICE;
    /// Accepts a match that the other side proposed.
    ACCEPT_MATCH: Post "/api/v1/matches/{id}/accept" (MatchId) Nothing => Done, PARKS;
    /// Declines a match that the other side proposed.
    DECLINE_MATCH: Post "/api/v1/matches/{id}/decline" (MatchId) Reason => Done, PARKS;
    /// Says that a stage is reached.
    REACH_STAGE: Post "/api/v1/matches/{id}/stage" (MatchId) Reached => Done, PARKS;
    /// Says the same as the other side.
    CONFIRM_MATCH: Post "/api/v1/matches/{id}/confirm" (MatchId) Nothing => Done, PARKS;
    /// Disputes a stage that the other side reported.
    DISPUTE_MATCH: Post "/api/v1/matches/{id}/dispute" (MatchId) Reason => Done, PARKS;
    /// Ends a match before it has landed.
    CLOSE_MATCH: Post "/api/v1/matches/{id}/close" (MatchId) Reason => Done, PARKS_AND_OFFICE;
    /// Asks for an answer.
    NUDGE: Post "/api/v1/matches/{id}/nudge" (MatchId) Word => Done, OFFICE;

    /// The enclave projects, and 考核口径 beside 在地统计.
    ENCLAVES: Get "/api/v1/enclaves" () () => view::Enclaves;
    /// Registers what was agreed.
    AGREE: Post "/api/v1/enclaves" () Agreement => Done, OFFICE;
    /// Registers other shares from a month on.
    SPLIT: Post "/api/v1/enclaves/{id}/split" (ProjectId) SplitChange => Done, OFFICE;
    /// Reports what a project did in a month.
    PROJECT_FIGURES: Post "/api/v1/enclaves/{id}/figures" (ProjectId) ProjectFigures => Done, PARKS;
    /// Confirms a project's figures of a month.
    CONFIRM_PROJECT: Post "/api/v1/enclaves/{id}/confirm" (ProjectId) OfMonth => Done, PARKS_AND_OFFICE;

    /// The register of platforms.
    PLATFORMS: Get "/api/v1/platforms" () () => view::Catalogue;
    /// Enters a platform in the register.
    REGISTER_PLATFORM: Post "/api/v1/platforms" () NewPlatform => Done, OWNERS_AND_OFFICE;
    /// What is free in a stretch of time.
    FREE: Get "/api/v1/platforms/free" () () => view::Availability;
    /// A platform with its calendars.
    PLATFORM: Get "/api/v1/platforms/{platform}" (PlatformId) () => view::PlatformPage;
    /// Changes what a platform is.
    CHANGE_PLATFORM: Put "/api/v1/platforms/{platform}" (PlatformId) Details => Done, OWNERS_AND_OFFICE;
    /// Opens a platform to a park, or closes it.
    OPEN_PLATFORM: Post "/api/v1/platforms/{platform}/openness" (PlatformId) NewOpenness => Done, OWNERS_AND_OFFICE;
    /// Sets a maintenance window.
    MAINTAIN: Post "/api/v1/platforms/{platform}/maintenance" (PlatformId) NewMaintenance => Done, OWNERS_AND_OFFICE;
    /// Takes a maintenance window back.
    LIFT_MAINTENANCE: Delete "/api/v1/maintenance/{maintenance}" (u64) () => Done, OWNERS_AND_OFFICE;
    /// States the owner's own use of an instrument in a month.
    OWN_USE: Post "/api/v1/platforms/{platform}/own-use" (PlatformId) OwnUse => Done, OWNERS_AND_OFFICE;

    /// Hands a document in, to be named by evidence or a report within a day.
    HAND_IN: Post "/api/v1/documents" () Bytes => HandedIn, STATE_SOMETHING;
    /// A document, as it was handed in.
    DOCUMENT: Get "/api/v1/documents/{digest}" (String) () => Bytes;

    /// A park's bookings.
    BOOKINGS: Get "/api/v1/bookings" () () => view::MyBookings;
    /// Asks for a resource.
    ASK: Post "/api/v1/bookings" () NewBooking => Done, PARKS;
    /// A booking with its history.
    BOOKING: Get "/api/v1/bookings/{booking}" (BookingId) () => view::BookingPage;
    /// The owner accepts.
    ACCEPT_BOOKING: Post "/api/v1/bookings/{booking}/accept" (BookingId) Note => Done, OWNERS;
    /// The owner declines, and says why.
    DECLINE_BOOKING: Post "/api/v1/bookings/{booking}/decline" (BookingId) Reason => Done, OWNERS;
    /// The owner offers another time, which is held.
    PROPOSE_TIME: Post "/api/v1/bookings/{booking}/propose" (BookingId) AnotherTime => Done, OWNERS;
    /// The park takes the other time.
    AGREE_TIME: Post "/api/v1/bookings/{booking}/agree" (BookingId) Nothing => Done, PARKS;
    /// The park or the owner cancels, and says why.
    CANCEL_BOOKING: Post "/api/v1/bookings/{booking}/cancel" (BookingId) Reason => Done, OWNERS_AND_PARKS;
    /// Somebody has come.
    CHECK_IN: Post "/api/v1/bookings/{booking}/check-in" (BookingId) Nothing => Done, OWNERS_AND_PARKS;
    /// Nobody has come: the rest of the slot is free.
    NO_SHOW: Post "/api/v1/bookings/{booking}/no-show" (BookingId) Nothing => Done, OWNERS;
    /// The owner records what was used.
    RECORD_USE: Post "/api/v1/bookings/{booking}/use" (BookingId) Usage => Done, OWNERS;
    /// The owner records that credit was paid back.
    REPAY: Post "/api/v1/bookings/{booking}/repayment" (BookingId) Repayment => Done, OWNERS;
    /// The park rates, once.
    RATE: Post "/api/v1/bookings/{booking}/rating" (BookingId) Rating => Done, PARKS;
    /// What an owner has to do.
    WORK: Get "/api/v1/work" () () => view::Work;

    /// PO-1 to PO-13, the matrix and the index.
    OPENNESS: Get "/api/v1/openness" () () => view::OpennessPage;
    /// A measure with the entries behind it.
    MEASURE: Get "/api/v1/openness/{measure}" (String) () => view::OpennessExplained;
    /// The editions of meetings.
    EDITIONS: Get "/api/v1/editions" () () => view::Editions;
    /// Freezes what is approved as the next edition.
    FREEZE: Post "/api/v1/editions" () Freezing => Done, OFFICE;
    /// An edition, and what has changed since the one before.
    EDITION: Get "/api/v1/editions/{id}" (u32) () => view::EditionPage;
    /// Releases an edition.
    RELEASE: Post "/api/v1/editions/{id}/release" (u32) Nothing => Done, OFFICE;
    /// The figures of an edition as a text.
    EDITION_FIGURES: Get "/api/v1/editions/{id}/figures" (u32) () => Bytes;

    /// What the wall shows, and who drives it.
    WALL: Get "/api/v1/wall" () () => WallState;
    /// Shows a page on the wall.
    SHOW: Put "/api/v1/wall" () Shown => WallState, THOSE_WHO_MEET;
    /// Takes the wall.
    TAKE_WALL: Post "/api/v1/wall/driver" () Nothing => Done, THOSE_WHO_MEET;
    /// Leaves the wall.
    LEAVE_WALL: Post "/api/v1/wall/driver/leave" () Leaving => Done, THOSE_WHO_MEET;

    /// Supervised tasks that the viewer has a part in: the leading group and its office all.
    TASKS: Get "/api/v1/tasks" () () => view::Tasks;
    /// Gives a task to somebody.
    ASSIGN: Post "/api/v1/tasks" () Assignment => Done, OFFICE;
    /// A task with everything that happened.
    TASK: Get "/api/v1/tasks/{id}" (TaskId) () => view::TaskPage;
    /// Acts on a task.
    ACT_ON_TASK: Post "/api/v1/tasks/{id}/acts" (TaskId) Act => Done, PARKS_AND_OFFICE;

    /// A table as a file: `board.xlsx`.
    TABLE: Get "/api/v1/tables/{name}" (String) () => Bytes;
    /// The stream of what changes.
    LIVE: Get "/api/v1/live" () () => Bytes;
    /// Whether the server works.
    HEALTH: Get "/healthz" () () => Bytes;
}
