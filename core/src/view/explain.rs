//! Where a number comes from: definition, formula with the actual operands, and behind every operand who
//! reported and approved it and when, the source file and cell, and what it replaced.

mod life;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::Duty;
use super::figure::Figure;
use super::source::{FigurePart, SourceLine};
use super::target::{Meter, meter};
use crate::check::is_about;
use crate::figure::{Gap, Mark, Status, Unit};
use crate::format::Scale;
use crate::formula::Lag;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::report::{Cell, Report, Revision, Signed, Source};
use crate::say;
use crate::series::Comparison;
use crate::series::{Reading, Seen, Subject, lagged};
use crate::words::Message;
use crate::zone::{Cited, Indicator, Item};

/// The explanation of a [`Figure`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The figure explained.
    pub figure: Figure,
    /// What the code names: name, unit, definition and where that comes from.
    pub source: SourceLine,
    /// The indicator with its formula; absent of what is computed by no formula over the form, as openness and sharing are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Indicator>,
    /// The formula's operands, in order of appearance; for the zone, sums over the parks.
    pub operands: Vec<Operand>,
    /// What went into a figure that no formula computes, in the order of its definition: hours of use and rated hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<FigurePart>,
    /// Both sides of 同比 and the parks it covers; of the zone not for a park's office, whom it would tell of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// The target it is to be read against, judged at its date.
    pub target: Option<Meter>,
    /// Where the wording of the definitions comes from, when it is another source than the item's.
    pub definitions: Option<Cited>,
    /// Where it is said on which basis items are reported, when it is another source than the item's.
    pub bases: Option<Cited>,
}

/// One operand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operand {
    /// The item of the monthly form, by its code: `qc05_0`.
    pub item: Code,
    /// Name of the item on the form, without a leading 其中：.
    pub name: String,
    /// The unit the item is reported in, as the form names it: `万元`.
    pub unit: Unit,
    /// The unit its numbers are read in, one for all money of the explanation: `亿元`.
    pub told_in: Unit,
    /// Which of its figures.
    pub lag: Lag,
    /// The month that means.
    pub month: Month,
    /// The stretch of time it covers.
    pub basis: Basis,
    /// The operand as the formula used it.
    pub value: Option<Decimal>,
    /// Why there is none.
    pub gap: Option<Gap>,
    /// The item's definition.
    pub definition: String,
    /// The official form it is taken from.
    pub cited: Cited,
    /// Where it comes from: one line a park, and two when a month is the difference of two cumulative figures.
    pub origins: Vec<Origin>,
}

/// One reported number behind an operand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    /// The park whose number it is, by its id: `xiuwu`.
    pub park: ParkId,
    /// The month reported on.
    pub month: Month,
    /// As reported, in the form's unit and on its basis.
    pub value: Option<Decimal>,
    /// Why there is none.
    pub gap: Option<Gap>,
    /// What the reporter said of it.
    pub mark: Mark,
    /// How firm it is.
    pub status: Status,
    /// Whether it is subtracted: the month before, when only cumulative figures are reported.
    pub subtracted: bool,
    /// Who reported it.
    pub reported_by: Option<String>,
    /// When it was submitted; absent when nothing is reported.
    pub reported_at: Option<Timestamp>,
    /// Who stands for it at the park, with a telephone.
    #[serde(default)]
    pub signed: Signed,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When it was approved; absent while it waits for review.
    pub approved_at: Option<Timestamp>,
    /// Where it was read.
    pub source: Option<Source>,
    /// The cell it was read from.
    pub cell: Option<Cell>,
    /// Position of the journal's entry that set it.
    pub position: Option<u64>,
    /// Reasons given to warnings about this item.
    pub reasons: Vec<String>,
    /// Every value that it has had, the newest first, when there was more than one: the number with every digit in the
    /// operand's `told_in`, who stated it and when, what became of it and why, each a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub life: Vec<Message>,
    /// 同口径数: what it comes to by the definition of the month explained, when the formula used that instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<Restated>,
}

