//! What the measures of openness mean: each definition with numbers that can be checked by hand.

use duoyuan_core::access::Scope;
use duoyuan_core::figure::Gap;
use duoyuan_core::format;
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::platform::{BookingId, Class, Command, Mode, Openness, Step, Usage};
use duoyuan_core::view::{self, OpenIndicator, OpennessPage};
use duoyuan_core::words::{Lang, key};
use rust_decimal::Decimal;

use crate::offer::*;
use crate::small::{World, at, month};

fn page(world: &World, from: &str, to: &str) -> OpennessPage {
    let period = Period { from: month(from), to: month(to) };
    see(world, &Scope::Leading, |seen| view::openness(seen, period, world.now)).expect("it is kept")
}

fn of(page: &OpennessPage, id: &str) -> OpenIndicator {
    let measure = Measure::named(id).unwrap_or_else(|| panic!("{id} is a measure"));
    page.indicators.iter().find(|it| it.measure == measure).expect("all are there").clone()
}

/// The value as text, exact to its last digit.
fn value(page: &OpennessPage, id: &str) -> String {
    of(page, id).figure.value.map_or_else(|| "none".to_owned(), |value| value.normalize().to_string())
}

fn operands(page: &OpennessPage, id: &str) -> Vec<String> {
    of(page, id).operands.iter().map(|it| it.value.normalize().to_string()).collect()
}

/// What is said to be missing in it.
fn lacking(page: &OpennessPage, id: &str) -> String {
    let it = of(page, id);
    format::platform::lacking(it.measure, it.figure.value, it.figure.lacking)
        .map_or_else(String::new, |it| it.text(Lang::Chinese))
}

fn explained(world: &World, id: &str) -> u32 {
    let measure = Measure::named(id).expect("a measure");
    let period = Period { from: month("2025-01"), to: Month::of(day_of(world.now)) };
    let look = |seen: duoyuan_core::series::Seen<'_>| view::openness_explained(seen, measure, None, period, world.now);
    see(world, &Scope::Leading, look).expect("it is kept").count
}

fn own_use(world: &mut World, of: &str, hours: i64, income: i64) {
    let (platform, resource) = ("tests".into(), "scope".into());
    let (hours, income) = (hours.into(), income.into());
    let command = Command::StateOwnUse { platform, resource, month: month(of), hours, income };
    act(world, owner("lab"), command).expect("the owner states it");
}

/// A booking of the instrument or the desks from request to use.
fn use_of(world: &mut World, resource: &str, hours_used: i64, income: i64) {
    let slot = hours(world, 1, 3);
    let id = ask(world, "east", resource, slot).expect("free");
    step(world, owner("lab"), id, accepted()).expect("it waits");
    later(world, 3);
    let usage = Usage { hours: hours_used.into(), income: income.into(), ..Usage::default() };
    step(world, owner("lab"), id, Step::Used(usage)).expect("the slot is over");
}

#[test]
fn open_to_all_and_open_to_one_are_two_things() {
    let mut world = world();
    // `tests` is open to both branch parks, to one of them under a condition; `loans` to east alone.
    let now = page(&world, "2025-01", "2025-03");
    assert_eq!(operands(&now, "PO-1"), ["1", "2"]);
    assert_eq!(operands(&now, "PO-1b"), ["2", "2"]);
    assert_eq!((value(&now, "PO-1"), value(&now, "PO-1b")), ("50".to_owned(), "100".to_owned()));
    let east = Scope::Park("east".into());
    let period = Period { from: month("2025-01"), to: month("2025-03") };
    let own = see(&world, &east, |seen| view::openness(seen, period, world.now)).expect("it is kept");
    assert_eq!(operands(&own, "PO-1"), ["2", "2"], "a park is told what is open to it");
    assert_eq!(of(&own, "PO-1").formula.key, key::PO_1_PARK_FORMULA);
    assert_eq!(of(&own, "PO-1b").figure.gap, Some(Gap::NotForParks));
    // From the eleventh on `tests` is closed to west.
    let (since, openness) = ("2025-03-11".parse().expect("a day"), Openness::Closed("搬迁".to_owned()));
    let command =
        Command::SetOpenness { platform: "tests".into(), park: "west".into(), openness, since, evidence: document() };
    act(&mut world, owner("lab"), command).expect("an owner closes");
    assert_eq!(value(&page(&world, "2025-01", "2025-03"), "PO-1"), "50");
    later(&mut world, 24);
    let then = page(&world, "2025-01", "2025-03");
    assert_eq!((value(&then, "PO-1"), value(&then, "PO-1b")), ("0".to_owned(), "100".to_owned()));
}

