//! 账号管理: who has an account, what may be done to it, and what was done.

mod acting;
mod deeds;
mod form;
mod once;
mod table;

use duoyuan_core::access::Role;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api;
use crate::components::{Button, ErrorNote, Kind, PageFrame, Skeleton};
use crate::held::kept;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use acting::{Acting, Outcome};
use deeds::Deeds;
use form::AddPanel;
use once::Once;
use table::Table;

/// 账号管理: the accounts that the viewer manages, what was done to them, and a form for another one.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let (w, session) = (words(), session());
    let asked = quiet(|| Some(()), |()| async { api::accounts().await });
    let page = kept(move || asked.data.get());
    let acting = Acting::new(Callback::new(move |()| asked.retry()));
    // Nobody tells the operator that the server is back but an answer.
    Effect::new(move |was_asking: Option<bool>| {
        let asking = asked.asking.get();
        if was_asking == Some(true) && !asking && asked.error.with_untracked(Option::is_none) {
            acting.is_back();
        }
        asking
    });
    let is_here = Memo::new(move |_| page.with(Option::is_some));
    let first = move || page.with(|page| session.role().and_then(|role| page.as_ref()?.first_step(&role)));
    let is_operator = matches!(untrack(|| session.role()), Some(Role::Operator));
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::ACCOUNTS_TITLE).to_owned())>
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            <div class="accounts">
                <div class="flow-top">
                    <h1 class="board-title">{move || w.t(key::ACCOUNTS_TITLE)}</h1>
                    <Button kind=Kind::Primary on_press=Callback::new(move |()| acting.open())>
                        {move || w.t(key::ACCOUNTS_ADD)}
                    </Button>
                </div>
                <Outcome acting/>
                <Show when=move || is_here.get() fallback=|| view! { <Skeleton/> }>
                    {move || first().map(|word| view! { <p class="notice">{w.t(word)}</p> })}
                    <Table page acting/>
                    <Deeds page/>
                </Show>
                {is_operator.then(|| view! { <p class="quiet-text">{w.t(key::ACCOUNTS_COMMAND_LINE)}</p> })}
            </div>
            <AddPanel acting/>
            <Once acting/>
        </PageFrame>
    }
}
