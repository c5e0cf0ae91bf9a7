//! The first day and every day: where reporting begins, what is asked of those who are late, an approval taken back.

mod small;

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::Gap;
use duoyuan_core::id::ParkId;
use duoyuan_core::journal;
use duoyuan_core::period::Basis;
use duoyuan_core::report::Stage;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::{Command, Event, Rejection, RejectionKind, State};
use duoyuan_core::view::{self, Duty, SubmissionKind};
use duoyuan_core::words::{Key, key};
use duoyuan_core::zone::Zone;
use small::{World, actor, at, month, rows};

fn fresh_zone() -> Arc<Zone> {
    Arc::new(Zone { first_month: None, ..small::zone().as_ref().clone() })
}

fn see<T>(world: &World, scope: Scope, look: impl FnOnce(Seen<'_>) -> T) -> T {
    look(Seen::new(&world.state, &scope).expect("a zone"))
}

fn refused(result: Result<u64, Rejection>) -> (RejectionKind, Key) {
    let rejection = result.expect_err("is refused");
    (rejection.kind, rejection.message.key)
}

fn remind(world: &mut World, role: Role, parks: &[&str], of: &str) -> Result<u64, Rejection> {
    let parks = parks.iter().map(|park| ParkId::new(*park)).collect();
    world.act(role, Command::Remind { parks, month: month(of) })
}

fn withdraw(world: &mut World, park: &str, of: &str, reason: &str) -> Result<u64, Rejection> {
    let seen_revisions = world.revisions(park, of);
    let (park, month, reason) = (park.into(), month(of), reason.to_owned());
    world.act(Role::Office, Command::Withdraw { park, month, seen_revisions, reason })
}

/// Days overdue and duties of every park in the month being collected, which comes first.
fn standing(world: &World, now: &str) -> (String, Vec<(u32, Duty)>) {
    see(world, Scope::Leading, |seen| {
        let reporting = view::board(seen, None, Basis::Cumulative, at(now)).expect("a board").reporting;
        let lines = reporting.lines.iter().map(|line| (line.days_overdue, line.duty)).collect();
        (reporting.month.to_string(), lines)
    })
}

#[test]
fn a_fresh_zone_begins_with_now_and_nobody_is_late() {
    // Adopted on 10 March 2025.
    let world = World::in_zone(fresh_zone());
    let all = |days, duty| vec![(days, duty); 3];
    assert_eq!(standing(&world, "2025-03-24T01:00:00Z"), ("2025-03".to_owned(), all(0, Duty::NotYet)));
    assert_eq!(standing(&world, "2025-04-02T01:00:00Z"), ("2025-03".to_owned(), all(0, Duty::Owed)));
    assert_eq!(standing(&world, "2025-04-20T01:00:00Z"), ("2025-03".to_owned(), all(5, Duty::Owed)));
    let desk = see(&world, Scope::Office, |seen| view::desk(seen, &"east".into(), at("2025-03-24T01:00:00Z")));
    let lines = desk.expect("a desk").lines;
    assert!(lines.iter().all(|line| line.reporting.days_overdue == 0), "no day of the past is overdue");
    assert!(lines[1..].iter().all(|line| line.reporting.duty == Duty::Voluntary), "months before are 补报");
    let queue = see(&world, Scope::Office, |seen| view::queue(seen, at("2025-03-24T01:00:00Z"))).expect("a queue");
    assert_eq!((queue.late.len(), queue.first), (0, Some(month("2025-03"))));
}

#[test]
fn what_is_sent_for_earlier_months_is_welcome_never_late_and_makes_nobody_late() {
    let mut world = World::in_zone(fresh_zone());
    world.publish("east", "2024-06", rows(100));
    let line = |park: &str| {
        let desk = see(&world, Scope::Office, |seen| view::desk(seen, &park.into(), at("2025-03-24T01:00:00Z")));
        desk.unwrap().lines.into_iter().find(|line| line.month == month("2024-06")).unwrap().reporting
    };
    assert_eq!((line("east").stage, line("east").days_late, line("east").submitted_late), (Stage::Approved, 0, false));
    assert_eq!((line("west").duty, line("west").overdue), (Duty::Voluntary, false));
    assert_eq!(world.state.first_month(), Some(month("2025-03")));
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn the_configuration_may_name_the_first_month() {
    let world = World::new();
    assert_eq!(world.state.first_month(), Some(month("2023-01")));
}

#[test]
fn a_journal_from_before_begins_with_its_earliest_report() {
    let mut state = State::default();
    let zone = fresh_zone();
    let mut say = |by: Role, event: Event| {
        let stored = journal::write(state.head(), at("2025-03-10T01:00:00Z"), &actor(by), &event);
        state.apply(journal::read(state.head(), &stored).expect("reads back"));
        state.first_month().map(|month| month.to_string())
    };
    // As it was written before: the entry does not say where reporting begins.
    let begun = say(Role::Operator, Event::ZoneAdopted { zone, demo: false, begins: None });
    assert_eq!(begun.as_deref(), Some("2025-03"));
    let submitted = |of: &str| Event::ReportSubmitted {
        park: "east".into(),
        month: month(of),
        rows: rows(100),
        answers: Vec::new(),
        adjustments: Vec::new(),
        source: duoyuan_core::report::Source::Form,
        signed: Default::default(),
        attachments: Vec::new(),
    };
    assert_eq!(say(Role::Park("east".into()), submitted("2024-11")).as_deref(), Some("2024-11"));
    assert_eq!(say(Role::Park("east".into()), submitted("2025-01")).as_deref(), Some("2024-11"));
}

#[test]
fn a_closed_month_is_not_reported_and_no_longer_late() {
    let mut world = World::new();
    world.act(Role::Office, Command::Close { month: month("2025-02") }).unwrap();
    let (collected, lines) = standing(&world, "2025-03-24T01:00:00Z");
    assert_eq!((collected.as_str(), lines), ("2025-02", vec![(0, Duty::Closed); 3]));
}

#[test]
fn lateness_is_told_afterwards() {
    let mut world = World::new();
    // Due at the end of 15 March in Beijing; the 24th is the ninth day after.
    world.now = at("2025-03-24T01:00:00Z");
    world.publish("east", "2025-02", rows(100));
    let board = see(&world, Scope::Leading, |seen| view::board(seen, None, Basis::Cumulative, world.now)).unwrap();
    let line = &board.reporting.lines[1];
    let light = line.light(board.reporting.due, world.now);
    assert_eq!(line.word(light, duoyuan_core::words::Lang::Chinese), "已通过·迟报9天");
}

/// A report that came in time and was returned is not called late, and does not go through without a word either.
#[test]
fn what_is_returned_and_sent_again_is_told_as_that() {
    let mut world = World::new();
    let told = |world: &World| {
        let board = see(world, Scope::Leading, |seen| view::board(seen, None, Basis::Cumulative, world.now)).unwrap();
        let line = board.reporting.lines[1].clone();
        let word = line.word(line.light(board.reporting.due, world.now), duoyuan_core::words::Lang::Chinese);
        (word, line.days_late, line.overdue)
    };
    let is = |world: &World, word: &str, overdue: bool| assert_eq!(told(world), (word.to_owned(), 0, overdue));
    // Due at the end of 15 March in Beijing.
    world.now = at("2025-03-11T01:00:00Z");
    world.submit("east", "2025-02", rows(100)).unwrap();
    let (seen_revisions, reason, items) =
        (world.revisions("east", "2025-02"), "漏报一户规上企业".to_owned(), Vec::new());
    let back = Command::Return { park: "east".into(), month: month("2025-02"), seen_revisions, reason, items };
    world.act(Role::Office, back).unwrap();
    is(&world, "已退回", false);
    let returned = |world: &World, scope| {
        let look = |seen: Seen<'_>| view::park(seen, &"east".into(), None, Basis::Month, world.now).unwrap().returned;
        see(world, scope, look)
    };
    let east = || Scope::Park("east".into());
    assert_eq!((returned(&world, east()), returned(&world, Scope::Leading)), (1, 0), "told to whom it concerns");
    world.now = at("2025-03-24T01:00:00Z");
    is(&world, "已退回·待重报", true);
    world.submit("east", "2025-02", rows(110)).unwrap();
    is(&world, "待审核·退回重报", false);
    assert_eq!(returned(&world, east()), 0);
    world.approve("east", "2025-02").unwrap();
    is(&world, "已通过·退回重报", false);
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn a_figure_that_waits_for_review_is_told_as_its_lamp_is() {
    let mut world = World::new();
    world.publish("main", "2025-02", rows(100));
    world.submit("east", "2025-02", rows(100)).unwrap();
    let gap = |park: &str| {
        let scope = Scope::Leading;
        let seen = Seen::new(&world.state, &scope).unwrap();
        let board = view::board(seen, Some(month("2025-02")), Basis::Cumulative, world.now).unwrap();
        let line = board.parks.into_iter().find(|line| line.park.as_str() == park).unwrap();
        assert_eq!(line.figures[0].subject, Subject::Park(park.into()));
        line.figures[0].gap
    };
    assert_eq!((gap("main"), gap("east"), gap("west")), (None, Some(Gap::AwaitsReview), Some(Gap::NotReported)));
}

#[test]
fn late_parks_are_asked_once_a_day_and_see_it_until_they_submit() {
    let mut world = World::new();
    world.submit("main", "2025-02", rows(100)).unwrap();
    world.now = at("2025-03-14T01:00:00Z");
    assert_eq!(
        refused(remind(&mut world, Role::Office, &["east"], "2025-02")),
        (RejectionKind::Conflict, key::REMIND_NOT_LATE)
    );
    world.now = at("2025-03-18T01:00:00Z");
    let before = world.state.clone();
    assert_eq!(
        refused(remind(&mut world, Role::Leading, &["east"], "2025-02")),
        (RejectionKind::Forbidden, key::ONLY_OFFICE)
    );
    assert_eq!(refused(remind(&mut world, Role::Office, &[], "2025-02")), (RejectionKind::Invalid, key::REMIND_NOBODY));
    assert_eq!(
        refused(remind(&mut world, Role::Office, &["nobody"], "2025-02")),
        (RejectionKind::NotFound, key::NOT_A_MEMBER)
    );
    // One of the list has submitted: nobody is asked.
    assert_eq!(
        refused(remind(&mut world, Role::Office, &["east", "main"], "2025-02")),
        (RejectionKind::Conflict, key::REMIND_NOT_LATE)
    );
    assert_eq!(world.state, before);
    remind(&mut world, Role::Office, &["east", "west"], "2025-02").unwrap();
    assert_eq!(
        refused(remind(&mut world, Role::Office, &["east"], "2025-02")),
        (RejectionKind::Conflict, key::REMIND_ONCE_A_DAY)
    );
    // Another day, another word; midnight is Beijing's.
    world.now = at("2025-03-18T16:00:00Z");
    remind(&mut world, Role::Office, &["east"], "2025-02").unwrap();
    let asked = |world: &World, park: &str| {
        let live = see(world, Scope::Park(park.into()), |seen| view::live(seen, world.now));
        live.asked.iter().map(|asked| (asked.month.to_string(), asked.days_overdue)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&world, "east"), [("2025-02".to_owned(), 4)]);
    assert_eq!(asked(&world, "main"), []);
    assert!(see(&world, Scope::Office, |seen| view::live(seen, world.now)).asked.is_empty());
    let late = see(&world, Scope::Office, |seen| view::queue(seen, world.now)).unwrap().late;
    let told: Vec<_> = late
        .iter()
        .filter(|it| it.month == month("2025-02"))
        .map(|it| (it.line.park.as_str(), it.asked, it.may_ask))
        .collect();
    assert_eq!(told, [("east", 2, false), ("west", 1, true)]);
    world.submit("east", "2025-02", rows(100)).unwrap();
    assert_eq!(asked(&world, "east"), []);
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn an_approval_is_taken_back_until_the_month_is_closed() {
    let mut world = World::new();
    world.publish("east", "2025-01", rows(100));
    world.publish("east", "2025-01", rows(120));
    let value = |world: &World| {
        let scope = Scope::Leading;
        let seen = Seen::new(&world.state, &scope).unwrap();
        let board = view::board(seen, Some(month("2025-01")), Basis::Cumulative, world.now).unwrap();
        (board.parks[1].figures[0].value.map(|value| value.to_string()), board.news.len())
    };
    assert_eq!(value(&world), (Some("120".to_owned()), 2));
    assert_eq!(refused(withdraw(&mut world, "east", "2025-01", "错")), (RejectionKind::Invalid, key::REASON_NEEDED));
    withdraw(&mut world, "east", "2025-01", "误把上一版当作更正通过").unwrap();
    assert_eq!(value(&world), (Some("100".to_owned()), 1), "the one approved before stands again");
    let withdrawn = |world: &World, scope: Scope| {
        let sheet = see(world, scope, |seen| view::sheet(seen, &"east".into(), month("2025-01"))).unwrap();
        (sheet.stage, sheet.withdrawn.map(|it| it.reason))
    };
    let told = Some("误把上一版当作更正通过".to_owned());
    assert_eq!(withdrawn(&world, Scope::Park("east".into())), (Stage::Submitted, told), "the park reads why");
    assert_eq!(
        refused(withdraw(&mut world, "east", "2025-01", "再撤回一次试一试")),
        (RejectionKind::Conflict, key::NOT_APPROVED)
    );
    let review =
        |world: &World| see(world, Scope::Office, |seen| view::review(seen, &"east".into(), month("2025-01"))).unwrap();
    assert!(!review(&world).may_withdraw && review(&world).withdrawn.is_some(), "the review is open again");
    let waiting = see(&world, Scope::Office, |seen| view::queue(seen, world.now)).unwrap().waiting;
    assert_eq!(
        waiting.iter().map(|line| line.kind).collect::<Vec<_>>(),
        [SubmissionKind::Withdrawn],
        "no 更正, no 首次提交"
    );
    world.approve("east", "2025-01").unwrap();
    assert_eq!(value(&world), (Some("120".to_owned()), 2));
    assert!(review(&world).may_withdraw && review(&world).withdrawn.is_none());
    world.act(Role::Office, Command::Close { month: month("2025-01") }).unwrap();
    assert_eq!(
        refused(withdraw(&mut world, "east", "2025-01", "误把上一版当作更正通过")),
        (RejectionKind::Conflict, key::WITHDRAW_CLOSED)
    );
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn the_time_of_the_data_never_goes_back() {
    let mut world = World::new();
    world.publish("east", "2025-01", rows(100));
    world.now = at("2025-03-11T01:00:00Z");
    world.publish("west", "2025-01", rows(200));
    let (west, east) = (ParkId::new("west"), ParkId::new("east"));
    let told = |world: &World| {
        see(world, Scope::Leading, |seen| {
            let page = |park| view::park(seen, park, None, Basis::Cumulative, world.now).unwrap().changed_at;
            let board = view::board(seen, None, Basis::Cumulative, world.now).unwrap().changed_at;
            (board, page(&east), page(&west))
        })
    };
    let before = told(&world);
    assert!(before.0 == before.2 && before.1 < before.2, "the last approval was west's: {before:?}");
    world.now = at("2025-03-12T01:00:00Z");
    withdraw(&mut world, "west", "2025-01", "误将未核实的报表通过").unwrap();
    let after = told(&world);
    assert!(after.0 == after.2 && after.2 > before.2, "what was taken out is a change of today: {after:?}");
    assert_eq!(after.1, before.1, "and none of east's page");
}

#[test]
fn what_is_published_while_an_approval_is_taken_back_is_told_as_it_is() {
    let mut world = World::new();
    let said = |world: &World, of: &str| {
        let scope = Scope::Park("east".into());
        let sheet = see(world, scope, |seen| view::sheet(seen, &"east".into(), month(of))).unwrap();
        sheet.withdrawn_message().map(|message| message.key)
    };
    for (of, versions, expected) in
        [("2025-01", 1, key::SHEET_IS_WITHDRAWN), ("2025-02", 2, key::SHEET_IS_WITHDRAWN_EARLIER)]
    {
        for version in 0..versions {
            world.publish("east", of, rows(100 + version));
            assert_eq!(said(&world, of), None, "{of} version {version}");
        }
        withdraw(&mut world, "east", of, "误把上一版当作更正通过").unwrap();
        assert_eq!(said(&world, of), Some(expected), "{of}");
        world.submit("east", of, rows(200)).unwrap();
        assert_eq!(said(&world, of), None, "{of} is a new version, that has no approval to take back");
    }
}
