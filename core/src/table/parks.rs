//! The board's table of parks, the ranking, and a park's page.

use jiff::Timestamp;

use super::{
    Cell, Column, LANG, Table, Width, change, column, count, exact, marked_name, measured, number, text, word,
};
use crate::format;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::say;
use crate::series::Seen;
use crate::source::Group;
use crate::view::{self, Figure, ParkLine, RankBy, Ranking, SourceLine, rank_lines};
use crate::words::{Message, key};
use crate::zone::Better;

/// The month and stretch of time a page is asked for.
type Shown = (Option<Month>, Basis);

/// The parks side by side: of every compared indicator its value, its 同比 and its status.
pub(super) fn board(
    seen: Seen<'_>,
    (month, basis): Shown,
    by: RankBy,
    code: Option<&Code>,
    now: Timestamp,
) -> Option<Table> {
    let board = view::board(seen, month, basis, now)?;
    let sources = compared(seen);
    let mut columns = vec![column(key::PLACE, Width::Narrow), column(key::PARK, Width::Middle)];
    for source in &sources {
        columns.extend(heads(source));
    }
    let title = Message::new(key::TABLE_BOARD).with("period", format::period(board.month, basis, LANG)).text(LANG);
    let mut table = Table::new(seen, title, now, columns);
    let ordered = sources.iter().find(|it| Some(&it.code) == code).or(sources.first())?;
    let ranking = order(&board.parks, ordered, by);
    for (place, line) in in_order(&board.parks, &ranking) {
        let mut row = vec![place, text(marked_name(seen, &line.park, board.month))];
        row.extend(line.figures.iter().flat_map(cells));
        table.rows.push(row);
    }
    table.notes.push(ordered_by(ordered, by));
    table.notes.extend(board.parks.first().map(|line| not_in_force(seen, &line.figures)).unwrap_or_default());
    Some(table)
}

/// The parks in the order of one source, whatever computes it.
pub(super) fn ranking(seen: Seen<'_>, shown: Shown, by: RankBy, code: Option<&Code>, now: Timestamp) -> Option<Table> {
    let page = view::ranking(seen, code, shown, by, now)?;
    let source = &page.source;
    let mut columns = vec![column(key::PLACE, Width::Narrow), column(key::PARK, Width::Middle)];
    columns.extend(heads(source));
    let period = format::period(page.month, page.basis, LANG);
    let title = Message::new(key::TABLE_RANKING).with("period", period).with("name", source.name.text(LANG));
    let mut table = Table::new(seen, title.text(LANG), now, columns);
    for (place, line) in in_order(&page.parks, &page.ranking) {
        let mut row = vec![place, text(marked_name(seen, &line.park, page.month))];
        row.extend(line.figures.iter().flat_map(cells));
        table.rows.push(row);
    }
    table.notes.push(ordered_by(source, by));
    let lacking = |line: &ParkLine| {
        let lacking = say::lacking(line.figures.first()?, LANG)?;
        Some(format!("{}{lacking}", seen.zone().park_name(&line.park, page.month)))
    };
    let lacking: Vec<String> = page.parks.iter().filter_map(lacking).collect();
    table.notes.extend((!lacking.is_empty()).then(|| lacking.join("；")));
    // What is computed by no formula over the form is told with its definition.
    table.notes.extend((source.group != Group::Indicators).then(|| source.definition.text(LANG)));
    Some(table)
}

