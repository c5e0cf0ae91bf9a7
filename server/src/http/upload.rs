//! Taking in a file, which is often too large or not one at all.

use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header::CONTENT_LENGTH};
use duoyuan_core::words::{Key, Message, key};
use http_body_util::BodyExt;
use serde::Deserialize;

use super::extract::query;
use super::{App, Problem};
use crate::workbook::LARGEST_FILE;

/// Bytes of an oversized upload that are still taken from the wire and dropped: a browser that is cut off
/// while sending shows a network error, not our sentence.
const DRAINED: usize = 128 * MEBIBYTE;

const MEBIBYTE: usize = 1024 * 1024;

/// Longest file name kept, in characters.
const LONGEST_NAME: usize = 120;

/// A file and its name.
pub struct Upload {
    /// Its name, without folders and control characters.
    pub file: String,
    /// Its content.
    pub bytes: Vec<u8>,
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
    async fn read(request: Request, app: &App, too_large: Key) -> Result<Self, Problem> {
        let (mut parts, mut body) = request.into_parts();
        let announced = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let name = query::<App, Name>(&mut parts, app).await?.0.file;
        let (mut bytes, mut received) = (Vec::new(), 0usize);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Problem::of(StatusCode::BAD_REQUEST, key::REQUEST_BROKEN))?;
            let Some(data) = frame.data_ref() else { continue };
            received += data.len();
            if received <= LARGEST_FILE {
                bytes.extend_from_slice(data);
            } else if received > DRAINED {
                break;
            } else {
                bytes = Vec::new();
            }
        }
        let file = plain(name.as_deref().unwrap_or_default());
        if received > LARGEST_FILE {
            let size = received.max(announced.unwrap_or(0)) as f64 / MEBIBYTE as f64;
            let message = Message::new(too_large).with("file", file).with("size", format!("{size:.1}"));
            let message = message.with("limit", (LARGEST_FILE / MEBIBYTE).to_string());
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Ok(Self { file, bytes })
    }
}

/// The last part of a path, as a name that can be shown and saved.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
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
