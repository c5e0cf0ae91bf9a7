//! Credit lines 授信额度: what is promised or lent out and not yet paid back is gone from the line.

use rust_decimal::Decimal;

use super::booking::{Booking, Stage};
use super::register::Held;
use super::resource::{Class, Mode};

impl Booking {
    /// How much of a credit line it takes: what was agreed on, then what was drawn and is not paid back. A request
    /// takes nothing before it is accepted.
    pub(crate) fn taken_credit(&self) -> Decimal {
        match (self.stage, &self.usage) {
            (Stage::Accepted | Stage::CheckedIn, _) => self.request.amount,
            (Stage::Done, Some(usage)) => usage.credit.saturating_sub(self.repaid).max(Decimal::ZERO),
            _ => Decimal::ZERO,
        }
    }
}

impl Held {
    /// Whether it is a sum of money that is asked for in parts.
    pub(crate) fn is_credit(&self) -> bool {
        self.resource.class == Class::Credit && self.resource.mode == Mode::Request
    }

    /// How much of the line is taken.
    pub(crate) fn lent(&self) -> Decimal {
        self.credit.values().fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part))
    }

    /// How much of the line can still be promised.
    pub(crate) fn left(&self) -> Decimal {
        self.resource.capacity.saturating_sub(self.lent()).max(Decimal::ZERO)
    }

    /// Takes note of what a booking takes now.
    pub(crate) fn owe(&mut self, booking: &Booking) {
        match booking.taken_credit() {
            part if part > Decimal::ZERO && self.is_credit() => self.credit.insert(booking.id, part),
            _ => self.credit.remove(&booking.id),
        };
    }
}
