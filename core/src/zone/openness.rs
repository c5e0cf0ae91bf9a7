//! Reading what the zone says of platforms: owners, kinds, limits, values to compare with, weights.

use rust_decimal::Decimal;

use super::Cited;
use super::contact::contact;
use super::define::Context;
use super::fields::{cited, cited_alone, duplicate, id, positive, refer, within};
use super::judge;
use super::names::Kind;
use super::place::{Spanned, Spot};
use super::read::{Field, Fields};
use super::term::between;
use crate::id::{Code, KindId, OwnerId, ParkId};
use crate::openness::{self, Limit, Limits, Measure, Owner, Part, Rated, Reference, Rules, Weights};
use crate::platform::Opening;
use crate::words::{Message, key};

const WEEKDAYS: [(&str, u8); 7] = [("mon", 1), ("tue", 2), ("wed", 3), ("thu", 4), ("fri", 5), ("sat", 6), ("sun", 7)];

/// What the files say of platforms.
#[derive(Default)]
pub(super) struct Found<'a> {
    heads: Vec<(Spot<'a>, Option<Head>)>,
    owners: Vec<Owner>,
    kinds: Vec<openness::Kind>,
    rated: Vec<Rated>,
    references: Vec<Reference>,
    weights: Vec<(Spot<'a>, Weights)>,
}

/// What stands once.
struct Head {
    hours: Vec<Opening>,
    hours_source: Cited,
    limits: Limits,
}

impl<'a> Found<'a> {
    pub fn add(&mut self, context: &Context<'a>, file: &Fields<'a>) {
        let heads = file.may("openness").fields();
        self.heads.extend(heads.map(|table| (table.at, head(context, &table))));
        self.owners.extend(file.may("owners").list().into_iter().filter_map(|table| owner(context, table)));
        self.kinds.extend(file.may("kinds").list().into_iter().filter_map(|table| kind(context, table)));
        self.rated.extend(file.may("rated").list().into_iter().filter_map(|table| rated(context, table)));
        self.references.extend(file.may("references").list().into_iter().filter_map(reference));
        let weights = file.may("weights").list().into_iter();
        self.weights.extend(weights.filter_map(|table| Some((table.at, weighed(context, table)?))));
    }

    /// What can be judged only when all files are read.
    pub fn judge(&mut self, context: &Context<'a>, start: Spot<'a>, lost: &dyn Fn(&str) -> bool) {
        judge::once(context, "[openness]", self.heads.iter().map(|(at, _)| *at));
        let rest = [self.owners.len(), self.kinds.len(), self.rated.len(), self.references.len(), self.weights.len()];
        if self.heads.is_empty() && rest.iter().any(|count| *count > 0) && !lost("[openness]") {
            context.problems.add(start, Message::new(key::ZONE_NOTHING).with("table", "[openness]"));
        }
        for (at, weights) in &self.weights {
            let sum = weights.parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.weight));
            if sum != Decimal::ONE_HUNDRED {
                context.problems.add(*at, Message::new(key::ZONE_WEIGHTS_SUM).with("sum", sum.to_string()));
            }
        }
        // The first one at its place counts, as elsewhere.
        for (index, (at, weights)) in self.weights.iter().enumerate() {
            if let Some((first, _)) = self.weights[..index].iter().find(|(_, other)| other.from == weights.from) {
                duplicate(context, *at, &weights.from.to_string(), *first);
            }
        }
        self.weights.sort_by_key(|(_, weights)| weights.from);
    }

    pub fn take(self) -> (Vec<Owner>, Option<Rules>) {
        let rules = self.heads.into_iter().find_map(|(_, head)| head).map(|head| Rules {
            kinds: self.kinds,
            rated: self.rated,
            standard_hours: head.hours,
            standard_hours_source: head.hours_source,
            limits: head.limits,
            references: self.references,
            weights: self.weights.into_iter().map(|(_, weights)| weights).collect(),
        });
        (self.owners, rules)
    }
}

fn head(context: &Context<'_>, table: &Fields<'_>) -> Option<Head> {
    let hours: Vec<Option<Opening>> =
        table.need("hours").list().into_iter().map(|hours| opening(context, &hours)).collect();
    let hours_source = table.need("hours_source").fields().map(cited_alone);
    let limits = table.need("limits").fields().map(|table| limits(&table));
    table.finish();
    Some(Head { hours: hours.into_iter().collect::<Option<_>>()?, hours_source: hours_source??, limits: limits?? })
}

fn opening(context: &Context<'_>, table: &Fields<'_>) -> Option<Opening> {
    let days = table.need("weekdays").some_texts();
    let known = |day: &Spanned<'_, &str>| {
        let found = WEEKDAYS.iter().find(|(name, _)| *name == day.value).map(|(_, day)| *day);
        if found.is_none() {
            let choices = WEEKDAYS.map(|(name, _)| name).join("、");
            let message = Message::new(key::ZONE_UNKNOWN_CHOICE).with("field", "weekdays").with("choices", choices);
            context.problems.add(day.at, message.with("found", day.value));
        }
        found
    };
    let mut weekdays: Vec<u8> = days.iter().flatten().filter_map(known).collect();
    weekdays.sort_unstable();
    weekdays.dedup();
    let (from, to) = (minutes(&table.need("from")), minutes(&table.need("to")));
    table.finish();
    let (from, to) = (from?, to?);
    // What ends before it begins ends on the next day.
    Some(Opening { weekdays, from, to: if to <= from { to + 1440 } else { to } })
}

