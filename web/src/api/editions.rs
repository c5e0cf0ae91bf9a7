//! Calls about editions of meetings.

use duoyuan_core::api::{self as contract, Freezing, Nothing};
use duoyuan_core::view::{EditionPage, Editions};

use super::Stored;
use super::request::{Answered, ask, send};

/// The editions there are, newest first.
pub async fn editions() -> Answered<Editions> {
    ask(contract::EDITIONS.at()).await
}

/// An edition, and what has changed since the one before.
pub async fn edition(number: u32) -> Answered<EditionPage> {
    ask(contract::EDITION.at(&number)).await
}

/// Freezes what is approved as the next edition.
pub async fn freeze(title: String) -> Answered<Stored> {
    send(contract::FREEZE.at(), &Freezing { title }).await
}

/// Releases an edition: screens show again what is so.
pub async fn release(number: u32) -> Answered<Stored> {
    send(contract::RELEASE.at(&number), &Nothing {}).await
}

/// Where the figures of an edition are as the text whose SHA-256 is its digest.
pub fn figures_address(number: u32) -> String {
    contract::EDITION_FIGURES.at(&number).address
}
