//! The event stream as a program reads it.

use serde_json::Value;

use crate::wait::DEADLINE;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// Its id, a position.
    pub id: Option<u64>,
    /// Its data.
    pub data: Value,
}

/// An open stream and the document it keeps up to date.
pub struct Stream {
    response: reqwest::Response,
    unread: Vec<u8>,
    /// The document as of the last snapshot or patch.
    pub document: Value,
    /// The id of the last snapshot or patch.
    pub position: u64,
    /// Every byte of text that came in.
    pub seen: String,
}

impl Stream {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self { response, unread: Vec::new(), document: Value::Null, position: 0, seen: String::new() }
    }

    /// The next event of any kind; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Event> {
        let next = tokio::time::timeout(DEADLINE, self.read());
        next.await.expect("an event, a beat at least")
    }

    async fn read(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                let block = String::from_utf8(block).expect("the stream is UTF-8");
                self.seen.push_str(&block);
                if let Some(event) = parse(&block) {
                    return Some(event);
                }
                continue;
            }
            match self.response.chunk().await {
                Ok(Some(chunk)) => self.unread.extend_from_slice(&chunk),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    /// Takes events in until one is named `name` (beats are skipped); panics when the stream ends before.
    pub async fn until(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().await.unwrap_or_else(|| panic!("the stream ended before `{name}`"));
            self.take(&event);
            if event.name == name {
                return event;
            }
        }
    }

    /// Takes events in until the document stands at `position` or later.
    pub async fn at(&mut self, position: u64) {
        while self.position < position {
            let event = self.next().await.unwrap_or_else(|| panic!("the stream ended before {position}"));
            self.take(&event);
        }
    }

    /// Applies a snapshot or patch. A patch must start where the document stands: a gap is a failure.
    pub fn take(&mut self, event: &Event) {
        match event.name.as_str() {
            "snapshot" => {
                self.document = event.data.clone();
                self.position = event.id.expect("a snapshot has an id");
                assert_eq!(self.document["position"], self.position, "the id is the position");
            }
            "patch" => {
                let data = &event.data;
                assert_eq!(data["from"], self.position, "a patch follows what came before: {data}");
                let ops: json_patch::Patch = serde_json::from_value(data["ops"].clone()).expect("an RFC 6902 patch");
                json_patch::patch(&mut self.document, &ops).expect("the patch applies");
                self.position = event.id.expect("a patch has an id");
                assert_eq!(data["to"], self.position, "the id is where the patch leads");
            }
            _ => {}
        }
    }
}

fn parse(block: &str) -> Option<Event> {
    let (mut name, mut id, mut data) = (String::from("message"), None, String::new());
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => name = value.to_owned(),
            "id" => id = value.parse().ok(),
            "data" => data.push_str(value),
            _ => {}
        }
    }
    let data = if data.is_empty() { return None } else { serde_json::from_str(&data).expect("data is JSON") };
    Some(Event { name, id, data })
}
