//! Whatever directories, archives and dumps a run is given, it knows how many documents they hold, and each
//! ends as a record or in the manifest with its reason.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod packed;

use std::fs;
use std::path::Path;
use std::process::Command;

use packed::{Files, gzipped, tarred, zipped};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

const JUDGMENT: &str = "海州县人民法院\n民事判决书\n(2019)甲0101民初7号\n原告:桂某。\n被告:钮某。\n\
                        本院认为,借款应当归还。\n判决如下:\n被告钮某归还原告桂某1000元。\n";

/// What a generated directory holds.
#[derive(Debug, Clone)]
enum Item {
    /// A document: a judgment, prose, nothing at all, or bytes that are no text.
    Text(&'static [u8]),
    /// A dump of rows, each a document; `false` for one without a text.
    Rows(Vec<bool>),
    Table(Vec<bool>),
    Packed(Box<Item>),
    Zip(Vec<Item>),
    Tar(Vec<Item>),
}

impl Item {
    fn documents(&self) -> usize {
        match self {
            Item::Text(_) => 1,
            Item::Rows(rows) | Item::Table(rows) => rows.len(),
            Item::Packed(item) => item.documents(),
            Item::Zip(items) | Item::Tar(items) => items.iter().map(Item::documents).sum(),
        }
    }

    /// Its name without a directory, and what it is as a file.
    fn file(&self, number: usize) -> (String, Vec<u8>) {
        let (end, bytes) = match self {
            Item::Text(bytes) => ("txt", bytes.to_vec()),
            Item::Rows(rows) => (
                "jsonl",
                rows.iter()
                    .map(|has| row(*has))
                    .collect::<String>()
                    .into_bytes(),
            ),
            Item::Table(rows) => ("csv", table(rows)),
            Item::Packed(item) => {
                let (name, bytes) = item.file(number);
                return (format!("{name}.gz"), gzipped(&bytes));
            }
            Item::Zip(items) => ("zip", archive(items, zipped)),
            Item::Tar(items) => ("tar", archive(items, tarred)),
        };
        (format!("{number}.{end}"), bytes)
    }
}

fn row(has_text: bool) -> String {
    let text = if has_text {
        Value::from(JUDGMENT)
    } else {
        Value::Null
    };
    format!("{}\n", serde_json::json!({ "id": 1, "text": text }))
}

fn table(rows: &[bool]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "text"]).unwrap();
    for has_text in rows {
        table
            .write_record(["1", if *has_text { JUDGMENT } else { "" }])
            .unwrap();
    }
    table.into_inner().unwrap()
}

/// An archive of items, each named by its place.
fn archive(items: &[Item], pack: fn(&Files<'_>) -> Vec<u8>) -> Vec<u8> {
    let files: Vec<(String, Vec<u8>)> = (0..).zip(items).map(|(n, item)| item.file(n)).collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(n, b)| (n.as_str(), b.as_slice()))
        .collect();
    pack(&files)
}

fn item() -> impl Strategy<Value = Item> {
    let texts: [&'static [u8]; 4] = [
        JUDGMENT.as_bytes(),
        b"Nothing was decided here.",
        b"",
        b"\x00\x01\xFF\xFE\x00",
    ];
    let leaf = prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(Item::Text),
        1 => vec(any::<bool>(), 1..5).prop_map(Item::Rows),
        1 => vec(any::<bool>(), 1..5).prop_map(Item::Table),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let some = vec(inner.clone(), 1..4);
        prop_oneof![
            some.clone().prop_map(Item::Zip),
            some.prop_map(Item::Tar),
            inner
                .prop_filter("packed once", |item| !matches!(item, Item::Packed(_)))
                .prop_map(|item| Item::Packed(Box::new(item))),
        ]
    })
}

/// Counts of a run over items in files: those of the summary, and the lines of the manifest by status.
fn counts(items: &[Item], directory: &Path) -> (Value, Vec<Value>) {
    fs::create_dir(directory.join("in")).unwrap();
    for (number, item) in items.iter().enumerate() {
        let (name, bytes) = item.file(number);
        fs::write(directory.join("in").join(name), bytes).unwrap();
    }
    let ended = Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args([
            "extract",
            "in",
            "--out",
            "out",
            "--quiet",
            "--max-expansion",
            "1000000",
        ])
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{ended:?}");
    let read = |name: &str| fs::read_to_string(directory.join("out").join(name)).unwrap();
    let manifest = read("manifest.jsonl");
    let lines = manifest
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (
        serde_json::from_str(&read("summary.json")).unwrap(),
        lines.collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_are_records_failures_and_skipped_ones(items in vec(item(), 1..5)) {
        let directory = tempfile::tempdir().unwrap();
        let (summary, manifest) = counts(&items, directory.path());
        let of = |key: &str| summary[key].as_u64().unwrap();
        let lines = |status: &str| manifest.iter().filter(|line| line["status"] == status).count() as u64;
        prop_assert_eq!(of("documents"), of("records") + of("failed") + of("skipped"));
        prop_assert_eq!(of("records"), lines("done"));
        prop_assert_eq!(of("failed"), lines("failed"));
        prop_assert_eq!(of("skipped"), lines("skipped"));
        let held: usize = items.iter().map(Item::documents).sum();
        prop_assert_eq!(of("documents"), held as u64, "{:?}", manifest);
        let all_told = manifest.iter().all(|line| line["status"] != "failed" || line["reason"].is_string());
        prop_assert!(all_told);
    }
}
