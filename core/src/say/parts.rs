//! Where a sentence may be parted on a narrow screen.

/// Marks that end a part, and stay with it.
const ENDS: [char; 7] = ['，', '、', '；', '：', '。', '）', '·'];

/// The parts of a text, each with the mark that ends it: a line that begins with one of them begins with no mark, and
/// no word is parted while a part fits into the line. Texts without such marks are one part.
///
/// ```
/// use duoyuan_core::say::parts;
/// assert_eq!(parts("口径调整，不可比"), ["口径调整，", "不可比"]);
/// assert_eq!(parts("12,345.6"), ["12,345.6"]);
/// ```
pub fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(ENDS) {
        // Several marks in a row, such as `）。`, stay together.
        let end = rest[at..].find(|c| !ENDS.contains(&c)).map_or(rest.len(), |length| at + length);
        let (part, after) = rest.split_at(end);
        found.push(part);
        rest = after;
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_begins_with_a_mark() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(parts(text), expected, "{text}");
            assert_eq!(parts(text).concat(), text, "nothing is lost");
        };
        check("", &[]);
        check("未报", &["未报"]);
        check("有园区口径调整，不公布", &["有园区口径调整，", "不公布"]);
        check("缺3台月（自用机时）。请补报", &["缺3台月（自用机时）。", "请补报"]);
        check("，", &["，"]);
        check("Not comparable, adjusted", &["Not comparable, adjusted"]);
    }
}
