//! Headless Chromium over its own protocol.
//!
//! WebDriver was the first thought. It finds by CSS alone, reports console errors and requests only as a log
//! to be fetched, and has neither touch, throttling nor going offline without stepping down to this protocol
//! anyway, once per session. Spoken directly, one browser serves any number of people, each in a context of
//! their own, and what went wrong on a page arrives while it happens.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::Message;

use crate::page::Page;
use crate::wait::{DEADLINE, until};

/// A tablet held sideways.
pub const TABLET: (u32, u32) = (1180, 820);
/// A wall or a large desktop screen.
pub const WALL: (u32, u32) = (1920, 1080);

const FLAGS: [&str; 10] = [
    // A process kept in reserve for every page costs a twelfth of the time.
    "--disable-features=SpareRendererForSitePerProcess",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
];

/// A browser of one’s own: what it opens is seen by nobody else, and goes when it is dropped.
pub struct Browser {
    connection: Arc<Connection>,
    _chromium: Arc<Chromium>,
}

impl Browser {
    /// In the running Chromium, or in a new one with an empty profile.
    pub async fn start() -> Self {
        let chromium = Chromium::running();
        let file = chromium.profile.path().join("DevToolsActivePort");
        let (port, path) = until("Chromium listens", async || {
            let text = std::fs::read_to_string(&file).ok()?;
            let (port, path) = text.split_once('\n')?;
            Some((port.to_owned(), path.trim().to_owned()))
        })
        .await;
        let connection = Connection::open(&format!("ws://127.0.0.1:{port}{path}")).await;
        Self { connection, _chromium: chromium }
    }

    /// A new person at `origin` with a window of this size, in a context of their own: no cookie or storage
    /// is shared with anybody.
    pub async fn person(&self, origin: &str, window: (u32, u32)) -> Page {
        let root = |method, params| self.connection.call(None, method, params);
        let context =
            root("Target.createBrowserContext", json!({"disposeOnDetach": true})).await["browserContextId"].clone();
        let target = json!({"url": "about:blank", "browserContextId": context, "width": window.0, "height": window.1});
        let target = root("Target.createTarget", target).await["targetId"].clone();
        let session = root("Target.attachToTarget", json!({"targetId": target, "flatten": true})).await;
        let session = session["sessionId"].as_str().expect("attached").to_owned();
        let page = Page::new(self.connection.clone(), session, origin.to_owned());
        page.prepare(window).await;
        page
    }
}

/// The program. Those who want it at the same time share it, for starting one for each is work that tests nothing;
/// the last of them ends it, by its handle.
struct Chromium {
    child: Child,
    profile: TempDir,
}

impl Chromium {
    fn running() -> Arc<Self> {
        static RUNNING: Mutex<Weak<Chromium>> = Mutex::new(Weak::new());
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(chromium) = running.upgrade() {
            return chromium;
        }
        let chromium = Arc::new(Self::start());
        *running = Arc::downgrade(&chromium);
        chromium
    }

    fn start() -> Self {
        let profile = TempDir::with_prefix("duoyuan-browser-").expect("a temporary folder can be made");
        let program = std::env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
        let mut command = Command::new(program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("Chromium starts: apt-get install chromium");
        Self { child, profile }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What happened on a page.
#[derive(Debug, Default)]
pub struct Log {
    /// Uncaught exceptions, `console.error`, and what the browser itself holds against the page.
    pub errors: Vec<String>,
    /// Addresses asked for.
    pub requests: Vec<String>,
}

impl Log {
    fn take(&mut self, method: &str, params: &Value) {
        match method {
            "Network.requestWillBeSent" => self.requests.extend(params["request"]["url"].as_str().map(str::to_owned)),
            "Runtime.exceptionThrown" => self.errors.push(params["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" if params["type"] == "error" || params["type"] == "assert" => {
                self.errors.push(params["args"].to_string());
            }
            // An answer of 401 or a lost network is the page’s to deal with, and tests look at how it does.
            "Log.entryAdded" if params["entry"]["level"] == "error" && params["entry"]["source"] != "network" => {
                self.errors.push(params["entry"].to_string());
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Shared {
    waiting: HashMap<u64, oneshot::Sender<Result<Value, String>>>,
    logs: HashMap<String, Log>,
}

/// The connection to a browser; pages share it.
pub struct Connection {
    next: AtomicU64,
    outgoing: mpsc::UnboundedSender<Message>,
    shared: Arc<Mutex<Shared>>,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connection {
    async fn open(address: &str) -> Arc<Self> {
        // Screenshots and accessibility trees are larger than a chat message.
        let limits = tokio_tungstenite::tungstenite::protocol::WebSocketConfig::default()
            .max_message_size(Some(256 << 20))
            .max_frame_size(Some(256 << 20));
        let (socket, _) = tokio_tungstenite::connect_async_with_config(address, Some(limits), true)
            .await
            .expect("the browser takes connections");
        let (mut sink, mut source) = socket.split();
        let (outgoing, mut queue) = mpsc::unbounded_channel();
        let shared = Arc::new(Mutex::new(Shared::default()));
        tokio::spawn(async move {
            while let Some(message) = queue.recv().await {
                if sink.send(message).await.is_err() {
                    break;
                }
            }
        });
        let reader = shared.clone();
        tokio::spawn(async move {
            while let Some(Ok(message)) = source.next().await {
                if let Message::Text(text) = message {
                    dispatch(&reader, &serde_json::from_str(&text).expect("the protocol is JSON"));
                }
            }
            lock(&reader).waiting.clear();
        });
        Arc::new(Self { next: AtomicU64::new(1), outgoing, shared })
    }

    /// Calls a method, of a page when `session` is given, and returns its result or the browser’s complaint.
    pub async fn try_call(&self, session: Option<&str>, method: &str, params: Value) -> Result<Value, String> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let (sender, answer) = oneshot::channel();
        lock(&self.shared).waiting.insert(id, sender);
        let text = message.to_string();
        self.outgoing.send(Message::text(text)).map_err(|_| "the browser is gone".to_owned())?;
        match tokio::time::timeout(DEADLINE, answer).await {
            Ok(answer) => answer.unwrap_or_else(|_| Err("the browser is gone".to_owned())),
            Err(_) => Err(format!("{method} was not answered")),
        }
    }

    /// Calls a method that must succeed.
    pub async fn call(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.try_call(session, method, params).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Looks at what happened on a page.
    pub fn log<T>(&self, session: &str, look: impl FnOnce(&mut Log) -> T) -> T {
        look(lock(&self.shared).logs.entry(session.to_owned()).or_default())
    }
}

fn dispatch(shared: &Mutex<Shared>, message: &Value) {
    let mut shared = lock(shared);
    if let Some(id) = message["id"].as_u64() {
        let result = match message.get("error") {
            Some(error) => Err(error["message"].to_string()),
            None => Ok(message["result"].clone()),
        };
        if let Some(waiting) = shared.waiting.remove(&id) {
            // Whoever asked may have given up.
            let _ = waiting.send(result);
        }
    } else if let (Some(session), Some(method)) = (message["sessionId"].as_str(), message["method"].as_str()) {
        shared.logs.entry(session.to_owned()).or_default().take(method, &message["params"]);
    }
}
