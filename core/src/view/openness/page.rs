//! The whole view, in one pass over the platforms.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::{
    Index, IndexPart, Matrix, MatrixCell, MatrixRow, OnBase, OpenIndicator, OpennessPage, OwnerIndex, WeightsUsed,
};
use crate::access::Scope;
use crate::figure::{Change, Gap, Status};
use crate::id::{Code, OwnerId, ParkId, PlatformId};
use crate::openness::{Measure, Period, Scored, Sums, Use, Within, index, lacking, on_base, sums, value};
use crate::period::{BEIJING, Basis, day_of};
use crate::platform::Platform;
use crate::series::{Seen, Subject};
use crate::view::platform::platform_is_visible;
use crate::view::{Figure, FigurePart};

/// Openness over a period; nothing where platforms are not kept.
pub fn openness(seen: Seen<'_>, period: Period, now: Timestamp) -> Option<OpennessPage> {
    let (within, parks) = within(seen, period, now)?;
    let mut total = Sums::default();
    let mut of_owner: BTreeMap<&OwnerId, Sums> = BTreeMap::new();
    let (mut rows, mut platforms) = (Vec::new(), Vec::new());
    // What was registered after the period is no part of it.
    for (id, platform) in visible(seen).filter(|(_, platform)| within.has(platform)) {
        let (sums, uses) = sums(&within, platform);
        rows.push(row(&within, &parks, id, platform, &uses));
        if within.park.is_none() {
            platforms.extend(index(&sums, &within).map(|scored| scored_index(Some(id.clone()), scored)));
            of_owner.entry(&platform.details.owner).or_default().add(&sums);
        }
        total.add(&sums);
    }
    let place = |owner: &OwnerId| seen.zone().owners.iter().position(|it| it.id == *owner);
    rows.sort_by_key(|row| place(&row.owner));
    let mut owners: Vec<OwnerIndex> = Vec::new();
    for (owner, sums) in of_owner {
        let scored = index(&sums, &within);
        owners.extend(scored.map(|it| OwnerIndex { owner: owner.clone(), index: scored_index(None, it) }));
    }
    owners.sort_by_key(|line| place(&line.owner));
    let platforms = ranked(platforms, |index| index);
    let owners = ranked(owners, |line| &mut line.index);
    let (before, of_before) = year_ago(seen, &within, None);
    let of = |measure| indicator(seen, measure, (&within, &total), (&before, &of_before));
    let weights = within.rules.weights(period.to).filter(|_| within.park.is_none()).map(|weights| WeightsUsed {
        from: weights.from,
        parts: weights.parts.clone(),
        cited: weights.cited.clone(),
    });
    let state = seen.state();
    Some(OpennessPage {
        position: seen.position(),
        demo: state.is_demo(),
        period,
        indicators: Measure::ALL.map(of).into(),
        matrix: Matrix { parks: parks.into_iter().cloned().collect(), rows },
        platforms,
        owners,
        weights,
    })
}

/// What the scope looks at, and its columns.
pub(super) fn within<'a>(seen: Seen<'a>, period: Period, now: Timestamp) -> Option<(Within<'a>, Vec<&'a ParkId>)> {
    let zone = seen.zone();
    let rules = zone.openness.as_ref().filter(|_| seen.scope().opens())?;
    let mut within = Within::new(seen.state(), zone, rules, period, now);
    if let Scope::Park(own) = seen.scope() {
        within.park = Some(own);
    }
    let columns = zone.active(period.to).map(|park| &park.id);
    Some((within, columns.filter(|park| within.park.is_none_or(|own| own == *park)).collect()))
}

/// The platforms the scope may know of.
pub(super) fn visible(seen: Seen<'_>) -> impl Iterator<Item = (&PlatformId, &Platform)> {
    let all = seen.state().platforms.platforms.iter();
    all.filter(move |(_, platform)| platform_is_visible(seen, &platform.details.owner))
}

/// Whose openness the scope looks at: the zone's, its own part as a park, or its own platforms'.
fn subject(seen: Seen<'_>) -> Subject {
    match seen.scope() {
        Scope::Park(own) => Subject::Park(own.clone()),
        Scope::Owner(own) => Subject::Owner(own.clone()),
        Scope::Leading | Scope::Office | Scope::Display => Subject::Zone,
    }
}

/// The same sums a year before, for 同比: of all that the scope sees, or of one platform.
pub(super) fn year_ago<'a>(seen: Seen<'a>, within: &Within<'a>, platform: Option<&PlatformId>) -> (Within<'a>, Sums) {
    let Period { from, to } = within.period;
    let period = Period { from: from.year_ago(), to: to.year_ago() };
    let before = Within { period, end: period.end().min(within.now), ..*within };
    let mut total = Sums::default();
    let of = visible(seen).filter(|(id, it)| platform.is_none_or(|only| only == *id) && before.has(it));
    of.for_each(|(_, it)| total.add(&sums(&before, it).0));
    (before, total)
}

