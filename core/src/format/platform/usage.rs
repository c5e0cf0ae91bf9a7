//! What was used, in words.

use rust_decimal::Decimal;

use crate::format::exact;
use crate::platform::Usage;
use crate::words::{Key, Lang, Message, key};

/// `使用3小时，样品5个，收入2,700元`: what there was none of is not said, but for the hours when there was nothing.
pub fn used(usage: &Usage, lang: Lang) -> String {
    let parts: [(Decimal, Key); 4] = [
        (usage.hours, key::PW_USED_HOURS),
        (usage.samples, key::PW_USED_SAMPLES),
        (usage.credit, key::PW_USED_CREDIT),
        (usage.income, key::PW_USED_INCOME),
    ];
    let say = |(value, key): &(Decimal, Key)| Message::new(*key).with("n", exact(*value)).text(lang);
    let said: Vec<String> = parts.iter().filter(|(value, _)| !value.is_zero()).map(say).collect();
    let separator = if lang == Lang::Chinese { "，" } else { ", " };
    if said.is_empty() { say(&parts[0]) } else { said.join(separator) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check([hours, samples, credit, income]: [i64; 4], expected: &str) {
        let usage =
            Usage { hours: hours.into(), samples: samples.into(), credit: credit.into(), income: income.into() };
        assert_eq!(used(&usage, Lang::Chinese), expected);
    }

    #[test]
    fn only_what_there_was_is_said() {
        check([3, 5, 0, 2700], "使用3小时，样品5个，收入2,700元");
        check([0, 0, 300, 0], "提用300万元");
        check([0, 0, 0, 0], "使用0小时");
    }
}
