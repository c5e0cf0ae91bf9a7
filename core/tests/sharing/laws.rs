//! Laws that hold whatever happens, tried with random histories.

use std::collections::BTreeMap;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::enclave;
use duoyuan_core::id::{ListingId, MatchId, ParkId, ProjectId};
use duoyuan_core::period::{Basis, Month, day_of};
use duoyuan_core::sharing::{Audience, Command, Posting, Proposal, Quantity, Side, Span};
use duoyuan_core::state::Command as Any;
use duoyuan_core::view::{self, Amount, Kind, Selection, Wanted};
use jiff::ToSpan;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::fixture::{Acts, REASON, world};
use crate::model::Model;
use crate::small::{PARKS, World, month};

/// What somebody tries; things are named by how many there were before them.
#[derive(Clone, Debug)]
pub enum Try {
    Wait(i64),
    Post { by: usize, side: Side, element: usize, value: i64, visible: usize, days: i64 },
    Withdraw { by: usize, listing: usize },
    Propose { by: usize, giver: usize, taker: usize, offer: Option<usize>, need: Option<usize>, element: usize },
    Accept { by: usize, matched: usize },
    Decline { by: usize, matched: usize },
    Report { by: usize, matched: usize, stage: usize, value: i64 },
    Confirm { by: usize, matched: usize },
    Dispute { by: usize, matched: usize },
    Close { by: usize, matched: usize },
    Nudge { matched: usize },
    Agree { from: usize, to: usize, third: i64, first: i32, months: i32, contract: usize },
    ChangeSplit { project: usize, from: i32, third: i64 },
    Figures { project: usize, month: i32, value: i64 },
    ConfirmFigures { project: usize, month: i32, by: usize },
    Publish { park: usize, month: i32, value: i64 },
}

/// Three parks, the office, the leading group.
fn who(place: usize) -> Role {
    match place {
        0..3 => Role::Park(PARKS[place].into()),
        3 => Role::Office,
        _ => Role::Leading,
    }
}

const STAGES: [&str; 6] = ["sent", "signed", "landed", "arranged", "done", "nonsense"];
const ELEMENTS: [(&str, &str); 2] = [("lead", "万元"), ("talent", "人日")];

fn any_try() -> impl Strategy<Value = Try> {
    let side = prop_oneof![Just(Side::Offer), Just(Side::Need)];
    let by = || prop_oneof![8 => 0..3_usize, 1 => 3..5_usize];
    let some = || prop_oneof![2 => Just(None), 1 => (0..12_usize).prop_map(Some)];
    prop_oneof![
        2 => (1..60_i64).prop_map(Try::Wait),
        // Long enough for a month to pass, and for proposals to lapse.
        1 => (150..700_i64).prop_map(Try::Wait),
        5 => (by(), side, 0..2_usize, -1..50_i64, 0..5_usize, -2..60_i64).prop_map(|(by, side, element, value, visible, days)| Try::Post { by, side, element, value, visible, days }),
        1 => (by(), 0..12_usize).prop_map(|(by, listing)| Try::Withdraw { by, listing }),
        16 => (by(), 0..4_usize, 0..4_usize, some(), some(), 0..2_usize).prop_map(|(by, giver, taker, offer, need, element)| Try::Propose { by, giver, taker, offer, need, element }),
        9 => (by(), 0..12_usize).prop_map(|(by, matched)| Try::Accept { by, matched }),
        1 => (by(), 0..12_usize).prop_map(|(by, matched)| Try::Decline { by, matched }),
        12 => (by(), 0..12_usize, 0..6_usize, -1..90_i64).prop_map(|(by, matched, stage, value)| Try::Report { by, matched, stage, value }),
        12 => (by(), 0..12_usize).prop_map(|(by, matched)| Try::Confirm { by, matched }),
        2 => (by(), 0..12_usize).prop_map(|(by, matched)| Try::Dispute { by, matched }),
        1 => (by(), 0..12_usize).prop_map(|(by, matched)| Try::Close { by, matched }),
        1 => (0..12_usize).prop_map(|matched| Try::Nudge { matched }),
        2 => (0..3_usize, 0..3_usize, -1..101_i64, 0..6_i32, 1..30_i32, 0..3_usize).prop_map(|(from, to, third, first, months, contract)| Try::Agree { from, to, third, first, months, contract }),
        1 => (0..4_usize, 0..14_i32, -1..101_i64).prop_map(|(project, from, third)| Try::ChangeSplit { project, from, third }),
        3 => (0..4_usize, 0..14_i32, -5..900_i64).prop_map(|(project, month, value)| Try::Figures { project, month, value }),
        3 => (0..4_usize, 0..14_i32, by()).prop_map(|(project, month, by)| Try::ConfirmFigures { project, month, by }),
        2 => (0..3_usize, 0..14_i32, 1_000..9_000_i64).prop_map(|(park, month, value)| Try::Publish { park, month, value }),
    ]
}

