//! Platforms of a large zone: 30 parks, 300 platforms, 200,000 bookings. How long the whole view takes from the
//! state, and how long one entry takes to be applied.

use std::sync::Arc;
use std::time::Instant;

use duoyuan_core::access::Scope;
use duoyuan_core::openness::{Owner, Period};
use duoyuan_core::period::Month;
use duoyuan_core::platform::{
    BookingId, Class, CreditCode, Details, Enterprise, Event, Evidence, Hours, Mode, Openness, Request, Resource, Slot,
    Step, Usage,
};
use duoyuan_core::series::Seen;
use duoyuan_core::state::{self, State};
use duoyuan_core::view;
use duoyuan_core::zone::Zone;
use jiff::{SignedDuration, Timestamp};

use crate::{Limit, line, median, p95, synthetic};

const PARKS: usize = 30;
pub const PLATFORMS: usize = 300;
const BOOKINGS: usize = 200_000;
/// Two years, hour by hour and platform by platform.
const HOURS: i64 = 2 * 365 * 24;

pub fn run() {
    let mut state = State::default();
    let (zone, mut took) = (zone(), Vec::with_capacity(BOOKINGS * 3));
    let mut apply = |state: &mut State, event: state::Event, at: Timestamp| {
        let entry = synthetic::entry(state.head(), event);
        let start = Instant::now();
        state.apply(duoyuan_core::journal::Entry { at, ..entry });
        took.push(start.elapsed().as_secs_f64() * 1e3);
        state.head().position
    };
    let start = synthetic::start();
    apply(&mut state, state::Event::ZoneAdopted { zone: zone.clone(), demo: true, begins: None }, start);
    for n in 0..PLATFORMS {
        apply(&mut state, platform(Event::Registered { platform: id(n), details: details(n) }), start);
        for park in &zone.parks {
            let (openness, evidence) = (Openness::Open, Evidence { document: "协议".to_owned(), digest: None });
            let (platform_id, park, since) = (id(n), park.id.clone(), "2024-01-01".parse().expect("a day"));
            let set = Event::OpennessSet { platform: platform_id, park, openness, since, evidence };
            apply(&mut state, platform(set), start);
        }
    }
    for n in 0..BOOKINGS {
        let from = start + SignedDuration::from_hours((n as i64 * HOURS) / BOOKINGS as i64);
        let slot = Slot { from, to: from + SignedDuration::from_hours(2) };
        let park = zone.parks[n * 7919 % PARKS].id.clone();
        let enterprise = Enterprise { code: code(n % 20_000), name: "某公司".to_owned() };
        let (platform_id, purpose) = (id(n % PLATFORMS), "检测".to_owned());
        let (resource, amount) = ("r".into(), 1.into());
        let request = Request { platform: platform_id, resource, park, enterprise, slot: Some(slot), amount, purpose };
        let asked = platform(Event::Requested { request, waitlisted: false });
        let booking = BookingId(apply(&mut state, asked, from - SignedDuration::from_hours(60)));
        let step = |step| platform(Event::Booking { booking, step });
        apply(&mut state, step(Step::Accepted { note: String::new() }), from - SignedDuration::from_hours(30));
        let used = Usage { hours: 2.into(), income: 600.into(), ..Usage::default() };
        apply(&mut state, step(Step::Used(used)), slot.to);
    }
    line("openness_apply_p95", p95(took.clone()), "ms", Limit::Most(1.0));
    line("openness_apply_entries", took.len() as f64, "entries", Limit::None);
    let now = start + SignedDuration::from_hours(HOURS);
    let seen = Seen::new(&state, &Scope::Leading).expect("a zone");
    let period = Period { from: month("2025-01"), to: month("2025-12") };
    let time = |look: &dyn Fn() -> usize| {
        let one = || {
            let start = Instant::now();
            assert!(look() > 0);
            start.elapsed().as_secs_f64() * 1e3
        };
        median((0..9).map(|_| one()).collect())
    };
    let page = || view::openness(seen, period, now).map_or(0, |page| page.matrix.rows.len());
    line("openness_view", time(&page), "ms", Limit::Most(50.0));
    let live = || view::openness_live(seen, now).map_or(0, |live| live.rows.len());
    line("openness_live", time(&live), "ms", Limit::Most(50.0));
    let catalogue = || view::catalogue(seen, now).map_or(0, |it| it.platforms.len());
    line("openness_catalogue", time(&catalogue), "ms", Limit::Most(50.0));
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn platform(event: Event) -> state::Event {
    state::Event::Platform(event)
}

pub fn id(n: usize) -> duoyuan_core::id::PlatformId {
    format!("p{n:03}").as_str().into()
}

pub fn code(n: usize) -> String {
    let code = CreditCode::complete(&format!("91410800MA9{n:06}")).expect("digits are sound");
    code.as_str().to_owned()
}

pub fn zone() -> Arc<Zone> {
    let mut zone = Arc::unwrap_or_clone(synthetic::zone());
    let pattern = zone.parks[1].clone();
    for n in zone.parks.len()..PARKS {
        let mut park = pattern.clone();
        park.id = format!("park{n}").as_str().into();
        zone.parks.push(park);
    }
    let pattern: Owner = zone.owners[0].clone();
    zone.owners = (0..20).map(|n| Owner { id: format!("o{n}").as_str().into(), ..pattern.clone() }).collect();
    Arc::new(zone)
}

pub fn details(n: usize) -> Details {
    let resource = Resource {
        id: "r".into(),
        name: "仪器".to_owned(),
        class: Class::Instrument,
        capacity: 100.into(),
        unit: "台".to_owned(),
        rated: None,
        value: Some(100.into()),
        networked: true,
        mode: Mode::Calendar,
        hours: Hours::Always,
        longest_hours: None,
        price: None,
    };
    let (owner, kind) = (format!("o{}", n % 20).as_str().into(), "innovation".into());
    let (rules, evidence) = (String::new(), Vec::new());
    Details { owner, kind, name: format!("平台{n}"), rules, evidence, resources: vec![resource] }
}
