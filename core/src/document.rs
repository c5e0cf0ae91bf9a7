//! Documents 依据文件: files that stand behind a statement. What they are is told by their content, because names lie.
//!
//! An entry names a file by its SHA-256; where it is kept is not the journal's affair.

use crate::platform::{self, Evidence};
use crate::report::Source;
use crate::state::Event;
use crate::words::{Message, key};

/// Largest document, in bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// What a document may be. Nothing that a browser would run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A picture or a scan.
    Png,
    /// A picture or a scan, as a JPEG file.
    Jpeg,
    /// A workbook without macros.
    Xlsx,
}

impl FileKind {
    /// Told from the content.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        match () {
            () if bytes.starts_with(b"%PDF-") => Some(Self::Pdf),
            () if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            () if bytes.starts_with(b"\xFF\xD8\xFF") => Some(Self::Jpeg),
            // Names of the parts of an archive are not compressed.
            () if bytes.starts_with(b"PK\x03\x04") && has(b"xl/workbook.xml") && !has(b"vbaProject") => {
                Some(Self::Xlsx)
            }
            () => None,
        }
    }

    /// How its name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Xlsx => "xlsx",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Whether a file may be handed in, and what it is.
pub fn judge(file: &str, bytes: &[u8]) -> Result<FileKind, Message> {
    fits(file, bytes.len())?;
    FileKind::of(bytes).ok_or_else(|| Message::new(key::FILE_KIND).with("file", file))
}

/// The same of its size alone, before anything is read.
pub fn fits(file: &str, bytes: usize) -> Result<(), Message> {
    const MEBIBYTE: usize = 1024 * 1024;
    if bytes == 0 {
        return Err(Message::new(key::DOCUMENT_EMPTY).with("file", file));
    }
    if bytes > LARGEST {
        // Rounded up: nothing that is too large looks as if it were not.
        let tenths = bytes.saturating_mul(10).div_ceil(MEBIBYTE);
        let message = Message::new(key::FILE_LARGE).with("file", file);
        let message = message.with("size", format!("{}.{}", tenths / 10, tenths % 10));
        return Err(message.with("limit", (LARGEST / MEBIBYTE).to_string()));
    }
    Ok(())
}

/// What a document is saved as: its number or name, and what it is.
pub fn file_name(document: &str, kind: Option<FileKind>) -> String {
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
    let name: String = document.trim().chars().map(plain).collect();
    match kind {
        Some(kind) if !name.to_lowercase().ends_with(&format!(".{}", kind.extension())) => {
            format!("{name}.{}", kind.extension())
        }
        _ => name,
    }
}

/// Whether a text can be the SHA-256 of a file.
pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// The files an entry names.
pub fn named(event: &Event) -> Vec<&str> {
    fn of(evidence: &[Evidence]) -> Vec<&str> {
        evidence.iter().filter_map(|it| it.digest.as_deref()).collect()
    }
    match event {
        Event::ReportSubmitted { source, attachments, .. } => {
            let workbook = match source {
                Source::Workbook { digest, .. } => Some(digest.as_str()),
                Source::Form => None,
            };
            workbook.into_iter().chain(attachments.iter().map(|file| file.digest.as_str())).collect()
        }
        Event::Platform(event) => match event {
            platform::Event::Registered { details, .. } | platform::Event::Changed { details, .. } => {
                of(&details.evidence)
            }
            platform::Event::OpennessSet { evidence, .. } => of(std::slice::from_ref(evidence)),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_is_told_by_its_content() {
        let kind = |bytes: &[u8]| judge("批复.pdf", bytes).map_err(|message| message.key);
        assert_eq!(kind(b"%PDF-1.7 ..."), Ok(FileKind::Pdf));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n...."), Ok(FileKind::Png));
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), Ok(FileKind::Jpeg));
        assert_eq!(kind(b"PK\x03\x04 ... xl/workbook.xml ..."), Ok(FileKind::Xlsx));
        assert_eq!(kind(b""), Err(key::DOCUMENT_EMPTY));
        assert_eq!(kind(b"PK\x03\x04 xl/workbook.xml xl/vbaProject.bin"), Err(key::FILE_KIND), "macros");
        assert_eq!(kind(b"PK\x03\x04 word/document.xml"), Err(key::FILE_KIND));
        assert_eq!(kind(b"<html><script>"), Err(key::FILE_KIND));
        assert_eq!(kind(b"<svg xmlns="), Err(key::FILE_KIND));
        assert_eq!(kind(b"MZ\x90"), Err(key::FILE_KIND));
    }

    #[test]
    fn too_large_says_how_large() {
        assert_eq!(fits("a.pdf", LARGEST), Ok(()));
        let message = fits("a.pdf", LARGEST + 1).unwrap_err();
        assert_eq!((message.key, message.args["size"].as_str()), (key::FILE_LARGE, "10.1"));
    }

    #[test]
    fn a_document_is_saved_under_its_name() {
        assert_eq!(file_name("焦高新〔2025〕3号", Some(FileKind::Pdf)), "焦高新〔2025〕3号.pdf");
        assert_eq!(file_name("批复.PDF", Some(FileKind::Pdf)), "批复.PDF");
        assert_eq!(file_name("a/../b\r\n", None), "a_.._b");
    }
}
