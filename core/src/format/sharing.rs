//! Sharing in words: standings, steps, quantities, and the finding that stands over the page.

use rust_decimal::Decimal;

use super::{exact, month as month_named, number};
use crate::id::{ElementId, ParkId};
use crate::period::Month;
use crate::sharing::{Counting, ListingStatus, Quantity, Rules, Side, Span, Standing, StepKind};
use crate::view::{Flow, MatchAct, MatchLine, Sharing, Todo};
use crate::words::{Key, Lang, Message, key};
use crate::zone::Zone;

/// Offer or need.
pub fn side(side: Side) -> Key {
    match side {
        Side::Offer => key::SIDE_OFFER,
        Side::Need => key::SIDE_NEED,
    }
}

/// Where an offer or a need stands.
pub fn listing(status: ListingStatus) -> Key {
    match status {
        ListingStatus::Active => key::LISTING_ACTIVE,
        ListingStatus::Expired => key::LISTING_EXPIRED,
        ListingStatus::Withdrawn => key::LISTING_WITHDRAWN,
    }
}

/// Where a match stands.
pub fn standing(standing: Standing) -> Key {
    match standing {
        Standing::Proposed => key::STANDING_PROPOSED,
        Standing::Lapsed => key::STANDING_LAPSED,
        Standing::Agreed => key::STANDING_AGREED,
        Standing::Declined => key::STANDING_DECLINED,
        Standing::Closed => key::STANDING_CLOSED,
        Standing::Landed => key::STANDING_LANDED,
    }
}

/// What happened to a match.
pub fn step(kind: StepKind) -> Key {
    match kind {
        StepKind::Proposed => key::STEP_PROPOSED,
        StepKind::Accepted => key::STEP_ACCEPTED,
        StepKind::Declined => key::STEP_DECLINED,
        StepKind::Reported => key::STEP_REPORTED,
        StepKind::Confirmed => key::STEP_CONFIRMED,
        StepKind::Disputed => key::STEP_DISPUTED,
        StepKind::Closed => key::STEP_CLOSED,
        StepKind::Nudged => key::STEP_NUDGED,
    }
}

/// What somebody is to do.
pub fn todo(todo: Todo) -> Key {
    match todo {
        Todo::Answer => key::TODO_ANSWER,
        Todo::Confirm => key::TODO_CONFIRM,
        Todo::Report => key::TODO_REPORT,
    }
}

/// Why a park that is to answer can no longer agree.
pub fn hindrance(line: &MatchLine, own: &ParkId) -> Option<Key> {
    let is_asked = line.awaits.iter().any(|it| it.park == *own && it.what == Todo::Answer);
    (is_asked && !line.may.contains(&MatchAct::Accept)).then_some(key::MARKET_NO_LONGER)
}

/// What a button does.
pub fn act(act: MatchAct) -> Key {
    match act {
        MatchAct::Withdraw => key::ACT_WITHDRAW,
        MatchAct::Propose => key::ACT_PROPOSE,
        MatchAct::Accept => key::ACT_ACCEPT,
        MatchAct::Decline => key::ACT_DECLINE,
        MatchAct::Report => key::ACT_REPORT,
        MatchAct::Confirm => key::ACT_CONFIRM,
        MatchAct::Dispute => key::ACT_DISPUTE,
        MatchAct::Close => key::ACT_CLOSE,
        MatchAct::Nudge => key::ACT_NUDGE,
    }
}

/// The name of a stretch of time.
pub fn span(span: Span) -> Key {
    match span {
        Span::Month => key::SPAN_MONTH,
        Span::Year => key::SPAN_YEAR,
        Span::All => key::SPAN_ALL,
    }
}

/// The stretch itself: `2026年1—10月`, `2026年10月`, `2024年11月以来`.
pub fn stretch(span: Span, month: Month, first: Option<Month>, lang: Lang) -> String {
    use crate::period::Basis;
    match span {
        Span::Month => super::period(month, Basis::Month, lang),
        Span::Year => super::period(month, Basis::Cumulative, lang),
        Span::All => Message::new(key::FLOW_SINCE).with("month", month_named(first.unwrap_or(month))).text(lang),
    }
}

/// `1,200万元`.
pub fn quantity(quantity: &Quantity) -> String {
    format!("{}{}", exact(quantity.value), quantity.unit)
}

/// Several of them: `320人日、1,200万元`.
pub fn quantities(all: &[Quantity], lang: Lang) -> String {
    let separator = if lang == Lang::Chinese { "、" } else { ", " };
    all.iter().map(quantity).collect::<Vec<_>>().join(separator)
}

/// Money as it is said in a headline: in the largest unit of money that leaves a whole part, `45.50亿元`.
pub fn money(value: Decimal, rules: &Rules) -> Quantity {
    let one = |unit: &Counting| rules.money(&Quantity { value: Decimal::ONE, unit: unit.name.clone() });
    let fits = |unit: &&Counting| one(unit).is_some_and(|one| one > Decimal::ONE && value.abs() >= one);
    let largest = rules.units.iter().filter(fits).max_by_key(|unit| one(unit));
    match largest.and_then(|unit| Some((unit, value.checked_div(one(unit)?)?))) {
        Some((unit, value)) => Quantity { value: value.round_dp(2), unit: unit.name.clone() },
        None => Quantity { value: value.round_dp(0), unit: rules.money.clone() },
    }
}

