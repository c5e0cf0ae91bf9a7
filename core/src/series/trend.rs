//! A figure over months, as a line may be drawn through it.
//!
//! Every point stands on the definition in force in the last month shown wherever the park has restated it, else on that
//! of its own month. Where the point before, looked at from this one's definition, is another number or none, the series
//! breaks: at the month the adjustment holds from, and not at the next one too.

use super::asked::{Asked, Part};
use super::{Reading, Seen, Subject};
use crate::access::Scope;
use crate::id::ParkId;
use crate::period::Month;
use crate::view::TrendPoint;

/// One park at one point: its part, and the month whose definition it stands on.
struct Plotted {
    part: Part,
    on: Month,
}

impl Seen<'_> {
    /// The `count` months up to `last`, oldest first. `asked` is on the month's own basis, or a stock.
    pub(super) fn points(self, subject: &Subject, asked: &Asked<'_>, last: Month, count: i32) -> Vec<TrendPoint> {
        let mut before: Vec<(ParkId, Plotted)> = Vec::new();
        let mut was_out = false;
        let months = last.plus(1 - count).to(last);
        let point = |month: Month| {
            let is_out = self.is_out_of_force(asked.indicator, month, asked.basis);
            let begins = std::mem::replace(&mut was_out, is_out) && !is_out;
            if is_out {
                before.clear();
                return TrendPoint { month, value: None, breaks: false, missing: 0 };
            }
            let members = self.plotted_parks(subject, month);
            let now: Vec<(ParkId, Plotted)> = members
                .map(|(park, reading)| (park.clone(), self.plotted(park, asked, month, last, reading)))
                .collect();
            let breaks = before.iter().any(|(park, earlier)| {
                let here = now.iter().find(|(other, _)| other == park);
                here.is_some_and(|(park, here)| self.breaks(park, asked, month, earlier, here, subject))
            });
            let computed = asked.sum(now.iter().map(|(park, plotted)| (park, plotted.part.clone())));
            before = now;
            let missing = if *subject == Subject::Zone { computed.missing.len() as u32 } else { 0 };
            TrendPoint { month, value: computed.value.ok(), breaks: breaks || begins, missing }
        };
        months.map(point).collect()
    }

    /// Who stands in a point, and what is read of them.
    fn plotted_parks<'p>(self, subject: &'p Subject, month: Month) -> impl Iterator<Item = (&'p ParkId, Reading)>
    where
        Self: 'p,
    {
        let (one, all) = match subject {
            Subject::Park(park) => (Some(park).filter(|park| self.scope.sees(park)), false),
            Subject::Zone => (None, !matches!(self.scope, Scope::Owner(_))),
            Subject::Owner(_) => (None, false),
        };
        let members = self.zone.members(month).filter(move |_| all).map(|park| (&park.id, Reading::Published));
        one.map(|park| (park, Reading::Own)).into_iter().chain(members)
    }

    fn plotted(self, park: &ParkId, asked: &Asked<'_>, month: Month, last: Month, reading: Reading) -> Plotted {
        if self.never_adjusted(park, asked) {
            return Plotted { part: self.part(park, asked, month, month, reading), on: month };
        }
        match self.part(park, asked, month, last, reading) {
            part @ Part::Counts(_) => Plotted { part, on: last },
            _ => Plotted { part: self.part(park, asked, month, month, reading), on: month },
        }
    }

    /// Whether the line must not join a park's point of the month before to the one of `month`.
    fn breaks(
        self,
        park: &ParkId,
        asked: &Asked<'_>,
        month: Month,
        earlier: &Plotted,
        here: &Plotted,
        subject: &Subject,
    ) -> bool {
        let Part::Counts(figures) = &earlier.part else { return false };
        if earlier.on == here.on || self.never_adjusted(park, asked) {
            return false;
        }
        let reading = if *subject == Subject::Zone { Reading::Published } else { Reading::Own };
        match self.part(park, asked, month.previous(), here.on, reading) {
            Part::Counts(again) => again.iter().zip(figures).any(|((again, _), (figure, _))| again != figure),
            Part::NotApplicable | Part::Lacks(_) => true,
        }
    }

    fn never_adjusted(self, park: &ParkId, asked: &Asked<'_>) -> bool {
        let marked = self.state.marked.get(park);
        marked.is_none_or(|items| asked.operands.iter().all(|(code, _)| !items.contains_key(code)))
    }
}
