//! How a worksheet shows a number, where that is another number than it holds: 12,345,678 as “1234.6万”.
//!
//! Somebody who reads “1234.6万” on the screen has checked that figure and not the one in the cell. What is read and
//! what was seen must be the same, or it is said.

use smol_str::SmolStr;

use crate::words::{Key, key};

/// How a number looks in its cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// As the number it is, perhaps rounded or in groups.
    #[default]
    AsStored,
    /// Multiplied by a hundred, with a percent sign.
    Percent,
    /// As the number it is with these words beside it, such as `千元` or `万元`.
    Beside(SmolStr),
    /// As another number: divided by thousands, with digits or points put in, without its sign or not at all. This is
    /// the format's code.
    Otherwise(SmolStr),
}

impl Shown {
    /// What makes a number of `unit` look like another one, if anything does: the key of the sentence that tells it, and
    /// the part of the format that does it, such as `¥` of `[$¥-804]#,##0` beside a figure in 千元.
    pub(super) fn misleads(&self, unit: &str) -> Option<(Key, &str)> {
        /// Powers of ten in words, and money: beside a figure in 千元, `元` says a thousandth of it.
        const OTHER: [char; 9] = ['十', '百', '千', '万', '亿', '兆', '元', '圆', '‰'];
        match self {
            Self::Otherwise(code) => Some((key::SHOWN_OTHERWISE, code)),
            Self::Beside(words) if words == unit => None,
            Self::Beside(words) if is_currency(words) => Some((key::SHOWN_AS_CURRENCY, words)),
            Self::Beside(words) if words.contains(OTHER) || ["K", "k", "M"].contains(&words.as_str()) => {
                Some((key::SHOWN_OTHERWISE, words))
            }
            _ => None,
        }
    }
}

/// What a currency format puts beside a number: a sign, or a code such as `CNY`.
fn is_currency(words: &str) -> bool {
    let is_code = words.len() == 3 && words.bytes().all(|b| b.is_ascii_uppercase());
    is_code || words.contains(['¥', '￥', '$', '€', '£'])
}

/// A number format such as `#,##0.00` or `0!.0,"万"`, read once for all cells that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberFormat {
    code: SmolStr,
    sections: Vec<Section>,
}

/// One of the parts between semicolons: for positive numbers, negative ones, zero, or by a condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    conditional: bool,
    percent: bool,
    /// A place for digits is there.
    digits: bool,
    /// Shows something else than the digits: thousands left out, digits or a point put in.
    distorts: bool,
    /// A sign, brackets or a colour tell that the number is negative.
    negative: bool,
    /// A sign or a bracket stands before the digits, so that a positive number looks negative.
    minus: bool,
    words: String,
}

impl NumberFormat {
    /// Reads the code of a format.
    pub fn of(code: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut rest = code;
        // Commas right behind a place for digits: what comes next says whether they group or divide.
        let (mut after_digit, mut commas) = (false, false);
        while let Some(c) = rest.chars().next() {
            let last = sections.len() - 1;
            let section = &mut sections[last];
            let (token, tail) = rest.split_at(c.len_utf8());
            rest = tail;
            if commas && c != ',' {
                section.distorts |= !matches!(c, '0' | '#' | '?');
                commas = false;
            }
            let was_digit = std::mem::take(&mut after_digit);
            match c {
                ';' => sections.push(Section::default()),
                '0' | '#' | '?' => (section.digits, after_digit) = (true, true),
                ',' => (commas, after_digit) = (was_digit, was_digit),
                '%' => section.percent = true,
                '"' => {
                    let (text, tail) = rest.split_once('"').unwrap_or((rest, ""));
                    section.say(text);
                    rest = tail;
                }
                '\\' | '!' => rest = section.say_next(rest),
                // A width: what follows is not shown.
                '_' => rest = skip(rest),
                // A filling: what follows is shown again and again; digits would be another number.
                '*' => {
                    section.distorts |= rest.starts_with(|c: char| c.is_ascii_digit());
                    rest = skip(rest);
                }
                '[' => {
                    let (inside, tail) = rest.split_once(']').unwrap_or((rest, ""));
                    section.bracket(inside);
                    rest = tail;
                }
                '-' | '(' => section.sign(),
                '@' => section.digits = true,
                'G' | 'g' => {
                    let general = ["eneral", "ENERAL", "/通用格式"].iter().find_map(|word| rest.strip_prefix(word));
                    if let Some(tail) = general {
                        (section.digits, rest) = (true, tail);
                    }
                }
                c if !c.is_ascii() => section.say(token),
                _ => {}
            }
        }
        if commas && let Some(section) = sections.last_mut() {
            section.distorts = true;
        }
        Self { code: code.into(), sections }
    }

    /// How it shows `value`.
    pub fn show(&self, value: f64) -> Shown {
        if self.code.is_empty() {
            return Shown::AsStored;
        }
        let count = self.sections.len();
        let conditional = self.sections.iter().any(|section| section.conditional);
        let sections = match () {
            () if conditional => &self.sections[..],
            () if value < 0.0 && count > 1 => &self.sections[1..2],
            () if value == 0.0 && count > 2 => &self.sections[2..3],
            () => &self.sections[..1],
        };
        if sections.iter().any(|section| section.percent) {
            return Shown::Percent;
        }
        // Zero may be shown as a dash or not at all: that is how accounts look.
        let hides = |section: &Section| value != 0.0 && !section.digits;
        // A section of its own shows a negative number without its sign, unless it brings one.
        let unsigned = |section: &Section| value < 0.0 && count > 1 && !conditional && !section.negative;
        let turned = |section: &Section| value > 0.0 && !conditional && section.minus;
        let distorts = |section: &Section| value != 0.0 && section.distorts || turned(section);
        if sections.iter().any(|section| distorts(section) || hides(section) || unsigned(section)) {
            return Shown::Otherwise(self.code.clone());
        }
        let is_sign = |c: char| c.is_whitespace() || "-－−()（）".contains(c);
        let words = sections.iter().map(|section| section.words.trim_matches(is_sign)).find(|words| !words.is_empty());
        words.map_or(Shown::AsStored, |words| Shown::Beside(words.into()))
    }
}

