//! Values of measures, and what the gap to a value to compare with means.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Tone;
use crate::figure::Unit;
use crate::format::{exact, month, number, period as stretch};
use crate::openness::{Measure, Period, Reference};
use crate::period::Basis;
use crate::view::{Index, IndexPart, OpenIndicator, OpennessPage};
use crate::words::{Key, Lang, Message, key};

/// The value of a measure, rounded, or why there is none.
pub fn measured(indicator: &OpenIndicator, lang: Lang) -> String {
    match (indicator.figure.value, indicator.figure.gap) {
        (Some(value), _) => number(value, indicator.figure.decimals),
        (None, Some(reason)) => crate::format::gap(reason).text(lang).to_owned(),
        (None, None) => key::NO_FIGURES.text(lang).to_owned(),
    }
}

/// What a measure leaves out because nobody has stated it: `缺3台月自用机时`, `缺3台月内部收入`. Nothing when nothing is
/// missing, and nothing when there is no value: the gap says so then.
pub fn lacking(measure: Measure, value: Option<Decimal>, lacking: Decimal) -> Option<Message> {
    value.filter(|_| !lacking.is_zero())?;
    let key = if measure.is_of_income() { key::PO_LACKS_INCOME } else { key::PO_LACKS_HOURS };
    Some(Message::new(key).with("n", exact(lacking)))
}

/// What is said below a value: first what is missing in it, then every value that it is compared with.
pub fn remarks(indicator: &OpenIndicator) -> Vec<(Tone, Message)> {
    let lacking = lacking(indicator.measure, indicator.figure.value, indicator.figure.lacking);
    let against = indicator.references.iter().filter_map(|reference| against(indicator, reference));
    lacking.map(|it| (Tone::Idle, it)).into_iter().chain(against).collect()
}

/// What an index leaves out, part by part: `利用率缺3台月自用机时、共享率缺3台月自用机时`.
pub fn index_lacking(index: &Index, lang: Lang) -> Option<String> {
    let part = |part: &IndexPart| {
        // A part without a value is missing whole: the rank beside it must not hide that.
        let message = lacking(part.measure, part.value.or(Some(Decimal::ZERO)), part.lacking)?;
        Some(format!("{}{}", part.measure.name().text(lang), message.text(lang)))
    };
    let parts: Vec<String> = index.parts.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join("、"))
}

