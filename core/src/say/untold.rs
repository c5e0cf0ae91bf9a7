//! Why a park is not told a number of the zone, in a sentence.

use crate::figure::{Change, Gap};
use crate::words::{Lang, key};

/// Why there is no figure of the zone for a park, or no change of it, where the word in its place is too short to say it:
/// of 上月数更正，不可比 that two sums are of different reports; of 有园区口径调整，不公布 that the rest would tell of few.
pub fn untold(gap: Option<Gap>, year_on_year: Change, lang: Lang) -> Option<&'static str> {
    let unchanged = match year_on_year {
        Change::None(gap) => Some(gap),
        _ => None,
    };
    let key = match gap.or(unchanged)? {
        Gap::Corrected => key::EXPLAIN_CORRECTED,
        Gap::Adjusted => key::EXPLAIN_NOT_TOLD_ADJUSTED,
        Gap::DifferentParks => key::EXPLAIN_NOT_TOLD_DIFFERENT,
        _ => return None,
    };
    Some(key.text(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_of_the_figure_comes_before_that_of_its_change() {
        let check = |gap, change, begins: Option<&str>| {
            let told = untold(gap, Change::None(change), Lang::Chinese);
            assert_eq!(told.map(|told| told.split('。').next().unwrap_or_default()), begins, "{gap:?} {change:?}");
        };
        check(Some(Gap::Corrected), Gap::Corrected, Some("当月数为该月累计公布数减上月累计公布数"));
        check(None, Gap::Adjusted, Some("合计的园区中有口径调整"));
        check(None, Gap::DifferentParks, Some("两期合计的园区不同"));
        check(Some(Gap::AfterClosing), Gap::AfterClosing, None);
        check(None, Gap::Break, None);
    }
}
