//! The market: what is offered and needed, what is being matched, and what the viewer is to do about it.

mod acting;
mod card;
mod doing;
mod form;
mod listings;
mod posting;
mod suggestions;

use duoyuan_core::access::Role;
use duoyuan_core::view::Market;
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{Button, ErrorNote, Kind, PageFrame, SharingWays, Skeleton};
use crate::held::kept;
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use acting::Acting;
use card::Card;
use form::ActPanel;
use listings::{Listings, Mine};
use posting::PostPanel;
use suggestions::Suggestions;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Todo,
    Matches,
    Lapsed,
    Listings,
    Suggestions,
    Mine,
}

impl Part {
    fn code(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Matches => "matches",
            Self::Lapsed => "lapsed",
            Self::Listings => "listings",
            Self::Suggestions => "suggestions",
            Self::Mine => "mine",
        }
    }

    fn word(self) -> Key {
        match self {
            Self::Todo => key::MARKET_TODO,
            Self::Matches => key::MARKET_MATCHES,
            Self::Lapsed => key::STANDING_LAPSED,
            Self::Listings => key::MARKET_LISTINGS,
            Self::Suggestions => key::MARKET_SUGGESTIONS,
            Self::Mine => key::MARKET_MINE,
        }
    }

    fn count(self, market: &Market) -> u32 {
        match self {
            Self::Todo => market.todo,
            Self::Matches => market.matches_count,
            Self::Lapsed => market.lapsed_count,
            Self::Listings => market.listings_count,
            Self::Suggestions => market.suggestions.len() as u32,
            Self::Mine => market.mine_count,
        }
    }
}

/// The page of offers, needs and matches.
#[component]
pub fn MarketPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let is_park = matches!(untrack(|| session.role()), Some(Role::Park(_)));
    // The stream carries a park's own market; the office asks for all of it.
    let other = quiet(
        move || {
            live.position.track();
            (!is_park).then_some(())
        },
        |()| async { api::market().await },
    );
    let market = kept(move || if is_park { live.market().get() } else { other.data.get() });
    let is_here = Memo::new(move |_| market.with(Option::is_some));
    let acting = Acting::provide();
    let part = use_part(market, is_park);
    let todo = Memo::new(move |_| market.with(|market| market.as_ref().map(|market| market.todo)));
    let title = move || {
        let (todo, part) = (todo.get()?, part.get()?);
        if part != Part::Todo {
            return Some(w.t(part.word()).to_owned());
        }
        let (some, none) = match is_park {
            true => (key::MARKET_TITLE_TODO, key::MARKET_TITLE_CALM),
            false => (key::MARKET_TITLE_OFFICE, key::MARKET_TITLE_OFFICE_CALM),
        };
        Some(if todo > 0 { w.with(some, "n", todo.to_string()) } else { w.t(none).to_owned() })
    };
    let open_post = Callback::new(move |()| acting.post(true));
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::MARKET_TITLE).to_owned())>
            <ErrorNote error=other.error retry=Callback::new(move |()| other.retry())/>
            <acting::Outcome acting/>
            <div class="market">
                <div class="flow-top">
                    <h1 class="board-title" aria-live="polite">{title}</h1>
                    <SharingWays/>
                </div>
                <div class="market-head">
                    <Parts market part is_park/>
                    {is_park.then(|| view! {
                        <Button kind=Kind::Primary on_press=open_post>{move || w.t(key::MARKET_POST)}</Button>
                    })}
                </div>
                <Show when=move || is_here.get() fallback=|| view! { <Skeleton/> }>
                    <Shown market part is_park/>
                </Show>
            </div>
            <ActPanel acting market/>
            {is_park.then(|| view! { <PostPanel acting market/> })}
        </PageFrame>
    }
}

