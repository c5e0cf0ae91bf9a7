//! `duoyuan zone check`: every mistake in a configuration, with its line.

use std::path::{Path, PathBuf};

use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::{self, Zone};

use super::{Failure, say};

#[derive(clap::Subcommand)]
pub enum Command {
    /// 检查配置 · check a configuration
    Check {
        /// 配置目录 · folder of TOML files
        path: PathBuf,
    },
}

pub fn run(Command::Check { path }: &Command) -> Result<(), Failure> {
    let zone = load(&files(path)?)?;
    let counts = [
        ("parks", zone.parks.len()),
        ("items", zone.form.items.len()),
        ("indicators", zone.indicators.len()),
        ("rules", zone.rules.len()),
        ("targets", zone.targets.len()),
    ];
    let message = Message::new(key::CLI_ZONE_OK).with("name", &zone.name);
    println!("{}", say(&counts.into_iter().fold(message, |message, (name, n)| message.with(name, n.to_string()))));
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
            println!("{}:{}:{}: {}", problem.file, problem.line, problem.column, say(&problem.message));
        }
        Failure::new(Message::new(key::CLI_ZONE_BAD).with("count", problems.len().to_string()))
    })
}
