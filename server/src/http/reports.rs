//! A park's office: its desk, its form, its workbook, and submitting.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use duoyuan_core::access::{Role, Scope};
use duoyuan_core::api::{self, Done, ReportBody, Upload};
use duoyuan_core::id::ParkId;
use duoyuan_core::intake::{DryRun, Template, dry_run};
use duoyuan_core::period::Month;
use duoyuan_core::report::{Source, Submission};
use duoyuan_core::series::Seen;
use duoyuan_core::state::Command;
use duoyuan_core::view::{self, Desk, Sheet};
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::Level;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::documents::handed_in;
use super::extract::{AtPark, AtReport, Json, Named, Viewer};
use super::look_back::{LookBack, LookBackText};
use super::openapi::{File, Problems};
use super::upload::Upload as Uploaded;
use super::views::Asked;
use super::{App, Problem};
use crate::engine::hash;
use crate::store::{Shelf, Staged};
use crate::workbook;

/// The content type of workbooks.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a park's office has to do.
#[utoipa::path(get, path = api::DESK.path, tag = "reports", params(LookBackText, ("park" = String, Path)),
    responses((status = 200, body = Desk), Problems))]
pub async fn desk(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    AtPark(park): AtPark,
) -> Result<Response, Problem> {
    let asked = Asked::Desk(park.clone());
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::desk(seen, &park, now)).await
}

/// The form of a month, with what stands in it.
#[utoipa::path(get, path = api::SHEET.path, tag = "reports",
    params(LookBackText, ("park" = String, Path), ("month" = String, Path)),
    responses((status = 200, body = Sheet), Problems))]
pub async fn sheet(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    at: AtReport,
) -> Result<axum::Json<Sheet>, Problem> {
    let look = move |seen: Seen<'_>, _| view::sheet(seen, &at.park, at.month);
    app.see_as_of(viewer.scope, back, look).await.map(axum::Json)
}

/// The same as a workbook to fill in.
#[utoipa::path(get, path = api::TEMPLATE.path, tag = "reports",
    params(("park" = String, Path), ("month" = String, Path)),
    responses((status = 200, content_type = XLSX, body = File), Problems))]
pub async fn template(State(app): State<App>, viewer: Viewer, at: AtReport) -> Result<Response, Problem> {
    let (file, bytes) = app
        .blocking(move |app| {
            let of = |seen: Seen<'_>, sheet: Sheet| Ok(Template::of(seen.zone(), &sheet));
            let template = with_sheet(app, &viewer.scope, &at, of)?;
            let bytes = workbook::write(&template)?;
            Ok::<_, Problem>((template.file, bytes))
        })
        .await?;
    Ok(attachment(&file, XLSX, bytes))
}

/// Reads and judges a workbook without submitting it; it is kept for a day under its digest.
#[utoipa::path(post, path = api::DRY_RUN.path, tag = "reports",
    params(("park" = String, Path), ("month" = String, Path),
        ("file" = Option<String>, Query, description = "the file's name")),
    request_body(content = File, content_type = "application/octet-stream"),
    responses((status = 200, body = Upload), Problems))]
pub async fn look_at(
    State(app): State<App>,
    viewer: Viewer,
    at: AtReport,
    mut sent: Uploaded,
) -> Result<axum::Json<Upload>, Problem> {
    let turn = App::turn(&app.reading).await?;
    let upload = app.blocking(move |app| {
        let _turn = turn;
        with_sheet(app, &viewer.scope, &at, |_, _| Ok(()))?;
        own_park(&viewer.who.actor.role, &at.park)?;
        let (bytes, file) = (sent.bytes()?, sent.file);
        let book = workbook::read(&bytes, &file)?;
        let dry_run = with_sheet(app, &viewer.scope, &at, |seen, sheet| Ok(dry_run(seen.zone(), &sheet, &book)))?;
        let digest = duoyuan_core::journal::Hash::of(&bytes);
        let (shelf, at) = (Shelf::reports(&at.park, at.month), app.now());
        app.engine.store().stage(&Staged { digest, shelf, file: file.clone(), bytes, at })?;
        let sheet = dry_run.sheet.clone();
        Ok::<_, Problem>(Upload { file, digest: digest.to_string(), sheet, dry_run })
    });
    upload.await.map(axum::Json)
}

/// Submits a report.
#[utoipa::path(post, path = api::SUBMIT.path, tag = "reports",
    params(("park" = String, Path), ("month" = String, Path)), request_body = ReportBody,
    responses((status = 201, body = Done), Problems))]
