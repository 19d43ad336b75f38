//! What each fuzz target does with bytes, and what must hold then. The targets run it on bytes that libFuzzer
//! makes, `tests/fuzz_replay.rs` on those that were saved.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use casemill::extract::{self as pipeline, Origin, PackChoice, Prepared, Source, page_of};
use casemill::files::{Input, Verdict};
use casemill::input::{Content, Format, Raw, Reading, Row, texts, visit};
use casemill::output::csv::{CsvTable, TABLES};
use casemill::output::{JsonLines, RecordFormat};
use casemill::record::Record;
use casemill::rule::{Library, Loading, RuleFiles};
use casemill::span::ByteSpan;
use casemill::text::{Decoded, FoldSpec};
use casemill::vocabulary::Language;
use serde_json::Value;

/// What runs a target on bytes.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("decode", decode),
    ("fold", fold),
    ("segment", segment),
    ("rules", rules),
    ("extract", extract),
    ("input", input),
];

/// The longest document and what an input may unpack to, so that a target is quick.
const LIMIT: u64 = 1 << 20;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| match Library::embedded() {
    Ok(library) => library,
    Err(error) => panic!("{error}"),
});

/// Any bytes: a text, or a refusal. UTF-8 that is a text is taken as it is.
pub fn decode(bytes: &[u8]) {
    let _ = casemill::text::decode_name(bytes);
    let Ok(decoded) = casemill::text::decode(bytes) else {
        return;
    };
    assert!(!decoded.encoding.is_empty() && !decoded.evidence.is_empty());
    assert!(decoded.replaced <= bytes.len());
    if decoded.replaced == 0 && decoded.encoding == "UTF-8" {
        let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        assert_eq!(decoded.text.as_bytes(), plain);
    }
}

/// Any text: folding it twice changes nothing more, and every folded character leads to its original.
pub fn fold(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let spec = FoldSpec::standard();
    let folded = casemill::text::fold(&text, &spec);
    let mut last = 0;
    for (at, c) in folded.text.char_indices() {
        let span = folded.offsets.to_original(at..at + c.len_utf8());
        assert!(span.of(&text).is_some(), "{c:?} leads to {span:?}");
        assert_eq!(folded.offsets.to_folded(span.start), at);
        assert!(span.start >= last, "{c:?} goes back to {span:?}");
        last = span.start;
    }
    let whole = folded.offsets.to_original(0..folded.text.len());
    assert!(whole.of(&text).is_some());
    assert_eq!(casemill::text::fold(&folded.text, &spec).text, folded.text);
}

/// Any text in any language: sections cover it, and every paragraph leads to its original.
pub fn segment(bytes: &[u8]) {
    let (choice, text) = chosen(bytes);
    let prepared = Prepared::new(&text, &LIBRARY, choice);
    let page = page_of(&prepared);
    let mut at = 0;
    for section in &page.sections {
        assert_eq!(section.range.start, at, "sections without gap or overlap");
        assert!(
            page.text()
                .get(section.range.clone())
                .is_some_and(|t| !t.is_empty())
        );
        at = section.range.end;
    }
    assert_eq!(at, page.text().len(), "sections cover the text");
    let mut start = 0;
    for line in prepared.folded.text.split_inclusive('\n') {
        let span = prepared
            .folded
            .offsets
            .to_original(start..start + line.len());
        assert!(span.of(&text).is_some(), "{line:?} leads to {span:?}");
        start += line.len();
    }
}

/// The first byte says how the pack is found; the rest is the text.
fn chosen(bytes: &[u8]) -> (PackChoice, String) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let choice = match first % 4 {
        0 => PackChoice::Detect,
        1 => PackChoice::Language(Language::ZH),
        2 => PackChoice::Language(Language::EN),
        _ => PackChoice::Pack(usize::from(first / 4) % LIBRARY.packs.len()),
    };
    (choice, String::from_utf8_lossy(rest).into_owned())
}

/// Files of rules, each begun by a line `=== PATH`: problems that can be told, or packs that can read a text.
pub fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files = RuleFiles::default();
    for part in text.split("=== ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        files.files.push((path.to_owned(), text.to_owned()));
    }
    files.files.sort();
    files.files.dedup_by(|a, b| a.0 == b.0);
    // Those of the binary take long to load, and are there for what extends them.
    let loading = if text.contains("extends") {
        Loading::of(&files)
    } else {
        Loading::alone(&files)
    };
    for problem in &loading.problems {
        assert!(!problem.render(&loading.sources).is_empty());
    }
    // What is whole is used even where something is wrong, by what checks rules.
    let library = loading.library;
    for (at, _) in library
        .packs
        .iter()
        .enumerate()
        .filter(|(_, pack)| !pack.shipped)
    {
        let record = pipeline::extract(&library, &source(TEXT.to_owned()), PackChoice::Pack(at));
        holds(&record, TEXT);
    }
}

