//! The one place that talks HTTP: a function a call of the contract, one error for all of them.

mod accounts;
mod ahead;
mod documents;
mod editions;
mod enclaves;
mod error;
pub mod platforms;
mod request;
mod sharing;
mod tasks;
mod wall;
mod zone;

use duoyuan_core::api::{
    self as contract, Approval, ApprovalWithdrawal, Credentials, NewPassword, Nothing, Reason, Reminders, Return,
};
pub use duoyuan_core::api::{Done as Stored, Me, ReportBody as Submission, Upload, ZoneInfo};
use duoyuan_core::as_of::AsOf;
use duoyuan_core::check::Finding;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::series::Subject;
use duoyuan_core::view::{Board, Desk, Explanation, ParkPage, Queue, RankingPage, Review, Sheet, Since};
use duoyuan_core::words::Message;
use jiff::Timestamp;

pub use accounts::{accounts, add_account, change_account};
pub use ahead::forget as forget_ahead;
pub use documents::{document_address, hand_in};
pub use editions::{edition, editions, figures_address, freeze, release};
pub use enclaves::{agree, change_split, confirm_project, enclaves, report_project};
pub use error::ApiError;
pub use request::{Answered, on_away, on_expired};
use request::{ask, send, send_file};
pub use sharing::{
    accept, confirm, decline, dispute, end, listings, market, nudge, post_listing, propose, report_stage, sharing,
    transfers, transfers_query, withdraw,
};
pub use tasks::{act_on_task, assign_task, task, tasks};
pub use wall::{leave_wall, show_on_wall, take_wall};
pub use zone::{ZoneReader, read_figures, read_whole, zone};

/// Whether the server answers.
pub async fn reach() -> Answered<()> {
    request::reach(&contract::HEALTH.at().address).await
}

/// Logs in and answers who that is.
pub async fn log_in(account: &str, password: &str) -> Answered<Me> {
    let sent = Credentials { account: account.to_owned(), password: password.to_owned() };
    request::log_in(contract::LOG_IN.at(), &sent).await
}

/// Who is logged in.
pub async fn me() -> Answered<Me> {
    ask(contract::WHO_AM_I.at()).await
}

/// Logs out: the session ends on the server.
pub async fn log_out() -> Answered<()> {
    ask(contract::LOG_OUT.at()).await
}

/// Changes the own password.
pub async fn change_password(current: &str, new: &str) -> Answered<()> {
    send(contract::CHANGE_PASSWORD.at(), &NewPassword { current: current.to_owned(), new: new.to_owned() }).await
}

