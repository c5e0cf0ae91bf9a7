//! `duoyuan zone`: every mistake in a configuration with its line, what differs between two, and what adopting one would
//! change in figures that have been approved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use duoyuan_core::state::State;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::{self, Zone};

use super::{Failure, out, say};
use crate::engine::Engine;
use crate::store::sqlite::Sqlite;

#[derive(clap::Subcommand)]
pub enum Command {
    /// 检查配置 · check a configuration
    Check {
        /// 配置目录 · folder of TOML files
        path: PathBuf,
    },
    /// 比较两份配置 · compare two configurations
    Diff {
        /// 原配置目录 · folder of the first
        old: PathBuf,
        /// 新配置目录 · folder of the second
        new: PathBuf,
    },
    /// 启用后会改变哪些已通过的数据 · which approved figures adopting it would change
    Effects {
        /// 新配置目录 · folder of TOML files
        path: PathBuf,
        /// 数据目录 · data folder; a server may be running on it
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { path } => check(path),
        Command::Diff { old, new } => diff(&load(&files(old)?)?, &load(&files(new)?)?),
        Command::Effects { path, data } => {
            let zone = Arc::new(load(&files(path)?)?);
            let engine = Engine::open(Arc::new(Sqlite::inspect(data)?))?;
            if !tell_effects(&engine.read(), &zone) {
                out::line(say(&Message::new(key::ADOPTION_NOTHING)));
            }
            Ok(())
        }
    }
}

/// Prints what adopting a configuration would change in approved figures; whether there is anything.
pub fn tell_effects(state: &State, zone: &Arc<Zone>) -> bool {
    let (effects, now) = (state.effects_of(zone), state.zone().unwrap_or(zone));
    for effect in &effects {
        out::line(effect.text(now, super::lang()));
    }
    !effects.is_empty()
}

fn diff(old: &Zone, new: &Zone) -> Result<(), Failure> {
    let found = zone::diff(old, new);
    for difference in &found {
        out::line(say(&difference.message()));
    }
    if found.is_empty() {
        out::line(say(&Message::new(key::ZONE_DIFF_NONE)));
    }
    Ok(())
}

fn check(path: &Path) -> Result<(), Failure> {
    let zone = load(&files(path)?)?;
    let counts = [
        ("parks", zone.parks.len()),
        ("items", zone.form.items.len()),
        ("indicators", zone.indicators.len()),
        ("rules", zone.rules.len()),
        ("targets", zone.targets.len()),
    ];
    let message = Message::new(key::CLI_ZONE_OK).with("name", &zone.name);
    out::line(say(&counts.into_iter().fold(message, |message, (name, n)| message.with(name, n.to_string()))));
    Ok(())
}

/// The TOML files of a folder by name, the way they are given to the domain.
pub fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::file(&path, &error)
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).map_err(failed(&path))?));
        }
    }
    files.sort();
    if files.is_empty() {
        let message = Message::new(key::CLI_NO_ZONE_FILES).with("path", folder.display().to_string());
        return Err(Failure::new(message));
    }
    Ok(files)
}

/// Reads a zone; prints every problem there is.
pub fn load<T: AsRef<[u8]>>(files: &[(String, T)]) -> Result<Zone, Failure> {
    zone::load(files).map_err(|problems| {
        for problem in &problems {
            out::line(format_args!("{}:{}:{}: {}", problem.file, problem.line, problem.column, say(&problem.message)));
        }
        Failure::new(Message::new(key::CLI_ZONE_BAD).with("count", problems.len().to_string()))
    })
}
