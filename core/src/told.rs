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
//! 4. *No single step.* When a month is closed again, what was published stays unless, against **every** set that was
//!    ever published of it, for every item either nothing changes or the figures of at least four parks do. A
//!    correction by one park would otherwise show its step to the last digit, and so would a late report that comes
//!    in, a park that leaves, a correction held back before once others have gone back to what they said, or two items
//!    that changed for several parks beside a third one that changed for one (a total and its parts). What is held
//!    back is taken up by a later closing of the month once enough parks have changed. The leading group and its
//!    office see every correction at once; a park is told the figures of the closing, and of how many parks they are.
//! 5. *Twice at most.* A month is published anew once and never again. Of three sums every two of which differ by many
//!    parks, one park may follow all the same: the sum of the parks 1 to 9 less those of 1 to 4 and of 5 to 8 is the
//!    ninth. Two sums that differ by four parks give none.
//! 6. *A month alone is that of its closing.* Where only cumulative sums are reported, 10月 alone is the sum until 10月
//!    less the sum until 9月, and those may have been told at different times. Of an item it is told when the reports on
//!    9月 that stood when 10月 was closed say the same numbers of it as those in the published sum of 9月: then parks are
//!    told the difference that the office had before it when it closed 10月. Else it is
//!    [`Gap::Corrected`](crate::figure::Gap::Corrected): that the item was corrected is told, at a closing alone, and not
//!    by whom nor by how much. Items that nobody corrected stay: to hide them too would tell parks no less, since their
//!    cumulative sums are there, and take most of a month away for one figure of one park.
//!
//! Example: seven of eight parks have reported 9月 when it is closed. All eight are told the sum of the seven. The
//! eighth reports late, the month is opened, the report approved, the month closed again: the sum of eight less the
//! sum of seven would be the late report. The parks are still told the sum of the seven; from 10月 on all eight are in.
//!
//! Example of a month alone: until 9月 parks are told 2,100.000 亿元. One park corrects its 9月 by 0.033 more, which is
//! held back. Until 10月, closed after that, they are told 2,353.277, with the correction in it. 253.277 would be a
//! figure of nobody: the office has 253.244 before it. 10月 alone, its 同比, what is made of it and the place by it are
//! absent; 1—10月 is told. When 10月 was closed before the correction, 10月 alone stays as it was told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use rust_decimal::Decimal;

use crate::figure::Mark;
use crate::id::{Code, ParkId};
use crate::kept::kept;
use crate::period::Month;
use crate::report::{Report, Revision};

/// So many parks stand in every sum that parks are told, and have a part in every step between two of them: three
/// others remain for each.
pub(crate) const CROWD: usize = 4;

/// How often a month is published at most.
const TELLINGS: usize = 2;

/// For every month of which parks were told anything the reports that stand in its published sums, the last published
/// at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    months: OrdMap<Month, Vec<Telling>>,
}

/// What was published of a month at one closing.
#[derive(Clone, Debug, PartialEq)]
struct Telling {
    /// The reports in its sums.
    standing: Standing,
    /// The reports of the same parks on the month before that were approved when the month was closed, the last time
    /// that it was closed with these figures.
    before: Standing,
}

/// The parks whose reports stand in a published sum, each with the number of its revision.
type Standing = BTreeMap<ParkId, usize>;

type Reports = OrdMap<ParkId, OrdMap<Month, Report>>;

impl Told {
    /// The parks whose reports stand in the published sums of a month, each with the number of its revision; nothing
    /// while nothing was published, because the month was never closed or fewer than [`CROWD`] parks stood in it.
    pub fn of(&self, month: Month) -> Option<&BTreeMap<ParkId, usize>> {
        Some(&self.months.get(&month)?.last()?.standing)
    }

