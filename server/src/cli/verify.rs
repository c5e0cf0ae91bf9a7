//! `duoyuan verify`: recomputes the chain of hashes and looks at every file that an entry names.

use std::path::PathBuf;

use super::Failure;
use crate::engine;
use crate::store::sqlite::Sqlite;

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let store = Sqlite::inspect(&args.data)?;
    let head = engine::verify(&store)?;
    println!("ok {} entries, head {}", head.position, head.hash);
    Ok(())
}
