//! Formulas in the configuration: mistakes are pointed at inside the text.

use super::define::Context;
use super::names::Kind;
use super::read::Field;
use super::{Formula, Parse};
use crate::formula::{Expected, Lag};
use crate::id::Code;
use crate::words::{Key, Message, key};

/// A formula that names something, and notes what it names.
pub(super) fn formula<'a, T: Parse>(
    context: &Context<'a>,
    field: &Field<'a>,
    operands: fn(&T) -> Vec<(Code, Lag)>,
) -> Option<Formula<T>> {
    let text = field.text()?;
    let formula = match Formula::<T>::new(text.value) {
        Ok(formula) => formula,
        Err(error) => {
            context.problems.add(text.within(error.column), Message::new(expected(error.expected)));
            return None;
        }
    };
    let codes = operands(&formula.parsed);
    if codes.is_empty() {
        context.problems.add(text.at, Message::new(key::ZONE_FORMULA_CONSTANT));
    }
    let mut seen: Vec<&Code> = Vec::new();
    for (code, _) in &codes {
        if !seen.contains(&code) {
            seen.push(code);
            context.names.refer(Kind::Item, code.as_str(), text.within(column_of(text.value, code.as_str())));
        }
    }
    Some(formula)
}

/// The column, from 1, where a formula first names `code`.
fn column_of(formula: &str, code: &str) -> usize {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let whole = |&(start, _): &(usize, &str)| {
        !formula[..start].ends_with(part) && !formula[start + code.len()..].starts_with(part)
    };
    let start = formula.match_indices(code).find(whole).map_or(0, |(start, _)| start);
    formula[..start].chars().count() + 1
}

fn expected(expected: Expected) -> Key {
    match expected {
        Expected::Operand => key::ZONE_FORMULA_OPERAND,
        Expected::Number => key::ZONE_FORMULA_NUMBER,
        Expected::Function => key::ZONE_FORMULA_FUNCTION,
        Expected::Code => key::ZONE_FORMULA_CODE,
        Expected::Closing => key::ZONE_FORMULA_CLOSING,
        Expected::Comparison => key::ZONE_FORMULA_COMPARISON,
        Expected::End => key::ZONE_FORMULA_END,
        Expected::Shallower => key::ZONE_FORMULA_SHALLOWER,
    }
}
