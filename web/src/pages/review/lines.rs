//! The lines of a submission with what each was before.

use duoyuan_core::draft::mark;
use duoyuan_core::figure::Mark;
use duoyuan_core::format;
use duoyuan_core::id::Code;
use duoyuan_core::report::Adjustment;
use duoyuan_core::view::{Changed, Review, Was};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::decision::Deciding;
use crate::components::ChangeMark;
use crate::pages::desk::about;
use crate::pages::sheet::number;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// Which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Flagged,
    Replacing,
    Altered,
}

/// The table of lines.
#[component]
pub fn Lines(review: Memo<Option<Review>>, deciding: Deciding) -> impl IntoView {
    let (w, session) = (words(), session());
    let filter = RwSignal::new(Filter::All);
    let all = Memo::new(move |_| review.with(|review| review.as_ref().map(|r| r.lines.clone()).unwrap_or_default()));
    let flagged: Memo<Vec<Code>> =
        Memo::new(move |_| review.with(|review| review.as_ref().map(Review::flagged).unwrap_or_default()));
    let of = move |filter: Filter| -> Vec<Changed> {
        let belongs = |line: &Changed| match filter {
            Filter::All => true,
            Filter::Flagged => flagged.with(|flagged| flagged.contains(&line.row.item)),
            Filter::Replacing => line.replaces.is_some(),
            Filter::Altered => line.was.is_some(),
        };
        all.with(|all| all.iter().filter(|line| belongs(line)).cloned().collect())
    };
    let from_workbook = move || all.with(|all| all.iter().any(|line| line.row.cell.is_some()));
    let replaces = move || all.with(|all| all.iter().any(|line| line.replaces.is_some()));
    let altered = move || all.with(|all| all.iter().any(|line| line.was.is_some()));
    let has_choice = move || replaces() || altered() || flagged.with(|flagged| !flagged.is_empty());
    let caption = move || {
        review.with(|review| {
            review
                .as_ref()
                .map(|review| w.say(&about(key::REVIEW_CAPTION, session.park_name(&review.park), review.month)))
        })
    };
    let choices: [(Filter, Key); 4] = [
        (Filter::All, key::REVIEW_ALL),
        (Filter::Flagged, key::REVIEW_FLAGGED),
        (Filter::Replacing, key::REVIEW_CHANGED),
        (Filter::Altered, key::REVIEW_ALTERED),
    ];
    let choices = choices.map(|(choice, key)| {
        let count = move || of(choice).len();
        view! {
            <Show when=move || choice == Filter::All || { count() > 0 }>
                <button type="button" aria-pressed=move || (filter.get() == choice).to_string() on:click=move |_| filter.set(choice)>
                    {move || w.with(key, "n", count().to_string())}
                </button>
            </Show>
        }
    });
    let columns = move || {
        let mut columns =
            vec![(key::WORK_ITEM, "sheet-name"), (key::WORK_UNIT, "sheet-unit"), (key::WORK_BASIS, "sheet-basis")];
        if altered() {
            columns.push((key::REVIEW_WAS, "sheet-number"));
        }
        columns.extend([
            (key::WORK_VALUE, "sheet-number"),
            (key::REVIEW_THIS_MONTH, "sheet-number"),
            (key::REVIEW_MONTH_BEFORE, "sheet-number"),
            (key::WORK_MONTH_ON_MONTH, "sheet-change"),
            (key::WORK_YEAR_AGO, "sheet-number"),
            (key::WORK_YEAR_ON_YEAR, "sheet-change"),
        ]);
        if replaces() {
            columns.push((key::REVIEW_REPLACES, "sheet-number"));
        }
        if from_workbook() {
            columns.push((key::WORK_CELL, "sheet-code"));
        }
        columns.into_iter().map(|(key, class)| view! { <th scope="col" class=class>{w.t(key)}</th> }).collect_view()
    };
    let key_of = |line: &Changed| {
        (
            line.row.item.clone(),
            line.row.value,
            line.row.mark,
            line.month_before,
            line.year_ago,
            line.replaces,
            line.was.map(|was| (was.value, was.mark)),
        )
    };
    view! {
        <section class="review-lines">
            <div class="segments" role="group" class:hidden=move || !has_choice()>{choices.collect_view()}</div>
            <div class="sheet-scroll">
                <table class="sheet-table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead><tr>{columns}</tr></thead>
                    <tbody>
                        <For each=move || of(filter.get()) key=key_of let:line>
                            <ChangedLine line review flagged deciding replaces=Signal::derive(replaces) altered=Signal::derive(altered) from_workbook=Signal::derive(from_workbook)/>
                        </For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// One item of the report: its figure, what it is compared with, and what was found.
#[component]
fn ChangedLine(
    line: Changed,
    review: Memo<Option<Review>>,
    flagged: Memo<Vec<Code>>,
    deciding: Deciding,
    replaces: Signal<bool>,
    altered: Signal<bool>,
    from_workbook: Signal<bool>,
) -> impl IntoView {
    let (w, session) = (words(), session());
    let Changed {
        row, year_ago, this_month, month_before, month_on_month, year_on_year, replaces: before, was, ..
    } = line;
    let adjustment = {
        let (item, of) = (row.item.clone(), row.mark == Mark::Break);
        move || {
            let stated = |review: &Review| {
                let stated = review.adjustments.iter().find(|stated| stated.item == item).cloned();
                stated.unwrap_or_else(|| Adjustment::bare(item.clone(), review.month))
            };
            let stated = review.with(|review| review.as_ref().filter(|_| of).map(stated))?;
            Some(view! { <span class="review-adjusted">{say::adjustment(&stated, w.lang())}</span> })
        }
    };
    let item = untrack(|| session.zone(|zone| zone.item(&row.item).cloned())).flatten();
    let is_flagged = {
        let code = row.item.clone();
        Memo::new(move |_| flagged.with(|flagged| flagged.contains(&code)))
    };
    let is_picked = {
        let code = row.item.clone();
        move || deciding.is_picked(&code)
    };
    let name = item.as_ref().map_or_else(|| row.item.to_string(), |item| item.name.clone());
    let is_part = item.as_ref().is_some_and(|item| item.part_of.is_some());
    let unit = item.as_ref().map(|item| item.unit);
    let basis = item.as_ref().map(|item| format::basis(item.basis));
    let measured = row.measured();
    let value = move || match measured {
        Ok(value) => format::exact(value),
        Err(gap) => w.t(format::gap(gap)).to_owned(),
    };
    let was_text = move |was: Was| {
        let marked = (was.mark != Mark::None).then(|| w.t(mark(was.mark)));
        match (was.value, marked) {
            (Some(value), Some(marked)) => format!("{} {marked}", format::exact(value)),
            (Some(value), None) => format::exact(value),
            (None, Some(marked)) => marked.to_owned(),
            (None, None) => w.t(key::REVIEW_WAS_BLANK).to_owned(),
        }
    };
    let marked = row.mark;
    let cell = row.cell.map(|cell| cell.to_string());
    let is_absent = measured.is_err();
    view! {
        <tr class="sheet-line" class:is-warning=is_flagged class:is-returned=is_picked>
            <th scope="row" class="sheet-name" class:is-part=is_part>
                {name}
                {move || is_flagged.get().then(|| view! { <span class="sheet-tag"><span aria-hidden="true">"▲"</span>{w.t(key::REVIEW_FLAG)}</span> })}
                {adjustment}
            </th>
            <td class="sheet-unit">{move || unit.map(|unit| say::unit(unit, w.lang()))}</td>
            <td class="sheet-basis">{move || basis.map(|basis| w.t(basis))}</td>
            {move || altered.get().then(|| view! { <td class="sheet-number" data-label=w.t(key::REVIEW_WAS)>{was.map(was_text)} {was.map(|_| " →")}</td> })}
            <td class="sheet-number strong" class:is-absent=is_absent data-label=move || w.t(key::WORK_VALUE)>
                {value}
                {(marked != Mark::None && marked.has_value()).then(|| view! { <span class="sheet-tag">{move || w.t(mark(marked))}</span> })}
            </td>
            <td class="sheet-number" data-label=move || w.t(key::REVIEW_THIS_MONTH)>{number(this_month)}</td>
            <td class="sheet-number" data-label=move || w.t(key::REVIEW_MONTH_BEFORE)>{number(month_before)}</td>
            <td class="sheet-change" data-label=move || w.t(key::WORK_MONTH_ON_MONTH)><ChangeMark change=month_on_month/></td>
            <td class="sheet-number" data-label=move || w.t(key::WORK_YEAR_AGO)>{number(year_ago)}</td>
            <td class="sheet-change" data-label=move || w.t(key::WORK_YEAR_ON_YEAR)><ChangeMark change=year_on_year/></td>
            {move || replaces.get().then(|| view! { <td class="sheet-number" data-label=w.t(key::REVIEW_REPLACES)>{number(before)}</td> })}
            {move || {
                let cell = cell.clone();
                from_workbook.get().then(|| view! { <td class="sheet-code">{cell}</td> })
            }}
        </tr>
    }
}
