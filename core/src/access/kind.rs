//! What accounts are for, in one word each: what somebody chooses from who makes one.

use serde::{Deserialize, Serialize};

use super::{Role, manages};
use crate::words::{Key, key};

/// What an account is for, without which park or owner it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// 分园办公室: reports for one park, which its place names.
    Park,
    /// 平台单位: answers requests for the platforms of one owner, which its place names.
    Owner,
    /// 大屏: a wall of a meeting room, which shows approved figures and does nothing.
    Display,
    /// 领导小组办公室: reviews and approves reports, and manages accounts of parks, owners and displays.
    Office,
    /// 领导小组: sees everything that is approved, and changes nothing of it.
    Leading,
    /// 系统管理: manages every account and sees no figures.
    Operator,
}

impl RoleKind {
    /// Every kind, those that there are most of first.
    pub const ALL: [Self; 6] = [Self::Park, Self::Owner, Self::Display, Self::Office, Self::Leading, Self::Operator];

    /// The kind of a role.
    pub fn of(role: &Role) -> Self {
        match role {
            Role::Leading => Self::Leading,
            Role::Office => Self::Office,
            Role::Park(_) => Self::Park,
            Role::Owner(_) => Self::Owner,
            Role::Display => Self::Display,
            Role::Operator => Self::Operator,
        }
    }

    /// The word for it on a screen, such as 分园办公室.
    pub fn word(self) -> Key {
        match self {
            Self::Leading => key::ACCOUNT_ROLE_LEADING,
            Self::Office => key::ACCOUNT_ROLE_OFFICE,
            Self::Park => key::ACCOUNT_ROLE_PARK,
            Self::Owner => key::ACCOUNT_ROLE_OWNER,
            Self::Display => key::ACCOUNT_ROLE_DISPLAY,
            Self::Operator => key::ACCOUNT_ROLE_OPERATOR,
        }
    }

    /// The role of this kind at a place: a park's or an owner's id for the two kinds that have one. Nothing when the
    /// place is not told.
    pub fn at(self, place: &str) -> Option<Role> {
        match self {
            Self::Leading => Some(Role::Leading),
            Self::Office => Some(Role::Office),
            Self::Display => Some(Role::Display),
            Self::Operator => Some(Role::Operator),
            Self::Park => (!place.is_empty()).then(|| Role::Park(place.into())),
            Self::Owner => (!place.is_empty()).then(|| Role::Owner(place.into())),
        }
    }

    /// The kinds of accounts that an account for `manager` may make, in the order of [`RoleKind::ALL`].
    pub fn made_by(manager: &Role) -> Vec<Self> {
        // Who may make one of some park may make one of any.
        let may = |kind: &Self| kind.at("any").is_some_and(|role| manages(manager, &role));
        Self::ALL.into_iter().filter(may).collect()
    }
}
