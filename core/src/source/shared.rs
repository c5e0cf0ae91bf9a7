//! Tallies of sharing by their codes: `SH-given`, `SH-received-landed`, `SH-net-money.talent`.

use crate::figure::Unit;
use crate::format::sharing::{element_name, money_name};
use crate::id::ElementId;
use crate::sharing::Rules;
use crate::words::{Key, Lang, Message, key};
use crate::zone::Zone;

/// What is tallied: `SH-`, the side, what is counted, and after a point the element, when it is one alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Given, received, or the one less the other.
    pub side: Side,
    /// What is counted.
    pub what: What,
    /// One element 要素; all of them when missing.
    pub element: Option<ElementId>,
}

/// Which side of a park is tallied. Of the zone what is given is what is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 输出: what a park gave to others.
    Given,
    /// 输入: what a park received from others.
    Received,
    /// 净输出: given less received. Of the zone it would always be zero.
    Net,
}

/// What of the transfers is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Transfers whose first stage was confirmed in the stretch.
    Count,
    /// Transfers that landed in it.
    Landed,
    /// The effects of those that are money, in the configuration's unit of money.
    Money,
}

const SIDES: [(&str, Side); 3] = [("given", Side::Given), ("received", Side::Received), ("net", Side::Net)];
const WHATS: [(&str, What); 3] = [("", What::Count), ("-landed", What::Landed), ("-money", What::Money)];

impl Shared {
    /// Reads a code; nothing for one that is none.
    pub(super) fn named(code: &str) -> Option<Self> {
        let rest = code.strip_prefix("SH-")?;
        let (tally, element) = match rest.split_once('.') {
            Some((tally, element)) => (tally, Some(element).filter(|id| crate::zone::is_id(id)).map(ElementId::new)),
            None => (rest, None),
        };
        let whole = element.is_some() || !rest.contains('.');
        let all = SIDES.into_iter().flat_map(|side| WHATS.map(|what| (side, what)));
        let found = all.into_iter().find(|((side, _), (what, _))| tally.strip_prefix(side) == Some(what));
        let ((_, side), (_, what)) = found.filter(|_| whole)?;
        Some(Self { side, what, element })
    }

    /// Its code.
    pub fn id(&self) -> String {
        let side = SIDES.into_iter().find(|(_, side)| *side == self.side).map_or("", |(name, _)| name);
        let what = WHATS.into_iter().find(|(_, what)| *what == self.what).map_or("", |(name, _)| name);
        let element = self.element.as_ref().map_or_else(String::new, |element| format!(".{element}"));
        format!("SH-{side}{what}{element}")
    }

    /// Every tally of all elements together, then of each.
    pub fn all(rules: &Rules) -> Vec<Self> {
        let elements = std::iter::once(None).chain(rules.elements.iter().map(|it| Some(it.id.clone())));
        let tallies = |element: Option<ElementId>| {
            let sides = SIDES.into_iter().flat_map(|(_, side)| WHATS.map(|(_, what)| (side, what)));
            sides.map(move |(side, what)| Self { side, what, element: element.clone() }).collect::<Vec<_>>()
        };
        elements.flat_map(tallies).filter(|it| it.unit(rules).is_some()).collect()
    }

    /// The unit it is counted in: 项, or that of money. Nothing where there is no such element, where an element's effect
    /// is no money, or where money is counted in a unit that no figure has.
    pub(super) fn unit(&self, rules: &Rules) -> Option<Unit> {
        let element = match &self.element {
            Some(id) => Some(rules.element(id)?),
            None => None,
        };
        if self.what != What::Money {
            return Some(Unit::Project);
        }
        let one = |unit: &String| crate::sharing::Quantity { value: rust_decimal::Decimal::ONE, unit: unit.clone() };
        let is_money = element.is_none_or(|it| rules.money(&one(&it.measure.unit)).is_some());
        Unit::named(&rules.money).filter(|_| is_money)
    }

    /// Its name: 共享输出（落地）, 共享输入：人才共享（协议投资额）.
    pub(super) fn name(&self, zone: &Zone) -> Message {
        let side = match self.side {
            Side::Given => key::SOURCE_GIVEN,
            Side::Received => key::SOURCE_RECEIVED,
            Side::Net => key::SOURCE_NET,
        };
        let lang = Lang::Chinese;
        let what = match (self.what, &zone.sharing) {
            (What::Count, _) => key::SOURCE_COUNT.text(lang).to_owned(),
            (What::Landed, _) => key::SOURCE_LANDED.text(lang).to_owned(),
            (What::Money, Some(rules)) => money_name(rules, self.element.as_ref(), lang),
            (What::Money, None) => String::new(),
        };
        let message = Message::new(side).with("what", what);
        let all = || key::FLOW_ALL_ELEMENTS.text(lang).to_owned();
        message.with("element", self.element.as_ref().map_or_else(all, |id| element_name(zone, id)))
    }

    /// What it means.
    pub(super) fn definition(&self) -> Key {
        match self.what {
            What::Count => key::SOURCE_COUNT_IS,
            What::Landed => key::SOURCE_LANDED_IS,
            What::Money => key::SOURCE_MONEY_IS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: Option<(Side, What, Option<&str>)>) {
        let expected = expected.map(|(side, what, element)| Shared { side, what, element: element.map(Into::into) });
        assert_eq!(Shared::named(code), expected, "{code}");
        if let Some(shared) = expected {
            assert_eq!(shared.id(), code);
        }
    }

    #[test]
    fn a_tally_is_read_from_its_code() {
        check("SH-given", Some((Side::Given, What::Count, None)));
        check("SH-received-landed", Some((Side::Received, What::Landed, None)));
        check("SH-net-money.talent", Some((Side::Net, What::Money, Some("talent"))));
        // An element may have the name of what is counted.
        check("SH-given.money", Some((Side::Given, What::Count, Some("money"))));
        for wrong in
            ["SH-", "SH-taken", "SH-given-", "SH-given.", "SH-given.Talent", "sh-given", "SH-given-money-talent"]
        {
            check(wrong, None);
        }
    }
}
