//! An edition of a meeting: what it is, the headline figures beside those of the one before, and what happened between.

use duoyuan_core::access::Role;
use duoyuan_core::as_of::AsOf;
use duoyuan_core::format;
use duoyuan_core::view::{EditionFigure, EditionPage as Shown, Figure};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::board::change_address;
use crate::api;
use crate::components::{ChangeMark, ErrorNote, Number, PageFrame, Skeleton, StatusBadge};
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;

/// The page `/meetings/3`.
#[component]
pub fn EditionPage() -> impl IntoView {
    let (w, place) = (words(), place());
    let number = Memo::new(move |_| {
        place.path.with(|path| match Page::at(path) {
            Some(Page::Edition(number)) => Some(number),
            _ => None,
        })
    });
    let asked = quiet(
        move || {
            // Whether it is still shown changes with the position.
            crate::live::live().position.track();
            number.get()
        },
        |number| async move { api::edition(number).await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let page = Memo::new(move |_| asked.data.get().filter(|it: &Shown| Some(it.edition.number) == number.get()));
    let title = move || {
        let number = number.get().unwrap_or_default().to_string();
        let nth = w.with(key::EDITION_NTH, "n", number);
        page.with(|page| page.as_ref().map_or(nth.clone(), |page| format!("{nth}  {}", page.edition.title)))
    };
    view! {
        <PageFrame title=Signal::derive(title)>
            <div class="board-top"><h1>{title}</h1></div>
            <ErrorNote error=asked.error retry/>
            {move || match page.get() {
                Some(page) => view! { <Whole page/> }.into_any(),
                None => asked.asking.get().then(|| view! { <Skeleton class="office-skeleton"/> }).into_any(),
            }}
        </PageFrame>
    }
}

#[component]
fn Whole(page: Shown) -> impl IntoView {
    let w = words();
    let is_office = matches!(untrack(|| session().role()), Some(Role::Office));
    let Shown { edition, holds, before, headline, since, .. } = page;
    let as_of = AsOf::Edition(edition.number);
    let said = move |page: Page| format!("{}?as_of={as_of}", page.path());
    let tables = move |name: &str| format!("/api/v1/tables/{name}.xlsx?as_of={as_of}");
    let facts = Message::new(key::EDITION_FACTS)
        .with("by", &edition.frozen.by)
        .with("when", format::moment(edition.frozen.at))
        .with("position", edition.position.to_string());
    let released = edition.released.as_ref().map(|stamp| {
        Message::new(key::EDITION_RELEASED_BY).with("by", &stamp.by).with("when", format::moment(stamp.at))
    });
    let compared =
        before.as_ref().map(|before| Message::new(key::EDITION_COMPARED).with("n", before.number.to_string()));
    let is_first = before.is_none();
    let holding = if holds { key::EDITION_HOLDS } else { key::EDITION_HOLDS_NOT };
    view! {
        <div class="edition-page">
            <section class="edition-facts">
                <p>{move || w.say(&facts)}{released.map(|released| view! { <br/>{move || w.say(&released)} })}</p>
                <p class="edition-digest">
                    <span>{move || w.t(key::EDITION_DIGEST)}</span><code>{edition.digest.clone()}</code>
                    <span class:grave-text=!holds>{move || w.t(holding)}</span>
                    <a href=api::figures_address(edition.number) rel="external" download=format!("edition-{}.txt", edition.number)>
                        {move || w.t(key::EDITION_TEXT)}
                    </a>
                </p>
                <p class="edition-ways">
                    <a class="button" href=said(Page::Home)>{move || w.t(key::WAY_BOARD)}</a>
                    <a class="button" href=said(Page::Ranking)>{move || w.t(key::WAY_RANKING)}</a>
                    <a class="button" href=said(Page::Sharing)>{move || w.t(key::WAY_SHARING)}</a>
                    <a class="button" href=said(Page::Openness)>{move || w.t(key::WAY_OPENNESS)}</a>
                    {is_office.then(|| view! {
                        <a class="button" href=format!("{}?edition={}", Page::Tasks.path(), edition.number)>{move || w.t(key::TASK_ASSIGN_OF_MEETING)}</a>
                    })}
                    <a class="button export" href=tables("board") download="" rel="external">{move || w.t(key::EXPORT)}</a>
                </p>
            </section>
            <section>
                <h2>{move || w.t(key::EDITION_HEADLINE)}</h2>
                <p class="quiet-text">{compared.map(|message| move || w.say(&message))}</p>
                <div class="sheet-scroll">
                    <table class="work-table card-table edition-figures">
                        <caption class="visually-hidden">{move || w.t(key::EDITION_HEADLINE)}</caption>
                        <thead><tr>
                            <th scope="col">{move || w.t(key::INDICATOR)}</th>
                            <th scope="col" class="number-cell">{move || w.t(key::EDITION_THIS)}</th>
                            {(!is_first).then(|| view! { <th scope="col" class="number-cell">{move || w.t(key::EDITION_BEFORE)}</th> })}
                        </tr></thead>
                        <tbody>{headline.into_iter().map(|line| view! { <Line line is_first/> }).collect_view()}</tbody>
                    </table>
                </div>
            </section>
            {since.map(|since| view! { <Between since/> })}
        </div>
    }
}

#[component]
fn Line(line: EditionFigure, is_first: bool) -> impl IntoView {
    let (w, session) = (words(), session());
    let name = session.source_name(&line.code);
    let cell = move |figure: Figure| {
        let period = format::period(figure.month, figure.basis, w.lang());
        let (has_value, change, status) = (figure.value.is_some(), figure.year_on_year, figure.status);
        let lacks = figure.missing.len();
        let missing = (lacks > 0).then(|| w.with(key::MISSING_PARKS, "n", lacks.to_string()));
        let covers = say::covers(&figure, w.lang());
        let figure = Signal::stored(figure);
        view! {
            <span class="edition-figure">
                <Number figure unit=true/>
                {has_value.then(|| view! {
                    <ChangeMark change=Signal::stored(change) label=Signal::derive(move || w.t(key::YEAR_ON_YEAR_SHORT))/>
                    <StatusBadge status=Signal::stored(status)/>
                })}
                {missing.map(|text| view! { <span class="missing">{text}</span> })}
                {covers.map(|text| view! { <span class="covers">{text}</span> })}
                <span class="quiet-text">{period}</span>
            </span>
        }
    };
    let before = line.before.map(cell);
    let missing = before.is_none();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number-cell" data-head=move || w.t(key::EDITION_THIS)>{cell(line.now)}</td>
            {(!is_first).then(|| view! {
                <td class="number-cell" data-head=move || w.t(key::EDITION_BEFORE)>{before}{missing.then_some("—")}</td>
            })}
        </tr>
    }
}

/// The entries between the two editions.
#[component]
fn Between(since: duoyuan_core::view::Since) -> impl IntoView {
    let (w, session) = (words(), session());
    let is_calm = since.lines.is_empty();
    let more = (since.more > 0).then(|| w.with(key::SINCE_MORE, "n", since.more.to_string()));
    let line = move |line: duoyuan_core::view::SinceLine| {
        let text = session.zone(|zone| say::since(&line.what, zone, w.lang()));
        view! { <li><a href=change_address(&line.what)>{text}</a><time datetime=line.at.to_string()>{format::moment(line.at)}</time></li> }
    };
    view! {
        <section>
            <h2>{move || w.t(key::EDITION_BETWEEN)}</h2>
            {is_calm.then(|| view! { <p class="quiet-text">{move || w.t(key::EDITION_CALM)}</p> })}
            <ol class="news since edition-since">{since.lines.into_iter().map(line).collect_view()}</ol>
            <p class="quiet-text">{more}</p>
        </section>
    }
}
