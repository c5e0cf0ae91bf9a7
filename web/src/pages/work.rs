//! An owner's working list: requests with their clocks, today, use to be recorded, and what stands otherwise.

use duoyuan_core::format;
use duoyuan_core::view::{BookingLine, Ratings, Work};
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::booking::{Lines, Outcome, Ring, Told};
use super::platform::{MaintenanceList, RatingsText};
use crate::api::platforms;
use crate::clock::Clock;
use crate::components::{Empty, ErrorNote, Export, PageFrame, Skeleton};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// The page `/platforms/work`: what an owner of platforms has to answer.
#[component]
pub fn WorkPage() -> impl IntoView {
    let (w, live, place) = (words(), live(), place());
    let asked = quiet(
        move || {
            live.position.track();
            // The leading group's office names whose list it looks at.
            Some(place.asked("owner"))
        },
        |owner| async move { platforms::work(owner.as_deref()).await },
    );
    let reload = Callback::new(move |()| asked.retry());
    let also = Signal::derive(move || {
        let of = asked.data.with(|work| work.as_ref().map(|work| work.owner.to_string()));
        of.map(|owner| ("owner", owner)).into_iter().collect::<Vec<_>>()
    });
    let told = Told::provide();
    let work = Memo::new(move |_| asked.data.get());
    let of = move |pick: fn(&Work) -> &Vec<BookingLine>| {
        Memo::new(move |_| work.with(|work| work.as_ref().map(|work| pick(work).clone()).unwrap_or_default()))
    };
    let (waiting, today, upcoming) = (of(|it| &it.waiting), of(|it| &it.today), of(|it| &it.upcoming));
    let (record, proposed, line) = (of(|it| &it.to_record), of(|it| &it.proposed), of(|it| &it.waitlisted));
    let owed = of(|it| &it.owed);
    // Nobody has asked for anything yet: what will come is told.
    let is_new = Memo::new(move |_| {
        work.with(|work| {
            work.as_ref().is_some_and(|it| {
                [&it.waiting, &it.today, &it.upcoming, &it.to_record, &it.proposed, &it.waitlisted, &it.owed]
                    .iter()
                    .all(|lines| lines.is_empty())
                    && it.ratings.is_empty()
            })
        })
    });
    let hours = session().zone(|zone| Some(format::exact(zone.openness.as_ref()?.limits.response_hours.value)));
    let hours = StoredValue::new(hours.flatten().unwrap_or_default());
    let ring = Ring::Owner;
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::WAY_WORK).to_owned())>
            <ErrorNote error=asked.error retry=reload/>
            <Outcome told/>
            <div class="work"><Head work/><Export name="work" also/></div>
            <Show when=move || is_new.get()>
                <Empty
                    text=Signal::derive(move || w.t(key::WORK_FIRST_TITLE).to_owned())
                    hint=Signal::derive(move || w.with(key::WORK_FIRST_HINT, "hours", hours.get_value()))
                />
            </Show>
            <Show
                when=move || work.with(Option::is_some)
                fallback=move || view! { <Skeleton class="openness-skeleton"/> }
            >
                <div class="booking-columns">
                    <div>
                        <Lines title=key::PW_WAITING none=key::PW_WAITING_NONE lines=waiting ring reload/>
                        <Lines title=key::PW_WAIT_PARK lines=proposed ring reload/>
                        <Lines title=key::PW_IN_LINE lines=line ring reload/>
                    </div>
                    <div>
                        <Lines title=key::PW_TODAYS none=key::PW_TODAYS_NONE lines=today ring reload/>
                        <Lines title=key::PW_TO_RECORD lines=record ring reload/>
                        <Lines title=key::CW_OWED_LIST lines=owed ring reload/>
                        <Lines title=key::PW_UPCOMING lines=upcoming ring reload/>
                        <Kept work reload/>
                    </div>
                </div>
            </Show>
        </PageFrame>
    }
}

/// How many wait, how many are late, and when the next answer is due.
#[component]
fn Head(work: Memo<Option<Work>>) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    let summary = Memo::new(move |_| work.with(|work| work.as_ref().map(|work| work.summary.clone())));
    let sentence = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|it| w.say(&format::platform::waiting(it, clock.now(), w.lang()))))
    });
    let is_late = move || summary.with(|summary| summary.as_ref().is_some_and(|it| it.overdue > 0));
    view! {
        <div class="openness-title">
            <h1 class="board-title">{move || w.t(key::WAY_WORK)}</h1>
            <p class:is-late=is_late aria-live="polite"><span aria-hidden="true">{move || is_late().then_some("■ ")}</span>{sentence}</p>
        </div>
    }
}

/// Maintenance and what users said.
#[component]
fn Kept(work: Memo<Option<Work>>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let windows =
        Memo::new(move |_| work.with(|work| work.as_ref().map(|it| it.maintenance.clone()).unwrap_or_default()));
    let ratings = Memo::new(move |_| work.with(|work| work.as_ref().map(|it| it.ratings.clone()).unwrap_or_default()));
    let rated = move || {
        ratings
            .get()
            .into_iter()
            .map(|it| {
                let ratings: Ratings = it.ratings;
                view! { <li><span>{it.name}</span><RatingsText ratings/></li> }
            })
            .collect_view()
    };
    view! {
        <section class="bookings">
            <h2>{move || w.t(key::PW_MAINTENANCE)}</h2>
            <MaintenanceList windows reload may_lift=true with_platform=true/>
        </section>
        <section class="bookings">
            <h2>{move || w.t(key::PW_RATINGS)}</h2>
            <ul class="plain-list">{rated}</ul>
        </section>
    }
}
