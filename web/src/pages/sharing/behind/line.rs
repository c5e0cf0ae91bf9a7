//! One transfer, with all that happened to it.

use duoyuan_core::format::{self, sharing as say_sharing};
use duoyuan_core::view::{HistoryStep, Transfer};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::Opened;
use crate::components::Call;
use crate::prefs::words;
use crate::session::session;

/// A transfer: what it is in two lines, then its history.
#[component]
pub fn Line(line: Transfer, opened: Opened) -> impl IntoView {
    let (session, w) = (session(), words());
    let Transfer { matched, giver, taker, element, title, quantity, standing, stage, pending, effect, history, .. } =
        line;
    let parties = (session.park_name(&giver), session.park_name(&taker));
    let parties =
        move || w.say(&Message::new(key::FLOW_PAIR).with("giver", parties.0.clone()).with("taker", parties.1.clone()));
    let element_name = session.element_name(&element);
    let stage = stage.map(|stage| session.stage_name(&element, &stage));
    let is_open = opened.unfolded.with_untracked(|all| all.contains(&matched));
    let toggled = move |event: leptos::ev::Event| {
        opened.unfold(matched, event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let pending = pending.map(|pending| {
        let name = session.stage_name(&element, &pending.stage);
        let other = if pending.park == giver { &taker } else { &giver };
        let message = Message::new(key::FLOW_AWAITS).with("stage", name).with("park", session.park_name(other));
        view! { <p class="lamp warning"><span aria-hidden="true">"▲"</span>{move || w.say(&message)}</p> }
    });
    let calls = [&giver, &taker].map(|park| {
        view! { <Call name=session.park_name(park) contact=session.park_contact(park)/> }
    });
    let steps = history.into_iter().map(|step| view! { <Step step element=element.clone()/> }).collect_view();
    view! {
        <li class="transfer">
            <p class="transfer-title">{title}</p>
            <p class="transfer-facts">
                <span>{parties}</span>
                <span>{element_name}</span>
                {quantity.map(|it| view! { <span>{say_sharing::quantity(&it)}</span> })}
                <span class="tag">{move || w.t(say_sharing::standing(standing))}{stage.map(|stage| format!("，{stage}"))}</span>
                {effect.map(|effect| view! {
                    <strong>{move || w.with(key::FLOW_EFFECT, "effect", say_sharing::quantity(&effect))}</strong>
                })}
            </p>
            {pending}
            <p class="transfer-facts">{calls}</p>
            <details open=is_open on:toggle=toggled>
                <summary>{move || w.with(key::FLOW_HISTORY, "id", matched.to_string())}</summary>
                <ol class="match-course">{steps}</ol>
            </details>
        </li>
    }
}

/// Who, when, at which position of the journal.
#[component]
fn Step(step: HistoryStep, element: duoyuan_core::id::ElementId) -> impl IntoView {
    let (session, w) = (session(), words());
    let HistoryStep { position, at, by, kind, stage, effect, text } = step;
    let stage = stage.map(|stage| session.stage_name(&element, &stage));
    view! {
        <li>
            <p>
                <strong>{move || w.t(say_sharing::step(kind))}</strong>
                {stage.map(|stage| format!(" {stage}"))}
                {effect.map(|effect| format!("，{}", say_sharing::quantity(&effect)))}
            </p>
            {(!text.is_empty()).then(|| view! { <p class="match-course-text">{text}</p> })}
            <p class="quiet-text">
                {by}"，"{format::moment(at)}"，"
                {move || w.with(key::FLOW_ENTRY, "position", position.to_string())}
            </p>
        </li>
    }
}
