//! Workbooks: a hostile or honest file in, a [`Grid`] or a sentence out; a [`Template`](duoyuan_core::intake::Template)
//! in, an `.xlsx` out. What the cells mean is judged by `core`.
//!
//! ```text
//! bytes ─ sniff ─► .xlsx: package (limits) ─► xlsx (cells, formats, merges) ─► Grid ─► core::intake::dry_run
//!            └──► .ods:  package (limits) ─► ods ───────────────────────────────┘
//!            └──► anything else: what it is, and what would be right
//! ```
//! Hidden rows and columns are read like all others: what a park submits must not depend on what its screen shows.

mod fault;
mod look;
mod ods;
mod package;
mod sniff;
mod table;
mod write;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use duoyuan_core::intake::{Grid, Raw};
use duoyuan_core::report::Cell;

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
/// Cells a worksheet may have in use: what bounds the memory one upload can take.
pub const MOST_CELLS: usize = 400_000;
/// Characters taken from one cell; longer texts are cut there, and found too long by the checks.
const LONGEST_TEXT: usize = 4_000;
/// Bytes of text taken from one worksheet: one long text may stand in many cells.
const MOST_TEXT: usize = 32 * MEBIBYTE;

const MEBIBYTE: usize = 1024 * 1024;

/// Reads the worksheet that is filled in. `file_name` is only repeated in sentences: what a file is, is told
/// by its content.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Grid, WorkbookError> {
    // The library's readers are fed hostile files: should one of them panic, the file is damaged.
    let result = catch_unwind(AssertUnwindSafe(|| grid(bytes))).unwrap_or(Err(Fault::Damaged));
    result.map_err(|fault| WorkbookError::new(file_name, fault))
}

fn grid(bytes: &[u8]) -> Result<Grid, Fault> {
    if bytes.len() > LARGEST_FILE {
        return Err(Fault::TooLarge { bytes: bytes.len() });
    }
    match sniff::kind(bytes) {
        Kind::Archive => {}
        other => return Err(Fault::from(other)),
    }
    let package = Package::open(bytes)?;
    match package.family() {
        Family::Xlsx => xlsx::grid(&package),
        Family::Ods => ods::grid(&package),
        Family::Other(kind) => Err(Fault::from(kind)),
    }
}

/// Cells of one worksheet gathered under the limits; both readers fill one.
#[derive(Default)]
struct Gathered {
    name: String,
    cells: Vec<(Cell, Raw)>,
    merged: Vec<(Cell, Cell)>,
    text: usize,
}

impl Gathered {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    fn push(&mut self, row: u32, column: u32, raw: Raw) -> Result<(), Fault> {
        if let Raw::Text(text) = &raw {
            self.text += text.len();
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS || self.cells.len() >= MOST_CELLS || self.text > MOST_TEXT {
            return Err(Fault::SheetTooLarge { sheet: self.name.chars().take(40).collect() });
        }
        self.cells.push((Cell { row, column: column as u16 }, raw));
        Ok(())
    }

    /// The cells in order: a worksheet is written in its order, so that this is quick.
    fn grid(self) -> Grid {
        Grid { name: self.name, cells: self.cells.into_iter().collect(), merged: self.merged }
    }
}

/// The first characters of a text, without copying the rest.
fn cut(text: &str) -> &str {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    text.char_indices().nth(LONGEST_TEXT).map_or(text, |(end, _)| &text[..end])
}