#[test]
fn what_was_registered_later_is_no_part_of_a_month() {
    let world = world();
    let before = page(&world, "2025-01", "2025-02");
    assert!(before.matrix.rows.is_empty() && before.platforms.is_empty());
}

#[test]
fn a_month_that_has_not_begun_and_one_before_the_register_have_no_figures() {
    let mut world = world();
    use_of(&mut world, "scope", 2, 100);
    // Nobody was served because nothing was there: that is not 0 enterprises and 0 % of the parks.
    let check = |from: &str, to: &str, why: Gap, title: &str| {
        let page = page(&world, from, to);
        for it in &page.indicators {
            assert_eq!((it.figure.value, it.figure.gap), (None, Some(why)), "{from} {}", it.measure.id());
            assert!(it.operands.is_empty() && it.on_bases.is_empty(), "{from} {}", it.measure.id());
        }
        assert!(page.matrix.rows.is_empty() && page.platforms.is_empty() && page.owners.is_empty(), "{from}");
        assert_eq!(format::platform::finding(&page, Lang::Chinese), title);
        let period = Period { from: month(from), to: month(to) };
        for measure in Measure::ALL {
            let look =
                |seen: duoyuan_core::series::Seen<'_>| view::openness_explained(seen, measure, None, period, world.now);
            let explained = see(&world, &Scope::Leading, look).expect("it is kept");
            assert_eq!((explained.indicator.figure.gap, explained.count), (Some(why), 0), "{from}");
        }
        // A park is told the same of what it has figures of.
        let east = Scope::Park("east".into());
        let own = see(&world, &east, |seen| view::openness(seen, period, world.now)).expect("it is kept");
        let own: Vec<_> = own.indicators.into_iter().filter(OpenIndicator::concerns).collect();
        assert!(!own.is_empty() && own.iter().all(|it| it.figure.gap == Some(why)), "{from}");
    };
    check("2024-10", "2024-10", Gap::NothingRegistered, "2024年10月平台开放：当时尚无平台登记");
    check("2024-01", "2024-12", Gap::NothingRegistered, "2024年1—12月平台开放：当时尚无平台登记");
    check("2027-05", "2027-05", Gap::NotBegun, "2027年5月平台开放：尚未开始");
    // The year has begun, its December has not.
    check("2025-01", "2025-12", Gap::NotBegun, "2025年1—12月平台开放：尚未开始");
    let now = page(&world, "2025-03", "2025-03");
    assert_eq!((value(&now, "PO-8a"), value(&now, "PO-9")), ("1".into(), "50".into()));
}

