//! The same story every time, and the one that is promised.

use std::collections::BTreeSet;

use duoyuan_core::access::Scope;
use duoyuan_core::period::Month;
use duoyuan_core::report::{Source, Stage};
use duoyuan_core::series::Seen;
use duoyuan_core::state::Event;
use duoyuan_core::view;
use jiff::Timestamp;

use super::world::World;
use super::*;
use crate::store::sqlite::Sqlite;

fn plan(until: &str) -> Plan {
    Plan { seed: SEED, until: month(until), now: at("2027-06-01T00:00:00Z") }
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn told(until: &str) -> World {
    story::tell(shipped().unwrap(), plan(until)).unwrap()
}

fn events(world: &World) -> Vec<(Timestamp, Event)> {
    let mut head = Head::default();
    let read = |stored| {
        let entry = duoyuan_core::journal::read(&head, stored).unwrap();
        head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
        (entry.at, entry.event)
    };
    world.entries.iter().map(read).collect()
}

#[test]
fn the_same_seed_and_month_tell_the_same_story() {
    let (one, two) = (told("2026-10"), told("2026-10"));
    assert_eq!(one.state.head(), two.state.head());
    assert_eq!(one.blobs, two.blobs);
    let other = story::tell(shipped().unwrap(), Plan { seed: 1, ..plan("2026-10") }).unwrap();
    assert_ne!(one.state.head().hash, other.state.head().hash);
    let zone = shipped().unwrap();
    assert_eq!(logins(&zone, 7), logins(&zone, 7));
    assert_ne!(logins(&zone, 7), logins(&zone, 8));
}

#[test]
fn the_last_month_has_every_stage() {
    let world = told("2026-10");
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let stages: Vec<Stage> =
        world.zone.parks.iter().map(|park| view::sheet(seen, &park.id, month("2026-10")).unwrap().stage).collect();
    let count = |stage| stages.iter().filter(|it| **it == stage).count();
    let counts = [Stage::Approved, Stage::Submitted, Stage::Returned, Stage::Awaited].map(count);
    assert_eq!(counts, [5, 1, 1, 1]);
    assert!(world.state.is_demo());
}

#[test]
fn the_last_months_come_from_workbooks() {
    let world = told("2026-10");
    let mut digests = BTreeSet::new();
    for (_, event) in events(&world) {
        let Event::ReportSubmitted { month: of, rows, source, .. } = event else { continue };
        match source {
            Source::Workbook { digest, .. } => {
                assert!(of >= month("2026-08"));
                assert!(rows.iter().all(|row| row.cell.is_some()));
                digests.insert(digest);
            }
            Source::Form => assert!(of < month("2026-08")),
        }
    }
    let kept: BTreeSet<String> =
        world.blobs.iter().map(|blob| duoyuan_core::journal::Hash::of(blob).to_string()).collect();
    assert_eq!(digests, kept);
    // Seven of the last month, eight of the two before, one of them corrected.
    assert_eq!(kept.len(), 7 + 8 + 8 + 1);
}

#[test]
fn it_can_end_in_any_month() {
    for until in ["2023-01", "2024-01", "2025-02", "2025-12", "2026-07"] {
        let world = told(until);
        let times: Vec<Timestamp> = events(&world).into_iter().map(|(at, _)| at).collect();
        assert!(times.is_sorted(), "{until}");
    }
}

#[test]
fn nothing_is_dated_later_than_now() {
    let now = at("2026-11-02T03:00:00Z");
    let world = story::tell(shipped().unwrap(), Plan { now, ..plan("2026-10") }).unwrap();
    assert!(events(&world).iter().all(|(at, _)| *at <= now));
}

#[test]
fn requests_wait_with_their_clock_running_whenever_one_looks() {
    for now in ["2026-11-02T03:00:00Z", "2026-11-13T09:20:00Z", "2026-11-22T16:00:00Z", "2026-11-30T15:59:00Z"] {
        let now = at(now);
        let world = story::tell(shipped().unwrap(), Plan { now, ..plan("2026-10") }).unwrap();
        let seen = Seen::new(&world.state, &Scope::Office).unwrap();
        let live = view::live(seen, now).openness.unwrap();
        assert!(live.waiting > 3 && live.overdue < live.waiting, "{now}: {} of {}", live.overdue, live.waiting);
        let page = view::openness(seen, live.period, now).unwrap();
        assert_eq!(page.matrix.rows.len(), 20);
        assert!(page.matrix.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.idle));
    }
}

