//! Whom to call 联系人.

use serde::{Deserialize, Serialize};

use super::read::Fields;
use crate::words::{Message, key};

/// A person or desk with a telephone, as the configuration says: `contact = { name = "…", telephone = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The person's or desk's name.
    pub name: String,
    /// The telephone number as it is dialled: digits, with `-`, `+`, spaces or 转 between them.
    pub telephone: String,
}

/// The contact of a park or an owner, when there is one.
pub(super) fn contact(table: &Fields<'_>) -> Option<Contact> {
    let fields = table.may("contact").fields()?;
    let name = fields.need("name").text();
    let telephone = fields.need("telephone");
    let number = telephone.text().and_then(|text| {
        let digits = text.value.chars().filter(char::is_ascii_digit).count();
        let plain = |c: char| c.is_ascii_digit() || "-+ ()转".contains(c);
        match (5..=20).contains(&digits) && text.value.chars().all(plain) {
            true => Some(text.value),
            false => telephone.wrong(Message::new(key::ZONE_NOT_TELEPHONE).with("found", text.value)),
        }
    });
    fields.finish();
    Some(Contact { name: name?.value.to_owned(), telephone: number?.to_owned() })
}
