//! One cell as it is typed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::{Change, Gap, Mark, Measured};
use crate::format;
use crate::intake::{NotANumber, number};
use crate::report::Row;
use crate::words::{Key, key};
use crate::zone::Item;

/// One cell as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The text of the value.
    #[serde(default)]
    pub text: String,
    /// The mark chosen.
    #[serde(default)]
    pub mark: Mark,
}

impl From<&Row> for Typed {
    /// Without digit groups, which would fight whoever types on.
    fn from(row: &Row) -> Self {
        Self { text: row.value.map(|value| value.normalize().to_string()).unwrap_or_default(), mark: row.mark }
    }
}

impl Typed {
    /// The value; no reason means the cell is blank.
    pub fn value(&self) -> Result<Decimal, Option<NotANumber>> {
        if self.text.chars().all(char::is_whitespace) {
            return Err(None);
        }
        number(&self.text).map_err(Some)
    }

    /// The text as it stands while nobody types in it: digits in groups when it is a number.
    pub fn shown(&self) -> String {
        self.value().map_or_else(|_| self.text.clone(), format::exact)
    }

    /// The change against a figure before, while typing.
    pub fn change(&self, before: Measured, item: &Item) -> Change {
        let now: Measured = match (self.mark, self.value()) {
            (Mark::NotApplicable, _) => Err(Gap::NotApplicable),
            (Mark::Confidential, _) => Err(Gap::Confidential),
            (_, Ok(value)) => Ok(value),
            (_, Err(_)) => Err(Gap::NotReported),
        };
        Change::between(now, before, item.unit)
    }
}

/// The word for a mark where it is chosen.
pub fn mark(mark: Mark) -> Key {
    match mark {
        Mark::None => key::WORK_NO_MARK,
        Mark::Estimated => key::WORK_MARK_ESTIMATED,
        Mark::Break => key::WORK_MARK_BREAK,
        Mark::NotApplicable => key::WORK_MARK_NOT_APPLICABLE,
        Mark::Confidential => key::WORK_MARK_CONFIDENTIAL,
    }
}
