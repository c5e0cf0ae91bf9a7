//! What is refused, each with its own sentence, and what follows from what.

use duoyuan_core::access::Scope;
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::platform::{Class, Command, Mode, Openness, Score, Slot, Stage, Step, Usage};
use duoyuan_core::state::{Rejection, RejectionKind};
use duoyuan_core::view::{self, BookingAct as Act};
use duoyuan_core::words::{Lang, key};
use rust_decimal::Decimal;

use crate::offer::*;
use crate::small::{World, at, month};

fn refused<T: std::fmt::Debug>(result: Result<T, Rejection>, key: duoyuan_core::words::Key) -> Rejection {
    let rejection = result.expect_err("it is refused");
    assert_eq!(rejection.message.key, key, "{}", rejection.message.text(Lang::Chinese));
    rejection
}

fn stage(world: &World, id: duoyuan_core::platform::BookingId) -> Stage {
    see(world, &Scope::Office, |seen| view::booking(seen, id, world.now)).expect("it is there").line.stage
}

#[test]
fn an_id_that_is_taken_tells_of_nobody() {
    let mut world = world();
    let own = details("bank", vec![resource("desk", Class::Place, Mode::Calendar, 3)]);
    let command = Command::Register { platform: "tests".into(), details: own };
    let rejection = refused(act(&mut world, owner("bank"), command), key::PF_ID_TAKEN);
    let args: Vec<_> = rejection.message.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(args, ["found=tests"], "neither whose it is nor what");
}

#[test]
fn the_second_to_ask_is_told_who_and_what_is_free() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    ask(&mut world, "east", "scope", slot).expect("it is free");
    let rejection = refused(ask(&mut world, "west", "scope", slot), key::PF_SLOT_TAKEN);
    assert_eq!(rejection.kind, RejectionKind::Conflict);
    assert_eq!(rejection.message.args["who"], "east");
    // 10 March 2025, 09:00 in Beijing, and a day: the nearest two hours begin at eleven.
    assert_eq!(rejection.message.args["free"], "2025-03-11 11:00—13:00");
    // Neighbours do not touch; desks are three.
    let next = hours(&world, 26, 28);
    ask(&mut world, "west", "scope", next).expect("half-open");
    for _ in 0..3 {
        ask(&mut world, "west", "desk", slot).expect("there are three");
    }
    refused(ask(&mut world, "east", "desk", slot), key::PF_SLOT_TAKEN);
}

#[test]
fn every_refusal_has_its_own_sentence() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    let past = hours(&world, -2, 2);
    refused(ask(&mut world, "east", "scope", past), key::PF_SLOT_PAST);
    refused(ask(&mut world, "east", "scope", Slot { from: slot.to, to: slot.from }), key::PF_SLOT_UPSIDE_DOWN);
    let long = hours(&world, 24, 24 + 49);
    refused(ask(&mut world, "east", "scope", long), key::PF_SLOT_TOO_LONG);
    let far = hours(&world, 24 * 200, 24 * 200 + 1);
    refused(ask(&mut world, "east", "scope", far), key::PF_SLOT_TOO_FAR);
    refused(ask(&mut world, "main", "scope", slot), key::PF_NEVER_OPENED);
    refused(ask(&mut world, "east", "nothing", slot), key::PF_NO_RESOURCE);
    let mut tries = |change: &dyn Fn(&mut duoyuan_core::platform::Request), expected| {
        let mut request = request("tests", "scope", "east", Some(slot));
        change(&mut request);
        refused(act(&mut world, park("east"), Command::Request { request, wait: false }), expected)
    };
    let wrong = tries(&|it| it.enterprise.code = "91410800MA9TERT041".to_owned(), key::CODE_CHECK);
    assert_eq!(wrong.message.args["expected"], "T");
    tries(&|it| it.enterprise.code = "9141".to_owned(), key::CODE_LENGTH);
    tries(&|it| it.enterprise.name = " ".to_owned(), key::PF_BAD_ENTERPRISE);
    tries(&|it| it.purpose = String::new(), key::PF_PURPOSE_NEEDED);
    tries(&|it| it.amount = Decimal::ZERO, key::PF_BAD_AMOUNT);
    tries(&|it| it.amount = (-1).into(), key::PF_BAD_AMOUNT);
    tries(&|it| it.amount = 2.into(), key::PF_AMOUNT_TOO_LARGE);
    tries(&|it| it.slot = None, key::PF_SLOT_NEEDED);
    tries(&|it| it.platform = "nowhere".into(), key::PF_NO_PLATFORM);
    tries(&|it| it.park = "west".into(), key::PF_ONLY_OWN_PARK);
    let closed = request("loans", "loan", "west", None);
    let closed =
        refused(act(&mut world, park("west"), Command::Request { request: closed, wait: false }), key::PF_CLOSED);
    assert_eq!(
        (closed.message.args["since"].as_str(), closed.message.args["why"].as_str()),
        ("2025-03-01", "额度已满")
    );
}

