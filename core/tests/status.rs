//! What a park is to the zone, month by month: who reports, who counts, and what is said beside its name.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::Gap;
use duoyuan_core::period::Basis;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::Command;
use duoyuan_core::table;
use duoyuan_core::view::{self, Duty, RankBy, rank_lines};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Better, EarlierName, ParkStatus, StatusFrom, Zone};
use rust_decimal::Decimal;
use small::{World, at, month, rows, zone};

use ParkStatus::{Candidate, Left, Member, Pilot, Rectifying};

/// The small zone in which `east` has these statuses.
fn in_steps(statuses: &[(&str, ParkStatus)]) -> Arc<Zone> {
    let mut zone = (*zone()).clone();
    let east = zone.parks.iter_mut().find(|park| park.id.as_str() == "east").unwrap();
    east.statuses =
        statuses.iter().map(|(from, status)| StatusFrom { from: from.parse().unwrap(), status: *status }).collect();
    east.joined = east.statuses[0].from;
    Arc::new(zone)
}

/// A candidate from October 2024, a pilot from December, a member from January, being put right from February and gone
/// from March 2025.
fn steps() -> [(&'static str, ParkStatus); 5] {
    [("2024-10", Candidate), ("2024-12", Pilot), ("2025-01", Member), ("2025-02", Rectifying), ("2025-03", Left)]
}

/// Everybody reports 100 for each month that it may report on.
fn world() -> World {
    let mut world = World::in_zone(in_steps(&steps()));
    world.now = at("2025-04-10T01:00:00Z");
    for of in ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"] {
        for park in small::PARKS {
            if world.submit(park, of, rows(100)).is_ok() {
                world.approve(park, of).unwrap();
            }
        }
    }
    world
}

#[test]
fn a_park_reports_and_counts_by_its_status_in_the_month() {
    let world = world();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let zone = seen.zone();
    let persons = zone.indicator(&"persons".into()).unwrap();
    let check = |of: &str, status: Option<ParkStatus>, sum: i64, lines: usize, ranked: usize| {
        let board = view::board(seen, Some(month(of)), Basis::Month, world.now).unwrap();
        let total = seen.indicator(&Subject::Zone, persons, month(of), Basis::PointInTime);
        assert_eq!(total.value, Ok(Decimal::from(sum)), "{of}");
        assert_eq!(total.missing, [], "{of}: who does not count is not missed");
        assert_eq!(board.parks.len(), lines, "{of}");
        let line = board.parks.iter().find(|line| line.park.as_str() == "east");
        assert_eq!(line.and_then(|line| line.status), status.filter(|_| line.is_some()), "{of}");
        let ranking = rank_lines(&board.parks, &"persons".into(), RankBy::Level, Better::Higher);
        assert_eq!((ranking.ranked.len(), ranking.outside.len()), (ranked, lines - ranked), "{of}");
        let page = view::park(seen, &"east".into(), Some(month(of)), Basis::Month, world.now).unwrap();
        assert_eq!(page.status, status, "{of}");
        // Who does not report is not told to have failed to.
        let figure = page.figures.iter().find(|figure| figure.code.as_str() == "persons").unwrap();
        let is_active = status.is_none_or(ParkStatus::is_active);
        assert_eq!(figure.gap, (!is_active).then_some(Gap::NotOwed), "{of}");
    };
    check("2024-11", Some(Candidate), 80, 2, 2);
    check("2024-12", Some(Pilot), 80, 3, 2);
    check("2025-01", None, 120, 3, 3);
    check("2025-02", Some(Rectifying), 120, 3, 3);
    check("2025-03", Some(Left), 80, 2, 2);
    // Looked at now, its past stays: it was a pilot in December, and its own figure is there.
    let own = seen.indicator(&Subject::Park("east".into()), persons, month("2024-12"), Basis::PointInTime);
    assert_eq!(own.value, Ok(Decimal::from(40)));
}

#[test]
fn who_does_not_report_is_told_why() {
    let mut world = World::in_zone(in_steps(&steps()));
    world.now = at("2025-04-10T01:00:00Z");
    let mut check = |of: &str, expected: &str| {
        let refused = world.submit("east", of, rows(100)).unwrap_err();
        assert_eq!(refused.message.text(Lang::Chinese), expected);
    };
    check("2024-11", "“east”在2024年11月还是候选园区，不报送月报。");
    check("2025-03", "“east”在2025年3月已退出“一区多园”，不再报送月报。");
    check("2024-09", "园区“east”在2024年9月没有填报任务。");
}

