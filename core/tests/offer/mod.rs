//! A small zone with platforms: two owners, one instrument, ten desks, a service.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::platform::{
    BookingId, Class, Command, Details, Enterprise, Event, Evidence, Hours, Mode, Openness, Request, Resource, Slot,
    Step, Usage,
};
use duoyuan_core::series::Seen;
use duoyuan_core::state::{self, Rejection};
use duoyuan_core::zone::{self, Zone};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use crate::small::{self, World};

pub const CODE: &str = "91410800MA9TERT04T";

/// The small zone with the shipped rules of openness and two owners, both of the main park.
pub fn zone() -> Arc<Zone> {
    let mut zone = (*small::zone()).clone();
    let shipped = zone::load(&zone::shipped()).expect("it is sound");
    zone.openness = shipped.openness;
    let pattern = shipped.owners.first().expect("it has one");
    for id in ["lab", "bank"] {
        zone.owners.push(duoyuan_core::openness::Owner { id: id.into(), park: "main".into(), ..pattern.clone() });
    }
    Arc::new(zone)
}

pub fn resource(id: &str, class: Class, mode: Mode, capacity: i64) -> Resource {
    Resource {
        id: id.into(),
        name: id.to_owned(),
        class,
        capacity: capacity.into(),
        unit: "台".to_owned(),
        rated: (class == Class::Instrument).then(|| "general".into()),
        value: Some(120.into()),
        networked: true,
        mode,
        hours: if mode == Mode::Calendar { Hours::Always } else { Hours::Standard },
        longest_hours: Some(48),
        price: None,
    }
}

pub fn details(owner: &str, resources: Vec<Resource>) -> Details {
    let name = format!("{owner}的平台");
    let kind = if owner == "lab" { "innovation" } else { "finance" };
    Details { owner: owner.into(), kind: kind.into(), name, rules: String::new(), evidence: vec![], resources }
}

pub fn document() -> Evidence {
    Evidence { document: "焦高新〔2024〕3号".to_owned(), digest: None }
}

/// The zone with two platforms: `tests` (instrument `scope`, desks `desk`) and `loans` (service `loan`). East may
/// use both, west the first under a condition; nobody has said anything of main.
pub fn world() -> World {
    let mut world = World::new();
    world
        .act(Role::Operator, state::Command::AdoptZone { zone: zone(), demo: false, accepted: Vec::new() })
        .expect("the operator may");
    let scope = resource("scope", Class::Instrument, Mode::Calendar, 1);
    let desk = resource("desk", Class::Place, Mode::Calendar, 3);
    let loan = resource("loan", Class::Credit, Mode::Request, 500);
    for (owner, id, resources) in [("lab", "tests", vec![scope, desk]), ("bank", "loans", vec![loan])] {
        let command = Command::Register { platform: id.into(), details: details(owner, resources) };
        act(&mut world, Role::Owner(owner.into()), command).expect("an owner registers");
    }
    for (owner, id, park, openness) in [
        ("lab", "tests", "east", Openness::Open),
        ("lab", "tests", "west", Openness::Conditional("仅限检测".to_owned())),
        ("bank", "loans", "east", Openness::Open),
        ("bank", "loans", "west", Openness::Closed("额度已满".to_owned())),
    ] {
        let since = "2025-03-01".parse().expect("a day");
        let (platform, park, evidence) = (id.into(), park.into(), document());
        let command = Command::SetOpenness { platform, park, openness, since, evidence };
        act(&mut world, Role::Owner(owner.into()), command).expect("an owner opens");
    }
    world
}

pub fn act(world: &mut World, role: Role, command: Command) -> Result<u64, Rejection> {
    world.act(role, state::Command::Platform(command))
}

pub fn park(id: &str) -> Role {
    Role::Park(id.into())
}

pub fn owner(id: &str) -> Role {
    Role::Owner(id.into())
}

/// Hours after the beginning of the world.
pub fn hours(world: &World, from: i64, to: i64) -> Slot {
    let at = |hours| world.now.checked_add(SignedDuration::from_hours(hours)).expect("within the calendar");
    Slot { from: at(from), to: at(to) }
}

pub fn request(platform: &str, resource: &str, park: &str, slot: Option<Slot>) -> Request {
    Request {
        platform: platform.into(),
        resource: resource.into(),
        park: park.into(),
        enterprise: Enterprise { code: CODE.to_owned(), name: "甲公司".to_owned() },
        slot,
        amount: Decimal::ONE,
        purpose: "材料检测".to_owned(),
    }
}

pub fn ask(world: &mut World, by: &str, resource: &str, slot: Slot) -> Result<BookingId, Rejection> {
    let request = request("tests", resource, by, Some(slot));
    act(world, park(by), Command::Request { request, wait: false }).map(BookingId)
}

pub fn wait(world: &mut World, by: &str, resource: &str, slot: Slot) -> Result<BookingId, Rejection> {
    let request = request("tests", resource, by, Some(slot));
    act(world, park(by), Command::Request { request, wait: true }).map(BookingId)
}

pub fn step(world: &mut World, role: Role, booking: BookingId, step: Step) -> Result<u64, Rejection> {
    act(world, role, Command::Step { booking, step })
}

pub fn accepted() -> Step {
    Step::Accepted { note: String::new() }
}

pub fn used(hours: i64) -> Step {
    Step::Used(Usage { hours: hours.into(), income: (hours * 100).into(), ..Usage::default() })
}

pub fn cancelled() -> Step {
    Step::Cancelled { reason: "样品未到".to_owned() }
}

pub fn later(world: &mut World, hours: i64) -> Timestamp {
    world.now = world.now.checked_add(SignedDuration::from_hours(hours)).expect("within the calendar");
    world.now
}

pub fn see<T>(world: &World, scope: &Scope, look: impl FnOnce(Seen<'_>) -> T) -> T {
    look(Seen::new(&world.state, scope).expect("a zone"))
}

/// The journal's events about platforms, with their positions, moments and whether a park acted.
pub fn events(world: &World) -> Vec<(u64, Timestamp, bool, Event)> {
    let mut state = duoyuan_core::state::State::default();
    let mut all = Vec::new();
    for stored in &world.journal {
        let entry = duoyuan_core::journal::read(state.head(), stored).expect("a sound chain");
        if let state::Event::Platform(event) = entry.event.clone() {
            all.push((entry.position, entry.at, matches!(entry.by.role, Role::Park(_)), event));
        }
        state.apply(entry);
    }
    all
}
