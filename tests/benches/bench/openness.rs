//! Two hundred thousand bookings of three hundred platforms by thirty parks: the whole view, the owner's work,
//! what is free, and one entry more.

use duoyuan_core::access::Scope;
use duoyuan_core::id::PlatformId;
use duoyuan_core::openness::Period;
use duoyuan_core::period::Month;
use duoyuan_core::platform::{
    BookingId, Details, Enterprise, Event, Evidence, Openness, Request, Score, Slot, Step, Usage,
};
use duoyuan_core::series::Seen;
use duoyuan_core::view;
use jiff::SignedDuration;
use rust_decimal::Decimal;
use serde_json::json;

use crate::{Limit, grown, line};

const PLATFORMS: u64 = 300;
const BOOKINGS: u64 = 200_000;
const ROUNDS: usize = 20;

pub fn run() {
    let mut zone = grown::State::new();
    let owners: Vec<_> = zone.zone.owners.iter().map(|owner| owner.id.clone()).collect();
    let open = Evidence { document: "焦高新〔2024〕1号".to_owned(), digest: None };
    let platform = |number: u64| PlatformId::new(format!("platform-{number:03}"));
    for number in 0..PLATFORMS {
        let owner = &owners[number as usize % owners.len()];
        zone.serve(
            grown::start(),
            Event::Registered { platform: platform(number), details: details(owner.as_str(), number) },
        );
        for park in 0..grown::PARKS {
            let (platform, park, evidence) = (platform(number), grown::park(park), open.clone());
            let since = "2024-11-01".parse().expect("a day");
            zone.serve(
                grown::start(),
                Event::OpennessSet { platform, park, openness: Openness::Open, since, evidence },
            );
        }
    }
    for number in 0..BOOKINGS {
        // Each platform is booked some 670 times in two years, two hours at a time.
        let turn = number / PLATFORMS;
        let from = grown::start() + SignedDuration::from_hours(i64::try_from(turn).expect("a count") * 26);
        let slot = Slot { from, to: from + SignedDuration::from_hours(2) };
        let asked = from - SignedDuration::from_hours(20);
        let request = Request {
            platform: platform(number % PLATFORMS),
            resource: "one".into(),
            park: grown::park((number % 29) as usize),
            enterprise: Enterprise { code: format!("{:018}", number % 4000), name: format!("企业{}", number % 4000) },
            slot: Some(slot),
            amount: Decimal::ONE,
            purpose: "检测".to_owned(),
        };
        let booking = BookingId(zone.serve(asked, Event::Requested { request, waitlisted: false }));
        let usage = Usage { hours: Decimal::TWO, income: 300.into(), ..Default::default() };
        let steps = [
            (asked + SignedDuration::from_hours(5), Step::Accepted { note: String::new() }),
            (slot.from, Step::CheckedIn),
            (slot.to, Step::Used(usage)),
            (slot.to, Step::Rated { score: Score::Satisfied, note: String::new() }),
        ];
        // One in twenty was not answered.
        for (at, step) in steps.into_iter().take(if number % 20 == 0 { 0 } else { 4 }) {
            zone.serve(at, Event::Booking { booking, step });
        }
    }
    line("openness_apply_an_entry", zone.micros_an_entry(), "us", Limit::Most(1000.0));
    let seen = |scope| Seen::new(&zone.state, scope).expect("a zone");
    let first: Month = "2024-11".parse().expect("a month");
    for (name, period) in [
        ("openness_view_year", Period { from: first.plus(13), to: first.plus(23) }),
        ("openness_view_all", Period { from: first, to: first.plus(23) }),
    ] {
        let took = grown::millis(ROUNDS, || view::openness(seen(&Scope::Leading), period, grown::now()));
        line(name, took, "ms", Limit::Most(50.0));
    }
    let owner = Scope::Owner(owners[0].clone());
    line(
        "openness_work",
        grown::millis(ROUNDS, || view::work(seen(&owner), &owners[0], grown::now())),
        "ms",
        Limit::Most(50.0),
    );
    let live = grown::millis(ROUNDS, || view::live(seen(&Scope::Leading), grown::now()));
    line("openness_live_document", live, "ms", Limit::Most(50.0));
}

fn details(owner: &str, number: u64) -> Details {
    let resource = json!({
        "id": "one", "name": "仪器", "class": "instrument", "capacity": "1", "unit": "台", "rated": "survey",
        "value": "120", "networked": true, "mode": "calendar", "hours": "always",
    });
    let details =
        json!({"owner": owner, "kind": "innovation", "name": format!("平台{number}"), "resources": [resource]});
    serde_json::from_value(details).expect("what an owner says")
}
