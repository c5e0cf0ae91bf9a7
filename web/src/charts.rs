//! Charts: an option is built by a plain tested function of figures and of the room's sizes; the library is
//! bound in one file.
//!
//! Colours are the page's own custom properties: the library draws SVG, where they hold, so that a change of
//! theme draws nothing anew.

mod bars;
pub mod echarts;
mod lines;
pub mod places;
mod sankey;

pub use bars::{Bar, bars};
pub use lines::{Years, history, years};
pub use sankey::{Band, End, pressed, sankey};

use charming::element::{AxisLabel, Color};
use charming::{Chart, component::Aria};

/// Sizes that the room gives: the library does not scale text by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Text of names and values, CSS pixels.
    pub text: f64,
    /// The size of the letters at the axes, in pixels.
    pub small: f64,
}

/// A tablet or a desk.
pub const NEAR: Room = Room { text: 14.0, small: 12.0 };

const FACE: &str = "\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",sans-serif";
const INK: &str = "var(--ink)";
const INK_2: &str = "var(--ink-2)";
const INK_3: &str = "var(--ink-3)";
const LINE: &str = "var(--line)";

/// The colour of the accent.
pub const ACCENT: &str = "var(--accent)";

/// A chart that never moves by itself and describes itself to screen readers.
fn still() -> Chart {
    Chart::new().animation(false).aria(Aria::new().enabled(true))
}

fn colour(name: &str) -> Color {
    Color::Value(name.to_owned())
}

fn axis_label(size: f64, ink: &str) -> AxisLabel {
    AxisLabel::new().font_size(size).color(ink).font_family(FACE)
}

/// The park's own colour, by its place in the configuration.
pub fn park_colour(index: usize) -> String {
    format!("var(--park-{})", index % 8)
}
