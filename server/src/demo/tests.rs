//! The same story every time, and the one that is promised.

use std::collections::BTreeSet;

use duoyuan_core::access::{Scope, password_problem};
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
        assert_eq!(password_problem(login.actor.account.as_str(), &login.password), None);
    }
    assert!(accounts.list().unwrap().iter().all(|account| !account.must_change));
    assert!(matches!(fill(store.as_ref(), &accounts, plan("2026-10")), Err(DemoError::NotEmpty)));
    assert_eq!(crate::engine::verify(store.as_ref()).unwrap(), head);
}
