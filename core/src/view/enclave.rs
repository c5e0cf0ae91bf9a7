//! Enclave projects, and every park's figures as the agreements have them: 考核口径 beside 在地统计.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::duty_of;
use crate::access::Scope;
use crate::enclave::{Agreement, ItemSplit, Line, Project, Reported, Version};
use crate::figure::{Gap, Status, Unit};
use crate::id::{Code, ParkId, ProjectId};
use crate::period::{Basis, Month, day_of};
use crate::series::{Reading, Seen};
use crate::zone::{Item, Park};

/// Projects and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enclaves {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The month shown.
    pub month: Month,
    /// The stretch of time shown.
    pub basis: Basis,
    /// The projects, newest first; a park's office sees those it has a part in.
    pub projects: Vec<EnclaveProject>,
    /// Items that any agreement splits, in the order of the form, with every park's figures.
    pub assessed: Vec<AssessedItem>,
}

/// An enclave project 飞地项目: what was agreed, every version of its shares, and what it did month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnclaveProject {
    /// Number of the project: the position of the journal's entry that registered it.
    pub id: ProjectId,
    /// What was agreed first.
    pub agreement: Agreement,
    /// Whether the month shown lies in the term.
    pub in_term: bool,
    /// Every version of the split, newest first.
    pub versions: Vec<SplitVersion>,
    /// Figures of the project in the term up to the month shown, newest first; at most twelve months. A park's office
    /// sees those of the months in which the park was party to it ([`Project::is_party`]): who joins in October sees
    /// nothing of September.
    pub months: Vec<EnclaveMonth>,
    /// What this viewer can do: report figures, confirm them, change the split.
    pub may: Vec<EnclaveAct>,
}

/// What a viewer can do with a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnclaveAct {
    /// 报送项目数据.
    Report,
    /// 确认项目数据.
    Confirm,
    /// 变更分成.
    ChangeSplit,
}

/// Shares from a month on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SplitVersion {
    /// The first month in which these shares hold, written `2026-01`.
    pub from: Month,
    /// The last month in which these shares hold, written `2026-10`.
    pub last: Month,
    /// The parks' shares that hold in these months, item by item.
    pub split: Vec<ItemSplit>,
    /// Position of the entry that set them.
    pub position: u64,
    /// When they were registered.
    pub at: Timestamp,
    /// Name of the person or office that registered them.
    pub by: String,
}

/// What a project did in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnclaveMonth {
    /// The month the figures are of, written `2026-10`.
    pub month: Month,
    /// The figures that were confirmed, one line an item: they count.
    pub confirmed: Vec<Line>,
    /// What has yet to be confirmed, and counts nowhere.
    pub pending: Vec<Line>,
}

/// An item in both views.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessedItem {
    /// The item of the monthly form.
    pub item: Code,
    /// Name of the item on the form.
    pub name: String,
    /// The unit the item is reported in, as the form names it: `万元`.
    pub unit: Unit,
    /// One line a park, in the order of the configuration; a park's office sees its own.
    pub lines: Vec<AssessedLine>,
    /// The sum of the members' own figures, when none lacks one: the same in both views. Absent where a park that is no
    /// member, such as a pilot, gives or receives a part.
    pub zone: Option<Decimal>,
    /// Project months of the stretch that are in no park's 考核口径, because they are not confirmed or not reported,
    /// each counted once: October of one project and September and October of another are 3. For a park's office those
    /// of its own line.
    pub missing: u32,
}

/// A park's figure in both views: `assessed = own - given + received`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessedLine {
    /// The park, by its id: `xiuwu`.
    pub park: ParkId,
    /// 在地统计: its published figure.
    pub own: Option<Decimal>,
    /// Why there is none, as the board says it: 待审核 and 已退回 while a report is on its way.
    pub gap: Option<Gap>,
    /// How firm it is.
    pub status: Status,
    /// What belongs to others of the projects on its ground.
    pub given: Decimal,
    /// What belongs to it of projects elsewhere.
    pub received: Decimal,
    /// 考核口径; nothing without an own figure.
    pub assessed: Option<Decimal>,
    /// Project months of the stretch that `given`, `received` and `assessed` are without: owed
    /// ([`Project::owes`]), of a project on its ground or with a share of it, and not confirmed. From January to
    /// October, with October of its only project unconfirmed, it is 1, and nine months are counted.
    pub missing: u32,
}

