//! What is wrong with a file, in a sentence that says what it is and what would be right.

use duoyuan_core::words::{Key, Lang, Message, key};

use super::sniff::Kind;
use super::{LARGEST_FILE, MEBIBYTE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use super::{package::LARGEST_CONTENT, package::MOST_PARTS};

/// Why a file yields no grid. Says nothing of its content, so that it may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookError {
    file: String,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    TooLarge {
        bytes: usize,
    },
    /// Another kind of file, with its own sentence.
    Is(Key),
    Protected,
    Damaged,
    /// Unpacks to too much.
    Swells,
    ManyParts,
    SheetTooLarge {
        sheet: String,
    },
    NoSheet,
    /// A template that does not fit into a workbook.
    Unwritten,
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Empty => Self::Empty,
            Kind::Protected => Self::Protected,
            Kind::Archive => Self::Is(key::FILE_IS_ZIP),
            Kind::EmptyArchive => Self::Is(key::FILE_IS_EMPTY_ZIP),
            Kind::Word => Self::Is(key::FILE_IS_WORD),
            Kind::Slides => Self::Is(key::FILE_IS_SLIDES),
            Kind::Pdf => Self::Is(key::FILE_IS_PDF),
            Kind::Image => Self::Is(key::FILE_IS_IMAGE),
            Kind::Html => Self::Is(key::FILE_IS_HTML),
            Kind::Unknown => Self::Is(key::FILE_IS_UNKNOWN),
            Kind::Xls => Self::Is(key::FILE_IS_XLS),
            Kind::Xlsb => Self::Is(key::FILE_IS_XLSB),
            Kind::Macros => Self::Is(key::FILE_HAS_MACROS),
            Kind::XmlSpreadsheet => Self::Is(key::FILE_IS_XML),
            Kind::Csv => Self::Is(key::FILE_IS_CSV),
            Kind::Text => Self::Is(key::FILE_IS_TEXT),
        }
    }
}

impl WorkbookError {
    pub(super) fn new(file: &str, fault: Fault) -> Self {
        Self { file: file.chars().take(80).collect(), fault }
    }

    /// The sentence for the person who chose the file.
    pub fn message(&self) -> Message {
        let megabytes = |bytes: usize| bytes.div_ceil(MEBIBYTE).to_string();
        let message = match &self.fault {
            Fault::Empty => Message::new(key::FILE_EMPTY),
            Fault::TooLarge { bytes } => {
                Message::new(key::FILE_TOO_LARGE).with("size", megabytes(*bytes)).with("limit", megabytes(LARGEST_FILE))
            }
            Fault::Is(sentence) => Message::new(*sentence),
            Fault::Protected => Message::new(key::FILE_PROTECTED),
            Fault::Damaged => Message::new(key::FILE_DAMAGED),
            Fault::Swells => Message::new(key::FILE_SWELLS).with("limit", megabytes(LARGEST_CONTENT)),
            Fault::ManyParts => Message::new(key::FILE_MANY_PARTS).with("count", MOST_PARTS.to_string()),
            Fault::SheetTooLarge { sheet } => Message::new(key::SHEET_TOO_LARGE)
                .with("sheet", sheet)
                .with("rows", MOST_ROWS.to_string())
                .with("columns", MOST_COLUMNS.to_string())
                .with("cells", MOST_CELLS.to_string()),
            Fault::Unwritten => Message::new(key::FILE_UNWRITTEN),
            Fault::NoSheet => Message::new(key::NO_SHEET),
        };
        message.with("file", &self.file)
    }
}

impl std::fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message().text(Lang::English))
    }
}

impl std::error::Error for WorkbookError {}
