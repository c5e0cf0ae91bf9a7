//! The composite index: every owner, then every platform, with the parts it is made of and their weights.

use duoyuan_core::format;
use duoyuan_core::id::PlatformId;
use duoyuan_core::openness::Measure;
use duoyuan_core::view::{Index, IndexPart, OpennessPage};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Asked;
use crate::components::CitedText;
use crate::held::held;
use crate::prefs::words;
use crate::session::session;

/// A line: who, and its index; in the order of the ranking, what stands apart last.
type Line = (Option<PlatformId>, String, Index);

/// Both tables and where the weights come from.
#[component]
pub fn IndexTable(page: Memo<Option<OpennessPage>>, explained: RwSignal<Option<Asked>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let owners = Memo::new(move |_| {
        let line = |it: &duoyuan_core::view::OwnerIndex| (None, session.owner_name(&it.owner), it.index.clone());
        page.with(|page| page.iter().flat_map(|page| page.owners.iter().map(line)).collect::<Vec<_>>())
    });
    let platforms = Memo::new(move |_| {
        page.with(|page| {
            let named = |page: &OpennessPage, index: &Index| {
                let id = index.platform.clone()?;
                let row = page.matrix.rows.iter().find(|row| row.platform == id)?;
                Some((Some(id), format!("{}（{}）", row.name, session.owner_name(&row.owner)), index.clone()))
            };
            let lines = page.iter().flat_map(|page| page.platforms.iter().filter_map(|index| named(page, index)));
            lines.collect::<Vec<_>>()
        })
    });
    let weights = Memo::new(move |_| page.with(|page| page.as_ref().and_then(|page| page.weights.clone())));
    let has_weights = Memo::new(move |_| weights.with(Option::is_some));
    view! {
        {move || weights.get().map(|weights| view! {
            <p class="index-source">
                {w.with(key::PW_WEIGHTS_FROM, "month", format::month(weights.from))}" "<CitedText cited=weights.cited/>
            </p>
        })}
        <Show when=move || has_weights.get() fallback=move || view! { <p class="quiet-text">{move || w.t(key::PW_NO_WEIGHTS)}</p> }>
            <div class="index-tables">
                <Table lines=owners page explained name=key::PW_OWNER/>
                <Table lines=platforms page explained name=key::PW_PLATFORM/>
            </div>
        </Show>
    }
}

#[component]
fn Table(
    lines: Memo<Vec<Line>>,
    page: Memo<Option<OpennessPage>>,
    explained: RwSignal<Option<Asked>>,
    name: duoyuan_core::words::Key,
) -> impl IntoView {
    let w = words();
    let parts = Memo::new(move |_| {
        page.with(|page| {
            let parts = page.as_ref().and_then(|page| page.weights.as_ref()).map_or(&[][..], |it| &it.parts);
            parts.iter().map(|part| (part.measure, part.weight, part.full)).collect::<Vec<_>>()
        })
    });
    let ids = move |ranked: bool| {
        lines.with(|lines| {
            let wanted = lines.iter().filter(|(.., index)| index.rank.is_some() == ranked);
            wanted.map(|(id, name, _)| (id.clone(), name.clone())).collect::<Vec<_>>()
        })
    };
    let has_apart = Memo::new(move |_| lines.with(|lines| lines.iter().any(|(.., index)| index.rank.is_none())));
    let columns = move || (parts.with(Vec::len) + 2).to_string();
    let head = move |(measure, weight, full): (Measure, Decimal, Decimal)| {
        let says = move || {
            let message = Message::new(key::PW_PART_HEAD).with("weight", format::exact(weight));
            w.say(&message.with("full", format!("{}{}", format::exact(full), measure.unit().name())))
        };
        view! { <th scope="col" class="right"><span>{move || w.t(measure.name())}</span><span class="head-unit">{says}</span></th> }
    };
    view! {
        <div class="parks-scroll">
            <table class="index-table one-stop">
                <caption class="visually-hidden">{move || w.t(key::PW_LEAF_INDEX)}</caption>
                <thead><tr>
                    <th scope="col" class="index-name">{move || w.t(name)}</th>
                    <th scope="col" class="index-value">{move || w.t(key::PW_INDEX)}</th>
                    {move || parts.get().into_iter().map(head).collect_view()}
                </tr></thead>
                <tbody>
                    <For each=move || ids(true) key=Clone::clone let:id><Row id lines parts explained/></For>
                </tbody>
                <Show when=move || has_apart.get()>
                    <tbody class="index-apart">
                        <tr><th scope="rowgroup" colspan=columns>{move || w.t(key::PW_INDEX_APART_HEAD)}</th></tr>
                        <For each=move || ids(false) key=Clone::clone let:id><Row id lines parts explained/></For>
                    </tbody>
                </Show>
            </table>
        </div>
    }
}

