//! A park's place among the parks.

use super::month as say_month;
use crate::period::Month;
use crate::view::Place;
use crate::words::{Lang, Message, key};

/// `第2位（共8个园区）`, or that it has none; with the month when it is another than the one shown.
pub fn place(place: &Place, other: Option<Month>, lang: Lang) -> String {
    let Some(rank) = place.rank else { return key::NO_PLACE.text(lang).to_owned() };
    let message = Message::new(if other.is_some() { key::PLACE_OF_MONTH } else { key::PLACE_OF });
    let month = other.map(|month| say_month(month, lang)).unwrap_or_default();
    message.with("rank", rank.to_string()).with("of", place.of.to_string()).with("month", month).text(lang)
}
