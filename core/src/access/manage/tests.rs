use super::*;

fn roles() -> [Role; 6] {
    [Role::Leading, Role::Office, Role::Park("a".into()), Role::Owner("a".into()), Role::Display, Role::Operator]
}

#[test]
fn the_operator_manages_all_and_the_office_those_who_report_and_show() {
    // Managed roles in the order of `roles`.
    let check = |manager: &Role, expected: [bool; 6]| {
        assert_eq!(roles().map(|of| manages(manager, &of)), expected, "{manager:?}");
    };
    let [leading, office, park, owner, display, operator] = roles();
    check(&operator, [true; 6]);
    check(&office, [false, false, true, true, true, false]);
    for nobody in [leading, park, owner, display] {
        check(&nobody, [false; 6]);
    }
}

#[test]
fn nobody_shuts_himself_out_and_one_operator_stays() {
    use AccountDeedKind::{Added, Disabled, Enabled, Password, Unlocked};
    use ManageRefusal::{LastOperator, NotSeen, Own};
    let check = |by: &str, manager: Role, kind, to: (&str, Role, bool), operators, expected| {
        let to = Managed { account: to.0.into(), role: to.1, disabled: to.2 };
        assert_eq!(manage_refusal(&by.into(), &manager, kind, &to, operators), expected, "{by} {kind:?} {to:?}");
    };
    let park = || Role::Park("a".into());
    for kind in [Added, Password, Disabled, Enabled, Unlocked] {
        check("op", Role::Operator, kind, ("p", park(), false), 1, None);
        check("ofc", Role::Office, kind, ("p", park(), false), 1, None);
        check("ofc", Role::Office, kind, ("head", Role::Leading, false), 2, Some(NotSeen));
        check("ofc", Role::Office, kind, ("op", Role::Operator, false), 2, Some(NotSeen));
        check("ofc", Role::Office, kind, ("ofc", Role::Office, false), 2, Some(NotSeen));
        check("p", park(), kind, ("p", park(), false), 2, Some(NotSeen));
    }
    check("op", Role::Operator, Password, ("op", Role::Operator, false), 2, Some(Own));
    check("op", Role::Operator, Disabled, ("op", Role::Operator, false), 2, Some(Own));
    check("op", Role::Operator, Disabled, ("two", Role::Operator, false), 2, None);
    // The manager was disabled between the click and the look at the accounts.
    check("op", Role::Operator, Disabled, ("two", Role::Operator, false), 1, Some(LastOperator));
    check("op", Role::Operator, Disabled, ("two", Role::Operator, true), 1, None);
    assert_eq!(NotSeen.sentence(), None);
}

#[test]
fn names_are_judged_by_themselves() {
    for right in ["ab", "zz-office.2", &"x".repeat(64)] {
        assert_eq!(login_name_problem(right), None, "{right}");
    }
    for wrong in ["", "a", "Office", "办公室", "a b", "a\nb", "a/b", &"x".repeat(65)] {
        assert_eq!(login_name_problem(wrong), Some(key::ACCOUNT_LOGIN_RULE), "{wrong}");
    }
    for right in ["沁阳分园办公室", "王 芳", &"字".repeat(64)] {
        assert_eq!(holder_name_problem(right), None, "{right}");
    }
    for wrong in ["", "  ", "王\u{7}芳", "王\n芳", &"字".repeat(65)] {
        assert_eq!(holder_name_problem(wrong), Some(key::ACCOUNT_HOLDER_RULE), "{wrong}");
    }
}
