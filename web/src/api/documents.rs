//! Calls about documents of evidence.

use serde::Deserialize;

use super::request::{Answered, post_file};

/// A document that was handed in: evidence names it by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct HandedIn {
    /// The name of the file, as it was when it was chosen.
    pub file: String,
    /// The SHA-256 of the file, 64 hexadecimal digits.
    pub digest: String,
}

/// Hands a document in.
pub async fn hand_in(file: &web_sys::File) -> Answered<HandedIn> {
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    post_file(&format!("/api/v1/documents?file={name}"), file).await
}

/// Address of a document.
pub fn document_address(digest: &str) -> String {
    format!("/api/v1/documents/{digest}")
}
