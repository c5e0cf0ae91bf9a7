//! Adopting a configuration never changes an approved figure unannounced.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod small;

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::id::Code;
use duoyuan_core::period::Basis;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::{Command, RejectionKind, State};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{self, Zone};
use small::{World, month};

/// Two months of two parks; the third has not reported.
fn world() -> World {
    let mut world = World::new();
    for (of, revenue) in [("2025-01", 1000), ("2025-02", 2500)] {
        for park in ["main", "east"] {
            world.submit(park, of, small::rows(revenue)).unwrap();
            world.approve(park, of).unwrap();
        }
    }
    world
}

/// The small zone, changed as JSON.
fn changed(change: impl FnOnce(&mut serde_json::Value)) -> Arc<Zone> {
    let mut value = serde_json::to_value(&*small::zone()).unwrap();
    change(&mut value);
    Arc::new(serde_json::from_value(value).unwrap())
}

fn adopt(world: &mut World, zone: &Arc<Zone>, accepted: &[&str]) -> Result<u64, duoyuan_core::state::Rejection> {
    let accepted = accepted.iter().map(|code| Code::new(*code)).collect();
    world.act(Role::Operator, Command::AdoptZone { zone: zone.clone(), demo: false, accepted })
}

/// Every figure of every indicator, as text.
fn figures(state: &State) -> Vec<(String, String)> {
    let seen = Seen::new(state, &Scope::Leading).unwrap();
    let mut all = Vec::new();
    for indicator in &seen.zone().indicators {
        for of in ["2025-01", "2025-02"] {
            for basis in [Basis::Month, Basis::Cumulative] {
                for subject in [Subject::Zone, Subject::Park("main".into()), Subject::Park("west".into())] {
                    let value =
                        seen.indicator(&subject, indicator, month(of), basis).value.ok().map(|it| it.normalize());
                    all.push((indicator.code.to_string(), format!("{subject:?} {of} {basis:?} {value:?}")));
                }
            }
        }
    }
    all
}

/// `indicators` change; without their names nothing happens, with all of them the configuration is in force.
fn check(what: &str, zone: &Arc<Zone>, indicators: &[&str]) {
    let mut world = world();
    let before = figures(&world.state);
    let effects = world.state.effects_of(zone);
    let told: Vec<&str> = effects.iter().map(|effect| effect.indicator.as_str()).collect();
    assert_eq!(told, indicators, "{what}");
    if let Some((_, others)) = indicators.split_first() {
        let (state, length) = (world.state.clone(), world.journal.len());
        let refused = adopt(&mut world, zone, others).unwrap_err();
        assert_eq!((refused.kind, refused.message.key.name()), (RejectionKind::Conflict, "adoption_changes"), "{what}");
        assert!(refused.message.text(Lang::Chinese).contains(indicators[0]), "{what}");
        assert_eq!((&world.state, world.journal.len()), (&state, length), "{what}");
    }
    adopt(&mut world, zone, indicators).unwrap();
    let is_other = |(code, _): &&(String, String)| !indicators.contains(&code.as_str());
    let after = figures(&world.state);
    let kept: Vec<_> = before.iter().filter(is_other).filter(|it| !after.contains(it)).collect();
    assert!(kept.is_empty(), "{what}: changed without a word: {kept:?}");
}

#[test]
fn figures_change_by_name_alone() {
    let indicator = |place: usize, field: &'static str, to: serde_json::Value| {
        changed(move |zone| zone["indicators"][place][field] = to)
    };
    check("nothing", &small::zone(), &[]);
    check("decimals", &indicator(1, "decimals", 4.into()), &[]);
    check("a name", &indicator(0, "name", "营业收入".into()), &[]);
    check("a formula", &indicator(1, "formula", "profit / goods * 100".into()), &["margin"]);
    check("the same in other words", &indicator(1, "formula", "100 * profit / revenue".into()), &[]);
    let new = changed(|zone| {
        let mut new = zone["indicators"][3].clone();
        new["code"] = "more".into();
        zone["indicators"].as_array_mut().unwrap().push(new);
    });
    check("one more", &new, &[]);
    let gone = changed(|zone| {
        zone["indicators"].as_array_mut().unwrap().remove(3);
        zone["compare"] = serde_json::json!(["revenue"]);
    });
    check("one less", &gone, &["firms"]);
    let left = changed(|zone| zone["parks"][1]["left"] = "2025-01".into());
    check("a park that has left", &left, &["revenue", "firms", "persons"]);
}

#[test]
fn what_changes_is_told_with_the_newest_total() {
    let zone = changed(|zone| zone["indicators"][1]["formula"] = "profit / goods * 100".into());
    let world = world();
    let effects = world.state.effects_of(&zone);
    assert_eq!(
        effects[0].text(&small::zone(), Lang::Chinese),
        "margin margin：2025年1月至2025年2月共12个已通过的数据将改变，例如全区2025年1—2月由10%变为20%。"
    );
}

#[test]
fn before_the_first_configuration_nothing_changes() {
    assert_eq!(State::default().effects_of(&small::zone()), []);
}

#[test]
fn configurations_differ_place_by_place() {
    let check = |zone: &Zone, expected: &[&str]| {
        let found = zone::diff(&small::zone(), zone);
        let told: Vec<String> = found.iter().map(|it| it.message().text(Lang::Chinese)).collect();
        assert_eq!(told, expected);
    };
    check(&small::zone(), &[]);
    check(&changed(|zone| zone["due_day"] = 10.into()), &["due_day：15 → 10"]);
    check(&changed(|zone| zone["indicators"][0]["decimals"] = 3.into()), &["indicators.revenue.decimals：2 → 3"]);
    check(&changed(|zone| drop(zone["rules"].as_array_mut().unwrap().remove(1))), &["rules.W1：取消（原为 W1）"]);
    let turned = changed(|zone| zone["parks"].as_array_mut().unwrap().reverse());
    check(&turned, &[]);
    let more = changed(|zone| {
        let mut park = zone["parks"][1].clone();
        (park["id"], park["name"]) = ("north".into(), "北园".into());
        zone["parks"].as_array_mut().unwrap().push(park);
    });
    check(&more, &["parks.north：新增 北园"]);
}
