//! Lines over months: this year on last year's, and three years in a small picture.

use charming::Chart;
use charming::component::{Axis, Grid};
use charming::element::{AxisLabel, AxisLine, AxisTick, AxisType, LineStyle, SplitLine};
use charming::series::Line;
use duoyuan_core::view::TrendPoint;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::{ACCENT, FACE, INK_2, INK_3, LINE, Room, axis_label, still};

/// Words of a chart of two years.
#[derive(Clone, Copy, Debug)]
pub struct Years<'a> {
    /// Beside the newer line: 近12个月.
    pub newer: &'a str,
    /// Beside the older, grey one: 上年同期.
    pub older: &'a str,
    /// After a month's number: 月.
    pub month: &'a str,
}

/// The last twelve months in the accent, the same months a year before in grey, each named at its end.
pub fn years(points: &[TrendPoint], words: Years<'_>, room: Room) -> String {
    let newer = &points[points.len().saturating_sub(12)..];
    let older = &points[points.len().saturating_sub(24)..points.len().saturating_sub(12)];
    let months = newer.iter().map(|point| format!("{}{}", point.month.number(), words.month)).collect();
    let last = |points: &[TrendPoint]| points.iter().rev().find_map(number);
    let is_newer_higher = last(newer) >= last(older);
    let mut chart = frame(months, points, room, room.text * 5.5, axis_label(room.small, INK_3));
    let mut names = Vec::new();
    for (name, width, line_ink, ink, points) in
        [(words.older, 1.5, INK_3, INK_2, older), (words.newer, 2.5, ACCENT, ACCENT, newer)]
    {
        for data in unbroken(points) {
            chart = chart.series(line(name, line_ink, width, data));
            names.push(None);
        }
        // The last stretch carries the name.
        if let Some(last) = names.last_mut() {
            *last = Some((name, ink));
        }
    }
    let mut option = serde_json::to_value(&chart).unwrap_or(Value::Null);
    for (index, name) in names.into_iter().enumerate() {
        option["series"][index]["silent"] = Value::Bool(true);
        let Some((name, ink)) = name else { continue };
        // The ends of two similar years lie close together: the higher one's name goes up, the other's down.
        let up = (name == words.newer) == is_newer_higher;
        let shift = if up { -room.text * 0.7 } else { room.text * 0.7 };
        option["series"][index]["endLabel"] = json!({
            "show": true, "formatter": name, "color": ink, "fontSize": room.text, "fontFamily": FACE,
            "offset": [0, shift],
        });
    }
    option.to_string()
}

/// A long series in a small picture: the axis names Januaries alone.
pub fn history(points: &[TrendPoint], colour: &str, name: &str, room: Room) -> String {
    let label = |point: &TrendPoint| {
        if point.month.number() == 1 { point.month.year().to_string() } else { String::new() }
    };
    // The empty labels are labels too: none is left out, so that every January is named.
    let every = axis_label(room.small, INK_3).interval(0.0);
    let mut chart = frame(points.iter().map(label).collect(), points, room, room.small, every);
    let stretches = unbroken(points);
    let count = stretches.len();
    for data in stretches {
        chart = chart.series(line(name, colour, 2.0, data));
    }
    let mut option = serde_json::to_value(&chart).unwrap_or(Value::Null);
    for index in 0..count {
        option["series"][index]["silent"] = Value::Bool(true);
    }
    option.to_string()
}

