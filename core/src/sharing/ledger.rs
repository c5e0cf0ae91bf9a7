//! The ledger: every offer, need and match, and what follows from them.

use std::borrow::Cow;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use jiff::Timestamp;
use jiff::civil::Date;

use super::flows::{Flows, Span, Table, Tally};
use super::matching::days_between;
use super::{Ending, Event, Listing, Match, Party, Posting, Report, Side, Step, StepKind};
use crate::access::Actor;
use crate::id::{ElementId, ListingId, MatchId, ParkId};
use crate::kept::kept;
use crate::period::{Month, day_of};

/// All of it. The indexes say what a view would otherwise have to search for. An offer or a match has a place of its own,
/// so that one that changes is copied alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    listings: OrdMap<ListingId, Arc<Listing>>,
    matches: OrdMap<MatchId, Arc<Match>>,
    flows: Flows,
    /// Not taken back, by their last day.
    good: OrdSet<(Date, ListingId)>,
    /// Needs among them that nobody has agreed to.
    wanted: OrdSet<(Date, ListingId)>,
    /// Neither agreed nor ended, by the day something last happened to them.
    open: OrdSet<(Date, MatchId)>,
    /// Agreed, not landed, not ended.
    pub(crate) running: OrdSet<MatchId>,
    /// With a stage to be confirmed.
    pub(crate) pending: OrdSet<MatchId>,
    /// By the month in which they landed, in the order of landing.
    landed: OrdMap<Month, Vec<MatchId>>,
    /// Every offer and need of a park.
    pub(crate) own: OrdMap<ParkId, Vec<ListingId>>,
    /// Every match of a park.
    pub(crate) of_park: OrdMap<ParkId, OrdSet<MatchId>>,
}

impl Ledger {
    pub(crate) fn listing(&self, id: &ListingId) -> Option<&Listing> {
        self.listings.get(id).map(Arc::as_ref)
    }

    pub(crate) fn matched(&self, id: &MatchId) -> Option<&Match> {
        self.matches.get(id).map(Arc::as_ref)
    }

    /// Every offer and need, oldest first.
    pub(crate) fn all_listings(&self) -> impl DoubleEndedIterator<Item = &Listing> {
        self.listings.values().map(Arc::as_ref)
    }

    /// Every match, oldest first.
    pub(crate) fn all_matches(&self) -> impl DoubleEndedIterator<Item = &Match> {
        self.matches.values().map(Arc::as_ref)
    }

    /// Offers and needs that are good on a day.
    pub(crate) fn active(&self, today: Date) -> impl Iterator<Item = &Listing> {
        self.good.range((today, ListingId(0))..).filter_map(|(_, id)| self.listing(id))
    }

    /// Needs that are good on a day and that nobody has agreed to.
    pub(crate) fn wanted(&self, today: Date) -> impl Iterator<Item = &Listing> {
        self.wanted.range((today, ListingId(0))..).filter_map(|(_, id)| self.listing(id))
    }

    /// Proposals to which something happened on a day or later, and nobody's answer ended them.
    pub(crate) fn open_since(&self, day: Date) -> impl Iterator<Item = &Match> {
        self.open.range((day, MatchId(0))..).filter_map(|(_, id)| self.matched(id))
    }

    /// Every proposal that is neither agreed nor ended: those that have lapsed as well.
    pub(crate) fn open(&self) -> impl Iterator<Item = MatchId> {
        self.open.iter().map(|(_, id)| *id)
    }

    /// What landed in a month, in the order of landing.
    pub(crate) fn landed_in(&self, month: Month) -> &[MatchId] {
        self.landed.get(&month).map_or(&[], Vec::as_slice)
    }

