//! `duoyuan anchor`: the position and hash of the journal's last entry, to be kept elsewhere.

use std::path::PathBuf;

use duoyuan_core::journal::anchor::Anchor;

use super::{Failure, out};
use crate::engine;
use crate::store::sqlite::Sqlite;

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Checks the chain first: an anchor of a damaged journal would be worth nothing. Prints nothing for an empty one.
pub fn run(args: &Args) -> Result<(), Failure> {
    let head = engine::verify(&Sqlite::inspect(&args.data)?)?;
    if let Some(anchor) = Anchor::of(&head) {
        out::line(anchor);
    }
    Ok(())
}