impl Section {
    /// A minus or an opening bracket.
    fn sign(&mut self) {
        self.negative = true;
        self.minus |= !self.digits;
    }

    /// Text shown as it is.
    fn say(&mut self, text: &str) {
        let puts_in = text.chars().any(|c| c.is_ascii_digit()) || [".", ","].contains(&text.trim());
        self.distorts |= puts_in;
        if text.contains(['-', '(', '－', '−', '（', '△', '▲', '负']) {
            self.sign();
        }
        self.words.push_str(text);
    }

    /// The next character shown as it is; what follows it.
    fn say_next<'a>(&mut self, rest: &'a str) -> &'a str {
        let tail = skip(rest);
        self.say(&rest[..rest.len() - tail.len()]);
        tail
    }

    /// A colour, a condition, digits of a language, or a currency such as `[$¥-804]`.
    fn bracket(&mut self, inside: &str) {
        match inside.strip_prefix('$') {
            Some(currency) => self.say(currency.split('-').next().unwrap_or_default()),
            None => self.conditional |= inside.starts_with(['<', '>', '=']),
        }
        self.negative |= ["red", "红色"].contains(&inside.to_lowercase().as_str());
    }
}

/// What follows the next character.
fn skip(rest: &str) -> &str {
    let mut characters = rest.chars();
    characters.next();
    characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, value: f64, expected: Shown) {
        assert_eq!(NumberFormat::of(code).show(value), expected, "{value} as {code}");
    }

    fn otherwise(code: &str) -> Shown {
        Shown::Otherwise(code.into())
    }

    #[test]
    fn ordinary_formats_show_what_is_there() {
        for code in [
            "",
            "General",
            "G/通用格式",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00##",
            "#,##0_);(#,##0)",
            "0.00;[Red]0.00",
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "0.00E+00",
            "@",
            "# ?/?",
            "[DBNum1]0",
            "0;-0;;@",
            "0_ ;[Red]\\-0\\ ",
            "[>100]0.0;0",
        ] {
            for value in [0.0, 5.0, 12_345.5, -7.0] {
                check(code, value, Shown::AsStored);
            }
        }
    }

    #[test]
    fn formats_that_show_another_number() {
        for code in [
            "#,##0,",
            "0,",
            "0.00,",
            "#,##0,.00",
            "0!.0,\"万\"",
            "0\\.0,\"万\"",
            "0\".\"0,",
            "#,##0,,\"M\"",
            "0\"00\"",
            "0\\0",
            ";;;",
            "\"无\"",
            "[>=10000]0.0,\"万\";0",
            "G/通用格式\"0\"",
            "0,万",
            "-0",
            "(#,##0)",
            "\"负\"0",
            "0*9",
        ] {
            check(code, 12_345_678.0, otherwise(code));
        }
        check("-0", -5.0, Shown::AsStored);
        check("0;0", -5.0, otherwise("0;0"));
        check("0;0", 5.0, Shown::AsStored);
        check("0;;", -5.0, otherwise("0;;"));
        check("#,##0,", 0.0, Shown::AsStored);
    }

    #[test]
    fn percents_and_words_beside() {
        check("0.0%", 0.5, Shown::Percent);
        check("#,##0.00%;[Red]-0%", -0.5, Shown::Percent);
        check("0\"%\"", 7.5, Shown::Beside("%".into()));
        check("0\\%", 7.5, Shown::Beside("%".into()));
        check("#,##0.00\"万元\"", 7.5, Shown::Beside("万元".into()));
        check("[$¥-804]#,##0.00", 7.5, Shown::Beside("¥".into()));
    }

    #[track_caller]
    fn check_misleads(code: &str, unit: &str, expected: Option<(Key, &str)>) {
        assert_eq!(NumberFormat::of(code).show(7.5).misleads(unit), expected, "{code} for {unit}");
    }

    #[test]
    fn words_that_say_another_unit_are_told_and_currencies_as_such() {
        let (otherwise, currency) = (key::SHOWN_OTHERWISE, key::SHOWN_AS_CURRENCY);
        for (code, unit, expected) in [
            ("0\"万元\"", "千元", Some((otherwise, "万元"))),
            ("0\"万\"", "人", Some((otherwise, "万"))),
            ("0\"元\"", "千元", Some((otherwise, "元"))),
            ("#,##0,", "千元", Some((otherwise, "#,##0,"))),
            ("[$¥-804]#,##0", "千元", Some((currency, "¥"))),
            ("\"¥\"#,##0.00;\"¥\"-#,##0.00", "千元", Some((currency, "¥"))),
            ("[$￥-804]#,##0", "人", Some((currency, "￥"))),
            ("[$CNY] #,##0", "千元", Some((currency, "CNY"))),
            ("[$$-409]#,##0", "千元", Some((currency, "$"))),
            ("[$€-2] #,##0", "千元", Some((currency, "€"))),
            ("[$-804]0", "千元", None),
            ("0\"千元\"", "千元", None),
            ("0\"人\"", "人", None),
            ("0\"%\"", "千元", None),
            ("\"约\"0", "家", None),
        ] {
            check_misleads(code, unit, expected);
        }
    }
}
