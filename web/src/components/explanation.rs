//! Where a number comes from: a panel opened by tapping it, as text and tables that can be read aloud.

mod compared;
mod formula;
mod origins;
mod parts;

use duoyuan_core::format;
use duoyuan_core::series::Subject;
use duoyuan_core::view;
use duoyuan_core::words::key;
use duoyuan_core::zone::{Cited, Indicator};
use leptos::prelude::*;

use super::{ChangeMark, ErrorNote, ExplainTarget, Panel, Skeleton, StatusBadge};
use crate::api;
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;

use compared::Compared;
use formula::FormulaText;
use origins::Operands;
use parts::Parts;

/// The panel; open while [`ExplainTarget`] names a figure. It alone among the components asks the server:
/// any page may open it.
#[component]
pub fn Explanation() -> impl IntoView {
    let target = expect_context::<ExplainTarget>();
    let (session, w, live, place) = (session(), words(), live(), place());
    let asked = quiet(
        move || {
            live.position.track();
            Some((target.address()?, place.as_of()))
        },
        |(it, as_of)| async move { api::explanation(&it.subject, &it.code, it.month, it.basis, as_of).await },
    );
    // Quiet data stay until the next answer: of another figure they must not.
    let shown = Memo::new(move |_| {
        let address = target.address()?;
        asked.data.get().filter(|explanation| super::Address::from(&explanation.figure) == address)
    });
    let title = move || {
        target.address().map_or_else(String::new, |address| {
            let subject = subject_name(&address.subject);
            let name = session.source_name(&address.code);
            format!("{subject}{name}（{}）", format::period(address.month, address.basis, w.lang()))
        })
    };
    view! {
        <Panel
            open=Signal::derive(move || target.address().is_some())
            on_close=Callback::new(move |()| target.close())
            title=Signal::derive(title)
            wide=true
        >
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            {move || match shown.get() {
                Some(explanation) => view! { <Explained explanation/> }.into_any(),
                None => view! { <Skeleton class="explain-skeleton"/> }.into_any(),
            }}
        </Panel>
    }
}

/// The name of the zone or the park.
fn subject_name(subject: &Subject) -> String {
    let session = session();
    match subject {
        Subject::Zone => session.zone(|zone| zone.short.clone()).unwrap_or_default(),
        Subject::Park(park) => session.park_name(park),
        Subject::Owner(owner) => session.owner_name(owner),
    }
}

/// Everything about one figure.
#[component]
fn Explained(explanation: view::Explanation) -> impl IntoView {
    let (session, w) = (session(), words());
    let view::Explanation {
        figure, source, indicator, operands, parts, comparison, target, definitions, bases, ..
    } = explanation;
    let shown = {
        let figure = figure.clone();
        move || say::value(&figure, w.lang())
    };
    let unit = figure.unit;
    let has_value = figure.value.is_some();
    // The board rounds; here every digit is told, as far as a division yields an end.
    let exact = figure.value.filter(|value| format::exact(*value) != format::number(*value, figure.decimals));
    let exact = exact.map(|value| format::number(value, (figure.decimals + 4).min(value.normalize().scale())));
    let missing = (!figure.missing.is_empty()).then(|| {
        let names: Vec<String> = figure.missing.iter().map(|park| session.park_name(park)).collect();
        move || w.with(key::EXPLAIN_MISSING, "parks", say::list(names.clone(), w.lang()))
    });
    let (gap, change) = (figure.gap, figure.year_on_year);
    let untold = say::untold(gap, change, w.lang()).map(|_| move || say::untold(gap, change, w.lang()));
    let not_in_force = session.zone(|zone| say::not_in_force(zone, &figure, w.lang())).flatten();
    let cited_by = |of: fn(&Indicator) -> Option<String>| indicator.as_ref().and_then(of);
    let index = cited_by(|it| it.index.clone()).map(|n| move || w.with(key::EXPLAIN_INDEX, "n", n.clone()));
    let clause = cited_by(|it| it.clause.clone()).map(|n| move || w.with(key::EXPLAIN_CLAUSE, "n", n.clone()));
    let code = source.code.to_string();
    let definition = w.say(&source.definition);
    let cited = source.cited;
    let subject = figure.subject.clone();
    view! {
        <div class="explain">
            <p class="explain-number">
                <strong class="digits" class:absent=!has_value>{shown}</strong>
                <span class="unit">{move || has_value.then(|| say::unit(unit, w.lang()))}</span>
                <ChangeMark change=figure.year_on_year label=Signal::derive(move || w.t(key::YEAR_ON_YEAR_SHORT))/>
                <StatusBadge status=figure.status/>
            </p>
            {exact.map(|text| view! {
                <p class="quiet-text">{move || w.t(key::EXPLAIN_EXACT)} " " <span class="digits">{text}</span> " " {move || say::unit(unit, w.lang())}</p>
            })}
            {missing.map(|text| view! { <p class="notice">{text}</p> })}
            {untold.map(|text| view! { <p class="notice">{text}</p> })}
            {not_in_force.map(|text| view! { <p class="notice">{text}</p> })}
            <section>
                <h3>{move || w.t(key::EXPLAIN_DEFINITION)}</h3>
                <p>{definition}</p>
            </section>
            {comparison.map(|comparison| view! { <Compared figure=figure.clone() comparison/> })}
            {target.map(|target| view! { <TargetText target/> })}
            {indicator.map(|indicator| view! {
                <FormulaText indicator figure=figure.clone() operands=operands.clone()/>
                <Operands operands=operands.clone() subject=subject.clone()/>
            })}
            {(!parts.is_empty()).then(|| view! { <Parts parts/> })}
            <section>
                <h3>{move || w.t(key::EXPLAIN_BASIS)}</h3>
                <ul class="explain-basis">
                    <li>{move || w.t(key::WORK_CODE)} " " <span class="sheet-code">{code}</span></li>
                    {index.map(|text| view! { <li>{text}</li> })}
                    {clause.map(|text| view! { <li>{text}</li> })}
                    <li><CitedText cited/></li>
                    {definitions.map(|cited| view! { <li>{move || w.t(key::EXPLAIN_DEFINITIONS)} " " <CitedText cited/></li> })}
                    {bases.map(|cited| view! { <li>{move || w.t(key::EXPLAIN_BASES)} " " <CitedText cited/></li> })}
                </ul>
            </section>
        </div>
    }
}

/// What the figure is to be read against.
#[component]
fn TargetText(target: view::Meter) -> impl IntoView {
    let w = words();
    let cited = target.cited.clone();
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_TARGET)}</h3>
            <p>{move || say::goal(&target, w.lang())}</p>
            <p><CitedText cited/></p>
        </section>
    }
}

/// A source and how sure it is; what is not verified says so where it is read.
#[component]
pub fn CitedText(cited: Cited) -> impl IntoView {
    let w = words();
    let Cited { source, verification } = cited;
    let is_doubtful = verification.is_doubtful();
    view! {
        <span class="cited">
            <span class="quiet-text">{move || w.t(key::EXPLAIN_CITED)}</span>
            {source}
            <span class="cited-mark" class:is-unverified=is_doubtful>
                {is_doubtful.then(|| view! { <span aria-hidden="true">"? "</span> })}
                {move || w.t(format::verification(verification))}
            </span>
        </span>
    }
}
