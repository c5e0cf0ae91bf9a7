//! Lines of the market for one viewer: what it may see, what it is to do, what it can do. Whether it can do something
//! is asked of the very rules that will judge it.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};

use super::market::{Act, Awaited, ListingLine, MatchLine, SUGGESTIONS, Suggestion, Todo};
use crate::access::{Actor, Role, Scope};
use crate::id::{MatchId, ParkId, StageId};
use crate::period::day_of;
use crate::series::Seen;
use crate::sharing::{
    Command, Element, Listing, Match, Quantity, Rules, Standing, StepKind, days_between, decide, suggest,
};

/// Matches that have come to an end, on a park's page.
const ENDED: usize = 20;
/// Days before the last one on which the leading group's office is to call in an answer (本系统设定).
const NEAR: i64 = 2;
/// A reason that passes, to ask whether something could be done if there were one.
const REASON: &str = "是否可以办理的核对";

/// One viewer at one moment.
pub(super) struct Viewer<'a> {
    pub seen: Seen<'a>,
    pub rules: &'a Rules,
    pub now: Timestamp,
}

impl<'a> Viewer<'a> {
    fn park(&self) -> Option<&'a ParkId> {
        match self.seen.scope() {
            Scope::Park(park) => Some(park),
            _ => None,
        }
    }

    fn standing(&self, it: &Match) -> Standing {
        it.standing(day_of(self.now), self.rules.answer_days)
    }

    /// Active ones first, then those that are over, newest first.
    pub fn own_with_past(&self, active: &[&'a Listing]) -> Vec<&'a Listing> {
        let ledger = &self.seen.state().sharing;
        let own = self.park().and_then(|park| ledger.own.get(park)).into_iter().flatten();
        let past = own.rev().filter_map(|id| ledger.listing(id)).filter(|it| !it.is_active(day_of(self.now)));
        active.iter().copied().chain(past).collect()
    }

    /// Matches that go on, those in which this viewer is to act first; for a park the last ones that ended as well.
    pub fn matches(&self) -> Vec<&'a Match> {
        let ledger = &self.seen.state().sharing;
        let open: BTreeSet<MatchId> = ledger.open().chain(ledger.running.iter().copied()).collect();
        let of = |id: &MatchId| ledger.matched(id).filter(|it| it.is_seen_by(self.seen.scope()));
        let own = self.park().and_then(|park| ledger.of_park.get(park)).into_iter().flatten();
        let ended = own.rev().filter(|id| !open.contains(id)).take(ENDED).filter_map(of);
        let live = open.iter().filter_map(of).filter(|it| self.standing(it) != Standing::Lapsed);
        let mut all: Vec<(bool, &Match)> = live.map(|it| (!self.is_to_act(it), it)).collect();
        all.sort_by_key(|(later, it)| (*later, newest_first(it)));
        all.into_iter().map(|(_, it)| it).chain(ended).collect()
    }

    /// Proposals that nobody answered in time.
    pub fn lapsed(&self) -> Vec<&'a Match> {
        let ledger = &self.seen.state().sharing;
        let open = ledger.open().filter_map(|id| ledger.matched(&id));
        let lapsed = open.filter(|it| it.is_seen_by(self.seen.scope()) && self.standing(it) == Standing::Lapsed);
        let mut all: Vec<&Match> = lapsed.collect();
        all.sort_by_key(|it| newest_first(it));
        all
    }

    /// In how many matches the viewer is to act.
    pub fn todo(&self) -> u32 {
        let ledger = &self.seen.state().sharing;
        let live = ledger.open().chain(ledger.running.iter().copied()).filter_map(|id| ledger.matched(&id));
        live.filter(|it| it.is_seen_by(self.seen.scope()) && self.is_to_act(it)).count() as u32
    }

    /// Whether the viewer is to act now. A park: to answer or to confirm. The leading group's office: to call in an
    /// answer whose last day is today or at most [`NEAR`] days away. Of seven days an answer may take, a proposal of the 1st
    /// is on its list from the 6th to the 8th; a 催办 starts the days anew and takes it off, and so does the 9th, when
    /// it has lapsed. What has lapsed is told in a list of its own and is nobody's to do. Nor is what can no longer be
    /// agreed to, because the offer or the need behind it is over.
    pub fn is_to_act(&self, it: &Match) -> bool {
        match self.park() {
            Some(own) => self.awaits(it).iter().any(|awaited| {
                awaited.park == *own
                    && match awaited.what {
                        Todo::Answer => self.can(&Command::Accept(it.id)),
                        Todo::Confirm => true,
                        Todo::Report => false,
                    }
            }),
            None => self.is_near(it),
        }
    }

    fn is_near(&self, it: &Match) -> bool {
        let today = day_of(self.now);
        let ledger = &self.seen.state().sharing;
        let mut behind = it.offer.iter().chain(&it.need).filter_map(|id| ledger.listing(id));
        self.standing(it) == Standing::Proposed
            && it.answer_due(self.rules.answer_days) <= today.saturating_add(NEAR.days())
            && behind.all(|listing| listing.is_active(today))
    }

    fn awaits(&self, it: &Match) -> Vec<Awaited> {
        let last = it.history.last().map_or(self.now, |step| step.at);
        let due = it.answer_due(self.rules.answer_days);
        let both = [&it.giver, &it.taker].into_iter();
        let awaited = |park: &ParkId, what, due| Awaited { park: park.clone(), what, since: last, due };
        match (self.standing(it), &it.pending) {
            (Standing::Proposed, _) => {
                let silent = both.filter(|park| !it.accepted.contains(park));
                silent.map(|park| awaited(park, Todo::Answer, Some(due))).collect()
            }
            (Standing::Agreed, Some(report)) => {
                vec![Awaited { since: report.at, ..awaited(it.other(&report.park), Todo::Confirm, None) }]
            }
            (Standing::Agreed, None) => both.map(|park| awaited(park, Todo::Report, None)).collect(),
            _ => Vec::new(),
        }
    }

    fn can(&self, command: &Command) -> bool {
        let role = match self.seen.scope() {
            Scope::Park(park) => Role::Park(park.clone()),
            Scope::Office => Role::Office,
            _ => return false,
        };
        let actor = Actor { account: "".into(), name: String::new(), role };
        decide(self.seen.state(), &actor, command, self.now).is_ok()
    }

    pub fn listing(&self, it: &Listing) -> ListingLine {
        let told = self.park().is_none_or(|own| *own == it.park);
        let ledger = &self.seen.state().sharing;
        let matches = it.matches.iter().filter_map(|id| ledger.matched(id));
        let live = matches.filter(|it| matches!(self.standing(it), Standing::Proposed | Standing::Agreed)).count();
        let status = it.status(day_of(self.now));
        let active = it.is_active(day_of(self.now));
        let withdraw = Command::Withdraw { listing: it.id, reason: REASON.to_owned() };
        let acts = [
            (Act::Withdraw, told && active && self.can(&withdraw)),
            (Act::Propose, active && self.park().is_some_and(|own| *own != it.park)),
        ];
        let posted = it.posted.clone();
        ListingLine {
            id: it.id,
            park: it.park.clone(),
            side: posted.side,
            element: posted.element,
            title: posted.title,
            quantity: posted.quantity,
            industry: posted.industry,
            at: it.at,
            days: days_between(it.at, self.now),
            valid_until: posted.valid_until,
            visible: told.then_some(posted.visible),
            status,
            reason: it.withdrawn.as_ref().map(|(_, reason)| reason.clone()),
            matches: told.then_some(live as u32),
            may: acts.into_iter().filter(|(_, can)| *can).map(|(act, _)| act).collect(),
        }
    }

    pub fn line(&self, it: &Match) -> MatchLine {
        let standing = self.standing(it);
        let next = if standing == Standing::Agreed { self.next(it) } else { Vec::new() };
        let said = it.history.iter().rev().find(|step| !step.text.is_empty() && step.kind != StepKind::Proposed);
        MatchLine {
            id: it.id,
            giver: it.giver.clone(),
            taker: it.taker.clone(),
            element: it.element.clone(),
            title: it.title.clone(),
            quantity: it.quantity.clone(),
            offer: it.offer,
            need: it.need,
            proposer: it.proposer.clone(),
            suggested: it.suggested,
            why: it.why.clone(),
            standing,
            stage: it.stage.clone(),
            may: self.may(it, next.first()),
            next,
            pending: it.pending.clone(),
            effect: it.landed.as_ref().map(|(_, effect)| effect.clone()),
            awaits: self.awaits(it),
            changed_at: it.history.last().map(|step| step.at),
            said: said.map(|step| step.text.clone()),
            is_todo: self.is_to_act(it),
        }
    }

    fn next(&self, it: &Match) -> Vec<StageId> {
        let Some(element) = self.rules.element(&it.element) else { return Vec::new() };
        let now = it.stage.as_ref().and_then(|stage| element.place(stage));
        let later = element.stages.iter().skip(now.map_or(0, |now| now + 1));
        later.map(|stage| stage.id.clone()).collect()
    }

    fn may(&self, it: &Match, next: Option<&StageId>) -> Vec<Act> {
        let (matched, reason) = (it.id, REASON.to_owned());
        let effect = |element: &Element, stage: &StageId| {
            let landing = element.last().is_some_and(|last| last.id == *stage);
            landing.then(|| Quantity { value: rust_decimal::Decimal::ONE, unit: element.measure.unit.clone() })
        };
        let mut commands = vec![
            (Act::Accept, Command::Accept(matched)),
            (Act::Confirm, Command::Confirm(matched)),
            (Act::Dispute, Command::Dispute { matched, reason: reason.clone() }),
            (Act::Decline, Command::Decline { matched, reason: reason.clone() }),
            (Act::Nudge, Command::Nudge { matched, text: reason.clone() }),
            (Act::Close, Command::Close { matched, reason }),
        ];
        if let (Some(stage), Some(element)) = (next, self.rules.element(&it.element)) {
            let (effect, stage, note) = (effect(element, stage), stage.clone(), String::new());
            commands.insert(3, (Act::Report, Command::Report { matched, stage, effect, note }));
        }
        commands.into_iter().filter(|(_, command)| self.can(command)).map(|(act, _)| act).collect()
    }

    pub fn suggestions(&self) -> Vec<Suggestion> {
        let ledger = &self.seen.state().sharing;
        let fits = suggest(self.rules, ledger, self.seen.scope(), self.now, SUGGESTIONS);
        let line = |fit: crate::sharing::Fit| {
            let (offer, need) = (ledger.listing(&fit.offer)?, ledger.listing(&fit.need)?);
            Some(Suggestion {
                offer: offer.id,
                need: need.id,
                giver: offer.park.clone(),
                taker: need.park.clone(),
                element: need.posted.element.clone(),
                offer_title: offer.posted.title.clone(),
                need_title: need.posted.title.clone(),
                score: fit.score,
                why: fit.why,
            })
        };
        fits.into_iter().filter_map(line).collect()
    }
}

/// By what last happened to a match.
fn newest_first(it: &Match) -> std::cmp::Reverse<Option<u64>> {
    std::cmp::Reverse(it.history.last().map(|step| step.position))
}
