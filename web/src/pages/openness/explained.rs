//! Where a measure comes from: formula, operands, what it is compared with, and the entries behind it.

use duoyuan_core::format;
use duoyuan_core::openness::Reference;
use duoyuan_core::view::{Behind, OpennessExplained, OpennessPage};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::Asked;
use super::indicators::{Compared, MeasureValue};
use crate::api::platforms;
use crate::components::{CitedText, ErrorNote, Panel, Skeleton};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// The panel; open while something is asked.
#[component]
pub fn Explained(page: Memo<Option<OpennessPage>>, explained: RwSignal<Option<Asked>>) -> impl IntoView {
    let (w, live, place) = (words(), live(), place());
    let period = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.period)));
    let asked = quiet(
        move || {
            live.position.track();
            Some((explained.get()?, period.get()?, place.as_of()))
        },
        |((measure, platform), period, as_of)| async move {
            platforms::explained(measure, platform.as_ref(), period, as_of).await
        },
    );
    let shown = Memo::new(move |_| {
        let (measure, platform) = explained.get()?;
        asked.data.get().filter(|it| it.indicator.measure == measure && it.platform == platform)
    });
    let title = move || {
        let (measure, platform) = explained.get()?;
        let months = format::platform::months(period.get()?, w.lang());
        let name = shown.with(|it| it.as_ref().map_or_else(|| measure.name().into(), |it| it.indicator.name.clone()));
        let name = w.say(&name);
        let of = platform.and_then(|id| {
            let name = |page: &OpennessPage| Some(page.matrix.rows.iter().find(|row| row.platform == id)?.name.clone());
            page.with(|page| page.as_ref().and_then(name))
        });
        Some(of.map_or_else(|| format!("{name}（{months}）"), |of| format!("{of}{name}（{months}）")))
    };
    view! {
        <Panel
            open=Signal::derive(move || explained.with(Option::is_some))
            on_close=Callback::new(move |()| explained.set(None))
            title=Signal::derive(move || title().unwrap_or_default())
            wide=true
        >
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            {move || match shown.get() {
                Some(explained) => view! { <Whole page explained/> }.into_any(),
                None => view! { <Skeleton class="explain-skeleton"/> }.into_any(),
            }}
        </Panel>
    }
}

#[component]
fn Whole(page: Memo<Option<OpennessPage>>, explained: OpennessExplained) -> impl IntoView {
    let w = words();
    let OpennessExplained { indicator, entries, count, .. } = explained;
    let listed = entries.len();
    let formula = indicator.formula.clone();
    let references = indicator.references.clone().into_iter().map(|reference| view! { <Compare reference/> });
    let references = references.collect_view();
    let operands = indicator.operands.iter().map(|operand| {
        let (name, value, unit) =
            (operand.name.clone(), format::platform::amount(operand.value, operand.unit), operand.unit.name());
        view! {
            <tr><th scope="row">{w.say(&name)}</th><td class="number-cell digits">{value}</td><td>{unit}</td></tr>
        }
    });
    let operands = operands.collect_view();
    let has_operands = !indicator.operands.is_empty();
    let caption = move || {
        let message = Message::new(key::PW_ENTRIES_COUNT).with("count", count.to_string());
        w.say(&message.with("listed", listed.to_string()))
    };
    let rows = entries.into_iter().map(|entry| view! { <Entry entry page/> }).collect_view();
    view! {
        <div class="explain">
            <div>
                <p class="explain-number"><MeasureValue indicator=indicator.clone()/></p>
                <Compared indicator=indicator.clone()/>
            </div>
            <section>
                <h3>{move || w.t(key::EXPLAIN_FORMULA)}</h3>
                <p class="explain-formula">{w.say(&formula)}</p>
                <p class="quiet-text">{move || w.t(key::WORK_CODE)}" "<span class="sheet-code">{indicator.measure.id()}</span></p>
            </section>
            {has_operands.then(|| view! {
                <section>
                    <h3>{move || w.t(key::EXPLAIN_OPERANDS)}</h3>
                    <table class="work-table operands">
                        <caption class="visually-hidden">{move || w.t(key::EXPLAIN_OPERANDS)}</caption>
                        <tbody>{operands}</tbody>
                    </table>
                </section>
            })}
            {(!indicator.references.is_empty()).then(|| view! {
                <section><h3>{move || w.t(key::PW_REFERENCES)}</h3><ul class="explain-basis">{references}</ul></section>
            })}
            <section>
                <h3>{move || w.t(key::PW_ENTRIES)}</h3>
                <p class="quiet-text">{caption}</p>
                <div class="sheet-scroll">
                    <table class="work-table origins">
                        <caption class="visually-hidden">{move || w.t(key::PW_ENTRIES)}</caption>
                        <thead><tr>
                            {[key::EXPLAIN_ENTRY, key::PW_WHEN, key::PW_WHAT, key::PW_PLATFORM, key::PARK, key::PW_AMOUNT]
                                .map(|word| view! { <th scope="col">{move || w.t(word)}</th> }).collect_view()}
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        </div>
    }
}

/// A value to compare with, and where it comes from.
#[component]
fn Compare(reference: Reference) -> impl IntoView {
    let w = words();
    let value = format::platform::reference(&reference, w.lang());
    view! { <li><strong>{value}</strong>" "<CitedText cited=reference.cited/></li> }
}

/// An entry of the journal.
#[component]
fn Entry(entry: Behind, page: Memo<Option<OpennessPage>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let Behind { position, at, what, platform, park, amount, unit, .. } = entry;
    let name = page.with_untracked(|page| {
        let row = page.as_ref()?.matrix.rows.iter().find(|row| row.platform == platform)?;
        Some(row.name.clone())
    });
    let amount =
        amount.zip(unit).map(|(amount, unit)| format!("{}{}", format::platform::amount(amount, unit), unit.name()));
    view! {
        <tr>
            <th scope="row">{move || w.with(key::EXPLAIN_ENTRY_N, "n", position.to_string())}</th>
            <td>{format::moment(at)}</td>
            <td>{w.say(&what)}</td>
            <td>{name.unwrap_or_else(|| platform.to_string())}</td>
            <td>{park.map(|park| session.park_name(&park))}</td>
            <td class="number-cell digits">{amount}</td>
        </tr>
    }
}
