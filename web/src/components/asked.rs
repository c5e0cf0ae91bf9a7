//! What the leading group's office asks a park for 催报: on every page of the park's office, until it is submitted.

use duoyuan_core::format;
use duoyuan_core::view::Asked;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// One line a month, each leading to its form.
#[component]
pub fn AskedFor() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let line = move |asked: Asked| {
        let address = session.own_park().map(|park| Page::Sheet(park, asked.month).path());
        let text = Message::new(key::DESK_ASKED).with("month", format::month(asked.month));
        let text = w.say(&text.with("n", asked.days_overdue.to_string()));
        view! {
            <li>
                <span aria-hidden="true">"■ "</span>
                <span>{text}</span>
                <a class="button" href=address>{w.t(key::DESK_GO_FILL)}</a>
            </li>
        }
    };
    let asked = live.asked();
    let lines = move || asked.get().unwrap_or_default().into_iter().map(line).collect_view();
    view! { <ul class="asked-for" role="status" class:hidden=move || asked.with(|it| it.as_ref().is_none_or(Vec::is_empty))>{lines}</ul> }
}
