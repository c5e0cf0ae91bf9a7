use super::*;
use crate::figure::{Change, Gap, Status};
use crate::period::Basis;
use crate::series::Subject;
use crate::zone::Zone;

fn zone() -> Zone {
    crate::zone::load(&crate::zone::shipped()).unwrap()
}

/// The operands of an indicator with these values, in order of appearance.
fn operands(zone: &Zone, indicator: &Indicator, values: &[i64]) -> Vec<Operand> {
    let all = indicator.formula.parsed.operands();
    let operand = |((code, lag), value): (&(Code, Lag), &i64)| {
        let item = zone.item(code).unwrap();
        Operand {
            item: code.clone(),
            name: item.plain_name().to_owned(),
            unit: item.unit,
            told_in: item.unit,
            lag: *lag,
            month: "2026-10".parse().unwrap(),
            basis: Basis::Cumulative,
            value: Some(Decimal::from(*value)),
            gap: None,
            definition: String::new(),
            cited: item.cited.clone(),
            origins: Vec::new(),
        }
    };
    all.iter().zip(values).map(operand).collect()
}

#[track_caller]
fn check(code: &str, values: &[i64], formula_said: &str, worked_said: Option<&str>) {
    let zone = zone();
    let indicator = zone.indicator(&Code::new(code)).unwrap();
    let operands = operands(&zone, indicator, values);
    let of = |code: &Code, lag| {
        let operand = operands.iter().find(|it| it.item == *code && it.lag == lag).unwrap();
        Ok(operand.value.unwrap())
    };
    let figure = Figure {
        subject: Subject::Zone,
        code: indicator.code.clone(),
        month: "2026-10".parse().unwrap(),
        basis: Basis::Cumulative,
        value: indicator.formula.parsed.value(&of).ok(),
        gap: None,
        unit: indicator.unit,
        decimals: indicator.decimals,
        status: Status::Final,
        year_on_year: Change::None(Gap::NoBase),
        comparable: None,
        missing: Vec::new(),
        lacking: Decimal::ZERO,
    };
    assert_eq!(formula(indicator, &operands, Lang::Chinese), formula_said);
    assert_eq!(worked(indicator, &figure, &operands, Lang::Chinese).as_deref(), worked_said);
}

#[test]
fn money_is_worked_in_the_units_of_the_board() {
    check("revenue", &[85_150_597], "营业收入（由千元换算为亿元）", None);
    check("rd_staff", &[1_200], "研究开发人员合计", None);
    check(
        "revenue_increase",
        &[85_150_597, 80_000_000],
        "营业收入 − 上年同期营业收入（由千元换算为亿元）",
        Some("851.51亿元 − 800.00亿元 = 51.51亿元"),
    );
    check(
        "rd_intensity",
        &[3_456_789, 85_150_597],
        "研究开发费用合计 ÷ 营业收入 × 100",
        Some("34.57亿元 ÷ 851.51亿元 × 100 = 4.06%"),
    );
    // 千元 a person, a tenth of it 万元: told in 万元, nothing is left to convert.
    check(
        "contracts_per_person",
        &[120_000, 3_000],
        "技术合同成交金额 ÷ 从业人员期末人数（由千元/人换算为万元/人）",
        Some("12,000.00万元 ÷ 3,000人 = 4.00万元/人"),
    );
    check(
        "productivity",
        &[10_970_000, 30_500],
        "增加值 ÷ 从业人员期末人数（由千元/人换算为万元/人）",
        Some("1,097,000.00万元 ÷ 30,500人 = 35.97万元/人"),
    );
    // Persons are told as they are reported: the factor remains, and is said in words.
    check(
        "grants_per_person",
        &[120, 30_500],
        "发明专利授权数 ÷ 从业人员期末人数（由件/人换算为件/万人）",
        Some("120件 ÷ 30,500人 × 10,000 = 39.34件/万人"),
    );
    check(
        "applications_per_rd",
        &[120, 363_000],
        "发明专利申请数 ÷ 研究开发费用合计（由件/千元换算为件/千万元）",
        Some("120件 ÷ 363,000千元 × 10,000 = 3.31件/千万元"),
    );
}

#[test]
fn a_factor_that_converts_is_said_beside_the_codes_too() {
    let zone = zone();
    let check = |code: &str, expected: &str| {
        let indicator = zone.indicator(&Code::new(code)).unwrap();
        let operands = operands(&zone, indicator, &[1, 1, 1]);
        assert_eq!(coded(indicator, &operands, Lang::Chinese), expected);
    };
    check("revenue", "qc05_0（由千元换算为亿元）");
    check("productivity", "qz001 ÷ qd01（由千元/人换算为万元/人）");
    check("revenue_increase", "qc05_0 − sn(qc05_0)（由千元换算为亿元）");
    check("rd_intensity", "qj20 / qc05_0 * 100");
}

#[test]
fn an_explanation_tells_its_money_in_one_unit() {
    let check = |code: &str, values: &[Option<i64>], expected: Option<Unit>| {
        let zone = zone();
        let indicator = zone.indicator(&Code::new(code)).unwrap();
        let mut operands = operands(&zone, indicator, &vec![0; values.len()]);
        for (operand, value) in operands.iter_mut().zip(values) {
            (operand.value, operand.gap) = (value.map(Decimal::from), value.is_none().then_some(Gap::NotReported));
        }
        assert_eq!(told_in(indicator, &operands), expected, "{code} {values:?}");
    };
    // The figure is money: a park's 9,300万元 is 0.93亿元 beside it.
    check("revenue", &[Some(85_150_597)], Some(Unit::HundredMillionYuan));
    check("revenue", &[Some(93)], Some(Unit::HundredMillionYuan));
    check("rd_intensity", &[Some(3_456), Some(85_150_597)], Some(Unit::HundredMillionYuan));
    check("rd_intensity", &[Some(34), Some(85_150)], Some(Unit::TenThousandYuan));
    check("rd_intensity", &[None, Some(85_150_597)], Some(Unit::HundredMillionYuan));
    check("contracts_per_person", &[Some(120_000), Some(3_000)], Some(Unit::TenThousandYuan));
    check("applications_per_rd", &[Some(120), Some(363_000)], None);
    check("rd_staff", &[Some(1_200)], None);
}
