//! Where a code may stand: rankings, targets, the board, explanations, tables.

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::id::Code;
use duoyuan_core::period::Basis;
use duoyuan_core::say;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::table::{self, Asked};
use duoyuan_core::view::{self, RankBy, RankingPage};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Standing, Zone};
use serde_json::json;

use crate::fixture::{self, Acts, quantity};
use crate::offer;
use crate::small::{World, month};

/// The small zone that shares and keeps platforms; its board names one source of each kind.
fn zone() -> Arc<Zone> {
    let mut zone = serde_json::to_value(&*fixture::zone()).unwrap();
    let platforms = serde_json::to_value(&*offer::zone()).unwrap();
    for part in ["openness", "owners"] {
        zone[part] = platforms[part].clone();
    }
    for (list, codes) in [("headline", ["PO-1", "SH-given"]), ("compare", ["PO-8a", "EN-revenue"])] {
        zone[list].as_array_mut().unwrap().extend(codes.map(|code| json!(code)));
    }
    let mut target = zone["targets"][1].clone();
    (target["indicator"], target["value"], target["year"]) = (json!("PO-1"), json!("50"), json!(2025));
    zone["targets"].as_array_mut().unwrap().push(target);
    Arc::new(serde_json::from_value(zone).unwrap())
}

/// One lead of 500 from east to west, landed; the platforms of [`offer::world`] open to east and west.
fn world() -> World {
    let mut world = World::in_zone(zone());
    let platforms = offer::world();
    for (_, _, _, event) in offer::events(&platforms) {
        use duoyuan_core::platform::{Command, Event};
        let (owner, command) = match event {
            Event::Registered { platform, details } => (details.owner.clone(), Command::Register { platform, details }),
            Event::OpennessSet { platform, park, openness, since, evidence } => {
                let owner = if platform.as_str() == "tests" { "lab" } else { "bank" };
                (owner.into(), Command::SetOpenness { platform, park, openness, since, evidence })
            }
            _ => continue,
        };
        offer::act(&mut world, Role::Owner(owner), command).unwrap();
    }
    let matched = world.agreed("east", "west");
    world.stage(matched, "east", "west", "landed", quantity("500", "万元"));
    world
}

fn ranked(world: &World, scope: &Scope, code: &str) -> Option<RankingPage> {
    let asked = (Some(month("2025-03")), Basis::Cumulative);
    world.seen(scope, |seen| view::ranking(seen, Some(&Code::new(code)), asked, RankBy::Level, world.now))
}

#[test]
fn parks_are_ranked_by_whatever_has_a_code() {
    let world = world();
    let check = |code: &str, expected: &str| {
        let page = ranked(&world, &Scope::Leading, code).unwrap_or_else(|| panic!("{code} ranks"));
        let places = page.ranking.ranked.iter().map(|it| format!("{}{} {}", it.rank, it.park, it.value.normalize()));
        assert_eq!(places.collect::<Vec<_>>().join(", "), expected, "{code}");
        assert!(page.choices.iter().any(|it| it.code == page.source.code), "{code} can be chosen");
    };
    check("SH-given", "1east 1, 2main 0, 2west 0");
    check("SH-received-landed", "1west 1, 2main 0, 2east 0");
    check("SH-net-money.lead", "1east 500, 2main 0, 3west -500");
    // `tests` is open to both, `loans` to east alone.
    check("PO-1", "1east 100, 2west 50, 3main 0");
    for code in ["PO-2", "SH-given.gold", "SH-given-money.talent", "nothing"] {
        assert_eq!(ranked(&world, &Scope::Leading, code), None, "{code}");
    }
    for scope in [Scope::Park("east".into()), Scope::Display, Scope::Owner("lab".into())] {
        assert_eq!(ranked(&world, &scope, "SH-given"), None, "{scope:?}");
    }
}

#[test]
fn a_ranking_is_exported_by_any_code() {
    let world = world();
    let asked =
        |code: &str| Asked::Ranking(Some(month("2025-03")), Basis::Cumulative, RankBy::Level, Some(Code::new(code)));
    let table = world.seen(&Scope::Office, |seen| table::table(seen, &asked("SH-net-money"), world.now)).unwrap();
    assert_eq!(table.title, "2025年1—3月各园区排名：共享净输出：全部要素（成效）");
    assert_eq!(table.columns[2].head, "共享净输出：全部要素（成效）（万元）");
    assert_eq!(table.rows.len(), 3);
}

#[test]
fn a_target_is_set_for_openness_and_judged_as_any_other() {
    let world = world();
    let check = |at: &str, standing, percent: &str| {
        let now = at.parse().unwrap();
        let board = world.seen(&Scope::Leading, |seen| view::board(seen, Some(month("2025-12")), Basis::Month, now));
        let board = board.unwrap();
        let meter = board.meters.iter().find(|meter| meter.figure.code == Code::new("PO-1")).unwrap();
        let found = meter.percent.map(|percent| percent.normalize().to_string()).unwrap_or_default();
        assert_eq!((meter.standing, found.as_str()), (standing, percent), "{at}");
    };
    // December has not begun: nothing can be said.
    check("2025-11-20T00:00:00Z", Standing::Open, "");
    check("2026-01-05T00:00:00Z", Standing::Reached, "100");
}

