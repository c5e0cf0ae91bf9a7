//! Laws that hold whatever happens, tried with random histories.

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::{Gap, Mark, Sum};
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::journal::{self, Damage};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::report::{Answer, Row, Source, Submission};
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::{Command, State};
use duoyuan_core::view;
use proptest::prelude::*;
use rust_decimal::Decimal;
use small::{PARKS, World, at, month, zone};

fn any_park() -> impl Strategy<Value = ParkId> {
    prop_oneof![9 => prop::sample::select(&PARKS[..]), 1 => Just("nowhere")].prop_map(ParkId::from)
}

fn any_month() -> impl Strategy<Value = Month> {
    (-16..3_i32).prop_map(|n| month("2025-02").plus(n))
}

fn any_value() -> impl Strategy<Value = Option<Decimal>> {
    prop_oneof![
        8 => (0..100_000_i64).prop_map(|n| Some(Decimal::from(n))),
        1 => Just(None),
        1 => prop_oneof![Just("-5"), Just("0.5"), Just("79228162514264337593543950335"), Just("0.0000000000000000000000000001")]
            .prop_map(|text| text.parse().ok()),
    ]
}

fn any_mark() -> impl Strategy<Value = Mark> {
    prop_oneof![12 => Just(Mark::None), 1 => Just(Mark::Estimated), 1 => Just(Mark::Break), 1 => Just(Mark::NotApplicable), 1 => Just(Mark::Confidential)]
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let sound = (1..50_000_i64).prop_map(small::rows);
    let item = prop::sample::select(&["revenue", "goods", "profit", "firms", "persons", "nonsense"][..]);
    let row = (item, any_value(), any_mark()).prop_map(|(item, value, mark)| Row {
        item: item.into(),
        value,
        mark,
        cell: None,
    });
    prop_oneof![3 => sound, 1 => prop::collection::vec(row, 0..8)]
}

fn any_command() -> impl Strategy<Value = Command> {
    let texts = prop::sample::select(&["", "属实", "统计口径与税务数据不一致，请核对后重报"][..]);
    let submit = (any_park(), any_month(), any_rows(), 0..3_usize, any::<bool>());
    prop_oneof![
        6 => submit.prop_map(|(park, month, rows, seen_revisions, answered)| Command::Submit(Submission {
            park, month, rows, seen_revisions, source: Source::Form, adjustments: Vec::new(), signed: None, attachments: None,
            answers: if answered { small::answers() } else { vec![Answer { rule: "W1".into(), reason: String::new() }] },
        })),
        4 => (any_park(), any_month(), 0..3_usize).prop_map(|(park, month, seen_revisions)| Command::Approve { park, month, seen_revisions }),
        2 => (any_park(), any_month(), 0..3_usize, texts.clone()).prop_map(|(park, month, seen_revisions, reason)| Command::Return {
            park, month, seen_revisions, reason: reason.to_owned(), items: vec![Code::new("goods")],
        }),
        1 => any_month().prop_map(|month| Command::Close { month }),
        1 => (any_month(), texts).prop_map(|(month, reason)| Command::Reopen { month, reason: reason.to_owned() }),
        1 => any::<bool>().prop_map(|demo| Command::AdoptZone { zone: zone(), demo, accepted: Vec::new() }),
    ]
}

/// Who tries it: mostly the one who may.
fn any_act() -> impl Strategy<Value = (Role, Command)> {
    (any_command(), 0..12_u8).prop_map(|(command, luck)| {
        let rightful = match &command {
            Command::Submit(submission) => Role::Park(submission.park.clone()),
            Command::AdoptZone { .. } => Role::Operator,
            _ => Role::Office,
        };
        let role = match luck {
            0 => Role::Leading,
            1 => Role::Park("east".into()),
            _ => rightful,
        };
        (role, command)
    })
}

fn any_history() -> impl Strategy<Value = Vec<(Role, Command)>> {
    prop::collection::vec(any_act(), 0..60)
}

fn lived(history: Vec<(Role, Command)>) -> World {
    let mut world = World::new();
    for (role, command) in history {
        let _ = world.act(role, command);
    }
    world
}