/// Months of figures on the page: a year.
const MONTHS: usize = 12;

/// The projects in a month (the newest published one when `None`) on a basis.
pub fn enclaves(seen: Seen<'_>, month: Option<Month>, basis: Basis, now: Timestamp) -> Option<Enclaves> {
    let state = Some(seen.state()).filter(|_| seen.scope().sees_sharing())?;
    let month = month.or_else(|| seen.latest()).unwrap_or_else(|| Month::of(day_of(now)).previous());
    let projects: Vec<&Project> = state.enclaves.all.values().rev().filter(|it| it.is_seen_by(seen.scope())).collect();
    let is_split = |item: &&Item| projects.iter().any(|it| it.splits(&item.code));
    let items: Vec<&Item> = seen.zone().form.items.iter().filter(is_split).collect();
    Some(Enclaves {
        position: seen.position(),
        demo: state.is_demo(),
        month,
        basis,
        assessed: items.into_iter().map(|item| assessed(seen, &Asked { item, month, basis, now })).collect(),
        projects: projects.into_iter().map(|it| project(seen, it, month)).collect(),
    })
}

fn project(seen: Seen<'_>, it: &Project, month: Month) -> EnclaveProject {
    let last = it.agreement.last;
    let until = |place: usize| it.versions.get(place + 1).map_or(last, |next| next.from.previous());
    let version = |(place, version): (usize, &Version)| SplitVersion {
        from: version.from,
        last: until(place),
        split: version.split.clone(),
        position: version.position,
        at: version.at,
        by: version.by.name.clone(),
    };
    let rows = |reported: &Option<Reported>| reported.as_ref().map_or_else(Vec::new, |it| it.rows.clone());
    let is_shown = |month: &Month| it.shows_month_to(seen.scope(), *month);
    let figures = it.figures.range(..=month).rev().filter(|(month, _)| is_shown(month)).take(MONTHS);
    let figures = figures.map(|(month, figures)| EnclaveMonth {
        month: *month,
        confirmed: rows(&figures.confirmed),
        pending: rows(&figures.pending),
    });
    let waits = it.figures.values().any(|figures| figures.pending.is_some());
    let may = match seen.scope() {
        Scope::Office if waits => vec![EnclaveAct::Confirm, EnclaveAct::ChangeSplit],
        Scope::Office => vec![EnclaveAct::ChangeSplit],
        Scope::Park(own) if *own == it.agreement.to => vec![EnclaveAct::Report],
        Scope::Park(own) if *own == it.agreement.from && waits => vec![EnclaveAct::Confirm],
        _ => Vec::new(),
    };
    EnclaveProject {
        id: it.id,
        agreement: it.agreement.clone(),
        in_term: it.agreement.first <= month && month <= last,
        versions: it.versions.iter().enumerate().rev().map(version).collect(),
        months: figures.collect(),
        may,
    }
}

/// One item in both views; nothing where no project that the scope may know of splits it.
pub(crate) fn assessed_item(
    seen: Seen<'_>,
    item: &Item,
    month: Month,
    basis: Basis,
    now: Timestamp,
) -> Option<AssessedItem> {
    let mut projects = seen.state().enclaves.all.values().filter(|it| it.is_seen_by(seen.scope()));
    let splits = projects.any(|it| it.splits(&item.code));
    splits.then(|| assessed(seen, &Asked { item, month, basis, now }))
}

/// What an item is looked at for.
struct Asked<'a> {
    item: &'a Item,
    month: Month,
    basis: Basis,
    now: Timestamp,
}

