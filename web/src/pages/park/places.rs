//! The park's place among the parks.

use duoyuan_core::view::Place;
use duoyuan_core::words::{Lang, Message, key};

/// `第2位,共8园`, or that it has none.
pub fn say_place(place: &Place, lang: Lang) -> String {
    match place.rank {
        Some(rank) => {
            Message::new(key::PLACE_OF).with("rank", rank.to_string()).with("of", place.of.to_string()).text(lang)
        }
        None => key::NO_PLACE.text(lang).to_owned(),
    }
}
