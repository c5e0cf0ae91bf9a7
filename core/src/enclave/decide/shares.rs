//! Whether shares are right: known items and parks, each once, none negative, 100 together.

use rust_decimal::Decimal;

use super::invalid;
use crate::enclave::{ItemSplit, Share};
use crate::format;
use crate::id::{Code, ParkId};
use crate::sharing::DECIMALS;
use crate::state::Rejection;
use crate::words::{Message, key};
use crate::zone::{Item, Zone};

pub(super) fn checked(zone: &Zone, split: &[ItemSplit]) -> Result<Vec<ItemSplit>, Rejection> {
    if split.is_empty() {
        return Err(invalid(Message::new(key::ENCLAVE_NO_ITEMS)));
    }
    let mut taken: Vec<ItemSplit> = Vec::new();
    for ItemSplit { item: code, shares } in split {
        let item = item(zone, code)?;
        if taken.iter().any(|other| other.item == *code) {
            return Err(invalid(Message::new(key::ENCLAVE_ITEM_TWICE).with("item", item.plain_name())));
        }
        let shares = of_item(zone, item, shares)?;
        taken.push(ItemSplit { item: code.clone(), shares });
    }
    taken.sort_by(|a, b| a.item.cmp(&b.item));
    Ok(taken)
}

fn of_item(zone: &Zone, item: &Item, shares: &[Share]) -> Result<Vec<Share>, Rejection> {
    let hundred = Decimal::ONE_HUNDRED;
    let mut taken: Vec<Share> = Vec::new();
    for Share { park, percent } in shares {
        known(zone, park)?;
        let short = zone.park(park).map_or(park.as_str(), |park| &park.short);
        let about = |key| {
            let message = Message::new(key).with("item", item.plain_name()).with("park", short);
            Err(invalid(message.with("found", format::exact(*percent))))
        };
        match () {
            () if taken.iter().any(|share| share.park == *park) => return about(key::ENCLAVE_PARK_TWICE),
            () if percent.is_sign_negative() && !percent.is_zero() => return about(key::ENCLAVE_SHARE_NEGATIVE),
            () if percent.normalize().scale() > DECIMALS => return about(key::ENCLAVE_SHARE_DECIMALS),
            () => taken.push(Share { park: park.clone(), percent: percent.normalize() }),
        }
    }
    let sum = taken.iter().fold(Decimal::ZERO, |sum, share| sum.saturating_add(share.percent));
    if sum != hundred {
        let message = Message::new(key::ENCLAVE_SUM).with("item", item.plain_name());
        return Err(invalid(message.with("found", format::exact(sum))));
    }
    taken.sort_by(|a, b| a.park.cmp(&b.park));
    Ok(taken)
}

pub(super) fn item<'a>(zone: &'a Zone, code: &Code) -> Result<&'a Item, Rejection> {
    let unknown = || invalid(Message::new(key::ENCLAVE_UNKNOWN_ITEM).with("item", code.as_str()));
    zone.item(code).ok_or_else(unknown)
}

pub(super) fn known(zone: &Zone, park: &ParkId) -> Result<(), Rejection> {
    let unknown = || invalid(Message::new(key::SHARING_UNKNOWN_PARK).with("park", park.as_str()));
    zone.park(park).map(|_| ()).ok_or_else(unknown)
}
