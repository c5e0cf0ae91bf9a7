//! That a page shows what was.

use crate::as_of::AsOf;
use crate::format;
use crate::words::{Lang, Message, key};

/// `本页为截至2026-09-30的数据，不含此后的变化。`
pub fn as_of(as_of: AsOf, lang: Lang) -> String {
    let message = match as_of {
        AsOf::Position(position) => Message::new(key::PAST_OF_ENTRY).with("n", position.to_string()),
        AsOf::Day(day) => Message::new(key::PAST_OF_DAY).with("when", day.to_string()),
        AsOf::Moment(moment) => Message::new(key::PAST_OF_DAY).with("when", format::moment(moment)),
        AsOf::Edition(number) => Message::new(key::PAST_OF_EDITION).with("n", number.to_string()),
    };
    message.text(lang)
}

/// The title of a table of what was: `2026年1—9月各园区主要指标（截至2026-09-30的数据）`.
pub fn title_as_of(title: &str, as_of: AsOf, lang: Lang) -> String {
    let message = match as_of {
        AsOf::Position(position) => Message::new(key::TABLE_OF_ENTRY).with("n", position.to_string()),
        AsOf::Day(day) => Message::new(key::TABLE_OF_DAY).with("when", day.to_string()),
        AsOf::Moment(moment) => Message::new(key::TABLE_OF_DAY).with("when", format::moment(moment)),
        AsOf::Edition(number) => Message::new(key::TABLE_OF_EDITION).with("n", number.to_string()),
    };
    message.with("title", title).text(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_page_says_of_when_it_is() {
        let check = |of: &str, expected: &str| {
            assert_eq!(super::as_of(of.parse().unwrap(), Lang::Chinese), expected, "{of}");
        };
        check("2026-09-30", "本页为截至2026-09-30的数据，不含此后的变化。");
        check("2026-09-30T01:00:00Z", "本页为截至2026-09-30 09:00的数据，不含此后的变化。");
        check("1234", "本页为截至第1234条日志的数据，不含此后的变化。");
        check("edition-3", "本页为第3号会议版的数据，不含此后的变化。");
        let title = |of: &str| title_as_of("各园区主要指标", of.parse().unwrap(), Lang::Chinese);
        assert_eq!(title("2026-09-30"), "各园区主要指标（截至2026-09-30的数据）");
        assert_eq!(title("edition-3"), "各园区主要指标（第3号会议版）");
        assert_eq!(title("1234"), "各园区主要指标（截至第1234条日志的数据）");
    }
}
