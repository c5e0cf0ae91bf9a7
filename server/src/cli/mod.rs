//! The command line, one file a subcommand.

mod anchor;
mod backup;
mod demo;
mod failure;
mod import;
mod logs;
mod out;
mod reason;
mod serve;
mod user;
mod verify;
mod zone;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use duoyuan_core::words::{Lang, Message, key};

pub use failure::Failure;
use reason::reason;

/// 多园 · the live coordination board of a zone with many parks.
#[derive(Parser)]
#[command(name = "duoyuan", version, arg_required_else_help = true)]
enum Command {
    /// 启动服务 · serve the board
    Serve(serve::Args),
    /// 生成演示数据 · make demonstration data
    Demo(demo::Args),
    /// 导入历史工作簿 · take in workbooks
    Import(import::Args),
    /// 校验日志 · check the journal's chain and files
    Verify(verify::Args),
    /// 打印日志的校验锚 · print the journal's anchor
    Anchor(anchor::Args),
    /// 备份，服务可继续运行 · back everything up, beside a running server
    Backup(backup::Backup),
    /// 从备份恢复到空目录 · put a backup into an empty folder
    Restore(backup::Restore),
    /// 检查、比较配置，查看启用的影响 · check or compare configurations, see what adopting one changes
    #[command(subcommand)]
    Zone(zone::Command),
    /// 管理账号 · manage accounts
    #[command(subcommand)]
    User(user::Command),
}

/// Carries out the command line.
pub fn run() -> ExitCode {
    survive_a_file_limit();
    let done = match Command::parse() {
        Command::Serve(args) => serve::run(args),
        Command::Demo(args) => demo::run(args),
        Command::Import(args) => import::run(args),
        Command::Verify(args) => verify::run(&args),
        Command::Anchor(args) => anchor::run(&args),
        Command::Backup(args) => backup::back_up(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Zone(command) => zone::run(&command),
        Command::User(command) => user::run(command),
    };
    match done.and_then(|()| told_whole()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                out::aside(say(message));
            }
            ExitCode::FAILURE
        }
    }
}

/// An anchor or a password that went nowhere is no success.
fn told_whole() -> Result<(), Failure> {
    match out::lost() {
        Some(cause) => Err(Failure::new(Message::new(key::CLI_OUTPUT).with("reason", reason(cause)))),
        None => Ok(()),
    }
}

/// Makes a write beyond `ulimit -f` an error like that of a full disk: by itself the signal ends the process.
fn survive_a_file_limit() {
    // That it came is of no interest: the write says so.
    if let Err(error) = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default()) {
        tracing::warn!(cause = crate::cause::chain(&error), "a limit of file size will end the program");
    }
}

/// A sentence in the language of the terminal: Chinese unless it is English.
pub fn say(message: &Message) -> String {
    message.text(lang())
}

fn lang() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match set.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("en") => Lang::English,
        _ => Lang::Chinese,
    }
}