fn any_history() -> impl Strategy<Value = Vec<Try>> {
    prop::collection::vec(any_try(), 40..220)
}

fn split(from: usize, to: usize, third: i64) -> Vec<enclave::ItemSplit> {
    let share = |park: usize, percent: Decimal| enclave::Share { park: PARKS[park].into(), percent };
    let third = Decimal::new(third * 3_333, 4);
    let shares = vec![share(from, third), share(to, Decimal::ONE_HUNDRED - third)];
    ["revenue", "persons"].map(|item| enclave::ItemSplit { item: item.into(), shares: shares.clone() }).to_vec()
}

/// Carries it out; whether it was accepted.
pub fn carry_out(world: &mut World, it: &Try, number: usize) -> bool {
    let model = Model::of(world);
    let nth = |place: usize, ids: Vec<u64>| if ids.is_empty() { 999_999 } else { ids[place % ids.len()] };
    let listing = |place: usize| ListingId(nth(place, model.listings.keys().map(|id| id.0).collect()));
    let matched = |place: usize| MatchId(nth(place, model.matches.keys().map(|id| id.0).collect()));
    let project = |place: usize| ProjectId(nth(place, model.enclaves.clone()));
    let park = |place: usize| ParkId::from(if place < 3 { PARKS[place] } else { "gone" });
    let quantity = |element: usize, value: i64| Quantity { value: value.into(), unit: ELEMENTS[element].1.to_owned() };
    let at = |later: i32| month("2024-01").plus(later);
    let reason = REASON.to_owned();
    let (role, command) = match it.clone() {
        Try::Wait(hours) => {
            world.now = world.now.checked_add(hours.hours()).unwrap();
            return true;
        }
        Try::Post { by, side, element, value, visible, days } => {
            let today = day_of(world.now);
            let posting = Posting {
                side,
                element: ELEMENTS[element].0.into(),
                title: format!("标题第{number}号"),
                quantity: Some(quantity(element, value)),
                industry: None,
                valid_until: today.saturating_add(days.days()),
                visible: if visible < 3 { Audience::Parks(vec![park(visible)]) } else { Audience::All },
            };
            (who(by), Any::Sharing(Command::Post(posting)))
        }
        Try::Withdraw { by, listing: place } => {
            (who(by), Any::Sharing(Command::Withdraw { listing: listing(place), reason }))
        }
        Try::Propose { by, giver, taker, offer, need, element } => {
            let direct = offer.is_none() && need.is_none();
            // What is named mostly belongs to the side that it should.
            let sound = !number.is_multiple_of(8);
            let of = |wanted: Side, place: usize| {
                let fitting = model.listings.iter().filter(|(_, it)| it.1 == wanted || !sound).map(|(id, _)| id.0);
                ListingId(nth(place, fitting.collect()))
            };
            let (offer, need) = (offer.map(|place| of(Side::Offer, place)), need.map(|place| of(Side::Need, place)));
            let owner = |id: Option<ListingId>| model.listings.get(&id?).filter(|_| sound).map(|it| it.0.clone());
            let (giver, taker) = (owner(offer).unwrap_or(park(giver)), owner(need).unwrap_or(park(taker)));
            let by = if sound { PARKS.iter().position(|it| giver == (*it).into()).unwrap_or(by) } else { by };
            let proposal = Proposal {
                giver,
                taker,
                element: direct.then(|| ELEMENTS[element].0.into()),
                title: direct.then(|| format!("直接提出第{number}号")),
                quantity: direct.then(|| quantity(element, 5)),
                offer,
                need,
                suggested: false,
                why: String::new(),
            };
            (who(by), Any::Sharing(Command::Propose(proposal)))
        }
        Try::Accept { by, matched: place } => (who(by), Any::Sharing(Command::Accept(matched(place)))),
        Try::Decline { by, matched: place } => {
            (who(by), Any::Sharing(Command::Decline { matched: matched(place), reason }))
        }
        Try::Report { by, matched: place, stage, value } => {
            let of_talent = model.matches.get(&matched(place)).is_some_and(|(_, _, element, _)| element == "talent");
            let stage = match stage {
                5 => "nonsense",
                stage if of_talent => STAGES[3 + stage % 2],
                stage => STAGES[stage % 3],
            };
            let effect = match stage {
                "landed" => Some(quantity(0, value)),
                "done" => Some(quantity(1, value)),
                _ => None,
            };
            let stage = stage.into();
            (who(by), Any::Sharing(Command::Report { matched: matched(place), stage, effect, note: String::new() }))
        }
        Try::Confirm { by, matched: place } => {
            // The first from there on that waits for it.
            let try_all = (place..place + 12).map(matched).collect::<Vec<_>>();
            let by = [by, 0, 1, 2].map(who);
            let confirm = |it: &MatchId| Any::Sharing(Command::Confirm(*it));
            return try_all.iter().any(|it| by.iter().any(|by| world.act(by.clone(), confirm(it)).is_ok()));
        }
        Try::Dispute { by, matched: place } => {
            (who(by), Any::Sharing(Command::Dispute { matched: matched(place), reason }))
        }
        Try::Close { by, matched: place } => {
            (who(by), Any::Sharing(Command::Close { matched: matched(place), reason }))
        }
        Try::Nudge { matched: place } => {
            (Role::Office, Any::Sharing(Command::Nudge { matched: matched(place), text: reason }))
        }
        Try::Agree { from, to, third, first, months, contract } => {
            let agreement = enclave::Agreement {
                name: format!("飞地项目第{number}号"),
                from: park(from),
                to: park(to),
                recruiter: park(from),
                contract_no: format!("合同{contract}"),
                start_event: "首笔税收入库".to_owned(),
                first: at(first),
                last: at(first + months),
                investment: None,
                split: split(from, to, third),
            };
            (Role::Office, Any::Enclave(enclave::Command::Agree(agreement)))
        }
        Try::ChangeSplit { project: place, from, third } => {
            let command =
                enclave::Command::ChangeSplit { project: project(place), from: at(from), split: split(0, 2, third) };
            (Role::Office, Any::Enclave(command))
        }
        Try::Figures { project: place, month, value } => {
            let rows = vec![enclave::Line { item: "revenue".into(), value: Decimal::new(value, 2) }];
            let command = |by| {
                (
                    who(by),
                    Any::Enclave(enclave::Command::Report {
                        project: project(place),
                        month: at(month),
                        rows: rows.clone(),
                    }),
                )
            };
            let tried = (0..3).any(|by| {
                let (role, command) = command(by);
                world.act(role, command).is_ok()
            });
            return tried;
        }
        Try::ConfirmFigures { project: place, month, by } => {
            let command = |month| Any::Enclave(enclave::Command::Confirm { project: project(place), month: at(month) });
            let tried = (month..14).chain(0..month).any(|month| world.act(who(by), command(month)).is_ok());
            return tried;
        }
        Try::Publish { park, month, value } => {
            let of = at(month).to_string();
            let done = world.submit(PARKS[park], &of, crate::small::rows(value)).is_ok();
            return done && world.approve(PARKS[park], &of).is_ok();
        }
    };
    // A refusal is worth trying as well, but mostly somebody who may does it.
    let willing =
        (0..3).map(who).filter(|_| !matches!(it, Try::Post { .. } | Try::Propose { .. } | Try::Withdraw { .. }));
    let takers: Vec<Role> = if matches!(role, Role::Park(_)) { willing.collect() } else { Vec::new() };
    world.act(role, command.clone()).is_ok() || takers.into_iter().any(|role| world.act(role, command.clone()).is_ok())
}

