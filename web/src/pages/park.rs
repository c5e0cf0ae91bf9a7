//! One park: its figures, three years of each, its place among the parks, how far it is from its targets.

mod gauges;
mod head;
mod rest;
mod trends;

use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Basis;
use duoyuan_core::view;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{
    BelowFold, Empty, ErrorNote, FigureCell, PageFrame, PastRoom, PeriodPicker, Size, Skeleton, StatusLegend,
    but_for_past, use_position,
};
use crate::held::held;
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use gauges::Gauges;
use head::Head;
use rest::Rest;
use trends::Trends;

/// The page of the park in the address, or of the own one.
#[component]
pub fn ParkPage() -> impl IntoView {
    let (session, w, live) = (session(), words(), live());
    let position = use_position();
    let place = place();
    let park = Memo::new(move |_| match place.path.with(|path| Page::at(path)) {
        Some(Page::Park(park)) => Some(park),
        _ => session.own_park(),
    });
    // The stream carries the own page alone.
    let is_streamed = Memo::new(move |_| position.is_newest() && session.own_park() == park.get());
    let other = quiet(
        move || {
            let park = park.get().filter(|_| !is_streamed.get())?;
            live.position.track();
            Some((park, position.month.get(), position.basis.get(), position.as_of.get()))
        },
        |(park, month, basis, as_of)| async move { api::park(&park, month, basis, as_of).await.map(|page| (as_of, page)) },
    );
    let page = position.shown(
        move || is_streamed.get().then(|| live.park()),
        other.data,
        move |page| Some(&page.park) == park.get().as_ref() && position.is_at(page.month, page.basis),
    );
    let months = Memo::new(move |_| page.with(|page| page.as_ref().map_or_else(Vec::new, |page| page.months.clone())));
    let shown_at = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| (page.month, page.basis))));
    let changed = Memo::new(move |_| page.with(|page| page.as_ref().and_then(|page| page.changed_at)));
    // Another park's page is built anew; the same park's next month only changes its numbers.
    let shown = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.park.clone())));
    let is_missing =
        move || other.error.with(|error| error.as_ref().is_some_and(|it| it.is_not_found() && !it.is_before_all()));
    let retry = Callback::new(move |()| other.retry());
    view! {
        <PageFrame
            title=Signal::derive(move || park.get().map(|park| session.park_name(&park)).unwrap_or_default())
            tools=move || view! { <PeriodPicker position months shown=shown_at/> }
            changed
        >
            {move || if is_missing() {
                view! {
                    <Empty
                        text=Signal::derive(move || w.t(key::NO_SUCH_PARK).to_owned())
                        hint=Signal::derive(move || w.t(key::NO_SUCH_PARK_HINT).to_owned())
                    />
                }.into_any()
            } else {
                view! { <ErrorNote error=but_for_past(other.error) retry/> }.into_any()
            }}
            {move || match shown.get() {
                Some(park) => view! { <Whole park page/> }.into_any(),
                None if is_missing() => ().into_any(),
                None => view! { <PastRoom error=other.error><Skeleton class="tall"/></PastRoom> }.into_any(),
            }}
        </PageFrame>
    }
}

/// How many figures stand on top: one row.
const HEADLINE: usize = 6;

#[component]
fn Whole(park: ParkId, page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let is_first = Memo::new(move |_| page.with(|page| page.as_ref().is_some_and(|page| page.months.is_empty())));
    view! {
        <div class="park">
            <Head park=park.clone() page/>
            {move || if is_first.get() {
                view! { <NothingYet page/> }.into_any()
            } else {
                view! { <Figures park=park.clone() page/> }.into_any()
            }}
        </div>
    }
}

/// No report of any park is approved yet: when this one's first is due, where its workbook is, what to prepare.
#[component]
fn NothingYet(page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let is_own = untrack(|| session.own_park()).is_some();
    let first = move || {
        page.with(|page| {
            let page = page.as_ref()?;
            let count = session.zone(|zone| zone.items(page.collected).count()).unwrap_or_default();
            let message =
                Message::new(key::PARK_FIRST).with("month", format::period(page.collected, Basis::Month, w.lang()));
            let message = message.with("from", format::day(page.collected.over(), w.lang()));
            let message = message.with("until", format::due_date(page.due, w.lang())).with("n", count.to_string());
            Some(w.say(&message))
        })
    };
    let hint = move || if is_own { first() } else { None }.unwrap_or_else(|| w.t(key::BOARD_EMPTY_HINT).to_owned());
    view! {
        <Empty text=Signal::derive(move || w.t(key::BOARD_EMPTY).to_owned()) hint=Signal::derive(hint)/>
    }
}

/// All there is to see of the park.
#[component]
fn Figures(park: ParkId, page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let all =
        move || page.with(|p| p.as_ref().map_or_else(Vec::new, |p| p.figures.iter().take(HEADLINE).cloned().collect()));
    let tile = move |first: view::Figure| {
        let code = first.code.clone();
        let figure =
            held(first, move || page.with(|p| p.as_ref()?.figures.iter().find(|figure| figure.code == code).cloned()));
        view! { <li class="tile"><FigureCell figure size=Size::Headline/></li> }
    };
    view! {
        <div class="headline-room">
            <ul class="headlines one-stop">
                <For each=all key=|figure| figure.code.clone() children=tile/>
            </ul>
        </div>
        <Gauges page/>
        <Trends park page/>
        <BelowFold>
            <Rest page/>
            <footer class="footing"><StatusLegend/></footer>
        </BelowFold>
    }
}
