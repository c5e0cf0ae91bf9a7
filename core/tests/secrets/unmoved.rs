//! What others do among themselves moves nothing that a park sees: no number, no position, no time.

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::enclave;
use duoyuan_core::id::{ListingId, MatchId, ProjectId};
use duoyuan_core::platform::{BookingId, Command as Platform, Score, Step, Usage};
use duoyuan_core::sharing::{Audience, Command as Sharing, Posting, Side};
use duoyuan_core::state::Command;
use jiff::ToSpan;
use proptest::prelude::*;

use crate::fixture::{REASON, posting, proposal, quantity};
use crate::offer::{self, request};
use crate::seen::{difference, everything};
use crate::small::{World, month};
use crate::world::{PARKS, curious, park, world};

/// Something that somebody does; things are named by how many there were before them.
#[derive(Clone, Debug)]
enum Try {
    Submit { park: usize, of: i32, value: i64 },
    Approve { park: usize, of: i32 },
    Return { park: usize, of: i32 },
    Close { of: i32 },
    Reopen { of: i32 },
    Post { by: usize, side: Side, visible: Option<usize> },
    Withdraw { by: usize, listing: usize },
    Propose { giver: usize, taker: usize, listing: Option<usize> },
    Match { by: usize, matched: usize, what: usize },
    Agree { from: usize, to: usize },
    Figures { project: usize, by: usize, confirm: bool },
    Ask { park: usize, resource: &'static str, from: i64, wait: bool },
    Borrow { park: usize, amount: i64 },
    Step { booking: usize, by_park: Option<usize>, what: usize },
    OwnUse { hours: i64 },
    Later { hours: i64 },
}

/// By the parks from `first` on, so that the first one has no part in it.
fn any_try(first: usize) -> impl Strategy<Value = Try> {
    let park = move || first..PARKS.len();
    let of = || 0..4_i32;
    let visible = prop_oneof![Just(None), (first..PARKS.len()).prop_map(Some)];
    let side = prop_oneof![Just(Side::Offer), Just(Side::Need)];
    let listing = prop_oneof![Just(None), (0..8_usize).prop_map(Some)];
    let reports = prop_oneof![
        6 => (park(), of(), 1_000..9_000_i64).prop_map(|(park, of, value)| Try::Submit { park, of, value }),
        6 => (park(), of()).prop_map(|(park, of)| Try::Approve { park, of }),
        1 => (park(), of()).prop_map(|(park, of)| Try::Return { park, of }),
        2 => of().prop_map(|of| Try::Close { of }),
        1 => of().prop_map(|of| Try::Reopen { of }),
    ];
    let shares = prop_oneof![
        3 => (park(), side, visible).prop_map(|(by, side, visible)| Try::Post { by, side, visible }),
        1 => (park(), 0..8_usize).prop_map(|(by, listing)| Try::Withdraw { by, listing }),
        4 => (park(), park(), listing).prop_map(|(giver, taker, listing)| Try::Propose { giver, taker, listing }),
        9 => (park(), 0..8_usize, 0..6_usize).prop_map(|(by, matched, what)| Try::Match { by, matched, what }),
        1 => (park(), park()).prop_map(|(from, to)| Try::Agree { from, to }),
        2 => (0..3_usize, park(), any::<bool>()).prop_map(|(project, by, confirm)| Try::Figures { project, by, confirm }),
    ];
    let books = prop_oneof![
        4 => (park(), prop::sample::select(&["scope", "desk"][..]), 1..20_i64, any::<bool>()).prop_map(|(park, resource, from, wait)| Try::Ask { park, resource, from, wait }),
        2 => (park(), 1..400_i64).prop_map(|(park, amount)| Try::Borrow { park, amount }),
        9 => (0..8_usize, prop_oneof![Just(None), park().prop_map(Some)], 0..7_usize).prop_map(|(booking, by_park, what)| Try::Step { booking, by_park, what }),
        1 => (1..200_i64).prop_map(|hours| Try::OwnUse { hours }),
        2 => (1..30_i64).prop_map(|hours| Try::Later { hours }),
    ];
    prop_oneof![3 => reports, 2 => shares, 2 => books]
}

fn of_month(of: i32) -> duoyuan_core::period::Month {
    month("2024-11").plus(of)
}

/// What the journal says of an entry: things are known by the positions of theirs.
fn nth(world: &World, place: usize, kind: &str) -> u64 {
    let positions = world.journal.iter().enumerate().filter(|(_, stored)| stored.text.contains(kind));
    let positions: Vec<u64> = positions.map(|(n, _)| n as u64 + 1).collect();
    if positions.is_empty() { 9_999 } else { positions[place % positions.len()] }
}

fn command(world: &World, it: &Try) -> Option<(Role, Command)> {
    let reason = || REASON.to_owned();
    let sharing = |by, command| Some((by, Command::Sharing(command)));
    let platform = |by, command| Some((by, Command::Platform(command)));
    match *it {
        Try::Submit { .. } | Try::Later { .. } => None,
        Try::Approve { park, of } => {
            let seen_revisions = world.revisions(PARKS[park], &of_month(of).to_string());
            Some((Role::Office, Command::Approve { park: PARKS[park].into(), month: of_month(of), seen_revisions }))
        }
        Try::Return { park, of } => {
            let (month, seen_revisions) = (of_month(of), world.revisions(PARKS[park], &of_month(of).to_string()));
            let (park, items) = (PARKS[park].into(), Vec::new());
            Some((Role::Office, Command::Return { park, month, seen_revisions, reason: reason(), items }))
        }
        Try::Close { of } => Some((Role::Office, Command::Close { month: of_month(of) })),
        Try::Reopen { of } => Some((Role::Office, Command::Reopen { month: of_month(of), reason: reason() })),
        Try::Post { by, side, visible } => {
            let visible = visible.map_or(Audience::All, |park| Audience::Parks(vec![PARKS[park].into()]));
            sharing(park(by), Sharing::Post(Posting { visible, ..posting(side, "钢铁深加工") }))
        }
        Try::Withdraw { by, listing } => {
            let listing = ListingId(nth(world, listing, "listing_posted"));
            sharing(park(by), Sharing::Withdraw { listing, reason: reason() })
        }
        Try::Propose { giver, taker, listing } => {
            let listing = listing.map(|place| ListingId(nth(world, place, "listing_posted")));
            let mut proposal = proposal(PARKS[giver], PARKS[taker]);
            (proposal.need, proposal.offer) = (listing.filter(|_| giver > taker), listing.filter(|_| giver <= taker));
            sharing(park(giver), Sharing::Propose(proposal))
        }
        Try::Match { by, matched, what } => {
            let matched = MatchId(nth(world, matched, "match_proposed"));
            let report = |stage: &str, effect| {
                let (stage, note) = (stage.into(), String::new());
                Sharing::Report { matched, stage, effect, note }
            };
            let command = match what {
                0 | 1 => Sharing::Accept(matched),
                2 | 3 => Sharing::Confirm(matched),
                4 => report("landed", quantity("500", "万元")),
                _ => Sharing::Decline { matched, reason: reason() },
            };
            sharing(park(by), command)
        }
        Try::Agree { from, to } => {
            let share =
                |park: usize, percent: i64| enclave::Share { park: PARKS[park].into(), percent: percent.into() };
            let split = enclave::ItemSplit { item: "revenue".into(), shares: vec![share(from, 40), share(to, 60)] };
            let agreement = enclave::Agreement {
                name: "飞地项目".to_owned(),
                from: PARKS[from].into(),
                to: PARKS[to].into(),
                recruiter: PARKS[from].into(),
                contract_no: format!("第{}号", world.journal.len()),
                start_event: "首笔税收入库".to_owned(),
                first: month("2024-01"),
                last: month("2030-12"),
                investment: None,
                split: vec![split],
            };
            Some((Role::Office, Command::Enclave(enclave::Command::Agree(agreement))))
        }
        Try::Figures { project, by, confirm } => {
            let (project, month) = (ProjectId(nth(world, project, "project_agreed")), month("2025-01"));
            let rows = vec![enclave::Line { item: "revenue".into(), value: 321.into() }];
            let command = enclave::Command::Report { project, month, rows };
            let command = if confirm { enclave::Command::Confirm { project, month } } else { command };
            Some((park(by), Command::Enclave(command)))
        }
        Try::Ask { park: by, resource, from, wait } => {
            let slot = Some(offer::hours(world, from, from + 2));
            platform(park(by), Platform::Request { request: request("tests", resource, PARKS[by], slot), wait })
        }
        Try::Borrow { park: by, amount } => {
            let request = request("loans", "loan", PARKS[by], None);
            let request = duoyuan_core::platform::Request { amount: amount.into(), ..request };
            platform(park(by), Platform::Request { request, wait: false })
        }
        Try::Step { booking, by_park, what } => {
            let booking = BookingId(nth(world, booking, "\"requested\""));
            let usage = Usage { hours: 1.into(), income: 40.into(), credit: 1.into(), ..Usage::default() };
            let step = match what {
                0 | 1 => offer::accepted(),
                2 => Step::Declined { note: reason() },
                3 => Step::Cancelled { reason: reason() },
                4 | 5 => Step::Used(usage),
                _ => Step::Rated { score: Score::Fair, note: String::new() },
            };
            let page = offer::see(world, &duoyuan_core::access::Scope::Office, |seen| {
                duoyuan_core::view::booking(seen, booking, world.now)
            })?;
            let by = match (by_park, &step) {
                (Some(by), _) => park(by),
                (None, Step::Rated { .. }) => Role::Park(page.line.request.park),
                (None, _) => Role::Owner(page.line.owner),
            };
            platform(by, Platform::Step { booking, step })
        }
        Try::OwnUse { hours } => {
            let (platform_id, resource, month) = ("tests".into(), "scope".into(), month("2025-03"));
            let (hours, income) = (hours.into(), 10.into());
            let command = Platform::StateOwnUse { platform: platform_id, resource, month, hours, income };
            platform(Role::Owner("lab".into()), command)
        }
    }
}

/// Carries it out; whether anything was written.
fn try_it(world: &mut World, it: &Try) -> bool {
    match *it {
        Try::Later { hours } => {
            world.now = world.now.checked_add(hours.hours()).unwrap();
            false
        }
        Try::Submit { park, of, value } => {
            world.submit(PARKS[park], &of_month(of).to_string(), crate::small::rows(value)).is_ok()
        }
        _ => command(world, it).is_some_and(|(role, command)| world.act(role, command).is_ok()),
    }
}

/// Whether an entry concerns the curious park by what the journal says of it, or everybody.
fn concerns(world: &World, entries: usize) -> bool {
    world.journal[entries..].iter().any(|stored| {
        let text = &stored.text;
        let kinds = ["period_closed", "period_reopened", "zone_adopted", "\"visible\":\"all\"", "listing_withdrawn"];
        kinds.iter().any(|kind| text.contains(kind))
    })
}

fn lived(history: &[Try]) -> World {
    let mut world = world();
    history.iter().for_each(|it| {
        try_it(&mut world, it);
    });
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Parks from the second on act; nothing that the first one sees is another afterwards.
    #[test]
    fn what_others_do_among_themselves_moves_nothing(
        history in prop::collection::vec(any_try(0), 0..90),
        acts in prop::collection::vec(any_try(1), 1..8),
    ) {
        let mut world = lived(&history);
        let mut before = everything(&world, &curious());
        for act in acts {
            let (entries, now, line) = (world.journal.len(), world.now, places(&world));
            // Time is told to everybody.
            let moved = try_it(&mut world, &act);
            world.now = now;
            let moved_on = places(&world) != line;
            if concerns(&world, entries) || of_the_curious(&world, &act) || moved_on || shows_ratings(&world, entries) {
                before = everything(&world, &curious());
                continue;
            }
            let after = everything(&world, &curious());
            let found = difference(&before, &after);
            prop_assert_eq!(found, None, "after {:?}, {}", act, moved);
        }
    }

    /// Owners of platforms are told of their own platforms and of configurations: what parks report and share, and what
    /// is done at the platforms of another owner, moves nothing for them, neither a number nor the position.
    #[test]
    fn what_happens_elsewhere_moves_nothing_for_an_owner(
        history in prop::collection::vec(any_try(0), 0..60),
        acts in prop::collection::vec(any_try(0), 1..12),
    ) {
        let mut world = lived(&history);
        for act in acts {
            // Of the two, the one whose platform the act is not at: both are of lab's but loans, which are bank's.
            let loans = |booking: usize| {
                let stored = world.journal.get((nth(&world, booking, "\"requested\"") as usize).saturating_sub(1));
                stored.is_some_and(|stored| stored.text.contains("\"loans\""))
            };
            let at_bank = match act {
                Try::Borrow { .. } => true,
                Try::Step { booking, .. } => loans(booking),
                _ => false,
            };
            let owner = Scope::Owner(if at_bank { "lab" } else { "bank" }.into());
            let (before, now) = (everything(&world, &owner), world.now);
            let moved = try_it(&mut world, &act);
            world.now = now;
            prop_assert_eq!(difference(&before, &everything(&world, &owner)), None, "after {:?}, {}", act, moved);
        }
    }
}

/// A match, a booking or a project of the curious park, whoever acts in it.
fn of_the_curious(world: &World, act: &Try) -> bool {
    let named = |position: u64| {
        let stored = world.journal.get((position as usize).saturating_sub(1));
        stored.is_some_and(|stored| stored.text.contains("\"east\""))
    };
    match *act {
        Try::Match { matched, .. } => named(nth(world, matched, "match_proposed")),
        Try::Step { booking, .. } => named(nth(world, booking, "\"requested\"")),
        Try::Figures { project, .. } => named(nth(world, project, "project_agreed")),
        Try::Propose { listing: Some(place), .. } => named(nth(world, place, "listing_posted")),
        _ => false,
    }
}

/// Whoever waits in a line is told of its place in it, and when its turn has come.
fn places(world: &World) -> Vec<(BookingId, Option<u32>)> {
    let bookings =
        offer::see(world, &curious(), |seen| duoyuan_core::view::my_bookings(seen, &"east".into(), world.now));
    bookings.into_iter().flat_map(|it| it.open).map(|line| (line.booking, line.place)).collect()
}

/// A batch of ratings that has become public is shown to everybody.
fn shows_ratings(world: &World, entries: usize) -> bool {
    world.journal[entries..].iter().any(|stored| stored.text.contains("\"rated\""))
}

#[test]
fn who_waits_in_a_line_hears_of_what_leaves_it_in_front_alone() {
    let mut world = world();
    let (slot, another) = (offer::hours(&world, 30, 31), offer::hours(&world, 40, 41));
    let held = offer::ask(&mut world, "north", "scope", slot).unwrap();
    let before = offer::wait(&mut world, "west", "scope", slot).unwrap();
    let own = offer::wait(&mut world, "east", "scope", slot).unwrap();
    let behind = offer::wait(&mut world, "south", "scope", slot).unwrap();
    let elsewhere = offer::ask(&mut world, "hill", "scope", another).unwrap();
    let heard = |world: &mut World, role: Role, booking, step: Step| {
        let before = world.state.position(&curious());
        offer::step(world, role, booking, step).unwrap();
        world.state.position(&curious()) != before
    };
    for (role, booking, step, expected) in [
        (offer::owner("lab"), elsewhere, offer::accepted(), false),
        (offer::park("hill"), elsewhere, offer::cancelled(), false),
        (offer::park("south"), behind, offer::cancelled(), false),
        (offer::park("west"), before, offer::cancelled(), true),
        // The slot comes free, and it is its turn.
        (offer::park("north"), held, offer::cancelled(), true),
    ] {
        assert_eq!(heard(&mut world, role, booking, step.clone()), expected, "{step:?} of {booking}");
    }
    let mine = offer::see(&world, &curious(), |seen| duoyuan_core::view::my_bookings(seen, &"east".into(), world.now));
    assert!(mine.unwrap().open.iter().any(|line| line.booking == own && line.place.is_none()));
}

#[test]
fn what_others_agree_on_is_not_told_by_what_would_fit() {
    let mut world = world();
    let by = |world: &mut World, place: usize, command| world.act(park(place), Command::Sharing(command)).unwrap();
    by(&mut world, 0, Sharing::Post(posting(Side::Offer, "可转让的线索")));
    let need = ListingId(by(&mut world, 2, Sharing::Post(posting(Side::Need, "求一条线索"))));
    let market =
        |world: &World| offer::see(world, &curious(), |seen| duoyuan_core::view::market(seen, world.now)).unwrap();
    assert_eq!(market(&world).suggestions.len(), 1);
    let before = everything(&world, &curious());
    let proposal = duoyuan_core::sharing::Proposal { need: Some(need), ..proposal("north", "west") };
    let matched = MatchId(by(&mut world, 3, Sharing::Propose(proposal)));
    by(&mut world, 2, Sharing::Accept(matched));
    // The first thing ever confirmed is not told either.
    let stage = Sharing::Report { matched, stage: "sent".into(), effect: None, note: String::new() };
    by(&mut world, 3, stage);
    by(&mut world, 2, Sharing::Confirm(matched));
    assert_eq!(difference(&before, &everything(&world, &curious())), None);
    let leading = offer::see(&world, &duoyuan_core::access::Scope::Leading, |seen| {
        duoyuan_core::view::sharing(seen, &duoyuan_core::view::Selection::default(), world.now)
    });
    assert!(leading.unwrap().first.is_some());
}
