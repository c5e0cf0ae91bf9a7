//! What the adoption of another configuration changes in figures that have been approved.
//!
//! *An approved figure* is an indicator of the zone or of a park, for the month alone or from January to it, in any month
//! with an approved report, as the leading group sees it. Adopting *changes* it when it has another value afterwards, or
//! had one and has none, or had none and has one. An indicator that is new changes nothing; one that is gone takes every
//! figure it had with it. How many decimals are shown, what it is called and which way is good are no figures.
//!
//! Example: the formula of `profit_rate` is divided by `cost` instead of `revenue`. Eight parks and the zone have two
//! years of it: 9 × 24 figures of the month and as many cumulative ones change. The configuration is taken up when
//! whoever adopts it names `profit_rate`, and not before.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::access::Scope;
use crate::figure::{Gap, Measured, Unit};
use crate::format;
use crate::id::Code;
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::state::{Rejection, RejectionKind, State};
use crate::words::{Lang, Message, key};
use crate::zone::{Indicator, Zone};

/// What happens to one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The indicator, by its code.
    pub indicator: Code,
    /// Its name so far.
    pub name: String,
    /// So many approved figures change.
    pub figures: u32,
    /// The first and the last month of which one changes.
    pub months: (Month, Month),
    /// The newest total of the zone that changes; else the newest figure of a park.
    pub newest: Changed,
}

/// A figure that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whose figure it is: the zone's or a park's.
    pub subject: Subject,
    /// The month that the figure is of, or up to which it is added from January, written `2026-10`.
    pub month: Month,
    /// For the month alone, from January to it, or at its end.
    pub basis: Basis,
    /// What it was, in the indicator's unit.
    pub before: Measured,
    /// What it becomes, in the unit that the new configuration gives the indicator; the gap where it has no value any more.
    pub after: Measured,
}

impl State {
    /// What adopting `zone` would change, in the order of the indicators so far. Nothing before the first configuration.
    pub fn effects_of(&self, zone: &Arc<Zone>) -> Vec<Effect> {
        let mut next = self.clone();
        next.zone = Some(zone.clone());
        let scope = Scope::Leading;
        let (Some(old), Some(new)) = (Seen::new(self, &scope), Seen::new(&next, &scope)) else { return Vec::new() };
        let months: BTreeSet<Month> = old.months().into_iter().chain(new.months()).collect();
        let effect = |indicator| effect(old, new, indicator, &months);
        old.zone().indicators.iter().filter_map(effect).collect()
    }
}

/// Refuses codes that are indicators of neither configuration: whoever mistypes one has accepted nothing.
pub(crate) fn refuse_unknown(old: Option<&Zone>, new: &Zone, accepted: &[Code]) -> Result<(), Rejection> {
    let mut indicators = old.into_iter().chain([new]).flat_map(|zone| &zone.indicators);
    let is_known = |code: &&Code| indicators.clone().any(|indicator| indicator.code == **code);
    let unknown: Vec<String> = accepted.iter().filter(|code| !is_known(code)).map(|code| format!("“{code}”")).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let example = indicators.next().map_or_else(String::new, |indicator| indicator.code.to_string());
    let message = Message::new(key::ADOPTION_UNKNOWN).with("codes", unknown.join("、")).with("example", example);
    Err(Rejection::new(RejectionKind::Invalid, message))
}

/// Refuses to change figures of indicators that nobody named.
pub(crate) fn refuse_unaccepted(effects: &[Effect], accepted: &[Code]) -> Result<(), Rejection> {
    let unnamed: Vec<&Effect> = effects.iter().filter(|effect| !accepted.contains(&effect.indicator)).collect();
    if unnamed.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = unnamed.iter().map(|effect| format!("{} {}", effect.indicator, effect.name)).collect();
    let message = Message::new(key::ADOPTION_CHANGES).with("count", unnamed.len().to_string());
    Err(Rejection::new(RejectionKind::Conflict, message.with("indicators", named.join("、"))))
}

impl Effect {
    /// What to tell a person: how many figures of which months, and the newest one before and after.
    pub fn text(&self, zone: &Zone, lang: Lang) -> String {
        let Changed { subject, month, basis, before, after } = &self.newest;
        let unit = zone.indicators.iter().find(|it| it.code == self.indicator).map(|it| it.unit);
        let said = |value: &Measured| match value {
            Ok(value) => format!("{}{}", format::exact(*value), unit.map_or("", Unit::name)),
            Err(gap) => format::gap(*gap).text(lang).to_owned(),
        };
        let whose = match subject {
            Subject::Zone => key::ADOPTION_ZONE.text(lang).to_owned(),
            Subject::Park(id) => zone.park_name(id, *month),
            Subject::Owner(id) => id.to_string(),
        };
        Message::new(key::ADOPTION_EFFECT)
            .with("indicator", format!("{} {}", self.indicator, self.name))
            .with("figures", self.figures.to_string())
            .with("first", format::month(self.months.0))
            .with("last", format::month(self.months.1))
            .with("whose", whose)
            .with("when", format::period(*month, *basis, lang))
            .with("before", said(before))
            .with("after", said(after))
            .text(lang)
    }
}

fn effect(old: Seen<'_>, new: Seen<'_>, indicator: &Indicator, months: &BTreeSet<Month>) -> Option<Effect> {
    let later = new.zone().indicators.iter().find(|it| it.code == indicator.code);
    let bases: &[Basis] = if indicator.stock { &[Basis::PointInTime] } else { &[Basis::Month, Basis::Cumulative] };
    let mut changed: Vec<Changed> = Vec::new();
    for month in months {
        for subject in subjects(old, new) {
            for basis in bases {
                let before = old.indicator(&subject, indicator, *month, *basis).value;
                let after = later.map(|it| new.indicator(&subject, it, *month, *basis).value);
                // What it would be that is no longer computed: nobody reports on it any more.
                let after = after.unwrap_or(Err(Gap::NotReported));
                if number(before) != number(after) {
                    changed.push(Changed { subject: subject.clone(), month: *month, basis: *basis, before, after });
                }
            }
        }
    }
    let figures = changed.len() as u32;
    let months = (changed.first()?.month, changed.last()?.month);
    let of_zone = changed.iter().rposition(|it| it.subject == Subject::Zone);
    let newest = changed.swap_remove(of_zone.unwrap_or(changed.len() - 1));
    Some(Effect { indicator: indicator.code.clone(), name: indicator.name.clone(), figures, months, newest })
}

/// The zone and every park of either configuration.
fn subjects(old: Seen<'_>, new: Seen<'_>) -> Vec<Subject> {
    let parks = old.zone().parks.iter().chain(&new.zone().parks).map(|park| &park.id);
    let parks: BTreeSet<_> = parks.collect();
    std::iter::once(Subject::Zone).chain(parks.into_iter().cloned().map(Subject::Park)).collect()
}

/// The value, whatever the reason where there is none.
fn number(value: Measured) -> Option<rust_decimal::Decimal> {
    value.ok().map(|value| value.normalize())
}
