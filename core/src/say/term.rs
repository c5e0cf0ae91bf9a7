//! From when until when something is in force, and why there is no figure.

use crate::format;
use crate::view::Figure;
use crate::words::{Lang, Message, key};
use crate::zone::{NotInForce, Term, Zone};

/// `自2025年1月起执行`, `执行到2026年6月为止`, `自2025年1月至2026年6月执行`; nothing of what is always in force.
pub fn term(term: Term, lang: Lang) -> Option<String> {
    let message = match (term.from, term.until) {
        (None, None) => return None,
        (Some(from), None) => Message::new(key::TERM_FROM).with("from", super::month(from, lang)),
        (None, Some(until)) => Message::new(key::TERM_UNTIL).with("until", super::month(until, lang)),
        (Some(from), Some(until)) => {
            Message::new(key::TERM_WITHIN).with("from", super::month(from, lang)).with("until", format::month(until))
        }
    };
    Some(message.text(lang))
}

/// Why an indicator has no figure for its month, when it or an item it needs is not in force:
/// `该指标自2025年1月起执行。`, `计算所用的“数字产业营收”自2025年1月起执行。`
pub fn not_in_force(zone: &Zone, figure: &Figure, lang: Lang) -> Option<String> {
    let source = zone.source(&figure.code)?;
    let message = match zone.not_in_force(source.indicator()?, figure.month, figure.basis)? {
        NotInForce::Indicator(it) => Message::new(key::NOT_IN_FORCE_INDICATOR).with("term", term(it.term(), lang)?),
        NotInForce::Item(it) => {
            Message::new(key::NOT_IN_FORCE_ITEM).with("item", it.plain_name()).with("term", term(it.term(), lang)?)
        }
    };
    Some(message.text(lang))
}
