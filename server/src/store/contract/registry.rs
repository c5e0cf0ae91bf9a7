//! What a registry of accounts and sessions promises.

use duoyuan_core::access::{AccountDeed, AccountDeedKind, Attempts, MOST_SESSIONS, ManageRefusal, Role};
use duoyuan_core::journal::Hash;
use jiff::{SignedDuration, Timestamp};

use crate::store::{Account, Managing, Registry, Session, Written};

pub(super) fn contract<S: Registry>(make: impl Fn() -> S) {
    accounts_are_added_once(&make());
    a_deed_changes_what_it_is_about_and_is_recorded_with_it(&make());
    what_is_refused_or_so_already_is_not_recorded(&make());
    of_two_operators_who_disable_each_other_one_stays(&make());
    an_account_s_line_says_when_it_came_and_whether_it_is_locked(&make());
    sessions_end(&make());
    failed_logins_are_remembered_and_forgotten(&make());
    an_account_s_failed_logins_are_forgotten_wherever_they_came_from(&make());
    the_oldest_of_many_sessions_ends(&make());
}

fn account(name: &str) -> Account {
    let (role, password) = (Role::Park("qinyang".into()), "$argon2id$".to_owned());
    Account { account: name.into(), name: "沁阳".to_owned(), role, password, must_change: true, disabled: false }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn deed(kind: AccountDeedKind, name: &str) -> AccountDeed {
    AccountDeed { at: at(1_000), by: None, account: name.into(), kind }
}

fn add(store: &impl Registry, account: &Account) -> Managing {
    let deed = deed(AccountDeedKind::Added, account.account.as_str());
    store.manage(&deed, Written::Account(account), &|_, _| None).unwrap()
}

fn accounts_are_added_once(store: &impl Registry) {
    for role in [Role::Leading, Role::Office, Role::Display, Role::Operator] {
        let new = Account { role, ..account("a") };
        let expected = if store.accounts().unwrap().is_empty() { Managing::Done } else { Managing::Taken };
        assert_eq!(add(store, &new), expected);
    }
    assert_eq!(add(store, &account("0")), Managing::Done);
    assert_eq!(store.accounts().unwrap(), [account("0"), Account { role: Role::Leading, ..account("a") }]);
    assert_eq!(store.account(&"nobody".into()).unwrap(), None);
}

fn a_deed_changes_what_it_is_about_and_is_recorded_with_it(store: &impl Registry) {
    use AccountDeedKind::{Added, Disabled, Enabled, Password, Unlocked};
    let operator = Account { role: Role::Operator, ..account("op") };
    for new in [&account("a"), &account("b"), &operator] {
        assert_eq!(add(store, new), Managing::Done);
    }
    let session = |key: u8, name: &str| {
        let (began, used) = (at(10), at(20));
        store.add_session(&Session { key: Hash([key; 32]), account: name.into(), began, used }).unwrap();
    };
    let there = |key: u8| store.session(&Hash([key; 32])).unwrap().is_some();
    let locked = Attempts { failures: 0, locked_until: Some(at(5_000)) };
    let here = "a\n10.0.0.1".into();
    let steps = [
        (Disabled, Written::Nothing, Account { disabled: true, ..account("a") }),
        (Password, Written::Password("new"), Account { disabled: true, password: "new".into(), ..account("a") }),
        (Enabled, Written::Nothing, Account { password: "new".into(), ..account("a") }),
        (Unlocked, Written::Nothing, Account { password: "new".into(), ..account("a") }),
    ];
    for (kind, written, expected) in steps {
        session(1, "a");
        session(2, "b");
        store.set_attempts(&here, locked, at(1_000)).unwrap();
        let done = AccountDeed { by: Some("op".into()), ..deed(kind, "a") };
        assert_eq!(store.manage(&done, written, &|_, _| None).unwrap(), Managing::Done, "{kind:?}");
        assert_eq!(store.account(&"a".into()).unwrap(), Some(expected), "{kind:?}");
        assert_eq!(store.account(&"b".into()).unwrap(), Some(account("b")), "{kind:?}");
        assert_eq!(store.deeds(1).unwrap(), [done]);
        assert_eq!(there(1), !matches!(kind, Disabled | Password), "{kind:?}");
        assert!(there(2));
        let forgotten = store.attempts(&here).unwrap() == Attempts::default();
        assert_eq!(forgotten, matches!(kind, Password | Unlocked), "{kind:?}");
    }
    let kinds: Vec<_> = store.deeds(99).unwrap().into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Unlocked, Enabled, Password, Disabled, Added, Added, Added]);
    // What somebody chooses himself is no deed, and changes the password alone.
    assert!(store.change_password(&"a".into(), "new", "own").unwrap());
    assert!(!store.change_password(&"a".into(), "new", "other").unwrap());
    let own = Account { password: "own".into(), must_change: false, ..account("a") };
    assert_eq!(store.account(&"a".into()).unwrap(), Some(own));
    assert_eq!(store.deeds(99).unwrap().len(), 7);
}

