//! The foot of the form, as on paper: 填表人, 负责人, 电话. They stand there already when somebody has reported before.

use duoyuan_core::report::{LONGEST_SIGNED, Signed};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::editing::Editing;
use crate::prefs::words;

/// The three fields at the foot of the form: 填表人, 负责人, 电话.
#[component]
pub fn Foot(editing: Editing) -> impl IntoView {
    let w = words();
    view! {
        <section class="sheet-foot" aria-labelledby="sheet-foot-heading">
            <h2 id="sheet-foot-heading">{move || w.t(key::SHEET_FOOT_HEADING)}</h2>
            <div class="sheet-foot-fields">
                <Field editing label=key::SIGNED_PREPARED_BY of=|signed| &mut signed.prepared_by/>
                <Field editing label=key::SIGNED_IN_CHARGE of=|signed| &mut signed.in_charge/>
                <Field editing label=key::SIGNED_TELEPHONE of=|signed| &mut signed.telephone is_telephone=true/>
            </div>
        </section>
    }
}

#[component]
fn Field(
    editing: Editing,
    label: Key,
    of: fn(&mut Signed) -> &mut String,
    #[prop(optional)] is_telephone: bool,
) -> impl IntoView {
    let w = words();
    let shown = move || {
        let mut signed = editing.draft.with(|draft| editing.sheet.with(|sheet| draft.signed(sheet)));
        std::mem::take(of(&mut signed))
    };
    let typed = move |text: String| {
        let mut signed =
            editing.draft.with_untracked(|draft| editing.sheet.with_untracked(|sheet| draft.signed(sheet)));
        *of(&mut signed) = text;
        editing.edit(|draft| draft.signed = Some(signed));
    };
    view! {
        <label>
            <span>{move || w.t(label)}</span>
            <input
                type=if is_telephone { "tel" } else { "text" }
                maxlength=LONGEST_SIGNED
                autocomplete="off"
                readonly=move || !editing.open.get()
                prop:value=shown
                on:input:target=move |ev| typed(ev.target().value())
            />
        </label>
    }
}