impl Origin {
    /// The mark to tell beside the status; nothing where the status says the same: 口径调整 is told once.
    pub fn told_mark(&self) -> Option<Mark> {
        let same = match self.mark {
            Mark::Estimated => Status::Estimated,
            Mark::Break => Status::Break,
            _ => return None,
        };
        (self.status != same).then_some(self.mark)
    }
}

/// A figure by a later definition, kept beside the published one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restated {
    /// What it comes to, in the form's unit and on its basis.
    pub value: Decimal,
    /// The first report on that definition.
    pub from: Month,
    /// The report that states it.
    pub stated: Month,
}

/// Explains a figure; `None` when the code names nothing or the scope is told of no such figure.
///
/// A park's office is told of the zone's total without the parks behind it.
pub fn explain(
    seen: Seen<'_>,
    subject: &Subject,
    code: &Code,
    month: Month,
    basis: Basis,
    now: Timestamp,
) -> Option<Explanation> {
    let source = seen.zone().source(code)?;
    if !seen.scope().opens() || seen.tells(&source, subject).is_err() {
        return None;
    }
    let figure = seen.figure(subject, code, month, basis, now)?;
    let basis = figure.basis;
    let common = |figure: Figure| Explanation {
        position: seen.position(),
        demo: seen.state().demo,
        source: SourceLine::of(seen.zone(), &source, matches!(subject, Subject::Park(_))),
        indicator: None,
        operands: Vec::new(),
        parts: seen.parts_of(subject, &source, &figure, now),
        comparison: None,
        target: meter(seen, subject, code, month, now),
        definitions: None,
        bases: None,
        figure,
    };
    let Some(indicator) = source.indicator() else { return Some(common(figure)) };
    let tells = matches!(subject, Subject::Park(_)) || !matches!(seen.scope(), crate::access::Scope::Park(_));
    let left_out = seen.left_out_of(subject, indicator, month, basis);
    let operand = |(item, lag): &(Code, Lag)| {
        let item = seen.zone().item(item)?;
        Some(operand(seen, subject, item, *lag, month, basis, &left_out))
    };
    let mut operands: Vec<Operand> = indicator.formula.parsed.operands().iter().filter_map(operand).collect();
    let told_in = say::told_in(indicator, &operands);
    for operand in &mut operands {
        let scale = Scale::told_in(operand.unit, told_in.unwrap_or(operand.unit));
        operand.told_in = scale.unit;
        for origin in &mut operand.origins {
            origin.life = life::life(seen, &origin.park, &operand.item, origin.month, scale);
        }
    }
    Some(Explanation {
        comparison: tells.then(|| seen.compared(subject, indicator, month, basis).sides),
        operands,
        definitions: seen.zone().definitions.clone(),
        bases: seen.zone().form.bases.clone(),
        indicator: Some(indicator.clone()),
        ..common(figure)
    })
}

fn operand(
    seen: Seen<'_>,
    subject: &Subject,
    item: &Item,
    lag: Lag,
    month: Month,
    basis: Basis,
    left_out: &[ParkId],
) -> Operand {
    let at = lagged(month, lag);
    let basis = if item.basis == Basis::PointInTime { Basis::PointInTime } else { basis };
    let parks: Vec<ParkId> = match subject {
        Subject::Park(park) => vec![park.clone()],
        Subject::Zone => seen.zone().members(month).map(|park| park.id.clone()).collect(),
        Subject::Owner(_) => Vec::new(),
    };
    let own = matches!(subject, Subject::Park(_));
    // A park is told the published sum and nothing that it is made of.
    let is_told = seen.is_told() && !own;
    let reading = if own { Reading::Own } else { Reading::Published };
    let figure = |park| seen.series(park, item, reading).figure(at, basis, month, lag == Lag::YearAgo).0;
    let value = if is_told {
        seen.told_operand(&(item.code.clone(), lag), month, basis)
    } else {
        let counted = parks.iter().filter(|park| !left_out.contains(park));
        crate::figure::Sum::of(counted.map(|park| (park.clone(), figure(park)))).value
    };
    let shown = parks.iter().filter(|park| !is_told && seen.scope().sees(park));
    Operand {
        item: item.code.clone(),
        name: item.plain_name().to_owned(),
        unit: item.unit,
        told_in: item.unit,
        lag,
        month: at,
        basis,
        value: value.ok(),
        // Told as the board tells it: a report that was returned, or waits, is not one that never came.
        gap: value.err().map(|gap| match subject {
            Subject::Park(park) => crate::lamp::gap(gap, seen.stage(park, at).0, Duty::Owed),
            Subject::Zone | Subject::Owner(_) => gap,
        }),
        definition: item.definition.clone(),
        cited: item.cited.clone(),
        origins: shown.flat_map(|park| origins(seen, park, item, (at, month), basis, reading)).collect(),
    }
}

