//! Platforms of the demonstration: twenty of six owners, and two years of bookings in every state.
//!
//! Everything is planned before anything happens: slots are given out here as well as by the rules, so that
//! every command passes and the same seed tells the same story.

mod catalogue;
mod course;
mod enterprises;
mod wording;

use std::collections::BTreeSet;

use duoyuan_core::access::Actor;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Month;
use duoyuan_core::platform::{BookingId, Command, Step};
use duoyuan_core::state;
use duoyuan_core::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use oorandom::Rand32;

use super::world::World;
use super::{DemoError, accounts, story};

/// Months of bookings.
const MONTHS: i32 = 24;

/// Something that happens to platforms.
pub(super) struct Deed {
    pub at: Timestamp,
    pub by: By,
    pub what: What,
}

/// Who does it.
#[derive(Clone)]
pub(super) enum By {
    Park(ParkId),
    /// The owner of that place in the configuration.
    Owner(usize),
}

/// What it is. Bookings are known by their number in the plan until they have happened.
pub(super) enum What {
    Do(Command),
    Ask { number: usize, command: Command },
    Step { number: usize, step: Step },
}

/// All deeds up to now, in no order: what was asked for and not answered yet is waiting, its clock running. Of
/// a month long past the story goes on for one more month.
pub(super) fn plan(zone: &Zone, seed: u64, until: Month, now: Timestamp) -> Vec<Deed> {
    let mut random = Rand32::new(seed ^ 0x706c_6174);
    let first = until.plus(1 - MONTHS);
    // The hour, so that a demonstration made twice in a row is the same one.
    let hour = Timestamp::from_second(now.as_second().div_euclid(3600) * 3600).unwrap_or(now);
    let end = story::moment(until.plus(2), 1, 0, 0).min(hour);
    let mut deeds = catalogue::register(zone, first);
    let enterprises = enterprises::all(zone);
    let mut planner = course::Planner::new(&enterprises, &mut random, story::moment(first, 6, 0, 0));
    // Beyond the end, so that the last days have bookings to come.
    for month in first.to(until.plus(3)) {
        planner.month(zone, month);
    }
    deeds.extend(planner.deeds);
    deeds.extend(catalogue::maintenance(first, until.plus(3)));
    deeds.retain(|deed| deed.at < end);
    leave_open(&mut deeds, end);
    deeds
}

/// Every other request of the last days has no answer yet.
fn leave_open(deeds: &mut Vec<Deed>, end: Timestamp) {
    let fresh = end.saturating_sub(SignedDuration::from_hours(46)).unwrap_or(end);
    let asked = deeds.iter().filter_map(|deed| match deed.what {
        What::Ask { number, .. } if deed.at > fresh && number % 2 == 0 => Some(number),
        _ => None,
    });
    let mut open: BTreeSet<usize> = asked.collect();
    // Somebody may wait in line for what is to be cancelled.
    for deed in deeds.iter() {
        if let What::Step { number, step: Step::Cancelled { .. } } = &deed.what {
            open.remove(number);
        }
    }
    deeds.retain(|deed| !matches!(deed.what, What::Step { number, .. } if open.contains(&number)));
}

/// Carries one deed out.
pub(super) fn carry_out(world: &mut World, deed: Deed) -> Result<(), DemoError> {
    let Deed { at, by, what } = deed;
    let actor: Actor = match by {
        By::Park(park) => accounts::park(&world.zone, &park),
        By::Owner(index) => accounts::owner(&world.zone.owners[index]),
    };
    let (number, command) = match what {
        What::Do(command) => (None, command),
        What::Ask { number, command } => (Some(number), command),
        What::Step { number, step } => {
            // A request that was never made has no steps.
            let Some(booking) = world.bookings.get(&number).copied() else { return Ok(()) };
            (None, Command::Step { booking, step })
        }
    };
    world.act(&actor, &state::Command::Platform(command), at)?;
    if let Some(number) = number {
        world.bookings.insert(number, BookingId(world.state.head().position));
    }
    Ok(())
}
