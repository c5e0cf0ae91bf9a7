//! Editions of meetings: one is shown at a time, nothing of it moves, and nobody outside the meeting is told of it.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::meeting::{Command, digest, figures};
use duoyuan_core::period::Basis;
use duoyuan_core::series::Seen;
use duoyuan_core::state::{self, RejectionKind, State};
use duoyuan_core::view;
use duoyuan_core::words::Lang;
use jiff::Timestamp;
use small::{World, at, rows};

const MEETS: [Scope; 3] = [Scope::Leading, Scope::Office, Scope::Display];

fn freeze(title: &str) -> state::Command {
    state::Command::Meeting(Command::Freeze { title: title.to_owned() })
}

fn release(edition: u32) -> state::Command {
    state::Command::Meeting(Command::Release { edition })
}

/// A zone in which two parks have published February 2025.
fn world() -> World {
    let mut world = World::new();
    world.publish("main", "2025-02", rows(100));
    world.publish("east", "2025-02", rows(80));
    world.now = at("2025-03-20T01:00:00Z");
    world
}

#[track_caller]
fn refused(world: &mut World, role: Role, command: state::Command, kind: RejectionKind, sentence: &str) {
    let before = world.state.clone();
    let rejection = world.act(role, command).unwrap_err();
    assert_eq!((rejection.kind, rejection.message.text(Lang::Chinese).as_str()), (kind, sentence));
    assert!(world.state == before, "nothing has changed");
}

#[test]
fn one_edition_is_shown_at_a_time_and_the_office_alone_freezes_and_releases() {
    use RejectionKind::{Conflict, Forbidden, Invalid, NotFound};
    let mut empty = World::new();
    let nothing = "还没有审核通过的数据，无法冻结会议版。";
    refused(&mut empty, Role::Office, freeze("第1次会议"), Conflict, nothing);
    let mut world = world();
    for role in [Role::Leading, Role::Park("main".into()), Role::Display, Role::Operator] {
        let only = "会议版由领导小组办公室冻结和解除。";
        refused(&mut world, role.clone(), freeze("第1次会议"), Forbidden, only);
        refused(&mut world, role, release(1), Forbidden, only);
    }
    refused(&mut world, Role::Office, freeze(" "), Invalid, "请填写会议名称，例如“领导小组2026年第4次会议”。");
    let long = "会".repeat(41);
    refused(&mut world, Role::Office, freeze(&long), Invalid, "会议名称应写在一行内，不超过40个字（现为41个字）。");
    refused(&mut world, Role::Office, release(1), NotFound, "没有第1号会议版。");
    world.act(Role::Office, freeze(" 第1次会议 ")).unwrap();
    let shown = "第1号会议版正在使用（office于2025-03-20 09:00冻结）。请先解除，再冻结新的会议版。";
    refused(&mut world, Role::Office, freeze("第2次会议"), Conflict, shown);
    world.now = at("2025-03-20T03:30:00Z");
    world.act(Role::Office, release(1)).unwrap();
    refused(&mut world, Role::Office, release(1), Conflict, "第1号会议版已由office于2025-03-20 11:30解除。");
    world.act(Role::Office, freeze("第2次会议")).unwrap();
    let numbers: Vec<_> = world.state.editions().all().map(|it| (it.number, it.title.clone(), it.position)).collect();
    assert_eq!(numbers, [(1, "第1次会议".to_owned(), 5), (2, "第2次会议".to_owned(), 7)]);
    assert!(world.replayed() == world.state);
}

/// What a scope's screens show at a moment, as a server shows it.
fn shown(world: &World, past: &State, scope: &Scope, now: Timestamp) -> view::Live {
    let (seen, shown) = (Seen::new(&world.state, scope).unwrap(), Seen::new(past, scope).unwrap());
    view::live_of_edition(seen, shown, now, None).unwrap_or_else(|| view::live(seen, now))
}

