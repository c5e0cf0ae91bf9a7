//! Flows from givers on the left to takers on the right, as bands of the givers' colours.

use charming::element::{ItemStyle, Label, LabelPosition, LineStyle};
use charming::series::{self, SankeyLink, SankeyNode};
use serde_json::{Value, json};

use super::{FACE, INK, Room, colour, still};

/// Somebody at an end of bands.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Its id; the same one may give and take.
    pub id: String,
    /// The name shown beside it.
    pub name: String,
    /// All its bands together, as people read it.
    pub text: String,
    /// The colour it has, as CSS writes it.
    pub colour: String,
}

/// A band from one node to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Id of the giver.
    pub giver: String,
    /// Id of the taker.
    pub taker: String,
    /// How wide the band is, in the unit of the chart.
    pub value: f64,
}

/// The marks of the two sides: the library knows ends by name, and a park may stand on both sides.
const GIVES: &str = "g:";
const TAKES: &str = "t:";

/// The option; ends keep the order given, so that an update moves nothing but widths.
pub fn sankey(givers: &[End], takers: &[End], bands: &[Band], room: Room) -> String {
    let side = |ends: &[End], mark: &str, depth: f64| {
        let node = |end: &End| {
            let style = ItemStyle::new().color(colour(&end.colour)).border_width(0.0);
            SankeyNode::new(format!("{mark}{}", end.id)).depth(depth).item_style(style)
        };
        ends.iter().map(node).collect::<Vec<_>>()
    };
    let nodes: Vec<SankeyNode> = side(givers, GIVES, 0.0).into_iter().chain(side(takers, TAKES, 1.0)).collect();
    let link = |band: &Band| {
        SankeyLink::from((format!("{GIVES}{}", band.giver), format!("{TAKES}{}", band.taker), band.value))
    };
    let longest = |ends: &[End]| {
        let length = |end: &End| end.name.chars().count() as f64 + end.text.chars().count() as f64 * 0.62 + 1.0;
        ends.iter().map(length).fold(0.0, f64::max) * room.text + 8.0
    };
    let label = Label::new().show(true).font_size(room.text).font_family(FACE).color(INK);
    let chart = still().series(
        series::Sankey::new()
            .left(longest(givers))
            .right(longest(takers))
            .top(4.0)
            .bottom(4.0)
            .layout_iterations(0_u64)
            .label(label)
            .line_style(LineStyle::new().color("source").opacity(0.42).curveness(0.5))
            .links(bands.iter().map(link).collect::<Vec<_>>())
            .nodes(nodes),
    );
    let mut option = serde_json::to_value(&chart).unwrap_or(Value::Null);
    let series = &mut option["series"][0];
    // Nothing that only a hovering pointer would see.
    series["emphasis"] = json!({ "disabled": true });
    series["draggable"] = json!(false);
    series["nodeGap"] = json!(room.text * 0.9);
    series["nodeWidth"] = json!(12);
    for (index, end) in givers.iter().chain(takers).enumerate() {
        let position = if index < givers.len() { LabelPosition::Left } else { LabelPosition::Right };
        let text = format!("{} {}", end.name, end.text).replace(['{', '}'], "");
        series["data"][index]["label"] = json!({ "formatter": text, "position": position });
    }
    option.to_string()
}

/// What was pressed: `(giver, taker)`, either of them missing when an end was.
pub fn pressed(name: &str) -> (Option<&str>, Option<&str>) {
    let (one, other) = name.split_once('>').unwrap_or((name, ""));
    let of = |mark| [one, other].into_iter().find_map(|part| part.strip_prefix(mark));
    (of(GIVES), of(TAKES))
}

#[cfg(test)]
mod tests {
    use super::super::NEAR;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn end(id: &str) -> End {
        End { id: id.to_owned(), name: id.to_uppercase(), text: "3".to_owned(), colour: "var(--park-1)".to_owned() }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_park_stands_on_both_sides_in_its_colour() {
        let bands = [Band { giver: "a".to_owned(), taker: "b".to_owned(), value: 3.0 }];
        let text = sankey(&[end("a"), end("b")], &[end("a"), end("b")], &bands, NEAR);
        let option: Value = serde_json::from_str(&text).unwrap();
        let series = &option["series"][0];
        assert_eq!(option["animation"], json!(false));
        assert_eq!(series["type"], json!("sankey"));
        assert_eq!(series["links"][0], json!({ "source": "g:a", "target": "t:b", "value": 3.0 }));
        assert_eq!(series["data"].as_array().unwrap().len(), 4);
        assert_eq!(series["data"][0]["label"]["formatter"], json!("A 3"));
        assert_eq!(series["data"][0]["itemStyle"]["color"], series["data"][2]["itemStyle"]["color"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn bands_and_ends_can_be_pressed() {
        assert_eq!(pressed("g:a>t:b"), (Some("a"), Some("b")));
        assert_eq!(pressed("g:a"), (Some("a"), None));
        assert_eq!(pressed("t:b"), (None, Some("b")));
    }
}
