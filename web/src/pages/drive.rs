//! A tablet drives the wall: it sees the page that is shown and the one that would come next, jumps to any page, and
//! points at a number. One drives at a time; others see who does.

mod driving;
mod pages;
mod preview;

use duoyuan_core::format;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::wall::{all_pages, wall_state};
use crate::components::{Button, ErrorNote, Kind, PageFrame};
use crate::held::kept;
use crate::live::live;
use crate::prefs::words;
use driving::Driving;
use pages::Pages;
use preview::Preview;

/// The page `/drive`.
#[component]
pub fn DrivePage() -> impl IntoView {
    let (w, live) = (words(), live());
    let board = kept(move || live.board().get());
    let all = all_pages(board);
    let wall = wall_state(live);
    let driving = Driving::new(wall, all);
    let error = Signal::derive(move || driving.underway.error.get());
    let is_mine = driving.is_mine;
    let next = Memo::new(move |_| driving.after());
    let none = Signal::stored(None);
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::DRIVE_TITLE).to_owned())>
            <div class="board-top"><h1>{move || w.t(key::DRIVE_TITLE)}</h1></div>
            <ErrorNote error/>
            <State driving/>
            <div class="drive">
                <section class="drive-now">
                    <h2>{move || w.t(key::DRIVE_NOW)}</h2>
                    <Preview board page=driving.page spotlight=driving.spotlight/>
                    <div class="drive-steps">
                        <Button disabled=Signal::derive(move || !is_mine.get()) on_press=Callback::new(move |()| driving.step(-1))>
                            <span aria-hidden="true">"◀ "</span>{move || w.t(key::DRIVE_BACK)}
                        </Button>
                        <Button kind=Kind::Primary disabled=Signal::derive(move || !is_mine.get()) on_press=Callback::new(move |()| driving.step(1))>
                            {move || w.t(key::DRIVE_NEXT)}<span aria-hidden="true">" ▶"</span>
                        </Button>
                        <Button
                            disabled=Signal::derive(move || !is_mine.get() || driving.page.get().is_none())
                            on_press=Callback::new(move |()| driving.show(None, None))
                        >
                            {move || w.t(key::DRIVE_TURN)}
                        </Button>
                    </div>
                    <Spots board driving/>
                </section>
                <section class="drive-next">
                    <h2>{move || w.t(key::DRIVE_AFTER)}</h2>
                    <Preview board page=next spotlight=none/>
                    <Pages all driving/>
                </section>
            </div>
        </PageFrame>
    }
}

/// Who drives, and what this tablet can do about it.
#[component]
fn State(driving: Driving) -> impl IntoView {
    let w = words();
    let text = move || match driving.wall.with(|wall| wall.as_ref().and_then(|wall| wall.driver.clone())) {
        Some(_) if driving.is_mine.get() => w.t(key::DRIVE_MINE).to_owned(),
        Some(driver) => {
            let message = Message::new(key::DRIVE_THEIRS).with("by", &driver.name);
            w.say(&message.with("when", format::moment(driver.since)))
        }
        None => w.t(key::DRIVE_NOBODY).to_owned(),
    };
    view! {
        <div class="meeting-now drive-state" class:frozen=move || driving.is_mine.get() role="status">
            <p class="meeting-state">{text}</p>
            {move || if driving.is_mine.get() {
                view! { <Button on_press=Callback::new(move |()| driving.leave())>{w.t(key::DRIVE_LEAVE)}</Button> }.into_any()
            } else {
                view! {
                    <Button kind=Kind::Primary busy=driving.underway.busy on_press=Callback::new(move |()| driving.take())>
                        {w.t(key::DRIVE_TAKE)}
                    </Button>
                }
                .into_any()
            }}
        </div>
    }
}

/// The numbers of the page that can be pointed at.
#[component]
fn Spots(board: Memo<Option<duoyuan_core::view::Board>>, driving: Driving) -> impl IntoView {
    let w = words();
    let session = crate::session::session();
    let spots = Memo::new(move |_| {
        let page = driving.page.get()?;
        board.with(|board| Some(duoyuan_core::wall::spots(&page, board.as_ref()?)))
    });
    let is_ranking =
        Memo::new(move |_| driving.page.with(|page| matches!(page, Some(duoyuan_core::wall::WallPage::Ranking(_)))));
    let button = move |spot: duoyuan_core::wall::Spotlight| {
        let name = match &spot.park {
            Some(park) if is_ranking.get_untracked() => session.park_name(park),
            _ => session.source_name(&spot.code),
        };
        let own = spot.clone();
        let pressed = move || if driving.spotlight.with(|it| it.as_ref() == Some(&own)) { "true" } else { "false" };
        let point = move |_| driving.point(&spot);
        view! {
            <button type="button" class="button" aria-pressed=pressed disabled=move || !driving.is_mine.get() on:click=point>{name}</button>
        }
    };
    view! {
        {move || spots.get().filter(|spots| !spots.is_empty()).map(|spots| view! {
            <h3>{w.t(key::DRIVE_POINT)}</h3>
            <div class="drive-spots" role="group" aria-label=w.t(key::DRIVE_POINT)>{spots.into_iter().map(button).collect_view()}</div>
        })}
    }
}
