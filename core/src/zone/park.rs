//! A park of the zone 园区.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Cited, Contact};
use crate::id::ParkId;
use crate::period::Month;

/// A park 园区.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Park {
    /// Its id in files and addresses.
    pub id: ParkId,
    /// Full official name.
    pub name: String,
    /// Two to four characters, for charts and walls.
    pub short: String,
    /// Names before.
    pub former_names: Vec<String>,
    /// Whether it is the main zone 主园区.
    pub main: bool,
    /// Division codes 行政区划代码 of the hosts.
    pub divisions: Vec<String>,
    /// Degrees east, WGS-84, of the host's seat; good for a schematic map only.
    pub longitude: Decimal,
    /// Degrees north, WGS-84.
    pub latitude: Decimal,
    /// Leading industries 主导产业.
    pub industries: Vec<String>,
    /// Where the industries and the membership come from.
    pub cited: Cited,
    /// First month it reports.
    pub joined: Month,
    /// Last month it reports, when it has left.
    pub left: Option<Month>,
    /// Whom to call about its reports and what it shares 联系人; absent when nobody is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

impl Park {
    /// Whether it belongs to the zone in `month`.
    pub fn is_member(&self, month: Month) -> bool {
        self.joined <= month && self.left.is_none_or(|last| month <= last)
    }
}
