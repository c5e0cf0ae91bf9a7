//! What a file is, told from its first bytes: names lie, above all `.xls`.

/// A kind of file that people upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    /// A zip archive, which an `.xlsx` is.
    Archive,
    EmptyArchive,
    /// A workbook, or another office document, that opens with a password alone.
    Protected,
    Xls,
    Xlsb,
    /// A workbook with macros.
    Macros,
    XmlSpreadsheet,
    Word,
    Slides,
    Pdf,
    Image,
    Html,
    Csv,
    Text,
    Unknown,
}

/// How far into a text its kind is looked for, in bytes.
const HEAD: usize = 4096;

pub(super) fn kind(bytes: &[u8]) -> Kind {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) => Kind::Empty,
        () if starts(b"PK\x03\x04") => Kind::Archive,
        () if starts(b"PK\x05\x06") => Kind::EmptyArchive,
        () if starts(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => compound(bytes),
        () if starts(b"%PDF") => Kind::Pdf,
        () if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") || starts(b"BM") => Kind::Image,
        () if starts(b"RIFF") || starts(b"II*\0") || starts(b"MM\0*") => Kind::Image,
        () => text(&bytes[..bytes.len().min(HEAD)]),
    }
}

/// A compound file holds old office documents, and new ones that are encrypted. Its streams are named in
/// UTF-16 in its directory.
fn compound(bytes: &[u8]) -> Kind {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    match () {
        () if names("EncryptedPackage") => Kind::Protected,
        () if names("WordDocument") => Kind::Word,
        () if names("PowerPoint Document") => Kind::Slides,
        () if names("Workbook") || names("Book") => {
            if has_file_pass(bytes) {
                Kind::Protected
            } else {
                Kind::Xls
            }
        }
        () => Kind::Unknown,
    }
}

/// Whether the record that says how an `.xls` is encrypted stands among the first of its workbook stream.
fn has_file_pass(bytes: &[u8]) -> bool {
    const BEGIN: [u8; 8] = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    const FILE_PASS: u16 = 0x002F;
    let Some(start) = bytes.windows(BEGIN.len()).position(|window| window == BEGIN) else { return false };
    let mut rest = &bytes[start..];
    for _ in 0..8 {
        let [a, b, c, d, tail @ ..] = rest else { return false };
        if u16::from_le_bytes([*a, *b]) == FILE_PASS {
            return true;
        }
        let Some(next) = tail.get(usize::from(u16::from_le_bytes([*c, *d]))..) else { return false };
        rest = next;
    }
    false
}

fn text(head: &[u8]) -> Kind {
    let is_wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n' | 0x0C);
    if !is_wide && head.iter().any(control) {
        return Kind::Unknown;
    }
    // GBK, UTF-8 and UTF-16 agree on these characters once the zero bytes are gone.
    let plain: Vec<u8> = head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let has = |word: &str| plain.windows(word.len()).any(|window| window == word.as_bytes());
    match () {
        () if has("urn:schemas-microsoft-com:office:spreadsheet") || has("excel.sheet") => Kind::XmlSpreadsheet,
        () if has("<html") || has("<!doctype html") || has("<table") => Kind::Html,
        () if has(",") || has("\t") || has(";") => Kind::Csv,
        () => Kind::Text,
    }
}
