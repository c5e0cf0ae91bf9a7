//! A month's report: by workbook or typed into the page, judged while it is made, then submitted.

mod adjusting;
mod attached;
mod bar;
mod dry_run;
mod editing;
mod finding;
mod foot;
mod keep;
mod line;
mod notices;
mod outcome;
mod sending;
mod table;
mod upload;

use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Month;
use duoyuan_core::view::Sheet;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api::{self, Upload};
use crate::clock::Clock;
use crate::components::{ErrorNote, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

pub(super) use attached::AttachmentLink;
pub(super) use finding::{level_class, level_shape};
pub(super) use line::number;

use attached::Attached;
use bar::Bar;
use editing::Editing;
use foot::Foot;
use notices::Notices;
use outcome::Outcome;
use sending::Sending;
use table::FormTable;
use upload::Workbook;

/// The park and the month of the address, if it names any.
pub(super) fn place() -> Memo<Option<(ParkId, Month)>> {
    let path = crate::place::place().path;
    Memo::new(move |_| match path.with(|path| Page::at(path)) {
        Some(Page::Sheet(park, month) | Page::Review(park, month)) => Some((park, month)),
        _ => None,
    })
}

/// The page `/desk/:park/:month`: a park's monthly form.
#[component]
pub fn SheetPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let place = place();
    // Asked again when the journal moves: the office may return it, a colleague may submit it.
    let asked = quiet(
        move || {
            live.position.track();
            place.get()
        },
        |(park, month)| async move { api::sheet(&park, month).await },
    );
    let title = move || match place.get() {
        Some((park, month)) => {
            format!("{}{}", session.park_name_in(&park, month), w.with(key::SHEET_TITLE, "month", format::month(month)))
        }
        None => w.t(key::DESK_TITLE).to_owned(),
    };
    let shown = Memo::new(move |_| {
        let here = |sheet: &Sheet| (sheet.park.clone(), sheet.month);
        asked.data.with(|sheet| sheet.as_ref().map(here)).filter(|here| place.get().as_ref() == Some(here))
    });
    let back = move || place.get().map(|(park, _)| Page::Desk(park).path()).unwrap_or_else(|| Page::Home.path());
    view! {
        <PageFrame title=Signal::derive(title)>
            <p class="work-back"><a href=back>"← "{move || w.t(key::SHEET_BACK)}</a></p>
            <h1>{title}</h1>
            <Show when=move || place.get().is_none()><p class="notice notice-error">{move || w.t(key::WORK_BAD_ADDRESS)}</p></Show>
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            {move || match shown.get() {
                Some(_) => view! { <Opened sheet=asked.data reload=Callback::new(move |()| asked.retry())/> }.into_any(),
                None if asked.asking.get() => view! { <Skeleton class="sheet-skeleton"/> }.into_any(),
                None => ().into_any(),
            }}
        </PageFrame>
    }
}

/// The sheet once it is here.
#[component]
fn Opened(sheet: RwSignal<Option<Sheet>>, reload: Callback<()>) -> impl IntoView {
    let (session, clock) = (session(), expect_context::<Clock>());
    let at_screen = untrack(|| (session.info(), session.me(), session.own_park()));
    let (Some(first), (Some(info), Some(me), own)) = (sheet.get_untracked(), at_screen) else {
        return ().into_any();
    };
    // Another address puts another sheet here and this component away: until then the last one stands.
    let stays = (first.park.clone(), first.month);
    let sheet = Memo::new(move |before: Option<&Sheet>| {
        let newer = sheet.get().filter(|sheet| (&sheet.park, &sheet.month) == (&stays.0, &stays.1));
        newer.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let open = Memo::new(move |_| sheet.with(|sheet| !sheet.closed && own.as_ref() == Some(&sheet.park)));
    let editing = Editing::new(sheet, open, info, &me.account, clock);
    let sending = Sending::new(reload);
    let upload = RwSignal::new(None::<Upload>);
    view! {
        <div class="sheet">
            <Notices editing/>
            <Workbook editing sending upload/>
            // One report at a time: while a workbook is looked at, the form waits.
            <div class:is-waiting=move || upload.with(Option::is_some)>
                <Show when=move || upload.with(Option::is_none)>
                    <FormTable editing/>
                    <Foot editing/>
                </Show>
            </div>
            <Attached editing/>
            // At the foot of the screen: the form is long, and the button is pressed there.
            <div class="sheet-dock">
                <Outcome editing sending/>
                <Show when=move || open.get() && upload.with(Option::is_none)><Bar editing sending/></Show>
            </div>
        </div>
    }
    .into_any()
}
