//! Everything that a scope can ask for, as it travels.

use duoyuan_core::access::Scope;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::Basis;
use duoyuan_core::platform::BookingId;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::sharing::Span;
use duoyuan_core::view::{self, Kind, ListingsAsked, RankBy, Selection, Wanted};
use serde::Serialize;
use serde_json::Value;

use crate::small::{World, month};
use crate::world::PARKS;

/// One code of every kind of source.
const CODES: [&str; 10] = [
    "revenue",
    "goods",
    "PO-1",
    "PO-8a",
    "PO-11",
    "PO-12",
    "SH-given",
    "SH-received-money.lead",
    "SH-net",
    "EN-revenue",
];

/// Named answers. What is taken of a calendar is left out: whoever books must be told.
pub fn everything(world: &World, scope: &Scope) -> Vec<(String, Value)> {
    let mut all = All { answers: Vec::new() };
    let (now, state) = (world.now, &world.state);
    let seen = Seen::new(state, scope).expect("a zone");
    let parks = PARKS.map(ParkId::from);
    all.add("position", (seen.position(), seen.changed_at()));
    all.add("live", view::live(seen, now));
    all.add("market", view::market(seen, now));
    all.add("queue", view::queue(seen, now));
    all.add("catalogue", view::catalogue(seen, now));
    let months = month("2024-12").to(month("2025-03")).map(Some);
    for (of, basis) in [None].into_iter().chain(months).flat_map(|of| [(of, Basis::Month), (of, Basis::Cumulative)]) {
        let at = |name: &str| format!("{name} {of:?} {basis:?}");
        all.add(&at("board"), view::board(seen, of, basis, now));
        all.add(&at("enclaves"), view::enclaves(seen, of, basis, now));
        for park in &parks {
            all.add(&at(&format!("park {park}")), view::park(seen, park, of, basis, now));
        }
        let Some(of) = of else { continue };
        for subject in [Subject::Zone, Subject::Park("east".into()), Subject::Park("west".into())] {
            for indicator in &seen.zone().indicators {
                let explained = view::explain(seen, &subject, &indicator.code, of, basis, jiff::Timestamp::MAX);
                all.add(&at(&format!("explain {subject:?} {}", indicator.code)), explained);
            }
        }
        for code in CODES {
            for subject in [
                Subject::Zone,
                Subject::Park("east".into()),
                Subject::Park("west".into()),
                Subject::Owner("lab".into()),
            ] {
                let at = format!("{subject:?} {code} {of:?} {basis:?}");
                let code = Code::new(code);
                // Openness is asked of the months that its page is asked of.
                if of >= month("2025-02") || !code.as_str().starts_with("PO") {
                    all.add(&format!("figure {at}"), seen.figure(&subject, &code, of, basis, now));
                    all.add(&format!("explained {at}"), view::explain(seen, &subject, &code, of, basis, now));
                }
                if basis == Basis::Month && !code.as_str().starts_with("PO") {
                    all.add(&format!("trend {at}"), seen.trend_by(&subject, &code, of, 3, now));
                }
            }
            all.add(
                &format!("ranking {code} {of:?}"),
                view::ranking(seen, Some(&Code::new(code)), (Some(of), basis), RankBy::Level, now),
            );
        }
        if of >= month("2025-02") {
            let period = Period::of(of, basis);
            all.add(&at("openness"), view::openness(seen, period, now));
            for measure in Measure::ALL {
                for platform in [None, Some("loans".into())] {
                    let explained = view::openness_explained(seen, measure, platform.as_ref(), period, now);
                    all.add(&at(&format!("{} {platform:?}", measure.id())), explained);
                }
            }
        }
    }
    for park in &parks {
        all.add(&format!("desk {park}"), view::desk(seen, park, now));
        all.add(&format!("bookings {park}"), view::my_bookings(seen, park, now));
        for of in ["2024-12", "2025-01", "2025-02"] {
            all.add(&format!("sheet {park} {of}"), view::sheet(seen, park, month(of)));
            all.add(&format!("review {park} {of}"), view::review(seen, park, month(of)));
        }
    }
    for (span, element) in [Span::Month, Span::Year, Span::All]
        .into_iter()
        .flat_map(|span| [None, Some("lead"), Some("talent")].map(|element| (span, element.map(Into::into))))
    {
        let selection = Selection { element: element.clone(), span, month: None };
        all.add(&format!("sharing {selection:?}"), view::sharing(seen, &selection, now));
        for kind in [Kind::Counted, Kind::Begun, Kind::Landed, Kind::Unconfirmed] {
            let wanted = Wanted { element: element.clone(), span, kind, ..Wanted::default() };
            all.add(&format!("transfers {wanted:?}"), view::transfers(seen, &wanted, now));
        }
    }
    all.add("listings", view::listings(seen, &ListingsAsked::default(), now));
    for platform in ["tests", "loans"] {
        let page = view::platform(seen, &platform.into(), now);
        all.add(&format!("platform {platform}"), page.map(|page| view::PlatformPage { taken: Vec::new(), ..page }));
    }
    for id in 1..120 {
        let page = view::booking(seen, BookingId(id), now);
        page.into_iter().for_each(|page| all.add(&format!("booking {id}"), page));
    }
    for owner in ["lab", "bank"] {
        all.add(&format!("work {owner}"), view::work(seen, &owner.into(), now));
    }
    all.answers
}

struct All {
    answers: Vec<(String, Value)>,
}

impl All {
    fn add(&mut self, name: &str, answer: impl Serialize) {
        self.answers.push((name.to_owned(), serde_json::to_value(answer).expect("views are plain data")));
    }
}

/// The first thing that differs, in words.
pub fn difference(before: &[(String, Value)], after: &[(String, Value)]) -> Option<String> {
    assert_eq!(before.len(), after.len(), "as many answers");
    let pairs = before.iter().zip(after);
    pairs.filter_map(|(one, other)| Some(format!("{}{}", one.0, within(&one.1, &other.1)?))).next()
}

fn within(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        _ if one == other => None,
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            one.iter().find_map(|(key, value)| Some(format!(".{key}{}", within(value, other.get(key)?)?)))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(n, (one, other))| Some(format!("[{n}]{}", within(one, other)?))),
        _ => Some(format!(": {one} became {other}")),
    }
}
