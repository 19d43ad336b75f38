//! Whatever a text holds, it gives a record: nothing panics, sections cover it, spans lie in it.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::disallowed_methods, reason = "the test reads the corpus")]

mod documents;

use std::sync::LazyLock;

use casemill::extract::{Origin, PackChoice, Source, extract};
use casemill::record::Record;
use casemill::rule::Library;
use casemill::span::ByteSpan;
use casemill::text::{Decoded, decode};
use casemill::vocabulary::Language;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::embedded().unwrap());

/// The texts of the corpus.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    documents::corpus()
        .iter()
        .filter(|d| !d.is_empty())
        .map(|d| d.text())
        .collect()
});

/// Pieces that turn the flow: openers of sections, roles, numbers, dates, marks of layout.
const PIECES: &[&str] = &[
    "本院认为，",
    "判决如下：",
    "裁定如下",
    "经审理查明",
    "原告：",
    "被告人",
    "委托诉讼代理人",
    "（2020）京0101民初1号",
    "(2014)普刑初字第25号",
    "（2O16）粤0306刑初",
    "二〇二〇年五月六日",
    "同年6月",
    "二○二○一六年",
    "《中华人民共和国民法典》",
    "第五百零九条",
    "、",
    "。",
    "；",
    "：",
    "\n",
    "\r\n",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{e5e5}",
    "&nbsp;",
    "一、",
    "（一）",
    "审判长",
    "书记员",
    "附：",
    "人民法院",
    "民 事 判 决 书",
    "案件受理费",
    "元",
    "争议焦点为",
    "the court held that ",
    "Li v. Liu ",
    "(2023) Jing 0491 Min Chu No. 11279",
    "On 27 Nov. 2023, ",
    "Judgment",
    "0",
    "零",
    "某",
    "×",
    "\0",
    "😀",
];

fn record(text: &str, choice: PackChoice) -> Record {
    let decoded = Decoded {
        text: text.to_owned(),
        encoding: "UTF-8",
        evidence: "a test",
        replaced: 0,
    };
    let origin = Origin {
        path: "a.txt".to_owned(),
        member: None,
        part: 1,
        sha256: String::new(),
        bytes: 0,
        format: "text",
    };
    extract(&LIBRARY, &Source { origin, decoded }, choice)
}

fn spans(value: &Value, out: &mut Vec<ByteSpan>) {
    match value {
        Value::Object(members) => {
            if let Some(span) = members.get("span") {
                out.push(serde_json::from_value(span.clone()).unwrap());
            }
            members.values().for_each(|member| spans(member, out));
        }
        Value::Array(items) => items.iter().for_each(|item| spans(item, out)),
        _ => {}
    }
}

/// What holds for every text.
fn holds(text: &str, choice: PackChoice) -> Result<(), TestCaseError> {
    let record = record(text, choice);
    let mut at = 0;
    for section in &record.sections {
        prop_assert_eq!(section.span.start, at, "sections without gap or overlap");
        prop_assert!(
            section.span.of(text).is_some_and(|t| !t.is_empty()),
            "whole characters: {:?}",
            section
        );
        at = section.span.end;
    }
    prop_assert_eq!(at, text.len(), "sections cover the text");
    let mut all = Vec::new();
    spans(&serde_json::to_value(&record).unwrap(), &mut all);
    for span in all {
        prop_assert!(
            span.of(text).is_some(),
            "{:?} in a text of {} bytes",
            span,
            text.len()
        );
    }
    Ok(())
}

/// An offset on a whole character.
fn place(text: &str, index: &Index) -> usize {
    let mut at = index.index(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn language() -> impl Strategy<Value = PackChoice> {
    prop_oneof![
        Just(PackChoice::Detect),
        Just(PackChoice::Language(Language::ZH)),
        Just(PackChoice::Language(Language::EN))
    ]
}

/// A change of a text at a place of it.
#[derive(Debug, Clone)]
enum Change {
    /// Leaves a stretch out.
    Cut(Index, usize),
    /// Puts a piece in.
    Insert(Index, usize),
    /// Puts a stretch of another document in.
    Splice(Index, Index, Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 1..400_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<Index>(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (any::<Index>(), any::<Index>(), any::<Index>(), 1..900_usize)
            .prop_map(|(at, from, there, length)| Change::Splice(at, from, there, length)),
    ]
}

fn apply(text: &mut String, change: &Change) {
    let stretch = |text: &str, start: usize, length: usize| {
        let mut end = (start + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    };
    match change {
        Change::Cut(at, length) => {
            let start = place(text, at);
            text.replace_range(stretch(text, start, *length), "");
        }
        Change::Insert(at, piece) => text.insert_str(place(text, at), PIECES[*piece]),
        Change::Splice(at, from, there, length) => {
            let other = &TEXTS[from.index(TEXTS.len())];
            let start = place(other, there);
            text.insert_str(place(text, at), &other[stretch(other, start, *length)]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_record(text in "\\PC{0,200}", language in language()) {
        holds(&text, language)?;
    }

    #[test]
    fn any_pieces_give_a_record(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..80),
        language in language(),
    ) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        holds(&text, language)?;
    }

    #[test]
    fn any_bytes_that_are_a_text_give_a_record(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(decoded) = decode(&bytes) {
            holds(&decoded.text, PackChoice::Detect)?;
        }
    }

    #[test]
    fn changed_documents_give_a_record(
        document in any::<Index>(),
        changes in proptest::collection::vec(change(), 1..6),
        language in prop_oneof![9 => Just(PackChoice::Detect), 1 => Just(PackChoice::Language(Language::EN))],
    ) {
        let mut text = TEXTS[document.index(TEXTS.len())].clone();
        for change in &changes {
            apply(&mut text, change);
        }
        holds(&text, language)?;
    }
}
