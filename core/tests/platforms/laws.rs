//! Laws of platforms, tried with random histories of two parks and two owners.

use std::collections::{BTreeMap, BTreeSet};

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::platform::{BookingId, Class, Command, Event, Openness, Request, Score, Slot, Stage, Step, Usage};
use duoyuan_core::view;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::offer::*;
use crate::small::{World, month};

/// Something that is tried.
#[derive(Clone, Debug)]
enum Try {
    Ask { park: &'static str, resource: &'static str, from: i64, length: i64, amount: i64, wait: bool },
    Loan { park: &'static str, amount: i64 },
    Step { which: usize, who: usize, step: usize, from: i64, hours: i64 },
    Maintain { resource: &'static str, from: i64, length: i64, cancel: bool },
    Lift { which: usize },
    Open { park: &'static str, level: usize, days: i64 },
    OwnUse { hours: i64 },
    Capacity { desks: i64 },
    Later { hours: i64 },
}

fn any_try() -> impl Strategy<Value = Try> {
    let park = || prop::sample::select(&["east", "west"][..]);
    let resource = || prop::sample::select(&["scope", "desk"][..]);
    prop_oneof![
        8 => (park(), resource(), -1..16_i64, 0..5_i64, prop::sample::select(&[1, 1, 1, 2, 3][..]), any::<bool>()).prop_map(
            |(park, resource, from, length, amount, wait)| Try::Ask { park, resource, from, length, amount, wait }),
        3 => (park(), -5..600_i64).prop_map(|(park, amount)| Try::Loan { park, amount }),
        14 => (0..6_usize, 0..24_usize, prop::sample::select(&[0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 8, 8, 9, 9, 10, 11, 11, 12][..]), -2..40_i64, -1..4_i64).prop_map(
            |(which, who, step, from, hours)| Try::Step { which, who, step, from, hours }),
        1 => (resource(), -2..40_i64, 0..10_i64, any::<bool>()).prop_map(
            |(resource, from, length, cancel)| Try::Maintain { resource, from, length, cancel }),
        1 => any::<usize>().prop_map(|which| Try::Lift { which }),
        1 => (park(), 0..3_usize, -3..3_i64).prop_map(|(park, level, days)| Try::Open { park, level, days }),
        1 => (-1..900_i64).prop_map(|hours| Try::OwnUse { hours }),
        1 => (0..5_i64).prop_map(|desks| Try::Capacity { desks }),
        6 => (0..8_i64).prop_map(|hours| Try::Later { hours }),
    ]
}

fn any_history() -> impl Strategy<Value = Vec<Try>> {
    prop::collection::vec(any_try(), 0..80)
}

fn command(world: &World, what: Try) -> Option<(Role, Command)> {
    let requested: Vec<u64> =
        events(world).iter().filter(|it| matches!(it.3, Event::Requested { .. })).map(|it| it.0).collect();
    Some(match what {
        Try::Ask { park: by, resource, from, length, amount, wait } => {
            let slot = Some(hours(world, from, from + length));
            let request = Request { amount: amount.into(), ..request("tests", resource, by, slot) };
            (park(by), Command::Request { request, wait })
        }
        Try::Loan { park: by, amount } => {
            let request = Request { amount: amount.into(), ..request("loans", "loan", by, None) };
            (park(by), Command::Request { request, wait: false })
        }
        Try::Step { which, who, step, from, hours: used } => {
            let booking = BookingId(*requested.iter().rev().nth(which % requested.len().max(1))?);
            let line = see(world, &Scope::Office, |seen| view::booking(seen, booking, world.now))?.line;
            // Mostly the one whose step it is, mostly what can be done next.
            let rightful = match (step, line.stage) {
                (4 | 6 | 9, _) => Role::Park(line.request.park),
                (5, Stage::Requested | Stage::Waitlisted) => Role::Park(line.request.park),
                _ => Role::Owner(line.owner),
            };
            let role = match who {
                0 => park("east"),
                1 => owner("lab"),
                2 => owner("bank"),
                3 => Role::Office,
                _ => rightful,
            };
            let note = || "见附件说明".to_owned();
            let step = match step {
                0 | 1 => accepted(),
                2 => Step::Declined { note: note() },
                3 => Step::Proposed { slot: hours(world, from, from + 2), note: note() },
                4 => Step::Agreed,
                5 => Step::Cancelled { reason: note() },
                6 => Step::CheckedIn,
                7 => Step::NoShow,
                8 => Step::Used(Usage { hours: used.into(), income: 40.into(), credit: 1.into(), ..Usage::default() }),
                9 => Step::Rated { score: Score::Fair, note: note() },
                11 | 12 => Step::Repaid { credit: used.into() },
                _ => Step::Promoted,
            };
            (role, Command::Step { booking, step })
        }
        Try::Maintain { resource, from, length, cancel } => {
            let (slot, why) = (hours(world, from, from + length), "年度校准".to_owned());
            let (platform, resource) = ("tests".into(), resource.into());
            (owner("lab"), Command::SetMaintenance { platform, resource, slot, why, cancel_bookings: cancel })
        }
        Try::Lift { which } => {
            let set = events(world).into_iter().filter(|it| matches!(it.3, Event::MaintenanceSet { .. }));
            let set: Vec<u64> = set.map(|it| it.0).collect();
            (owner("lab"), Command::LiftMaintenance { maintenance: *set.get(which % set.len().max(1))? })
        }
        Try::Open { park, level, days } => {
            let openness = match level {
                0 => Openness::Open,
                1 => Openness::Conditional("仅限检测".to_owned()),
                _ => Openness::Closed("搬迁".to_owned()),
            };
            let since = day_of(hours(world, days * 24, 0).from);
            let (platform, park, evidence) = ("tests".into(), park.into(), document());
            (owner("lab"), Command::SetOpenness { platform, park, openness, since, evidence })
        }
        Try::OwnUse { hours } => {
            let (platform, resource, month) = ("tests".into(), "scope".into(), Month::of(day_of(world.now)));
            (owner("lab"), Command::StateOwnUse { platform, resource, month, hours: hours.into(), income: 10.into() })
        }
        Try::Capacity { desks } => {
            let scope = resource("scope", Class::Instrument, duoyuan_core::platform::Mode::Calendar, 1);
            let desk = resource("desk", Class::Place, duoyuan_core::platform::Mode::Calendar, desks);
            (owner("lab"), Command::Change { platform: "tests".into(), details: details("lab", vec![scope, desk]) })
        }
        Try::Later { .. } => return None,
    })
}

fn try_it(world: &mut World, what: Try) -> bool {
    if let Try::Later { hours } = what {
        later(world, hours);
        return false;
    }
    let Some((role, command)) = command(world, what) else { return false };
    act(world, role, command).is_ok()
}

fn lived(history: Vec<Try>) -> World {
    let mut world = world();
    for what in history {
        try_it(&mut world, what);
    }
    world
}

/// At no instant from now on is more promised than there is, counted from the bookings themselves.
fn never_too_much(world: &World) -> Result<(), TestCaseError> {
    let page =
        see(world, &Scope::Office, |seen| view::platform(seen, &"tests".into(), world.now)).expect("it is there");
    let mut held: BTreeMap<String, Vec<(Slot, Decimal)>> = BTreeMap::new();
    for (position, _, _, event) in events(world) {
        let Event::Requested { .. } = event else { continue };
        let line = see(world, &Scope::Office, |seen| view::booking(seen, BookingId(position), world.now))
            .expect("it is there")
            .line;
        let holds = matches!(line.stage, Stage::Requested | Stage::Proposed | Stage::Accepted | Stage::CheckedIn);
        if let (true, Some(slot)) = (holds, line.request.slot) {
            held.entry(line.request.resource.to_string()).or_default().push((slot, line.request.amount));
        }
    }
    for resource in &page.card.resources {
        let bookings = held.get(resource.resource.id.as_str()).map_or(&[][..], Vec::as_slice);
        // The most is reached where something begins.
        for at in bookings.iter().map(|(slot, _)| slot.from.max(world.now)) {
            let sum: Decimal =
                bookings.iter().filter(|(slot, _)| slot.from <= at && at < slot.to).map(|(_, amount)| amount).sum();
            prop_assert!(sum <= resource.resource.capacity, "{} at {at}: {sum}", resource.resource.id);
        }
    }
    Ok(())
}

/// Everything a scope can be shown about platforms.
fn everything_seen(world: &World, scope: &Scope) -> String {
    let now = world.now;
    let period = Period { from: month("2025-01"), to: month("2025-04") };
    see(world, scope, |seen| {
        let mut all = vec![
            serde_json::to_string(&view::catalogue(seen, now)),
            serde_json::to_string(&view::openness(seen, period, now)),
            serde_json::to_string(&view::live(seen, now)),
        ];
        for platform in ["tests", "loans"] {
            all.push(serde_json::to_string(&view::platform(seen, &platform.into(), now)));
        }
        for of in ["east", "west", "main"] {
            all.push(serde_json::to_string(&view::my_bookings(seen, &of.into(), now)));
        }
        for of in ["lab", "bank"] {
            all.push(serde_json::to_string(&view::work(seen, &of.into(), now)));
        }
        let search = view::Search {
            range: hours(world, 0, 200),
            platform: None,
            resource: None,
            kind: None,
            class: None,
            amount: 1.into(),
            minutes: 30,
        };
        all.push(serde_json::to_string(&view::availability(seen, &search, now)));
        for measure in Measure::ALL {
            all.push(serde_json::to_string(&view::openness_explained(seen, measure, None, period, now)));
        }
        for position in 0..=world.journal.len() as u64 {
            all.push(serde_json::to_string(&view::booking(seen, BookingId(position), now)));
        }
        all.into_iter().map(|json| json.expect("views are plain data")).collect()
    })
}

/// What the journal says of a measure, read entry by entry without any of the sums kept along the way.
#[derive(Default)]
struct Recount {
    external: Decimal,
    /// By month: hours for others, and yuan.
    external_of: BTreeMap<Month, (Decimal, Decimal)>,
    cross: Decimal,
    own: BTreeMap<Month, Decimal>,
    done: u32,
    valid: u32,
    answers: Vec<i64>,
    on_time: u32,
    /// Taken back after an answer was due, or still open.
    missed: u32,
    came: u32,
    no_shows: u32,
    withdrawn: u32,
    ended: u32,
    own_income: BTreeMap<Month, Decimal>,
    enterprises: BTreeSet<String>,
    users: BTreeSet<String>,
    income: Decimal,
    ratings: u32,
}

fn recount(world: &World, period: Period) -> Recount {
    let mut sums = Recount::default();
    let mut clocks = BTreeMap::new();
    let mut in_line = BTreeSet::new();
    let mut asked: BTreeMap<u64, Option<jiff::Timestamp>> = BTreeMap::new();
    let mut requests: BTreeMap<u64, Request> = BTreeMap::new();
    let within = |at| (period.from..=period.to).contains(&Month::of(day_of(at)));
    for (position, at, by_park, event) in events(world) {
        match event {
            Event::Requested { request, waitlisted } => {
                if waitlisted {
                    in_line.insert(position);
                } else {
                    clocks.insert(position, at);
                }
                asked.insert(position, request.slot.map(|slot| slot.from));
                requests.insert(position, request);
            }
            Event::OwnUse { month, hours, income, .. } => {
                sums.own.insert(month, hours);
                sums.own_income.insert(month, income);
            }
            Event::Booking { booking: BookingId(id), step } => {
                let answers = matches!(step, Step::Accepted { .. } | Step::Declined { .. } | Step::Proposed { .. });
                let began = answers.then(|| clocks.remove(&id)).flatten();
                let in_time = |began: jiff::Timestamp| {
                    at.duration_since(began).as_secs() <= 48 * 3600 && asked[&id].is_none_or(|slot| at < slot)
                };
                sums.answers.extend(began.filter(|_| within(at)).map(|began| at.duration_since(began).as_secs()));
                sums.on_time += u32::from(began.is_some_and(|began| within(at) && in_time(began)));
                let waited_in_line = in_line.contains(&id);
                match step {
                    Step::Promoted => {
                        clocks.insert(id, at);
                        in_line.remove(&id);
                    }
                    Step::Cancelled { .. } | Step::Declined { .. } if !waited_in_line && within(at) => {
                        sums.ended += 1;
                        let taken_back = by_park && matches!(step, Step::Cancelled { .. });
                        sums.withdrawn += u32::from(taken_back);
                        sums.valid += u32::from(!taken_back);
                        sums.missed += u32::from(clocks.remove(&id).is_some_and(|began| !in_time(began)));
                    }
                    Step::NoShow if within(requests[&id].slot.expect("it has one").from) => {
                        sums.ended += 1;
                        sums.no_shows += 1;
                    }
                    Step::Proposed { slot, .. } => requests.get_mut(&id).expect("asked for").slot = Some(slot),
                    // A place in the waiting line that its owner lets go is an answer to the request all the same.
                    Step::Declined { .. } if within(at) => sums.valid += 1,
                    Step::Rated { .. } if within(at) => sums.ratings += 1,
                    Step::Used(usage) => {
                        let request = &requests[&id];
                        if within(request.slot.map_or(at, |slot| slot.from)) {
                            sums.done += 1;
                            sums.valid += 1;
                            sums.ended += 1;
                            sums.came += u32::from(request.slot.is_some());
                            sums.income += usage.income;
                            sums.enterprises.insert(request.enterprise.code.clone());
                            sums.users.insert(request.park.to_string());
                            if request.resource.as_str() == "scope" {
                                sums.external += usage.hours;
                                let used = Month::of(day_of(request.slot.map_or(at, |slot| slot.from)));
                                let of = sums.external_of.entry(used).or_default();
                                *of = (of.0 + usage.hours, of.1 + usage.income);
                                sums.cross += usage.hours;
                            }
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // Still open, and nobody has answered: the clock runs on.
    for (id, began) in clocks {
        let due = (began + jiff::SignedDuration::from_hours(48)).min(asked[&id].unwrap_or(jiff::Timestamp::MAX));
        let slot_began = asked[&id].is_some_and(|slot| world.now >= slot);
        sums.missed += u32::from(within(due) && (world.now > due || slot_began));
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_is_promised_twice_whoever_asks_in_whatever_order(history in any_history()) {
        let mut world = world();
        for what in history {
            if try_it(&mut world, what) {
                never_too_much(&world)?;
            }
        }
    }

    #[test]
    fn applying_the_journal_again_gives_the_same_state(history in any_history()) {
        let world = lived(history);
        prop_assert_eq!(world.replayed(), world.state);
    }

    #[test]
    fn a_rejected_command_changes_nothing(history in any_history(), last in any_try()) {
        let mut world = lived(history);
        let before = world.state.clone();
        if !try_it(&mut world, last) {
            prop_assert_eq!(world.state, before);
        }
    }

    #[test]
    fn measures_are_what_the_journal_says(history in any_history()) {
        let world = lived(history);
        let period = Period { from: month("2025-01"), to: month("2025-03") };
        let sums = recount(&world, period);
        let page = see(&world, &Scope::Leading, |seen| view::openness(seen, period, world.now)).expect("it is kept");
        let operands = |measure: Measure| -> Vec<Decimal> {
            let it = page.indicators.iter().find(|it| it.measure == measure).expect("all are there");
            it.operands.iter().map(|operand| operand.value).collect()
        };
        // `scope` is there since March alone: a month is stated, or everything is left out and told.
        let stated = sums.own.keys().filter(|month| (period.from..=period.to).contains(month)).count();
        let own: Decimal = sums.own.range(period.from..=period.to).map(|(_, hours)| hours).sum();
        let stated_of = sums.external_of.iter().filter(|(month, _)| sums.own.contains_key(month)).map(|(_, of)| *of);
        let external = stated_of.fold((Decimal::ZERO, Decimal::ZERO), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        let sharing = page.indicators.iter().find(|it| it.measure == Measure::Sharing).expect("all are there");
        prop_assert_eq!(sharing.figure.lacking, Decimal::from(1 - stated));
        if stated == 0 {
            prop_assert_eq!(sharing.figure.gap, Some(duoyuan_core::figure::Gap::HoursUnstated));
        } else {
            prop_assert_eq!(operands(Measure::Sharing), [external.0, external.0 + own]);
        }
        prop_assert_eq!(operands(Measure::CrossPark), [sums.cross, sums.external]);
        prop_assert_eq!(operands(Measure::Fulfilled), [Decimal::from(sums.done), sums.valid.into()]);
        prop_assert_eq!(operands(Measure::Enterprises), [Decimal::from(sums.enterprises.len())]);
        prop_assert_eq!(operands(Measure::Coverage), [Decimal::from(sums.users.len()), 2.into()]);
        prop_assert_eq!(operands(Measure::ResponseHours), [Decimal::from(sums.answers.len())]);
        let income = operands(Measure::Income).get(1).copied().unwrap_or_default();
        prop_assert_eq!(income, sums.income / Decimal::from(10_000));
        let due = sums.answers.len() as u32 + sums.missed;
        prop_assert_eq!(operands(Measure::OnTime), [Decimal::from(sums.on_time), due.into()]);
        prop_assert_eq!(operands(Measure::NoShows), [Decimal::from(sums.no_shows), (sums.came + sums.no_shows).into()]);
        prop_assert_eq!(operands(Measure::Withdrawn), [Decimal::from(sums.withdrawn), sums.ended.into()]);
        let yuan = |income: Decimal| income / Decimal::from(10_000);
        let own: Decimal = sums.own_income.range(period.from..=period.to).map(|(_, income)| income).sum();
        let earned = [yuan(own), yuan(external.1)];
        let told = operands(Measure::Yield);
        prop_assert_eq!(told.get(..2), Some(&earned[..]).filter(|_| stated > 0));
        // Every measure of steps is explained by exactly the steps it counts.
        let behind = |measure| {
            let explain = |seen: duoyuan_core::series::Seen<'_>| {
                view::openness_explained(seen, measure, None, period, world.now)
            };
            see(&world, &Scope::Leading, explain).map_or(0, |explained| explained.count)
        };
        prop_assert_eq!(behind(Measure::NoShows), sums.came + sums.no_shows);
        prop_assert_eq!(behind(Measure::Withdrawn), sums.ended);
        prop_assert_eq!(behind(Measure::Fulfilled), sums.valid);
        let satisfaction = page.indicators.iter().find(|it| it.measure == Measure::Satisfaction).expect("it is there");
        // Two parks rate one platform each way: some wait for their batch.
        prop_assert!(satisfaction.figure.value.is_none() || sums.ratings >= 3);
        let cells = page.matrix.rows.iter().flat_map(|row| &row.cells);
        prop_assert_eq!(cells.map(|cell| cell.count).sum::<u32>(), sums.done);
    }
}

// Looking at everything takes a while: fewer histories.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_panics_whoever_looks_at_whatever(history in any_history()) {
        let world = lived(history);
        for scope in [Scope::Leading, Scope::Office, Scope::Park("east".into()), Scope::Park("nowhere".into()),
            Scope::Owner("lab".into()), Scope::Owner("nobody".into())] {
            everything_seen(&world, &scope);
        }
    }

    #[test]
    fn a_park_is_told_of_another_only_that_something_is_taken(history in any_history(), at in 0..40_i64) {
        let mut world = lived(history);
        let slot = hours(&world, at + 1, at + 3);
        let mut secret = request("tests", "scope", "west", Some(slot));
        "绝密配方验证".clone_into(&mut secret.purpose);
        "不为人知公司".clone_into(&mut secret.enterprise.name);
        "91410811MA9TERT12K".clone_into(&mut secret.enterprise.code);
        let asked = act(&mut world, park("west"), Command::Request { request: secret, wait: true });
        if let Ok(id) = asked {
            let seen = everything_seen(&world, &Scope::Park("east".into()));
            for secret in ["绝密配方验证", "不为人知公司", "91410811MA9TERT12K", &format!("\"booking\":{id},"), &format!("\"booking\":{id}}}")] {
                prop_assert!(!seen.contains(secret), "{secret}");
            }
            let lab = everything_seen(&world, &Scope::Owner("lab".into()));
            prop_assert!(lab.contains("绝密配方验证"));
            prop_assert!(!everything_seen(&world, &Scope::Owner("bank".into())).contains("绝密配方验证"));
            let loans = lab.contains("bank的平台");
            prop_assert!(!loans, "an owner sees its own platforms alone");
        }
    }
}
