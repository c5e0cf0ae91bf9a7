//! Who has reported on the month being collected, and who is late: the late ones first.

use duoyuan_core::id::ParkId;
use duoyuan_core::report::Stage;
use duoyuan_core::view::{Board, Reporting, ReportingLine};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::app::Page;
use crate::components::ReportLamp;
use crate::held::held;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The list.
#[component]
pub fn ReportingList(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let reporting = Memo::new(move |_| board.with(|board| board.as_ref().map(|b| b.reporting.clone())));
    let lines = move || reporting.with(|r| r.as_ref().map_or_else(Vec::new, |r| urgent_first(&r.lines)));
    let title = move || {
        reporting.with(|r| r.as_ref().map(|r| w.with(key::REPORTING_TITLE, "month", say::month(r.month, w.lang()))))
    };
    let count = move || {
        reporting.with(|r| {
            r.as_ref().map(|r| {
                let (done, all) = tally(r);
                Message::new(key::REPORTING_COUNT).with("done", done.to_string()).with("all", all.to_string())
            })
        })
    };
    let due = move || reporting.with(|r| r.as_ref().map(|r| w.with(key::REPORTING_DUE, "when", say::due_day(r.due))));
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <p>{move || count().map(|message| w.say(&message))}" · "{due}</p>
            </header>
            <ul class="reporting">
                <For
                    each=lines
                    key=|line| line.park.clone()
                    children=move |first| view! { <Line first reporting/> }
                />
            </ul>
        </section>
    }
}

#[component]
fn Line(first: ReportingLine, reporting: Memo<Option<Reporting>>) -> impl IntoView {
    let session = session();
    let park = first.park.clone();
    let due = Memo::new(move |_| reporting.with(|r| r.as_ref().map_or(jiff::Timestamp::MAX, |r| r.due)));
    let line = held(first, {
        let park = park.clone();
        move || reporting.with(|r| line_of(r.as_ref()?, &park))
    });
    view! {
        <li>
            <a href=Page::Park(park.clone()).path()>
                <span class="reporting-park">{session.park_name(&park)}</span>
                <ReportLamp line due/>
            </a>
        </li>
    }
}

fn line_of(reporting: &Reporting, park: &ParkId) -> Option<ReportingLine> {
    reporting.lines.iter().find(|line| line.park == *park).cloned()
}

/// How many have submitted or are through, of how many.
pub fn tally(reporting: &Reporting) -> (usize, usize) {
    let done = reporting.lines.iter().filter(|line| matches!(line.stage, Stage::Submitted | Stage::Approved));
    (done.count(), reporting.lines.len())
}

/// The ones that need somebody first, else in the order given.
pub fn urgent_first(lines: &[ReportingLine]) -> Vec<ReportingLine> {
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| match line.stage {
        _ if line.overdue => 0,
        Stage::Returned => 1,
        Stage::Awaited => 2,
        Stage::Submitted => 3,
        Stage::Approved => 4,
    });
    lines
}
