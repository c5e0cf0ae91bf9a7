//! What a booking takes: a slot, an amount, an enterprise; and what is used of it in the end.

use duoyuan_core::id::ParkId;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::platform::{Class, Enterprise, Slot, Usage};
use duoyuan_core::zone::Zone;
use rust_decimal::Decimal;

use super::{Planner, Way};
use crate::demo::platforms::catalogue::{Sort, Thing};
use crate::demo::story::moment;

impl Planner<'_> {
    pub(super) fn usage(&mut self, way: &Way<'_>, slot: Option<Slot>) -> Usage {
        let hours = match slot {
            // Desks and units are let by the month: nobody counts their hours.
            Some(slot) if slot.length().as_hours() > 24 => Decimal::ZERO,
            Some(slot) => Decimal::from(slot.length().as_hours()) * Decimal::from(way.amount),
            None if way.thing.class == Class::Service => Decimal::from(self.random.rand_range(2..9)),
            None => Decimal::ZERO,
        };
        let months = slot.map_or(1, |slot| (slot.length().as_hours() / (24 * 28)).max(1));
        let price = Decimal::from(way.thing.price.0);
        let income = match way.thing.price.1 {
            "小时" | "席·小时" => hours * price,
            _ => price * Decimal::from(way.amount * months),
        };
        let samples = if way.thing.class == Class::Instrument { self.random.rand_range(1..9) } else { 0 };
        let credit = if way.thing.class == Class::Credit { Decimal::from(way.amount * 9 / 10) } else { Decimal::ZERO };
        Usage { hours, samples: samples.into(), credit, income }
    }

    pub(super) fn amount(&mut self, thing: &Thing) -> i64 {
        match (thing.class, thing.id) {
            (Class::Credit, _) => i64::from(self.random.rand_range(1..6)) * 100,
            (_, "desk") => i64::from(self.random.rand_range(1..6)),
            (_, "seat") => i64::from(self.random.rand_range(1..3)),
            _ => 1,
        }
    }

    /// A slot of the month in which enough is left: half a working day, or all of it for what is let by the month.
    pub(super) fn slot(
        &mut self,
        sort: &'static Sort,
        thing: &'static Thing,
        amount: i64,
        month: Month,
    ) -> Option<Slot> {
        let by_month = matches!(thing.id, "desk" | "unit");
        for _ in 0..8 {
            let slot = if by_month {
                Slot { from: moment(month, 1, 0, 0), to: moment(month.plus(1), 1, 0, 0) }
            } else {
                let day = self.random.rand_range(2..29) as i8;
                let (from, to) = if self.random.rand_range(0..2) == 0 { (9, 12) } else { (14, 17) };
                let slot = Slot { from: moment(month, day, from, 0), to: moment(month, day, to, 0) };
                if day_of(slot.from).weekday().to_monday_one_offset() > 5 {
                    continue;
                }
                slot
            };
            let gone = self.gone.entry((sort.id, thing.id, slot.from)).or_default();
            if *gone + amount <= thing.capacity {
                *gone += amount;
                return Some(slot);
            }
        }
        None
    }

    pub(super) fn enterprise(&mut self, zone: &Zone, park: &ParkId) -> Enterprise {
        let place = zone.parks.iter().position(|it| it.id == *park).unwrap_or_default();
        let all = &self.enterprises[place];
        all[self.random.rand_range(0..all.len() as u32) as usize].clone()
    }
}
