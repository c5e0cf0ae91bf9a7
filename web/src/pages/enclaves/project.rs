//! A project: the parties, every version of the split, what it did month by month.

use duoyuan_core::enclave::{ItemSplit, Line};
use duoyuan_core::format::{self, Scale};
use duoyuan_core::id::Code;
use duoyuan_core::view::{EnclaveAct, EnclaveMonth, EnclaveProject, SplitVersion};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use super::sending::{Open, sending};
use crate::api;
use crate::components::{Button, Kind};
use crate::held::held;
use crate::place::place;
use crate::prefs::words;
use crate::say;
use crate::session::{Session, session};

/// The project. It stays where it is while its figures change.
#[component]
pub fn Project(first: EnclaveProject, projects: Memo<Vec<EnclaveProject>>) -> impl IntoView {
    let (session, w, sending) = (session(), words(), sending());
    let agreement = first.agreement.clone();
    let id = first.id;
    let project = held(first, move || projects.with(|all| all.iter().find(|it| it.id == id).cloned()));
    let in_term = Memo::new(move |_| project.with(|it| it.in_term));
    let facts: Vec<(Key, String)> = vec![
        (key::ENCL_FROM, session.park_name(&agreement.from)),
        (key::ENCL_TO, session.park_name(&agreement.to)),
        (key::ENCL_RECRUITER, session.park_name(&agreement.recruiter)),
        (key::ENCL_CONTRACT, agreement.contract_no.clone()),
        (key::ENCL_START, agreement.start_event.clone()),
        (key::ENCL_TERM, term(agreement.first, agreement.last)),
    ];
    let fact =
        move |(name, value): (Key, String)| view! { <span>{move || w.t(name)}" "<strong>{value}</strong></span> };
    let investment = agreement.investment.map(format::exact);
    let versions = Memo::new(move |_| project.with(|it| it.versions.clone()));
    let earlier = Memo::new(move |_| versions.with(|it| it.iter().skip(1).cloned().collect::<Vec<_>>()));
    let version_key = |it: &SplitVersion| (it.position, it.last);
    let is_waiting = Memo::new(move |_| project.with(|it| it.months.iter().any(|month| !month.pending.is_empty())));
    let is_waiting = move || is_waiting.get();
    let place = place();
    // Nothing is done to what was.
    let is_now = move || place.as_of().is_none();
    let may = Memo::new(move |_| if is_now() { project.with(|it| it.may.clone()) } else { Vec::new() });
    let act = move |act: EnclaveAct| {
        let (word, form): (Key, fn(Box<EnclaveProject>) -> Open) = match act {
            EnclaveAct::ChangeSplit => (key::ENCLAVE_CHANGE_SPLIT, Open::Split),
            EnclaveAct::Report => (key::ENCLAVE_REPORT, Open::Figures),
            // Months are confirmed one by one, in their rows.
            EnclaveAct::Confirm => return None,
        };
        let press = Callback::new(move |()| sending.open(form(Box::new(project.get_untracked()))));
        let kind = if act == EnclaveAct::Report { Kind::Primary } else { Kind::Plain };
        Some(view! { <Button kind busy=sending.underway.busy on_press=press>{move || w.t(word)}</Button> })
    };
    view! {
        <section class="project" class:is-over=move || !in_term.get() aria-label=agreement.name.clone()>
            <div class="flow-top">
                <h2>
                    {agreement.name.clone()}" "
                    <span class="tag">{move || w.t(if in_term.get() { key::ENCL_IN_TERM } else { key::ENCL_OUT_OF_TERM })}</span>
                </h2>
                <p class="form-acts"><For each=move || may.get() key=|act| *act children=act/></p>
            </div>
            <p class="card-facts">
                {facts.into_iter().map(fact).collect_view()}
                {investment.map(|value| view! { <span>{move || w.with(key::ENCL_INVESTMENT_IS, "value", value.clone())}</span> })}
            </p>
            <h3>{move || w.t(key::ENCL_VERSIONS)}</h3>
            <For each=move || versions.with(|it| it.first().cloned()) key=version_key let:version><Version version/></For>
            <Show when=move || earlier.with(|it| !it.is_empty())>
                <details>
                    <summary>{move || w.with(key::ENCL_EARLIER, "n", earlier.with(Vec::len).to_string())}</summary>
                    <For each=move || earlier.get() key=version_key let:version><Version version/></For>
                </details>
            </Show>
            // What waits to be confirmed is open to be seen; the rest is unfolded when somebody wants it.
            <details open=is_waiting>
                <summary>{move || w.with(key::ENCL_MONTHS_OF, "n", project.with(|it| it.months.len()).to_string())}</summary>
                {move || view! { <Months project=project.get()/> }}
            </details>
        </section>
    }
}

/// The term of a project, from its first month to its last: `2026年1月至2030年12月`.
fn term(first: duoyuan_core::period::Month, last: duoyuan_core::period::Month) -> String {
    format!("{}至{}", format::month(first), format::month(last))
}

/// The name of an item of the form.
pub fn item_name(session: Session, code: &Code) -> String {
    let name = session.zone(|zone| zone.item(code).map(|item| item.plain_name().to_owned())).flatten();
    name.unwrap_or_else(|| code.to_string())
}

