//! Ten years of thirty parks, two million entries: how long a start takes, how long any view of any past position, and
//! what the past states that are kept weigh beside today's.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use duoyuan_core::access::{Actor, Role, Scope};
use duoyuan_core::id::{Code, ListingId, MatchId, ParkId};
use duoyuan_core::journal::{Head, Stored, write};
use duoyuan_core::openness::Period;
use duoyuan_core::period::{Basis, Month, day_of};
use duoyuan_core::platform::{self, BookingId, Enterprise, Evidence, Openness, Request, Slot, Step, Usage};
use duoyuan_core::series::Seen;
use duoyuan_core::sharing::{self, Audience, Party, Posting, Quantity, Side};
use duoyuan_core::state::{Event, State};
use duoyuan_core::view::{self, Selection};
use duoyuan_core::zone::Zone;
use duoyuan_server::engine::{BATCH, Engine, INTERVAL, write_snapshot};
use duoyuan_server::store::Store;
use duoyuan_server::store::sqlite::Sqlite;
use duoyuan_tests::Server;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rust_decimal::Decimal;

use crate::memory::resident;
use crate::openness::{PLATFORMS, code, details, id, zone};
use crate::{Limit, line, median, p95, synthetic};

const ENTRIES: u64 = 2_000_000;
const YEARS: i64 = 10;
/// A booking at every step, a transfer at every eleventh.
const STEPS: u64 = 550_000;
const LOOKS: u64 = 40;

pub fn run() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(&data).expect("a store"));
    let mut decade = Decade::new(store.clone());
    decade.fill();
    let last = decade.head.position;
    drop(decade);
    line("past_entries", last as f64, "entries", Limit::None);

    let before = resident();
    let today = alone(store.as_ref());
    let weight = resident() - before;
    line("past_baseline_state_alone", weight, "MB", Limit::None);
    let before = resident();
    let engine = Engine::open(store.clone()).expect("a sound journal");
    let kept = resident() - before;
    line("past_states_kept", kept, "MB", Limit::None);
    line("past_states_kept_ratio", kept / weight, "of_state_alone", Limit::Most(1.2));
    assert_eq!(*engine.read(), today);
    drop(today);
    looks_back(&engine, last);
    starts(engine, store, folder.path());
}

/// A start of the program with a snapshot and without, and what goes on beside serving after it.
fn starts(engine: Engine, store: Arc<dyn Store>, folder: &Path) {
    // As many entries lie after it as may.
    let before = engine.position() - (INTERVAL - 1);
    let state = engine.at(before).expect("a sound journal").expect("it is there");
    let start = Instant::now();
    write_snapshot(store.as_ref(), &state).expect("room");
    line("past_snapshot_written", start.elapsed().as_secs_f64(), "s", Limit::None);
    let snapshot = folder.join("data/snapshot");
    let size = std::fs::metadata(&snapshot).expect("it is there").len();
    line("past_snapshot_size", size as f64 / 1e6, "MB", Limit::None);
    let today = engine.read();
    drop((state, engine, store));

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let started = || {
        let mut server = Server::without_data(folder);
        let start = Instant::now();
        runtime.block_on(server.start());
        let seconds = start.elapsed().as_secs_f64();
        runtime.block_on(server.kill());
        seconds
    };
    line("past_start", median((0..3).map(|_| started()).collect()), "s", Limit::Most(2.0));
    let kept = std::fs::read(&snapshot).expect("it is there");
    std::fs::remove_file(&snapshot).expect("it is there");
    line("past_baseline_start_of_all_entries", started(), "s", Limit::None);
    std::fs::write(&snapshot, kept).expect("room");

    let store = Arc::new(Sqlite::open(folder.join("data")).expect("a store"));
    let engine = Engine::open(store).expect("a sound journal");
    assert_eq!(*engine.read(), *today);
    let start = Instant::now();
    engine.prove().expect("a sound journal");
    line("past_snapshot_proven", start.elapsed().as_secs_f64(), "s", Limit::None);
    assert_eq!(*engine.read(), *today);
}

