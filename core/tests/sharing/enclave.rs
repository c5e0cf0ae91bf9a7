//! Enclave projects: what is refused, and the two views of a figure.

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::enclave::{Agreement, Command, ItemSplit, Line, Share};
use duoyuan_core::figure::Gap;
use duoyuan_core::id::ProjectId;
use duoyuan_core::period::Basis;
use duoyuan_core::state::RejectionKind::{self, Conflict, Forbidden, Invalid, NotFound};
use duoyuan_core::state::{Command as Any, Rejection};
use duoyuan_core::table::{self, Asked, Cell};
use duoyuan_core::view::{self, EnclaveAct, Enclaves};
use duoyuan_core::words::Lang;
use rust_decimal::Decimal;

use crate::fixture::{Acts, park, world};
use crate::small::{World, month, rows};

fn split(item: &str, shares: &[(&str, &str)]) -> ItemSplit {
    let share = |(park, percent): &(&str, &str)| Share { park: (*park).into(), percent: percent.parse().unwrap() };
    ItemSplit { item: item.into(), shares: shares.iter().map(share).collect() }
}

/// From main to east for the year 2025, revenue six to four.
fn agreement() -> Agreement {
    Agreement {
        name: "轻量化部件生产线".to_owned(),
        from: "main".into(),
        to: "east".into(),
        recruiter: "main".into(),
        contract_no: "飞地〔2025〕1号".to_owned(),
        start_event: "首笔税收入库".to_owned(),
        first: month("2025-01"),
        last: month("2025-12"),
        investment: Some(Decimal::from(9_000)),
        split: vec![split("revenue", &[("main", "60"), ("east", "40")])],
    }
}

fn act(world: &mut World, role: Role, command: Command) -> Result<u64, Rejection> {
    world.act(role, Any::Enclave(command))
}

#[track_caller]
fn refused(world: &mut World, role: Role, command: Command) -> (RejectionKind, &'static str) {
    let before = world.state.clone();
    let rejection = act(world, role, command).expect_err("it is refused");
    assert_eq!(world.state, before);
    for lang in [Lang::Chinese, Lang::English] {
        let said = rejection.message.text(lang);
        assert!(said.len() > 10 && !said.contains('{') && !said.contains("“”"), "{said}");
    }
    (rejection.kind, rejection.message.key.name())
}

fn line(item: &str, value: &str) -> Vec<Line> {
    vec![Line { item: item.into(), value: value.parse().unwrap() }]
}

fn shown(world: &World, scope: &Scope, of: &str, basis: Basis) -> Enclaves {
    world.seen(scope, |seen| view::enclaves(seen, Some(month(of)), basis, world.now)).unwrap()
}

#[test]
fn what_is_agreed_is_judged() {
    let mut world = world();
    let mut check = |change: &dyn Fn(&mut Agreement), expected| {
        let mut it = agreement();
        change(&mut it);
        assert_eq!(refused(&mut world, Role::Office, Command::Agree(it)), (Invalid, expected));
    };
    let revenue = |shares: &'static [(&str, &str)]| move |it: &mut Agreement| it.split = vec![split("revenue", shares)];
    check(&revenue(&[("main", "60"), ("east", "39.5")]), "enclave_sum");
    check(&revenue(&[("main", "60"), ("east", "40.0001")]), "enclave_sum");
    check(&revenue(&[]), "enclave_sum");
    check(&revenue(&[("main", "110"), ("east", "-10")]), "enclave_share_negative");
    check(&revenue(&[("main", "60.00001"), ("east", "39.99999")]), "enclave_share_decimals");
    check(&revenue(&[("main", "60"), ("main", "40")]), "enclave_park_twice");
    check(&revenue(&[("main", "60"), ("nowhere", "40")]), "sharing_unknown_park");
    check(&|it| it.split = vec![split("gold", &[("main", "100")])], "enclave_unknown_item");
    check(&|it| it.split.push(it.split[0].clone()), "enclave_item_twice");
    check(&|it| it.split.clear(), "enclave_no_items");
    check(&|it| it.to = "main".into(), "enclave_same_park");
    check(&|it| it.recruiter = "nowhere".into(), "sharing_unknown_park");
    check(&|it| it.to = "gone".into(), "sharing_park_left");
    check(&|it| it.last = month("2024-12"), "enclave_term_backwards");
    check(&|it| it.last = month("2095-12"), "enclave_term_too_long");
    check(&|it| it.investment = Some(Decimal::ZERO), "enclave_investment_wrong");
    check(&|it| it.name = " ".into(), "enclave_name_needed");
    check(&|it| it.contract_no = String::new(), "enclave_contract_needed");
    check(&|it| it.start_event = "长".repeat(61), "enclave_start_needed");
    for role in [park("main"), Role::Leading, Role::Operator] {
        assert_eq!(refused(&mut world, role, Command::Agree(agreement())), (Forbidden, "enclave_only_office"));
    }
    act(&mut world, Role::Office, Command::Agree(agreement())).unwrap();
    let again = Agreement { first: month("2025-12"), last: month("2026-12"), ..agreement() };
    assert_eq!(refused(&mut world, Role::Office, Command::Agree(again.clone())), (Conflict, "enclave_term_overlaps"));
    act(&mut world, Role::Office, Command::Agree(Agreement { first: month("2026-01"), ..again })).unwrap();
}

