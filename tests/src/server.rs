//! The real binary on a copy of the demonstration data.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::UNIX_EPOCH;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::client::Client;
use crate::wait::until;

/// An account of the demonstration, as `duoyuan demo` printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// First column.
    pub role: String,
    /// Second column: what is typed to log in.
    pub name: String,
    /// Third column.
    pub password: String,
}

/// A running server. Dropping it kills the process, by its handle, and removes the data.
pub struct Server {
    child: Option<Child>,
    data: PathBuf,
    port: u16,
    accounts: Vec<Account>,
    /// Arguments beyond `--data` and `--listen`, for the next start.
    pub extra: Vec<String>,
    /// Put in front of the binary, such as a shell that sets a limit first; for the next start.
    pub wrapper: Vec<String>,
    _dir: Option<TempDir>,
}

/// The program under test: `DUOYUAN_BIN`, or the one built beside this test.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("DUOYUAN_BIN") {
        return path.into();
    }
    let own = std::env::current_exe().expect("a running program has a path");
    let beside = own.ancestors().skip(1).map(|dir| dir.join("duoyuan")).find(|path| path.is_file());
    beside.expect("build the server first: cargo build -p duoyuan-server, or set DUOYUAN_BIN")
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The built web app: `DUOYUAN_DIST`, or `dist` in the workspace.
pub fn dist() -> PathBuf {
    std::env::var_os("DUOYUAN_DIST").map_or_else(|| root().join("dist"), PathBuf::from)
}

/// Runs the binary to its end.
pub async fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    command.output().await.expect("the binary starts")
}

