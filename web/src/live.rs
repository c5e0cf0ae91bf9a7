//! The one owner of the live stream: opens it, notices when it is stale, opens it again, and publishes what
//! it carries. The browser's own reconnecting hides that the line is down, so the state is told from beats.

mod document;
mod stream;

use std::cell::RefCell;
use std::rc::Rc;

use duoyuan_core::view::{Asked, Board, Market, OpennessLive, ParkDesk, ParkPage, Sharing, WorkSummary};
use leptos::prelude::*;
use serde::Deserialize;

use crate::clock::{Clock, device_now};
use crate::session::{Session, Standing};
use document::LiveDocument;
use stream::Stream;

/// What a viewer may believe of the figures on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// 连接中: nothing has come yet, or the line has just gone and may come back.
    Connecting,
    /// 实时: beats arrive, and what is shown is what is so.
    Live,
    /// 连接中断: nothing was heard for so many seconds.
    Stale(i64),
}

/// Beats come every five seconds: two lost and a little are no accident.
const STALE_AFTER: i64 = 12_000;
/// The line is known to be down; this long it may come back before its silence is told as an outage.
const GRACE: i64 = 6_000;

/// The live document of this session, as signals.
#[derive(Clone, Copy)]
pub struct Live {
    /// The newest board, for all but the parks' offices.
    pub board: RwSignal<Option<Board>>,
    /// The own page, for a park's office.
    pub park: RwSignal<Option<ParkPage>>,
    /// What the leading group's office asks for, for a park's office.
    pub asked: RwSignal<Vec<Asked>>,
    /// Submissions waiting, for the office.
    pub waiting: RwSignal<Option<usize>>,
    /// Needs of the parks without an answer, for the leading group and its office.
    pub needs: RwSignal<Option<usize>>,
    /// In how many matches there is something to do, for parks' offices and the leading group's.
    pub todo: RwSignal<Option<u32>>,
    /// What flows between the parks this year, for all but the parks' offices.
    pub sharing: RwSignal<Option<Sharing>>,
    /// The own market, for a park's office.
    pub market: RwSignal<Option<Market>>,
    /// Openness in small, for the leading group and its office.
    pub openness: RwSignal<Option<OpennessLive>>,
    /// The own work in numbers, for an owner of platforms.
    pub work: RwSignal<Option<WorkSummary>>,
    /// The own bookings in numbers, for a park's office.
    pub bookings: RwSignal<Option<ParkDesk>>,
    /// Position of the journal the server has told of: quiet data are asked again when it moves.
    pub position: RwSignal<u64>,
    /// Device's time of the last word from the server, milliseconds.
    heard: RwSignal<Option<i64>>,
    /// Device's time since which the line is known to be down.
    down: RwSignal<Option<i64>>,
    link: Memo<Link>,
    publish: Publish,
}

/// When the stream is opened after the page has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The page shows nothing without it.
    AtOnce,
    /// The page has figures of its own; its first document is long.
    WhenIdle,
}

impl Live {
    /// Opens the stream while somebody is logged in. `publish` is one of those below.
    pub fn provide(clock: Clock, session: Session, publish: Publish, opening: Opening) -> Self {
        let heard = RwSignal::new(None);
        let down = RwSignal::new(None);
        let link = Memo::new(move |_| link(clock.device(), heard.get(), down.get()));
        let live = Self {
            board: RwSignal::new(None),
            park: RwSignal::new(None),
            asked: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(None),
            needs: RwSignal::new(None),
            todo: RwSignal::new(None),
            publish,
            sharing: RwSignal::new(None),
            market: RwSignal::new(None),
            openness: RwSignal::new(None),
            work: RwSignal::new(None),
            bookings: RwSignal::new(None),
            position: session.position,
            heard,
            down,
            link,
        };
        provide_context(live);
        // Whatever got no answer says it first.
        crate::api::on_away(move || live.lost());
        let stream: Rc<RefCell<Option<Stream>>> = Rc::default();
        Effect::new(move || {
            let inside = session.standing.with(has_stream) && !session.ended.get();
            // Dropping closes; a stream of the session before must not outlive it.
            *stream.borrow_mut() = inside.then(|| Stream::open(live, clock, session, opening));
        });
        live
    }

