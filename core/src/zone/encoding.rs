//! Files as editors save them: UTF-8 is read, everything else is told with its place.

use super::place::Source;

/// What a file that is not UTF-8 seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// GBK or GB 18030, what Chinese Windows calls ANSI.
    Gbk,
    /// UTF-16, what Windows calls Unicode.
    Utf16,
    /// Something else.
    Unknown,
}

impl Source {
    /// A file given as its bytes.
    pub fn of(index: usize, name: &str, bytes: &[u8]) -> Self {
        let name = name.to_owned();
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            // Every other byte of the tables' names is in place.
            let text =
                bytes.iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte)).collect();
            return Self { index, name, text, undecoded: Some((0, Encoding::Utf16)) };
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self { index, name, text: text.to_owned(), undecoded: None },
            Err(error) => {
                // Some pairs of GBK pass for UTF-8, so it is the line that is known, not the place in it.
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
                let is_gbk = bytes.get(line..).is_some_and(is_gbk);
                let encoding = if is_gbk { Encoding::Gbk } else { Encoding::Unknown };
                let text = String::from_utf8_lossy(bytes).into_owned();
                Self { index, name, text, undecoded: Some((line, encoding)) }
            }
        }
    }
}

/// Whether bytes are ASCII and pairs of GBK, or GB 18030's fours: what cannot be seen for certain, but is all but
/// certain for a text.
fn is_gbk(mut rest: &[u8]) -> bool {
    loop {
        rest = match rest {
            [] => return true,
            [0x00..=0x7F, rest @ ..] => rest,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..] => rest,
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        };
    }
}
