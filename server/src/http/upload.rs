//! Taking in a file, which is often too large or not one at all. What comes in goes to the disk: a hundred who
//! send and never finish cost no memory.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header::CONTENT_LENGTH};
use bytes::Bytes;
use duoyuan_core::id::AccountName;
use duoyuan_core::text::clean;
use duoyuan_core::words::{Key, Message, key};
use http_body_util::BodyExt;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use super::extract::query;
use super::limits::Sending;
use super::{App, Problem};
use crate::cause::chain;
use crate::workbook::LARGEST_FILE;

/// Bytes of an oversized upload that are still taken from the wire and dropped: a browser that is cut off
/// while sending shows a network error, not our sentence.
const DRAINED: usize = 128 * MEBIBYTE;

const MEBIBYTE: usize = 1024 * 1024;

/// Longest file name kept, in characters.
const LONGEST_NAME: usize = 120;

/// How long the next piece of a file may take.
const PIECE: Duration = Duration::from_secs(20);

/// How long a whole file may take: 10 MB on a line of 400 kbit/s.
const WHOLE: Duration = Duration::from_secs(200);

/// How long a file that nobody wants is listened to, so that a browser hears why.
const REFUSED: Duration = Duration::from_secs(2);

/// A file and its name.
pub struct Upload {
    /// Its name, without folders and control characters.
    pub file: String,
    content: File,
    _sending: Sending,
}

#[derive(Deserialize)]
struct Name {
    file: Option<String>,
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Self::read(request, app, key::FILE_TOO_LARGE).await
    }
}

/// A document: the same, and another sentence when it is too large.
pub struct Handed(pub Upload);

impl FromRequest<App> for Handed {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Upload::read(request, app, key::FILE_LARGE).await.map(Self)
    }
}

// Both are read with one limit.
const _: () = assert!(LARGEST_FILE == duoyuan_core::document::LARGEST);

impl Upload {
    /// Its content. Blocks; take a turn to read first.
    pub fn bytes(&mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        self.content.rewind().and_then(|()| self.content.read_to_end(&mut bytes)).map_err(|error| unkept(&error))?;
        Ok(bytes)
    }

    async fn read(request: Request, app: &App, too_large: Key) -> Result<Self, Problem> {
        let (mut parts, mut body) = request.into_parts();
        let announced = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let name = query::<App, Name>(&mut parts, app).await?.0.file;
        let account = parts.extensions.get::<AccountName>().ok_or_else(Problem::not_found)?;
        let sending = match app.limits.upload(account) {
            Ok(sending) => sending,
            Err(problem) => return Err(refuse(&mut body, problem).await),
        };
        // It has no name: it is gone with the last who holds it, however the process ends.
        let content = match tempfile::tempfile_in(&app.options.uploads) {
            Ok(content) => content,
            Err(error) => return Err(refuse(&mut body, unkept(&error)).await),
        };
        let mut kept = tokio::fs::File::from_std(content);
        let received = match timeout(WHOLE, receive(&mut body, &mut kept)).await.map_err(|_| slow()).flatten() {
            Ok(received) => received,
            Err(problem) if problem.status == StatusCode::INSUFFICIENT_STORAGE => {
                return Err(refuse(&mut body, problem).await);
            }
            Err(problem) => return Err(problem),
        };
        let file = plain(name.as_deref().unwrap_or_default());
        if received > LARGEST_FILE {
            let size = received.max(announced.unwrap_or(0)) as f64 / MEBIBYTE as f64;
            let message = Message::new(too_large).with("file", file).with("size", format!("{size:.1}"));
            let message = message.with("limit", (LARGEST_FILE / MEBIBYTE).to_string());
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Ok(Self { file, content: kept.into_std().await, _sending: sending })
    }
}

/// Writes a body down as it comes; its length. What is beyond the limit is counted and not kept.
async fn receive(body: &mut Body, kept: &mut tokio::fs::File) -> Result<usize, Problem> {
    let mut received = 0;
    while let Some(piece) = next(body).await? {
        received += piece.len();
        if received <= LARGEST_FILE {
            kept.write_all(&piece).await.map_err(|error| unkept(&error))?;
        } else if received > DRAINED {
            break;
        }
    }
    kept.flush().await.map_err(|error| unkept(&error))?;
    Ok(received)
}

/// Listens to the rest of a file for a while, so that whoever sends it hears why it is refused.
async fn refuse(body: &mut Body, problem: Problem) -> Problem {
    let _ = timeout(REFUSED, drain(body)).await;
    problem
}

/// Listens to a body that nobody wants.
async fn drain(body: &mut Body) -> Result<(), Problem> {
    while next(body).await?.is_some() {}
    Ok(())
}

/// The next piece of a body, which has its time to come.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Problem> {
    loop {
        let frame = timeout(PIECE, body.frame()).await.map_err(|_| slow())?;
        let Some(frame) = frame else { return Ok(None) };
        let frame = frame.map_err(|_| Problem::of(StatusCode::BAD_REQUEST, key::REQUEST_BROKEN))?;
        // Trailers are nobody's business.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
}

fn slow() -> Problem {
    Problem::of(StatusCode::REQUEST_TIMEOUT, key::REQUEST_SLOW)
}

/// A file that cannot be written down: most often the disk is full.
fn unkept(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => {
            tracing::error!(cause = chain(error), "disk full");
            Problem::of(StatusCode::INSUFFICIENT_STORAGE, key::DISK_FULL)
        }
        _ => Problem::internal(error),
    }
}

/// The last part of a path, as a name that can be shown and saved.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = clean(last).chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if kept.trim().is_empty() { "workbook.xlsx".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_lose_folders_and_what_cannot_be_shown() {
        assert_eq!(plain(r"C:\报表\沁阳 10月.xlsx"), "沁阳 10月.xlsx");
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("a\r\nb\0.xlsx"), "ab.xlsx");
        assert_eq!(plain("/"), "workbook.xlsx");
        assert_eq!(plain(&"长".repeat(500)).chars().count(), 120);
    }
}