#[test]
fn versions_follow_one_another_within_the_term() {
    let mut world = world();
    let project = ProjectId(act(&mut world, Role::Office, Command::Agree(agreement())).unwrap());
    let halves = vec![split("revenue", &[("main", "50"), ("east", "50")])];
    let change =
        |from: &str, split: &[ItemSplit]| Command::ChangeSplit { project, from: month(from), split: split.to_vec() };
    for (from, expected) in [
        ("2024-12", (Invalid, "enclave_split_outside")),
        ("2026-01", (Invalid, "enclave_split_outside")),
        ("2025-01", (Conflict, "enclave_split_not_after")),
    ] {
        assert_eq!(refused(&mut world, Role::Office, change(from, &halves)), expected);
    }
    assert_eq!(refused(&mut world, park("main"), change("2025-03", &halves)), (Forbidden, "enclave_only_office"));
    assert_eq!(
        refused(&mut world, Role::Office, change("2025-03", &agreement().split)),
        (Conflict, "enclave_split_same")
    );
    let wrong = [split("revenue", &[("main", "99")])];
    assert_eq!(refused(&mut world, Role::Office, change("2025-03", &wrong)), (Invalid, "enclave_sum"));
    let nobody = Command::ChangeSplit { project: ProjectId(99), from: month("2025-03"), split: halves.clone() };
    assert_eq!(refused(&mut world, Role::Office, nobody), (NotFound, "enclave_no_project"));
    act(&mut world, Role::Office, change("2025-03", &halves)).unwrap();
    let thirds = [split("revenue", &[("main", "33.3333"), ("east", "33.3333"), ("west", "33.3334")])];
    assert_eq!(refused(&mut world, Role::Office, change("2025-03", &thirds)), (Conflict, "enclave_split_not_after"));
    act(&mut world, Role::Office, change("2025-04", &thirds)).unwrap();
    let kept: Vec<String> = shown(&world, &Scope::Leading, "2025-02", Basis::Month).projects[0]
        .versions
        .iter()
        .map(|version| format!("{}–{}", version.from, version.last))
        .collect();
    assert_eq!(kept, ["2025-04–2025-12", "2025-03–2025-03", "2025-01–2025-02"]);
}

#[test]
fn figures_are_reported_where_it_stands_and_confirmed_by_the_other_side() {
    let mut world = world();
    let project = ProjectId(act(&mut world, Role::Office, Command::Agree(agreement())).unwrap());
    let report = |of: &str, rows: Vec<Line>| Command::Report { project, month: month(of), rows };
    let confirm = Command::Confirm { project, month: month("2025-02") };
    let sound = line("revenue", "100.5");
    let mut check = |rows: Vec<Line>, expected| {
        assert_eq!(refused(&mut world, park("east"), report("2025-02", rows)), (Invalid, expected));
    };
    check(vec![], "enclave_no_rows");
    check(line("gold", "1"), "enclave_unknown_item");
    check(line("profit", "1"), "enclave_not_split");
    check(line("revenue", "-1"), "enclave_value_negative");
    check(line("revenue", "0.00001"), "enclave_value_wrong");
    check([sound.clone(), sound.clone()].concat(), "enclave_row_twice");
    assert_eq!(refused(&mut world, park("east"), report("2024-12", sound.clone())), (Invalid, "enclave_month_outside"));
    assert_eq!(
        refused(&mut world, park("east"), report("2025-03", sound.clone())),
        (Conflict, "enclave_month_not_over")
    );
    assert_eq!(
        refused(&mut world, park("main"), report("2025-02", sound.clone())),
        (Forbidden, "enclave_only_landing")
    );
    assert_eq!(
        refused(&mut world, Role::Office, report("2025-02", sound.clone())),
        (Forbidden, "enclave_only_landing")
    );
    assert_eq!(refused(&mut world, park("west"), report("2025-02", sound.clone())), (NotFound, "enclave_no_project"));
    assert_eq!(refused(&mut world, Role::Office, confirm.clone()), (Conflict, "enclave_nothing_to_confirm"));
    act(&mut world, park("east"), report("2025-02", sound.clone())).unwrap();
    assert_eq!(refused(&mut world, park("east"), report("2025-02", sound)), (Conflict, "enclave_same_figures"));
    assert_eq!(refused(&mut world, park("east"), confirm.clone()), (Forbidden, "enclave_only_confirmers"));
    assert_eq!(refused(&mut world, park("west"), confirm.clone()), (NotFound, "enclave_no_project"));
    let own = shown(&world, &Scope::Park("main".into()), "2025-02", Basis::Month);
    assert_eq!(
        (own.projects[0].may.as_slice(), own.projects[0].months[0].pending.len()),
        (&[EnclaveAct::Confirm][..], 1)
    );
    assert!(shown(&world, &Scope::Park("west".into()), "2025-02", Basis::Month).projects.is_empty());
    act(&mut world, park("main"), confirm).unwrap();
    act(&mut world, park("east"), report("2025-02", line("revenue", "90"))).unwrap();
    let figures = &shown(&world, &Scope::Office, "2025-02", Basis::Month).projects[0].months[0];
    assert_eq!((&figures.confirmed, &figures.pending), (&line("revenue", "100.5"), &line("revenue", "90")));
}

