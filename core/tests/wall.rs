//! The wall: one drives at a time, from hand to hand on purpose, and what it shows says everything.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::period::Basis;
use duoyuan_core::series::Seen;
use duoyuan_core::state::{self, RejectionKind};
use duoyuan_core::view;
use duoyuan_core::wall::{Command, Shown, Spotlight, WallPage, WallState, pages, spots};
use duoyuan_core::words::Lang;
use jiff::Timestamp;
use small::{World, actor, at, rows};

fn take(heard: Option<Timestamp>) -> state::Command {
    state::Command::Wall(Command::Take { heard })
}

fn leave(generation: u64) -> state::Command {
    state::Command::Wall(Command::Leave { generation })
}

fn world() -> World {
    let mut world = World::new();
    world.publish("main", "2025-02", rows(100));
    world.now = at("2025-03-20T01:00:00Z");
    world
}

#[track_caller]
fn refused(world: &mut World, role: Role, command: state::Command, kind: RejectionKind, sentence: &str) {
    let rejection = world.act(role, command).unwrap_err();
    assert_eq!((rejection.kind, rejection.message.text(Lang::Chinese).as_str()), (kind, sentence));
}

#[test]
fn one_drives_at_a_time_and_a_silent_one_is_followed() {
    use RejectionKind::{Conflict, Forbidden};
    let mut world = world();
    for role in [Role::Park("main".into()), Role::Display, Role::Operator] {
        refused(&mut world, role, take(None), Forbidden, "大屏由领导小组及其办公室控制。");
    }
    let nobody = "大屏现在自动轮播，没有人控制。请先点“控制大屏”。";
    refused(&mut world, Role::Office, leave(0), Conflict, nobody);
    let office = world.act(Role::Office, take(None)).unwrap();
    let driven = "office正在控制大屏（2025-03-20 09:00开始）。请其结束控制后再试。";
    refused(&mut world, Role::Leading, take(None), Conflict, driven);
    // Heard of a moment ago, and 30 s after that.
    world.now = at("2025-03-20T02:00:29Z");
    let heard = Some(at("2025-03-20T02:00:00Z"));
    refused(&mut world, Role::Leading, take(heard), Conflict, driven);
    world.now = at("2025-03-20T02:00:30Z");
    let leading = world.act(Role::Leading, take(heard)).unwrap();
    assert!(leading > office);
    let taken = "大屏现由admin控制（2025-03-20 10:00开始），本机的操作未生效。";
    refused(&mut world, Role::Office, leave(office), Conflict, taken);
    // Another tablet of the same account is another driver, and another account is none by knowing the generation.
    let driven = "admin正在控制大屏（2025-03-20 10:00开始）。请其结束控制后再试。";
    refused(&mut world, Role::Leading, take(Some(at("2025-03-20T02:00:30Z"))), Conflict, driven);
    refused(&mut world, Role::Office, leave(leading), Conflict, taken);
    world.act(Role::Leading, leave(leading)).unwrap();
    assert_eq!(world.state.driver(), None);
    assert!(world.replayed() == world.state);
}

#[test]
fn what_is_shown_is_whole_and_its_number_grows_with_every_change_alone() {
    let mut world = world();
    let generation = world.act(Role::Office, take(None)).unwrap();
    let first = WallState::new(1000).driven_by(world.state.driver()).unwrap();
    assert_eq!((first.seq, first.driven_by(world.state.driver())), (1001, None));
    let said = |generation, page: Option<&str>, code: Option<&str>| Shown {
        generation,
        page: page.map(|page| page.parse().unwrap()),
        spotlight: code.map(|code| Spotlight { park: None, code: code.into() }),
    };
    let office = actor(Role::Office);
    let show = |shown: &WallState, said| shown.showing(&world.state, &office, said);
    let second = show(&first, said(generation, Some("headline"), Some("revenue"))).unwrap().unwrap();
    assert_eq!((second.seq, &second.page), (1002, &Some(WallPage::Headline)));
    assert_eq!(show(&second, said(generation, Some("headline"), Some("revenue"))).unwrap(), None, "it is so already");
    let third = show(&second, said(generation, None, Some("revenue"))).unwrap().unwrap();
    assert_eq!((third.page, third.spotlight), (None, None), "without a page nothing is pointed at");
    let sentence = |said, by: &Role| {
        let refused = second.showing(&world.state, &actor(by.clone()), said).unwrap_err();
        refused.message.text(Lang::Chinese)
    };
    assert_eq!(sentence(said(generation, Some("park:nowhere"), None), &Role::Office), "大屏没有“park:nowhere”这一页。");
    let stale = sentence(said(generation - 1, Some("targets"), None), &Role::Office);
    assert_eq!(stale, "大屏现由office控制（2025-03-20 09:00开始），本机的操作未生效。");
    assert_eq!(sentence(said(generation, None, None), &Role::Display), "大屏由领导小组及其办公室控制。");
    world.act(Role::Office, leave(generation)).unwrap();
    let after = second.driven_by(world.state.driver()).unwrap();
    assert_eq!((after.seq, after.page, after.driver), (1003, None, None), "it turns by itself again");
}

#[test]
fn the_pages_are_those_that_there_is_something_on() {
    let world = world();
    let board = |world: &World| {
        let seen = Seen::new(&world.state, &Scope::Display).unwrap();
        view::board(seen, None, Basis::Cumulative, world.now).unwrap()
    };
    let names = |world: &World| {
        let all: Vec<String> = pages(&board(world), None).all().map(ToString::to_string).collect();
        all.join(" ")
    };
    assert_eq!(names(&World::new()), "reporting");
    let all = "headline ranking:revenue ranking:margin ranking:firms reporting targets park:main park:east park:west";
    assert_eq!(names(&world), all);
    let pointed = |page: &str| {
        let spots = spots(&page.parse().unwrap(), &board(&world));
        spots
            .iter()
            .map(|it| format!("{}/{}", it.park.as_ref().map_or("", |it| it.as_str()), it.code))
            .collect::<Vec<_>>()
    };
    assert_eq!(pointed("headline"), ["/revenue", "/persons"]);
    assert_eq!(pointed("ranking:margin"), ["main/margin", "east/margin", "west/margin"]);
    assert_eq!(pointed("park:east"), ["east/revenue", "east/margin", "east/firms", "east/persons"]);
    assert!(pointed("targets").is_empty());
}
