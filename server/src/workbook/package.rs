//! The archive a workbook is: every part is really unpacked under limits before any reader sees it, and the
//! readers get an archive that was packed here, so that a directory that lies cannot reach them.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::MEBIBYTE;
use super::fault::Fault;
use super::sniff::Kind;

/// Parts an archive may have; a workbook has a dozen and a few for every sheet and picture.
pub(super) const MOST_PARTS: usize = 2_000;
/// Bytes all parts together may unpack to. A filled form has 0.1 MB; one of ten thousand items, 6 MB.
pub(super) const LARGEST_CONTENT: usize = 24 * MEBIBYTE;
/// Tags that all parts together may have. A sheet of the most cells that are read has fewer; what is larger keeps a
/// reader busy for seconds, however small it was packed.
const MOST_TAGS: usize = 2_000_000;
/// How the tags around the cells of a worksheet end.
const CELLS: &[u8] = b"sheetData>";
/// Longest name of a part.
const LONGEST_NAME: usize = 260;
/// Cell formats a workbook may define; spreadsheet programs stop at 65,490.
const MOST_FORMATS: usize = 70_000;
/// Longest tag among the styles, in bytes: each format may repeat what such a tag says.
const LONGEST_STYLE: usize = 2_048;

/// The unpacked parts that matter.
pub(super) struct Package {
    names: BTreeSet<String>,
    parts: Vec<(String, Vec<u8>)>,
}

/// Which program's workbook an archive is.
pub(super) enum Family {
    Xlsx,
    Ods,
    Other(Kind),
}

impl Package {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Fault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::ManyParts);
        }
        let mut package = Self { names: BTreeSet::new(), parts: Vec::new() };
        let mut left = LARGEST_CONTENT;
        for index in 0..archive.len() {
            let entry = archive.by_index(index).map_err(|error| match error {
                ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Protected,
                _ => Fault::Damaged,
            })?;
            let name = entry.name().map_err(|_| Fault::Damaged)?.into_owned();
            let absurd = name.len() > LONGEST_NAME || name.contains('\0') || name.split(['/', '\\']).any(|n| n == "..");
            // Readers do not tell upper from lower case in names: two such parts would be one.
            if absurd || !package.names.insert(name.to_lowercase()) {
                return Err(Fault::Damaged);
            }
            // What the directory says of sizes is not believed: counting stops the unpacking.
            let mut content = Vec::with_capacity(entry.size().min(left as u64) as usize + 1);
            entry.take(left as u64 + 1).read_to_end(&mut content).map_err(|_| Fault::Damaged)?;
            left = left.checked_sub(content.len()).ok_or(Fault::Swells)?;
            // No spreadsheet program declares entities, and what they stand for would not be read.
            if content[..content.len().min(1024)].windows(9).any(|it| it == b"<!DOCTYPE") {
                return Err(Fault::Damaged);
            }
            if is_read(&name) {
                package.parts.push((name, content));
            }
        }
        package.check_counts()?;
        Ok(package)
    }

    pub(super) fn family(&self) -> Family {
        let has = |start: &str| self.names.iter().any(|name| name.starts_with(start));
        match () {
            () if has("xl/workbook.bin") => Family::Other(Kind::Xlsb),
            () if self.has_macros() => Family::Other(Kind::Macros),
            () if has("xl/") || has("xl\\") => Family::Xlsx,
            () if self
                .part("mimetype")
                .is_some_and(|mime| mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")) =>
            {
                Family::Ods
            }
            () if has("word/") || self.part("mimetype").is_some_and(|mime| mime.ends_with(b".text")) => {
                Family::Other(Kind::Word)
            }
            () if has("ppt/") => Family::Other(Kind::Slides),
            () => Family::Other(Kind::Archive),
        }
    }

    /// Macros of either kind: they do no harm here, but the file is handed on to the office as it came.
    fn has_macros(&self) -> bool {
        self.names.iter().any(|name| name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/"))
    }

    /// A part by its exact name.
    pub(super) fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, content)| &content[..])
    }

    /// A part by its name, written in upper or lower case, as readers look for it.
    pub(super) fn part_like(&self, name: &str) -> Option<&[u8]> {
        let same = |known: &str| known.replace('\\', "/").eq_ignore_ascii_case(name);
        self.parts.iter().find(|(known, _)| same(known)).map(|(_, content)| &content[..])
    }

    /// The parts as an archive again, not compressed: unpacking them once more costs nothing. Of a worksheet nothing is
    /// read behind its cells.
    pub(super) fn archive(&self) -> Result<Vec<u8>, Fault> {
        pack(self.parts.iter().map(|(name, content)| (name.as_str(), vec![through_cells(content)])))
    }

    /// The same archive with worksheets that have lost their cells: what else a worksheet says is read from
    /// it in no time, while the cells come before it in the part.
    pub(super) fn archive_without_cells(&self) -> Result<Vec<u8>, Fault> {
        let heavy = |name: &str| name.to_lowercase().ends_with("sharedstrings.xml") || name.ends_with("styles.xml");
        let parts = self.parts.iter().filter(|(name, _)| !heavy(name));
        pack(parts.map(|(name, content)| (name.as_str(), without_cells(content))))
    }

    /// Whether some worksheet may have a formula.
    pub(super) fn has_formulas(&self) -> bool {
        // `<f>`, `<f t="shared">`, `<x:f/>`, and not `<formula1>` of a list to choose from.
        let ends =
            |content: &[u8], at: usize| matches!(content.get(at + 2), Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'));
        let has = |content: &[u8], tag| memmem::find_iter(content, tag).any(|at| ends(content, at));
        let mut sheets = self.parts.iter().filter(|(name, _)| name.to_lowercase().contains("sheets/"));
        sheets.any(|(_, content)| has(content, b"<f") || has(content, b":f"))
    }

    /// The parts that may hold text with formats of its own: shared strings and worksheets.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let has_text = |name: &str| {
            let name = name.to_lowercase();
            name.ends_with("sharedstrings.xml") || name.contains("sheets/")
        };
        self.parts.iter().filter(move |(name, _)| has_text(name)).map(|(_, content)| &content[..])
    }

    /// Counts that readers believe when they reserve memory must be possible.
    fn check_counts(&self) -> Result<(), Fault> {
        let tags: usize = self.parts.iter().map(|(_, content)| memchr::memchr_iter(b'<', content).count()).sum();
        if tags > MOST_TAGS {
            return Err(Fault::Swells);
        }
        for (name, content) in &self.parts {
            let name = name.to_lowercase();
            if name.ends_with("sharedstrings.xml") {
                check_strings(content)?;
            } else if name.ends_with("styles.xml") {
                check_styles(content)?;
            }
        }
        Ok(())
    }
}

