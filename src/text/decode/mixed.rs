//! Files put together from pieces in UTF-8 and pieces in GB18030, as dumps and pasted documents are: each line
//! is read by itself.

use encoding_rs::GB18030;

use super::legacy::plausibility;
use super::{Decoded, MIXED, mostly_utf8, utf8};

/// Han characters in a line that tell its encoding: six characters of GB18030 that are four of UTF-8 by chance
/// are met in one line of many millions.
const TELLING: usize = 4;

/// The text of bytes that are no UTF-8 as a whole, where lines of both encodings tell themselves.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (mut of_utf8, mut of_gb18030) = (false, false);
    for line in lines(bytes) {
        match std::str::from_utf8(line) {
            Ok(text) => of_utf8 |= is_telling(text),
            Err(_) if mostly_utf8(line) => of_utf8 |= holds_much(line),
            Err(_) => of_gb18030 |= is_gb18030(line),
        }
    }
    (of_utf8 && of_gb18030).then(|| read(bytes))
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// Whether all beyond ASCII is of three bytes or more, and enough of it.
fn is_telling(text: &str) -> bool {
    let beyond = || text.chars().filter(|c| !c.is_ascii());
    beyond().count() >= TELLING && beyond().all(|c| c.len_utf8() > 2)
}

/// Whether a line of damaged UTF-8 holds enough that is whole.
fn holds_much(line: &[u8]) -> bool {
    let long = line.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    long.filter(|c| c.len_utf8() > 2).count() >= 2 * TELLING
}

/// Whether a line that is neither UTF-8 nor damaged UTF-8 is plausible without any replacement.
fn is_gb18030(line: &[u8]) -> bool {
    let high = line.iter().filter(|byte| **byte >= 0x80).count();
    let (_, damaged) = GB18030.decode_without_bom_handling(line);
    high >= 2 * TELLING && !damaged && plausibility(line, GB18030) > 0
}

fn read(bytes: &[u8]) -> Decoded {
    let (mut text, mut replaced) = (String::with_capacity(bytes.len()), 0);
    for line in lines(bytes) {
        if std::str::from_utf8(line).is_ok() || mostly_utf8(line) {
            let (line, malformed) = utf8(line);
            text.push_str(&line);
            replaced += malformed;
        } else {
            let (line, _) = GB18030.decode_without_bom_handling(line);
            replaced += line.matches('\u{FFFD}').count();
            text.push_str(&line);
        }
    }
    Decoded {
        text,
        encoding: MIXED,
        evidence: "lines in UTF-8 and lines in gb18030",
        replaced,
    }
}
