//! Sentences about figures: what a screen reader says of a number, and short words that marks stand for.

mod as_of;
mod compared;
mod lacking;
mod parts;
mod place;
mod since;
mod target;
mod task;
mod term;
mod unranked;
mod untold;
mod wall;
mod worked;

use crate::figure::{Change, Gap, Status, Unit};
use crate::format;
use crate::period::{Basis, Month};
use crate::view::Figure;
use crate::words::{Key, Lang, Message, key};
use crate::zone::{Cited, Park, Verification};

pub use crate::format::{clauses, unit};
pub use as_of::{as_of, title_as_of};
pub use compared::{adjustment, covers, left_out};
pub use lacking::lacking;
pub use parts::parts;
pub use place::place;
pub use since::since;
pub use target::{goal, standing, years_goal};
pub use task::{task_act, task_condition, task_handler, task_number, task_origin, task_step};
pub use term::{not_in_force, term};
pub use unranked::unranked;
pub use untold::untold;
pub use wall::wall_page;
pub use worked::{coded, formula, told_in, worked};

/// A growth as the change it is: shares change in points, all else in percent.
pub fn growth(value: rust_decimal::Decimal, unit: Unit) -> Change {
    if unit == Unit::Percent { Change::Points(value) } else { Change::Rate(value) }
}

/// What the growth of figures in a unit is told in.
pub fn growth_unit(unit: Unit, lang: Lang) -> &'static str {
    if unit == Unit::Percent { key::UNIT_POINTS.text(lang) } else { key::UNIT_PERCENT.text(lang) }
}

/// One character for a status, explained by a legend near by; firm figures need none.
pub fn status_mark(status: Status) -> Option<Key> {
    match status {
        Status::Final | Status::Absent => None,
        Status::Revised => Some(key::MARK_REVISED),
        Status::Provisional => Some(key::MARK_PROVISIONAL),
        Status::Estimated => Some(key::MARK_ESTIMATED),
        Status::Break => Some(key::MARK_BREAK),
        Status::Pending => Some(key::MARK_PENDING),
    }
}

/// The shown value, or the word for why there is none.
pub fn value(figure: &Figure, lang: Lang) -> String {
    match figure.measured() {
        Ok(value) => format::number(value, figure.decimals),
        Err(gap) => self::gap(gap, lang).to_owned(),
    }
}

/// A value of a form with its unit, money as the board's readers read it; 未报 where there is none.
fn amount_of(value: Option<rust_decimal::Decimal>, of: Option<Unit>, lang: Lang) -> String {
    match (value, of) {
        (Some(value), Some(unit)) => format::amount(value, unit, lang),
        (Some(value), None) => format::exact(value),
        (None, _) => gap(Gap::NotReported, lang).to_owned(),
    }
}

/// The word for a gap.
pub fn gap(gap: Gap, lang: Lang) -> &'static str {
    format::gap(gap).text(lang)
}

/// A change against last year as it is said: `同比增长3.2%`, `同比降低0.40个百分点`, `同比持平`; the reason when
/// there is none.
pub fn year_on_year(change: Change, lang: Lang) -> String {
    let size = |amount: rust_decimal::Decimal, digits| format::number(amount.abs(), digits);
    let (rises, falls, amount) = match change {
        Change::Rate(rate) => (key::YEAR_ON_YEAR_UP, key::YEAR_ON_YEAR_DOWN, size(rate, 1)),
        Change::Points(points) => (key::YEAR_ON_YEAR_UP_POINTS, key::YEAR_ON_YEAR_DOWN_POINTS, size(points, 2)),
        Change::None(reason) => {
            return Message::new(key::YEAR_ON_YEAR).with("change", gap(reason, lang)).text(lang);
        }
    };
    let key = match format::direction(change) {
        std::cmp::Ordering::Greater => rises,
        std::cmp::Ordering::Less => falls,
        std::cmp::Ordering::Equal => key::YEAR_ON_YEAR_LEVEL,
    };
    Message::new(key).with("change", amount).text(lang)
}

/// The month as a title says it: `2026年10月`, `October`-less English `2026-10`.
pub fn month(month: Month, lang: Lang) -> String {
    format::period(month, Basis::Month, lang)
}

/// The full sentence of a figure: name, period, value, unit, status, change, what is missing.
/// `subject` is the park's or the zone's name.
pub fn sentence(subject: &str, name: &str, figure: &Figure, lang: Lang) -> String {
    let period = format::period(figure.month, figure.basis, lang);
    let start = |key| Message::new(key).with("subject", subject).with("name", name).with("period", period.clone());
    let mut text = match figure.measured() {
        Ok(value) => start(key::FIGURE_SENTENCE)
            .with("value", format::number(value, figure.decimals))
            .with("unit", unit(figure.unit, lang))
            .with("status", format::status(figure.status).text(lang))
            .with("change", year_on_year(figure.year_on_year, lang)),
        Err(gap) => start(key::FIGURE_SENTENCE_ABSENT).with("gap", self::gap(gap, lang)),
    }
    .text(lang);
    if !figure.missing.is_empty() {
        text.push_str(
            &Message::new(key::FIGURE_SENTENCE_MISSING).with("n", figure.missing.len().to_string()).text(lang),
        );
    }
    if let Some(lacking) = lacking(figure, lang) {
        text.push_str(if lang == Lang::Chinese { "，" } else { ", " });
        text.push_str(&lacking);
    }
    if let Some(parks) = figure.comparable {
        text.push_str(&Message::new(key::FIGURE_SENTENCE_COMPARABLE).with("n", parks.to_string()).text(lang));
    }
    text
}

/// What is known of a park, with how sure it is where that is in doubt:
/// `主导产业：装备制造、食品加工（未核实）；加入时间未核实（本系统设定）`. They are two statements: no comma joins them.
pub fn known_of(park: &Park, lang: Lang) -> String {
    let listed = (!park.industries.is_empty()).then(|| {
        let message = Message::new(key::INDUSTRIES).with("list", list(park.industries.iter().cloned(), lang));
        message.text(lang) + &doubt(&park.cited, lang)
    });
    let member = park.membership.as_ref().map(|cited| cited.verification).filter(|it| it.is_doubtful());
    let member = member.map(|verification| match verification {
        Verification::Own => key::MEMBERSHIP_OWN.text(lang).to_owned(),
        _ => key::MEMBERSHIP_UNVERIFIED.text(lang).to_owned(),
    });
    let separator = if lang == Lang::Chinese { "；" } else { "; " };
    [listed, member].into_iter().flatten().collect::<Vec<_>>().join(separator)
}

/// How sure a statement is, in brackets behind it, where that is in doubt: `（未核实）`; else nothing.
fn doubt(cited: &Cited, lang: Lang) -> String {
    if !cited.verification.is_doubtful() {
        return String::new();
    }
    let brackets = if lang == Lang::Chinese { ["（", "）"] } else { [" (", ")"] };
    brackets.join(format::verification(cited.verification).text(lang))
}

/// The short names of parks in a row: `解放、沁阳`.
pub fn list(names: impl IntoIterator<Item = String>, lang: Lang) -> String {
    let separator = if lang == Lang::Chinese { "、" } else { ", " };
    names.into_iter().collect::<Vec<_>>().join(separator)
}