/// What amounts are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Transfers begun.
    #[default]
    Count,
    /// Money of what landed.
    Money,
}

impl By {
    /// How much, as a number to draw and to sort by.
    pub fn of(self, amount: &crate::view::Amount) -> Decimal {
        match self {
            Self::Count => Decimal::from(amount.count),
            Self::Money => amount.money,
        }
    }

    /// The same as people read it, without its unit.
    pub fn text(self, amount: &crate::view::Amount) -> String {
        match self {
            Self::Count => amount.count.to_string(),
            // Whole units of money where there are hundreds of them; the exact figure is one tap away.
            Self::Money => {
                let is_plain = amount.money >= Decimal::ONE_HUNDRED || amount.money.fract().is_zero();
                number(amount.money, if is_plain { 0 } else { 1 })
            }
        }
    }
}

/// What the page found: who gave whom the most.
pub fn finding(sharing: &Sharing, zone: &Zone, by: By, lang: Lang) -> Message {
    let period = stretch(sharing.span, sharing.month, sharing.first, lang);
    let element = sharing
        .element
        .as_ref()
        .map_or_else(|| key::FLOW_ALL_ELEMENTS.text(lang).to_owned(), |element| element_name(zone, element));
    let start = |key| Message::new(key).with("period", &period).with("element", &element);
    let most = |best: Option<&Flow>, flow: &Flow| best.is_none_or(|best| by.of(&flow.amount) > by.of(&best.amount));
    let best = sharing.flows.iter().fold(None, |best, flow| if most(best, flow) { Some(flow) } else { best });
    let Some(best) = best.filter(|best| !by.of(&best.amount).is_zero()) else {
        return start(match by {
            By::Count => key::FLOW_FINDING_NOTHING,
            By::Money => key::FLOW_FINDING_NO_MONEY,
        });
    };
    let name = |park| zone.park(park).map_or_else(|| park.to_string(), |park| park.short.clone());
    let unit = zone.sharing.as_ref().map_or("", |rules| rules.money.as_str());
    start(match by {
        By::Count => key::FLOW_FINDING_COUNT,
        By::Money => key::FLOW_FINDING_MONEY,
    })
    .with("total", by.text(&sharing.total))
    .with("landed", sharing.total.landed.to_string())
    .with("giver", name(&best.giver))
    .with("taker", name(&best.taker))
    .with("value", by.text(&best.amount))
    .with("unit", unit)
}

/// An element's name; its id when it is no longer configured.
pub fn element_name(zone: &Zone, id: &ElementId) -> String {
    let element = zone.sharing.as_ref().and_then(|rules| rules.element(id));
    element.map_or_else(|| id.to_string(), |element| element.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Amount, Unconfirmed};

    fn sharing(flows: Vec<Flow>) -> Sharing {
        Sharing {
            position: 1,
            demo: false,
            element: None,
            span: Span::Year,
            month: "2026-10".parse().unwrap(),
            first: None,
            elements: Vec::new(),
            total: Amount { count: 5, landed: 2, ..Amount::default() },
            flows,
            balances: Vec::new(),
            waiting: Vec::new(),
            waiting_count: 0,
            pace: None,
            never: Vec::new(),
            landed_this_month: Vec::new(),
            landed_this_month_count: 0,
            unconfirmed: Unconfirmed::default(),
        }
    }

    #[test]
    fn money_is_said_in_a_unit_that_can_be_read() {
        let zone = crate::zone::load(&crate::zone::shipped()).unwrap();
        let said = |value: i64| quantity(&money(value.into(), zone.sharing.as_ref().unwrap()));
        assert_eq!(said(455_011), "45.5亿元");
        assert_eq!(said(9_999), "9,999万元");
        assert_eq!(said(0), "0万元");
    }

    #[test]
    fn the_finding_names_the_largest_flow_or_says_that_there_is_none() {
        let zone = crate::zone::load(&crate::zone::shipped()).unwrap();
        let flow = |giver: &str, taker: &str, count| Flow {
            giver: giver.into(),
            taker: taker.into(),
            amount: Amount { count, ..Amount::default() },
        };
        let shared = sharing(vec![flow("gaoxin", "xiuwu", 2), flow("boai", "gaoxin", 3)]);
        let said = |shared: &Sharing, by| finding(shared, &zone, by, Lang::Chinese).text(Lang::Chinese);
        assert!(said(&shared, By::Count).contains("博爱"), "{}", said(&shared, By::Count));
        assert_eq!(finding(&shared, &zone, By::Money, Lang::Chinese).key, key::FLOW_FINDING_NO_MONEY);
        assert_eq!(finding(&sharing(Vec::new()), &zone, By::Count, Lang::Chinese).key, key::FLOW_FINDING_NOTHING);
    }
}
