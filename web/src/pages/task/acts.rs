//! What can be done with a task now: a button an act, and the form of those that need words.

use duoyuan_core::id::TaskId;
use duoyuan_core::say;
use duoyuan_core::task::{Act, ActKind, EXTENSION_DAYS};
use duoyuan_core::words::{Key, key};
use jiff::ToSpan;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::api;
use crate::components::{Button, DateInput, ErrorNote, Kind};
use crate::prefs::words;
use crate::underway::Underway;

/// The form that is open, with everything typed for it.
#[derive(Clone, Copy)]
struct Acting {
    id: TaskId,
    open: RwSignal<Option<ActKind>>,
    text: RwSignal<String>,
    until: RwSignal<String>,
    underway: Underway,
    reload: Callback<()>,
}

impl Acting {
    fn send(self, act: Act) {
        let id = self.id;
        self.underway.send(async move { api::act_on_task(id, &act).await }, move |stored| {
            if stored.is_some() {
                self.open.set(None);
                self.text.set(String::new());
            }
            self.reload.run(());
        });
    }

    fn said(self) -> String {
        self.text.get_untracked().trim().to_owned()
    }

    fn day(self) -> Option<Date> {
        self.until.get_untracked().parse().ok()
    }
}

/// The buttons, or the form of one.
#[component]
pub fn Acts(
    id: TaskId,
    allowed: Memo<Vec<ActKind>>,
    due: Memo<Option<Date>>,
    asked: Memo<Option<Date>>,
    reload: Callback<()>,
) -> impl IntoView {
    let w = words();
    let until = RwSignal::new(String::new());
    let acting = Acting {
        id,
        open: RwSignal::new(None),
        text: RwSignal::new(String::new()),
        until,
        underway: Underway::new(),
        reload,
    };
    let open = Memo::new(move |_| acting.open.get().filter(|kind| allowed.with(|all| all.contains(kind))));
    let press = move |kind: ActKind| match kind {
        ActKind::Sign => acting.send(Act::Sign {}),
        ActKind::Remind => acting.send(Act::Remind {}),
        kind => {
            // The office answers to the day that was asked for.
            let asked = asked.get_untracked().filter(|_| kind == ActKind::AnswerExtension);
            let from = asked.or_else(|| due.get_untracked().map(|due| due.saturating_add(EXTENSION_DAYS.days())));
            until.set(from.map(|day| day.to_string()).unwrap_or_default());
            acting.open.set(Some(kind));
        }
    };
    let button = move |kind: ActKind| {
        let weight = match kind {
            ActKind::Sign | ActKind::AnswerClosing | ActKind::AnswerExtension => Kind::Primary,
            ActKind::Drop => Kind::Quiet,
            _ => Kind::Plain,
        };
        view! {
            <Button kind=weight busy=acting.underway.busy on_press=Callback::new(move |()| press(kind))>{move || w.t(say::task_act(kind))}</Button>
        }
    };
    let error = Signal::derive(move || acting.underway.error.get());
    view! {
        <section class="task-acts" class:hidden=move || allowed.with(Vec::is_empty) && error.with(Option::is_none)>
            <ErrorNote error/>
            {move || match open.get() {
                Some(kind) => view! { <Form kind acting/> }.into_any(),
                None => view! { <div class="task-buttons">{allowed.get().into_iter().map(button).collect_view()}</div> }.into_any(),
            }}
        </section>
    }
}

/// The words of an act, and its answers.
#[component]
fn Form(kind: ActKind, acting: Acting) -> impl IntoView {
    let w = words();
    let asks_day = matches!(kind, ActKind::AskExtension | ActKind::AnswerExtension);
    let label = match kind {
        ActKind::Report => key::TASK_SAY_PROGRESS,
        ActKind::AskClosing => key::TASK_SAY_RESULT,
        ActKind::AskExtension | ActKind::Drop => key::TASK_SAY_WHY,
        _ => key::TASK_SAY_ANSWER,
    };
    let answer = move |word: Key, weight: Kind, act: Callback<(), Option<Act>>| {
        let on_press = Callback::new(move |()| {
            if let Some(act) = act.run(()) {
                acting.send(act);
            }
        });
        view! { <Button kind=weight busy=acting.underway.busy on_press>{move || w.t(word)}</Button> }
    };
    let act = |make: fn(Acting) -> Option<Act>| move |acting: Acting| Callback::new(move |()| make(acting));
    let buttons = match kind {
        ActKind::AnswerClosing => vec![
            answer(
                key::TASK_STEP_CLOSED,
                Kind::Primary,
                act(|it| Some(Act::AnswerClosing { agreed: true, reason: it.said() }))(acting),
            ),
            answer(
                key::TASK_STEP_SENT_BACK,
                Kind::Plain,
                act(|it| Some(Act::AnswerClosing { agreed: false, reason: it.said() }))(acting),
            ),
        ],
        ActKind::AnswerExtension => vec![
            answer(
                key::TASK_STEP_EXTENSION_GRANTED,
                Kind::Primary,
                act(|it| Some(Act::AnswerExtension { until: Some(it.day()?), reason: it.said() }))(acting),
            ),
            answer(
                key::TASK_STEP_EXTENSION_REFUSED,
                Kind::Plain,
                act(|it| Some(Act::AnswerExtension { until: None, reason: it.said() }))(acting),
            ),
        ],
        ActKind::AskExtension => vec![answer(
            say::task_act(kind),
            Kind::Primary,
            act(|it| Some(Act::AskExtension { until: it.day()?, reason: it.said() }))(acting),
        )],
        ActKind::AskClosing => vec![answer(
            say::task_act(kind),
            Kind::Primary,
            act(|it| Some(Act::AskClosing { text: it.said() }))(acting),
        )],
        ActKind::Drop => {
            vec![answer(say::task_act(kind), Kind::Grave, act(|it| Some(Act::Drop { reason: it.said() }))(acting))]
        }
        _ => vec![answer(say::task_act(kind), Kind::Primary, act(|it| Some(Act::Report { text: it.said() }))(acting))],
    };
    view! {
        <div class="task-form" role="group" aria-label=move || w.t(say::task_act(kind))>
            <label>
                <span>{move || w.t(label)}</span>
                <textarea rows="3" maxlength="1000" prop:value=move || acting.text.get()
                    on:input=move |event| acting.text.set(event_target_value(&event))></textarea>
            </label>
            {asks_day.then(|| view! {
                <label>
                    <span>{move || w.t(key::TASK_UNTIL)}</span>
                    <DateInput kind="date" value=Signal::derive(move || acting.until.get()) on_type=Callback::new(move |text| acting.until.set(text))/>
                </label>
            })}
            <div class="task-buttons">
                {buttons}
                <Button kind=Kind::Quiet on_press=Callback::new(move |()| acting.open.set(None))>{move || w.t(key::CANCEL)}</Button>
            </div>
        </div>
    }
}
