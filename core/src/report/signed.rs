//! Who stands for a report and can be called about it, and the files that come with it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Revision;
use crate::document::is_digest;
use crate::id::ParkId;
use crate::kept::kept;
use crate::state::{Rejection, RejectionKind, State};
use crate::words::{Lang, Message, key};

/// Longest name or number, in characters.
pub const LONGEST_SIGNED: usize = 60;
/// Files that may come with one submission.
pub const MOST_ATTACHMENTS: usize = 10;
/// Longest name of such a file, in characters.
const LONGEST_FILE_NAME: usize = 200;

/// 填表人, 负责人 and 电话, as at the foot of a statistical form. Each may be blank: forms of earlier releases had none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// 填表人: who filled the form in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prepared_by: String,
    /// 负责人: who answers for it at the park.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub in_charge: String,
    /// 电话: where questions are answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
}

/// A file that comes with a report: an explanation, a table, a scan. Seen by the park's office and the office alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name, as it is saved.
    pub file: String,
    /// SHA-256 of the file, hexadecimal, as it was answered when the file was handed in.
    pub digest: String,
}

impl Signed {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.prepared_by.is_empty() && self.in_charge.is_empty() && self.telephone.is_empty()
    }

    /// The same without blanks around.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let trim = |text: &str| text.trim().to_owned();
        let Self { prepared_by, in_charge, telephone } = self;
        Self { prepared_by: trim(prepared_by), in_charge: trim(in_charge), telephone: trim(telephone) }
    }
}

impl Signed {
    /// What is given of it in one line, such as `填表人：张三，电话：0391-1234567`.
    pub fn said(&self, lang: Lang) -> String {
        let parts = [
            (key::SIGNED_PREPARED_BY_WHO, &self.prepared_by),
            (key::SIGNED_IN_CHARGE_WHO, &self.in_charge),
            (key::SIGNED_TELEPHONE_NUMBER, &self.telephone),
        ];
        let given = parts.into_iter().filter(|(_, text)| !text.is_empty());
        let said: Vec<String> = given.map(|(key, text)| Message::new(key).with("who", text).text(lang)).collect();
        said.join(if lang == Lang::Chinese { "，" } else { ", " })
    }
}

/// Who signs the next report of a park: who signed its last one. `revisions` are those of the month asked about.
pub(crate) fn last_signed(state: &State, park: &ParkId, revisions: &[Arc<Revision>]) -> Signed {
    let of_month = revisions.last().filter(|revision| !revision.signed.is_empty());
    let earlier = || {
        let all = state.reports.get(park)?.values().flat_map(|report| &report.revisions);
        all.filter(|revision| !revision.signed.is_empty()).max_by_key(|revision| revision.position)
    };
    of_month.or_else(earlier).map(|revision| revision.signed.clone()).unwrap_or_default()
}

/// What is written down of who signs.
pub(super) fn judge_signed(signed: &Signed) -> Result<Signed, Rejection> {
    let signed = signed.trimmed();
    let texts = [&signed.prepared_by, &signed.in_charge, &signed.telephone];
    if texts.iter().any(|text| text.chars().count() > LONGEST_SIGNED) {
        let message = Message::new(key::SIGNED_TOO_LONG).with("most", LONGEST_SIGNED.to_string());
        return Err(Rejection::new(RejectionKind::Invalid, message));
    }
    Ok(signed)
}

/// The files that are written down: each once.
pub(super) fn judge_attachments(attachments: &[Attachment]) -> Result<Vec<Attachment>, Rejection> {
    let invalid = |message| Err(Rejection::new(RejectionKind::Invalid, message));
    let mut kept: Vec<Attachment> = Vec::new();
    for Attachment { file, digest } in attachments {
        let file = file.trim();
        if file.is_empty() || file.chars().count() > LONGEST_FILE_NAME || !is_digest(digest) {
            return invalid(Message::new(key::FILE_GONE).with("document", file));
        }
        if !kept.iter().any(|known| known.digest == *digest) {
            kept.push(Attachment { file: file.to_owned(), digest: digest.clone() });
        }
    }
    if kept.len() > MOST_ATTACHMENTS {
        return invalid(Message::new(key::ATTACHMENT_COUNT).with("most", MOST_ATTACHMENTS.to_string()));
    }
    Ok(kept)
}

kept!(struct Signed { prepared_by, in_charge, telephone });
kept!(struct Attachment { file, digest });
