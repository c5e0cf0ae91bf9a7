//! Why a ranking is empty, and what to do first.

use crate::figure::Gap;
use crate::format;
use crate::id::ParkId;
use crate::period::Month;
use crate::words::{Lang, Message, key};

/// What is said where no park has a place: `2026年10月尚未结束，园区11月1日起填报。…`. `outside` are the parks with the
/// reasons for which they have none.
pub fn unranked(outside: &[(ParkId, Gap)], month: Month, lang: Lang) -> String {
    let any = |of: &[Gap]| outside.iter().any(|(_, gap)| of.contains(gap));
    let key = match () {
        () if any(&[Gap::AwaitsReview]) => key::UNRANKED_AWAITS_REVIEW,
        () if any(&[Gap::NotYet]) => key::UNRANKED_NOT_YET,
        () if any(&[Gap::NotReported, Gap::Returned]) => key::UNRANKED_NOT_REPORTED,
        () if any(&[Gap::NotInForce]) => key::UNRANKED_NOT_IN_FORCE,
        () if any(&[Gap::NoBase]) => key::UNRANKED_NO_BASE,
        () => key::UNRANKED,
    };
    let from = format::day(month.over(), lang);
    Message::new(key).with("month", format::month(month)).with("from", from).text(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_ranking_says_what_to_do_first() {
        let check = |gaps: &[Gap], expected: &str| {
            let outside: Vec<(ParkId, Gap)> = gaps.iter().map(|gap| ("a".into(), *gap)).collect();
            let said = unranked(&outside, Month::new(2026, 10).unwrap(), Lang::Chinese);
            assert!(said.starts_with(expected), "{gaps:?}: {said}");
        };
        check(&[Gap::NotYet, Gap::NotYet], "2026年10月尚未结束，园区11月1日起填报");
        check(&[Gap::NotReported, Gap::Returned], "2026年10月还没有已通过的报表");
        check(&[Gap::NotReported, Gap::AwaitsReview], "2026年10月的报表正在审核");
        check(&[Gap::NotInForce, Gap::NotInForce], "2026年10月不执行这项指标");
        check(&[Gap::NoBase, Gap::Break], "没有上年同期数");
        check(&[Gap::NotApplicable], "各园区均没有可以比较的数");
        check(&[], "各园区均没有可以比较的数");
    }
}
