//! The monthly form and its lines 报表、指标项.

use serde::{Deserialize, Serialize};

use super::Cited;
use crate::figure::Unit;
use crate::id::Code;
use crate::period::{Basis, Month};

/// The monthly form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Form {
    /// Form number, written on the workbook.
    pub id: String,
    /// Title.
    pub name: String,
    /// Where it comes from.
    pub cited: Cited,
    /// Where it is said which items are reported by the month, cumulatively or as stocks, when that is another source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bases: Option<Cited>,
    /// Its items in the order of the form.
    pub items: Vec<Item>,
}

/// One line of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Item {
    /// The Torch code where there is one.
    pub code: Code,
    /// 营业收入.
    pub name: String,
    /// Unit of the form, not of the board.
    pub unit: Unit,
    /// Whether the cell holds the month alone, January to the month, or a stock.
    pub basis: Basis,
    /// Heading it stands under.
    pub section: String,
    /// 其中: the item this one is a part of.
    pub part_of: Option<Code>,
    /// Whether a blank is an error.
    pub required: bool,
    /// Whether it may be below zero.
    pub negative: bool,
    /// What it means.
    pub definition: String,
    /// The official form it is taken from.
    pub cited: Cited,
    /// The first month for which it is on the form, written `2025-01`; absent when it always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// The last month for which it is on the form; absent while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
}

impl Item {
    /// The name in a sentence, without the form's 其中 before it: `其中：技术收入` is 技术收入.
    pub fn plain_name(&self) -> &str {
        self.name.strip_prefix("其中：").unwrap_or(&self.name)
    }
}
