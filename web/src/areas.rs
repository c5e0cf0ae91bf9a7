//! The parts of the program. The board with the login comes with a first visit; each other part is a file of its own that
//! is fetched when one of its pages is wanted, and kept.
//!
//! A function marked with `wasm_split` is where the build cuts: what only it needs goes into its part, with the sentences
//! it says. What several parts need goes into files that they share.

use std::cell::RefCell;

use crate::api::ApiError;
use crate::page::Page;
use crate::pages::draw::{self, Draw};

/// A part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The board and the login, which come with the program.
    Board,
    /// A park's page and the ranking.
    Parks,
    /// What flows between parks.
    Sharing,
    /// What is offered and needed.
    Market,
    /// Projects of several parks.
    Enclaves,
    /// How open the platforms are.
    Openness,
    /// Platforms and bookings.
    Platforms,
    /// A park's desk and its forms.
    Desk,
    /// The queue and the review of reports.
    Office,
    /// Editions of meetings.
    Meetings,
    /// Supervised tasks.
    Tasks,
    /// Accounts and the password.
    Accounts,
    /// The wall `/wall`: the board for a large screen that nobody touches.
    Wall,
    /// The panel that explains a figure, over any page.
    Explanation,
}

thread_local! {
    /// What has been fetched.
    static HERE: RefCell<Vec<(Area, Draw)>> = const { RefCell::new(Vec::new()) };
}

impl Area {
    /// What draws the area's pages, if it is here.
    pub fn here(self) -> Option<Draw> {
        if self == Self::Board {
            return Some(draw::board);
        }
        HERE.with_borrow(|here| here.iter().find(|(area, _)| *area == self).map(|(_, draw)| *draw))
    }

    /// What draws the area's pages, fetched if need be. What could not be fetched may be asked for again.
    pub async fn fetched(self) -> Result<Draw, ApiError> {
        if let Some(draw) = self.here() {
            return Ok(draw);
        }
        let Fetched(draw) = match self {
            Self::Board => Fetched(draw::board),
            Self::Parks => split::parks().await?,
            Self::Sharing => split::sharing().await?,
            Self::Market => split::market().await?,
            Self::Enclaves => split::enclaves().await?,
            Self::Openness => split::openness().await?,
            Self::Platforms => split::platforms().await?,
            Self::Desk => split::desk().await?,
            Self::Office => split::office().await?,
            Self::Meetings => split::meetings().await?,
            Self::Tasks => split::tasks().await?,
            Self::Accounts => split::accounts().await?,
            Self::Wall => split::wall().await?,
            Self::Explanation => split::explanation().await?,
        };
        HERE.with_borrow_mut(|here| here.push((self, draw)));
        Ok(draw)
    }
}

/// What a part of the program gives when it is here.
pub struct Fetched(Draw);

/// Where the program is cut. Tests are of one piece.
mod split {
    #![allow(unsafe_code, reason = "the cut is a call into a file that is loaded later; its macro writes that call")]
    #![allow(clippy::unused_async, reason = "in tests nothing is waited for")]

    use super::{Fetched, draw};
    use crate::api::ApiError;

    macro_rules! cut {
        ($($area:ident),*) => {$(
            #[cfg(not(test))]
            #[leptos::wasm_split::wasm_split($area, wasm_split_path = leptos::wasm_split, fallible)]
            pub fn $area() -> Result<Fetched, ApiError> {
                Ok(Fetched(draw::$area))
            }

            #[cfg(test)]
            pub async fn $area() -> Result<Fetched, ApiError> {
                Ok(Fetched(draw::$area))
            }
        )*};
    }
    cut!(
        parks,
        sharing,
        market,
        enclaves,
        openness,
        platforms,
        desk,
        office,
        meetings,
        tasks,
        accounts,
        wall,
        explanation
    );
}

#[cfg(not(test))]
impl From<leptos::wasm_split::SplitLoaderError> for ApiError {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self::Away
    }
}

/// Fetches an area while nobody waits; what fails now is tried again when it is needed.
pub fn ahead(area: Area) {
    leptos::task::spawn_local(async move { _ = area.fetched().await });
}

/// The area of a path for somebody; the board's for an address without a page, which says so by itself.
pub fn area_of(path: &str, role: Option<&duoyuan_core::access::Role>) -> Area {
    let page = Page::at(path).unwrap_or(Page::Home);
    role.map_or_else(|| page.area(), |role| page.clone().for_role(role).area())
}
