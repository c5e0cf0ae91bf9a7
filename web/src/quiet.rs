//! Data that follow a question without flicker: what is shown stays until the next answer is here.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{set_interval_with_handle, set_timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answered, ApiError};
use crate::gate::AGAIN;
use crate::live::{Link, live};
use crate::session::session;

/// The answer to the question last answered, and what is wrong with the one last asked.
pub struct Quiet<T: Send + Sync + 'static> {
    /// The last good answer; `None` before the first.
    pub data: RwSignal<Option<T>>,
    /// Why the last question got none; old data stay beside it.
    pub error: RwSignal<Option<ApiError>>,
    /// A question is under way.
    pub asking: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Quiet<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Quiet<T> {}

impl<T: Send + Sync + 'static> Quiet<T> {
    /// Asks the same question again.
    pub fn retry(self) {
        self.again.update(|count| *count += 1);
    }

    /// Asks a park's question again every minute while the page is open: what others book moves no position that a
    /// park is told, and calendars fill all the same.
    pub fn each_minute_for_a_park(self) {
        if untrack(|| session().own_park()).is_none() {
            return;
        }
        if let Ok(asking) = set_interval_with_handle(move || self.retry(), MINUTE) {
            on_cleanup(move || asking.clear());
        }
    }

    /// Asks again what got no answer; nothing when there is an answer, or nobody who asks.
    fn ask_again(self) {
        let is_away = self.error.try_with_untracked(|error| *error == Some(ApiError::Away)).unwrap_or_default();
        if is_away && !self.asking.get_untracked() {
            self.retry();
        }
    }
}

/// How old what is shown of a calendar may be.
const MINUTE: Duration = Duration::from_secs(60);

/// Asks whenever what `question` follows changes (a `None` asks nothing). Answers to another question than the
/// newest are dropped; of several to the same one the latest asked stays.
pub fn quiet<Q, T, F>(question: impl Fn() -> Option<Q> + 'static, ask: impl Fn(Q) -> F + 'static) -> Quiet<T>
where
    Q: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Answered<T>> + 'static,
{
    let quiet = Quiet {
        data: RwSignal::new(None),
        error: RwSignal::new(None),
        asking: RwSignal::new(false),
        again: RwSignal::new(0),
    };
    let newest = Rc::new(RefCell::new(None));
    let (asked, answered) = (Rc::new(Cell::new(0_u32)), Rc::new(Cell::new(0_u32)));
    let gone = Rc::new(Cell::new(false));
    let leaving = StoredValue::new_local(gone.clone());
    on_cleanup(move || {
        leaving.try_with_value(|gone| gone.set(true));
    });
    Effect::new(move || {
        quiet.again.track();
        let question = question();
        newest.replace(question.clone());
        let mine = asked.get() + 1;
        asked.set(mine);
        let Some(question) = question else {
            // What is wrong with a question that nobody asks any more is nobody's business.
            quiet.error.set(None);
            return quiet.asking.set(false);
        };
        quiet.asking.set(true);
        let answer = ask(question.clone());
        let (newest, asked, answered, gone) = (newest.clone(), asked.clone(), answered.clone(), gone.clone());
        spawn_local(async move {
            let answer = answer.await;
            if gone.get() || answered.get() > mine || newest.borrow().as_ref() != Some(&question) {
                return;
            }
            answered.set(mine);
            let is_newest = asked.get() == mine;
            if is_newest {
                quiet.asking.set(false);
            }
            match answer {
                Ok(data) => {
                    quiet.error.set(None);
                    // The same answer again must not touch the page.
                    if quiet.data.with_untracked(|old| old.as_ref() != Some(&data)) {
                        quiet.data.set(Some(data));
                    }
                }
                Err(error) if is_newest => {
                    if error == ApiError::Away {
                        set_timeout(move || quiet.ask_again(), AGAIN);
                    }
                    // The same failure again must not touch the page either.
                    if quiet.error.with_untracked(|old| old.as_ref() != Some(&error)) {
                        quiet.error.set(Some(error));
                    }
                }
                Err(_) => {}
            }
        });
    });
    // What was refused because nobody was logged in any more is asked again once somebody is.
    let session = session();
    Effect::new(move |had_ended: Option<bool>| {
        let has_ended = session.ended.get();
        let is_refused = || quiet.error.with_untracked(|error| *error == Some(ApiError::Expired));
        if had_ended == Some(true) && !has_ended && is_refused() {
            quiet.retry();
        }
        has_ended
    });
    // What failed because the server was away is asked again at once when the line is back, and meanwhile now and
    // then: an outage that is over before the line is missed tells nobody that it is over.
    let link = live().link_signal();
    Effect::new(move || {
        if link.get() == Link::Live {
            quiet.ask_again();
        }
    });
    quiet
}
