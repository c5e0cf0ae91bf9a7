//! What tests of the engine, the stream and the interface start from: the shipped zone in a new folder.

use std::sync::Arc;

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::id::ParkId;
use duoyuan_core::state::Command;
use duoyuan_core::zone;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::accounts::Accounts;
use crate::engine::Engine;
use crate::http::{App, Options};
use crate::store::sqlite::Sqlite;

/// Noon of 10 November 2026 in Beijing: October is being collected, and not yet due.
pub fn noon() -> Timestamp {
    "2026-11-10T04:00:00Z".parse().unwrap()
}

pub fn actor(role: Role) -> Actor {
    Actor { account: "tester".into(), name: "测试员".to_owned(), role }
}

pub struct Fixture {
    pub folder: TempDir,
    pub store: Arc<Sqlite>,
    pub engine: Arc<Engine>,
    pub app: App,
}

impl Fixture {
    /// A configured zone; the journal has one entry.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Sqlite::open(folder.path()).unwrap());
        let engine = Arc::new(Engine::open(store.clone()).unwrap());
        let zone = Arc::new(zone::load(&zone::shipped()).unwrap());
        engine
            .carry_out(&actor(Role::Operator), &Command::AdoptZone { zone, demo: true, accepted: Vec::new() }, noon())
            .unwrap();
        let options = Options { clock: noon, ..Options::default() };
        let app = App::new(engine.clone(), Accounts::new(store.clone()), options);
        Self { folder, store, engine, app }
    }

    /// Closes and opens the month collected, `times` in all: each is one entry.
    pub fn stir(&self, times: usize) {
        let month = "2026-10".parse().unwrap();
        for n in 0..times {
            let reason = "补报更正数据需要".to_owned();
            let closed = self.engine.read().head().position.is_multiple_of(2);
            let command = if closed { Command::Reopen { month, reason } } else { Command::Close { month } };
            self.engine.carry_out(&actor(Role::Office), &command, noon()).unwrap_or_else(|e| panic!("{n}: {e:?}"));
        }
    }

    /// A park of the zone that is not the first one.
    pub fn park(&self) -> ParkId {
        self.engine.read().zone().unwrap().parks[1].id.clone()
    }
}
