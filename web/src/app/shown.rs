//! Which page is shown: the one of the address, once the part of the program is here that draws it. Example: somebody on
//! the board taps 排名; the board stays until the part with the ranking has been fetched.

use std::mem::{Discriminant, discriminant};

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::not_found;
use crate::api::ApiError;
use crate::gate::AGAIN;
use crate::page::Page;
use crate::pages::draw::Draw;
use crate::place::Place;
use crate::session::{Session, Standing};

/// A page that can be drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    page: Option<Page>,
    draw: Option<Draw>,
    kind: Option<Discriminant<Page>>,
}

/// Pages of one kind are one: what differs in their addresses they follow by themselves.
impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Drawn {
    fn new(page: Option<Page>, draw: Option<Draw>) -> Self {
        Self { kind: page.as_ref().map(discriminant), page, draw }
    }

    /// Whether its numbers lead to the panel that explains them.
    pub fn has_figures(&self) -> bool {
        self.page.as_ref().is_some_and(Page::has_figures)
    }

    /// The page; for an address without one, that there is none.
    pub fn draw(&self) -> AnyView {
        match (&self.page, self.draw) {
            (Some(page), Some(draw)) => draw(page),
            _ => not_found(),
        }
    }
}

/// The page that is shown, and why the one that is wanted is not.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Nothing before the first is here.
    pub page: Signal<Option<Drawn>>,
    /// Its part of the program could not be fetched.
    pub failed: RwSignal<Option<ApiError>>,
    drawn: RwSignal<Option<Drawn>>,
    wanted: Memo<Option<Page>>,
}

impl Shown {
    /// Follows the address of somebody who is logged in.
    pub fn follow(place: Place, session: Session) -> Self {
        // Nothing else is answered to somebody who must choose a password.
        let wanted = Memo::new(move |_| {
            session.standing.with(|standing| match standing {
                Standing::MustChange(_) => Some(Page::Password),
                Standing::In(me) => place.path.with(|path| Some(Page::at(path)?.for_role(&me.role))),
                _ => None,
            })
        });
        let drawn = RwSignal::new(None);
        let page = Memo::new(move |_| drawn.get());
        let shown = Self { page: page.into(), failed: RwSignal::new(None), drawn, wanted };
        // Whose first page has an address of its own is at that address.
        Effect::new(move || {
            let is_home = place.path.with(|path| Page::at(path) == Some(Page::Home));
            if let (true, Some(page @ (Page::Work | Page::Accounts))) = (is_home, wanted.get()) {
                place.go(&page.path());
            }
        });
        // Before anything is painted: a page whose part is here is drawn at once.
        Effect::new(move || {
            wanted.track();
            shown.show();
        });
        shown
    }

    fn show(self) {
        let Some(page) = self.wanted.get_untracked() else { return self.drawn.set(Some(Drawn::new(None, None))) };
        let area = page.area();
        if let Some(draw) = area.here() {
            self.failed.set(None);
            self.drawn.set(Some(Drawn::new(Some(page), Some(draw))));
            return;
        }
        spawn_local(async move {
            let fetched = area.fetched().await;
            if self.wanted.try_get_untracked().flatten().as_ref() != Some(&page) {
                return;
            }
            match fetched {
                Ok(_) => self.show(),
                Err(error) => {
                    self.failed.set(Some(error));
                    set_timeout(move || self.retry_if_failed(), AGAIN);
                }
            }
        });
    }

    /// Fetches again what could not be fetched.
    pub fn retry(self) {
        self.show();
    }

    fn retry_if_failed(self) {
        if self.failed.try_get_untracked().flatten().is_some() {
            self.show();
        }
    }
}
