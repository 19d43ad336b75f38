//! The corpus in every encoding that judgments are met in: read as it was, or with a warning where bytes are
//! rogue.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the corpus")]

mod documents;

use std::collections::BTreeMap;

use casemill::text::decode;
use encoding_rs::{BIG5, Encoding, GB18030, GBK};

/// The texts of the corpus that are not all ASCII, by name.
fn texts() -> BTreeMap<String, String> {
    let texts = documents::corpus().into_iter().map(|d| (d.text(), d.name));
    let texts = texts.filter(|(text, _)| !text.is_ascii());
    texts.map(|(text, name)| (name, text)).collect()
}

fn legacy(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding.encode(text);
    (!lossy).then(|| bytes.into_owned())
}

fn wide(text: &str, bom: &[u8], of: fn(u16) -> [u8; 2]) -> Option<Vec<u8>> {
    let units = text.encode_utf16().flat_map(of);
    Some(bom.iter().copied().chain(units).collect())
}

/// Characters that GB18030 writes in four bytes, as names hold them: of extension A, of extension B, of Yi.
const FOUR_BYTES: &str = "㐂𠮷ꀀ";

#[test]
fn every_encoding_gives_the_text_again() {
    type Encode = fn(&str) -> Option<Vec<u8>>;
    let encodings: [(&str, &str, Encode, usize); 8] = [
        ("gb18030", "gb18030", |text| legacy(text, GB18030), 40),
        (
            "gb18030 with four bytes",
            "gb18030",
            |text| legacy(text, GB18030),
            40,
        ),
        ("gbk", "gb18030", |text| legacy(text, GBK), 40),
        ("big5", "Big5", |text| legacy(text, BIG5), 1),
        (
            "utf-16le",
            "UTF-16LE",
            |text| wide(text, b"", u16::to_le_bytes),
            40,
        ),
        (
            "utf-16be",
            "UTF-16BE",
            |text| wide(text, b"", u16::to_be_bytes),
            40,
        ),
        (
            "utf-16le with BOM",
            "UTF-16LE",
            |text| wide(text, b"\xFF\xFE", u16::to_le_bytes),
            40,
        ),
        (
            "utf-16be with BOM",
            "UTF-16BE",
            |text| wide(text, b"\xFE\xFF", u16::to_be_bytes),
            40,
        ),
    ];
    let mut wrong = Vec::new();
    for (name, wanted, encode, least) in encodings {
        let mut tried = 0;
        for (document, text) in texts() {
            let text = if name.contains("four") {
                text.replacen('。', FOUR_BYTES, 3)
            } else {
                text
            };
            let Some(bytes) = encode(&text) else { continue };
            tried += 1;
            let decoded = decode(&bytes).unwrap();
            // What is all ASCII but quotes may as well be windows-1252: the text is what counts.
            let same = decoded.text == text && decoded.replaced == 0;
            let named = decoded.encoding == wanted || !text.chars().any(is_han);
            if !same || !named {
                wrong.push(format!(
                    "{document} as {name}: {} by {}",
                    decoded.encoding, decoded.evidence
                ));
            }
        }
        assert!(tried >= least, "only {tried} as {name}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

#[test]
fn rogue_bytes_are_counted_and_spoil_little() {
    let mut tried = 0;
    for (name, text) in texts() {
        let Some(mut bytes) =
            legacy(&text, GBK).filter(|_| text.chars().filter(|c| is_han(*c)).count() > 200)
        else {
            continue;
        };
        // Bytes that no character of GBK begins with, and the half of one.
        let ends: Vec<usize> = bytes
            .iter()
            .enumerate()
            .filter(|(_, b)| **b == b'\n')
            .map(|(at, _)| at)
            .collect();
        if ends.is_empty() {
            continue;
        }
        tried += 1;
        for at in ends.iter().rev().step_by(ends.len().div_ceil(3)) {
            bytes.splice(at..at, [0xFF, 0x80]);
        }
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "gb18030", "{name}");
        assert!(decoded.replaced > 0, "{name}");
        let kept = decoded
            .text
            .lines()
            .zip(text.lines())
            .filter(|(a, b)| a == b)
            .count();
        assert!(
            kept + 6 >= text.lines().count(),
            "{name}: {kept} of {} lines",
            text.lines().count()
        );
    }
    assert!(tried > 15, "only {tried} tried");
}

#[test]
fn files_put_together_of_two_encodings_are_read_by_line() {
    let mut tried = 0;
    for (name, text) in texts() {
        let half = text.char_indices().nth(text.chars().count() / 2);
        let cut = half
            .and_then(|(half, _)| text[..half].rfind('\n'))
            .map(|at| at + 1);
        let Some((first, second)) = cut.map(|cut| text.split_at(cut)) else {
            continue;
        };
        if [first, second]
            .iter()
            .any(|half| half.chars().filter(|c| is_han(*c)).count() < 50)
        {
            continue;
        }
        let bytes = [first.as_bytes(), &legacy(second, GB18030).unwrap()].concat();
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "mixed", "{name}");
        assert_eq!(decoded.text, text, "{name}");
        tried += 1;
    }
    assert!(tried > 20, "only {tried} tried");
}
