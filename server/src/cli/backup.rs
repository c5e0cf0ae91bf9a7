//! `duoyuan backup` and `duoyuan restore`: everything in one file, and back.

use std::io;
use std::path::{Path, PathBuf};

use duoyuan_core::journal::Head;
use duoyuan_core::journal::anchor::Anchor;
use duoyuan_core::words::{Key, Message, key};

use super::{Failure, out, reason};
use crate::store::sqlite::{self, BackupError, FILE};

#[derive(clap::Args)]
pub struct Backup {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 备份文件，须不存在 · the backup, a new file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(clap::Args)]
pub struct Restore {
    /// 数据目录，须没有数据 · data folder, without data
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 备份文件 · the backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Prints the anchor of what was saved.
pub fn back_up(args: &Backup) -> Result<(), Failure> {
    let done = sqlite::backup(&args.data, &args.file);
    told(done.map_err(|error| match error {
        BackupError::Occupied => {
            Failure::new(Message::new(key::CLI_BACKUP_THERE).with("path", args.file.display().to_string()))
        }
        BackupError::Write(cause) => unwritten(key::CLI_BACKUP_UNWRITTEN, &args.file, &cause),
        error => error.into(),
    })?)
}

/// Prints the anchor of what was put back.
pub fn restore(args: &Restore) -> Result<(), Failure> {
    let done = sqlite::restore(&args.data, &args.file);
    told(done.map_err(|error| match error {
        BackupError::Occupied => {
            let message = Message::new(key::CLI_RESTORE_THERE).with("dir", args.data.display().to_string());
            Failure::new(message.with("file", FILE))
        }
        BackupError::Open(sqlite::OpenError::Absent) => Failure::file(&args.file, &std::io::ErrorKind::NotFound.into()),
        BackupError::Read(cause) => Failure::file(&args.file, &cause),
        BackupError::Write(cause) => unwritten(key::CLI_RESTORE_UNWRITTEN, &args.data, &cause),
        error => error.into(),
    })?)
}

fn unwritten(sentence: Key, path: &Path, cause: &io::Error) -> Failure {
    let message = Message::new(sentence).with("path", path.display().to_string());
    Failure::new(message.with("reason", reason(cause)))
}

fn told(head: Head) -> Result<(), Failure> {
    if let Some(anchor) = Anchor::of(&head) {
        out::line(anchor);
    }
    Ok(())
}
