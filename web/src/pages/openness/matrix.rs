//! Platform × park: how open, and how much used, in one cell; what is open on paper alone stands out.

use duoyuan_core::format;
use duoyuan_core::format::platform::Mark;
use duoyuan_core::id::{OwnerId, ParkId, PlatformId};
use duoyuan_core::view::{MatrixCell, MatrixRow, OpennessPage};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::cell::CellPanel;
use crate::components::{MarkWord, step_focus};
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// A cell: its platform and its park.
pub type At = (PlatformId, ParkId);

/// The table, by owner; a tap on a cell opens what is behind it.
#[component]
pub fn MatrixTable(page: Memo<Option<OpennessPage>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let opened = RwSignal::new(None::<At>);
    // The tab key stops once; arrows go from cell to cell.
    let here = RwSignal::new(None::<At>);
    let parks = Memo::new(move |_| page.with(|page| page.as_ref().map(|p| p.matrix.parks.clone()).unwrap_or_default()));
    let rows = move || {
        page.with(|page| {
            let rows = page.as_ref().map_or(&[][..], |page| &page.matrix.rows);
            let row = |(index, row): (usize, &MatrixRow)| {
                let begins = index == 0 || rows[index - 1].owner != row.owner;
                let owner = begins.then(|| (row.owner.clone(), rows.iter().filter(|it| it.owner == row.owner).count()));
                (row.platform.clone(), row.name.clone(), owner)
            };
            rows.iter().enumerate().map(row).collect::<Vec<_>>()
        })
    };
    let first = Memo::new(move |_| {
        page.with(|page| {
            let matrix = &page.as_ref()?.matrix;
            Some((matrix.rows.first()?.platform.clone(), matrix.parks.first()?.clone()))
        })
    });
    let stop = Memo::new(move |_| here.get().or_else(|| first.get()));
    view! {
        <div class="matrix-scroll" tabindex="-1">
            <table class="matrix">
                <caption class="visually-hidden">{move || w.t(key::PW_MATRIX_CAPTION)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="matrix-owner">{move || w.t(key::PW_OWNER)}</th>
                        <th scope="col" class="matrix-platform">{move || w.t(key::PW_PLATFORM)}</th>
                        <For each=move || parks.get() key=Clone::clone let:park>
                            <th scope="col">{session.park_name(&park)}</th>
                        </For>
                    </tr>
                </thead>
                <tbody on:keydown=walk>
                    <For each=rows key=Clone::clone let:row>
                        <Row row page parks stop here opened/>
                    </For>
                </tbody>
            </table>
        </div>
        <Legend/>
        <CellPanel page opened/>
    }
}

type Head = (PlatformId, String, Option<(OwnerId, usize)>);

#[component]
fn Row(
    row: Head,
    page: Memo<Option<OpennessPage>>,
    parks: Memo<Vec<ParkId>>,
    stop: Memo<Option<At>>,
    here: RwSignal<Option<At>>,
    opened: RwSignal<Option<At>>,
) -> impl IntoView {
    let session = session();
    let (platform, name, owner) = row;
    let begins = owner.is_some();
    let path = Page::Platform(platform.clone()).path();
    let label = name.clone();
    let cells = move || {
        let cell =
            |park: ParkId| view! { <Cell at=(platform.clone(), park) name=label.clone() page stop here opened/> };
        parks.get().into_iter().map(cell).collect_view()
    };
    view! {
        <tr class:begins=begins>
            {owner.map(|(owner, count)| view! {
                <th scope="rowgroup" class="matrix-owner" rowspan=count.to_string()>{session.owner_name(&owner)}</th>
            })}
            <th scope="row" class="matrix-platform"><a href=path title=name.clone()>{name.clone()}</a></th>
            {cells}
        </tr>
    }
}

#[component]
fn Cell(
    at: At,
    name: String,
    page: Memo<Option<OpennessPage>>,
    stop: Memo<Option<At>>,
    here: RwSignal<Option<At>>,
    opened: RwSignal<Option<At>>,
) -> impl IntoView {
    let (w, session) = (words(), session());
    let at = StoredValue::new(at);
    let cell = Memo::new(move |_| page.with(|page| at.with_value(|at| cell_of(page.as_ref()?, at).cloned())));
    let mark = Memo::new(move |_| cell.with(|cell| cell.as_ref().map_or(Mark::Unset, Mark::of)));
    let count = Memo::new(move |_| cell.with(|cell| cell.as_ref().map_or(0, |cell| cell.count)));
    let is_used = move || {
        mark.get() != Mark::Nominal && (count.get() > 0 || matches!(mark.get(), Mark::Open | Mark::Conditional))
    };
    let park = at.with_value(|at| session.park_name(&at.1));
    let says = move || {
        let message = Message::new(key::PW_CELL_SAYS)
            .with("platform", name.clone())
            .with("park", park.clone())
            .with("mark", w.t(mark.get().word()))
            .with("count", count.get().to_string());
        w.say(&message)
    };
    let is_stop = move || stop.with(|stop| at.with_value(|at| stop.as_ref() == Some(at)));
    view! {
        <td class:is-nominal=move || mark.get() == Mark::Nominal class:is-shut=move || mark.get() == Mark::Closed>
            <button type="button" class="matrix-cell" aria-haspopup="dialog"
                tabindex=move || if is_stop() { "0" } else { "-1" }
                on:focus=move |_| here.set(Some(at.get_value()))
                on:click=move |_| opened.set(Some(at.get_value()))>
                <span class="visually-hidden">{says}</span>
                <span class="seen" aria-hidden="true">
                    <MarkWord mark/>
                    <span class="matrix-count">{move || is_used().then(|| format::exact(count.get().into()))}</span>
                </span>
            </button>
        </td>
    }
}

/// The cell of a platform and a park.
pub fn cell_of<'a>(page: &'a OpennessPage, (platform, park): &At) -> Option<&'a MatrixCell> {
    let column = page.matrix.parks.iter().position(|it| it == park)?;
    page.matrix.rows.iter().find(|row| row.platform == *platform)?.cells.get(column)
}

fn walk(event: web_sys::KeyboardEvent) {
    let (rows, columns) = match event.key().as_str() {
        "ArrowLeft" => (0, -1),
        "ArrowRight" => (0, 1),
        "ArrowUp" => (-1, 0),
        "ArrowDown" => (1, 0),
        _ => return,
    };
    event.prevent_default();
    step_focus(event.target(), rows, columns);
}

/// What the marks mean, with the days after which open counts as unused.
#[component]
fn Legend() -> impl IntoView {
    let (w, session) = (words(), session());
    let days = session.zone(|zone| zone.openness.as_ref().map(|rules| rules.limits.idle_days.whole())).flatten();
    let marks = [Mark::Open, Mark::Conditional, Mark::Nominal, Mark::Closed, Mark::Unset];
    view! {
        <p class="legend matrix-legend">
            {marks.map(|mark| view! { <MarkWord mark/> }).collect_view()}
            <span>{move || w.t(key::PW_LEGEND_COUNT)}</span>
            {days.map(|days| view! { <span>{move || w.with(key::PW_LEGEND_NOMINAL, "n", days.to_string())}</span> })}
        </p>
    }
}
