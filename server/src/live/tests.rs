use duoyuan_core::access::Scope;
use jiff::ToSpan;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::testing::{Fixture, noon};

/// What a browser does with the events.
#[derive(Default)]
struct Screen {
    document: Value,
    position: Option<u64>,
    snapshots: usize,
}

impl Screen {
    fn take(&mut self, event: &Bytes) {
        let text = std::str::from_utf8(event).unwrap();
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        let data: Value = serde_json::from_str(field("data: ")).unwrap();
        self.position = Some(field("id: ").parse().unwrap());
        match field("event: ") {
            "snapshot" => {
                self.document = data;
                self.snapshots += 1;
            }
            "patch" => {
                assert_eq!(data["from"], self.document["position"]);
                let ops: json_patch::Patch = serde_json::from_value(data["ops"].clone()).unwrap();
                json_patch::patch(&mut self.document, &ops).unwrap();
                assert_eq!(data["to"], self.document["position"]);
            }
            other => panic!("{other}"),
        }
    }

    /// Joins or comes back, and shows what there is.
    fn join(&mut self, live: &Live, scope: &Scope, now: Timestamp) -> broadcast::Receiver<Bytes> {
        let joined = live.join(scope, self.position, now).unwrap();
        joined.first.iter().for_each(|event| self.take(event));
        joined.next
    }

    fn drain(&mut self, next: &mut broadcast::Receiver<Bytes>) {
        while let Ok(event) = next.try_recv() {
            self.take(&event);
        }
    }
}

fn fresh(fixture: &Fixture, scope: &Scope, now: Timestamp) -> Value {
    serde_json::to_value(fixture.engine.see(scope, |seen| view::live(seen, now)).unwrap()).unwrap()
}

#[test]
fn a_change_is_computed_once_for_everybody_in_an_audience() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    let scopes = [Scope::Leading, Scope::Office, Scope::Park(fixture.park())];
    let mut screens = Vec::new();
    for scope in &scopes {
        for _ in 0..100 {
            let mut screen = Screen::default();
            let next = screen.join(live, scope, noon());
            screens.push((scope, screen, next));
        }
    }
    assert_eq!(live.computed(), 3);
    for change in 1..=4 {
        fixture.stir(1);
        live.refresh(noon());
        live.refresh(noon());
        assert_eq!(live.computed(), 3 + 3 * change);
    }
    for (scope, screen, next) in &mut screens {
        screen.drain(next);
        assert_eq!(screen.document, fresh(&fixture, scope, noon()));
        assert_eq!(screen.snapshots, 1);
    }
}

#[test]
fn those_who_come_at_once_wait_for_one_computation() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    std::thread::scope(|threads| {
        for _ in 0..16 {
            threads.spawn(|| live.join(&Scope::Leading, None, noon()).unwrap());
        }
    });
    assert_eq!(live.computed(), 1);
}

#[test]
fn nothing_is_computed_for_nobody() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    drop(Screen::default().join(live, &Scope::Leading, noon()));
    fixture.stir(3);
    live.refresh(noon());
    assert_eq!(live.computed(), 1);
}

#[test]
fn who_comes_back_gets_what_was_missed() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    let mut screen = Screen::default();
    drop(screen.join(live, &Scope::Leading, noon()));
    fixture.stir(3);
    let mut next = screen.join(live, &Scope::Leading, noon());
    assert_eq!((screen.snapshots, screen.position), (1, Some(4)));
    fixture.stir(1);
    live.refresh(noon());
    screen.drain(&mut next);
    assert_eq!(screen.document, fresh(&fixture, &Scope::Leading, noon()));
    // Up to date: nothing to send.
    assert!(live.join(&Scope::Leading, Some(5), noon()).unwrap().first.is_empty());
    // From another life of the server, or from the future: the whole.
    for seen in [None, Some(0), Some(2), Some(99)] {
        let first = live.join(&Scope::Leading, seen, noon()).unwrap().first;
        assert!(first.len() == 1 && first[0].starts_with(b"event: snapshot"), "{seen:?}");
    }
}

#[test]
fn midnight_is_a_change_without_an_entry() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    let mut screen = Screen::default();
    let mut next = screen.join(live, &Scope::Leading, noon());
    let later = noon() + (24 * 30).hours();
    live.refresh(later);
    screen.drain(&mut next);
    assert_eq!(screen.document, fresh(&fixture, &Scope::Leading, later));
    assert_ne!(screen.document, fresh(&fixture, &Scope::Leading, noon()));
    // The position does not tell whether a screen has it.
    let first = live.join(&Scope::Leading, Some(1), later).unwrap().first;
    assert!(first[0].starts_with(b"event: snapshot"));
}

#[test]
fn a_client_that_cannot_keep_up_is_told_so() {
    let fixture = Fixture::new();
    let live = &fixture.app.live;
    let mut next = live.join(&Scope::Leading, None, noon()).unwrap().next;
    for _ in 0..QUEUE + 2 {
        fixture.stir(1);
        live.refresh(noon());
    }
    assert!(matches!(next.try_recv(), Err(broadcast::error::TryRecvError::Lagged(_))));
}

#[test]
fn audiences_do_not_hear_of_each_other() {
    let fixture = Fixture::new();
    let own = fixture.park();
    let document = fresh(&fixture, &Scope::Park(own.clone()), noon());
    assert!(document["board"].is_null() && document["waiting"].is_null());
    assert_eq!(document["park"]["park"], own.as_str());
    assert!(fresh(&fixture, &Scope::Leading, noon())["waiting"].is_null());
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c/~]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-c/~0-1]{0,2}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// What the stream relies on: the difference of two documents, applied to the first, gives the second.
    #[test]
    fn a_difference_applied_gives_the_other(a in json(), b in json()) {
        let ops = json_patch::diff(&a, &b);
        let wire = serde_json::to_string(&ops).unwrap();
        let mut document = a;
        let ops: json_patch::Patch = serde_json::from_str(&wire).unwrap();
        json_patch::patch(&mut document, &ops).unwrap();
        prop_assert_eq!(document, b);
    }
}

#[test]
fn a_document_that_nobody_watches_is_let_go() {
    let fixture = Fixture::new();
    let (live, scope) = (&fixture.app.live, Scope::Leading);
    let mut screen = Screen::default();
    let watched = screen.join(live, &scope, noon());
    let check = |minutes: i64, kept: usize| {
        live.refresh(noon() + minutes.minutes());
        assert_eq!(live.kept(), kept, "after {minutes} minutes");
    };
    check(60, 1);
    drop(watched);
    check(60 + DESERTED - 1, 1);
    check(60 + DESERTED, 0);
    // Who comes back is sent the whole, and it is kept up to date again.
    let now = noon() + (61 + DESERTED).minutes();
    let mut next = screen.join(live, &scope, now);
    assert_eq!((screen.snapshots, live.kept()), (2, 1));
    fixture.stir(1);
    live.refresh(now);
    screen.drain(&mut next);
    assert_eq!(screen.document, fresh(&fixture, &scope, now));
}
