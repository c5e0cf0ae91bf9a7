//! The one owner of the live stream: opens it, notices when it is stale, opens it again, and publishes what
//! it carries. The browser's own reconnecting hides that the line is down, so the state is told from beats.

mod document;
mod parts;
mod stream;

use std::cell::RefCell;
use std::rc::Rc;

use duoyuan_core::view::{Asked, Board, EditionShown, Market, OpennessLive, ParkDesk, ParkPage, Sharing};
use leptos::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::clock::{Clock, device_now};
use crate::session::{Session, Standing};
use document::LiveDocument;
use parts::Parts;
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

/// The live document of this session, as signals. What the head of every page tells is read always; every other part
/// from the moment that somebody asks for it, so that only the pages that show it know what it is made of.
#[derive(Clone, Copy)]
pub struct Live {
    /// Position of the journal the server has told of: quiet data are asked again when it moves.
    pub position: RwSignal<u64>,
    /// What the wall shows, as the server has told it; read by the pages that draw it.
    pub wall: RwSignal<Option<String>>,
    counts: RwSignal<Counts>,
    parts: StoredValue<Parts, LocalStorage>,
    /// Device's time of the last word from the server, milliseconds.
    heard: RwSignal<Option<i64>>,
    /// Device's time since which the line is known to be down.
    down: RwSignal<Option<i64>>,
    link: Memo<Link>,
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
    /// Opens the stream while somebody is logged in.
    pub fn provide(clock: Clock, session: Session, opening: Opening) -> Self {
        let heard = RwSignal::new(None);
        let down = RwSignal::new(None);
        let link = Memo::new(move |_| link(clock.device(), heard.get(), down.get()));
        let live = Self {
            position: session.position,
            wall: RwSignal::new(None),
            counts: RwSignal::new(Counts::default()),
            parts: StoredValue::new_local(Parts::of_this_owner()),
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

    /// The newest board, for all but the parks' offices.
    pub fn board(self) -> RwSignal<Option<Board>> {
        self.part("board")
    }

    /// The own page, for a park's office.
    pub fn park(self) -> RwSignal<Option<ParkPage>> {
        self.part("park")
    }

    /// What the leading group's office asks for, for a park's office.
    pub fn asked(self) -> RwSignal<Option<Vec<Asked>>> {
        self.part("asked")
    }

    /// What flows between the parks this year, for all but the parks' offices.
    pub fn sharing(self) -> RwSignal<Option<Sharing>> {
        self.part("sharing")
    }

    /// The own market, for a park's office.
    pub fn market(self) -> RwSignal<Option<Market>> {
        self.part("market")
    }

    /// Openness in small, for the leading group and its office.
    pub fn openness(self) -> RwSignal<Option<OpennessLive>> {
        self.part("openness")
    }

    /// The own bookings in numbers, for a park's office.
    pub fn bookings(self) -> RwSignal<Option<ParkDesk>> {
        self.part("bookings")
    }

    /// The edition that figures are shown of while one is frozen; nothing for parks and owners, and while all is live.
    pub fn edition(self) -> Option<EditionShown> {
        self.counts.with(|counts| counts.edition.clone())
    }

    /// Submissions waiting, for the office.
    pub fn waiting(self) -> Option<usize> {
        self.counts.with(|counts| counts.waiting)
    }

    /// Needs of the parks without an answer, for the leading group and its office.
    pub fn needs(self) -> Option<usize> {
        self.counts.with(|counts| counts.sharing.as_ref().map(|sharing| sharing.waiting_count))
    }

    /// In how many matches there is something to do, for parks' offices and the leading group's.
    pub fn todo(self) -> Option<usize> {
        self.counts.with(|counts| counts.todo)
    }

    /// Returned reports that the own park's office can send again.
    pub fn returned(self) -> Option<usize> {
        self.counts.with(|counts| counts.park.as_ref().map(|park| park.returned))
    }

    /// Supervised tasks on which this account is to act; nothing where it has none at all.
    pub fn tasks(self) -> Option<usize> {
        self.counts.with(|counts| counts.tasks.as_ref().map(|tasks| tasks.todo))
    }

    /// Requests that an owner of platforms has to answer.
    pub fn to_answer(self) -> Option<usize> {
        self.counts.with(|counts| counts.work.as_ref().map(|work| work.waiting))
    }

    /// Bookings that wait for the own park's word.
    pub fn to_agree(self) -> Option<usize> {
        self.counts.with(|counts| counts.bookings.as_ref().map(|bookings| bookings.to_agree))
    }

    fn part<T>(self, name: &'static str) -> RwSignal<Option<T>>
    where
        T: DeserializeOwned + PartialEq + Send + Sync + 'static,
    {
        self.parts.try_update_value(|parts| parts.part(name)).unwrap_or_else(|| RwSignal::new(None))
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

    /// Changes the document and tells what is new in it.
    fn carry(
        self,
        change: impl FnOnce(&mut LiveDocument) -> Result<(), document::OutOfStep>,
    ) -> Result<(), document::OutOfStep> {
        let told = self.parts.try_update_value(|parts| change(&mut parts.document).map(|()| parts.telling()));
        let Some(told) = told else { return Ok(()) };
        // What follows a part may ask for another one: nothing is borrowed any more.
        told?.into_iter().for_each(|tell| tell());
        let (counts, position) =
            self.parts.with_value(|parts| (parts.document.read::<Counts>(), parts.document.position()));
        counts.into_iter().for_each(|counts| replace(self.counts, counts));
        position.into_iter().for_each(|position| replace(self.position, position));
        Ok(())
    }
}

/// What the head of every page shows of the live document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct Counts {
    #[serde(default)]
    edition: Option<EditionShown>,
    waiting: Option<usize>,
    sharing: Option<Needs>,
    todo: Option<usize>,
    #[serde(default)]
    tasks: Option<TasksToDo>,
    work: Option<ToAnswer>,
    bookings: Option<ToAgree>,
    park: Option<Returned>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Needs {
    waiting_count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Returned {
    /// Left out where there is none.
    #[serde(default)]
    returned: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct TasksToDo {
    todo: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct ToAnswer {
    waiting: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct ToAgree {
    to_agree: usize,
}

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