/// A park's indicators beside the zone's, with its place and its target. Who sees every park is told which ones each
/// sum of the zone lacks; a park's office is told of which closing the sums are, as on its page.
pub(super) fn park(seen: Seen<'_>, id: &ParkId, (month, basis): Shown, now: Timestamp) -> Option<Table> {
    let page = view::park(seen, id, month, basis, now)?;
    let mut columns = vec![
        column(key::INDICATOR, Width::Wide),
        column(key::TABLE_UNIT, Width::Narrow),
        column(key::TABLE_VALUE, Width::Middle),
        column(key::TABLE_YEAR_ON_YEAR, Width::Middle),
        column(key::TABLE_STATUS, Width::Narrow),
        Column { head: page.zone_head(LANG), width: Width::Middle },
    ];
    if !seen.is_told() {
        columns.push(column(key::TABLE_ZONE_LACKS, Width::Middle));
    }
    columns.extend([
        column(key::PLACE, Width::Middle),
        column(key::TABLE_TARGET, Width::Middle),
        column(key::TABLE_PERCENT, Width::Middle),
    ]);
    let period = format::period(page.month, basis, LANG);
    let title = Message::new(key::TABLE_PARK).with("period", period).with("park", marked_name(seen, id, page.month));
    let mut table = Table::new(seen, title.text(LANG), now, columns);
    for figure in &page.figures {
        let Some(source) = seen.zone().source(&figure.code) else { continue };
        let [value, change, status] = cells(figure);
        let zone = page.zone.iter().find(|it| it.code == figure.code);
        let place = page.places.iter().find(|place| place.code == figure.code).and_then(|place| {
            place.rank?;
            Some(text(say::place(place, page.zone_month.filter(|told| *told != page.month), LANG)))
        });
        let gauge = page.gauges.iter().find(|gauge| gauge.figure.code == figure.code);
        let mut row = vec![
            text(source.name(seen.zone()).text(LANG)),
            text(say::unit(figure.unit, LANG)),
            value,
            change,
            status,
            zone.map_or(Cell::Empty, value_of),
        ];
        if !seen.is_told() {
            row.push(zone.map_or(Cell::Empty, |zone| lacking(seen, zone)));
        }
        row.extend([
            place.unwrap_or(Cell::Empty),
            gauge.map_or(Cell::Empty, |gauge| exact(gauge.target)),
            gauge.and_then(|gauge| gauge.percent).map_or(Cell::Empty, |percent| number(percent, 1)),
        ]);
        table.rows.push(row);
    }
    table.notes.extend(not_in_force(seen, &page.figures));
    table.notes.extend(page.zone_note(LANG).map(|note| note.text(LANG)));
    Some(table)
}

/// Which indicators are not computed for the month, and why: `营业收入：该指标自2025年1月起执行。`
fn not_in_force(seen: Seen<'_>, figures: &[Figure]) -> Vec<String> {
    let note = |figure: &Figure| {
        let name = &seen.zone().indicator(&figure.code)?.name;
        Some(format!("{name}：{}", say::not_in_force(seen.zone(), figure, LANG)?))
    };
    figures.iter().filter_map(note).collect()
}

/// The parks that a figure of the zone is without: `缺3园：修武、博爱、武陟`.
fn lacking(seen: Seen<'_>, zone: &Figure) -> Cell {
    if zone.missing.is_empty() {
        return Cell::Empty;
    }
    let names = say::list(zone.missing.iter().map(|park| seen.zone().park_name(park, zone.month)), LANG);
    let count = zone.missing.len().to_string();
    text(Message::new(key::TABLE_PARKS_LACKING).with("n", count).with("parks", names).text(LANG))
}

fn compared(seen: Seen<'_>) -> Vec<SourceLine> {
    let zone = seen.zone();
    zone.compare.iter().filter_map(|code| zone.source(code)).map(|it| SourceLine::of(zone, &it, true)).collect()
}

/// Heads of the three columns of a source.
fn heads(source: &SourceLine) -> [Column; 3] {
    let name = source.name.text(LANG);
    let of = |what: crate::words::Key, width| Column { head: format!("{name} {}", what.text(LANG)), width };
    [
        measured(&name, say::unit(source.unit, LANG)),
        of(key::TABLE_YEAR_ON_YEAR, Width::Middle),
        of(key::TABLE_STATUS, Width::Narrow),
    ]
}

/// Its cells: value or reason, change or reason, status.
fn cells(figure: &Figure) -> [Cell; 3] {
    [value_of(figure), change(figure.year_on_year), word(format::status(figure.status))]
}

fn value_of(figure: &Figure) -> Cell {
    match figure.measured() {
        Ok(value) => number(value, figure.decimals),
        Err(gap) => word(format::gap(gap)),
    }
}

fn order(lines: &[ParkLine], source: &SourceLine, by: RankBy) -> Ranking {
    rank_lines(lines, &source.code, by, source.better)
}

/// Lines with their places; those outside the ranking come last, and are told to be.
fn in_order<'a>(lines: &'a [ParkLine], ranking: &Ranking) -> Vec<(Cell, &'a ParkLine)> {
    let line = |park: &ParkId| lines.iter().find(|line| line.park == *park);
    let ranked = ranking.ranked.iter().filter_map(|it| Some((count(it.rank as u32), line(&it.park)?)));
    let outside = ranking.outside.iter().filter_map(|(park, _)| Some((word(key::OUTSIDE), line(park)?)));
    ranked.chain(outside).collect()
}

fn ordered_by(source: &SourceLine, by: RankBy) -> String {
    let better = if source.better == Better::Lower { key::TABLE_LOWER_FIRST } else { key::TABLE_HIGHER_FIRST };
    let by = if by == RankBy::Growth { key::BY_GROWTH } else { key::BY_LEVEL };
    let message = Message::new(key::TABLE_ORDER).with("name", source.name.text(LANG)).with("by", by.text(LANG));
    message.with("order", better.text(LANG)).text(LANG)
}
