use encoding_rs::{BIG5, GB18030, WINDOWS_1252};
use proptest::prelude::*;

use super::*;

const SIMPLIFIED: &str =
    "原告甲公司与被告乙公司买卖合同纠纷一案，本院受理后，依法组成合议庭，公开开庭进行了审理。";
const TRADITIONAL: &str =
    "原告甲公司與被告乙公司買賣合同糾紛一案，本院受理後，依法組成合議庭，公開開庭進行了審理。";

fn found(bytes: &[u8]) -> (String, &'static str, usize) {
    let decoded = decode(bytes).unwrap();
    (decoded.text, decoded.encoding, decoded.replaced)
}

fn as_utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

#[test]
fn every_encoding_is_known_by_its_content() {
    let gb = |text| GB18030.encode(text).0.into_owned();
    for (bytes, text, encoding) in [
        (SIMPLIFIED.into(), SIMPLIFIED, "UTF-8"),
        (gb(SIMPLIFIED), SIMPLIFIED, "gb18030"),
        (gb(TRADITIONAL), TRADITIONAL, "gb18030"),
        (
            gb("原告（2018）京01民初1号：甲"),
            "原告（2018）京01民初1号：甲",
            "gb18030",
        ),
        (gb("某某公司"), "某某公司", "gb18030"),
        (
            gb("Articles 5 – 7 of the Act, and no more"),
            "Articles 5 – 7 of the Act, and no more",
            "gb18030",
        ),
        (
            gb("A fine of £500 in the café of Zoë."),
            "A fine of £500 in the café of Zoë.",
            "gb18030",
        ),
        (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
        (as_utf16(SIMPLIFIED, true), SIMPLIFIED, "UTF-16LE"),
        (as_utf16(SIMPLIFIED, false), SIMPLIFIED, "UTF-16BE"),
        (
            as_utf16("The High Court", true),
            "The High Court",
            "UTF-16LE",
        ),
        (
            as_utf16("The High Court", false),
            "The High Court",
            "UTF-16BE",
        ),
        (b"The High Court".into(), "The High Court", "UTF-8"),
        (
            WINDOWS_1252
                .encode("a fine of £500 under “the Act”")
                .0
                .into_owned(),
            "a fine of £500 under “the Act”",
            "windows-1252",
        ),
        (Vec::new(), "", "UTF-8"),
    ] {
        assert_eq!(found(&bytes), (text.to_owned(), encoding, 0));
    }
}

#[test]
fn a_bom_decides_and_is_no_text() {
    let with = |bom: &[u8], rest: &[u8]| [bom, rest].concat();
    assert_eq!(
        found(&with(b"\xEF\xBB\xBF", "甲".as_bytes())),
        ("甲".into(), "UTF-8", 0)
    );
    assert_eq!(
        found(&with(b"\xFF\xFE", &as_utf16("甲", true))),
        ("甲".into(), "UTF-16LE", 0)
    );
    assert_eq!(
        found(&with(b"\xFE\xFF", &as_utf16("甲", false))),
        ("甲".into(), "UTF-16BE", 0)
    );
    assert_eq!(found(b"\xEF\xBB\xBF"), (String::new(), "UTF-8", 0));
    assert_eq!(found(b"\xFF\xFE"), (String::new(), "UTF-16LE", 0));
}

#[test]
fn a_few_bad_bytes_are_counted() {
    let mut bytes = SIMPLIFIED.as_bytes().to_vec();
    bytes.insert(30, 0xFF);
    bytes.truncate(bytes.len() - 1);
    let (text, encoding, replaced) = found(&bytes);
    assert_eq!((encoding, replaced), ("UTF-8", 2));
    assert_eq!(text.matches('\u{FFFD}').count(), 2);

    let mut bytes = GB18030.encode(&SIMPLIFIED.repeat(4)).0.into_owned();
    bytes.insert(40, 0xFF);
    let (text, encoding, replaced) = found(&bytes);
    assert_eq!((encoding, replaced), ("gb18030", 1));
    assert!(text.ends_with("审理。"));
}

#[test]
fn lines_of_two_encodings_are_each_read_in_their_own() {
    let gb = GB18030.encode(SIMPLIFIED).0.into_owned();
    let mixed = [TRADITIONAL.as_bytes(), b"\n", &gb, b"\r\nplain\n"].concat();
    let (text, encoding, replaced) = found(&mixed);
    assert_eq!(text, format!("{TRADITIONAL}\n{SIMPLIFIED}\r\nplain\n"));
    assert_eq!((encoding, replaced), ("mixed", 0));
    // A damaged line is one of its encoding still.
    let damaged = [&[TRADITIONAL.as_bytes(), b"\n"].concat()[4..], &gb].concat();
    let (text, encoding, replaced) = found(&damaged);
    assert_eq!((encoding, replaced), ("mixed", 2), "{text}");
    assert!(text.ends_with(&format!("\n{SIMPLIFIED}")), "{text}");
}

#[test]
fn a_printed_replacement_character_is_no_damage() {
    let text = format!("{SIMPLIFIED}张\u{FFFD}{SIMPLIFIED}");
    assert_eq!(found(text.as_bytes()).2, 0);
    assert_eq!(
        found(&GB18030.encode(&text).0),
        (text.clone(), "gb18030", 0)
    );
    assert_eq!(found(&as_utf16(&text, true)), (text, "UTF-16LE", 0));
}

#[test]
fn what_is_no_text_is_refused_with_its_reason() {
    let noise: Vec<u8> = (0u32..4000)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (bytes, reason) in [
        (b"%PDF-1.7\n".to_vec(), "a PDF"),
        (b"PK\x03\x04\x14\0".to_vec(), "a ZIP"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "a PNG"),
        (vec![0; 100], "control"),
        (noise, ""),
    ] {
        let error = decode(&bytes).unwrap_err().to_string();
        assert!(
            error.starts_with("not a text: ") && error.contains(reason),
            "{error}"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn valid_text_is_read_as_it_is(text in "[一-龥，。0-9a-z\n]{0,80}") {
        prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text);
    }
}
