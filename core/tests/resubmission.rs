//! What comes with a report beside its numbers, and what a submission is in the course of its report.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::journal;
use duoyuan_core::report::{Attachment, MOST_ATTACHMENTS, Signed, Source, Submission};
use duoyuan_core::series::Seen;
use duoyuan_core::state::Command;
use duoyuan_core::view::{self, Review, SubmissionKind};
use duoyuan_core::words::Lang;
use small::{World, month, rows};

const EAST: &str = "east";
const JANUARY: &str = "2025-01";
const FEBRUARY: &str = "2025-02";

fn file(number: usize) -> Attachment {
    Attachment { file: format!("说明{number}.pdf"), digest: format!("{number:064x}") }
}

fn signed(who: &str) -> Signed {
    Signed { prepared_by: who.to_owned(), in_charge: "李四".to_owned(), telephone: "0391-1234567".to_owned() }
}

/// Submits; the key of the sentence when it is refused.
fn submit(
    world: &mut World,
    of: &str,
    revenue: i64,
    signed: Option<Signed>,
    attachments: Option<Vec<Attachment>>,
) -> Result<u64, &'static str> {
    let seen_revisions = world.revisions(EAST, of);
    let submission = Submission {
        park: EAST.into(),
        month: month(of),
        rows: rows(revenue),
        adjustments: Vec::new(),
        answers: small::answers(),
        source: Source::Form,
        signed,
        attachments,
        seen_revisions,
    };
    let done = world.act(Role::Park(EAST.into()), Command::Submit(submission));
    done.map_err(|rejection| rejection.message.key.name())
}

fn send_back(world: &mut World, of: &str) {
    let seen_revisions = world.revisions(EAST, of);
    let reason = "统计口径与税务数据不一致，请核对".to_owned();
    let (park, items) = (EAST.into(), vec!["revenue".into()]);
    world.act(Role::Office, Command::Return { park, month: month(of), seen_revisions, reason, items }).unwrap();
}

fn review(world: &World, of: &str) -> Review {
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    view::review(seen, &EAST.into(), month(of)).unwrap()
}

fn sheet(world: &World, of: &str) -> view::Sheet {
    let scope = Scope::Park(EAST.into());
    view::sheet(Seen::new(&world.state, &scope).unwrap(), &EAST.into(), month(of)).unwrap()
}

#[test]
fn who_signs_is_needed_once() {
    let mut world = World::new();
    submit(&mut world, JANUARY, 1_000, Some(signed(" 张三 ")), None).unwrap();
    assert_eq!(review(&world, JANUARY).signed, signed("张三"), "without blanks around");
    assert_eq!(sheet(&world, FEBRUARY).signed, signed("张三"));
    submit(&mut world, FEBRUARY, 2_000, None, None).unwrap();
    assert_eq!(review(&world, FEBRUARY).signed, signed("张三"), "not given: the same as last time");
    // Somebody else signs: that alone is news, and January keeps who signed it.
    assert_eq!(submit(&mut world, FEBRUARY, 2_000, Some(signed("张三")), None), Err("nothing_new"));
    submit(&mut world, FEBRUARY, 2_000, Some(signed("王五")), None).unwrap();
    assert_eq!((sheet(&world, JANUARY).signed, sheet(&world, FEBRUARY).signed), (signed("张三"), signed("王五")));
    assert_eq!(submit(&mut world, FEBRUARY, 2_000, Some(signed(&"长".repeat(61))), None), Err("signed_too_long"));
    assert_eq!(world.replayed(), world.state);
    assert_eq!(signed("张三").said(Lang::Chinese), "填表人：张三，负责人：李四，电话：0391-1234567");
    let nameless = Signed { telephone: "1".to_owned(), ..Signed::default() };
    assert_eq!(nameless.said(Lang::Chinese), "电话：1");
}