#[component]
fn Row(
    id: (Option<PlatformId>, String),
    lines: Memo<Vec<Line>>,
    parts: Memo<Vec<(Measure, Decimal, Decimal)>>,
    explained: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let w = words();
    let (platform, name) = id;
    let look = {
        let id = (platform.clone(), name.clone());
        move || {
            lines
                .with(|lines| lines.iter().find(|line| (&line.0, &line.1) == (&id.0, &id.1)).map(|line| line.2.clone()))
        }
    };
    untrack(&look).map(|first| {
        let index = held(first, look);
        let value = move || index.with(|index| index.value);
        let share = move || value().and_then(|value| value.to_f64()).unwrap_or_default().clamp(0.0, 100.0).to_string();
        let text = move || value().map_or_else(|| w.t(key::PW_INDEX_NONE).to_owned(), |value| format::number(value, 1));
        let place = Memo::new(move |_| index.with(|index| index.rank));
        let weighed = Memo::new(move |_| index.with(|index| format::platform::weighed(index, w.lang())));
        let lacking = Memo::new(move |_| index.with(|index| format::platform::index_lacking(index, w.lang())));
        let cell = move |(measure, ..): (Measure, Decimal, Decimal)| {
            let platform = platform.clone();
            let part = Memo::new(move |_| {
                index.with(|index| index.parts.iter().find(|part| part.measure == measure).cloned())
            });
            view! { <td class="right"><Part measure part platform explained/></td> }
        };
        view! {
            <tr>
                <th scope="row">
                    {move || place.get().map(|place| view! { <span class="place">{place}</span> })}
                    {name}
                    {move || weighed.get().map(|weighed| view! { <span class="quiet-text index-lacks">{weighed}</span> })}
                    {move || lacking.get().map(|lacking| view! { <span class="quiet-text index-lacks">{lacking}</span> })}
                </th>
                <td class="index-value">
                    <strong class="digits">{text}</strong>
                    <svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="progress-ground" width="100" height="6"/>
                        <rect class="progress-done" width=share height="6"/>
                    </svg>
                </td>
                {move || parts.get().into_iter().map(cell.clone()).collect_view()}
            </tr>
        }
    })
}

/// A part: points, and the value they were given for. A platform's leads to its entries.
#[component]
fn Part(
    measure: Measure,
    part: Memo<Option<IndexPart>>,
    platform: Option<PlatformId>,
    explained: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let score = move || {
        let score = part.with(|part| part.as_ref().and_then(|part| part.score));
        score.map_or_else(|| "—".to_owned(), |score| format::number(score, 0))
    };
    let value = move || {
        let value = part.with(|part| part.as_ref().and_then(|part| part.value))?;
        Some(format!("{}{}", format::number(value, measure.decimals()), measure.unit().name()))
    };
    let shown = view! { <span class="number">{score}</span><span class="quiet-text">{value}</span> };
    match platform {
        Some(platform) => view! {
            <button type="button" class="figure part" aria-haspopup="dialog"
                on:click=move |_| explained.set(Some((measure, Some(platform.clone()))))>{shown}</button>
        }
        .into_any(),
        // An owner's parts are over its platforms together.
        None => view! { <span class="part">{shown}</span> }.into_any(),
    }
}
