//! A trend the size of a word. It shows the shape alone; the numbers stand in the chart it leads to.

use duoyuan_core::view::TrendPoint;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

/// Width of its box; the height is [`HEIGHT`]. The view stretches it.
const WIDTH: f64 = 100.0;
/// Height of its box.
const HEIGHT: f64 = 24.0;
/// Room for the line's own thickness and the last point.
const MARGIN: f64 = 2.5;

/// The line, broken where a figure is missing or the series breaks, with its last point.
#[component]
pub fn Sparkline(
    /// The points of the line, one a month, oldest first.
    #[prop(into)]
    points: Signal<Vec<TrendPoint>>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| points.with(|points| draw(points)));
    let lines = move || drawn.with(|drawn| drawn.lines.clone());
    let last = move || {
        drawn.with(|drawn| {
            drawn.last.map(|(x, y)| {
                view! { <path class="spark-last" d=format!("M{x:.1} {y:.1}h.01")/> }
            })
        })
    };
    view! {
        <svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
            <path class="spark-line" d=lines/>
            {last}
        </svg>
    }
}

/// What there is to draw.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawn {
    lines: String,
    last: Option<(f64, f64)>,
}

fn draw(points: &[TrendPoint]) -> Drawn {
    let value = |point: &TrendPoint| point.comparable().and_then(|value| value.to_f64());
    let values: Vec<f64> = points.iter().filter_map(value).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let step = (WIDTH - 2.0 * MARGIN) / (points.len().max(2) - 1) as f64;
    let at = |index: usize, value: f64| {
        // A flat series runs through the middle.
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        (MARGIN + step * index as f64, HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN))
    };
    let mut drawn = Drawn::default();
    let mut pen_down = false;
    for (index, point) in points.iter().enumerate() {
        let Some(value) = value(point) else {
            pen_down = false;
            continue;
        };
        let (x, y) = at(index, value);
        let joined = pen_down && !point.breaks;
        drawn.lines.push_str(&format!("{}{x:.1} {y:.1}", if joined { "L" } else { "M" }));
        drawn.last = (index + 1 == points.len()).then_some((x, y));
        pen_down = true;
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn points(values: &[Option<i64>], break_at: usize) -> Vec<TrendPoint> {
        let month = |index: usize| "2026-01".parse::<duoyuan_core::period::Month>().unwrap().plus(index as i32);
        let point = |(index, value): (usize, &Option<i64>)| TrendPoint {
            month: month(index),
            value: value.map(Decimal::from),
            breaks: index == break_at,
            missing: 0,
        };
        values.iter().enumerate().map(point).collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn gaps_and_breaks_lift_the_pen() {
        let drawn = draw(&points(&[Some(1), Some(3), None, Some(2), Some(2)], 4));
        assert_eq!(drawn.lines.matches('M').count(), 3);
        assert_eq!(drawn.lines.matches('L').count(), 1);
        assert!(drawn.last.is_some());
        assert_eq!(draw(&points(&[Some(1), None], 9)).last, None);
        assert_eq!(draw(&[]), Drawn::default());
    }
}
