//! An edition's figures as a text of its own, whose digest is written into the journal: who has the text can compute the
//! digest with any tool (`sha256sum`) and compare it with the one on the wall, on paper and in the workbook.
//!
//! ```text
//! duoyuan-edition 1
//! zone jiaozuo
//! journal 1234 7f0c…
//! moment 2026-11-28T07:00:00Z
//! month 2026-10
//! {"subject":"zone","code":"revenue","basis":"cumulative","value":"2876.4","unit":"亿元","status":"provisional"}
//! {"subject":"qinyang","code":"revenue","basis":"month","unit":"亿元","status":"absent","gap":"not_reported"}
//! ```
//! It holds every indicator of the zone and of each of its parks for the newest published month, alone and from January,
//! as the leading group sees them. The journal's hash stands for everything else.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::figure::{Change, Gap, Status, Unit};
use crate::journal::Hash;
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::zone::Indicator;

/// The format of the text, which its first line names. Another form of a line is another format.
pub const FIGURES_FORMAT: u32 = 1;

/// A figure of the text.
#[derive(Serialize)]
struct Line<'a> {
    subject: &'a str,
    code: &'a str,
    basis: Basis,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Decimal>,
    unit: Unit,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<Gap>,
    year_on_year: Change,
}

/// The figures of an edition frozen at `now`: what `seen`, which is to be the leading group's, says at its position.
pub fn figures(seen: Seen<'_>, now: Timestamp) -> String {
    let (zone, head) = (seen.zone(), seen.state().head());
    let month = seen.latest();
    let named = month.map_or_else(|| "-".to_owned(), |month| month.to_string());
    let mut text = format!(
        "duoyuan-edition {FIGURES_FORMAT}\nzone {}\njournal {} {}\nmoment {now}\nmonth {named}\n",
        zone.id, head.position, head.hash
    );
    let Some(month) = month else { return text };
    let parks = zone.active(month).map(|park| Subject::Park(park.id.clone()));
    for subject in std::iter::once(Subject::Zone).chain(parks) {
        for indicator in &zone.indicators {
            for basis in bases(indicator) {
                text.push_str(&line(seen, &subject, indicator, month, *basis));
                text.push('\n');
            }
        }
    }
    text
}

/// SHA-256 of the text, 64 hexadecimal digits.
pub fn digest(figures: &str) -> String {
    Hash::of(figures.as_bytes()).to_string()
}

fn bases(indicator: &Indicator) -> &'static [Basis] {
    if indicator.stock { &[Basis::PointInTime] } else { &[Basis::Month, Basis::Cumulative] }
}

fn line(seen: Seen<'_>, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> String {
    let computed = seen.indicator(subject, indicator, month, basis);
    let line = Line {
        subject: match subject {
            Subject::Zone => "zone",
            Subject::Park(park) => park.as_str(),
            Subject::Owner(owner) => owner.as_str(),
        },
        code: indicator.code.as_str(),
        basis,
        value: computed.value.ok().map(|value| value.normalize()),
        unit: indicator.unit,
        status: computed.status,
        gap: computed.value.err(),
        year_on_year: seen.compared(subject, indicator, month, basis).change,
    };
    // Texts, numbers and names alone: there is nothing JSON could refuse.
    serde_json::to_string(&line).unwrap_or_default()
}
