//! Recursive descent over the tokens; depth is bounded, so a hostile file cannot overflow the stack.

use super::lexer::{Token, tokens};
use super::{Assertion, Comparison, Expr, Lag, Operator};
use crate::id::Code;

/// Where a formula stops making sense, and what would have been right there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: expected {expected}")]
pub struct SyntaxError {
    /// In characters from 1.
    pub column: usize,
    /// What would have been right.
    pub expected: Expected,
}

/// What a formula should go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Expected {
    /// A number, an item code, `(` or a function.
    #[error("a number, an item code or `(`")]
    Operand,
    /// A number such as `0.5`.
    #[error("a number such as 0.5")]
    Number,
    /// `sn`, `last`, `yoy` or `abs`.
    #[error("one of sn, last, yoy, abs")]
    Function,
    /// An item code alone, as the functions of time take.
    #[error("an item code")]
    Code,
    /// `)`.
    #[error("`)`")]
    Closing,
    /// `=`, `>=` and the like.
    #[error("a comparison such as = or >=")]
    Comparison,
    /// Nothing more.
    #[error("the end")]
    End,
    /// Fewer parentheses.
    #[error("fewer nested parentheses")]
    Shallower,
}

const DEEPEST: usize = 64;

pub(super) fn expression(text: &str) -> Result<Expr, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let expr = parser.sum()?;
    parser.end(expr)
}

pub(super) fn assertion(text: &str) -> Result<Assertion, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let assertion = parser.joined(0)?;
    parser.end(assertion)
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    depth: usize,
}

type Join = fn(Box<Assertion>, Box<Assertion>) -> Assertion;

/// From the loosest binding to the tightest.
const JOINS: [(&str, Join); 4] =
    [("<=>", Assertion::Same), ("=>", Assertion::Implies), ("or", Assertion::Or), ("and", Assertion::And)];

impl Parser {
    fn new(text: &str) -> Result<Self, SyntaxError> {
        let end = text.trim_end().chars().count() + 1;
        Ok(Self { tokens: tokens(text)?, next: 0, end, depth: 0 })
    }

    fn column(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(column, _)| *column)
    }

    fn expected<T>(&self, expected: Expected) -> Result<T, SyntaxError> {
        Err(SyntaxError { column: self.column(), expected })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = match self.peek() {
            Some(Token::Symbol(symbol)) => *symbol == word,
            Some(Token::Name(name)) => name == word,
            _ => false,
        };
        self.next += usize::from(found);
        found
    }

    fn end<T>(&self, value: T) -> Result<T, SyntaxError> {
        if self.next == self.tokens.len() { Ok(value) } else { self.expected(Expected::End) }
    }

    fn joined(&mut self, level: usize) -> Result<Assertion, SyntaxError> {
        let Some((word, join)) = JOINS.get(level) else { return self.comparison() };
        let mut left = self.joined(level + 1)?;
        while self.accept(word) {
            let right = self.joined(level + 1)?;
            left = join(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    /// `a >= b >= c` means `a >= b and b >= c`.
    fn comparison(&mut self) -> Result<Assertion, SyntaxError> {
        let mut left = self.sum()?;
        let mut all: Option<Assertion> = None;
        while let Some(comparison) = self.accept_comparison() {
            let right = self.sum()?;
            let one = Assertion::Compare(left, comparison, right.clone());
            all = Some(match all {
                None => one,
                Some(before) => Assertion::And(Box::new(before), Box::new(one)),
            });
            left = right;
        }
        match all {
            Some(assertion) => Ok(assertion),
            None => self.expected(Expected::Comparison),
        }
    }

    fn accept_comparison(&mut self) -> Option<Comparison> {
        [
            ("=", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ]
        .into_iter()
        .find_map(|(symbol, comparison)| self.accept(symbol).then_some(comparison))
    }

    fn sum(&mut self) -> Result<Expr, SyntaxError> {
        let mut left = self.product()?;
        loop {
            let operator = match () {
                () if self.accept("+") => Operator::Add,
                () if self.accept("-") => Operator::Subtract,
                () => return Ok(left),
            };
            left = Expr::Binary(Box::new(left), operator, Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr, SyntaxError> {
        let mut left = self.factor()?;
        loop {
            let operator = match () {
                () if self.accept("*") => Operator::Multiply,
                () if self.accept("/") => Operator::Divide,
                () => return Ok(left),
            };
            left = Expr::Binary(Box::new(left), operator, Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Expr, SyntaxError> {
        if self.depth == DEEPEST {
            return self.expected(Expected::Shallower);
        }
        self.depth += 1;
        let expr = self.operand();
        self.depth -= 1;
        expr
    }

    fn operand(&mut self) -> Result<Expr, SyntaxError> {
        if self.accept("-") {
            return Ok(Expr::Negative(Box::new(self.factor()?)));
        }
        if self.accept("(") {
            let inner = self.sum()?;
            return self.closed(inner);
        }
        let column = self.column();
        match self.peek().cloned() {
            Some(Token::Number(number)) => {
                self.next += 1;
                Ok(Expr::Number(number))
            }
            Some(Token::Name(name)) => {
                self.next += 1;
                if self.accept("(") { self.call(&name, column) } else { Ok(Expr::Item(Code::new(name), Lag::Now)) }
            }
            _ => self.expected(Expected::Operand),
        }
    }

    fn call(&mut self, function: &str, column: usize) -> Result<Expr, SyntaxError> {
        let inner = match function {
            "abs" => Expr::Absolute(Box::new(self.sum()?)),
            "sn" => Expr::Item(self.code()?, Lag::YearAgo),
            "last" => Expr::Item(self.code()?, Lag::LastMonth),
            "yoy" => Expr::YearOnYear(self.code()?),
            _ => return Err(SyntaxError { column, expected: Expected::Function }),
        };
        self.closed(inner)
    }

    fn code(&mut self) -> Result<Code, SyntaxError> {
        match self.peek().cloned() {
            Some(Token::Name(name)) => {
                self.next += 1;
                Ok(Code::new(name))
            }
            _ => self.expected(Expected::Code),
        }
    }

    fn closed(&mut self, inner: Expr) -> Result<Expr, SyntaxError> {
        if self.accept(")") { Ok(inner) } else { self.expected(Expected::Closing) }
    }
}