#[test]
fn files_come_with_a_report() {
    let mut world = World::new();
    submit(&mut world, JANUARY, 1_000, None, Some(vec![file(1), file(1)])).unwrap();
    assert_eq!(review(&world, JANUARY).attachments, [file(1)], "each once");
    assert_eq!(submit(&mut world, JANUARY, 1_000, None, None), Err("nothing_new"));
    submit(&mut world, JANUARY, 1_000, None, Some(vec![file(1), file(2)])).unwrap();
    submit(&mut world, JANUARY, 1_100, None, None).unwrap();
    assert_eq!(sheet(&world, JANUARY).attachments, [file(1), file(2)], "not given: the month's last ones");
    submit(&mut world, JANUARY, 1_100, None, Some(vec![])).unwrap();
    assert_eq!(sheet(&world, JANUARY).attachments, []);
    let many = (0..=MOST_ATTACHMENTS).map(file).collect();
    assert_eq!(submit(&mut world, JANUARY, 1_100, None, Some(many)), Err("attachment_count"));
    let no_digest = Attachment { digest: "../etc/passwd".to_owned(), ..file(1) };
    assert_eq!(submit(&mut world, JANUARY, 1_100, None, Some(vec![no_digest])), Err("file_gone"));
    let nameless = Attachment { file: "  ".to_owned(), ..file(1) };
    assert_eq!(submit(&mut world, JANUARY, 1_100, None, Some(vec![nameless])), Err("file_gone"));
    // Every file that was ever named is one the store must keep.
    let stored = world.journal.iter().filter(|stored| stored.text.contains(&file(2).digest)).count();
    assert_eq!(stored, 2);
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn an_attachment_is_seen_by_the_park_and_the_office_alone() {
    let mut world = World::new();
    submit(&mut world, JANUARY, 1_000, None, Some(vec![file(1)])).unwrap();
    world.approve(EAST, JANUARY).unwrap();
    let named = |scope: Scope| view::document(Seen::new(&world.state, &scope).unwrap(), &file(1).digest);
    for scope in [Scope::Office, Scope::Park(EAST.into())] {
        assert_eq!(named(scope).as_deref(), Some("说明1.pdf"));
    }
    for scope in [Scope::Leading, Scope::Park("west".into()), Scope::Owner("lab".into())] {
        assert_eq!(named(scope), None);
    }
}

#[test]
fn a_report_without_these_is_written_as_before() {
    let mut world = World::new();
    submit(&mut world, JANUARY, 1_000, None, None).unwrap();
    let text = &world.journal.last().unwrap().text;
    assert!(!text.contains("signed") && !text.contains("attachments"), "{text}");
    assert!(journal::read(&Default::default(), &world.journal[0]).is_ok());
}

#[test]
fn a_submission_is_called_what_it_is() {
    let mut world = World::new();
    submit(&mut world, JANUARY, 1_000, None, None).unwrap();
    assert_eq!(review(&world, JANUARY).kind, SubmissionKind::First);
    submit(&mut world, JANUARY, 1_010, None, None).unwrap();
    let again = review(&world, JANUARY);
    assert_eq!((again.kind, again.returned_before), (SubmissionKind::Again, None));
    send_back(&mut world, JANUARY);
    submit(&mut world, JANUARY, 1_020, None, None).unwrap();
    let after = review(&world, JANUARY);
    let before = after.returned_before.as_ref().unwrap();
    assert_eq!((after.kind, before.items.len()), (SubmissionKind::AfterReturn, 1));
    assert!(before.reason.contains("税务数据"));
    let was = |review: &Review, item: &str| {
        let line = review.lines.iter().find(|line| line.row.item.as_str() == item).unwrap();
        line.was.and_then(|was| was.value).map(|value| value.to_string())
    };
    assert_eq!((was(&after, "revenue").as_deref(), was(&after, "firms")), (Some("1010"), None));
    // Once more before anybody has looked: still compared with what was returned.
    submit(&mut world, JANUARY, 1_030, None, None).unwrap();
    let after = review(&world, JANUARY);
    assert_eq!((after.kind, was(&after, "revenue").as_deref()), (SubmissionKind::AfterReturn, Some("1010")));
    send_back(&mut world, JANUARY);
    let returned = review(&world, JANUARY);
    assert_eq!((returned.returns.len(), returned.returned_before.as_ref()), (2, returned.returns.get(1)));
    submit(&mut world, JANUARY, 1_035, None, None).unwrap();
    world.approve(EAST, JANUARY).unwrap();
    submit(&mut world, JANUARY, 1_040, None, None).unwrap();
    let correction = review(&world, JANUARY);
    assert_eq!((correction.kind, was(&correction, "revenue")), (SubmissionKind::Correction, None));
    assert!(correction.lines.iter().any(|line| line.replaces.is_some()));
}
