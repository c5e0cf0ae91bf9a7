//! The park's place among the parks.

use duoyuan_core::period::Month;
use duoyuan_core::view::Place;
use duoyuan_core::words::{Lang, Message, key};

use crate::say;

/// `第2位,共8园`, or that it has none; with the month when it is another than the one shown.
pub fn say_place(place: &Place, other: Option<Month>, lang: Lang) -> String {
    match place.rank {
        Some(rank) => {
            let message = Message::new(if other.is_some() { key::PLACE_OF_MONTH } else { key::PLACE_OF });
            let month = other.map(|month| say::month(month, lang)).unwrap_or_default();
            message.with("rank", rank.to_string()).with("of", place.of.to_string()).with("month", month).text(lang)
        }
        None => key::NO_PLACE.text(lang).to_owned(),
    }
}
