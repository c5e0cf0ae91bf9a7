//! How open the platforms are: PO-1 to PO-13, what is open to whom and used by whom, and the index.

mod cell;
mod explained;
mod index;
mod indicators;
mod matrix;

use duoyuan_core::format::platform::finding;
use duoyuan_core::id::PlatformId;
use duoyuan_core::openness::Measure;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::view::OpennessPage as View;
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use crate::api::platforms;
use crate::clock::Clock;
use crate::components::{
    Empty, ErrorNote, Export, PageFrame, PastPicker, PastRoom, PeriodPicker, Skeleton, but_for_past, use_position,
};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

use explained::Explained;
use index::IndexTable;
use indicators::Indicators;
use matrix::MatrixTable;

/// Months that can be chosen.
const MONTHS: i32 = 24;

/// What is being explained: a measure, of all platforms or of one.
type Asked = (Measure, Option<PlatformId>);

/// One of the page's three leaves; the address names it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Indicators,
    Matrix,
    Index,
}

impl Leaf {
    /// The name of its table as it is exported: `openness-index`.
    fn table(self) -> &'static str {
        match self {
            Self::Indicators => "openness",
            Self::Matrix => "openness-matrix",
            Self::Index => "openness-index",
        }
    }

    /// Those that this viewer is told: the index is the leading group's and the office's.
    fn told() -> impl Iterator<Item = (Self, &'static str, Key)> {
        let is_park = session().own_park().is_some();
        Self::ALL.into_iter().filter(move |(this, ..)| !is_park || *this != Self::Index)
    }

    const ALL: [(Self, &'static str, Key); 3] = [
        (Self::Indicators, "indicators", key::PW_LEAF_INDICATORS),
        (Self::Matrix, "matrix", key::PW_LEAF_MATRIX),
        (Self::Index, "index", key::PW_LEAF_INDEX),
    ];
}

/// The page `/openness`: how open the platforms are.
#[component]
pub fn OpennessPage() -> impl IntoView {
    let (w, live, place, clock) = (words(), live(), place(), expect_context::<Clock>());
    let position = use_position();
    let asked = quiet(
        move || {
            live.position.track();
            Some((position.month.get(), position.basis.get(), position.as_of.get()))
        },
        |(month, basis, as_of)| async move {
            platforms::openness(month, basis, as_of).await.map(|page| (as_of, (basis, page)))
        },
    );
    // What is shown stays until the period chosen is here, and says itself of which it is.
    let shown = position.shown(|| None, asked.data, move |(basis, page)| position.is_at(page.period.to, *basis));
    let page = Memo::new(move |_| shown.with(|it| it.as_ref().map(|(_, page)| page.clone())));
    let shown_at = Memo::new(move |_| shown.with(|it| it.as_ref().map(|(basis, page)| (page.period.to, *basis))));
    let newest = Memo::new(move |_| Month::of(day_of(clock.now())));
    let months = Memo::new(move |_| newest.get().plus(1 - MONTHS).to(newest.get()).collect::<Vec<_>>());
    let leaf = Memo::new(move |_| {
        let named = place.asked("show");
        let found = Leaf::told().find(|(_, name, _)| Some(*name) == named.as_deref());
        found.map_or(Leaf::Indicators, |(leaf, ..)| leaf)
    });
    let explained = RwSignal::new(None::<Asked>);
    // Of another month than the one that runs it is said that nothing was there then.
    let why_empty = move || {
        let why = page.with(|page| page.as_ref().filter(|it| it.period.to != newest.get())?.nothing());
        why.map(|why| crate::say::gap(why, w.lang()).to_owned())
    };
    // A change of the page must not make its leaf anew.
    let is_here = Memo::new(move |_| page.with(Option::is_some));
    let is_empty = Memo::new(move |_| page.with(|page| page.as_ref().is_some_and(|page| page.matrix.rows.is_empty())));
    view! {
        <PageFrame
            title=Signal::derive(move || w.t(key::WAY_OPENNESS).to_owned())
            tools=move || view! { <PeriodPicker position months shown=shown_at/> }
        >
            <ErrorNote error=but_for_past(asked.error) retry=Callback::new(move |()| asked.retry())/>
            <div class="openness">
                <Title page leaf/>
                {move || match (is_here.get(), is_empty.get(), leaf.get()) {
                    (false, ..) => view! { <PastRoom error=asked.error><Skeleton class="openness-skeleton"/></PastRoom> }.into_any(),
                    (_, true, _) => view! {
                        <Empty
                            text=Signal::derive(move || why_empty().unwrap_or_else(|| w.t(key::PW_NO_PLATFORMS).to_owned()))
                            hint=Signal::derive(move || w.t(key::PW_NO_PLATFORMS_HINT).to_owned())
                        />
                    }.into_any(),
                    (_, _, Leaf::Indicators) => view! { <Indicators page explained/> }.into_any(),
                    (_, _, Leaf::Matrix) => view! { <MatrixTable page/> }.into_any(),
                    (_, _, Leaf::Index) => view! { <IndexTable page explained/> }.into_any(),
                }}
            </div>
            <Explained page explained/>
        </PageFrame>
    }
}

/// The finding of the period: how much of what is open is used, and what waits.
#[component]
fn Title(page: Memo<Option<View>>, leaf: Memo<Leaf>) -> impl IntoView {
    let (w, live) = (words(), live());
    let title = move || page.with(|page| Some(finding(page.as_ref()?, w.lang())));
    let place = place();
    let is_now = move || place.as_of().is_none();
    let waiting = move || {
        is_now().then_some(())?;
        live.openness().with(|live| {
            let live = live.as_ref()?;
            let message = Message::new(key::PW_TITLE_WAITING).with("waiting", live.waiting.to_string());
            Some(w.say(&message.with("overdue", live.overdue.to_string())))
        })
    };
    let is_late = move || is_now() && live.openness().with(|live| live.as_ref().is_some_and(|live| live.overdue > 0));
    view! {
        <div class="openness-title">
            <h1 class="board-title">{move || title().unwrap_or_else(|| w.t(key::WAY_OPENNESS).to_owned())}</h1>
            <p class:is-late=is_late aria-live="polite">
                <span aria-hidden="true">{move || is_late().then_some("■ ")}</span>{waiting}
            </p>
            <div class="openness-controls">
                <PastPicker/>
                <Leaves leaf/>
                <Export name=Signal::derive(move || leaf.get().table())/>
            </div>
        </div>
    }
}

#[component]
fn Leaves(leaf: Memo<Leaf>) -> impl IntoView {
    let (w, place) = (words(), place());
    let buttons = Leaf::told().map(|(this, name, word)| {
        let choose = move |_| place.ask(&[("show", (this != Leaf::Indicators).then_some(name))]);
        view! {
            <button type="button" aria-pressed=move || (leaf.get() == this).to_string() on:click=choose>{move || w.t(word)}</button>
        }
    });
    view! { <div class="segments" role="group" aria-label=move || w.t(key::WAY_OPENNESS)>{buttons.collect_view()}</div> }
}
