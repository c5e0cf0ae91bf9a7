//! The operands of a formula, each with the reported numbers behind it.

use duoyuan_core::draft::mark;
use duoyuan_core::format::{self, Scale};
use duoyuan_core::formula::Lag;
use duoyuan_core::period::Basis;
use duoyuan_core::report::Source;
use duoyuan_core::series::Subject;
use duoyuan_core::view::{Operand, Origin};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use super::super::StatusBadge;
use super::CitedText;
use crate::api;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// Every operand of the formula, with its value and where it comes from.
#[component]
pub fn Operands(operands: Vec<Operand>, subject: Subject) -> impl IntoView {
    let w = words();
    let is_zone = subject == Subject::Zone;
    let operands = operands.into_iter().map(|operand| view! { <OneOperand operand is_zone/> });
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_OPERANDS)}</h3>
            {operands.collect_view()}
        </section>
    }
}

/// One operand: its value as the formula used it, its definition, and a table of where it comes from.
#[component]
fn OneOperand(operand: Operand, is_zone: bool) -> impl IntoView {
    let w = words();
    let Operand { item, name, unit, told_in, lag, month, basis, value, gap, definition, cited, origins } = operand;
    let (heading, code) = (name.clone(), item.to_string());
    // One unit for all of the panel, so that its numbers can be compared.
    let scale = Scale::told_in(unit, told_in);
    let value_text = move || match (value, gap) {
        (Some(value), _) => format!("{}{}", scale.number(value), say::unit(scale.unit, w.lang())),
        (None, gap) => gap.map_or("—", |gap| say::gap(gap, w.lang())).to_owned(),
    };
    let lag_word = move || {
        (lag != Lag::Now).then(|| w.t(if lag == Lag::YearAgo { key::LAG_YEAR_AGO } else { key::LAG_LAST_MONTH }))
    };
    let is_hidden = origins.is_empty() && is_zone;
    let several_months = origins.iter().any(|origin| origin.month != month || origin.subtracted);
    let rows =
        origins.into_iter().map(|origin| view! { <OriginRow origin is_zone several_months scale/> }).collect_view();
    let columns: Vec<(Key, &str)> = vec![
        (if is_zone { key::WORK_PARK } else { key::WORK_MONTH }, ""),
        (key::WORK_VALUE, "sheet-number"),
        (key::EXPLAIN_REPORTED, ""),
        (key::EXPLAIN_APPROVED, ""),
        (key::WORK_SOURCE, ""),
        (key::EXPLAIN_ENTRY, "sheet-number"),
    ];
    let heads = columns.into_iter().map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    let heads = heads.collect_view();
    let caption = move || w.with(key::EXPLAIN_ORIGINS_CAPTION, "item", name.clone());
    view! {
        <article class="operand">
            <h4>
                {heading}" "<span class="sheet-code">{code}</span>
                {move || lag_word().map(|word| view! { " " <span class="tag">{word}</span> })}
            </h4>
            <p><strong class="digits">{value_text}</strong> " " <span class="quiet-text">{move || format::period(month, basis, w.lang())}</span></p>
            <p>{definition}</p>
            <p><CitedText cited/></p>
            {if is_hidden {
                view! { <p class="quiet-text">{move || w.t(key::EXPLAIN_HIDDEN)}</p> }.into_any()
            } else {
                view! {
                    <div class="sheet-scroll">
                        <table class="work-table origins">
                            <caption class="visually-hidden">{caption}</caption>
                            <thead><tr>{heads}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }.into_any()
            }}
        </article>
    }
}

