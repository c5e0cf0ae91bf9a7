//! What a 同比 covers, and what an adjustment says, in words.

use super::list;
use crate::figure::Gap;
use crate::format;
use crate::report::Adjustment;
use crate::view::{Figure, LeftOut};
use crate::words::{Lang, Message, key};

/// `按4个可比园区`, when the change is not of all parks that stand in the figure.
pub fn covers(figure: &Figure, lang: Lang) -> Option<String> {
    Some(Message::new(key::COMPARABLE_PARKS).with("n", figure.comparable?.to_string()).text(lang))
}

/// Why a park is left out of a change: `自2025年6月起口径调整，不可比`.
pub fn left_out(left: &LeftOut, lang: Lang) -> String {
    match (left.reason, left.adjusted_from) {
        (Gap::Break, Some(from)) => Message::new(key::EXPLAIN_ADJUSTED).with("month", format::month(from)).text(lang),
        (Gap::NotReported, _) => key::EXPLAIN_NOT_REPORTED_NOW.text(lang).to_owned(),
        (gap, _) => super::gap(gap, lang).to_owned(),
    }
}

/// What a park states of a row marked 口径调整: `新口径自2025年6月的报表起执行，同口径数：2024年6月870、2025年5月740`.
pub fn adjustment(stated: &Adjustment, lang: Lang) -> String {
    let mut text = Message::new(key::REVIEW_ADJUSTED).with("from", format::month(stated.from)).text(lang);
    let figure = |(month, value): (&crate::period::Month, &rust_decimal::Decimal)| {
        let one = Message::new(key::REVIEW_RESTATED_ONE).with("month", format::month(*month));
        one.with("value", format::exact(*value)).text(lang)
    };
    if !stated.restated.is_empty() {
        let figures = list(stated.restated.iter().map(figure), lang);
        text.push_str(&Message::new(key::REVIEW_RESTATED).with("figures", figures).text(lang));
    }
    text
}
