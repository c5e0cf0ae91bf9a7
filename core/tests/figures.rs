//! What the board says of figures, case by case.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::{Change, Gap, Mark, Status};
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Basis;
use duoyuan_core::report::Stage;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::{Command, RejectionKind};
use duoyuan_core::view;
use duoyuan_core::words::{Lang, key};
use rust_decimal::Decimal;
use small::{World, at, month, row, rows};

fn d(value: i64) -> Decimal {
    Decimal::from(value)
}

fn figure(world: &World, park: Option<&str>, code: &str, of: &str, basis: Basis) -> view::Figure {
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let zone = small::zone();
    let subject = park.map_or(Subject::Zone, |park| Subject::Park(park.into()));
    view::Figure::of(seen, &subject, zone.indicator(&code.into()).unwrap(), month(of), basis, jiff::Timestamp::MAX)
}

#[test]
fn cumulative_and_month_figures_are_told_apart() {
    let mut world = World::new();
    world.publish("east", "2024-01", rows(100));
    world.publish("east", "2024-02", rows(250));
    world.publish("east", "2024-04", rows(400));
    let check = |code, of, basis, expected: Result<i64, Gap>| {
        assert_eq!(figure(&world, Some("east"), code, of, basis).measured(), expected.map(d), "{code} {of} {basis:?}");
    };
    check("revenue", "2024-02", Basis::Cumulative, Ok(250));
    check("revenue", "2024-02", Basis::Month, Ok(150));
    check("revenue", "2024-01", Basis::Month, Ok(100)); // January: the cumulative figure is the month's
    check("revenue", "2024-04", Basis::Month, Err(Gap::OnlyCumulative)); // March is missing
    check("revenue", "2024-03", Basis::Cumulative, Err(Gap::NotReported));
    check("firms", "2024-02", Basis::Cumulative, Ok(6)); // months are added
    check("firms", "2024-04", Basis::Cumulative, Err(Gap::NotReported)); // but not over a gap
    check("persons", "2024-02", Basis::Cumulative, Ok(40)); // stocks never are
}

#[test]
fn the_zone_compares_like_with_like() {
    let mut world = World::new();
    for (park, before, now) in [("main", 1000, 1100), ("east", 100, 120)] {
        world.publish(park, "2024-01", rows(before));
        world.publish(park, "2025-01", rows(now));
    }
    world.publish("west", "2024-01", rows(5000)); // has not reported this year
    let zone = figure(&world, None, "revenue", "2025-01", Basis::Cumulative);
    assert_eq!(zone.value, Some(d(1220)));
    assert_eq!(zone.missing, ["west".into()]);
    let Change::Rate(rate) = zone.year_on_year else { panic!("{:?}", zone.year_on_year) };
    assert_eq!(rate.round_dp(2).to_string(), "10.91"); // 1220 against 1100, not against 6100
}

#[test]
fn statuses_follow_the_life_of_a_report() {
    let mut world = World::new();
    let status = |world: &World| figure(world, Some("east"), "revenue", "2025-01", Basis::Cumulative).status;
    assert_eq!(status(&world), Status::Absent);
    world.submit("east", "2025-01", rows(100)).unwrap();
    assert_eq!(status(&world), Status::Absent, "nothing is published by submitting");
    let own = Scope::Park("east".into());
    let seen = Seen::new(&world.state, &own).unwrap();
    let page = view::park(seen, &"east".into(), Some(month("2025-01")), Basis::Cumulative, world.now).unwrap();
    assert_eq!(page.figures[0].status, Status::Pending, "the park itself sees it");
    world.approve("east", "2025-01").unwrap();
    assert_eq!(status(&world), Status::Provisional);
    world.publish("east", "2025-01", rows(110));
    assert_eq!(status(&world), Status::Revised);
    let firms = figure(&world, Some("east"), "firms", "2025-01", Basis::Month);
    assert_eq!(firms.status, Status::Provisional, "what the revision did not change is not revised");
    world.act(Role::Office, Command::Close { month: month("2025-01") }).unwrap();
    assert_eq!(figure(&world, Some("east"), "firms", "2025-01", Basis::Month).status, Status::Final);
}

#[test]
fn a_break_stops_comparison_and_says_so() {
    let mut world = World::new();
    world.publish("east", "2024-01", rows(100));
    let mut broken = rows(300);
    broken[0].mark = Mark::Break;
    world.publish("east", "2025-01", broken);
    let figure = figure(&world, Some("east"), "revenue", "2025-01", Basis::Cumulative);
    assert_eq!((figure.value, figure.status), (Some(d(300)), Status::Break));
    assert_eq!(figure.year_on_year, Change::None(Gap::Break));
}