#[test]
fn rated_hours_count_from_registration_and_up_to_today() {
    let mut world = world();
    // Registered on 10 March 2025, one instrument of 1,400 rated hours a year.
    own_use(&mut world, "2025-03", 10, 0);
    let exact = |numerator: i64, denominator: i64| {
        let exact = Decimal::from(numerator).checked_div(Decimal::from(denominator)).expect("not zero");
        exact.normalize().to_string()
    };
    // Today is its first day: 1,400 ÷ 12 × 1/31.
    assert_eq!(value(&page(&world, "2025-03", "2025-03"), "PO-4"), exact(10 * 100 * 12 * 31, 1400));
    world.now = at("2025-03-24T15:59:59Z");
    // Fifteen days of March, this one included; January and February count for nothing.
    let fifteen = exact(10 * 100 * 12 * 31, 1400 * 15);
    assert_eq!(value(&page(&world, "2025-03", "2025-03"), "PO-4"), fifteen);
    assert_eq!(value(&page(&world, "2025-01", "2025-03"), "PO-4"), fifteen);
    // The hours of one instrument in a year: 10 ÷ (1/12 × 15/31).
    assert_eq!(value(&page(&world, "2025-01", "2025-03"), "PO-7a"), exact(10 * 12 * 31, 15));
    // The month over: 22 of 31 days. With April 22/31 + 1 months, once April is stated.
    world.now = at("2025-05-20T00:00:00Z");
    assert_eq!(value(&page(&world, "2025-03", "2025-03"), "PO-4"), exact(10 * 100 * 12 * 31, 1400 * 22));
    assert_eq!(value(&page(&world, "2025-03", "2025-04"), "PO-4"), exact(10 * 100 * 12 * 31, 1400 * 22));
    own_use(&mut world, "2025-04", 0, 0);
    assert_eq!(value(&page(&world, "2025-03", "2025-04"), "PO-4"), exact(10 * 100 * 12 * 31, 1400 * 53));
    own_use(&mut world, "2025-05", 5, 0);
    // Retired today: yesterday was its last day, 19 of 31.
    let desk = resource("desk", Class::Place, Mode::Calendar, 3);
    let command = Command::Change { platform: "tests".into(), details: details("lab", vec![desk]) };
    act(&mut world, owner("lab"), command).expect("nothing is booked");
    own_use_counts(&world, 19);
}

fn own_use_counts(world: &World, days: i64) {
    let rated = operands(&page(world, "2025-05", "2025-05"), "PO-4").remove(1);
    let expected = Decimal::from(1400 * days).checked_div(Decimal::from(12 * 31)).expect("not zero");
    let close = |text: &str| text.parse::<Decimal>().expect("a number").round_dp(20);
    assert_eq!(close(&rated), expected.round_dp(20));
}

#[test]
fn utilisation_is_exact_until_it_is_shown() {
    let mut world = world();
    world.now = at("2025-04-30T00:00:00Z");
    own_use(&mut world, "2025-04", 35, 0);
    // A whole month of 1,400 hours a year are 116⅔ hours: of them 35 are 30 % to the last digit.
    assert_eq!(value(&page(&world, "2025-04", "2025-04"), "PO-4"), "30");
}

#[test]
fn hours_before_registration_are_not_stated() {
    let mut world = world();
    let (platform, resource, of) = ("tests".into(), "scope".into(), month("2025-02"));
    let command = Command::StateOwnUse { platform, resource, month: of, hours: 10.into(), income: Decimal::ZERO };
    let refused = act(&mut world, owner("lab"), command).expect_err("it was not there");
    assert_eq!(refused.message.key, key::PF_OWN_USE_BEFORE);
    assert_eq!(refused.message.args["since"], "2025-03-10");
}

