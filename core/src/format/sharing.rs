//! Sharing in words: standings, steps, quantities, and the finding that stands over the page.

use rust_decimal::Decimal;

use super::{exact, month as month_named, number};
use crate::figure::Gap;
use crate::id::{ElementId, ParkId};
use crate::period::Month;
use crate::say;
use crate::sharing::{Counting, Element, ListingStatus, Quantity, Rules, Side, Span, Standing, StepKind};
use crate::view::{ElementTotal, Flow, MatchAct, MatchLine, Sharing, Todo};
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

/// The stretch itself: `2026年1—10月`, `2026年10月`, `2024年11月至2026年10月`.
pub fn stretch(span: Span, month: Month, first: Option<Month>, lang: Lang) -> String {
    use crate::period::Basis;
    match span {
        Span::Month => super::period(month, Basis::Month, lang),
        Span::Year => super::period(month, Basis::Cumulative, lang),
        Span::All => {
            let between = Message::new(key::FLOW_BETWEEN).with("first", month_named(first.unwrap_or(month).min(month)));
            between.with("last", month_named(month)).text(lang)
        }
    }
}

/// For how long a listing has been open: `今天发布`, `已发布3天`.
pub fn posted(days: u32, lang: Lang) -> String {
    let key = if days == 0 { key::MARKET_DAYS_NONE } else { key::MARKET_DAYS };
    Message::new(key).with("n", days.to_string()).text(lang)
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

/// What the money of a selection is called. One element has one measure, such as 协议投资额; money of all of them adds
/// unlike measures and is called 折算金额合计.
pub fn money_name(rules: &Rules, element: Option<&ElementId>, lang: Lang) -> String {
    let is_money =
        |it: &&Element| rules.money(&Quantity { value: Decimal::ONE, unit: it.measure.unit.clone() }).is_some();
    let mut measured = rules.elements.iter().filter(is_money);
    let one = match element {
        Some(element) => measured.find(|it| it.id == *element),
        None => measured.next().filter(|_| measured.next().is_none()),
    };
    one.map_or_else(|| key::FLOW_MONEY.text(lang).to_owned(), |it| it.measure.name.clone())
}

/// What stands in the money of all elements, measure by measure, and that it is no sum of investment; nothing when one
/// element is shown, or nothing in money has landed.
pub fn money_note(sharing: &Sharing, rules: &Rules, lang: Lang) -> Option<Message> {
    let part = |it: &ElementTotal| {
        let measure = &rules.element(&it.element)?.measure.name;
        let worth = Some(it.amount.money).filter(|worth| !worth.is_zero())?;
        let part = Message::new(key::FLOW_MONEY_PART).with("measure", measure);
        Some(part.with("value", quantity(&money(worth, rules))).text(lang))
    };
    let parts: Vec<String> = sharing.elements.iter().filter_map(part).collect();
    let mixes = sharing.element.is_none() && money_name(rules, None, lang) == key::FLOW_MONEY.text(lang);
    let note = || Message::new(key::FLOW_MONEY_NOTE).with("parts", say::list(parts.iter().cloned(), lang));
    (mixes && !parts.is_empty()).then(note)
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
    let Some(total) = &sharing.total else {
        return match (sharing.first, sharing.gap) {
            (None, _) => start(key::FLOW_FINDING_NEVER),
            (Some(first), Some(Gap::NothingShared)) => {
                start(key::FLOW_FINDING_BEFORE).with("first", month_named(first))
            }
            (Some(_), _) => start(key::FLOW_FINDING_NOT_BEGUN),
        };
    };
    let most = |best: Option<&Flow>, flow: &Flow| best.is_none_or(|best| by.of(&flow.amount) > by.of(&best.amount));
    let best = sharing.flows.iter().fold(None, |best, flow| if most(best, flow) { Some(flow) } else { best });
    let Some(best) = best.filter(|best| !by.of(&best.amount).is_zero()) else {
        return start(match by {
            By::Count => key::FLOW_FINDING_NOTHING,
            By::Money => key::FLOW_FINDING_NO_MONEY,
        });
    };
    let name = |park| zone.park_name(park, sharing.month);
    let unit = zone.sharing.as_ref().map_or("", |rules| rules.money.as_str());
    let measure = zone.sharing.as_ref().map(|rules| money_name(rules, sharing.element.as_ref(), lang));
    let measure = measure.unwrap_or_default();
    // Of several pairs with as much none is the one that gave the most.
    let pairs = sharing.flows.iter().filter(|flow| by.of(&flow.amount) == by.of(&best.amount)).count();
    let is_tied = pairs > 1;
    start(match by {
        By::Count if is_tied => key::FLOW_FINDING_COUNT_TIED,
        By::Count => key::FLOW_FINDING_COUNT,
        By::Money if is_tied => key::FLOW_FINDING_MONEY_TIED,
        By::Money => key::FLOW_FINDING_MONEY,
    })
    .with("pairs", pairs.to_string())
    .with("total", by.text(total))
    .with("landed", total.landed.to_string())
    .with("measure", measure)
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
            total: Some(Amount { count: 5, landed: 2, money: 1_200.into(), ..Amount::default() }),
            gap: None,
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
    fn money_of_all_elements_says_what_it_is_made_of() {
        let zone = crate::zone::load(&crate::zone::shipped()).unwrap();
        let rules = zone.sharing.as_ref().unwrap();
        let elements = rules.elements.iter().zip([455_000, 0, 0, 320]);
        let total = |(element, money): (&Element, i64)| ElementTotal {
            element: element.id.clone(),
            amount: Amount { money: money.into(), ..Amount::default() },
        };
        let all = Sharing { elements: elements.map(total).collect(), ..sharing(Vec::new()) };
        let note = money_note(&all, rules, Lang::Chinese).unwrap().text(Lang::Chinese);
        assert!(note.contains("（协议投资额45.5亿元、技术合同额320万元）") && note.contains("重复计入"), "{note}");
        let one = Sharing { element: Some(rules.elements[0].id.clone()), ..all };
        assert_eq!(money_note(&one, rules, Lang::Chinese), None);
        assert_eq!(money_note(&sharing(Vec::new()), rules, Lang::Chinese), None, "nothing has landed");
        assert_eq!(money_name(rules, Some(&rules.elements[2].id), Lang::Chinese), "折算金额合计", "hours are no money");
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
        let tied = sharing(vec![flow("gaoxin", "xiuwu", 3), flow("boai", "gaoxin", 3), flow("boai", "xiuwu", 1)]);
        let told = said(&tied, By::Count);
        assert!(told.ends_with("高新区→修武等2对园区之间流动最多，各3项"), "{told}");
        let mut landed = shared.clone();
        landed.flows[0].amount.money = 800.into();
        let told = said(&landed, By::Money);
        assert!(told.contains("折算金额合计1,200万元"), "{told}");
        let told = said(&Sharing { element: Some("lead".into()), ..landed }, By::Money);
        assert!(told.contains("协议投资额1,200万元"), "{told}");
        let absent = |month: &str, first: Option<&str>, gap: Gap| {
            let (month, first) = (month.parse().unwrap(), first.map(|first| first.parse().unwrap()));
            said(&Sharing { total: None, gap: Some(gap), month, first, ..sharing(Vec::new()) }, By::Count)
        };
        assert_eq!(absent("2027-05", Some("2024-11"), Gap::NotBegun), "2027年1—5月：这一时段还没有开始，没有数据");
        assert_eq!(
            absent("2024-10", Some("2024-11"), Gap::NothingShared),
            "2024年1—10月：早于第一次流动（2024年11月），没有数据"
        );
        assert_eq!(absent("2024-10", None, Gap::NothingShared), "2024年1—10月：还没有经双方确认的流动，没有数据");
        assert_eq!(finding(&sharing(Vec::new()), &zone, By::Count, Lang::Chinese).key, key::FLOW_FINDING_NOTHING);
    }
}
