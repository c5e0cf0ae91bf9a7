//! What a platform is to a park: since when and why, how much it was used and when last.

use duoyuan_core::format;
use duoyuan_core::format::platform::Mark;
use duoyuan_core::platform::Openness;
use duoyuan_core::view::OpennessPage;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::matrix::{At, cell_of};
use crate::api::platforms;
use crate::components::{ErrorNote, MarkWord, Panel, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::pages::platform::EntitledRow;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// The panel of one cell of the matrix: what a platform is to a park.
#[component]
pub fn CellPanel(page: Memo<Option<OpennessPage>>, opened: RwSignal<Option<At>>) -> impl IntoView {
    let (session, live) = (session(), live());
    let asked = quiet(
        move || {
            live.position.track();
            opened.with(|at| at.as_ref().map(|(platform, _)| platform.clone()))
        },
        |platform| async move { platforms::platform(&platform).await },
    );
    let title = move || {
        opened.with(|at| {
            let (platform, park) = at.as_ref()?;
            let name = page.with(|page| {
                page.as_ref()?.matrix.rows.iter().find(|row| row.platform == *platform).map(|row| row.name.clone())
            })?;
            Some(format!("{name}（{}）", session.park_name(park)))
        })
    };
    view! {
        <Panel
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=Callback::new(move |()| opened.set(None))
            title=Signal::derive(move || title().unwrap_or_default())
            wide=true
        >
            <Facts page opened/>
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            {move || {
                let at = opened.get()?;
                Some(match asked.data.get().filter(|it| it.card.platform == at.0) {
                    Some(platform) => view! { <History at platform/> }.into_any(),
                    None => view! { <Skeleton class="explain-skeleton"/> }.into_any(),
                })
            }}
        </Panel>
    }
}

/// The cell in words.
#[component]
fn Facts(page: Memo<Option<OpennessPage>>, opened: RwSignal<Option<At>>) -> impl IntoView {
    let w = words();
    let cell = Memo::new(move |_| opened.with(|at| page.with(|page| cell_of(page.as_ref()?, at.as_ref()?).cloned())));
    move || {
        cell.get().map(|cell| {
            let mark = Mark::of(&cell);
            let text = match &cell.openness {
                Some(Openness::Conditional(text)) => Some((key::PW_CONDITIONS, text.clone())),
                Some(Openness::Closed(text)) => Some((key::PW_REASON, text.clone())),
                Some(Openness::Open) | None => None,
            };
            let last = cell.last_use.map(format::moment);
            let level = Mark::level(cell.openness.as_ref());
            view! {
                <dl class="facts">
                    <dt>{w.t(key::PW_ENTITLEMENT)}</dt>
                    <dd>
                        <MarkWord mark=level/>
                        {(mark != level).then(|| view! { " " <MarkWord mark/> })}
                    </dd>
                    {cell.since.map(|since| view! { <dt>{w.t(key::PW_SINCE)}</dt><dd>{since.to_string()}</dd> })}
                    {text.map(|(name, text)| view! { <dt>{w.t(name)}</dt><dd>{text}</dd> })}
                    <dt>{w.t(key::PW_USED_IN_PERIOD)}</dt>
                    <dd><strong class="digits">{cell.count.to_string()}</strong>" "{w.t(key::PW_TIMES)}"，"{format::exact(cell.hours)}" "{w.t(key::PW_HOURS)}</dd>
                    <dt>{w.t(key::PW_LAST_USE)}</dt>
                    <dd>{last.unwrap_or_else(|| w.t(key::PW_NEVER_USED).to_owned())}</dd>
                </dl>
            }
        })
    }
}

/// How openness changed, with the documents and the entries.
#[component]
fn History(at: At, platform: duoyuan_core::view::PlatformPage) -> impl IntoView {
    let w = words();
    let lines: Vec<_> = platform.history.into_iter().filter(|line| line.park == at.1).collect();
    let is_empty = lines.is_empty();
    let rows = lines.into_iter().map(|line| view! { <li><EntitledRow line/></li> });
    view! {
        <section>
            <h3>{move || w.t(key::PW_HISTORY)}</h3>
            {if is_empty {
                view! { <p class="quiet-text">{move || w.t(key::PW_HISTORY_NONE)}</p> }.into_any()
            } else {
                view! { <ul class="history">{rows.collect_view()}</ul> }.into_any()
            }}
            <p><a class="button" href=Page::Platform(at.0).path()>{move || w.t(key::PW_OPEN_PLATFORM)}</a></p>
        </section>
    }
}