#[test]
fn yield_is_of_instruments_above_and_below_and_of_a_year() {
    let mut world = world();
    world.now = at("2025-04-01T00:00:00Z");
    // 6,000 yuan within the owner, 3,000 of others (which weigh 1.5), and desks that are no instruments.
    own_use(&mut world, "2025-04", 1, 6_000);
    use_of(&mut world, "scope", 1, 3_000);
    use_of(&mut world, "desk", 1, 99_000);
    world.now = at("2025-04-30T00:00:00Z");
    let month = page(&world, "2025-04", "2025-04");
    assert_eq!(value(&month, "PO-13a"), "10.8");
    // Of 1.2 million for a twelfth of a year: (0.6 + 1.5 × 0.3) ÷ (120 ÷ 12) = 10.5 % a year.
    assert_eq!(operands(&month, "PO-13c"), ["0.6", "0.3", "1.05", "10"]);
    assert_eq!(value(&month, "PO-13c"), "10.5");
    assert_eq!(explained(&world, "PO-13c"), 2);
    // An instrument whose value nobody has stated counts neither above nor below, and is told.
    let mut scope = resource("scope", Class::Instrument, Mode::Calendar, 1);
    scope.value = None;
    let desk = resource("desk", Class::Place, Mode::Calendar, 3);
    let command = Command::Change { platform: "tests".into(), details: details("lab", vec![scope, desk]) };
    act(&mut world, owner("lab"), command).expect("an owner corrects");
    let without = page(&world, "2025-04", "2025-04");
    assert_eq!(
        (value(&without, "PO-13c"), operands(&without, "PO-13c")),
        ("none".to_owned(), vec!["0".into(), "0".into(), "0".into(), "0".into(), "1".into()])
    );
    assert_eq!(explained(&world, "PO-13c"), 0);
}

#[test]
fn no_shows_and_withdrawals_have_figures_of_their_own() {
    let mut world = world();
    let booked = |world: &mut World, from: i64| -> BookingId {
        let slot = hours(world, from, from + 1);
        let id = ask(world, "east", "scope", slot).expect("free");
        step(world, owner("lab"), id, accepted()).expect("it waits");
        id
    };
    let ids: Vec<BookingId> = (0..4).map(|n| booked(&mut world, 10 + n)).collect();
    // One place in the waiting line is given up: nobody's withdrawal.
    let slot = hours(&world, 10, 11);
    let line = wait(&mut world, "west", "scope", slot).expect("it may wait");
    step(&mut world, park("west"), line, cancelled()).expect("its own");
    step(&mut world, park("east"), ids[3], cancelled()).expect("its own");
    later(&mut world, 14);
    step(&mut world, owner("lab"), ids[0], used(1)).expect("over");
    step(&mut world, owner("lab"), ids[1], used(1)).expect("over");
    step(&mut world, owner("lab"), ids[2], Step::NoShow).expect("nobody came");
    // A loan has no slot nobody could come to; it ends like anything else.
    let loan = request("loans", "loan", "east", None);
    let loan = BookingId(act(&mut world, park("east"), Command::Request { request: loan, wait: false }).expect("open"));
    step(&mut world, owner("bank"), loan, Step::Declined { note: "额度用于他处".to_owned() }).expect("it waits");
    let page = page(&world, "2025-03", "2025-03");
    assert_eq!(operands(&page, "PO-11b"), ["1", "3"], "of three whose slot came");
    assert_eq!(operands(&page, "PO-11c"), ["1", "5"], "of five that ended");
    assert_eq!(operands(&page, "PO-11"), ["2", "3"]);
    assert_eq!((explained(&world, "PO-11b"), explained(&world, "PO-11c")), (3, 5));
    assert!(Measure::named("PO-11b").is_some_and(Measure::lower_is_better));
}

#[test]
fn an_index_of_less_than_sixty_weights_stands_apart() {
    let mut world = world();
    let desk_only = details("bank", vec![resource("desk", Class::Place, Mode::Calendar, 3)]);
    act(&mut world, owner("bank"), Command::Register { platform: "rooms".into(), details: desk_only }).expect("new");
    own_use(&mut world, "2025-03", 10, 0);
    use_of(&mut world, "scope", 2, 0);
    let page = page(&world, "2025-03", "2025-03");
    let line = |id: &str| page.platforms.iter().find(|it| it.platform == Some(id.into())).expect("it has one");
    // Hours and answers have a value, ratings have none yet: 90 of 100.
    let tests = line("tests");
    assert_eq!((tests.weighed, tests.rank), (90.into(), Some(1)));
    // No instrument, nobody asked: PO-9 alone has a value.
    let rooms = line("rooms");
    assert_eq!((rooms.weighed, rooms.rank), (15.into(), None));
    let said = |index| format::platform::weighed(index, Lang::Chinese).unwrap_or_default();
    assert!(said(tests).starts_with("按90%权重计，缺："), "{}", said(tests));
    assert!(said(rooms).starts_with("仅15%的权重有数据，缺："), "{}", said(rooms));
    assert_eq!(page.platforms.first().and_then(|it| it.platform.clone()), Some("tests".into()), "best first");
    assert!(
        page.owners.iter().any(|it| it.index.rank == Some(1)) && page.owners.iter().any(|it| it.index.rank.is_none())
    );
}

