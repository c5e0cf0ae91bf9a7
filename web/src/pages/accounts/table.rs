//! The accounts; on a phone each is a card.

use duoyuan_core::access::{AccountDeedKind, RoleKind, place_name};
use duoyuan_core::format;
use duoyuan_core::view::{AccountLine, AccountsPage};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::acting::Acting;
use crate::components::Button;
use crate::pages::office::confirm::Confirm;
use crate::prefs::words;
use crate::session::session;

/// Headings, in the order of the cells.
const COLUMNS: [Key; 7] = [
    key::ACCOUNTS_LOGIN,
    key::ACCOUNTS_HOLDER,
    key::ACCOUNTS_ROLE,
    key::ACCOUNTS_PLACE,
    key::ACCOUNTS_STATE,
    key::ACCOUNTS_LAST_LOGIN,
    key::ACCOUNTS_ACTS,
];

/// Every account that may be seen, a row each, with what may be done to it; a card each on narrow screens.
#[component]
pub fn Table(page: Memo<Option<AccountsPage>>, acting: Acting) -> impl IntoView {
    let w = words();
    let heads = COLUMNS.map(|word| view! { <th scope="col">{move || w.t(word)}</th> });
    let lines = Memo::new(move |_| page.with(|it| it.as_ref().map(|it| it.accounts.clone()).unwrap_or_default()));
    view! {
        <div class="sheet-scroll">
            <table class="work-table account-table">
                <caption class="visually-hidden">{move || w.t(key::ACCOUNTS_TITLE)}</caption>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>
                    <For
                        each=move || lines.get()
                        key=|it| (it.account.clone(), it.disabled, it.must_change, it.last_login, it.locked_until, it.acts.len())
                        let:line
                    >
                        <Line line acting/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// The line of one account, with what can be done to it.
#[component]
fn Line(line: AccountLine, acting: Acting) -> impl IntoView {
    let (w, session) = (words(), session());
    let state = w.say(&line.state());
    let login = line.account.to_string();
    let AccountLine { account, name, role, disabled, last_login, acts, .. } = line;
    let place = session.zone(|zone| place_name(&role, zone, w.lang())).flatten().unwrap_or_else(|| "—".to_owned());
    let last = last_login.map_or_else(|| w.t(key::ACCOUNTS_NEVER).to_owned(), format::moment);
    let about = name.clone();
    let act = move |kind: AccountDeedKind| {
        let on_press = {
            let account = account.clone();
            Callback::new(move |()| acting.change(account.clone(), kind))
        };
        let question = match kind {
            AccountDeedKind::Disabled => key::ACCOUNTS_DISABLE_ASK,
            AccountDeedKind::Password => key::ACCOUNTS_RESET_ASK,
            AccountDeedKind::Added | AccountDeedKind::Enabled | AccountDeedKind::Unlocked => {
                let about = about.clone();
                return view! {
                    <Button busy=acting.underway.busy on_press>{w.t(kind.word())}<span class="visually-hidden">" "{about}</span></Button>
                }
                .into_any();
            }
        };
        view! {
            <Confirm
                label=w.t(kind.word()).to_owned()
                about=about.clone()
                question=w.with(question, "name", about.clone())
                yes=w.t(kind.word()).to_owned()
                on_yes=on_press
            />
        }
        .into_any()
    };
    let heading = |at: usize| w.t(COLUMNS[at]);
    view! {
        <tr class:is-out=disabled>
            <th scope="row">{login}</th>
            <td data-head=heading(1)>{name}</td>
            <td data-head=heading(2)>{w.t(RoleKind::of(&role).word())}</td>
            <td data-head=heading(3)>{place}</td>
            <td data-head=heading(4)>{state}</td>
            <td data-head=heading(5)>{last}</td>
            <td class="account-acts">{acts.into_iter().map(act).collect_view()}</td>
        </tr>
    }
}
