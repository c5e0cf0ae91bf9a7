//! What is written into the template is what is read from it.

use duoyuan_core::figure::Mark;
use duoyuan_core::intake::read;
use duoyuan_core::report::Row;
use duoyuan_server::workbook;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::zone;

fn row() -> impl Strategy<Value = (Option<Decimal>, Mark)> {
    let value = (-1_000_000_000_000_000_000i64..1_000_000_000_000_000_000, 0u32..5);
    let value = prop_oneof![
        Just(None),
        Just(Some(Decimal::ZERO)),
        value.prop_map(|(mantissa, scale)| Some(Decimal::new(mantissa, scale).normalize())),
        (0i64..100_000_000_000, 0u32..5).prop_map(|(mantissa, scale)| Some(Decimal::new(mantissa, scale).normalize())),
    ];
    let mark = prop_oneof![Just(Mark::None), Just(Mark::Estimated), Just(Mark::Break), Just(Mark::Confidential)];
    (value, mark)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_read_as_written(values in proptest::collection::vec(row(), zone::ITEMS.len()), reason in "[一-龥，。%&<>\"' ]{0,40}") {
        let zone = zone::zone();
        let mut template = zone::filled();
        for (line, (value, mark)) in template.lines.iter_mut().zip(&values) {
            line.row = Some(Row { item: line.code.clone(), value: *value, mark: *mark, cell: None });
        }
        template.lines[0].reason = reason.clone();
        let bytes = workbook::write(&template).expect("it is written");
        let book = workbook::read(&bytes, &template.file).expect("it is read");
        let back = read(&zone, &"qinyang".into(), zone::month(), &book.sheets[0]);
        prop_assert_eq!(&back.findings, &vec![]);
        let rows: Vec<_> = back.rows.iter().map(|row| (row.value, row.mark)).collect();
        prop_assert_eq!(rows, values);
        let first = back.reasons.get(&zone.form.items[0].code).map_or("", String::as_str);
        prop_assert_eq!(first, reason.trim());
    }
}

#[test]
fn the_same_template_gives_the_same_bytes() {
    let write = || workbook::write(&zone::filled()).expect("it is written");
    assert_eq!(write(), write());
}
