//! A calendar as a table of hours: a row a resource or a day. One tap picks an hour, a second one the end of
//! the stretch; arrows move, Enter picks.

use duoyuan_core::platform::Slot;
use duoyuan_core::view::{StripHour, StripState};
use duoyuan_core::words::{Message, key};
use duoyuan_core::{format, period::BEIJING};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::prefs::words;

/// A row: its name and its hours.
#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// What tells it from the others.
    pub id: String,
    /// A day or a resource.
    pub name: String,
    /// The hours, the same for every row.
    pub hours: Vec<StripHour>,
}

/// The table of what is taken and free, a row a resource.
#[component]
pub fn Strip(
    /// What it shows, for those who do not see it.
    #[prop(into)]
    caption: Signal<String>,
    /// The rows to draw, one a resource, in their order.
    #[prop(into)]
    rows: Signal<Vec<StripRow>>,
    /// What is picked: the row's id and the stretch.
    #[prop(into)]
    picked: Signal<Option<(String, Slot)>>,
    /// Told which resource and which slot somebody has picked.
    on_pick: Callback<(String, Slot)>,
) -> impl IntoView {
    let w = words();
    let heads = Memo::new(move |_| {
        let hour = |it: &StripHour| BEIJING.to_datetime(it.slot.from).hour();
        rows.with(|rows| rows.first().map_or_else(Vec::new, |row| row.hours.iter().map(hour).collect::<Vec<_>>()))
    });
    let ids = move || rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>());
    // One stop for the tab key; the arrows do the rest.
    let here = RwSignal::new((0_usize, 0_usize));
    view! {
        <div class="strip-scroll">
            <table class="strip">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {move || heads.get().into_iter().map(|hour| view! { <th scope="col">{format!("{hour:02}")}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody on:keydown=move |event| walk(&event)>
                    <For each=ids key=Clone::clone let:id><Row id rows picked on_pick here/></For>
                </tbody>
            </table>
        </div>
        <p class="legend strip-legend">
            {LEGEND.map(|state| view! {
                <span class="legend-entry"><span class=class(state) aria-hidden="true">{state.shape()}</span>{move || w.t(state.word())}</span>
            }).collect_view()}
        </p>
    }
}

#[component]
fn Row(
    id: String,
    rows: Signal<Vec<StripRow>>,
    picked: Signal<Option<(String, Slot)>>,
    on_pick: Callback<(String, Slot)>,
    here: RwSignal<(usize, usize)>,
) -> impl IntoView {
    let index = {
        let id = id.clone();
        Memo::new(move |_| rows.with(|rows| rows.iter().position(|row| row.id == id)).unwrap_or_default())
    };
    let row = Memo::new(move |_| rows.with(|rows| rows.get(index.get()).cloned()));
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()));
    let columns = move || 0..row.with(|row| row.as_ref().map_or(0, |row| row.hours.len()));
    let id = StoredValue::new(id);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <For each=columns key=|column| *column let:column><Cell id at=(index, column) row picked on_pick here/></For>
        </tr>
    }
}

/// An hour. It stays where it is when it is taken or let go, and keeps the focus.
#[component]
fn Cell(
    id: StoredValue<String>,
    at: (Memo<usize>, usize),
    row: Memo<Option<StripRow>>,
    picked: Signal<Option<(String, Slot)>>,
    on_pick: Callback<(String, Slot)>,
    here: RwSignal<(usize, usize)>,
) -> impl IntoView {
    let w = words();
    let (index, column) = at;
    let hour = Memo::new(move |_| row.with(|row| row.as_ref()?.hours.get(column).cloned()));
    let state = move || hour.with(|hour| hour.as_ref().map_or(StripState::Shut, |hour| hour.state));
    let is_picked = Memo::new(move |_| {
        let Some(hour) = hour.get() else { return false };
        picked.with(|picked| {
            picked.as_ref().is_some_and(|(row, slot)| id.with_value(|id| row == id) && slot.overlaps(hour.slot))
        })
    });
    let can = move || matches!(state(), StripState::Free | StripState::Part);
    let press = move |_| {
        if let Some(hour) = hour.get_untracked().filter(|_| untrack(can)) {
            let before = picked.get_untracked().filter(|(row, _)| id.with_value(|id| row == id));
            on_pick.run((id.get_value(), joined(before.map(|(_, slot)| slot), hour.slot)));
        }
    };
    let says = move || {
        hour.get().map(|hour| {
            let message = Message::new(key::PW_STRIP_HOUR)
                .with("when", format::platform::slot(hour.slot, w.lang()))
                .with("state", w.t(hour.state.word()))
                .with("left", format::exact(hour.left));
            w.say(&message)
        })
    };
    let classes = move || format!("{}{}", class(state()), if is_picked.get() { " is-picked" } else { "" });
    let shape = move || {
        hour.get().map(|hour| match hour.state {
            StripState::Part => format::exact(hour.left),
            state => state.shape().to_owned(),
        })
    };
    view! {
        <td>
            <button type="button" class=classes
                aria-pressed=move || is_picked.get().to_string()
                aria-disabled=move || (!can()).to_string() aria-label=says
                tabindex=move || if here.get() == (index.get(), column) { "0" } else { "-1" }
                on:focus=move |_| here.set((index.get_untracked(), column))
                on:click=press>
                <span aria-hidden="true">{shape}</span>
            </button>
        </td>
    }
}

/// The second tap ends what the first began; a third begins anew.
fn joined(before: Option<Slot>, hour: Slot) -> Slot {
    match before {
        Some(first) if first.length().as_hours() <= 1 && first.from < hour.from => {
            Slot { from: first.from, to: hour.to }
        }
        _ => hour,
    }
}

/// Arrows go from hour to hour.
fn walk(event: &web_sys::KeyboardEvent) {
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

/// Moves the focus from a button in a table's cell to the one so many rows and columns away.
pub fn step_focus(from: Option<web_sys::EventTarget>, rows: i32, columns: i32) {
    let cell =
        from.and_then(|it| it.dyn_into::<web_sys::Element>().ok()).and_then(|it| it.closest("td").ok().flatten());
    let Some((cell, row)) = cell.and_then(|cell| Some((cell.clone(), cell.parent_element()?))) else { return };
    let goal = if rows == 0 {
        if columns < 0 { cell.previous_element_sibling() } else { cell.next_element_sibling() }
    } else {
        let children = row.children();
        let column = (0..children.length()).find(|at| children.item(*at).as_ref() == Some(&cell)).unwrap_or_default();
        // From the end: the first row of a group has one cell more in front.
        let back = children.length() - column;
        let row = if rows < 0 { row.previous_element_sibling() } else { row.next_element_sibling() };
        row.and_then(|row| row.children().item(row.children().length().saturating_sub(back)))
    };
    let button = goal.and_then(|goal| goal.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

const LEGEND: [StripState; 5] =
    [StripState::Free, StripState::Part, StripState::Full, StripState::Maintenance, StripState::Shut];

fn class(state: StripState) -> &'static str {
    match state {
        StripState::Free => "hour is-free",
        StripState::Part => "hour is-part",
        StripState::Full => "hour is-full",
        StripState::Maintenance => "hour is-maintenance",
        StripState::Shut => "hour is-shut",
        StripState::Past => "hour is-past",
    }
}

#[cfg(test)]
mod tests;
