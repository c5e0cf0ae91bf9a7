//! Names that a park has had 更名: what is shown of a month is the name that was in force in it.
//!
//! Example: 修武县产业集聚区 is 修武经济技术开发区 from July 2026 on. Its report on June and its page of June, looked at in any
//! later year, carry the old name; those of July the new one. Where a park is named without a month, as in the list of
//! accounts, it has its newest name.

use serde::{Deserialize, Serialize};

use super::Park;
use super::define::Context;
use super::place::Spot;
use super::read::{Field, Fields};
use crate::period::Month;
use crate::words::{Message, key};

/// A name that was in force up to a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlierName {
    /// The last month it was in force, written `2026-06`.
    pub until: Month,
    /// The full official name: `修武县产业集聚区`.
    pub name: String,
    /// The short name of that time; absent when it was the one of today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
}

impl Park {
    /// The full official name in force in `month`.
    pub fn name_in(&self, month: Month) -> &str {
        self.earlier(month).map_or(&self.name, |earlier| &earlier.name)
    }

    /// The short name in force in `month`.
    pub fn short_in(&self, month: Month) -> &str {
        self.earlier(month).and_then(|earlier| earlier.short.as_deref()).unwrap_or(&self.short)
    }

    /// The name that was in force in `month`, when it is not the newest.
    fn earlier(&self, month: Month) -> Option<&EarlierName> {
        self.earlier_names.iter().find(|earlier| month <= earlier.until)
    }
}

/// A short name: two to four characters.
pub(super) fn short<'a>(field: &Field<'a>) -> Option<&'a str> {
    field.text().and_then(|text| match text.value.chars().count() {
        2..=4 => Some(text.value),
        _ => field.wrong(Message::new(key::ZONE_BAD_SHORT).with("found", text.value)),
    })
}

/// Names that were in force up to a month, oldest first.
pub(super) fn earlier_names<'a>(context: &Context<'a>, table: &Fields<'a>) -> Option<Vec<EarlierName>> {
    let field = table.may("earlier_names");
    if !field.is_there() {
        return Some(Vec::new());
    }
    let tables = field.some_tables()?;
    let count = tables.len();
    let read: Vec<(Spot<'a>, EarlierName)> = tables.into_iter().filter_map(earlier_name).collect();
    for pair in read.windows(2) {
        let [(_, before), (at, after)] = pair else { continue };
        if after.until <= before.until {
            let message = Message::new(key::ZONE_NAME_ORDER).with("until", after.until.to_string());
            context.problems.add(*at, message.with("before", before.until.to_string()));
        }
    }
    (read.len() == count).then(|| read.into_iter().map(|(_, name)| name).collect())
}

fn earlier_name(table: Fields<'_>) -> Option<(Spot<'_>, EarlierName)> {
    let (until, name, short) = (table.need("until").month(), table.need("name").text(), short(&table.may("short")));
    table.finish();
    let until = until?;
    let name = EarlierName { until: until.value, name: name?.value.to_owned(), short: short.map(str::to_owned) };
    Some((until.at, name))
}
