//! Documents changed at random (bits, cuts, splices, other encodings): whatever becomes of them, each is
//! accounted for, and nothing panics. 600 of them, or as many as `CASEMILL_MUTANTS` says.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "the test tells what became of them")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod documents;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use encoding_rs::{BIG5, GB18030};

/// Numbers that look random and are the same in every run (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (bound.max(1) as u64)).unwrap()
    }
}

/// One change of `bytes`; `other` is what is spliced in.
fn change(bytes: &mut Vec<u8>, other: &[u8], draw: &mut Draw) {
    let at = draw.below(bytes.len());
    match draw.below(6) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << draw.below(8),
        1 => bytes.truncate(at),
        2 => drop(bytes.drain(..at)),
        3 => {
            let from = draw.below(other.len());
            let to = (from + draw.below(900)).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        4 => {
            let to = (at + draw.below(400)).min(bytes.len());
            bytes.drain(at..to);
        }
        _ => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            *bytes = match draw.below(4) {
                0 => GB18030.encode(&text).0.into_owned(),
                1 => BIG5.encode(&text).0.into_owned(),
                2 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            };
        }
    }
}

#[test]
fn changed_documents_are_each_accounted_for() {
    let count = std::env::var("CASEMILL_MUTANTS").map_or(600, |n| n.parse().unwrap());
    let texts: Vec<Vec<u8>> = documents::corpus().into_iter().map(|d| d.bytes).collect();
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let ends = [
        "txt", "txt", "txt", "html", "xml", "md", "docx", "jsonl", "json", "csv", "zip", "gz",
        "parquet",
    ];
    for n in 0..count {
        let mut bytes = texts[draw.below(texts.len())].clone();
        for _ in 0..=draw.below(4) {
            let other = &texts[draw.below(texts.len())];
            change(&mut bytes, other, &mut draw);
        }
        let end = ends[draw.below(ends.len())];
        fs::write(dir.path().join(format!("in/{n:06}.{end}")), bytes).unwrap();
    }
    let program = std::env::var_os("CASEMILL_BIN").unwrap_or(env!("CARGO_BIN_EXE_casemill").into());
    let ended = Command::new(program)
        .args(["extract", "in", "--out", "out", "--quiet"])
        .current_dir(dir.path())
        .status()
        .unwrap();
    assert!(matches!(ended.code(), Some(0 | 1)), "{ended}");
    let manifest = fs::read_to_string(dir.path().join("out/manifest.jsonl")).unwrap();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths: Vec<String> = Vec::new();
    for line in manifest.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let reason = line["reason"].as_str().unwrap_or("-");
        let kind = reason.split(" (").next().unwrap();
        assert_ne!(kind, "panic", "{line}");
        *told
            .entry(format!("{} {kind}", line["status"].as_str().unwrap()))
            .or_default() += 1;
        paths.push(line["path"].as_str().unwrap().to_owned());
    }
    let summary = fs::read_to_string(dir.path().join("out/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let of = |key: &str| summary[key].as_u64().unwrap();
    assert_eq!(
        of("documents"),
        of("records") + of("failed") + of("skipped")
    );
    let in_manifest = |status: &str| {
        let of_status = told.iter().filter(|(kind, _)| kind.starts_with(status));
        of_status.map(|(_, count)| *count as u64).sum::<u64>()
    };
    assert_eq!(of("records"), in_manifest("done"));
    assert_eq!(of("failed"), in_manifest("failed"));
    assert_eq!(of("skipped"), in_manifest("skipped"));
    let records = fs::read_to_string(dir.path().join("out/records.jsonl")).unwrap();
    assert_eq!(of("records"), records.lines().count() as u64);
    paths.dedup();
    assert_eq!(paths.len(), count, "every file has its lines");
    println!("{count} changed documents: {told:?}");
}
