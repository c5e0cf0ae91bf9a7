use super::*;

#[test]
fn an_address_is_the_path_with_its_parameters() {
    assert_eq!(BOARD.at().address, "/api/v1/board");
    assert_eq!(PARK.at(&"qinyang".into()).address, "/api/v1/parks/qinyang");
    let month = "2026-10".parse().unwrap();
    assert_eq!(APPROVE.at(&"xiuwu".into(), &month).address, "/api/v1/reports/xiuwu/2026-10/approval");
    let asked = BOARD.at().asking(&[("month", "2026-10".to_owned()), ("basis", "month".to_owned())]);
    assert_eq!(asked.address, "/api/v1/board?month=2026-10&basis=month");
}

#[test]
fn no_operation_stands_twice_and_every_write_says_whose_it_is() {
    let mut seen = std::collections::BTreeSet::new();
    for (method, path, right) in ALL {
        assert!(seen.insert((method, path)), "{method:?} {path} stands twice");
        let is_own = path.starts_with("/api/v1/session");
        assert!(*method == Method::Get || *right != Right::Anybody || is_own, "{method:?} {path} is for whom?");
    }
}

#[test]
fn a_kind_of_account_is_refused_before_anything_is_read() {
    let told = |method, path: &str, role: Role| refused(method, path, &role).map(|it| it.text(Lang::Chinese));
    let approve = (Method::Post, APPROVE.path);
    assert_eq!(
        told(approve.0, approve.1, Role::Display).as_deref(),
        Some("本操作由领导小组办公室办理，本账号为大屏，无权办理。")
    );
    assert_eq!(told(approve.0, approve.1, Role::Office), None);
    // Which park it is is judged by what there is.
    assert_eq!(told(Method::Post, SUBMIT.path, Role::Park("any".into())), None);
    assert_eq!(told(Method::Get, BOARD.path, Role::Park("any".into())), None);
    assert_eq!(told(Method::Post, "/api/v1/nothing", Role::Display), None);
}