/// Every view of every scope, as it would travel.
fn everything_seen(state: &State, scope: &Scope) -> String {
    let now = at("2025-03-20T01:00:00Z");
    let Some(seen) = Seen::new(state, scope) else { return String::new() };
    let mut all = vec![serde_json::to_string(&view::live(seen, now))];
    for basis in [Basis::Month, Basis::Cumulative] {
        for month in [None, Some(month("2025-02")), Some(month("2024-07"))] {
            all.push(serde_json::to_string(&view::board(seen, month, basis, now)));
            for park in PARKS {
                all.push(serde_json::to_string(&view::park(seen, &park.into(), month, basis, now)));
            }
        }
        for month in month("2023-12").to(month("2025-02")) {
            for subject in [Subject::Zone, Subject::Park("east".into()), Subject::Park("west".into())] {
                for indicator in &zone().indicators {
                    all.push(serde_json::to_string(&view::explain(
                        seen,
                        &subject,
                        &indicator.code,
                        month,
                        basis,
                        jiff::Timestamp::MAX,
                    )));
                }
            }
        }
    }
    for park in PARKS {
        all.push(serde_json::to_string(&view::desk(seen, &park.into(), now)));
        all.push(serde_json::to_string(&view::sheet(seen, &park.into(), month("2025-02"))));
        all.push(serde_json::to_string(&view::review(seen, &park.into(), month("2025-02"))));
    }
    all.push(serde_json::to_string(&view::queue(seen, now)));
    all.into_iter().map(|json| json.expect("views are plain data")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn applying_the_journal_again_gives_the_same_state_and_hash(history in any_history()) {
        let world = lived(history);
        let replayed = world.replayed();
        prop_assert_eq!(replayed.head(), world.state.head());
        prop_assert_eq!(replayed, world.state);
    }

    #[test]
    fn a_rejected_command_changes_nothing(history in any_history(), (role, command) in any_act()) {
        let mut world = lived(history);
        let (before, entries) = (world.state.clone(), world.journal.len());
        if world.act(role, command).is_err() {
            prop_assert_eq!(world.state, before);
            prop_assert_eq!(world.journal.len(), entries);
        }
    }

}

// Looking at everything takes a while: fewer histories.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_panics_whoever_looks_at_whatever(history in any_history()) {
        let world = lived(history);
        for scope in [Scope::Leading, Scope::Office, Scope::Park("east".into()), Scope::Park("nowhere".into())] {
            everything_seen(&world.state, &scope);
        }
    }

    #[test]
    fn a_park_never_receives_what_belongs_to_another(history in any_history(), secret in 70_000_000..79_999_999_i64) {
        let mut world = lived(history);
        let rows = vec![small::row("revenue", secret), small::row("goods", secret), small::row("profit", 1), small::row("firms", 1), small::row("persons", 7)];
        let _ = world.submit("west", "2025-02", rows);
        let leaked = |world: &World| everything_seen(&world.state, &Scope::Park("east".into())).contains(&secret.to_string());
        prop_assert!(!leaked(&world), "a submission that waits");
        // Published, it may stand in the zone's sums; nothing is said of the park itself.
        if world.approve("west", "2025-02").is_ok() {
            let own = everything_seen(&world.state, &Scope::Park("east".into()));
            let line_of_west = format!("\"park\":\"west\",\"month\":\"2025-02\",\"value\":\"{secret}\"");
            prop_assert!(!own.contains(&line_of_west));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_zone_total_is_the_sum_of_its_parks_or_says_who_is_missing(history in any_history(), of in any_month()) {
        let world = lived(history);
        let seen = Seen::new(&world.state, &Scope::Leading).expect("a zone");
        let zone = zone();
        for code in ["revenue", "firms", "persons"] {
            let indicator = zone.indicator(&code.into()).expect("it is defined");
            for basis in [Basis::Month, Basis::Cumulative] {
                let total = seen.indicator(&Subject::Zone, indicator, of, basis);
                let parks = PARKS.map(|park| {
                    (ParkId::from(park), seen.indicator(&Subject::Park(park.into()), indicator, of, basis).value)
                });
                let sum = Sum::of(parks);
                prop_assert_eq!(total.missing, sum.missing);
                prop_assert_eq!(total.value.ok(), sum.value.ok());
            }
        }
    }

    #[test]
    fn months_add_up_to_the_cumulative_figure(history in any_history(), of in any_month()) {
        let world = lived(history);
        let seen = Seen::new(&world.state, &Scope::Leading).expect("a zone");
        let zone = zone();
        for code in ["revenue", "firms"] {
            let indicator = zone.indicator(&code.into()).expect("it is defined");
            for park in PARKS {
                let value = |month, basis| seen.indicator(&Subject::Park(park.into()), indicator, month, basis).value;
                let months: Result<Vec<Decimal>, Gap> = of.january().to(of).map(|month| value(month, Basis::Month)).collect();
                if let Ok(months) = months {
                    prop_assert_eq!(value(of, Basis::Cumulative), Ok(months.into_iter().sum()));
                }
            }
        }
    }

    #[test]
    fn a_changed_byte_is_found(history in any_history(), place in any::<prop::sample::Index>(), bit in 0..7_u8) {
        let mut world = lived(history);
        let victim = place.index(world.journal.len());
        let mut bytes = world.journal[victim].text.clone().into_bytes();
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        world.journal[victim].text = text;
        let mut state = State::default();
        let mut found = None;
        for stored in &world.journal {
            match journal::read(state.head(), stored) {
                Ok(entry) => state.apply(entry),
                Err(damage) => { found = Some(damage); break }
            }
        }
        prop_assert_eq!(found, Some(Damage::Hash { position: victim as u64 + 1 }));
    }
}
