//! Sizes and speeds, one line each: name, value, unit, limit, separated by tabs. `-` is no limit: a baseline
//! measured in the same run, or a number that explains another. Ends with 1 when a limit is missed.
//!
//! Names on the command line choose benchmarks; without any, all are run. Each has a process of its own: what one
//! leaves in memory is not the next one's.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a benchmark says that it cannot be run")]

mod append;
mod bounds;
mod drawing;
mod fanout;
mod flow_update;
mod memory;
mod openness;
mod past;
mod replay;
mod sharing;
mod sizes;
mod synthetic;
mod update;
mod workbook;

use std::sync::atomic::{AtomicBool, Ordering};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

static MISSED: AtomicBool = AtomicBool::new(false);

/// What a value is to be.
#[derive(Clone, Copy)]
pub enum Limit {
    /// Nothing in particular.
    None,
    /// At most.
    Most(f64),
    /// At least.
    Least(f64),
}

/// Prints a result.
pub fn line(name: &str, value: f64, unit: &str, limit: Limit) {
    let (text, kept) = match limit {
        Limit::None => ("-".to_owned(), true),
        Limit::Most(most) => (format!("<= {most}"), value <= most),
        Limit::Least(least) => (format!(">= {least}"), value >= least),
    };
    let value = if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    println!("{name}\t{value}\t{unit}\t{text}");
    if !kept {
        eprintln!("{name} misses its limit");
        MISSED.store(true, Ordering::Relaxed);
    }
}

/// The middle of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The value that 95 of 100 do not exceed.
pub fn p95(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * 95).div_ceil(100).saturating_sub(1)]
}

fn main() -> std::process::ExitCode {
    let all: [(&str, fn()); 13] = [
        ("sizes", sizes::run),
        ("replay", replay::run),
        ("memory", memory::run),
        ("past", past::run),
        ("openness", openness::run),
        ("append", append::run),
        ("workbook", workbook::run),
        ("sharing", sharing::run),
        ("fanout", fanout::run),
        ("bounds", bounds::run),
        ("update", update::run),
        ("flow_update", flow_update::run),
        ("drawing", drawing::run),
    ];
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let Some(unknown) = chosen.iter().find(|name| !all.iter().any(|(known, _)| known == name)) {
        eprintln!("no benchmark is called {unknown}; there are {}", all.map(|(name, _)| name).join(", "));
        return std::process::ExitCode::FAILURE;
    }
    if let [one] = &chosen[..] {
        all.into_iter().filter(|(name, _)| name == one).for_each(|(_, run)| run());
    } else {
        let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
        for (name, _) in all.into_iter().filter(|(name, _)| is_chosen(name)) {
            let own = std::process::Command::new(std::env::current_exe().expect("this program")).arg(name).status();
            if !own.expect("a process").success() {
                MISSED.store(true, Ordering::Relaxed);
            }
        }
    }
    if MISSED.load(Ordering::Relaxed) { std::process::ExitCode::FAILURE } else { std::process::ExitCode::SUCCESS }
}