/// `08:30`.
fn minutes(field: &Field<'_>) -> Option<u16> {
    let text = field.text()?.value;
    let parse = || {
        let (hours, minutes) = text.split_once(':').filter(|_| text.len() == 5)?;
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (minutes < 60 && hours * 60 + minutes <= 1440).then_some(hours * 60 + minutes)
    };
    parse().or_else(|| field.wrong(Message::new(key::ZONE_NOT_CLOCK).with("found", text)))
}

fn limits(table: &Fields<'_>) -> Option<Limits> {
    let whole = |name| limit(&table.need(name), true);
    let (response_hours, remind) = (whole("response_hours"), table.need("remind_hours"));
    let remind_hours = limit(&remind, true);
    if let (Some(response), Some(reminded)) = (&response_hours, &remind_hours)
        && reminded.value >= response.value
    {
        let message = Message::new(key::ZONE_REMIND_LATE).with("found", reminded.value.to_string());
        remind.wrong::<()>(message.with("response", response.value.to_string()));
    }
    let (idle_days, ratings_shown_from) = (whole("idle_days"), whole("ratings_shown_from"));
    let networked_from = limit(&table.need("networked_from"), false);
    let use_tolerance_hours = whole("use_tolerance_hours");
    let (check_in_minutes, no_show_minutes) = (whole("check_in_minutes"), whole("no_show_minutes"));
    let ahead_days = whole("ahead_days");
    let external_weight = limit(&table.need("external_weight"), false);
    table.finish();
    Some(Limits {
        response_hours: response_hours?,
        remind_hours: remind_hours?,
        idle_days: idle_days?,
        ratings_shown_from: ratings_shown_from?,
        networked_from: networked_from?,
        use_tolerance_hours: use_tolerance_hours?,
        check_in_minutes: check_in_minutes?,
        no_show_minutes: no_show_minutes?,
        ahead_days: ahead_days?,
        external_weight: external_weight?,
    })
}

fn limit(field: &Field<'_>, whole: bool) -> Option<Limit> {
    let table = field.fields()?;
    let value = table.need("value");
    let value = if whole { within(&value, 1, 100_000).map(Decimal::from) } else { positive(&value) };
    let cited = cited_alone(table);
    Some(Limit { value: value?, cited: cited? })
}

fn owner<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Owner> {
    let id = id(context, Some(Kind::Owner), &table.need("id"));
    let (name, short) = (table.need("name").text(), table.need("short").text());
    let park = refer(context, Kind::Park, &table.need("park"));
    let (contact, cited) = (contact(&table), cited(&table));
    table.finish();
    Some(Owner {
        id: OwnerId::new(id?.value),
        name: name?.value.to_owned(),
        short: short?.value.to_owned(),
        park: ParkId::new(park?.value),
        cited: cited?,
        contact,
    })
}

fn kind<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<openness::Kind> {
    let id = id(context, Some(Kind::Platforms), &table.need("id"));
    let (name, clause) = (table.need("name").text(), table.need("clause").text());
    let cited = cited(&table);
    table.finish();
    let (name, clause) = (name?.value.to_owned(), clause?.value.to_owned());
    Some(openness::Kind { id: KindId::new(id?.value), name, clause, cited: cited? })
}

fn rated<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Rated> {
    let id = id(context, Some(Kind::Rated), &table.need("id"));
    let (name, hours) = (table.need("name").text(), positive(&table.need("hours")));
    let cited = cited(&table);
    table.finish();
    Some(Rated { id: Code::new(id?.value), name: name?.value.to_owned(), hours: hours?, cited: cited? })
}

fn measure(field: &Field<'_>) -> Option<Measure> {
    field.choice(&Measure::ALL.map(|measure| (measure.id(), measure)))
}

fn reference(table: Fields<'_>) -> Option<Reference> {
    let (measure, name) = (measure(&table.need("measure")), table.need("name").text());
    let value = positive(&table.need("value"));
    let target = table.may("target").flag();
    // A rate of use without its base cannot be compared; nothing else has one.
    let hours = match measure {
        Some(measure) if measure.has_base() => positive(&table.need("hours")).map(Some),
        _ => Some(None),
    };
    let cited = cited(&table);
    table.finish();
    Some(Reference {
        measure: measure?,
        name: name?.value.to_owned(),
        value: value?,
        target: target.is_some_and(|target| target.value),
        hours: hours?,
        cited: cited?,
    })
}

fn weighed<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Weights> {
    let term = between(&table.need("from"), &table.may("until"));
    let (mut parts, mut is_whole) = (Vec::new(), true);
    for (name, field) in table.need("parts").fields().iter().flat_map(Fields::entries) {
        let Some(measure) = Measure::named(name.value) else {
            let message = Message::new(key::ZONE_UNKNOWN_CHOICE).with("field", "parts").with("found", name.value);
            let choices = Measure::ALL.map(Measure::id).join("、");
            context.problems.add(name.at, message.with("choices", choices));
            is_whole = false;
            continue;
        };
        let Some(part) = field.fields() else {
            is_whole = false;
            continue;
        };
        let (full, weight) = (positive(&part.need("full")), positive(&part.need("weight")));
        part.finish();
        is_whole &= full.is_some() && weight.is_some();
        parts.extend(full.zip(weight).map(|(full, weight)| Part { measure, full, weight }));
    }
    let cited = cited(&table);
    table.finish();
    // Weights that could not all be read are not added up.
    is_whole.then_some(Weights { from: term.from?, until: term.until, parts, cited: cited? })
}