    /// What one element, or all, gave in the stretch that ends with `month`.
    pub fn table(&self, element: Option<&ElementId>, span: Span, month: Month) -> Cow<'_, Table> {
        self.flows.table(element, span, month)
    }

    /// Whether one park has ever given another anything.
    pub(crate) fn ever(&self, giver: &ParkId, taker: &ParkId) -> bool {
        self.flows.ever(giver, taker)
    }

    /// The first month in which anything was confirmed.
    pub(crate) fn first(&self) -> Option<Month> {
        self.flows.first()
    }

    /// Takes an event in; one that does not fit changes nothing.
    pub(crate) fn apply(&mut self, position: u64, at: Timestamp, by: Actor, event: Event) {
        let step = |kind| Step { position, at, by: by.clone(), kind, stage: None, effect: None, text: String::new() };
        match event {
            Event::ListingPosted { park, posting } => self.post(ListingId(position), park, posting, at, by),
            Event::ListingWithdrawn { listing, reason } => {
                if let Some(listing) = self.listings.get_mut(&listing).map(Arc::make_mut) {
                    self.good.remove(&(listing.posted.valid_until, listing.id));
                    self.wanted.remove(&(listing.posted.valid_until, listing.id));
                    listing.withdrawn = Some((at, reason));
                }
            }
            Event::MatchProposed { giver, taker, element, title, quantity, offer, need, proposer, suggested, why } => {
                let accepted = match &proposer {
                    Party::Park(park) => vec![park.clone()],
                    Party::Office => Vec::new(),
                };
                let history = vec![Step { text: why.clone(), ..step(StepKind::Proposed) }];
                self.propose(Match {
                    id: MatchId(position),
                    giver,
                    taker,
                    element,
                    title,
                    quantity,
                    offer,
                    need,
                    proposer,
                    suggested,
                    why,
                    accepted,
                    agreed_at: None,
                    stage: None,
                    pending: None,
                    ended: None,
                    landed: None,
                    history,
                });
            }
            Event::MatchAccepted { matched, park } => self.accept(matched, park, step(StepKind::Accepted)),
            Event::MatchDeclined { matched, reason, .. } => {
                self.end(matched, Ending::Declined, Step { text: reason, ..step(StepKind::Declined) });
            }
            Event::MatchClosed { matched, reason, .. } => {
                self.end(matched, Ending::Closed, Step { text: reason, ..step(StepKind::Closed) });
            }
            Event::StageReported { matched, park, stage, effect, note } => {
                let step = Step {
                    stage: Some(stage.clone()),
                    effect: effect.clone(),
                    text: note.clone(),
                    ..step(StepKind::Reported)
                };
                self.happened(matched, step, |it| it.pending = Some(Report { park, stage, effect, note, at }));
                self.pending.insert(matched);
            }
            Event::StageConfirmed { matched, .. } => self.confirm(matched, step(StepKind::Confirmed)),
            Event::StageDisputed { matched, reason, .. } => {
                let stage = self.matches.get(&matched).and_then(|it| Some(it.pending.as_ref()?.stage.clone()));
                let step = Step { stage, text: reason, ..step(StepKind::Disputed) };
                self.happened(matched, step, |it| it.pending = None);
                self.pending.remove(&matched);
            }
            Event::Nudged { matched, text } => {
                self.happened(matched, Step { text, ..step(StepKind::Nudged) }, |_| ());
            }
        }
    }

    fn post(&mut self, id: ListingId, park: ParkId, posted: Posting, at: Timestamp, by: Actor) {
        self.good.insert((posted.valid_until, id));
        if posted.side == Side::Need {
            self.wanted.insert((posted.valid_until, id));
        }
        self.own.entry(park.clone()).or_default().push(id);
        let listing = Listing { id, park, posted, at, by, withdrawn: None, matches: Vec::new() };
        self.listings.insert(id, Arc::new(listing));
    }

    fn propose(&mut self, matched: Match) {
        for listing in matched.offer.iter().chain(&matched.need) {
            if let Some(listing) = self.listings.get_mut(listing).map(Arc::make_mut) {
                listing.matches.push(matched.id);
            }
        }
        for park in [&matched.giver, &matched.taker] {
            self.of_park.entry(park.clone()).or_default().insert(matched.id);
        }
        self.open.extend(matched.history.iter().map(|step| (day_of(step.at), matched.id)));
        self.matches.insert(matched.id, Arc::new(matched));
    }

    /// Adds a step to a match's history and changes it; the index of open proposals follows.
    fn happened(&mut self, id: MatchId, step: Step, change: impl FnOnce(&mut Match)) {
        let Some(it) = self.matches.get_mut(&id).map(Arc::make_mut) else { return };
        let before = it.history.last().map(|step| (day_of(step.at), id));
        let now = (day_of(step.at), id);
        it.history.push(step);
        change(it);
        before.map(|before| self.open.remove(&before));
        if it.agreed_at.is_none() && it.ended.is_none() {
            self.open.insert(now);
        }
    }

    fn accept(&mut self, id: MatchId, park: ParkId, step: Step) {
        let at = step.at;
        self.happened(id, step, |it| {
            it.accepted.push(park);
            if it.accepted.contains(&it.giver) && it.accepted.contains(&it.taker) {
                it.agreed_at = Some(at);
            }
        });
        let Some(it) = self.matches.get(&id).filter(|it| it.agreed_at == Some(at)) else { return };
        self.running.insert(id);
        if let Some(need) = it.need.and_then(|need| self.listings.get(&need)) {
            let days = days_between(need.at, at);
            self.flows.note(&it.element, Month::of(day_of(at)), |table| table.to_match.note(days));
            self.wanted.remove(&(need.posted.valid_until, need.id));
        }
    }

    fn end(&mut self, id: MatchId, ending: Ending, step: Step) {
        self.happened(id, step, |it| {
            it.ended = Some(ending);
            it.pending = None;
        });
        self.pending.remove(&id);
        self.running.remove(&id);
        // What was agreed on and came to nothing is wanted again, unless somebody else has agreed to it.
        let need = self.matches.get(&id).and_then(|it| self.listings.get(&it.need?));
        let taken = |id: &MatchId| self.matches.get(id).is_some_and(|it| it.agreed_at.is_some() && it.ended.is_none());
        if let Some(need) = need.filter(|need| need.withdrawn.is_none() && !need.matches.iter().any(taken)) {
            self.wanted.insert((need.posted.valid_until, need.id));
        }
    }

    fn confirm(&mut self, id: MatchId, step: Step) {
        let Some(report) = self.matches.get(&id).and_then(|it| it.pending.clone()) else { return };
        let Report { stage, effect, .. } = report;
        let (at, month) = (step.at, Month::of(day_of(step.at)));
        let mut first = false;
        let step = Step { stage: Some(stage.clone()), effect: effect.clone(), ..step };
        self.happened(id, step, |it| {
            first = it.stage.is_none();
            it.stage = Some(stage);
            it.pending = None;
            it.landed = effect.clone().map(|effect| (at, effect));
        });
        self.pending.remove(&id);
        let Some(it) = self.matches.get(&id) else { return };
        let (giver, taker) = (it.giver.clone(), it.taker.clone());
        let waited = it.agreed_at.filter(|_| effect.is_some()).map(|agreed| days_between(agreed, at));
        let mut tally = Tally { count: u32::from(first), ..Tally::default() };
        effect.iter().for_each(|effect| tally.land(effect));
        if first || effect.is_some() {
            self.flows.note(&it.element, month, |table| {
                table.count(&giver, &taker, &tally);
                waited.into_iter().for_each(|days| table.to_landed.note(days));
            });
        }
        if effect.is_some() {
            self.running.remove(&id);
            self.landed.entry(month).or_default().push(id);
        }
    }
}

kept!(struct Ledger { listings, matches, flows, good, wanted, open, running, pending, landed, own, of_park });
