//! What has changed since somebody last looked, a sentence a change.

use super::{amount_of, list};
use crate::period::Month;
use crate::view::{ItemChange, SinceChange};
use crate::words::{Lang, Message, key};
use crate::zone::Zone;

/// The sentence: `沁阳2026年10月报表修订：技术合同成交额1.20亿元→1.36亿元`.
pub fn since(change: &SinceChange, zone: &Zone, lang: Lang) -> String {
    let name = |id: &crate::id::ParkId| zone.park(id).map_or_else(|| id.to_string(), |park| park.short.clone());
    let about = |key, park, month: Month| {
        Message::new(key).with("park", zone.park_name(park, month)).with("month", super::month(month, lang))
    };
    let message = match change {
        SinceChange::Approved { park, month, days_late: 0 } => about(key::SINCE_APPROVED, park, *month),
        SinceChange::Approved { park, month, days_late } => {
            about(key::SINCE_APPROVED_LATE, park, *month).with("n", days_late.to_string())
        }
        SinceChange::Revised { park, month, items, more } => {
            let told = list(items.iter().map(|it| item(it, zone, lang)), lang);
            let told = match more {
                0 => told,
                more => {
                    Message::new(key::SINCE_REVISED_MORE).with("items", told).with("n", more.to_string()).text(lang)
                }
            };
            about(key::SINCE_REVISED, park, *month).with("items", told)
        }
        SinceChange::Withdrawn { park, month, reason } => {
            about(key::SINCE_WITHDRAWN, park, *month).with("reason", reason)
        }
        SinceChange::Overdue { park, month, days } => {
            about(key::SINCE_OVERDUE, park, *month).with("n", days.to_string())
        }
        SinceChange::Begun { giver, taker, element_name, title, .. } => Message::new(key::SINCE_BEGUN)
            .with("giver", name(giver))
            .with("taker", name(taker))
            .with("element", element_name)
            .with("title", title),
    };
    message.text(lang)
}

/// An item with its old and new value, money as the board's readers read it.
fn item(change: &ItemChange, zone: &Zone, lang: Lang) -> String {
    let item = zone.item(&change.item);
    let name = item.map_or_else(|| change.item.to_string(), |item| item.plain_name().to_owned());
    let value = |value| amount_of(value, item.map(|item| item.unit), lang);
    let message = Message::new(key::SINCE_ITEM).with("item", name).with("before", value(change.before));
    message.with("after", value(change.after)).text(lang)
}
