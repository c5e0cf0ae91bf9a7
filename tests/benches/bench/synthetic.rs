//! Journals and zones of any size, made in memory.

use std::sync::Arc;

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::figure::Mark;
use duoyuan_core::id::Code;
use duoyuan_core::journal::{Entry, Hash, Head, Stored, write};
use duoyuan_core::period::Month;
use duoyuan_core::report::{Cell, Row, Source};
use duoyuan_core::state::Event;
use duoyuan_core::zone::{Zone, load, shipped};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

/// The zone that ships.
pub fn zone() -> Arc<Zone> {
    Arc::new(load(&shipped()).expect("what ships is sound"))
}

/// The same with a form of `count` items, none of which any rule speaks of.
pub fn large(count: usize) -> Zone {
    let mut zone = Arc::unwrap_or_clone(zone());
    let pattern = zone.form.items[0].clone();
    zone.rules.clear();
    zone.form.items = (0..count)
        .map(|n| {
            let mut item = pattern.clone();
            item.code = Code::new(format!("x{n:05}"));
            item.name = format!("指标{n}");
            item.part_of = None;
            item
        })
        .collect();
    zone
}

/// A park’s office.
pub fn actor(park: &str) -> Actor {
    Actor { account: park.into(), name: "分园办公室".to_owned(), role: Role::Park(park.into()) }
}

/// The first moment of the journals made here.
pub fn start() -> Timestamp {
    "2024-01-01T00:00:00Z".parse().expect("a moment")
}

/// Entry `number`’s moment.
pub fn moment(number: u64) -> Timestamp {
    start() + SignedDuration::from_secs(number as i64)
}

/// A report of these items.
pub fn submission(park: &str, month: Month, codes: &[Code], seed: u64) -> Event {
    let row = |(index, code): (usize, &Code)| Row {
        item: code.clone(),
        value: Some(Decimal::new(10_000_000 + ((seed * 7919 + index as u64 * 104_729) % 90_000_000) as i64, 2)),
        mark: Mark::None,
        cell: Some(Cell { row: 6 + index as u32, column: 5 }),
    };
    let source = Source::Workbook {
        file: format!("HGX-M1_{park}_{month}.xlsx"),
        digest: Hash::of(&seed.to_le_bytes()).to_string(),
        sheet: "月报".to_owned(),
    };
    Event::ReportSubmitted {
        park: park.into(),
        month,
        rows: codes.iter().enumerate().map(row).collect(),
        answers: Vec::new(),
        adjustments: Vec::new(),
        source,
    }
}

/// An event as the entry after `head`.
pub fn entry(head: &Head, event: Event) -> Entry {
    let position = head.position + 1;
    let by = actor("a");
    Entry { position, at: moment(position), by, event, hash: head.hash }
}

/// A journal of submissions and approvals in turn, as in a working zone, and how many figures it sets.
pub fn journal(entries: u64) -> (Vec<Stored>, u64) {
    let zone = zone();
    let codes: Vec<Code> = zone.form.items.iter().map(|item| item.code.clone()).collect();
    let parks: Vec<String> = zone.parks.iter().map(|park| park.id.to_string()).collect();
    let first: Month = "2005-01".parse().expect("a month");
    let office = Actor { account: "office".into(), name: "领导小组办公室".to_owned(), role: Role::Office };
    let mut head = Head::default();
    let mut stored = Vec::with_capacity(entries as usize);
    let mut figures = 0;
    for number in 0..entries {
        let report = number / 2;
        let park = &parks[report as usize % parks.len()];
        let month = first.plus((report as usize / parks.len() % 240) as i32);
        let (by, event) = match number % 2 {
            0 => {
                figures += codes.len() as u64;
                (actor(park), submission(park, month, &codes, report))
            }
            _ => (office.clone(), Event::ReportApproved { park: park.as_str().into(), month }),
        };
        let next = write(&head, moment(number), &by, &event);
        head = Head { position: next.position, hash: next.hash, at: Some(moment(number)) };
        stored.push(next);
    }
    (stored, figures)
}

/// A journal of months closed and opened: entries that hold next to nothing.
pub fn small_journal(entries: u64) -> Vec<Stored> {
    let office = Actor { account: "office".into(), name: "领导小组办公室".to_owned(), role: Role::Office };
    let first: Month = "2005-01".parse().expect("a month");
    let mut head = Head::default();
    let mut stored = Vec::with_capacity(entries as usize);
    for number in 0..entries {
        let event = Event::PeriodClosed { month: first.plus((number % 240) as i32) };
        let next = write(&head, moment(number), &office, &event);
        head = Head { position: next.position, hash: next.hash, at: Some(moment(number)) };
        stored.push(next);
    }
    stored
}