/// Axes without decoration. The value axis starts at zero unless something lies below.
fn frame(months: Vec<String>, points: &[TrendPoint], room: Room, right: f64, label: AxisLabel) -> Chart {
    let values = || points.iter().filter_map(number);
    // Room for the longest label of the value axis, thousands separators included.
    let digits = values().fold(0.0_f64, |most, value| most.max(value.abs())).max(1.0).log10().floor() + 1.0;
    let left = (digits + (digits / 4.0).floor() + 1.5) * room.small * 0.6 + 8.0;
    still()
        .grid(Grid::new().left(left).right(right).top(room.small).bottom(room.small * 2.2))
        .x_axis(
            Axis::new()
                .type_(AxisType::Category)
                .data(months)
                .axis_tick(AxisTick::new().show(false))
                .axis_line(AxisLine::new().show(false))
                .axis_label(label),
        )
        .y_axis(
            Axis::new()
                .type_(AxisType::Value)
                .split_number(3.0)
                .axis_label(axis_label(room.small, INK_3))
                .split_line(SplitLine::new().line_style(LineStyle::new().color(LINE))),
        )
}

/// A line that is not drawn over what is missing.
fn line(name: &str, colour: &str, width: f64, data: Vec<Option<f64>>) -> Line {
    Line::new()
        .name(name)
        .show_symbol(false)
        .connect_nulls(false)
        .line_style(LineStyle::new().color(colour).width(width))
        .data(data)
}

/// The series cut where it breaks: a line a stretch, each as long as the whole.
fn unbroken(points: &[TrendPoint]) -> Vec<Vec<Option<f64>>> {
    let mut stretches = vec![vec![None; points.len()]];
    for (index, point) in points.iter().enumerate() {
        if point.breaks && index > 0 {
            stretches.push(vec![None; points.len()]);
        }
        if let Some(stretch) = stretches.last_mut() {
            stretch[index] = number(point);
        }
    }
    stretches
}

fn number(point: &TrendPoint) -> Option<f64> {
    point.comparable().and_then(|value| value.to_f64())
}

#[cfg(test)]
mod tests {
    use super::super::NEAR;
    use super::*;
    use duoyuan_core::period::Month;
    use rust_decimal::Decimal;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn points(count: i32) -> Vec<TrendPoint> {
        let last: Month = "2026-09".parse().unwrap();
        let point = |month: Month| TrendPoint {
            month,
            value: (month.number() != 2).then(|| Decimal::from(month.index() % 100)),
            breaks: false,
            missing: 0,
        };
        last.plus(1 - count).to(last).map(point).collect()
    }

    const WORDS: Years<'_> = Years { newer: "近12个月", older: "上年同期", month: "月" };

    #[wasm_bindgen_test(unsupported = test)]
    fn two_years_lie_on_each_other() {
        let option: Value = serde_json::from_str(&years(&points(24), WORDS, NEAR)).unwrap();
        assert_eq!(option["xAxis"]["data"][0], json!("10月"));
        assert_eq!(option["xAxis"]["data"].as_array().unwrap().len(), 12);
        assert_eq!(option["series"][0]["data"].as_array().unwrap().len(), 12);
        assert_eq!(option["series"][1]["data"][4], Value::Null, "a missing month is a gap");
        assert_eq!(option["series"][1]["endLabel"]["formatter"], json!("近12个月"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_short_series_is_drawn_as_far_as_it_goes() {
        for count in [0, 1, 12, 13] {
            let option: Value = serde_json::from_str(&years(&points(count), WORDS, NEAR)).unwrap();
            assert_eq!(option["animation"], json!(false));
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_break_is_not_bridged() {
        let mut points = points(36);
        points[20].breaks = true;
        let option: Value = serde_json::from_str(&history(&points, "var(--park-1)", "营业收入", NEAR)).unwrap();
        assert_eq!(option["series"].as_array().unwrap().len(), 2);
        assert_eq!(option["series"][0]["data"][20], Value::Null);
        assert_eq!(option["series"][1]["data"][19], Value::Null);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_history_names_its_years() {
        let option: Value = serde_json::from_str(&history(&points(36), "var(--park-1)", "营业收入", NEAR)).unwrap();
        let labels = option["xAxis"]["data"].as_array().unwrap();
        let years: Vec<&str> = labels.iter().filter_map(Value::as_str).filter(|text| !text.is_empty()).collect();
        assert_eq!(years, ["2024", "2025", "2026"]);
    }
}
