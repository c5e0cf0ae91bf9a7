//! One client's stream: what it missed, then every change, a beat, and a word when the session ends.

use std::collections::VecDeque;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use duoyuan_core::access::Scope;
use duoyuan_core::api;
use duoyuan_core::meeting::meets;
use duoyuan_core::wall::WallState;
use duoyuan_core::words::key;
use futures_util::stream;
use serde_json::json;
use tokio::sync::{broadcast, watch};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::extract::Viewer;
use super::openapi::Problems;
use super::{App, Problem};
use crate::live::event;
use crate::store::SessionKey;

/// Time between beats: a screen that misses two knows that it is no longer live.
const BEAT: Duration = Duration::from_secs(5);

/// Milliseconds after which a browser comes back.
const RETRY: &str = "retry: 1500\n\n";

/// The audience's document, then its changes, as server-sent events.
#[utoipa::path(get, path = api::LIVE.path, tag = "live",
    params(("last-event-id" = Option<u64>, Header, description = "position of the last event the client has")),
    responses((status = 200, content_type = "text/event-stream", body = String,
        description = "events snapshot, patch, wall, beat, expired"), Problems))]
pub async fn live(State(app): State<App>, headers: HeaderMap, viewer: Viewer) -> Result<Response, Problem> {
    let seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let scope = viewer.scope.clone();
    let joined = app.blocking(move |app| Ok::<_, Problem>(app.live.join(&scope, seen, app.now()))).await?;
    let joined = joined.ok_or_else(|| Problem::of(StatusCode::CONFLICT, key::NOT_CONFIGURED))?;
    let mut first: VecDeque<Bytes> = joined.first.into();
    first.push_front(Bytes::from_static(RETRY.as_bytes()));
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (session, scope) = (viewer.who.session, viewer.scope);
    let (stopping, endings) = (app.stopping(), app.accounts.endings());
    app.wall.follow(&app.engine.read());
    let mut wall = meets(&scope).then(|| app.wall.subscribe());
    if let Some(wall) = &mut wall {
        // Whoever comes, or comes back, sees at once what the others see.
        first.push_back(told(&wall.borrow_and_update()));
    }
    let client =
        Client { first, changes: joined.next, wall, beat, session, scope, stopping, endings, expired: false, app };
    let events = stream::unfold(client, |mut client| async {
        let event = client.next().await?;
        Some((Ok::<_, std::convert::Infallible>(event), client))
    });
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
        // A proxy that collects answers would turn live into late.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(events)).into_response())
}

/// What the wall shows, as an event without a position.
fn told(shown: &WallState) -> Bytes {
    event("wall", None, &json!(shown))
}

/// The next state of the wall; never for those who are told of none.
async fn next_shown(wall: &mut Option<watch::Receiver<WallState>>) -> Bytes {
    let Some(wall) = wall else { return std::future::pending().await };
    if wall.changed().await.is_err() {
        return std::future::pending().await;
    }
    told(&wall.borrow_and_update())
}

struct Client {
    first: VecDeque<Bytes>,
    changes: broadcast::Receiver<Bytes>,
    /// What the wall shows, for those who meet.
    wall: Option<watch::Receiver<WallState>>,
    beat: Interval,
    session: SessionKey,
    scope: Scope,
    stopping: watch::Receiver<bool>,
    endings: watch::Receiver<u64>,
    expired: bool,
    app: App,
}

impl Client {
    /// The next event; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(first) = self.first.pop_front() {
            return Some(first);
        }
        if self.expired {
            return None;
        }
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            // Before any change: whose session has ended is told nothing more.
            _ = self.endings.changed() => {}
            // A client that cannot keep up is dropped: it comes back with the position it has.
            change = self.changes.recv() => return change.ok(),
            // Of many states the newest alone.
            shown = next_shown(&mut self.wall) => return Some(shown),
            _ = self.beat.tick() => {}
        }
        Some(self.tell_time().await)
    }

    /// An open screen is use: the beat keeps the session from ending for being idle.
    async fn tell_time(&mut self) -> Bytes {
        let session = self.session;
        let who = self.app.blocking(move |app| app.accounts.who(&session, app.now())).await;
        match who {
            Ok(None) => {
                self.expired = true;
                event("expired", None, &json!({}))
            }
            // A registry that cannot be read is no reason to throw everybody out.
            Ok(Some(_)) | Err(_) => {
                let position = self.app.engine.position_of(&self.scope);
                event("beat", None, &json!({ "position": position, "now": self.app.now() }))
            }
        }
    }
}
