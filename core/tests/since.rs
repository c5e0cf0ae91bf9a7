//! What has changed since somebody last looked.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::series::Seen;
use duoyuan_core::state::Command;
use duoyuan_core::view::{self, SinceChange};
use jiff::Timestamp;
use small::{World, at, month, rows};

fn told(world: &World, scope: Scope, since: Timestamp) -> Option<Vec<String>> {
    let seen = Seen::new(&world.state, &scope).unwrap();
    let since = view::since(seen, since, world.now)?;
    let written = serde_json::to_value(&since).unwrap();
    assert_eq!(serde_json::from_value::<view::Since>(written).unwrap(), since, "read as it is written");
    let line = |what: &SinceChange| match what {
        SinceChange::Approved { park, month, days_late } => format!("approved {park} {month} {days_late}"),
        SinceChange::Revised { park, month, items, more } => {
            let items: Vec<_> =
                items.iter().map(|it| format!("{} {}→{}", it.item, it.before.unwrap(), it.after.unwrap())).collect();
            format!("revised {park} {month} {} +{more}", items.join(" "))
        }
        SinceChange::Withdrawn { park, month, .. } => format!("withdrawn {park} {month}"),
        SinceChange::Overdue { park, month, days } => format!("overdue {park} {month} {days}"),
        SinceChange::Begun { title, .. } => format!("begun {title}"),
    };
    Some(since.lines.iter().map(|it| line(&it.what)).collect())
}

#[test]
fn what_was_approved_revised_withdrawn_or_became_overdue_is_told() {
    let mut world = World::new();
    world.publish("main", "2025-02", rows(100));
    let looked = world.now;
    assert_eq!(told(&world, Scope::Leading, looked), Some(vec![]), "seen already");
    world.now = at("2025-03-17T01:00:00Z");
    world.publish("east", "2025-02", rows(100));
    world.now = at("2025-03-17T02:00:00Z");
    world.publish("main", "2025-02", rows(120));
    let all = told(&world, Scope::Leading, looked).unwrap();
    assert_eq!(
        all,
        [
            "revised main 2025-02 revenue 100→120 goods 50→60 profit 10→12 +0",
            "approved east 2025-02 2",
            "overdue west 2025-02 2",
        ]
    );
    assert_eq!(told(&world, Scope::Office, world.now), Some(vec![]));
    world.now = at("2025-03-17T03:00:00Z");
    let (park, reason) = ("main".into(), "误把上一版当作更正通过".to_owned());
    let withdraw = Command::Withdraw { park, month: month("2025-02"), seen_revisions: 2, reason };
    world.act(Role::Office, withdraw).unwrap();
    let all = told(&world, Scope::Leading, looked).unwrap();
    assert_eq!(all, ["withdrawn main 2025-02", "approved east 2025-02 2", "overdue west 2025-02 2"]);
}

#[test]
fn a_park_and_an_owner_are_told_nothing_of_others() {
    let world = World::new();
    assert_eq!(told(&world, Scope::Park("east".into()), Timestamp::UNIX_EPOCH), None);
    assert_eq!(told(&world, Scope::Owner("o".into()), Timestamp::UNIX_EPOCH), None);
}
