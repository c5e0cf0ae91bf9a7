//! Documents of evidence: handed in, kept for a day, and kept for good once an entry names them.

use axum::extract::State;
use axum::response::Response;
use duoyuan_core::access::Scope;
use duoyuan_core::api::{self, HandedIn};
use duoyuan_core::document::{FileKind, file_name, judge};
use duoyuan_core::journal::Hash;
use duoyuan_core::platform::Evidence;
use duoyuan_core::view;
use duoyuan_core::words::{Message, key};

use axum::http::StatusCode;

use super::extract::{Named, Viewer};
use super::openapi::{File, Problems};
use super::reports::attachment;
use super::upload::Handed;
use super::{App, Problem};
use crate::engine::hash;
use crate::store::{Shelf, Staged};

/// Hands a document in, to be named by evidence or a report within a day: a PDF, a PNG or JPEG image or an `.xlsx` workbook.
#[utoipa::path(post, path = api::HAND_IN.path, tag = "documents",
    params(("file" = Option<String>, Query, description = "the file's name")),
    request_body(content = File, content_type = "application/octet-stream"),
    responses((status = 201, body = HandedIn), Problems))]
pub async fn hand_in(
    State(app): State<App>,
    viewer: Viewer,
    Handed(mut upload): Handed,
) -> Result<(StatusCode, axum::Json<HandedIn>), Problem> {
    let turn = App::turn(&app.reading).await?;
    let handed = app.blocking(move |app| {
        let _turn = turn;
        let (bytes, file) = (upload.bytes()?, upload.file);
        let shelf = Shelf::documents(&viewer.who.actor.role);
        let shelf = shelf.ok_or_else(|| Problem::of(StatusCode::FORBIDDEN, key::FILE_ONLY))?;
        judge(&file, &bytes).map_err(|message| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message))?;
        let digest = Hash::of(&bytes);
        let staged = Staged { digest, shelf, file: file.clone(), bytes, at: app.now() };
        app.engine.store().stage(&staged)?;
        Ok::<_, Problem>(HandedIn { file, digest: digest.to_string() })
    });
    Ok((StatusCode::CREATED, axum::Json(handed.await?)))
}

/// A document, to be saved and never shown: for those who may see what it stands behind.
#[utoipa::path(get, path = api::DOCUMENT.path, tag = "documents", params(("digest" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = File), Problems))]
pub async fn document(State(app): State<App>, viewer: Viewer, Named(digest): Named) -> Result<Response, Problem> {
    let found = app.blocking(move |app| {
        let name = app.engine.see(&viewer.scope, |seen| view::document(seen, &digest)).flatten();
        let name = name.ok_or_else(Problem::not_found)?;
        let digest = hash(&digest).ok_or_else(Problem::not_found)?;
        let bytes = app.engine.store().get_blob(&digest)?.ok_or_else(Problem::not_found)?;
        Ok::<_, Problem>((name, bytes))
    });
    let (name, bytes) = found.await?;
    let kind = FileKind::of(&bytes);
    let media_type = kind.map_or("application/octet-stream", FileKind::media_type);
    Ok(attachment(&file_name(&name, kind), media_type, bytes))
}

/// What evidence names, for [`handed_in`].
pub(super) fn of_evidence<'a>(
    evidence: impl IntoIterator<Item = &'a Evidence>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let named = |it: &'a Evidence| Some((it.document.as_str(), it.digest.as_deref()?));
    evidence.into_iter().filter_map(named)
}

/// The files named, each with its digest, that are new. A digest alone is no key to a file: it must have been handed
/// in by the same hands, or stand behind something they may see already.
pub(super) fn handed_in<'a>(
    app: &App,
    viewer: &Viewer,
    named: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Vec<u8>>, Problem> {
    let mut files = Vec::new();
    for (document, digest) in named {
        if is_known(app, &viewer.scope, digest) {
            continue;
        }
        let staged = match (Shelf::documents(&viewer.who.actor.role), hash(digest)) {
            (Some(shelf), Some(digest)) => app.engine.store().staged(&digest, &shelf)?,
            _ => None,
        };
        let gone = || Message::new(key::FILE_GONE).with("document", document);
        let staged = staged.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, gone()))?;
        files.push(staged.bytes);
    }
    Ok(files)
}

fn is_known(app: &App, scope: &Scope, digest: &str) -> bool {
    app.engine.see(scope, |seen| view::document(seen, digest)).flatten().is_some()
}
