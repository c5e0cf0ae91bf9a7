//! A park of the zone 园区.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Cited, Contact, EarlierName, ParkStatus, StatusFrom};
use crate::id::ParkId;
use crate::period::Month;

/// A park 园区.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Park {
    /// Its id in files and addresses.
    pub id: ParkId,
    /// Full official name, the newest: of a month ask [`Park::name_in`].
    pub name: String,
    /// Two to four characters, for charts and walls, the newest: of a month ask [`Park::short_in`].
    pub short: String,
    /// Names before, of which nobody says until when 曾用名.
    pub former_names: Vec<String>,
    /// Names before and the last month of each, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_names: Vec<EarlierName>,
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
    /// Where the name and the industries come from, and all that has no source of its own.
    pub cited: Cited,
    /// Where the membership and its first month come from, when that is another source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<Cited>,
    /// Where the coordinates come from, when that is another source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Cited>,
    /// First month it belongs to the zone; where `statuses` are told, the month of the first of them.
    pub joined: Month,
    /// Last month it belongs to the zone, when it has left.
    pub left: Option<Month>,
    /// What it is to the zone, and from when 园区状态, oldest first; empty for a member from `joined` to `left`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<StatusFrom>,
    /// Whom to call about its reports and what it shares 联系人; absent when nobody is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

impl Park {
    /// What it is to the zone in `month`; nothing before its first month.
    pub fn status(&self, month: Month) -> Option<ParkStatus> {
        if self.statuses.is_empty() {
            let has_left = self.left.is_some_and(|last| last < month);
            let status = if has_left { ParkStatus::Left } else { ParkStatus::Member };
            return (self.joined <= month).then_some(status);
        }
        self.statuses.iter().rev().find(|status| status.from <= month).map(|status| status.status)
    }

    /// What is said of it beside its name in `month`: nothing of a member, nor of what does not belong to the zone yet.
    pub fn marked(&self, month: Month) -> Option<ParkStatus> {
        self.status(month).filter(|status| *status != ParkStatus::Member)
    }

    /// Whether its figures of `month` are the zone's, and it has a place among the others.
    pub fn is_member(&self, month: Month) -> bool {
        self.status(month).is_some_and(ParkStatus::counts)
    }

    /// Whether it reports on `month`, and may share and book in it.
    pub fn is_active(&self, month: Month) -> bool {
        self.status(month).is_some_and(ParkStatus::is_active)
    }

    /// The last month it belonged to the zone before `month`, when it has left by then.
    pub fn last_month(&self, month: Month) -> Option<Month> {
        if self.status(month) != Some(ParkStatus::Left) {
            return None;
        }
        let since = self.statuses.iter().rev().find(|status| status.from <= month);
        since.map(|status| status.from.previous()).or(self.left)
    }

    /// The first month it reports on; nothing for a candidate.
    pub fn first_report(&self) -> Option<Month> {
        if self.statuses.is_empty() {
            return Some(self.joined);
        }
        self.statuses.iter().find(|status| status.status.is_active()).map(|status| status.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn park(joined: &str, left: Option<&str>, statuses: &[(&str, ParkStatus)]) -> Park {
        let cited = serde_json::json!({"source": "x", "verification": "own"});
        let statuses: Vec<_> =
            statuses.iter().map(|(from, status)| serde_json::json!({"from": from, "status": status})).collect();
        serde_json::from_value(serde_json::json!({
            "id": "a", "name": "a", "short": "a", "former_names": [], "main": false, "divisions": [],
            "longitude": "113", "latitude": "35", "industries": [], "cited": cited, "joined": joined, "left": left,
            "statuses": statuses,
        }))
        .unwrap()
    }

    #[test]
    fn a_month_has_the_status_that_was_in_force() {
        use ParkStatus::{Candidate, Left, Member, Pilot, Rectifying};
        let in_steps = park(
            "2025-10",
            None,
            &[
                ("2025-10", Candidate),
                ("2026-01", Pilot),
                ("2026-07", Member),
                ("2026-09", Rectifying),
                ("2026-11", Left),
            ],
        );
        let plain = park("2025-10", Some("2026-10"), &[]);
        let check = |park: &Park, month: &str, status: Option<ParkStatus>, active: bool, counts: bool| {
            let month = month.parse().unwrap();
            assert_eq!(park.status(month), status, "{month}");
            assert_eq!((park.is_active(month), park.is_member(month)), (active, counts), "{month}");
        };
        check(&in_steps, "2025-09", None, false, false);
        check(&in_steps, "2025-10", Some(Candidate), false, false);
        check(&in_steps, "2025-12", Some(Candidate), false, false);
        check(&in_steps, "2026-01", Some(Pilot), true, false);
        check(&in_steps, "2026-06", Some(Pilot), true, false);
        check(&in_steps, "2026-07", Some(Member), true, true);
        check(&in_steps, "2026-10", Some(Rectifying), true, true);
        check(&in_steps, "2026-11", Some(Left), false, false);
        check(&plain, "2025-09", None, false, false);
        check(&plain, "2025-10", Some(Member), true, true);
        check(&plain, "2026-10", Some(Member), true, true);
        check(&plain, "2026-11", Some(Left), false, false);
        assert_eq!(in_steps.first_report(), "2026-01".parse().ok());
        assert_eq!(park("2025-10", None, &[("2025-10", Candidate)]).first_report(), None);
    }
}
