//! UTF-16, with and without a BOM.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Decoded;

/// As much of a text as tells what it is.
const SAMPLE: usize = 8192;

/// Too few characters are no distribution.
const FEWEST: usize = 6;

pub(super) fn utf16(bytes: &[u8], encoding: &'static Encoding, evidence: &'static str) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let printed = units(bytes, encoding)
        .filter(|&unit| unit == 0xFFFD)
        .count();
    let shown = text.matches('\u{FFFD}').count();
    Decoded {
        text,
        encoding: encoding.name(),
        evidence,
        replaced: shown.saturating_sub(printed),
    }
}

/// The byte order in which nearly every unit is a character that judgments hold.
pub(super) fn detect(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let usual = units(sample, encoding)
            .filter(|&unit| is_usual(unit))
            .count();
        let all = sample.len() / 2;
        all >= FEWEST && usual * 20 >= all * 19
    })
}

fn units<'a>(bytes: &'a [u8], encoding: &Encoding) -> impl Iterator<Item = u16> + 'a {
    let little = encoding == UTF_16LE;
    bytes.chunks_exact(2).map(move |pair| match (little, pair) {
        (true, [low, high]) | (false, [high, low]) => u16::from_be_bytes([*high, *low]),
        _ => 0,
    })
}

fn is_usual(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF
        | 0x2010..=0x2026 | 0x25CB | 0x25CF
        | 0x3000..=0x301F | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E)
}
