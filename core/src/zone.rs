//! The zone as its configuration defines it: parks, the monthly form, indicators, audit rules, targets.
//!
//! Definitions are data. They are read from TOML files (see [`load()`]), adopted into the journal whole, and
//! every one says where it comes from and how sure that is.

mod cited;
mod contact;
mod define;
mod diff;
mod earlier;
mod encoding;
mod fields;
mod form;
mod formulas;
mod indicator;
mod judge;
pub mod load;
mod names;
mod near;
mod openness;
mod park;
mod place;
mod read;
mod rule;
mod share;
mod shipped;
mod since;
mod status;
mod target;
mod term;
mod units;
mod written;

use serde::{Deserialize, Serialize};

use crate::id::{Code, OwnerId, ParkId};
use crate::openness::{Owner, Rules};
use crate::period::Month;

pub use cited::{Cited, Verification};
pub use contact::Contact;
pub use diff::{Difference, diff};
pub use earlier::EarlierName;
pub use form::{Form, Item};
pub use indicator::{Better, Indicator};
pub use load::{Problem, load};
pub(crate) use names::is_id;
pub use park::Park;
pub use rule::{Level, Rule};
pub use shipped::shipped;
pub use status::{ParkStatus, StatusFrom};
pub use target::{Path, Standing, Target};
pub(crate) use term::needed;
pub use term::{NotInForce, Term};
pub use written::{Formula, Parse};

/// Everything the configuration defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Zone {
    /// Short id, such as `jiaozuo`; the folder's name.
    pub id: String,
    /// 焦作国家高新技术产业开发区.
    pub name: String,
    /// 焦作高新区.
    pub short: String,
    /// The policy document this zone is run under.
    pub policy: Cited,
    /// A month's report is due at the end of this day of the next month, Beijing time.
    pub due_day: i8,
    /// Where the due day comes from.
    pub due_source: Cited,
    /// Where the wording of definitions comes from, when it is not what an item or an indicator is cited from:
    /// a code may be official while the sentence beside it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definitions: Option<Cited>,
    /// The first month that reports are owed for 首个报告期; when absent, reporting begins with the month in which
    /// the configuration was first adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_month: Option<Month>,
    /// The parks, the main one first.
    pub parks: Vec<Park>,
    /// The monthly form every park reports on.
    pub form: Form,
    /// Indicators derived from the form's items.
    pub indicators: Vec<Indicator>,
    /// Indicators on top of the board, in this order.
    pub headline: Vec<Code>,
    /// Indicators that stand side by side for all parks, in this order.
    pub compare: Vec<Code>,
    /// Audit rules of the form.
    pub rules: Vec<Rule>,
    /// Targets, dated.
    pub targets: Vec<Target>,
    /// How parks share resources; a zone that does not have it takes no offers or needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<crate::sharing::Rules>,
    /// Institutions that own platforms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
    /// What openness is measured by; nothing where platforms are not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openness: Option<Rules>,
}

impl Zone {
    /// The park of that id.
    pub fn park(&self, id: &ParkId) -> Option<&Park> {
        self.parks.iter().find(|park| park.id == *id)
    }

    /// The owner of platforms of that id.
    pub fn owner(&self, id: &OwnerId) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.id == *id)
    }

    /// The parks that count in `month`, in the zone's sums and its ranking, in the order of the configuration.
    pub fn members(&self, month: Month) -> impl Iterator<Item = &Park> {
        self.parks.iter().filter(move |park| park.is_member(month))
    }

    /// The parks that report on `month`, and share and book in it, as the configuration orders them: members, those
    /// under rectification, and pilots, which stand in no sum of the zone. Those that do are [`Zone::members`].
    pub fn active(&self, month: Month) -> impl Iterator<Item = &Park> {
        self.parks.iter().filter(move |park| park.is_active(month))
    }

    /// A park's short name in `month`; its id when it is not configured.
    pub fn park_name(&self, id: &ParkId, month: Month) -> String {
        self.park(id).map_or_else(|| id.to_string(), |park| park.short_in(month).to_owned())
    }

    /// What is said of a park beside its name in `month`, see [`Park::marked`].
    pub fn marked(&self, id: &ParkId, month: Month) -> Option<ParkStatus> {
        self.park(id)?.marked(month)
    }

    /// The form's item of that code.
    pub fn item(&self, code: &Code) -> Option<&Item> {
        self.form.items.iter().find(|item| item.code == *code)
    }

    /// The indicator of that code.
    pub fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == *code)
    }

    /// The target in force for an indicator in a year.
    pub fn target(&self, indicator: &Code, park: Option<&ParkId>, year: i32) -> Option<&Target> {
        self.targets.iter().find(|t| t.indicator == *indicator && t.park.as_ref() == park && t.year == year)
    }
}
