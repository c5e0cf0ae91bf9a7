//! A value that a reported number has had, with what became of it.

use crate::figure::Unit;
use crate::format;
use crate::view::{Became, Stated};
use crate::words::{Lang, Message, key};

/// `1,180千元：修武分园办公室2026-11-12 09:30填报，领导小组办公室2026-11-13 10:00审核通过（第120号）`, and, where there
/// is one, why it was returned, taken back or unusual.
pub fn stated(it: &Stated, unit: Unit, lang: Lang) -> String {
    let key = match it.became {
        Became::Waiting => key::STATED_WAITING,
        Became::Approved => key::STATED_APPROVED,
        Became::Returned => key::STATED_RETURNED,
        Became::Withdrawn => key::STATED_WITHDRAWN,
    };
    let value = match (it.value, it.gap) {
        (Some(value), _) => format!("{}{}", format::exact(value), super::unit(unit, lang)),
        (None, gap) => gap.map_or("—", |gap| super::gap(gap, lang)).to_owned(),
    };
    let message = Message::new(key).with("value", value).with("by", it.by.as_str()).with("at", format::moment(it.at));
    let message = message
        .with("who", it.decided_by.as_deref().unwrap_or_default())
        .with("when", it.decided_at.map(format::moment).unwrap_or_default())
        .with("why", it.why.as_deref().unwrap_or_default())
        .with("n", it.position.to_string())
        .text(lang);
    let given = it.reasons.iter().map(|reason| Message::new(key::STATED_REASON).with("reason", reason).text(lang));
    std::iter::once(message).chain(given).collect()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_value_is_told_with_what_became_of_it() {
        let check = |became: Became, why: Option<&str>, reasons: &[&str], expected: &str| {
            let decided = became != Became::Waiting;
            let it = Stated {
                value: Some(Decimal::from(1180)),
                gap: None,
                position: 120,
                by: "修武分园办公室".into(),
                at: "2026-11-12T01:30:00Z".parse().unwrap(),
                became,
                decided_by: decided.then(|| "领导小组办公室".to_owned()),
                decided_at: decided.then(|| "2026-11-13T02:00:00Z".parse().unwrap()),
                why: why.map(str::to_owned),
                reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
            };
            assert_eq!(stated(&it, Unit::ThousandYuan, Lang::Chinese), expected);
        };
        let start = "1,180千元：修武分园办公室2026-11-12 09:30填报";
        let by = "领导小组办公室2026-11-13 10:00";
        check(Became::Waiting, None, &[], &format!("{start}，待审核（第120号）"));
        check(Became::Approved, None, &["补缴入库"], &format!("{start}，{by}审核通过（第120号）；情况说明：补缴入库"));
        check(Became::Returned, Some("漏报一户"), &[], &format!("{start}，{by}退回，原因：漏报一户（第120号）"));
        check(Became::Withdrawn, Some("误通过"), &[], &format!("{start}，{by}撤回通过，原因：误通过（第120号）"));
    }
}