#[test]
fn the_board_and_the_wall_draw_what_the_configuration_names() {
    let world = world();
    for scope in [Scope::Leading, Scope::Display] {
        let board = world.seen(&scope, |seen| view::board(seen, None, Basis::Cumulative, world.now)).unwrap();
        let values = |code: &str| {
            let lines = board.parks.iter().flat_map(|line| &line.figures).filter(|it| it.code == Code::new(code));
            lines
                .map(|it| it.value.map_or_else(|| format!("{:?}", it.gap), |it| it.normalize().to_string()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            board.headline.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(),
            ["revenue", "persons", "PO-1", "SH-given"]
        );
        assert_eq!(values("EN-revenue"), ["Some(NotSplit)"; 3], "{scope:?}");
        assert_eq!(values("PO-8a").len(), 3, "{scope:?}");
        // What the configuration does not name is nothing that a wall could ask for.
        let asked = |code: &str| {
            let look = |seen: Seen<'_>| {
                seen.figure(&Subject::Zone, &Code::new(code), month("2025-03"), Basis::Month, world.now)
            };
            world.seen(&scope, look).unwrap().value.is_some()
        };
        assert!(asked("PO-1"), "{scope:?}");
        assert_eq!(asked("SH-received"), scope == Scope::Leading, "{scope:?}");
    }
    let names = view::named_sources(&zone(), &view::zone(&zone(), &Role::Display));
    let names: Vec<String> = names.iter().map(|it| format!("{} {}", it.code, it.name.text(Lang::Chinese))).collect();
    assert_eq!(names[0], "PO-1 平台开放率（向全部分园区）", "{names:?}");
    assert_eq!(names.len(), 4, "{names:?}");
}

/// A screen that is open follows what its board names, though no report has come.
#[test]
fn an_open_board_follows_platforms_and_transfers() {
    let mut world = world();
    let scopes = [Scope::Leading, Scope::Display, Scope::Park("east".into())];
    let made = |world: &World| scopes.clone().map(|scope| world.seen(&scope, |seen| view::live(seen, world.now)));
    let before = made(&world);
    let then = world.now;
    let matched = world.agreed("west", "east");
    world.stage(matched, "west", "east", "sent", None);
    let now = made(&world);
    for ((scope, before), now) in scopes.iter().zip(before).zip(now) {
        let after = world.seen(scope, |seen| view::live_after(seen, world.now, before.clone(), then));
        assert!(after == now, "{scope:?}");
        assert!(after.board != before.board || after.board.is_none(), "{scope:?}: what flows has changed the board");
    }
}

#[test]
fn what_a_figure_leaves_out_is_said_beside_it() {
    let check = |code: &str, lacking: i64, expected: Option<&str>| {
        let figure = json!({
            "subject": Subject::Zone, "code": code, "month": "2025-03", "basis": Basis::Month, "value": "1", "gap": null,
            "unit": "%", "decimals": 0, "status": "provisional", "year_on_year": {"kind": "none", "value": "no_base"},
            "missing": [], "lacking": lacking.to_string(),
        });
        let figure: view::Figure = serde_json::from_value(figure).unwrap();
        assert_eq!(say::lacking(&figure, Lang::Chinese).as_deref(), expected, "{code} {lacking}");
        assert_eq!(say::sentence("全区", "x", &figure, Lang::Chinese).contains('缺'), expected.is_some(), "{code}");
    };
    check("PO-5", 3, Some("缺3台月自用机时"));
    check("PO-13a", 3, Some("缺3台月内部收入"));
    check("EN-revenue", 1, Some("缺1个项目月"));
    check("PO-5", 0, None);
    check("revenue", 0, None);
}

#[test]
fn a_number_of_any_source_is_explained() {
    let world = world();
    let explained = |scope: &Scope, subject: Subject, code: &str| {
        world.seen(scope, |seen| {
            view::explain(seen, &subject, &Code::new(code), month("2025-03"), Basis::Cumulative, world.now)
        })
    };
    let east = || Subject::Park("east".into());
    let parts = |subject: Subject, code: &str| {
        let it = explained(&Scope::Leading, subject, code).unwrap();
        assert!(it.indicator.is_none() && it.operands.is_empty(), "{code}");
        let part = |part: &view::FigurePart| {
            format!("{} {}{}", part.name.text(Lang::Chinese), part.value.normalize(), part.unit.name())
        };
        it.parts.iter().map(part).collect::<Vec<_>>()
    };
    assert_eq!(parts(east(), "PO-1"), ["向本园区开放的平台 2个", "应开放平台 2个"]);
    assert_eq!(parts(east(), "SH-net"), ["输出 1项", "输入 0项"]);
    assert_eq!(parts(Subject::Zone, "SH-given"), ["LEAD 1项", "TALENT 0项"]);
    let own = Scope::Park("east".into());
    assert!(explained(&own, east(), "PO-1").is_some() && explained(&own, east(), "SH-given").is_some());
    assert!(explained(&own, east(), "revenue").unwrap().indicator.is_some());
    for (subject, code) in [
        (Subject::Zone, "PO-1"),
        (Subject::Zone, "SH-given"),
        (Subject::Zone, "EN-revenue"),
        (Subject::Zone, "goods"),
        (Subject::Park("west".into()), "PO-1"),
        (Subject::Park("west".into()), "SH-received"),
        (Subject::Park("west".into()), "EN-revenue"),
    ] {
        assert!(explained(&own, subject.clone(), code).is_none(), "{subject:?} {code}");
    }
    let leading = explained(&Scope::Leading, east(), "PO-12");
    assert!(leading.is_none(), "a park's ratings are its own");
}
