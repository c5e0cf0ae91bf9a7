//! Supervised tasks of the demonstration: of every meeting some, done, late and under way.

use duoyuan_core::access::Actor;
use duoyuan_core::id::{ParkId, TaskId};
use duoyuan_core::period::{BEIJING, Basis, Month, day_of};
use duoyuan_core::state;
use duoyuan_core::task::{Act, Assignment, Command, Condition, Handler, Origin};
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;

use super::world::World;
use super::{DemoError, Plan, accounts};

/// What happens to a task, by whom.
#[derive(Clone, Debug)]
pub(super) enum Move {
    Assign { task: usize },
    Lead { task: usize, act: Act },
    Office { task: usize, act: Act },
}

/// A task of the plan: which meeting (0 the first), whose, what, days to do it in.
struct Planned {
    meeting: usize,
    lead: Lead,
    support: &'static [&'static str],
    title: &'static str,
    detail: &'static str,
    days: i64,
    ends: Ends,
}

enum Lead {
    Park(&'static str),
    Office,
    Department(&'static str),
}

/// How it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Said to be done that many days after it was given, and closed two days later.
    Closed(i64),
    /// Said to be done, and sent back once; then closed.
    SentBack(i64),
    /// Signed for and reported on, nothing more.
    UnderWay,
    /// Signed for, and more time was asked for: granted that many days.
    Extended(i64),
    /// Signed for, and more time was asked for: not answered yet.
    AsksForTime(i64),
    /// Said to be done, not checked yet.
    Checking(i64),
    /// Nobody has signed for it.
    Unsigned,
}

const PLAN: [Planned; 10] = [
    Planned {
        meeting: 0,
        lead: Lead::Park("qinyang"),
        support: &["boai"],
        title: "牵头制定跨园区招商信息共享细则",
        detail: "明确共享范围、时限和首报首谈规则，报办公室备案。",
        days: 20,
        ends: Ends::Closed(17),
    },
    Planned {
        meeting: 0,
        lead: Lead::Park("mengzhou"),
        support: &[],
        title: "完成检测类仪器设备入网登记",
        detail: "园内企业和机构的检测仪器逐台登记，标明可预约时段。",
        days: 30,
        ends: Ends::SentBack(26),
    },
    Planned {
        meeting: 0,
        lead: Lead::Department("市科技局"),
        support: &["gaoxin"],
        title: "协调科技创新券在八个园区通用",
        detail: "",
        days: 45,
        ends: Ends::Closed(49),
    },
    Planned {
        meeting: 1,
        lead: Lead::Park("wuzhi"),
        support: &["xiuwu"],
        title: "报送飞地项目税收分成测算办法",
        detail: "按协议口径测算，与落地园区核对一致后报送。",
        days: 20,
        ends: Ends::Closed(20),
    },
    Planned {
        meeting: 1,
        lead: Lead::Office,
        support: &[],
        title: "建立月度报表逾期通报制度",
        detail: "每月18日通报上月报送情况。",
        days: 30,
        ends: Ends::Closed(22),
    },
    Planned {
        meeting: 1,
        lead: Lead::Park("wenxian"),
        support: &[],
        title: "新认定高新技术企业不少于3家",
        detail: "列出培育名单，逐户说明差距。",
        days: 150,
        ends: Ends::UnderWay,
    },
    Planned {
        meeting: 2,
        lead: Lead::Park("xiuwu"),
        support: &[],
        title: "补报并说明固定资产投资统计口径",
        detail: "与项目入库台账逐项核对。",
        days: 20,
        ends: Ends::UnderWay,
    },
    Planned {
        meeting: 2,
        lead: Lead::Park("boai"),
        support: &["qinyang"],
        title: "提出汽车零部件产业链协同招商清单",
        detail: "不少于10条线索，注明对接园区。",
        days: 25,
        ends: Ends::Extended(30),
    },
    Planned {
        meeting: 2,
        lead: Lead::Park("gongye"),
        support: &["gaoxin"],
        title: "开放中试车间供其他园区预约",
        detail: "",
        days: 45,
        ends: Ends::AsksForTime(20),
    },
    Planned {
        meeting: 2,
        lead: Lead::Park("gaoxin"),
        support: &["wuzhi", "wenxian"],
        title: "组织一次园区间人才互访",
        detail: "不少于三个园区参加，报送名单和小结。",
        days: 40,
        ends: Ends::Checking(33),
    },
];

/// What is said of how far it is.
const PROGRESS: [&str; 4] = [
    "已召开专题会议部署，明确分管领导和责任科室。",
    "已完成摸底，正在逐户核对，约完成六成。",
    "初稿已形成，正在征求相关园区意见。",
    "已与协办单位对接，分工和时间表已确定。",
];

/// The plan's tasks with their moments; `held` is when each meeting was.
pub(super) fn tell(plan: Plan, held: &[Timestamp]) -> Vec<(Timestamp, Move)> {
    let mut moves = Vec::new();
    for (task, it) in PLAN.iter().enumerate() {
        let Some(meeting) = held.get(it.meeting) else { continue };
        let after = |days: i64, hour: i8| {
            let day = day_of(*meeting).saturating_add(days.days());
            BEIJING.to_timestamp(day.at(hour, 20, 0, 0)).unwrap_or(*meeting)
        };
        let mut step = |at: Timestamp, what| moves.push((at, what));
        step(after(1, 9), Move::Assign { task });
        let lead = |act| Move::Lead { task, act };
        let office = |act| Move::Office { task, act };
        if it.ends == Ends::Unsigned {
            continue;
        }
        step(after(2, 10), lead(Act::Sign {}));
        step(after(9, 15), lead(Act::Report { text: PROGRESS[task % PROGRESS.len()].to_owned() }));
        let done =
            |days| (after(days, 11), lead(Act::AskClosing { text: "已按要求完成，材料已报办公室备案。".to_owned() }));
        let agree = || office(Act::AnswerClosing { agreed: true, reason: String::new() });
        match it.ends {
            Ends::Closed(days) => {
                moves.push(done(days));
                moves.push((after(days + 2, 16), agree()));
            }
            Ends::SentBack(days) => {
                moves.push(done(days));
                let reason = "尚有两家机构未登记，补齐后再报。".to_owned();
                moves.push((after(days + 1, 16), office(Act::AnswerClosing { agreed: false, reason })));
                moves.push(done(days + 3));
                moves.push((after(days + 4, 16), agree()));
            }
            Ends::UnderWay | Ends::Unsigned => {}
            Ends::Extended(days) | Ends::AsksForTime(days) => {
                let until = day_of(after(it.days + days, 9));
                let reason = "对接单位较多，清单需逐条核实，申请延期。".to_owned();
                moves.push((after(it.days - 6, 14), lead(Act::AskExtension { until, reason })));
                if matches!(it.ends, Ends::Extended(_)) {
                    let reason = "同意延期，请抓紧推进。".to_owned();
                    moves.push((after(it.days - 5, 9), office(Act::AnswerExtension { until: Some(until), reason })));
                }
            }
            Ends::Checking(days) => moves.push(done(days)),
        }
    }
    moves.retain(|(at, _)| *at <= plan.now);
    moves
}

pub(super) fn carry_out(world: &mut World, what: Move, at: Timestamp) -> Result<(), DemoError> {
    let (task, act, by_lead) = match what {
        Move::Assign { task } => return assign(world, task, at),
        Move::Lead { task, act } => (task, act, true),
        Move::Office { task, act } => (task, act, false),
    };
    let actor = match &PLAN[task].lead {
        Lead::Park(park) if by_lead => accounts::park(&world.zone, &ParkId::new(park)),
        _ => accounts::office(),
    };
    let Some(task) = world.tasks.get(&task).copied() else { return Ok(()) };
    act_as(world, &actor, Command::Act { task, act }, at)
}

fn assign(world: &mut World, task: usize, at: Timestamp) -> Result<(), DemoError> {
    let it = &PLAN[task];
    let today = day_of(at);
    let due = today.saturating_add(it.days.days());
    // The one that a figure can show: whether there are so many firms by the year's end.
    let december = Month::new(today.year().into(), 12);
    let condition =
        december.filter(|month| it.title.contains("高新技术企业") && *month <= Month::of(due)).map(|month| Condition {
            park: Some(ParkId::new("wenxian")),
            code: "hitech_firms".into(),
            month,
            basis: Basis::PointInTime,
            at_least: true,
            value: Decimal::from(18),
        });
    let condition = condition.filter(|it| world.zone.indicator(&it.code).is_some());
    let edition = it.meeting as u32 + 1;
    let has_edition = world.state.editions().get(edition).is_some();
    let source = if has_edition { Origin::Meeting { edition } } else { Origin::Office {} };
    let assignment = Assignment {
        title: it.title.to_owned(),
        detail: it.detail.to_owned(),
        source,
        lead: match it.lead {
            Lead::Park(park) => Handler::Park(park.into()),
            Lead::Office => Handler::Office,
            Lead::Department(name) => Handler::Department(name.to_owned()),
        },
        support: it.support.iter().map(|park| Handler::Park((*park).into())).collect(),
        sign_by: today.saturating_add(3.days()),
        due,
        condition,
    };
    act_as(world, &accounts::office(), Command::Assign(assignment), at)?;
    world.tasks.insert(task, TaskId(world.state.head().position));
    Ok(())
}

fn act_as(world: &mut World, actor: &Actor, command: Command, at: Timestamp) -> Result<(), DemoError> {
    world.act(actor, &state::Command::Task(command), at)
}
