//! Calls about editions of meetings.

use duoyuan_core::view::{EditionPage, Editions};
use serde_json::json;

use super::Stored;
use super::request::{Answered, get, post};

/// The editions there are, newest first.
pub async fn editions() -> Answered<Editions> {
    get("/api/v1/editions").await
}

/// An edition, and what has changed since the one before.
pub async fn edition(number: u32) -> Answered<EditionPage> {
    get(&format!("/api/v1/editions/{number}")).await
}

/// Freezes what is approved as the next edition.
pub async fn freeze(title: &str) -> Answered<Stored> {
    post("/api/v1/editions", &json!({ "title": title })).await
}

/// Releases an edition: screens show again what is so.
pub async fn release(number: u32) -> Answered<Stored> {
    post(&format!("/api/v1/editions/{number}/release"), &json!({})).await
}

/// Where the figures of an edition are as the text whose SHA-256 is its digest.
pub fn figures_address(number: u32) -> String {
    format!("/api/v1/editions/{number}/figures")
}
