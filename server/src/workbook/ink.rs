//! Letters in the colour of the ground they stand on: a figure is there, and a person sees an empty cell.

use calamine::{Color, FillPattern, Style};

/// How far the red, green or blue of two colours must be apart for a letter to be seen, of 255. White on the tint of
/// the template's own cells (`FFF8E5`) is 26 apart and is not seen; the palest grey of the usual palettes that can be
/// read on white (`D9D9D9`) is 38 apart.
const LEAST_APART: u8 = 32;

/// Whether a person sees nothing of what is written in this style. What conditional formats do to a cell depends on
/// other cells and is not looked at; patterns are no plain ground.
pub(super) fn is_inkless(style: &Style) -> bool {
    let ink = style.font.as_ref().and_then(|font| font.color).unwrap_or(Color::rgb(0, 0, 0));
    let ground = match &style.fill {
        None => Some(Color::rgb(255, 255, 255)),
        Some(fill) => match fill.pattern {
            FillPattern::None => Some(Color::rgb(255, 255, 255)),
            FillPattern::Solid => fill.foreground_color,
            _ => None,
        },
    };
    ground.is_some_and(|ground| are_alike([ink.red, ink.green, ink.blue], [ground.red, ground.green, ground.blue]))
}

/// Whether two colours, as red, green and blue, are the same to the eye.
pub(super) fn are_alike(one: [u8; 3], other: [u8; 3]) -> bool {
    one.into_iter().zip(other).all(|(one, other)| one.abs_diff(other) < LEAST_APART)
}