/// The part the address names; else what there is to do or, where there is nothing, what is offered and needed. Which
/// of the two is settled when the page is opened: what comes or is done meanwhile does not turn it over.
fn use_part(market: Memo<Option<Market>>, is_park: bool) -> Memo<Option<Part>> {
    let place = place();
    let opened = Memo::new(move |before: Option<&Option<Part>>| {
        // Read each time: what follows this and the market must not lose sight of the market when this one does.
        let now = market.with(|it| it.as_ref().map(|it| if it.todo > 0 { Part::Todo } else { Part::Listings }));
        before.copied().flatten().or(now)
    });
    Memo::new(move |_| {
        let named = place.asked("part");
        let named = named.and_then(|name| parts(is_park).iter().find(|part| part.code() == name).copied());
        named.or_else(|| opened.get())
    })
}

fn parts(is_park: bool) -> &'static [Part] {
    match is_park {
        true => &[Part::Todo, Part::Listings, Part::Suggestions, Part::Matches, Part::Lapsed, Part::Mine],
        false => &[Part::Todo, Part::Matches, Part::Lapsed, Part::Listings, Part::Suggestions],
    }
}

/// The parts to choose from, each with how much is in it.
#[component]
fn Parts(market: Memo<Option<Market>>, part: Memo<Option<Part>>, is_park: bool) -> impl IntoView {
    let (w, place, chosen) = (words(), place(), part);
    let button = move |part: Part| {
        let count = move || market.with(|market| market.as_ref().map(|market| part.count(market)));
        let pressed = move || (chosen.get() == Some(part)).to_string();
        let choose = move |_| place.ask(&[("part", Some(part.code()))]);
        view! {
            <button type="button" aria-pressed=pressed on:click=choose>
                {move || w.t(part.word())}<span class="segment-count">{count}</span>
            </button>
        }
    };
    view! {
        <div class="segments wrap" role="group" aria-label=move || w.t(key::MARKET_VIEWS)>
            {parts(is_park).iter().copied().map(button).collect_view()}
        </div>
    }
}

#[component]
fn Shown(market: Memo<Option<Market>>, part: Memo<Option<Part>>, is_park: bool) -> impl IntoView {
    move || {
        Some(match part.get()? {
            part @ (Part::Todo | Part::Matches | Part::Lapsed) => view! { <Cards market part/> }.into_any(),
            Part::Listings => view! { <Listings market is_park/> }.into_any(),
            Part::Suggestions => view! { <Suggestions market/> }.into_any(),
            Part::Mine => view! { <Mine market/> }.into_any(),
        })
    }
}

/// Matches as cards; a card changes when its match does, the others stay.
#[component]
fn Cards(market: Memo<Option<Market>>, part: Part) -> impl IntoView {
    let w = words();
    let lines = Memo::new(move |_| {
        market.with(|market| {
            let Some(market) = market else { return Vec::new() };
            let all = if part == Part::Lapsed { &market.lapsed } else { &market.matches };
            all.iter().filter(|line| part != Part::Todo || line.is_todo).cloned().collect::<Vec<_>>()
        })
    });
    // That there is nothing to do, the heading says.
    let is_none = move || part != Part::Todo && lines.with(Vec::is_empty);
    let all = move || market.with(|it| it.as_ref().map_or(0, |it| part.count(it)));
    let none = if part == Part::Lapsed { key::MARKET_LAPSED_NONE } else { key::MARKET_MATCHES_NONE };
    let rest = move || {
        let shown = lines.with(Vec::len);
        (all() as usize > shown).then(|| {
            let message = Message::new(key::MARKET_SHOWN_OF).with("shown", shown.to_string());
            w.say(&message.with("all", all().to_string()))
        })
    };
    view! {
        <p class="quiet-text" class:hidden=move || !is_none()>{move || w.t(none)}</p>
        <ul class="cards">
            <For each=move || lines.get() key=|line| line.id let:line><Card first=line lines/></For>
        </ul>
        <p class="quiet-text">{rest}</p>
    }
}