pub async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    at: AtReport,
    Json(body): Json<ReportBody>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    // A workbook is read again; lines that were typed wait for nobody.
    let turn = if body.digest.is_some() { Some(App::turn(&app.reading).await?) } else { None };
    let position = app.blocking(move |app| {
        let _turn = turn;
        with_sheet(app, &viewer.scope, &at, |_, _| Ok(()))?;
        own_park(&viewer.who.actor.role, &at.park)?;
        let (submission, mut files) = submission(app, &viewer.scope, at, body)?;
        let attached = submission.attachments.iter().flatten().map(|it| (it.file.as_str(), it.digest.as_str()));
        files.extend(handed_in(app, &viewer, attached)?);
        let command = Command::Submit(submission);
        let position = app.engine.carry_out_with(&viewer.who.actor, &command, &files, app.now())?;
        Ok::<_, Problem>(position)
    });
    Ok((StatusCode::CREATED, axum::Json(Done { position: position.await? })))
}

/// A submitted workbook, as it was sent.
#[utoipa::path(get, path = api::WORKBOOK.path, tag = "reports", params(("digest" = String, Path)),
    responses((status = 200, content_type = XLSX, body = File), Problems))]
pub async fn submitted(State(app): State<App>, viewer: Viewer, Named(digest): Named) -> Result<Response, Problem> {
    let (file, bytes) = app
        .blocking(move |app| {
            let name = app.engine.see(&viewer.scope, |seen| view::workbook(seen, &digest)).flatten();
            let name = name.ok_or_else(Problem::not_found)?;
            let digest = hash(&digest).ok_or_else(Problem::not_found)?;
            let bytes = app.engine.store().get_blob(&digest)?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>((name, bytes))
        })
        .await?;
    Ok(attachment(&file, media_type(&file), bytes))
}

/// The submission that a body means, with the files it names.
fn submission(app: &App, scope: &Scope, at: AtReport, body: ReportBody) -> Result<(Submission, Vec<Vec<u8>>), Problem> {
    let ReportBody { rows, digest, mut answers, adjustments, mut signed, attachments, seen_revisions } = body;
    let (rows, source, files) = match (rows, digest) {
        (Some(rows), None) => (rows, Source::Form, Vec::new()),
        (None, Some(digest)) => {
            let staged = staged(app, &at.park, at.month, &digest)?;
            let book = workbook::read(&staged.bytes, &staged.file)?;
            let read = with_sheet(app, scope, &at, |seen, sheet| Ok(dry_run(seen.zone(), &sheet, &book)))?;
            refuse_unreadable(&read)?;
            let given: Vec<_> = answers.iter().map(|answer| answer.rule.clone()).collect();
            answers.extend(read.answers.into_iter().filter(|answer| !given.contains(&answer.rule)));
            let source = Source::Workbook { file: staged.file, digest: staged.digest.to_string(), sheet: read.sheet };
            signed = signed.or(read.signed);
            (read.rows, source, vec![staged.bytes])
        }
        _ => return Err(Problem::of(StatusCode::UNPROCESSABLE_ENTITY, key::ROWS_OR_DIGEST)),
    };
    let AtReport { park, month } = at;
    Ok((Submission { park, month, rows, answers, adjustments, source, signed, attachments, seen_revisions }, files))
}

/// A cell that could not be read leaves no row behind for the checks to judge: it blocks here.
fn refuse_unreadable(read: &DryRun) -> Result<(), Problem> {
    let errors: Vec<_> = read.findings.iter().filter(|finding| finding.level == Level::Error).cloned().collect();
    if errors.is_empty() {
        return Ok(());
    }
    let message = Message::new(key::DOES_NOT_PASS).with("count", (errors.len() + read.more).to_string());
    Err(Problem { findings: errors, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message) })
}

fn staged(app: &App, park: &ParkId, month: Month, digest: &str) -> Result<Staged, Problem> {
    let gone = || Problem::of(StatusCode::UNPROCESSABLE_ENTITY, key::NOT_STAGED);
    let digest = hash(digest).ok_or_else(gone)?;
    app.engine.store().staged(&digest, &Shelf::reports(park, month))?.ok_or_else(gone)
}

/// What `make` makes of the sheet; 404 when the scope may not see it.
fn with_sheet<T>(
    app: &App,
    scope: &Scope,
    at: &AtReport,
    make: impl FnOnce(Seen<'_>, Sheet) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let made = app.engine.see(scope, |seen| view::sheet(seen, &at.park, at.month).map(|sheet| make(seen, sheet)));
    made.flatten().unwrap_or_else(|| Err(Problem::not_found()))
}

fn own_park(role: &Role, park: &ParkId) -> Result<(), Problem> {
    let own = matches!(role, Role::Park(own) if own == park);
    if own { Ok(()) } else { Err(Problem::of(StatusCode::FORBIDDEN, key::ONLY_OWN_PARK)) }
}

fn media_type(name: &str) -> &'static str {
    if name.ends_with(".xlsx") { XLSX } else { "application/octet-stream" }
}

/// What stays as it is in a file's name behind `filename*` (RFC 8187).
const SAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A file to be saved, never shown: it may be anything.
pub(super) fn attachment(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let encoded = utf8_percent_encode(name, SAFE);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
