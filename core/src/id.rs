//! Short names of things: each its own type, so that a park cannot be passed for an item.

use smol_str::SmolStr;

use crate::kept::kept;

/// Says in the OpenAPI document that a type is written as a text.
macro_rules! text_schema {
    ($name:ident) => {
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                <String as utoipa::PartialSchema>::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}

pub(crate) use text_schema;

/// Declares a short textual id: cheap to clone, ordered, a plain string on the wire.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        text_schema!($name);
        kept!(struct $name(_));

        impl $name {
            /// The id spelled `text`; spelling is judged where ids are defined (the zone's files).
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(SmolStr::new(text))
            }

            /// The id as it is spelled in files and on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

id!(
    /// A park 园区 of the zone, such as `qinyang`.
    ParkId
);
id!(
    /// A reported item 指标项 or a derived indicator 指标: one name space, such as `qc05_0` or `2.5`.
    Code
);
id!(
    /// An audit rule 审核关系, such as `E01a`.
    RuleId
);
id!(
    /// An institution that owns platforms, such as `testing`.
    OwnerId
);
id!(
    /// A kind of platform, such as `innovation`.
    KindId
);
id!(
    /// A platform 平台, such as `testing_lab`.
    PlatformId
);
id!(
    /// A resource of a platform: an instrument, places, a credit line, a service.
    ResourceId
);
id!(
    /// Who acted: the login name of an account.
    AccountName
);
id!(
    /// An element 要素 that parks share (policy Art. 4), such as `talent`.
    ElementId
);
id!(
    /// A stage of a transfer of one element, such as `signed`.
    StageId
);
id!(
    /// An industry 产业 that offers and needs belong to, such as `chemicals`.
    IndustryId
);

/// Declares an id that is the position of the journal's entry that created the thing: a plain number on the wire.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub u64);

        kept!(struct $name(_));

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

numbered!(
    /// An offer 供给 or a need 需求 of a park.
    ListingId
);
numbered!(
    /// A match 对接 of two parks.
    MatchId
);
numbered!(
    /// An enclave project 飞地项目.
    ProjectId
);
numbered!(
    /// A supervised task 督办事项.
    TaskId
);
