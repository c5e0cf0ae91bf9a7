//! What a question may name by an id: unknown ids are answered with a sentence, not with an empty list.

use super::platform::platform_is_visible;
use crate::access::Scope;
use crate::id::Code;
use crate::series::Seen;
use crate::words::{Key, Message, key};

/// What a parameter of an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// A park 园区.
    Park,
    /// An element 要素.
    Element,
    /// An owner of platforms.
    Owner,
    /// A kind of platform.
    Kind,
    /// A platform 平台.
    Platform,
    /// A resource of any platform.
    Resource,
    /// An indicator 指标.
    Indicator,
}

/// Ids that are told one by one in a sentence.
const TOLD: usize = 12;

impl Names {
    fn sentence(self) -> Key {
        match self {
            Self::Park => key::BAD_ID_PARK,
            Self::Element => key::BAD_ID_ELEMENT,
            Self::Owner => key::BAD_ID_OWNER,
            Self::Kind => key::BAD_ID_KIND,
            Self::Platform => key::BAD_ID_PLATFORM,
            Self::Resource => key::BAD_ID_RESOURCE,
            Self::Indicator => key::BAD_ID_INDICATOR,
        }
    }

    /// The ids that the viewer is told of. What it may not see is not among them, so that an id it must not know of is
    /// answered just as one that does not exist. Empty where the viewer is told of nothing of that kind.
    fn known(self, seen: Seen<'_>) -> Vec<&str> {
        let (zone, state) = (seen.zone(), seen.state());
        let platforms = state.platforms.platforms.iter();
        let platforms = platforms.filter(|(_, it)| platform_is_visible(seen, &it.details.owner));
        match (self, seen.scope()) {
            (Self::Element, Scope::Owner(_)) | (Self::Indicator, Scope::Owner(_)) => Vec::new(),
            (Self::Owner | Self::Kind, Scope::Display) => Vec::new(),
            (Self::Owner, Scope::Owner(own)) => vec![own.as_str()],
            (Self::Park, _) => zone.parks.iter().map(|it| it.id.as_str()).collect(),
            (Self::Element, _) => zone.sharing.iter().flat_map(|it| &it.elements).map(|it| it.id.as_str()).collect(),
            (Self::Owner, _) => zone.owners.iter().map(|it| it.id.as_str()).collect(),
            (Self::Kind, _) => zone.openness.iter().flat_map(|it| &it.kinds).map(|it| it.id.as_str()).collect(),
            (Self::Indicator, _) => zone.indicators.iter().map(|it| it.code.as_str()).collect(),
            (Self::Platform, _) => platforms.map(|(id, _)| id.as_str()).collect(),
            (Self::Resource, _) => platforms.flat_map(|(_, it)| it.resources.keys()).map(|id| id.as_str()).collect(),
        }
    }
}

/// What an id in an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// What is asked for is of it, or is it: a park's page.
    Of,
    /// It narrows a list of what the viewer may see anyway: the listings of a park.
    Filter,
}

/// Whether an id may name what is another's, for a viewer that has its own: that is answered as what does not exist,
/// known or not, and never with [`unknown`]'s sentence. The leading group and its office see all of them.
pub fn is_anothers(scope: &Scope, names: Names, asks: Asks) -> bool {
    let sees_all = matches!(scope, Scope::Leading | Scope::Office);
    !sees_all && (names == Names::Owner || names == Names::Park && asks == Asks::Of)
}

/// What is wrong with an id that stands in an address, when the viewer knows of no such thing: which parameter, what was
/// found, what would be right. `found` is repeated in the sentence and must be short.
pub fn unknown(seen: Seen<'_>, names: Names, parameter: &str, found: &str) -> Option<Message> {
    let known = names.known(seen);
    // What is no indicator may be another source of figures; what it is told of is judged where it is asked for.
    let is_source = || names == Names::Indicator && seen.zone().source(&Code::new(found)).is_some();
    if known.is_empty() || known.contains(&found) || is_source() {
        return None;
    }
    let told = known.iter().take(TOLD).copied().collect::<Vec<_>>().join(", ");
    let message = Message::new(names.sentence()).with("parameter", parameter).with("found", found);
    Some(message.with("known", told).with("n", known.len().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scope: &Scope, names: Names, expected: [bool; 2]) {
        let found = [Asks::Of, Asks::Filter].map(|asks| is_anothers(scope, names, asks));
        assert_eq!(found, expected, "{names:?} for {scope:?}");
    }

    #[test]
    fn who_has_its_own_is_told_of_no_others() {
        let (park, owner) = (Scope::Park("qinyang".into()), Scope::Owner("centre".into()));
        for scope in [&park, &owner, &Scope::Display] {
            check(scope, Names::Park, [true, false]);
            check(scope, Names::Owner, [true, true]);
            for names in [Names::Element, Names::Kind, Names::Platform, Names::Resource, Names::Indicator] {
                check(scope, names, [false, false]);
            }
        }
        for scope in [Scope::Leading, Scope::Office] {
            check(&scope, Names::Park, [false, false]);
            check(&scope, Names::Owner, [false, false]);
        }
    }
}
