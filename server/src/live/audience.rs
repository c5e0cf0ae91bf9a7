//! What one audience's screens show, and how they got there.

use std::collections::VecDeque;

use bytes::Bytes;
use duoyuan_core::view;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::broadcast;

use super::QUEUE;

/// Patches kept for clients that come back: an hour of a busy day.
const KEPT: usize = 64;

/// Bytes of them at most: whoever missed more is better served with the whole document.
const KEPT_BYTES: usize = 2 * 1024 * 1024;

pub(super) struct Audience {
    /// Position of the document.
    pub position: u64,
    /// When the document was made: what is late changes without an entry.
    pub made: Timestamp,
    /// To everybody who listens.
    pub sender: broadcast::Sender<Bytes>,
    /// What was made last; parts of it are taken over into the next.
    live: Option<view::Live>,
    document: Value,
    /// The document as it is sent, once somebody needed it: a thousand screens share the bytes.
    snapshot: Option<Bytes>,
    patches: VecDeque<Patch>,
}

struct Patch {
    from: u64,
    to: u64,
    event: Bytes,
}

impl Audience {
    pub fn new(live: view::Live, made: Timestamp) -> Self {
        let (position, document) = (live.position, value(&live));
        let (sender, live) = (broadcast::Sender::new(QUEUE), Some(live));
        Self { position, made, sender, live, document, snapshot: None, patches: VecDeque::new() }
    }

    /// What was made last, to be taken over.
    pub fn take(&mut self) -> Option<view::Live> {
        self.live.take()
    }

    /// Takes a newer document in and tells everybody the difference.
    pub fn advance(&mut self, live: view::Live, made: Timestamp) {
        let (from, to) = (self.position, live.position);
        let document = value(&live);
        let ops = json_patch::diff(&self.document, &document);
        (self.document, self.snapshot, self.position, self.made) = (document, None, to, made);
        self.live = Some(live);
        if ops.0.is_empty() {
            return;
        }
        let event = event("patch", Some(to), &json!({ "from": from, "to": to, "ops": ops }));
        // Nobody listening is no error.
        let _ = self.sender.send(event.clone());
        self.patches.push_back(Patch { from, to, event });
        let mut bytes: usize = self.patches.iter().map(|patch| patch.event.len()).sum();
        while self.patches.len() > KEPT || bytes > KEPT_BYTES {
            let Some(oldest) = self.patches.pop_front() else { return };
            bytes -= oldest.event.len();
        }
    }

    /// What a client needs that had last got the event of position `seen`.
    pub fn since(&mut self, seen: Option<u64>) -> Vec<Bytes> {
        let Some(seen) = seen else { return self.whole() };
        // A new minute may change the document and not the position: whoever stood there may or may not have it.
        let ambiguous = self.patches.iter().any(|patch| patch.from == seen && patch.to == seen);
        let missed = self.patches.iter().skip_while(|patch| patch.from != seen);
        let missed: Vec<Bytes> = missed.map(|patch| patch.event.clone()).collect();
        let has_newest = self.patches.back().is_some_and(|patch| patch.to == seen);
        if ambiguous || (missed.is_empty() && !has_newest) { self.whole() } else { missed }
    }

    fn whole(&mut self) -> Vec<Bytes> {
        let (position, document) = (self.position, &self.document);
        vec![self.snapshot.get_or_insert_with(|| event("snapshot", Some(position), document)).clone()]
    }
}

fn value(document: &view::Live) -> Value {
    // Plain data: there is nothing JSON could refuse.
    serde_json::to_value(document).unwrap_or_default()
}

/// An event as it goes over the wire.
pub fn event(name: &str, id: Option<u64>, data: &Value) -> Bytes {
    let id = id.map_or(String::new(), |id| format!("id: {id}\n"));
    format!("event: {name}\n{id}data: {data}\n\n").into()
}
