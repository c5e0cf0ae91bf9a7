//! Seats for connections. When all are taken, somebody who does nothing gives his up.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// All seats.
pub(super) struct Room {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    seats: HashMap<u64, State>,
}

struct State {
    peer: IpAddr,
    /// Requests under way; their answers too.
    busy: usize,
    /// Whether there has ever been one.
    asked: bool,
    /// Since when there have been none.
    since: Instant,
    give_up: Arc<Notify>,
}

/// One connection's seat; free again when dropped.
pub(super) struct Seat {
    pub peer: IpAddr,
    number: u64,
    room: Arc<Room>,
    give_up: Arc<Notify>,
}

/// A request under way; over when dropped.
pub(super) struct Stay(Arc<Seat>);

impl Room {
    pub fn new(most: usize) -> Self {
        Self { most, taken: Mutex::default() }
    }

    /// A seat for a new connection. `None` when all are taken by those who are being served.
    pub fn seat(self: &Arc<Self>, peer: IpAddr) -> Option<Seat> {
        if self.taken().seats.len() >= self.most && !self.make_room() {
            return None;
        }
        let mut taken = self.taken();
        let number = taken.next;
        taken.next += 1;
        let give_up = Arc::new(Notify::new());
        taken
            .seats
            .insert(number, State { peer, busy: 0, asked: false, since: Instant::now(), give_up: give_up.clone() });
        Some(Seat { peer, number, room: self.clone(), give_up })
    }

    /// Ends a connection that does nothing, and half a head is nothing: one that has never asked anything before
    /// one that has, of the address that holds the most, the longest idle one.
    pub fn make_room(&self) -> bool {
        let mut taken = self.taken();
        let mut held: HashMap<IpAddr, usize> = HashMap::new();
        taken.seats.values().for_each(|seat| *held.entry(seat.peer).or_default() += 1);
        let idle = taken.seats.iter().filter(|(_, seat)| seat.busy == 0);
        let order = |(number, seat): &(&u64, &State)| {
            (seat.asked, std::cmp::Reverse(held.get(&seat.peer).copied().unwrap_or(0)), seat.since, **number)
        };
        let Some(number) = idle.min_by_key(order).map(|(number, _)| *number) else { return false };
        if let Some(seat) = taken.seats.remove(&number) {
            seat.give_up.notify_one();
        }
        true
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Comes true when the seat is wanted by somebody else.
    pub async fn given_up(&self) {
        self.give_up.notified().await;
    }

    /// Comes true when nothing has been asked for so long from the beginning.
    pub async fn says_nothing(&self, first: Duration) {
        tokio::time::sleep(first).await;
        let has_asked = self.room.taken().seats.get(&self.number).is_some_and(|seat| seat.asked);
        if has_asked {
            std::future::pending().await
        }
    }

    pub fn is_idle(&self) -> bool {
        self.room.taken().seats.get(&self.number).is_none_or(|seat| seat.busy == 0)
    }

    /// Not idle from now until what is answered is dropped.
    pub fn stay(self: Arc<Self>) -> Stay {
        self.count(|busy| busy + 1);
        Stay(self)
    }

    fn count(&self, change: impl FnOnce(usize) -> usize) {
        if let Some(seat) = self.room.taken().seats.get_mut(&self.number) {
            seat.busy = change(seat.busy);
            seat.asked = true;
            seat.since = Instant::now();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.taken().seats.remove(&self.number);
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.0.count(|busy| busy.saturating_sub(1));
    }
}
