//! The form in which the landing park says what a project did in a month.

use duoyuan_core::enclave::read_lines;
use duoyuan_core::format;
use duoyuan_core::id::Code;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::view::EnclaveProject;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::project::item_with_unit;
use super::sending::{Open, Refused, Sending};
use crate::api;
use crate::clock::Clock;
use crate::components::{Button, Kind, Panel};
use crate::prefs::words;
use crate::session::session;

/// The panel in which a project's figures of a month are reported.
#[component]
pub fn FiguresPanel(sending: Sending) -> impl IntoView {
    let w = words();
    let project = move || match sending.open.get() {
        Some(Open::Figures(project)) => Some(*project),
        _ => None,
    };
    let title = Signal::derive(move || {
        project().map(|it| w.with(key::ENCL_REPORT_HEADING, "name", it.agreement.name)).unwrap_or_default()
    });
    view! {
        <Panel
            open=Signal::derive(move || project().is_some())
            on_close=Callback::new(move |()| if untrack(project).is_some() { sending.open.set(None) })
            title
        >
            {move || untrack(project).map(|project| view! { <Form project sending/> })}
        </Panel>
    }
}

/// The items that are split in a month.
fn items(project: &EnclaveProject, month: Month) -> Vec<Code> {
    let version = project.versions.iter().find(|version| version.from <= month && month <= version.last);
    version.map(|version| version.split.iter().map(|it| it.item.clone()).collect()).unwrap_or_default()
}

#[component]
fn Form(project: EnclaveProject, sending: Sending) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let current = Month::of(day_of(untrack(|| clock.now())));
    let (first, last) = (project.agreement.first, project.agreement.last.min(current.previous()));
    let months: Vec<Month> = first.to(last).rev().take(24).collect();
    let reported = |month: &Month| project.months.iter().any(|it| it.month == *month);
    // The oldest month of the last year that nothing was said of.
    let open = months.iter().take(12).rev().find(|month| !reported(month)).or(months.first()).copied();
    let id = project.id;
    let stored = StoredValue::new(project);
    let month = RwSignal::new(open);
    let typed = RwSignal::new(Vec::<(Code, String)>::new());
    // Another month has its own figures; what is known of it stands there to be corrected.
    Effect::new(move || {
        let Some(month) = month.get() else { return };
        stored.with_value(|project| {
            let known = project.months.iter().find(|it| it.month == month);
            let value = |item: &Code| {
                let lines = known.map(|it| if it.pending.is_empty() { &it.confirmed } else { &it.pending });
                let line = lines.and_then(|lines| lines.iter().find(|line| line.item == *item));
                line.map_or_else(String::new, |line| line.value.normalize().to_string())
            };
            typed.set(items(project, month).into_iter().map(|item| (item.clone(), value(&item))).collect());
        });
    });
    let codes = Memo::new(move |_| typed.with(|typed| typed.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>()));
    let wrong = Memo::new(move |_| match typed.with(|typed| read_lines(typed)) {
        Ok(lines) if lines.is_empty() => Some(Message::new(key::ENCLAVE_NO_ROWS)),
        Ok(_) => None,
        Err(message) => Some(message),
    });
    let field = move |code: Code| {
        let name = {
            let code = code.clone();
            move || item_with_unit(session, &code, w.lang())
        };
        let read = code.clone();
        let value = move || typed.with(|all| all.iter().find(|(it, _)| *it == read).map(|(_, text)| text.clone()));
        let write = move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            typed.update(|all| {
                let found = all.iter_mut().find(|(it, _)| *it == code);
                found.into_iter().for_each(|(_, value)| value.clone_from(&text));
            });
        };
        view! {
            <label>
                <span>{name}</span>
                <input type="text" inputmode="decimal" autocomplete="off" prop:value=value on:input=write/>
            </label>
        }
    };
    let option = move |it: Month| {
        view! { <option value=it.to_string() selected=move || month.get() == Some(it)>{format::month(it)}</option> }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(month), Ok(lines)) = (month.get_untracked(), typed.with_untracked(|typed| read_lines(typed))) else {
            return;
        };
        sending.send(async move { api::report_project(id, month, &lines).await }, || ());
    };
    view! {
        <form class="panel-form" on:submit=submit>
            <label>
                <span>{move || w.t(key::ENCL_MONTH)}</span>
                <select on:change=move |event| month.set(event_target_value(&event).parse().ok())>
                    {months.into_iter().map(option).collect_view()}
                </select>
            </label>
            <p class="quiet-text">{move || w.t(key::ENCL_FLOW_NOTE)}</p>
            <For each=move || codes.get() key=Code::clone let:code>{field(code)}</For>
            <Refused sending/>
            <p class="form-problem is-hint" aria-live="polite">{move || wrong.get().map(|message| w.say(&message))}</p>
            <p class="form-acts">
                <Button kind=Kind::Primary busy=sending.underway.busy disabled=Signal::derive(move || wrong.with(Option::is_some))>
                    {move || w.t(key::ENCL_SEND)}
                </Button>
                <span class="quiet-text">{move || w.t(key::ACT_COUNTS_WHEN)}</span>
            </p>
        </form>
    }
}
