//! What parks are told of the zone 公布数: which reports stand in the sums that a park may see.
//!
//! A park may see its own figures and sums of the zone, and no figure of another park. Two sums that differ by one
//! park are that park's figure; so it is not enough that every sum has many parks in it. The rule is therefore about
//! the sums **together**:
//!
//! 1. *One table.* For every month there is one set of reports, the same for all parks who look: those that were
//!    approved when the month was closed. The published sum of an item is its sum over that set. Every number of the
//!    zone that a park sees, 同比, ratios, months taken from cumulative sums, operands, is computed from published sums
//!    alone. Where a formula would need another set of parks (one lacks an item, or has 不适用, or reported in one of
//!    the months and not in the other), there is no number but a [`Gap`](crate::figure::Gap).
//! 2. *Closed.* A month without a closing has no published sums. Between two closings nothing about it changes,
//!    whatever is submitted, approved, returned or opened again.
//! 3. *A crowd.* At least four parks stand in a published sum, so that for each of them three others remain.
//! 4. *No single step.* When a month is closed again, what was published stays unless, for every item, either
//!    nothing changes or the figures of at least four parks do. A correction by one park would otherwise show its step
//!    to the last digit, and so would a late report that comes in, or a park that leaves, or two items that changed
//!    for several parks beside a third one that changed for one (a total and its parts). What is held back is
//!    taken up by a later closing of the month once enough parks have changed. The leading group and its office see
//!    every correction at once; a park is told the figures of the closing, and of how many parks they are.
//!
//! Example: seven of eight parks have reported 9月 when it is closed. All eight are told the sum of the seven. The
//! eighth reports late, the month is opened, the report approved, the month closed again: the sum of eight less the
//! sum of seven would be the late report. The parks are still told the sum of the seven; from 10月 on all eight are in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::figure::Measured;
use crate::id::{Code, ParkId};
use crate::period::Month;
use crate::report::{Report, Revision, Row};

/// So many parks stand in every sum that parks are told, and have a part in every step between two of them: three
/// others remain for each.
pub(crate) const CROWD: usize = 4;

/// For every month that was ever closed the reports that stand in its published sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    months: BTreeMap<Month, BTreeMap<ParkId, usize>>,
}

type Reports = HashMap<ParkId, BTreeMap<Month, Report>>;

impl Told {
    /// The parks whose reports stand in the published sums of a month, each with the number of its revision; nothing
    /// while the month was never closed, or when they are fewer than [`CROWD`].
    pub fn of(&self, month: Month) -> Option<&BTreeMap<ParkId, usize>> {
        self.months.get(&month).filter(|standing| standing.len() >= CROWD)
    }

    /// Every month of which parks are told anything, oldest first.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> + '_ {
        self.months.iter().filter(|(_, standing)| standing.len() >= CROWD).map(|(month, _)| *month)
    }

    /// Takes a closing in: `members` are the parks of the zone in that month.
    pub fn close<'a>(&mut self, month: Month, reports: &Reports, members: impl Iterator<Item = &'a ParkId>) {
        let published = |park: &ParkId| Some(reports.get(park)?.get(&month)?.published()?.0);
        let new: BTreeMap<ParkId, usize> = members.filter_map(|park| Some((park.clone(), published(park)?))).collect();
        let old = self.months.get(&month);
        let hides_steps = |old: &BTreeMap<ParkId, usize>| old.len() < CROWD || is_safe(old, &new, reports, month);
        if old.is_none_or(hides_steps) {
            self.months.insert(month, new);
        }
    }
}

/// Whether from one set of reports to another every item changes for nobody or for a crowd.
fn is_safe(old: &BTreeMap<ParkId, usize>, new: &BTreeMap<ParkId, usize>, reports: &Reports, month: Month) -> bool {
    let revision = |standing: &BTreeMap<ParkId, usize>, park: &ParkId| -> Option<&Revision> {
        reports.get(park)?.get(&month)?.revisions.get(*standing.get(park)?)
    };
    let parks: BTreeSet<&ParkId> = old.keys().chain(new.keys()).collect();
    let mut changed: BTreeMap<&Code, usize> = BTreeMap::new();
    for park in parks {
        let (before, after) = (revision(old, park), revision(new, park));
        let rows = [before, after].into_iter().flatten().flat_map(|revision| &revision.rows);
        let items: BTreeSet<&Code> = rows.map(|row| &row.item).collect();
        for item in items {
            let said = |revision: Option<&Revision>| said(revision?.row(item)?);
            if said(before) != said(after) {
                *changed.entry(item).or_default() += 1;
            }
        }
    }
    changed.values().all(|parks| *parks >= CROWD)
}

/// What of a row can be told from a sum: its value, and its mark, which may take the number away. A blank says nothing.
fn said(row: &Row) -> Option<(Measured, crate::figure::Mark)> {
    let blank = row.value.is_none() && row.mark == crate::figure::Mark::None;
    (!blank).then(|| (row.measured(), row.mark))
}
