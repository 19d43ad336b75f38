#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::fs;
use std::path::Path;

use super::*;
use crate::files::Walk;
use crate::output::{JsonLines, RecordWriter};

/// What a run wrote: records, manifest, and the summary or why there is none.
struct Written {
    records: String,
    manifest: String,
    summary: Result<Summary, BatchError>,
}

fn run_over(directory: &Path, options: &Options) -> Written {
    let library = Library::embedded().unwrap();
    let (mut records, mut manifest) = (Vec::new(), Vec::new());
    let extractor = |source: &Source| {
        assert!(
            !source.decoded.text.starts_with("panic"),
            "over\n{}",
            source.origin.path
        );
        extract(&library, source, PackChoice::Detect)
    };
    let walk = Walk::new(&[directory.to_owned()]).unwrap();
    let json: Box<dyn RecordWriter> = Box::new(JsonLines::new(&mut records));
    let mut sink = Writers::new(vec![json], Box::new(&mut manifest));
    let summary = run_with(&extractor, options, walk.inputs(), &mut sink, &mut Silent);
    drop(sink);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Written {
        records: text(records),
        manifest: text(manifest),
        summary,
    }
}

fn directory(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

#[test]
fn every_input_has_its_line_and_none_stops_another() {
    silence_document_panics();
    let long = "长".repeat(400);
    let dir = directory(&[
        ("1.txt", "某某人民法院民事判决书".as_bytes()),
        ("2.txt", b"panic"),
        ("3.txt", b""),
        ("4.txt", b" \r\n\t"),
        ("5.txt", long.as_bytes()),
        ("6.pdf", b"%PDF"),
        ("7.txt", "某某人民法院民事裁定书".as_bytes()),
    ]);
    let written = run_over(
        dir.path(),
        &Options {
            max_bytes: 1000,
            ..Options::default()
        },
    );
    let lines: Vec<serde_json::Value> = written
        .manifest
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let got: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| {
            (
                line["status"].as_str().unwrap(),
                line["reason"].as_str().unwrap_or(""),
            )
        })
        .collect();
    let wanted = [
        ("done", ""),
        ("failed", "panic (over)"),
        ("skipped", "empty"),
        ("skipped", "empty"),
        ("failed", "too large (more than 1000 bytes)"),
        ("skipped", "not a text file (.pdf)"),
        ("done", ""),
    ];
    assert_eq!(got, wanted);
    let summary = written.summary.unwrap();
    assert_eq!(
        (
            summary.documents,
            summary.records,
            summary.failed,
            summary.skipped
        ),
        (7, 2, 2, 3)
    );
    assert_eq!(summary.failures, [("panic", 1), ("too large", 1)].into());
    assert_eq!(written.records.lines().count(), 2);
    assert_eq!(summary.fields[0].0, "case_name");
}

#[test]
fn the_same_bytes_with_one_thread_and_with_eight() {
    let texts: Vec<(String, String)> = (0..1500)
        .map(|n| (format!("{n}.txt"), format!("第{n}号").repeat(n % 40)))
        .collect();
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let dir = directory(&files);
    let with = |threads| {
        let options = Options {
            threads: Some(threads),
            ..Options::default()
        };
        let written = run_over(dir.path(), &options);
        (
            written.records,
            written.manifest,
            written.summary.unwrap().to_json().unwrap(),
        )
    };
    assert!(with(1) == with(8));
}

#[test]
fn a_directory_without_documents_is_an_error() {
    let dir = directory(&[("1.pdf", b"%PDF")]);
    let error = run_over(dir.path(), &Options::default())
        .summary
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "nothing to do: the one file found is no text file"
    );
}

#[test]
fn one_empty_file_is_a_run_with_nothing_failed() {
    let dir = directory(&[("1.txt", b"")]);
    let summary = run_over(dir.path(), &Options::default()).summary.unwrap();
    assert_eq!(
        (summary.documents, summary.records, summary.skipped),
        (1, 0, 1)
    );
}
