//! How a role is written: to screens `{"kind": "park", "park": "…"}`, `{"kind": "owner", "owner": "…"}`,
//! `{"kind": "office"}`; in the journal `{"park": "…"}`, `{"owner": "…"}`, `"office"`.
//!
//! A tag beside the content makes a reader keep everything until it has seen the tag. Every entry of the journal
//! names an actor, so that there the tag comes first.

use serde::{Deserialize, Serialize};

use crate::id::{AccountName, OwnerId, ParkId};

/// An actor as an entry of the journal names it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "super::Actor", deny_unknown_fields)]
pub(crate) struct KeptActor {
    account: AccountName,
    name: String,
    #[serde(with = "KeptRole")]
    role: super::Role,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "super::Role", rename_all = "snake_case")]
enum KeptRole {
    Leading,
    Office,
    Park(ParkId),
    Owner(OwnerId),
    Display,
    Operator,
}

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