/// What packs under test read.
const TEXT: &str = "甲市乙区人民法院\n民 事 判 决 书\n（2020）京0101民初1号\n原告：张三，男。\n被告：李四公司。\n\
    经审理查明，双方约定年利率为12%。\n本院认为，被告应当偿还借款。依照《中华人民共和国民法典》第六百七十五条之规定，判决如下：\n\
    被告于本判决生效之日起十日内偿还原告5万元。\n审判长 王五\n二〇二〇年五月六日\n";

/// A document of any format, told by the first byte: records whose spans lie in its texts, in every form.
pub fn extract(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let formats = [
        Format::Text,
        Format::Html,
        Format::Xml,
        Format::Markdown,
        Format::Docx,
        Format::JsonLines,
    ];
    let format = formats[usize::from(*first) % formats.len()];
    let content = match format {
        Format::JsonLines => Content::Row(Row {
            json: rest.to_owned(),
            column: Some(Arc::from("text")),
            encoding: None,
        }),
        _ => Content::Bytes(rest.to_owned()),
    };
    records(
        &Raw {
            path: Arc::from("a"),
            member: None,
            format,
            content,
        },
        rest,
    );
}

fn records(raw: &Raw, bytes: &[u8]) {
    let Ok(found) = texts(raw, bytes, LIMIT) else {
        return;
    };
    assert!(!found.is_empty());
    for text in found {
        let source = Source {
            decoded: text.decoded,
            ..source(String::new())
        };
        let record = pipeline::extract(&LIBRARY, &source, PackChoice::Detect);
        holds(&record, &source.decoded.text);
    }
}

fn source(text: String) -> Source {
    let origin = Origin {
        path: "a".to_owned(),
        member: None,
        part: 1,
        sha256: String::new(),
        bytes: 0,
        format: "text",
    };
    let decoded = Decoded {
        text,
        encoding: "UTF-8",
        evidence: "as it is",
        replaced: 0,
    };
    Source { origin, decoded }
}

/// What holds for every record of a text.
fn holds(record: &Record, text: &str) {
    let mut at = 0;
    for section in &record.sections {
        assert_eq!(section.span.start, at, "sections without gap or overlap");
        assert!(section.span.of(text).is_some(), "{:?}", section.span);
        at = section.span.end;
    }
    assert_eq!(at, text.len(), "sections cover the text");
    let json = match serde_json::to_value(record) {
        Ok(json) => json,
        Err(error) => panic!("{error}"),
    };
    spans(&json, text);
    let mut out = Vec::new();
    assert!(JsonLines.render(record, &mut out).is_ok());
    for table in TABLES {
        assert!(CsvTable(*table).render(record, &mut out).is_ok());
    }
}

fn spans(value: &Value, text: &str) {
    match value {
        Value::Object(members) => {
            if let Some(span) = members.get("span") {
                let span: Option<ByteSpan> =
                    serde_json::from_value(span.clone()).unwrap_or_default();
                assert!(span.is_none_or(|span| span.of(text).is_some()), "{span:?}");
            }
            members.values().for_each(|member| spans(member, text));
        }
        Value::Array(items) => items.iter().for_each(|item| spans(item, text)),
        _ => {}
    }
}

/// Ends of names that say what a file holds.
const NAMES: &[&str] = &[
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.zip",
    "a.tar",
    "a.txt.gz",
    "a.jsonl.zst",
    "a.tar.bz2",
    "a.txt.xz",
    "a.parquet",
    "a.tgz",
];

/// A file that holds several documents, of a kind that the first byte tells: it ends, and gives what it says.
pub fn input(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let Ok(mut file) = tempfile::NamedTempFile::new() else {
        return;
    };
    if file.write_all(rest).is_err() {
        return;
    }
    let input = Input {
        path: file.path().to_owned(),
        name: NAMES[usize::from(*first) % NAMES.len()].to_owned(),
        bytes: rest.len() as u64,
        named: false,
        verdict: Verdict::Take,
    };
    let reading = Reading {
        max_document: LIMIT,
        max_expansion: 1,
        ..Reading::default()
    };
    let (mut given, mut ended) = (0, None);
    let flow = visit(&input, &reading, &mut |raw| {
        match &raw.content {
            Content::End(end) => ended = Some(end.given),
            Content::Row(row) => {
                given += 1;
                let _ = texts(&raw, &row.json, LIMIT);
            }
            Content::Bytes(bytes) => {
                given += 1;
                let _ = texts(&raw, bytes, LIMIT);
            }
            _ => given += 1,
        }
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    assert!(
        ended.is_none_or(|ended| ended == given),
        "{ended:?} of {given}"
    );
    assert!(given > 0 || ended.is_some(), "no file ends in silence");
}
