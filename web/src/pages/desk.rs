//! The park office's desk: what is to be done today, then the months before.

use duoyuan_core::format;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::report::Stage;
use duoyuan_core::view::{Desk, DeskLine, Duty};
use duoyuan_core::words::{Key, Message, key};
use jiff::Timestamp;
use leptos::prelude::*;

use crate::api;
use crate::clock::Clock;
use crate::components::{ErrorNote, PageFrame, ParkMark, ReportLamp, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// The page `/desk/:park`: what a park's office has to do.
#[component]
pub fn DeskPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let path = crate::place::place().path;
    let park = Memo::new(move |_| match path.with(|path| Page::at(path)) {
        Some(Page::Desk(park)) => Some(park),
        _ => None,
    });
    let asked = quiet(
        move || {
            live.position.track();
            park.get()
        },
        |park| async move { api::desk(&park).await },
    );
    let status = Memo::new(move |_| asked.data.with(|desk| desk.as_ref().and_then(|desk| desk.status)));
    let title = move || {
        let name = park.get().map(|park| session.park_name(&park)).unwrap_or_default();
        format!("{name}{}", w.t(key::DESK_TITLE))
    };
    view! {
        <PageFrame title=Signal::derive(title)>
            <h1>{title}<ParkMark status/></h1>
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            {move || match asked.data.get() {
                Some(desk) if desk.lines.is_empty() => view! { <p class="quiet-text">{move || w.t(key::DESK_EMPTY)}</p> }.into_any(),
                Some(desk) => view! { <div class="desk"><Today desk=desk.clone()/><Months desk/></div> }.into_any(),
                None if asked.asking.get() => view! { <Skeleton class="desk-skeleton"/> }.into_any(),
                None => ().into_any(),
            }}
        </PageFrame>
    }
}

/// The month being collected, large, with the one thing to do about it.
#[component]
fn Today(desk: Desk) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    let Desk { park, mut lines, .. } = desk;
    let others = lines.iter().skip(1).filter(|line| line.reporting.stage == Stage::Returned && !line.closed).count();
    let line = lines.swap_remove(0);
    let month = line.month;
    let address = Page::Sheet(park.clone(), month).path();
    let days = Memo::new(move |_| days_left(line.due, clock.now()));
    let stage = line.reporting.stage;
    let is_owed = line.reporting.duty == Duty::Owed && matches!(stage, Stage::Awaited | Stage::Returned);
    let is_voluntary = line.reporting.duty == Duty::Voluntary;
    let is_not_yet = line.reporting.duty == Duty::NotYet;
    let is_overdue = line.reporting.overdue;
    let opens = format::day(line.opens, w.lang());
    let left = move || match days.get() {
        ..=0 => w.t(key::DESK_DUE_TODAY).to_owned(),
        days => w.with(key::DESK_DAYS_LEFT, "n", days.to_string()),
    };
    let (task, go) = task(&line);
    let due = line.due;
    let reason = line.returned.clone().filter(|_| stage == Stage::Returned);
    let (reminded, withdrawn) = (line.reporting.reminded.clone(), line.withdrawn.clone());
    let reporting = line.reporting.clone();
    view! {
        <section class="today" aria-labelledby="today-heading">
            <h2 id="today-heading" class="today-heading">{move || w.t(key::DESK_TODAY)}</h2>
            <p class="today-task">{move || w.with(task, "month", format::month(month))}</p>
            <p class="today-state">
                <ReportLamp line=reporting due/>
                {(!is_voluntary).then(|| view! { <span>{move || w.with(key::DESK_DUE, "when", format::due_date(due, w.lang()))}</span> })}
                // The lamp says for how long it is overdue.
                {(is_owed && !is_overdue).then(|| view! { <span class="today-left">{left}</span> })}
            </p>
            {reminded.map(|reminder| view! {
                <div class="notice notice-error">
                    <p><span aria-hidden="true">"■ "</span>{w.with(key::DESK_REMINDED, "when", format::moment(reminder.at))}</p>
                </div>
            })}
            {reason.map(|reason| view! { <Reason title=key::DESK_RETURNED_FOR text=reason/> })}
            {withdrawn.map(|it| view! { <Reason title=key::DESK_WITHDRAWN_FOR text=it.reason/> })}
            {is_not_yet.then(|| view! {
                <p class="notice">{w.say(&Message::new(key::DESK_FIRST_DAY).with("month", format::month(month)).with("from", opens).with("until", format::due_date(due, w.lang())))}</p>
            })}
            <p><a class=if is_owed { "button primary" } else { "button" } href=address>{move || w.t(go)}</a></p>
            {(others > 0).then(|| view! { <p class="quiet-text">{move || w.with(key::DESK_OTHER_RETURNED, "n", others.to_string())}</p> })}
        </section>
    }
}

