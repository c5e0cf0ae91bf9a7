use std::sync::Arc;

use duoyuan_core::access::Role;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::*;
use crate::store::sqlite::Sqlite;

const PASSWORD: &str = "Copper-Lantern-47";
const HERE: &str = "10.0.0.1";

struct Office {
    accounts: Accounts,
    _folder: tempfile::TempDir,
}

fn office(role: Role) -> Office {
    let folder = tempfile::tempdir().unwrap();
    let accounts = Accounts::new(Arc::new(Sqlite::open(folder.path()).unwrap()));
    let password = Some(PASSWORD.to_owned());
    let new = NewAccount { account: "office".into(), name: "办公室".to_owned(), role, password, must_change: true };
    assert_eq!(accounts.create(new.clone(), None, noon()).unwrap(), PASSWORD);
    assert!(matches!(accounts.create(new, None, noon()), Err(AccountError::Taken)));
    Office { accounts, _folder: folder }
}

fn noon() -> Timestamp {
    crate::testing::noon()
}

#[test]
fn passwords_are_kept_as_argon2id_of_the_agreed_cost() {
    let office = office(Role::Office);
    let kept = &office.accounts.list().unwrap()[0].password;
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
}

#[test]
fn names_are_compared_without_case_and_passwords_with_it() {
    let Office { accounts, .. } = &office(Role::Office);
    assert!(accounts.log_in(" Office ", HERE, PASSWORD, noon()).is_ok());
    assert!(matches!(accounts.log_in("office", HERE, &PASSWORD.to_lowercase(), noon()), Err(LoginError::Wrong)));
    assert!(matches!(accounts.log_in("office", HERE, &"x".repeat(100_000), noon()), Err(LoginError::Wrong)));
}

#[test]
fn five_failures_lock_whether_the_account_is_there_or_not() {
    let Office { accounts, .. } = &office(Role::Office);
    for name in ["office", "nobody"] {
        for _ in 0..4 {
            assert!(matches!(accounts.log_in(name, HERE, "wrong", noon()), Err(LoginError::Wrong)));
        }
        assert!(matches!(accounts.log_in(name, HERE, "wrong", noon()), Err(LoginError::Locked { .. })));
        let locked = accounts.log_in(name, HERE, PASSWORD, noon() + 14.minutes());
        assert!(matches!(locked, Err(LoginError::Locked { seconds: 60, .. })), "{locked:?}");
    }
    assert!(accounts.log_in("office", HERE, PASSWORD, noon() + 15.minutes()).is_ok());
}

#[test]
fn nobody_locks_somebody_out_from_elsewhere_and_a_name_tried_everywhere_becomes_slow() {
    let Office { accounts, .. } = &office(Role::Office);
    for address in 0..8 {
        for _ in 0..5 {
            let _ = accounts.log_in("office", &format!("203.0.113.{address}"), "wrong", noon());
        }
    }
    assert_eq!(accounts.delay(" OFFICE ", noon()).unwrap().as_secs(), 8);
    assert!(accounts.delay("leading", noon()).unwrap().is_zero());
    assert!(accounts.log_in("office", HERE, PASSWORD, noon()).is_ok());
    assert!(accounts.delay("office", noon()).unwrap().is_zero());
    let still = accounts.log_in("office", "203.0.113.1", PASSWORD, noon());
    assert!(matches!(still, Err(LoginError::Locked { .. })), "the attacker's own address stays locked");
    accounts.unlock(&"office".into(), None, noon()).unwrap();
    assert!(accounts.log_in("office", "203.0.113.1", PASSWORD, noon()).is_ok());
}

#[test]
fn passwords_that_are_easily_guessed_are_refused() {
    for weak in [
        "Password123",
        "Password123!",
        "Jiaozuo-2026",
        "Duoyuan@2026",
        "Qwerty12345",
        "Another-2027",
        "Bangongshi-1",
        "Zhongguo@2026",
        "1qaz@WSX3edc",
        "Admin@123456",
        "Huawei@123",
        "Zhang@1985",
        "Li5201314!",
    ] {
        assert!(password::problem("office", "领导小组办公室", weak).is_some(), "{weak}");
    }
    for good in [PASSWORD, "Quiet-River-2026", "Take-4572-Haki", "correct Horse battery 7"] {
        assert_eq!(password::problem("office", "领导小组办公室", good), None, "{good}");
    }
}

#[test]
fn the_eleventh_session_ends_the_first() {
    let Office { accounts, .. } = &office(Role::Office);
    let session = |minute: i64| accounts.log_in("office", HERE, PASSWORD, noon() + minute.seconds()).unwrap().0;
    let sessions: Vec<_> = (0..11).map(session).collect();
    let is_in = |token: &Token| accounts.who(&token.key(), noon() + 11.seconds()).unwrap().is_some();
    assert!(!is_in(&sessions[0]));
    assert!(sessions[1..].iter().all(is_in));
}

#[test]
fn a_success_forgets_the_failures_before_it() {
    let Office { accounts, .. } = &office(Role::Office);
    for _ in 0..3 {
        for _ in 0..4 {
            assert!(matches!(accounts.log_in("office", HERE, "wrong", noon()), Err(LoginError::Wrong)));
        }
        assert!(accounts.log_in("office", HERE, PASSWORD, noon()).is_ok());
    }
}