/// West has a share in January alone: it sees what the project did in January, and neither December, when the others
/// were among themselves, nor February, when it has left.
#[test]
fn figures_are_seen_by_who_is_party_in_their_month() {
    let mut world = world();
    let project = ProjectId(
        act(&mut world, Role::Office, Command::Agree(Agreement { first: month("2024-12"), ..agreement() })).unwrap(),
    );
    let change = |from: &str, shares: &[(&str, &str)]| Command::ChangeSplit {
        project,
        from: month(from),
        split: vec![split("revenue", shares)],
    };
    act(&mut world, Role::Office, change("2025-01", &[("west", "25"), ("main", "25"), ("east", "50")])).unwrap();
    act(&mut world, Role::Office, change("2025-02", &[("main", "50"), ("east", "50")])).unwrap();
    let west = Scope::Park("west".into());
    let position = |world: &World| world.seen(&west, |seen| Some(seen.position())).unwrap();
    for (of, is_told) in [("2024-12", false), ("2025-01", true), ("2025-02", false)] {
        for confirm in [false, true] {
            let before = position(&world);
            let report = Command::Report { project, month: month(of), rows: line("revenue", "100") };
            let confirmation = Command::Confirm { project, month: month(of) };
            let (role, command) = if confirm { (park("main"), confirmation) } else { (park("east"), report) };
            act(&mut world, role, command).unwrap();
            assert_eq!(position(&world) != before, is_told, "{of}");
        }
    }
    let months = |scope: &Scope| -> Vec<String> {
        let projects = shown(&world, scope, "2025-02", Basis::Month).projects;
        projects[0].months.iter().map(|month| month.month.to_string()).collect()
    };
    assert_eq!(months(&west), ["2025-01"]);
    for scope in [Scope::Park("main".into()), Scope::Park("east".into()), Scope::Office, Scope::Leading] {
        assert_eq!(months(&scope), ["2025-02", "2025-01", "2024-12"], "{scope:?}");
    }
}