/// Where the demonstration data lie, made once for a build of the binary and a day, and kept for later runs.
pub async fn demo() -> PathBuf {
    let built = binary().metadata().and_then(|m| m.modified()).expect("the binary is there");
    let built = built.duration_since(UNIX_EPOCH).expect("after 1970").as_nanos();
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    let home = root().join("target").join("duoyuan-demo");
    let made = home.join(format!("{built}-{today}"));
    if made.is_dir() {
        return made;
    }
    std::fs::create_dir_all(&home).expect("target/ can be written");
    let fresh = TempDir::new_in(&home).expect("target/ can be written");
    let data = fresh.path().join("data");
    let output = run(&["demo", "--data", data.to_str().expect("a plain path")]).await;
    assert!(output.status.success(), "duoyuan demo: {}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(fresh.path().join("accounts"), output.stdout).expect("target/ can be written");
    let fresh = fresh.keep();
    // Whoever else made it at the same time made the same: the first one stays.
    if std::fs::rename(&fresh, &made).is_err() {
        std::fs::remove_dir_all(&fresh).expect("own folder");
    }
    for old in std::fs::read_dir(&home).expect("just made").flatten().map(|entry| entry.path()) {
        let is_old = old.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'));
        if is_old && old != made {
            let _ = std::fs::remove_dir_all(old);
        }
    }
    made
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a readable folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

fn parse(accounts: &str) -> Vec<Account> {
    let line = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some(Account { role: parts.next()?, name: parts.next()?, password: parts.next()? })
    };
    accounts.lines().filter_map(line).collect()
}

impl Server {
    /// A running server on its own copy of the demonstration data.
    pub async fn demo() -> Self {
        let mut server = Self::stopped().await;
        server.start().await;
        server
    }

    /// The same, not started yet.
    pub async fn stopped() -> Self {
        let dir = TempDir::with_prefix("duoyuan-").expect("a temporary folder can be made");
        let server = Self::in_folder(dir.path()).await;
        Self { _dir: Some(dir), ..server }
    }

    /// A running server that has no data but the configuration that ships.
    pub async fn empty(folder: &Path) -> Self {
        let mut server = Self { accounts: Vec::new(), ..Self::in_folder(folder).await };
        std::fs::remove_dir_all(&server.data).expect("own folder");
        std::fs::create_dir_all(&server.data).expect("a folder can be made");
        server.start().await;
        server
    }

    /// The same, with its data under `folder`, which stays when the server is dropped.
    pub async fn in_folder(folder: &Path) -> Self {
        let made = demo().await;
        let data = folder.join("data");
        copy(&made.join("data"), &data);
        let accounts = std::fs::read_to_string(made.join("accounts")).expect("written beside the data");
        let accounts = parse(&accounts);
        assert!(accounts.len() >= 5, "duoyuan demo prints its accounts, role, name and password: {accounts:?}");
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback").local_addr().expect("bound").port();
        let extra = vec!["--web".to_owned(), dist().display().to_string()];
        Self { child: None, data, port, accounts, extra, wrapper: Vec::new(), _dir: None }
    }

    /// Starts the process and waits until it answers.
    pub async fn start(&mut self) {
        let child = self.command().spawn().expect("the binary starts");
        self.child = Some(child);
        let client = self.stranger();
        let child = self.child.as_mut().expect("just set");
        until("healthz answers", async || {
            if let Some(status) = child.try_wait().expect("own child") {
                panic!("the server ended at its start: {status}");
            }
            client.try_get("/healthz").await.filter(|answer| answer.status == 200)
        })
        .await;
    }

    /// Starts the process and waits for its end: for a server that is to refuse.
    pub async fn start_refused(&mut self) -> Output {
        let mut command = self.command();
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the binary starts");
        let output = tokio::time::timeout(crate::wait::DEADLINE, child.wait_with_output()).await;
        output.expect("a server that cannot serve ends").expect("own child")
    }

    fn command(&self) -> Command {
        let mut words = self.wrapper.clone();
        words.push(binary().display().to_string());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).arg("serve").arg("--data").arg(&self.data);
        command.arg("--listen").arg(format!("127.0.0.1:{}", self.port)).args(&self.extra);
        let log = std::env::var_os("TEST_LOG").is_some();
        let sink = || if log { Stdio::inherit() } else { Stdio::null() };
        command.stdin(Stdio::null()).stdout(sink()).stderr(sink()).kill_on_drop(true);
        command
    }

    /// Kills the process at once (SIGKILL), as a power cut would.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.expect("own child");
        }
    }

    /// Kills and starts again, on the same address and data.
    pub async fn restart(&mut self) {
        self.kill().await;
        self.start().await;
    }

    /// Process id of the running server.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().and_then(Child::id).expect("the server is running")
    }

    /// Where it listens, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Its SQLite file.
    pub fn database(&self) -> PathBuf {
        self.data.join("duoyuan.db")
    }

    /// Opens the file of a stopped server, to damage it.
    pub fn open_database(&self) -> rusqlite::Connection {
        assert!(self.child.is_none(), "stop the server first");
        rusqlite::Connection::open(self.database()).expect("the journal is a SQLite file")
    }

    /// The first account of a role.
    pub fn account(&self, role: &str) -> Account {
        let found = self.accounts.iter().find(|account| account.role == role);
        found.unwrap_or_else(|| panic!("no {role} account in {:?}", self.accounts)).clone()
    }

    /// The account of a park’s office.
    pub fn park_account(&self, park: &str) -> Option<Account> {
        self.accounts.iter().find(|account| is_of(account, park)).cloned()
    }

    /// Every account.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// Somebody who has not logged in.
    pub fn stranger(&self) -> Client {
        Client::new(self.origin())
    }

    /// The first account of a role, logged in.
    pub async fn client(&self, role: &str) -> Client {
        self.login(&self.account(role)).await
    }

    /// An account, logged in.
    pub async fn login(&self, account: &Account) -> Client {
        let mut client = self.stranger();
        let answer = client.login(&account.name, &account.password).await;
        assert_eq!(answer.status, 200, "{} logs in: {}", account.name, answer.text());
        client
    }

    /// Runs the binary with `arguments` and `--data` of this server.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let mut words = arguments.to_vec();
        words.extend(["--data", self.data.to_str().expect("a plain path")]);
        run(&words).await
    }
}

/// The table that holds the entries.
pub const JOURNAL: &str = "entry";

/// Whether an account is the one of a park: its role or its name says so.
fn is_of(account: &Account, park: &str) -> bool {
    account.role.starts_with("park") && (account.role.ends_with(park) || account.name.ends_with(park))
}
