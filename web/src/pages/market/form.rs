//! The form of whatever is being done. A refusal is said in it, and everything typed stays.

use duoyuan_core::check::is_reason;
use duoyuan_core::format::sharing as say_sharing;
use duoyuan_core::id::{ListingId, StageId};
use duoyuan_core::sharing::{Quantity, read_effect};
use duoyuan_core::view::{Market, MatchAct, MatchLine};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::acting::Acting;
use super::doing::{Doing, Proposing};
use crate::components::{Button, Kind, Panel};
use crate::prefs::words;
use crate::session::{Session, session};

/// The panel with the form.
#[component]
pub fn ActPanel(acting: Acting, market: Memo<Option<Market>>) -> impl IntoView {
    let (session, w) = (session(), words());
    // The heading stays while the panel closes.
    let title = Signal::derive(move || {
        acting.doing.with(|doing| {
            let Some(doing) = doing else { return String::new() };
            let message = Message::new(doing.heading()).with("title", doing.title());
            match doing {
                Doing::Propose(it) => w.say(&message.with("park", session.park_name(&it.other))),
                _ => w.say(&message),
            }
        })
    });
    let open = Signal::derive(move || acting.doing.with(Option::is_some));
    view! {
        <Panel open on_close=Callback::new(move |()| acting.doing.set(None)) title>
            {move || acting.doing.get().map(|doing| view! { <Form doing acting market/> })}
        </Panel>
    }
}

