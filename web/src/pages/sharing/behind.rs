//! The panel behind every band, cell and line: the transfers, each with all that happened to it.

mod line;

use std::collections::BTreeSet;

use duoyuan_core::format::sharing::{self as say_sharing, By};
use duoyuan_core::id::{MatchId, ParkId};
use duoyuan_core::sharing::Span;
use duoyuan_core::view::{Kind, Transfer, Wanted};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asked::Asked;
use crate::api::{self, ApiError};
use crate::components::{Button, ErrorNote, Export, Panel, Skeleton};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;
use line::Line;

/// What the panel shows, and who opens it.
#[derive(Clone, Copy)]
pub struct Opened {
    asked: Asked,
    wanted: RwSignal<Option<Wanted>>,
    /// Matches whose course is unfolded: the one that was tapped, and what the reader opened since. They stay so
    /// when something more happens to them.
    unfolded: RwSignal<BTreeSet<MatchId>>,
}

/// What opens the panel of the transfers behind a number.
pub fn opened() -> Opened {
    expect_context::<Opened>()
}

impl Opened {
    /// Gives the page a panel that is closed.
    pub fn provide(asked: Asked) -> Self {
        let opened = Self { asked, wanted: RwSignal::new(None), unfolded: RwSignal::default() };
        provide_context(opened);
        opened
    }

    fn unfold(self, matched: MatchId, is_open: bool) {
        self.unfolded.update(|all| _ = if is_open { all.insert(matched) } else { all.remove(&matched) });
    }

    fn open(self, change: impl FnOnce(&mut Wanted), focus: Option<MatchId>) {
        let selection = self.asked.selection.get_untracked();
        // What the number tapped counts.
        let kind = match self.asked.by.get_untracked() {
            By::Count => Kind::Begun,
            By::Money => Kind::Landed,
        };
        let (element, span, month) = (selection.element, selection.span, selection.month);
        let mut wanted = Wanted { element, span, month, kind, ..Wanted::default() };
        change(&mut wanted);
        self.unfolded.set(focus.into_iter().collect());
        self.wanted.set(Some(wanted));
    }

    /// What one gave the other.
    pub fn pair(self, giver: &ParkId, taker: &ParkId) {
        self.open(|it| (it.giver, it.taker) = (Some(giver.clone()), Some(taker.clone())), None);
    }

    /// What one gave the other and landed, when nothing new was begun.
    pub fn pair_landed(self, giver: &ParkId, taker: &ParkId) {
        let pair = (Some(giver.clone()), Some(taker.clone()));
        self.open(
            |it| {
                (it.giver, it.taker) = pair;
                it.kind = Kind::Landed;
            },
            None,
        );
    }

    /// What a park gave.
    pub fn giver(self, park: &ParkId) {
        self.open(|it| it.giver = Some(park.clone()), None);
    }

    /// What a park received.
    pub fn taker(self, park: &ParkId) {
        self.open(|it| it.taker = Some(park.clone()), None);
    }

    /// What a park gave and received.
    pub fn park(self, park: &ParkId) {
        self.open(|it| it.park = Some(park.clone()), None);
    }

    /// What landed this month.
    pub fn landed(self, giver: &ParkId, taker: &ParkId, focus: MatchId) {
        let pair = (Some(giver.clone()), Some(taker.clone()));
        self.open(
            |it| {
                (it.giver, it.taker) = pair;
                (it.kind, it.span, it.month) = (Kind::Landed, Span::Month, None);
            },
            Some(focus),
        );
    }

    /// What has yet to be confirmed between two parks.
    pub fn unconfirmed(self, giver: &ParkId, taker: &ParkId, focus: MatchId) {
        let pair = (Some(giver.clone()), Some(taker.clone()));
        self.open(
            |it| {
                (it.giver, it.taker) = pair;
                it.kind = Kind::Unconfirmed;
            },
            Some(focus),
        );
    }
}

/// The panel of the transfers behind a number.
#[component]
pub fn Behind(opened: Opened) -> impl IntoView {
    let (session, w) = (session(), words());
    let title = Signal::derive(move || {
        let name = |park: &Option<ParkId>| park.as_ref().map(|park| session.park_name(park));
        opened.wanted.with(|wanted| {
            let Some(wanted) = wanted else { return String::new() };
            match (name(&wanted.giver), name(&wanted.taker), name(&wanted.park)) {
                (Some(giver), Some(taker), _) => {
                    w.say(&Message::new(key::FLOW_PAIR).with("giver", giver).with("taker", taker))
                }
                (Some(giver), None, _) => w.with(key::FLOW_GIVEN_BY, "park", giver),
                (None, Some(taker), _) => w.with(key::FLOW_RECEIVED_BY, "park", taker),
                (None, None, Some(park)) => w.with(key::FLOW_OF_PARK, "park", park),
                (None, None, None) => w.t(key::FLOW_TRANSFERS).to_owned(),
            }
        })
    });
    let is_open = Signal::derive(move || opened.wanted.with(Option::is_some));
    view! {
        <Panel open=is_open on_close=Callback::new(move |()| opened.wanted.set(None)) title wide=true>
            <Found opened/>
        </Panel>
    }
}

