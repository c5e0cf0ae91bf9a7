//! What this tablet says to the wall. It says whole states, the newest one last: of fifty quick presses the wall ends on
//! the last, whatever came in between.

use std::time::Duration;

use duoyuan_core::wall::{Shown, Spotlight, WallPage, WallPages, WallState};
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::prefs::{store, stored};
use crate::underway::Underway;

/// How often a tablet that drives is heard of.
const BEAT: Duration = Duration::from_secs(5);
/// Where the tablet keeps its generation, so that loading the page again does not lose the wall.
const KEPT: &str = "wall";

/// What is wanted on the wall.
type Wanted = (Option<WallPage>, Option<Spotlight>);

/// The driver's part.
#[derive(Clone, Copy)]
pub struct Driving {
    /// What the server says the wall shows.
    pub wall: Memo<Option<WallState>>,
    /// Whether this tablet drives.
    pub is_mine: Memo<bool>,
    /// The page that is held; what was just pressed before the server has heard of it.
    pub page: Memo<Option<WallPage>>,
    /// The number that is pointed at.
    pub spotlight: Memo<Option<Spotlight>>,
    /// What is under way with taking and leaving.
    pub underway: Underway,
    all: Memo<WallPages>,
    generation: RwSignal<Option<u64>>,
    wanted: RwSignal<Option<Wanted>>,
    sending: RwSignal<bool>,
}

impl Driving {
    /// Follows the wall; says every few seconds that it is there, while it drives and its page is open.
    pub fn new(wall: Memo<Option<WallState>>, all: Memo<WallPages>) -> Self {
        let generation = RwSignal::new(stored(KEPT).and_then(|text| text.parse().ok()));
        let wanted = RwSignal::new(None::<Wanted>);
        let is_mine = Memo::new(move |_| {
            let drives = wall.with(|wall| wall.as_ref().and_then(|wall| wall.driver.as_ref().map(|it| it.generation)));
            drives.is_some() && drives == generation.get()
        });
        let shown = Memo::new(move |_| {
            let told = || wall.with(|wall| wall.as_ref().map(|it| (it.page.clone(), it.spotlight.clone())));
            wanted.get().filter(|_| is_mine.get()).or_else(told).unwrap_or_default()
        });
        let driving = Self {
            wall,
            is_mine,
            page: Memo::new(move |_| shown.with(|shown| shown.0.clone())),
            spotlight: Memo::new(move |_| shown.with(|shown| shown.1.clone())),
            underway: Underway::new(),
            all,
            generation,
            wanted,
            sending: RwSignal::new(false),
        };
        if let Ok(beat) = set_interval_with_handle(move || driving.beat(), BEAT) {
            on_cleanup(move || beat.clear());
        }
        driving
    }

    /// Takes the wall.
    pub fn take(self) {
        self.underway.send(async { api::take_wall().await }, move |stored| {
            if let Some(stored) = stored {
                store(KEPT, &stored.position.to_string());
                self.wanted.set(None);
                self.generation.set(Some(stored.position));
            }
        });
    }

    /// Leaves it.
    pub fn leave(self) {
        let Some(generation) = self.generation.get_untracked() else { return };
        self.underway.send(async move { api::leave_wall(generation).await }, move |_| {
            store(KEPT, "");
            self.wanted.set(None);
            self.generation.set(None);
        });
    }

    /// Shows a page, or lets the wall turn by itself.
    pub fn show(self, page: Option<WallPage>, spotlight: Option<Spotlight>) {
        self.wanted.set(Some((page, spotlight)));
        self.send();
    }

    /// Points at a number, or at none when it is pointed at already.
    pub fn point(self, spot: &Spotlight) {
        let pointed = self.spotlight.get_untracked().as_ref() != Some(spot);
        self.show(self.page.get_untracked(), pointed.then(|| spot.clone()));
    }

    /// The page after the one that is held, in the order of all.
    pub fn after(self) -> Option<WallPage> {
        self.beside(1)
    }

    /// Goes so many pages on.
    pub fn step(self, by: isize) {
        if let Some(page) = untrack(|| self.beside(by)) {
            self.show(Some(page), None);
        }
    }

    fn beside(self, by: isize) -> Option<WallPage> {
        self.page.with(|page| self.all.with(|all| all.beside(page.as_ref(), by).cloned()))
    }

    /// Says what is wanted; what is wanted meanwhile is said after it.
    fn send(self) {
        let Some(generation) = self.generation.get_untracked() else { return };
        let Some((page, spotlight)) = self.wanted.get_untracked() else { return };
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            let said = Shown { generation, page, spotlight };
            let answer = api::show_on_wall(&said).await;
            let (page, spotlight) = (said.page, said.spotlight);
            if self.sending.try_set(false).is_some() {
                return;
            }
            let is_newest = self.wanted.with_untracked(|wanted| *wanted == Some((page, spotlight)));
            match answer {
                Ok(_) if !is_newest => self.send(),
                Ok(_) => self.underway.error.set(None),
                Err(error) => {
                    let is_away = error == api::ApiError::Away;
                    self.underway.error.set(Some(error));
                    // What was refused is not what the wall shows. Without an answer it is said again with the next beat.
                    if !is_away {
                        self.wanted.set(None);
                    }
                }
            }
        });
    }

    fn beat(self) {
        if !self.is_mine.try_get_untracked().unwrap_or_default() {
            return;
        }
        if self.wanted.with_untracked(Option::is_none) {
            self.wanted.set(Some((self.page.get_untracked(), self.spotlight.get_untracked())));
        }
        self.send();
    }
}
