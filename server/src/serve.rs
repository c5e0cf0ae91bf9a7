//! Running the server: its listener and its end are given to it.

use std::io;
use std::time::Duration;

use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::time::MissedTickBehavior;

use crate::http::{App, Problem};
use crate::live;
use crate::net;
use crate::router;

/// How long requests under way are waited for at the end.
const GRACE: Duration = Duration::from_secs(10);

/// How often is looked whether a day has begun in Beijing. A machine that slept notices too.
const LOOK: Duration = Duration::from_secs(5);

/// How long a file that was looked at waits to be submitted.
const STAGED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Serves until `shutdown` comes true; then ends the streams, and finishes what is under way.
pub async fn serve(listener: TcpListener, app: App, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let keeper = tokio::spawn(keep_live(app.clone()));
    let sweeper = tokio::spawn(sweep(app.clone()));
    // Where nobody can tell the limit, it is a small one.
    let descriptors = rlimit::Resource::NOFILE.get_soft().unwrap_or(256);
    let manners = net::Manners::with_descriptors(descriptors);
    let mut server = tokio::spawn(net::run(listener, router(app.clone()), manners, app.stopping()));
    let result = tokio::select! {
        result = &mut server => Some(result),
        () = shutdown => {
            app.stop();
            tokio::time::timeout(GRACE, &mut server).await.ok()
        }
    };
    server.abort();
    keeper.abort();
    sweeper.abort();
    match result {
        Some(Ok(())) => Ok(()),
        Some(Err(error)) => Err(io::Error::other(error)),
        // Somebody reads slowly; everything acknowledged is on the disk.
        None => Ok(()),
    }
}

/// Wakes the live stream after every change and at the beginning of a minute.
async fn keep_live(app: App) {
    let mut changes = app.engine.changes();
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut minute = live::minute(app.now());
    loop {
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            _ = look.tick() => {
                let this = live::minute(app.now());
                if this == minute {
                    continue;
                }
                minute = this;
            }
        }
        // A failure is logged where it is turned into a problem; the next change tries again.
        let refresh = |app: &App| {
            app.wall.follow(&app.engine.read());
            app.live.refresh(app.now());
            Ok::<_, Problem>(())
        };
        let _ = app.blocking(refresh).await;
    }
}

/// Forgets what nobody needs any more.
async fn sweep(app: App) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    for minute in 0u64.. {
        minutes.tick().await;
        // A failure is logged where it is turned into a problem; the next minute tries again.
        let _ = app.blocking(|app| app.accounts.settle()).await;
        if !minute.is_multiple_of(60) {
            continue;
        }
        let swept = app.blocking(|app| {
            let now = app.now();
            let before = now.saturating_sub(STAGED_FOR).unwrap_or(now);
            let files = app.engine.store().drop_staged(before)?;
            let sessions = app.accounts.drop_sessions(now)?;
            Ok::<_, crate::store::StoreError>((files, sessions))
        });
        if let Ok((files, sessions)) = swept.await {
            tracing::debug!(files, sessions, "swept");
        }
    }
}
