//! Calls about documents of evidence.

use serde::Deserialize;

use super::request::{Answered, post_file};

/// A document that was handed in: evidence names it by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct HandedIn {
    /// File name.
    pub file: String,
    /// SHA-256.
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
