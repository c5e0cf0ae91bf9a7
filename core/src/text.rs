//! Texts as people type them, without what nobody can see: control characters and signs that turn the direction of
//! what follows. `"通过\u{202e}过通未"` would be read backwards, and two names that look alike would not be one.

use std::borrow::Cow;

/// Whether a character is taken out of every text: control characters but for tab and new line, signs of direction,
/// spaces without width, the byte order mark and separators of lines that no page shows.
pub fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// The text without them.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_unseen) {
        text.chars().filter(|c| !is_unseen(*c)).collect::<String>().into()
    } else {
        text.into()
    }
}

/// The text of a JSON document without them in any of its strings, written out or escaped. Every command comes in
/// through here; what is no JSON stays none.
///
/// Example: `{"note": "a\u202eb\u0000"}` becomes `{"note": "ab"}`.
pub fn clean_json(json: &str) -> Cow<'_, str> {
    // Outside of strings they are a mistake, which is to be told as one, but for the ends of lines.
    let raw = |c: char| is_unseen(c) && c >= '\u{7f}';
    if !json.contains(raw) && !json.contains('\\') {
        return json.into();
    }
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\\' { escape(rest) } else { c.len_utf8() };
        let (piece, after) = rest.split_at(length);
        let is_out = if c == '\\' { escaped(piece).is_some_and(is_unseen) } else { raw(c) };
        if !is_out {
            kept.push_str(piece);
        }
        rest = after;
    }
    kept.into()
}

/// Bytes of the escape a text begins with.
fn escape(text: &str) -> usize {
    let hex = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match text[1..].chars().next() {
        Some('u') if text.get(2..6).is_some_and(hex) => 6,
        Some(c) => 1 + c.len_utf8(),
        None => 1,
    }
}

/// The character an escape stands for, if it is one by itself.
fn escaped(escape: &str) -> Option<char> {
    match escape.as_bytes().get(1)? {
        b'b' => Some('\u{8}'),
        b'f' => Some('\u{c}'),
        b'r' => Some('\r'),
        b'u' => char::from_u32(u32::from_str_radix(escape.get(2..)?, 16).ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_and_everything_else_stays() {
        assert_eq!(clean("第一行\n第二行\t“引号”"), "第一行\n第二行\t“引号”");
        for unseen in
            ['\0', '\u{7}', '\r', '\u{7f}', '\u{85}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{feff}']
        {
            assert_eq!(clean(&format!("a{unseen}b")), "ab", "{unseen:?}");
        }
    }

    #[test]
    fn strings_of_a_document_lose_them_however_they_are_written() {
        let check = |json: &str, expected: &str| assert_eq!(clean_json(json), expected);
        check("{\"a\": \"b\u{202e}c\"}\r\n", "{\"a\": \"bc\"}\r\n");
        check(r#"{"a": "b\u202Ec\u0000d\re\nf"}"#, r#"{"a": "bcde\nf"}"#);
        check(r#"{"a": "\\u202e \" \u4e2d \ud83d\ude00"}"#, r#"{"a": "\\u202e \" \u4e2d \ud83d\ude00"}"#);
        check(r#""\u20"#, r#""\u20"#);
        check("\\", "\\");
    }

    proptest! {
        /// Read and cleaned is cleaned and read.
        #[test]
        fn cleaning_before_reading_is_cleaning_after(text in "[a\u{0}-\u{9f}中\u{200b}\u{202e}\u{feff}\\\\\"]{0,20}") {
            let json = serde_json::to_string(&text).unwrap();
            let read: String = serde_json::from_str(&clean_json(&json)).unwrap();
            prop_assert_eq!(read, clean(&text).into_owned());
        }
    }
}
