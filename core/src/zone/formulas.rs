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
    for divisor in zero_divisors(text.value, &formula.parsed.divides_by_zero()) {
        context.problems.add(text.within(divisor), Message::new(key::ZONE_FORMULA_ZERO));
    }
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

/// The columns, from 1, of what a formula divides by when that is always zero. Where a rule's middle is told twice, its
/// beginning is the best there is.
fn zero_divisors(formula: &str, is_zero: &[bool]) -> Vec<usize> {
    let slashes: Vec<usize> = formula.chars().enumerate().filter(|(_, c)| *c == '/').map(|(index, _)| index).collect();
    if slashes.len() != is_zero.len() {
        return is_zero.iter().any(|zero| *zero).then_some(1).into_iter().collect();
    }
    let after = |at: &usize| formula.chars().skip(at + 1).take_while(|c| c.is_whitespace()).count() + at + 2;
    slashes.iter().zip(is_zero).filter(|(_, zero)| **zero).map(|(at, _)| after(at)).collect()
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
