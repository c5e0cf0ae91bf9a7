//! Platforms as parks and owners see them: the catalogue, what is free, bookings, an owner's work.
//!
//! A park sees of others' bookings that something is taken, and never who, for whom or what for.

mod availability;
mod booking;
mod catalogue;
mod mine;
mod page;
mod strip;
mod work;

pub use availability::{Availability, Free, Search, availability};
pub use booking::{Act, BookingLine, BookingPage, Clock, StepKind, StepLine, booking};
pub use catalogue::{Catalogue, Entitled, Maintenance, PlatformCard, Ratings, ResourceCard, catalogue};
pub(super) use catalogue::{platform_is_visible, shows_park};
pub use mine::{MyBookings, ParkDesk, my_bookings, park_desk};
pub use page::{PlatformPage, Taken, platform};
pub use strip::{StripHour, StripState, strip, strip_day, strip_hours};
pub use work::{RatedPlatform, Work, WorkSummary, work, work_summary};
