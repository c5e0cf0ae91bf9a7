//! An offer or a need while it is typed, judged by the very rules that will judge it when it is sent.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Audience, Command, Element, Posting, Quantity, Rules, Side, measured};
use crate::access::{Actor, Role};
use crate::enclave;
use crate::id::{ElementId, IndustryId, ParkId, StageId};
use crate::intake::number;
use crate::state::State;
use crate::words::{Message, key};
use crate::zone::Zone;

/// What is typed, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPosting {
    /// Offer or need.
    pub side: Side,
    /// The element chosen.
    pub element: Option<ElementId>,
    /// What is offered or needed, in words, on one line.
    pub title: String,
    /// How much, as written; blank for no quantity.
    pub amount: String,
    /// The unit of the amount, one of the configuration's: `万元`.
    pub unit: String,
    /// The industry; any when missing.
    pub industry: Option<IndustryId>,
    /// The last day, `2026-12-31`.
    pub until: String,
    /// The parks that may see it; all when missing.
    pub parks: Option<Vec<ParkId>>,
}

impl Default for TypedPosting {
    fn default() -> Self {
        Self {
            side: Side::Need,
            element: None,
            title: String::new(),
            amount: String::new(),
            unit: String::new(),
            industry: None,
            until: String::new(),
            parks: None,
        }
    }
}

impl TypedPosting {
    /// What would be sent; what cannot be read says why.
    pub fn read(&self) -> Result<Posting, Message> {
        let element = self.element.clone().ok_or_else(|| Message::new(key::TYPED_ELEMENT))?;
        let valid_until = self.until.trim().parse().map_err(|_| Message::new(key::TYPED_UNTIL))?;
        let visible = self.parks.clone().map_or(Audience::All, Audience::Parks);
        let (side, title, industry) = (self.side, self.title.clone(), self.industry.clone());
        let quantity = read_quantity(&self.amount, &self.unit)?;
        Ok(Posting { side, element, title, quantity, industry, valid_until, visible })
    }
}

/// A quantity as typed; none when blank.
pub fn read_quantity(amount: &str, unit: &str) -> Result<Option<Quantity>, Message> {
    if amount.trim().is_empty() {
        return Ok(None);
    }
    let found: String = amount.trim().chars().take(20).collect();
    let value = number(amount).map_err(|_| Message::new(key::TYPED_AMOUNT).with("found", found))?;
    Ok(Some(Quantity { value, unit: unit.to_owned() }))
}

/// The effect as typed, for the stage chosen, judged as it will be when it is sent: none but with the last stage.
pub fn read_effect(rules: &Rules, element: &Element, stage: &StageId, text: &str) -> Result<Option<Quantity>, Message> {
    let Some(place) = element.place(stage).filter(|place| place + 1 == element.stages.len()) else { return Ok(None) };
    let typed = read_quantity(text, &element.measure.unit)?;
    measured(rules, element, place, typed.as_ref()).map_err(|rejection| rejection.message)
}

/// A place to try things out: the configuration and nothing else. What depends on what others did is judged when
/// it is sent.
#[derive(Clone, Debug)]
pub struct Rehearsal(State);

impl Rehearsal {
    /// With a configuration.
    pub fn new(zone: Zone) -> Self {
        Self(State { zone: Some(Arc::new(zone)), ..State::default() })
    }

    /// Why what is done about an enclave project would be refused whatever others do, if it would. Only what such a command
    /// needs is asked: a browser is not to fetch every rule that there is.
    pub fn refuses_enclave(&self, role: Role, command: &enclave::Command, now: Timestamp) -> Option<Message> {
        enclave::decide(&self.0, &actor(role), command, now).err().map(|rejection| rejection.message)
    }

    /// Why an offer or a need as typed would be refused, if it would.
    pub fn refuses_posting(&self, park: &ParkId, typed: &TypedPosting, now: Timestamp) -> Option<Message> {
        match typed.read() {
            Ok(posting) => {
                let (actor, command) = (actor(Role::Park(park.clone())), Command::Post(posting));
                super::decide(&self.0, &actor, &command, now).err().map(|rejection| rejection.message)
            }
            Err(message) => Some(message),
        }
    }
}

fn actor(role: Role) -> Actor {
    Actor { account: "".into(), name: String::new(), role }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_is_judged_while_it_is_typed() {
        let zone = crate::zone::load(&crate::zone::shipped()).unwrap();
        let rules = zone.sharing.unwrap();
        let talent = rules.element(&"talent".into()).unwrap();
        let (first, last) = (&talent.stages[0].id, &talent.last().unwrap().id);
        let read = |stage, text: &str| read_effect(&rules, talent, stage, text).map_err(|message| message.key);
        assert_eq!(read(first, "三"), Ok(None), "it is measured when it has landed");
        assert_eq!(read(last, ""), Err(key::SHARING_EFFECT_NEEDED));
        assert_eq!(read(last, "三"), Err(key::TYPED_AMOUNT));
        assert_eq!(read(last, "0"), Err(key::SHARING_EFFECT_NOT_POSITIVE));
        assert_eq!(read(last, "-3"), Err(key::SHARING_EFFECT_NOT_POSITIVE));
        assert_eq!(read(last, "1.23456"), Err(key::SHARING_QUANTITY_DECIMALS));
        assert_eq!(read(last, "2000000000000"), Err(key::SHARING_QUANTITY_TOO_LARGE));
        assert_eq!(read(last, "１２").unwrap().unwrap().unit, talent.measure.unit);
    }

    #[test]
    fn typing_is_judged_as_sending_is() {
        let zone = crate::zone::load(&crate::zone::shipped()).unwrap();
        let (rehearsal, park) = (Rehearsal::new(zone), ParkId::new("qinyang"));
        let now: Timestamp = "2026-11-10T02:00:00Z".parse().unwrap();
        let wrong = |typed: &TypedPosting| rehearsal.refuses_posting(&park, typed, now).map(|message| message.key);
        let mut typed = TypedPosting::default();
        assert_eq!(wrong(&typed), Some(key::TYPED_ELEMENT));
        typed.element = Some("talent".into());
        assert_eq!(wrong(&typed), Some(key::TYPED_UNTIL));
        typed.until = "2026-11-09".to_owned();
        assert_eq!(wrong(&typed), Some(key::SHARING_ALREADY_EXPIRED));
        typed.until = "2026-12-31".to_owned();
        typed.title = "需要数控编程技师".to_owned();
        typed.amount = "三十".to_owned();
        assert_eq!(wrong(&typed), Some(key::TYPED_AMOUNT));
        typed.amount = "３０".to_owned();
        assert_eq!(wrong(&typed), Some(key::SHARING_QUANTITY_NO_UNIT));
        typed.unit = "人日".to_owned();
        assert_eq!(wrong(&typed), None);
        typed.parks = Some(vec![park.clone()]);
        assert_eq!(wrong(&typed), Some(key::SHARING_OFFERED_TO_ONESELF));
    }
}
