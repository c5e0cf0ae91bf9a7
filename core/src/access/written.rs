//! How a role is written: `{"kind": "park", "park": "…"}`, `{"kind": "owner", "owner": "…"}`, `{"kind": "office"}`.

use serde::{Deserialize, Serialize};

use crate::id::{OwnerId, ParkId};

/// What an account is for.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum Role {
    Leading,
    Office,
    Park { park: ParkId },
    Owner { owner: OwnerId },
    Display,
    Operator,
}

impl From<Role> for super::Role {
    fn from(written: Role) -> Self {
        match written {
            Role::Leading => Self::Leading,
            Role::Office => Self::Office,
            Role::Park { park } => Self::Park(park),
            Role::Owner { owner } => Self::Owner(owner),
            Role::Display => Self::Display,
            Role::Operator => Self::Operator,
        }
    }
}

impl From<super::Role> for Role {
    fn from(role: super::Role) -> Self {
        match role {
            super::Role::Leading => Self::Leading,
            super::Role::Office => Self::Office,
            super::Role::Park(park) => Self::Park { park },
            super::Role::Owner(owner) => Self::Owner { owner },
            super::Role::Display => Self::Display,
            super::Role::Operator => Self::Operator,
        }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for super::Role {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        <Role as utoipa::PartialSchema>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for super::Role {}
