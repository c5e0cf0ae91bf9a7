//! The number that the driver points at: it stands out, and the others step back.

use duoyuan_core::wall::Spotlight;
use leptos::prelude::*;

/// What is pointed at on the page that is drawn here; nothing where nobody points.
#[derive(Clone, Copy)]
pub struct Spotted(pub Signal<Option<Spotlight>>);

/// The class of a number's place: `spot` where it is pointed at, `back` where another is, empty where none is.
pub fn spotted(own: Spotlight) -> impl Fn() -> &'static str + Clone + Send + Sync + 'static {
    let spotted = use_context::<Spotted>();
    move || {
        spotted.map_or("", |spotted| {
            spotted.0.with(|spot| match spot {
                Some(spot) if *spot == own => "spot",
                Some(_) => "back",
                None => "",
            })
        })
    }
}
