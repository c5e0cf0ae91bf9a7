//! One thing at a time: what is sent, whether it is under way, and why it was not done.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answered, ApiError};

/// What a page or a part of it sends.
#[derive(Clone, Copy)]
pub struct Underway {
    /// Something is under way: nothing else is sent meanwhile.
    pub busy: RwSignal<bool>,
    /// Why the last thing was not done.
    pub error: RwSignal<Option<ApiError>>,
}

impl Underway {
    /// Nothing has been pressed, and there is no outcome to show.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None) }
    }

    /// Sends something; `then` is told the answer, or nothing when there is an error instead. The page may be gone by
    /// then, and there is nobody to tell.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Answered<T>> + 'static,
        then: impl FnOnce(Option<T>) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = call.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            let (answer, error) = match answer {
                Ok(answer) => (Some(answer), None),
                Err(error) => (None, Some(error)),
            };
            self.error.set(error);
            then(answer);
        });
    }
}