/// A measure over sums, and its 同比 with those of the year before.
pub(super) fn indicator(
    seen: Seen<'_>,
    measure: Measure,
    (within, sums): (&Within<'_>, &Sums),
    (year_ago, before): (&Within<'_>, &Sums),
) -> OpenIndicator {
    let computed = value(measure, sums, within);
    let references = within.rules.references.iter().filter(|reference| reference.measure == measure);
    let bases: BTreeSet<_> = references.clone().filter_map(|reference| reference.hours).collect();
    let bases = bases.into_iter().filter(|_| computed.value.is_ok());
    let on_bases = bases.filter_map(|hours| Some(OnBase { hours, value: on_base(measure, sums, hours)? })).collect();
    let before = value(measure, before, year_ago).value.map_err(|_| Gap::NoBase);
    let Period { from, to } = within.period;
    let part = |(name, value, unit): (crate::words::Key, _, _)| FigurePart { name: name.into(), value, unit };
    let is_park = within.park.is_some();
    OpenIndicator {
        measure,
        name: measure.name_for(is_park).into(),
        figure: Figure {
            subject: subject(seen),
            code: Code::new(measure.id()),
            month: to,
            basis: match () {
                () if measure.is_stock() => Basis::PointInTime,
                () if from == to => Basis::Month,
                () => Basis::Cumulative,
            },
            value: computed.value.ok(),
            gap: computed.value.err(),
            unit: measure.unit(),
            decimals: measure.decimals(),
            // Use and own hours are recorded later, in the month of the slot.
            status: if computed.value.is_ok() { Status::Provisional } else { Status::Absent },
            year_on_year: Change::between(computed.value, before, measure.unit()),
            comparable: None,
            missing: Vec::new(),
            lacking: lacking(measure, sums),
        },
        formula: measure.formula(is_park).into(),
        operands: computed.operands.into_iter().map(part).collect(),
        references: references.cloned().collect(),
        on_bases,
    }
}

fn row(
    within: &Within<'_>,
    parks: &[&ParkId],
    id: &PlatformId,
    platform: &Platform,
    uses: &BTreeMap<&ParkId, Use>,
) -> MatrixRow {
    MatrixRow {
        platform: id.clone(),
        name: platform.details.name.clone(),
        owner: platform.details.owner.clone(),
        kind: platform.details.kind.clone(),
        cells: parks.iter().map(|park| cell(within, platform, park, uses.get(park))).collect(),
    }
}

pub(super) fn cell(within: &Within<'_>, platform: &Platform, park: &ParkId, used: Option<&Use>) -> MatrixCell {
    let day = within.day();
    let change = platform.openness_on(park, day);
    let last_use = used.and_then(|used| used.last);
    let limit = SignedDuration::from_hours(24 * within.rules.limits.idle_days.whole());
    let before = within.end.checked_sub(limit).unwrap_or(Timestamp::MIN);
    // Open all the time, however often the conditions have changed.
    let open_since = open_since(platform, park, day_of(within.end));
    let long_open = open_since.is_some_and(|since| since <= day_of(before));
    MatrixCell {
        openness: change.map(|change| change.openness.clone()),
        since: change.map(|change| change.since),
        count: used.map_or(0, |used| used.count),
        hours: used.map(|used| used.hours).unwrap_or_default(),
        last_use,
        idle: long_open && last_use.is_none_or(|last| last < before),
    }
}

/// Since when it has been open without a break.
fn open_since(platform: &Platform, park: &ParkId, day: jiff::civil::Date) -> Option<jiff::civil::Date> {
    let history = platform.openness.get(park)?;
    let until = history.iter().rev().skip_while(|change| change.since > day);
    let open = until.take_while(|change| change.openness.is_open());
    let since = open.last().map(|change| change.since)?;
    // Nobody can use what is not in the register yet.
    Some(since.max(BEIJING.to_datetime(platform.registered).date()))
}

fn scored_index(platform: Option<PlatformId>, scored: Scored) -> Index {
    let part = |(part, value, score, lacking): (crate::openness::Part, _, _, _)| IndexPart {
        measure: part.measure,
        value,
        score,
        lacking,
        weight: part.weight,
    };
    let parts = scored.parts.into_iter().map(part).collect();
    let rank = scored.is_ranked.then_some(0);
    Index { platform, value: scored.value, rank, parts, weighed: scored.weighed }
}

/// Puts what can be compared in order, best first, and says its place; the rest keeps its order behind.
fn ranked<T>(lines: Vec<T>, index: impl Fn(&mut T) -> &mut Index) -> Vec<T> {
    let (mut compared, mut apart) = (Vec::new(), Vec::new());
    for mut line in lines {
        let Index { rank, value, .. } = index(&mut line);
        match rank {
            Some(_) => compared.push((*value, line)),
            None => apart.push(line),
        }
    }
    compared.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    let values: Vec<_> = compared.iter().map(|(value, _)| *value).collect();
    let placed = compared.into_iter().map(|(value, mut line)| {
        index(&mut line).rank = values.iter().position(|other| *other == value).map(|place| place as u32 + 1);
        line
    });
    placed.chain(apart).collect()
}
