//! What is beyond a bound, cannot be read or cannot be written: each is told, and stops nothing else.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

mod documents;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn casemill(directory: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args(args)
        .current_dir(directory)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// A directory with these files in `in/`.
fn inputs<'f>(files: impl IntoIterator<Item = (String, &'f [u8])>) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join("in").join(name), bytes).unwrap();
    }
    dir
}

/// Path, status and reason of every line of the manifest.
fn told(directory: &Path) -> Vec<String> {
    let manifest = fs::read_to_string(directory.join("out/manifest.jsonl")).unwrap();
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
        format!("{}: {} {}", of("path"), of("status"), of("reason"))
    };
    manifest.lines().map(line).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_text_that_costs_without_end_is_stopped_by_a_count() {
    let hostile = "判决如下：".repeat(4000);
    let usual = "上海市某区人民法院\n民事判决书\n（2020）沪0101民初1号\n".repeat(20);
    let files = [("a.txt", &hostile), ("b.txt", &usual)];
    let dir = inputs(files.map(|(name, text)| (name.to_owned(), text.as_bytes())));
    let args = ["extract", "in", "--out", "out", "--quiet", "--force"];
    let ended = casemill(dir.path(), &[&args[..], &["--max-work", "4MiB"]].concat());
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(
        told(dir.path()),
        [
            "a.txt: failed too much work (patterns look at more than 4194304 bytes; --max-work allows more)",
            "b.txt: done -"
        ]
    );
    let ended = casemill(dir.path(), &args);
    assert_eq!(ended.status.code(), Some(0), "{:?}", told(dir.path()));
}

#[test]
fn many_values_of_a_field_are_a_failure_that_names_the_option() {
    let document = documents::corpus_document("zh/civil-first-sale-lines.txt");
    let dir = inputs([("a.txt".to_owned(), document.bytes.as_slice())]);
    let args = [
        "extract",
        "in",
        "--out",
        "out",
        "--quiet",
        "--max-values",
        "1",
    ];
    casemill(dir.path(), &args);
    let told = told(dir.path());
    assert!(
        told[0].starts_with("a.txt: failed too many values ("),
        "{told:?}"
    );
    assert!(
        told[0].ends_with(", more than 1; --max-values allows more)"),
        "{told:?}"
    );
}

#[test]
fn empty_files_and_long_lines_are_lines_of_the_manifest() {
    let line = "长".repeat(500_000);
    let empty = (0..3000).map(|n| (format!("{n:04}.txt"), &b""[..]));
    let dir = inputs(empty.chain([("long.txt".to_owned(), line.as_bytes())]));
    let ended = casemill(dir.path(), &["extract", "in", "--out", "out", "--quiet"]);
    assert_eq!(ended.status.code(), Some(0));
    let told = told(dir.path());
    assert_eq!(told.len(), 3001);
    assert!(
        told[..3000]
            .iter()
            .all(|line| line.ends_with("skipped empty"))
    );
    assert_eq!(told[3000], "long.txt: done -");
}

#[test]
fn two_runs_cannot_write_into_one_directory() {
    let dir = inputs([("a.txt".to_owned(), "甲".as_bytes())]);
    fs::create_dir(dir.path().join("out")).unwrap();
    let other = fs::File::open(dir.path().join("out")).unwrap();
    other.lock().unwrap();
    for how in [&[][..], &["--force"], &["--resume"]] {
        let ended = casemill(
            dir.path(),
            &[&["extract", "in", "--out", "out"], how].concat(),
        );
        assert_eq!(ended.status.code(), Some(3));
        assert_eq!(
            stderr(&ended),
            "error: another run writes to out\n  help: wait until it has ended, or name another directory\n"
        );
    }
    drop(other);
    let ended = casemill(dir.path(), &["extract", "in", "--out", "out"]);
    assert_eq!(ended.status.code(), Some(0));
}

/// Reading it gives an error even to root, whom permissions do not keep out.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_a_failure_and_stops_nothing() {
    let dir = inputs([("a.txt".to_owned(), "（2020）沪0101民初1号".as_bytes())]);
    let ended = casemill(
        dir.path(),
        &["extract", "/proc/self/mem", "in", "--out", "out", "--quiet"],
    );
    assert_eq!(ended.status.code(), Some(1), "{}", stderr(&ended));
    let told = told(dir.path());
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .any(|line| line.contains("mem: failed unreadable (")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.ends_with("a.txt: done -")),
        "{told:?}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let dir = inputs([("a.txt".to_owned(), "甲".as_bytes())]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let input = fs::File::open(dir.path().join("in/a.txt")).unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args(["extract", "-"])
        .stdin(input)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(3));
    assert!(
        stderr(&ended).contains("cannot write to standard output"),
        "{}",
        stderr(&ended)
    );
    for out in ["/dev/full", "in/a.txt/out", "/proc/out"] {
        let ended = casemill(dir.path(), &["extract", "in", "--out", out]);
        assert_eq!(ended.status.code(), Some(3), "{out}");
        let told = stderr(&ended);
        assert!(
            told.contains("error: ") && told.contains("help: "),
            "{out}: {told}"
        );
    }
    let texts = [
        "extract",
        "in/a.txt",
        "in.zip",
        "--out",
        "out",
        "--texts",
        "/proc/texts",
    ];
    let zip = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    fs::write(dir.path().join("in.zip"), zip).unwrap();
    assert_eq!(
        casemill(dir.path(), &texts).status.code(),
        Some(0),
        "no text needs to be written"
    );
    fs::write(dir.path().join("in/b.html"), "<p>甲").unwrap();
    let texts = [
        "extract",
        "in",
        "--out",
        "out",
        "--force",
        "--texts",
        "/proc/texts",
    ];
    let ended = casemill(dir.path(), &texts);
    assert_eq!(ended.status.code(), Some(3));
    assert!(
        stderr(&ended).contains("cannot write /proc/texts/"),
        "{}",
        stderr(&ended)
    );
}

#[test]
fn one_document_may_be_of_any_format() {
    let dir = inputs([(
        "a.html".to_owned(),
        "<p>上海市某区人民法院</p><p>民事判决书</p>".as_bytes(),
    )]);
    let explained = casemill(
        dir.path(),
        &["explain", "in/a.html", "--field", "document_type"],
    );
    let told = String::from_utf8(explained.stdout).unwrap();
    assert!(told.contains("判决书  bytes"), "{told}");
    let page = "<!doctype html><p>上海市某区人民法院</p><p>民事判决书</p>";
    fs::write(dir.path().join("page"), page).unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_casemill"))
        .args(["extract", "-"])
        .stdin(fs::File::open(dir.path().join("page")).unwrap())
        .output()
        .unwrap();
    let record: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(record["document"]["format"], "html");
    assert_eq!(record["document_type"], "judgment");
    fs::write(dir.path().join("rows.jsonl"), "{}").unwrap();
    let refused = casemill(dir.path(), &["explain", "rows.jsonl"]);
    assert!(
        stderr(&refused).contains("a .jsonl file holds several documents"),
        "{}",
        stderr(&refused)
    );
}
