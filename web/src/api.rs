//! The one place that talks HTTP: a function a call of the contract, one error for all of them.

mod accounts;
mod ahead;
mod documents;
mod enclaves;
mod error;
pub mod platforms;
mod request;
mod sharing;
mod zone;

use duoyuan_core::access::Role;
use duoyuan_core::as_of::AsOf;
use duoyuan_core::check::Finding;
use duoyuan_core::id::{AccountName, Code, ParkId};
use duoyuan_core::intake::DryRun;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::report::{Adjustment, Answer, Attachment, Row, Signed};
use duoyuan_core::series::Subject;
use duoyuan_core::view::{Board, Desk, Explanation, ParkPage, Queue, RankingPage, Review, Sheet, Since};
use duoyuan_core::words::Message;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use accounts::{accounts, add_account, change_account};
pub use ahead::forget as forget_ahead;
pub use documents::{document_address, hand_in};
pub use enclaves::{agree, change_split, confirm_project, enclaves, report_project};
pub use error::ApiError;
pub use request::{Answered, on_away, on_expired};
use request::{delete, get, post, post_file};
pub use sharing::{
    accept, confirm, decline, dispute, end, listings, market, nudge, post_listing, propose, report_stage, sharing,
    transfers, transfers_query, withdraw,
};
pub use zone::{ZoneInfo, ZoneReader, read_figures, read_whole, zone};

/// Whoever is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// The name to log in with.
    pub account: AccountName,
    /// The name of the account as pages show it.
    pub name: String,
    /// What the account is for.
    pub role: Role,
    /// Nothing else is answered until it is done.
    pub must_change_password: bool,
}

/// A staged workbook and what submitting it would do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Upload {
    /// The name of the workbook that was uploaded.
    pub file: String,
    /// The name it is staged under.
    pub digest: String,
    /// The name of the worksheet that was read.
    pub sheet: String,
    /// What would be submitted.
    pub dry_run: DryRun,
}

/// A write was stored at this position of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Stored {
    /// The position of the entry in the journal, from 1.
    pub position: u64,
}

/// What a park's office submits.
#[derive(Clone, Debug, Serialize)]
pub struct Submission {
    /// The lines that were typed; nothing when a staged workbook is submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<Row>>,
    /// The digest of the staged workbook that the lines are read from again; nothing when they were typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The reasons given for warnings, one a rule.
    pub answers: Vec<Answer>,
    /// What is stated of lines marked 口径调整.
    pub adjustments: Vec<Adjustment>,
    /// Who stands for it; what a workbook says stands when nobody has typed otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
    /// Files that come with it.
    pub attachments: Vec<Attachment>,
    /// Revisions the sheet had when it was opened.
    pub seen_revisions: usize,
}

/// Whether the server answers.
pub async fn reach() -> Answered<()> {
    request::reach("/healthz").await
}

/// Logs in and answers who that is.
pub async fn log_in(account: &str, password: &str) -> Answered<Me> {
    request::log_in("/api/v1/session", &json!({ "account": account, "password": password })).await
}

/// Who is logged in.
pub async fn me() -> Answered<Me> {
    get("/api/v1/session").await
}

/// Logs out: the session ends on the server.
pub async fn log_out() -> Answered<()> {
    delete("/api/v1/session").await
}

/// Changes the own password.
pub async fn change_password(current: &str, new: &str) -> Answered<()> {
    post("/api/v1/session/password", &json!({ "current": current, "new": new })).await
}

