//! Who may see and do what. A [`Scope`] is needed for every view; a [`Role`] is needed for every command.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::id::{AccountName, OwnerId, ParkId};
use crate::kept::kept;

/// What an account is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "written::Role", into = "written::Role")]
pub enum Role {
    /// 领导小组: sees everything approved.
    Leading,
    /// 领导小组办公室: reviews, approves, closes periods; sees what is submitted too.
    Office,
    /// 分园办公室: reports for its park; sees its own figures alone.
    Park(ParkId),
    /// 平台单位: answers what parks ask of its platforms; sees no report figures at all.
    Owner(OwnerId),
    /// A wall: sees what it draws, nothing else.
    Display,
    /// 系统管理: accounts and backup; no figures at all.
    Operator,
}

impl Role {
    /// What the role may see; the operator sees no figures.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Leading => Some(Scope::Leading),
            Self::Display => Some(Scope::Display),
            Self::Office => Some(Scope::Office),
            Self::Park(park) => Some(Scope::Park(park.clone())),
            Self::Owner(owner) => Some(Scope::Owner(owner.clone())),
            Self::Operator => None,
        }
    }

    /// How long a session of this role lives without a request. A wall asks for nothing while it shows, so
    /// it is not logged out for being idle (等保 suggests 15–30 minutes for people).
    pub fn idle_limit(&self) -> SignedDuration {
        match self {
            Self::Display => SignedDuration::from_hours(24 * 30),
            _ => SignedDuration::from_mins(30),
        }
    }
}

mod attempts;
mod kind;
mod manage;
mod password;
mod place;
mod request;
pub(crate) mod written;

pub use attempts::Attempts;
pub use kind::RoleKind;
pub use manage::{
    AccountDeed, AccountDeedKind, LONGEST_ACCOUNT_NAME, ManageRefusal, Managed, holder_name_problem,
    login_name_problem, manage_refusal, manages, manages_accounts,
};
pub use password::{LEAST_GUESSES, guess_problem, password_problem};
pub use place::{place_missing, place_name, place_problem, place_unchecked};
pub use request::{AccountRequest, TypedAccount};

/// What a viewer may see. No view can be built without one, and everything cached or streamed is keyed by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All parks, approved figures.
    Leading,
    /// All parks, and what waits for review.
    Office,
    /// One park, and of the others nothing but the zone's totals and its own place among them.
    Park(ParkId),
    /// The platforms of one owner and what is asked of them; no report figures.
    Owner(OwnerId),
    /// What a wall draws: approved figures of all parks on the board, who has reported, the policy's targets, how much
    /// flows between the parks. Not what is behind any of it.
    Display,
}

impl Scope {
    /// Whether figures of `park` may be shown at all.
    pub fn sees(&self, park: &ParkId) -> bool {
        match self {
            Self::Leading | Self::Office | Self::Display => true,
            Self::Park(own) => own == park,
            Self::Owner(_) => false,
        }
    }

    /// Whether anything may be opened: what is behind a number, a park's page, platforms and bookings, files. A wall
    /// has nobody who could tap it.
    pub fn opens(&self) -> bool {
        !matches!(self, Self::Display)
    }

    /// Whether what the parks share may be opened: it is no business of those who run platforms.
    pub fn sees_sharing(&self) -> bool {
        self.opens() && !matches!(self, Self::Owner(_))
    }

    /// Whether what `park` has submitted and nobody has approved may be shown.
    pub fn sees_unpublished(&self, park: &ParkId) -> bool {
        match self {
            Self::Leading | Self::Owner(_) | Self::Display => false,
            Self::Office => true,
            Self::Park(own) => own == park,
        }
    }
}

/// Who acts: written into every entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// The account's login name, such as `office`.
    pub account: AccountName,
    /// The person or office as shown.
    pub name: String,
    /// What the account was for when it acted.
    pub role: Role,
}

/// Sessions an account may have at once: when there is one more, the oldest ends.
pub const MOST_SESSIONS: usize = 10;

kept!(enum Role { 0 => Leading, 1 => Office, 2 => Park(inner), 3 => Owner(inner), 4 => Display, 5 => Operator });
kept!(struct Actor { account, name, role });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_park_sees_nobody_else() {
        let own = Scope::Park("a".into());
        assert!(own.sees(&"a".into()) && own.sees_unpublished(&"a".into()));
        assert!(!own.sees(&"b".into()) && !own.sees_unpublished(&"b".into()));
        assert!(!Scope::Leading.sees_unpublished(&"a".into()));
    }

    #[test]
    fn roles_are_written_as_before_and_owners_by_their_own_name() {
        let check = |role: Role, json: &str| {
            assert_eq!(serde_json::to_string(&role).unwrap(), json);
            assert_eq!(serde_json::from_str::<Role>(json).unwrap(), role);
        };
        check(Role::Office, r#"{"kind":"office"}"#);
        check(Role::Park("a".into()), r#"{"kind":"park","park":"a"}"#);
        check(Role::Owner("a".into()), r#"{"kind":"owner","owner":"a"}"#);
        assert!(!Scope::Owner("a".into()).sees(&"a".into()));
    }
}