#[component]
fn Form(doing: Doing, acting: Acting, market: Memo<Option<Market>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let act = doing.act();
    let stored = StoredValue::new(doing.clone());
    let typed = Memo::new(move |_| stored.with_value(|doing| acting.typed(doing)));
    let effect = Memo::new(move |_| stored.with_value(|doing| effect(session, doing, &typed.get())));
    let wrong = move || match act {
        MatchAct::Report => effect.get().err().map(|message| w.say(&message)),
        MatchAct::Propose => None,
        _ => typed.with(|typed| !is_reason(&typed.text)).then(|| w.t(key::SHARING_REASON_NEEDED).to_owned()),
    };
    let label = match act {
        MatchAct::Report => key::ACT_NOTE,
        MatchAct::Propose => key::ACT_WHY,
        MatchAct::Nudge => key::ACT_NUDGE_TEXT,
        _ => key::ACT_REASON,
    };
    let kind = match act {
        MatchAct::Report | MatchAct::Propose | MatchAct::Nudge => Kind::Primary,
        _ => Kind::Grave,
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(wrong).is_none() {
            acting.submit(stored.get_value(), effect.get_untracked().ok().flatten());
        }
    };
    let refused = move || {
        acting.underway.error.get().map(|error| {
            let why = w.with(key::ACT_REFUSED, "why", error.text(w.lang()));
            view! {
                <div class="notice notice-error" role="alert">
                    <p><span aria-hidden="true">"■ "</span>{why}</p>
                    <p class="quiet-text">{w.t(key::ACT_KEPT)}</p>
                </div>
            }
        })
    };
    let special = match doing {
        Doing::Match(MatchAct::Report, line) => view! { <Reached line=*line stored acting/> }.into_any(),
        Doing::Propose(it) => view! { <OwnListing it=*it stored acting market/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <form class="panel-form" on:submit=submit>
            {special}
            <label>
                <span>{move || w.t(label)}</span>
                <textarea
                    rows="4"
                    maxlength="500"
                    prop:value=move || typed.with(|typed| typed.text.clone())
                    on:input:target=move |event| {
                        let text = event.target().value();
                        stored.with_value(|doing| acting.change(doing, |typed| typed.text = text));
                    }
                ></textarea>
            </label>
            {refused}
            <p class="form-problem is-hint" aria-live="polite">{wrong}</p>
            <p class="form-acts">
                <Button kind busy=acting.underway.busy disabled=Signal::derive(move || wrong().is_some())>
                    {move || w.t(say_sharing::act(act))}
                </Button>
                <Button on_press=Callback::new(move |()| acting.doing.set(None))>{move || w.t(key::CANCEL)}</Button>
            </p>
        </form>
    }
}

/// The effect as typed, judged by the rules that will judge it when it is sent.
fn effect(session: Session, doing: &Doing, typed: &super::doing::Typed) -> Result<Option<Quantity>, Message> {
    let (Doing::Match(MatchAct::Report, line), Some(stage)) = (doing, &typed.stage) else { return Ok(None) };
    let judged = session.sharing(|rules| {
        let element = rules.element(&line.element)?;
        Some(read_effect(rules, element, stage, &typed.effect))
    });
    judged.flatten().unwrap_or(Ok(None))
}

/// How the effect is measured, and at which stage.
fn measure(session: Session, line: &MatchLine) -> Option<(duoyuan_core::sharing::Measure, StageId)> {
    session
        .sharing(|rules| {
            let element = rules.element(&line.element)?;
            Some((element.measure.clone(), element.last()?.id.clone()))
        })
        .flatten()
}

/// The stage reached, and the effect with the last one.
#[component]
fn Reached(line: MatchLine, stored: StoredValue<Doing>, acting: Acting) -> impl IntoView {
    let (session, w) = (session(), words());
    let measured = measure(session, &line);
    let last = measured.as_ref().map(|(_, last)| last.clone());
    let stage = move || stored.with_value(|doing| acting.typed(doing).stage);
    let is_last = Memo::new(move |_| stage().is_some() && stage() == last);
    let options = line.next.iter().map(|id| {
        let name = session.stage_name(&line.element, id);
        let this = id.clone();
        view! { <option value=id.to_string() selected=move || stage().as_ref() == Some(&this)>{name}</option> }
    });
    let options = options.collect_view();
    let choose = move |event| {
        let id = StageId::new(event_target_value(&event));
        stored.with_value(|doing| acting.change(doing, |typed| typed.stage = Some(id)));
    };
    let measure = StoredValue::new(measured.map(|(measure, _)| measure));
    let effect_label = move || {
        measure.with_value(|measure| {
            let (name, unit) = measure.as_ref().map_or(("", ""), |measure| (&*measure.name, &*measure.unit));
            w.say(&Message::new(key::ACT_EFFECT).with("measure", name).with("unit", unit))
        })
    };
    view! {
        <label>
            <span>{move || w.t(key::ACT_STAGE)}</span>
            <select on:change=choose>{options}</select>
        </label>
        <Show when=move || is_last.get()>
            <label>
                <span>{effect_label}</span>
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || stored.with_value(|doing| acting.typed(doing).effect)
                    on:input:target=move |event| {
                        let text = event.target().value();
                        stored.with_value(|doing| acting.change(doing, |typed| typed.effect = text));
                    }
                />
            </label>
        </Show>
        <p class="quiet-text">{move || w.t(key::ACT_COUNTS_WHEN)}</p>
    }
}

/// An own offer or need that goes with a proposal.
#[component]
fn OwnListing(
    it: Proposing,
    stored: StoredValue<Doing>,
    acting: Acting,
    market: Memo<Option<Market>>,
) -> impl IntoView {
    let w = words();
    let own = market.with_untracked(|market| market.as_ref().map(|market| it.own(market)).unwrap_or_default());
    let choose = move |event| {
        let id = event_target_value(&event).parse().ok().map(ListingId);
        stored.with_value(|doing| acting.change(doing, |typed| typed.own = id));
    };
    let chosen = move || stored.with_value(|doing| acting.typed(doing).own);
    let options: Vec<_> = own
        .into_iter()
        .map(
            |(id, title)| view! { <option value=id.to_string() selected=move || chosen() == Some(id)>{title}</option> },
        )
        .collect();
    let has_any = !options.is_empty();
    let options = options.into_iter().collect_view();
    has_any.then(|| {
        view! {
            <label>
                <span>{move || w.t(key::PROPOSE_OWN)}</span>
                <select on:change=choose>
                    <option value="">{move || w.t(key::PROPOSE_OWN_NONE)}</option>
                    {options}
                </select>
            </label>
        }
    })
}
