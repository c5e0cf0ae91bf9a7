//! Sentences about targets.

use rust_decimal::Decimal;

use super::{clauses, doubt, gap as gap_word, month, unit};
use crate::format;
use crate::view::{Figure, Meter};
use crate::words::{Key, Lang, Message, key};
use crate::zone::Standing;

/// How far a target is reached, or what became of it:
/// `2025年目标100家，完成86%，缺2园，第六条`, and once its year is over
/// `已到期：2025年末90家，目标100家，未达到；现为104家（2026年10月，缺3园）；第六条`.
pub fn goal(meter: &Meter, lang: Lang) -> String {
    if meter.standing != Standing::Running {
        return expired(meter, lang);
    }
    let goal = target_of(key::METER_GOAL, meter, lang).text(lang);
    let done = meter.percent.map(|p| Message::new(key::METER_DONE).with("percent", format::number(p, 0)).text(lang));
    clauses([Some(goal), done, lacking(meter, lang), meter.clause.clone()].into_iter().flatten(), lang)
}

/// A park's target of the year, with how sure it is where that is in doubt:
/// `全年目标420亿元（未核实），完成78%，序时进度315亿元`.
pub fn years_goal(meter: &Meter, lang: Lang) -> String {
    let target = target_of(key::YEARS_TARGET, meter, lang).with("value", format::exact(meter.target)).text(lang);
    let path = meter.path.filter(|_| meter.standing == Standing::Running);
    let parts = [
        Some(target + &doubt(&meter.cited, lang)),
        meter.percent.map(|p| Message::new(key::METER_DONE).with("percent", format::number(p, 0)).text(lang)),
        path.map(|path| amount(key::PATH_VALUE, "value", path, meter, lang)),
    ];
    clauses(parts.into_iter().flatten(), lang)
}

/// How a meter stands, beside its lamp: `超序时进度12.30亿元`; at the year's end `未达到，差8.00亿元`. Nothing
/// without a path while the year runs.
pub fn standing(meter: &Meter, lang: Lang) -> String {
    match (meter.standing, meter.ahead, meter.figure.value) {
        (Standing::Running, Some(ahead), _) => {
            let key = if ahead.is_sign_negative() { key::BEHIND_PATH } else { key::AHEAD_OF_PATH };
            amount(key, "amount", ahead.abs(), meter, lang)
        }
        (Standing::Running, None, _) => String::new(),
        (Standing::Missed, _, Some(value)) => {
            let short = meter.target.checked_sub(value).unwrap_or_default().abs();
            amount(key::TARGET_SHORT, "amount", short, meter, lang)
        }
        (standing, ..) => verdict(standing).text(lang).to_owned(),
    }
}

/// What became of a target whose year is over.
fn expired(meter: &Meter, lang: Lang) -> String {
    let message = target_of(key::METER_EXPIRED, meter, lang)
        .with("value", value_and_unit(&meter.figure, lang))
        .with("verdict", verdict(meter.standing).text(lang));
    let after = meter.after.as_ref().map(|after| {
        let missing = after.missing.len();
        let key = if missing == 0 { key::METER_AFTER } else { key::METER_AFTER_LACKING };
        let message = Message::new(key).with("value", value_and_unit(after, lang)).with("n", missing.to_string());
        message.with("month", month(after.month, lang)).text(lang)
    });
    let parts = [Some(message.text(lang)), lacking(meter, lang), after, meter.clause.clone()];
    let separator = if lang == Lang::Chinese { "；" } else { "; " };
    parts.into_iter().flatten().collect::<Vec<_>>().join(separator)
}

fn verdict(standing: Standing) -> Key {
    match standing {
        Standing::Reached => key::TARGET_REACHED,
        Standing::Missed => key::TARGET_MISSED,
        Standing::Running | Standing::Open => key::TARGET_OPEN,
    }
}

/// A sentence with the target, its unit and its year.
fn target_of(key: Key, meter: &Meter, lang: Lang) -> Message {
    Message::new(key)
        .with("target", format::exact(meter.target))
        .with("unit", unit(meter.figure.unit, lang))
        .with("year", meter.year.to_string())
}

fn amount(key: Key, name: &'static str, value: Decimal, meter: &Meter, lang: Lang) -> String {
    let message = Message::new(key).with(name, format::number(value, meter.figure.decimals));
    message.with("unit", unit(meter.figure.unit, lang)).text(lang)
}

fn value_and_unit(figure: &Figure, lang: Lang) -> String {
    let space = if lang == Lang::Chinese { "" } else { " " };
    match figure.measured() {
        Ok(value) => format!("{}{space}{}", format::number(value, figure.decimals), unit(figure.unit, lang)),
        Err(gap) => gap_word(gap, lang).to_owned(),
    }
}

fn lacking(meter: &Meter, lang: Lang) -> Option<String> {
    let lacking = Some(meter.figure.missing.len()).filter(|missing| *missing > 0);
    lacking.map(|n| Message::new(key::MISSING_PARKS).with("n", n.to_string()).text(lang))
}
