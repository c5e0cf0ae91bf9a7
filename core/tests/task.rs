//! Supervised tasks: who may do what, when; what a park sees; and that nothing clears what was.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod small;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::id::TaskId;
use duoyuan_core::period::Basis;
use duoyuan_core::series::Seen;
use duoyuan_core::state::{self, RejectionKind};
use duoyuan_core::task::{Act, Assignment, Command, Condition, Handler, Origin, Standing};
use duoyuan_core::view::{self, TaskPage};
use duoyuan_core::words::Lang;
use rust_decimal::Decimal;
use small::{World, at, month, rows};

fn assignment() -> Assignment {
    Assignment {
        title: "制定招商信息共享细则".to_owned(),
        detail: String::new(),
        source: Origin::Office {},
        lead: Handler::Park("east".into()),
        support: vec![Handler::Park("main".into()), Handler::Department("市科技局".to_owned())],
        sign_by: "2025-03-23".parse().unwrap(),
        due: "2025-04-09".parse().unwrap(),
        condition: None,
    }
}

fn assign(it: Assignment) -> state::Command {
    state::Command::Task(Command::Assign(it))
}

fn act(task: TaskId, act: Act) -> state::Command {
    state::Command::Task(Command::Act { task, act })
}

fn park(id: &str) -> Role {
    Role::Park(id.into())
}

fn said(text: &str) -> String {
    text.to_owned()
}

fn world() -> (World, TaskId) {
    let mut world = World::new();
    world.publish("main", "2025-02", rows(100));
    world.now = at("2025-03-20T01:00:00Z");
    let task = TaskId(world.act(Role::Office, assign(assignment())).unwrap());
    (world, task)
}

fn page(world: &World, scope: &Scope, task: TaskId) -> Option<TaskPage> {
    let seen = Seen::new(&world.state, scope).unwrap();
    view::task(seen, task, world.now, (seen, world.now))
}

#[track_caller]
fn refused(world: &mut World, role: Role, command: state::Command, kind: RejectionKind, sentence: &str) {
    let before = world.state.clone();
    let rejection = world.act(role, command).unwrap_err();
    assert_eq!((rejection.kind, rejection.message.text(Lang::Chinese).as_str()), (kind, sentence));
    assert!(world.state == before, "nothing has changed");
}

#[test]
fn a_task_goes_its_whole_way_and_each_step_is_for_whom_it_is() {
    use RejectionKind::{Conflict, Invalid, NotFound};
    let (mut world, task) = world();
    let standing = |world: &World| page(world, &Scope::Leading, task).unwrap().line.standing;
    assert_eq!(standing(&world), Standing::Unsigned { days: 3 });
    let unknown = "没有这个督办事项，或者您无权查看。";
    refused(&mut world, park("west"), act(task, Act::Sign {}), NotFound, unknown);
    refused(&mut world, Role::Display, act(task, Act::Sign {}), NotFound, unknown);
    let not_now = "这一步现在不能办理：可能已由他人办理，请刷新后再看。";
    refused(&mut world, park("main"), act(task, Act::Sign {}), Conflict, not_now);
    let sign_first = "请先签收，再报送进展、申请延期或申请销号。";
    let done = Act::AskClosing { text: said("细则已印发各园区执行") };
    refused(&mut world, park("east"), act(task, done.clone()), Conflict, sign_first);
    world.act(park("east"), act(task, Act::Sign {})).unwrap();
    refused(&mut world, park("east"), act(task, Act::Sign {}), Conflict, not_now);
    assert_eq!(standing(&world), Standing::OnTrack { days: 20 });
    // Who helps may say how far it is, too.
    world.act(park("main"), act(task, Act::Report { text: said("已提供本园区线索清单") })).unwrap();
    let short = "请写明情况，至少五个字。";
    refused(&mut world, park("east"), act(task, Act::Report { text: said("好") }), Invalid, short);
    let again = Act::Report { text: said("已提供本园区线索清单") };
    refused(&mut world, park("main"), act(task, again), Conflict, "这条进展已经报送过。");

    let ask = |until: &str| Act::AskExtension {
        until: until.parse().unwrap(), reason: said("部分园区意见尚未返回")
    };
    let early = "延期后的日期应晚于2025-04-09，现填2025-04-09。";
    refused(&mut world, park("east"), act(task, ask("2025-04-09")), Invalid, early);
    world.act(park("east"), act(task, ask("2025-04-20"))).unwrap();
    let refuse = Act::AnswerExtension { until: None, reason: said("请按原定期限完成") };
    world.act(Role::Office, act(task, refuse)).unwrap();
    world.act(park("east"), act(task, ask("2025-04-20"))).unwrap();
    let until = "2025-04-15".parse().unwrap();
    let grant = Act::AnswerExtension { until: Some(until), reason: said("同意延期六天") };
    world.act(Role::Office, act(task, grant)).unwrap();
    let shown = page(&world, &Scope::Park("main".into()), task).unwrap();
    assert_eq!((shown.line.due, shown.first_due), (until, Some("2025-04-09".parse().unwrap())));

    world.now = at("2025-04-16T01:00:00Z");
    assert_eq!(standing(&world), Standing::Overdue { days: 1 });
    let late = "办结期限2025-04-15已过，不能再申请延期。";
    refused(&mut world, park("east"), act(task, ask("2025-05-01")), Conflict, late);
    world.act(Role::Office, act(task, Act::Remind {})).unwrap();
    refused(&mut world, Role::Office, act(task, Act::Remind {}), Conflict, not_now);
    world.act(park("east"), act(task, done.clone())).unwrap();
    assert_eq!(standing(&world), Standing::Checking { late: 1 });
    let back = |reason: &str| Act::AnswerClosing { agreed: false, reason: said(reason) };
    refused(&mut world, Role::Office, act(task, back("")), Invalid, short);
    world.act(Role::Office, act(task, back("缺两个园区的签字页"))).unwrap();
    assert_eq!(standing(&world), Standing::Overdue { days: 1 });
    world.now = at("2025-04-18T01:00:00Z");
    world.act(park("east"), act(task, done)).unwrap();
    world.now = at("2025-05-18T01:00:00Z");
    let agree = Act::AnswerClosing { agreed: true, reason: String::new() };
    world.act(Role::Office, act(task, agree)).unwrap();
    assert_eq!(standing(&world), Standing::Closed { late: 3 });
    let over = "该事项已办结，不能再改动。";
    refused(&mut world, Role::Office, act(task, Act::Remind {}), Conflict, over);
    let shown = page(&world, &Scope::Office, task).unwrap();
    assert_eq!((shown.history.len(), shown.acts), (12, vec![]), "nothing is cleared");
    assert!(world.replayed() == world.state);
    assert!(State::restore_of(&world), "a snapshot holds it, too");
}