#[test]
fn an_answer_is_due_before_the_slot_begins() {
    let mut world = world();
    let lab = Scope::Owner("lab".into());
    // Asked for in a day: it is due then, and not after 48 hours.
    let slot = hours(&world, 24, 26);
    let soon = ask(&mut world, "east", "scope", slot).expect("free");
    let slot = hours(&world, 72, 74);
    let late = ask(&mut world, "east", "scope", slot).expect("free");
    let clock = |world: &World, id| {
        let page = see(world, &lab, |seen| view::booking(seen, id, world.now)).expect("its own");
        page.line.clock.expect("it waits")
    };
    assert_eq!(clock(&world, soon).due, hours(&world, 24, 26).from);
    assert_eq!(clock(&world, soon).remind, hours(&world, 12, 26).from, "twelve hours before");
    assert_eq!(clock(&world, late).due, hours(&world, 48, 49).from);
    assert_eq!(clock(&world, late).remind, hours(&world, 36, 49).from);
    later(&mut world, 24);
    assert!(clock(&world, soon).overdue && !clock(&world, late).overdue);
    let work = see(&world, &lab, |seen| view::work(seen, &"lab".into(), world.now)).expect("its own");
    assert_eq!((work.summary.waiting, work.summary.overdue), (2, 1));
    assert_eq!(work.waiting[0].booking, soon, "the most urgent first");
    let live = see(&world, &Scope::Leading, |seen| view::live(seen, world.now));
    assert_eq!(live.openness.map(|it| (it.waiting, it.overdue)), Some((2, 1)));
    let due = operands(&page(&world, "2025-03", "2025-03"), "PO-10b");
    assert_eq!(due, ["0", "1"], "nobody has answered the one that is due");
    // An answer after the slot began is late, however few hours it took.
    step(&mut world, owner("lab"), soon, Step::Declined { note: "设备检修".to_owned() }).expect("it waits");
    step(&mut world, owner("lab"), late, accepted()).expect("it waits");
    assert_eq!(operands(&page(&world, "2025-03", "2025-03"), "PO-10b"), ["1", "2"]);
    assert_eq!(explained(&world, "PO-10b"), 2);
    // What a park takes back because nobody answered stays unanswered.
    let slot = hours(&world, 2, 4);
    let never = ask(&mut world, "west", "scope", slot).expect("free");
    later(&mut world, 3);
    step(&mut world, park("west"), never, cancelled()).expect("its own");
    assert_eq!(operands(&page(&world, "2025-03", "2025-03"), "PO-10b"), ["1", "3"]);
    assert_eq!(explained(&world, "PO-10b"), 3);
}

/// The lab with a second instrument, of 800 rated hours a year, looked at when April is over: in April `scope` served
/// others for 10 hours and 1,000 yuan, `probe` for 30 hours and 9,000 yuan, the desks for 5 hours and 50,000 yuan.
fn two_instruments() -> World {
    let mut world = world();
    let scope = resource("scope", Class::Instrument, Mode::Calendar, 1);
    let mut probe = resource("probe", Class::Instrument, Mode::Calendar, 1);
    probe.rated = Some("special".into());
    let desk = resource("desk", Class::Place, Mode::Calendar, 3);
    let command = Command::Change { platform: "tests".into(), details: details("lab", vec![scope, probe, desk]) };
    act(&mut world, owner("lab"), command).expect("an owner adds");
    world.now = at("2025-04-07T00:00:00Z");
    for (resource, served, income) in [("scope", 10, 1_000), ("probe", 30, 9_000), ("desk", 5, 50_000)] {
        let slot = hours(&world, 1, 31);
        let id = ask(&mut world, "east", resource, slot).expect("free");
        step(&mut world, owner("lab"), id, accepted()).expect("it waits");
        later(&mut world, 31);
        let usage = Usage { hours: served.into(), income: income.into(), ..Usage::default() };
        step(&mut world, owner("lab"), id, Step::Used(usage)).expect("the slot is over");
    }
    world.now = at("2025-05-01T00:00:00Z");
    world
}