    /// Whether what is shown is live.
    pub fn link(self) -> Link {
        self.link.get()
    }

    /// The same, to be followed.
    pub fn link_signal(self) -> Memo<Link> {
        self.link
    }

    fn hear(self) {
        self.heard.set(Some(device_now()));
        self.down.set(None);
    }

    fn lost(self) {
        if self.down.get_untracked().is_none() {
            self.down.set(Some(device_now()));
        }
    }

    fn publish(self, document: &LiveDocument) {
        (self.publish)(self, document);
    }

    /// What the board shows and no more: its program does not know the rest.
    pub fn board_alone(self, document: &LiveDocument) {
        let Some(live) = document.read::<OfBoard>() else { return };
        replace(self.board, live.board);
        replace(self.waiting, live.waiting);
        replace(self.needs, live.sharing.map(|sharing| sharing.waiting_count));
        replace(self.todo, live.todo);
        replace(self.position, live.position);
    }

    /// What every page shows beside its own figures.
    pub fn counts_alone(self, document: &LiveDocument) {
        let Some(live) = document.read::<Counts>() else { return };
        replace(self.waiting, live.waiting);
        replace(self.needs, live.sharing.map(|sharing| sharing.waiting_count));
        replace(self.todo, live.todo);
        replace(self.position, live.position);
    }

    /// Takes in a whole document, as it comes when the stream begins.
    pub fn everything(self, document: &LiveDocument) {
        let Some(live) = document.read::<duoyuan_core::view::Live>() else { return };
        replace(self.needs, live.sharing.as_ref().map(|sharing| sharing.waiting_count as usize));
        replace(self.todo, live.todo);
        replace(self.board, live.board);
        replace(self.park, live.park);
        replace(self.asked, live.asked);
        replace(self.waiting, live.waiting);
        replace(self.sharing, live.sharing);
        replace(self.market, live.market);
        replace(self.openness, live.openness);
        replace(self.work, live.work);
        replace(self.bookings, live.bookings);
        replace(self.position, live.position);
    }
}

/// The part of the live document that the board shows.
#[derive(Deserialize)]
struct OfBoard {
    position: u64,
    board: Option<Board>,
    waiting: Option<usize>,
    sharing: Option<Needs>,
    todo: Option<u32>,
}

/// The part of the live document that the header of every page shows.
#[derive(Deserialize)]
struct Counts {
    position: u64,
    waiting: Option<usize>,
    sharing: Option<Needs>,
    todo: Option<u32>,
}

#[derive(Deserialize)]
struct Needs {
    waiting_count: usize,
}

/// Takes over what a document says.
pub type Publish = fn(Live, &LiveDocument);

/// Everybody logged in has a stream but the operator.
fn has_stream(standing: &Standing) -> bool {
    matches!(standing, Standing::In(me) if me.role.scope().is_some())
}

/// Nothing that is the same is told again.
fn replace<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, new: T) {
    if signal.with_untracked(|old| *old != new) {
        signal.set(new);
    }
}

fn link(now: i64, heard: Option<i64>, down: Option<i64>) -> Link {
    let Some(heard) = heard else { return Link::Connecting };
    let silent = now - heard;
    match down {
        _ if silent > STALE_AFTER => Link::Stale((silent / 1000).max(0)),
        Some(since) if now - since > GRACE => Link::Stale((silent / 1000).max(0)),
        // What is known to be cut is not called live for another moment.
        Some(_) => Link::Connecting,
        None => Link::Live,
    }
}

/// The live document that all pages share.
pub fn live() -> Live {
    expect_context::<Live>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn staleness_is_told_from_silence() {
        assert_eq!(link(0, None, None), Link::Connecting);
        assert_eq!(link(12_000, Some(0), None), Link::Live);
        assert_eq!(link(13_000, Some(0), None), Link::Stale(13));
        // A line that has just gone is not live, and no outage yet.
        assert_eq!(link(1_000, Some(0), Some(1_000)), Link::Connecting);
        assert_eq!(link(5_000, Some(0), Some(1_000)), Link::Connecting);
        assert_eq!(link(8_000, Some(0), Some(1_000)), Link::Stale(8));
    }
}
