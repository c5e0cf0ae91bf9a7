//! What the parks deal in: some two hundred offers and needs over two years, most of which find one another, go
//! through their stages and land; some are declined, lapse, are disputed or given up, and some wait in vain.

use duoyuan_core::id::ParkId;
use duoyuan_core::period::{BEIJING, Month, day_of};
use duoyuan_core::sharing::{Audience, Element, Posting, Quantity, Side};
use duoyuan_core::zone::Zone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use oorandom::Rand32;
use rust_decimal::Decimal;

use super::share::{Direct, Move, What};
use super::story::moment;
use super::{Plan, wording};

/// Months in which parks share.
const MONTHS: i32 = 24;
/// Pairs of parks, by their place in the configuration, that have not found one another.
const STRANGERS: [[usize; 2]; 4] = [[2, 5], [3, 7], [2, 6], [4, 5]];
/// How often each element is dealt in, of 16, in the order of the configuration.
const OFTEN: [u32; 6] = [4, 2, 3, 3, 3, 1];

/// All of it, in no order.
pub(super) fn tell(zone: &Zone, plan: Plan) -> Vec<(Timestamp, Move)> {
    let Some(rules) = &zone.sharing else { return Vec::new() };
    let joined = zone.parks.iter().filter_map(|park| park.first_report()).max().unwrap_or(plan.until);
    let start = plan.until.plus(1 - MONTHS).max(joined);
    let mut teller =
        Teller { zone, random: Rand32::new(plan.seed ^ 0x7368_6172), moves: Vec::new(), end: end(plan), deal: 0 };
    for month in start.to(plan.until.plus(1)) {
        for _ in 0..teller.random.rand_range(7..12) {
            let mut turn = teller.random.rand_range(0..OFTEN.iter().sum());
            let place = OFTEN.iter().position(|often| match turn.checked_sub(*often) {
                Some(rest) => {
                    turn = rest;
                    false
                }
                None => true,
            });
            if let Some(element) = rules.elements.get(place.unwrap_or_default()) {
                teller.deal(element, month);
            }
        }
    }
    teller.moves
}

/// Nothing happens after yesterday, or after the month that follows the last one reported.
fn end(plan: Plan) -> Timestamp {
    let today = BEIJING.to_timestamp(day_of(plan.now).at(0, 0, 0, 0)).unwrap_or(plan.now);
    today.min(moment(plan.until.plus(1), 28, 18, 0))
}

struct Teller<'a> {
    zone: &'a Zone,
    random: Rand32,
    moves: Vec<(Timestamp, Move)>,
    end: Timestamp,
    deal: usize,
}

