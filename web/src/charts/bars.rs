//! Sorted bars from zero, each named and valued at its end.

use charming::component::{Axis, Grid};
use charming::datatype::DataPointItem;
use charming::element::{AxisLine, AxisTick, AxisType, ItemStyle, Label, LabelPosition, LineStyle, SplitLine};
use charming::series;
use serde_json::{Value, json};

use super::{FACE, INK, INK_3, LINE, Room, axis_label, colour, still};

/// One bar of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How long the bar is, in the unit of the chart.
    pub value: f64,
    /// The value as people read it.
    pub text: String,
    /// The colour of the bar, as CSS writes it.
    pub colour: String,
}

/// The option of horizontal bars in the order given, the first on top; `unit` stands at the axis.
pub fn bars(bars: &[Bar], unit: &str, room: Room) -> String {
    let longest_name = bars.iter().map(|bar| bar.name.chars().count()).max().unwrap_or_default() as f64;
    let longest_text = bars.iter().map(|bar| bar.text.chars().count()).max().unwrap_or_default() as f64;
    let data: Vec<DataPointItem> = bars
        .iter()
        .map(|bar| {
            DataPointItem::new(bar.value).name(&bar.name).item_style(ItemStyle::new().color(colour(&bar.colour)))
        })
        .collect();
    let has_negative = bars.iter().any(|bar| bar.value < 0.0);
    let axis = Axis::new().type_(AxisType::Value);
    // Bars are lengths: they start at zero. Where some go the other way the axis finds a round end by itself.
    let axis = if has_negative { axis } else { axis.min(0.0) };
    let chart = still()
        .grid(
            Grid::new()
                .left(longest_name * room.text + 12.0)
                .right(longest_text * room.text * 0.62 + 12.0)
                .top(4.0)
                .bottom(room.small * 2.4),
        )
        .x_axis(
            axis.split_number(4.0)
                .axis_label(axis_label(room.small, INK_3))
                .split_line(SplitLine::new().line_style(LineStyle::new().color(LINE))),
        )
        .y_axis(
            Axis::new()
                .type_(AxisType::Category)
                .inverse(true)
                .data(bars.iter().map(|bar| bar.name.clone()).collect())
                .axis_tick(AxisTick::new().show(false))
                .axis_line(AxisLine::new().show(false))
                .axis_label(axis_label(room.text, INK)),
        )
        .series(
            series::Bar::new()
                .name(unit)
                .bar_width("56%")
                .label(
                    Label::new()
                        .show(true)
                        .position(LabelPosition::Right)
                        .font_size(room.text)
                        .font_family(FACE)
                        .color(INK),
                )
                .data(data),
        );
    let mut option = serde_json::to_value(&chart).unwrap_or(Value::Null);
    // The library has no formatter without code, and code may not be made from text: each bar its own label.
    for (index, bar) in bars.iter().enumerate() {
        option["series"][0]["data"][index]["label"] = json!({ "formatter": escaped(&bar.text) });
    }
    option["series"][0]["silent"] = Value::Bool(true);
    option.to_string()
}

/// Braces would be read as a template.
fn escaped(text: &str) -> String {
    text.replace(['{', '}'], "")
}

#[cfg(test)]
mod tests {
    use super::super::NEAR;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn bar(name: &str, value: f64) -> Bar {
        Bar { name: name.to_owned(), value, text: format!("{value:.2}"), colour: "var(--accent)".to_owned() }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn bars_start_at_zero_and_say_their_values() {
        let option: Value =
            serde_json::from_str(&bars(&[bar("沁阳", 345.6), bar("孟州", 12.0)], "亿元", NEAR)).unwrap();
        assert_eq!(option["animation"], json!(false));
        assert_eq!(option["xAxis"]["min"], json!(0.0));
        assert_eq!(option["yAxis"]["data"], json!(["沁阳", "孟州"]));
        assert_eq!(option["yAxis"]["inverse"], json!(true));
        assert_eq!(option["series"][0]["data"][0]["value"], json!(345.6));
        assert_eq!(option["series"][0]["data"][0]["label"]["formatter"], json!("345.60"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_below_zero_is_not_cut() {
        let option: Value = serde_json::from_str(&bars(&[bar("修武", -2.5)], "亿元", NEAR)).unwrap();
        assert_eq!(option["xAxis"]["min"], Value::Null, "the axis finds a round end");
        assert!(serde_json::from_str::<Value>(&bars(&[], "亿元", NEAR)).is_ok());
    }
}
