//! “Did you mean …”: the known name nearest to a misspelt one.

/// The nearest name, when it is near enough to be a slip rather than another word.
pub(super) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    let limit = (length / 3).max(1);
    let near = known.into_iter().map(|name| (strsim::osa_distance(found, name), name));
    near.filter(|(distance, _)| *distance <= limit && *distance < length).min_by_key(|(d, _)| *d).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let check =
            |found, expected| assert_eq!(nearest(found, ["verification", "source", "unit"]), expected, "{found}");
        check("verificaton", Some("verification"));
        check("suorce", Some("source"));
        check("units", Some("unit"));
        check("colour", None);
        check("x", None);
        check("", None);
        assert_eq!(nearest("qc05", ["qc05_0", "qc06"]), Some("qc06"), "one slip before two");
        assert_eq!(nearest("生产运营", ["人员", "生产经营"]), Some("生产经营"));
    }
}
