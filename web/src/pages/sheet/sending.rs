//! Sending a report, and what came of it.

use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError, Stored, Submission};
use crate::prefs::Words;
use crate::say;

use super::editing::Editing;

/// A submission under way, and the outcome of the last one.
#[derive(Clone, Copy)]
pub struct Sending {
    /// It is under way.
    pub busy: RwSignal<bool>,
    /// What came of the last one.
    pub outcome: RwSignal<Option<Result<Stored, ApiError>>>,
    /// Asks for the sheet again.
    reload: Callback<()>,
}

impl Sending {
    /// Nothing has been sent yet; `reload` reads the page anew once something was.
    pub fn new(reload: Callback<()>) -> Self {
        Self { busy: RwSignal::new(false), outcome: RwSignal::new(None), reload }
    }

    /// Sends; on success the draft has done its work. Whatever happens, nothing typed is lost.
    pub fn send(self, editing: Editing, submission: Submission, done: Callback<()>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.outcome.set(None);
        let (park, month) = editing.sheet.with_untracked(|sheet| (sheet.park.clone(), sheet.month));
        spawn_local(async move {
            let outcome = api::submit(&park, month, &submission).await;
            // The page may be gone meanwhile; then there is nobody to tell.
            if self.busy.try_set(false).is_some() {
                return;
            }
            let is_conflict = matches!(&outcome, Err(ApiError::Refused(problem)) if problem.status == 409);
            if outcome.is_ok() {
                editing.discard();
                done.run(());
            }
            if outcome.is_ok() || is_conflict {
                self.reload.run(());
            }
            self.outcome.set(Some(outcome));
        });
    }
}

/// Why nothing was submitted, for a draft that is kept here.
pub fn refusal(error: &ApiError, w: Words) -> String {
    match error {
        ApiError::Away => w.t(key::SHEET_AWAY_KEPT).to_owned(),
        ApiError::Expired => w.t(key::SHEET_EXPIRED_KEPT).to_owned(),
        other => w.with(key::SHEET_REFUSED, "why", other.text(w.lang())),
    }
}

/// Why the button is off, if it is, for a form with items that nobody has filled in yet: these are no errors.
pub fn left(errors: usize, blanks: usize, unanswered: usize, w: Words) -> Option<Message> {
    let part = |key: Key, count: usize| (count > 0).then(|| w.with(key, "n", count.to_string()));
    match (errors, blanks, unanswered) {
        (errors, 0, unanswered) => blocked(errors, unanswered),
        (0, blanks, 0) => Some(Message::new(key::SHEET_BLOCKED_BLANKS).with("n", blanks.to_string())),
        _ => {
            let blanks = part(key::SHEET_BLANKS, blanks);
            let parts = [part(key::SHEET_ERRORS, errors), blanks, part(key::SHEET_UNANSWERED, unanswered)];
            let what = say::list(parts.into_iter().flatten(), w.lang());
            Some(Message::new(key::SHEET_BLOCKED_SEVERAL).with("what", what))
        }
    }
}

/// Why the button is off, if it is.
pub fn blocked(errors: usize, unanswered: usize) -> Option<Message> {
    let one = |key: Key, count: usize| Some(Message::new(key).with("n", count.to_string()));
    match (errors, unanswered) {
        (0, 0) => None,
        (errors, 0) => one(key::SHEET_BLOCKED_ERRORS, errors),
        (0, unanswered) => one(key::SHEET_BLOCKED_WARNINGS, unanswered),
        (errors, unanswered) => {
            one(key::SHEET_BLOCKED_BOTH, errors).map(|message| message.with("m", unanswered.to_string()))
        }
    }
}
