//! Workbooks: a hostile or honest file in, a [`Grid`] or a sentence out; a [`Template`](duoyuan_core::intake::Template)
//! in, an `.xlsx` out. What the cells mean is judged by `core`.
//!
//! ```text
//! bytes ─ sniff ─► .xlsx: package (limits) ─► xlsx, strike (cells, formats, merges) ─► Book ─► core::intake::dry_run
//!            └──► .ods:  package (limits) ─► ods, ods_styles ───────────────────────┘
//!            └──► anything else: what it is, and what would be right
//! ```
//! Every worksheet that looks like the template is handed over; which one is the report is told by `core`.
//! Hidden rows and columns are read like all others, and told: what a park submits must not depend on what its screen shows.

mod fault;
mod ink;
mod look;
mod ods;
mod ods_styles;
mod package;
mod parts;
mod sniff;
mod strike;
mod table;
mod write;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use duoyuan_core::intake::{Book, Grid, Raw, Visibility};
use duoyuan_core::report::Cell;
use duoyuan_core::text::clean;

pub use fault::WorkbookError;
pub use table::write_table;
pub use write::write;
pub use xlsx::read_by_library_alone;

use fault::Fault;
use package::{Family, Package};
use sniff::Kind;

/// Largest file taken in, in bytes. A filled template has about 12 KB.
pub const LARGEST_FILE: usize = 10 * MEBIBYTE;
/// Rows a worksheet may have in use.
pub const MOST_ROWS: u32 = 20_000;
/// Columns a worksheet may have in use.
pub const MOST_COLUMNS: u32 = 1_000;
/// Cells a worksheet may have in use: what bounds the memory one upload can take. A form of ten thousand items
/// has 80,000.
pub const MOST_CELLS: usize = 150_000;
/// Rows at the top in which the template's headings are looked for.
const HEAD_ROWS: u32 = 30;
/// Characters taken from one cell; longer texts are cut there, and found too long by the checks.
const LONGEST_TEXT: usize = 4_000;
/// Bytes of text taken from one worksheet: one long text may stand in many cells.
const MOST_TEXT: usize = 32 * MEBIBYTE;

const MEBIBYTE: usize = 1024 * 1024;

/// Reads the worksheets that may be the one filled in. `file_name` is only repeated in sentences: what a file is, is
/// told by its content.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Book, WorkbookError> {
    // The library's readers are fed hostile files: should one of them panic, the file is damaged.
    let result = catch_unwind(AssertUnwindSafe(|| book(bytes))).unwrap_or(Err(Fault::Damaged));
    result.map_err(|fault| WorkbookError::new(file_name, fault))
}

fn book(bytes: &[u8]) -> Result<Book, Fault> {
    if bytes.len() > LARGEST_FILE {
        return Err(Fault::TooLarge { bytes: bytes.len() });
    }
    match sniff::kind(bytes) {
        Kind::Archive => {}
        other => return Err(Fault::from(other)),
    }
    let package = Package::open(bytes)?;
    match package.family() {
        Family::Xlsx => xlsx::book(&package),
        Family::Ods => ods::book(&package),
        Family::Other(kind) => Err(Fault::from(kind)),
    }
}

/// Cells of one worksheet gathered under the limits; both readers fill one.
#[derive(Default)]
struct Gathered {
    name: String,
    cells: Vec<(Cell, Raw)>,
    merged: Vec<(Cell, Cell)>,
    struck: BTreeSet<Cell>,
    inkless: BTreeSet<Cell>,
    as_saved: BTreeSet<Cell>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u16>,
    text: usize,
    /// Cells it may have.
    most: usize,
}

/// How a cell looks, in so far as it changes what a person takes from it.
#[derive(Clone, Copy, Debug, Default)]
struct Looks {
    struck: bool,
    /// Its letters have the colour of the ground.
    inkless: bool,
    /// The result of a formula that the program would compute anew.
    as_saved: bool,
}

impl Gathered {
    fn new(name: &str, most: usize) -> Self {
        Self { name: name.to_owned(), most, ..Self::default() }
    }

    fn push(&mut self, row: u32, column: u32, raw: Raw, looks: Looks) -> Result<(), Fault> {
        let raw = match raw {
            Raw::Text(text) => {
                self.text += text.len();
                let cleaned = match clean(&text) {
                    Cow::Owned(cleaned) => Some(cleaned.into()),
                    Cow::Borrowed(_) => None,
                };
                Raw::Text(cleaned.unwrap_or(text))
            }
            other => other,
        };
        if row >= MOST_ROWS || column >= MOST_COLUMNS || self.cells.len() >= self.most || self.text > MOST_TEXT {
            return Err(Fault::SheetTooLarge { sheet: self.name.chars().take(40).collect() });
        }
        let cell = Cell { row, column: column as u16 };
        let told = [
            (looks.struck, &mut self.struck),
            (looks.inkless, &mut self.inkless),
            (looks.as_saved, &mut self.as_saved),
        ];
        for (_, cells) in told.into_iter().filter(|(so, _)| *so) {
            cells.insert(cell);
        }
        self.cells.push((cell, raw));
        Ok(())
    }

    /// The cells in order: a worksheet is written in its order, so that this is quick. A cell that is there twice is
    /// nothing a spreadsheet program writes: which of them a person saw cannot be told.
    fn grid(self) -> Result<Grid, Fault> {
        let Self { name, merged, struck, inkless, as_saved, hidden_rows, hidden_columns, .. } = self;
        let written = self.cells.len();
        let cells: BTreeMap<Cell, Raw> = self.cells.into_iter().collect();
        if cells.len() < written {
            return Err(Fault::Damaged);
        }
        Ok(Grid {
            name,
            cells,
            merged,
            struck,
            inkless,
            as_saved,
            hidden_rows,
            hidden_columns,
            visibility: Visibility::default(),
        })
    }
}

/// The first characters of a text, without copying the rest.
fn cut(text: &str) -> &str {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    text.char_indices().nth(LONGEST_TEXT).map_or(text, |(end, _)| &text[..end])
}