/// One reported number: who, when, from where, what it replaced, why it is unusual.
#[component]
fn OriginRow(origin: Origin, is_zone: bool, several_months: bool, scale: Scale) -> impl IntoView {
    let (w, session) = (words(), session());
    let subtracted = origin.subtracted;
    let month = origin.month;
    let period = move || {
        let text = format::period(month, Basis::Month, w.lang());
        if subtracted { w.with(key::EXPLAIN_SUBTRACTED, "period", text) } else { text }
    };
    let head = {
        let park = origin.park.clone();
        move || match (is_zone, several_months) {
            (true, false) => session.park_name(&park),
            (true, true) => format!("{}，{}", session.park_name(&park), period()),
            (false, _) => period(),
        }
    };
    let (value, gap, marked, status) = (origin.value, origin.gap, origin.told_mark(), origin.status);
    let value_text = move || match (value, gap) {
        (Some(value), _) => scale.number(value),
        (None, gap) => gap.map_or("—", |gap| say::gap(gap, w.lang())).to_owned(),
    };
    // What stands in the cell of the form, to the last digit.
    let as_reported = value.filter(|value| scale.exact(*value) != scale.number(*value)).map(|value| {
        move || {
            w.with(
                key::EXPLAIN_REPORTED_AS,
                "value",
                format!("{}{}", scale.exact(value), say::unit(scale.unit, w.lang())),
            )
        }
    });
    let tag = marked.map(|marked| view! { <span class="tag">{move || w.t(mark(marked))}</span> });
    let reported = stamp(origin.reported_by, origin.reported_at);
    let approved = stamp(origin.approved_by, origin.approved_at);
    let is_reported = origin.position.is_some();
    let entry = origin.position.map(|position| move || w.with(key::EXPLAIN_ENTRY_N, "n", position.to_string()));
    let cell = origin.cell.map(|cell| view! { " " <span class="finding-cell">{cell.to_string()}</span> });
    let source = match origin.source {
        None => ().into_any(),
        Some(Source::Form) => view! { {move || w.t(key::WORK_FROM_FORM)} }.into_any(),
        Some(Source::Workbook { file, digest, .. }) => view! {
            <a href=api::workbook_address(&digest) download="" rel="external">{file}</a>{cell}
        }
        .into_any(),
    };
    // Whom to call is for who looks at one park; under every line of the zone it would be a telephone book.
    let signed = (!is_zone && !origin.signed.is_empty()).then(|| {
        let signed = origin.signed;
        view! { <p class="origin-note quiet-text">{move || signed.said(w.lang())}</p> }
    });
    let life = (!origin.life.is_empty()).then(|| {
        let message = Message::new(key::EXPLAIN_LIFE).with("n", origin.life.len().to_string());
        let heading = message.with("unit", say::unit(scale.unit, w.lang()));
        let lines = origin.life.into_iter().map(|it| view! { <li>{w.say(&it)}</li> }).collect_view();
        view! { <details class="origin-note"><summary>{w.say(&heading)}</summary><ol>{lines}</ol></details> }
    });
    let reasons = (!origin.reasons.is_empty()).then(|| {
        let reasons = origin.reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view();
        view! { <div class="origin-note"><span class="quiet-text">{move || w.t(key::EXPLAIN_REASONS)}</span>{reasons}</div> }
    });
    let restated = origin.restated.map(|restated| {
        let number = format!("{}{}", scale.exact(restated.value), say::unit(scale.unit, w.lang()));
        let message = Message::new(key::EXPLAIN_RESTATED).with("value", number);
        let message = message.with("stated", format::month(restated.stated)).with("from", format::month(restated.from));
        view! { <p class="origin-note">{move || w.say(&message)}</p> }
    });
    let has_notes = life.is_some() || reasons.is_some() || restated.is_some() || signed.is_some();
    view! {
        <tr class:has-notes=has_notes>
            <th scope="row">{head}</th>
            <td class="sheet-number">
                {subtracted.then_some("− ")}{value_text} " " {tag}
                {is_reported.then(|| view! { <StatusBadge status=status/> })}
                {as_reported.map(|text| view! { <span class="as-reported">{text}</span> })}
            </td>
            <td>{reported}</td>
            <td>{approved.or_else(|| is_reported.then(|| view! { {move || w.t(key::EXPLAIN_NOT_APPROVED)} }.into_any()))}</td>
            <td>{source}</td>
            <td class="sheet-number">{entry}</td>
        </tr>
        {has_notes.then(|| view! { <tr class="origin-notes"><td colspan="6">{restated}{life}{reasons}{signed}</td></tr> })}
    }
}

/// Who did it and when, in Beijing: `解放园区办公室 2026-11-12 09:30`.
fn stamp(who: Option<String>, at: Option<jiff::Timestamp>) -> Option<AnyView> {
    let (who, at) = (who?, at.map(format::moment)?);
    Some(view! { <span class="origin-who">{who}</span> " " <span class="origin-when">{at}</span> }.into_any())
}
