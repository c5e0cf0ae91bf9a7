//! What a platform is: owner, kind, rules, documents, and its resources as a table.

use duoyuan_core::format;
use duoyuan_core::view::PlatformPage;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::{EntitledRow, RatingsText, hours_text};
use crate::components::DocumentText;
use crate::prefs::words;
use crate::session::session;

/// What the register says of a platform.
#[component]
pub fn Facts(page: Memo<Option<PlatformPage>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let card = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.card.clone())));
    let facts = move || {
        card.get().map(|card| {
            let owner = session.zone(|zone| zone.owner(&card.owner).map(|owner| owner.name.clone())).flatten();
            let park = session.own_park();
            let own = card.openness.iter().find(|it| Some(&it.park) == park.as_ref()).cloned();
            let documents = card.evidence.into_iter().map(|evidence| view! { <li><DocumentText evidence/></li> });
            let documents = documents.collect::<Vec<_>>();
            view! {
                <dl class="facts wide">
                    {own.map(|line| view! { <dt>{w.t(key::PW_ENTITLEMENT)}</dt><dd class="whole"><EntitledRow line/></dd> })}
                    <dt>{w.t(key::PW_OWNER)}</dt><dd>{owner.unwrap_or_else(|| card.owner.to_string())}</dd>
                    <dt>{w.t(key::PW_KIND)}</dt><dd>{session.kind_name(&card.kind)}</dd>
                    {(!card.rules.is_empty()).then(|| view! { <dt>{w.t(key::PW_RULES)}</dt><dd class="whole">{card.rules}</dd> })}
                    {(!documents.is_empty()).then(|| view! { <dt>{w.t(key::PW_EVIDENCE)}</dt><dd><ul class="document-list">{documents}</ul></dd> })}
                    <dt>{w.t(key::PW_RATINGS)}</dt><dd><RatingsText ratings=card.ratings/></dd>
                </dl>
            }
        })
    };
    let columns: [(Key, &str); 7] = [
        (key::PW_RESOURCE, ""),
        (key::PW_CLASS, ""),
        (key::PW_CAPACITY, "number-cell"),
        (key::PW_HOW_TO_ASK, ""),
        (key::PW_OPENING, ""),
        (key::PW_PRICE_HEAD, "number-cell"),
        (key::PW_RATED, "number-cell"),
    ];
    let heads =
        columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> }).collect_view();
    let head = move |at: usize| w.t(columns[at].0);
    let rows = move || {
        card.get().into_iter().flat_map(|card| card.resources).map(|it| {
            let resource = it.resource;
            let left = it.left.map(|left| w.with(key::CW_LEFT, "left", format::exact(left)));
            let longest = resource.longest_hours.map(|n| w.with(key::PW_LONGEST, "n", n.to_string()));
            view! {
                <tr>
                    <th scope="row">{resource.name}{resource.networked.then(|| view! { " " <span class="tag">{w.t(key::PW_NETWORKED)}</span> })}</th>
                    <td data-head=head(1)>{w.t(format::platform::class(resource.class))}</td>
                    <td class="number-cell" data-head=head(2)>{format::exact(resource.capacity)}" "{resource.unit}" "<span class="quiet-text">{left}</span></td>
                    <td data-head=head(3)>{w.t(format::platform::mode(resource.mode))}" "<span class="quiet-text">{longest}</span></td>
                    <td data-head=head(4)>{hours_text(&resource.hours, w.lang())}</td>
                    <td class="number-cell" data-head=head(5)>{w.say(&format::platform::price(resource.price.as_ref()))}</td>
                    <td class="number-cell" data-head=head(6)>{it.rated_hours.map(format::exact)}</td>
                </tr>
            }
        }).collect_view()
    };
    view! {
        {facts}
        <div class="sheet-scroll">
            <table class="work-table card-table">
                <caption class="visually-hidden">{move || w.t(key::PW_RESOURCES)}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
