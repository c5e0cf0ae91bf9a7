//! What a figure leaves out beside parks.

use crate::format;
use crate::source::BuiltIn;
use crate::view::Figure;
use crate::words::{Lang, Message, key};

/// `缺3台月自用机时` of a measure of openness, `缺1个项目月` of 考核口径; nothing when nothing is left out, and nothing
/// when there is no value: the gap says why then.
pub fn lacking(figure: &Figure, lang: Lang) -> Option<String> {
    let message = match BuiltIn::named(figure.code.as_str())? {
        BuiltIn::Openness(measure) => format::platform::lacking(measure, figure.value, figure.lacking)?,
        BuiltIn::Enclave(_) => {
            figure.value.filter(|_| !figure.lacking.is_zero())?;
            Message::new(key::ENCL_MISSING).with("n", format::exact(figure.lacking))
        }
        BuiltIn::Sharing(_) => return None,
    };
    Some(message.text(lang))
}