/// The name with its unit.
pub fn item_with_unit(session: Session, code: &Code, lang: duoyuan_core::words::Lang) -> String {
    let unit = session.zone(|zone| zone.item(code).map(|item| item.unit)).flatten();
    let name = item_name(session, code);
    unit.map_or_else(
        || name.clone(),
        |unit| {
            let message =
                Message::new(key::ITEM_WITH_UNIT).with("item", name.as_str()).with("unit", say::unit(unit, lang));
            message.text(lang)
        },
    )
}

#[component]
fn Version(version: SplitVersion) -> impl IntoView {
    let (session, w) = (session(), words());
    let SplitVersion { from, last, split, position, at, by } = version;
    let heading =
        Message::new(key::ENCL_VERSION_AT).with("first", format::month(from)).with("last", format::month(last));
    let set = Message::new(key::ENCL_SET_BY)
        .with("by", by)
        .with("when", format::moment(at))
        .with("position", position.to_string());
    let row = move |split: ItemSplit| {
        let name = item_name(session, &split.item);
        let shares = split.shares.iter().map(|share| {
            let text = format!("{} {}%", session.park_name(&share.park), format::exact(share.percent));
            view! { <span class="tag">{text}</span>" " }
        });
        view! { <tr><th scope="row">{name}</th><td>{shares.collect_view()}</td></tr> }
    };
    view! {
        <table class="split-table">
            <caption class="line-facts"><strong>{move || w.say(&heading)}</strong>"，"{move || w.say(&set)}</caption>
            <tbody>{split.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Months(project: EnclaveProject) -> impl IntoView {
    let (session, w, sending) = (session(), words(), sending());
    let id = project.id;
    let can_confirm = project.may.contains(&EnclaveAct::Confirm);
    let mut items: Vec<Code> = Vec::new();
    for line in project.months.iter().flat_map(|it| it.confirmed.iter().chain(&it.pending)) {
        if !items.contains(&line.item) {
            items.push(line.item.clone());
        }
    }
    if project.months.is_empty() {
        return view! { <p class="quiet-text">{move || w.t(key::ENCL_MONTHS_NONE)}</p> }.into_any();
    }
    let lines = || project.months.iter().flat_map(|it| it.confirmed.iter().chain(&it.pending));
    let scale = |item: &Code| {
        let largest = lines().filter(|line| line.item == *item).map(|line| line.value.abs()).max();
        let unit = session.zone(|zone| zone.item(item).map(|item| item.unit)).flatten()?;
        Some(Scale::of(unit, largest.unwrap_or_default()))
    };
    let scales: Vec<Option<Scale>> = items.iter().map(scale).collect();
    let heads = items.iter().zip(&scales).map(|(item, scale)| {
        let (item, scale) = (item.clone(), *scale);
        let text = move || {
            let message = Message::new(key::ITEM_WITH_UNIT).with("item", item_name(session, &item));
            w.say(&message.with("unit", scale.map_or("", |scale| say::unit(scale.unit, w.lang()))))
        };
        view! { <th scope="col" class="number-cell">{text}</th> }
    });
    let heads = heads.collect_view();
    let row = move |month: duoyuan_core::period::Month, lines: &[Line], is_pending: bool| {
        let cell = |(item, scale): (&Code, &Option<Scale>)| {
            let number = |value| scale.map_or_else(|| format::exact(value), |scale| scale.number(value));
            let value = lines.iter().find(|line| line.item == *item).map(|line| number(line.value));
            view! { <td class="number-cell">{value.unwrap_or_else(|| "—".to_owned())}</td> }
        };
        let cells = items.iter().zip(&scales).map(cell).collect_view();
        let confirm = (is_pending && can_confirm).then(|| {
            let press =
                Callback::new(move |()| sending.send(async move { api::confirm_project(id, month).await }, || ()));
            view! {
                <Button kind=Kind::Primary busy=sending.underway.busy on_press=press>
                    {move || w.with(key::ENCL_CONFIRM_MONTH, "month", format::month(month))}
                </Button>
            }
        });
        view! {
            <tr>
                <th scope="row">{format::month(month)}</th>
                {cells}
                <td>
                    {if is_pending {
                        view! { <span class="lamp warning"><span aria-hidden="true">"▲"</span>{move || w.t(key::ENCL_PENDING)}</span> }.into_any()
                    } else {
                        view! { <span>{move || w.t(key::ENCL_CONFIRMED)}</span> }.into_any()
                    }}
                </td>
                <td class="action-cell">{confirm}</td>
            </tr>
        }
    };
    let rows = |it: &EnclaveMonth| {
        let pending = (!it.pending.is_empty()).then(|| row(it.month, &it.pending, true));
        let confirmed = (!it.confirmed.is_empty()).then(|| row(it.month, &it.confirmed, false));
        view! { {pending}{confirmed} }
    };
    let rows = project.months.iter().map(rows).collect_view();
    view! {
        <div class="sheet-scroll">
            <table class="work-table">
                <caption class="visually-hidden">{move || w.t(key::ENCL_MONTHS_CAPTION)}</caption>
                <thead><tr><th scope="col">{move || w.t(key::ENCL_MONTH)}</th>{heads}<th scope="col">{move || w.t(key::ENCL_STATE)}</th><td></td></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
