//! A laboratory that is open at any hour, with bookings that have begun: stories are told whatever time it is.

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::period::{BEIJING, day_of};
use duoyuan_core::platform::{
    BookingId, Class, Details, Enterprise, Event, Evidence, Hours, Mode, Openness, Request, Resource, Slot, Step,
};
use duoyuan_core::state;
use duoyuan_tests::Server;
use duoyuan_tests::earlier::Earlier;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Its id and its owner.
pub const LAB: &str = "night_lab";
pub const OWNER: &str = "testing";
/// What can be booked in it.
pub const XRD: &str = "X射线衍射仪";
pub const BENCH: &str = "万能试验台";

/// What has begun: somebody came, somebody did not, somebody waits for the rest of that time.
pub struct Begun {
    pub used: Slot,
    pub missed: Slot,
    pub waited_for: Slot,
}

fn actor(role: Role, account: &str) -> Actor {
    Actor { account: account.into(), name: account.to_owned(), role }
}

fn resource(id: &str, name: &str) -> Resource {
    Resource {
        id: id.into(),
        name: name.to_owned(),
        class: Class::Instrument,
        capacity: 1.into(),
        unit: "台".to_owned(),
        rated: None,
        value: None,
        networked: true,
        mode: Mode::Calendar,
        hours: Hours::Always,
        longest_hours: None,
        price: None,
    }
}

/// An hour of a day to come, on the hour.
pub fn hour(days: i64, hour: i8) -> Slot {
    let day = day_of(Timestamp::now()).saturating_add(days.days());
    let from = BEIJING.to_timestamp(day.at(hour, 0, 0, 0)).unwrap();
    Slot { from, to: from + SignedDuration::from_hours(1) }
}

/// A server with the laboratory, open to three parks since last week.
pub async fn server() -> (Server, Begun) {
    let mut server = Server::stopped().await;
    let now = Timestamp::now();
    let minutes = |n: i64| now + SignedDuration::from_mins(n);
    let used = Slot { from: minutes(-40), to: minutes(120) };
    let missed = Slot { from: minutes(-45), to: minutes(180) };
    let waited_for = Slot { from: minutes(60), to: minutes(120) };
    let mut earlier = Earlier::of(&server);
    let mut did = |by: &Actor, at: i64, event: Event| {
        BookingId(earlier.did(by, minutes(at * 60), &state::Event::Platform(event)))
    };
    let owner = actor(Role::Owner(OWNER.into()), OWNER);
    let details = Details {
        owner: OWNER.into(),
        kind: "innovation".into(),
        name: "夜间检测平台".to_owned(),
        rules: String::new(),
        evidence: Vec::new(),
        resources: vec![resource("xrd", XRD), resource("bench", BENCH)],
    };
    did(&owner, -200, Event::Registered { platform: LAB.into(), details });
    let since = day_of(minutes(-199 * 60));
    for park in ["xiuwu", "boai", "wuzhi"] {
        let evidence = Evidence { document: "焦高新平台〔30〕号".to_owned(), digest: None };
        let (platform, openness) = (LAB.into(), Openness::Open);
        did(&owner, -199, Event::OpennessSet { platform, park: park.into(), openness, since, evidence });
    }
    let mut asked = |park: &str, resource: &str, slot: Slot, waitlisted: bool| {
        let enterprise =
            Enterprise { code: "91410811MA9TERT12K".to_owned(), name: "演示材料有限公司".to_owned() };
        let (platform, resource, purpose) = (LAB.into(), resource.into(), "来料成分比对".to_owned());
        let (park_id, slot, amount) = (park.into(), Some(slot), 1.into());
        let request = Request { platform, resource, park: park_id, enterprise, slot, amount, purpose };
        let booking = did(&actor(Role::Park(park.into()), park), -5, Event::Requested { request, waitlisted });
        if !waitlisted {
            did(&owner, -4, Event::Booking { booking, step: Step::Accepted { note: String::new() } });
        }
    };
    asked("xiuwu", "xrd", used, false);
    asked("boai", "bench", missed, false);
    asked("wuzhi", "bench", waited_for, true);
    drop(earlier);
    server.start().await;
    (server, Begun { used, missed, waited_for })
}