/// Each month is split by the shares in force in it; the sum over the parks is the zone's in both views.
#[test]
fn both_views_add_up_to_the_zone_s_total() {
    let mut world = world();
    let project = ProjectId(act(&mut world, Role::Office, Command::Agree(agreement())).unwrap());
    let halves = vec![split("revenue", &[("west", "25"), ("main", "25"), ("east", "50")])];
    let change = Command::ChangeSplit { project, from: month("2025-02"), split: halves };
    act(&mut world, Role::Office, change).unwrap();
    for (of, value) in [("2025-01", "100"), ("2025-02", "200")] {
        let report = Command::Report { project, month: month(of), rows: line("revenue", value) };
        act(&mut world, park("east"), report).unwrap();
    }
    for park in ["main", "east", "west"] {
        world.publish(park, "2025-01", rows(1_000));
        world.publish(park, "2025-02", rows(3_000));
    }
    let lines = |world: &World, basis| -> Vec<(String, String, String)> {
        let item = shown(world, &Scope::Leading, "2025-02", basis).assessed.remove(0);
        let text = |value: Option<Decimal>| value.map_or_else(String::new, |value| value.normalize().to_string());
        let lines = item.lines.iter().map(|it| (it.park.to_string(), text(it.own), text(it.assessed)));
        lines.chain([("zone".to_owned(), text(item.zone), String::new())]).collect()
    };
    let expect = |all: &[(&str, &str, &str)]| -> Vec<(String, String, String)> {
        all.iter().map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())).collect()
    };
    let plain = [("main", "3000", "3000"), ("east", "3000", "3000"), ("west", "3000", "3000"), ("zone", "9000", "")];
    assert_eq!(lines(&world, Basis::Cumulative), expect(&plain), "nothing is confirmed");
    for of in ["2025-01", "2025-02"] {
        act(&mut world, Role::Office, Command::Confirm { project, month: month(of) }).unwrap();
    }
    // January 60 to main; February 50 to main and 50 to west.
    let year = [("main", "3000", "3110"), ("east", "3000", "2840"), ("west", "3000", "3050"), ("zone", "9000", "")];
    assert_eq!(lines(&world, Basis::Cumulative), expect(&year));
    let one = [("main", "2000", "2050"), ("east", "2000", "1900"), ("west", "2000", "2050"), ("zone", "6000", "")];
    assert_eq!(lines(&world, Basis::Month), expect(&one));
    let own = shown(&world, &Scope::Park("west".into()), "2025-02", Basis::Month);
    assert_eq!(own.assessed[0].lines.iter().map(|it| it.park.as_str()).collect::<Vec<_>>(), ["west"]);
    assert_eq!(own.assessed[0].zone, None);
}

/// A report that is on its way is told as the board's lamp tells it; it is not 未报.
#[test]
fn a_report_that_waits_or_was_returned_is_not_unreported() {
    let mut world = world();
    act(&mut world, Role::Office, Command::Agree(agreement())).unwrap();
    world.publish("main", "2025-01", rows(1_000));
    world.submit("east", "2025-01", rows(1_000)).unwrap();
    let check = |world: &World, scope: &Scope, expected: &[(&str, Option<Gap>)]| {
        let item = shown(world, scope, "2025-01", Basis::Month).assessed.remove(0);
        let gaps: Vec<_> = item.lines.iter().map(|it| (it.park.as_str(), it.gap)).collect();
        assert_eq!(gaps, expected, "{scope:?}");
    };
    let (waits, none) = (Some(Gap::AwaitsReview), Some(Gap::NotReported));
    for scope in [Scope::Leading, Scope::Office] {
        check(&world, &scope, &[("main", None), ("east", waits), ("west", none)]);
    }
    check(&world, &Scope::Park("east".into()), &[("east", waits)]);
    let seen_revisions = world.revisions("east", "2025-01");
    let (reason, items) = (crate::fixture::REASON.to_owned(), Vec::new());
    let back = Any::Return { park: "east".into(), month: month("2025-01"), seen_revisions, reason, items };
    world.act(Role::Office, back).unwrap();
    check(&world, &Scope::Leading, &[("main", None), ("east", Some(Gap::Returned)), ("west", none)]);
    let table = Asked::Enclaves(Some(month("2025-01")), Basis::Month);
    let table = world.seen(&Scope::Leading, |seen| table::table(seen, &table, world.now)).unwrap();
    assert_eq!(table.rows[1][3], Cell::Text("已退回".to_owned()), "and so in the table");
}

/// Missing project months by line: of the item first, then of each park, in the order of the configuration.
fn lacking(world: &World, scope: &Scope, of: &str, basis: Basis) -> Vec<(String, u32)> {
    let item = shown(world, scope, of, basis).assessed.remove(0);
    let lines = item.lines.iter().map(|it| (it.park.to_string(), it.missing));
    [("all".to_owned(), item.missing)].into_iter().chain(lines).collect()
}

