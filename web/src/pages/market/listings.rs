//! Offers and needs: those of others, to be taken up, and the own ones.

mod filter;

use duoyuan_core::format::sharing as say_sharing;
use duoyuan_core::sharing::Audience;
use duoyuan_core::view::{LISTINGS_PAGE, ListingLine, Market, MatchAct};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use super::acting::acting;
use super::doing::{Doing, Proposing};
use crate::api;
use crate::components::{Button, ErrorNote, Export, Kind, Skeleton};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;

/// What is offered and needed, by what the address asks for.
#[component]
pub fn Listings(market: Memo<Option<Market>>, is_park: bool) -> impl IntoView {
    let (w, place, live) = (words(), place(), live());
    let query = Memo::new(move |_| filter::asked(place));
    let found = quiet(
        move || {
            live.position.track();
            Some(query.get())
        },
        |query| async move { api::listings(&query).await },
    );
    let lines = Memo::new(move |_| found.data.with(|it| it.as_ref().map(|it| it.lines.clone()).unwrap_or_default()));
    let all = Memo::new(move |_| found.data.with(|it| it.as_ref().map_or(0, |it| it.count as usize)));
    // Where nobody has posted anything, no condition is to blame.
    let is_first = move || market.with(|it| it.as_ref().is_some_and(|it| it.listings_count + it.mine_count == 0));
    let none = Signal::derive(move || if is_first() { key::MARKET_LISTINGS_FIRST } else { key::MARKET_LISTINGS_NONE });
    let is_one = Memo::new(move |_| place.asked("listing").is_some());
    let rest = move || {
        let shown = lines.with(Vec::len);
        (all.get() > shown).then(|| {
            let message = Message::new(key::MARKET_SHOWN_OF).with("shown", shown.to_string());
            w.say(&message.with("all", all.get().to_string()))
        })
    };
    let more =
        move |()| place.ask(&[("count", Some((lines.with_untracked(Vec::len) + LISTINGS_PAGE).to_string().as_str()))]);
    view! {
        {move || if is_one.get() {
            view! {
                <p class="listings-one">
                    <Button on_press=Callback::new(move |()| place.ask(&[("listing", None)]))>{move || w.t(key::GW_ALL_LISTINGS)}</Button>
                </p>
            }.into_any()
        } else {
            view! { <filter::Filter is_park/> }.into_any()
        }}
        <ErrorNote error=found.error retry=Callback::new(move |()| found.retry())/>
        <Show when=move || found.data.with(Option::is_some) fallback=|| view! { <Skeleton/> }>
            <Table lines own=false none/>
            <p class="listings-more">
                <span class="quiet-text" aria-live="polite">{rest}</span>
                <Export name="listings" also=query alone=true/>
                <Show when=move || { all.get() > lines.with(Vec::len) }>
                    <Button busy=found.asking on_press=Callback::new(more)>{move || w.t(key::GW_MORE)}</Button>
                </Show>
            </p>
        </Show>
    }
}

/// The offers and needs of the own park.
#[component]
pub fn Mine(market: Memo<Option<Market>>) -> impl IntoView {
    let w = words();
    let lines = Memo::new(move |_| market.with(|it| it.as_ref().map(|it| it.mine.clone()).unwrap_or_default()));
    let all = Memo::new(move |_| market.with(|it| it.as_ref().map_or(0, |it| it.mine_count as usize)));
    let rest = move || {
        let shown = lines.with(Vec::len);
        let message =
            Message::new(key::MARKET_MINE_REST).with("n", shown.to_string()).with("all", all.get().to_string());
        (all.get() > shown).then(|| w.say(&message))
    };
    view! {
        <Table lines own=true none=key::MARKET_MINE_NONE/>
        <p class="quiet-text">{rest}</p>
    }
}