/// The board; the newest month when none is named.
pub async fn board(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<Board> {
    get(&asked("/api/v1/board", &shown(month, basis, as_of))).await
}

/// What has changed since a moment.
pub async fn since(at: Timestamp) -> Answered<Since> {
    get(&format!("/api/v1/since?at={at}")).await
}

/// The parks in the order of any source of figures, as it is or as it was.
pub async fn ranking(code: &Code, month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<RankingPage> {
    let mut query = vec![("indicator", code.to_string())];
    query.extend(shown(month, basis, as_of));
    get(&asked("/api/v1/ranking", &query)).await
}

/// A park's page in a month, as it is or as it was.
pub async fn park(park: &ParkId, month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<ParkPage> {
    get(&asked(&format!("/api/v1/parks/{park}"), &shown(month, basis, as_of))).await
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
    get(&asked("/api/v1/explanation", &query)).await
}

/// A park's desk: what its office has to do.
pub async fn desk(park: &ParkId) -> Answered<Desk> {
    get(&format!("/api/v1/desk/{park}")).await
}

/// A month's form, ready to fill in.
pub async fn sheet(park: &ParkId, month: Month) -> Answered<Sheet> {
    get(&format!("/api/v1/reports/{park}/{month}")).await
}

/// Address of the workbook to fill in.
pub fn template_address(park: &ParkId, month: Month) -> String {
    format!("/api/v1/reports/{park}/{month}/workbook")
}

/// Address of a submitted workbook.
pub fn workbook_address(digest: &str) -> String {
    format!("/api/v1/workbooks/{digest}")
}

/// Reads a workbook and says what submitting it would do; changes nothing.
pub async fn dry_run(park: &ParkId, month: Month, file: &web_sys::File) -> Answered<Upload> {
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    post_file(&format!("/api/v1/reports/{park}/{month}/dry-run?file={name}"), file).await
}

/// Submits the report of a park and month.
pub async fn submit(park: &ParkId, month: Month, submission: &Submission) -> Answered<Stored> {
    post(&format!("/api/v1/reports/{park}/{month}/submissions"), submission).await
}

/// What waits for the office.
pub async fn queue() -> Answered<Queue> {
    get("/api/v1/queue").await
}

/// A submission opened for review.
pub async fn review(park: &ParkId, month: Month) -> Answered<Review> {
    get(&format!("/api/v1/reports/{park}/{month}/review")).await
}

/// Approves the report of a park and month, as far as it was seen: a revision that came since is not approved.
pub async fn approve(park: &ParkId, month: Month, seen_revisions: usize) -> Answered<Stored> {
    post(&format!("/api/v1/reports/{park}/{month}/approval"), &json!({ "seen_revisions": seen_revisions })).await
}

/// Returns a report, or single items of it, with a reason.
pub async fn send_back(
    park: &ParkId,
    month: Month,
    seen_revisions: usize,
    reason: &str,
    items: &[Code],
) -> Answered<Stored> {
    let body = json!({ "seen_revisions": seen_revisions, "reason": reason, "items": items });
    post(&format!("/api/v1/reports/{park}/{month}/return"), &body).await
}

/// Takes an approval back, with a reason.
pub async fn withdraw_approval(park: &ParkId, month: Month, seen_revisions: usize, reason: &str) -> Answered<Stored> {
    let body = json!({ "seen_revisions": seen_revisions, "reason": reason });
    post(&format!("/api/v1/reports/{park}/{month}/withdrawal"), &body).await
}

/// Asks parks for overdue reports.
pub async fn remind(month: Month, parks: &[ParkId]) -> Answered<Stored> {
    post(&format!("/api/v1/periods/{month}/reminders"), &json!({ "parks": parks })).await
}

/// Closes a month: parks are told the sums of what was approved by then.
pub async fn close(month: Month) -> Answered<Stored> {
    post(&format!("/api/v1/periods/{month}/closing"), &json!({})).await
}

/// Opens a closed month again.
pub async fn reopen(month: Month, reason: &str) -> Answered<Stored> {
    post(&format!("/api/v1/periods/{month}/reopening"), &json!({ "reason": reason })).await
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

/// An address with its question, if it has one.
fn asked(address: &str, query: &[(&str, String)]) -> String {
    if query.is_empty() {
        return address.to_owned();
    }
    let pairs: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{address}?{}", pairs.join("&"))
}