#[test]
fn an_owner_does_not_know_of_anothers_platform() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    let id = ask(&mut world, "east", "scope", slot).expect("free");
    let stranger = refused(step(&mut world, owner("bank"), id, accepted()), key::PF_NO_BOOKING);
    assert_eq!(stranger.kind, RejectionKind::NotFound);
    refused(step(&mut world, park("west"), id, cancelled()), key::PF_NO_BOOKING);
    assert_eq!(see(&world, &Scope::Owner("bank".into()), |seen| view::booking(seen, id, world.now)), None);
    assert_eq!(
        see(&world, &Scope::Owner("bank".into()), |seen| view::platform(seen, &"tests".into(), world.now)),
        None
    );
    assert!(
        see(&world, &Scope::Owner("bank".into()), |seen| view::board(
            seen,
            None,
            duoyuan_core::period::Basis::Month,
            world.now
        ))
        .is_none()
    );
}

#[test]
fn a_booking_takes_its_course() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    let id = ask(&mut world, "east", "scope", slot).expect("free");
    refused(step(&mut world, park("east"), id, accepted()), key::PF_OWNER_DOES_THIS);
    step(&mut world, owner("lab"), id, accepted()).expect("it waits");
    refused(step(&mut world, owner("lab"), id, accepted()), key::PF_ALREADY_ACCEPTED);
    refused(step(&mut world, park("east"), id, Step::CheckedIn), key::PF_CHECK_IN_EARLY);
    refused(step(&mut world, owner("lab"), id, used(1)), key::PF_USE_EARLY);
    let rating = || Step::Rated { score: Score::Satisfied, note: String::new() };
    refused(step(&mut world, park("east"), id, rating()), key::PF_ALREADY_ACCEPTED);
    later(&mut world, 24);
    step(&mut world, park("east"), id, Step::CheckedIn).expect("it is time");
    later(&mut world, 2);
    refused(step(&mut world, owner("lab"), id, used(5)), key::PF_USE_TOO_LONG);
    refused(step(&mut world, owner("lab"), id, used(-1)), key::PF_BAD_HOURS_USED);
    step(&mut world, owner("lab"), id, used(4)).expect("two hours and the tolerance");
    refused(step(&mut world, park("west"), id, rating()), key::PF_NO_BOOKING);
    step(&mut world, park("east"), id, rating()).expect("its own");
    refused(step(&mut world, park("east"), id, rating()), key::PF_RATED_ALREADY);
    let period = Period { from: month("2025-01"), to: month("2025-03") };
    let own_hours = Command::StateOwnUse {
        platform: "tests".into(),
        resource: "scope".into(),
        month: month("2025-03"),
        hours: 12.into(),
        income: 0.into(),
    };
    act(&mut world, owner("lab"), own_hours).expect("the owner states it");
    let page = see(&world, &Scope::Leading, |seen| view::openness(seen, period, world.now)).expect("it is kept");
    let of = |measure| page.indicators.iter().find(|it| it.measure == measure).expect("all are there").clone();
    assert_eq!(of(Measure::Sharing).figure.value, Some(25.into()), "4 hours of 16");
    assert_eq!(of(Measure::OnTime).figure.value, Some(100.into()));
    assert_eq!(of(Measure::Coverage).figure.value, Some(50.into()), "east of two branch parks");
    let satisfaction = of(Measure::Satisfaction);
    assert_eq!(
        (satisfaction.figure.value, satisfaction.figure.gap),
        (None, Some(duoyuan_core::figure::Gap::FewRatings))
    );
    assert!(satisfaction.operands.is_empty(), "one rating is not told");
    // 1400 hours a year, of one instrument, for its first two days.
    let rated = rust_decimal::Decimal::from(1400 * 2) / rust_decimal::Decimal::from(12 * 31);
    assert_eq!(of(Measure::Utilisation).operands[1].value.round_dp(20), rated.round_dp(20));
}

