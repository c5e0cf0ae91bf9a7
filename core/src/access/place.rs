//! Where an account belongs: the park or the owner of platforms that it is for.

use super::Role;
use crate::words::{Lang, Message, key};
use crate::zone::Zone;

/// Why an account for `role` could never do anything: its park or owner is none of the zone. The sentence names those
/// that there are, or says that there are none.
pub fn place_problem(role: &Role, zone: &Zone) -> Option<Message> {
    let (unknown, found, known) = match role {
        Role::Park(park) if zone.park(park).is_none() => {
            (key::ACCOUNT_UNKNOWN_PARK, park.as_str(), zone.parks.iter().map(|it| it.id.as_str()).collect::<Vec<_>>())
        }
        Role::Owner(_) if zone.owners.is_empty() => return Some(Message::new(key::ACCOUNT_NO_OWNERS)),
        Role::Owner(owner) if zone.owner(owner).is_none() => {
            (key::ACCOUNT_UNKNOWN_OWNER, owner.as_str(), zone.owners.iter().map(|it| it.id.as_str()).collect())
        }
        _ => return None,
    };
    Some(Message::new(unknown).with("found", found).with("known", known.join("、")))
}

/// What is said to whoever makes an account for a park or an owner before a zone is adopted: whether there is such a
/// place cannot be told yet. Nothing for other accounts.
pub fn place_unchecked(role: &Role) -> Option<Message> {
    let found = match role {
        Role::Park(park) => park.as_str(),
        Role::Owner(owner) => owner.as_str(),
        Role::Leading | Role::Office | Role::Display | Role::Operator => return None,
    };
    Some(Message::new(key::ACCOUNT_PLACE_UNCHECKED).with("found", found))
}

/// The park or owner that an account is for, as shown in a list of accounts: `修武`, or, when the configuration has no
/// such place, `testing（未在配置中登记）`; nothing for accounts of no place.
pub fn place_name(role: &Role, zone: &Zone, lang: Lang) -> Option<String> {
    let (id, short) = match role {
        Role::Park(park) => (park.as_str(), zone.park(park).map(|park| &park.short)),
        Role::Owner(owner) => (owner.as_str(), zone.owner(owner).map(|owner| &owner.short)),
        Role::Leading | Role::Office | Role::Display | Role::Operator => return None,
    };
    let unknown = || Message::new(key::ACCOUNT_PLACE_UNKNOWN).with("id", id).text(lang);
    Some(short.cloned().unwrap_or_else(unknown))
}

/// What is said to the holder of an account whose park or owner is none of the configuration, instead of pages that
/// could only be empty; nothing for everybody else.
pub fn place_missing(role: &Role, zone: &Zone) -> Option<Message> {
    let (missing, id) = match role {
        Role::Park(park) if zone.park(park).is_none() => (key::ACCOUNT_PARK_MISSING, park.as_str()),
        Role::Owner(owner) if zone.owner(owner).is_none() => (key::ACCOUNT_OWNER_MISSING, owner.as_str()),
        _ => return None,
    };
    Some(Message::new(missing).with("id", id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> Zone {
        crate::zone::load(&crate::zone::shipped()).unwrap()
    }

    #[test]
    fn an_account_is_for_a_place_that_there_is() {
        let zone = zone();
        let check = |role: Role, says: Option<&str>| {
            let said = place_problem(&role, &zone).map(|message| message.text(crate::words::Lang::Chinese));
            assert_eq!(said.is_some(), says.is_some(), "{role:?}: {said:?}");
            assert!(said.unwrap_or_default().contains(says.unwrap_or_default()), "{role:?}");
        };
        check(Role::Park("qinyang".into()), None);
        check(Role::Owner("service_centre".into()), None);
        check(Role::Park("service_centre".into()), Some("qinyang"));
        check(Role::Owner("qinyang".into()), Some("service_centre"));
        check(Role::Park("".into()), Some("qinyang"));
        for role in [Role::Leading, Role::Office, Role::Display, Role::Operator] {
            check(role, None);
        }
    }

    #[test]
    fn before_a_zone_is_adopted_a_place_cannot_be_checked() {
        let check = |role: Role, says: Option<&str>| {
            let said = place_unchecked(&role).map(|message| message.text(crate::words::Lang::Chinese));
            assert_eq!(said.is_some(), says.is_some(), "{role:?}: {said:?}");
            assert!(said.unwrap_or_default().contains(says.unwrap_or_default()), "{role:?}");
        };
        check(Role::Park("qinyang".into()), Some("“qinyang”"));
        check(Role::Owner("centre".into()), Some("“centre”"));
        for role in [Role::Leading, Role::Office, Role::Display, Role::Operator] {
            check(role, None);
        }
    }

    #[test]
    fn an_account_of_a_place_that_is_none_is_told_so() {
        let zone = zone();
        let check = |role: Role, name: Option<&str>, missing: Option<&str>| {
            assert_eq!(place_name(&role, &zone, Lang::Chinese).as_deref(), name, "{role:?}");
            let said = place_missing(&role, &zone).map(|message| message.text(Lang::Chinese));
            assert_eq!(said.is_some(), missing.is_some(), "{role:?}: {said:?}");
            assert!(said.unwrap_or_default().contains(missing.unwrap_or_default()), "{role:?}");
        };
        check(Role::Park("qinyang".into()), Some("沁阳"), None);
        check(Role::Park("nowhere".into()), Some("nowhere（未在配置中登记）"), Some("“nowhere”"));
        check(Role::Owner("testing".into()), Some("testing（未在配置中登记）"), Some("“testing”"));
        for role in [Role::Leading, Role::Office, Role::Display, Role::Operator] {
            check(role, None, None);
        }
        // What an owner is given of the configuration is enough to tell.
        let own = Role::Owner("service_centre".into());
        assert_eq!(place_missing(&own, &crate::view::zone(&zone, &own)), None);
    }
}
