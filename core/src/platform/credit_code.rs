//! 统一社会信用代码, GB 32100-2015: 18 characters, the last of which checks the others.

use serde::{Deserialize, Serialize};

use crate::words::{Message, key};

/// What the code is written with: no I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3ⁱ mod 31 for the first seventeen places.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A code that is sound.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CreditCode(String);

/// What is wrong with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// It has not 18 characters but so many.
    Length(usize),
    /// A character that cannot stand there; places count from 1.
    Character(char, usize),
    /// The last character should be another.
    Check {
        /// What it should be.
        expected: char,
        /// What it is.
        found: char,
    },
}

impl CreditCode {
    /// Reads a code as people type it: with blanks around, full-width, in lower case.
    pub fn parse(text: &str) -> Result<Self, CodeProblem> {
        let narrow = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        let text: String = text.trim().chars().map(|c| narrow(c).to_ascii_uppercase()).collect();
        let length = text.chars().count();
        if length != 18 {
            return Err(CodeProblem::Length(length));
        }
        let mut sum = 0;
        let mut last = '0';
        for (index, c) in text.chars().enumerate() {
            // Places 3 to 8 are a division code.
            let fits = !(2..8).contains(&index) || c.is_ascii_digit();
            let value = ALPHABET.iter().position(|known| char::from(*known) == c).filter(|_| fits);
            let Some(value) = value else { return Err(CodeProblem::Character(c, index + 1)) };
            sum += value * WEIGHTS.get(index).copied().unwrap_or_default();
            last = c;
        }
        let expected = char::from(ALPHABET[(31 - sum % 31) % 31]);
        if expected != last {
            return Err(CodeProblem::Check { expected, found: last });
        }
        Ok(Self(text))
    }

    /// The first seventeen characters with the one that checks them; nothing when they cannot begin a code.
    pub fn complete(seventeen: &str) -> Option<Self> {
        match Self::parse(&format!("{seventeen}0")) {
            Ok(code) => Some(code),
            Err(CodeProblem::Check { expected, .. }) => Self::parse(&format!("{seventeen}{expected}")).ok(),
            Err(_) => None,
        }
    }

    /// The code's 18 characters, digits and capital letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CodeProblem {
    /// What is wrong with the code, as a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Length(found) => Message::new(key::CODE_LENGTH).with("found", found.to_string()),
            Self::Character(found, place) => {
                Message::new(key::CODE_CHARACTER).with("found", found.to_string()).with("place", place.to_string())
            }
            Self::Check { expected, found } => {
                let message = Message::new(key::CODE_CHECK).with("found", found.to_string());
                message.with("expected", expected.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_codes_are_read_however_they_are_typed() {
        for code in ["91350100M000100Y43", "91410800MA9TERT04T", "91410811MA9TERT12K", "91410883MA9TERT39L"] {
            assert_eq!(CreditCode::parse(code).unwrap().as_str(), code);
            assert_eq!(CreditCode::complete(&code[..17]).unwrap().as_str(), code);
        }
        assert_eq!(CreditCode::parse(" ９１３５０１００m000100y43\t").unwrap().as_str(), "91350100M000100Y43");
    }

    #[test]
    fn a_wrong_digit_says_which_was_expected() {
        let check = |text: &str, expected| assert_eq!(CreditCode::parse(text), Err(expected), "{text}");
        check("91350100M000100Y44", CodeProblem::Check { expected: '3', found: '4' });
        check("91350100M000100Y4", CodeProblem::Length(17));
        check("", CodeProblem::Length(0));
        check("91350100I000100Y43", CodeProblem::Character('I', 9));
        check("9135010AM000100Y43", CodeProblem::Character('A', 8));
        check("91350100M000100Y4号", CodeProblem::Character('号', 18));
    }

    #[test]
    fn every_single_mistake_is_found() {
        let code = "91410882MA9TERT209";
        for place in 0..18 {
            for other in ALPHABET.iter().filter(|c| **c != code.as_bytes()[place]) {
                let mut wrong = code.as_bytes().to_vec();
                wrong[place] = *other;
                assert!(CreditCode::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
            }
        }
    }
}
