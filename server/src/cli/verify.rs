//! `duoyuan verify`: recomputes the chain of hashes, looks at every file that an entry names, and whether the entries
//! of anchors kept elsewhere are still there.

use std::path::{Path, PathBuf};

use duoyuan_core::format;
use duoyuan_core::journal::anchor::Anchor;
use duoyuan_core::words::{Message, key};

use super::{Failure, out};
use crate::engine;
use crate::store::sqlite::Sqlite;

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 另行保存的校验锚，一行一个 · anchors that were kept elsewhere, one a line
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let anchors = args.anchor.as_deref().map(read).transpose()?.unwrap_or_default();
    let store = Sqlite::inspect(&args.data)?;
    let head = engine::verify(&store)?;
    for anchor in &anchors {
        if !engine::holds(&store, anchor)? {
            let message = Message::new(key::CLI_ANCHOR_LOST).with("position", anchor.position.to_string());
            return Err(Failure::new(
                message.with("at", format::moment(anchor.at)).with("last", head.position.to_string()),
            ));
        }
    }
    out::line(format_args!("ok {} entries, head {}", head.position, head.hash));
    Ok(())
}

/// The anchors of a file: at least one, so that a wrong file is not taken for a check that was passed.
fn read(path: &Path) -> Result<Vec<Anchor>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    let none = |line: usize| {
        let message = Message::new(key::CLI_NO_ANCHOR).with("path", path.display().to_string());
        Failure::new(message.with("line", line.to_string()))
    };
    let anchors = Anchor::read_all(&text).map_err(|error| none(error.line))?;
    if anchors.is_empty() { Err(none(1)) } else { Ok(anchors) }
}
