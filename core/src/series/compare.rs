//! 同比: a figure against the same period of the year before, like with like.
//!
//! A park is compared when it has both sides and no unrestated 口径调整 lies in the window of the two. The zone's change
//! is that of the parks that are compared, added up on both sides; the others are named with the reason.

use super::asked::{Asked, Part};
use super::{Comparison, LeftOut};
use super::{Reading, Seen, Subject};
use crate::access::Scope;
use crate::figure::{Change, Gap, Measured};
use crate::id::ParkId;
use crate::period::{Basis, Month};
use crate::zone::Indicator;

/// A change with both its sides.
pub(crate) struct Compared {
    /// The 同比 itself, or why there is none.
    pub change: Change,
    /// What it is computed from.
    pub sides: Comparison,
    /// Parks that stand in the period's own figure.
    pub counted: usize,
}

impl Seen<'_> {
    /// 同比: the change against the same period of the year before, of the same parks.
    pub fn year_on_year(self, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> Change {
        self.compared(subject, indicator, month, basis).change
    }

    /// 同比 with both sides and the parks it covers.
    pub(crate) fn compared(self, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> Compared {
        let asked = Asked::new(indicator, basis);
        match subject {
            Subject::Zone if matches!(self.scope, Scope::Owner(_)) => absent(month, Gap::Confidential),
            Subject::Park(park) if !self.scope.sees(park) => absent(month, Gap::Confidential),
            _ if [month, month.year_ago()].iter().any(|month| self.is_out_of_force(indicator, *month, basis)) => {
                absent(month, Gap::NotInForce)
            }
            Subject::Park(park) => self.park_compared(park, &asked, month),
            Subject::Zone if self.is_told() => {
                Compared { change: self.told_year_on_year(&asked, month), ..absent(month, Gap::Withheld) }
            }
            Subject::Zone => self.zone_compared(&asked, month),
            Subject::Owner(_) => absent(month, Gap::NotApplicable),
        }
    }

    fn park_compared(self, park: &ParkId, asked: &Asked<'_>, month: Month) -> Compared {
        let before = month.year_ago();
        let now = self.of_park(park, asked, month, month).value;
        let then = self.of_park(park, asked, before, month).value;
        let published = self.of_park(park, asked, before, before).value;
        let change = Change::between(now, then, asked.indicator.unit);
        let is_compared = now.is_ok() && then.is_ok();
        let reason = now.err().or(then.err().map(no_base));
        let left_out = reason.map(|reason| self.left_out(park, asked, month, reason, now, published));
        Compared {
            change,
            counted: usize::from(now.is_ok()),
            sides: Comparison {
                month: before,
                now: now.ok(),
                before: then.ok(),
                published: published.ok(),
                parks: is_compared.then(|| park.clone()).into_iter().collect(),
                left_out: left_out.into_iter().collect(),
            },
        }
    }

    fn zone_compared(self, asked: &Asked<'_>, month: Month) -> Compared {
        let before = month.year_ago();
        let (mut now, mut then, mut left_out, mut counted) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (park, part) in self.parts(asked, month, month) {
            counted += usize::from(matches!(part, Part::Counts(_)));
            let earlier = self.part(park, asked, before, month, Reading::Published);
            let reason = match (&part, &earlier) {
                (Part::NotApplicable, _) => continue,
                (Part::Counts(_), Part::Counts(_)) => {
                    now.push((park, part));
                    then.push((park, earlier));
                    continue;
                }
                (Part::Lacks(gap), _) => *gap,
                (_, Part::Lacks(gap)) => no_base(*gap),
                (_, Part::NotApplicable) => Gap::NotApplicable,
            };
            let side = |month| match self.part(park, asked, month, month, Reading::Published) {
                Part::Counts(figures) => asked.evaluate(&figures),
                Part::NotApplicable => Err(Gap::NotApplicable),
                Part::Lacks(gap) => Err(gap),
            };
            left_out.push(self.left_out(park, asked, month, reason, side(month), side(before)));
        }
        let parks: Vec<ParkId> = now.iter().map(|(park, _)| (*park).clone()).collect();
        let nobody = parks.is_empty();
        let (now, then) = (asked.sum(now).value, asked.sum(then).value);
        let change = match left_out.iter().any(|left| left.reason == Gap::Break) {
            true if nobody => Change::None(Gap::Break),
            _ if nobody => Change::None(Gap::NoBase),
            _ => Change::between(now, then, asked.indicator.unit),
        };
        let published = asked.sum(self.parts(asked, before, before)).value.ok();
        let sides = Comparison { month: before, now: now.ok(), before: then.ok(), published, parks, left_out };
        Compared { change, sides, counted }
    }

    fn left_out(
        self,
        park: &ParkId,
        asked: &Asked<'_>,
        month: Month,
        reason: Gap,
        now: Measured,
        before: Measured,
    ) -> LeftOut {
        let items = asked.operands.iter().filter_map(|(code, _)| self.zone.item(code));
        let adjusted = |item| self.series(park, item, Reading::Own).adjusted_before(month, asked.basis);
        let adjusted_from = if reason == Gap::Break { items.filter_map(adjusted).max() } else { None };
        LeftOut { park: park.clone(), reason, adjusted_from, now: now.ok(), before: before.ok() }
    }
}

/// What is not reported is no base.
fn no_base(gap: Gap) -> Gap {
    if gap == Gap::NotReported { Gap::NoBase } else { gap }
}

fn absent(month: Month, gap: Gap) -> Compared {
    let sides = Comparison {
        month: month.year_ago(),
        now: None,
        before: None,
        published: None,
        parks: Vec::new(),
        left_out: Vec::new(),
    };
    Compared { change: Change::None(gap), sides, counted: 0 }
}