/// The transfers; an entry elsewhere changes them in place.
#[component]
fn Found(opened: Opened) -> impl IntoView {
    let (session, w, live, place) = (session(), words(), live(), place());
    let asked = quiet(
        move || {
            live.position.track();
            Some((opened.wanted.get()?, place.as_of()))
        },
        |(wanted, as_of)| async move { api::transfers(&wanted, as_of).await },
    );
    let more = RwSignal::new(None::<(Vec<Transfer>, Option<MatchId>)>);
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    // Pages beyond the first are as old as the question; another position asks from the start.
    Effect::new(move || {
        asked.data.track();
        more.set(None);
    });
    let lines = Memo::new(move |_| {
        let first = asked.data.with(|data| data.as_ref().map(|it| it.lines.clone()).unwrap_or_default());
        let rest = more.with(|more| more.as_ref().map(|(lines, _)| lines.clone()).unwrap_or_default());
        first.into_iter().chain(rest).collect::<Vec<_>>()
    });
    let next = move || match more.get() {
        Some((_, next)) => next,
        None => asked.data.with(|data| data.as_ref().and_then(|it| it.next)),
    };
    let load = move |()| {
        let (Some(wanted), Some(before)) = (opened.wanted.get_untracked(), untrack(next)) else { return };
        let as_of = untrack(|| place.as_of());
        busy.set(true);
        spawn_local(async move {
            let answer = api::transfers(&Wanted { before: Some(before), ..wanted }, as_of).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => more.update(|more| {
                    let (mut lines, _) = more.take().unwrap_or_default();
                    lines.extend(page.lines);
                    *more = Some((lines, page.next));
                }),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let summary = move || {
        asked.data.with(|data| {
            let data = data.as_ref()?;
            let wanted = opened.wanted.get()?;
            let first = None;
            let period = match (wanted.kind, wanted.span) {
                (Kind::Unconfirmed, _) => w.t(key::FLOW_UNCONFIRMED).to_owned(),
                (_, Span::All) => w.with(key::FLOW_UNTIL, "month", say::month(data.month, w.lang())),
                (_, span) => say_sharing::stretch(span, data.month, first, w.lang()),
            };
            let element = wanted
                .element
                .map_or_else(|| w.t(key::FLOW_ALL_ELEMENTS).to_owned(), |element| session.element_name(&element));
            let message = Message::new(key::FLOW_FOUND).with("period", period).with("element", element);
            Some(w.say(&message.with("n", data.count.to_string())))
        })
    };
    let also =
        Signal::derive(move || opened.wanted.with(|it| it.as_ref().map(api::transfers_query).unwrap_or_default()));
    let is_counted = move || opened.wanted.with(|it| it.as_ref().is_some_and(|it| it.kind != Kind::Unconfirmed));
    let kind_button = move |kind: Kind, word: Key| {
        let pressed = move || opened.wanted.with(|it| it.as_ref().is_some_and(|it| it.kind == kind)).to_string();
        let choose = move |_| opened.wanted.update(|it| it.iter_mut().for_each(|it| it.kind = kind));
        view! { <button type="button" aria-pressed=pressed on:click=choose>{move || w.t(word)}</button> }
    };
    let is_waiting = move || asked.data.with(Option::is_none) && asked.asking.get();
    view! {
        <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
        <Show when=is_counted>
            <div class="segments" role="group" aria-label=move || w.t(key::FLOW_KIND)>
                {kind_button(Kind::Begun, key::FLOW_KIND_BEGUN)}
                {kind_button(Kind::Landed, key::FLOW_KIND_LANDED)}
                {kind_button(Kind::Counted, key::FLOW_KIND_COUNTED)}
            </div>
        </Show>
        <p class="quiet-text" aria-live="polite">{summary}</p>
        <p><Export name="transfers" also alone=true/></p>
        <Show when=is_waiting><Skeleton class="explain-skeleton"/></Show>
        <ol class="transfers">
            <For each=move || lines.get() key=|line| (line.matched, line.history.len(), line.standing) let:line>
                <Line line opened/>
            </For>
        </ol>
        <ErrorNote error=failed/>
        <Show when=move || next().is_some()>
            <Button busy on_press=Callback::new(load)>{move || w.t(key::FLOW_MORE)}</Button>
        </Show>
    }
}
