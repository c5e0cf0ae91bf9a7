//! A report's lines as the journal keeps them: one short text a line, `qc05_0 1250.5 F7 estimated`.
//!
//! A journal is mostly lines of reports. Written as objects they take three times the room and eight times as
//! long to read back, and say nothing more.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserializer, Serializer};

use super::{Cell, Row};
use crate::figure::Mark;
use crate::id::Code;

const MARKS: [(Mark, &str); 4] = [
    (Mark::Estimated, "estimated"),
    (Mark::Break, "break"),
    (Mark::NotApplicable, "not_applicable"),
    (Mark::Confidential, "confidential"),
];

/// Stands where there is no value.
const NONE: &str = "-";

pub(crate) fn serialize<S: Serializer>(rows: &[Row], s: S) -> Result<S::Ok, S::Error> {
    let mut list = s.serialize_seq(Some(rows.len()))?;
    let mut text = String::new();
    for row in rows {
        text.clear();
        write(&mut text, row).map_err(serde::ser::Error::custom)?;
        list.serialize_element(&text)?;
    }
    list.end()
}

fn write(text: &mut String, row: &Row) -> std::fmt::Result {
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
fn read(text: &str) -> Option<Row> {
    let mut words = text.split(' ');
    let item = Code::new(words.next().filter(|item| !item.is_empty())?);
    let value = match words.next()? {
        NONE => None,
        number => Some(Decimal::from_str_exact(number).ok()?),
    };
    let mut row = Row { item, value, mark: Mark::None, cell: None };
    for word in words {
        match MARKS.iter().find(|(_, known)| *known == word) {
            Some((mark, _)) if row.mark == Mark::None => row.mark = *mark,
            None if row.cell.is_none() && row.mark == Mark::None => row.cell = Some(word.parse::<Cell>().ok()?),
            _ => return None,
        }
    }
    Some(row)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Row>, D::Error> {
    struct Lines;

    impl<'de> Visitor<'de> for Lines {
        type Value = Vec<Row>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("lines such as `qc05_0 1250.5 F7`")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Row>, A::Error> {
            let mut rows = Vec::with_capacity(list.size_hint().unwrap_or(40).min(1000));
            while let Some(row) = list.next_element_seed(Line)? {
                rows.push(row);
            }
            rows.shrink_to_fit();
            Ok(rows)
        }
    }

    d.deserialize_seq(Lines)
}

/// Reads a line in place: nothing is copied but what is kept.
struct Line;

impl<'de> DeserializeSeed<'de> for Line {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Row, D::Error> {
        d.deserialize_str(self)
    }
}

impl Visitor<'_> for Line {
    type Value = Row;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a line such as `qc05_0 1250.5 F7`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Row, E> {
        read(text).ok_or_else(|| E::custom(format_args!("not a line of a report: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let row = read(text).unwrap_or_else(|| panic!("{text}"));
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
            assert!(read(text).is_none(), "{text}");
        }
    }
}
