//! To whom a platform is open, and since when (policy Art. 5). History is kept: what was open on a day stays so.

use crate::kept::kept;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::booking::Evidence;

/// How open a platform is to a park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Openness))]
#[serde(rename_all = "snake_case", tag = "level", content = "text")]
pub enum Openness {
    /// 开放.
    Open,
    /// 有条件开放: under which conditions.
    Conditional(String),
    /// 不开放: why.
    Closed(String),
}

impl Openness {
    /// Whether it may be booked.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }
}

/// A change of openness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub position: u64,
    pub at: Timestamp,
    pub since: Date,
    pub openness: Openness,
    pub evidence: Evidence,
}

/// What is in force on a day. Changes are in order of `since`; of one day the last counts.
pub(crate) fn on(history: &[Change], day: Date) -> Option<&Change> {
    history.iter().rev().find(|change| change.since <= day)
}

kept!(enum Openness { 0 => Open, 1 => Conditional(inner), 2 => Closed(inner) });
kept!(struct Change { position, at, since, openness, evidence });