/// Parts that readers look at: not pictures, macros, fonts.
fn is_read(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype"
}

fn pack<'a>(parts: impl Iterator<Item = (&'a str, Vec<&'a [u8]>)>) -> Result<Vec<u8>, Fault> {
    let parts: Vec<_> = parts.collect();
    let content: usize = parts.iter().flat_map(|(_, pieces)| pieces).map(|piece| piece.len()).sum();
    // Room for the content and, for each part, its name twice with what belongs to it.
    let room = content + parts.iter().map(|(name, _)| 2 * name.len() + 200).sum::<usize>();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, pieces) in parts {
        writer.start_file(name, options).map_err(|_| Fault::Damaged)?;
        for piece in pieces {
            writer.write_all(piece).map_err(|_| Fault::Damaged)?;
        }
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| Fault::Damaged)
}

/// Everything up to the end of the cells, `</sheetData>` or `</x:sheetData>`. Where that stands in something that is no
/// tag, a comment say, the reader finds broken what is left.
fn through_cells(content: &[u8]) -> &[u8] {
    let ends = |at: &usize| {
        let before = &content[..*at];
        let tag = before.iter().rposition(|byte| *byte == b'<').map(|open| &before[open + 1..]);
        let prefix = tag.and_then(|tag| tag.strip_prefix(b"/"));
        prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(b":") && !prefix.contains(&b'>'))
    };
    let end = memmem::find_iter(content, CELLS).find(ends);
    end.map_or(content, |end| &content[..end + CELLS.len()])
}

/// What stands before and after the cells.
fn without_cells(content: &[u8]) -> Vec<&[u8]> {
    let (first, last) = (memmem::find(content, CELLS), memmem::rfind(content, CELLS));
    match (first, last) {
        (Some(first), Some(last)) if first < last => {
            let close = content[..last].iter().rposition(|byte| *byte == b'<').unwrap_or(last);
            vec![&content[..first + CELLS.len()], &content[close..]]
        }
        _ => vec![content],
    }
}

fn check_strings(content: &[u8]) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content);
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                let mut counts = tag.attributes().flatten().filter(|attribute| attribute.key.as_ref() == "uniqueCount");
                let possible = |text: &str| text.trim().parse::<usize>().is_ok_and(|count| count <= content.len());
                let all = counts.all(|attribute| possible(&attribute.value));
                return if all { Ok(()) } else { Err(Fault::Damaged) };
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn check_styles(content: &[u8]) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content);
    let mut formats = 0;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                formats += usize::from(tag.local_name().as_ref() == "xf");
                if formats > MOST_FORMATS || tag.len() > LONGEST_STYLE {
                    return Err(Fault::Damaged);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_cells_is_cut_off_at_their_end() {
        let check = |content: &str, kept: &str| {
            assert_eq!(std::str::from_utf8(through_cells(content.as_bytes())), Ok(kept), "{content}");
        };
        check("<w><sheetData><c/></sheetData><m/></w>", "<w><sheetData><c/></sheetData>");
        check("<x:w><x:sheetData></x:sheetData><m/></x:w>", "<x:w><x:sheetData></x:sheetData>");
        for whole in
            ["<w><sheetData/><m/></w>", "<sst><si><t>sheetData></t></si></sst>", "<w><t>a</t>sheetData>b</w>", ""]
        {
            check(whole, whole);
        }
    }
}
