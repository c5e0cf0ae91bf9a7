//! The panel in which the office gives a task: what, whose, until when, and where it comes from.

use duoyuan_core::period::day_of;
use duoyuan_core::task::{Assignment, Handler, Origin, TERMS};
use duoyuan_core::words::{Key, key};
use jiff::ToSpan;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::api;
use crate::clock::Clock;
use crate::components::{Button, DateInput, ErrorNote, Kind, Panel};
use crate::place::place;
use crate::prefs::words;
use crate::session::session;
use crate::underway::Underway;

/// The panel.
#[component]
pub fn AssignPanel(open: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let title = Signal::derive(move || w.t(key::TASK_ASSIGN).to_owned());
    view! {
        <Panel open on_close=Callback::new(move |()| open.set(false)) title>
            <Form open reload/>
        </Panel>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    title: RwSignal<String>,
    detail: RwSignal<String>,
    lead: RwSignal<String>,
    department: RwSignal<String>,
    support: RwSignal<Vec<String>>,
    origin: RwSignal<String>,
    note: RwSignal<String>,
    sign_by: RwSignal<String>,
    due: RwSignal<String>,
}

/// The value of a select for the office, for a department, and for no meeting.
const OFFICE: &str = "-office";
const DEPARTMENT: &str = "-department";
const NOTE: &str = "-note";

impl Draft {
    fn new(today: Date) -> Self {
        let text = |text: String| RwSignal::new(text);
        let after = |days: i64| today.saturating_add(days.days()).to_string();
        Self {
            title: text(String::new()),
            detail: text(String::new()),
            lead: text(String::new()),
            department: text(String::new()),
            support: RwSignal::new(Vec::new()),
            origin: text(OFFICE.to_owned()),
            note: text(String::new()),
            sign_by: text(after(TERMS.0)),
            due: text(after(TERMS.1)),
        }
    }

    /// What would be sent; nothing while something is missing.
    fn read(self) -> Option<Assignment> {
        let park = |id: &str| Handler::Park(id.into());
        let lead = match self.lead.get().as_str() {
            "" => return None,
            OFFICE => Handler::Office,
            DEPARTMENT => {
                Handler::Department(Some(self.department.get().trim().to_owned()).filter(|it| !it.is_empty())?)
            }
            id => park(id),
        };
        let source = match self.origin.get().as_str() {
            OFFICE => Origin::Office {},
            NOTE => Origin::Note { by: Some(self.note.get().trim().to_owned()).filter(|it| !it.is_empty())? },
            number => Origin::Meeting { edition: number.parse().ok()? },
        };
        Some(Assignment {
            title: Some(self.title.get().trim().to_owned()).filter(|it| !it.is_empty())?,
            detail: self.detail.get().trim().to_owned(),
            source,
            lead,
            support: self.support.get().iter().map(|id| park(id)).collect(),
            sign_by: self.sign_by.get().parse().ok()?,
            due: self.due.get().parse().ok()?,
            condition: None,
        })
    }
}

#[component]
fn Form(open: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    let (w, session, place) = (words(), session(), place());
    let clock = expect_context::<Clock>();
    let draft = Draft::new(day_of(untrack(|| clock.now())));
    let underway = Underway::new();
    let error = Signal::derive(move || underway.error.get());
    let parks: Vec<(String, String)> = untrack(|| {
        session.zone(|zone| zone.parks.iter().map(|park| (park.id.to_string(), park.short.clone())).collect())
    })
    .unwrap_or_default();
    let editions = RwSignal::new(Vec::<(u32, String)>::new());
    leptos::task::spawn_local(async move {
        if let Ok(page) = api::editions().await {
            let lines = page.editions.into_iter().map(|it| (it.number, it.title)).collect();
            let _ = editions.try_set(lines);
        }
    });
    // Who comes from a meeting's page gives tasks of that meeting.
    if let Some(edition) = untrack(|| place.asked("edition")) {
        draft.origin.set(edition);
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(assignment) = untrack(|| draft.read()) else { return };
        underway.send(async move { api::assign_task(&assignment).await }, move |stored| {
            if stored.is_some() {
                open.set(false);
                reload.run(());
            }
        });
    };
    let text = move |word: Key, value: RwSignal<String>, most: &'static str| {
        view! {
            <label>
                <span>{move || w.t(word)}</span>
                <input type="text" maxlength=most autocomplete="off" prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))/>
            </label>
        }
    };
    let date = move |word: Key, value: RwSignal<String>| {
        view! {
            <label>
                <span>{move || w.t(word)}</span>
                <DateInput kind="date" value=Signal::derive(move || value.get()) on_type=Callback::new(move |text| value.set(text))/>
            </label>
        }
    };
    let lead_options =
        parks.iter().cloned().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view();
    let supports = parks.into_iter().map(move |(id, name)| {
        let own = id.clone();
        let is_lead = Memo::new(move |_| draft.lead.with(|lead| *lead == own));
        let toggle = {
            let id = id.clone();
            move |_| draft.support.update(|all| match all.iter().position(|it| *it == id) {
                Some(at) => drop(all.remove(at)),
                None => all.push(id.clone()),
            })
        };
        view! {
            <label class="check" class:hidden=move || is_lead.get()>
                <input type="checkbox" prop:checked=move || draft.support.with(|all| all.contains(&id)) on:change=toggle/>
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <form class="panel-form" on:submit=submit>
            {text(key::TASK_HEAD_TITLE, draft.title, "60")}
            <label>
                <span>{move || w.t(key::TASK_DETAIL)}</span>
                <textarea rows="3" maxlength="1000" on:input=move |event| draft.detail.set(event_target_value(&event))></textarea>
            </label>
            <label>
                <span>{move || w.t(key::TASK_ORIGIN)}</span>
                <select prop:value=move || draft.origin.get() on:change=move |event| draft.origin.set(event_target_value(&event))>
                    <option value=OFFICE>{move || w.t(key::TASK_FROM_OFFICE)}</option>
                    <option value=NOTE>{move || w.t(key::TASK_ORIGIN_NOTE)}</option>
                    {move || editions.get().into_iter().map(|(number, title)| {
                        let is_it = move || draft.origin.with(|it| *it == number.to_string());
                        view! { <option value=number.to_string() selected=is_it>{title}</option> }
                    }).collect_view()}
                </select>
            </label>
            {move || draft.origin.with(|it| it == NOTE).then(|| text(key::TASK_NOTE_BY, draft.note, "60"))}
            <label>
                <span>{move || w.t(key::TASK_HEAD_LEAD)}</span>
                <select on:change=move |event| draft.lead.set(event_target_value(&event))>
                    <option value="">{move || w.t(key::ACCOUNTS_CHOOSE)}</option>
                    {lead_options}
                    <option value=OFFICE>{move || w.t(key::TASK_HANDLER_OFFICE)}</option>
                    <option value=DEPARTMENT>{move || w.t(key::TASK_LEAD_DEPARTMENT)}</option>
                </select>
            </label>
            {move || draft.lead.with(|it| it == DEPARTMENT).then(|| text(key::TASK_DEPARTMENT, draft.department, "60"))}
            <fieldset class="task-support">
                <legend>{move || w.t(key::TASK_SUPPORT)}</legend>
                {supports.collect_view()}
            </fieldset>
            {date(key::TASK_SIGN_BY, draft.sign_by)}
            {date(key::TASK_HEAD_DUE, draft.due)}
            <ErrorNote error/>
            <Button kind=Kind::Primary busy=underway.busy disabled=Signal::derive(move || draft.read().is_none())>
                {move || w.t(key::TASK_ASSIGN)}
            </Button>
        </form>
    }
}
