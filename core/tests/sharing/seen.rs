//! What the leading group sees of it, and a park.

use duoyuan_core::access::Scope;
use duoyuan_core::sharing::{Command, Posting, Proposal, Side, Span};
use duoyuan_core::table::{self, Asked, Cell, Table};
use duoyuan_core::view::{self, Amount, Kind, Selection, Sharing, Wanted};
use duoyuan_core::zone::Zone;
use rust_decimal::Decimal;
use std::sync::Arc;

use crate::fixture::{Acts, park, posting, proposal, quantity, world, zone};
use crate::small::{World, at, month};

fn sharing(world: &World, scope: &Scope, selection: &Selection) -> Sharing {
    world.seen(scope, |seen| view::sharing(seen, selection, world.now)).expect("it is configured")
}

fn leading(world: &World) -> Sharing {
    sharing(world, &Scope::Leading, &Selection::default())
}

fn of(shown: &Sharing) -> &Amount {
    shown.total.as_ref().expect("the month is there")
}

#[test]
fn nothing_counts_before_the_other_side_has_confirmed() {
    let mut world = world();
    let matched = world.agreed("east", "west");
    let effect = quantity("800", "万元");
    let report = Command::Report { matched, stage: "landed".into(), effect, note: String::new() };
    world.share(park("east"), report).unwrap();
    let before = leading(&world);
    assert!(before.flows.is_empty() && of(&before).money.is_zero() && before.landed_this_month.is_empty());
    assert_eq!((before.unconfirmed.count, before.unconfirmed.money), (1, Decimal::from(800)));
    assert_eq!(before.unconfirmed.lines[0].awaits, "west".into());
    assert_eq!(before.balances.iter().map(|it| it.to_confirm).collect::<Vec<_>>(), [0, 0, 1, 0]);
    assert_eq!(before.never.len(), 3);

    world.share(park("west"), Command::Confirm(matched)).unwrap();
    let after = leading(&world);
    assert_eq!((after.flows.len(), of(&after).count, of(&after).landed), (1, 1, 1));
    assert_eq!((of(&after).money, after.unconfirmed.count), (Decimal::from(800), 0));
    assert_eq!(after.landed_this_month[0].matched, matched);
    let pairs: Vec<String> = after.never.iter().map(|pair| format!("{}-{}", pair.one, pair.other)).collect();
    assert_eq!(pairs, ["main-east", "main-west"]);
    let lead = Selection { element: Some("talent".into()), ..Selection::default() };
    assert!(sharing(&world, &Scope::Leading, &lead).flows.is_empty());
    assert_eq!(after.elements.iter().map(|it| it.amount.landed).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn needs_wait_and_times_are_measured() {
    let mut world = world();
    let late =
        Posting { valid_until: "2025-12-31".parse().unwrap(), ..posting(Side::Need, "寻求钢铁深加工项目") };
    let need = world.post("west", late.clone());
    world.now = at("2025-03-20T02:00:00Z");
    world.post("main", Posting { title: "另一项需求信息".to_owned(), ..late });
    let shown = leading(&world);
    assert_eq!(shown.waiting.iter().map(|it| it.days).collect::<Vec<_>>(), [10, 0]);
    assert_eq!(shown.balances.iter().map(|it| it.waits).collect::<Vec<_>>(), [1, 0, 1, 0]);
    let answer = Proposal { need: Some(need), title: None, ..proposal("east", "west") };
    let matched = world.propose(park("east"), answer);
    assert_eq!(leading(&world).waiting_count, 1, "somebody has answered");
    world.now = at("2025-03-22T02:00:00Z");
    world.share(park("west"), Command::Accept(matched)).unwrap();
    world.now = at("2025-04-03T02:00:00Z");
    world.stage(matched, "east", "west", "landed", quantity("5", "万元"));
    let pace = leading(&world).pace.unwrap();
    assert_eq!((pace.to_match, pace.matches), (Some(12.into()), 1));
    assert_eq!((pace.to_landed, pace.landed), (Some(12.into()), 1));
    let march = Selection { month: Some(month("2025-03")), span: Span::Month, ..Selection::default() };
    let pace = sharing(&world, &Scope::Leading, &march).pace.unwrap();
    assert_eq!((pace.matches, pace.landed), (1, 0));
}

#[test]
fn a_proposal_that_lapsed_is_no_answer() {
    let mut world = world();
    let late =
        Posting { valid_until: "2025-12-31".parse().unwrap(), ..posting(Side::Need, "寻求钢铁深加工项目") };
    let need = world.post("west", late);
    world.propose(park("east"), Proposal { need: Some(need), ..proposal("east", "west") });
    assert_eq!((leading(&world).waiting_count, leading(&world).balances[2].to_answer), (0, 1));
    world.now = at("2025-03-17T16:00:00Z");
    assert_eq!((leading(&world).waiting_count, leading(&world).balances[2].to_answer), (1, 0));
}

#[test]
fn a_park_sees_its_own_row_and_column() {
    let mut world = world();
    for (giver, taker, value) in [("east", "west", "3"), ("west", "main", "5"), ("main", "east", "70000")] {
        let matched = world.agreed(giver, taker);
        world.stage(matched, giver, taker, "landed", quantity(value, "万元"));
    }
    let own = sharing(&world, &Scope::Park("west".into()), &Selection::default());
    let flows: Vec<String> = own.flows.iter().map(|flow| format!("{}→{}", flow.giver, flow.taker)).collect();
    assert_eq!(flows, ["east→west", "west→main"]);
    assert_eq!((of(&own).money, of(&own).landed), (8.into(), 2));
    assert_eq!(own.elements[0].amount.money, 8.into(), "not even in a sum");
    assert_eq!(own.landed_this_month_count, 2);
    assert!(own.pace.is_none() && own.never.is_empty());
    let none = world.seen(&Scope::Park("nowhere".into()), |seen| view::sharing(seen, &Selection::default(), world.now));
    assert!(none.is_none());
}

/// The page's table for the leading group: its rows, joined, and the rest of it.
fn table(world: &World, selection: &Selection) -> (Vec<String>, Table) {
    let asked = Asked::Sharing(selection.clone());
    let table = world.seen(&Scope::Leading, |seen| table::table(seen, &asked, world.now)).expect("it is shown");
    let cell = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.value.normalize().to_string(),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
    (table.rows.iter().map(row).collect(), table)
}

/// Money of several elements is a sum of unlike measures: it is called so, and each measure stands beside it.
#[test]
fn money_of_unlike_measures_is_named_for_what_it_is() {
    let mut zone = Zone::clone(&zone());
    let rules = zone.sharing.as_mut().unwrap();
    let mut fund = rules.elements[0].clone();
    (fund.id, fund.name, fund.measure.name) = ("fund".into(), "FUND".to_owned(), "到位资金".to_owned());
    rules.elements.push(fund);
    let mut world = World::in_zone(Arc::new(zone));
    for (element, value) in [("lead", "12000"), ("fund", "300")] {
        let proposal = Proposal { element: Some(element.into()), ..proposal("east", "west") };
        let matched = world.propose(park("east"), proposal);
        world.share(park("west"), Command::Accept(matched)).unwrap();
        world.stage(matched, "east", "west", "landed", quantity(value, "万元"));
    }
    let (rows, all) = table(&world, &Selection::default());
    assert_eq!(all.columns[4].head, "折算金额合计（万元）");
    let parts = ["LEAD 成效 1 1 12000 12,000万元", "TALENT 成效 0 0 0 -", "FUND 到位资金 1 1 300 300万元"];
    assert_eq!(rows[1], "合计 - 2 2 12300 12,300万元");
    assert_eq!(rows[2..], parts.map(|part| format!("其中：{part}")));
    assert!(all.notes.iter().any(|note| note.contains("重复计入")), "{:?}", all.notes);
    let one = Selection { element: Some("lead".into()), ..Selection::default() };
    let (rows, lead) = table(&world, &one);
    assert_eq!((lead.columns[4].head.as_str(), rows.len()), ("成效（万元）", 2), "one element has one measure");
    assert!(!lead.notes.iter().any(|note| note.contains("重复计入")), "{:?}", lead.notes);
}

/// 全部 up to a month is from the beginning to the end of that month, in the numbers, the list behind them, the title.
#[test]
fn all_time_ends_with_the_month_that_is_asked_for() {
    let mut world = world();
    for (when, value) in [("2024-11-05T02:00:00Z", "1"), ("2025-01-05T02:00:00Z", "2"), ("2025-03-05T02:00:00Z", "4")] {
        world.now = at(when);
        let matched = world.agreed("east", "west");
        world.stage(matched, "east", "west", "landed", quantity(value, "万元"));
    }
    let check = |of: Option<&str>, expected: i64, title: &str| {
        let selection = Selection { span: Span::All, month: of.map(month), ..Selection::default() };
        let shown = sharing(&world, &Scope::Leading, &selection);
        let flowed: Decimal = shown.flows.iter().map(|flow| flow.amount.money).sum();
        assert_eq!(flowed, expected.into(), "{of:?}");
        assert_eq!(shown.elements[0].amount.money, expected.into(), "{of:?}");
        assert_eq!(shown.balances[1].gives.money, expected.into(), "{of:?}");
        let wanted = Wanted { span: Span::All, month: of.map(month), ..Wanted::default() };
        let behind = world.seen(&Scope::Leading, |seen| view::transfers(seen, &wanted, world.now)).unwrap();
        assert_eq!(behind.count, shown.flows.iter().map(|flow| flow.amount.count).sum::<u32>());
        assert!(table(&world, &selection).1.title.starts_with(title), "{}", table(&world, &selection).1.title);
    };
    check(None, 7, "2024年11月至2025年3月");
    check(Some("2025-03"), 7, "2024年11月至2025年3月");
    check(Some("2025-02"), 3, "2024年11月至2025年2月");
    check(Some("2024-12"), 1, "2024年11月至2024年12月");
}

/// A month that has not begun has no numbers, not zeros; nor has one before anything was confirmed.
#[test]
fn a_month_that_is_not_there_has_no_numbers() {
    let mut world = world();
    let matched = world.agreed("east", "west");
    world.stage(matched, "east", "west", "landed", quantity("5", "万元"));
    world.now = at("2025-06-10T02:00:00Z");
    let check = |of: &str, is_there: bool| {
        for span in [Span::Month, Span::Year, Span::All] {
            let selection = Selection { span, month: Some(month(of)), ..Selection::default() };
            let shown = serde_json::to_value(sharing(&world, &Scope::Leading, &selection)).unwrap();
            assert_eq!(shown["month"], of);
            assert_eq!(shown["total"].is_object(), is_there, "{of} {span:?}: {}", shown["total"]);
            let parts = ["elements", "balances"].map(|part| shown[part].as_array().unwrap().is_empty());
            assert_eq!(parts, [!is_there; 2], "{of} {span:?}");
            let (rows, table) = table(&world, &selection);
            let zeros = rows.iter().any(|row| row.contains(" 0"));
            assert!(is_there || !zeros, "{rows:?}");
            assert_eq!(table.notes.iter().any(|note| note.contains("没有数据")), !is_there, "{:?}", table.notes);
        }
    };
    check("2025-02", false);
    check("2025-03", true);
    check("2025-05", true);
    check("2025-06", true);
    check("2025-07", false);
    check("2027-05", false);
}

#[test]
fn from_a_cell_to_the_transfers_behind_it_with_all_that_happened() {
    let mut world = world();
    let first = world.agreed("east", "west");
    world.stage(first, "east", "west", "sent", None);
    world.now = at("2025-04-02T02:00:00Z");
    world.stage(first, "west", "east", "landed", quantity("9", "万元"));
    let other = world.agreed("west", "main");
    world.stage(other, "west", "main", "sent", None);
    let ask =
        |wanted: &Wanted, scope: &Scope| world.seen(scope, |seen| view::transfers(seen, wanted, world.now)).unwrap();
    let behind = |kind, span, of: Option<&str>| {
        let wanted = Wanted { kind, span, month: of.map(month), ..Wanted::default() };
        ask(&wanted, &Scope::Leading).lines.iter().map(|it| it.matched).collect::<Vec<_>>()
    };
    assert_eq!(behind(Kind::Counted, Span::Year, None), [other, first]);
    assert_eq!(behind(Kind::Begun, Span::Month, Some("2025-03")), [first]);
    assert_eq!(behind(Kind::Landed, Span::Month, Some("2025-04")), [first]);
    assert_eq!(behind(Kind::Landed, Span::Month, Some("2025-03")), []);
    let cell = Wanted { giver: Some("east".into()), taker: Some("west".into()), ..Wanted::default() };
    let shown = ask(&cell, &Scope::Leading);
    let kinds: Vec<String> = shown.lines[0].history.iter().map(|step| format!("{:?}", step.kind)).collect();
    assert_eq!(kinds, ["Proposed", "Accepted", "Reported", "Confirmed", "Reported", "Confirmed"]);
    assert_eq!(shown.lines[0].history[0].position, first.0);
    assert_eq!(shown.lines[0].history[5].by, "east");
    assert_eq!(ask(&Wanted::default(), &Scope::Park("east".into())).count, 1);
    assert_eq!(
        ask(&Wanted { park: Some("main".into()), ..Wanted::default() }, &Scope::Leading).lines[0].matched,
        other
    );
}

#[test]
fn pages_follow_one_another() {
    let mut world = world();
    let mut all = Vec::new();
    for number in 0..130 {
        let proposal = Proposal { title: Some(format!("第{number}条项目线索")), ..proposal("east", "west") };
        let matched = world.propose(park("east"), proposal);
        world.share(park("west"), Command::Accept(matched)).unwrap();
        world.stage(matched, "east", "west", "sent", None);
        all.insert(0, matched);
    }
    let ask = |before| {
        let wanted = Wanted { before, ..Wanted::default() };
        world.seen(&Scope::Leading, |seen| view::transfers(seen, &wanted, world.now)).unwrap()
    };
    let (first, second) = (ask(None), ask(ask(None).next));
    assert_eq!((first.count, second.count, first.lines.len(), second.next), (130, 130, 100, None));
    let ids: Vec<_> = first.lines.iter().chain(&second.lines).map(|it| it.matched).collect();
    assert_eq!(ids, all);
}
