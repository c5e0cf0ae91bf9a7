//! The formula in words, in codes, and with the numbers it was computed from.

use duoyuan_core::view::{Figure, Operand};
use duoyuan_core::words::key;
use duoyuan_core::zone::Indicator;
use leptos::prelude::*;

use crate::prefs::words;
use crate::say;

/// Three lines: 研发费用 ÷ 营业收入 × 100; qj20 / qc05_0 * 100, or qc05_0（由千元换算为亿元）; 34.57亿元 ÷ 851.51亿元 × 100 = 4.06%.
#[component]
pub fn FormulaText(indicator: Indicator, figure: Figure, operands: Vec<Operand>) -> impl IntoView {
    let w = words();
    let of = StoredValue::new((indicator, figure, operands));
    let in_words = move || of.with_value(|(indicator, _, operands)| say::formula(indicator, operands, w.lang()));
    let coded = move || of.with_value(|(indicator, _, operands)| say::coded(indicator, operands, w.lang()));
    let worked = move || of.with_value(|(indicator, figure, all)| say::worked(indicator, figure, all, w.lang()));
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_FORMULA)}</h3>
            <p class="explain-formula">{in_words}</p>
            <p class="explain-formula quiet-text"><code>{coded}</code></p>
            {move || worked().map(|text| view! {
                <h3>{w.t(key::EXPLAIN_COMPUTED)}</h3>
                <p class="explain-formula digits">{text}</p>
            })}
        </section>
    }
}
