//! Who may open the file behind a statement, and what a file may be named by.

use duoyuan_core::access::Scope;
use duoyuan_core::document::named;
use duoyuan_core::platform::{Command, Evidence, Openness};
use duoyuan_core::view;
use duoyuan_core::words::key;

use crate::offer::*;
use crate::small::World;

fn file(letter: &str) -> Evidence {
    Evidence { document: format!("{letter}号"), digest: Some(letter.repeat(64)) }
}

fn opened(world: &mut World, park: &str, evidence: Evidence) -> Result<u64, duoyuan_core::state::Rejection> {
    let (openness, since) = (Openness::Conditional("仅限本园企业".to_owned()), "2025-03-05".parse().expect("a day"));
    let command = Command::SetOpenness { platform: "tests".into(), park: park.into(), openness, since, evidence };
    act(world, owner("lab"), command)
}

fn seen_by(world: &World, scope: &Scope, letter: &str) -> Option<String> {
    see(world, scope, |seen| view::document(seen, &letter.repeat(64)))
}

#[test]
fn a_file_is_for_those_who_may_see_what_it_stands_behind() {
    let mut world = world();
    opened(&mut world, "east", file("a")).expect("an owner opens");
    let mut details = details("lab", vec![]);
    details.resources = see(&world, &Scope::Office, |seen| view::platform(seen, &"tests".into(), world.now).unwrap())
        .card
        .resources
        .into_iter()
        .map(|it| it.resource)
        .collect();
    details.evidence = vec![document(), file("b")];
    act(&mut world, owner("lab"), Command::Change { platform: "tests".into(), details }).expect("an owner changes");
    let (east, west) = (Scope::Park("east".into()), Scope::Park("west".into()));
    let (lab, bank) = (Scope::Owner("lab".into()), Scope::Owner("bank".into()));
    for scope in [&east, &lab, &Scope::Office, &Scope::Leading] {
        assert_eq!(seen_by(&world, scope, "a").as_deref(), Some("a号"), "{scope:?}");
        assert_eq!(seen_by(&world, scope, "b").as_deref(), Some("b号"), "{scope:?}");
    }
    assert_eq!(seen_by(&world, &west, "a"), None, "what a park is told is between it and the owner");
    assert_eq!(seen_by(&world, &west, "b").as_deref(), Some("b号"));
    assert_eq!((seen_by(&world, &bank, "a"), seen_by(&world, &bank, "b")), (None, None));
    assert_eq!(seen_by(&world, &Scope::Office, "c"), None);
    let files: Vec<String> = events(&world)
        .into_iter()
        .flat_map(|(.., event)| {
            let event = duoyuan_core::state::Event::Platform(event);
            named(&event).into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(files, ["a".repeat(64), "b".repeat(64)]);
}

#[test]
fn a_digest_is_a_digest() {
    let mut world = world();
    for wrong in ["", "A".repeat(64).as_str(), "../../etc/passwd"] {
        let evidence = Evidence { document: "批复".to_owned(), digest: Some(wrong.to_owned()) };
        let refused = opened(&mut world, "east", evidence).expect_err("it is none");
        assert_eq!(refused.message.key, key::FILE_GONE);
    }
}
