//! One platform: what it has and when, to whom it is open, and for its owner the way to change all that.

mod calendar;
mod details;
mod entitlement;
mod maintenance;
mod own_use;
mod register;

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::platform::Openness;
use duoyuan_core::view::{PlatformPage as View, Ratings};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::booking::{Asking, RequestPanel};
use super::bookings::where_new;
use super::platforms::PlatformWays;
use crate::api::platforms;
use crate::components::{Button, Empty, ErrorNote, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

use calendar::Calendar;
use details::Facts;
pub use entitlement::EntitledRow;
use entitlement::Entitlements;
pub use maintenance::MaintenanceList;
use maintenance::MaintenanceSection;
use own_use::OwnUse;
pub use register::RegisterPanel;

/// The page `/platforms/:platform`: one platform, with its calendar.
#[component]
pub fn PlatformPage() -> impl IntoView {
    let (w, session, live, place) = (words(), session(), live(), place());
    let id = Memo::new(move |_| match place.path.with(|path| Page::at(path)) {
        Some(Page::Platform(platform)) => Some(platform),
        _ => None,
    });
    let asked = quiet(
        move || {
            live.position.track();
            id.get()
        },
        |id| async move { platforms::platform(&id).await },
    );
    asked.each_minute_for_a_park();
    let reload = Callback::new(move |()| asked.retry());
    let page = Memo::new(move |_| asked.data.get().filter(|page| Some(&page.card.platform) == id.get().as_ref()));
    let title =
        Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.card.name.clone()).unwrap_or_default()));
    let is_missing =
        Memo::new(move |_| asked.error.with(|error| error.as_ref().is_some_and(crate::api::ApiError::is_not_found)));
    let is_own = Memo::new(move |_| match session.role() {
        Some(Role::Owner(owner)) => page.with(|page| page.as_ref().is_some_and(|page| page.card.owner == owner)),
        Some(Role::Office) => true,
        _ => false,
    });
    let is_office = move || session.role() == Some(Role::Office);
    let asking = RwSignal::new(None::<Asking>);
    let registering = RwSignal::new(None);
    let sent = Callback::new(move |position| place.go(&where_new(position)));
    view! {
        <PageFrame title=title>
            <PlatformWays/>
            {move || if is_missing.get() {
                view! {
                    <Empty text=Signal::derive(move || w.t(key::PW_NO_SUCH_PLATFORM).to_owned())
                        hint=Signal::derive(move || w.t(key::NO_SUCH_PARK_HINT).to_owned())/>
                }.into_any()
            } else {
                view! { <ErrorNote error=asked.error retry=reload/> }.into_any()
            }}
            <Show when=move || page.with(Option::is_some)
                fallback=move || (!is_missing.get()).then(|| view! { <Skeleton class="openness-skeleton"/> })>
                <div class="platform">
                    <div class="platform-head">
                        <h1>{title}</h1>
                        {move || is_office().then(|| page.with(|page| page.as_ref().map(|page| view! {
                            <a class="button" href=format!("{}?owner={}", Page::Work.path(), page.card.owner)>{w.t(key::PW_OWNER_WORK)}</a>
                        })))}
                        <Show when=move || is_own.get()>
                            <Button on_press=Callback::new(move |()| registering.set(page.get_untracked().map(|page| Some(page.card))))>
                                {move || w.t(key::PW_CHANGE)}"…"
                            </Button>
                        </Show>
                    </div>
                    <Facts page/>
                    <Calendar page asking/>
                    <div class="booking-columns">
                        <Entitlements page is_own reload/>
                        <div>
                            <MaintenanceSection page is_own reload/>
                            <Show when=move || is_own.get()><OwnUse page reload/></Show>
                        </div>
                    </div>
                </div>
            </Show>
            <RequestPanel asking sent/>
            <RegisterPanel registering reload/>
        </PageFrame>
    }
}

/// What users said, or that too few have.
#[component]
pub fn RatingsText(ratings: Ratings) -> impl IntoView {
    let w = words();
    let message = match ratings {
        Ratings::Hidden { shown_from } => Message::new(key::PW_RATINGS_HIDDEN).with("n", shown_from.to_string()),
        Ratings::Shown { satisfied, fair, unsatisfied } => Message::new(key::PW_RATINGS_SHOWN)
            .with("satisfied", satisfied.to_string())
            .with("fair", fair.to_string())
            .with("unsatisfied", unsatisfied.to_string()),
    };
    view! { <span class="quiet-text">{move || w.say(&message)}</span> }
}

/// The condition under which the viewer's park may use a platform.
fn condition_of(page: &View, park: Option<&duoyuan_core::id::ParkId>) -> Option<String> {
    match page.card.openness.iter().find(|it| Some(&it.park) == park)?.openness.as_ref()? {
        Openness::Conditional(text) => Some(text.clone()),
        Openness::Open | Openness::Closed(_) => None,
    }
}

/// The openings of a resource in words: `周一至周五 8:00—18:00`.
fn hours_text(hours: &duoyuan_core::platform::Hours, lang: duoyuan_core::words::Lang) -> String {
    use duoyuan_core::platform::Hours;
    let own = match hours {
        Hours::Standard => return key::PW_HOURS_STANDARD.text(lang).to_owned(),
        Hours::Always => return key::PW_HOURS_ALWAYS.text(lang).to_owned(),
        Hours::Own(own) => own,
    };
    let text = own.iter().map(|opening| {
        let days = say_days(&opening.weekdays, lang);
        format!("{days} {}—{}", format::platform::clock_field(opening.from), format::platform::clock_field(opening.to))
    });
    crate::say::list(text, lang)
}

fn say_days(days: &[u8], lang: duoyuan_core::words::Lang) -> String {
    crate::say::list(days.iter().map(|day| format::platform::weekday(*day).text(lang).to_owned()), lang)
}
