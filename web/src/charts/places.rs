//! Where parks stand on a schematic map, and the curves between them: plain geometry, drawn by our own SVG.

/// The map's width in its own units; its height follows from the parks, within bounds.
pub const WIDTH: f64 = 1000.0;
/// The height of the map, in the units that its width has 1,000 of.
pub const HEIGHT: f64 = 700.0;
/// Room around the outermost parks, for names.
const MARGIN: f64 = 90.0;
/// Parks nearer to one another than this are pushed apart: the map is schematic, names must not overlap.
const APART: f64 = 120.0;

/// Places of parks given by longitude and latitude, in the order given.
pub fn places(coordinates: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let latitude = coordinates.iter().map(|(_, y)| y).sum::<f64>() / coordinates.len().max(1) as f64;
    // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    let flat: Vec<_> = coordinates.iter().map(|(x, y)| (x * latitude.to_radians().cos(), -y)).collect();
    let bound = |of: fn(&(f64, f64)) -> f64| {
        let all = flat.iter().map(of);
        (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (bound(|it| it.0), bound(|it| it.1));
    let fit = |low: f64, high: f64, room: f64| if high > low { (room - 2.0 * MARGIN) / (high - low) } else { 0.0 };
    // Each direction fills its room: the map is schematic, and names need it.
    let (across, down) = (fit(left, right, WIDTH), fit(top, bottom, HEIGHT));
    let place = |(x, y): &(f64, f64)| {
        let middle = |scale: f64, at: f64, low: f64, room: f64| {
            if scale > 0.0 { MARGIN + (at - low) * scale } else { room / 2.0 }
        };
        (middle(across, *x, left, WIDTH), middle(down, *y, top, HEIGHT))
    };
    apart(flat.iter().map(place).collect())
}

fn apart(mut places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    for _ in 0..60 {
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let (dx, dy) = (places[other].0 - places[one].0, places[other].1 - places[one].1);
                let distance = dx.hypot(dy);
                if distance >= APART {
                    continue;
                }
                // Two in one spot go apart sideways.
                let (ux, uy) = if distance > 0.0 { (dx / distance, dy / distance) } else { (1.0, 0.0) };
                let push = (APART - distance) / 2.0;
                let within = |x: f64, room: f64| x.clamp(MARGIN * 0.6, room - MARGIN * 0.6);
                places[one] = (within(places[one].0 - ux * push, WIDTH), within(places[one].1 - uy * push, HEIGHT));
                places[other] =
                    (within(places[other].0 + ux * push, WIDTH), within(places[other].1 + uy * push, HEIGHT));
            }
        }
    }
    places
}

/// A curve from one park to another, bent to the right of its way so that the way back is another curve; it ends
/// `gap` before the middle of the other park.
pub fn curve(from: (f64, f64), to: (f64, f64), gap: f64) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let bend = length * 0.16;
    let middle = ((from.0 + to.0) / 2.0 - dy / length * bend, (from.1 + to.1) / 2.0 + dx / length * bend);
    let short = |from: (f64, f64), to: (f64, f64)| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let share = gap / dx.hypot(dy).max(gap);
        (to.0 - dx * share, to.1 - dy * share)
    };
    let (from, to) = (short(middle, from), short(middle, to));
    format!("M{:.1} {:.1} Q{:.1} {:.1} {:.1} {:.1}", from.0, from.1, middle.0, middle.1, to.0, to.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn parks_keep_their_sides_and_their_distance() {
        let places = places(&[(113.24, 35.18), (112.8, 34.9), (113.24, 35.18)]);
        assert!(places[1].0 < places[0].0 && places[1].1 > places[0].1, "west is left, south is down");
        let (a, b) = (places[0], places[2]);
        assert!((a.0 - b.0).hypot(a.1 - b.1) > APART * 0.9, "two in one spot are told apart");
        assert!(places.iter().all(|(x, y)| (0.0..=WIDTH).contains(x) && (0.0..=HEIGHT).contains(y)));
        assert_eq!(super::places(&[]).len(), 0);
        assert_eq!(super::places(&[(1.0, 1.0)]), [(WIDTH / 2.0, HEIGHT / 2.0)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn there_and_back_are_two_curves() {
        let (a, b) = ((0.0, 0.0), (100.0, 0.0));
        assert_ne!(curve(a, b, 10.0).split('Q').nth(1), curve(b, a, 10.0).split('Q').nth(1));
    }
}
