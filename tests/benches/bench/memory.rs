//! What two million figures weigh.

use duoyuan_core::id::Code;
use duoyuan_core::period::Month;
use duoyuan_core::state::{Event, State};
use rust_decimal::Decimal;

use crate::{Limit, line, synthetic};

const PARKS: usize = 30;
const MONTHS: i32 = 240;
const ITEMS: usize = 300;

/// Resident memory of this process in MB (10^6).
pub fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).expect("Linux tells");
    let kilobytes: f64 = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    kilobytes * 1024.0 / 1e6
}

pub fn run() {
    let figures = PARKS * MONTHS as usize * ITEMS;
    let before = resident();
    let plain: Vec<Decimal> = (0..figures).map(|n| Decimal::from(n as u64)).collect();
    let plain = std::hint::black_box(plain);
    line("memory_baseline_bare_decimals", resident() - before, "MB", Limit::None);
    drop(plain);

    let codes: Vec<Code> = (0..ITEMS).map(|n| Code::new(format!("qc{n:03}_0"))).collect();
    let first: Month = "2005-01".parse().expect("a month");
    let before = resident();
    let mut state = State::default();
    for month in first.to(first.plus(MONTHS - 1)) {
        for park in 0..PARKS {
            let park = format!("park-{park:02}");
            let event = synthetic::submission(&park, month, &codes, park.len() as u64 + state.head().position);
            let entry = synthetic::entry(state.head(), event);
            state.apply(entry);
            let entry = synthetic::entry(state.head(), Event::ReportApproved { park: park.as_str().into(), month });
            state.apply(entry);
        }
    }
    line("memory_of_state", resident() - before, "MB", Limit::Most(600.0));
    line("memory_figures_held", figures as f64, "figures", Limit::None);
    assert_eq!(state.head().position, 2 * PARKS as u64 * MONTHS as u64);
}
