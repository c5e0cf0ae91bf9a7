//! What flows between the parks: the leading group's picture of it, and a park's own side.

mod asked;
mod balances;
mod behind;
mod drawn;
mod lists;
mod map;
mod matrix;
mod partners;
mod strip;

use duoyuan_core::access::Role;
use duoyuan_core::format::sharing::finding;
use duoyuan_core::view::{Selection, Sharing};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api;
use crate::components::{
    Empty, ErrorNote, Export, PageFrame, PastPicker, PastRoom, SharingWays, Skeleton, but_for_past,
};
use crate::held::kept_of;
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use asked::{Asked, Controls, StretchPicker, use_asked};
use balances::Balances;
use behind::{Behind, Opened};
use drawn::Drawn;
use lists::{LandedList, NeverList, UnconfirmedList, WaitingList};
use map::Map;
use matrix::Matrix;
use partners::Partners;
use strip::Strip;

/// The page of what flows between the parks.
#[component]
pub fn SharingPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let asked = use_asked();
    // The stream carries this year's flows to everybody but the parks' offices.
    let is_park = matches!(untrack(|| session.role()), Some(Role::Park(_)));
    let place = place();
    let as_of = Memo::new(move |_| place.as_of());
    let is_live = move || !is_park && as_of.get().is_none() && asked.selection.with(|it| *it == Selection::default());
    let other = quiet(
        move || {
            live.position.track();
            (!is_live()).then(|| (asked.selection.get(), as_of.get()))
        },
        |(selection, as_of)| async move { api::sharing(&selection, as_of).await.map(|it| (as_of, it)) },
    );
    let belongs = move |it: &Sharing| {
        asked.selection.with(|selection| {
            it.element == selection.element
                && it.span == selection.span
                && selection.month.is_none_or(|month| it.month == month)
        })
    };
    let answered = move || other.data.get().filter(|(of, it)| *of == as_of.get() && belongs(it)).map(|(_, it)| it);
    let shown = kept_of(move || as_of.get(), move || if is_live() { live.sharing().get() } else { answered() });
    let is_here = Memo::new(move |_| shown.with(Option::is_some));
    let retry = Callback::new(move |()| other.retry());
    let opened = Opened::provide(asked);
    view! {
        <PageFrame
            title=Signal::derive(move || w.t(key::SHARING_FLOWS).to_owned())
            tools=move || view! { <StretchPicker asked shown/> }
        >
            <ErrorNote error=but_for_past(other.error) retry/>
            <div class="flows">
                <div class="flow-top"><Title asked shown/><SharingWays/><PastPicker/><Export name="sharing"/></div>
                <Controls asked shown/>
                <Show when=move || is_here.get() fallback=move || view! { <PastRoom error=other.error><Waiting/></PastRoom> }>
                    <Whole asked shown is_park/>
                </Show>
            </div>
            <Behind opened/>
        </PageFrame>
    }
}

/// The heading, which says what was found: how many transfers, and how much.
#[component]
fn Title(asked: Asked, shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let text = move || {
        shown.with(|shown| {
            let shown = shown.as_ref()?;
            session.zone(|zone| w.say(&finding(shown, zone, asked.by.get(), w.lang())))
        })
    };
    // A heading is never empty.
    let text = move || text().unwrap_or_else(|| w.t(key::WAY_SHARING).to_owned());
    view! { <h1 class="board-title" aria-live="polite">{text}</h1> }
}

/// Room of the page's size.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div aria-busy="true" class="flow-waiting">
            <Skeleton class="flow-strip-room"/>
            <div class="flow-pair"><Skeleton class="flow-chart-room"/><Skeleton class="flow-chart-room"/></div>
        </div>
    }
}

/// All of it, one thing under another in the order in which a meeting asks.
#[component]
fn Whole(asked: Asked, shown: Memo<Option<Sharing>>, is_park: bool) -> impl IntoView {
    let w = words();
    let by = asked.by;
    let is_never = Memo::new(move |_| shown.with(|it| it.as_ref().is_some_and(|it| it.first.is_none())));
    view! {
        <Strip shown/>
        <Show when=move || is_never.get()>
            <Empty
                text=Signal::derive(move || w.t(key::FLOW_EMPTY).to_owned())
                hint=Signal::derive(move || w.t(key::FLOW_EMPTY_HINT).to_owned())
            />
        </Show>
        <div class="flow-pair">
            <Drawn shown by/>
            {if is_park { view! { <Partners shown by/> }.into_any() } else { view! { <Matrix shown by/> }.into_any() }}
        </div>
        <div class="flow-pair">
            {(!is_park).then(|| view! { <Map shown by/> })}
            <Balances shown by/>
        </div>
        <div class="flow-pair">
            <WaitingList shown/>
            <UnconfirmedList shown/>
        </div>
        <div class="flow-pair">
            <LandedList shown/>
            {(!is_park).then(|| view! { <NeverList shown/> })}
        </div>
    }
}