fn what_is_refused_or_so_already_is_not_recorded(store: &impl Registry) {
    use AccountDeedKind::{Disabled, Enabled, Password, Unlocked};
    let out = Account { disabled: true, role: Role::Operator, ..account("out") };
    for new in [&account("a"), &out] {
        assert_eq!(add(store, new), Managing::Done);
    }
    let check = |deed: AccountDeed, written, refusal, expected| {
        assert_eq!(store.manage(&deed, written, &|_, _| refusal).unwrap(), expected, "{deed:?}");
        assert_eq!(store.accounts().unwrap(), [account("a"), out.clone()]);
        assert_eq!(store.deeds(99).unwrap().len(), 2, "{deed:?}");
    };
    check(deed(Enabled, "a"), Written::Nothing, None, Managing::Already);
    check(deed(Unlocked, "a"), Written::Nothing, None, Managing::Already);
    check(deed(Disabled, "out"), Written::Nothing, None, Managing::Already);
    check(deed(Disabled, "nobody"), Written::Nothing, None, Managing::Unknown);
    check(deed(Password, "nobody"), Written::Password("new"), None, Managing::Unknown);
    let (own, again) = (Some(ManageRefusal::Own), account("a"));
    check(deed(Password, "a"), Written::Password("new"), own, Managing::Refused(ManageRefusal::Own));
    // Whether a name is taken is told to those alone who may make such an account.
    check(deed(AccountDeedKind::Added, "a"), Written::Account(&again), own, Managing::Refused(ManageRefusal::Own));
    for by in ["out", "nobody"] {
        let late = AccountDeed { by: Some(by.into()), ..deed(Disabled, "a") };
        check(late, Written::Nothing, None, Managing::Refused(ManageRefusal::NotSeen));
    }
}

fn of_two_operators_who_disable_each_other_one_stays(store: &impl Registry) {
    for round in 0..10 {
        let names = [format!("a{round}"), format!("b{round}")];
        for name in &names {
            assert_eq!(add(store, &Account { role: Role::Operator, ..account(name) }), Managing::Done);
        }
        let disable = |name: &str| {
            let last = |_: &_, operators| (operators <= 1).then_some(ManageRefusal::LastOperator);
            store.manage(&deed(AccountDeedKind::Disabled, name), Written::Nothing, &last).unwrap()
        };
        let done = std::thread::scope(|scope| {
            let both = names.each_ref().map(|name| scope.spawn(|| disable(name)));
            both.map(|one| one.join().unwrap()).into_iter().filter(|it| *it == Managing::Done).count()
        });
        assert_eq!(done, 1);
        for it in store.accounts().unwrap().iter().filter(|it| !it.disabled) {
            store
                .manage(&deed(AccountDeedKind::Disabled, it.account.as_str()), Written::Nothing, &|_, _| None)
                .unwrap();
        }
    }
}

fn an_account_s_line_says_when_it_came_and_whether_it_is_locked(store: &impl Registry) {
    assert_eq!((add(store, &account("a")), add(store, &account("ab"))), (Managing::Done, Managing::Done));
    let line = |now| {
        let lines = store.account_lines(at(now)).unwrap();
        assert_eq!(lines[1].locked_until, None);
        (lines[0].last_login, lines[0].locked_until)
    };
    assert_eq!(line(1), (None, None));
    let (began, used) = (at(30), at(40));
    store.add_session(&Session { key: Hash([1; 32]), account: "a".into(), began, used }).unwrap();
    store.end_sessions(&"a".into(), None).unwrap();
    let until = |second| Attempts { failures: 0, locked_until: Some(at(second)) };
    store.set_attempts(&"a\n10.0.0.1".into(), until(50), at(1)).unwrap();
    store.set_attempts(&"a\n10.0.0.2".into(), until(60), at(1)).unwrap();
    // Slow from anywhere is not locked.
    store.set_attempts(&"a".into(), until(70), at(1)).unwrap();
    assert_eq!(line(49), (Some(at(30)), Some(at(60))));
    assert_eq!(line(60), (Some(at(30)), None));
}

