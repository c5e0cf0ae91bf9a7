//! `duoyuan serve`: the board, until it is told to stop.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::state::Command;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::shipped;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, logs, out, reason, say, zone};
use crate::accounts::Accounts;
use crate::cause::chain;
use crate::clock;
use crate::engine::Engine;
use crate::http::{App, Options};
use crate::store::sqlite::Sqlite;

#[derive(clap::Args)]
pub struct Args {
    /// 数据目录 · data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 监听地址 · address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3900")]
    listen: String,
    /// 网页目录 · folder of the built web app
    #[arg(long, value_name = "DIST")]
    web: Option<PathBuf>,
    /// 只经 HTTPS 传送会话 · send the session's cookie over HTTPS alone
    #[arg(long)]
    secure_cookies: bool,
    /// 网关地址，信任它给出的来源 · address of a gateway whose X-Forwarded-For is believed; may be repeated
    #[arg(long, value_name = "ADDR")]
    trusted_proxy: Vec<IpAddr>,
    /// 启用这份配置 · adopt this configuration if it has changed
    #[arg(long, value_name = "PATH")]
    zone: Option<PathBuf>,
    /// 同意新配置改变这些指标已通过的数据 · indicators whose approved figures may change with it; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept_changes: Vec<String>,
}

/// Threads for what blocks at most. Each keeps some memory for itself, and the disk and the processors are no
/// quicker with more.
const BLOCKING: usize = 24;

pub fn run(args: Args) -> Result<(), Failure> {
    logs::start();
    // Every open screen is a file descriptor. Where the limit cannot be raised, fewer screens fit.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(cause = chain(&error), "the limit of open files stays");
    }
    let store = Arc::new(Sqlite::open(&args.data)?);
    let engine = Arc::new(Engine::open(store.clone())?);
    small_pages();
    let failed = |error: &std::io::Error| {
        let message = Message::new(key::CLI_LISTEN).with("address", &args.listen);
        Failure::new(message.with("reason", reason(error)))
    };
    // An address that is taken is found before anything is written.
    let listener = std::net::TcpListener::bind(&args.listen).map_err(|error| failed(&error))?;
    listener.set_nonblocking(true).map_err(|error| failed(&error))?;
    adopt(&engine, args.zone.as_deref(), &args.accept_changes)?;
    engine.work_aside();
    let options = Options {
        web: args.web,
        secure_cookies: args.secure_cookies,
        uploads: args.data,
        trusted: args.trusted_proxy,
        ..Options::default()
    };
    let app = App::new(engine, Accounts::new(store), options);
    let runtime = Builder::new_multi_thread().enable_all().max_blocking_threads(BLOCKING).build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener).map_err(|error| failed(&error))?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        out::line(say(&Message::new(key::CLI_SERVING).with("address", format!("http://{address}/"))));
        tracing::info!(%address, position = app.engine.position(), "serving");
        crate::serve(listener, app, told_to_stop()).await.map_err(|error| failed(&error))?;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Answers are short-lived pieces of every size: in pages of 2 MB, of which one piece keeps the whole in memory, 300
/// readers and a writer drove it three times as high. What was replayed before keeps its huge pages.
#[cfg(target_os = "linux")]
fn small_pages() {
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::warn!(cause = chain(&error), "huge pages stay, and with them more memory than is needed");
    }
}

#[cfg(not(target_os = "linux"))]
fn small_pages() {}

/// Brings a configuration into force: the one asked for, or the one that ships when there is none yet.
fn adopt(engine: &Engine, path: Option<&std::path::Path>, accepted: &[String]) -> Result<(), Failure> {
    let (has_zone, demo) = {
        let state = engine.read();
        (state.zone().is_some(), state.is_demo())
    };
    let zone = match path {
        Some(path) => zone::load(&zone::files(path)?)?,
        None if has_zone => return Ok(()),
        None => zone::load(&shipped())?,
    };
    let zone = Arc::new(zone);
    zone::tell_effects(&engine.read(), &zone);
    let accepted = accepted.iter().map(|code| code.as_str().into()).collect();
    let actor = Actor { account: "system".into(), name: "系统".to_owned(), role: Role::Operator };
    engine.carry_out(&actor, &Command::AdoptZone { zone, demo, accepted }, clock::now())?;
    Ok(())
}

/// Ends with Ctrl-C or a service manager's word.
async fn told_to_stop() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
