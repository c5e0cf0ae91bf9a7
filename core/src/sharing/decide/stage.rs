//! Reporting a stage, and what the other side says to it.

use super::{Desk, conflict, content, invalid, reason, short_enough};
use crate::format;
use crate::id::{MatchId, ParkId, StageId};
use crate::sharing::{Element, Event, Match, Quantity, Report, Rules, Standing};
use crate::state::Rejection;
use crate::words::{Message, key};

pub(super) fn report(
    desk: Desk<'_>,
    id: MatchId,
    stage: &StageId,
    effect: Option<&Quantity>,
    note: &str,
) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    let it = desk.matched(id)?;
    match desk.standing(it) {
        Standing::Agreed => {}
        Standing::Proposed => {
            let silent = [&it.giver, &it.taker].into_iter().find(|park| !it.accepted.contains(park));
            let park = silent.map_or_else(String::new, |park| desk.name(park));
            return Err(conflict(Message::new(key::SHARING_NOT_AGREED).with("park", park)));
        }
        _ => return Err(desk.over(it)),
    }
    let element = desk.element(it)?;
    let name = |stage: &StageId| {
        let known = element.stages.iter().find(|it| it.id == *stage);
        known.map_or_else(|| stage.to_string(), |stage| stage.name.clone())
    };
    if let Some(pending) = &it.pending {
        let message = Message::new(key::SHARING_AWAITS_CONFIRMATION).with("park", desk.name(&pending.park));
        let message = message.with("when", format::moment(pending.at));
        return Err(conflict(message.with("stage", name(&pending.stage))));
    }
    let Some(place) = element.place(stage) else {
        let known: Vec<&str> = element.stages.iter().map(|stage| stage.name.as_str()).collect();
        let message = Message::new(key::SHARING_UNKNOWN_STAGE).with("element", &element.name);
        return Err(invalid(message.with("stage", stage.as_str()).with("known", known.join("、"))));
    };
    if let Some(now) = it.stage.as_ref().filter(|now| element.place(now).is_some_and(|now| place <= now)) {
        let message = Message::new(key::SHARING_STAGE_BACK).with("now", name(now));
        return Err(conflict(message.with("stage", name(stage))));
    }
    let effect = measured(desk.rules, element, place, effect)?;
    let note = short_enough(note)?;
    Ok(Event::StageReported { matched: id, park: own.clone(), stage: stage.clone(), effect, note })
}

/// With the last stage comes the effect, in the measure's unit; with no other one.
pub(crate) fn measured(
    rules: &Rules,
    element: &Element,
    place: usize,
    effect: Option<&Quantity>,
) -> Result<Option<Quantity>, Rejection> {
    let measure = &element.measure;
    let last = element.last().map_or("", |stage| &stage.name);
    let about = |key| Message::new(key).with("measure", &measure.name).with("stage", last);
    let landing = place + 1 == element.stages.len();
    match effect {
        None if landing => Err(invalid(about(key::SHARING_EFFECT_NEEDED).with("unit", &measure.unit))),
        None => Ok(None),
        Some(_) if !landing => Err(invalid(about(key::SHARING_EFFECT_NOT_YET))),
        Some(Quantity { unit, .. }) if *unit != measure.unit => {
            let found: String = unit.chars().take(20).collect();
            Err(invalid(about(key::SHARING_EFFECT_UNIT).with("unit", &measure.unit).with("found", found)))
        }
        Some(Quantity { value, unit }) => {
            match content::number(rules, *value, unit, key::SHARING_EFFECT_NOT_POSITIVE) {
                Some(wrong) => Err(invalid(wrong.with("measure", &measure.name))),
                None => Ok(Some(Quantity { value: value.normalize(), unit: unit.clone() })),
            }
        }
    }
}

pub(super) fn confirm(desk: Desk<'_>, id: MatchId) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    others_report(desk, desk.matched(id)?, own)?;
    Ok(Event::StageConfirmed { matched: id, park: own.clone() })
}

pub(super) fn dispute(desk: Desk<'_>, id: MatchId, why: &str) -> Result<Event, Rejection> {
    let own = desk.own_park()?;
    others_report(desk, desk.matched(id)?, own)?;
    Ok(Event::StageDisputed { matched: id, park: own.clone(), reason: reason(why)? })
}

/// What one side reported is for the other side to judge.
fn others_report<'a>(desk: Desk<'_>, it: &'a Match, own: &ParkId) -> Result<&'a Report, Rejection> {
    match (&it.pending, desk.standing(it)) {
        (Some(report), _) if report.park == *own => {
            let message = Message::new(key::SHARING_OWN_REPORT).with("park", desk.name(it.other(own)));
            Err(Rejection::new(crate::state::RejectionKind::Forbidden, message))
        }
        (Some(report), _) => Ok(report),
        (None, Standing::Agreed | Standing::Proposed) => Err(conflict(Message::new(key::SHARING_NOTHING_TO_CONFIRM))),
        (None, _) => Err(desk.over(it)),
    }
}
