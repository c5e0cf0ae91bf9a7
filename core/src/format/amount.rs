//! Amounts as readers of the board read them: money in 亿元 or 万元, whatever unit the form counts in.
//!
//! The forms count money in thousands of yuan, because that is what enterprises' books say. Nobody who reads the
//! board thinks in them: 85,150,597千元 is read as 851.51亿元. The form and its review keep the form's unit,
//! because there it is compared with what was written; the cells behind a number are told in the unit of the number,
//! with every digit.

use rust_decimal::Decimal;

use super::{exact, number, unit};
use crate::figure::Unit;
use crate::words::Lang;

/// The unit in which amounts are shown, and how one comes to it.
///
/// Amounts that stand beside one another share a scale, chosen by the largest of them: of the zone's
/// 85,150,597千元 and a park's 93,000千元 the second is 0.93亿元, not 9,300万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The unit shown.
    pub unit: Unit,
    /// How many of the form's units make one of it.
    per: Decimal,
    /// Decimals shown; all of them when nothing is converted.
    decimals: Option<u32>,
}

impl Scale {
    /// The scale for amounts in `unit` of which none is larger than `largest` (its sign does not matter): from
    /// 1亿元 on 亿元 with two decimals, from 1万元 on 万元 with two, below that the unit itself. What is not money
    /// is shown in its own unit.
    pub fn of(unit: Unit, largest: Decimal) -> Self {
        let plain = Self { unit, per: Decimal::ONE, decimals: None };
        let (per_ten_thousand, per_hundred_million) = match unit {
            Unit::ThousandYuan => (10, 100_000),
            Unit::TenThousandYuan => (1, 10_000),
            _ => return plain,
        };
        let reaches = |per: i64| largest.abs() >= Decimal::from(per);
        let scaled = |unit, per: i64| Self { unit, per: Decimal::from(per), decimals: Some(2) };
        match () {
            () if reaches(per_hundred_million) => scaled(Unit::HundredMillionYuan, per_hundred_million),
            () if per_ten_thousand > 1 && reaches(per_ten_thousand) => scaled(Unit::TenThousandYuan, per_ten_thousand),
            () => plain,
        }
    }

    /// The scale that tells amounts in `unit` in the unit `told`, when both are money; else in their own.
    pub fn told_in(unit: Unit, told: Unit) -> Self {
        let plain = Self { unit, per: Decimal::ONE, decimals: None };
        match (thousands(unit), thousands(told)) {
            (Some(one), Some(other)) if one != other => Self { unit: told, per: other / one, decimals: Some(2) },
            _ => plain,
        }
    }

    /// The number alone, rounded half up: `851.51`; with every digit where that would be 0 and it is not: `0.004`.
    pub fn number(self, value: Decimal) -> String {
        let Some(decimals) = self.decimals else { return exact(value) };
        let scaled = value / self.per;
        let is_lost = scaled.abs() < Decimal::new(5, decimals + 1) && !scaled.is_zero();
        if is_lost { exact(scaled) } else { number(scaled, decimals) }
    }

    /// The number alone with every digit: `851.50597`.
    pub fn exact(self, value: Decimal) -> String {
        exact(value / self.per)
    }
}

/// How many 千元 one of a unit of money is.
pub(crate) fn thousands(unit: Unit) -> Option<Decimal> {
    match unit {
        Unit::ThousandYuan => Some(Decimal::ONE),
        Unit::TenThousandYuan => Some(Decimal::TEN),
        Unit::HundredMillionYuan => Some(Decimal::from(100_000)),
        _ => None,
    }
}

/// An amount with the unit it is read in: `851.51亿元`, `1,200.5人` in persons' own unit.
pub fn amount(value: Decimal, of: Unit, lang: Lang) -> String {
    let scale = Scale::of(of, value);
    format!("{}{}", scale.number(value), unit(scale.unit, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_in_hundreds_of_millions() {
        let check = |value: &str, unit, expected: &str| {
            assert_eq!(amount(value.parse().unwrap(), unit, Lang::Chinese), expected, "{value}");
        };
        check("85150597", Unit::ThousandYuan, "851.51亿元");
        check("-85150597", Unit::ThousandYuan, "-851.51亿元");
        check("100000", Unit::ThousandYuan, "1.00亿元");
        check("99999", Unit::ThousandYuan, "9,999.90万元");
        check("9.5", Unit::ThousandYuan, "9.5千元");
        check("0", Unit::ThousandYuan, "0千元");
        check("45500", Unit::TenThousandYuan, "4.55亿元");
        check("9999", Unit::TenThousandYuan, "9,999万元");
        check("120345", Unit::Person, "120,345人");
        check("851.5", Unit::HundredMillionYuan, "851.5亿元");
    }

    #[test]
    fn amounts_beside_one_another_share_a_scale() {
        let scale = Scale::of(Unit::ThousandYuan, Decimal::from(85_150_597));
        assert_eq!((scale.unit, scale.number(Decimal::from(93_000))), (Unit::HundredMillionYuan, "0.93".to_owned()));
        assert_eq!(scale.number(Decimal::from(400)), "0.004", "small, and not nothing");
    }

    #[test]
    fn one_unit_is_told_whatever_the_form_counts_in() {
        let check = |value: &str, unit, told, expected: &[&str; 3]| {
            let (scale, value) = (Scale::told_in(unit, told), value.parse().unwrap());
            let found = [&*scale.number(value), &*scale.exact(value), scale.unit.name()];
            assert_eq!(found, *expected, "{value} {unit:?} in {told:?}");
        };
        let (thousand, ten_thousand, all) = (Unit::ThousandYuan, Unit::TenThousandYuan, Unit::HundredMillionYuan);
        check("85150597", thousand, all, &["851.51", "851.50597", "亿元"]);
        check("45500", ten_thousand, all, &["4.55", "4.55", "亿元"]);
        check("12", thousand, all, &["0.00012", "0.00012", "亿元"]);
        check("0", thousand, all, &["0.00", "0", "亿元"]);
        check("125", thousand, ten_thousand, &["12.50", "12.5", "万元"]);
        check("1.5", all, ten_thousand, &["15,000.00", "15,000", "万元"]);
        check("9.5", thousand, thousand, &["9.5", "9.5", "千元"]);
        check("120345", Unit::Person, all, &["120,345", "120,345", "人"]);
    }
}
