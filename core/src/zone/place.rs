//! Where something is written, so that a mistake can be pointed at.

use std::cell::RefCell;

use super::Problem;
use super::encoding::Encoding;
use crate::words::Message;

/// A configuration file.
pub(super) struct Source {
    /// Which of the files given.
    pub index: usize,
    pub name: String,
    pub text: String,
    /// The beginning of the first line whose bytes are not UTF-8, and what they seem to be; the text is then good for nothing but to see which
    /// tables it has.
    pub undecoded: Option<(usize, Encoding)>,
}

impl Source {
    /// Line and column from 1, the column in characters as editors count them.
    fn place(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let column = line.chars().filter(|c| *c != '\u{feff}').count();
        (before.matches('\n').count() + 1, column + 1)
    }
}

/// A place in a file; the offset is in bytes.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub source: &'a Source,
    pub offset: usize,
}

impl std::fmt::Display for Spot<'_> {
    /// `parks.toml:12`, to point from one mistake to another place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.source.name, self.source.place(self.offset).0)
    }
}

/// A value and where it is written.
#[derive(Clone, Copy)]
pub(super) struct Spanned<'a, T> {
    pub value: T,
    pub at: Spot<'a>,
}

impl<'a> Spanned<'a, &str> {
    /// The place of the text's character at `column` (from 1), inside the quotes. A text written with escapes
    /// is not the same in the file: then its beginning is the best there is.
    pub fn within(&self, column: usize) -> Spot<'a> {
        let written = self.at.source.text.get(self.at.offset..).unwrap_or_default();
        // At most three quotes and a line's end stand before it.
        let Some(quotes) = (1..=5).find(|start| written.get(*start..).is_some_and(|w| w.starts_with(self.value)))
        else {
            return self.at;
        };
        let inside =
            self.value.char_indices().nth(column.saturating_sub(1)).map_or(self.value.len(), |(index, _)| index);
        Spot { offset: self.at.offset + quotes + inside, ..self.at }
    }
}

/// Everything wrong so far. Shared by all readers, which go on after a mistake.
#[derive(Default)]
pub(super) struct Problems(RefCell<Vec<(usize, Problem)>>);

impl Problems {
    pub fn add(&self, at: Spot<'_>, message: Message) {
        let (line, column) = at.source.place(at.offset);
        let problem = Problem { file: at.source.name.clone(), line, column, message };
        self.0.borrow_mut().push((at.source.index, problem));
    }

    /// In the order of the files, then of the lines.
    pub fn sorted(self) -> Vec<Problem> {
        let mut all = self.0.into_inner();
        all.sort_by_key(|(file, problem)| (*file, problem.line, problem.column));
        all.into_iter().map(|(_, problem)| problem).collect()
    }
}