#[test]
fn who_waits_gets_a_turn_in_order() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    let first = ask(&mut world, "east", "scope", slot).expect("free");
    let second = wait(&mut world, "west", "scope", slot).expect("it may wait");
    let third = wait(&mut world, "east", "scope", slot).expect("it may wait");
    assert_eq!(stage(&world, second), Stage::Waitlisted);
    step(&mut world, park("east"), first, cancelled()).expect("its own");
    assert_eq!((stage(&world, second), stage(&world, third)), (Stage::Requested, Stage::Waitlisted));
    step(&mut world, owner("lab"), second, Step::Declined { note: "设备检修".to_owned() }).expect("it waits");
    assert_eq!(stage(&world, third), Stage::Requested);
    step(&mut world, owner("lab"), third, accepted()).expect("it waits");
    later(&mut world, 25);
    let rest = Slot { from: world.now, ..hours(&world, 1, 1) };
    let rest = Slot { from: rest.from.checked_add(jiff::SignedDuration::from_mins(1)).expect("near"), ..rest };
    let fourth = wait(&mut world, "west", "scope", rest).expect("it may wait");
    step(&mut world, owner("lab"), third, Step::NoShow).expect("nobody came");
    assert_eq!(stage(&world, fourth), Stage::Requested, "the rest of the slot is free");
}

#[test]
fn another_time_is_held_until_the_park_answers() {
    let mut world = world();
    let (slot, other) = (hours(&world, 24, 26), hours(&world, 48, 50));
    let id = ask(&mut world, "east", "scope", slot).expect("free");
    let third = hours(&world, 72, 74);
    let taken = ask(&mut world, "west", "scope", third).expect("free");
    let propose = |slot| Step::Proposed { slot, note: String::new() };
    refused(step(&mut world, owner("lab"), id, propose(slot)), key::PF_SAME_SLOT);
    let there = hours(&world, 73, 75);
    refused(step(&mut world, owner("lab"), id, propose(there)), key::PF_SLOT_TAKEN);
    step(&mut world, owner("lab"), id, propose(other)).expect("free");
    refused(ask(&mut world, "west", "scope", other), key::PF_SLOT_TAKEN);
    ask(&mut world, "west", "scope", slot).expect("it was let go");
    step(&mut world, park("east"), id, Step::Agreed).expect("offered");
    assert_eq!(stage(&world, id), Stage::Accepted);
    // Nobody answers the other one: it lapses when its time has come.
    later(&mut world, 73);
    refused(step(&mut world, owner("lab"), taken, accepted()), key::PF_LAPSED);
    let line =
        see(&world, &Scope::Owner("lab".into()), |seen| view::booking(seen, taken, world.now)).expect("its own").line;
    assert!(line.lapsed && line.clock.is_some_and(|clock| clock.overdue));
    assert_eq!(line.acts, [Act::Decline, Act::Propose]);
}

#[test]
fn maintenance_stands_against_bookings_and_bookings_against_maintenance() {
    let mut world = world();
    let slot = hours(&world, 24, 26);
    let id = ask(&mut world, "east", "scope", slot).expect("free");
    let set = |cancel_bookings, slot| Command::SetMaintenance {
        platform: "tests".into(),
        resource: "scope".into(),
        slot,
        why: "年度校准".to_owned(),
        cancel_bookings,
    };
    let window = hours(&world, 20, 30);
    refused(act(&mut world, owner("lab"), set(false, window)), key::PF_BOOKINGS_IN_THE_WAY);
    act(&mut world, owner("lab"), set(true, window)).expect("said to cancel");
    assert_eq!(stage(&world, id), Stage::Cancelled);
    let rejection = refused(ask(&mut world, "west", "scope", slot), key::PF_SLOT_MAINTAINED);
    assert_eq!(rejection.message.args["until"], "2025-03-11 15:00");
    let maintenance = events(&world).iter().rev().find_map(|(position, _, _, event)| {
        matches!(event, duoyuan_core::platform::Event::MaintenanceSet { .. }).then_some(*position)
    });
    let lift = Command::LiftMaintenance { maintenance: maintenance.expect("it was set") };
    act(&mut world, owner("lab"), lift.clone()).expect("to come");
    refused(act(&mut world, owner("lab"), lift), key::PF_NO_MAINTENANCE);
    ask(&mut world, "west", "scope", slot).expect("free again");
}