fn sessions_end(store: &impl Registry) {
    let session =
        |name: &str, key: u8| Session { key: Hash([key; 32]), account: name.into(), began: at(10), used: at(20) };
    for name in ["a", "b"] {
        add(store, &account(name));
    }
    for (name, key) in [("a", 1), ("a", 2), ("a", 3), ("b", 4)] {
        store.add_session(&session(name, key)).unwrap();
    }
    let there = |key: u8| store.session(&Hash([key; 32])).unwrap().is_some();
    assert_eq!(store.session(&Hash([1; 32])).unwrap(), Some((session("a", 1), account("a"))));
    store.end_session(&Hash([1; 32])).unwrap();
    store.end_session(&Hash([9; 32])).unwrap();
    assert!(!there(1) && there(2) && there(3) && there(4) && !there(9));
    store.end_sessions(&"a".into(), Some(&Hash([3; 32]))).unwrap();
    assert!(!there(2) && there(3) && there(4));
    store.touch_session(&Hash([3; 32]), at(99)).unwrap();
    assert_eq!(store.drop_sessions(at(50)).unwrap(), 1);
    assert!(there(3) && !there(4));
    store.end_sessions(&"a".into(), None).unwrap();
    assert!(!there(3));
}

fn an_account_s_failed_logins_are_forgotten_wherever_they_came_from(store: &impl Registry) {
    let now = Timestamp::from_second(1_000_000).unwrap();
    let locked = Attempts { failures: 0, locked_until: Some(now + Attempts::LOCK) };
    let (anywhere, here) = ("somebody".into(), "somebody\n10.0.0.1".into());
    store.set_attempts(&anywhere, locked, now).unwrap();
    store.set_attempts(&here, locked, now).unwrap();
    store.forget_attempts(&"some".into()).unwrap();
    assert_eq!((store.attempts(&anywhere).unwrap(), store.attempts(&here).unwrap()), (locked, locked));
    store.forget_attempts(&"somebody".into()).unwrap();
    assert_eq!(store.attempts(&anywhere).unwrap(), Attempts::default());
    assert_eq!(store.attempts(&here).unwrap(), Attempts::default());
}

fn the_oldest_of_many_sessions_ends(store: &impl Registry) {
    for name in ["a", "b"] {
        add(store, &account(name));
    }
    let begin = |name: &str, key: u8| {
        let (began, used) = (at(i64::from(key)), at(i64::from(key)));
        store.add_session(&Session { key: Hash([key; 32]), account: name.into(), began, used }).unwrap();
    };
    begin("b", 200);
    (1..=MOST_SESSIONS as u8 + 2).for_each(|key| begin("a", key));
    begin("a", 5);
    let there = |key: u8| store.session(&Hash([key; 32])).unwrap().is_some();
    assert!(!there(1) && !there(2) && there(200));
    assert!((3..=MOST_SESSIONS as u8 + 2).all(there));
}

fn failed_logins_are_remembered_and_forgotten(store: &impl Registry) {
    let now = Timestamp::from_second(1_000_000).unwrap();
    let (somebody, nobody) = ("somebody".into(), "nobody".into());
    let locked = Attempts { failures: 0, locked_until: Some(now + Attempts::LOCK) };
    assert_eq!(store.attempts(&somebody).unwrap(), Attempts::default());
    store.set_attempts(&somebody, Attempts { failures: 4, locked_until: None }, now).unwrap();
    store.set_attempts(&nobody, locked, now).unwrap();
    assert_eq!(store.attempts(&somebody).unwrap().failures, 4);
    assert_eq!(store.attempts(&nobody).unwrap(), locked);
    store.set_attempts(&nobody, Attempts::default(), now).unwrap();
    assert_eq!(store.attempts(&nobody).unwrap(), Attempts::default());
    let later = now + SignedDuration::from_hours(25);
    store.set_attempts(&nobody, Attempts { failures: 1, locked_until: None }, later).unwrap();
    assert_eq!(store.attempts(&somebody).unwrap(), Attempts::default());
}
