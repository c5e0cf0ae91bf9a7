//! What every handler has at hand.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use duoyuan_core::words::key;
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::limits::Limits;
use super::problem::Problem;
use super::views::Views;
use crate::accounts::Accounts;
use crate::clock;
use crate::engine::Engine;
use crate::live::Live;
use crate::wall::Wall;

/// Passwords hashed at once at most: each takes a core and 19 MiB for tens of milliseconds.
const HASHED_AT_ONCE: usize = 2;

/// Files read into memory at once at most: a workbook and what its cells become have some 100 MB.
const READ_AT_ONCE: usize = 2;
/// Past states made at the same time.
const LOOKING_BACK_AT_ONCE: usize = 1;

/// How long somebody waits for one of these turns.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the server is to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of the built web app; a plain page without it.
    pub web: Option<PathBuf>,
    /// Whether cookies travel over HTTPS alone.
    pub secure_cookies: bool,
    /// Where files that are being sent are kept; they have no name there and vanish with the process.
    pub uploads: PathBuf,
    /// Addresses of the gateways whose `X-Forwarded-For` is believed.
    pub trusted: Vec<IpAddr>,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
}

impl Default for Options {
    fn default() -> Self {
        let uploads = std::env::temp_dir();
        Self { web: None, secure_cookies: false, uploads, trusted: Vec::new(), clock: clock::now }
    }
}

/// What every handler has at hand; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The journal.
    pub engine: Arc<Engine>,
    /// The live stream.
    pub live: Arc<Live>,
    /// What the wall shows.
    pub wall: Arc<Wall>,
    /// Accounts and sessions.
    pub accounts: Accounts,
    /// Answers computed before.
    pub views: Arc<Views>,
    /// How it is to run.
    pub options: Arc<Options>,
    /// A permit for every password being hashed.
    pub hashing: Arc<Semaphore>,
    /// A permit for every file being read.
    pub reading: Arc<Semaphore>,
    /// A permit for everybody who looks back: what is replayed takes time, and a state each.
    pub looking_back: Arc<Semaphore>,
    /// Who has asked for how much lately.
    pub limits: Arc<Limits>,
    stopping: Arc<watch::Sender<bool>>,
}

impl App {
    /// Over an engine and the accounts beside it.
    pub fn new(engine: Arc<Engine>, accounts: Accounts, options: Options) -> Self {
        Self {
            live: Arc::new(Live::new(engine.clone())),
            wall: Arc::new(Wall::new((options.clock)())),
            engine,
            accounts,
            views: Arc::default(),
            options: Arc::new(options),
            hashing: Arc::new(Semaphore::new(HASHED_AT_ONCE)),
            reading: Arc::new(Semaphore::new(READ_AT_ONCE)),
            looking_back: Arc::new(Semaphore::new(LOOKING_BACK_AT_ONCE)),
            limits: Arc::default(),
            stopping: Arc::default(),
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    /// Ends every open stream, so that nothing holds up the end of the server.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes true when the server is about to end.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Waits for one of a few turns. Hand it on to what blocks: work goes on when whoever asked has gone, and so
    /// must the turn.
    pub async fn turn(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
        match tokio::time::timeout(PATIENCE, of.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Problem { retry_after: Some(30), ..Problem::of(StatusCode::SERVICE_UNAVAILABLE, key::BUSY) }),
        }
    }

    /// Runs what blocks (disk, hashing, workbooks) where it holds nobody up.
    pub async fn blocking<T, E>(&self, work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let app = self.clone();
        match tokio::task::spawn_blocking(move || work(&app)).await {
            Ok(result) => result.map_err(Into::into),
            Err(error) => Err(Problem::internal(&error)),
        }
    }
}
