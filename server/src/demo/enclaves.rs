//! Four enclave projects, with splits that changed and figures of every month.

use duoyuan_core::enclave::{Agreement, Command, ItemSplit, Line, Share};
use duoyuan_core::id::{Code, ProjectId};
use duoyuan_core::period::Month;
use duoyuan_core::state;
use duoyuan_core::zone::Zone;
use jiff::Timestamp;
use oorandom::Rand32;
use rust_decimal::Decimal;

use super::story::moment;
use super::world::World;
use super::{DemoError, Plan, accounts};

/// Months of figures.
const MONTHS: i32 = 24;
/// Taxes paid, output, fixed investment, in 千元.
const ITEMS: [&str; 3] = ["qc13", "qc02", "qc40"];

/// A project: parks by their place in the configuration, percent of the park it comes from by item, later ones with
/// the month they begin in, and what it does in a month, 千元.
struct Plot {
    name: &'static str,
    from: usize,
    to: usize,
    recruiter: usize,
    start_event: &'static str,
    years: i32,
    investment: i64,
    shares: [i64; 3],
    later: &'static [(i32, [i64; 3])],
    does: [u32; 3],
}

const PLOTS: [Plot; 4] = [
    Plot {
        name: "锂电池隔膜扩产项目",
        from: 0,
        to: 6,
        recruiter: 0,
        start_event: "首笔税收入库",
        years: 10,
        investment: 86_000,
        shares: [60, 50, 50],
        later: &[(12, [50, 50, 50])],
        does: [2_600, 58_000, 9_000],
    },
    Plot {
        name: "智能输送装备生产基地",
        from: 0,
        to: 4,
        recruiter: 0,
        start_event: "项目开工",
        years: 5,
        investment: 42_000,
        shares: [50, 50, 50],
        later: &[],
        does: [1_400, 31_000, 6_500],
    },
    Plot {
        name: "轻量化底盘件生产线",
        from: 1,
        to: 7,
        recruiter: 0,
        start_event: "首笔税收入库",
        years: 8,
        investment: 35_000,
        shares: [40, 40, 30],
        later: &[(6, [45, 40, 30]), (15, [50, 50, 30])],
        does: [1_100, 27_500, 4_200],
    },
    Plot {
        name: "怀药功能食品加工园",
        from: 4,
        to: 5,
        recruiter: 4,
        start_event: "签订三方投资合同",
        years: 5,
        investment: 12_800,
        shares: [30, 50, 50],
        later: &[(9, [40, 50, 50])],
        does: [320, 9_800, 1_600],
    },
];

/// Something that somebody does about a project.
#[derive(Clone, Debug)]
pub(super) struct Move {
    project: usize,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Agree { first: Month },
    Change { from: Month, shares: [i64; 3] },
    Report { month: Month, values: [u32; 3] },
    Confirm { month: Month },
}

/// All of it, in no order.
pub(super) fn tell(zone: &Zone, plan: Plan) -> Vec<(Timestamp, Move)> {
    let joined = zone.parks.iter().filter_map(|park| park.first_report()).max().unwrap_or(plan.until);
    let start = plan.until.plus(1 - MONTHS).max(joined);
    let knows_items = ITEMS.iter().all(|item| zone.item(&Code::new(item)).is_some());
    if zone.parks.len() < 8 || !knows_items {
        return Vec::new();
    }
    let mut random = Rand32::new(plan.seed ^ 0x656e_636c);
    let mut moves = Vec::new();
    for (project, plot) in PLOTS.iter().enumerate() {
        let first = start.plus(project as i32);
        let mut push = |at, what| moves.push((at, Move { project, what }));
        push(moment(first, 3 + project as i8, 15, 20), What::Agree { first });
        for (after, shares) in plot.later {
            let from = first.plus(*after);
            if from <= plan.until {
                push(moment(from, 4, 10, 30), What::Change { from, shares: *shares });
            }
        }
        for month in first.to(plan.until) {
            // It grows into its size in half a year, and a tenth a year after that.
            let age = (month.index() - first.index()) as u32;
            let size = |whole: u32| whole * (age + 1).min(6) / 6 * (120 + age) / 120;
            let values = plot.does.map(|whole| size(whole) * random.rand_range(90..111) / 100);
            push(moment(month.plus(1), 9, 16, project as i8), What::Report { month, values });
            // The last figures of one project have yet to be confirmed.
            if month < plan.until || project != 2 {
                push(moment(month.plus(1), 11, 9, project as i8), What::Confirm { month });
            }
        }
    }
    // A project that is agreed after the last month has nothing to tell.
    moves.retain(|(_, it)| !matches!(it.what, What::Agree { first } if first > plan.until));
    moves
}

pub(super) fn carry_out(world: &mut World, it: Move, at: Timestamp) -> Result<(), DemoError> {
    let plot = &PLOTS[it.project];
    let park = |place: usize| world.zone.parks[place].id.clone();
    let (office, landing, origin) = (
        accounts::office(),
        accounts::park(&world.zone, &park(plot.to)),
        accounts::park(&world.zone, &park(plot.from)),
    );
    let known = world.projects.get(&it.project).copied();
    let project = || known.ok_or_else(|| DemoError::Unfit(format!("project {}", it.project)));
    let split = |shares: [i64; 3]| -> Vec<ItemSplit> {
        let share = |place: usize, percent: i64| Share { park: park(place), percent: Decimal::from(percent) };
        let one = |(item, from): (&str, i64)| ItemSplit {
            item: Code::new(item),
            shares: vec![share(plot.from, from), share(plot.to, 100 - from)],
        };
        ITEMS.into_iter().zip(shares).map(one).collect()
    };
    let (actor, command) = match it.what {
        What::Agree { first } => {
            let agreement = Agreement {
                name: plot.name.to_owned(),
                from: park(plot.from),
                to: park(plot.to),
                recruiter: park(plot.recruiter),
                contract_no: format!("焦高飞地〔{}〕{}号", first.year(), it.project + 1),
                start_event: plot.start_event.to_owned(),
                first,
                last: first.plus(plot.years * 12 - 1),
                investment: Some(Decimal::from(plot.investment)),
                split: split(plot.shares),
            };
            (office, Command::Agree(agreement))
        }
        What::Change { from, shares } => {
            (office, Command::ChangeSplit { project: project()?, from, split: split(shares) })
        }
        What::Report { month, values } => {
            let line = |(item, value): (&str, u32)| Line { item: Code::new(item), value: Decimal::from(value) };
            let rows = ITEMS.into_iter().zip(values).map(line).collect();
            (landing, Command::Report { project: project()?, month, rows })
        }
        What::Confirm { month } => (origin, Command::Confirm { project: project()?, month }),
    };
    let agrees = matches!(command, Command::Agree(_));
    world.act(&actor, &state::Command::Enclave(command), at)?;
    if agrees {
        world.projects.insert(it.project, ProjectId(world.state.head().position));
    }
    Ok(())
}