#[test]
fn an_explanation_reaches_who_when_and_what_it_replaced() {
    let mut world = World::new();
    world.publish("east", "2025-01", rows(100));
    world.publish("east", "2025-01", rows(110));
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let explained = view::explain(
        seen,
        &Subject::Zone,
        &"revenue".into(),
        month("2025-01"),
        Basis::Cumulative,
        jiff::Timestamp::MAX,
    )
    .unwrap();
    let operand = &explained.operands[0];
    assert_eq!(operand.value, Some(d(110)));
    let origin = operand.origins.iter().find(|origin| origin.park == "east".into()).unwrap();
    assert_eq!(origin.reported_by.as_deref(), Some("east"));
    assert_eq!(origin.approved_by.as_deref(), Some("office"));
    let values = origin.life.iter().map(|it| it.text(Lang::Chinese)).collect::<Vec<_>>();
    let check = |line: &str, expected: &str| assert!(line.starts_with(expected), "{values:?}");
    check(&values[0], "110：east2025-03-10 09:00填报，office2025-03-10 09:00审核通过（第");
    check(&values[1], "100：east2025-03-10 09:00填报，office2025-03-10 09:00审核通过（第");
    assert_eq!(operand.origins.len(), 3, "the parks that lack it are listed too");
}

#[test]
fn a_missing_number_is_explained_in_the_words_of_the_board() {
    let mut world = World::new();
    world.publish("east", "2025-01", rows(100));
    world.submit("west", "2025-01", rows(100)).unwrap();
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let (of, now) = (month("2025-01"), jiff::Timestamp::MAX);
    let explained = view::explain(seen, &Subject::Zone, &"revenue".into(), of, Basis::Cumulative, now).unwrap();
    let gap = |park: &str| {
        let origin = explained.operands[0].origins.iter().find(|origin| origin.park == park.into()).unwrap();
        origin.gap
    };
    assert_eq!((gap("east"), gap("west"), gap("main")), (None, Some(Gap::AwaitsReview), Some(Gap::NotReported)));
}

/// The sentences of values that the number behind a figure has had, as a scope is told.
fn life(world: &World, scope: Scope) -> Vec<String> {
    let seen = Seen::new(&world.state, &scope).unwrap();
    let (subject, now) = (Subject::Park("east".into()), jiff::Timestamp::MAX);
    let explained = view::explain(seen, &subject, &"revenue".into(), month("2025-01"), Basis::Cumulative, now).unwrap();
    explained.operands[0].origins[0].life.iter().map(|it| it.text(Lang::Chinese)).collect()
}

#[test]
fn a_number_tells_its_whole_life_to_whom_it_was_shown() {
    let mut world = World::new();
    let check = |world: &World, scope: &Scope, expected: &[(&str, &str)]| {
        let life = life(world, scope.clone());
        let is_so = |(line, (value, became)): (&String, &(&str, &str))| {
            line.starts_with(&format!("{value}：")) && line.contains(became)
        };
        assert!(life.len() == expected.len() && life.iter().zip(expected).all(is_so), "{life:#?}");
    };
    let (leading, own) = (Scope::Leading, Scope::Park("east".into()));
    world.publish("east", "2025-01", rows(100));
    check(&world, &leading, &[]);
    world.submit("east", "2025-01", rows(105)).unwrap();
    check(&world, &own, &[("105", "待审核"), ("100", "审核通过")]);
    // What waits was shown to nobody else.
    check(&world, &leading, &[]);
    let (park, of) = (ParkId::new("east"), month("2025-01"));
    let seen_revisions = world.revisions("east", "2025-01");
    let (reason, items) = ("漏报一户规上企业".to_owned(), Vec::new());
    world.act(Role::Office, Command::Return { park: park.clone(), month: of, seen_revisions, reason, items }).unwrap();
    world.publish("east", "2025-01", rows(110));
    let returned = ("105", "退回，原因：漏报一户规上企业");
    check(&world, &own, &[("110", "审核通过"), returned, ("100", "审核通过")]);
    check(&world, &leading, &[("110", "审核通过"), ("100", "审核通过")]);
    let (seen_revisions, reason) = (world.revisions("east", "2025-01"), "误将未核实的报表通过".to_owned());
    world.act(Role::Office, Command::Withdraw { park, month: of, seen_revisions, reason }).unwrap();
    let withdrawn = ("110", "撤回通过，原因：误将未核实的报表通过");
    check(&world, &leading, &[withdrawn, ("100", "审核通过")]);
    check(&world, &Scope::Office, &[withdrawn, returned, ("100", "审核通过")]);
    check(&world, &own, &[withdrawn, returned, ("100", "审核通过")]);
    // What was published and taken back is told for good, also when it is returned afterwards.
    let (seen_revisions, reason, items) = (world.revisions("east", "2025-01"), "请核实后重报".to_owned(), Vec::new());
    let park = ParkId::new("east");
    world.act(Role::Office, Command::Return { park, month: of, seen_revisions, reason, items }).unwrap();
    check(&world, &leading, &[withdrawn, ("100", "审核通过")]);
    check(&world, &own, &[("110", "退回，原因：请核实后重报"), withdrawn, returned, ("100", "审核通过")]);
    world.submit("east", "2025-01", rows(115)).unwrap();
    world.publish("east", "2025-01", rows(116));
    let replaced = ("115", "由下一次报送替代");
    check(&world, &own, &[("116", "审核通过"), replaced, ("110", "退回"), withdrawn, returned, ("100", "审核通过")]);
    check(&world, &leading, &[("116", "审核通过"), withdrawn, ("100", "审核通过")]);
}