#[test]
fn a_session_ends_when_idle_and_after_a_working_day() {
    let Office { accounts, .. } = &office(Role::Office);
    let (token, who) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    assert!(who.must_change);
    let is_in = |now| accounts.who(&token.key(), now).unwrap().is_some();
    let mut now = noon();
    while now < noon() + ABSOLUTE_LIMIT {
        assert!(is_in(now), "{now}");
        now += SignedDuration::from_mins(29);
    }
    assert!(!is_in(now));
    let (token, _) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    assert!(accounts.who(&token.key(), noon() + 30.minutes()).unwrap().is_none());
    assert!(accounts.who(&token.key(), noon()).unwrap().is_none(), "what has ended does not come back");
}

#[test]
fn a_wall_stays() {
    let Office { accounts, .. } = &office(Role::Display);
    let (token, _) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    for day in 0..40 {
        let now = noon() + SignedDuration::from_hours(24 * day);
        assert!(accounts.who(&token.key(), now).unwrap().is_some(), "day {day}");
        accounts.drop_sessions(now).unwrap();
    }
}

#[test]
fn a_new_password_ends_the_other_sessions() {
    let Office { accounts, .. } = &office(Role::Office);
    let (_, first) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    let (_, second) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    for (current, new) in [(PASSWORD, "short"), (PASSWORD, "office-Office-1"), (PASSWORD, PASSWORD)] {
        let weak = accounts.change_password(&first, HERE, current, new, noon());
        assert!(matches!(weak, Err(PasswordError::Weak(_))), "{new}");
    }
    let wrong = accounts.change_password(&first, HERE, "wrong", "Velvet-Harbour-93", noon());
    assert!(matches!(wrong, Err(PasswordError::Login(LoginError::Wrong))));
    accounts.change_password(&first, HERE, PASSWORD, "Velvet-Harbour-93", noon()).unwrap();
    let who = |who: &Who| accounts.who(&who.session, noon()).unwrap();
    assert!(!who(&first).unwrap().must_change);
    assert!(who(&second).is_none());
    assert!(accounts.log_in("office", HERE, PASSWORD, noon()).is_err());
    assert!(accounts.log_in("office", HERE, "Velvet-Harbour-93", noon()).is_ok());
}

#[test]
fn disabling_and_resetting_end_every_session() {
    let Office { accounts, .. } = &office(Role::Office);
    let name = "office".into();
    let (token, _) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    accounts.disable(&name, None, noon()).unwrap();
    assert!(accounts.who(&token.key(), noon()).unwrap().is_none());
    assert!(matches!(accounts.log_in("office", HERE, PASSWORD, noon()), Err(LoginError::Wrong)));
    accounts.enable(&name, None, noon()).unwrap();
    let (token, _) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    let password = accounts.reset(&name, None, noon()).unwrap();
    assert!(accounts.who(&token.key(), noon()).unwrap().is_none());
    assert!(accounts.log_in("office", HERE, &password, noon()).unwrap().1.must_change);
    assert!(matches!(accounts.reset(&"nobody".into(), None, noon()), Err(AccountError::Unknown)));
}

#[test]
fn first_passwords_pass_their_own_rules_and_differ() {
    let passwords: std::collections::BTreeSet<_> = (0..200).map(|_| password::random("a2").unwrap()).collect();
    assert_eq!(passwords.len(), 200);
    assert!(passwords.iter().all(|it| password::problem("a2", "", it).is_none()));
}

#[test]
fn tokens_are_not_shown_and_not_kept() {
    let token = Token::random().unwrap();
    assert!(!format!("{token:?}").contains(token.reveal()));
    assert_ne!(token.key().to_string(), token.reveal());
    assert!(Token::sent("short").is_none());
}

#[test]
fn names_of_accounts_are_plain() {
    let Office { accounts, .. } = &office(Role::Office);
    for wrong in ["", "a", "A", "ab c", "办公室", "a;b", &"a".repeat(65)] {
        let new = NewAccount {
            account: wrong.into(),
            name: "x".to_owned(),
            role: Role::Leading,
            password: None,
            must_change: true,
        };
        assert!(matches!(accounts.create(new, None, noon()), Err(AccountError::Name(_))), "{wrong}");
    }
}

#[test]
fn a_password_chosen_at_the_same_time_undoes_neither_a_reset_nor_a_stop() {
    let Office { accounts, .. } = &office(Role::Office);
    let name = "office".into();
    let (_, who) = accounts.log_in("office", HERE, PASSWORD, noon()).unwrap();
    let before = accounts.list().unwrap()[0].password.clone();
    accounts.disable(&name, None, noon()).unwrap();
    let after = password::hash("Velvet-Harbour-93").unwrap();
    assert!(accounts.registry.change_password(&name, &before, &after).unwrap());
    assert!(accounts.list().unwrap()[0].disabled);
    accounts.enable(&name, None, noon()).unwrap();
    let given = accounts.reset(&name, None, noon()).unwrap();
    assert!(!accounts.registry.change_password(&name, &after, &before).unwrap());
    assert!(accounts.log_in("office", HERE, &given, noon()).unwrap().1.must_change);
    let late = accounts.change_password(&who, HERE, "Velvet-Harbour-93", "Marble-Lantern-58", noon());
    assert!(matches!(late, Err(PasswordError::Login(LoginError::Wrong))), "{late:?}");
}
