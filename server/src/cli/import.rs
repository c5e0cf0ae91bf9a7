//! `duoyuan import`: workbooks from the command line. Whose report on which month one is, it says itself.
//! Nothing is changed unless `--submit` is given and every workbook passes.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duoyuan_core::access::{Actor, Role, Scope};
use duoyuan_core::check::standing;
use duoyuan_core::format;
use duoyuan_core::id::{AccountName, ParkId};
use duoyuan_core::intake::dry_run;
use duoyuan_core::journal::{self, Hash};
use duoyuan_core::report::{Cell, Source, Submission};
use duoyuan_core::series::Seen;
use duoyuan_core::state::{Command, State};
use duoyuan_core::view;
use duoyuan_core::words::{Key, Message, key};
use duoyuan_core::zone::Level;
use jiff::Timestamp;

use super::{Failure, out, reason, say};
use crate::clock;
use crate::engine::Engine;
use crate::store::Registry;
use crate::store::sqlite::Sqlite;
use crate::workbook::{self, LARGEST_FILE};

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 以哪个分园账号提交 · the park's account to submit as
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: String,
    /// 全部通过后提交;不加则只检查 · submit when all pass; only look otherwise
    #[arg(long)]
    submit: bool,
    /// 工作簿 · workbooks
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// A workbook that would be submitted.
struct Ready {
    submission: Submission,
    bytes: Vec<u8>,
}

pub fn run(args: Args) -> Result<(), Failure> {
    // Looking may happen beside a running server; submitting may not.
    let store = if args.submit { Sqlite::open(&args.data)? } else { Sqlite::inspect(&args.data)? };
    let store = Arc::new(store);
    let actor = actor(store.as_ref(), &args.account)?;
    let Role::Park(park) = actor.role.clone() else {
        return Err(Failure::new(Message::new(key::IMPORT_NOT_PARK).with("account", &args.account)));
    };
    let engine = Engine::open(store)?;
    let now = clock::now();
    // All of them on a copy first: one may stand in the way of another.
    let mut trial = State::clone(&engine.read());
    let mut ready = Vec::new();
    for path in &args.files {
        let prepared =
            prepare(&trial, &park, path).and_then(|it| try_out(&mut trial, &actor, &it, now, path).map(|()| it));
        ready.extend(prepared);
    }
    if ready.len() < args.files.len() {
        out::aside(say(&Message::new(key::IMPORT_NOTHING_DONE)));
        return Err(Failure::said());
    }
    for Ready { submission, bytes } in ready.into_iter().filter(|_| args.submit) {
        let message = about(key::IMPORT_SUBMITTED, &submission);
        let position = engine.carry_out_with(&actor, &Command::Submit(submission), &[bytes], now)?;
        out::line(say(&message.with("position", position.to_string())));
    }
    Ok(())
}

fn actor(registry: &dyn Registry, name: &str) -> Result<Actor, Failure> {
    let account = registry.account(&AccountName::new(name))?.filter(|account| !account.disabled);
    let unknown = || Failure::new(Message::new(key::IMPORT_UNKNOWN_ACCOUNT).with("account", name));
    let account = account.ok_or_else(unknown)?;
    Ok(Actor { account: account.account, name: account.name, role: account.role })
}

/// Reads and judges a workbook; says everything that is found. Nothing when something stands against it.
fn prepare(state: &State, park: &ParkId, path: &Path) -> Option<Ready> {
    let refuse = |message: &Message| -> Option<Ready> {
        tell(path, None, Level::Error, message);
        None
    };
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = Message::new(key::IMPORT_CANNOT_READ).with("file", &file);
            return refuse(&message.with("reason", reason(&error)));
        }
    };
    let book = match workbook::read(&bytes, &file) {
        Ok(book) => book,
        Err(error) => return refuse(&error.message()),
    };
    let labels =
        book.likely().and_then(|grid| Some((grid.beside("园区代码")?, grid.beside("报告期代码")?, grid.month())));
    let Some((of, text, month)) = labels else {
        return refuse(&Message::new(key::IMPORT_NO_LABELS));
    };
    if state.zone().is_none_or(|zone| zone.park(&ParkId::new(&of)).is_none()) {
        return refuse(&Message::new(key::IMPORT_UNKNOWN_PARK).with("found", of));
    }
    let Some(month) = month else {
        return refuse(&Message::new(key::IMPORT_UNKNOWN_MONTH).with("found", text));
    };
    let scope = Scope::Park(park.clone());
    let sheet = Seen::new(state, &scope).and_then(|seen| Some((seen.zone(), view::sheet(seen, park, month)?)));
    let Some((zone, sheet)) = sheet else {
        let message = Message::new(key::NOT_A_MEMBER).with("park", park.as_str());
        return refuse(&message.with("month", format::month(month)));
    };
    let run = dry_run(zone, &sheet, &book);
    for finding in &run.findings {
        tell(path, finding.cell, finding.level, &finding.message);
    }
    let source = Source::Workbook { file, digest: Hash::of(&bytes).to_string(), sheet: run.sheet };
    let (park, seen_revisions) = (park.clone(), sheet.seen_revisions);
    let standing = standing(&run.findings, &run.answers).count() + run.more;
    let (signed, attachments) = (run.signed, None);
    let (rows, answers, adjustments) = (run.rows, run.answers, Vec::new());
    let submission =
        Submission { park, month, rows, answers, adjustments, source, signed, attachments, seen_revisions };
    if standing > 0 {
        out::line(say(&about(key::IMPORT_FAILS, &submission).with("count", standing.to_string())));
        return None;
    }
    out::line(say(&about(key::IMPORT_PASSES, &submission).with("count", submission.rows.len().to_string())));
    Some(Ready { submission, bytes })
}

/// Carries a submission out on a copy of the state.
fn try_out(trial: &mut State, actor: &Actor, ready: &Ready, now: Timestamp, path: &Path) -> Option<()> {
    match trial.decide(actor, &Command::Submit(ready.submission.clone()), now) {
        Ok(events) => {
            for event in events {
                let stored = journal::write(trial.head(), now, actor, &event);
                trial.apply(journal::read(trial.head(), &stored).ok()?);
            }
            Some(())
        }
        Err(rejection) => {
            tell(path, None, Level::Error, &rejection.message);
            None
        }
    }
}

/// The file, and one byte more than is allowed of one that is too large.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `FILE CELL LEVEL sentence`.
fn tell(path: &Path, cell: Option<Cell>, level: Level, message: &Message) {
    let cell = cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
    let level = say(&Message::new(format::level(level)));
    out::line(format_args!("{} {cell} {level} {}", path.display(), say(message)));
}

fn about(sentence: Key, submission: &Submission) -> Message {
    Message::new(sentence).with("park", submission.park.as_str()).with("month", submission.month.to_string())
}