/// A snapshot of a world's state, read back.
struct State;

impl State {
    fn restore_of(world: &World) -> bool {
        let mut bytes = Vec::new();
        world.state.keep(&mut bytes).unwrap();
        state::State::restore(&bytes).as_ref() == Some(&world.state)
    }
}

#[test]
fn what_is_assigned_is_checked() {
    use RejectionKind::{Forbidden, Invalid};
    let (mut world, _) = world();
    let mut check = |change: fn(&mut Assignment), sentence: &str| {
        let mut it = assignment();
        change(&mut it);
        refused(&mut world, Role::Office, assign(it), Invalid, sentence);
    };
    check(|it| it.title = "  ".to_owned(), "请用一行文字写明督办事项，不超过60个字。");
    check(|it| it.lead = Handler::Park("nowhere".into()), "承办单位“nowhere”不在现行配置中，或者名称过长。");
    check(|it| it.source = Origin::Meeting { edition: 1 }, "没有第1号会议版。");
    check(|it| it.source = Origin::Note { by: String::new() }, "请写明是哪位领导的批示。");
    let terms =
        "期限不对：签收期限2025-03-19不能早于今天（2025-03-20），办结期限2025-04-09不能早于签收期限，也不能超过五年。";
    check(|it| it.sign_by = "2025-03-19".parse().unwrap(), terms);
    refused(&mut world, Role::Leading, assign(assignment()), Forbidden, "督办事项由领导小组办公室交办。");
    let same = "同一事项已经交办：督办〔2025〕1号。";
    refused(&mut world, Role::Office, assign(assignment()), RejectionKind::Conflict, same);
    let other = Assignment { title: "报送招商线索".to_owned(), ..assignment() };
    let next = world.act(Role::Office, assign(other)).unwrap();
    let line = page(&world, &Scope::Office, TaskId(next)).unwrap().line;
    assert_eq!((line.year, line.nth), (2025, 2));
}

#[test]
fn a_condition_shows_its_figure_to_those_who_may_see_it_and_an_override_leaves_its_reason() {
    let (mut world, _) = world();
    let condition = Condition {
        park: Some("main".into()),
        code: "revenue".into(),
        month: month("2025-02"),
        basis: Basis::Cumulative,
        at_least: true,
        value: Decimal::from(150),
    };
    let it = Assignment { condition: Some(condition), ..assignment() };
    let task = TaskId(world.act(Role::Office, assign(it)).unwrap());
    let now = |world: &World, scope: Scope| page(world, &scope, task).unwrap().condition.unwrap();
    assert_eq!(now(&world, Scope::Leading).met, Some(false));
    let theirs = now(&world, Scope::Park("east".into()));
    assert_eq!((theirs.value, theirs.met), (None, None), "another park's figure stays its own");
    world.act(park("east"), act(task, Act::Sign {})).unwrap();
    world.act(park("east"), act(task, Act::AskClosing { text: said("已按要求完成全部工作") })).unwrap();
    let close = |reason: &str| Act::AnswerClosing { agreed: true, reason: said(reason) };
    refused(&mut world, Role::Office, act(task, close("")), RejectionKind::Invalid, "请写明情况，至少五个字。");
    world.act(Role::Office, act(task, close("数据滞后，实际已达到要求"))).unwrap();
    let last = page(&world, &Scope::Leading, task).unwrap().history[0].clone();
    assert_eq!(last.text, "数据滞后，实际已达到要求");
}

#[test]
fn a_park_hears_of_its_own_tasks_alone() {
    let (mut world, task) = world();
    let position = |world: &World, park: &str| world.state.position(&Scope::Park(park.into()));
    let (east, main, west) = (position(&world, "east"), position(&world, "main"), position(&world, "west"));
    world.act(park("east"), act(task, Act::Sign {})).unwrap();
    assert!(position(&world, "east") > east && position(&world, "main") > main);
    assert_eq!(position(&world, "west"), west);
    assert_eq!(page(&world, &Scope::Park("west".into()), task), None);
    let tally = |world: &World, scope: Scope| {
        view::live(Seen::new(&world.state, &scope).unwrap(), world.now).tasks.map(|it| (it.open, it.todo))
    };
    assert_eq!(tally(&world, Scope::Park("west".into())), None);
    assert_eq!(tally(&world, Scope::Park("east".into())), Some((1, 0)));
    assert_eq!(tally(&world, Scope::Display), None);
}