#[test]
fn an_empty_folder_is_filled_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Sqlite::open(folder.path()).unwrap());
    let accounts = Accounts::new(store.clone());
    let (logins, head) = fill(store.as_ref(), &accounts, plan("2026-10")).unwrap();
    assert_eq!(store.last_position().unwrap(), head.position);
    assert_eq!(logins.len(), 12 + 6);
    for login in &logins {
        assert_eq!(crate::accounts::password_problem(login.actor.account.as_str(), "", &login.password), None);
    }
    assert!(accounts.list().unwrap().iter().all(|account| !account.must_change));
    assert!(matches!(fill(store.as_ref(), &accounts, plan("2026-10")), Err(DemoError::NotEmpty)));
    assert_eq!(crate::engine::verify(store.as_ref()).unwrap(), head);
}

/// Two years of sharing, in every state there is.
#[test]
fn the_parks_share() {
    let now = at("2026-11-20T04:00:00Z");
    let world = story::tell(shipped().unwrap(), Plan { now, ..plan("2026-10") }).unwrap();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let all = view::Selection { span: duoyuan_core::sharing::Span::All, ..view::Selection::default() };
    let sharing = view::sharing(seen, &all, now).unwrap();
    let total = sharing.total.expect("the month is there");
    assert!((100..300).contains(&total.count), "{} begun", total.count);
    assert!(total.landed > 60 && total.landed < total.count, "{}", total.landed);
    assert!(sharing.elements.iter().all(|element| element.amount.landed > 0));
    assert!((3..=40).contains(&sharing.waiting_count), "{} wait", sharing.waiting_count);
    assert!((2..=30).contains(&sharing.unconfirmed.count), "{} unconfirmed", sharing.unconfirmed.count);
    assert!((1..=8).contains(&sharing.never.len()), "{:?}", sharing.never);
    assert!(sharing.landed_this_month_count > 0);
    let market = view::market(seen, now).unwrap();
    assert!(market.suggestions.len() > 1 && market.listings.len() > 10, "{}", market.suggestions.len());
    assert!(!market.lapsed.is_empty(), "some were never answered");
    assert!(market.matches.iter().any(|it| it.standing == duoyuan_core::sharing::Standing::Proposed));
    let parks = world.zone.parks.iter().map(|park| Scope::Park(park.id.clone()));
    let owners = world.zone.owners.iter().map(|owner| Scope::Owner(owner.id.clone()));
    let scopes: Vec<Scope> = parks.chain(owners).chain([Scope::Leading, Scope::Office, Scope::Display]).collect();
    let mut most = 0;
    for (scope, days) in scopes.iter().flat_map(|scope| (0..8).map(move |days| (scope, days))) {
        let (seen, now) = (Seen::new(&world.state, scope).unwrap(), now + jiff::SignedDuration::from_hours(24 * days));
        let market = view::market(seen, now);
        let listed = market.as_ref().map(|it| it.matches.iter().filter(|line| line.is_todo).count());
        assert_eq!(view::live(seen, now).todo.map(|todo| todo as usize), listed, "{scope:?}: the menu counts the list");
        assert!(!market.is_some_and(|it| it.lapsed.iter().any(|line| line.is_todo)), "{scope:?}: it is too late");
        most = most.max(if *scope == Scope::Office { listed.unwrap_or_default() } else { 0 });
    }
    assert!((1..=8).contains(&most), "the office has {most} to do");
    for park in &world.zone.parks {
        let scope = Scope::Park(park.id.clone());
        let own = view::market(Seen::new(&world.state, &scope).unwrap(), now).unwrap();
        assert!(!own.mine.is_empty() && !own.matches.is_empty(), "{}", park.id);
    }
    let enclaves = view::enclaves(seen, None, duoyuan_core::period::Basis::Cumulative, now).unwrap();
    assert_eq!((enclaves.projects.len(), enclaves.assessed.len()), (4, 3));
    let versions: usize = enclaves.projects.iter().map(|project| project.versions.len()).sum();
    assert_eq!(versions, 4 + 4);
    for scope in [Scope::Leading, Scope::Park(world.zone.parks[0].id.clone())] {
        let live = view::live(Seen::new(&world.state, &scope).unwrap(), now);
        let size = |value: &serde_json::Value| value.to_string().len();
        let value = serde_json::to_value(&live).unwrap();
        assert!(size(&value["sharing"]) + size(&value["market"]) < 100_000, "{}", size(&value["market"]));
    }
}

/// No seed stumbles over a rule.
#[test]
fn any_seed_will_do() {
    for seed in 1..4 {
        let now = at("2026-11-20T04:00:00Z");
        story::tell(shipped().unwrap(), Plan { seed, now, ..plan("2026-10") }).unwrap();
    }
}
