//! Whom to call: the name, and the number as a link that a telephone dials.

use duoyuan_core::words::key;
use duoyuan_core::zone::Contact;
use leptos::prelude::*;

use crate::prefs::words;

/// A contact of the configuration, or that nobody is registered.
#[component]
pub fn ContactText(
    /// Whom to turn to; nothing is drawn when nobody is named.
    contact: Option<Contact>,
) -> impl IntoView {
    let w = words();
    match contact {
        Some(Contact { name, telephone }) => {
            let dialled: String = telephone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            view! {
                <span class="contact">
                    <span class="contact-name">{name}</span>
                    <a href=format!("tel:{dialled}")>{telephone}</a>
                </span>
            }
            .into_any()
        }
        None => view! { <span class="quiet-text">{move || w.t(key::CONTACT_NONE)}</span> }.into_any(),
    }
}

/// Whom to call at a park or an owner, named.
#[component]
pub fn Call(
    /// The park's or owner's name.
    name: String,
    /// Whom to turn to; nothing is drawn when nobody is named.
    contact: Option<Contact>,
) -> impl IntoView {
    let w = words();
    view! {
        <span class="call">
            <span class="quiet-text">{move || w.with(key::CONTACT_OF, "name", name.clone())}</span>
            <ContactText contact/>
        </span>
    }
}