/// An operand or what an entry adds, with its unit's decimals at most: hours and years two, money four, all else whole.
pub fn amount(value: Decimal, unit: Unit) -> String {
    let decimals = match unit {
        Unit::Hours | Unit::HoursEach | Unit::InstrumentYear | Unit::Percent => 2,
        _ if unit.is_whole() => 0,
        _ => 4,
    };
    exact(value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
}

/// How much of the weights an index is made of, in percent, and what has no value: `按65%权重计，缺：共享率、满意率` for one that
/// is ranked, `仅45%的权重有数据，缺：…` for one that stands apart. Nothing when all weights have a value.
pub fn weighed(index: &Index, lang: Lang) -> Option<String> {
    if index.parts.iter().all(|part| part.score.is_some()) {
        return None;
    }
    let key = if index.rank.is_some() { key::PW_INDEX_WEIGHED } else { key::PW_INDEX_APART };
    let lacking = index.parts.iter().filter(|part| part.score.is_none()).map(|part| part.measure.name().text(lang));
    let separator = if lang == Lang::Chinese { "、" } else { ", " };
    let message = Message::new(key).with("weighed", exact(index.weighed));
    Some(message.with("lacking", lacking.collect::<Vec<_>>().join(separator)).text(lang))
}

/// `2026年1—10月`, `2026年10月`, `2025年11月—2026年10月`.
pub fn months(period: Period, lang: Lang) -> String {
    let Period { from, to } = period;
    match (from == to, from == to.january()) {
        (true, _) => stretch(to, Basis::Month, lang),
        (_, true) => stretch(to, Basis::Cumulative, lang),
        _ => format!("{}—{}", month(from), month(to)),
    }
}

/// What the gap to a value to compare with means; nothing while there is no value. A share of rated hours is compared on
/// the base of the other value, and said to be: `按1,400小时计为53.6%，比重庆平台（59%）低5.4个百分点`.
pub fn against(indicator: &OpenIndicator, reference: &Reference) -> Option<(Tone, Message)> {
    let round = |value: Decimal| {
        value.round_dp_with_strategy(indicator.figure.decimals, RoundingStrategy::MidpointAwayFromZero)
    };
    let (own, unit) = (indicator.figure.value?, indicator.figure.unit.name());
    let other = || format!("{}{unit}", exact(reference.value));
    let mut value = own;
    if indicator.measure.has_base() {
        let Some(on) = indicator.on_bases.iter().find(|on| Some(on.hours) == reference.hours) else {
            let message = Message::new(key::PW_AGAINST_NO_BASE).with("name", reference.name.clone());
            return Some((Tone::Idle, message.with("value", other())));
        };
        value = on.value;
    }
    let is_other_base = value != own;
    let gap = round(value) - reference.value;
    let lower_is_better = indicator.measure.lower_is_better();
    let is_met = if lower_is_better { !gap.is_sign_positive() || gap.is_zero() } else { !gap.is_sign_negative() };
    // Shares differ by points of percentage, never by percents.
    let is_share = indicator.figure.unit == Unit::Percent;
    let of = |plain, points| if is_share { points } else { plain };
    let key = match (reference.target, gap.is_zero(), gap.is_sign_positive(), is_met) {
        (_, true, ..) => key::PW_AGAINST_LEVEL,
        (true, _, _, true) => key::PW_AGAINST_REACHED,
        (true, _, true, false) => key::PW_AGAINST_OVER,
        (true, _, _, false) => of(key::PW_AGAINST_SHORT, key::PW_AGAINST_SHORT_POINTS),
        (false, _, true, _) => of(key::PW_AGAINST_ABOVE, key::PW_AGAINST_ABOVE_POINTS),
        (false, _, false, _) => of(key::PW_AGAINST_BELOW, key::PW_AGAINST_BELOW_POINTS),
    };
    let mut message = Message::new(if is_other_base { on_other_base(key) } else { key })
        .with("name", reference.name.clone())
        .with("value", other())
        .with("gap", number(gap.abs(), indicator.figure.decimals))
        .with("unit", unit);
    if let Some(hours) = reference.hours.filter(|_| is_other_base) {
        let based = format!("{}{unit}", number(value, indicator.figure.decimals));
        message = message.with("hours", exact(hours)).with("based", based);
    }
    Some((if is_met { Tone::Fine } else { Tone::Warning }, message))
}

/// The same sentence with the value that was compared before it.
fn on_other_base(key: Key) -> Key {
    const BASED: [(Key, Key); 5] = [
        (key::PW_AGAINST_LEVEL, key::PW_BASED_LEVEL),
        (key::PW_AGAINST_REACHED, key::PW_BASED_REACHED),
        (key::PW_AGAINST_SHORT_POINTS, key::PW_BASED_SHORT),
        (key::PW_AGAINST_ABOVE_POINTS, key::PW_BASED_ABOVE),
        (key::PW_AGAINST_BELOW_POINTS, key::PW_BASED_BELOW),
    ];
    BASED.iter().find(|(plain, _)| *plain == key).map_or(key, |(_, based)| *based)
}

/// A value to compare with, in full: `重庆平台2017年上半年 59%（按1400小时计）`.
pub fn reference(reference: &Reference, lang: Lang) -> String {
    let value = format!("{} {}{}", reference.name, exact(reference.value), reference.measure.unit().name());
    let base = |hours| Message::new(key::PW_REFERENCE_BASE).with("hours", exact(hours)).text(lang);
    reference.hours.map_or_else(|| value.clone(), |hours| format!("{value}{}", base(hours)))
}

/// The finding of a period: how much of what is open is used, or why there is nothing to find.
pub fn finding(page: &OpennessPage, lang: Lang) -> String {
    if let Some(why) = page.nothing() {
        let message = Message::new(key::PW_TITLE_NOTHING).with("period", months(page.period, lang));
        return message.with("why", crate::format::gap(why).text(lang)).text(lang);
    }
    let cells = page.matrix.rows.iter().flat_map(|row| &row.cells);
    let open = cells.clone().filter(|cell| cell.openness.as_ref().is_some_and(|it| it.is_open())).count();
    let idle = cells.filter(|cell| cell.idle).count();
    let key = if idle == 0 { key::PW_TITLE_USED } else { key::PW_TITLE_IDLE };
    let message = Message::new(key).with("period", months(page.period, lang)).with("open", open.to_string());
    message.with("idle", idle.to_string()).text(lang)
}
