//! 变更记录: what was done to the accounts, by whom and when.

use duoyuan_core::format;
use duoyuan_core::view::AccountsPage;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::prefs::words;

/// The record, the newest first.
#[component]
pub fn Deeds(page: Memo<Option<AccountsPage>>) -> impl IntoView {
    let w = words();
    let deeds = Memo::new(move |_| page.with(|it| it.as_ref().map(|it| it.deeds.clone()).unwrap_or_default()));
    let columns = [key::ACCOUNTS_DEED_AT, key::ACCOUNTS_DEED_KIND, key::ACCOUNTS_DEED_ACCOUNT, key::ACCOUNTS_DEED_BY];
    let lines = move || {
        let line = |deed: duoyuan_core::access::AccountDeed| {
            let by = deed.by.map_or_else(|| w.t(key::ACCOUNT_BY_COMMAND_LINE).to_owned(), |by| by.to_string());
            view! {
                <tr>
                    <td>{format::moment(deed.at)}</td>
                    <td>{w.t(deed.kind.word())}</td>
                    <td>{deed.account.to_string()}</td>
                    <td>{by}</td>
                </tr>
            }
        };
        deeds.get().into_iter().map(line).collect_view()
    };
    view! {
        <section aria-labelledby="deeds-heading">
            <h2 id="deeds-heading">{move || w.t(key::ACCOUNTS_DEEDS)}</h2>
            <p class="quiet-text" class:hidden=move || !deeds.with(Vec::is_empty)>{move || w.t(key::ACCOUNTS_DEEDS_NONE)}</p>
            <div class:hidden=move || deeds.with(Vec::is_empty)>
                <div class="sheet-scroll">
                    <table class="work-table">
                        <caption class="visually-hidden">{move || w.t(key::ACCOUNTS_DEEDS)}</caption>
                        <thead><tr>{columns.map(|word| view! { <th scope="col">{move || w.t(word)}</th> }).collect_view()}</tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}
