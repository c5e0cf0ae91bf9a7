//! A report as the journal keeps it: all its lines in one short text, `qc05_0 1250.5 F7 estimated;qc06_0 3 F8`.
//!
//! A journal is mostly lines of reports. Written as objects they take three times the room and ten times as
//! long to read back, and say nothing more.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Cell, Row, Source};
use crate::figure::Mark;

const MARKS: [(Mark, &str); 4] = [
    (Mark::Estimated, "estimated"),
    (Mark::Break, "break"),
    (Mark::NotApplicable, "not_applicable"),
    (Mark::Confidential, "confidential"),
];

/// Stands where there is no value.
const NONE: &str = "-";
/// Stands between lines.
const NEXT: char = ';';

/// Where a report came from. The tag comes first, so that it is read in one go.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Source", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum KeptSource {
    Form,
    Workbook { file: String, digest: String, sheet: String },
}

/// The lines of a report.
pub(crate) mod rows {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    use super::{NEXT, Row, line, write};

    pub(crate) fn serialize<S: Serializer>(rows: &[Row], s: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(rows.len() * 32);
        for row in rows {
            if !text.is_empty() {
                text.push(NEXT);
            }
            write(&mut text, row).map_err(serde::ser::Error::custom)?;
        }
        s.serialize_str(&text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Row>, D::Error> {
        d.deserialize_str(Lines)
    }

    /// Reads in place: nothing is copied but what is kept.
    struct Lines;

    impl Visitor<'_> for Lines {
        type Value = Vec<Row>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("lines such as `qc05_0 1250.5 F7;qc06_0 3`")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<Row>, E> {
            if text.is_empty() {
                return Ok(Vec::new());
            }
            // A vector as large as it will be: reports are kept for good.
            let mut rows = Vec::with_capacity(1 + text.bytes().filter(|byte| *byte == NEXT as u8).count());
            for text in text.split(NEXT) {
                rows.push(line(text).ok_or_else(|| E::custom(format_args!("not a line of a report: {text}")))?);
            }
            Ok(rows)
        }
    }
}

fn write(text: &mut String, row: &Row) -> std::fmt::Result {
    use std::fmt::Write as _;
    text.push_str(row.item.as_str());
    match row.value {
        Some(value) => write!(text, " {value}")?,
        None => write!(text, " {NONE}")?,
    }
    if let Some(cell) = row.cell {
        write!(text, " {cell}")?;
    }
    match MARKS.iter().find(|(mark, _)| *mark == row.mark) {
        Some((_, word)) => write!(text, " {word}"),
        None => Ok(()),
    }
}

/// The line of a text; nothing when it is none.
fn line(text: &str) -> Option<Row> {
    let (item, rest) = word(text);
    let (value, mut rest) = word(rest?);
    let value = match value {
        NONE => None,
        number => Some(decimal(number)?),
    };
    let item = Some(item).filter(|item| !item.is_empty())?.into();
    let mut row = Row { item, value, mark: Mark::None, cell: None };
    while let Some(text) = rest {
        let (word, after) = word(text);
        match MARKS.iter().find(|(_, known)| *known == word) {
            Some((mark, _)) if row.mark == Mark::None => row.mark = *mark,
            None if row.cell.is_none() && row.mark == Mark::None => row.cell = Some(word.parse::<Cell>().ok()?),
            _ => return None,
        }
        rest = after;
    }
    Some(row)
}

/// The first word and, when a blank follows it, what comes after. Words are so short that looking at each
/// byte is quicker than starting a search.
fn word(text: &str) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == b' ') {
        Some(end) => (&text[..end], Some(&text[end + 1..])),
        None => (text, None),
    }
}

/// A value as it was written. Nearly all have few digits and fit a machine's integer on the way.
fn decimal(text: &str) -> Option<Decimal> {
    short(text).or_else(|| Decimal::from_str_exact(text).ok())
}

/// A number of at most 18 digits, unless it is written in a way that needs a second look, such as `.5` or `-0`.
fn short(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    if digits.len() > 18 || !digits.first()?.is_ascii_digit() || !digits.last()?.is_ascii_digit() {
        return None;
    }
    let (mut number, mut point) = (0_i64, None);
    for (index, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(index),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |point| digits.len() - 1 - point);
    let negative = digits.len() < text.len();
    match (negative, number) {
        (true, 0) => None,
        (true, _) => Some(Decimal::new(-number, scale as u32)),
        (false, _) => Some(Decimal::new(number, scale as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let row = line(text).unwrap_or_else(|| panic!("{text}"));
        let mut written = String::new();
        write(&mut written, &row).unwrap();
        assert_eq!(written, text);
    }

    #[test]
    fn a_line_reads_back_as_it_was_written() {
        check("qc05_0 1250.50 F7");
        check("qc05_0 -3");
        check("profit 0.0000000000000000000000000001 AA100 estimated");
        check("profit - F9 not_applicable");
        check("profit - confidential");
        check("x 79228162514264337593543950335 break");
    }

    #[test]
    fn nothing_else_is_a_line() {
        for text in [
            "",
            " 1",
            "a",
            "a b",
            "a 1 F7 F8",
            "a 1 estimated F7",
            "a 1 estimated break",
            "a  1",
            "a 1 ",
            "a 1e3",
            "a NaN",
            "a 79228162514264337593543950336",
            "a 1 f7",
        ] {
            assert!(line(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_quick_way_reads_as_the_exact_one() {
        for text in
            ["0", "0.00", "007.50", "-12.5", "123456789012345678", "1234567890123456.7", "-0", "-0.00", ".5", "5."]
        {
            let (quick, exact) = (decimal(text), Decimal::from_str_exact(text).ok());
            let parts =
                |number: Option<Decimal>| number.map(|number| (number.mantissa(), number.scale(), number.to_string()));
            assert_eq!(parts(quick), parts(exact), "{text}");
        }
        for text in ["", "-", "+", ".", "1.2.3", "--1", "1-", "1e3"] {
            assert_eq!(short(text), None, "{text}");
        }
    }

    #[test]
    fn the_lines_of_a_report_are_one_text() {
        let check = |texts: &[&str], json: &str| {
            let lines: Vec<Row> = texts.iter().map(|text| line(text).unwrap()).collect();
            let mut written = Vec::new();
            rows::serialize(&lines, &mut serde_json::Serializer::new(&mut written)).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), json);
            assert_eq!(rows::deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap(), lines);
        };
        check(&[], r#""""#);
        check(&["a 1"], r#""a 1""#);
        check(&["a 1.50 F7", "b - confidential"], r#""a 1.50 F7;b - confidential""#);
        for json in [r#""a 1;""#, r#"";a 1""#, r#""a 1;;b 1""#, "[]"] {
            assert!(rows::deserialize(&mut serde_json::Deserializer::from_str(json)).is_err(), "{json}");
        }
    }
}