fn lived(history: &[Try]) -> World {
    let mut world = world();
    for (number, it) in history.iter().enumerate() {
        carry_out(&mut world, it, number);
    }
    world
}

fn selections() -> Vec<Selection> {
    let months = [None, Some(month("2025-03")), Some(month("2025-05")), Some(month("2024-12"))];
    let elements = [None, Some("lead".into()), Some("talent".into())];
    let mut all = Vec::new();
    for month in months {
        for element in &elements {
            for span in [Span::Month, Span::Year, Span::All] {
                all.push(Selection { element: element.clone(), span, month });
            }
        }
    }
    all
}

fn effects(amount: &Amount) -> BTreeMap<String, Decimal> {
    amount.effects.iter().map(|effect| (effect.unit.clone(), effect.value)).collect()
}

/// Every view of a scope, as it would travel.
pub fn everything(world: &World, scope: &Scope) -> String {
    let now = world.now;
    let text = |seen: duoyuan_core::series::Seen<'_>| {
        let mut all =
            vec![serde_json::to_string(&view::live(seen, now)), serde_json::to_string(&view::market(seen, now))];
        for selection in selections() {
            all.push(serde_json::to_string(&view::sharing(seen, &selection, now)));
            for kind in [Kind::Counted, Kind::Begun, Kind::Landed, Kind::Unconfirmed] {
                let Selection { element, span, month } = selection.clone();
                let wanted = Wanted { element, span, month, kind, ..Wanted::default() };
                all.push(serde_json::to_string(&view::transfers(seen, &wanted, now)));
            }
        }
        for basis in [Basis::Month, Basis::Cumulative] {
            all.push(serde_json::to_string(&view::enclaves(seen, None, basis, now)));
        }
        all.into_iter().map(|json| json.expect("views are plain data")).collect::<String>()
    };
    world.seen(scope, text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_shown_is_what_the_journal_says(history in any_history()) {
        let world = lived(&history);
        let model = Model::of(&world);
        for selection in selections() {
            let shown = world.seen(&Scope::Leading, |seen| view::sharing(seen, &selection, world.now)).unwrap();
            // A month that has not begun, or lies before everything, has no numbers.
            let current = Month::of(day_of(world.now));
            let first = model.confirmed.iter().filter(|it| it.first || it.effect.is_some()).map(|it| it.month).min();
            let is_there = shown.month == current || first.is_some_and(|first| first <= shown.month && shown.month < current);
            prop_assert_eq!(shown.total.is_some(), is_there, "{:?}", &selection);
            if !is_there {
                prop_assert!(shown.flows.is_empty() && shown.elements.is_empty() && shown.balances.is_empty());
                continue;
            }
            let expected = model.flows(&selection, shown.month);
            let flows: BTreeMap<_, _> = shown.flows.iter().map(|flow| {
                let Amount { count, landed, .. } = flow.amount;
                ((flow.giver.clone(), flow.taker.clone()), (count, landed, effects(&flow.amount)))
            }).collect();
            prop_assert_eq!(&flows, &expected, "{:?}", &selection);
            // What is given is received, and both are the total.
            let mut gives = BTreeMap::<String, Decimal>::new();
            let mut receives = gives.clone();
            let (mut given, mut received) = ((0, 0), (0, 0));
            for balance in &shown.balances {
                for (sums, count, side) in [(&mut gives, &mut given, &balance.gives), (&mut receives, &mut received, &balance.receives)] {
                    *count = (count.0 + side.count, count.1 + side.landed);
                    for effect in &side.effects {
                        *sums.entry(effect.unit.clone()).or_default() += effect.value;
                    }
                }
            }
            prop_assert_eq!(&gives, &receives);
            let total = shown.total.clone().expect("the month is there");
            prop_assert_eq!(gives, effects(&total));
            prop_assert_eq!(given, received);
            prop_assert_eq!(given, (total.count, total.landed));
            // The transfers behind the total are as many as it says.
            let Selection { element, span, month } = selection.clone();
            for (kind, count) in [(Kind::Begun, total.count), (Kind::Landed, total.landed)] {
                let wanted = Wanted { element: element.clone(), span, month, kind, ..Wanted::default() };
                let behind = world.seen(&Scope::Leading, |seen| view::transfers(seen, &wanted, world.now)).unwrap();
                prop_assert_eq!(behind.count, count);
            }
        }
    }

    #[test]
    fn a_replay_gives_the_same_ledger_and_a_refusal_changes_nothing(history in any_history(), last in any_try()) {
        let mut world = lived(&history);
        prop_assert_eq!(&world.replayed(), &world.state);
        let (before, now) = (world.state.clone(), world.now);
        if !carry_out(&mut world, &last, 9_999) && !matches!(last, Try::Publish { .. }) {
            prop_assert_eq!(&world.state, &before);
            prop_assert_eq!(world.now, now);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_park_never_sees_what_was_not_offered_to_it(history in any_history()) {
        let world = lived(&history);
        let model = Model::of(&world);
        for park in PARKS {
            let scope = Scope::Park(park.into());
            let told = everything(&world, &scope);
            let may = model.titles_for(&park.into());
            for title in model.titles().difference(&may) {
                // A title ends with 号: one number is not the beginning of another.
                prop_assert!(!told.contains(title), "{park} is told of {title}");
            }
            let shown = world.seen(&scope, |seen| view::sharing(seen, &Selection::default(), world.now)).unwrap();
            let own = ParkId::from(park);
            prop_assert!(shown.flows.iter().all(|flow| flow.giver == own || flow.taker == own));
            prop_assert!(shown.balances.iter().all(|balance| balance.park == own));
            prop_assert!(shown.never.is_empty() && shown.pace.is_none());
        }
        for scope in [Scope::Leading, Scope::Office, Scope::Park("gone".into()), Scope::Park("nowhere".into())] {
            everything(&world, &scope);
        }
    }

    #[test]
    fn the_zone_s_total_is_the_same_whatever_is_agreed(history in any_history()) {
        let world = lived(&history);
        let without: Vec<Try> = history.iter().filter(|it| !matches!(it, Try::Agree { .. })).cloned().collect();
        let plain = lived(&without);
        for month in month("2024-01").to(month("2025-02")) {
            for basis in [Basis::Month, Basis::Cumulative] {
                let board = |world: &World| {
                    let board = world.seen(&Scope::Leading, |seen| view::board(seen, Some(month), basis, world.now));
                    board.map(|board| board.headline)
                };
                prop_assert_eq!(board(&world), board(&plain));
                let shown = world.seen(&Scope::Office, |seen| view::enclaves(seen, Some(month), basis, world.now)).unwrap();
                for item in &shown.assessed {
                    let moved: Decimal = item.lines.iter().map(|line| line.received - line.given).sum();
                    prop_assert_eq!(moved, Decimal::ZERO, "{} {}", month, item.item);
                    // What is missing is what the projects on the page do not show as confirmed.
                    let of_month = basis == Basis::Month || item.item.as_str() == "persons";
                    let window = if of_month { month } else { month.january() };
                    prop_assert_eq!(item.missing, lacking(&world, &shown.projects, &item.item, window.to(month)));
                    for line in &item.lines {
                        let own = world.seen(&Scope::Park(line.park.clone()), |seen| {
                            view::enclaves(seen, Some(month), basis, world.now)
                        });
                        let told = own.unwrap().assessed.into_iter().find(|own| own.item == item.item);
                        let told = told.map_or((0, 0), |own| (own.missing, own.lines.iter().map(|it| it.missing).sum()));
                        prop_assert_eq!(told, (line.missing, line.missing), "{} is told what its line has", line.park);
                    }
                    if let Some(zone) = item.zone {
                        let assessed: Option<Decimal> = item.lines.iter().map(|line| line.assessed).sum();
                        prop_assert_eq!(assessed, Some(zone));
                    }
                }
            }
        }
    }
}

/// Months that are over, in a project's term, split and not confirmed, counted on the page.
fn lacking(
    world: &World,
    projects: &[view::EnclaveProject],
    item: &duoyuan_core::id::Code,
    window: impl Iterator<Item = Month>,
) -> u32 {
    let current = Month::of(day_of(world.now));
    let lacks = |it: &view::EnclaveProject, month| {
        let split = it.versions.iter().find(|version| version.from <= month && month <= version.last);
        let is_split = split.is_some_and(|version| version.split.iter().any(|split| split.item == *item));
        let shown = it.months.iter().find(|shown| shown.month == month);
        let counts = shown.is_some_and(|shown| shown.confirmed.iter().any(|line| line.item == *item));
        is_split && month < current && !counts
    };
    window.map(|month| projects.iter().filter(|it| lacks(it, month)).count() as u32).sum()
}

/// The law above says something: histories get as far as landing, and figures get split.
#[test]
fn histories_go_far_enough() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut landed, mut split, mut hidden) = (0, 0, 0);
    for _ in 0..40 {
        let history = any_history().new_tree(&mut runner).unwrap().current();
        let world = lived(&history);
        let model = Model::of(&world);
        landed += model.confirmed.iter().filter(|it| it.effect.is_some()).count();
        hidden += model.titles().len() - model.titles_for(&"east".into()).len();
        for month in [month("2024-12"), month("2025-02")] {
            let shown =
                world.seen(&Scope::Office, |seen| view::enclaves(seen, Some(month), Basis::Cumulative, world.now));
            let lines = shown.into_iter().flat_map(|it| it.assessed).flat_map(|item| item.lines);
            split += lines.filter(|line| !line.given.is_zero()).count();
        }
    }
    assert!(landed > 30 && split > 5 && hidden > 30, "{landed} landed, {split} split, {hidden} hidden");
}