#[test]
fn a_month_whose_own_hours_nobody_has_stated_is_left_out_on_both_sides() {
    let mut world = two_instruments();
    let april = |world: &World| page(world, "2025-04", "2025-04");
    let all = |page: &OpennessPage| ["PO-4", "PO-5", "PO-7a", "PO-13b", "PO-13c"].map(|id| value(page, id));
    // Nothing is stated: nothing can be told, least of all that all hours were for others.
    assert_eq!(all(&april(&world)), ["none"; 5]);
    let whole = april(&world);
    let tests = whole.platforms.iter().find(|it| it.platform == Some("tests".into())).expect("it has one");
    let told = format::platform::index_lacking(tests, Lang::Chinese);
    assert_eq!(told.as_deref(), Some("利用率缺2台月自用机时、共享率缺2台月自用机时"), "ranked or not");
    let gaps = ["PO-4", "PO-5", "PO-7a"].map(|id| of(&april(&world), id).figure.gap);
    assert_eq!(gaps, [Some(Gap::HoursUnstated); 3]);
    let gaps = ["PO-13b", "PO-13c"].map(|id| of(&april(&world), id).figure.gap);
    assert_eq!(gaps, [Some(Gap::IncomeUnstated); 2]);
    assert_eq!(
        (value(&april(&world), "PO-13a"), lacking(&april(&world), "PO-13a")),
        ("6".into(), "缺2台月内部收入".into())
    );
    assert_eq!((value(&april(&world), "PO-6"), value(&april(&world), "PO-7b")), ("100".into(), "240".into()));
    // Of `scope` 25 hours and 3,000 yuan are stated; `probe` with its 30 hours and 9,000 yuan stays out of it.
    own_use(&mut world, "2025-04", 25, 3_000);
    // (25 + 10) ÷ (1,400 ÷ 12), 10 ÷ 35, 35 × 12, 0.1 ÷ 0.4, (0.3 + 1.5 × 0.1) ÷ (120 ÷ 12).
    assert_eq!(all(&april(&world))[..1], ["30"]);
    assert_eq!(operands(&april(&world), "PO-5"), ["10", "35"]);
    assert_eq!(all(&april(&world))[2..], ["420", "25", "4.5"]);
    for id in ["PO-4", "PO-5", "PO-7a"] {
        assert_eq!(lacking(&april(&world), id), "缺1台月自用机时", "{id}");
    }
    for id in ["PO-13a", "PO-13b", "PO-13c"] {
        assert_eq!(lacking(&april(&world), id), "缺1台月内部收入", "{id}");
    }
    assert!(["PO-6", "PO-7b", "PO-8a"].iter().all(|id| lacking(&april(&world), id).is_empty()));
    // What is for others counts all the same.
    assert_eq!((value(&april(&world), "PO-6"), value(&april(&world), "PO-7b")), ("100".into(), "240".into()));
    assert_eq!(value(&april(&world), "PO-13a"), "6.3", "0.3 within the owner, 6 of others, desks included");
    assert_eq!(explained(&world, "PO-5"), 2, "one statement and one use");
    assert_eq!((explained(&world, "PO-6"), explained(&world, "PO-13b")), (2, 2));
    // May has begun, and nothing is stated of it: the year says what April says.
    assert_eq!(all(&page(&world, "2025-05", "2025-05")), ["none"; 5]);
    let year = page(&world, "2025-04", "2025-05");
    assert_eq!((value(&year, "PO-4"), lacking(&year, "PO-4")), ("30".into(), "缺3台月自用机时".into()));
    let line = april(&world).platforms.first().cloned().expect("it has one");
    let sharing = line.parts.iter().find(|part| part.measure == Measure::Sharing).expect("it counts");
    assert_eq!((sharing.score, sharing.lacking), (Some(100.into()), 1.into()));
    let told = format::platform::index_lacking(&line, Lang::Chinese);
    assert_eq!(told.as_deref(), Some("利用率缺1台月自用机时、共享率缺1台月自用机时"));
    // All is stated: the same as one would count by hand, and nothing is missing.
    let (platform, resource) = ("tests".into(), "probe".into());
    let command =
        Command::StateOwnUse { platform, resource, month: month("2025-04"), hours: 0.into(), income: 0.into() };
    act(&mut world, owner("lab"), command).expect("nothing of its own is a statement");
    assert_eq!(operands(&april(&world), "PO-5"), ["40", "65"]);
    assert_eq!((value(&april(&world), "PO-7a"), lacking(&april(&world), "PO-7a")), ("390".into(), String::new()));
    // A park and its screens know nothing of it.
    let east = Scope::Park("east".into());
    let period = Period { from: month("2025-04"), to: month("2025-05") };
    let own = see(&world, &east, |seen| view::openness(seen, period, world.now)).expect("it is kept");
    assert!(own.indicators.iter().all(|it| it.figure.lacking.is_zero()));
}