/// The reported numbers behind one park's figure.
fn origins(
    seen: Seen<'_>,
    park: &ParkId,
    item: &Item,
    (month, on): (Month, Month),
    basis: Basis,
    reading: Reading,
) -> Vec<Origin> {
    let difference = item.basis == Basis::Cumulative && basis == Basis::Month && month.number() > 1;
    let months: Vec<(Month, bool)> = match (item.basis, basis) {
        _ if difference => vec![(month, false), (month.previous(), true)],
        (Basis::Month, Basis::Cumulative) => month.january().to(month).map(|month| (month, false)).collect(),
        _ => vec![(month, false)],
    };
    let series = seen.series(park, item, reading);
    let restated = |month| {
        let from = series.straddled(month, on)?;
        series.restated(from, month).map(|(value, stated)| Restated { value, from, stated })
    };
    let origin = |(month, subtracted)| Origin {
        restated: restated(month),
        ..origin(seen, park, item, month, subtracted, reading)
    };
    months.into_iter().map(origin).collect()
}

fn origin(seen: Seen<'_>, park: &ParkId, item: &Item, month: Month, subtracted: bool, reading: Reading) -> Origin {
    let report = seen.state().report(park, month);
    let reported = seen.reported(park, &item.code, month, reading);
    let behind = reported.and_then(|(_, status)| behind(report?, status));
    let (row, status) = reported.map_or((None, Status::Absent), |(row, status)| (Some(row), status));
    let measured = row.map_or(Err(Gap::NotReported), crate::report::Row::measured);
    let revision = behind.map(|(_, revision)| revision);
    let verdict = revision.and_then(|revision| revision.verdict.as_ref());
    Origin {
        park: park.clone(),
        month,
        value: measured.ok(),
        // Told as the board beside it tells it.
        gap: measured.err().map(|gap| crate::lamp::gap(gap, seen.stage(park, month).0, Duty::Owed)),
        mark: row.map(|row| row.mark).unwrap_or_default(),
        status,
        subtracted,
        reported_by: revision.map(|revision| revision.by.name.clone()),
        reported_at: revision.map(|revision| revision.at),
        signed: revision.map(|revision| revision.signed.clone()).unwrap_or_default(),
        approved_by: verdict.map(|verdict| verdict.by.name.clone()),
        approved_at: verdict.map(|verdict| verdict.at),
        source: revision.map(|revision| revision.source.clone()),
        cell: row.and_then(|row| row.cell),
        position: revision.map(|revision| revision.position),
        reasons: revision.map_or_else(Vec::new, |revision| reasons(seen, revision, &item.code)),
        life: Vec::new(),
        restated: None,
    }
}

/// The revision a status speaks of.
fn behind(report: &Report, status: Status) -> Option<(usize, &Revision)> {
    match status {
        Status::Pending => report.last(),
        _ => report.published(),
    }
}

/// Reasons given to warnings about the item: of rules that mention it, and of what is asked of every item, such as why it
/// is marked 口径调整.
fn reasons(seen: Seen<'_>, revision: &Revision, item: &Code) -> Vec<String> {
    let mentions = |answer: &&crate::report::Answer| {
        let rule = seen.zone().rules.iter().find(|rule| rule.id == answer.rule);
        rule.is_some_and(|rule| rule.assert.parsed.operands().iter().any(|(code, _)| code == item))
            || is_about(&answer.rule, item)
    };
    revision.answers.iter().filter(mentions).map(|answer| answer.reason.clone()).collect()
}