#[test]
fn while_an_edition_is_shown_nothing_of_it_moves_and_on_release_all_does() {
    let mut world = world();
    let past = world.state.clone();
    world.act(Role::Office, freeze("第1次会议")).unwrap();
    let frozen = world.now;
    let parts = |live: view::Live| (live.board, live.sharing, live.openness, live.edition);
    let before = MEETS.map(|scope| parts(shown(&world, &past, &scope, frozen)));
    world.now = at("2025-03-21T01:00:00Z");
    world.publish("main", "2025-02", rows(130));
    world.publish("west", "2025-02", rows(50));
    let kept = MEETS.map(|scope| parts(shown(&world, &past, &scope, world.now)));
    assert_eq!(before, kept);
    let edition = kept[0].3.clone().unwrap();
    assert_eq!((edition.number, edition.title.as_str(), edition.at), (1, "第1次会议", frozen));
    // The office works on: what waits for it is of now.
    world.submit("east", "2025-02", rows(90)).unwrap();
    assert_eq!(shown(&world, &past, &Scope::Office, world.now).waiting, Some(1));
    // What was made before is taken over, and is the same.
    for scope in MEETS {
        let (seen, then) = (Seen::new(&world.state, &scope).unwrap(), Seen::new(&past, &scope).unwrap());
        let earlier = view::live_of_edition(seen, then, frozen, None);
        assert_eq!(
            view::live_of_edition(seen, then, world.now, earlier.clone()),
            view::live_of_edition(seen, then, world.now, None),
        );
        let mut released = world.state.clone();
        std::mem::swap(&mut world.state, &mut released);
        world.act(Role::Office, release(1)).unwrap();
        std::mem::swap(&mut world.state, &mut released);
        let seen = Seen::new(&released, &scope).unwrap();
        let after = view::live_after(seen, world.now, earlier.unwrap(), frozen);
        assert_eq!(after, view::live(seen, world.now), "on release everything is what is so");
    }
}

#[test]
fn a_park_is_told_of_no_edition() {
    let mut world = world();
    let scope = Scope::Park("east".into());
    let live = |world: &World| view::live(Seen::new(&world.state, &scope).unwrap(), at("2025-03-20T05:00:00Z"));
    let before = live(&world);
    world.act(Role::Office, freeze("第1次会议")).unwrap();
    assert_eq!(live(&world), before, "not even by its position");
    assert_eq!(world.state.edition_shown(&scope), None);
    let seen = Seen::new(&world.state, &scope).unwrap();
    assert_eq!(view::editions(seen, world.now), None);
    assert_eq!(view::edition(seen, 1, seen, None), None);
    let display = Seen::new(&world.state, &Scope::Display).unwrap();
    assert_eq!(view::editions(display, world.now), None, "a wall draws what is shown and lists nothing");
}

#[test]
fn the_page_of_an_edition_tells_what_has_changed_since_the_one_before_and_whether_it_holds() {
    let mut world = world();
    let first = world.state.clone();
    world.act(Role::Office, freeze("第1次会议")).unwrap();
    world.act(Role::Office, release(1)).unwrap();
    world.now = at("2025-04-20T01:00:00Z");
    world.publish("main", "2025-02", rows(130));
    world.publish("main", "2025-03", rows(300));
    let second = world.state.clone();
    world.act(Role::Office, freeze("第2次会议")).unwrap();
    let see = |state| Seen::new(state, &Scope::Leading).unwrap();
    let page = view::edition(see(&world.state), 2, see(&second), Some(see(&first))).unwrap();
    assert!(page.holds);
    let revenue = &page.headline[0];
    let told = |figure: &view::Figure| (figure.month.to_string(), figure.basis, figure.value.unwrap().to_string());
    assert_eq!(told(&revenue.now), ("2025-03".to_owned(), Basis::Cumulative, "300".to_owned()));
    assert_eq!(told(revenue.before.as_ref().unwrap()), ("2025-02".to_owned(), Basis::Cumulative, "180".to_owned()));
    let since = page.since.unwrap();
    assert!(
        since
            .lines
            .iter()
            .any(|line| matches!(&line.what, view::SinceChange::Revised { park, .. } if park.as_str() == "main"))
    );
    // Another state than the one that was frozen is found out.
    assert!(!view::edition(see(&world.state), 2, see(&first), None).unwrap().holds);
    let page = view::edition(see(&world.state), 1, see(&first), None).unwrap();
    assert!(page.holds && page.before.is_none() && page.since.is_none());
    assert_eq!(view::edition(see(&world.state), 3, see(&first), None), None);
}

#[test]
fn the_figures_of_an_edition_are_a_text_whose_digest_is_in_the_journal() {
    let mut world = world();
    let past = world.state.clone();
    world.act(Role::Office, freeze("第1次会议")).unwrap();
    let text = figures(Seen::new(&past, &Scope::Leading).unwrap(), world.now);
    assert_eq!(world.state.editions().get(1).unwrap().digest, digest(&text));
    let head = format!(
        "duoyuan-edition 1\nzone test\njournal 5 {}\nmoment 2025-03-20T01:00:00Z\nmonth 2025-02\n",
        past.head().hash
    );
    assert!(text.starts_with(&head), "{text}");
    let line = r#"{"subject":"zone","code":"revenue","basis":"cumulative","value":"180","unit":"千元","status":"provisional","year_on_year":"#;
    assert!(text.contains(line), "{text}");
    let missing = r#"{"subject":"west","code":"revenue","basis":"cumulative","unit":"千元","status":"absent","gap":"not_reported","#;
    assert!(text.contains(missing), "{text}");
}
