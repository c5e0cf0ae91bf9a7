//! Splits a formula into tokens, each with its column.

use rust_decimal::Decimal;

use super::parser::{Expected, SyntaxError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Decimal),
    Name(String),
    Symbol(&'static str),
}

/// Longest first, so that `<=>` is not read as `<=` and `>`.
const SYMBOLS: [&str; 15] = ["<=>", "=>", "<=", ">=", "!=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","];

/// Tokens with their columns, counted in characters from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, SyntaxError> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(found) };
        let column = text[..text.len() - rest.len()].chars().count() + 1;
        let token = if first.is_ascii_digit() {
            let word = take_while(&mut rest, |c| c.is_ascii_digit() || c == '.');
            let number = word.parse().map_err(|_| SyntaxError { column, expected: Expected::Number })?;
            Token::Number(number)
        } else if first.is_ascii_alphabetic() {
            Token::Name(take_while(&mut rest, |c| c.is_ascii_alphanumeric() || c == '_').to_owned())
        } else {
            let symbol = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol));
            let symbol = symbol.ok_or(SyntaxError { column, expected: Expected::Operand })?;
            rest = &rest[symbol.len()..];
            Token::Symbol(symbol)
        };
        found.push((column, token));
    }
}

fn take_while<'a>(rest: &mut &'a str, keep: impl Fn(char) -> bool) -> &'a str {
    let end = rest.find(|c| !keep(c)).unwrap_or(rest.len());
    let (word, tail) = rest.split_at(end);
    *rest = tail;
    word
}