/// What moves of a park's figure, and what does not move yet.
#[derive(Default, PartialEq)]
struct Moved {
    given: Decimal,
    received: Decimal,
    missing: u32,
}

/// An item in both views. Only what is confirmed is split; what a landing park gives, others receive to the last
/// digit, so that the sum of the parks is the same in both.
fn assessed(seen: Seen<'_>, asked: &Asked<'_>) -> AssessedItem {
    let Asked { item, month, basis, .. } = *asked;
    let parks = seen.zone().parks.iter().filter(|park| seen.scope().sees(&park.id));
    let moved = parks.map(|park| (park, moved(seen, &park.id, asked)));
    // A park that has left may still have a share.
    let shown = moved.filter(|(park, moved)| park.is_active(month) || *moved != Moved::default());
    let line = |(park, Moved { given, received, missing }): (&Park, Moved)| {
        let (own, status) = seen.item(&park.id, item, month, basis, Reading::Published);
        AssessedLine {
            park: park.id.clone(),
            own: own.ok(),
            gap: own.err().map(|gap| {
                crate::lamp::gap(gap, seen.stage(&park.id, month).0, duty_of(seen, &park.id, month, asked.now))
            }),
            status,
            given,
            received,
            assessed: own.ok().and_then(|own| own.checked_sub(given)?.checked_add(received)),
            missing,
        }
    };
    let lines: Vec<AssessedLine> = shown.map(line).collect();
    let own = match seen.scope() {
        Scope::Park(own) => Some(own),
        _ => None,
    };
    let is_member = |line: &AssessedLine| seen.zone().park(&line.park).is_some_and(|park| park.is_member(month));
    // A pilot's figure is not the zone's; where it moves to or from a member, the members' sums are two.
    let moves = |line: &AssessedLine| !line.given.is_zero() || !line.received.is_zero() || line.missing > 0;
    let is_one = lines.iter().all(|line| is_member(line) || !moves(line));
    let mut members = lines.iter().filter(|line| is_member(line));
    let zone = members.try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.own?)).filter(|_| is_one);
    AssessedItem {
        item: item.code.clone(),
        name: item.plain_name().to_owned(),
        unit: item.unit,
        lines,
        zone: zone.filter(|_| own.is_none()),
        missing: missing(seen, own, asked),
    }
}

/// What belongs to others of the projects on a park's ground, and to it of projects elsewhere.
fn moved(seen: Seen<'_>, park: &ParkId, asked: &Asked<'_>) -> Moved {
    let item = &asked.item.code;
    let mut moved = Moved { missing: missing(seen, Some(park), asked), ..Moved::default() };
    for project in seen.state().enclaves.all.values() {
        for month in asked.months() {
            let (Some(value), Some(split)) = (project.figure(item, month), project.split(item, month)) else {
                continue;
            };
            let own = split.part(park, value);
            if project.agreement.to == *park {
                moved.given = moved.given.saturating_add(value - own);
            } else {
                moved.received = moved.received.saturating_add(own);
            }
        }
    }
    moved
}

/// Project months that are owed and do not count yet: those in a park's figures, or all of them.
fn missing(seen: Seen<'_>, park: Option<&ParkId>, asked: &Asked<'_>) -> u32 {
    let (item, current) = (&asked.item.code, Month::of(day_of(asked.now)));
    let lacks = |project: &Project, month| {
        let touches = park.is_none_or(|park| project.touches(park, item, month));
        touches && project.lacks(item, month, current)
    };
    let of = |project: &Project| asked.months().filter(|month| lacks(project, *month)).count() as u32;
    seen.state().enclaves.all.values().map(of).sum()
}

impl Asked<'_> {
    /// The months that are added up.
    fn months(&self) -> impl Iterator<Item = Month> + use<> {
        let first = match (self.item.basis, self.basis) {
            (Basis::PointInTime, _) | (_, Basis::Month) => self.month,
            _ => self.month.january(),
        };
        first.to(self.month)
    }
}