/// The board; the newest month when none is named.
pub async fn board(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<Board> {
    ask(contract::BOARD.at().asking(&shown(month, basis, as_of))).await
}

/// What has changed since a moment.
pub async fn since(at: Timestamp) -> Answered<Since> {
    ask(contract::SINCE.at().asking(&[("at", at.to_string())])).await
}

/// The parks in the order of any source of figures, as it is or as it was.
pub async fn ranking(code: &Code, month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<RankingPage> {
    let mut query = vec![("indicator", code.to_string())];
    query.extend(shown(month, basis, as_of));
    ask(contract::RANKING.at().asking(&query)).await
}

/// A park's page in a month, as it is or as it was.
pub async fn park(park: &ParkId, month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<ParkPage> {
    ask(contract::PARK.at(park).asking(&shown(month, basis, as_of))).await
}

/// Where a figure comes from.
pub async fn explanation(
    subject: &Subject,
    code: &Code,
    month: Month,
    basis: Basis,
    as_of: Option<AsOf>,
) -> Answered<Explanation> {
    let mut query = vec![("code", code.to_string())];
    if let Subject::Park(park) = subject {
        query.push(("park", park.to_string()));
    }
    query.extend(shown(Some(month), basis, as_of));
    ask(contract::EXPLANATION.at().asking(&query)).await
}

/// A park's desk: what its office has to do.
pub async fn desk(park: &ParkId) -> Answered<Desk> {
    ask(contract::DESK.at(park)).await
}

/// A month's form, ready to fill in.
pub async fn sheet(park: &ParkId, month: Month) -> Answered<Sheet> {
    ask(contract::SHEET.at(park, &month)).await
}

/// Address of the workbook to fill in.
pub fn template_address(park: &ParkId, month: Month) -> String {
    contract::TEMPLATE.at(park, &month).address
}

/// Address of a submitted workbook.
pub fn workbook_address(digest: &str) -> String {
    contract::WORKBOOK.at(&digest.to_owned()).address
}

/// Reads a workbook and says what submitting it would do; changes nothing.
pub async fn dry_run(park: &ParkId, month: Month, file: &web_sys::File) -> Answered<Upload> {
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    send_file(contract::DRY_RUN.at(park, &month).asking(&[("file", name)]), file).await
}

/// Submits the report of a park and month.
pub async fn submit(park: &ParkId, month: Month, submission: &Submission) -> Answered<Stored> {
    send(contract::SUBMIT.at(park, &month), submission).await
}

/// What waits for the office.
pub async fn queue() -> Answered<Queue> {
    ask(contract::QUEUE.at()).await
}

/// A submission opened for review.
pub async fn review(park: &ParkId, month: Month) -> Answered<Review> {
    ask(contract::REVIEW.at(park, &month)).await
}

/// Approves the report of a park and month, as far as it was seen: a revision that came since is not approved.
pub async fn approve(park: &ParkId, month: Month, seen_revisions: usize) -> Answered<Stored> {
    send(contract::APPROVE.at(park, &month), &Approval { seen_revisions }).await
}

/// Returns a report, or single items of it, with a reason.
pub async fn send_back(
    park: &ParkId,
    month: Month,
    seen_revisions: usize,
    reason: &str,
    items: &[Code],
) -> Answered<Stored> {
    let body = Return { seen_revisions, reason: reason.to_owned(), items: items.to_vec() };
    send(contract::RETURN.at(park, &month), &body).await
}

/// Takes an approval back, with a reason.
pub async fn withdraw_approval(park: &ParkId, month: Month, seen_revisions: usize, reason: &str) -> Answered<Stored> {
    let body = ApprovalWithdrawal { seen_revisions, reason: reason.to_owned() };
    send(contract::WITHDRAW_APPROVAL.at(park, &month), &body).await
}

/// Asks parks for overdue reports.
pub async fn remind(month: Month, parks: &[ParkId]) -> Answered<Stored> {
    send(contract::REMIND.at(&month), &Reminders { parks: parks.to_vec() }).await
}

/// Closes a month: parks are told the sums of what was approved by then.
pub async fn close(month: Month) -> Answered<Stored> {
    send(contract::CLOSE_PERIOD.at(&month), &Nothing {}).await
}

/// Opens a closed month again.
pub async fn reopen(month: Month, reason: &str) -> Answered<Stored> {
    send(contract::REOPEN_PERIOD.at(&month), &Reason { reason: reason.to_owned() }).await
}

/// The newest month, cumulative, is what is meant without words: then a page and its data have one address, and
/// `boot.js` asks for them ahead.
fn period(month: Option<Month>, basis: Basis) -> Query {
    let month = month.map(|month| ("month", month.to_string()));
    let basis = (basis == Basis::Month).then(|| ("basis", "month".to_owned()));
    month.into_iter().chain(basis).collect()
}

/// The same, looked back at.
fn shown(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Query {
    let mut query = period(month, basis);
    query.extend(as_of.map(looked_back));
    query
}

/// What is looked back at, as it stands behind the `?`.
fn looked_back(as_of: AsOf) -> (&'static str, String) {
    ("as_of", as_of.to_string())
}

/// What stands behind the `?` of an address.
type Query = Vec<(&'static str, String)>;
