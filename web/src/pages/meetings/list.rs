//! The editions, newest first; on a phone each is a card.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::format;
use duoyuan_core::view::{EditionLine, Editions};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::page::Page;
use crate::prefs::words;

/// Headings, in the order of the cells.
const COLUMNS: [Key; 5] =
    [key::EDITION_NUMBER, key::EDITION_TITLE, key::EDITION_MONTH, key::EDITION_FROZEN, key::EDITION_RELEASED];

/// Characters of a digest that tell two editions apart at a glance; the whole stands on the edition's page.
const SHORT: usize = 8;

/// The table.
#[component]
pub fn List(page: Memo<Option<Editions>>) -> impl IntoView {
    let w = words();
    let heads = COLUMNS.map(|word| view! { <th scope="col">{move || w.t(word)}</th> }).collect_view();
    let lines = Memo::new(move |_| page.with(|it| it.as_ref().map(|it| it.editions.clone()).unwrap_or_default()));
    view! {
        <section>
            <h2>{move || w.t(key::EDITIONS)}</h2>
            <div class="sheet-scroll">
                <table class="work-table card-table edition-table">
                    <caption class="visually-hidden">{move || w.t(key::EDITIONS)}</caption>
                    <thead><tr>{heads}<th scope="col">{move || w.t(key::EDITION_DIGEST)}</th><td></td></tr></thead>
                    <tbody>
                        <For each=move || lines.get() key=|it| (it.number, it.released.is_some()) let:line><Line line/></For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Line(line: EditionLine) -> impl IntoView {
    let w = words();
    let EditionLine { number, title, month, digest, frozen, released, .. } = line;
    let head = move |word: Key| move || w.t(word);
    let short: String = digest.chars().take(SHORT).collect();
    let shown = format!("{}?as_of={}", Page::Home.path(), AsOf::Edition(number));
    let about = move || w.with(key::EDITION_NTH, "n", number.to_string());
    view! {
        <tr>
            <th scope="row"><a href=Page::Edition(number).path()>{about}</a></th>
            <td data-head=head(key::EDITION_TITLE)>{title}</td>
            <td class="one-line" data-head=head(key::EDITION_MONTH)>{month.map(format::month)}</td>
            <td data-head=head(key::EDITION_FROZEN)>{format::moment(frozen.at)}" "<span class="quiet-text">{frozen.by}</span></td>
            <td data-head=head(key::EDITION_RELEASED)>
                {match released {
                    Some(stamp) => view! { {format::moment(stamp.at)}" "<span class="quiet-text">{stamp.by}</span> }.into_any(),
                    None => view! { <strong class="tag">{move || w.t(key::EDITION_USED_NOW)}</strong> }.into_any(),
                }}
            </td>
            <td data-head=head(key::EDITION_DIGEST)><code>{short}</code></td>
            <td class="action-cell">
                <a class="button" href=Page::Edition(number).path()>{move || w.t(key::EDITION_CHANGES)}<span class="visually-hidden">" "{about}</span></a>
                <a class="button" href=shown>{move || w.t(key::EDITION_BOARD)}<span class="visually-hidden">" "{about}</span></a>
            </td>
        </tr>
    }
}
