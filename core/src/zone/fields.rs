//! Fields that several definitions have.

use rust_decimal::Decimal;

use super::define::Context;
use super::names::{Kind, is_id};
use super::place::{Spanned, Spot};
use super::read::{Field, Fields};
use super::{Cited, Verification};
use crate::figure::Unit;
use crate::words::{Message, key};

const VERIFICATIONS: [(&str, Verification); 5] = [
    ("published", Verification::Published),
    ("practice", Verification::Practice),
    ("derived", Verification::Derived),
    ("unverified", Verification::Unverified),
    ("own", Verification::Own),
];

/// Where a definition comes from and how sure that is.
pub(super) fn cited(table: &Fields<'_>) -> Option<Cited> {
    let source = table.need("source").text();
    let verification = table.need("verification").choice(&VERIFICATIONS);
    Some(Cited { source: source?.value.to_owned(), verification: verification? })
}

/// A source of its own for one of the fields, when it is not that of the whole.
pub(super) fn cited_apart(table: &Fields<'_>, name: &'static str) -> Option<Cited> {
    table.may(name).fields().and_then(cited_alone)
}

pub(super) fn cited_alone(table: Fields<'_>) -> Option<Cited> {
    let cited = cited(&table);
    table.finish();
    cited
}

/// The id a definition is known by; the zone's own id has no rivals.
pub(super) fn id<'a>(context: &Context<'a>, kind: Option<Kind>, field: &Field<'a>) -> Option<Spanned<'a, &'a str>> {
    let Some(text) = field.text() else {
        kind.into_iter().for_each(|kind| context.names.nameless(kind));
        return None;
    };
    match kind {
        Some(kind) => context.names.define(kind, text),
        None if is_id(text.value) => {}
        None => context.problems.add(text.at, Message::new(key::ZONE_BAD_ID).with("found", text.value)),
    }
    Some(text)
}

pub(super) fn refer<'a>(context: &Context<'a>, kind: Kind, field: &Field<'a>) -> Option<Spanned<'a, &'a str>> {
    let text = field.text()?;
    context.names.refer(kind, text.value, text.at);
    Some(text)
}

pub(super) fn unit(table: &Fields<'_>) -> Option<Unit> {
    table.need("unit").choice(&Unit::ALL.map(|unit| (unit.name(), unit)))
}

pub(super) fn within(field: &Field<'_>, least: i64, most: i64) -> Option<i64> {
    let found = field.integer()?.value;
    if (least..=most).contains(&found) {
        return Some(found);
    }
    field.wrong(range(found, least, most))
}

pub(super) fn degrees(field: &Field<'_>, least: i64, most: i64) -> Option<Decimal> {
    let found = field.decimal()?.value;
    if Decimal::from(least) <= found && found <= Decimal::from(most) {
        return Some(found);
    }
    field.wrong(range(found, least, most))
}

fn range(found: impl ToString, least: i64, most: i64) -> Message {
    let message = Message::new(key::ZONE_OUT_OF_RANGE).with("found", found.to_string());
    message.with("least", least.to_string()).with("most", most.to_string())
}

pub(super) fn positive(field: &Field<'_>) -> Option<Decimal> {
    let found = field.decimal()?.value;
    if found > Decimal::ZERO {
        return Some(found);
    }
    field.wrong(Message::new(key::ZONE_NOT_POSITIVE).with("found", found.to_string()))
}

pub(super) fn duplicate<'a>(context: &Context<'a>, at: Spot<'a>, found: &str, first: Spot<'a>) {
    let message = Message::new(key::ZONE_DUPLICATE).with("found", found);
    context.problems.add(at, message.with("first", first.to_string()));
}

pub(super) fn owned(texts: Option<Vec<Spanned<'_, &str>>>) -> Vec<String> {
    texts.into_iter().flatten().map(|text| text.value.to_owned()).collect()
}
