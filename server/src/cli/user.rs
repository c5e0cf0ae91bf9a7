//! `duoyuan user`: accounts. A new password is printed once and nowhere else.

use std::path::PathBuf;
use std::sync::Arc;

use duoyuan_core::access::{Role, place_problem, place_unchecked};
use duoyuan_core::id::{AccountName, OwnerId, ParkId};
use duoyuan_core::words::{Message, key};

use super::{Failure, out, say};
use crate::accounts::{AccountError, Accounts, NewAccount};
use crate::clock;
use crate::engine::Engine;
use crate::store::sqlite::{self, Sqlite};

#[derive(clap::Subcommand)]
pub enum Command {
    /// 新增账号 · add an account
    Add {
        #[command(flatten)]
        data: Data,
        /// 登录名 · login name
        account: String,
        /// leading|office|park:ID|owner:ID|display|operator
        #[arg(long)]
        role: String,
        /// 姓名或单位 · person or office as shown
        #[arg(long)]
        name: Option<String>,
    },
    /// 列出账号 · list accounts
    List {
        #[command(flatten)]
        data: Data,
    },
    /// 重置口令 · give a new password
    Reset {
        #[command(flatten)]
        data: Data,
        /// 登录名 · login name
        account: String,
    },
    /// 停用账号 · let it log in no longer
    Disable {
        #[command(flatten)]
        data: Data,
        /// 登录名 · login name
        account: String,
    },
    /// 启用账号 · let it log in again
    Enable {
        #[command(flatten)]
        data: Data,
        /// 登录名 · login name
        account: String,
    },
}

#[derive(clap::Args)]
pub struct Data {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

impl Data {
    fn store(&self) -> Result<Arc<Sqlite>, Failure> {
        Ok(Arc::new(Sqlite::accounts(&self.data)?))
    }

    /// The accounts of a folder that is there: only a first account makes one.
    fn accounts(&self) -> Result<Accounts, Failure> {
        if !self.data.join(sqlite::FILE).is_file() {
            return Err(sqlite::OpenError::Absent.into());
        }
        Ok(Accounts::new(self.store()?))
    }
}

pub fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Add { data, account, role, name } => {
            let role = read_role(&role)?;
            let store = data.store()?;
            let unchecked = place_is_known(&role, store.clone())?;
            let name = name.unwrap_or_else(|| account.clone());
            let account = AccountName::new(account);
            let new = NewAccount { account: account.clone(), name, role, password: None, must_change: true };
            tell(&account, &Accounts::new(store).create(new, None, clock::now())?);
            unchecked.iter().for_each(|message| out::aside(say(message)));
        }
        Command::List { data } => {
            for it in data.accounts()?.list()? {
                let state = if it.disabled { "disabled" } else { "enabled" };
                out::line(format_args!("{}\t{}\t{}\t{state}", it.account, write_role(&it.role), it.name));
            }
        }
        Command::Reset { data, account } => {
            let account = AccountName::new(account);
            tell(&account, &data.accounts()?.reset(&account, None, clock::now())?);
        }
        Command::Disable { data, account } => {
            done(data.accounts()?.disable(&AccountName::new(account), None, clock::now()))?;
        }
        Command::Enable { data, account } => {
            done(data.accounts()?.enable(&AccountName::new(account), None, clock::now()))?;
        }
    }
    Ok(())
}

/// An account for a park or an owner the zone does not have could never do anything. Before a zone is adopted there is
/// nothing to check it by, which is to be said.
fn place_is_known(role: &Role, store: Arc<Sqlite>) -> Result<Option<Message>, Failure> {
    if !matches!(role, Role::Park(_) | Role::Owner(_)) {
        return Ok(None);
    }
    let engine = Engine::open(store)?;
    let state = engine.read();
    let Some(zone) = state.zone() else { return Ok(place_unchecked(role)) };
    match place_problem(role, zone) {
        Some(problem) => Err(Failure::new(problem)),
        None => Ok(None),
    }
}

/// What is so already is done.
fn done(changed: Result<(), AccountError>) -> Result<(), AccountError> {
    match changed {
        Err(AccountError::Already) => Ok(()),
        changed => changed,
    }
}

fn tell(account: &AccountName, password: &str) {
    out::line(format_args!("{account}\t{password}"));
    out::aside(say(&Message::new(key::CLI_PASSWORD_ONCE)));
}

fn read_role(text: &str) -> Result<Role, Failure> {
    match text.split_once(':') {
        Some(("park", park)) if !park.is_empty() => Ok(Role::Park(ParkId::new(park))),
        Some(("owner", owner)) if !owner.is_empty() => Ok(Role::Owner(OwnerId::new(owner))),
        None if text == "leading" => Ok(Role::Leading),
        None if text == "office" => Ok(Role::Office),
        None if text == "display" => Ok(Role::Display),
        None if text == "operator" => Ok(Role::Operator),
        _ => Err(Failure::new(Message::new(key::CLI_BAD_ROLE).with("found", text))),
    }
}

/// A role as it is typed.
fn write_role(role: &Role) -> String {
    match role {
        Role::Leading => "leading".to_owned(),
        Role::Office => "office".to_owned(),
        Role::Park(park) => format!("park:{park}"),
        Role::Owner(owner) => format!("owner:{owner}"),
        Role::Display => "display".to_owned(),
        Role::Operator => "operator".to_owned(),
    }
}
