//! Bytes to text: which encoding, on what evidence, and what had to be replaced.

mod legacy;
mod mixed;
mod wide;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::characters::count_bytes;

/// A decoded text. A BOM is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The original text that every span points into.
    pub text: String,
    /// WHATWG name of the encoding, as `UTF-8` or `gb18030`, or [`MIXED`].
    pub encoding: &'static str,
    /// What the choice rests on, for people.
    pub evidence: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub replaced: usize,
}

/// What stands for the encoding of a text whose lines are in several.
pub const MIXED: &str = "mixed";

/// Why bytes gave no text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are no text in any encoding known.
    #[error("not a text: {0}")]
    Binary(&'static str),
}

/// First bytes of formats that are met among judgments and are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file; extract its text first"),
    (
        b"PK\x03\x04",
        "a ZIP archive or a DOCX or XLSX file; extract its text first",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Word or Excel file; extract its text first",
    ),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1F\x8B\x08", "a gzip file; unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it first"),
    (b"Rar!\x1A\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7FELF", "a program"),
];

/// Decodes `bytes`; never panics, whatever they are.
///
/// A BOM decides; then come UTF-16 by the distribution of its high bytes, UTF-8 by its strict form,
/// and the older Chinese encodings by how plausible their text is.
///
/// ```
/// use casemill::text::decode;
///
/// let decoded = decode(b"\xB1\xBE\xD4\xBA\xC8\xCF\xCE\xAA").unwrap();
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("本院认为", "gb18030"));
/// ```
///
/// # Errors
/// [`DecodeError::Binary`] where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(DecodeError::Binary(what));
    }
    let decoded = by_bom(bytes).unwrap_or_else(|| by_content(bytes));
    check(&decoded)?;
    Ok(decoded)
}

/// An encoding by its WHATWG name, for readers that decode as they go.
#[must_use]
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// The name of an archive's member: UTF-8, or GB18030 as archives from Chinese Windows have it, or else with
/// each byte that is neither as `\xNN`.
#[must_use]
pub fn decode_name(bytes: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    let chinese = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    chinese.map_or_else(|| escaped(bytes), std::borrow::Cow::into_owned)
}

fn escaped(bytes: &[u8]) -> String {
    let chunks = bytes.utf8_chunks().map(|chunk| {
        let invalid: String = chunk
            .invalid()
            .iter()
            .map(|byte| format!("\\x{byte:02X}"))
            .collect();
        chunk.valid().to_owned() + &invalid
    });
    chunks.collect()
}

fn by_bom(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let (text, replaced) = utf8(rest);
        return Some(Decoded {
            text,
            encoding: "UTF-8",
            evidence: "UTF-8 BOM",
            replaced,
        });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(wide::utf16(rest, UTF_16LE, "UTF-16 little-endian BOM"));
    }
    let rest = bytes.strip_prefix(b"\xFE\xFF")?;
    Some(wide::utf16(rest, UTF_16BE, "UTF-16 big-endian BOM"))
}

fn by_content(bytes: &[u8]) -> Decoded {
    let valid = simdutf8::basic::from_utf8(bytes).ok();
    // Han text in UTF-16 is next to never valid UTF-8; ASCII text in UTF-16 is, full of NULs.
    let doubtful = valid.is_none_or(|text| text.contains('\0'));
    if let Some(encoding) = doubtful.then(|| wide::detect(bytes)).flatten() {
        return wide::utf16(bytes, encoding, "distribution of UTF-16 high bytes");
    }
    if let Some(text) = valid {
        let evidence = if text.is_ascii() {
            "ASCII only"
        } else {
            "valid UTF-8"
        };
        return Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
            evidence,
            replaced: 0,
        };
    }
    if let Some(decoded) = mixed::decode(bytes) {
        return decoded;
    }
    if mostly_utf8(bytes) {
        let (text, replaced) = utf8(bytes);
        let evidence = "UTF-8 with a few malformed bytes";
        return Decoded {
            text,
            encoding: "UTF-8",
            evidence,
            replaced,
        };
    }
    legacy::decode(bytes)
}

/// The text and how many malformed sequences it had.
fn utf8(bytes: &[u8]) -> (String, usize) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), 0);
    }
    let malformed = bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count();
    (String::from_utf8_lossy(bytes).into_owned(), malformed)
}

/// Whether well-formed characters of three bytes and more outnumber malformed sequences by far. The
/// older encodings give sequences of two bytes by chance, longer ones hardly ever.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut formed, mut malformed) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().bytes().filter(|&b| b >= 0xE0).count();
        malformed += usize::from(!chunk.invalid().is_empty());
    }
    formed > 4 * malformed
}

/// Refuses a text that is none: judgments have no control characters, and few bytes went wrong.
fn check(decoded: &Decoded) -> Result<(), DecodeError> {
    let text = &decoded.text;
    let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\t'..=b'\r');
    let controls = count_bytes(text.as_bytes(), is_control);
    // A file of a few bytes may hold one by accident; one in fifty is no accident in any file.
    if controls > 1 && controls * 50 > text.len() {
        return Err(DecodeError::Binary("too many control characters"));
    }
    if decoded.replaced > 1 {
        let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
        if decoded.replaced * 4 > beyond_ascii {
            return Err(DecodeError::Binary(
                "no known encoding fits; too many malformed bytes",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