#[test]
fn openness_is_dated_and_history_stays() {
    let mut world = world();
    let set = |openness, since: &str| Command::SetOpenness {
        platform: "tests".into(),
        park: "east".into(),
        openness,
        since: since.parse().expect("a day"),
        evidence: document(),
    };
    let closed = || Openness::Closed("搬迁".to_owned());
    refused(act(&mut world, owner("bank"), set(closed(), "2025-03-12")), key::PF_NO_PLATFORM);
    refused(act(&mut world, park("east"), set(closed(), "2025-03-12")), key::PF_ONLY_OWNER);
    refused(act(&mut world, owner("lab"), set(closed(), "2025-02-01")), key::PF_SINCE_BEFORE_LAST);
    act(&mut world, owner("lab"), set(closed(), "2025-03-12")).expect("announced");
    // Open through the eleventh, Beijing time.
    let (before, after) = (hours(&world, 24, 25), hours(&world, 48, 49));
    ask(&mut world, "east", "scope", before).expect("still open");
    refused(ask(&mut world, "east", "scope", after), key::PF_CLOSED);
    let midnight = Slot { from: at("2025-03-11T16:00:00Z"), to: at("2025-03-11T17:00:00Z") };
    refused(ask(&mut world, "east", "scope", midnight), key::PF_CLOSED);
    let page = see(&world, &Scope::Park("east".into()), |seen| view::platform(seen, &"tests".into(), world.now));
    let page = page.expect("a park knows every platform");
    assert_eq!(page.history.len(), 2);
    assert!(page.history.iter().all(|line| line.park == "east".into()));
}

#[test]
fn a_service_takes_the_same_course_without_a_slot() {
    let mut world = world();
    let request = request("loans", "loan", "east", None);
    let request = duoyuan_core::platform::Request { amount: 300.into(), ..request };
    let id = act(&mut world, park("east"), Command::Request { request, wait: false }).expect("open");
    let id = duoyuan_core::platform::BookingId(id);
    step(&mut world, owner("bank"), id, accepted()).expect("it waits");
    refused(step(&mut world, owner("bank"), id, Step::NoShow), key::PF_NO_CALENDAR);
    let drawn = |credit: i64| Step::Used(Usage { credit: credit.into(), ..Usage::default() });
    refused(step(&mut world, owner("bank"), id, drawn(301)), key::PF_CREDIT_TOO_LARGE);
    step(&mut world, owner("bank"), id, drawn(250)).expect("less than asked for");
    assert_eq!(stage(&world, id), Stage::Done);
}

#[test]
fn a_park_books_while_it_is_a_pilot_or_a_member() {
    use duoyuan_core::zone::{ParkStatus, StatusFrom};
    let mut world = world();
    let set = |world: &mut World, statuses: &[(&str, ParkStatus)]| {
        let mut zone = (*zone()).clone();
        let from = |from: &str, status| StatusFrom { from: month(from), status };
        zone.parks[1].statuses = statuses.iter().map(|(month, status)| from(month, *status)).collect();
        let adopt = duoyuan_core::state::Command::AdoptZone { zone: zone.into(), demo: false, accepted: vec![] };
        world.act(duoyuan_core::access::Role::Operator, adopt).expect("nothing is approved yet");
    };
    // It is 10 March 2025.
    let slot = hours(&world, 24, 26);
    set(&mut world, &[("2025-01", ParkStatus::Candidate), ("2025-04", ParkStatus::Pilot)]);
    refused(ask(&mut world, "east", "scope", slot), key::PF_NOT_A_MEMBER);
    set(&mut world, &[("2025-03", ParkStatus::Pilot), ("2025-04", ParkStatus::Left)]);
    let april = hours(&world, 24 * 23, 24 * 23 + 2);
    refused(ask(&mut world, "east", "scope", april), key::PF_NOT_A_MEMBER_THEN);
    ask(&mut world, "east", "scope", slot).expect("a pilot books");
    // A pilot stands among the parks that platforms are open to; a candidate does not.
    let columns = |world: &World| {
        let period = Period { from: month("2025-03"), to: month("2025-03") };
        see(world, &Scope::Office, |seen| view::openness(seen, period, world.now)).expect("there").matrix.parks.len()
    };
    assert_eq!(columns(&world), 3);
    set(&mut world, &[("2025-01", ParkStatus::Candidate)]);
    assert_eq!(columns(&world), 2);
}