    /// Whether an item's published sums of a month and of the month before may be taken from one another: the parks in
    /// the former had, when it was closed, the same numbers of the month before as stand in the latter.
    pub fn follows(&self, month: Month, item: &Code, reports: &Reports) -> bool {
        let before = month.previous();
        let (Some(now), Some(told)) = (self.months.get(&month).and_then(|all| all.last()), self.of(before)) else {
            return false;
        };
        let says_the_same = |park: &ParkId| {
            let [stood, told] = [now.before.get(park), told.get(park)];
            let number = |index| said(revision(reports, park, before, index), item).and_then(|it| it.number);
            stood == told || number(stood) == number(told)
        };
        now.standing.keys().all(says_the_same)
    }

    /// Every month of which parks are told anything, oldest first.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> + '_ {
        self.months.keys().copied()
    }

    /// Takes a closing in: `members` are the parks of the zone in that month.
    pub fn close<'a>(&mut self, month: Month, reports: &Reports, members: impl Iterator<Item = &'a ParkId>) {
        let approved = |park: &ParkId, month| Some(reports.get(park)?.get(&month)?.published()?.0);
        let standing: Standing = members.filter_map(|park| Some((park.clone(), approved(park, month)?))).collect();
        if standing.len() < CROWD {
            return;
        }
        let stood = |park: &ParkId| Some((park.clone(), approved(park, month.previous())?));
        let new = Telling { before: standing.keys().filter_map(stood).collect(), standing };
        let told = self.months.entry(month).or_default();
        let steps: Vec<Step> =
            told.iter().map(|old| Step::between(&old.standing, &new.standing, reports, month)).collect();
        if let (Some(Step::Nothing), Some(last)) = (steps.last(), told.last_mut()) {
            // The same figures, submitted anew or not: nothing is published by them but what they stand beside.
            last.before = new.before;
        } else if told.len() < TELLINGS && !steps.contains(&Step::OfFew) {
            told.push(new);
        }
    }
}

fn revision<'a>(reports: &'a Reports, park: &ParkId, month: Month, index: Option<&usize>) -> Option<&'a Revision> {
    reports.get(park)?.get(&month)?.revisions.get(*index?).map(Arc::as_ref)
}

/// What lies between two sets of reports on a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Every park says the same of every item.
    Nothing,
    /// Every item that changes, changes for a crowd.
    OfMany,
    /// Some item changes for fewer.
    OfFew,
}

impl Step {
    fn between(old: &Standing, new: &Standing, reports: &Reports, month: Month) -> Self {
        let parks: BTreeSet<&ParkId> = old.keys().chain(new.keys()).collect();
        let (mut anything, mut numbers): (Changed<'_>, Changed<'_>) = Default::default();
        for park in parks {
            let of = |standing: &Standing| revision(reports, park, month, standing.get(park));
            let (before, after) = (of(old), of(new));
            let rows = [before, after].into_iter().flatten().flat_map(|revision| &revision.rows);
            let items: BTreeSet<&Code> = rows.map(|row| &row.item).collect();
            for item in items {
                let (before, after) = (said(before, item), said(after, item));
                if before != after {
                    *anything.entry(item).or_default() += 1;
                }
                // A mark alone hides no number: three who mark and one who corrects are one who corrects.
                if before.and_then(|it| it.number) != after.and_then(|it| it.number) {
                    *numbers.entry(item).or_default() += 1;
                }
            }
        }
        match () {
            () if anything.is_empty() => Self::Nothing,
            () if anything.values().chain(numbers.values()).all(|parks| *parks >= CROWD) => Self::OfMany,
            () => Self::OfFew,
        }
    }
}

/// For how many parks an item changes.
type Changed<'a> = BTreeMap<&'a Code, usize>;

/// What of an item can be told from a sum: its value, and its mark, which may take the number away.
#[derive(Clone, Copy, PartialEq)]
struct Said {
    /// What it adds to the sum.
    number: Option<Decimal>,
    mark: Mark,
}

/// Nothing where there is no line, or a blank one.
fn said(revision: Option<&Revision>, item: &Code) -> Option<Said> {
    let row = revision?.row(item).filter(|row| row.value.is_some() || row.mark != Mark::None)?;
    Some(Said { number: row.measured().ok(), mark: row.mark })
}

kept!(struct Told { months });
kept!(struct Telling { standing, before });