#[component]
fn Table(lines: Memo<Vec<ListingLine>>, own: bool, #[prop(into)] none: Signal<Key>) -> impl IntoView {
    let w = words();
    let columns: [(Key, &str); 6] = [
        (key::MARKET_SIDE, ""),
        (key::MARKET_CONTENT, ""),
        (if own { key::MARKET_STATUS } else { key::MARKET_PARK }, ""),
        (key::MARKET_ELEMENT, ""),
        (key::MARKET_QUANTITY, "number-cell"),
        (key::MARKET_UNTIL, "number-cell"),
    ];
    let heads = columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    view! {
        <p class="quiet-text" class:hidden=move || !lines.with(Vec::is_empty)>{move || w.t(none.get())}</p>
        <div class="sheet-scroll" class:hidden=move || lines.with(Vec::is_empty)>
            <table class="work-table listing-table">
                <caption class="visually-hidden">{move || w.t(if own { key::MARKET_MINE } else { key::MARKET_LISTINGS })}</caption>
                <thead><tr>{heads.collect_view()}<td></td></tr></thead>
                <tbody>
                    <For
                        each=move || lines.get()
                        key=|line| (line.id, line.status, line.matches, line.days, line.may.clone())
                        let:line
                    >
                        <Line line own/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(line: ListingLine, own: bool) -> impl IntoView {
    let (session, w, acting) = (session(), words(), acting());
    let side = line.side;
    let industry = line.industry.as_ref().map(|industry| session.industry_name(industry));
    let element = session.element_name(&line.element);
    let quantity = line.quantity.as_ref().map(say_sharing::quantity).unwrap_or_else(|| "—".to_owned());
    let (status, days) = (line.status, line.days);
    let visible = line.visible.clone().map(|visible| {
        let parks = match visible {
            Audience::All => None,
            Audience::Parks(parks) => Some(parks.iter().map(|park| session.park_name(park)).collect::<Vec<_>>()),
        };
        move || match &parks {
            None => w.t(key::MARKET_VISIBLE_ALL).to_owned(),
            Some(parks) => w.with(key::MARKET_VISIBLE_TO, "parks", say::list(parks.clone(), w.lang())),
        }
    });
    let matches = line.matches.filter(|n| *n > 0);
    let reason = line.reason.clone();
    let park = session.park_name(&line.park);
    let title = line.title.clone();
    let until = line.valid_until.to_string();
    let acts = line.may.clone();
    let me = untrack(|| session.own_park());
    let id = line.id;
    let line = StoredValue::new(line);
    let button = move |act: MatchAct| {
        let me = me.clone();
        let title = line.with_value(|line| line.title.clone());
        let press = Callback::new(move |()| {
            let doing = line.with_value(|line| match (act, &me) {
                (MatchAct::Withdraw, _) => Some(Doing::Withdraw(Box::new(line.clone()))),
                (MatchAct::Propose, Some(me)) => Some(Doing::Propose(Box::new(Proposing::with(line, me)))),
                _ => None,
            });
            doing.into_iter().for_each(|doing| acting.open(doing));
        });
        let kind = if act == MatchAct::Withdraw { Kind::Quiet } else { Kind::Plain };
        view! {
            <Button kind busy=acting.underway.busy on_press=press>
                {move || w.t(say_sharing::act(act))}<span class="visually-hidden">{format!(" {title}")}</span>
            </Button>
        }
    };
    // A posting is known by the position of its entry: the one just posted stands out.
    let is_new = move || own && acting.done.with(|done| done.as_ref().is_some_and(|done| done.position == id.0));
    view! {
        <tr class:is-new=is_new>
            <td><span class="tag">{move || w.t(say_sharing::side(side))}</span></td>
            <th scope="row" class="listing-title">
                {title}
                <p class="line-facts">
                    {move || industry.clone().unwrap_or_else(|| w.t(key::MARKET_ANY_INDUSTRY).to_owned())}"，"
                    {move || say_sharing::posted(days, w.lang())}
                    {visible.map(|visible| view! { "，"{visible} })}
                </p>
                {reason.map(|reason| view! { <p class="line-facts">{move || w.with(key::MARKET_REASON_WAS, "reason", reason.clone())}</p> })}
            </th>
            <td>
                {if own {
                    view! {
                        <span>{move || w.t(say_sharing::listing(status))}</span>
                        {matches.map(|n| view! { "，"{move || w.with(key::MARKET_LIVE_MATCHES, "n", n.to_string())} })}
                    }.into_any()
                } else {
                    view! { <span>{park}</span> }.into_any()
                }}
            </td>
            <td>{element}</td>
            <td class="number-cell">{quantity}</td>
            <td class="number-cell">{until}</td>
            <td class="action-cell">{acts.into_iter().map(button).collect_view()}</td>
        </tr>
    }
}
