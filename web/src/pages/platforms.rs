//! The catalogue: what there is to use, how open it is, what it costs.

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::format::platform::Mark;
use duoyuan_core::id::{KindId, OwnerId, PlatformId};
use duoyuan_core::platform::Openness;
use duoyuan_core::view::PlatformCard;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::platform::{RatingsText, RegisterPanel};
use crate::api::platforms;
use crate::components::{Button, Empty, ErrorNote, MarkWord, PageFrame, Skeleton};
use crate::held::held;
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// The pages about platforms of a park's office.
#[component]
pub fn PlatformWays() -> impl IntoView {
    let (session, w, live) = (session(), words(), live());
    let ways = move || match session.role() {
        Some(Role::Park(_)) => {
            vec![
                (Page::Platforms, key::PW_CATALOGUE),
                (Page::Free, key::PW_FIND_FREE),
                (Page::Bookings, key::PW_MY_BOOKINGS),
            ]
        }
        Some(Role::Office) => vec![(Page::Platforms, key::PW_CATALOGUE), (Page::Bookings, key::GW_PARK_BOOKINGS)],
        _ => Vec::new(),
    };
    let open = move || {
        live.bookings()
            .with(|desk| desk.as_ref().map(|desk| desk.requested + desk.to_agree + desk.accepted + desk.waitlisted))
    };
    let way = move |(page, word): (Page, duoyuan_core::words::Key)| {
        let path = page.path();
        let here = place().path;
        let current = {
            let path = path.clone();
            move || (here.get() == path).then_some("page")
        };
        let count = move || (page == Page::Bookings).then(|| open().filter(|n| *n > 0)).flatten();
        view! {
            <a class="leaf" href=path aria-current=current>
                {move || w.t(word)}{move || count().map(|n| format!(" {n}"))}
            </a>
        }
    };
    view! { <nav class="leaves" aria-label=move || w.t(key::WAY_PLATFORMS)>{move || ways().into_iter().map(way).collect_view()}</nav> }
}

/// The page `/platforms`: the catalogue of what may be booked.
#[component]
pub fn PlatformsPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let asked = quiet(
        move || {
            live.position.track();
            Some(())
        },
        |()| async { platforms::catalogue().await },
    );
    let reload = Callback::new(move |()| asked.retry());
    let kind = RwSignal::new(None::<KindId>);
    let cards =
        Memo::new(move |_| asked.data.with(|it| it.as_ref().map(|it| it.platforms.clone()).unwrap_or_default()));
    let owners = move || {
        cards.with(|cards| {
            let mut owners: Vec<OwnerId> = Vec::new();
            for card in cards.iter().filter(|card| kind.get().is_none_or(|kind| card.kind == kind)) {
                if owners.last() != Some(&card.owner) {
                    owners.push(card.owner.clone());
                }
            }
            owners
        })
    };
    let is_here = Memo::new(move |_| asked.data.with(Option::is_some));
    let is_empty = Memo::new(move |_| cards.with(Vec::is_empty));
    let registering = RwSignal::new(None);
    let may_register = move || matches!(session.role(), Some(Role::Owner(_) | Role::Office));
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::WAY_PLATFORMS).to_owned())>
            <PlatformWays/>
            <ErrorNote error=asked.error retry=reload/>
            <div class="catalogue-head">
                <h1 class="board-title">{move || w.with(key::PW_CATALOGUE_TITLE, "n", cards.with(Vec::len).to_string())}</h1>
                <Kinds kind/>
                <Show when=may_register>
                    <Button on_press=Callback::new(move |()| registering.set(Some(None)))>{move || w.t(key::PW_REGISTER)}"…"</Button>
                </Show>
            </div>
            {move || match (is_here.get(), is_empty.get()) {
                (false, _) => view! { <Skeleton class="openness-skeleton"/> }.into_any(),
                (_, true) => view! {
                    <Empty
                        text=Signal::derive(move || w.t(key::PW_NO_PLATFORMS).to_owned())
                        hint=Signal::derive(move || w.t(key::PW_NO_PLATFORMS_HINT).to_owned())
                    />
                }.into_any(),
                _ => view! {
                    <For each=owners key=Clone::clone let:owner><Owned owner cards kind/></For>
                }.into_any(),
            }}
            <RegisterPanel registering reload/>
        </PageFrame>
    }
}

