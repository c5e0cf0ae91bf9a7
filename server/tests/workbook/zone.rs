//! A form small enough to know its cells by heart, and its sheet of October 2026.

use duoyuan_core::intake::Template;
use duoyuan_core::period::Month;
use duoyuan_core::report::{Row, Stage};
use duoyuan_core::view::{Sheet, SheetLine};
use duoyuan_core::zone::Zone;
use rust_decimal::Decimal;
use serde_json::json;

/// Its items, with the cell their value stands in and a value that passes.
pub const ITEMS: [(&str, &str, &str); 7] = [
    ("qc05_0", "G8", "1000000.5"),
    ("qc06", "G9", "200000"),
    ("qc12", "G10", "80000"),
    ("qd01", "G12", "5200"),
    ("qd18", "G13", "300"),
    ("qj80", "G15", "1500.25"),
    ("qb11", "G16", ""),
];

pub fn zone() -> Zone {
    let cited = json!({"source": "test", "verification": "unverified"});
    let item = |section: &str, code: &str, name: &str, unit: &str, basis: &str, part_of: Option<&str>| {
        json!({
            "code": code, "name": name, "unit": unit, "basis": basis, "section": section, "part_of": part_of,
            "required": code != "qb11", "negative": code == "qc12", "definition": "", "cited": cited,
        })
    };
    let park = |id: &str, name: &str| {
        json!({
            "id": id, "name": name, "short": name, "former_names": [], "main": false, "divisions": ["410882"],
            "longitude": "113", "latitude": "35", "industries": [], "cited": cited, "joined": "2023-01", "left": null,
        })
    };
    let rule = |id: &str, level: &str, assert: &str| json!({"id": id, "level": level, "assert": assert, "tolerance": "0", "text": assert, "cited": cited});
    let zone = json!({
        "id": "test", "name": "试验区", "short": "试验区", "policy": cited, "due_day": 15, "due_source": cited,
        "parks": [park("qinyang", "沁阳经济技术开发区"), park("wenxian", "温县产业集聚区")],
        "form": {"id": "YB-01", "name": "园区主要经济指标月报", "cited": cited, "items": [
            item("经济", "qc05_0", "营业收入", "千元", "cumulative", None),
            item("经济", "qc06", "其中：技术收入", "千元", "cumulative", Some("qc05_0")),
            item("经济", "qc12", "净利润", "千元", "cumulative", None),
            item("人员", "qd01", "从业人员期末人数", "人", "point_in_time", None),
            item("人员", "qd18", "其中：研究生", "人", "point_in_time", Some("qd01")),
            item("创新", "qj80", "技术合同成交金额", "千元", "cumulative", None),
            item("创新", "qb11", "新认定高新技术企业", "家", "month", None),
        ]},
        "indicators": [], "headline": [], "compare": [], "targets": [],
        "rules": [rule("E1", "error", "qc05_0 >= qc06"), rule("W1", "warning", "abs(yoy(qc05_0)) <= 30")],
    });
    serde_json::from_value(zone).expect("the zone is well formed")
}

pub fn month() -> Month {
    "2026-10".parse().expect("a month")
}

pub fn sheet(zone: &Zone) -> Sheet {
    let line = |item: &duoyuan_core::zone::Item| SheetLine {
        incomparable: Vec::new(),
        item: item.code.clone(),
        row: None,
        year_ago: (item.code.as_str() == "qc05_0").then(|| Decimal::from(950_000)),
        last_month: None,
    };
    Sheet {
        adjustments: Vec::new(),
        position: 1,
        demo: true,
        park: "qinyang".into(),
        month: month(),
        stage: Stage::Awaited,
        due: month().due(15),
        opens: month().over(),
        voluntary: false,
        withdrawn: None,
        earlier_stands: false,
        closed: false,
        returned: None,
        returned_items: vec![],
        seen_revisions: 0,
        last_submitted: None,
        source: None,
        lines: zone.form.items.iter().map(line).collect(),
        answers: vec![],
        signed: Default::default(),
        attachments: vec![],
    }
}

/// The template of the sheet, filled with the values of [`ITEMS`].
pub fn filled() -> Template {
    let zone = zone();
    let mut template = Template::of(&zone, &sheet(&zone));
    for (line, (code, _, value)) in template.lines.iter_mut().zip(ITEMS) {
        let row = Row { item: code.into(), value: value.parse().ok(), mark: Default::default(), cell: None };
        line.row = Some(row);
    }
    template
}
