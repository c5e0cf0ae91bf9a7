//! All pages of the wall, a button each.

use duoyuan_core::say;
use duoyuan_core::wall::{WallPage, WallPages};
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::driving::Driving;
use crate::prefs::words;
use crate::session::session;

/// The pages that turn by themselves, then the parks.
#[component]
pub fn Pages(all: Memo<WallPages>, driving: Driving) -> impl IntoView {
    let (w, session) = (words(), session());
    let button = move |page: WallPage| {
        let name = {
            let page = page.clone();
            move || session.zone(|zone| say::wall_page(&page, zone, w.lang())).unwrap_or_default()
        };
        let own = page.clone();
        let here = move || driving.page.with(|shown| shown.as_ref() == Some(&own));
        let pressed = move || if here() { "true" } else { "false" };
        let show = move |_| driving.show(Some(page.clone()), None);
        view! {
            <button type="button" class="button" aria-pressed=pressed disabled=move || !driving.is_mine.get() on:click=show>{name}</button>
        }
    };
    let group = move |of: fn(&WallPages) -> &Vec<WallPage>| {
        let pages = Memo::new(move |_| all.with(|all| of(all).clone()));
        view! {
            <div class="drive-pages">
                <For each=move || pages.get() key=Clone::clone children=button/>
            </div>
        }
    };
    view! {
        <h3>{move || w.t(key::DRIVE_PAGES)}</h3>
        {group(|all| &all.turning)}
        <h3>{move || w.t(key::DRIVE_PARKS)}</h3>
        {group(|all| &all.parks)}
    }
}