#[test]
fn external_income_is_compared_with_internal_where_there_can_be_any() {
    let mut world = world();
    world.now = at("2025-04-01T00:00:00Z");
    use_of(&mut world, "desk", 1, 99_000);
    let desk_only = details("bank", vec![resource("desk", Class::Place, Mode::Calendar, 3)]);
    act(&mut world, owner("bank"), Command::Register { platform: "rooms".into(), details: desk_only }).expect("new");
    let rooms = |measure: &str| {
        let measure = Measure::named(measure).expect("a measure");
        let period = Period { from: month("2025-04"), to: month("2025-04") };
        let look = |seen: duoyuan_core::series::Seen<'_>| {
            view::openness_explained(seen, measure, Some(&"rooms".into()), period, world.now)
        };
        see(&world, &Scope::Leading, look).expect("it is kept").indicator
    };
    // What has no instruments could say nothing but 100 %.
    assert_eq!(rooms("PO-13b").figure.gap, Some(Gap::NothingCounted));
    own_use(&mut world, "2025-04", 1, 3_000);
    use_of(&mut world, "scope", 1, 1_000);
    let april = page(&world, "2025-04", "2025-04");
    // 1,000 of 4,000 yuan; the 99,000 of the desks are income, and no part of this.
    assert_eq!((value(&april, "PO-13b"), operands(&april, "PO-13b")), ("25".into(), vec!["0.1".into(), "0.4".into()]));
    assert_eq!((value(&april, "PO-13a"), explained(&world, "PO-13b")), ("10.3".into(), 2));
}

#[test]
fn utilisation_is_compared_on_the_base_of_the_other_value() {
    let mut world = two_instruments();
    for (resource, of) in [("scope", 36), ("probe", 40)] {
        let (platform, resource) = ("tests".into(), resource.into());
        let command =
            Command::StateOwnUse { platform, resource, month: month("2025-04"), hours: of.into(), income: 0.into() };
        act(&mut world, owner("lab"), command).expect("the owner states it");
    }
    let april = page(&world, "2025-04", "2025-04");
    let it = of(&april, "PO-4");
    // 116 hours of (1,400 + 800) ÷ 12; of 1,400 ÷ 12 for each of the two.
    assert_eq!(format::platform::measured(&it, Lang::Chinese), "63.3");
    let on_base: Vec<_> = it.on_bases.iter().map(|on| (on.hours, on.value.round_dp(2).to_string())).collect();
    assert_eq!(on_base, [(1400.into(), "49.71".to_owned())]);
    let told: Vec<String> =
        format::platform::remarks(&it).iter().map(|(_, message)| message.text(Lang::Chinese)).collect();
    assert_eq!(
        told,
        [
            "按1,400小时计为49.7%，比重庆平台2017年上半年（59%）低9.3个百分点",
            "按1,400小时计为49.7%，距建议目标（60%）还差10.3个百分点"
        ]
    );
    assert!(april.indicators.iter().all(|it| it.measure == Measure::Utilisation || it.on_bases.is_empty()));
}

