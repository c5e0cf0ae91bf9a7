//! The ledger once more, written as simply as possible and from the journal alone: what the views are compared with.

use std::collections::{BTreeMap, BTreeSet};

use duoyuan_core::id::{ListingId, MatchId, ParkId};
use duoyuan_core::journal::{self, Head};
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::sharing::{Audience, Event, Quantity, Side};
use duoyuan_core::state::Event as Any;
use duoyuan_core::view::Selection;
use rust_decimal::Decimal;

use crate::small::World;

/// A confirmation.
pub struct Confirmed {
    pub giver: ParkId,
    pub taker: ParkId,
    pub element: String,
    pub month: Month,
    pub first: bool,
    pub effect: Option<Quantity>,
}

#[derive(Default)]
pub struct Model {
    pub listings: BTreeMap<ListingId, (ParkId, Side, Audience, String)>,
    pub matches: BTreeMap<MatchId, (ParkId, ParkId, String, String)>,
    pub confirmed: Vec<Confirmed>,
    pub enclaves: Vec<u64>,
}

impl Model {
    pub fn of(world: &World) -> Self {
        let mut model = Self::default();
        let mut head = Head::default();
        let mut pending: BTreeMap<MatchId, Option<Quantity>> = BTreeMap::new();
        let mut begun = BTreeSet::new();
        for stored in &world.journal {
            let entry = journal::read(&head, stored).unwrap();
            head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
            let position = entry.position;
            match entry.event {
                Any::Sharing(Event::ListingPosted { park, posting }) => {
                    let listing = (park, posting.side, posting.visible, posting.title);
                    model.listings.insert(ListingId(position), listing);
                }
                Any::Sharing(Event::MatchProposed { giver, taker, element, title, .. }) => {
                    model.matches.insert(MatchId(position), (giver, taker, element.to_string(), title));
                }
                Any::Sharing(Event::StageReported { matched, effect, .. }) => {
                    pending.insert(matched, effect);
                }
                Any::Sharing(Event::StageConfirmed { matched, .. }) => {
                    let (giver, taker, element, _) = model.matches[&matched].clone();
                    let (first, effect) = (begun.insert(matched), pending.remove(&matched).flatten());
                    let month = Month::of(day_of(entry.at));
                    model.confirmed.push(Confirmed { giver, taker, element, month, first, effect });
                }
                Any::Enclave(duoyuan_core::enclave::Event::ProjectAgreed(_)) => model.enclaves.push(position),
                _ => {}
            }
        }
        model
    }

    /// Count, landed and effects by pair.
    pub fn flows(&self, asked: &Selection, month: Month) -> BTreeMap<(ParkId, ParkId), Flow> {
        let mut flows: BTreeMap<(ParkId, ParkId), Flow> = BTreeMap::new();
        for it in &self.confirmed {
            let within = asked.span.holds(it.month, month);
            let wanted = asked.element.as_ref().is_none_or(|element| element.as_str() == it.element);
            if !within || !wanted || (!it.first && it.effect.is_none()) {
                continue;
            }
            let flow = flows.entry((it.giver.clone(), it.taker.clone())).or_default();
            flow.0 += u32::from(it.first);
            if let Some(Quantity { value, unit }) = &it.effect {
                flow.1 += 1;
                *flow.2.entry(unit.clone()).or_default() += value;
            }
        }
        flows
    }

    /// Titles a park may come across: of its own, of what was offered to it, of its matches.
    pub fn titles_for(&self, park: &ParkId) -> BTreeSet<&str> {
        let visible = |(own, _, audience, _): &(ParkId, Side, Audience, String)| {
            own == park
                || match audience {
                    Audience::All => true,
                    Audience::Parks(parks) => parks.contains(park),
                }
        };
        let listings = self.listings.values().filter(|listing| visible(listing)).map(|(.., title)| title.as_str());
        let matches = self.matches.values().filter(|(giver, taker, ..)| giver == park || taker == park);
        listings.chain(matches.map(|(.., title)| title.as_str())).collect()
    }

    /// Every title there is.
    pub fn titles(&self) -> BTreeSet<&str> {
        let listings = self.listings.values().map(|(.., title)| title.as_str());
        listings.chain(self.matches.values().map(|(.., title)| title.as_str())).collect()
    }
}

/// Begun, landed, effects by unit.
pub type Flow = (u32, u32, BTreeMap<String, Decimal>);
