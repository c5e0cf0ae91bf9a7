//! What a credit line still has, and what is paid back to it.

use rust_decimal::Decimal;

use super::{Case, conflict, invalid, positive};
use crate::format;
use crate::platform::booking::Booking;
use crate::platform::register::Held;
use crate::state::Rejection;
use crate::words::{Message, key};

impl Case<'_> {
    /// Whether a sum is left of a credit line, when its owner accepts. Anything else has enough.
    pub(super) fn is_lendable(&self, held: &Held, amount: Decimal) -> Result<(), Rejection> {
        if !held.is_credit() || amount <= held.left() {
            return Ok(());
        }
        let plain = format::exact;
        let message = Message::new(key::PF_CREDIT_LEFT).with("resource", &held.resource.name);
        let message = message.with("capacity", plain(held.resource.capacity)).with("unit", &held.resource.unit);
        let message = message.with("taken", plain(held.lent())).with("left", plain(held.left()));
        Err(conflict(message.with("found", plain(amount))))
    }
}

/// Nobody pays back what was not drawn.
pub(super) fn repayment_fits(booking: &Booking, credit: Decimal) -> Result<(), Rejection> {
    positive(credit, key::PF_BAD_CREDIT)?;
    let owed = booking.taken_credit();
    if credit > owed {
        let message = Message::new(key::PF_REPAID_TOO_MUCH).with("found", format::exact(credit));
        return Err(invalid(message.with("most", format::exact(owed))));
    }
    Ok(())
}
