//! Who takes part in the demonstration, with passwords that can be typed from a sheet of paper.

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::id::{AccountName, ParkId};
use duoyuan_core::openness::Owner;
use duoyuan_core::report::Signed;
use duoyuan_core::zone::Zone;
use oorandom::Rand32;

use crate::accounts::NewAccount;

/// An account of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Who it is.
    pub actor: Actor,
    /// Its password; not to be changed at the first login.
    pub password: String,
}

impl Login {
    /// The role in one word.
    pub fn role(&self) -> &'static str {
        match self.actor.role {
            Role::Leading => "leading",
            Role::Office => "office",
            Role::Park(_) => "park",
            Role::Owner(_) => "owner",
            Role::Display => "display",
            Role::Operator => "operator",
        }
    }

    pub(super) fn account(&self) -> NewAccount {
        let Actor { account, name, role } = self.actor.clone();
        NewAccount { account, name, role, password: Some(self.password.clone()), must_change: false }
    }
}

/// Every account of the demonstration, those who look at the board first.
pub fn logins(zone: &Zone, seed: u64) -> Vec<Login> {
    let parks = zone.parks.iter().map(|it| park(zone, &it.id));
    let others = [actor("wall", "会议室大屏", Role::Display), operator()];
    let owners = zone.owners.iter().map(owner);
    let people = [actor("leader", "领导小组", Role::Leading), office()];
    let actors = people.into_iter().chain(parks).chain(others).chain(owners);
    let mut random = Rand32::new(seed ^ 0x7061_7373);
    let login = |actor: Actor| Login { password: password(&actor.account, &mut random), actor };
    actors.map(login).collect()
}

pub(super) fn office() -> Actor {
    actor("office", "领导小组办公室", Role::Office)
}

pub(super) fn operator() -> Actor {
    actor("admin", "系统管理员", Role::Operator)
}

pub(super) fn park(zone: &Zone, id: &ParkId) -> Actor {
    let park = zone.park(id);
    let short = park.map_or(id.as_str(), |park| &park.short);
    let office = if park.is_some_and(|park| park.main) { "管委会统计办" } else { "分园办公室" };
    actor(id.as_str(), &format!("{short}{office}"), Role::Park(id.clone()))
}

/// Who signs a park's reports: nobody real, and no number that rings.
pub(super) fn signed(zone: &Zone, id: &ParkId) -> Signed {
    let short = zone.park(id).map_or(id.as_str(), |park| &park.short);
    Signed {
        prepared_by: format!("{short}填表人（演示）"),
        in_charge: format!("{short}负责人（演示）"),
        telephone: "0391-0000000".to_owned(),
    }
}

pub(super) fn owner(owner: &Owner) -> Actor {
    actor(owner.id.as_str(), &owner.short, Role::Owner(owner.id.clone()))
}

fn actor(account: &str, name: &str, role: Role) -> Actor {
    Actor { account: AccountName::new(account), name: name.to_owned(), role }
}

/// Two words that can be said aloud and four digits, such as `Ropa-4817-Niku`.
fn password(account: &AccountName, random: &mut Rand32) -> String {
    const CONSONANTS: &[u8] = b"bdfghkmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut pick = |letters: &[u8]| char::from(letters[random.rand_range(0..letters.len() as u32) as usize]);
    loop {
        let mut word = || -> String {
            let first = pick(CONSONANTS).to_ascii_uppercase();
            [first, pick(VOWELS), pick(CONSONANTS), pick(VOWELS)].into_iter().collect()
        };
        let (one, two) = (word(), word());
        let digits: String = (0..4).map(|_| pick(b"23456789")).collect();
        let password = format!("{one}-{digits}-{two}");
        if crate::accounts::password_problem(account.as_str(), "", &password).is_none() {
            return password;
        }
    }
}