#[test]
fn a_pilot_owes_its_reports_and_a_candidate_does_not() {
    let mut world = World::in_zone(in_steps(&[("2024-12", Candidate), ("2025-02", Pilot)]));
    world.now = at("2025-03-20T01:00:00Z");
    let scope = Scope::Office;
    let lines = |state, now| {
        let queue = view::queue(Seen::new(state, &scope).unwrap(), now).unwrap();
        let late = queue.late.iter().filter(|it| it.line.park.as_str() == "east").map(|it| it.month.to_string());
        late.collect::<Vec<_>>()
    };
    assert_eq!(lines(&world.state, world.now), ["2025-02"], "January is no duty of a candidate");
    let desk = |state, now| {
        let scope = Scope::Park("east".into());
        view::desk(Seen::new(state, &scope).unwrap(), &"east".into(), now).unwrap()
    };
    let lamp = |state, park: &str, now| {
        let page = view::park(Seen::new(state, &scope).unwrap(), &park.into(), None, Basis::Month, now).unwrap();
        (page.collected.to_string(), page.reporting.duty, page.reporting.overdue)
    };
    assert_eq!(lamp(&world.state, "east", world.now), ("2025-02".to_owned(), Duty::Owed, true));
    let earlier = at("2025-02-20T01:00:00Z");
    assert_eq!(lamp(&world.state, "east", earlier), ("2025-01".to_owned(), Duty::NotOwed, false));
    assert_eq!(lamp(&world.state, "west", earlier), ("2025-01".to_owned(), Duty::Owed, true));
    let own = desk(&world.state, world.now);
    assert_eq!(own.status, Some(Pilot));
    assert_eq!(own.lines.iter().map(|line| line.month.to_string()).collect::<Vec<_>>(), ["2025-02"]);
    // What waits of a pilot waits: the month is not closed over it.
    world.submit("east", "2025-02", rows(100)).unwrap();
    let refused = world.act(Role::Office, Command::Close { month: month("2025-02") }).unwrap_err();
    assert_eq!(refused.message.key.name(), "still_waiting");
    world.approve("east", "2025-02").unwrap();
    world.act(Role::Office, Command::Close { month: month("2025-02") }).unwrap();
}

#[test]
fn a_status_that_changes_approved_sums_must_be_accepted() {
    let mut world = World::new();
    for park in small::PARKS {
        world.publish(park, "2025-01", rows(100));
    }
    let zone = in_steps(&[("2023-01", Pilot), ("2025-02", Member)]);
    let adopt = |accepted: &[&str]| {
        let accepted = accepted.iter().map(|code| (*code).into()).collect();
        Command::AdoptZone { zone: zone.clone(), demo: false, accepted }
    };
    let refused = world.act(Role::Operator, adopt(&[])).unwrap_err();
    assert!(refused.message.text(Lang::Chinese).contains("persons"), "{}", refused.message.text(Lang::Chinese));
    world.act(Role::Operator, adopt(&["revenue", "firms", "persons"])).unwrap();
    let differences = duoyuan_core::zone::diff(&small::zone(), &zone);
    let paths: Vec<_> = differences.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["parks.east.statuses"]);
    let later = in_steps(&[("2023-01", Pilot), ("2025-03", Member)]);
    let differences = duoyuan_core::zone::diff(&zone, &later);
    let paths: Vec<_> = differences.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["parks.east.statuses.2025-02", "parks.east.statuses.2025-03"]);
    assert_eq!(world.replayed(), world.state, "the journal says it all");
}

/// The small zone in which `east` was called 东园 until January 2025.
fn renamed() -> Arc<Zone> {
    let mut zone = (*zone()).clone();
    let east = zone.parks.iter_mut().find(|park| park.id.as_str() == "east").unwrap();
    (east.name, east.short) = ("东部开发区".to_owned(), "东部".to_owned());
    let earlier = |until: &str, name: &str, short: Option<&str>| EarlierName {
        until: until.parse().unwrap(),
        name: name.to_owned(),
        short: short.map(str::to_owned),
    };
    east.earlier_names =
        vec![earlier("2024-06", "东乡工业园", Some("东乡")), earlier("2025-01", "东部产业集聚区", None)];
    Arc::new(zone)
}

#[test]
fn a_month_shows_the_name_that_was_in_force() {
    let zone = renamed();
    let check = |of: &str, name: &str, short: &str| {
        let park = zone.park(&"east".into()).unwrap();
        assert_eq!((park.name_in(month(of)), park.short_in(month(of))), (name, short), "{of}");
        assert_eq!(zone.park_name(&"east".into(), month(of)), short);
    };
    check("2023-01", "东乡工业园", "东乡");
    check("2024-06", "东乡工业园", "东乡");
    check("2024-07", "东部产业集聚区", "东部");
    check("2025-01", "东部产业集聚区", "东部");
    check("2025-02", "东部开发区", "东部");
    assert_eq!(zone.park_name(&"nobody".into(), month("2025-01")), "nobody");
}

#[test]
fn papers_and_sentences_about_a_month_carry_its_name() {
    let mut world = World::in_zone(renamed());
    let workbook = |world: &World, of: &str| {
        let scope = Scope::Park("east".into());
        let seen = Seen::new(&world.state, &scope).unwrap();
        let sheet = view::sheet(seen, &"east".into(), month(of)).unwrap();
        format!("{:?}", duoyuan_core::intake::Template::of(seen.zone(), &sheet))
    };
    assert!(workbook(&world, "2025-01").contains("东部产业集聚区"));
    assert!(workbook(&world, "2025-02").contains("东部开发区"));
    for (of, name) in [("2025-01", "东部产业集聚区"), ("2025-02", "东部开发区")] {
        world.submit("east", of, rows(100)).unwrap();
        let refused = world.act(Role::Office, Command::Close { month: month(of) }).unwrap_err();
        let said = refused.message.text(Lang::Chinese);
        assert!(said.contains(name), "{said}");
    }
    let asked = table::Asked::Ranking(Some(month("2024-06")), Basis::Month, RankBy::Level, None);
    let scope = Scope::Office;
    let table = table::table(Seen::new(&world.state, &scope).unwrap(), &asked, world.now).unwrap();
    assert!(format!("{:?}", table.rows).contains("东乡"), "{:?}", table.rows);
    let paths = duoyuan_core::zone::diff(&small::zone(), &renamed());
    let paths: Vec<_> = paths.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["parks.east.name", "parks.east.short", "parks.east.earlier_names"]);
}
