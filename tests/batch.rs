//! A run gives the same bytes with one thread and with eight, over documents of many lengths.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test makes the files it runs on"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file of the output of a run, by name.
fn dataset(input: &Path, threads: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_casemill"))
        .arg("extract")
        .arg(input)
        .args(["--quiet", "--threads", threads, "--out"])
        .arg(out.path())
        .status()
        .unwrap();
    assert_eq!(ended.code(), Some(0));
    let files = fs::read_dir(out.path()).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (
            PathBuf::from(path.file_name().unwrap()),
            fs::read(path).unwrap(),
        )
    });
    files.collect()
}

fn assert_same(input: &Path) {
    let (one, eight) = (dataset(input, "1"), dataset(input, "8"));
    assert!(one.keys().eq(eight.keys()));
    for (name, bytes) in &one {
        assert!(*bytes == eight[name], "{} differs", name.display());
    }
}

#[test]
fn generated_documents_give_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..700_usize {
        let sentence = format!("本院经审查认为，第{n}项请求，于法有据。");
        let text = format!(
            "某某市某某区人民法院民事判决书（2020）某0101民初{n}号原告：张某{n}。被告：李某。{}\
             判决如下：驳回原告的诉讼请求。审判员王某二〇二〇年五月六日书记员赵某",
            sentence.repeat(n % 23)
        );
        fs::write(dir.path().join(format!("{n}.txt")), text).unwrap();
    }
    assert_same(dir.path());
}

#[test]
fn the_corpus_gives_the_same_bytes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    if corpus.is_dir() {
        assert_same(&corpus);
    }
}
