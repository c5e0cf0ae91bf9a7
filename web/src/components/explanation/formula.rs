//! The formula in words, in codes, and with the numbers it was computed from.

use duoyuan_core::format;
use duoyuan_core::formula::Lag;
use duoyuan_core::id::Code;
use duoyuan_core::view::{Figure, Operand};
use duoyuan_core::words::key;
use duoyuan_core::zone::Indicator;
use leptos::prelude::*;

use crate::prefs::words;
use crate::say;

/// Three lines: 研发费用 ÷ 营业收入 × 100; qj20 / qc05_0 * 100; 1,234 ÷ 56,789 × 100 = 2.17%.
#[component]
pub fn FormulaText(indicator: Indicator, figure: Figure, operands: Vec<Operand>) -> impl IntoView {
    let w = words();
    let text = indicator.formula.text.clone();
    let parsed = StoredValue::new(indicator.formula.parsed);
    let operands = StoredValue::new(operands);
    let name = move |code: &Code| {
        operands
            .with_value(|all| all.iter().find(|o| o.item == *code).map_or_else(|| code.to_string(), |o| o.name.clone()))
    };
    let in_words = move || {
        let item = |code: &Code, lag| match lag {
            Lag::Now => name(code),
            Lag::YearAgo => w.with(key::EXPLAIN_OF_YEAR_AGO, "item", name(code)),
            Lag::LastMonth => w.with(key::EXPLAIN_OF_LAST_MONTH, "item", name(code)),
        };
        let rate = |code: &Code| w.with(key::EXPLAIN_RATE, "item", name(code));
        parsed.with_value(|formula| formula.written(&item, &rate))
    };
    let number = move |code: &Code, lag| {
        let found = |all: &Vec<Operand>| {
            let operand = all.iter().find(|operand| operand.item == *code && operand.lag == lag)?;
            Some(match (operand.value, operand.gap) {
                (Some(value), _) if value.is_sign_negative() => format!("({})", format::exact(value)),
                (Some(value), _) => format::exact(value),
                (None, gap) => gap.map_or("—", |gap| say::gap(gap, w.lang())).to_owned(),
            })
        };
        operands.with_value(found).unwrap_or_else(|| "—".to_owned())
    };
    let computed = move || {
        let rate = |code: &Code| format!("({} ÷ {} − 1) × 100", number(code, Lag::Now), number(code, Lag::YearAgo));
        let left = parsed.with_value(|formula| formula.written(&number, &rate));
        let unit = if figure.value.is_some() { say::unit(figure.unit, w.lang()) } else { "" };
        format!("{left} = {} {unit}", say::value(&figure, w.lang()))
    };
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_FORMULA)}</h3>
            <p class="explain-formula">{in_words}</p>
            <p class="explain-formula quiet-text"><code>{text}</code></p>
            <h3>{move || w.t(key::EXPLAIN_COMPUTED)}</h3>
            <p class="explain-formula digits">{computed}</p>
        </section>
    }
}