#[test]
fn the_explained_operands_give_the_figure_again() {
    let mut world = World::new();
    for park in small::PARKS {
        world.publish(park, "2024-12", rows(900));
        world.publish(park, "2025-01", rows(100));
        world.publish(park, "2025-02", rows(250));
    }
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    for indicator in &small::zone().indicators {
        for basis in [Basis::Month, Basis::Cumulative] {
            let of = month("2025-02");
            let explained =
                view::explain(seen, &Subject::Zone, &indicator.code, of, basis, jiff::Timestamp::MAX).unwrap();
            let operand = |code: &_, lag| {
                let operand = explained.operands.iter().find(|operand| operand.item == *code && operand.lag == lag);
                operand.and_then(|operand| operand.value).ok_or(Gap::NotReported)
            };
            let again = indicator.formula.parsed.value(&operand);
            assert_eq!(again.ok(), explained.figure.value, "{} {basis:?}", indicator.code);
        }
    }
}

#[test]
fn lateness_is_a_function_of_now() {
    let mut world = World::new();
    world.now = at("2025-03-01T01:00:00Z");
    world.submit("main", "2025-02", rows(100)).unwrap();
    world.now = at("2025-03-15T16:00:00Z"); // 24:00 of the 15th in Beijing
    world.submit("east", "2025-02", rows(100)).unwrap();
    let lines = |now: &str| {
        let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
        let board = view::board(seen, None, Basis::Cumulative, at(now)).unwrap();
        board
            .reporting
            .lines
            .into_iter()
            .map(|l| (l.stage, l.submitted_late, l.overdue, l.days_overdue))
            .collect::<Vec<_>>()
    };
    let late = |overdue, days| (Stage::Awaited, false, overdue, days);
    let (in_time, too_late) = ((Stage::Submitted, false, false, 0), (Stage::Submitted, true, false, 0));
    assert_eq!(lines("2025-03-15T15:59:59Z"), [in_time, too_late, late(false, 0)]);
    assert_eq!(lines("2025-03-15T16:00:00Z"), [in_time, too_late, late(true, 1)]);
    assert_eq!(lines("2025-03-17T16:00:00Z"), [in_time, too_late, late(true, 3)]);
}

#[test]
fn rejections_name_the_rule() {
    let mut world = World::new();
    let kind = |result: Result<u64, duoyuan_core::state::Rejection>| {
        let rejection = result.unwrap_err();
        (rejection.kind, rejection.message.key)
    };
    assert_eq!(kind(world.submit("east", "2025-03", rows(1))), (RejectionKind::Conflict, key::MONTH_NOT_OVER));
    assert_eq!(kind(world.submit("east", "2022-12", rows(1))), (RejectionKind::NotFound, key::NOT_A_MEMBER));
    assert_eq!(kind(world.approve("east", "2025-01")), (RejectionKind::NotFound, key::NO_REPORT));
    world.submit("east", "2025-01", rows(100)).unwrap();
    assert_eq!(kind(world.submit("east", "2025-01", rows(100))), (RejectionKind::Conflict, key::NOTHING_NEW));
    let close = Command::Close { month: month("2025-01") };
    assert_eq!(kind(world.act(Role::Office, close.clone())), (RejectionKind::Conflict, key::STILL_WAITING));
    assert_eq!(kind(world.act(Role::Leading, close.clone())), (RejectionKind::Forbidden, key::ONLY_OFFICE));
    world.approve("east", "2025-01").unwrap();
    assert_eq!(kind(world.approve("east", "2025-01")), (RejectionKind::Conflict, key::ALREADY_APPROVED));
    world.act(Role::Office, close).unwrap();
    assert_eq!(kind(world.submit("east", "2025-01", rows(200))), (RejectionKind::Conflict, key::MONTH_CLOSED));
    let mut wrong = rows(100);
    wrong[1] = row("goods", 101);
    let rejection = world.submit("west", "2025-02", wrong).unwrap_err();
    assert_eq!(rejection.kind, RejectionKind::Invalid);
    assert_eq!(rejection.findings[0].rule, "E1".into());
}