/// The kinds, to look at one alone.
#[component]
pub fn Kinds(kind: RwSignal<Option<KindId>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let kinds =
        session.zone(|zone| zone.openness.as_ref().map(|rules| rules.kinds.clone())).flatten().unwrap_or_default();
    let all = view! {
        <button type="button" aria-pressed=move || kind.with(Option::is_none).to_string() on:click=move |_| kind.set(None)>
            {move || w.t(key::PW_ALL)}
        </button>
    };
    let button = move |this: duoyuan_core::openness::Kind| {
        let id = StoredValue::new(this.id);
        let pressed = move || kind.with(|kind| id.with_value(|id| kind.as_ref() == Some(id))).to_string();
        view! { <button type="button" aria-pressed=pressed on:click=move |_| kind.set(Some(id.get_value()))>{this.name}</button> }
    };
    view! {
        <div class="segments" role="group" aria-label=move || w.t(key::PW_KIND)>
            {all}{kinds.into_iter().map(button).collect_view()}
        </div>
    }
}

/// The platforms of one owner, a line each.
#[component]
fn Owned(owner: OwnerId, cards: Memo<Vec<PlatformCard>>, kind: RwSignal<Option<KindId>>) -> impl IntoView {
    let session = session();
    let name = session.zone(|zone| zone.owner(&owner).map(|owner| owner.name.clone())).flatten();
    let name = name.unwrap_or_else(|| owner.to_string());
    let ids = move || {
        let kind = kind.get();
        let fits = |card: &&PlatformCard| card.owner == owner && kind.as_ref().is_none_or(|kind| card.kind == *kind);
        cards.with(|cards| cards.iter().filter(fits).map(|card| card.platform.clone()).collect::<Vec<_>>())
    };
    view! {
        <section class="catalogue">
            <h2>{name}</h2>
            <ul><For each=ids key=Clone::clone let:id><Card id cards/></For></ul>
        </section>
    }
}

/// A platform in the list.
#[component]
fn Card(id: PlatformId, cards: Memo<Vec<PlatformCard>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let path = Page::Platform(id.clone()).path();
    let look = move || cards.with(|cards| cards.iter().find(|card| card.platform == id).cloned());
    untrack(&look).map(|first| {
        let card = held(first, look);
        let park = untrack(|| session.own_park());
        let own = {
            let park = park.clone();
            Memo::new(move |_| card.with(|card| card.openness.iter().find(|it| Some(&it.park) == park.as_ref()).cloned()))
        };
        let mark = Memo::new(move |_| own.with(|own| Mark::level(own.as_ref().and_then(|own| own.openness.as_ref()))));
        let why = move || own.with(|own| match own.as_ref()?.openness.as_ref()? {
            Openness::Conditional(text) | Openness::Closed(text) => Some(text.clone()),
            Openness::Open => None,
        });
        let since = move || own.with(|own| own.as_ref()?.since.map(|since| w.with(key::PW_SINCE_DAY, "day", since.to_string())));
        let open_to = move || card.with(|card| w.say(&format::platform::open_to(&card.openness)));
        let resources = move || card.with(|card| {
            card.resources.iter().map(|it| {
                let what = format!("{} {}{}", it.resource.name, format::exact(it.resource.capacity), it.resource.unit);
                let price = w.say(&format::platform::price(it.resource.price.as_ref()));
                view! { <li>{what}" "<span class="quiet-text">{price}</span></li> }
            }).collect_view()
        });
        let ratings = Memo::new(move |_| card.with(|card| card.ratings.clone()));
        let is_park = park.is_some();
        view! {
            <li class="card-row">
                <div>
                    <a class="card-name" href=path>{move || card.with(|card| card.name.clone())}</a>
                    <p class="quiet-text">{move || session.kind_name(&card.with(|card| card.kind.clone()))}</p>
                </div>
                <div>
                    {move || if is_park {
                        view! { <MarkWord mark/>" "<span class="quiet-text">{since}</span><p class="card-why">{why}</p> }.into_any()
                    } else {
                        view! { <span>{open_to()}</span> }.into_any()
                    }}
                </div>
                <ul class="card-resources">{resources}</ul>
                <div>{move || view! { <RatingsText ratings=ratings.get()/> }}</div>
            </li>
        }
    })
}
