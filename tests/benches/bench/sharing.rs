//! The sharing page of a large zone: thirty parks, fifty thousand transfers, computed from the state and after one
//! more confirmation.

use std::time::Instant;

use duoyuan_core::access::{Actor, Role, Scope};
use duoyuan_core::id::{ListingId, MatchId, ParkId};
use duoyuan_core::journal::{Entry, Hash};
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::series::Seen;
use duoyuan_core::sharing::{Audience, Event, Party, Posting, Quantity, Side, Span};
use duoyuan_core::state::{Event as Any, State};
use duoyuan_core::view::{self, Selection, Wanted};
use duoyuan_core::zone::{Zone, load, shipped};
use jiff::{SignedDuration, Timestamp, ToSpan};
use rust_decimal::Decimal;

use crate::{Limit, line, median};

const PARKS: usize = 30;
const TRANSFERS: u64 = 50_000;
/// Three years, a transfer every half hour.
const STEP: SignedDuration = SignedDuration::from_mins(31);

struct World {
    state: State,
    zone: Zone,
    now: Timestamp,
    position: u64,
}

impl World {
    fn add(&mut self, by: &ParkId, event: Any) -> u64 {
        self.position += 1;
        let by = Actor { account: by.as_str().into(), name: by.to_string(), role: Role::Park(by.clone()) };
        let (position, at) = (self.position, self.now);
        self.state.apply(Entry { position, at, by, event, hash: Hash::default() });
        position
    }

    fn park(&self, place: u64) -> ParkId {
        self.zone.parks[place as usize % PARKS].id.clone()
    }

    /// A transfer with all its stages but for the last confirmation, and an offer or a need now and then.
    fn transfer(&mut self, number: u64) -> (MatchId, ParkId) {
        self.now += STEP;
        let element = &self.zone.sharing.as_ref().expect("it ships").elements[number as usize % 6];
        let (id, measure) = (element.id.clone(), element.measure.unit.clone());
        let stages: Vec<_> = element.stages.iter().map(|stage| stage.id.clone()).collect();
        let unit = element.units[0].clone();
        let giver = self.park(number);
        let taker = self.park(number + 1 + number / 30 % 29);
        let industry = self.zone.sharing.as_ref().expect("it ships").industries[number as usize % 10].id.clone();
        let quantity = Some(Quantity { value: Decimal::from(number % 90 + 1), unit });
        let posting = Posting {
            side: if number.is_multiple_of(3) { Side::Offer } else { Side::Need },
            element: id.clone(),
            title: format!("第{number}条供需信息"),
            quantity: quantity.clone(),
            industry: Some(industry),
            valid_until: day_of(self.now).saturating_add(60.days()),
            visible: Audience::All,
        };
        let owner = if number.is_multiple_of(3) { &giver } else { &taker };
        let listing = ListingId(self.add(owner, Any::Sharing(Event::ListingPosted { park: owner.clone(), posting })));
        // Every eighth is left waiting: about four hundred are open at any time.
        let need = (!number.is_multiple_of(3) && !number.is_multiple_of(8)).then_some(listing);
        let proposed = Event::MatchProposed {
            giver: giver.clone(),
            taker: taker.clone(),
            element: id,
            title: format!("第{number}项对接"),
            quantity,
            offer: number.is_multiple_of(3).then_some(listing),
            need,
            proposer: Party::Park(giver.clone()),
            suggested: false,
            why: String::new(),
        };
        let matched = MatchId(self.add(&giver, Any::Sharing(proposed)));
        let accepted = Event::MatchAccepted { matched, park: taker.clone() };
        self.add(&taker, Any::Sharing(accepted));
        let last = stages.len() - 1;
        for (place, stage) in [0, last].map(|place| (place, stages[place].clone())) {
            let value = Decimal::from(number % 900 + 1);
            let effect = (place == last).then(|| Quantity { value, unit: measure.clone() });
            let reported = Event::StageReported { matched, park: giver.clone(), stage, effect, note: String::new() };
            self.add(&giver, Any::Sharing(reported));
            if place < last {
                let confirmed = Event::StageConfirmed { matched, park: taker.clone() };
                self.add(&taker, Any::Sharing(confirmed));
            }
        }
        (matched, taker)
    }

    fn confirm(&mut self, matched: MatchId, park: ParkId) {
        let confirmed = Event::StageConfirmed { matched, park: park.clone() };
        self.add(&park, Any::Sharing(confirmed));
    }
}

fn world() -> World {
    let mut zone = load(&shipped()).expect("what ships is sound");
    let pattern = zone.parks[1].clone();
    for place in zone.parks.len()..PARKS {
        let mut park = pattern.clone();
        park.id = ParkId::new(format!("park{place}"));
        zone.parks.push(park);
    }
    let now: Timestamp = "2023-11-01T00:00:00Z".parse().expect("a moment");
    let mut world = World { state: State::default(), zone: zone.clone(), now, position: 0 };
    world.add(&"gaoxin".into(), Any::ZoneAdopted { zone: zone.into(), demo: true, begins: None });
    for number in 0..TRANSFERS {
        let (matched, park) = world.transfer(number);
        if !number.is_multiple_of(500) {
            world.confirm(matched, park);
        }
    }
    world
}

fn milliseconds<T>(mut look: impl FnMut() -> T) -> f64 {
    let mut times = Vec::new();
    for _ in 0..15 {
        let start = Instant::now();
        std::hint::black_box(look());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    median(times)
}

pub fn run() {
    let mut world = world();
    let now = world.now;
    let own = Scope::Park("gaoxin".into());
    let selection = |span| Selection { span, ..Selection::default() };
    let past = Selection { month: Some(Month::of(day_of(now)).plus(-4)), ..Selection::default() };
    {
        let seen = |scope| Seen::new(&world.state, scope).expect("a zone");
        let shown = view::sharing(seen(&Scope::Leading), &selection(Span::All), now).expect("it is configured");
        assert_eq!(shown.total.map_or(0, |total| total.landed), TRANSFERS as u32 - 100);
        let most = Limit::Most(50.0);
        let sharing = |scope, selection: &Selection| milliseconds(|| view::sharing(seen(scope), selection, now));
        line("sharing_year", sharing(&Scope::Leading, &selection(Span::Year)), "ms", most);
        line("sharing_year_until_past_month", sharing(&Scope::Leading, &past), "ms", most);
        line("sharing_all", sharing(&Scope::Leading, &selection(Span::All)), "ms", most);
        line("sharing_own", sharing(&own, &selection(Span::Year)), "ms", most);
        let all = Wanted { span: Span::All, ..Wanted::default() };
        line("sharing_transfers", milliseconds(|| view::transfers(seen(&Scope::Leading), &all, now)), "ms", most);
        line("sharing_market_office", milliseconds(|| view::market(seen(&Scope::Office), now)), "ms", most);
        line("sharing_market_park", milliseconds(|| view::market(seen(&own), now)), "ms", most);
    }
    // One more entry, and the page after it.
    let mut times = Vec::new();
    for number in TRANSFERS..TRANSFERS + 40 {
        let (matched, park) = world.transfer(number);
        let start = Instant::now();
        world.confirm(matched, park);
        let seen = Seen::new(&world.state, &Scope::Leading).expect("a zone");
        std::hint::black_box(view::sharing(seen, &Selection::default(), world.now));
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    line("sharing_entry_and_page", median(times), "ms", Limit::Most(1.0));
}
