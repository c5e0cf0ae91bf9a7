//! What parks are ranked by: the compared ones as buttons, everything else that has a code in a list by its kind.

use duoyuan_core::id::Code;
use duoyuan_core::source::Group;
use duoyuan_core::view::SourceLine;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::place::place;
use crate::prefs::words;
use crate::session::session;

/// The groups of the list, in its order.
const GROUPS: [(Group, Key); 5] = [
    (Group::Indicators, key::SOURCE_GROUP_INDICATORS),
    (Group::Sharing, key::SOURCE_GROUP_SHARING),
    (Group::Openness, key::SOURCE_GROUP_OPENNESS),
    (Group::Enclaves, key::SOURCE_GROUP_ENCLAVES),
    (Group::Items, key::SOURCE_GROUP_ITEMS),
];

/// The chooser.
#[component]
pub fn Choice(code: Memo<Code>, choices: Memo<Vec<SourceLine>>) -> impl IntoView {
    let (session, w, place) = (session(), words(), place());
    let choose = move |code: &str| place.ask(&[("indicator", Some(code))]);
    let button = move |this: Code| {
        let pressed = {
            let this = this.clone();
            move || if code.with(|code| *code == this) { "true" } else { "false" }
        };
        let name = session.source_name(&this);
        view! { <button type="button" aria-pressed=pressed on:click=move |_| choose(this.as_str())>{name}</button> }
    };
    let compared = session.zone(|zone| zone.compare.clone()).unwrap_or_default();
    let others = {
        let compared = compared.clone();
        Memo::new(move |_| choices.with(|all| all.iter().filter(|it| !compared.contains(&it.code)).cloned().collect()))
    };
    view! {
        <div class="ranking-choice">
            <div class="segments wrap" role="group" aria-label=move || w.t(key::INDICATOR)>
                {compared.into_iter().map(button).collect_view()}
            </div>
            <Others code others/>
        </div>
    }
}

/// The list; nothing is chosen in it while one of the buttons is pressed.
#[component]
fn Others(code: Memo<Code>, others: Memo<Vec<SourceLine>>) -> impl IntoView {
    let (w, place) = (words(), place());
    let pick = move |ev| {
        let code = event_target_value(&ev);
        if !code.is_empty() {
            place.ask(&[("indicator", Some(code.as_str()))]);
        }
    };
    let option = move |it: &SourceLine| {
        let (this, name) = (it.code.clone(), w.say(&it.name));
        let value = this.to_string();
        let selected = move || code.with(|code| *code == this);
        view! { <option value=value selected=selected>{name}</option> }
    };
    let group = move |(group, head): (Group, Key)| {
        let options = others.with(|all| all.iter().filter(|it| it.group == group).map(option).collect::<Vec<_>>());
        (!options.is_empty()).then(|| view! { <optgroup label=w.t(head)>{options}</optgroup> })
    };
    let is_other = move || others.with(|all| code.with(|code| all.iter().any(|it| it.code == *code)));
    view! {
        <select aria-label=move || w.t(key::RANKING_OTHERS) on:change=pick>
            <option value="" selected=move || !is_other()>{move || w.t(key::RANKING_OTHERS)}</option>
            {move || GROUPS.into_iter().map(group).collect_view()}
        </select>
    }
}
