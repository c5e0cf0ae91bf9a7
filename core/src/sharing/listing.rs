//! Offers 供给 and needs 需求.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Scope};
use crate::id::{ElementId, IndustryId, ListingId, MatchId, ParkId};
use crate::kept::kept;

/// Offer or need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ListingSide))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 供给: the park would give it.
    Offer,
    /// 需求: the park would have it.
    Need,
}

/// A number with its unit: how much is offered, how much came of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quantity {
    /// The number itself, exact, in `unit`.
    pub value: Decimal,
    /// Of what, one of the units of the configuration.
    pub unit: String,
}

/// Who may see an offer or a need besides its park and the leading group's side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ListingAudience))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every park.
    All,
    /// These parks.
    Parks(Vec<ParkId>),
}

/// An offer or a need as it is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// Offer or need.
    pub side: Side,
    /// The element 要素, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// In words, one line.
    pub title: String,
    /// How much; may be missing where the element allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// The industry; any when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<IndustryId>,
    /// The last day it is good for, Beijing time.
    pub valid_until: Date,
    /// Who may see it.
    pub visible: Audience,
}

/// Where an offer or a need stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListingStatus {
    /// 有效.
    Active,
    /// 已过期: its last day is over.
    Expired,
    /// 已撤回.
    Withdrawn,
}

/// An offer or a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The position of its entry.
    pub id: ListingId,
    /// The park that offers or needs it, by its id: `xiuwu`.
    pub park: ParkId,
    /// What it offers or needs, until when, and who may see it.
    pub posted: Posting,
    /// When it was posted.
    pub at: Timestamp,
    /// Who posted it: the account, its name as shown, and its role.
    pub by: Actor,
    /// When and why it was taken back.
    pub withdrawn: Option<(Timestamp, String)>,
    /// Every match that names it.
    pub matches: Vec<MatchId>,
}

impl Listing {
    /// Where it stands on a day.
    pub fn status(&self, today: Date) -> ListingStatus {
        match &self.withdrawn {
            Some(_) => ListingStatus::Withdrawn,
            None if self.posted.valid_until < today => ListingStatus::Expired,
            None => ListingStatus::Active,
        }
    }

    /// Whether it can still be taken up.
    pub fn is_active(&self, today: Date) -> bool {
        self.status(today) == ListingStatus::Active
    }

    /// Whether a park may see it: its own, and what was offered to it.
    pub fn is_visible_to(&self, park: &ParkId) -> bool {
        let offered = match &self.posted.visible {
            Audience::All => true,
            Audience::Parks(parks) => parks.contains(park),
        };
        offered || self.park == *park
    }

    /// Whether a scope may see it.
    pub fn is_seen_by(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Park(park) => self.is_visible_to(park),
            scope => scope.sees(&self.park),
        }
    }
}

kept!(enum Side { 0 => Offer, 1 => Need });
kept!(struct Quantity { value, unit });
kept!(enum Audience { 0 => All, 1 => Parks(inner) });
kept!(struct Posting { side, element, title, quantity, industry, valid_until, visible });
kept!(struct Listing { id, park, posted, at, by, withdrawn, matches });