impl Teller<'_> {
    fn deal(&mut self, element: &Element, month: Month) {
        self.deal += 1;
        let (giver, taker) = self.pair(element);
        let (day, hour, minute) =
            (self.random.rand_range(1..28), self.random.rand_range(9..12), self.random.rand_range(0..60));
        let at = moment(month, day as i8, hour as i8, minute as i8);
        let fate = self.random.rand_range(0..100);
        let made = wording::subject(&mut self.random, element, self.zone, [&giver, &taker]);
        let need = Posting { side: Side::Need, title: made.need.clone(), ..self.posting(element, &made, at, &giver) };
        let offer =
            Posting { side: Side::Offer, title: made.offer.clone(), ..self.posting(element, &made, at, &taker) };
        match fate {
            // Nobody answers; one in three is taken back in the end.
            0..9 => return self.alone(at, &taker, need),
            9..17 => return self.alone(at, &giver, offer),
            _ => {}
        }
        let listed = self.random.rand_range(0..10);
        let (mut now, mut direct) = (at, None);
        match listed {
            0 => {
                // The same words may come up twice; a batch does not.
                let title = format!("{}（第{}批）", made.offer, self.deal);
                direct = Some(Direct { element: element.id.clone(), title, quantity: made.quantity });
            }
            1..3 => self.push(now, Some(&giver), What::Post(offer)),
            3..6 => self.push(now, Some(&taker), What::Post(need)),
            _ => {
                self.push(now, Some(&taker), What::Post(need));
                now = self.later(now, 1..9);
                let valid_until = day_of(now).saturating_add(120.days());
                self.push(now, Some(&giver), What::Post(Posting { valid_until, ..offer }));
            }
        }
        now = self.later(now, 1..18);
        let suggested = listed >= 6 && self.random.rand_range(0..3) > 0;
        let proposer = match self.random.rand_range(0..10) {
            0..4 => Some(&giver),
            4..8 => Some(&taker),
            // The office brings together what both sides can see.
            _ => None,
        };
        let why = wording::pick(&mut self.random, wording::WHY);
        let propose = What::Propose { giver: giver.clone(), taker: taker.clone(), direct, suggested, why };
        self.push(now, proposer, propose);
        let silent: Vec<&ParkId> = [&giver, &taker].into_iter().filter(|park| Some(*park) != proposer).collect();
        match fate {
            17..23 => {
                now = self.later(now, 1..6);
                let reason = wording::pick(&mut self.random, wording::DECLINED);
                return self.push(now, Some(silent[0]), What::Decline(reason));
            }
            23..29 => return self.lapse(now, fate),
            _ => {}
        }
        for park in silent {
            now = self.later(now, 1..5);
            self.push(now, Some(park), What::Accept);
        }
        self.stages(element, now, [&giver, &taker], fate);
    }

    fn alone(&mut self, at: Timestamp, park: &ParkId, posting: Posting) {
        self.push(at, Some(park), What::Post(posting));
        if self.random.rand_range(0..3) == 0 {
            let reason = wording::pick(&mut self.random, wording::WITHDRAWN);
            let at = self.later(at, 20..50);
            self.push(at, Some(park), What::Withdraw(reason));
        }
    }

    /// Nobody answers, even when asked; the office closes some of it.
    fn lapse(&mut self, at: Timestamp, fate: u32) {
        let asked = self.later(at, 4..6);
        let text = wording::pick(&mut self.random, wording::NUDGE);
        self.push(asked, None, What::Nudge(text));
        if fate < 26 {
            let closed = self.later(asked, 10..20);
            self.push(closed, None, What::Close("多次催办未获答复，经办公室研究予以终止。"));
        }
    }

    fn stages(&mut self, element: &Element, agreed: Timestamp, [giver, taker]: [&ParkId; 2], fate: u32) {
        let mut now = agreed;
        let last = element.stages.len() - 1;
        let mut stage = 0;
        while stage <= last {
            now = self.later(now, 7..33);
            let (by, other) = if self.random.rand_range(0..3) == 0 { (taker, giver) } else { (giver, taker) };
            // One in fourteen is given up on the way.
            if (29..35).contains(&fate) && stage == 1 {
                let reason = wording::pick(&mut self.random, wording::CLOSED);
                return self.push(now, Some(by), What::Close(reason));
            }
            let effect = (stage == last).then(|| self.effect(element));
            let note = wording::pick(&mut self.random, wording::NOTE);
            let report = What::Report { stage, element: element.id.clone(), effect, note };
            self.push(now, Some(by), report.clone());
            if self.random.rand_range(0..16) == 0 {
                now = self.later(now, 1..5);
                let reason = wording::pick(&mut self.random, wording::DISPUTED);
                self.push(now, Some(other), What::Dispute(reason));
                now = self.later(now, 3..9);
                self.push(now, Some(by), report);
            }
            let reported = now;
            now = self.later(now, 1..7);
            // Some of what was reported last has yet to be confirmed.
            if self.end.duration_since(reported) < SignedDuration::from_hours(24 * 21)
                && self.random.rand_range(0..2) == 0
            {
                return;
            }
            self.push(now, Some(other), What::Confirm);
            // Now and then a stage is passed over.
            let skip = stage + 1 < last && self.random.rand_range(0..5) == 0;
            stage += if skip { 2 } else { 1 };
        }
    }

    /// The main zone gives what needs laboratories and capital; leads and projects go every way.
    fn pair(&mut self, element: &Element) -> (ParkId, ParkId) {
        let parks = &self.zone.parks;
        let from_main = !matches!(element.id.as_str(), "lead" | "project");
        loop {
            let main = from_main && self.random.rand_range(0..10) < 6 || self.random.rand_range(0..10) < 2;
            let giver = if main { 0 } else { self.random.rand_range(0..parks.len() as u32) as usize };
            let taker = self.random.rand_range(0..parks.len() as u32) as usize;
            let strangers = STRANGERS.contains(&[giver, taker]) || STRANGERS.contains(&[taker, giver]);
            if giver != taker && !strangers {
                return (parks[giver].id.clone(), parks[taker].id.clone());
            }
        }
    }

    /// Open to all parks, or to the other side and one more.
    fn posting(&mut self, element: &Element, made: &wording::Subject, at: Timestamp, other: &ParkId) -> Posting {
        let days = self.random.rand_range(60..200);
        Posting {
            side: Side::Need,
            element: element.id.clone(),
            title: String::new(),
            quantity: made.quantity.clone(),
            industry: made.industry.clone(),
            valid_until: day_of(at).saturating_add(i64::from(days).days()),
            visible: if self.random.rand_range(0..4) > 0 {
                Audience::All
            } else {
                Audience::Parks(vec![other.clone()])
            },
        }
    }

    fn effect(&mut self, element: &Element) -> Quantity {
        let (least, most) = match element.id.as_str() {
            "lead" => (3_000, 42_000),
            "project" => (2_000, 26_000),
            "platform" => (20, 480),
            "result" => (30, 900),
            "talent" => (6, 180),
            _ => (300, 6_000),
        };
        let value = Decimal::from(self.random.rand_range(least..most));
        Quantity { value, unit: element.measure.unit.clone() }
    }

    fn later(&mut self, at: Timestamp, days: std::ops::Range<u32>) -> Timestamp {
        let minutes = i64::from(self.random.rand_range(days)) * 24 * 60 + i64::from(self.random.rand_range(3..40));
        at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
    }

    fn push(&mut self, at: Timestamp, by: Option<&ParkId>, what: What) {
        if at < self.end {
            self.moves.push((at, Move { deal: self.deal, by: by.cloned(), what }));
        }
    }
}
