//! A supervised task: what, whose, until when, what may be done now, and everything that happened.

mod acts;

use duoyuan_core::format;
use duoyuan_core::say;
use duoyuan_core::view::{TaskConditionNow, TaskPage as Shown};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{ErrorNote, Lamp, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use acts::Acts;

/// The page `/tasks/1234`.
#[component]
pub fn TaskPage() -> impl IntoView {
    let (w, place, live) = (words(), place(), live());
    let id = Memo::new(move |_| {
        place.path.with(|path| match Page::at(path) {
            Some(Page::Task(id)) => Some(id),
            _ => None,
        })
    });
    let asked = quiet(
        move || {
            live.position.track();
            id.get()
        },
        |id| async move { api::task(id).await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let page = Memo::new(move |_| asked.data.get().filter(|it: &Shown| Some(it.line.id) == id.get()));
    let title = move || {
        page.with(|page| page.as_ref().map_or_else(|| w.t(key::TASKS_TITLE).to_owned(), |page| page.line.title.clone()))
    };
    let allowed = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.acts.clone()).unwrap_or_default()));
    let asked_until = Memo::new(move |_| page.with(|page| page.as_ref()?.extension.as_ref().map(|it| it.until)));
    let due = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.line.due)));
    view! {
        <PageFrame title=Signal::derive(title)>
            <div class="board-top"><h1>{title}</h1></div>
            <ErrorNote error=asked.error retry/>
            <div class="task-page">
                {move || match page.get() {
                    Some(page) => view! { <Facts page/> }.into_any(),
                    None => asked.asking.get().then(|| view! { <Skeleton class="office-skeleton"/> }).into_any(),
                }}
                // Beside what is drawn anew with every answer: what is typed stays.
                {move || id.get().map(|id| view! { <Acts id allowed due asked=asked_until reload=retry/> })}
                {move || page.get().map(|page| view! { <History page/> })}
            </div>
        </PageFrame>
    }
}

/// What it is.
#[component]
fn Facts(page: Shown) -> impl IntoView {
    let (w, session) = (words(), session());
    let line = page.line;
    let name = move |handler: &duoyuan_core::task::Handler| {
        session.zone(|zone| say::task_handler(handler, zone, w.lang())).unwrap_or_default()
    };
    let support: Vec<String> = line.support.iter().map(name).collect();
    let standing = line.standing;
    let fact = move |word: duoyuan_core::words::Key, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{w.t(word)}</dt><dd>{value}</dd></div> })
    };
    let first = page.first_due.map(|due| w.with(key::TASK_FIRST_DUE, "due", due.to_string())).unwrap_or_default();
    view! {
        <section class="task-facts">
            <Lamp light=Signal::stored(standing.light()) word=Signal::derive(move || standing.word(w.lang()))/>
            <dl>
                {fact(key::TASK_HEAD_NUMBER, say::task_number(&line, w.lang()))}
                {fact(key::TASK_ORIGIN, say::task_origin(&line.source, w.lang()))}
                {fact(key::TASK_HEAD_LEAD, name(&line.lead))}
                {fact(key::TASK_SUPPORT, support.join("、"))}
                {fact(key::TASK_SIGN_BY, line.sign_by.to_string())}
                {fact(key::TASK_HEAD_DUE, format!("{}{first}", line.due))}
            </dl>
            {(!page.detail.is_empty()).then(|| view! { <p class="task-detail">{page.detail.clone()}</p> })}
            {page.extension.map(|asked| {
                let message = Message::new(key::TASK_ASKS_UNTIL).with("until", asked.until.to_string());
                view! { <p class="task-asks">{w.say(&message.with("reason", &asked.reason))}</p> }
            })}
            {page.condition.map(|condition| view! { <Condition condition/> })}
        </section>
    }
}

/// What shows that it is done, and whether it does.
#[component]
fn Condition(condition: TaskConditionNow) -> impl IntoView {
    let (w, session) = (words(), session());
    let text = session.zone(|zone| say::task_condition(&condition.condition, zone, w.lang())).unwrap_or_default();
    let now = match (condition.value, condition.met) {
        (Some(value), Some(met)) => {
            let word = if met { key::TASK_MET } else { key::TASK_NOT_MET };
            let value = format::number(value, condition.decimals);
            w.with(word, "value", format!("{value}{}", say::unit(condition.unit, w.lang())))
        }
        _ => w.t(key::TASK_NO_FIGURE).to_owned(),
    };
    view! { <p class="task-condition"><strong>{w.t(key::TASK_CONDITION)}</strong>" "{text}" "<span class="quiet-text">{now}</span></p> }
}

/// Everything that happened, newest first.
#[component]
fn History(page: Shown) -> impl IntoView {
    let w = words();
    let step = move |step: duoyuan_core::task::Step| {
        let day = step.day.map(|day| w.with(key::TASK_STEP_DAY, "day", day.to_string()));
        view! {
            <li>
                <span class="task-step">{w.t(say::task_step(step.kind))}</span>
                <span class="task-said">{step.text}" "<span class="quiet-text">{day}</span></span>
                <span class="quiet-text">{step.by}" "<time datetime=step.at.to_string()>{format::moment(step.at)}</time></span>
            </li>
        }
    };
    view! {
        <section>
            <h2>{move || w.t(key::TASK_HISTORY)}</h2>
            <ol class="task-history">{page.history.into_iter().map(step).collect_view()}</ol>
        </section>
    }
}