/// Why something was done to the report.
#[component]
fn Reason(title: Key, text: String) -> impl IntoView {
    let w = words();
    view! {
        <div class="notice notice-returned">
            <p class="notice-title"><span aria-hidden="true">"▼ "</span>{move || w.t(title)}</p>
            <p class="notice-text">{text}</p>
        </div>
    }
}

/// The last thirteen months.
#[component]
fn Months(desk: Desk) -> impl IntoView {
    let w = words();
    let Desk { park, lines, .. } = desk;
    let head = move |word: Key| move || w.t(word);
    let rows = lines.into_iter().map(|line| {
        let month = line.month;
        let submitted = line.reporting.submitted_at.map(format::moment);
        let has_due = line.reporting.duty != Duty::Voluntary;
        let address = Page::Sheet(park.clone(), month).path();
        let returned = line.returned.clone().filter(|_| line.reporting.stage == Stage::Returned);
        let reason = returned.or_else(|| line.withdrawn.clone().map(|it| w.with(key::DESK_WITHDRAWN, "reason", it.reason)));
        view! {
            <tr>
                <th scope="row">{format::month(month)}</th>
                <td data-head=head(key::WORK_STAGE)>
                    <ReportLamp line=line.reporting.clone() due=line.due/>
                    {line.closed.then(|| view! { <span class="tag">{move || w.t(key::DESK_CLOSED)}</span> })}
                    {reason.map(|reason| view! { <p class="months-reason">{reason}</p> })}
                </td>
                <td class="number-cell" data-head=head(key::DESK_SUBMITTED_AT)>{move || submitted.clone().unwrap_or_else(|| w.t(key::DESK_NEVER).to_owned())}</td>
                <td class="number-cell" data-head=head(key::DESK_DUE_AT)>{if has_due { format::due_day(line.due) } else { w.t(key::DESK_NO_DUE).to_owned() }}</td>
                <td class="action-cell">
                    <a class="button quiet" href=address aria-label=move || w.with(key::DESK_OPEN, "month", format::month(month))>
                        {move || w.t(key::DESK_OPEN_SHORT)}
                    </a>
                </td>
            </tr>
        }
    });
    let columns: [(Key, &str); 4] = [
        (key::WORK_MONTH, ""),
        (key::WORK_STAGE, ""),
        (key::DESK_SUBMITTED_AT, "number-cell"),
        (key::DESK_DUE_AT, "number-cell"),
    ];
    let heads = columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    view! {
        <section aria-labelledby="months-heading">
            <h2 id="months-heading">{move || w.t(key::DESK_MONTHS)}</h2>
            <div class="sheet-scroll">
                <table class="work-table card-table">
                    <caption class="visually-hidden">{move || w.t(key::DESK_MONTHS)}</caption>
                    <thead><tr>{heads.collect_view()}<td></td></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// What is to be done about a month, and what the link says.
fn task(line: &DeskLine) -> (Key, Key) {
    match line.reporting.stage {
        _ if line.closed => (key::DESK_TASK_CLOSED, key::DESK_GO_SEE),
        Stage::Awaited if line.reporting.duty == Duty::NotYet => (key::DESK_TASK_NOT_YET, key::DESK_GO_SEE),
        Stage::Awaited => (key::DESK_TASK_AWAITED, key::DESK_GO_FILL),
        Stage::Returned => (key::DESK_TASK_RETURNED, key::DESK_GO_CORRECT),
        Stage::Submitted => (key::DESK_TASK_SUBMITTED, key::DESK_GO_SEE),
        Stage::Approved => (key::DESK_TASK_APPROVED, key::DESK_GO_SEE),
    }
}

/// Whole days from the day it is at `now` to the last day on which a report due at `due` is in time.
fn days_left(due: Timestamp, now: Timestamp) -> i64 {
    // Due is midnight after the last day: a second before lies on it.
    let last = due.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(due);
    day_of(now).until(day_of(last)).map_or(0, |span| i64::from(span.get_days()))
}

/// A month named in a sentence of the office's pages.
pub(super) fn about(key: Key, park: String, month: Month) -> Message {
    Message::new(key).with("park", park).with("month", format::month(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn days_are_counted_in_beijing() {
        let october: Month = "2026-10".parse().unwrap();
        let left = |now: &str| days_left(october.due(15), now.parse().unwrap());
        assert_eq!(left("2026-11-12T15:59:00Z"), 3);
        assert_eq!(left("2026-11-12T16:00:00Z"), 2, "past midnight in Beijing");
        assert_eq!(left("2026-11-15T15:59:00Z"), 0);
    }
}