/// A project month that nobody has confirmed is zero in no figure without being told.
#[test]
fn project_months_that_are_missing_are_told() {
    let mut world = world();
    let mut agree = |it: Agreement| ProjectId(act(&mut world, Role::Office, Command::Agree(it)).unwrap());
    let first = agree(agreement());
    // West has no part in the first, and main none in the second.
    let second = Agreement {
        from: "west".into(),
        recruiter: "west".into(),
        contract_no: "飞地〔2025〕2号".to_owned(),
        first: month("2025-02"),
        split: vec![split("revenue", &[("west", "30"), ("east", "70"), ("main", "0")])],
        ..agreement()
    };
    agree(second);
    let check = |world: &World, scope: &Scope, of: &str, basis: Basis, expected: &[(&str, u32)]| {
        let expected: Vec<_> = expected.iter().map(|(park, n)| (park.to_string(), *n)).collect();
        assert_eq!(lacking(world, scope, of, basis), expected, "{of} {basis:?}");
    };
    let all = &Scope::Leading;
    // It is 10 March 2025: January and February are over, March is not.
    check(&world, all, "2025-02", Basis::Month, &[("all", 2), ("main", 1), ("east", 2), ("west", 1)]);
    check(&world, all, "2025-02", Basis::Cumulative, &[("all", 3), ("main", 2), ("east", 3), ("west", 1)]);
    check(&world, all, "2025-03", Basis::Month, &[("all", 0), ("main", 0), ("east", 0), ("west", 0)]);
    check(&world, all, "2024-12", Basis::Month, &[("all", 0), ("main", 0), ("east", 0), ("west", 0), ("gone", 0)]);
    check(&world, &Scope::Park("west".into()), "2025-02", Basis::Cumulative, &[("all", 1), ("west", 1)]);
    check(&world, &Scope::Park("main".into()), "2025-02", Basis::Cumulative, &[("all", 2), ("main", 2)]);
    let report = Command::Report { project: first, month: month("2025-01"), rows: line("revenue", "100") };
    act(&mut world, park("east"), report).unwrap();
    check(&world, all, "2025-01", Basis::Month, &[("all", 1), ("main", 1), ("east", 1), ("west", 0)]);
    act(&mut world, park("main"), Command::Confirm { project: first, month: month("2025-01") }).unwrap();
    check(&world, all, "2025-01", Basis::Month, &[("all", 0), ("main", 0), ("east", 0), ("west", 0)]);
    check(&world, all, "2025-02", Basis::Cumulative, &[("all", 2), ("main", 1), ("east", 2), ("west", 1)]);
    // A correction that waits: what was confirmed still counts.
    let again = Command::Report { project: first, month: month("2025-01"), rows: line("revenue", "90") };
    act(&mut world, park("east"), again).unwrap();
    check(&world, all, "2025-01", Basis::Month, &[("all", 0), ("main", 0), ("east", 0), ("west", 0)]);
}

/// The rows of the table, and the notes under it.
fn table(world: &World, scope: &Scope) -> (Vec<String>, Vec<String>) {
    let asked = Asked::Enclaves(Some(month("2025-02")), Basis::Cumulative);
    let table = world.seen(scope, |seen| table::table(seen, &asked, world.now)).expect("it is shown");
    assert_eq!(table.title, "2025年1—2月飞地项目在地统计与考核口径");
    let cell = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.value.normalize().to_string(),
    };
    let row = |row: &Vec<Cell>| row[2..].iter().map(cell).collect::<Vec<_>>().join(" ");
    (table.rows.iter().map(row).collect(), table.notes)
}

/// The table says what the page says: both views, what moves, what is missing; a park is told its own line.
#[test]
fn both_views_can_be_taken_away_as_a_table() {
    let mut world = world();
    let project = ProjectId(act(&mut world, Role::Office, Command::Agree(agreement())).unwrap());
    let report = Command::Report { project, month: month("2025-01"), rows: line("revenue", "100.5") };
    act(&mut world, park("east"), report).unwrap();
    act(&mut world, park("main"), Command::Confirm { project, month: month("2025-01") }).unwrap();
    for park in ["main", "east"] {
        world.publish(park, "2025-01", rows(1_000));
        world.publish(park, "2025-02", rows(3_000));
    }
    let (lines, notes) = table(&world, &Scope::Leading);
    let expected = ["main 3000 初步 0 60.3 3060.3 1", "east 3000 初步 60.3 0 2939.7 1", "west 未报 缺数 0 0 未报 0"];
    assert_eq!(lines, expected, "west has no figure: the zone has none");
    assert!(notes.iter().any(|note| note.contains("缺项目月")), "{notes:?}");
    world.publish("west", "2025-01", rows(1_000));
    world.publish("west", "2025-02", rows(3_000));
    assert_eq!(table(&world, &Scope::Office).0[2..], ["west 3000 初步 0 0 3000 0", "全区 9000    9000 1"]);
    assert_eq!(table(&world, &Scope::Park("main".into())).0, expected[..1]);
    assert_eq!(table(&world, &Scope::Park("west".into())).0, [""; 0], "no project, no item");
    let wall = Asked::Enclaves(None, Basis::Month);
    assert_eq!(world.seen(&Scope::Display, |seen| table::table(seen, &wall, world.now)), None);
    let report = Command::Report { project, month: month("2025-02"), rows: line("revenue", "1") };
    act(&mut world, park("east"), report).unwrap();
    act(&mut world, Role::Office, Command::Confirm { project, month: month("2025-02") }).unwrap();
    assert!(!table(&world, &Scope::Office).1.iter().any(|note| note.contains("缺项目月")));
}
