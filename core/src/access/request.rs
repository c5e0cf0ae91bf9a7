//! An account that somebody asks for: judged while it is typed and again where it is made.

use serde::{Deserialize, Serialize};

use super::{Role, RoleKind, holder_name_problem, login_name_problem, place_problem};
use crate::id::AccountName;
use crate::words::{Message, key};
use crate::zone::Zone;

/// An account to be made; its password is chosen where it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRequest {
    /// The login name: 2 to 64 lower-case letters, digits, `-`, `_` and `.`.
    pub account: AccountName,
    /// The person or office as shown, at most 64 characters.
    pub name: String,
    /// What it is for.
    pub role: Role,
}

impl AccountRequest {
    /// What is wrong with it, if anything. Before a zone is adopted nothing can be said of parks and owners.
    pub fn problem(&self, zone: Option<&Zone>) -> Option<Message> {
        login_name_problem(self.account.as_str())
            .or_else(|| holder_name_problem(&self.name))
            .map(Message::new)
            .or_else(|| place_problem(&self.role, zone?))
    }
}

/// An account while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedAccount {
    /// The login name as typed; spaces around it do not count.
    pub account: String,
    /// The person or office as typed; spaces around it do not count.
    pub name: String,
    /// What it is to be for, once chosen.
    pub kind: Option<RoleKind>,
    /// The park or owner chosen, by its id; empty before.
    pub place: String,
}

impl TypedAccount {
    /// What is asked for, or the first thing that is still wrong, in the order of the form.
    pub fn read(&self, zone: Option<&Zone>) -> Result<AccountRequest, Message> {
        let (account, name) = (self.account.trim(), self.name.trim());
        if let Some(problem) = login_name_problem(account).or_else(|| holder_name_problem(name)) {
            return Err(Message::new(problem));
        }
        let kind = self.kind.ok_or_else(|| Message::new(key::ACCOUNT_CHOOSE_ROLE))?;
        let choose = || {
            let has_none = kind == RoleKind::Owner && zone.is_some_and(|zone| zone.owners.is_empty());
            Message::new(if has_none { key::ACCOUNT_NO_OWNERS } else { key::ACCOUNT_CHOOSE_PLACE })
        };
        let role = kind.at(&self.place).ok_or_else(choose)?;
        let request = AccountRequest { account: AccountName::new(account), name: name.to_owned(), role };
        request.problem(zone).map_or(Ok(request), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> Zone {
        crate::zone::load(&crate::zone::shipped()).unwrap()
    }

    #[test]
    fn where_nobody_owns_platforms_that_is_said() {
        let zone = Zone { owners: Vec::new(), ..zone() };
        let said = |message: Option<Message>| message.map(|it| it.key);
        assert_eq!(said(place_problem(&Role::Owner("centre".into()), &zone)), Some(key::ACCOUNT_NO_OWNERS));
        let (account, name) = ("wang".to_owned(), "王芳".to_owned());
        let typed = TypedAccount { account, name, kind: Some(RoleKind::Owner), place: String::new() };
        assert_eq!(said(typed.read(Some(&zone)).err()), Some(key::ACCOUNT_NO_OWNERS), "there is none to choose");
    }

    #[test]
    fn what_is_typed_is_judged_in_the_order_of_the_form() {
        let zone = zone();
        let check = |account: &str, name: &str, kind, place: &str, expected: Result<Role, crate::words::Key>| {
            let typed = TypedAccount { account: account.into(), name: name.into(), kind, place: place.into() };
            let read = typed.read(Some(&zone)).map(|it| it.role).map_err(|message| message.key);
            assert_eq!(read, expected, "{typed:?}");
        };
        check("", "", None, "", Err(key::ACCOUNT_LOGIN_RULE));
        check("Wang", "王芳", None, "", Err(key::ACCOUNT_LOGIN_RULE));
        check("wang", " ", None, "", Err(key::ACCOUNT_HOLDER_RULE));
        check("wang", "王芳", None, "", Err(key::ACCOUNT_CHOOSE_ROLE));
        check("wang", "王芳", Some(RoleKind::Park), "", Err(key::ACCOUNT_CHOOSE_PLACE));
        check("wang", "王芳", Some(RoleKind::Park), "nowhere", Err(key::ACCOUNT_UNKNOWN_PARK));
        check(" wang ", " 王芳 ", Some(RoleKind::Park), "qinyang", Ok(Role::Park("qinyang".into())));
        // A place chosen before the kind was changed does not count.
        check("wang", "王芳", Some(RoleKind::Display), "qinyang", Ok(Role::Display));
    }

    #[test]
    fn who_makes_what() {
        use RoleKind::{Display, Owner, Park};
        assert_eq!(RoleKind::made_by(&Role::Operator), RoleKind::ALL);
        assert_eq!(RoleKind::made_by(&Role::Office), [Park, Owner, Display]);
        assert_eq!(RoleKind::made_by(&Role::Leading), []);
        for kind in RoleKind::ALL {
            assert_eq!(RoleKind::of(&kind.at("a").unwrap()), kind);
        }
    }
}
