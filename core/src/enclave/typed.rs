//! An agreement, a split, figures while they are typed: texts as they were written, and what they would say.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Agreement, ItemSplit, Line, Share};
use crate::id::{Code, ParkId};
use crate::intake::number;
use crate::words::{Message, key};

/// An agreement as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAgreement {
    /// Name of the project, as typed.
    pub name: String,
    /// 飞出地.
    pub from: Option<ParkId>,
    /// 飞入地.
    pub to: Option<ParkId>,
    /// 招引方.
    pub recruiter: Option<ParkId>,
    /// Number of the contract.
    pub contract_no: String,
    /// What the term is counted from.
    pub start_event: String,
    /// Its first month, `2026-01`.
    pub first: String,
    /// Its last month.
    pub last: String,
    /// In 万元; blank for none.
    pub investment: String,
    /// The parks' shares as typed, item by item.
    pub split: Vec<TypedSplit>,
}

/// How an item is split, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSplit {
    /// The item of the monthly form, by its code: `qc05_0`.
    pub item: Code,
    /// Percent by park; blank for none.
    pub shares: Vec<(ParkId, String)>,
}

impl TypedAgreement {
    /// What would be sent; what cannot be read says why.
    pub fn read(&self) -> Result<Agreement, Message> {
        let park = |park: &Option<ParkId>| park.clone().ok_or_else(|| Message::new(key::TYPED_PARKS));
        let month = |text: &str| text.trim().parse().map_err(|_| Message::new(key::TYPED_TERM));
        let investment = match self.investment.trim() {
            "" => None,
            text => Some(value(text)?),
        };
        Ok(Agreement {
            name: self.name.clone(),
            from: park(&self.from)?,
            to: park(&self.to)?,
            recruiter: park(&self.recruiter)?,
            contract_no: self.contract_no.clone(),
            start_event: self.start_event.clone(),
            first: month(&self.first)?,
            last: month(&self.last)?,
            investment,
            split: read_split(&self.split)?,
        })
    }
}

impl TypedSplit {
    /// A split as it would be typed, with room for these parks.
    pub fn of(split: &ItemSplit, parks: &[ParkId]) -> Self {
        let percent = |park: &ParkId| {
            let share = split.shares.iter().find(|share| share.park == *park);
            share.map_or_else(String::new, |share| share.percent.normalize().to_string())
        };
        let others = split.shares.iter().map(|share| &share.park).filter(|park| !parks.contains(park));
        let shares = parks.iter().chain(others).map(|park| (park.clone(), percent(park))).collect();
        Self { item: split.item.clone(), shares }
    }

    /// All shares that can be read, together.
    pub fn sum(&self) -> Decimal {
        let read = self.shares.iter().filter_map(|(_, text)| number(text).ok());
        read.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

/// The shares typed; blank ones are left out.
pub fn read_split(typed: &[TypedSplit]) -> Result<Vec<ItemSplit>, Message> {
    let share = |(park, text): &(ParkId, String)| match text.trim() {
        "" => None,
        text => Some(value(text).map(|percent| Share { park: park.clone(), percent })),
    };
    let item = |it: &TypedSplit| {
        let shares: Result<Vec<Share>, Message> = it.shares.iter().filter_map(share).collect();
        Ok(ItemSplit { item: it.item.clone(), shares: shares? })
    };
    typed.iter().map(item).collect()
}

/// The figures typed; blank ones are left out.
pub fn read_lines(typed: &[(Code, String)]) -> Result<Vec<Line>, Message> {
    let filled = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    filled.map(|(item, text)| Ok(Line { item: item.clone(), value: value(text)? })).collect()
}

fn value(text: &str) -> Result<Decimal, Message> {
    let found: String = text.trim().chars().take(20).collect();
    number(text).map_err(|_| Message::new(key::TYPED_AMOUNT).with("found", found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_shares_are_left_out_and_wrong_ones_are_named() {
        let typed = |shares: &[(&str, &str)]| TypedSplit {
            item: Code::new("qc05_0"),
            shares: shares.iter().map(|(park, text)| ((*park).into(), (*text).to_owned())).collect(),
        };
        let split = typed(&[("boai", "40"), ("xiuwu", ""), ("gaoxin", "６０")]);
        assert_eq!(split.sum(), Decimal::ONE_HUNDRED);
        let read = read_split(std::slice::from_ref(&split)).unwrap();
        assert_eq!(read[0].shares.len(), 2);
        assert_eq!(TypedSplit::of(&read[0], &["boai".into()]).shares[0].1, "40");
        let wrong = read_split(&[typed(&[("boai", "四成")])]).unwrap_err();
        assert_eq!((wrong.key, wrong.args["found"].as_str()), (key::TYPED_AMOUNT, "四成"));
    }
}
