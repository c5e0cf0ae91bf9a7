//! One submission under review: its lines with their changes, what the checks say with the reasons given,
//! and the two decisions.

mod before;
mod decision;
mod lines;
mod picks;
mod withdraw;

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::report::{Source, Stage};
use duoyuan_core::view::Review;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::desk::about;
use super::sheet::{AttachmentLink, place};
use crate::api::{self, ApiError};
use crate::components::{ErrorNote, Export, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

use before::Before;
use decision::{Deciding, Decision, Outcome};
use lines::Lines;
use withdraw::Withdraw;

/// The page `/office/:park/:month`: a park's report as the office reviews it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let place = place();
    let asked = quiet(
        move || {
            live.position.track();
            place.get()
        },
        |(park, month)| async move { api::review(&park, month).await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let deciding = Deciding::new(retry);
    // Another address is another report: what was said of the last one goes.
    Effect::new(move |before: Option<_>| {
        let now = place.get();
        if before.is_some_and(|before| before != now) {
            deciding.forget();
        }
        now
    });
    let title = move || match place.get() {
        Some((park, month)) => w.say(&about(key::REVIEW_TITLE, session.park_name_in(&park, month), month)),
        None => w.t(key::OFFICE_TITLE).to_owned(),
    };
    let also = Signal::derive(move || {
        let of = place.get().map(|(park, month)| vec![("park", park.to_string()), ("month", month.to_string())]);
        of.unwrap_or_default()
    });
    let review = Memo::new(move |_| {
        let here = |review: &Review| place.with(|place| place.as_ref() == Some(&(review.park.clone(), review.month)));
        asked.data.get().filter(here)
    });
    // What is approved is what was looked at: a version that comes meanwhile is not slipped under the button.
    Effect::new(move |before: Option<Option<(_, usize)>>| {
        let now = review.with(|review| review.as_ref().map(|r| ((r.park.clone(), r.month), r.seen_revisions)));
        if let (Some(Some(before)), Some(now)) = (&before, &now)
            && before.0 == now.0
            && before.1 < now.1
        {
            deciding.newer.set(true);
        }
        now.or(before.flatten())
    });
    // To the office a known park's report that is not there is one that was not submitted.
    let is_not_found = Memo::new(move |_| asked.error.with(|error| error.as_ref().is_some_and(ApiError::is_not_found)));
    let nothing_yet = Memo::new(move |_| {
        let (park, month) = place.get().filter(|_| is_not_found.get())?;
        let is_office = matches!(session.role(), Some(Role::Office));
        let is_known = session.zone(|zone| zone.park(&park).is_some()).unwrap_or_default();
        (is_office && is_known).then(|| w.say(&about(key::REVIEW_NOTHING_YET, session.park_name(&park), month)))
    });
    let error = Signal::derive(move || asked.error.get().filter(|_| nothing_yet.with(Option::is_none)));
    view! {
        <PageFrame title=Signal::derive(title)>
            <p class="work-back"><a href=Page::Office.path()>"← "{move || w.t(key::REVIEW_BACK)}</a></p>
            <div class="board-top"><h1>{title}</h1><Export name="review" also alone=true/></div>
            <Show when=move || place.get().is_none()><p class="notice notice-error">{move || w.t(key::WORK_BAD_ADDRESS)}</p></Show>
            <ErrorNote error retry/>
            {move || nothing_yet.get().map(|text| view! {
                <p class="notice">{text}" "<a href=Page::Office.path()>{w.t(key::REVIEW_BACK)}</a></p>
            })}
            <Outcome deciding/>
            <Show
                when=move || review.with(Option::is_some)
                fallback=move || asked.asking.get().then(|| view! { <Skeleton class="sheet-skeleton"/> })
            >
                <div class="review">
                    <Head review/>
                    <Before review/>
                    <Files review/>
                    <Decision review deciding/>
                    <Withdraw review deciding/>
                    <Findings review/>
                    <Lines review deciding/>
                </div>
            </Show>
        </PageFrame>
    }
}

/// Who submitted it, from where, and where it stands.
#[component]
fn Head(review: Memo<Option<Review>>) -> impl IntoView {
    let w = words();
    let submitted = move || {
        review.with(|review| {
            review.as_ref().map(|review| {
                w.say(
                    &Message::new(key::REVIEW_SUBMITTED)
                        .with("who", &review.by)
                        .with("when", format::moment(review.at)),
                )
            })
        })
    };
    let source = move || {
        review.with(|review| match &review.as_ref()?.source {
        Source::Form => Some(view! { <span>{w.t(key::WORK_FROM_FORM)}</span> }.into_any()),
        Source::Workbook { file, digest, .. } => {
            let address = api::workbook_address(digest);
            let text = w.with(key::WORK_FROM_WORKBOOK, "file", file);
            Some(view! { <span>{text}</span> <a class="button quiet" href=address download="" rel="external">"↓ "{w.t(key::REVIEW_DOWNLOAD)}</a> }.into_any())
        }
    })
    };
    let standing = move || {
        review.with(|review| match review.as_ref()?.stage {
            Stage::Approved => Some(w.t(key::REVIEW_IS_APPROVED)),
            Stage::Returned => Some(w.t(key::REVIEW_IS_RETURNED)),
            Stage::Submitted | Stage::Awaited => None,
        })
    };
    let is_correction = move || {
        review.with(|review| {
            review
                .as_ref()
                .is_some_and(|r| r.stage == Stage::Submitted && r.lines.iter().any(|line| line.replaces.is_some()))
        })
    };
    let kind = move || review.with(|review| review.as_ref().map(|review| w.t(review.kind.words())));
    let signed = move || {
        review.with(|review| {
            let signed = &review.as_ref()?.signed;
            (!signed.is_empty()).then(|| view! { <p class="review-head">{signed.said(w.lang())}</p> })
        })
    };
    let withdrawn = move || {
        review.with(|review| {
            let it = review.as_ref()?.withdrawn.as_ref()?;
            let message = Message::new(key::REVIEW_WAS_WITHDRAWN).with("who", &it.by);
            Some(w.say(&message.with("when", format::moment(it.at)).with("reason", &it.reason)))
        })
    };
    view! {
        <p class="review-head"><span class="tag">{kind}</span> " " {submitted} "，" {source}</p>
        {signed}
        <Show when=is_correction><p class="notice">{move || w.t(key::REVIEW_CORRECTION)}</p></Show>
        {move || withdrawn().map(|text| view! { <p class="notice notice-returned">{text}</p> })}
        {move || standing().map(|text| view! { <p class="notice">{text}</p> })}
    }
}

/// The files that came with it.
#[component]
fn Files(review: Memo<Option<Review>>) -> impl IntoView {
    let w = words();
    let files =
        Memo::new(move |_| review.with(|review| review.as_ref().map(|r| r.attachments.clone()).unwrap_or_default()));
    view! {
        <Show when=move || files.with(|files| !files.is_empty())>
            <section aria-labelledby="attachments-heading">
                <h2 id="attachments-heading">{move || w.t(key::ATTACHMENTS)}</h2>
                <ul class="attachment-list">
                    <For each=move || files.get() key=|file| file.digest.clone() let:file><li><AttachmentLink file/></li></For>
                </ul>
            </section>
        </Show>
    }
}

/// What the checks say, with the reasons in full.
#[component]
fn Findings(review: Memo<Option<Review>>) -> impl IntoView {
    let w = words();
    let list = move || {
        let review = review.get()?;
        let note = |finding: &duoyuan_core::check::Finding| {
            let answer = review.answer(finding).map(str::to_owned);
            let sentence = w.say(&finding.message);
            let cell = finding.cell.map(|cell| view! { <span class="finding-cell">{cell.to_string()}</span> });
            let class = super::sheet::level_class(finding.level);
            let (shape, level) = (super::sheet::level_shape(finding.level), w.t(format::level(finding.level)));
            view! {
                <li class=class>
                    <p>
                        <span class="finding-level"><span aria-hidden="true">{shape}</span>{level}</span>
                        {cell}
                        <span>{sentence}</span>
                    </p>
                    <p class="finding-answer">
                        <span class="quiet-text">{w.t(key::REVIEW_ANSWERED)}</span>
                        {answer.unwrap_or_else(|| w.t(key::REVIEW_NOT_ANSWERED).to_owned())}
                    </p>
                </li>
            }
        };
        Some(review.findings.iter().map(note).collect_view())
    };
    let is_empty = move || review.with(|review| review.as_ref().is_none_or(|review| review.findings.is_empty()));
    view! {
        <section class="review-findings" aria-labelledby="findings-heading">
            <h2 id="findings-heading">{move || w.t(key::REVIEW_FINDINGS)}</h2>
            <Show when=is_empty><p class="quiet-text">{move || w.t(key::REVIEW_FINDINGS_NONE)}</p></Show>
            <ul class="finding-list">{list}</ul>
        </section>
    }
}