fn looks_back(engine: &Engine, last: u64) {
    let mut looks = Vec::new();
    let mut views: [Vec<f64>; 3] = Default::default();
    for number in 1..=LOOKS {
        let position = number * 7_919_333 % last + 1;
        let start = Instant::now();
        let state = engine.at(position).expect("a sound journal").expect("it is there");
        looks.push(milliseconds(start));
        let now = state.head().at.expect("it has entries");
        let Some(seen) = Seen::new(&state, &Scope::Leading) else { continue };
        let month = Month::of(day_of(now));
        let period = Period { from: month.plus(-11), to: month };
        let all: [&dyn Fn(); 3] = [
            &|| drop(std::hint::black_box(view::board(seen, None, Basis::Month, now))),
            &|| drop(std::hint::black_box(view::sharing(seen, &Selection::default(), now))),
            &|| drop(std::hint::black_box(view::openness(seen, period, now))),
        ];
        for (look, times) in all.iter().zip(&mut views) {
            let start = Instant::now();
            look();
            times.push(looks[looks.len() - 1] + milliseconds(start));
        }
    }
    line("past_state_median", median(looks.clone()), "ms", Limit::None);
    line("past_state_p95", p95(looks), "ms", Limit::None);
    for (name, times) in ["board", "sharing", "openness"].into_iter().zip(views) {
        line(&format!("past_view_{name}_p95"), p95(times), "ms", Limit::Most(300.0));
    }
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// Today's state and nothing beside it.
fn alone(store: &dyn Store) -> State {
    let mut state = State::default();
    loop {
        let mut batch = Vec::new();
        let read = store.read_after(state.head().position, &mut |stored| {
            batch.push(stored);
            batch.len() < BATCH
        });
        read.expect("a sound store");
        if batch.is_empty() {
            return state;
        }
        duoyuan_server::engine::replay(&mut state, &batch).expect("a sound journal");
    }
}

/// Writes the journal as it goes on.
struct Decade {
    store: Arc<dyn Store>,
    zone: Arc<Zone>,
    codes: Vec<Code>,
    head: Head,
    now: Timestamp,
    written: Vec<Stored>,
}

impl Decade {
    fn new(store: Arc<dyn Store>) -> Self {
        let zone = zone();
        let codes = zone.form.items.iter().map(|item| item.code.clone()).collect();
        let now = "2016-01-01T00:00:00Z".parse().expect("a moment");
        Self { store, zone, codes, head: Head::default(), now, written: Vec::new() }
    }

    fn add(&mut self, by: &ParkId, event: Event) -> u64 {
        let by =
            Actor { account: by.as_str().into(), name: "分园办公室".to_owned(), role: Role::Park(by.clone()) };
        let stored = write(&self.head, self.now, &by, &event);
        self.head = Head { position: stored.position, hash: stored.hash, at: Some(self.now) };
        self.written.push(stored);
        if self.written.len() == BATCH {
            self.flush();
        }
        self.head.position
    }

    fn flush(&mut self) {
        let batch = std::mem::take(&mut self.written);
        self.store.append(self.head.position - batch.len() as u64, &batch).expect("room");
    }

    fn park(&self, place: u64) -> ParkId {
        self.zone.parks[(place % self.zone.parks.len() as u64) as usize].id.clone()
    }

    fn fill(&mut self) {
        let first = self.park(0);
        let zone = self.zone.clone();
        self.add(&first, Event::ZoneAdopted { zone, demo: true, begins: None });
        for n in 0..PLATFORMS {
            self.add(&first, Event::Platform(platform::Event::Registered { platform: id(n), details: details(n) }));
            for park in self.zone.clone().parks.iter().map(|park| park.id.clone()) {
                let (openness, evidence) = (Openness::Open, Evidence { document: "协议".to_owned(), digest: None });
                let since = "2016-01-01".parse().expect("a day");
                let set = platform::Event::OpennessSet { platform: id(n), park, openness, since, evidence };
                self.add(&first, Event::Platform(set));
            }
        }
        let start = self.now;
        let mut asked = Vec::new();
        let mut month = Month::of(day_of(start));
        for step in 0..STEPS {
            let minutes = step * (YEARS * 365 * 24 * 60) as u64 / STEPS;
            self.now = start + SignedDuration::from_mins(minutes as i64);
            let this = Month::of(day_of(self.now));
            if this != month {
                self.reports(month);
                month = this;
            }
            asked.push(self.book(step));
            self.go_on(&asked, step.checked_sub(20), Step::Accepted { note: String::new() });
            let used = Usage { hours: 2.into(), income: 600.into(), ..Usage::default() };
            self.go_on(&asked, step.checked_sub(400), Step::Used(used));
            if step % 11 == 0 {
                self.transfer(step / 11);
            }
        }
        self.flush();
        assert!(self.head.position >= ENTRIES, "{}", self.head.position);
    }

    fn reports(&mut self, month: Month) {
        let zone = self.zone.clone();
        for park in zone.parks.iter().map(|park| &park.id) {
            let seed = self.head.position;
            let event = synthetic::submission(park.as_str(), month, &self.codes, seed);
            self.add(park, event);
            self.add(park, Event::ReportApproved { park: park.clone(), month });
        }
        let first = self.park(0);
        self.add(&first, Event::PeriodClosed { month });
    }

    fn book(&mut self, step: u64) -> BookingId {
        let from = self.now + SignedDuration::from_hours(48);
        let park = self.park(step * 7919);
        let request = Request {
            platform: id(step as usize % PLATFORMS),
            resource: "r".into(),
            park: park.clone(),
            enterprise: Enterprise { code: code(step as usize % 20_000), name: "某公司".to_owned() },
            slot: Some(Slot { from, to: from + SignedDuration::from_hours(2) }),
            amount: 1.into(),
            purpose: "检测".to_owned(),
        };
        let requested = platform::Event::Requested { request, waitlisted: false };
        BookingId(self.add(&park, Event::Platform(requested)))
    }

    fn go_on(&mut self, asked: &[BookingId], which: Option<u64>, step: Step) {
        let Some(booking) = which.and_then(|which| asked.get(which as usize)) else { return };
        let by = self.park(0);
        self.add(&by, Event::Platform(platform::Event::Booking { booking: *booking, step }));
    }

    fn transfer(&mut self, number: u64) {
        let (giver, taker) = (self.park(number), self.park(number + 1 + number / 30 % 29));
        let zone = self.zone.clone();
        let element = &zone.sharing.as_ref().expect("it ships").elements[number as usize % 6];
        let stages: Vec<_> = element.stages.iter().map(|stage| stage.id.clone()).collect();
        let quantity = Some(Quantity { value: Decimal::from(number % 90 + 1), unit: element.units[0].clone() });
        let posting = Posting {
            side: Side::Need,
            element: element.id.clone(),
            title: format!("第{number}条供需信息"),
            quantity: quantity.clone(),
            industry: None,
            valid_until: day_of(self.now).saturating_add(60.days()),
            visible: Audience::All,
        };
        let posted = sharing::Event::ListingPosted { park: taker.clone(), posting };
        let need = Some(ListingId(self.add(&taker, Event::Sharing(posted))));
        let proposed = sharing::Event::MatchProposed {
            giver: giver.clone(),
            taker: taker.clone(),
            element: element.id.clone(),
            title: format!("第{number}项对接"),
            quantity,
            offer: None,
            need,
            proposer: Party::Park(giver.clone()),
            suggested: false,
            why: String::new(),
        };
        let matched = MatchId(self.add(&giver, Event::Sharing(proposed)));
        self.add(&taker, Event::Sharing(sharing::Event::MatchAccepted { matched, park: taker.clone() }));
        for (stage, is_last) in [(stages[0].clone(), false), (stages[stages.len() - 1].clone(), true)] {
            let unit = element.measure.unit.clone();
            let effect = is_last.then(|| Quantity { value: Decimal::from(number % 900 + 1), unit });
            let (park, note) = (giver.clone(), String::new());
            self.add(&giver, Event::Sharing(sharing::Event::StageReported { matched, park, stage, effect, note }));
            self.add(&taker, Event::Sharing(sharing::Event::StageConfirmed { matched, park: taker.clone() }));
        }
    }
}
