//! A zone as large as any will be: thirty parks, made in memory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use duoyuan_core::id::ParkId;
use duoyuan_core::journal::{Entry, Hash};
use duoyuan_core::state;
use duoyuan_core::zone::Zone;
use jiff::{SignedDuration, Timestamp};

use crate::{median, synthetic};

pub const PARKS: usize = 30;

/// Its state, and what it took to get there.
pub struct State {
    pub state: state::State,
    pub zone: Arc<Zone>,
    applying: Duration,
}

impl State {
    pub fn new() -> Self {
        let mut zone = Arc::unwrap_or_clone(synthetic::zone());
        let pattern = zone.parks[0].clone();
        zone.parks =
            (0..PARKS).map(|n| duoyuan_core::zone::Park { id: park(n), main: n == 0, ..pattern.clone() }).collect();
        let zone = Arc::new(zone);
        let mut made = Self { state: state::State::default(), zone: zone.clone(), applying: Duration::ZERO };
        made.add(start(), state::Event::ZoneAdopted { zone, demo: true });
        made
    }

    /// Takes an event in; its position.
    fn add(&mut self, at: Timestamp, event: state::Event) -> u64 {
        let position = self.state.head().position + 1;
        let entry = Entry { position, at, by: synthetic::actor("a"), event, hash: Hash::default() };
        let begun = Instant::now();
        self.state.apply(entry);
        self.applying += begun.elapsed();
        position
    }

    /// Takes in an event of sharing; its position.
    pub fn share(&mut self, at: Timestamp, event: duoyuan_core::sharing::Event) -> u64 {
        self.add(at, state::Event::Sharing(event))
    }

    /// Microseconds an entry took on average.
    pub fn micros_an_entry(&self) -> f64 {
        self.applying.as_secs_f64() * 1e6 / self.state.head().position as f64
    }
}

/// The id of park `number`.
pub fn park(number: usize) -> ParkId {
    ParkId::new(format!("park-{number:02}"))
}

/// The first moment.
pub fn start() -> Timestamp {
    "2024-11-01T02:00:00Z".parse().expect("a moment")
}

/// The moment the views are looked at: two years later.
pub fn now() -> Timestamp {
    start() + SignedDuration::from_hours(2 * 365 * 24)
}

/// Milliseconds of `look`, the middle of several.
pub fn millis<T>(rounds: usize, look: impl Fn() -> T) -> f64 {
    let round = |_| {
        let begun = Instant::now();
        std::hint::black_box(look());
        begun.elapsed().as_secs_f64() * 1e3
    };
    median((0..rounds).map(round).collect())
}