#[test]
fn what_is_late_moves_between_months_and_the_definitions_say_so() {
    let mut world = world();
    world.now = at("2025-03-26T00:00:00Z");
    let slot = hours(&world, 24, 26);
    let used_late = ask(&mut world, "east", "scope", slot).expect("free");
    step(&mut world, owner("lab"), used_late, accepted()).expect("it waits");
    let slot = hours(&world, 28, 30);
    let unrecorded = ask(&mut world, "west", "scope", slot).expect("free");
    step(&mut world, owner("lab"), unrecorded, accepted()).expect("it waits");
    let slot = hours(&world, 400, 402);
    let answered_late = ask(&mut world, "east", "scope", slot).expect("free");
    world.now = at("2025-04-02T00:00:00Z");
    let march = |world: &World, id: &str| operands(&page(world, "2025-03", "2025-03"), id);
    let april = |world: &World, id: &str| operands(&page(world, "2025-04", "2025-04"), id);
    // Two answered at once; the third was due on 28 March. Nothing is recorded of the slots that are over.
    assert_eq!((march(&world, "PO-10b"), march(&world, "PO-11b")), (["2", "3"].map(str::to_owned).into(), zeros(2)));
    assert_eq!(april(&world, "PO-10b"), zeros(2));
    step(&mut world, owner("lab"), answered_late, accepted()).expect("it waits");
    step(&mut world, owner("lab"), used_late, used(2)).expect("over");
    assert_eq!(
        (march(&world, "PO-10b"), april(&world, "PO-10b")),
        (vec!["2".into(), "2".into()], vec!["0".into(), "1".into()])
    );
    assert_eq!((march(&world, "PO-8a"), april(&world, "PO-8a")), (vec!["1".into()], zeros(1)));
    assert_eq!(march(&world, "PO-11b"), ["0", "1"], "one outcome is recorded, one is not");
    let says = |id: &str, for_park: bool, phrases: &[&str]| {
        let text = Measure::named(id).expect("a measure").formula(for_park).text(Lang::Chinese);
        for phrase in phrases {
            assert!(text.contains(phrase), "{id} does not say {phrase}: {text}");
        }
    };
    says("PO-1", false, &["从未明确是否开放的，按不开放计"]);
    says("PO-1", true, &["从未明确是否开放的，按不开放计"]);
    for id in ["PO-4", "PO-5", "PO-7a", "PO-7b"] {
        says(id, false, &["含全部在册仪器，不论原值"]);
    }
    for id in ["PO-4", "PO-8a", "PO-11"] {
        says(id, false, &["计入预约时段所在月份，事后补登的也计入该月"]);
    }
    says("PO-10b", false, &["逾期后才答复的改计入答复的当月"]);
    says("PO-11b", false, &["已登记结果的预约", "未登记结果的不计"]);
    says("PO-12", false, &["整批计入公开的当月"]);
    says("PO-12", true, &["计入评价的当月"]);
    assert_eq!(
        of(&page(&world, "2025-03", "2025-03"), "PO-11b").operands[1].name.text(Lang::Chinese),
        "已登记结果的预约"
    );
}

fn zeros(count: usize) -> Vec<String> {
    vec!["0".to_owned(); count]
}
