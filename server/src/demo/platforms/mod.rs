//! Platforms of the demonstration: twenty of six owners, and two years of bookings in every state.
//!
//! Everything is planned before anything happens: slots are given out here as well as by the rules, so that
//! every command passes and the same seed tells the same story.

mod catalogue;
mod course;
mod enterprises;

use duoyuan_core::access::Actor;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Month;
use duoyuan_core::platform::{BookingId, Command, Step};
use duoyuan_core::state;
use duoyuan_core::zone::Zone;
use jiff::Timestamp;
use oorandom::Rand32;

use super::world::World;
use super::{DemoError, accounts};

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

/// All deeds up to the end of the last month, in no order.
pub(super) fn plan(zone: &Zone, seed: u64, until: Month) -> Vec<Deed> {
    let mut random = Rand32::new(seed ^ 0x706c_6174);
    let first = until.plus(1 - MONTHS);
    let end = super::story::moment(until.plus(1), 1, 0, 0);
    let mut deeds = catalogue::register(zone, first);
    let enterprises = enterprises::all(zone);
    let mut planner = course::Planner::new(&enterprises, &mut random, super::story::moment(first, 6, 0, 0), until);
    // Into the month after, so that the last days have bookings to come.
    for month in first.to(until.plus(1)) {
        planner.month(zone, month);
    }
    deeds.extend(planner.deeds);
    deeds.extend(catalogue::maintenance(first, until));
    deeds.retain(|deed| deed.at < end);
    deeds
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
