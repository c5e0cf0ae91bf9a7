//! Why a park is not told a number of the zone, in a sentence.

use crate::figure::Gap;
use crate::view::Figure;
use crate::words::{Lang, key};

/// Why there is no figure of the zone for a park, where the word in its place is too short to say it. Example: 上月数更正，不可比.
pub fn untold(figure: &Figure, lang: Lang) -> Option<&'static str> {
    let key = match figure.gap? {
        Gap::Corrected => key::EXPLAIN_CORRECTED,
        _ => return None,
    };
    Some(key.text(lang))
}
