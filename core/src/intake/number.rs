//! Numbers as people type them into cells.

use rust_decimal::Decimal;

/// Why a text is not a number that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// Ends in `%`: whether 7.5 or 0.075 is meant cannot be told.
    Percent,
    /// Ends in a unit, such as `3亿`.
    WithUnit,
    /// Says in words or with a dash that there is none, such as `无` or `N/A`: whether that is zero cannot be told.
    SaysNone,
    /// Beyond 28 digits, or not finite.
    OutOfRange,
    /// Something else.
    Other,
}

/// Characters that nobody sees and copying from pages brings along.
const INVISIBLE: [char; 5] = ['\u{200B}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}'];

/// What people write where there is no number; also what belongs into the column for marks.
const NONE: [&str; 24] = [
    "无",
    "没有",
    "暂无",
    "空",
    "缺",
    "略",
    "不适用",
    "不涉及",
    "保密",
    "未统计",
    "N/A",
    "NA",
    "N.A.",
    "NONE",
    "NULL",
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "//",
    "\\",
    "×",
];

/// Reads a number from text: full-width digits, blanks around and thousands separators in their right
/// places are understood.
pub fn number(text: &str) -> Result<Decimal, NotANumber> {
    let plain: String = text.trim().chars().filter(|c| !INVISIBLE.contains(c)).map(half_width).collect();
    let plain = plain.trim();
    if NONE.contains(&plain.to_ascii_uppercase().as_str()) {
        return Err(NotANumber::SaysNone);
    }
    if plain.ends_with('%') {
        return Err(NotANumber::Percent);
    }
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.strip_prefix('+').unwrap_or(plain)),
    };
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !is_number {
        let numeric = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
        let with_unit = !numeric.is_empty() && numeric.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        return Err(if with_unit { NotANumber::WithUnit } else { NotANumber::Other });
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains([',', '.']) || !separators_are_right(whole) {
        return Err(NotANumber::Other);
    }
    let whole: String = whole.chars().filter(|c| *c != ',').collect();
    if whole.is_empty() && fraction.is_empty() {
        return Err(NotANumber::Other);
    }
    let text = if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    Decimal::from_str_exact(&text).map_err(|_| NotANumber::OutOfRange)
}

/// The shortest decimal that reads back as `value`: what the person typed, not what binary made of it.
pub(super) fn from_float(value: f64) -> Result<Decimal, NotANumber> {
    if !value.is_finite() || value.abs() >= 1e28 {
        return Err(NotANumber::OutOfRange);
    }
    if let Some(decimal) = short(value) {
        return Ok(decimal);
    }
    // Results of formulas carry binary dust in the 16th digit: 15 are kept, as worksheets show.
    let text = format!("{value:.*e}", 14);
    let decimal = Decimal::from_scientific(&text).map_err(|_| NotANumber::OutOfRange)?;
    Ok(decimal.normalize())
}

/// Nearly every figure has at most four decimals and fifteen digits. Dividing rounds correctly, so that what
/// divides back to `value` is the one such decimal that reads as it: no text has to be made to find it.
fn short(value: f64) -> Option<Decimal> {
    let scaled = (value * 1e4).round();
    (scaled.abs() < 1e15 && scaled / 1e4 == value).then(|| Decimal::new(scaled as i64, 4).normalize())
}

fn separators_are_right(whole: &str) -> bool {
    if !whole.contains(',') {
        return true;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '−' | '–' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_typed() {
        let check = |text: &str, expected: Result<&str, NotANumber>| {
            assert_eq!(number(text), expected.map(|d| d.parse().unwrap()), "{text}");
        };
        check("1234.5", Ok("1234.5"));
        check(" １２３４．５　", Ok("1234.5"));
        check("1,234,567.00", Ok("1234567"));
        check("１，２３４", Ok("1234"));
        check("\u{FEFF}12\u{200B}", Ok("12"));
        check("-5", Ok("-5"));
        check("－5", Ok("-5"));
        check(".5", Ok("0.5"));
        check("7.5%", Err(NotANumber::Percent));
        check("７．５％", Err(NotANumber::Percent));
        check("3.2亿", Err(NotANumber::WithUnit));
        check("12,34", Err(NotANumber::Other));
        check("1.2.3", Err(NotANumber::Other));
        check("NaN", Err(NotANumber::Other));
        check("1e30", Err(NotANumber::Other));
        check("约100", Err(NotANumber::Other));
        for none in ["-", "－", "—", "无", " 无 ", "N/A", "n/a", "／", "不适用", "－－"] {
            check(none, Err(NotANumber::SaysNone));
        }
        check("", Err(NotANumber::Other));
        check(&"9".repeat(31), Err(NotANumber::OutOfRange));
    }

    #[test]
    fn floats_are_read_as_shown() {
        let check = |value: f64, expected: Result<&str, NotANumber>| {
            assert_eq!(from_float(value), expected.map(|d| d.parse().unwrap()), "{value}");
        };
        check(0.1 + 0.2, Ok("0.3"));
        check(1234567.89, Ok("1234567.89"));
        check(-0.0, Ok("0"));
        check(0.001, Ok("0.001"));
        check(1e20, Ok("100000000000000000000"));
        check(1e30, Err(NotANumber::OutOfRange));
        check(f64::NAN, Err(NotANumber::OutOfRange));
    }
}
