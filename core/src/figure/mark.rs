//! What the reporter says of a value 备注.

use crate::kept::kept;
use serde::{Deserialize, Serialize};

/// What the reporter says of a value beside the value itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Nothing particular.
    #[default]
    None,
    /// 估计: no final figure yet.
    Estimated,
    /// 口径调整: from this month on another definition or coverage.
    Break,
    /// 不适用: the park has no such thing; no value.
    NotApplicable,
    /// 保密: too few units to show; no value.
    Confidential,
}

impl Mark {
    /// The word on the form, and what a workbook's 备注 column may say.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Estimated => "估计",
            Self::Break => "口径调整",
            Self::NotApplicable => "不适用",
            Self::Confidential => "保密",
        }
    }

    /// The mark of that name; an empty name is no mark.
    pub fn named(name: &str) -> Option<Self> {
        [Self::None, Self::Estimated, Self::Break, Self::NotApplicable, Self::Confidential]
            .into_iter()
            .find(|mark| mark.name() == name)
    }

    /// Whether a value stands beside it.
    pub fn has_value(self) -> bool {
        !matches!(self, Self::NotApplicable | Self::Confidential)
    }
}

kept!(enum Mark { 0 => None, 1 => Estimated, 2 => Break, 3 => NotApplicable, 4 => Confidential });
